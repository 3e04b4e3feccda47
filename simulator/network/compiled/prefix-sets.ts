import { type Address, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { PrefixMap } from '../../kernel/prefix-map.ts'
import type { HeldPrefixList } from '../../services/ec2/prefix-lists.ts'
import { prefixLists } from '../../services/ec2/prefix-lists.ts'
import { managedPrefixListOf } from '../../world/catalogue/prefix-lists.ts'
import type { Fabric } from '../fabric.ts'
import { perRecord } from '../remembered.ts'

/** The longest entry of a prefix list that an address lies in, as its length. */
export function matchInPrefixList(
  fabric: Fabric,
  region: string,
  id: string,
  address: Address,
): number | undefined {
  return setOf(fabric, region, id)?.lookup(address)?.prefix.length
}

function setOf(fabric: Fabric, region: string, id: string): PrefixMap<true> | undefined {
  const own = prefixLists.get(fabric, id)
  if (own) return setOfList(own)
  const owned = managedPrefixListOf(region, id)
  return owned && setOfCidrs(owned.entries)
}

const setOfList = perRecord((list: HeldPrefixList) => setOfCidrs(entriesOf(list)))

const entriesOf = ({ side }: HeldPrefixList): readonly string[] =>
  side.versions.at(-1)?.entries.map(({ Cidr = '' }) => Cidr) ?? []

/** The blocks of a prefix list. */
export function cidrsOfPrefixList(fabric: Fabric, region: string, id: string): readonly string[] {
  const own = prefixLists.get(fabric, id)
  return own ? entriesOf(own) : (managedPrefixListOf(region, id)?.entries ?? [])
}

/** A list of CIDRs as a map for looking up; made once for each list. */
export const setOfCidrs = perRecord(
  (cidrs: readonly string[]) =>
    new PrefixMap<true>(
      cidrs.flatMap((cidr) => {
        const parsed = parsePrefix(cidr)
        return parsed ? [[parsed.prefix, true] as const] : []
      }),
    ),
)

/** Whether an address lies in one of some CIDRs. */
export const liesIn = (cidrs: readonly string[], address: Address): boolean =>
  cidrs.some((cidr) => {
    const parsed = parsePrefix(cidr)
    return parsed !== undefined && prefixContains(parsed.prefix, address)
  })
