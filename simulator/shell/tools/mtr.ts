import type { Family } from '../../kernel/address.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import type { Probe } from '../probes/probe.ts'
import {
  complain,
  findTarget,
  knownAddresses,
  Names,
  observeSteps,
  type Step,
  step,
  type Target,
} from '../probes/way.ts'
import { describeProblem, getopt } from './getopt.ts'

// As mtr 0.95 does it. Only its reports: a picture that changes by itself is not simulated.

export const mtr: Tool = {
  name: 'mtr',
  summary: 'Asks each router on the way many times: mtr -r HOST.',
  run,
  complete: (_, context) => knownAddresses(context),
}

const help = `
Usage:
 mtr [options] hostname

 -r, --report              a report, once it is done
 -w, --report-wide         a report with whole names
 -c, --report-cycles N     packets to each hop, 10 unless it is said
 -n, --no-dns              without names of addresses
 -b, --show-ips            names and addresses
 -4, -6                    over this version of IP alone
 -u, --udp                 with UDP
 -T, --tcp                 with TCP SYN packets
 -P, --port PORT           the port for TCP and UDP
 -f, --first-ttl N         the hop to begin with
 -m, --max-ttl N           the hop to end with, 30 unless it is said
 -s, --psize BYTES         the length of packets, 64 unless it is said
 -i, --interval SECONDS    from one packet to the next, 1 unless it is said
 -j, --json                the report as JSON
 -C, --csv                 the report as comma separated values
 -h, --help
 -v, --version

See the 'man 8 mtr' for details.
`

const long = {
  report: 'r',
  'report-wide': 'w',
  'report-cycles': 'c:',
  'no-dns': 'n',
  'show-ips': 'b',
  udp: 'u',
  tcp: 'T',
  port: 'P:',
  'first-ttl': 'f:',
  'max-ttl': 'm:',
  'max-unknown': 'U:',
  psize: 's:',
  interval: 'i:',
  gracetime: 'G:',
  timeout: 'Z:',
  json: 'j',
  csv: 'C',
  raw: 'l',
  xml: 'x',
  split: 'p',
  curses: 't',
  order: 'o:',
  address: 'a:',
  interface: 'I:',
  help: 'h',
  version: 'v',
}

interface Settings {
  readonly host: string
  readonly protocol: Probe['protocol']
  readonly port: number
  readonly cycles: number
  readonly first: number
  readonly most: number
  readonly size: number
  readonly interval: number
  readonly form: 'report' | 'wide' | 'json' | 'csv'
  readonly isNumeric: boolean
  readonly withBoth: boolean
}

function run(args: readonly string[], context: ToolContext): ToolResult {
  const { options, operands, problem } = getopt(args, {
    short: 'hv46F:rwxtglCjpnbo:y:zI:i:c:s:B:Q:ea:f:m:U:uTSP:L:Z:G:M:',
    long,
  })
  const given = new Map(options.map(({ name, value }) => [name, value]))
  if (problem) return complain(`mtr: ${describeProblem(problem)}\n${help}`, 1)
  if (given.has('h')) return { stdout: help, stderr: '', exitCode: 0 }
  if (given.has('v')) return { stdout: 'mtr 0.95\n', stderr: '', exitCode: 0 }
  const form = given.has('j') ? 'json' : given.has('C') ? 'csv' : given.has('w') ? 'wide' : 'report'
  if (form === 'report' && !given.has('r')) {
    return complain('mtr: the moving picture is not simulated; try mtr -r for a report\n', 1)
  }
  const number = (name: string, usual: number) => Number.parseFloat(given.get(name) ?? String(usual))
  for (const name of ['c', 'f', 'm', 's', 'i', 'P']) {
    if (given.has(name) && Number.isNaN(number(name, 0)))
      return complain(`mtr: invalid argument: '${given.get(name)}'\n`, 1)
  }
  const host = operands[0] ?? 'localhost'
  const family: Family | undefined = given.has('6') ? 6 : given.has('4') ? 4 : undefined
  const target = findTarget(context, host, family)
  if ('problem' in target) return complain(`mtr: Failed to resolve host: ${host}: ${target.problem}\n`, 0)
  const protocol = given.has('T') ? 'tcp' : given.has('u') ? 'udp' : 'icmp'
  const settings: Settings = {
    host,
    protocol,
    port: number('P', protocol === 'tcp' ? 80 : 33_434),
    cycles: Math.max(1, number('c', 10)),
    first: number('f', 1),
    most: number('m', 30),
    size: number('s', 64),
    interval: number('i', 1),
    form,
    isNumeric: given.has('n'),
    withBoth: given.has('b'),
  }
  return follow(settings, target, context)
}

/** After so many hops in a row that keep silent, no further one is asked. */
const mostUnknown = 5

interface Hub {
  readonly number: number
  readonly address?: string
  readonly times: readonly number[]
}

