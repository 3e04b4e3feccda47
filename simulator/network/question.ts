import type { SiteHost } from '../api/private/onprem.ts'
import { type Address, familyOf, parseAddress } from '../kernel/address.ts'
import { instances } from '../services/ec2/instances.ts'
import { interfacesOf, type NetworkInterface, networkInterfaces } from '../services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../services/ec2/vpc-endpoints.ts'
import { siteHosts } from '../services/onprem/tables.ts'
import { addressesOf } from './compiled/addresses.ts'
import type { Fabric } from './fabric.ts'
import { icmp, icmpv6, type Packet, tcp, udp } from './packet.ts'
import type { Position } from './positions.ts'
import { perTables } from './remembered.ts'
import { type Trace, trace } from './trace.ts'

// "Can A reach B?", as people ask it: by ids, names and addresses.

export interface Question {
  /** `i-…`, `eni-…`, the name of an instance, `onprem:NAME` for a host on premises, or `internet`. */
  readonly from: string
  /** The source address, where it is not the first one that fits. */
  readonly fromIp?: string
  /** An address, or the id or name of something that has one. */
  readonly to: string
  /** `tcp`, `udp`, `icmp`, or a number. */
  readonly protocol: string
  readonly sourcePort?: number
  readonly port?: number
  readonly icmpType?: number
  readonly icmpCode?: number
}

/** Why there is no answer: what the question names is not there. */
export interface CannotSay {
  readonly cannotSay: string
}

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
  const claimed = question.fromIp === undefined ? undefined : parseAddress(question.fromIp)
  if (question.fromIp !== undefined && claimed === undefined) {
    return { cannotSay: `"${question.fromIp}" is no address.` }
  }
  const isPublic = question.from === 'internet'
  const destination = destinationOf(fabric, question.to, isPublic, claimed)
  if (typeof destination === 'object') return destination
  const origin = originOf(fabric, question.from, familyOf(destination), claimed)
  if ('cannotSay' in origin) return origin
  const header = headerOf(question, familyOf(destination))
  if ('cannotSay' in header) return header
  return { start: origin.start, packet: { ...header, source: origin.source, destination } }
}

interface Origin {
  readonly start: Position
  readonly source: Address
}

/** A host on the internet that nobody in the world has: of the addresses kept for documentation (RFC 5737, 3849). */
const someHost = { 4: parseAddress('198.51.100.7')!, 6: parseAddress('2001:db8::7')! }

function originOf(
  fabric: Fabric,
  from: string,
  family: 4 | 6,
  claimed: Address | undefined,
): Origin | CannotSay {
  if (from === 'internet') return { start: { kind: 'internet' }, source: claimed ?? someHost[family] }
  const host = siteHostNamed(fabric, from)
  if (host) {
    const source = claimed ?? parseAddress(host.Address)
    if (source === undefined || familyOf(source) !== family)
      return { cannotSay: `${from} has no IPv${family} address.` }
    return { start: { kind: 'site-host-out', host }, source }
  }
  const candidates = interfacesNamed(fabric, from)
  if (!candidates.length) return { cannotSay: `There is no "${from}" to send from.` }
  const owner = candidates.find((eni) => claimed !== undefined && addressesOf(eni).includes(claimed))
  const eni = owner ?? candidates[0]!
  const source = claimed ?? addressesOf(eni).find((one) => familyOf(one) === family)
  if (source === undefined) return { cannotSay: `${from} has no IPv${family} address.` }
  return { start: { kind: 'interface-out', eni }, source }
}

function destinationOf(
  fabric: Fabric,
  to: string,
  isPublic: boolean,
  claimed: Address | undefined,
): Address | CannotSay {
  const literal = parseAddress(to)
  if (literal !== undefined) return literal
  const host = siteHostNamed(fabric, to)
  if (host) return parseAddress(host.Address) ?? { cannotSay: `${to} has no address.` }
  const [eni] = interfacesNamed(fabric, to)
  if (!eni) return { cannotSay: `There is no "${to}" to send to.` }
  const family = claimed === undefined ? 4 : familyOf(claimed)
  const own = addressesOf(eni)
  const { PublicIp } = eni.record.Association ?? {}
  const published = isPublic && family === 4 ? parseAddress(PublicIp ?? '') : undefined
  const address = published ?? own.find((one) => familyOf(one) === family) ?? own[0]
  return address ?? { cannotSay: `${to} has no address.` }
}

/** A host on premises: `onprem:NAME`. */
const siteHostNamed = (fabric: Fabric, name: string): SiteHost | undefined =>
  name.startsWith('onprem:') ? fabric.store.get(siteHosts, name.slice('onprem:'.length)) : undefined

/** The interfaces of an instance or endpoint, by its id or its Name tag; an interface's own id. */
export function interfacesNamed(fabric: Fabric, name: string): NetworkInterface[] {
  const one = networkInterfaces.get(fabric, name)
  if (one) return [one]
  const named = idsByName(fabric.store, name)
  const endpoint = vpcEndpoints.get(fabric, named)
  if (endpoint) {
    const ids = endpoint.record.NetworkInterfaceIds ?? []
    return ids.map((id) => networkInterfaces.get(fabric, id)).filter((eni) => eni !== undefined)
  }
  return interfacesOf(fabric, named)
}

/** The id of what has a name; an id stands for itself. */
const idsByName = perTables(
  [instances.table, networkInterfaces.table, vpcEndpoints.table],
  (store, name): string => {
    if (/^[a-z]+-[0-9a-f]{8,}$/.test(name)) return name
    for (const family of [instances, vpcEndpoints, networkInterfaces] as const) {
      const everyone = family.everyone({ store }) as Parameters<(typeof instances)['tagsOf']>[0][]
      const found = everyone.find((held) =>
        (family as typeof instances).tagsOf(held).some(({ Key, Value }) => Key === 'Name' && Value === name),
      )
      if (found) return (family as typeof instances).idOf(found)
    }
    return name
  },
)

const protocols: Readonly<Record<string, number>> = { tcp, udp, icmp, icmpv6, '-1': tcp }

/** What systems use for connections that they open: Linux begins at 32768. */
const ephemeral = 49152

type Header = Omit<Packet, 'source' | 'destination'>

function headerOf(question: Question, family: 4 | 6): Header | CannotSay {
  const { protocol: text, port, sourcePort } = question
  const number = protocols[text.toLowerCase()] ?? (/^\d{1,3}$/.test(text) ? Number(text) : undefined)
  if (number === undefined || number > 255) return { cannotSay: `"${text}" is no IP protocol.` }
  const protocol = number === icmp && family === 6 ? icmpv6 : number
  if (protocol === icmp || protocol === icmpv6) {
    const type = question.icmpType ?? (protocol === icmp ? 8 : 128)
    return { protocol, type, code: question.icmpCode ?? 0, sourcePort: 0, destinationPort: 0 }
  }
  if (protocol !== tcp && protocol !== udp) return { protocol, sourcePort: 0, destinationPort: 0 }
  return { protocol, sourcePort: sourcePort ?? ephemeral, destinationPort: port ?? 443 }
}
