import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatAddress } from '../../kernel/address.ts'
import { instances } from '../../services/ec2/instances.ts'
import { internetGateways } from '../../services/ec2/internet-gateways.ts'
import { networkAcls } from '../../services/ec2/network-acls.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { routeTables } from '../../services/ec2/route-tables.ts'
import { securityGroups } from '../../services/ec2/security-groups.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { kindOfAddress } from '../address-kinds.ts'
import { aclOfSubnet } from '../compiled/network-acls.ts'
import { hasPorts, isIcmp, type Packet, protocolName } from '../packet.ts'
import { routeToNewGateway } from './gateway-repairs.ts'
import { reviveAll } from './line-repairs.ts'
import { deleteRouteOf, destinationMember, routersOn } from './on-the-way.ts'
import { acceptConnections, peerAnew } from './peering-repairs.ts'
import { ec2Request, type Failure, type Repair, type Repairer, type Repairers, repair } from './repair.ts'
import { routeCandidates } from './route-candidates.ts'
import { cidrOf, permissionFor, wordsOf } from './traffic.ts'

/** Repairs of what stands in the way inside a VPC. */
export const vpcRepairs: Repairers = {
  'interface-not-in-use': startInstance,
  'not-its-own-source': stopChecking,
  'not-its-own-destination': stopChecking,
  'no-group-rule-admits-egress': admit('egress'),
  'groups-have-no-egress-rules': admit('egress'),
  'no-group-rule-admits-ingress': admit('ingress'),
  'groups-have-no-ingress-rules': admit('ingress'),
  'group-reference-not-preserved': admit('ingress'),
  'acl-denies-egress': allow(true),
  'acl-denies-ingress': allow(false),
  'no-route': (failure) => [
    ...propagate(failure),
    ...addRoute(failure),
    ...extendEndpoint(failure),
    ...openVpc(failure),
    ...acceptConnections(failure),
    ...peerAnew(failure),
  ],
  'route-is-blackhole': (failure) => [
    ...attachAgain(failure),
    ...acceptConnections(failure),
    ...replaceRoute(failure),
    ...peerAnew(failure),
    ...deleteRoute(failure),
  ],
  'amazon-dns-is-off': supportDns,
  'metadata-is-off': serveMetadata,
}

const interfaceOf = ({ position }: Failure): NetworkInterface | undefined =>
  'eni' in position ? position.eni : undefined

function startInstance(failure: Failure): Repair[] {
  const id = interfaceOf(failure)?.record.Attachment?.InstanceId
  const instance = id === undefined ? undefined : instances.get(failure.fabric, id)
  if (id === undefined || instance?.record.State?.Name !== 'stopped') return []
  return [
    {
      sentence: `Start the instance ${id}.`,
      requests: [ec2Request(instance, 'StartInstances', { InstanceIds: [id] })],
    },
  ]
}

function stopChecking(failure: Failure): Repair[] {
  const eni = interfaceOf(failure)
  const { NetworkInterfaceId = '', RequesterManaged } = eni?.record ?? {}
  if (!eni || RequesterManaged) return []
  const input = { NetworkInterfaceId, SourceDestCheck: { Value: false } }
  return [
    {
      sentence: `Turn the source/destination check of ${NetworkInterfaceId} off, since it forwards for others.`,
      requests: [ec2Request(eni, 'ModifyNetworkInterfaceAttribute', input)],
    },
  ]
}

/** A rule for just this packet, in the first of the interface's groups. */
function admit(direction: 'ingress' | 'egress'): Repairer {
  return (failure) => {
    const { fabric, packet } = failure
    const group = securityGroups.get(fabric, interfaceOf(failure)?.record.Groups?.[0]?.GroupId ?? '')
    if (!group) return []
    const { GroupId = '' } = group.record
    const peer = direction === 'egress' ? packet.destination : packet.source
    const input = { GroupId, IpPermissions: [permissionFor(packet, peer)] }
    const operation =
      direction === 'egress' ? 'AuthorizeSecurityGroupEgress' : 'AuthorizeSecurityGroupIngress'
    const where = `${direction === 'egress' ? 'to' : 'from'} ${formatAddress(peer)}`
    return [
      {
        sentence: `Let the security group ${GroupId} admit ${wordsOf(packet)} ${where}.`,
        requests: [ec2Request(group, operation, input)],
      },
    ]
  }
}

