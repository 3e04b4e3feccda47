import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { groupsFor } from './interface-groups.ts'
import { closeInterface, type NetworkInterface, networkInterfaces } from './network-interfaces.ts'
import { releaseAddress, takeAddress } from './private-addresses.ts'
import { subnets } from './subnets.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import {
  openEndpointInterface,
  type Place,
  readIpType,
  readPlaces,
  requireOnePerZone,
} from './vpc-endpoint-places.ts'
import { type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

// Changes to an endpoint that has network interfaces: its subnets, its groups and its kind of addresses.

type Request = Ec2.ModifyVpcEndpointRequest

export interface PlaceRules {
  requireZones(places: readonly Place[]): void
  requireType(type: Ec2.IpAddressType, placed: readonly Ec2.Subnet[]): void
}

export interface Placed {
  readonly subnets: readonly Ec2.Subnet[]
  readonly interfaces: readonly string[]
  readonly groups: readonly Ec2.GroupIdentifier[]
  readonly type: Ec2.IpAddressType
}

/** Carries out what a request asks of an endpoint's interfaces, and says what it has then. */
export function changeInterfaces(
  ctx: Context,
  endpoint: VpcEndpoint,
  input: Request,
  rules: PlaceRules,
): Placed {
  const { record } = endpoint
  const vpcId = record.VpcId ?? ''
  const before = readIpType(record.IpAddressType?.toLowerCase())
  const removed = input.RemoveSubnetIds ?? []
  requireOwn(record.SubnetIds ?? [], removed, 'subnet')
  const kept = (record.SubnetIds ?? [])
    .filter((id) => !removed.includes(id))
    .map((id) => subnets.get(ctx, id)?.record)
    .filter((subnet) => subnet !== undefined)
  const added = readAdded(ctx, vpcId, input, kept)
  rules.requireZones(added)
  requireOnePerZone(added, kept)
  const type = readIpType(input.IpAddressType ?? before)
  const placed = [...kept, ...added.map(({ subnet }) => subnet)]
  if (added.length || type !== before) rules.requireType(type, placed)
  const groups = changeGroups(ctx, vpcId, record.Groups ?? [], input)

  const existing = interfacesOf(ctx, endpoint)
  for (const eni of existing) {
    if (removed.includes(eni.record.SubnetId ?? '')) closeInterface(ctx, networkInterfaces.idOf(eni))
  }
  const replaced = readReplaced(input, kept)
  const open = (place: Place) =>
    openEndpointInterface(ctx, { endpoint: vpcEndpoints.idOf(endpoint), place, type, groups })
  const opened = [
    ...kept.map((subnet) => {
      const eni = existing.find((one) => one.record.SubnetId === subnet.SubnetId)!
      const place = replaced.find((one) => one.subnet.SubnetId === subnet.SubnetId)
      if (!place)
        return changeAddresses(
          ctx,
          groups === record.Groups ? eni : withGroups(ctx, eni, groups),
          subnet,
          type,
        )
      // PrivateLink guide, interface-endpoints: other addresses mean another interface.
      closeInterface(ctx, networkInterfaces.idOf(eni))
      return open(place)
    }),
    ...added.map(open),
  ]
  return { subnets: placed, interfaces: opened.map((eni) => networkInterfaces.idOf(eni)), groups, type }
}

const interfacesOf = (ctx: Context, { record }: VpcEndpoint): NetworkInterface[] =>
  (record.NetworkInterfaceIds ?? [])
    .map((id) => networkInterfaces.get(ctx, id))
    .filter((eni) => eni !== undefined)

function requireOwn(has: readonly string[], asked: readonly string[], noun: string): void {
  const odd = asked.find((id) => !has.includes(id))
  if (odd !== undefined) throw badEndpoint(`The ${noun} ${odd} is not associated with the VPC endpoint.`)
}

/** New subnets; configurations of subnets that the endpoint has are not for these. */
function readAdded(ctx: Context, vpcId: string, input: Request, kept: readonly Ec2.Subnet[]): Place[] {
  const ids = input.AddSubnetIds ?? []
  const others = (input.SubnetConfigurations ?? []).filter(
    (one) => !kept.some((subnet) => subnet.SubnetId === one.SubnetId) || ids.includes(one.SubnetId ?? ''),
  )
  return ids.length || others.length ? readPlaces(ctx, vpcId, ids, others) : []
}

function readReplaced(input: Request, kept: readonly Ec2.Subnet[]): Place[] {
  return (input.SubnetConfigurations ?? []).flatMap((one) => {
    const subnet = kept.find((each) => each.SubnetId === one.SubnetId)
    return subnet ? [{ subnet, ipv4: one.Ipv4, ipv6: one.Ipv6 }] : []
  })
}

function changeGroups(
  ctx: Context,
  vpcId: string,
  before: readonly Ec2.SecurityGroupIdentifier[],
  { AddSecurityGroupIds = [], RemoveSecurityGroupIds = [] }: Request,
): readonly Ec2.GroupIdentifier[] {
  if (!AddSecurityGroupIds.length && !RemoveSecurityGroupIds.length) return before
  const ids = before.map((one) => one.GroupId ?? '')
  requireOwn(ids, RemoveSecurityGroupIds, 'security group')
  const after = [...ids.filter((id) => !RemoveSecurityGroupIds.includes(id)), ...AddSecurityGroupIds]
  if (!after.length)
    throw badEndpoint('At least one security group must be associated with the VPC endpoint.')
  return groupsFor(ctx, vpcId, after, {
    elsewhere: (group) =>
      badEndpoint(`Security group ${group} and VPC ${vpcId} belong to different networks.`),
  })
}

const withGroups = (ctx: Context, eni: NetworkInterface, Groups: readonly Ec2.GroupIdentifier[]) =>
  networkInterfaces.update(ctx, eni, { Groups })

/** Gives an interface an IPv6 address or takes it away; its IPv4 address stays. */
function changeAddresses(
  ctx: Context,
  eni: NetworkInterface,
  subnet: Ec2.Subnet,
  type: Ec2.IpAddressType,
): NetworkInterface {
  const { Ipv6Addresses = [] } = eni.record
  if (type === 'ipv4' && Ipv6Addresses.length) {
    for (const { Ipv6Address = '' } of Ipv6Addresses) {
      releaseAddress(ctx.store, subnet.SubnetId ?? '', Ipv6Address)
    }
    return networkInterfaces.update(ctx, eni, {
      Ipv6Addresses: [],
      Ipv6Address: undefined,
      DenyAllIgwTraffic: undefined,
    })
  }
  if (type !== 'dualstack' || Ipv6Addresses.length) return eni
  const Ipv6Address = takeAddress(ctx.store, subnet, networkInterfaces.idOf(eni), 6)
  return networkInterfaces.update(ctx, eni, {
    Ipv6Addresses: [{ Ipv6Address, IsPrimaryIpv6: false }],
    Ipv6Address,
    DenyAllIgwTraffic: true,
  })
}
