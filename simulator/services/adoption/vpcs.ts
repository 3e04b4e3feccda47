import type { Ec2 } from '../../api/generated/types.d.ts'
import { zoneIdOf } from '../../world/catalogue/regions.ts'
import type { Held } from '../../world/held.ts'
import { dhcpOptions } from '../ec2/dhcp-options.ts'
import { prefixLists } from '../ec2/prefix-lists.ts'
import { subnets } from '../ec2/subnets.ts'
import { vpcs } from '../ec2/vpcs.ts'
import type { Adoption } from './adoption.ts'
import { madeUpId } from './made-up-ids.ts'
import { isObject } from './member-names.ts'

export function adoptVpcs(adoption: Adoption): void {
  const attributes = vpcAttributes(adoption)
  adoption.takeAll('Vpcs', vpcs, (vpc) => ({
    record: { State: 'available' as const, ...vpc, CidrBlockAssociationSet: blocksOf(vpc) },
    side: {
      dnsSupport: attributes.get(`${vpc.VpcId}/EnableDnsSupport`) ?? true,
      // VPC user guide, AmazonDNS-concepts: on in a default VPC, off in others. Names are given where an export is silent.
      dnsHostnames: attributes.get(`${vpc.VpcId}/EnableDnsHostnames`) ?? true,
      addressUsageMetrics: false,
    },
  }))
  adoption.takeAll('DhcpOptions', dhcpOptions, (record) => ({ record, side: {} }))
}

/** Older exports name the primary block alone. */
const blocksOf = ({
  VpcId,
  CidrBlock,
  CidrBlockAssociationSet,
}: Ec2.Vpc): readonly Ec2.VpcCidrBlockAssociation[] =>
  CidrBlockAssociationSet?.length
    ? CidrBlockAssociationSet.map((one) => ({ CidrBlockState: { State: 'associated' }, ...one }))
    : CidrBlock === undefined
      ? []
      : [
          {
            AssociationId: madeUpId('vpc-cidr-assoc', VpcId, CidrBlock),
            CidrBlock,
            CidrBlockState: { State: 'associated' },
          },
        ]

/** What `describe-vpc-attribute` printed, by VPC and attribute. */
function vpcAttributes({ harvest }: Adoption): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>()
  for (const { record } of harvest.vpcAttributes) {
    for (const name of ['EnableDnsSupport', 'EnableDnsHostnames']) {
      const told = record[name]
      const value = isObject(told) ? told['Value'] : told
      if (typeof value === 'boolean') found.set(`${String(record['VpcId'])}/${name}`, value)
    }
  }
  return found
}

export function adoptSubnets(adoption: Adoption): void {
  adoption.takeAll('Subnets', subnets, (subnet, item) => {
    const { AvailabilityZone: zone } = subnet
    const { account } = adoption.homeOf(item)
    const AvailabilityZoneId =
      subnet.AvailabilityZoneId ?? (zone === undefined ? undefined : (zoneIdOf(account, zone) ?? zone))
    return {
      record: {
        State: 'available' as const,
        ...subnet,
        ...(AvailabilityZoneId !== undefined && { AvailabilityZoneId }),
      },
      side: {},
    }
  })
  addMissingVpcs(adoption)
}

/** Subnets whose VPC nobody told of: it has at least their blocks. */
function addMissingVpcs(adoption: Adoption): void {
  const { ctx } = adoption
  const orphans = subnets.everyone(ctx).filter(({ record }) => record.VpcId && !vpcs.get(ctx, record.VpcId))
  for (const VpcId of new Set(orphans.map(({ record }) => record.VpcId ?? ''))) {
    const own = orphans.filter(({ record }) => record.VpcId === VpcId)
    const [{ account, region, record: first }] = own as [HeldSubnet]
    const record: Ec2.Vpc = {
      VpcId,
      OwnerId: account,
      State: 'available',
      ...(first.CidrBlock !== undefined && { CidrBlock: first.CidrBlock }),
      CidrBlockAssociationSet: own.flatMap(({ record: { CidrBlock } }) => blocksOf({ VpcId, CidrBlock })),
    }
    const side = { dnsSupport: true, dnsHostnames: true, addressUsageMetrics: false }
    adoption.put(vpcs.table, { account, region, record, side })
    adoption.assume(`${VpcId} is in no file of VPCs: it is taken to have the blocks of its subnets`)
  }
}

type HeldSubnet = Held<Ec2.Subnet>

/** Managed prefix lists with their entries. What an export tells of AWS's own lists counts for this world. */
export function adoptPrefixLists(adoption: Adoption): void {
  type Told = Ec2.ManagedPrefixList & { readonly Cidrs?: readonly string[] }
  const entries = new Map<string, Ec2.PrefixListEntry[]>()
  const add = (id: string | undefined, more: readonly Ec2.PrefixListEntry[]) => {
    if (id !== undefined) entries.set(id, [...(entries.get(id) ?? []), ...more])
  }
  for (const { record } of adoption.items('PrefixListEntries')) {
    const { PrefixListId, Entries = [] } = record as {
      PrefixListId?: string
      Entries?: Ec2.PrefixListEntry[]
    }
    add(PrefixListId, Entries)
  }
  for (const { record } of adoption.items('PrefixLists')) {
    const { PrefixListId, Cidrs } = record as Told
    if (Cidrs)
      add(
        PrefixListId,
        Cidrs.map((Cidr) => ({ Cidr })),
      )
  }
  // Of two that tell of one list, the fuller comes first.
  const told = [...adoption.items('PrefixLists')].sort((a, b) => size(b.record) - size(a.record))
  for (const item of told) {
    const { Cidrs: _, ...list } = item.record as Told
    const { PrefixListId: id = '' } = list
    const known = entries.get(id)
    // Without its entries, the catalogue's count for one of AWS's, and nothing for another.
    if (!known && list.OwnerId === 'AWS') continue
    if (!known) adoption.assume(`${id} is taken to be empty: no file tells its entries`)
    const unique = [...new Map((known ?? []).map((one) => [one.Cidr, one])).values()]
    const version = list.Version ?? 1
    adoption.take(
      prefixLists,
      'PrefixLists',
      {
        ...adoption.homeOf(item),
        record: { State: 'create-complete', ...list },
        side: { versions: [{ version, entries: unique }] },
      },
      item,
    )
  }
}

const size = (record: object): number => Object.keys(record).length
