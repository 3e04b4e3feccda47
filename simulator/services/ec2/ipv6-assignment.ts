import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatAddress, parseAddress } from '../../kernel/address.ts'
import { operation } from '../operation.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { ipv6Count, wantedAddresses } from './interface-address-requests.ts'
import { releasePrefix, takeAddresses, takePrefixes } from './interface-addresses.ts'
import { addressCountsOf, requireAddressCounts, typeBehind } from './interface-limits.ts'
import { refuseManaged } from './network-interface-attributes.ts'
import { networkInterfaces } from './network-interfaces.ts'
import { releaseAddress } from './private-addresses.ts'
import { subnets } from './subnets.ts'

export const assignIpv6Addresses = operation(
  'ec2',
  'AssignIpv6Addresses',
  { fidelity: 'exact', source: 'EC2 API reference, AssignIpv6Addresses' },
  (input, ctx) => {
    const eni = networkInterfaces.require(ctx, input.NetworkInterfaceId)
    refuseManaged(eni)
    const wanted = wantedAddresses({
      Ipv6Addresses: input.Ipv6Addresses?.map((Ipv6Address) => ({ Ipv6Address })),
      Ipv6AddressCount: input.Ipv6AddressCount,
      Ipv6Prefixes: input.Ipv6Prefixes?.map((Ipv6Prefix) => ({ Ipv6Prefix })),
      Ipv6PrefixCount: input.Ipv6PrefixCount,
    })
    const added = ipv6Count(wanted)
    if (added === 0) throw missingParameter('ipv6Addresses or ipv6AddressCount')
    const { ipv4, ipv6 } = addressCountsOf(eni.record)
    requireAddressCounts(typeBehind(ctx, eni.record), { ipv4, ipv6: ipv6 + added })

    const { SubnetId = '', NetworkInterfaceId = '' } = eni.record
    const { record: subnet } = subnets.get(ctx, SubnetId)!
    const { store } = ctx
    const addresses = takeAddresses(store, subnet, NetworkInterfaceId, 6, wanted.ipv6, wanted.ipv6Count)
    const { ipv6Prefixes, ipv6PrefixCount } = wanted
    const prefixes = takePrefixes(store, subnet, NetworkInterfaceId, 6, ipv6Prefixes, ipv6PrefixCount)
    const assigned = addresses.map((Ipv6Address) => ({ Ipv6Address, IsPrimaryIpv6: false }))
    const Ipv6Addresses = [...(eni.record.Ipv6Addresses ?? []), ...assigned]
    networkInterfaces.update(ctx, eni, {
      Ipv6Addresses,
      ...firstOf(Ipv6Addresses),
      ...(prefixes.length && {
        Ipv6Prefixes: [...(eni.record.Ipv6Prefixes ?? []), ...prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix }))],
      }),
    })
    return {
      AssignedIpv6Addresses: addresses,
      ...(prefixes.length && { AssignedIpv6Prefixes: prefixes }),
      NetworkInterfaceId,
    }
  },
)

export const unassignIpv6Addresses = operation(
  'ec2',
  'UnassignIpv6Addresses',
  { fidelity: 'exact', source: 'EC2 API reference, UnassignIpv6Addresses' },
  (input, ctx) => {
    const eni = networkInterfaces.require(ctx, input.NetworkInterfaceId)
    refuseManaged(eni)
    const addresses = (input.Ipv6Addresses ?? []).map(canonical)
    const prefixes = input.Ipv6Prefixes ?? []
    if (!addresses.length && !prefixes.length) throw missingParameter('ipv6Addresses')
    const { SubnetId = '', NetworkInterfaceId = '' } = eni.record
    const had = eni.record.Ipv6Addresses ?? []
    const hadPrefixes = eni.record.Ipv6Prefixes ?? []
    for (const address of addresses) {
      const assigned = had.find((one) => one.Ipv6Address === address)
      if (!assigned) throw notAssigned(address, NetworkInterfaceId)
      if (assigned.IsPrimaryIpv6) throw invalidParameter('A primary IPv6 address cannot be unassigned.')
      releaseAddress(ctx.store, SubnetId, address)
    }
    for (const prefix of prefixes) {
      if (!hadPrefixes.some((one) => one.Ipv6Prefix === prefix)) throw notAssigned(prefix, NetworkInterfaceId)
      releasePrefix(ctx.store, SubnetId, prefix)
    }
    const Ipv6Addresses = had.filter((one) => !addresses.includes(one.Ipv6Address ?? ''))
    const left = hadPrefixes.filter((one) => !prefixes.includes(one.Ipv6Prefix ?? ''))
    networkInterfaces.update(ctx, eni, {
      Ipv6Addresses,
      ...firstOf(Ipv6Addresses),
      Ipv6Prefixes: left.length ? left : undefined,
    })
    return {
      NetworkInterfaceId,
      UnassignedIpv6Addresses: addresses,
      ...(prefixes.length && { UnassignedIpv6Prefixes: prefixes }),
    }
  },
)

const firstOf = (addresses: readonly Ec2.NetworkInterfaceIpv6Address[]): Partial<Ec2.NetworkInterface> => ({
  Ipv6Address: addresses[0]?.Ipv6Address,
})

function canonical(text: string): string {
  const address = parseAddress(text)
  return address === undefined ? text : formatAddress(address)
}

const notAssigned = (address: string, eni: string) =>
  invalidParameter(`Some of the specified addresses are not assigned to interface ${eni}: ${address}`)
