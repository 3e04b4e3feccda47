import { type Address, formatPrefix, parsePrefix, prefixAt, prefixContains } from '../../kernel/address.ts'
import { egressOnlyInternetGateways } from '../../services/ec2/egress-only-internet-gateways.ts'
import { internetGateways } from '../../services/ec2/internet-gateways.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { peeringConnections, vpcIdsOf } from '../../services/ec2/vpc-peering-connections.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import type { Fabric } from '../fabric.ts'

export interface RouteCandidate {
  /** The CIDR of the route, as wide as is usual for its target. */
  readonly destination: string
  readonly target: Readonly<Record<string, string>>
  readonly id: string
  /** Nothing says what is behind the target. */
  readonly isGuess?: true
}

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(
  (cidr) => parsePrefix(cidr)!.prefix,
)

const isPrivate = (address: Address): boolean =>
  privateRanges.some((prefix) => prefixContains(prefix, address))

/** What a VPC has that could carry a packet to a destination: the way there, before the way out. */
export function routeCandidates(fabric: Fabric, vpc: string, address: Address): RouteCandidate[] {
  const everywhere = typeof address === 'number' ? '0.0.0.0/0' : '::/0'
  const block = blockAround(fabric, vpc, address)
  const inside = [
    ...peerings(fabric, vpc, address),
    ...transitGateways(fabric, vpc),
    ...vpnGateway(fabric, vpc),
  ]
  if (block !== undefined || isPrivate(address)) {
    const destination = block ?? formatPrefix(prefixAt(address, typeof address === 'number' ? 24 : 64))
    const known = block !== undefined
    return inside.map((target) => ({ destination, ...target, ...(!known && { isGuess: true as const }) }))
  }
  const outside =
    typeof address === 'number' ? [...internet(fabric, vpc), ...nat(fabric, vpc)] : ipv6(fabric, vpc)
  return [...outside, ...inside].map((target) => ({ destination: everywhere, ...target }))
}

/** The block of another VPC that an address lies in. */
export function blockAround(fabric: Fabric, own: string, address: Address): string | undefined {
  for (const { record } of vpcs.everyone(fabric)) {
    if (record.VpcId === own) continue
    const blocks = [
      record.CidrBlock,
      ...(record.CidrBlockAssociationSet ?? []).map((one) => one.CidrBlock),
      ...(record.Ipv6CidrBlockAssociationSet ?? []).map((one) => one.Ipv6CidrBlock),
    ]
    for (const cidr of blocks) {
      const prefix = parsePrefix(cidr ?? '')?.prefix
      if (cidr !== undefined && prefix && prefixContains(prefix, address)) return cidr
    }
  }
  return undefined
}

type Target = Omit<RouteCandidate, 'destination'>

const to = (member: string, id: string): Target => ({ id, target: { [member]: id } })

/** Those whose far end has the address, as far as its VPC is known. */
const peerings = (fabric: Fabric, vpc: string, address: Address): Target[] =>
  peeringConnections
    .by(fabric, 'vpc', vpc)
    .filter((one) => {
      const [far] = vpcIdsOf(one).filter((id) => id !== vpc)
      return far === undefined || !vpcs.get(fabric, far) || isInVpc(fabric, far, address)
    })
    .map(({ record }) => to('VpcPeeringConnectionId', record.VpcPeeringConnectionId ?? ''))

function transitGateways(fabric: Fabric, vpc: string): Target[] {
  const ids = transitGatewayAttachments
    .by(fabric, 'vpc', vpc)
    .map(({ record }) => record.TransitGatewayId ?? '')
  return [...new Set(ids)].map((id) => to('TransitGatewayId', id))
}

const vpnGateway = (fabric: Fabric, vpc: string): Target[] =>
  vpnGateways.by(fabric, 'vpc', vpc).map(({ record }) => to('GatewayId', record.VpnGatewayId ?? ''))

const internet = (fabric: Fabric, vpc: string): Target[] =>
  internetGateways.by(fabric, 'vpc', vpc).map(({ record }) => to('GatewayId', record.InternetGatewayId ?? ''))

const nat = (fabric: Fabric, vpc: string): Target[] =>
  natGateways
    .by(fabric, 'vpc', vpc)
    .filter(({ record }) => record.State === 'available')
    .map(({ record }) => to('NatGatewayId', record.NatGatewayId ?? ''))

const ipv6 = (fabric: Fabric, vpc: string): Target[] => [
  ...internet(fabric, vpc),
  ...egressOnlyInternetGateways
    .everyone(fabric)
    .filter(({ record }) => record.Attachments?.some((one) => one.VpcId === vpc))
    .map(({ record }) => to('EgressOnlyInternetGatewayId', record.EgressOnlyInternetGatewayId ?? '')),
]
