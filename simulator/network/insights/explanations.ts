import type { Ec2 } from '../../api/generated/types.d.ts'
import { parseAddress } from '../../kernel/address.ts'
import type { Fabric } from '../fabric.ts'
import type { Position } from '../positions.ts'
import { explainDrop } from '../reasons.ts'
import type { Drop } from '../rule.ts'
import type { Hop } from '../trace.ts'
import { componentOf } from './named-components.ts'
import { ownerOf } from './path-components.ts'
import { aclRule, routeTableRoute, transitRoute } from './path-lines.ts'

// Why a path is not there, in AWS's shape. Reachability Analyzer guide, explanation-codes; EC2 API reference, Explanation.

type Component = Ec2.AnalysisComponent

/** The member that a component of its kind goes into, by what ids begin with. The longer ones come first. */
const members: readonly (readonly [prefix: string, member: keyof Ec2.Explanation])[] = [
  ['acl-', 'Acl'],
  ['cgw-', 'CustomerGateway'],
  ['eni-', 'NetworkInterface'],
  ['igw-', 'InternetGateway'],
  ['nat-', 'NatGateway'],
  ['pcx-', 'VpcPeeringConnection'],
  ['pl-', 'PrefixList'],
  ['rtb-', 'RouteTable'],
  ['subnet-', 'Subnet'],
  ['tgw-attach-', 'TransitGatewayAttachment'],
  ['tgw-rtb-', 'TransitGatewayRouteTable'],
  ['tgw-', 'TransitGateway'],
  ['vgw-', 'VpnGateway'],
  ['vpce-svc-', 'Component'],
  ['vpce-', 'VpcEndpoint'],
  ['vpc-', 'Vpc'],
  ['vpn-', 'VpnConnection'],
  ['i-', 'Component'],
]

const memberFor = (id: string) => members.find(([prefix]) => id.startsWith(prefix))?.[1]

/** An explanation that names some components, each in the member for its kind. */
export function explanation(
  fabric: Fabric,
  code: string,
  ids: readonly string[],
  rest: Partial<Ec2.Explanation> = {},
): Ec2.Explanation {
  const groups: Component[] = []
  const addresses: string[] = []
  const found: Record<string, unknown> = {}
  for (const id of new Set(ids)) {
    const member = memberFor(id)
    if (member !== undefined) found[member] ??= componentOf(fabric, id)
    else if (id.startsWith('sg-')) groups.push(componentOf(fabric, id))
    else if (id.includes(':loadbalancer/')) found['LoadBalancerArn'] ??= id
    else if (id.includes(':targetgroup/')) found['LoadBalancerTargetGroup'] ??= componentOf(fabric, id)
    else if (id.includes(':listener/')) found['ElasticLoadBalancerListener'] ??= componentOf(fabric, id)
    else if (parseAddress(id) !== undefined) addresses.push(id)
  }
  return {
    ...found,
    ...(addresses.length && { Addresses: addresses }),
    ExplanationCode: code,
    ...(groups.length && { SecurityGroups: groups }),
    ...rest,
  }
}

/** What the guide's codes are about, where the drop itself names less. */
function surroundings(position: Position): readonly string[] {
  const ids: string[] = []
  if ('eni' in position && position.eni && position.kind !== 'router') {
    const { NetworkInterfaceId = '', VpcId = '' } = position.eni.record
    ids.push(NetworkInterfaceId, VpcId)
  }
  if ('subnet' in position && position.subnet && position.kind.startsWith('subnet-')) {
    ids.push(position.subnet.record.SubnetId ?? '', position.subnet.record.VpcId ?? '')
  }
  if ('vpc' in position && position.vpc) ids.push(position.vpc)
  for (const member of ['gateway', 'nat', 'connection', 'endpoint', 'attachment'] as const) {
    const id = (position as unknown as Record<string, unknown>)[member]
    if (typeof id === 'string') ids.push(id)
  }
  return ids.filter((id) => id !== '')
}

const outwards: readonly Position['kind'][] = [
  'interface-out',
  'subnet-out',
  'internet-gateway-out',
  'egress-only-gateway-out',
  'vpn-gateway-out',
]
const inwards: readonly Position['kind'][] = [
  'interface-in',
  'subnet-in',
  'internet-gateway-in',
  'egress-only-gateway-in',
  'vpn-gateway-in',
  'vpc-in',
]

