import { parseAddress } from '../../kernel/address.ts'
import { nextRow } from '../../world/traffic.ts'
import { resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { nameOfAddress } from '../probes/names.ts'
import { describeProblem, getopt } from './getopt.ts'
import { FilterError, readFilter, type Test } from './tcpdump/filter.ts'
import { type Look, tellFrames } from './tcpdump/frame-lines.ts'
import { type Frame, framesOn } from './tcpdump/frames.ts'

// As tcpdump 4.99 does it, but for when: nobody can type elsewhere while it waits, so it shows what has passed since it
// ran here before, and then ends as if by Ctrl-C.

export const tcpdump: Tool = {
  name: 'tcpdump',
  summary: 'The packets that passed this machine since you last looked: sudo tcpdump -n port 443.',
  run,
}

const version = 'tcpdump version 4.99.3\nlibpcap version 1.10.3 (with TPACKET_V3)\n'

const usage = `${version}Usage: tcpdump [-AeDhnqStv] [ -c count ] [ -i interface ] [ -r file ] [ -w file ]
\t\t[ -Q in|out|inout ] [ expression ]
`

const letters = 'AbB:c:C:dDeE:fF:G:hHi:IjJKlLm:M:nNOpq#Q:r:s:StT:uUvV:w:W:xXy:z:Z:'

const long = {
  version: 'version',
  help: 'h',
  count: 'count',
  interface: 'i:',
  'list-interfaces': 'D',
  'immediate-mode': 'U',
  print: 'print',
  direction: 'Q:',
}

const complain = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })

/** What is kept of earlier traffic where nobody has looked yet: ten minutes. */
const remembered = 600_000

const mark = '/var/tmp/.tcpdump'

function run(args: readonly string[], context: ToolContext): ToolResult {
  const { options, operands, problem } = getopt(args, { short: letters, long, isStrict: true })
  if (problem) {
    const isUnknown = problem.kind === 'invalid' || problem.kind === 'unrecognised'
    return complain(
      isUnknown && problem.kind === 'invalid' ? usage : `tcpdump: ${describeProblem(problem)}\n${usage}`,
    )
  }
  const given = new Map(options.map(({ name, value }) => [name, value]))
  given.set('times', String(options.filter(({ name }) => name === 't').length))
  if (given.has('version')) return { stdout: '', stderr: version, exitCode: 0 }
  if (given.has('h')) return { stdout: usage, stderr: '', exitCode: 0 }
  if (given.has('D')) return { stdout: listInterfaces(context), stderr: '', exitCode: 0 }
  const count = given.get('c')
  if (count !== undefined && !/^[1-9]\d*$/.test(count))
    return complain(`tcpdump: invalid packet count ${count}\n`)
  try {
    // Options may also stand behind the expression.
    const again = operands.some((word) => /^-[cinvw]/.test(word))
      ? getopt(operands, { short: letters, long })
      : undefined
    for (const { name, value } of again?.options ?? []) given.set(name, value)
    const test = readFilter((again?.operands ?? operands).join(' '))
    return capture(given, test, context)
  } catch (thrown) {
    if (thrown instanceof FilterError) return complain(`tcpdump: ${thrown.message}\n`)
    throw thrown
  }
}

function listInterfaces({ machine }: ToolContext): string {
  const own = machine.cards.map(({ name }, i) => `${i + 1}.${name} [Up, Running, Connected]\n`)
  const next = own.length + 1
  return `${own.join('')}${next}.any (Pseudo-device that captures on all interfaces) [Up, Running]\n${next + 1}.lo [Up, Running, Loopback]\n`
}

