import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { privateDnsName, publicDnsName } from './public-addresses.ts'
import { vpcs } from './vpcs.ts'

/**
 * The interface with the DNS names that it has at this moment. VPC user guide, vpc-dns: they follow the VPC's attribute
 * for DNS host names; while it is off, the public name is empty.
 */
export function withDnsNames<S extends object>(
  { record, region }: Held<Ec2.NetworkInterface, S>,
  ctx: Pick<Context, 'store'>,
): Ec2.NetworkInterface {
  const named = hasHostNames(ctx, record.VpcId)
  const privateName = (address: string | undefined) =>
    named && address !== undefined ? { PrivateDnsName: privateDnsName(region, address) } : {}
  const association = (one: Ec2.NetworkInterfaceAssociation | undefined) =>
    one && {
      Association: {
        ...one,
        PublicDnsName: named && one.PublicIp !== undefined ? publicDnsName(region, one.PublicIp) : '',
      },
    }
  return {
    ...record,
    ...association(record.Association),
    ...privateName(record.PrivateIpAddress),
    ...(record.PrivateIpAddresses && {
      PrivateIpAddresses: record.PrivateIpAddresses.map((one) => ({
        ...one,
        ...association(one.Association),
        ...privateName(one.PrivateIpAddress),
      })),
    }),
  }
}

const hasHostNames = (ctx: Pick<Context, 'store'>, vpc: string | undefined): boolean =>
  vpcs.get(ctx, vpc ?? '')?.side.dnsHostnames ?? false
