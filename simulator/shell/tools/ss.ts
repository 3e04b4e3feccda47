import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { type Seen, socketsSeen } from '../probes/sockets-seen.ts'
import { describeProblem, getopt } from './getopt.ts'
import { serviceName } from './service-names.ts'

// As iproute2 6.1 does it.

export const ss: Tool = {
  name: 'ss',
  summary: 'What listens on this machine, and its connections: ss -tlnp.',
  run,
}

const help = `Usage: ss [ OPTIONS ] [ FILTER ]
   -h, --help          this message
   -V, --version       the version
   -n, --numeric       numbers in place of names of services
   -a, --all           all sockets
   -l, --listening     those that listen
   -p, --processes     the programs that have them
   -s, --summary       how many there are
   -t, --tcp           TCP
   -u, --udp           UDP
   -4, --ipv4          IPv4 alone
   -6, --ipv6          IPv6 alone
   -H, --no-header     without the first line
       FILTER := [ state STATE ] [ sport|dport = :PORT ] [ src|dst ADDRESS ]
`

const long = {
  help: 'h',
  version: 'V',
  numeric: 'n',
  resolve: 'r',
  all: 'a',
  listening: 'l',
  options: 'o',
  extended: 'e',
  memory: 'm',
  processes: 'p',
  info: 'i',
  summary: 's',
  tcp: 't',
  udp: 'u',
  ipv4: '4',
  ipv6: '6',
  'no-header': 'H',
  oneline: 'O',
}

const said = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })

function run(args: readonly string[], context: ToolContext): ToolResult {
  const { options, operands, problem } = getopt(args, { short: 'hVnralomepitusdwx460HOMZz', long })
  if (problem) return { stdout: '', stderr: `ss: ${describeProblem(problem)}\n${help}`, exitCode: 255 }
  const has = (name: string) => options.some((one) => one.name === name)
  if (has('h')) return said(help)
  if (has('V')) return said('ss utility, iproute2-6.1.0\n')
  if (has('Z') || has('z')) return { stdout: '', stderr: 'ss: SELinux is not enabled.\n', exitCode: 1 }
  const all = socketsSeen(context)
  if (has('s')) return said(summary(all))
  const filter = readFilter(operands)
  if (typeof filter === 'string') return { stdout: '', stderr: filter, exitCode: 255 }
  const [wantsTcp, wantsUdp] = [has('t'), has('u')]
  const isAny = !wantsTcp && !wantsUdp
  const family = has('4') ? 4 : has('6') ? 6 : undefined
  const shown = all
    .filter(({ protocol }) => isAny || (protocol === 'tcp' ? wantsTcp : wantsUdp))
    .filter((one) => family === undefined || one.family === family)
    .filter(({ state }) => (filter.state ? filter.state(state) : isWanted(state, has('l'), has('a'))))
    .filter((one) => filter.tests.every((test) => test(one)))
  return said(
    table(shown, {
      withNetwork: isAny || (wantsTcp && wantsUdp),
      withState: filter.names !== 1 && !(wantsUdp && !wantsTcp && !has('l') && !has('a')),
      withPrograms: has('p'),
      isNumeric: has('n'),
      withHeader: !has('H'),
      isRoot: context.user === 'root',
      user: context.user,
      columns: context.terminal?.columns,
    }),
  )
}

function isWanted(state: Seen['state'], listening: boolean, everything: boolean): boolean {
  if (everything) return true
  const isListening = state === 'LISTEN' || state === 'UNCONN'
  return listening ? isListening : state === 'ESTAB'
}

interface Filter {
  readonly state?: (state: Seen['state']) => boolean
  /** How many states it names. */
  readonly names: number
  readonly tests: readonly ((seen: Seen) => boolean)[]
}

const states: Readonly<Record<string, readonly Seen['state'][]>> = {
  all: ['LISTEN', 'UNCONN', 'ESTAB', 'TIME-WAIT'],
  established: ['ESTAB'],
  listening: ['LISTEN', 'UNCONN'],
  'time-wait': ['TIME-WAIT'],
  connected: ['ESTAB', 'TIME-WAIT'],
  synchronized: ['ESTAB', 'TIME-WAIT'],
  bucket: ['TIME-WAIT'],
  'syn-sent': [],
  'close-wait': [],
  closed: [],
}

function readFilter(words: readonly string[]): Filter | string {
  const rest = words
    .flatMap((word) => word.split(/\s+/))
    .filter((word) => !['and', '(', ')', '', '='].includes(word))
  const tests: ((seen: Seen) => boolean)[] = []
  let wanted: readonly Seen['state'][] | undefined
  let names = 0
  while (rest.length) {
    const word = rest.shift()!
    const value = rest.shift()?.replace(/^=+/, '')
    if (word === 'state' || word === 'exclude') {
      const named = states[value ?? '']
      if (!named) return `ss: wrong state name: ${value ?? ''}\n${help}`
      wanted =
        word === 'state'
          ? [...(wanted ?? []), ...named]
          : states['all']!.filter((one) => !named.includes(one))
      names += value === 'all' || word === 'exclude' ? 2 : 1
    } else if (word === 'sport' || word === 'dport') {
      const port = Number((value ?? '').replace(/^:/, ''))
      tests.push((seen) => (word === 'sport' ? seen.port : seen.peerPort) === port)
    } else if (word === 'src' || word === 'dst') {
      const [address = ''] = (value ?? '').split('/')
      tests.push((seen) => (word === 'src' ? seen.address : seen.peer) === address)
    } else return `Error: an inet prefix is expected rather than "${word}".\nCannot parse dst/src address.\n`
  }
  return { names, tests, ...(wanted && { state: (state: Seen['state']) => wanted.includes(state) }) }
}

