import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { ask, type Failure, type Heard, serverAddresses } from './dns/asking.ts'
import { formatMoment } from './dns/dates.ts'
import { digHelp } from './dns/dig-help.ts'
import { type Lookup, parseDig, usage, version } from './dns/dig-options.ts'
import { traceDown } from './dns/dig-trace.ts'
import { messageSize } from './dns/message-size.ts'
import { writeQuestion, writeRecord } from './dns/zone-file.ts'
import { Output } from './output.ts'

export const dig: Tool = {
  name: 'dig',
  summary: "Asks DNS servers: 'dig NAME', 'dig @SERVER NAME TYPE', '+short', '+trace', '-x ADDRESS'.",

  run(args, context) {
    const parsed = parseDig(args)
    if ('invalid' in parsed) return { stdout: '', stderr: `${parsed.invalid}\n${usage}`, exitCode: 1 }
    if ('problem' in parsed) return { stdout: '', stderr: `${parsed.problem}\n`, exitCode: parsed.exitCode }
    if ('wants' in parsed) {
      return { stdout: parsed.wants === 'help' ? digHelp : `DiG ${version}\n`, stderr: '', exitCode: 0 }
    }
    return inquire(parsed.lookups, parsed.warnings, args, context)
  },

  complete: (command) =>
    ['+short', '+trace', '+tcp', '+noall', '+answer', '+search', '+time=', '+tries=', ...types].filter(
      (one) => one.startsWith(command.split(/\s+/).at(-1) ?? ''),
    ),
}

const types = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT', 'ANY']

function inquire(
  lookups: readonly Lookup[],
  warnings: string,
  args: readonly string[],
  context: ToolContext,
): ToolResult {
  const output = new Output(context)
  output.error(warnings)
  let exitCode = 0
  for (const [i, lookup] of lookups.entries()) {
    const banner = i === 0 ? greeting(args, lookup) : ''
    const told = inquireOnce(lookup, banner, context)
    if (told.problem !== undefined) {
      output.error(`${told.problem}\n`)
      return output.result(told.exitCode)
    }
    output.out(told.text)
    if (told.exitCode) exitCode = told.exitCode
  }
  return output.result(exitCode)
}

function greeting(args: readonly string[], { server, shows }: Lookup): string {
  const words = args.length ? ` ${args.join(' ')}` : ''
  const found = server === undefined ? '' : '; (1 server found)\n'
  return `\n; <<>> DiG ${version} <<>>${words}\n${found};; global options:${shows.short ? ' +short' : ''} +cmd\n`
}

interface Told {
  readonly text: string
  readonly exitCode: number
  readonly problem?: string
}

function inquireOnce(lookup: Lookup, banner: string, context: ToolContext): Told {
  const { machine } = context
  const { shows } = lookup
  const servers =
    lookup.server === undefined ? machine.resolver.servers : serverAddresses(machine, lookup.server)
  if (lookup.server !== undefined && !servers.length) {
    return { text: '', exitCode: 1, problem: `dig: couldn't get address for '${lookup.server}': not found` }
  }
  const usable = servers.filter((one) => (lookup.family ?? familyIn(one)) === familyIn(one))
  const asking = {
    type: lookup.type,
    servers: usable.length ? usable : [lookup.family === 6 ? '::1' : '127.0.0.1'],
    port: lookup.port,
    isTcp: lookup.isTcp,
    patience: lookup.patience,
    tries: lookup.isTcp ? 1 : lookup.tries,
    passesOn: lookup.passesOn,
  }
  if (lookup.isTrace) return traceDown(machine, lookup, asking, shows.cmd ? banner : '')
  let text = ''
  const names = lookup.searches ? candidates(lookup, machine.resolver.search) : [lookup.name]
  for (const [i, name] of names.entries()) {
    const isLast = i === names.length - 1
    const { failures, heard } = ask(machine, { ...asking, name })
    const fallen = failures.map((one) => tellFailure(one, lookup, name)).join('')
    if (!heard) {
      const never = ';; no servers could be reached\n'
      const isSetup = failures.some(({ how }) => how === 'network unreachable') || lookup.isTcp
      const greeted = shows.short || isSetup ? '' : banner
      return { text: `${text}${fallen}${greeted}${isSetup ? '' : never}`, exitCode: 9 }
    }
    if (!isLast && heard.answer.status === 'NXDOMAIN' && !lookup.showsSearch) continue
    text += fallen + (shows.cmd && !shows.short && i === 0 ? banner : '') + tell(heard, lookup, name, context)
    if (heard.answer.status !== 'NXDOMAIN') break
  }
  return { text, exitCode: 0 }
}

