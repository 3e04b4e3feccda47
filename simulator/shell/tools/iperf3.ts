import { formatAddress } from '../../kernel/address.ts'
import { scramble } from '../../kernel/random.ts'
import type { Trace } from '../../network/trace.ts'
import { failureWords } from '../connect-errors.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import type { Machine } from '../machine.ts'
import { isLoopback } from '../probes/own-addresses.ts'
import { throughputOf } from '../probes/throughput.ts'
import { describeProblem, getopt } from './getopt.ts'
import { bits, bytes } from './iperf3/units.ts'

// As iperf3 3.12 does it.

export const iperf3: Tool = {
  name: 'iperf3',
  summary: "Measures how much goes over a way: 'iperf3 -s' on one machine, 'iperf3 -c HOST' on another.",
  run,
}

const help = `Usage: iperf3 [-s|-c host] [options]
       iperf3 [-h|--help] [-v|--version]

  -s, --server            run a server; here it goes on in the background
  -c, --client <host>     measure the way to a server
  -p, --port #            the port, 5201 unless it is said
  -t, --time #            seconds, 10 unless it is said
  -n, --bytes #[KMG]      so many bytes in place of a time
  -i, --interval #        seconds from one line to the next; 0 for none
  -P, --parallel #        flows at the same time
  -R, --reverse           the server sends
  -u, --udp               UDP
  -b, --bitrate #[KMG]    at most so many bits a second; 1M with UDP unless it is said, 0 for as many as there are
  -f, --format [kmgtKMGT] the unit
  -J, --json              the result as JSON
  --connect-timeout #     milliseconds to wait for the connection
  -4, -6, -h, -v
`

const long = {
  server: 's',
  client: 'c:',
  port: 'p:',
  time: 't:',
  bytes: 'n:',
  interval: 'i:',
  parallel: 'P:',
  reverse: 'R',
  udp: 'u',
  bitrate: 'b:',
  bandwidth: 'b:',
  format: 'f:',
  json: 'J',
  daemon: 'D',
  'one-off': '1',
  verbose: 'V',
  length: 'l:',
  'connect-timeout': 'ct:',
  bidir: 'bidir',
  help: 'h',
  version: 'v',
  version4: '4',
  version6: '6',
  window: 'w:',
  omit: 'O:',
}

const complain = (why: string): ToolResult => ({ stdout: '', stderr: `iperf3: ${why}\n`, exitCode: 1 })

const listening = (port: number) => {
  const rule = '-'.repeat(59)
  return `${rule}\nServer listening on ${port} (test #1)\n${rule}\n`
}

function run(args: readonly string[], context: ToolContext): ToolResult {
  const { options, problem } = getopt(args, {
    short: 'p:f:i:D1VJvsc:ub:t:n:k:l:P:Rw:B:M:N46S:L:ZO:F:A:T:C:dI:hX:',
    long,
  })
  if (problem) return { stdout: '', stderr: `iperf3: ${describeProblem(problem)}\n${help}`, exitCode: 1 }
  const given = new Map(options.map(({ name, value }) => [name, value]))
  if (given.has('h')) return { stdout: help, stderr: '', exitCode: 0 }
  if (given.has('v')) return { stdout: 'iperf 3.12 (cJSON 1.7.15)\n', stderr: '', exitCode: 0 }
  const port = Number(given.get('p') ?? 5201)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return complain('parameter error - bad port number')
  if (given.has('s') && given.has('c')) return complain('parameter error - cannot be both server and client')
  if (given.has('s')) return serve(port, given.has('D'), context)
  const host = given.get('c')
  if (host === undefined) {
    return {
      stdout: '',
      stderr: `iperf3: parameter error - must either be a client (-c) or server (-s)\n\n${help}`,
      exitCode: 1,
    }
  }
  return measure(host, port, given, context)
}

function serve(port: number, isDaemon: boolean, { machine }: ToolContext): ToolResult {
  for (const [Protocol, Kind] of [
    ['tcp', 'tcp'],
    ['udp', 'echo'],
  ] as const) {
    const input = { Host: machine.id, Port: port, Protocol, Kind, ...(Kind === 'tcp' && { Body: control }) }
    const response = machine.cloud.send({
      service: 'host',
      operation: 'PutListener',
      region: 'us-east-1',
      credentials: undefined,
      input,
    })
    if (!('output' in response))
      return complain('error - unable to start listener for connections: Address already in use')
  }
  return { stdout: isDaemon ? '' : listening(port), stderr: '', exitCode: 0 }
}

/** What a server of iperf3 says first: by it a client knows it. */
const control = '\t'

interface Plan {
  readonly seconds: number
  readonly interval: number
  readonly flows: number
  readonly isUdp: boolean
  readonly isReverse: boolean
  /** Bits a second of all flows together, as much as is wanted. */
  readonly wanted: number
  readonly unit: string
}

