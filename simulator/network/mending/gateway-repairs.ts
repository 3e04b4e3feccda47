import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { exclusionOf } from '../../services/ec2/block-public-access.ts'
import { elasticIps } from '../../services/ec2/elastic-ips.ts'
import { internetGateways } from '../../services/ec2/internet-gateways.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import type { Scope } from '../../world/held.ts'
import { internetGatewayOf } from '../compiled/public-addresses.ts'
import type { Fabric } from '../fabric.ts'
import {
  deleteRouteOf,
  destinationMember,
  leadTo,
  type NewTarget,
  type Passed,
  routersOn,
} from './on-the-way.ts'
import {
  ec2Request,
  type Failure,
  guess,
  type Repair,
  type Repairers,
  type RepairRequest,
  repair,
  requestTo,
} from './repair.ts'
import { routeCandidates } from './route-candidates.ts'

/** Repairs of what stands in the way between VPCs and the internet, and at peering connections. */
export const gatewayRepairs: Repairers = {
  'destination-is-private': leadElsewhere,
  'destination-is-shared': leadElsewhere,
  'no-public-address': (failure) => [
    ...publish(failure, failure.dropped.judgement.evidence[0]),
    ...leadToNat(failure),
  ],
  'not-an-address-of-the-vpc': leadToNat,
  'no-internet-gateway': openToInternet,
  'subnet-is-redirected': (failure) => leadToDevice(failure, failure.dropped.judgement.evidence[1]),
  'middlebox-has-no-public-address': (failure) => publish(failure, failure.dropped.judgement.evidence[1]),
  'public-access-is-blocked': exempt,
  'egress-only-lets-nothing-in': openToInternet,
  'egress-only-knows-no-such-flow': leadToInternetGateway,
  'nat-gateway-not-available': (failure) => [...waitForNat(failure), ...leadElsewhere(failure)],
  'regional-nat-not-simulated': leadElsewhere,
  'nat-gateway-leads-to-ipv4': leadElsewhere,
  'nat-gateway-knows-no-such-flow': leadElsewhere,
  'answer-goes-astray': leadElsewhere,
  'egress-only-after-inspection': leadToInternetGateway,
  'larger-than-mtu': takeJumboFrames,
}

/** The last that sent the packet anywhere. */
const lastRouter = ({ walk }: Failure): Passed | undefined => routersOn(walk).findLast(({ route }) => route)

const leading = (cidr: string, id: string, { at }: Passed): string =>
  `Lead ${cidr} to ${id} in the route table ${at.table.record.RouteTableId}.`

function leadBy({ fabric }: Failure, passed: Passed | undefined, targets: readonly NewTarget[]): Repair[] {
  if (!passed) return []
  return targets.flatMap((target) => {
    const led = leadTo(fabric, passed, target)
    return led ? [guess(leading(led.cidr, target.id, passed), led.request)] : []
  })
}

/** To whatever else the VPC has that could carry it, by the last router that the packet passed. */
export function leadElsewhere(failure: Failure): Repair[] {
  const passed = lastRouter(failure)
  return leadBy(
    failure,
    passed,
    passed ? routeCandidates(failure.fabric, passed.at.vpc, passed.packet.destination) : [],
  )
}

/** In a circle, any of the routers may be the one that is wrong; the last one has been tried. */
export function breakCircle(failure: Failure): Repair[] {
  const all = routersOn(failure.walk).filter(({ route }) => route)
  const seen = new Set<string>()
  const circle = all.toReversed().filter(({ at }) => {
    const id = at.table.record.RouteTableId ?? ''
    return !seen.has(id) && seen.add(id)
  })
  return [
    ...circle
      .slice(1)
      .flatMap((passed) =>
        leadBy(failure, passed, routeCandidates(failure.fabric, passed.at.vpc, passed.packet.destination)),
      ),
    ...circle.flatMap((passed) => {
      const deleted = deleteRouteOf(passed)
      if (!deleted) return []
      const { RouteTableId } = passed.at.table.record
      return [
        guess(`Take the route for ${deleted.cidr} out of the route table ${RouteTableId}.`, deleted.request),
      ]
    }),
  ]
}

