import { parseAddress } from '../../kernel/address.ts'
import type { DnsRecord } from '../../network/dns/answer.ts'
import { readQuestion } from '../../network/dns/question.ts'
import { reverseNameOf } from '../../network/dns/reverse-names.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import type { Machine } from '../machine.ts'
import { ask, type Failure, type Heard, serverAddresses } from './dns/asking.ts'
import { version } from './dns/dig-options.ts'
import { messageSize } from './dns/message-size.ts'
import { isRecordType } from './dns/record-types.ts'
import { writeQuestion, writeRecord } from './dns/zone-file.ts'
import { getopt } from './getopt.ts'

/** The command of the DNS tools; not the lab's service of the same name. */
export const hostTool: Tool = {
  name: 'host',
  summary: "Looks up a name or an address: 'host NAME', 'host -t MX NAME SERVER'.",
  run: (args, context) => host(args, context),
}

const usage = `Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
            [-R number] [-m flag] [-p port] hostname [server]
       -a  everything that there is, with all details
       -p  the port of the server
       -r  the server asks nobody else
       -R  how often to ask again
       -t  the type of record
       -T  by TCP
       -v  with all details
       -V  the version
       -w  wait for ever
       -W  seconds to wait for an answer
       -4, -6  one version of IP alone
`

function host(args: readonly string[], context: ToolContext): ToolResult {
  const { options: given, operands, problem } = getopt(args, { short: 'aAc:CdilN:m:p:rR:st:TUvVwW:46' })
  if (problem) {
    const what = problem.kind === 'wants-argument' ? 'option requires an argument' : 'illegal option'
    return {
      stdout: '',
      stderr: `host: ${what} -- ${'letter' in problem ? problem.letter : ''}\n${usage}`,
      exitCode: 1,
    }
  }
  const options = new Map(given.map(({ name, value }) => [name, value]))
  if (options.has('V')) return { stdout: `host ${version}\n`, stderr: '', exitCode: 0 }
  const [name, server] = operands
  if (name === undefined) return { stdout: '', stderr: usage, exitCode: 1 }
  const { machine } = context
  const typed = options.get('t') ?? (options.has('a') || options.has('A') ? 'ANY' : undefined)
  if (typed !== undefined && !isRecordType(typed))
    return { stdout: '', stderr: `host: invalid type: ${typed}\n\n`, exitCode: 2 }
  const servers = server === undefined ? machine.resolver.servers : serverAddresses(machine, server)
  if (server !== undefined && !servers.length) {
    return { stdout: '', stderr: `host: couldn't get address for '${server}': not found\n`, exitCode: 1 }
  }
  const address = parseAddress(name)
  const asked = address === undefined ? name : reverseNameOf(address)
  if (!readQuestion(asked)) {
    return {
      stdout: '',
      stderr: `host: '${name}' is not a legal name${name.includes('..') ? ' (empty label)' : ''}\n`,
      exitCode: 1,
    }
  }
  const isVerbose = options.has('v') || options.has('d') || options.has('a') || options.has('A')
  const types =
    typed !== undefined
      ? [typed.toUpperCase()]
      : address === undefined
        ? ['A', 'AAAA', 'MX', 'HTTPS']
        : ['PTR']
  const asking = {
    servers: servers.length ? servers : ['127.0.0.1'],
    port: Number(options.get('p') ?? 53),
    isTcp: options.has('T') || (types[0] === 'ANY' && !options.has('U')),
    patience: Number(options.get('W') ?? 5),
    tries: Number(options.get('R') ?? 1) + 1,
    passesOn: !options.has('s'),
  }
  const head =
    server === undefined
      ? ''
      : `Using domain server:\nName: ${server}\nAddress: ${servers[0]}#${asking.port}\nAliases: \n\n`
  return inquire(machine, { asked, name, types, asking, head, isVerbose, isTyped: typed !== undefined })
}

