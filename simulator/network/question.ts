import type { SiteHost } from '../api/private/onprem.ts'
import { type Address, familyOf, parseAddress } from '../kernel/address.ts'
import type { NetworkInterface } from '../services/ec2/network-interfaces.ts'
import { siteHosts, sites } from '../services/onprem/tables.ts'
import { addressesOf } from './compiled/addresses.ts'
import type { Fabric } from './fabric.ts'
import { interfacesNamed } from './named-things.ts'
import { icmp, icmpv6, type Packet, tcp, udp } from './packet.ts'
import type { Position } from './positions.ts'
import { type Trace, trace } from './trace.ts'

// "Can A reach B?", as people ask it: by ids, names and addresses.

export interface Question {
  /** `i-…`, `eni-…`, a name, an address that one interface has, `onprem:NAME`, or `internet`. */
  readonly from: string
  /** The source address, where it is not the first one that fits. */
  readonly fromIp?: string
  /** An address, the id or name of something that has one, a DNS name, `onprem:NAME`, or `internet`. */
  readonly to: string
  /** `tcp`, `udp`, `icmp`, or a number. */
  readonly protocol: string
  readonly sourcePort?: number
  readonly port?: number
  readonly icmpType?: number
  readonly icmpCode?: number
}

/** Why there is no answer: what the question names is not there, or the question is no question. */
export interface CannotSay {
  readonly cannotSay: string
  /** Nothing in the world would make it a question that can be answered. */
  readonly isMalformed?: true
}

const malformed = (problem: string): CannotSay => ({ cannotSay: problem, isMalformed: true })

export function ask(fabric: Fabric, question: Question): Trace | CannotSay {
  const asked = read(fabric, question)
  return 'cannotSay' in asked ? asked : trace(fabric, asked.start, asked.packet)
}

interface Asked {
  readonly start: Position
  readonly packet: Packet
}

/** Where the packet that a question is about sets out, and its header. */
export function read(fabric: Fabric, question: Question): Asked | CannotSay {
  const { from, fromIp, to } = question
  const claimed = fromIp === undefined ? undefined : parseAddress(fromIp)
  if (fromIp !== undefined && claimed === undefined) return malformed(`"${fromIp}" is no address.`)
  const senders = from === internet || isOnPremises(from) ? new Map() : interfacesNamed(fabric, from)
  if (senders.size > 1) return { cannotSay: severalOf(from, senders) }
  const candidates = [...senders.values()].flat()
  const own = candidates.find((eni) => claimed !== undefined && addressesOf(eni).includes(claimed))
  const sender = own ?? candidates[0]
  const [siteHost] = isOnPremises(from) ? hostsNamed(fabric, from.slice(onPremises.length)) : []
  const asker = siteHost ?? sender
  const destination = destinationOf(fabric, to, { isPublic: from === internet, claimed, asker })
  if (typeof destination === 'object') return destination
  const origin = originOf(fabric, from, familyOf(destination), { claimed, sender })
  if ('cannotSay' in origin) return origin
  const header = headerOf(question, familyOf(destination))
  if ('cannotSay' in header) return header
  return { start: origin.start, packet: { ...header, source: origin.source, destination } }
}

const internet = 'internet'

interface Origin {
  readonly start: Position
  readonly source: Address
}

/** A host on the internet that nobody in the world has: of the addresses kept for documentation (RFC 5737, 3849). */
const someHost = { 4: parseAddress('198.51.100.7')!, 6: parseAddress('2001:db8::7')! }

interface Sending {
  readonly claimed: Address | undefined
  readonly sender: NetworkInterface | undefined
}

function originOf(
  fabric: Fabric,
  from: string,
  family: 4 | 6,
  { claimed, sender }: Sending,
): Origin | CannotSay {
  if (from === internet) return { start: { kind: 'internet' }, source: claimed ?? someHost[family] }
  if (isOnPremises(from)) return originOnPremises(fabric, from, family, claimed)
  if (!sender) return { cannotSay: `There is no "${from}" to send from.` }
  const source = claimed ?? addressesOf(sender).find((one) => familyOf(one) === family)
  if (source === undefined) return { cannotSay: `${from} has no IPv${family} address.` }
  return { start: { kind: 'interface-out', eni: sender }, source }
}