/** An entry before the one that denies; for an answer, with all the ports that clients use. */
function allow(Egress: boolean): Repairer {
  return (failure) => {
    const { fabric, packet, dropped, position } = failure
    if (position.kind !== 'subnet-in' && position.kind !== 'subnet-out') return []
    const acl = networkAcls.get(fabric, aclOfSubnet(fabric, position.subnet.record.SubnetId ?? '')?.id ?? '')
    if (!acl) return []
    const { NetworkAclId = '', Entries = [] } = acl.record
    const RuleNumber = freeNumber(Entries, Egress, dropped.judgement.detail?.aclEntry?.RuleNumber)
    if (RuleNumber === undefined) return []
    const peer = Egress ? packet.destination : packet.source
    const input = {
      NetworkAclId,
      Egress,
      RuleNumber,
      RuleAction: 'allow' as const,
      Protocol: String(packet.protocol),
      ...(typeof peer === 'number' ? { CidrBlock: cidrOf(peer) } : { Ipv6CidrBlock: cidrOf(peer) }),
      ...(hasPorts(packet) && { PortRange: portsFor(failure) }),
      ...(isIcmp(packet) && { IcmpTypeCode: icmpOf(packet) }),
    }
    const where = `${Egress ? 'out to' : 'in from'} ${formatAddress(peer)}`
    return [
      {
        sentence: `Let the network ACL ${NetworkAclId} pass ${trafficOf(failure)} ${where}.`,
        requests: [ec2Request(acl, 'CreateNetworkAclEntry', input)],
      },
    ]
  }
}

// VPC user guide, nacl-ephemeral-ports: an answer goes to whichever port the client took, so all of them are let pass.
const ephemeralPorts = { From: 1024, To: 65535 }

function portsFor({ direction, packet }: Failure): { From: number; To: number } {
  const { destinationPort } = packet
  if (direction === 'reply' && destinationPort >= ephemeralPorts.From) return ephemeralPorts
  return { From: destinationPort, To: destinationPort }
}

function trafficOf(failure: Failure): string {
  const { packet } = failure
  if (!hasPorts(packet)) return wordsOf(packet)
  const { From, To } = portsFor(failure)
  return From === To ? wordsOf(packet) : `${protocolName(packet.protocol)} ${From}-${To}`
}

const icmpOf = ({ type = -1, code = -1 }: Packet) => ({ Type: type, Code: code })

/** The highest free number below the entry that decides; AWS's own last one has 32767. */
function freeNumber(
  entries: readonly Ec2.NetworkAclEntry[],
  egress: boolean,
  before = 32767,
): number | undefined {
  const taken = new Set(entries.filter((one) => one.Egress === egress).map((one) => one.RuleNumber))
  const most = before === 32767 ? 100 : before - 1
  for (let number = most; number > 0; number--) if (!taken.has(number)) return number
  for (let number = most + 1; number < before; number++) if (!taken.has(number)) return number
  return undefined
}

/** Every target of the VPC that may lead to the destination, by a route as wide as fits its kind. */
function addRoute(failure: Failure): Repair[] {
  const { fabric, packet, position } = failure
  if (position.kind !== 'router') return []
  const table = routeTables.get(fabric, position.table.record.RouteTableId ?? '')
  if (!table) return []
  const { RouteTableId = '' } = table.record
  return routeCandidates(fabric, position.vpc, packet.destination).map(
    ({ destination, target, id, isGuess }) => ({
      ...(isGuess && { isGuess }),
      sentence: `Add a route for ${destination} to ${id} to the route table ${RouteTableId}.`,
      requests: [
        ec2Request(table, 'CreateRoute', { RouteTableId, ...destinationMember(destination), ...target }),
      ],
    }),
  )
}

function replaceRoute(failure: Failure): Repair[] {
  const { fabric, packet, position, dropped } = failure
  const route = dropped.judgement.detail?.route
  if (position.kind !== 'router' || !route) return []
  const table = routeTables.get(fabric, position.table.record.RouteTableId ?? '')
  const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock
  if (!table || destination === undefined) return []
  const { RouteTableId = '' } = table.record
  return routeCandidates(fabric, position.vpc, packet.destination).map(({ target, id, isGuess }) => ({
    ...(isGuess && { isGuess }),
    sentence: `Lead the route for ${destination} in ${RouteTableId} to ${id}.`,
    requests: [
      ec2Request(table, 'ReplaceRoute', { RouteTableId, ...destinationMember(destination), ...target }),
    ],
  }))
}