const memberByPrefix: Readonly<Record<string, string>> = {
  eni: 'NetworkInterfaceId',
  vpce: 'VpcEndpointId',
  igw: 'GatewayId',
  nat: 'NatGatewayId',
}

export const asTarget = (id: string): NewTarget => ({
  id,
  target: { [memberByPrefix[id.slice(0, id.indexOf('-'))] ?? 'GatewayId']: id },
})

const leadToDevice = (failure: Failure, id: string | undefined): Repair[] =>
  id === undefined ? [] : leadBy(failure, lastRouter(failure), [asTarget(id)])

/** A public address of the interface's own: an Elastic IP address, which it keeps. */
function publish({ fabric, packet }: Failure, id = ''): Repair[] {
  const eni = networkInterfaces.get(fabric, id)
  // Interfaces of services get their addresses from the service.
  if (!eni || eni.record.RequesterManaged || typeof packet.source === 'bigint') return []
  const free = elasticIps
    .everyone(fabric)
    .find(
      (one) =>
        one.record.AssociationId === undefined && isIn(one, eni) && one.record.AllocationId !== undefined,
    )
  if (free) {
    const { AllocationId = '', PublicIp } = free.record
    return [
      repair(`Associate the Elastic IP address ${PublicIp} with ${id}.`, associate(eni, id, AllocationId)),
    ]
  }
  return [
    repair(
      `Give ${id} an Elastic IP address.`,
      {
        ...ec2Request(eni, 'AllocateAddress', { Domain: 'vpc' }),
        keeps: { name: 'ALLOCATION', member: 'AllocationId' },
      },
      associate(eni, id, '$ALLOCATION'),
    ),
  ]
}

const associate = (eni: NetworkInterface, NetworkInterfaceId: string, AllocationId: string): RepairRequest =>
  ec2Request(eni, 'AssociateAddress', { AllocationId, NetworkInterfaceId })

const isIn = (one: Scope, other: Scope): boolean =>
  one.account === other.account && one.region === other.region

/** VPC user guide, vpc-nat-gateway: what has no public address goes out by a public NAT gateway. */
function leadToNat(failure: Failure): Repair[] {
  // What a NAT gateway itself sends was led to it by a router before.
  return routersOn(failure.walk)
    .toReversed()
    .flatMap((passed) => leadBy(failure, passed, publicNats(failure.fabric, passed.at.vpc)))
}

const publicNats = (fabric: Fabric, vpc: string): NewTarget[] =>
  natGateways
    .by(fabric, 'vpc', vpc)
    .filter(({ record }) => record.State === 'available' && record.ConnectivityType !== 'private')
    .map(({ record }) => asTarget(record.NatGatewayId ?? ''))

function leadToInternetGateway(failure: Failure): Repair[] {
  const passed = lastRouter(failure)
  const gateway = passed && internetGatewayOf(failure.fabric, passed.at.vpc)
  return gateway === undefined ? openToInternet(failure) : leadToDevice(failure, gateway)
}

/** Attaches an internet gateway to the VPC. */
export function openToInternet({ fabric, position, walk }: Failure): Repair[] {
  const vpc = 'vpc' in position ? position.vpc : routersOn(walk).at(-1)?.at.vpc
  const attached = attachGateway(fabric, vpc ?? '')
  return attached ? [repair(`Attach an internet gateway to ${vpc}.`, ...attached.requests)] : []
}

interface Attached {
  /** The gateway, or where its id is kept. */
  readonly gateway: string
  readonly requests: readonly RepairRequest[]
}

