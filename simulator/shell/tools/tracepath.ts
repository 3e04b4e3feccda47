import type { Family } from '../../kernel/address.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { isOwnAddress } from '../probes/own-addresses.ts'
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
import { describeProblem, getopt } from './getopt.ts'

// As iputils 20221126 does it.

export const tracepath: Tool = {
  name: 'tracepath',
  summary: 'Asks each router on the way, and finds the largest packet that passes.',
  run,
  complete: (_, context) => knownAddresses(context),
}

const help = `
Usage
  tracepath [options] <destination>

Options:
  -4, -6         over this version of IP alone
  -b             names and addresses
  -l <length>    the length of packets, in place of finding the largest
  -m <hops>      as many hops, 30 unless it is said
  -n             without names of addresses
  -p <port>      the port to begin with
  -V             the version
  <destination>  a name or an address

For more details see tracepath(8).
`

interface Settings {
  readonly host: string
  readonly family?: Family
  readonly most: number
  readonly port: number
  readonly isNumeric: boolean
  readonly withBoth: boolean
  readonly length?: number
}

function run(args: readonly string[], context: ToolContext): ToolResult {
  const { options, operands, problem } = getopt(args, { short: '46bhl:m:np:V' })
  const given = new Map(options.map(({ name, value }) => [name, value]))
  if (problem) return complain(`tracepath: ${describeProblem(problem)}\n${help}`, 255)
  if (given.has('V')) return { stdout: 'tracepath from iputils 20221126\n', stderr: '', exitCode: 0 }
  const [host] = operands
  if (host === undefined || given.has('h')) return complain(help, 255)
  const family = given.has('6') ? 6 : given.has('4') ? 4 : undefined
  const target = findTarget(context, host, family)
  if ('problem' in target) return complain(`tracepath: ${host}: ${target.problem}\n`, 1)
  const length = given.get('l')
  const settings: Settings = {
    host,
    ...(family && { family }),
    ...(length !== undefined && { length: Number(length) }),
    most: Number(given.get('m') ?? 30),
    port: Number(given.get('p') ?? 44_444),
    isNumeric: given.has('n'),
    withBoth: given.has('b'),
  }
  return follow(settings, target, context)
}

function follow(settings: Settings, { address }: Target, context: ToolContext): ToolResult {
  const { machine } = context
  const { most, length, port } = settings
  const names = settings.isNumeric ? undefined : new Names(context)
  const own = isOwnAddress(machine, address) ? 65_536 : (machine.cards[0]?.mtu ?? 1500)
  let mtu = length ?? own
  const lines =
    length === undefined ? [` 1?: ${'[LOCALHOST]'.padEnd(isIpv6(address) ? 28 : 32)} pmtu ${mtu}`] : []
  const steps: Step[] = []
  let seconds = 0
  const send = (ttl: number): Step => {
    const sent = step(
      machine,
      { destination: address, protocol: 'udp', port: port + ttl, ttl, size: mtu },
      steps.length,
    )
    steps.push(sent)
    return sent
  }
  let ending = ''
  let isFirst = length === undefined
  for (let ttl = 1; ttl <= most; ) {
    const { heard, from, milliseconds } = send(ttl)
    if (from === undefined) {
      seconds += 3
      lines.push(`${label(ttl)}no reply`)
      isFirst = false
      ttl++
      continue
    }
    seconds += milliseconds / 1000
    const line = `${label(ttl)}${nameOf(from, names, settings).padEnd(51)} ${`${milliseconds.toFixed(3)}`.padStart(7)}ms `
    if (heard.kind === 'error' && heard.how === 'too-big') {
      mtu = heard.mtu
      lines.push(`${line}pmtu ${mtu}`)
      continue
    }
    if (heard.kind === 'answer') {
      const hops = heard.hops + 1
      lines.push(`${line}reached`)
      ending = ` hops ${hops} back ${hops}`
      break
    }
    if (heard.kind === 'error' && heard.how !== 'ttl-exceeded') {
      lines.push(`${line}${heard.how === 'host-unreachable' ? '!H' : '!N'}`)
      ending = ' '
      break
    }
    lines.push(line)
    // The first hop is asked twice: the first packet only finds out what the machine itself can send.
    if (isFirst) isFirst = false
    else ttl++
  }
  machine.advance(seconds)
  observeSteps(machine, steps, Math.min(mtu, 1500), seconds)
  if (ending === '') lines.push(`     Too many hops: pmtu ${mtu}`)
  lines.push(`     Resume: pmtu ${mtu}${ending.trimEnd()} `)
  return { stdout: `${lines.join('\n')}\n`, stderr: '', exitCode: 0 }
}

const label = (ttl: number): string => `${String(ttl).padStart(2)}:  `

function nameOf(address: string, names: Names | undefined, { withBoth }: Settings): string {
  if (!names) return address
  const name = names.of(address) ?? '???'
  return withBoth ? `${name} (${address})` : name
}
