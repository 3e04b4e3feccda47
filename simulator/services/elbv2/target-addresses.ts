import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { interfacesOf } from '../ec2/network-interfaces.ts'
import { loadBalancers } from './load-balancers.ts'
import { nodeInterfaces } from './node-interfaces.ts'

export interface TargetAddress {
  readonly address: string
  /** The zone that the address is in, by its name; unknown for an address that was registered as such. */
  readonly zone?: string | undefined
}

/**
 * Where a target group's target is: the primary address of an instance's first interface, the address that was
 * registered, every node of an Application Load Balancer. None for a target that is gone.
 */
export function addressesOfTarget(
  ctx: Pick<Context, 'store'>,
  { TargetType, IpAddressType }: Elbv2.TargetGroup,
  id: string,
): readonly TargetAddress[] {
  if (TargetType === 'ip') return [{ address: id }]
  const balancer = TargetType === 'alb' ? loadBalancers.get(ctx, id) : undefined
  const interfaces = balancer ? nodeInterfaces(ctx, balancer) : interfacesOf(ctx, id).slice(0, 1)
  return interfaces.flatMap((eni) => {
    const { PrivateIpAddress, Ipv6Addresses, AvailabilityZone: zone } = eni.record
    const address = IpAddressType === 'ipv6' ? Ipv6Addresses?.[0]?.Ipv6Address : PrivateIpAddress
    return address === undefined ? [] : [{ address, zone }]
  })
}
