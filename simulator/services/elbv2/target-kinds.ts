import { AwsError } from '../../api/error.ts'
import type { Ec2, Elbv2 } from '../../api/generated/types.d.ts'
import { contains, formatAddress, parseAddress } from '../../kernel/address.ts'
import { zonesOf } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { instances, stateOf } from '../ec2/instances.ts'
import { subnets } from '../ec2/subnets.ts'
import { validationError } from './errors.ts'
import { listenerOnPort } from './listeners.ts'
import { requireLoadBalancer } from './load-balancers.ts'
import { genevePort } from './target-group-creation.ts'
import type { Registration } from './targets.ts'

// What may be registered with a target group, by the group's target type.

type NewTarget = Pick<Registration, 'id' | 'port' | 'zone'>

export function requireTargets(
  ctx: Context,
  group: Elbv2.TargetGroup,
  asked: readonly Elbv2.TargetDescription[],
): NewTarget[] {
  for (const target of asked) requirePort(group, target)
  if (group.TargetType === 'ip') return asked.map((target) => requireAddress(ctx, group, target))
  if (group.TargetType === 'alb') return asked.map((target) => requireBalancer(ctx, group, target))
  return requireInstances(ctx, group, asked)
}

function requirePort(group: Elbv2.TargetGroup, { Port, QuicServerId }: Elbv2.TargetDescription): void {
  // API reference, TargetDescription: "If the target group protocol is GENEVE, the supported port is 6081."
  if (group.Protocol === 'GENEVE' && Port !== undefined && Port !== genevePort) {
    throw validationError(
      `Port '${Port}' is not supported with the GENEVE protocol; it must be '${genevePort}'`,
    )
  }
  if (QuicServerId !== undefined) {
    throw validationError(`A QUIC server ID cannot be specified with the ${group.Protocol} protocol`)
  }
}

const portOf = (group: Elbv2.TargetGroup, { Port = group.Port }: Elbv2.TargetDescription): number => Port ?? 0

function requireInstances(
  ctx: Context,
  group: Elbv2.TargetGroup,
  asked: readonly Elbv2.TargetDescription[],
): NewTarget[] {
  for (const { Id = '', AvailabilityZone } of asked) {
    if (!/^i-[0-9a-f]+$/.test(Id)) throw validationError(`Instance ID '${Id}' is not valid`)
    if (AvailabilityZone !== undefined) {
      throw validationError(
        "An Availability Zone cannot be specified for targets in target groups with target type 'instance'",
      )
    }
  }
  const ids = [...new Set(asked.map(({ Id = '' }) => Id))]
  const refuse = (words: string, wrong: readonly string[]) => {
    if (wrong.length)
      throw new AwsError('InvalidTarget', `The following targets are ${words}: ${quoted(wrong)}`)
  }
  refuse(
    'not valid instances',
    ids.filter((id) => !instances.find(ctx, id)),
  )
  // These two are quoted in issues.
  refuse(
    `not in the target group VPC '${group.VpcId}'`,
    ids.filter((id) => instances.get(ctx, id)!.record.VpcId !== group.VpcId),
  )
  refuse(
    'not in a running state and cannot be registered',
    ids.filter((id) => stateOf(instances.get(ctx, id)!) !== 'running'),
  )
  return asked.map((target) => ({ id: target.Id ?? '', port: portOf(group, target) }))
}

const quoted = (ids: readonly string[]): string => ids.map((id) => `'${id}'`).join(', ')

// API reference, CreateTargetGroup: addresses of the VPC's subnets, and of these ranges.
const otherRanges = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16']

function requireAddress(ctx: Context, group: Elbv2.TargetGroup, target: Elbv2.TargetDescription): NewTarget {
  const { Id = '', AvailabilityZone: zone } = target
  const address = parseAddress(Id)
  const family = group.IpAddressType === 'ipv6' ? 'IPv6' : 'IPv4'
  if (address === undefined || (typeof address === 'number') !== (family === 'IPv4')) {
    throw validationError(`The IP address '${Id}' is not a valid ${family} address`)
  }
  const id = formatAddress(address)
  const port = portOf(group, target)
  const subnet = subnetWith(ctx, group.VpcId ?? '', id)
  if (subnet) return { id, port, zone: requireOwnZone(id, zone, subnet) }
  if (family === 'IPv6' || !otherRanges.some((range) => contains(range, id))) {
    throw validationError(
      `The IP address '${id}' is not within the VPC '${group.VpcId}' or within the ranges ${otherRanges.join(', ')}`,
    )
  }
  // Quoted in issues, as are the next two.
  if (zone === undefined) {
    throw validationError(
      `The Availability Zone is required for IP address '${id}' because it is not in the VPC`,
    )
  }
  if (zone === 'all' || zonesOf(ctx.account, ctx.region).some(({ name }) => name === zone)) {
    return { id, port, zone }
  }
  throw validationError(
    `You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '${id}' is outside the VPC`,
  )
}

function requireOwnZone(id: string, zone: string | undefined, { AvailabilityZone = '' }: Ec2.Subnet): string {
  if (zone === undefined || zone === AvailabilityZone) return AvailabilityZone
  throw validationError(
    `The IP address '${id}' is within the VPC, and cannot have its Availability Zone overridden to '${zone}' from '${AvailabilityZone}'`,
  )
}

/** The subnet of a VPC that an address lies in. AWS looks at subnets here, not at the VPC's blocks. */
export function subnetWith(
  ctx: Pick<Context, 'store'>,
  vpc: string,
  address: string,
): Ec2.Subnet | undefined {
  const blocks = ({ CidrBlock, Ipv6CidrBlockAssociationSet = [] }: Ec2.Subnet) =>
    [CidrBlock, ...Ipv6CidrBlockAssociationSet.map((one) => one.Ipv6CidrBlock)].filter(
      (block) => block !== undefined,
    )
  return subnets
    .by(ctx, 'vpc', vpc)
    .find(({ record }) => blocks(record).some((block) => contains(block, address)))?.record
}

function requireBalancer(ctx: Context, group: Elbv2.TargetGroup, target: Elbv2.TargetDescription): NewTarget {
  const { Id = '', AvailabilityZone } = target
  const { record } = requireLoadBalancer(ctx, Id)
  if (AvailabilityZone !== undefined) {
    throw validationError(
      "An Availability Zone cannot be specified for targets in target groups with target type 'alb'",
    )
  }
  if (record.Type !== 'application') {
    throw new AwsError('InvalidTarget', `The following targets are not Application Load Balancers: '${Id}'`)
  }
  if (record.VpcId !== group.VpcId) {
    throw new AwsError(
      'InvalidTarget',
      `The following targets are not in the target group VPC '${group.VpcId}': '${Id}'`,
    )
  }
  const port = portOf(group, target)
  // Quoted in issues.
  if (port !== group.Port || !listenerOnPort(ctx, Id, port)) {
    throw validationError(
      'If the target type is ALB, the target must have at least one listener that matches the target group port or any specified port overrides',
    )
  }
  return { id: Id, port }
}

/** The zone that a registered target is in; none for a load balancer. */
export const zoneOfTarget = (ctx: Pick<Context, 'store'>, { id, zone }: NewTarget): string | undefined =>
  zone ?? instances.get(ctx, id)?.record.Placement?.AvailabilityZone
