import type { Family } from '../../kernel/address.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { isOwnAddress } from '../probes/own-addresses.ts'
import type { Probe } from '../probes/probe.ts'
import {
  complain,
  findTarget,
  isIpv6,
  knownAddresses,
  Names,
  observeSteps,
  type Step,
  step,
  type Target,
} from '../probes/way.ts'
import { getopt } from './getopt.ts'

// As Linux's traceroute 2.1 does it.

export const traceroute: Tool = {
  name: 'traceroute',
  summary: 'Asks each router on the way for an answer. Within AWS most of them keep silent.',
  run: (args, context) => run(args, context),
  complete: (_, context) => knownAddresses(context),
}

export const traceroute6: Tool = {
  name: 'traceroute6',
  summary: 'The same over IPv6.',
  run: (args, context) => run(['-6', ...args], context),
  complete: (_, context) => knownAddresses(context),
}

const help = `Usage:
  traceroute [ -46FITUnV ] [ -f first_ttl ] [ -m max_ttl ] [ -p port ] [ -q nqueries ] [ -w MAX,HERE,NEAR ] host [ packetlen ]
Options:
  -4, -6                over this version of IP alone
  -I  --icmp            with ICMP echo requests
  -T  --tcp             with TCP SYN packets, to port 80 unless -p says another
  -U  --udp             with UDP to one port, 53 unless -p says another
  -F  --dont-fragment   packets that may not be cut into pieces
  -f  --first=TTL       the hop to begin with
  -m  --max-hops=TTL    the hop to end with, 30 unless it is said
  -n                    without names of addresses
  -p  --port=PORT       the port; without -T and -U the first of many, 33434 unless it is said
  -q  --queries=N       packets to each hop, 3 unless it is said
  -w  --wait=SECONDS    how long to wait for an answer, 5 unless it is said
  -V  --version, --help
`

interface Settings {
  readonly host: string
  readonly family?: Family
  readonly protocol: Probe['protocol']
  readonly isFixedPort: boolean
  readonly port: number
  readonly first: number
  readonly most: number
  readonly queries: number
  readonly patience: number
  readonly isNumeric: boolean
  readonly length?: number
}

const long = {
  icmp: 'I',
  tcp: 'T',
  udp: 'U',
  'dont-fragment': 'F',
  first: 'f:',
  'max-hops': 'm:',
  port: 'p:',
  queries: 'q:',
  wait: 'w:',
  interface: 'i:',
  source: 's:',
  sendwait: 'z:',
  'sim-queries': 'N:',
  tos: 't:',
  debug: 'd',
  version: 'V',
  help: 'help',
}

function run(args: readonly string[], context: ToolContext): ToolResult {
  const settings = read(args)
  if ('exitCode' in settings) return settings
  if (settings.protocol === 'tcp' && context.user !== 'root') {
    const why =
      'You do not have enough privileges to use this traceroute method.\nsocket: Operation not permitted\n'
    return complain(why, 1)
  }
  const target = findTarget(context, settings.host, settings.family)
  if ('problem' in target) {
    const at = args.indexOf(settings.host) + 1
    return complain(
      `${settings.host}: ${target.problem}\nCannot handle "host" cmdline arg \`${settings.host}' on position ${at} (argc ${args.length})\n`,
      2,
    )
  }
  return follow(settings, target, context)
}

