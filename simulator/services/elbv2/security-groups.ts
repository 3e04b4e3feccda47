import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { defaultGroupOf, securityGroups } from '../ec2/security-groups.ts'
import { invalidConfiguration } from './errors.ts'

/** The security groups that a new load balancer has. */
export function groupsForNew(
  ctx: Context,
  type: Elbv2.LoadBalancerTypeEnum,
  vpc: string,
  ids: readonly string[] | undefined,
): string[] {
  if (ids?.length) {
    if (type === 'gateway') throw groupsNotSupported(type)
    return requireGroups(ctx, vpc, ids)
  }
  // Application Load Balancer guide, application-load-balancers: without any, it has the VPC's default group.
  const own = type === 'application' ? defaultGroupOf(ctx, vpc)?.record.GroupId : undefined
  return own === undefined ? [] : [own]
}

const groupsNotSupported = (type: string) =>
  invalidConfiguration(`Security groups are not supported for load balancers with type '${type}'`)

/** The groups named, if they are of the load balancer's VPC. */
export function requireGroups(ctx: Context, vpc: string, ids: readonly string[]): string[] {
  const distinct = [...new Set(ids)]
  for (const id of distinct) {
    const group = securityGroups.find(ctx, id)
    if (!group) throw new AwsError('InvalidSecurityGroup', `The security group '${id}' does not exist`)
    if (group.record.VpcId !== vpc) throw invalidConfiguration('One or more security groups are invalid')
  }
  if (distinct.length > ctx.limit('security-groups-per-eni')) {
    throw invalidConfiguration('The maximum number of security groups per load balancer has been reached.')
  }
  return distinct
}