function follow(settings: Settings, target: Target, context: ToolContext): ToolResult {
  const { machine } = context
  const { cycles, interval } = settings
  const began = machine.fabric.now
  const steps: Step[] = []
  const hubs: Hub[] = []
  let silent = 0
  for (let ttl = settings.first; ttl <= settings.most && silent < mostUnknown + 2; ttl++) {
    const own = Array.from({ length: cycles }, (_, i) =>
      step(
        machine,
        { destination: target.address, protocol: settings.protocol, port: settings.port, ttl },
        ttl * 1000 + i,
      ),
    )
    steps.push(...own)
    const answered = own.filter(({ from }) => from !== undefined)
    const [first] = answered
    hubs.push({
      number: ttl,
      ...(first?.from !== undefined && { address: first.from }),
      times: answered.map((one) => one.milliseconds),
    })
    silent = first ? 0 : silent + 1
    if (
      own.some(
        ({ heard }) => heard.kind === 'answer' || (heard.kind === 'error' && heard.how !== 'ttl-exceeded'),
      )
    )
      break
  }
  // What comes after the last hop that answered says nothing.
  while (hubs.length && hubs.at(-1)!.address === undefined) hubs.pop()
  const seconds = cycles * interval + (steps.some(({ from }) => from === undefined) ? 5 : 0)
  machine.advance(seconds)
  observeSteps(machine, steps, settings.size, seconds)
  const names = settings.isNumeric ? undefined : new Names(context)
  const named = hubs.map((hub) => ({ ...hub, name: nameOf(hub, names, settings) }))
  return {
    stdout: `${tell(named, settings, target, machine.hostname, began).join('\n')}\n`,
    stderr: '',
    exitCode: 0,
  }
}

interface NamedHub extends Hub {
  readonly name: string
}

function nameOf({ address }: Hub, names: Names | undefined, { withBoth }: Settings): string {
  if (address === undefined) return '???'
  const name = names?.of(address)
  if (name === undefined) return address
  return withBoth ? `${name} (${address})` : name
}

function tell(
  hubs: readonly NamedHub[],
  settings: Settings,
  target: Target,
  hostname: string,
  began: number,
): string[] {
  switch (settings.form) {
    case 'json':
      return [tellJson(hubs, settings, hostname)]
    case 'csv':
      return tellCsv(hubs, settings, target, began)
    default:
      return tellReport(hubs, settings, hostname, began)
  }
}

function tellReport(
  hubs: readonly NamedHub[],
  { cycles, form }: Settings,
  hostname: string,
  began: number,
): string[] {
  const widest = Math.max(hostname.length, ...hubs.map(({ name }) => name.length))
  const [head, row] = form === 'wide' ? [widest + 6, widest + 8] : [33, 33]
  const start = new Date(began).toISOString().replace(/\.\d+Z$/, '+0000')
  return [
    `Start: ${start}`,
    `${`HOST: ${hostname}`.padEnd(head).slice(0, head)} Loss%   Snt   Last   Avg  Best  Wrst StDev`,
    ...hubs.map((hub) => {
      const { last, mean, best, worst, deviation } = statistics(hub.times)
      const loss = ((cycles - hub.times.length) * 100) / cycles
      // The percent sign of a whole loss finds no room.
      const told = `${loss.toFixed(1)}%`
        .padStart(6)
        .slice(0, loss === 100 ? 5 : 6)
        .padStart(6)
      const numbers = [last, mean, best, worst, deviation]
        .map((one, i) => one.toFixed(1).padStart(i === 0 ? 6 : 5))
        .join(' ')
      const start = `${String(hub.number).padStart(3)}.|-- ${hub.name}`.padEnd(row).slice(0, row)
      return `${start}${told}${String(cycles).padStart(6)} ${numbers}`
    }),
  ]
}

function tellJson(hubs: readonly NamedHub[], { host, cycles, size }: Settings, hostname: string): string {
  const round = (number: number) => Number(number.toFixed(3))
  const document = {
    report: {
      mtr: { src: hostname, dst: host, tos: 0, tests: cycles, psize: String(size), bitpattern: '0x00' },
      hubs: hubs.map(({ number, name, times }) => {
        const { last, mean, best, worst, deviation } = statistics(times)
        return {
          count: number,
          host: name,
          'Loss%': ((cycles - times.length) * 100) / cycles,
          Snt: cycles,
          Last: round(last),
          Avg: round(mean),
          Best: round(best),
          Wrst: round(worst),
          StDev: round(deviation),
        }
      }),
    },
  }
  return JSON.stringify(document, undefined, 4).replace(
    /"(Loss%|Last|Avg|Best|Wrst|StDev)": (\d+)(?=,?\n)/g,
    '"$1": $2.0',
  )
}

function tellCsv(hubs: readonly NamedHub[], { host, cycles }: Settings, _: Target, began: number): string[] {
  const at = Math.floor(began / 1000)
  return [
    'Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,',
    ...hubs.map(({ number, name, times }) => {
      const { last, mean, best, worst, deviation } = statistics(times)
      const loss = ((cycles - times.length) * 100) / cycles
      const numbers = [last, mean, best, worst, deviation].map((one) => one.toFixed(2)).join(',')
      return `MTR.0.95,${at},OK,${host},${number},${name},${loss.toFixed(2)},${cycles},0,${numbers}`
    }),
  ]
}

function statistics(times: readonly number[]) {
  if (!times.length) return { last: 0, mean: 0, best: 0, worst: 0, deviation: 0 }
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length
  const squares = times.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  const deviation = times.length > 1 ? Math.sqrt(squares / (times.length - 1)) : 0
  return { last: times.at(-1)!, mean, best: Math.min(...times), worst: Math.max(...times), deviation }
}