function directionOf({ kind }: Position): { Direction?: string } {
  if (outwards.includes(kind)) return { Direction: 'egress' }
  return inwards.includes(kind) ? { Direction: 'ingress' } : {}
}

/** What no code of AWS's says. */
const noPath = 'NO_PATH'

const aboutDestination: readonly string[] = [
  'NO_ROUTE_TO_DESTINATION',
  'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
  'NO_POSSIBLE_DESTINATION',
]

const aboutState: readonly string[] = ['BAD_STATE', 'BAD_STATE_ATTACHMENT', 'BAD_STATE_VPN']

const aboutZones: readonly string[] = [
  'TGW_ROUTE_AZ_RESTRICTION',
  'ELBV2_NO_TARGETS_IN_AZ',
  'VPCE_SERVICE_NOT_INSTALLED_IN_AZ',
]

/** Why a rule dropped the packet, as AWS would say it. */
export function explain(
  fabric: Fabric,
  { position, packet }: Hop,
  { reason, evidence, detail }: Drop,
  destination: string | undefined,
): Ec2.Explanation {
  const code = explainDrop(reason).code ?? noPath
  const ids = [...evidence, ...surroundings(position)]
  const zone = aboutZones.includes(code) ? zoneOf(fabric, position) : undefined
  const table = code.startsWith('INGRESS_RTB_') ? ids.find((id) => id.startsWith('rtb-')) : undefined
  return explanation(fabric, code, table === undefined ? ids : ids.filter((id) => id !== table), {
    ...(table !== undefined && { IngressRouteTable: componentOf(fabric, table) }),
    ...(detail?.aclEntry && { AclRule: aclRule(detail.aclEntry) }),
    ...(detail?.route && { RouteTableRoute: routeTableRoute(detail.route) }),
    ...(detail?.transitRoute && { TransitGatewayRouteTableRoute: transitRoute(detail.transitRoute) }),
    ...(aboutDestination.includes(code) &&
      destination !== undefined && { Destination: componentOf(fabric, destination) }),
    ...(aboutState.includes(code) && badState(fabric, evidence, position)),
    ...(zone && { AvailabilityZones: [zone.name], AvailabilityZoneIds: [zone.id] }),
    ...(code === 'ELBV2_LISTENERS_MISMATCH' && { LoadBalancerListenerPort: packet.destinationPort }),
    ...(code === 'PROTOCOL_RESTRICTION' && { Protocols: ['tcp'] }),
    ...(!aboutState.includes(code) && directionOf(position)),
  })
}

/** What is in the state that stands in the way, and which state that is. */
function badState(fabric: Fabric, evidence: readonly string[], position: Position): Partial<Ec2.Explanation> {
  const id = evidence[0] ?? ('eni' in position && position.eni ? (ownerOf(position.eni) ?? '') : '')
  const held = fabric.families.ofId(id)?.get(fabric, id)
  const state = held?.record['State'] ?? held?.record['Status']
  const text = typeof state === 'object' && state ? (state as { Name?: string; Code?: string }) : undefined
  const State = typeof state === 'string' ? state : (text?.Name ?? text?.Code)
  return { Component: componentOf(fabric, id), ...(State !== undefined && { State }) }
}

function zoneOf(fabric: Fabric, position: Position): { name: string; id: string } | undefined {
  const held =
    'subnet' in position && position.subnet
      ? position.subnet.record
      : 'eni' in position && position.eni
        ? position.eni.record
        : undefined
  const subnet =
    held?.SubnetId === undefined ? undefined : fabric.families.ofId(held.SubnetId)?.get(fabric, held.SubnetId)
  const { AvailabilityZone: name, AvailabilityZoneId: id } = (subnet?.record ?? held ?? {}) as {
    AvailabilityZone?: string
    AvailabilityZoneId?: string
  }
  return name === undefined || id === undefined ? undefined : { name, id }
}

/** An explanation about one component alone. */
export const aboutComponent = (
  fabric: Fabric,
  ExplanationCode: string,
  id: string,
  addresses: readonly string[] = [],
): Ec2.Explanation => ({
  ...(addresses.length && { Addresses: addresses }),
  Component: componentOf(fabric, id),
  ExplanationCode,
})