interface Form {
  readonly withNetwork: boolean
  readonly withState: boolean
  readonly withPrograms: boolean
  readonly isNumeric: boolean
  readonly withHeader: boolean
  readonly isRoot: boolean
  readonly user: string
  /** Of the terminal, where it is one. */
  readonly columns: number | undefined
}

function table(seen: readonly Seen[], form: Form): string {
  const portOf = (port: number | undefined, protocol: 'tcp' | 'udp') =>
    port === undefined ? '*' : ((form.isNumeric ? undefined : serviceName(port, protocol)) ?? String(port))
  const rows = seen.map((one) => ({
    start: [
      ...(form.withNetwork ? [one.protocol] : []),
      ...(form.withState ? [one.state] : []),
      String(one.received),
      String(one.queued),
    ],
    address: `${one.family === 6 ? `[${one.address}]` : one.address}:`,
    port: portOf(one.port, one.protocol),
    peer: `${one.family === 6 ? `[${one.peer}]` : one.peer}:`,
    peerPort: portOf(one.peerPort, one.protocol),
    // Whoever is not root sees the programs that are their own.
    process:
      form.withPrograms && one.program && (form.isRoot || one.user === form.user)
        ? ` users:(("${one.program}",pid=${one.pid},fd=3))`
        : '',
  }))
  const head = {
    start: [...(form.withNetwork ? ['Netid'] : []), ...(form.withState ? ['State'] : []), 'Recv-Q', 'Send-Q'],
    address: 'Local Address:',
    port: 'Port',
    peer: 'Peer Address:',
    peerPort: 'Port',
    process: 'Process',
  }
  const cellsOf = ({ start, address, port, peer, peerPort, process }: typeof head) => [
    ...start,
    address,
    port,
    peer,
    peerPort,
    process,
  ]
  const all = (form.withHeader ? [head, ...rows] : rows).map(cellsOf)
  const starts = head.start.length
  const last = starts + 4
  const columns = cellsOf(head).map((_, i) => {
    // Addresses stand at the right, with their ports right behind them; processes have a blank of their own.
    const isAddress = i === starts || i === starts + 2
    const blank = (i > 0 && i < starts) || isAddress ? ' ' : ''
    // The last line's process has not been measured when the width is settled.
    const measured = i === last ? all.slice(0, Math.max(1, all.length - 1)) : all
    const widest = Math.max(0, ...measured.map((row) => row[i]?.length ?? 0))
    return { isAddress, blank, width: widest + blank.length }
  })
  const widths = spread(
    columns.map(({ width }) => width),
    form.columns,
  )
  return all
    .map((row) => {
      const cells = row.map((cell, i) => {
        const { isAddress = false, blank = '' } = columns[i] ?? {}
        const width = (widths[i] ?? 0) - blank.length
        return blank + (isAddress ? cell.padStart(width) : cell.padEnd(width))
      })
      return `${cells.join('')}\n`
    })
    .join('')
}

/** On a terminal, ss makes its columns as wide as that: what is over goes to all alike, and the rest to the last ones. */
function spread(widths: readonly number[], screen: number | undefined): readonly number[] {
  const over = (screen ?? 0) - widths.reduce((sum, one) => sum + one, 0)
  if (over <= 0) return widths
  const wide = widths.filter((one) => one > 0).length
  let rest = over % wide
  return widths
    .toReversed()
    .map((width) => (width ? width + Math.floor(over / wide) + (rest-- > 0 ? 1 : 0) : 0))
    .toReversed()
}

function summary(seen: readonly Seen[]): string {
  const count = (test: (one: Seen) => boolean) => seen.filter(test).length
  const tcp = count(({ protocol }) => protocol === 'tcp')
  const established = count(({ state }) => state === 'ESTAB')
  const waiting = count(({ state }) => state === 'TIME-WAIT')
  const row = (name: string, test: (one: Seen) => boolean) => {
    const ipv4 = count((one) => test(one) && one.family === 4)
    const ipv6 = count((one) => test(one) && one.family === 6)
    return `${name}\t  ${String(ipv4 + ipv6).padEnd(10)}${String(ipv4).padEnd(10)}${String(ipv6).padEnd(9)}\n`
  }
  const isLive = (one: Seen) => one.state !== 'TIME-WAIT'
  return (
    `Total: ${seen.length + 4}\n` +
    `TCP:   ${tcp} (estab ${established}, closed ${waiting}, orphaned 0, timewait ${waiting})\n\n` +
    'Transport Total     IP        IPv6\n' +
    row('RAW', () => false) +
    row('UDP', ({ protocol }) => protocol === 'udp') +
    row('TCP', (one) => one.protocol === 'tcp' && isLive(one)) +
    row('INET', isLive) +
    row('FRAG', () => false) +
    '\n'
  )
}
