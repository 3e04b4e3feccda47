import type { Ec2 } from '../../api/generated/types.d.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { peeringConnections } from '../../services/ec2/vpc-peering-connections.ts'
import { balancerArnOf } from '../compiled/load-balancers.ts'
import { serviceBehind } from '../endpoint-ways.ts'
import type { Fabric } from '../fabric.ts'
import { occupantOf } from '../occupants.ts'
import type { Position } from '../positions.ts'
import type { Detail } from '../rule.ts'
import { vpcOfGateway } from '../rules/vpn-gateway.ts'
import type { Hop } from '../trace.ts'
import { componentOf } from './named-components.ts'
import { aclRule, groupRule, routeTableRoute, transitRoute } from './path-lines.ts'

// What a place is in the component list of an analysis. Reachability Analyzer guide, getting-started-cli, for the order
// and the members; a place that is no resource of AWS's is not listed.

export type Part = Omit<Ec2.PathComponent, 'SequenceNumber' | 'Component' | 'Explanations'> & {
  readonly id: string
}

type At<K extends Position['kind']> = Extract<Position, { readonly kind: K }>

type Tellers = { readonly [K in Position['kind']]?: (fabric: Fabric, at: At<K>, hop: Hop) => readonly Part[] }

const detailOf = ({ judged }: Hop, ...rules: readonly string[]): Detail | undefined =>
  judged.find(({ rule, judgement }) => rules.includes(rule) && judgement.detail)?.judgement.detail

const inVpc = (fabric: Fabric, vpc: string | undefined) => (vpc ? { Vpc: componentOf(fabric, vpc) } : {})

function interfacePart(fabric: Fabric, { record }: NetworkInterface): Part {
  const eni = networkInterfaces.get(fabric, record.NetworkInterfaceId ?? '')
  const owner = eni && ownerOf(eni)
  return {
    id: record.NetworkInterfaceId ?? '',
    ...(owner && { AttachedTo: componentOf(fabric, owner) }),
    ...(record.SubnetId !== undefined && { Subnet: componentOf(fabric, record.SubnetId) }),
    ...inVpc(fabric, record.VpcId),
  }
}

/** What a network interface belongs to. */
export function ownerOf(eni: NetworkInterface): string | undefined {
  const occupant = occupantOf(eni)
  if (occupant.kind === 'balancer-node') return balancerArnOf(eni) || undefined
  return 'id' in occupant ? occupant.id : undefined
}

function groupPart(hop: Hop, eni: NetworkInterface): readonly Part[] {
  const judged = hop.judged.find(({ rule }) => rule.startsWith('security-group-'))
  if (!judged) return []
  const { judgement } = judged
  const rule = judgement.detail?.groupRule
  if (rule) return [{ id: rule.GroupId ?? '', SecurityGroupRule: groupRule(rule) }]
  const { Groups = [] } = eni.record
  const isShown = judgement.reason === 'flow-is-tracked' || judgement.verdict === 'drop'
  return isShown && Groups[0]?.GroupId !== undefined ? [{ id: Groups[0].GroupId }] : []
}

function aclPart(hop: Hop): readonly Part[] {
  const judged = hop.judged.find(({ rule }) => rule.startsWith('network-acl-'))
  const [id] = judged?.judgement.evidence ?? []
  if (judged === undefined || id === undefined) return []
  const entry = judged.judgement.detail?.aclEntry
  return [{ id, ...(entry && { AclRule: aclRule(entry) }) }]
}

const gatewayPart =
  (id: string) =>
  (fabric: Fabric, vpc?: string): readonly Part[] => [{ id, ...inVpc(fabric, vpc) }]

function peeringPart(fabric: Fabric, connection: string, vpc: string): Part {
  const { RequesterVpcInfo, AccepterVpcInfo } = peeringConnections.get(fabric, connection)?.record ?? {}
  const other = RequesterVpcInfo?.VpcId === vpc ? AccepterVpcInfo?.VpcId : RequesterVpcInfo?.VpcId
  return {
    id: connection,
    ...(other !== undefined && { DestinationVpc: componentOf(fabric, other) }),
    SourceVpc: componentOf(fabric, vpc),
  }
}

function endpointPart(fabric: Fabric, id: string): Part {
  const { ServiceName, VpcId } = vpcEndpoints.get(fabric, id)?.record ?? {}
  return { id, ...inVpc(fabric, VpcId), ...(ServiceName !== undefined && { ServiceName }) }
}

/** The customer's service that an endpoint leads to, where its provider is in this world. */
function servicePart(fabric: Fabric, endpoint: string): readonly Part[] {
  const held = vpcEndpoints.get(fabric, endpoint)
  const service = held && serviceBehind(fabric, held)
  if (!service) return []
  const { ServiceId = '', ServiceName } = service.record
  return [{ id: ServiceId, ...(ServiceName !== undefined && { ServiceName }) }]
}

/** "Paths through a Gateway Load Balancer endpoint do not include the Gateway Load Balancer or its targets." */
function inspectionPart(fabric: Fabric, endpoint: string): Part {
  const { ServiceName, NetworkInterfaceIds = [] } = vpcEndpoints.get(fabric, endpoint)?.record ?? {}
  const detail: Ec2.AdditionalDetail = {
    AdditionalDetailType: 'PATH_THROUGH_GWLB_NOT_CHECKED',
    Component: componentOf(fabric, NetworkInterfaceIds[0] ?? endpoint),
    ...(ServiceName !== undefined && { ServiceName }),
  }
  return { ...endpointPart(fabric, endpoint), AdditionalDetails: [detail] }
}