/** resolv.conf(5), ndots: a name with a dot is tried as it stands first. */
function candidates({ name, domain }: Lookup, search: readonly string[]): readonly string[] {
  const domains = domain === undefined ? search : [domain]
  if (name.endsWith('.')) return [name]
  const longer = domains.map((one) => `${name}.${one}`)
  return name.includes('.') ? [name, ...longer] : [...longer, name]
}

const familyIn = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4)

function tellFailure({ server, how }: Failure, { port, isTcp }: Lookup, name: string): string {
  const at = `${server}#${port}`
  if (isTcp && how !== 'timed out') {
    return `;; Connection to ${at}(${server}) for ${name} failed: ${how}.\n;; no servers could be reached\n`
  }
  if (how === 'network unreachable') {
    return `;; UDP setup with ${at}(${server}) for ${name} failed: ${how}.\n;; no servers could be reached\n`
  }
  if (isTcp)
    return `;; Connection to ${at}(${server}) for ${name} failed: timed out.\n;; no servers could be reached\n`
  return `;; communications error to ${at}: ${how}\n`
}

const typedName = (name: string): string => (name.endsWith('.') ? name : `${name}.`)

function tell(heard: Heard, lookup: Lookup, name: string, { machine }: ToolContext): string {
  const { answer, server, milliseconds } = heard
  const { shows, style } = lookup
  const asked = typedName(name)
  // A server writes the name as it was asked: its answer points at the question.
  const records = answer.records.map((one) =>
    one.name === asked.toLowerCase() ? { ...one, name: asked } : one,
  )
  if (shows.short) {
    const from = shows.identify ? ` from server ${server} in ${Math.round(milliseconds)} ms.` : ''
    return records.map(({ value }) => `${value}${from}\n`).join('')
  }
  const { authority } = answer
  const counts = `QUERY: 1, ANSWER: ${records.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${lookup.edns ? 1 : 0}`
  let text = ''
  if (shows.query && shows.comments) text += tellQuery(heard, lookup, asked)
  if (shows.comments) {
    const flags = `qr${heard.isAuthoritative ? ' aa' : ''}${lookup.recurses ? ' rd' : ''}${heard.recurses ? ' ra' : ''}`
    text += `;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${answer.status}, id: ${heard.id}\n`
    text += `;; flags: ${flags}; ${counts}\n`
    if (lookup.recurses && !heard.recurses) text += ';; WARNING: recursion requested but not available\n'
    text += '\n'
    if (lookup.edns)
      text += `;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:${lookup.wantsDnssec ? ' do' : ''}; udp: 4096\n`
  }
  const section = (title: string, isShown: boolean, lines: readonly string[]) => {
    if (!isShown || !lines.length) return
    text += `${shows.comments ? `;; ${title} SECTION:\n` : ''}${lines.map((line) => `${line}\n`).join('')}${shows.comments ? '\n' : ''}`
  }
  section('QUESTION', shows.question, [`;${writeQuestion(asked, lookup.type, lookup.className, style)}`])
  section(
    'ANSWER',
    shows.answer,
    records.map((one) => writeRecord(one, style)),
  )
  section(
    'AUTHORITY',
    shows.authority,
    authority.map((one) => writeRecord(one, style)),
  )
  if (shows.stats) {
    const time = lookup.inMicroseconds
      ? `${Math.round(milliseconds * 1000)} usec`
      : `${Math.round(milliseconds)} msec`
    const size = messageSize({ name: asked, records: [...records, ...authority], hasEdns: lookup.edns })
    text +=
      `;; Query time: ${time}\n;; SERVER: ${server}#${lookup.port}(${server}) (${lookup.isTcp ? 'TCP' : 'UDP'})\n` +
      `;; WHEN: ${formatMoment(machine.fabric.now)}\n;; MSG SIZE  rcvd: ${size}\n\n`
  }
  return text
}

/** What is sent, for `+qr`. */
function tellQuery({ id }: Heard, lookup: Lookup, asked: string): string {
  const { shows, style, recurses, edns, setsAd, setsCd } = lookup
  const flags = [recurses && 'rd', setsAd && 'ad', setsCd && 'cd']
    .filter(Boolean)
    .map((flag) => ` ${flag}`)
    .join('')
  let text = `;; Sending:\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ${id}\n`
  text += `;; flags:${flags}; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: ${edns ? 1 : 0}\n\n`
  if (edns) {
    text += `;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:${lookup.wantsDnssec ? ' do' : ''}; udp: ${lookup.bufferSize}\n`
    if (lookup.sendsCookie) text += `; COOKIE: ${cookieOf(id)}\n`
  }
  if (shows.question)
    text += `;; QUESTION SECTION:\n;${writeQuestion(asked, lookup.type, lookup.className, style)}\n\n`
  return text
}

const cookieOf = (id: number): string => (id * 2654435761).toString(16).padStart(16, '0').slice(-16)
