import { type Address, type Family, familyOf, formatAddress, parseAddress } from '../../kernel/address.ts'
import { scramble } from '../../kernel/random.ts'
import type { Trace } from '../../network/trace.ts'
import { neighborPatience } from '../connect-errors.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { nameOfAddress, nameProblem } from '../probes/names.ts'
import { cardOfAddress, isOwnAddress, ownAddress } from '../probes/own-addresses.ts'
import { type Heard, probe } from '../probes/probe.ts'
import { knownAddresses } from '../probes/way.ts'
import { describeProblem, getopt } from './getopt.ts'
import { Output } from './output.ts'
import { pingHelp } from './ping-help.ts'

// As iputils 20221126 does it.

export const ping: Tool = {
  name: 'ping',
  summary: 'Asks a host for an echo. VPC endpoints and load balancers never answer.',
  run: (args, context) => run(args, context),
  complete: (_, context) => knownAddresses(context),
}

export const ping6: Tool = {
  name: 'ping6',
  summary: 'The same over IPv6.',
  run: (args, context) => run(['-6', ...args], context),
  complete: (_, context) => knownAddresses(context),
}

interface Settings {
  readonly host: string
  readonly family?: Family
  readonly count?: number
  readonly interval: number
  readonly size: number
  readonly ttl?: number
  readonly deadline?: number
  readonly patience: number
  readonly from?: string
  readonly pmtu: 'do' | 'dont' | 'want' | 'probe'
  readonly isNumeric: boolean
  readonly isQuiet: boolean
  readonly isFlood: boolean
  readonly isAdaptive: boolean
  readonly withTimes: boolean
  readonly tellsMissing: boolean
  readonly pattern?: string
}

const letters = 'h?aAb46BCc:dDe:fF:i:I:l:Lm:M:nN:Op:qQ:rRs:S:t:T:UvVw:W:'

/** What nobody stops, stops after as many packets, as if by Ctrl-C. */
const untilInterrupted = 5

function run(args: readonly string[], context: ToolContext): ToolResult {
  const settings = read(args)
  if ('exitCode' in settings) return settings
  const { machine } = context
  const { host, family } = settings
  const found = machine.findAddresses({ host, ...(family && { family }) })
  machine.observe(found.lookups.map((answer) => ({ kind: 'lookup', answer })))
  machine.advance(found.lookups.reduce((sum, answer) => sum + machine.lookupTime(answer), 0) / 1000)
  const destination = preferred(found.addresses)
  if (destination === undefined) {
    const isLiteral = parseAddress(host) !== undefined
    const why = isLiteral ? 'Address family for hostname not supported' : nameProblem(found.failure)
    return complain(`ping: ${host}: ${why}\n`)
  }
  return send({ ...settings, host: machine.canonicalName(host, found) }, destination, context)
}

/** getaddrinfo(3) puts IPv6 first; `ping` takes the first address. */
const preferred = (addresses: readonly Address[]): Address | undefined => addresses[0]

const complain = (stderr: string, exitCode = 2): ToolResult => ({ stdout: '', stderr, exitCode })

