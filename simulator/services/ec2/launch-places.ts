import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { rollBelow } from '../../kernel/random.ts'
import { zonesOf } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { requireNamedGroup } from './security-groups.ts'
import { defaultSubnetOf, subnets } from './subnets.ts'
import { defaultVpcOf } from './vpcs.ts'

// Where an instance is launched: the subnet of the request, or a default subnet.

export function subnetFor(
  ctx: Context,
  subnetId: string | undefined,
  placement: Ec2.Placement | undefined,
): Ec2.Subnet {
  const zone = zoneOf(ctx, placement)
  if (subnetId !== undefined) {
    const { record } = subnets.require(ctx, subnetId)
    if (zone !== undefined && zone !== record.AvailabilityZone) {
      throw invalidParameter(
        `Value (${zone}) for parameter availabilityZone is invalid. Subnet '${subnetId}' is in the availability zone ${record.AvailabilityZone}`,
      )
    }
    return record
  }
  const vpc = defaultVpcOf(ctx)
  if (!vpc) {
    throw new AwsError(
      'VPCIdNotSpecified',
      'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
    )
  }
  if (zone !== undefined) {
    const subnet = defaultSubnetOf(ctx, zone)
    if (subnet) return subnet.record
    throw new AwsError('MissingInput', `No default subnet for availability zone: '${zone}'.`)
  }
  // "If you do not specify a subnet ID, we choose a default subnet from your default VPC for you."
  const offered = zonesOf(ctx.account, ctx.region)
    .map(({ name }) => defaultSubnetOf(ctx, name)?.record)
    .filter((subnet) => subnet !== undefined)
  const chosen = offered[offered.length ? rollBelow(ctx.store, offered.length) : 0]
  if (chosen) return chosen
  throw new AwsError(
    'MissingInput',
    `No subnets found for the default VPC '${vpc.record.VpcId}'. Please specify a subnet.`,
  )
}

function zoneOf(
  ctx: Context,
  { AvailabilityZone, AvailabilityZoneId }: Ec2.Placement = {},
): string | undefined {
  if (AvailabilityZone !== undefined && AvailabilityZoneId !== undefined) {
    throw invalidCombination('Only one of availabilityZone and availabilityZoneId can be specified.')
  }
  const zones = zonesOf(ctx.account, ctx.region)
  if (AvailabilityZone !== undefined) {
    if (zones.some(({ name }) => name === AvailabilityZone)) return AvailabilityZone
    throw invalidParameter(`Invalid availability zone: [${AvailabilityZone}]`)
  }
  if (AvailabilityZoneId === undefined) return undefined
  const zone = zones.find(({ id }) => id === AvailabilityZoneId)
  if (zone) return zone.name
  throw invalidParameter(`Invalid availability zone-id: [${AvailabilityZoneId}]`)
}

/** The groups of a request by id; names stand for groups of the default VPC. */
export function groupIdsOf(
  ctx: Context,
  { SecurityGroupIds = [], SecurityGroups = [], SubnetId }: Ec2.RunInstancesRequest,
): string[] {
  if (SecurityGroups.length && SubnetId !== undefined) {
    throw invalidCombination('The parameter groupName cannot be used with the parameter subnet')
  }
  // Observed, in the issues ansible/ansible#29519 and electronicarts/gatling-aws-maven-plugin#24.
  if (SecurityGroupIds.includes('')) {
    throw invalidParameter('Value () for parameter groupId is invalid. The value cannot be empty')
  }
  const named = SecurityGroups.map((name) => requireNamedGroup(ctx, name).record.GroupId ?? '')
  return [...SecurityGroupIds, ...named]
}
