import { formatAddress } from '../../kernel/address.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { isDown } from '../../services/fault/faults.ts'
import { dnsServers } from '../../services/onprem/tables.ts'
import { type ResolverEndpoint, resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import type { Arrival } from '../arrival.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { ephemeralPort } from '../ephemeral-ports.ts'
import { linkLocalService } from '../link-local.ts'
import { type Packet, tcp, udp } from '../packet.ts'
import { trace } from '../trace.ts'
import { failed, type QuerySource, type Reply } from './answer.ts'
import { type Client, clientIn } from './clients.ts'
import { isReady } from './forwarding.ts'
import { isPublicResolver } from './internet-hosts.ts'
import { askOnce, type Lookup, note, type Sender, type ServerAddress } from './lookup.ts'
import { nameServerAt } from './name-servers.ts'
import { askNameServer, resolvePublicly } from './public-dns.ts'
import type { Question } from './question.ts'
import { askSiteServer } from './site-servers.ts'
import { askDelegated, askVpc } from './vpc-resolver.ts'

// A query is a packet like others: it must reach its server, and the answer must find back.

export function queryServer(lookup: Lookup, from: Sender, to: ServerAddress, question: Question): Reply {
  const at = formatAddress(to.address)
  const header = {
    protocol: to.isSecure ? tcp : udp,
    source: from.source,
    destination: to.address,
    sourcePort: 0,
    destinationPort: to.port,
  }
  const made = trace(lookup.fabric, from.position, { ...header, sourcePort: ephemeralPort(header) })
  const { forward, reply } = made
  if (!forward.arrival || forward.dropped) {
    const isOff = forward.dropped?.reason === 'amazon-dns-is-off'
    note(
      lookup,
      at,
      question,
      isOff ? 'dns-support-is-off' : 'query-was-dropped',
      [forward.dropped?.at ?? at],
      made,
    )
    return failed('TIMEOUT')
  }
  if (reply && !reply.arrival) {
    note(lookup, at, question, 'answer-was-dropped', [reply.dropped?.at ?? at], made)
    return failed('TIMEOUT')
  }
  note(lookup, at, question, 'server-answers', [forward.arrival.id], made)
  return serve(lookup, from, forward.arrival, question)
}

/** Who has the query now, and what it answers. */
function serve(lookup: Lookup, from: Sender, arrival: Arrival, question: Question): Reply {
  const { fabric } = lookup
  switch (arrival.kind) {
    case 'link-local':
      return serveVpc(lookup, from, arrival, question)
    case 'interface': {
      const [endpoint] = resolverEndpoints.by(fabric, 'interface', arrival.id)
      if (endpoint) return serveEndpoint(lookup, endpoint, arrival, question, from.client)
      const host = networkInterfaces.get(fabric, arrival.id)?.record.Attachment?.InstanceId
      return serveHost(lookup, host ?? arrival.id, arrival, question, from.client)
    }
    case 'site-host':
      return serveHost(lookup, arrival.id.replace('onprem:', ''), arrival, question, from.client)
    case 'internet':
    case 'service': {
      const nameServer = nameServerAt(arrival.packet.destination)
      if (nameServer !== undefined) return askNameServer(lookup, nameServer, question, from.client)
      if (isPublicResolver(formatAddress(arrival.packet.destination))) {
        return askOnce(lookup, arrival.id, question, () => resolvePublicly(lookup, question, from.client))
      }
      return nobodyServes(lookup, arrival.id, question)
    }
  }
}

function nobodyServes(lookup: Lookup, at: string, question: Question): Reply {
  note(lookup, at, question, 'no-dns-server-there', [at])
  return failed('TIMEOUT')
}

/** The resolver of the VPC that the sender is in, at one of its own addresses. */
function serveVpc(
  lookup: Lookup,
  { position, client }: Sender,
  { id, packet }: Arrival,
  question: Question,
): Reply {
  const eni = position.kind === 'interface-out' ? position.eni.record : undefined
  const vpc = vpcs.get(lookup.fabric, eni?.VpcId ?? '')
  const service = linkLocalService(lookup.fabric, eni?.VpcId ?? '', packet.destination)
  if (!vpc || service !== 'dns' || packet.destinationPort !== 53) return nobodyServes(lookup, id, question)
  const subnet = subnets.get(lookup.fabric, eni?.SubnetId ?? '')
  const instance = eni?.Attachment?.InstanceId
  const source = { ...sourceOf(packet), ...(instance !== undefined && { instance }) }
  const own = clientFor(client, vpc.region, eni?.AvailabilityZoneId)
  return askVpc(lookup, { vpc, entrance: 'vpc', subnet, from: source }, question, own)
}

const sourceOf = ({ source, sourcePort, protocol }: Packet): QuerySource => ({
  address: formatAddress(source),
  port: sourcePort,
  isTcp: protocol === tcp,
})

function serveEndpoint(
  lookup: Lookup,
  endpoint: ResolverEndpoint,
  arrival: Arrival,
  question: Question,
  client: Client,
): Reply {
  const { Id = '', HostVPCId = '', Direction } = endpoint.record
  const vpc = vpcs.get(lookup.fabric, HostVPCId)
  if (!vpc || Direction === 'OUTBOUND' || !isReady(endpoint) || isDown(lookup.fabric, Id)) {
    return nobodyServes(lookup, Id, question)
  }
  const own = clientFor(client, vpc.region)
  if (Direction === 'INBOUND_DELEGATION') return askDelegated(lookup, vpc, question, own)
  const source = { ...sourceOf(arrival.packet), endpoint: Id, interface: arrival.id }
  return askVpc(lookup, { vpc, entrance: 'inbound', from: source }, question, own)
}

/** Where the resolver is counts, not who asked it. */
const clientFor = ({ endpointHealth, aliasHealth }: Client, region: string, zoneId?: string): Client =>
  clientIn(region, { endpointHealth, aliasHealth, zoneId })

/** A DNS server that somebody runs on a host. */
function serveHost(
  lookup: Lookup,
  host: string,
  arrival: Arrival,
  question: Question,
  client: Client,
): Reply {
  const { fabric } = lookup
  const server = fabric.store.get(dnsServers, host)
  if (!server) return nobodyServes(lookup, host, question)
  const eni = arrival.kind === 'interface' ? networkInterfaces.get(fabric, arrival.id) : undefined
  const own = eni ? clientFor(client, eni.region, eni.record.AvailabilityZoneId) : client
  const sender: Sender = eni
    ? { position: { kind: 'interface-out', eni }, source: addressesOf(eni)[0]!, client: own }
    : {
        position: arrival.answersFrom ?? { kind: 'internet' },
        source: arrival.packet.destination,
        client: own,
      }
  return askSiteServer(lookup, server, sender, question, own)
}