function measure(
  host: string,
  port: number,
  given: ReadonlyMap<string, string>,
  context: ToolContext,
): ToolResult {
  const { machine } = context
  const family = given.has('6') ? 6 : given.has('4') ? 4 : undefined
  const patience = given.has('ct') ? Number(given.get('ct')) / 1000 : undefined
  const connection = machine.connect({ host, port, ...(family && { family }) }, patience)
  const { outcome, peer, attempts } = connection
  if (outcome !== 'connected' || !peer) {
    machine.observeFailure(connection, patience)
    const why = failureWords[outcome === 'connected' ? 'refused' : outcome]
    return complain(`error - unable to connect to server: ${why}`)
  }
  const isServer = peer.kind === 'server' && peer.listener.Body === control
  if (!isServer) {
    machine.observeConnection(connection, { sent: 37, received: 0, ending: 'reset' })
    return complain(
      'error - unable to receive control message - port may not be available, the other side may have stopped running, etc.: Connection reset by peer',
    )
  }
  const made = attempts.at(-1)?.trace
  const plan = planOf(given, machine, made)
  if (typeof plan === 'string') return complain(plan)
  if (plan.isUdp) {
    const data = machine.connect({ host, port, protocol: 'udp', ...(family && { family }) })
    if (data.outcome !== 'connected') {
      machine.observeConnection(data)
      machine.advance(30)
      return complain('error - unable to read from stream socket: Resource temporarily unavailable')
    }
  }
  const destination = attempts.at(-1)!.address
  const own = isLoopback(destination)
    ? formatAddress(destination)
    : made
      ? formatAddress(made.packet.source)
      : ''
  const tester = new Test(plan, machine, made)
  const text = given.has('J')
    ? tester.json(host, port)
    : tester.tell(host, { own, far: formatAddress(destination), port })
  const total = tester.totalBytes
  const [sent, received] = plan.isReverse ? [300, total] : [total, 300]
  machine.advance(plan.seconds)
  machine.observeConnection(connection, { sent, received, seconds: plan.seconds })
  return { stdout: text, stderr: '', exitCode: 0 }
}

const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 }

function amount(text: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)([kmgt]?)/i.exec(text) ?? []
  return Number.parseFloat(number) * (scales[unit.toLowerCase()] ?? 1)
}

function planOf(
  given: ReadonlyMap<string, string>,
  machine: Machine,
  made: Trace | undefined,
): Plan | string {
  const isUdp = given.has('u')
  const flows = Number(given.get('P') ?? 1)
  if (!Number.isInteger(flows) || flows < 1) return 'parameter error - number of parallel streams too large'
  if (flows > 128) return 'parameter error - number of parallel streams too large (maximum = 128)'
  const rate = given.get('b')
  const asked = rate === undefined ? (isUdp ? 1e6 : 0) : amount(rate)
  const wanted = asked === 0 ? Number.POSITIVE_INFINITY : asked * flows
  const size = given.get('n')
  const most = made ? throughputOf(machine, made) : { together: 40, single: 40 }
  const able = Math.min(wanted, most.together * 1e9, most.single * flows * 1e9)
  const seconds = size === undefined ? Number(given.get('t') ?? 10) : (amount(size) * 8) / able
  if (Number.isNaN(seconds) || seconds < 0)
    return 'parameter error - test duration too long (maximum = 86400 seconds)'
  if (seconds > 86_400) return 'parameter error - test duration too long (maximum = 86400 seconds)'
  const interval = Number(given.get('i') ?? 1)
  return {
    seconds,
    interval: interval === 0 ? seconds : interval,
    flows,
    isUdp,
    isReverse: given.has('R'),
    wanted,
    unit: given.get('f') ?? 'a',
  }
}

interface Ends {
  readonly own: string
  readonly far: string
  readonly port: number
}

class Test {
  readonly #plan: Plan
  readonly #seed: string
  readonly #bitsEach: number
  readonly #loss: number

  constructor(plan: Plan, machine: Machine, made: Trace | undefined) {
    this.#plan = plan
    this.#seed = `iperf ${machine.id} ${machine.fabric.now}`
    const most = made ? throughputOf(machine, made) : { together: 40, single: 40 }
    // Headers take about a twentieth of it, and what TCP holds back.
    const able = Math.min(most.single, most.together / plan.flows) * 1e9 * (plan.isUdp ? 0.97 : 0.955)
    const wanted = plan.wanted / plan.flows
    this.#bitsEach = plan.isUdp ? Math.min(wanted, 40e9) : Math.min(wanted, able)
    this.#loss = plan.isUdp && wanted > able ? 1 - able / wanted : 0
  }

