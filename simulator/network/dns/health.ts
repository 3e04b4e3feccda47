import type { Route53 } from '../../api/generated/types.d.ts'
import { formatAddress, parseAddress } from '../../kernel/address.ts'
import { newReads, type Reads, type Version } from '../../kernel/store.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { listenerAt, listenersOn } from '../../services/host/listeners.ts'
import type { Arrival } from '../arrival.ts'
import { tcp } from '../packet.ts'
import { addressesIn } from './answer.ts'
import { awsName } from './aws-names.ts'
import { clientIn } from './clients.ts'
import type { Lookup } from './lookup.ts'
import { resolvePublicly } from './public-dns.ts'
import { absolute } from './question.ts'

// What health checks find out. Route 53 guide, health-checks-creating-values: checkers ask from the internet, by the
// address, or by what the name resolves to there.

type Config = Readonly<Route53.HealthCheckConfig>

/** One of the addresses that checkers ask from (Route 53 guide, route-53-ip-addresses). */
const checker = parseAddress('54.243.31.200')!

interface Known {
  readonly now: number
  readonly healths: Map<string, Found>
}

interface Found {
  readonly isUp: boolean
  /** What it follows from. */
  readonly reads: Reads | undefined
}

const known = new WeakMap<Version, Known>()

/** Whether an endpoint answers its checkers; kept for as long as the world stays as it is. */
export function healthOfEndpoint(lookup: Lookup, config: Config): boolean {
  const { store, now } = lookup.fabric
  const version = store.aside(() => store.version)
  const before = known.get(version)
  const { healths } = before?.now === now ? before : remember(version, now)
  const key = `${config.Type}/${config.IPAddress}/${config.FullyQualifiedDomainName}/${config.Port}`
  const kept = healths.get(key)
  if (kept) {
    store.alsoRead(kept.reads)
    return kept.isUp
  }
  // What is asked for while it is being found out counts as healthy.
  healths.set(key, { isUp: true, reads: newReads() })
  const { value: isUp, reads } = store.noting(() => check(lookup, config))
  healths.set(key, { isUp, reads })
  return isUp
}

function remember(version: Version, now: number): Known {
  const made = { now, healths: new Map<string, Found>() }
  known.set(version, made)
  return made
}

function check(lookup: Lookup, { Type, IPAddress, FullyQualifiedDomainName, Port = 80 }: Config): boolean {
  const text = IPAddress ?? firstAddressOf(lookup, FullyQualifiedDomainName)
  const destination = parseAddress(text ?? '')
  if (typeof destination !== 'number') return destination !== undefined
  const packet = { protocol: tcp, source: checker, destination, sourcePort: 50_000, destinationPort: Port }
  const { forward, reply } = lookup.probe({ kind: 'internet' }, packet)
  if (!forward.arrival || forward.dropped || (reply && !reply.arrival)) return false
  return answersWell(lookup, forward.arrival, Type !== 'TCP')
}

function firstAddressOf(lookup: Lookup, name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const own: Lookup = { ...lookup, steps: [], pending: [], logged: [] }
  const reply = resolvePublicly(own, { name: absolute(name), type: 'A' }, clientIn('us-east-1'))
  return addressesIn(reply)[0]
}

/** A host of which nobody said what listens there is taken to answer well. */
function answersWell({ fabric }: Lookup, { id, packet }: Arrival, isHttp: boolean): boolean {
  const host = networkInterfaces.get(fabric, id)?.record.Attachment?.InstanceId ?? id
  if (!listenersOn(fabric, host).length) return true
  const address = formatAddress(packet.destination)
  const server = listenerAt(fabric, host, { protocol: 'tcp', address, port: packet.destinationPort })
  // Route 53 guide, dns-failover-determining-health-of-endpoints: a status of 2xx or 3xx.
  const { Status = 200 } = server ?? {}
  return server !== undefined && (!isHttp || (Status >= 200 && Status < 400))
}

/** Whether somebody healthy is behind a name of an AWS service that an alias leads to. */
export function healthOfAlias(lookup: Lookup, { DNSName = '' }: Route53.AliasTarget): boolean {
  const named = awsName(lookup, { name: absolute(DNSName), type: 'A' }, clientIn('us-east-1'))
  return named !== undefined && named.isHealthy !== false
}
