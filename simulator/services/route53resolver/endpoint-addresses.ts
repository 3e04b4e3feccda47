import type { Ec2, Route53resolver } from '../../api/generated/types.d.ts'
import { parseAddress, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { scramble } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { wantedAddresses } from '../ec2/interface-address-requests.ts'
import { networkInterfaces, openInterface } from '../ec2/network-interfaces.ts'
import { isTaken } from '../ec2/private-addresses.ts'
import { subnets } from '../ec2/subnets.ts'
import type { EndpointAddress } from './endpoints.ts'
import { alreadyExists, invalidParameter, invalidRequest } from './errors.ts'

// The addresses of an endpoint: each is a network interface of its own in one subnet.

interface WantedAddress {
  readonly SubnetId?: string | undefined
  readonly Ip?: string | undefined
  readonly Ipv6?: string | undefined
}

/** The subnet in which an endpoint is to have an address. */
export function requireSubnet(ctx: Context, id: string | undefined): Ec2.Subnet {
  const subnet = subnets.find(ctx, id ?? '')
  if (subnet) return subnet.record
  throw invalidParameter(`The subnet ID '${id}' does not exist`, 'SubnetId')
}

interface Home {
  readonly endpoint: string
  readonly type: Route53resolver.ResolverEndpointType
  readonly groups: readonly Ec2.GroupIdentifier[]
}

/** Gives an endpoint an address: the one asked for, or any of the subnet. */
export function openAddress(ctx: Context, wanted: WantedAddress, home: Home): EndpointAddress {
  const subnet = requireSubnet(ctx, wanted.SubnetId)
  checkAddress(ctx, subnet, wanted.Ip)
  checkAddress(ctx, subnet, wanted.Ipv6)
  const { endpoint, type, groups } = home
  const hasIpv6 = subnet.Ipv6CidrBlockAssociationSet?.some(
    ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated',
  )
  if (type !== 'IPV4' && !hasIpv6) {
    throw invalidRequest(`The subnet '${subnet.SubnetId}' does not have an IPv6 CIDR block`)
  }
  const IpId = ctx.newId('rni')
  const eni = openInterface(ctx, {
    subnet,
    groups,
    addresses: wantedAddresses({
      PrivateIpAddress: wanted.Ip,
      ...(type !== 'IPV4' &&
        (wanted.Ipv6 === undefined
          ? { Ipv6AddressCount: 1 }
          : { Ipv6Addresses: [{ Ipv6Address: wanted.Ipv6 }] })),
    }),
    description: `Route 53 Resolver: ${endpoint}:${IpId}`,
    requesterId: requesterOf(ctx.region),
    requesterManaged: true,
  })
  const { PrivateIpAddress, Ipv6Address } = eni.record
  return {
    interface: networkInterfaces.idOf(eni),
    response: {
      IpId,
      SubnetId: subnet.SubnetId,
      ...(type !== 'IPV6' && { Ip: PrivateIpAddress }),
      ...(type !== 'IPV4' && { Ipv6: Ipv6Address }),
      Status: 'CREATING',
      StatusMessage: 'This IP address is being created.',
      CreationTime: timestamp(ctx.now),
      ModificationTime: timestamp(ctx.now),
    },
  }
}

// The account of AWS's in whose name the Resolver makes interfaces in a Region.
const requesterOf = (region: string): string =>
  `40${String(scramble(`route53resolver/${region}`)[0]).padStart(10, '0')}`

function checkAddress(ctx: Context, subnet: Ec2.Subnet, address: string | undefined): void {
  if (address === undefined) return
  const blocks = [
    subnet.CidrBlock,
    ...(subnet.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ]
  if (!blocks.some((block) => isUsable(block, address))) {
    throw invalidRequest(
      `[RSLVR-00405] IP address '${address}' is either not in subnet '${subnet.SubnetId}' CIDR range or is reserved`,
    )
  }
  if (!isTaken(ctx.store, subnet.SubnetId ?? '', address)) return
  throw alreadyExists(
    `The IP address '${address}' in subnet '${subnet.SubnetId}' is already in use`,
    'IpAddress',
  )
}

// VPC user guide, subnet-sizing: the first four addresses and the last one are AWS's own.
function isUsable(block: string | undefined, text: string): boolean {
  const prefix = parsePrefix(block ?? '')?.prefix
  const address = parseAddress(text)
  if (!prefix || address === undefined || typeof address !== typeof prefix.first) return false
  const offset = Number(BigInt(address) - BigInt(prefix.first))
  return prefixContains(prefix, address) && offset >= 4 && address !== prefix.last
}
