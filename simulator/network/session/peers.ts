import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Listener } from '../../api/private/host.ts'
import { formatAddress } from '../../kernel/address.ts'
import { instances } from '../../services/ec2/instances.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { registrationsOf } from '../../services/elbv2/targets.ts'
import { listenerAt, listenersOn } from '../../services/host/listeners.ts'
import { dnsServers, siteHosts } from '../../services/onprem/tables.ts'
import { dbInstances } from '../../services/rds/instances.ts'
import { resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import type { Arrival } from '../arrival.ts'
import type { Fabric } from '../fabric.ts'
import type { Flow } from '../flow.ts'
import { occupantOf } from '../occupants.ts'
import { type Passage, passagesOf } from '../taken-over.ts'

/** Who answers at the other end of a connection. */
export type Peer =
  | {
      readonly kind: 'server'
      readonly host: string
      readonly listener: Listener
      /** Load balancers and endpoints in between, in the order in which they took the flow over. */
      readonly passages: readonly Passage[]
    }
  | {
      readonly kind: 'service'
      /** As its endpoint's service name ends: `s3`. */
      readonly name: string
      readonly region: string
      /** The VPC endpoint that the connection came through. */
      readonly endpoint?: string
      /** The client as the service sees it. */
      readonly clientAddress: string
    }
  /** An Application Load Balancer that answers by itself. */
  | AnsweringBalancer
  | { readonly kind: 'database'; readonly id: string; readonly engine: string }
  | { readonly kind: 'link-local'; readonly address: string }
  /** A host on the internet of which the world knows nothing more. */
  | { readonly kind: 'stranger'; readonly address: string }

export interface AnsweringBalancer {
  readonly kind: 'balancer'
  readonly status: number
  /** Where it sends the client, with AWS's placeholders. */
  readonly location?: string
  readonly body?: string
  readonly contentType?: string
  /** Seconds before it answers. */
  readonly delay?: number
  readonly passages?: readonly Passage[]
}

interface Port {
  readonly port: number
  readonly protocol?: 'tcp' | 'udp'
}

/** Undefined where the packet arrived and nothing listens. */
export function peerAt(
  fabric: Fabric,
  arrival: Arrival,
  flow: Flow,
  { protocol = 'tcp' }: Port,
): Peer | undefined {
  const { kind, id, packet, service, endpoint } = arrival
  const passages = passagesOf(flow)
  const action = passages.at(-1)?.action
  if (action) return answeringBalancer(action, passages)
  if (kind === 'service' && service) {
    return {
      kind: 'service',
      ...service,
      clientAddress: formatAddress(packet.source),
      ...(endpoint !== undefined && { endpoint }),
    }
  }
  if (kind === 'link-local') return { kind: 'link-local', address: id }
  if (kind === 'internet') return { kind: 'stranger', address: formatAddress(packet.destination) }
  const host = hostOf(fabric, arrival)
  const at = { protocol, address: formatAddress(packet.destination), port: packet.destinationPort }
  const database = databaseAt(fabric, id)
  if (database) return database.port === at.port ? database.peer : undefined
  const listener =
    listenerAt(fabric, host, at) ?? dnsServerAt(fabric, { host, id }, at) ?? assumedListener(fabric, host, at)
  return listener && { kind: 'server', host, listener, passages }
}

const hostOf = (fabric: Fabric, { id }: Arrival): string =>
  networkInterfaces.get(fabric, id)?.record.Attachment?.InstanceId ?? id.replace(/^onprem:/, '')

function answeringBalancer(action: NonNullable<Passage['action']>, passages: readonly Passage[]): Peer {
  const { FixedResponseConfig: fixed, RedirectConfig: redirect } = action
  const status = Number(fixed?.StatusCode ?? redirect?.StatusCode?.replace('HTTP_', '') ?? 503)
  const location = redirect && locationOf(redirect)
  return {
    kind: 'balancer',
    status,
    passages,
    ...(fixed && { body: fixed.MessageBody ?? '' }),
    ...(fixed?.ContentType !== undefined && { contentType: fixed.ContentType }),
    ...(location !== undefined && { location }),
  }
}

/** API reference, RedirectActionConfig: what is not said stays as it was asked. */
function locationOf({ Protocol, Host, Port, Path, Query }: Elbv2.RedirectActionConfig): string {
  const authority = `${Protocol ?? '#{protocol}'}://${Host ?? '#{host}'}:${Port ?? '#{port}'}`
  return `${authority.toLowerCase()}${Path ?? '/#{path}'}?${Query ?? '#{query}'}`
}

/** DNS servers answer over TCP as well as over UDP, and so do inbound Resolver endpoints. */
function dnsServerAt(
  fabric: Fabric,
  { host, id }: { host: string; id: string },
  { protocol, port }: { protocol: 'tcp' | 'udp'; port: number },
): Listener | undefined {
  if (port !== 53) return undefined
  const [endpoint] = resolverEndpoints.by(fabric, 'interface', id)
  const isServer = endpoint ? endpoint.record.Direction !== 'OUTBOUND' : fabric.store.has(dnsServers, host)
  return isServer ? { Host: host, Port: port, Protocol: protocol, Kind: 'dns' } : undefined
}

/**
 * What runs where nobody said what runs: SSH on an instance, as AWS's images have it, and on premises; and behind the ports of target
 * groups the application that they were made for.
 */
function assumedListener(
  fabric: Fabric,
  host: string,
  { protocol, port, address }: { protocol: 'tcp' | 'udp'; port: number; address: string },
): Listener | undefined {
  if (!instances.get(fabric, host) && !fabric.store.has(siteHosts, host)) return undefined
  if (protocol === 'tcp' && port === 22) return { Host: host, Port: port, Protocol: protocol, Kind: 'ssh' }
  if (listenersOn(fabric, host).length) return undefined
  const isTarget = [host, address].some((id) =>
    registrationsOf(fabric, id).some((target) => target.port === port),
  )
  if (!isTarget) return undefined
  const kind = protocol === 'udp' ? 'echo' : 'http'
  const isTls = protocol === 'tcp' && (port === 443 || port === 8443)
  return {
    Host: host,
    Port: port,
    Protocol: protocol,
    Kind: kind,
    ...(isTls && { Tls: { Names: ['*'], Issuer: 'trusted' as const } }),
  }
}

interface Database {
  readonly port: number
  readonly peer: Peer
}

function databaseAt(fabric: Fabric, id: string): Database | undefined {
  const eni = networkInterfaces.get(fabric, id)
  if (!eni || occupantOf(eni).kind === 'instance') return undefined
  const [found] = dbInstances.by(fabric, 'network-interface', id)
  if (!found) return undefined
  const { DBInstanceIdentifier = '', Engine = '', Endpoint } = found.record
  return { port: Endpoint?.Port ?? 0, peer: { kind: 'database', id: DBInstanceIdentifier, engine: Engine } }
}