  get totalBytes(): number {
    const { seconds, flows } = this.#plan
    return Math.round((this.#bitsEach * seconds * flows * (1 - this.#loss)) / 8)
  }

  tell(host: string, { own, far, port }: Ends): string {
    const { flows, isUdp, isReverse, seconds, interval } = this.#plan
    const lines = [`Connecting to host ${host}, port ${port}`]
    if (isReverse) lines.push(`Reverse mode, remote host ${host} is sending`)
    const ids = Array.from({ length: flows }, (_, i) => 5 + 2 * i)
    for (const id of ids)
      lines.push(
        `[${String(id).padStart(3)}] local ${own} port ${this.#portOf(id)} connected to ${far} port ${port}`,
      )
    lines.push(`[ ID] Interval           Transfer     Bitrate${this.#head()}`)
    const steps = Math.max(1, Math.ceil(seconds / interval - 1e-9))
    for (let step = 0; step < steps; step++) {
      const [from, to] = [step * interval, Math.min(seconds, (step + 1) * interval)]
      const rates = ids.map((id) => this.#rate(id, step))
      lines.push(...ids.map((id, i) => this.#line(`[${String(id).padStart(3)}]`, from, to, rates[i]!, step)))
      if (flows > 1)
        lines.push(
          this.#line(
            '[SUM]',
            from,
            to,
            rates.reduce((sum, one) => sum + one, 0),
            step,
            true,
          ),
        )
      if (flows > 1 || step === steps - 1) lines.push(rule)
    }
    lines.push(
      `[ ID] Interval           Transfer     Bitrate${isUdp ? '         Jitter    Lost/Total Datagrams' : '         Retr'}`,
    )
    for (const id of ids) lines.push(...this.#summary(`[${String(id).padStart(3)}]`, 1))
    if (flows > 1) lines.push(...this.#summary('[SUM]', flows))
    lines.push('', 'iperf Done.')
    return `${lines.join('\n')}\n`
  }

  json(host: string, port: number): string {
    const { seconds, flows, isUdp } = this.#plan
    const sum = (isSender: boolean) => ({
      start: 0,
      end: seconds,
      seconds,
      bytes: isSender ? Math.round((this.#bitsEach * seconds * flows) / 8) : this.totalBytes,
      bits_per_second: this.#bitsEach * flows * (isSender ? 1 : 1 - this.#loss),
      sender: isSender,
    })
    const document = {
      start: {
        connecting_to: { host, port },
        version: 'iperf 3.12',
        test_start: { protocol: isUdp ? 'UDP' : 'TCP', num_streams: flows, duration: seconds },
      },
      intervals: [],
      end: isUdp
        ? { sum: { ...sum(false), lost_percent: this.#loss * 100 } }
        : { sum_sent: sum(true), sum_received: sum(false) },
    }
    return `${JSON.stringify(document, undefined, '\t')}\n`
  }

  #head(): string {
    const { isUdp, isReverse } = this.#plan
    if (isUdp) return isReverse ? '         Jitter    Lost/Total Datagrams' : '         Total Datagrams'
    return isReverse ? '' : '         Retr  Cwnd'
  }

  #portOf(id: number): number {
    return 33_000 + (scramble(`${this.#seed} ${id}`)[0] % 27_000)
  }

  /** Of one flow in one interval: a little less or more each time. */
  #rate(id: number, step: number): number {
    const { wanted } = this.#plan
    if (wanted < Number.POSITIVE_INFINITY && this.#loss === 0 && this.#plan.isUdp) return this.#bitsEach
    return this.#bitsEach * (0.995 + (scramble(`${this.#seed} ${id} ${step}`)[0] % 100) / 10_000)
  }

  #line(start: string, from: number, to: number, rate: number, step: number, isSum = false): string {
    const { isUdp, isReverse, unit } = this.#plan
    const size = (rate * (to - from)) / 8
    const head = `${start} ${from.toFixed(2).padStart(6)}-${to.toFixed(2).padEnd(6)} sec  ${bytes(size)}  ${bits(rate, unit)}`
    const datagrams = Math.round(size / datagram)
    if (isUdp && isReverse) return `${head}  ${jitter} ms  ${this.#lost(datagrams)}  `
    if (isUdp) return `${head}  ${datagrams}  `
    if (isReverse) return `${head}                  `
    const window = isSum ? '' : `   ${bytes(1_000_000 + (step % 4) * 180_000)}`
    return `${head}  ${String(0).padStart(3)}${window}${isSum ? '             ' : '       '}`
  }

  #summary(start: string, share: number): string[] {
    const { isUdp, seconds, unit } = this.#plan
    const rate = this.#bitsEach * share
    const size = (rate * seconds) / 8
    const head = (part: number) =>
      `${start}   0.00-${seconds.toFixed(2).padEnd(6)} sec  ${bytes(size * part)}  ${bits(rate * part, unit)}`
    if (isUdp) {
      const datagrams = Math.round(size / datagram)
      return [
        `${head(1)}  0.000 ms  0/${datagrams} (0%)  sender`,
        `${head(1 - this.#loss)}  ${jitter} ms  ${this.#lost(datagrams)}  receiver`,
      ]
    }
    return [`${head(1)}  ${String(0).padStart(3)}             sender`, `${head(1)}                  receiver`]
  }

  #lost(datagrams: number): string {
    const lost = Math.round(datagrams * this.#loss)
    return `${lost}/${datagrams} (${Number((this.#loss * 100).toPrecision(2))}%)`
  }
}

const datagram = 8949
const jitter = '0.010'
const rule = '- - - - - - - - - - - - - - - - - - - - - - - - -'