/** A gateway that a route leads to, but that is attached to nothing. */
function attachAgain({ fabric, position, dropped }: Failure): Repair[] {
  const id = dropped.judgement.evidence.at(-1) ?? ''
  const gateway = internetGateways.get(fabric, id)
  if (position.kind !== 'router' || !gateway || gateway.record.Attachments?.length) return []
  const input = { InternetGatewayId: id, VpcId: position.vpc }
  const request = ec2Request(gateway, 'AttachInternetGateway', input)
  return [repair(`Attach the internet gateway ${id} to ${position.vpc}.`, request)]
}

/** Without a route that leads nowhere, a wider one may count. */
function deleteRoute({ walk }: Failure): Repair[] {
  const passed = routersOn(walk).at(-1)
  const deleted = passed && deleteRouteOf(passed)
  if (!deleted) return []
  const { RouteTableId } = passed.at.table.record
  return [
    repair(`Take the route for ${deleted.cidr} out of the route table ${RouteTableId}.`, deleted.request),
  ]
}

/** Routes to on premises come by themselves, where the table lets them and the lines that bring them are up. */
function propagate({ fabric, position }: Failure): Repair[] {
  if (position.kind !== 'router') return []
  const { RouteTableId = '', PropagatingVgws = [] } = position.table.record
  const propagating = PropagatingVgws.flatMap(({ GatewayId }) => GatewayId ?? [])
  const silent = vpnGateways
    .by(fabric, 'vpc', position.vpc)
    .map(({ record }) => record.VpnGatewayId ?? '')
    .filter((id) => !propagating.includes(id))
  return [
    ...reviveAll(fabric, propagating),
    ...silent.map((GatewayId) =>
      repair(
        `Let ${GatewayId} propagate its routes to the route table ${RouteTableId}.`,
        ec2Request(position.table, 'EnableVgwRoutePropagation', { RouteTableId, GatewayId }),
      ),
    ),
  ]
}

/** PrivateLink guide, gateway-endpoints: each route table needs the endpoint’s route. */
function extendEndpoint({ fabric, position }: Failure): Repair[] {
  if (position.kind !== 'router') return []
  const { RouteTableId = '' } = position.table.record
  return vpcEndpoints
    .by(fabric, 'vpc', position.vpc)
    .filter(
      ({ record }) => record.VpcEndpointType === 'Gateway' && !record.RouteTableIds?.includes(RouteTableId),
    )
    .map((endpoint) => {
      const VpcEndpointId = vpcEndpoints.idOf(endpoint)
      return repair(
        `Give the route table ${RouteTableId} a route to the gateway endpoint ${VpcEndpointId}.`,
        ec2Request(endpoint, 'ModifyVpcEndpoint', { VpcEndpointId, AddRouteTableIds: [RouteTableId] }),
      )
    })
}

function openVpc(failure: Failure): Repair[] {
  const passed = routersOn(failure.walk).at(-1)
  if (!passed || kindOfAddress(failure.packet.destination) !== 'global') return []
  return routeToNewGateway(failure, passed)
}

function supportDns(failure: Failure): Repair[] {
  const vpc = vpcs.get(failure.fabric, interfaceOf(failure)?.record.VpcId ?? '')
  if (!vpc) return []
  const { VpcId = '' } = vpc.record
  return [
    {
      sentence: `Turn DNS support of ${VpcId} on.`,
      requests: [ec2Request(vpc, 'ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: true } })],
    },
  ]
}

function serveMetadata(failure: Failure): Repair[] {
  const id = interfaceOf(failure)?.record.Attachment?.InstanceId
  const instance = id === undefined ? undefined : instances.get(failure.fabric, id)
  if (id === undefined || !instance) return []
  return [
    {
      sentence: `Turn the metadata service of ${id} on.`,
      requests: [
        ec2Request(instance, 'ModifyInstanceMetadataOptions', { InstanceId: id, HttpEndpoint: 'enabled' }),
      ],
    },
  ]
}