function read(args: readonly string[]): Settings | ToolResult {
  const { options, operands, problem } = getopt(args, { short: letters })
  const given = new Map(options.map(({ name, value }) => [name, value]))
  if (problem) return complain(`ping: ${describeProblem(problem)}\n${pingHelp}`)
  if (given.has('h') || given.has('?')) return complain(pingHelp)
  if (given.has('V')) return { stdout: 'ping from iputils 20221126\n', stderr: '', exitCode: 0 }
  const numbers = { count: 0, interval: 1, size: 56, deadline: 0, patience: 10, ttl: 0 }
  for (const { name, value } of options) {
    const number = Number(value)
    const isNumber = /^-?\d+$/.test(value)
    if (name === 'c') {
      if (!isNumber) return complain(`ping: invalid argument: '${value}'\n`, 1)
      if (number < 1) return complain(outOfRange(value, 1, '9223372036854775807'), 1)
      numbers.count = number
    } else if (name === 's') {
      if (!isNumber) return complain(`ping: invalid argument: '${value}'\n`, 1)
      if (number < 0 || number > 2_147_479_527) return complain(outOfRange(value, 0, '2147479527'), 1)
      numbers.size = number
    } else if (name === 't') {
      if (!isNumber) return complain(`ping: invalid argument: '${value}'\n`, 1)
      if (number < 0 || number > 255) return complain(outOfRange(value, 0, '255'), 1)
      numbers.ttl = number
    } else if (name === 'w') {
      if (!isNumber) return complain(`ping: invalid argument: '${value}'\n`, 1)
      numbers.deadline = number
    } else if (name === 'i' || name === 'W') {
      const seconds = Number.parseFloat(value)
      if (Number.isNaN(seconds) || seconds < 0) return complain(`ping: bad timing interval: ${value}\n`)
      if (name === 'i') numbers.interval = seconds
      else numbers.patience = seconds
    } else if (name === 'M' && !['do', 'dont', 'want', 'probe'].includes(value)) {
      return complain(`ping: invalid -M argument: ${value}\n`)
    }
  }
  const [host, ...more] = operands
  if (host === undefined) return complain('ping: usage error: Destination address required\n', 1)
  // Several destinations would be a way to go by; nobody on the way takes such packets.
  if (more.length) return complain(`ping: ${more.at(-1)}: Name or service not known\n`)
  const from = given.get('I')
  const family = given.has('6') ? 6 : given.has('4') ? 4 : undefined
  const pattern = given.get('p')
  return {
    host,
    ...(family && { family }),
    ...(numbers.count && { count: numbers.count }),
    ...(numbers.deadline && { deadline: numbers.deadline }),
    ...(numbers.ttl && { ttl: numbers.ttl }),
    ...(from !== undefined && { from }),
    ...(pattern !== undefined && { pattern }),
    interval:
      given.has('f') || given.has('A')
        ? Math.min(numbers.interval, given.has('i') ? numbers.interval : 0)
        : numbers.interval,
    size: numbers.size,
    patience: numbers.patience,
    pmtu: (given.get('M') as Settings['pmtu'] | undefined) ?? 'want',
    isNumeric: given.has('n') || parseAddress(host) !== undefined,
    isQuiet: given.has('q'),
    isFlood: given.has('f'),
    isAdaptive: given.has('A'),
    withTimes: given.has('D'),
    tellsMissing: given.has('O'),
  }
}

const outOfRange = (value: string, least: number, most: string): string =>
  `ping: invalid argument: '${value}': out of range: ${least} <= value <= ${most}\n`

interface Sender {
  readonly address: string
  readonly device: string
}

/** Where `-I` says that packets set out; or what is wrong with it. */
function senderOf(
  { from }: Settings,
  family: Family,
  { machine }: ToolContext,
): Sender | undefined | ToolResult {
  if (from === undefined) return undefined
  const byAddress = parseAddress(from)
  if (byAddress !== undefined) {
    const isMine = isOwnAddress(machine, byAddress)
    return isMine ? { address: from, device: '' } : complain('ping: bind: Cannot assign requested address\n')
  }
  const card = machine.cards.find(({ name }) => name === from)
  const address = card?.addresses.find((one) => familyOf(parseAddress(one.address) ?? 0) === family)?.address
  if (!card) return complain(`ping: SO_BINDTODEVICE ${from}: No such device\n`)
  return address === undefined
    ? complain(`ping: Warning: source address might be selected on device other than: ${from}.\n`)
    : { address, device: from }
}

function send(settings: Settings, destination: Address, context: ToolContext): ToolResult {
  const { machine } = context
  const family = familyOf(destination)
  const sender = senderOf(settings, family, context)
  if (sender && 'exitCode' in sender) return sender
  if (
    !isOwnAddress(machine, destination) &&
    machine.kind !== 'workstation' &&
    ownAddress(machine, family) === undefined
  ) {
    return complain('ping: connect: Network is unreachable\n')
  }
  const run = new Run(settings, destination, context)
  run.open(sender)
  run.sendAll()
  return run.close()
}

