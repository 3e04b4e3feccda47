import { parsePrefix } from '../../kernel/address.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { type Seen, socketsSeen } from '../probes/sockets-seen.ts'
import { describeProblem, getopt } from './getopt.ts'
import { linksOf } from './ip/links.ts'
import { routesOf } from './ip/routes.ts'
import { serviceName } from './service-names.ts'

// As net-tools 2.10 does it.

export const netstat: Tool = {
  name: 'netstat',
  summary: 'Connections, routes and interfaces: ss and ip are newer.',
  run,
}

const help = `usage: netstat [-rin] [-tulnap46]

  -r, --route        routes
  -i, --interfaces   interfaces
  -t, --tcp          TCP
  -u, --udp          UDP
  -l, --listening    what listens
  -a, --all          everything
  -n, --numeric      numbers in place of names
  -p, --programs     the programs that have sockets
  -4, -6             this version of IP alone
  -V, --version      the version
`

const long = {
  route: 'r',
  interfaces: 'i',
  tcp: 't',
  udp: 'u',
  listening: 'l',
  all: 'a',
  numeric: 'n',
  programs: 'p',
  version: 'V',
  help: 'h',
  statistics: 's',
}

const said = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })

function run(args: readonly string[], context: ToolContext): ToolResult {
  const { options, problem } = getopt(args, { short: 'rientulanpvV46hsWoc', long })
  if (problem) return { stdout: '', stderr: `netstat: ${describeProblem(problem)}\n${help}`, exitCode: 4 }
  const has = (name: string) => options.some((one) => one.name === name)
  if (has('h')) return said(help)
  if (has('V')) return said('net-tools 2.10\n')
  if (has('s')) return { stdout: '', stderr: 'netstat: statistics are not simulated\n', exitCode: 1 }
  if (has('r')) return said(routeTable(context))
  if (has('i')) return said(interfaceTable(context))
  const isAny = !has('t') && !has('u')
  const family = has('4') ? 4 : has('6') ? 6 : undefined
  const shown = socketsSeen(context)
    .filter(({ protocol }) => isAny || has(protocol === 'tcp' ? 't' : 'u'))
    .filter((one) => family === undefined || one.family === family)
    .filter(({ state }) => {
      const isListening = state === 'LISTEN' || state === 'UNCONN'
      return has('a') || (has('l') ? isListening : !isListening)
    })
  return said(
    socketTable(shown, {
      which: has('a') ? 'servers and established' : has('l') ? 'only servers' : 'w/o servers',
      isNumeric: has('n'),
      withPrograms: has('p'),
      context,
    }),
  )
}

const stateNames: Readonly<Record<Seen['state'], string>> = {
  LISTEN: 'LISTEN',
  UNCONN: '',
  ESTAB: 'ESTABLISHED',
  'TIME-WAIT': 'TIME_WAIT',
}

interface Form {
  readonly which: string
  readonly isNumeric: boolean
  readonly withPrograms: boolean
  readonly context: ToolContext
}

function socketTable(seen: readonly Seen[], { which, isNumeric, withPrograms, context }: Form): string {
  const end = (address: string, port: number | undefined, protocol: 'tcp' | 'udp') =>
    `${address}:${port === undefined ? '*' : ((isNumeric ? undefined : serviceName(port, protocol)) ?? port)}`
  const isHidden = withPrograms && context.user !== 'root'
  const warning = isHidden
    ? '(Not all processes could be identified, non-owned process info\n will not be shown, you would have to be root to see it all.)\n'
    : ''
  const rows = seen.map((one) => {
    const name = one.family === 6 ? `${one.protocol}6` : one.protocol
    const owner = !withPrograms
      ? ''
      : one.program && !(isHidden && one.user !== context.user)
        ? `${one.pid}/${one.program}`
        : '-'
    const local = end(one.address, one.port, one.protocol).padEnd(23)
    const far = end(one.peer, one.peerPort, one.protocol).padEnd(23)
    const line = `${name.padEnd(5)} ${String(one.received).padStart(6)}      0 ${local} ${far} ${stateNames[one.state].padEnd(11)}`
    return withPrograms ? `${line} ${owner.padEnd(20)}` : line
  })
  const header = `Proto Recv-Q Send-Q Local Address           Foreign Address         State      ${withPrograms ? ' PID/Program name    ' : ''}`
  return `${warning}${[`Active Internet connections (${which})`, header, ...rows].join('\n')}\n`
}

function routeTable({ machine }: ToolContext): string {
  const rows = routesOf(machine, 4).map(({ destination, via, device }) => {
    const prefix =
      destination === 'default'
        ? parsePrefix('0.0.0.0/0')
        : (parsePrefix(destination) ?? parsePrefix(`${destination}/32`))
    const length = prefix?.prefix.length ?? 32
    const mask = maskOf(length)
    const isHost = length === 32
    const flags = `U${via === undefined ? '' : 'G'}${isHost ? 'H' : ''}`
    const to = destination === 'default' ? '0.0.0.0' : (destination.split('/')[0] ?? '')
    return `${to.padEnd(15)} ${(via ?? '0.0.0.0').padEnd(15)} ${mask.padEnd(15)} ${flags.padEnd(5)}     0 0          0 ${device}`
  })
  return `${['Kernel IP routing table', 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface', ...rows].join('\n')}\n`
}

function maskOf(length: number): string {
  const mask = length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255).join('.')
}

function interfaceTable(context: ToolContext): string {
  const number = (value: number, width: number) => String(value).padStart(width)
  const rows = [...linksOf(context)]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, mtu, received, sent, isLoopback }) => {
      const head = `${name.padEnd(16)}${number(mtu, 5)} ${number(received.packets, 8)}      0      0 0      `
      return `${head}${number(sent.packets, 8)}      0      0      0 ${isLoopback ? 'LRU' : 'BMRU'}`
    })
  const header = 'Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg'
  return `${['Kernel Interface table', header, ...rows].join('\n')}\n`
}
