import { type Address, type Prefix, parsePrefix, prefixContains } from '../kernel/address.ts'
import { invalid } from './lab-errors.ts'

// The rules of machines that are not AWS's: appliances on instances, firewalls of sites. The first that matches decides.

export interface PacketRule {
  readonly Action: 'allow' | 'deny'
  readonly Protocol?: 'tcp' | 'udp' | 'icmp' | 'all' | undefined
  readonly Ports?: string | undefined
  readonly Source?: string | undefined
  readonly Destination?: string | undefined
}

interface Header {
  /** IANA's number. */
  readonly protocol: number
  readonly source: Address
  readonly destination: Address
  readonly destinationPort: number
}

interface CompiledRule {
  readonly protocols: readonly number[] | undefined
  readonly from: number
  readonly to: number
  readonly source: Prefix | undefined
  readonly destination: Prefix | undefined
}

const numbers = { tcp: [6], udp: [17], icmp: [1, 58], all: undefined } as const
const withPorts: readonly number[] = [6, 17]

const compiled = new WeakMap<PacketRule, CompiledRule>()

function compile(rule: PacketRule): CompiledRule {
  const known = compiled.get(rule)
  if (known) return known
  const [from = '0', to = from] = (rule.Ports ?? '0-65535').split('-')
  const made: CompiledRule = {
    protocols: numbers[rule.Protocol ?? 'all'],
    from: Number(from),
    to: Number(to),
    source: parsePrefix(rule.Source ?? '')?.prefix,
    destination: parsePrefix(rule.Destination ?? '')?.prefix,
  }
  compiled.set(rule, made)
  return made
}

/** The first rule that a packet matches. */
export const firstMatch = <R extends PacketRule>(rules: readonly R[], packet: Header): R | undefined =>
  rules.find((rule) => matches(compile(rule), packet))

function matches({ protocols, from, to, source, destination }: CompiledRule, packet: Header): boolean {
  if (protocols && !(protocols as readonly number[]).includes(packet.protocol)) return false
  const isWholeRange = from === 0 && to === 65535
  if (!isWholeRange) {
    if (!withPorts.includes(packet.protocol)) return false
    if (packet.destinationPort < from || packet.destinationPort > to) return false
  }
  if (source && !prefixContains(source, packet.source)) return false
  return !destination || prefixContains(destination, packet.destination)
}

/** Refuses a rule that cannot be read. */
export function requirePacketRule({ Ports, Source, Destination }: PacketRule): void {
  const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(Ports ?? '0') ?? []
  if (from === '' || Number(from) > Number(to) || Number(to) > 65535) {
    throw invalid(`"${Ports}" is neither a port nor a range of ports such as 1024-65535.`)
  }
  for (const cidr of [Source, Destination]) if (cidr !== undefined) requireCidr(cidr)
}

export function requireCidr(text: string): void {
  const parsed = parsePrefix(text)
  if (!parsed || parsed.hostBits) throw invalid(`"${text}" is no CIDR block such as 192.168.0.0/16.`)
}
