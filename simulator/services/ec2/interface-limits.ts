import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { instanceTypeOf, instanceTypes } from '../../world/catalogue/instance-types.ts'
import type { Context } from '../context.ts'
import { instances } from './instances.ts'

// EC2 user guide, AvailableIpPerENI: how many interfaces an instance type has, and how many addresses on each. A
// prefix counts as one address.

export function requireInterfaceCount(type: string, count: number): void {
  const most = instanceTypeOf(type)?.maxEni
  if (most === undefined || count <= most) return
  throw new AwsError('AttachmentLimitExceeded', `Interface count ${count} exceeds the limit for ${type}`)
}

interface AddressCounts {
  readonly ipv4: number
  readonly ipv6: number
}

/** What an interface may have that is attached to nothing yet: as much as the largest instance would take. */
const mostOnAnyInterface = {
  ipv4PerEni: Math.max(...instanceTypes.map((type) => type.ipv4PerEni)),
  ipv6PerEni: Math.max(...instanceTypes.map((type) => type.ipv6PerEni)),
}

export function requireAddressCounts(type: string | undefined, { ipv4, ipv6 }: AddressCounts): void {
  const limits = type === undefined ? mostOnAnyInterface : instanceTypeOf(type)
  if (!limits) return
  if (ipv4 > limits.ipv4PerEni) {
    throw new AwsError('PrivateIpAddressLimitExceeded', 'Number of private addresses will exceed limit.')
  }
  if (ipv6 > limits.ipv6PerEni) {
    throw new AwsError('Ipv6AddressLimitExceeded', 'Number of IPv6 addresses will exceed limit.')
  }
}

export const addressCountsOf = (eni: Ec2.NetworkInterface): AddressCounts => ({
  ipv4: (eni.PrivateIpAddresses?.length ?? 0) + (eni.Ipv4Prefixes?.length ?? 0),
  ipv6: (eni.Ipv6Addresses?.length ?? 0) + (eni.Ipv6Prefixes?.length ?? 0),
})

/** The type of the instance that an interface is attached to. */
export const typeBehind = (ctx: Context, eni: Ec2.NetworkInterface): string | undefined =>
  instances.get(ctx, eni.Attachment?.InstanceId ?? '')?.record.InstanceType
