import { parseAddress } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { fieldsOfFormat, versionOfFormat } from './flow-log-formats.ts'
import type { InterfaceRecord, TransitRecord, Window } from './flow-log-records.ts'
import type { FlowLog } from './flow-logs.ts'
import { type NetworkInterface, networkInterfaces } from './network-interfaces.ts'
import { subnets } from './subnets.ts'
import { transitGatewayAttachments } from './transit-gateway-attachments.ts'
import { vpcs } from './vpcs.ts'

// One line of a flow log. VPC user guide, flow-log-records, "Available fields"; transit gateway guide, tgw-flow-logs.

type World = Pick<Context, 'store'>
type Values = Readonly<Record<string, string | number | undefined>>

const none = '-'

export function lineOf(format: string, values: Values): string {
  return fieldsOfFormat(format)
    .map((field) => String(values[field] ?? none))
    .join(' ')
}

const familyOf = (address: string): string => (typeof parseAddress(address) === 'bigint' ? 'IPv6' : 'IPv4')

/** What every line of an interface begins with, whatever it has to tell. */
function interfaceValues(ctx: World, log: FlowLog, id: string): Values {
  const eni = networkInterfaces.get(ctx, id)
  const { record } = eni ?? {}
  const isOurs = record?.Attachment?.InstanceId !== undefined
  return {
    version: versionOfFormat(log.record.LogFormat ?? ''),
    'account-id': record?.OwnerId ?? eni?.account ?? log.account,
    'interface-id': id,
    'vpc-id': record?.VpcId,
    'subnet-id': record?.SubnetId,
    'instance-id': isOurs ? record?.Attachment?.InstanceId : undefined,
    region: eni?.region ?? log.region,
    'az-id': zoneOf(ctx, record?.SubnetId),
    'interface-type': typeOf(eni),
  }
}

const zoneOf = (ctx: World, subnet: string | undefined): string | undefined =>
  subnets.get(ctx, subnet ?? '')?.record.AvailabilityZoneId

const typed: Readonly<Record<string, string>> = {
  nat_gateway: 'nat_gateway',
  network_load_balancer: 'network_load_balancer',
  transit_gateway: 'transit_gateway',
  vpc_endpoint: 'vpc_endpoint',
  gateway_load_balancer_endpoint: 'vpc_endpoint',
}

const typeOf = (eni: NetworkInterface | undefined): string | undefined =>
  typed[eni?.record.InterfaceType ?? '']

export function interfaceLine(ctx: World, log: FlowLog, record: InterfaceRecord): string {
  const { sighting } = record
  const isIn = sighting.direction === 'ingress'
  const next = networkInterfaces.get(ctx, sighting.next ?? '')
  return lineOf(log.record.LogFormat ?? '', {
    ...interfaceValues(ctx, log, sighting.interface),
    'vpc-id': sighting.vpc,
    'subnet-id': sighting.subnet,
    // The same page: the interface's own address stands in for the end that the interface is, or passes on for.
    srcaddr: isIn ? sighting.source : sighting.own,
    dstaddr: isIn ? sighting.own : sighting.destination,
    'pkt-srcaddr': sighting.source,
    'pkt-dstaddr': sighting.destination,
    srcport: sighting.sourcePort,
    dstport: sighting.destinationPort,
    protocol: sighting.protocol,
    ...countValues(record),
    action: sighting.refusedBy ? 'REJECT' : 'ACCEPT',
    'log-status': 'OK',
    type: familyOf(sighting.source),
    'pkt-src-aws-service': sighting.sourceService,
    'pkt-dst-aws-service': sighting.destinationService,
    'flow-direction': sighting.direction,
    'traffic-path': sighting.path,
    // The same page, reject-reason: BPA for Block Public Access; groups and network ACLs give none.
    'reject-reason': sighting.refusedBy === 'public-access' ? 'BPA' : undefined,
    ...(next && {
      'next-hop-interface-id': sighting.next,
      'next-hop-subnet-id': next.record.SubnetId,
      'next-hop-az-id': zoneOf(ctx, next.record.SubnetId),
      'next-hop-vpc-id': next.record.VpcId,
      'next-hop-interface-type': typeOf(next),
    }),
  })
}

const countValues = ({ packets, bytes, start, end, tcpFlags }: InterfaceRecord | TransitRecord): Values => ({
  packets,
  bytes,
  start,
  end,
  'tcp-flags': tcpFlags,
})

/** An interval in which an interface saw nothing, or of which not all was kept. */
export const emptyLine = (
  ctx: World,
  log: FlowLog,
  id: string,
  window: Window,
  status: 'NODATA' | 'SKIPDATA',
): string =>
  lineOf(log.record.LogFormat ?? '', {
    ...interfaceValues(ctx, log, id),
    start: Math.floor(window.from / 1000),
    end: Math.floor(window.until / 1000) - 1,
    'log-status': status,
  })

const lost: Readonly<Record<string, string>> = {
  'no-transit-route': 'packets-lost-no-route',
  'transit-route-is-blackhole': 'packets-lost-blackhole',
  'larger-than-mtu': 'packets-lost-mtu-exceeded',
  'larger-than-mtu-in-silence': 'packets-lost-mtu-exceeded',
  'forwarding-loop': 'packets-lost-ttl-expired',
}

export function transitLine(ctx: World, log: FlowLog, record: TransitRecord): string {
  const { header, direction, attachment, gateway, pair, drop, source, destination } = record
  const isIn = direction === 'ingress'
  const from = isIn ? attachment : pair
  const to = isIn ? pair : attachment
  const losses: Record<string, number> = {
    'packets-lost-no-route': 0,
    'packets-lost-blackhole': 0,
    'packets-lost-mtu-exceeded': 0,
    'packets-lost-ttl-expired': 0,
  }
  const loss = drop === undefined ? undefined : lost[drop]
  if (loss !== undefined) losses[loss] = record.packets
  return lineOf(log.record.LogFormat ?? '', {
    version: 6,
    'resource-type': 'TransitGateway',
    'account-id': log.account,
    'tgw-id': gateway,
    'tgw-attachment-id': attachment,
    'tgw-pair-attachment-id': pair || undefined,
    ...ofVpc(ctx, 'src', from),
    ...ofVpc(ctx, 'dst', to),
    'tgw-src-subnet-id': source?.subnet,
    'tgw-dst-subnet-id': destination?.subnet,
    'tgw-src-eni': source?.interface,
    'tgw-dst-eni': destination?.interface,
    'tgw-src-az-id': zoneOf(ctx, source?.subnet),
    'tgw-dst-az-id': zoneOf(ctx, destination?.subnet),
    srcaddr: header.source,
    dstaddr: header.destination,
    srcport: header.sourcePort,
    dstport: header.destinationPort,
    protocol: header.protocol,
    ...countValues(record),
    'log-status': 'OK',
    type: familyOf(header.source),
    ...losses,
    region: log.region,
    'flow-direction': direction,
  })
}

function ofVpc(ctx: World, end: 'src' | 'dst', attachment: string): Values {
  const { ResourceType, ResourceId, ResourceOwnerId } =
    transitGatewayAttachments.get(ctx, attachment)?.record ?? {}
  if (ResourceType !== 'vpc') return {}
  return {
    [`tgw-${end}-vpc-id`]: ResourceId,
    [`tgw-${end}-vpc-account-id`]: ResourceOwnerId ?? vpcs.get(ctx, ResourceId ?? '')?.account,
  }
}