interface Inquiry {
  readonly asked: string
  readonly name: string
  readonly types: readonly string[]
  readonly asking: Omit<Parameters<typeof ask>[1], 'name' | 'type'>
  readonly head: string
  readonly isVerbose: boolean
  readonly isTyped: boolean
}

function inquire(
  machine: Machine,
  { asked, name, types, asking, head, isVerbose, isTyped }: Inquiry,
): ToolResult {
  const isReverse = asked !== name
  let text = ''
  let full = asked
  for (const [i, type] of types.entries()) {
    const names: readonly string[] =
      i === 0 && !isReverse ? candidates(asked, machine.resolver.search) : [full]
    let last: { heard?: Heard; failures: readonly Failure[] } = { failures: [] }
    for (const candidate of names) {
      if (isVerbose) text += `Trying "${candidate.replace(/\.$/, '')}"\n`
      last = ask(machine, { ...asking, name: candidate, type })
      full = candidate
      if (last.heard?.answer.status !== 'NXDOMAIN') break
    }
    const { heard, failures } = last
    for (const { server, how } of failures)
      text += `;; communications error to ${server}#${asking.port}: ${how}\n`
    if (!heard) return { stdout: `${text};; no servers could be reached\n`, stderr: '', exitCode: 1 }
    if (i === 0) text += head
    const { status, records } = heard.answer
    if (status !== 'NOERROR') {
      const code = { NXDOMAIN: 3, SERVFAIL: 2, REFUSED: 5, TIMEOUT: 2 }[status]
      const shown = isReverse ? asked : name
      return { stdout: `${text}Host ${shown} not found: ${code}(${status})\n`, stderr: '', exitCode: 1 }
    }
    if (isVerbose) text += tellMessage(heard, full, type, asking.port)
    else if (records.length) {
      // The alias is told with the first type alone.
      const shown = i === 0 || isTyped ? records : records.filter((one) => one.type !== 'CNAME')
      text += shown.map(tell).join('')
    } else if (isTyped) text += `${full.replace(/\.$/, '')} has no ${type} record\n`
  }
  return { stdout: text, stderr: '', exitCode: 0 }
}

function candidates(name: string, search: readonly string[]): readonly string[] {
  if (name.endsWith('.')) return [name]
  const longer = search.map((domain) => `${name}.${domain}`)
  return name.includes('.') ? [name, ...longer] : [...longer, name]
}

const phrases: Readonly<Record<string, string>> = {
  A: 'has address',
  AAAA: 'has IPv6 address',
  CNAME: 'is an alias for',
  MX: 'mail is handled by',
  NS: 'name server',
  PTR: 'domain name pointer',
  TXT: 'descriptive text',
}

const tell = ({ name, type, value }: DnsRecord): string =>
  `${name.replace(/(?<=.)\.$/, '')} ${phrases[type] ?? `has ${type} record`} ${value}\n`

function tellMessage(heard: Heard, name: string, type: string, port: number): string {
  const { answer, id, server, milliseconds, isAuthoritative, recurses } = heard
  const { records, authority, status } = answer
  const asked = name.endsWith('.') ? name : `${name}.`
  const counts = `QUERY: 1, ANSWER: ${records.length}, AUTHORITY: ${authority.length}, ADDITIONAL: 0`
  const section = (title: string, lines: readonly string[]) =>
    lines.length ? `;; ${title} SECTION:\n${lines.map((line) => `${line}\n`).join('')}\n` : ''
  const size = messageSize({ name: asked, records: [...records, ...authority], hasEdns: false })
  return (
    `;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: ${id}\n` +
    `;; flags: qr${isAuthoritative ? ' aa' : ''} rd${recurses ? ' ra' : ''}; ${counts}\n\n` +
    section('QUESTION', [`;${writeQuestion(asked, type, 'IN')}`]) +
    section(
      'ANSWER',
      records.map((one) => writeRecord(one)),
    ) +
    section(
      'AUTHORITY',
      authority.map((one) => writeRecord(one)),
    ) +
    `Received ${size} bytes from ${server}#${port} in ${Math.round(milliseconds)} ms\n`
  )
}
