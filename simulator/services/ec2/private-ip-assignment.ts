import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { ipv4Count, wantedAddresses } from './interface-address-requests.ts'
import { releasePrefix, takeAddresses, takePrefixes } from './interface-addresses.ts'
import { dropAssociation, moveElasticAddress } from './interface-associations.ts'
import { addressCountsOf, requireAddressCounts, typeBehind } from './interface-limits.ts'
import { refuseManaged } from './network-interface-attributes.ts'
import { type NetworkInterface, networkInterfaces } from './network-interfaces.ts'
import { addressInUse, holderOf, releaseAddress } from './private-addresses.ts'
import { subnets } from './subnets.ts'

export const assignPrivateIpAddresses = operation(
  'ec2',
  'AssignPrivateIpAddresses',
  { fidelity: 'exact', source: 'EC2 API reference, AssignPrivateIpAddresses' },
  (input, ctx) => {
    const eni = networkInterfaces.require(ctx, input.NetworkInterfaceId)
    refuseManaged(eni)
    const wanted = wantedAddresses({
      PrivateIpAddresses: input.PrivateIpAddresses?.map((PrivateIpAddress) => ({ PrivateIpAddress })),
      SecondaryPrivateIpAddressCount: input.SecondaryPrivateIpAddressCount,
      Ipv4Prefixes: input.Ipv4Prefixes?.map((Ipv4Prefix) => ({ Ipv4Prefix })),
      Ipv4PrefixCount: input.Ipv4PrefixCount,
    })
    const added = ipv4Count(wanted) - 1
    if (added === 0) throw missingParameter('privateIpAddress or secondaryPrivateIpAddressCount')
    const { ipv4, ipv6 } = addressCountsOf(eni.record)
    requireAddressCounts(typeBehind(ctx, eni.record), { ipv4: ipv4 + added, ipv6 })

    const { SubnetId = '', NetworkInterfaceId = '' } = eni.record
    const { record: subnet } = subnets.get(ctx, SubnetId)!
    const moved = wanted.secondary.map((address) =>
      takeFromOther(ctx, eni, address, input.AllowReassignment === true),
    )
    const { store } = ctx
    const { secondary, secondaryCount, ipv4Prefixes, ipv4PrefixCount } = wanted
    const addresses = takeAddresses(store, subnet, NetworkInterfaceId, 4, secondary, secondaryCount)
    const prefixes = takePrefixes(store, subnet, NetworkInterfaceId, 4, ipv4Prefixes, ipv4PrefixCount)
    const assigned = addresses.map((PrivateIpAddress, index) => ({
      ...(moved[index] && { Association: moved[index] }),
      Primary: false,
      PrivateIpAddress,
    }))
    networkInterfaces.update(ctx, eni, {
      PrivateIpAddresses: [...(eni.record.PrivateIpAddresses ?? []), ...assigned],
      ...(prefixes.length && {
        Ipv4Prefixes: [...(eni.record.Ipv4Prefixes ?? []), ...prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix }))],
      }),
    })
    return {
      NetworkInterfaceId,
      ...(addresses.length && {
        AssignedPrivateIpAddresses: addresses.map((PrivateIpAddress) => ({ PrivateIpAddress })),
      }),
      ...(prefixes.length && { AssignedIpv4Prefixes: prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })) }),
    }
  },
)

export const unassignPrivateIpAddresses = operation(
  'ec2',
  'UnassignPrivateIpAddresses',
  { fidelity: 'exact', source: 'EC2 API reference, UnassignPrivateIpAddresses' },
  ({ NetworkInterfaceId, PrivateIpAddresses, Ipv4Prefixes }, ctx) => {
    const eni = networkInterfaces.require(ctx, NetworkInterfaceId)
    refuseManaged(eni)
    if (!PrivateIpAddresses?.length && !Ipv4Prefixes?.length) throw missingParameter('privateIpAddress')
    const had = eni.record.Ipv4Prefixes ?? []
    for (const prefix of Ipv4Prefixes ?? []) {
      if (!had.some((one) => one.Ipv4Prefix === prefix)) throw notAssigned(prefix, eni.record)
      releasePrefix(ctx.store, eni.record.SubnetId ?? '', prefix)
    }
    const left = had.filter((one) => !Ipv4Prefixes?.includes(one.Ipv4Prefix ?? ''))
    const changed = networkInterfaces.update(ctx, eni, { Ipv4Prefixes: left.length ? left : undefined })
    for (const address of PrivateIpAddresses ?? []) unassign(ctx, changed, address)
    return {}
  },
)

function unassign(ctx: Context, { record: { NetworkInterfaceId } }: NetworkInterface, address: string): void {
  const eni = networkInterfaces.require(ctx, NetworkInterfaceId)
  const { PrivateIpAddresses = [], SubnetId = '' } = eni.record
  const assigned = PrivateIpAddresses.find((one) => one.PrivateIpAddress === address)
  if (!assigned) throw notAssigned(address, eni.record)
  if (assigned.Primary) {
    throw invalidParameter('The primary private IP address of a network interface cannot be unassigned.')
  }
  if (assigned.Association) dropAssociation(ctx, assigned.Association)
  releaseAddress(ctx.store, SubnetId, address)
  networkInterfaces.update(ctx, eni, {
    PrivateIpAddresses: PrivateIpAddresses.filter((one) => one.PrivateIpAddress !== address),
  })
}

/**
 * Takes an address from the interface that has it, where the request allows that. "When you move a secondary private
 * IP address to another network interface, any Elastic IP address that is associated with the IP address is also
 * moved" (AssignPrivateIpAddresses), so what was associated is handed on.
 */
function takeFromOther(
  ctx: Context,
  eni: NetworkInterface,
  address: string,
  mayReassign: boolean,
): Ec2.NetworkInterfaceAssociation | undefined {
  const { SubnetId = '' } = eni.record
  const holder = holderOf(ctx.store, SubnetId, address)
  const other = holder === undefined ? undefined : networkInterfaces.get(ctx, holder)
  if (!other || !mayReassign) return undefined
  const { PrivateIpAddresses = [], RequesterManaged } = other.record
  const assigned = PrivateIpAddresses.find((one) => one.PrivateIpAddress === address)
  const canMove = !RequesterManaged && holder !== eni.record.NetworkInterfaceId
  if (!canMove || !assigned || assigned.Primary) {
    throw addressInUse(address)
  }
  releaseAddress(ctx.store, SubnetId, address)
  networkInterfaces.update(ctx, other, {
    PrivateIpAddresses: PrivateIpAddresses.filter((one) => one !== assigned),
  })
  if (assigned.Association) moveElasticAddress(ctx, assigned.Association, eni.record)
  return assigned.Association
}

const notAssigned = (address: string, { NetworkInterfaceId }: Ec2.NetworkInterface) =>
  invalidParameter(
    `Some of the specified addresses are not assigned to interface ${NetworkInterfaceId}: ${address}`,
  )