function balancerParts(fabric: Fabric, arn: string, hop: Hop): readonly Part[] {
  const [group] = hop.judged.find(({ rule }) => rule === 'balancer-target')?.judgement.evidence ?? []
  const listener = detailOf(hop, 'balancer-listener')?.listener?.ListenerArn
  return [
    {
      id: arn,
      ...(listener !== undefined && { ElasticLoadBalancerListener: componentOf(fabric, listener) }),
    },
    ...(group?.includes(':targetgroup/') ? [{ id: group }] : []),
  ]
}

const tellers: Tellers = {
  'interface-out': (fabric, { eni }, hop) => [interfacePart(fabric, eni), ...groupPart(hop, eni)],
  'interface-in': (fabric, { eni }, hop) =>
    occupantOf(eni).kind === 'nat-gateway' ? [] : [...groupPart(hop, eni), interfacePart(fabric, eni)],
  'subnet-out': (_, __, hop) => aclPart(hop),
  'subnet-in': (_, __, hop) => aclPart(hop),
  router(_, { table }, hop) {
    if (hop.judged.some(({ judgement }) => judgement.reason === 'same-subnet')) return []
    const route = detailOf(hop, 'route')?.route
    return [
      { id: table.record.RouteTableId ?? '', ...(route && { RouteTableRoute: routeTableRoute(route) }) },
    ]
  },
  'internet-gateway-out': (fabric, { gateway, vpc }) => gatewayPart(gateway)(fabric, vpc),
  'internet-gateway-in': (fabric, { gateway, vpc }) => (gateway ? gatewayPart(gateway)(fabric, vpc) : []),
  'nat-gateway-out': (fabric, { nat, vpc }) => gatewayPart(nat)(fabric, vpc),
  'nat-gateway-back': (fabric, { nat, eni }) => gatewayPart(nat)(fabric, eni.record.VpcId),
  'peering-out': (fabric, { connection, vpc }) => [peeringPart(fabric, connection, vpc)],
  'transit-gateway-in': (fabric, { gateway, attachment }, hop) => {
    const TransitGateway = componentOf(fabric, gateway)
    const [table] =
      hop.judged.find(({ rule }) => rule === 'transit-gateway-association')?.judgement.evidence ?? []
    const route = detailOf(hop, 'transit-gateway-route')?.transitRoute
    const entered: Part = { id: attachment, TransitGateway }
    if (!table?.startsWith('tgw-rtb-')) return [entered]
    const detail: Ec2.AdditionalDetail = { AdditionalDetailType: 'UNIDIRECTIONAL_PATH_ANALYSIS_ONLY' }
    return [
      entered,
      {
        id: table,
        AdditionalDetails: [{ ...detail, Component: componentOf(fabric, table) }],
        TransitGateway,
        ...(route && { TransitGatewayRouteTableRoute: transitRoute(route) }),
      },
    ]
  },
  'transit-gateway-out': (fabric, { gateway, attachment }) => [
    { id: attachment, TransitGateway: componentOf(fabric, gateway) },
  ],
  'vpn-gateway-out': (fabric, { gateway, vpc }) => gatewayPart(gateway)(fabric, vpc),
  'vpn-gateway-in': (fabric, { gateway }) => gatewayPart(gateway)(fabric, vpcOfGateway(fabric, gateway)),
  'vpn-connection-out': (_, { connection }) => [{ id: connection }],
  'gateway-endpoint-out': (fabric, { endpoint }) => [endpointPart(fabric, endpoint)],
  'service-endpoint': (fabric, { endpoint }) => [endpointPart(fabric, endpoint)],
  'inspection-endpoint': (fabric, { endpoint }) => [inspectionPart(fabric, endpoint)],
  'balancer-node': (fabric, { eni, through }, hop) => [
    ...(through ? servicePart(fabric, through.endpoint) : []),
    ...balancerParts(fabric, balancerArnOf(eni), hop),
  ],
  'hand-back': (fabric, { eni }) => {
    const owner = ownerOf(eni)
    if (owner === undefined) return []
    if (!owner.startsWith('vpce-')) return [{ id: owner }]
    return [...servicePart(fabric, owner), endpointPart(fabric, owner)]
  },
  'appliance-forward': (_, { eni }) => (ownerOf(eni) ? [{ id: ownerOf(eni) ?? '' }] : []),
}

/** A gateway that a walk sets out from, where the place itself does not tell it. */
export function entryOf(fabric: Fabric, position: Position): readonly Part[] {
  if (position.kind === 'gateway-endpoint-in') return [endpointPart(fabric, position.endpoint)]
  if (position.kind !== 'vpc-in') return []
  const { gateway, vpc } = position
  if (!gateway.startsWith('pcx-')) return gatewayPart(gateway)(fabric, vpc)
  const { DestinationVpc: SourceVpc, SourceVpc: DestinationVpc, ...rest } = peeringPart(fabric, gateway, vpc)
  return [{ ...rest, ...(DestinationVpc && { DestinationVpc }), ...(SourceVpc && { SourceVpc }) }]
}

export const partsOf = (fabric: Fabric, hop: Hop): readonly Part[] =>
  tellers[hop.position.kind]?.(fabric, hop.position as never, hop) ?? []