function capture(
  given: ReadonlyMap<string, string>,
  test: Test | undefined,
  context: ToolContext,
): ToolResult {
  const { machine } = context
  const device = given.get('i') ?? machine.cards[0]?.name ?? 'lo'
  const isAny = device === 'any'
  const file = given.get('r')
  if (file === undefined) {
    if (!isAny && device !== 'lo' && !machine.cards.some(({ name }) => name === device)) {
      return complain(`tcpdump: ${device}: No such device exists\n(No such device exists)\n`)
    }
    if (context.user !== 'root') {
      return complain(
        `tcpdump: ${device}: You don't have permission to perform this capture on that device\n(socket: Operation not permitted)\n`,
      )
    }
    if (machine.kind === 'workstation')
      return complain('tcpdump: what passes this machine is not simulated; look on another one\n')
  }
  const all = file === undefined ? newFrames(context) : readFrames(file, context)
  if (!all) return complain(`tcpdump: ${file}: No such file or directory\n`)
  const direction = given.get('Q')
  const matching = all
    .filter((frame) => file !== undefined || isAny || frame.device === device)
    .filter(
      ({ isOut }) => direction === undefined || direction === 'inout' || isOut === (direction === 'out'),
    )
    .filter((frame) => !test || test(frame))
  const limit = Number(given.get('c') ?? Number.POSITIVE_INFINITY)
  const shown = matching.slice(0, limit)
  const into = given.get('w')
  const stdout = into === undefined ? tellFrames(shown, lookOf(given, isAny, context)) : ''
  if (into !== undefined) writeFrames(into, shown, context)
  if (file !== undefined) {
    return {
      stdout,
      stderr: `reading from file ${file}, link-type EN10MB (Ethernet), snapshot length 262144\n`,
      exitCode: 0,
    }
  }
  const link = isAny ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)'
  const isVerbose = given.has('v') || into !== undefined
  const before = [
    ...(isAny ? ['tcpdump: data link type LINUX_SLL2'] : []),
    ...(isVerbose ? [] : ['tcpdump: verbose output suppressed, use -v[v]... for full protocol decode']),
    `${isVerbose ? 'tcpdump: ' : ''}listening on ${device}, link-type ${link}, snapshot length 262144 bytes`,
  ]
  const packets = (number: number) => `${number} packet${number === 1 ? '' : 's'}`
  const after = [
    ...(shown.length < limit ? ['^C'] : []),
    `${packets(shown.length)} captured`,
    `${packets(matching.length)} received by filter`,
    '0 packets dropped by kernel',
  ]
  const piece = (stream: 1 | 2, text: string) => ({ stream, bytes: new TextEncoder().encode(text) })
  const [head, foot] = [`${before.join('\n')}\n`, `${after.join('\n')}\n`]
  return {
    stdout,
    stderr: head + foot,
    exitCode: 0,
    pieces: [piece(2, head), ...(stdout ? [piece(1, stdout)] : []), piece(2, foot)],
  }
}

/** What has passed since somebody looked here; and from now on this counts as looked at. */
function newFrames({ machine, files }: ToolContext): Frame[] {
  const { fabric } = machine
  const next = nextRow(fabric.store)
  const before = files.read(mark)
  const from = before ? Number(new TextDecoder().decode(before)) : 1
  files.write(mark, new TextEncoder().encode(String(next)), 0o600)
  const frames = framesOn(machine, from)
  return before ? frames : frames.filter(({ at }) => at >= fabric.now - remembered)
}

// Not the format of real captures: nothing but this command reads them here.
const signature = 'packets 1\n'

function writeFrames(path: string, frames: readonly Frame[], { files, cwd }: ToolContext): void {
  const text = signature + frames.map((frame) => `${JSON.stringify(frame)}\n`).join('')
  files.write(resolve(cwd, path), new TextEncoder().encode(text))
}

function readFrames(path: string, { files, cwd, stdin }: ToolContext): Frame[] | undefined {
  const bytes = path === '-' ? stdin : files.read(resolve(cwd, path))
  if (!bytes) return undefined
  const text = new TextDecoder().decode(bytes)
  if (!text.startsWith(signature)) throw new FilterError('unknown file format')
  return text
    .slice(signature.length)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Frame)
}

/** By how many times -t stands there. */
const times: readonly Look['time'][] = ['clock', 'none', 'epoch', 'since-last', 'date', 'since-first']

function lookOf(given: ReadonlyMap<string, string>, isAny: boolean, context: ToolContext): Look {
  const names = new Map<string, string | undefined>()
  const isNumeric = given.has('n')
  return {
    time: times[Math.min(Number(given.get('times') ?? 0), times.length - 1)] ?? 'clock',
    isQuiet: given.has('q'),
    isVerbose: given.has('v'),
    withHardware: given.has('e'),
    withText: given.has('A') || given.has('X'),
    withAbsolute: given.has('S'),
    isAny,
    withServices: !isNumeric,
    ...(!isNumeric && {
      nameOf(address: string) {
        if (!names.has(address)) {
          const parsed = parseAddress(address)
          names.set(address, parsed === undefined ? undefined : nameOfAddress(context, parsed))
        }
        return names.get(address)
      },
    }),
  }
}