/** How long the echo of one packet took, in milliseconds. */
interface Echo {
  readonly milliseconds: number
}

class Run {
  readonly #settings: Settings
  readonly #destination: Address
  readonly #context: ToolContext
  readonly #lines: string[] = []
  /** Complaints, each before the line with this number. */
  readonly #errors: { readonly before: number; readonly text: string }[] = []
  readonly #echoes: Echo[] = []
  readonly #header: number
  #sent = 0
  #failures = 0
  #known = Number.POSITIVE_INFINITY
  #elapsed = 0
  #waited = 0
  #name = ''
  #waiting = 0
  #waitingSince = 0
  #pipe = 1
  #trace: Trace | undefined

  constructor(settings: Settings, destination: Address, context: ToolContext) {
    this.#settings = settings
    this.#destination = destination
    this.#context = context
    this.#header = familyOf(destination) === 4 ? 28 : 48
  }

  open(sender: Sender | undefined): void {
    const { host, size, pattern, isNumeric } = this.#settings
    const text = formatAddress(this.#destination)
    if (!isNumeric) this.#name = nameOfAddress(this.#context, this.#destination) ?? ''
    if (pattern !== undefined) this.#lines.push(`PATTERN: 0x${pattern}`)
    const from = sender ? ` from ${sender.address} ${sender.device}:` : ''
    const isIpv4 = familyOf(this.#destination) === 4
    const sizes = isIpv4 ? `${size}(${size + 28}) bytes of data.` : `${size} data bytes`
    this.#lines.push(
      isIpv4
        ? `PING ${host} (${text})${from} ${sizes}`
        : `PING ${host}(${this.#nameAndAddress(text)})${from} ${sizes}`,
    )
  }

  sendAll(): void {
    const { count, interval, deadline, patience } = this.#settings
    const { signal, machine } = this.#context
    const left = machine.secondsLeft
    const many = deadline === undefined && left === undefined ? untilInterrupted : 100_000
    const most = Math.min(count ?? many, 100_000)
    while (this.#sent < most && this.#elapsed < (left ?? Number.POSITIVE_INFINITY) && !signal.aborted) {
      if (this.#waiting === 3) this.#tellWaiting()
      const before = this.#echoes.length + this.#failures
      this.#sendOne()
      // With a deadline, replies are what is counted.
      if (deadline !== undefined && count !== undefined && this.#echoes.length >= count) break
      const isLast = deadline === undefined ? this.#sent >= most : this.#elapsed + interval >= deadline
      if (isLast) {
        const isAnswered = this.#echoes.length + this.#failures > before
        this.#waited = isAnswered ? 0 : deadline === undefined ? patience : deadline - this.#elapsed
        break
      }
      const pause = Math.max(
        interval,
        this.#settings.isAdaptive ? (this.#echoes.at(-1)?.milliseconds ?? 0) / 1000 : 0.000_2,
      )
      this.#elapsed += pause + this.#drift()
    }
    if (!this.#waiting) return
    const end = deadline ?? this.#elapsed + patience
    const told = this.#waitingSince + neighborPatience
    this.#waited = Math.max(0, Math.min(end, told) - this.#elapsed)
    if (told <= end) this.#tellWaiting()
  }

  #sendOne(): void {
    this.#sent++
    const { size, ttl, pmtu, isFlood, tellsMissing } = this.#settings
    const { machine } = this.#context
    const whole = size + this.#header
    if (whole > 65_535) return
    const card = cardOfAddress(machine, ownAddress(machine, familyOf(this.#destination)) ?? '')
    const limit = isOwnAddress(machine, this.#destination) ? 65_536 : Math.min(card?.mtu ?? 1500, this.#known)
    if (whole > limit && (pmtu === 'do' || pmtu === 'probe')) {
      this.#failures++
      this.#errors.push({
        before: this.#lines.length,
        text: `ping: local error: message too long, mtu=${limit}\n`,
      })
      return
    }
    const isWhole = pmtu !== 'dont' && whole <= limit
    const heard = probe(machine, {
      destination: this.#destination,
      protocol: 'icmp',
      // What is cut into pieces fits everywhere.
      ...(isWhole && { size: whole }),
      ...(ttl !== undefined && { ttl }),
    })
    if ('trace' in heard) this.#trace ??= heard.trace
    this.#hear(heard)
    if (isFlood) this.#tell(heard.kind === 'answer' ? '' : '.')
    else if (
      tellsMissing &&
      heard.kind === 'silence' &&
      this.#sent < (this.#settings.count ?? untilInterrupted)
    ) {
      this.#tell(`no answer yet for icmp_seq=${this.#sent}`)
    }
  }

  #hear(heard: Heard): void {
    const { isFlood, size } = this.#settings
    const sequence = `icmp_seq=${this.#sent}`
    if (heard.kind === 'answer') {
      const milliseconds = this.#timeOf(heard.trace)
      this.#echoes.push({ milliseconds })
      const time = size >= 16 ? ` time=${tellTime(milliseconds)} ms` : ''
      const from = this.#nameAndAddress(formatAddress(this.#destination))
      if (!isFlood) this.#tell(`${size + 8} bytes from ${from}: ${sequence} ttl=${heard.ttl}${time}`)
      return
    }
    if (heard.kind !== 'error') return
    this.#failures++
    const isIpv6 = familyOf(this.#destination) === 6
    if (heard.how === 'host-unreachable' && heard.hops === 0) {
      // Whoever looks for a neighbour in vain says so of three packets together, after three seconds.
      this.#failures--
      this.#waiting++
      if (this.#waiting === 1) this.#waitingSince = this.#elapsed
      return
    }
    if (heard.how === 'too-big') this.#known = heard.mtu
    this.#tell(`From ${this.#nameOf(heard.from)} ${sequence} ${errorText(heard, isIpv6)}`)
  }

  #tellWaiting(): void {
    const own = ownAddress(this.#context.machine, familyOf(this.#destination)) ?? ''
    const isIpv6 = familyOf(this.#destination) === 6
    for (let i = this.#sent - this.#waiting + 1; i <= this.#sent; i++) {
      this.#failures++
      this.#tell(
        `From ${this.#nameOf(own)} icmp_seq=${i} Destination ${isIpv6 ? 'unreachable: Address unreachable' : 'Host Unreachable'}`,
      )
    }
    this.#pipe = Math.max(this.#pipe, this.#waiting + (this.#sent > this.#waiting ? 1 : 0))
    this.#waiting = 0
  }

  close(): ToolResult {
    const { host, count, deadline, isFlood, isAdaptive } = this.#settings
    const { machine } = this.#context
    const received = this.#echoes.length
    const seconds = this.#elapsed + this.#waited + (this.#echoes.at(-1)?.milliseconds ?? 0) / 1000
    // Whoever is killed does not sum up.
    const output = new Output(this.#context)
    if (seconds >= (machine.secondsLeft ?? Number.POSITIVE_INFINITY)) this.#write(output)
    machine.advance(seconds)
    this.#observe(seconds)
    if (count === undefined && deadline === undefined) this.#lines.push('^C')
    const errors = this.#failures ? ` +${this.#failures} errors,` : ''
    const lost = Math.floor(((this.#sent - received) * 100) / this.#sent)
    const exact = ((this.#sent - received) * 100) / this.#sent
    const loss = Number.isInteger(exact) ? String(lost) : String(Number(exact.toPrecision(6)))
    this.#lines.push(
      '',
      `--- ${host} ping statistics ---`,
      `${this.#sent} packets transmitted, ${received} received,${errors} ${loss}% packet loss, time ${Math.round(this.#elapsed * 1000)}ms`,
    )
    this.#lines.push(this.#statistics(isFlood || isAdaptive))
    const isFine = received > 0 && !(deadline !== undefined && count !== undefined && received < count)
    this.#write(output)
    return output.result(isFine ? 0 : 1)
  }

  #write(output: Output): void {
    for (const [i, line] of this.#lines.entries()) {
      for (const { text } of this.#errors.filter(({ before }) => before === i)) output.error(text)
      output.out(`${line}\n`)
    }
  }

  #statistics(withGaps: boolean): string {
    const pipe = this.#pipe > 1 ? `pipe ${this.#pipe}` : ''
    if (!this.#echoes.length || this.#settings.size < 16) return pipe
    const times = this.#echoes.map(({ milliseconds }) => milliseconds)
    const mean = times.reduce((sum, one) => sum + one, 0) / times.length
    const squares = times.reduce((sum, one) => sum + one * one, 0) / times.length
    const deviation = Math.sqrt(Math.max(0, squares - mean * mean))
    const parts = [Math.min(...times), mean, Math.max(...times), deviation]
      .map((one) => one.toFixed(3))
      .join('/')
    const smooth = times.reduce((average, one, i) => (i === 0 ? one : average + (one - average) / 8), 0)
    const gap = (this.#elapsed * 1000) / Math.max(1, this.#sent - 1)
    const gaps = withGaps && this.#sent > 1 ? `, ipg/ewma ${gap.toFixed(3)}/${smooth.toFixed(3)} ms` : ''
    return `rtt min/avg/max/mdev = ${parts} ms${pipe && `, ${pipe}`}${gaps}`
  }

  #observe(seconds: number): void {
    const trace = this.#trace
    if (!trace) return
    const bytes = this.#settings.size + this.#header
    const volume = (packets: number) => ({ packets, bytes: packets * bytes })
    const received = this.#echoes.length
    this.#context.machine.observe([
      {
        kind: 'flow',
        trace,
        seconds,
        volumes: { sent: volume(this.#sent), received: volume(received) },
        ...(received === 0 && { ending: 'unanswered' as const }),
      },
    ])
  }

  #timeOf(trace: Trace | undefined): number {
    const { machine } = this.#context
    const time = trace
      ? machine.roundTrip(trace, this.#sent)
      : 0.02 + (scramble(`${machine.id} ${this.#sent}`)[0] % 40) / 1000
    return Math.round(time * 1000) / 1000
  }

  /** No clock wakes anybody just when it should. */
  #drift(): number {
    const { machine } = this.#context
    return (scramble(`drift ${machine.id} ${machine.fabric.now} ${this.#sent}`)[0] % 2400) / 1_000_000
  }

  #tell(line: string): void {
    const { isQuiet, isFlood, withTimes } = this.#settings
    if (isQuiet) return
    if (isFlood) {
      this.#lines.push(line)
      return
    }
    const at = this.#context.machine.fabric.now / 1000 + this.#elapsed
    this.#lines.push(withTimes ? `[${at.toFixed(6)}] ${line}` : line)
  }

  #nameAndAddress(address: string): string {
    return this.#name && this.#name !== address ? `${this.#name} (${address})` : address
  }

  #nameOf(address: string): string {
    if (this.#settings.isNumeric) return address
    const parsed = parseAddress(address)
    const name = parsed === undefined ? undefined : nameOfAddress(this.#context, parsed)
    return name === undefined ? address : `${name} (${address})`
  }
}

function errorText(heard: Extract<Heard, { kind: 'error' }>, isIpv6: boolean): string {
  switch (heard.how) {
    case 'ttl-exceeded':
      return isIpv6 ? 'Time exceeded: Hop limit' : 'Time to live exceeded'
    case 'too-big':
      return isIpv6 ? `Packet too big: mtu=${heard.mtu}` : `Frag needed and DF set (mtu = ${heard.mtu})`
    case 'net-unreachable':
      return isIpv6 ? 'Destination unreachable: No route' : 'Destination Net Unreachable'
    case 'host-unreachable':
      return isIpv6 ? 'Destination unreachable: Address unreachable' : 'Destination Host Unreachable'
  }
}

/** With as many digits as iputils gives: 0.318, 1.23, 12.3, 123. */
function tellTime(milliseconds: number): string {
  if (milliseconds >= 99.95) return milliseconds.toFixed(0)
  if (milliseconds >= 9.995) return milliseconds.toFixed(1)
  return milliseconds >= 0.9995 ? milliseconds.toFixed(2) : milliseconds.toFixed(3)
}