function read(args: readonly string[]): Settings | ToolResult {
  const { options, operands, problem } = getopt(args, {
    short: '46dFITUnreADVf:g:i:m:N:p:t:l:w:q:s:z:M:O:P:',
    long,
  })
  const given = new Map(options.map(({ name, value }) => [name, value]))
  if (problem) {
    const word = 'letter' in problem ? `-${problem.letter}` : problem.option
    const at = args.findIndex((arg) => arg.startsWith(word)) + 1
    if (problem.kind === 'wants-argument' || problem.kind === 'long-wants-argument') {
      return complain(`Option \`${word}' (argc ${at}) requires an argument: \`${word} value'\n`, 2)
    }
    return complain(`Bad option \`${word}' (argc ${at})\n`, 2)
  }
  if (given.has('V'))
    return { stdout: '', stderr: 'Modern traceroute for Linux, version 2.1.2\n', exitCode: 0 }
  const [host, packetLength] = operands
  if (given.has('help') || host === undefined) return { stdout: help, stderr: '', exitCode: 0 }
  const number = (name: string, usual: number) => Number.parseFloat(given.get(name) ?? String(usual))
  const [first, most, queries] = [number('f', 1), number('m', 30), number('q', 3)]
  const patience = Number.parseFloat((given.get('w') ?? '5').split(',')[0] ?? '5')
  for (const name of ['f', 'm', 'q', 'p', 'w']) {
    if (given.has(name) && Number.isNaN(number(name, 0))) {
      return complain(
        `Cannot handle \`-${name}' option with arg \`${given.get(name)}' (argc ${args.indexOf(`-${name}`) + 1})\n`,
        2,
      )
    }
  }
  if (most > 255) return complain('max hops cannot be more than 255\n', 2)
  if (first < 1 || first > most) return complain('first hop out of range\n', 2)
  if (queries > 10) return complain('no more than 10 probes per hop\n', 2)
  const protocol = given.has('I') ? 'icmp' : given.has('T') ? 'tcp' : 'udp'
  const isFixedPort = given.has('T') || given.has('U')
  const family = given.has('6') ? 6 : given.has('4') ? 4 : undefined
  return {
    host,
    ...(family && { family }),
    protocol,
    isFixedPort,
    port: number('p', given.has('T') ? 80 : given.has('U') ? 53 : 33_434),
    first,
    most,
    queries,
    patience,
    isNumeric: given.has('n'),
    ...(packetLength !== undefined && { length: Number(packetLength) }),
  }
}

/** How many packets are under way at the same time. */
const atOnce = 16

function follow(settings: Settings, { address, text }: Target, context: ToolContext): ToolResult {
  const { machine } = context
  const { host, most, queries, patience, protocol, isFixedPort } = settings
  const length = settings.length ?? (isIpv6(address) ? 80 : 60)
  const lines = [`traceroute to ${host} (${text}), ${most} hops max, ${length} byte packets`]
  const names = new Names(context)
  const all: Step[] = []
  let isThere = false
  for (let ttl = settings.first; ttl <= most && !isThere; ttl++) {
    const steps = Array.from({ length: queries }, (_, i) => {
      const number = (ttl - 1) * queries + i
      const port = isFixedPort ? settings.port : settings.port + number
      return step(machine, { destination: address, protocol, port, ttl, sourcePort: 33_000 + number }, number)
    })
    all.push(...steps)
    lines.push(tellHop(ttl, steps, settings.isNumeric ? undefined : names))
    isThere = steps.some(isEnd) || isOwnAddress(machine, address)
  }
  const silent = all.filter(({ from }) => from === undefined).length
  const seconds =
    Math.ceil(silent / atOnce) * patience + Math.max(0, ...all.map(({ milliseconds }) => milliseconds)) / 1000
  machine.advance(seconds)
  observeSteps(machine, all, length, seconds)
  return { stdout: `${lines.join('\n')}\n`, stderr: '', exitCode: 0 }
}

const isEnd = ({ heard }: Step): boolean =>
  heard.kind === 'answer' || (heard.kind === 'error' && heard.how !== 'ttl-exceeded')

function tellHop(ttl: number, steps: readonly Step[], names: Names | undefined): string {
  let line = `${String(ttl).padStart(2)} `
  let last: string | undefined
  for (const { heard, from, milliseconds } of steps) {
    if (from === undefined) {
      line += ' *'
      continue
    }
    if (from !== last) line += ` ${names ? `${names.of(from) ?? from} (${from})` : from}`
    last = from
    line += `  ${milliseconds.toFixed(3)} ms${flagOf(heard)}`
  }
  return line
}

function flagOf(heard: Step['heard']): string {
  if (heard.kind !== 'error') return ''
  if (heard.how === 'host-unreachable') return ' !H'
  if (heard.how === 'net-unreachable') return ' !N'
  return heard.how === 'too-big' ? ` !F-${heard.mtu}` : ''
}
