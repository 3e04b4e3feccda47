import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Address, type Prefix, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { PrefixMap } from '../../kernel/prefix-map.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { ipv4BlocksOf, ipv6BlocksOf, vpcs } from '../../services/ec2/vpcs.ts'
import type { Fabric } from '../fabric.ts'
import { perRecord, perTables } from '../remembered.ts'

const blocksOf = perRecord((vpc: Ec2.Vpc): readonly Prefix[] => {
  const blocks = [...ipv4BlocksOf(vpc), ...ipv6BlocksOf(vpc)]
  if (blocks.length) return blocks
  // An older export names the primary block alone.
  const primary = parsePrefix(vpc.CidrBlock ?? '')?.prefix
  return primary ? [primary] : []
})

/** Whether an address lies in one of a VPC's CIDR blocks. */
export function isInVpc(fabric: Fabric, vpc: string, address: Address): boolean {
  const held = vpcs.get(fabric, vpc)
  return held !== undefined && blocksOf(held.record).some((block) => prefixContains(block, address))
}

const ipv6Owners = perTables(
  [vpcs.table],
  (store) =>
    new PrefixMap(
      vpcs
        .everyone({ store })
        .flatMap(({ record }) => ipv6BlocksOf(record).map((block) => [block, record.VpcId ?? ''] as const)),
    ),
)

/** The VPC that has an IPv6 address in one of its blocks, wherever and whoever's it is. */
export const vpcOfIpv6 = (fabric: Fabric, address: bigint): string | undefined =>
  ipv6Owners(fabric.store, '').lookup(address)?.value

const subnetBlocks = perTables(
  [subnets.table],
  (store, vpc) =>
    new PrefixMap(
      subnets.by({ store }, 'vpc', vpc).flatMap(({ record }) => {
        const ipv6 = record.Ipv6CidrBlockAssociationSet?.map((one) => one.Ipv6CidrBlock) ?? []
        return [record.CidrBlock, ...ipv6].flatMap((cidr) => {
          const parsed = parsePrefix(cidr ?? '')
          return parsed ? [[parsed.prefix, record.SubnetId ?? ''] as const] : []
        })
      }),
    ),
)

/** The subnet of a VPC that an address lies in. */
export const subnetWith = (fabric: Fabric, vpc: string, address: Address): string | undefined =>
  subnetBlocks(fabric.store, vpc).lookup(address)?.value