function originOnPremises(
  fabric: Fabric,
  from: string,
  family: 4 | 6,
  claimed: Address | undefined,
): Origin | CannotSay {
  const name = from.slice(onPremises.length)
  const hosts = hostsNamed(fabric, name)
  const host =
    claimed === undefined
      ? ofFamily(hosts, family)
      : (hosts.find((one) => parseAddress(one.Address) === claimed) ?? hosts[0])
  const source = claimed ?? parseAddress(host?.Address ?? '')
  const site = host?.Site ?? fabric.store.get(sites, name)?.Name
  if (site === undefined) return { cannotSay: `There is no "${from}" to send from.` }
  if (source === undefined || familyOf(source) !== family)
    return { cannotSay: `${from} has no IPv${family} address.` }
  return host
    ? { start: { kind: 'site-host-out', host }, source }
    : { start: { kind: 'site-router', site, from: 'inside' }, source }
}

interface Calling {
  readonly claimed: Address | undefined
  /** Who looks names up. */
  readonly asker: NetworkInterface | SiteHost | undefined
  /** Who calls is on the internet, where only public addresses lead anywhere. */
  readonly isPublic: boolean
}

function destinationOf(fabric: Fabric, to: string, calling: Calling): Address | CannotSay {
  const literal = parseAddress(to)
  if (literal !== undefined) return literal
  const family = calling.claimed === undefined ? 4 : familyOf(calling.claimed)
  if (to === internet) return someHost[family]
  if (isOnPremises(to)) {
    const hosts = hostsNamed(fabric, to.slice(onPremises.length))
    const address = parseAddress((ofFamily(hosts, family) ?? hosts[0])?.Address ?? '')
    return address ?? { cannotSay: `There is no "${to}" with an address to send to.` }
  }
  const receivers = interfacesNamed(fabric, to)
  if (receivers.size > 1) return { cannotSay: severalOf(to, receivers) }
  const [all = []] = receivers.values()
  const [eni] = all
  if (!eni) return byDnsName(fabric, to, family, calling)
  const { PublicIp } = eni.record.Association ?? {}
  const published = calling.isPublic && family === 4 ? parseAddress(PublicIp ?? '') : undefined
  const own = addressesOf(eni)
  const address = published ?? own.find((one) => familyOf(one) === family) ?? own[0]
  return address ?? { cannotSay: `${to} has no address.` }
}

/** A DNS name, as whoever sends sees it. */
function byDnsName(fabric: Fabric, to: string, family: 4 | 6, { asker }: Calling): Address | CannotSay {
  const found = to.includes('.') ? (fabric.lookUp?.(fabric, to, asker) ?? []) : []
  const address = found.find((one) => familyOf(one) === family) ?? found[0]
  return address ?? { cannotSay: `There is no "${to}" to send to.` }
}

const severalOf = (name: string, found: ReadonlyMap<string, unknown>): string =>
  `"${name}" may be each of ${[...found.keys()].join(', ')}: say which.`

const onPremises = 'onprem:'

const isOnPremises = (name: string): boolean => name.startsWith(onPremises)

/** A host on premises by its own name, or all those of a site. */
function hostsNamed({ store }: Fabric, name: string): readonly SiteHost[] {
  const own = store.get(siteHosts, name)
  const others = store.by(siteHosts, 'site', name).filter((one) => one !== own)
  return own ? [own, ...others] : others
}

const ofFamily = (hosts: readonly SiteHost[], family: 4 | 6): SiteHost | undefined =>
  hosts.find(({ Address: text }) => {
    const address = parseAddress(text)
    return address !== undefined && familyOf(address) === family
  })

const protocols: Readonly<Record<string, number>> = {
  tcp,
  udp,
  icmp,
  icmpv6,
  ping: icmp,
  any: tcp,
  all: tcp,
  '-1': tcp,
}

/** What systems use for connections that they open: Linux begins at 32768. */
const ephemeral = 49152

type Header = Omit<Packet, 'source' | 'destination'>

function headerOf(question: Question, family: 4 | 6): Header | CannotSay {
  const { protocol: text, port, sourcePort } = question
  const name = text.toLowerCase()
  const number = Object.hasOwn(protocols, name)
    ? protocols[name]
    : /^\d{1,3}$/.test(text)
      ? Number(text)
      : undefined
  if (number === undefined || number > 255) return malformed(`"${text}" is no IP protocol.`)
  const protocol = number === icmp && family === 6 ? icmpv6 : number
  if (protocol === icmp || protocol === icmpv6) {
    const type = question.icmpType ?? (protocol === icmp ? 8 : 128)
    return { protocol, type, code: question.icmpCode ?? 0, sourcePort: 0, destinationPort: 0 }
  }
  if (protocol !== tcp && protocol !== udp) return { protocol, sourcePort: 0, destinationPort: 0 }
  return { protocol, sourcePort: sourcePort ?? ephemeral, destinationPort: port ?? 443 }
}
