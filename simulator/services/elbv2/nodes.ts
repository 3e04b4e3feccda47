import { AwsError } from '../../api/error.ts'
import type { Ec2, Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { bindElasticIp } from '../ec2/elastic-ip-association.ts'
import { anyAddress, type WantedAddresses } from '../ec2/interface-address-requests.ts'
import { takeAddresses } from '../ec2/interface-addresses.ts'
import {
  type NetworkInterface,
  networkInterfaces,
  openInterface,
  setAssociation,
  wholeSeconds,
} from '../ec2/network-interfaces.ts'
import { releaseAddress } from '../ec2/private-addresses.ts'
import { takePublicAddress } from '../ec2/public-addresses.ts'
import { subnets } from '../ec2/subnets.ts'
import { invalidConfiguration } from './errors.ts'
import { pathOf } from './names.ts'
import { type Place, requireAllocation, requireIpv6 } from './places.ts'

// The nodes of a load balancer: one network interface in each of its subnets. EC2 user guide, requester-managed-eni.

export interface Node {
  readonly subnet: string
  readonly interface: string
}

/** Makes the node of a load balancer in a subnet, with the addresses that were asked for. */
export function openNode(ctx: Context, balancer: Elbv2.LoadBalancer, place: Place): Node {
  const eni = openNodeInterface(ctx, balancer, place)
  const { NetworkInterfaceId = '', PrivateIpAddress = '' } = eni.record
  const isPublic =
    balancer.Scheme === 'internet-facing' && balancer.IpAddressType !== 'dualstack-without-public-ipv4'
  const { AllocationId } = place.mapping
  if (AllocationId !== undefined) {
    bindElasticIp(ctx, requireAllocation(ctx, AllocationId), eni, PrivateIpAddress)
  } else if (isPublic) {
    setAssociation(ctx, eni, PrivateIpAddress, {
      IpOwnerId: elasticLoadBalancing,
      PublicIp: takePublicAddress(ctx.store, ctx.region),
    })
  }
  return { subnet: place.subnet.SubnetId ?? '', interface: NetworkInterfaceId }
}

/** How EC2 names the service where an account's number is expected. */
const elasticLoadBalancing = 'amazon-elb'

function openNodeInterface(ctx: Context, balancer: Elbv2.LoadBalancer, place: Place): NetworkInterface {
  const { Type = 'application', SecurityGroups = [] } = balancer
  try {
    return openInterface(ctx, {
      subnet: place.subnet,
      groups: groupsNamed(ctx, SecurityGroups),
      addresses: wantedBy(balancer, place.mapping),
      description: `ELB ${pathOf(balancer)}`,
      interfaceType: interfaceTypes[Type],
      sourceDestCheck: Type === 'application',
      requesterId: elasticLoadBalancing,
      requesterManaged: true,
      ...(Type === 'application' && { attachment: attachment(ctx) }),
    })
  } catch (thrown) {
    // EC2's refusal of an address reaches the caller as the service's own.
    throw thrown instanceof AwsError ? invalidConfiguration(thrown.message) : thrown
  }
}

// EC2 API reference, NetworkInterface, InterfaceType; those of Application Load Balancers have no type of their own.
const interfaceTypes = {
  application: 'interface',
  network: 'network_load_balancer',
  gateway: 'gateway_load_balancer',
} as const

function attachment(ctx: Context): Ec2.NetworkInterfaceAttachment {
  return {
    AttachTime: wholeSeconds(ctx.now),
    AttachmentId: ctx.newId('eni-attach'),
    DeleteOnTermination: false,
    DeviceIndex: 1,
    NetworkCardIndex: 0,
    InstanceOwnerId: elasticLoadBalancing,
    Status: 'attached',
  }
}

function wantedBy(balancer: Elbv2.LoadBalancer, mapping: Elbv2.SubnetMapping): WantedAddresses {
  const { PrivateIPv4Address, IPv6Address, SourceNatIpv6Prefix = anyPrefix } = mapping
  const hasIpv6 = balancer.IpAddressType !== 'ipv4'
  const hasPrefix = balancer.EnablePrefixForIpv6SourceNat === 'on'
  const isAnyPrefix = SourceNatIpv6Prefix === anyPrefix
  return {
    ...anyAddress,
    primary: PrivateIPv4Address,
    ipv6: IPv6Address === undefined ? [] : [IPv6Address],
    ipv6Count: hasIpv6 && IPv6Address === undefined ? 1 : 0,
    ipv6Prefixes: hasPrefix && !isAnyPrefix ? [SourceNatIpv6Prefix] : [],
    ipv6PrefixCount: hasPrefix && isAnyPrefix ? 1 : 0,
    ipv6Unsaid: false,
  }
}

/** API reference, SubnetMapping: a prefix "selected at random from the subnet CIDR block". */
const anyPrefix = 'auto_assigned'

const groupsNamed = (ctx: Context, ids: readonly string[]): Ec2.GroupIdentifier[] =>
  ids.map((GroupId) => {
    const group = ctx.families.ofId(GroupId)?.get(ctx, GroupId)
    return { GroupId, GroupName: String(group?.record['GroupName'] ?? '') }
  })

/** The zone of a node as the load balancer's record tells of it. */
export function zoneOf(ctx: Context, node: Node, { subnet, mapping }: Place): Elbv2.AvailabilityZone {
  const eni = networkInterfaces.get(ctx, node.interface)!.record
  const prefixes = (eni.Ipv6Prefixes ?? []).map((one) => one.Ipv6Prefix ?? '')
  return {
    ZoneName: subnet.AvailabilityZone,
    SubnetId: subnet.SubnetId,
    LoadBalancerAddresses: addressesOf(eni, mapping),
    ...(prefixes.length && { SourceNatIpv6Prefixes: prefixes }),
  }
}

// Only addresses that somebody asked for are told; the others may change.
function addressesOf(eni: Ec2.NetworkInterface, mapping: Elbv2.SubnetMapping): Elbv2.LoadBalancerAddress[] {
  const { AllocationId, PrivateIPv4Address, IPv6Address } = mapping
  if (AllocationId === undefined && PrivateIPv4Address === undefined && IPv6Address === undefined) return []
  return [
    {
      ...(AllocationId !== undefined && { IpAddress: eni.Association?.PublicIp, AllocationId }),
      ...(PrivateIPv4Address !== undefined && { PrivateIPv4Address }),
      ...(IPv6Address !== undefined && { IPv6Address: eni.Ipv6Address }),
    },
  ]
}

export function setGroupsOfNodes(ctx: Context, nodes: readonly Node[], groups: readonly string[]): void {
  for (const node of nodes) {
    const eni = networkInterfaces.get(ctx, node.interface)
    if (eni) networkInterfaces.update(ctx, eni, { Groups: groupsNamed(ctx, groups) })
  }
}

/** Gives each node an IPv6 address, or takes them away. */
export function setIpv6OfNodes(ctx: Context, nodes: readonly Node[], wanted: boolean): void {
  for (const node of nodes) {
    const eni = networkInterfaces.get(ctx, node.interface)
    const subnet = subnets.get(ctx, node.subnet)?.record
    if (!eni || !subnet) continue
    const had = eni.record.Ipv6Addresses ?? []
    if (wanted) requireIpv6(subnet)
    if (wanted && !had.length) {
      const [Ipv6Address = ''] = takeAddresses(ctx.store, subnet, node.interface, 6, [], 1)
      const Ipv6Addresses = [{ Ipv6Address, IsPrimaryIpv6: false }]
      networkInterfaces.update(ctx, eni, { Ipv6Address, Ipv6Addresses })
    } else if (!wanted) {
      for (const { Ipv6Address = '' } of had) releaseAddress(ctx.store, node.subnet, Ipv6Address)
      networkInterfaces.update(ctx, eni, { Ipv6Address: undefined, Ipv6Addresses: [] })
    }
  }
}