/** One that is attached to nothing, or else a new one. */
function attachGateway(fabric: Fabric, VpcId: string): Attached | undefined {
  const vpc = vpcs.get(fabric, VpcId)
  if (!vpc || internetGatewayOf(fabric, VpcId) !== undefined) return undefined
  const attach = (InternetGatewayId: string) =>
    ec2Request(vpc, 'AttachInternetGateway', { InternetGatewayId, VpcId })
  const free = internetGateways
    .everyone(fabric)
    .find((one) => isIn(one, vpc) && !one.record.Attachments?.length)
  const id = free?.record.InternetGatewayId
  if (id !== undefined) return { gateway: id, requests: [attach(id)] }
  const create: RepairRequest = {
    ...ec2Request(vpc, 'CreateInternetGateway', {}),
    keeps: { name: 'GATEWAY', member: 'InternetGateway.InternetGatewayId' },
  }
  return { gateway: '$GATEWAY', requests: [create, attach('$GATEWAY')] }
}

/** For a VPC without any way to the internet: a gateway, and the route to it. */
export function routeToNewGateway({ fabric, packet }: Failure, { at }: Passed): Repair[] {
  const attached = attachGateway(fabric, at.vpc)
  if (!attached) return []
  const { RouteTableId = '' } = at.table.record
  const everywhere = typeof packet.destination === 'number' ? '0.0.0.0/0' : '::/0'
  const input = { RouteTableId, ...destinationMember(everywhere), GatewayId: attached.gateway }
  return [
    repair(
      `Attach an internet gateway to ${at.vpc}, and add a route for ${everywhere} to it to ${RouteTableId}.`,
      ...attached.requests,
      ec2Request(at.table, 'CreateRoute', input),
    ),
  ]
}

/** VPC user guide, security-vpc-bpa: an exclusion for the subnet, or for the VPC as a whole. */
function exempt({ fabric, dropped }: Failure): Repair[] {
  const [VpcId = '', ...rest] = dropped.judgement.evidence
  const vpc = vpcs.get(fabric, VpcId)
  if (!vpc) return []
  const SubnetId = rest.find((id) => id.startsWith('subnet-'))
  const known = (SubnetId !== undefined && exclusionOf(fabric, SubnetId)) || exclusionOf(fabric, VpcId)
  const mode = { InternetGatewayExclusionMode: 'allow-bidirectional' as const }
  const what = SubnetId ?? VpcId
  if (known) {
    const { ExclusionId = '' } = known.record
    const input = { ExclusionId, ...mode }
    return [
      repair(
        `Let the exclusion ${ExclusionId} from VPC Block Public Access hold in both directions.`,
        ec2Request(vpc, 'ModifyVpcBlockPublicAccessExclusion', input),
      ),
    ]
  }
  const input = { ...(SubnetId === undefined ? { VpcId } : { SubnetId }), ...mode }
  return [
    repair(
      `Exclude ${what} from VPC Block Public Access.`,
      ec2Request(vpc, 'CreateVpcBlockPublicAccessExclusion', input),
    ),
  ]
}

/** One that is being made is available in some minutes. */
function waitForNat({ fabric, position }: Failure): Repair[] {
  const nat = 'nat' in position ? natGateways.get(fabric, position.nat) : undefined
  if (nat?.record.State !== 'pending') return []
  const { NatGatewayId = '' } = nat.record
  return [
    repair(`Wait until the NAT gateway ${NatGatewayId} is available.`, {
      ...ec2Request(nat, 'DescribeNatGateways', { NatGatewayIds: [NatGatewayId] }),
      waiter: 'nat-gateway-available',
    }),
  ]
}

/** Direct Connect guide, set-jumbo-frames-vif: 9001 bytes on a private virtual interface, 8500 on a transit one. */
function takeJumboFrames({ fabric, position }: Failure): Repair[] {
  if (position.kind !== 'virtual-interface-in' && position.kind !== 'virtual-interface-out') return []
  const held = virtualInterfaces.get(fabric, position.line)
  const sizes: Readonly<Record<string, number>> = { private: 9001, transit: 8500 }
  const mtu = sizes[held?.record.virtualInterfaceType ?? '']
  if (!held || mtu === undefined || held.record.mtu === mtu) return []
  const input = { virtualInterfaceId: position.line, mtu }
  return [
    repair(
      `Let the virtual interface ${position.line} take packets of ${mtu} bytes.`,
      requestTo('directconnect', held, 'UpdateVirtualInterfaceAttributes', input),
    ),
  ]
}
