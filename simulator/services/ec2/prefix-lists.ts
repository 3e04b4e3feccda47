import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { managedPrefixListOf, managedPrefixLists } from '../../world/catalogue/prefix-lists.ts'
import type { Held, Scope } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { filterRecords } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { doesNotExist, invalidParameter } from './errors.ts'

export interface PrefixListVersion {
  readonly version: number
  readonly entries: readonly Ec2.PrefixListEntry[]
}

export interface PrefixListSide {
  /** Oldest first; the last one counts. */
  readonly versions: readonly PrefixListVersion[]
  /** What one of AWS's own lists counts for, whatever it holds. */
  readonly weight?: number
}

export type HeldPrefixList = Held<Ec2.ManagedPrefixList, PrefixListSide>

/** The prefix lists that accounts make. AWS's own are in no table: they are the Region's, for everybody. */
export const prefixLists = family<Ec2.ManagedPrefixList, PrefixListSide>({
  service: 'ec2',
  resource: 'prefix-list',
  id: 'PrefixListId',
  prefix: 'pl',
  missing: doesNotExist('InvalidPrefixListID.NotFound', 'prefix list'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  quota: {
    id: 'prefix-lists-per-region',
    error: () =>
      new AwsError('PrefixListLimitExceeded', 'The maximum number of prefix lists has been reached.'),
  },
  arn: ({ record }) => record.PrefixListArn ?? '',
  filters: {
    'owner-id': ({ record }) => record.OwnerId,
    'prefix-list-id': ({ record }) => record.PrefixListId,
    'prefix-list-name': ({ record }) => record.PrefixListName,
  },
})

const listsOfRegions = new Map<string, readonly HeldPrefixList[]>()

// As `describe-managed-prefix-lists` shows them: owned by AWS, with neither a version nor a number of entries.
function awsOwnedLists(region: string): readonly HeldPrefixList[] {
  const known = listsOfRegions.get(region)
  if (known) return known
  const lists = managedPrefixLists(region).map(
    ({ id, name, addressFamily, weight, entries }): HeldPrefixList => ({
      account: 'aws',
      region,
      record: {
        PrefixListId: id,
        AddressFamily: addressFamily,
        State: 'create-complete',
        PrefixListArn: `arn:aws:ec2:${region}:aws:prefix-list/${id}`,
        PrefixListName: name,
        OwnerId: 'AWS',
      },
      side: { versions: [{ version: 1, entries: entries.map((Cidr) => ({ Cidr })) }], weight },
    }),
  )
  listsOfRegions.set(region, lists)
  return lists
}

export const isAwsOwned = (region: string, id: string): boolean =>
  managedPrefixListOf(region, id) !== undefined

/** A prefix list that the caller may name in a route or a rule: an own one or one of AWS's. */
export function requirePrefixList(ctx: Pick<Context, 'store'> & Scope, id: string): HeldPrefixList {
  const owned = awsOwnedLists(ctx.region).find(({ record }) => record.PrefixListId === id)
  return owned ?? prefixLists.require(ctx, id)
}

/** How many entries of a quota the list uses where it is named. */
export const prefixListWeight = ({ record, side }: HeldPrefixList): number =>
  side.weight ?? record.MaxEntries ?? 0

/** A prefix list, whoever may name it: an account's or one of AWS's. */
export const findPrefixList = (
  ctx: Pick<Context, 'store'>,
  region: string,
  id: string,
): HeldPrefixList | undefined =>
  awsOwnedLists(region).find(({ record }) => record.PrefixListId === id) ?? prefixLists.get(ctx, id)

/** What the list holds now, or held in an earlier version. */
export function prefixListEntries(
  { side }: HeldPrefixList,
  version?: number,
): readonly Ec2.PrefixListEntry[] | undefined {
  if (version === undefined) return side.versions.at(-1)?.entries ?? []
  return side.versions.find((one) => one.version === version)?.entries
}

export const describeManagedPrefixLists = operation(
  'ec2',
  'DescribeManagedPrefixLists',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeManagedPrefixLists' },
  (input, ctx) => {
    const { PrefixListIds: ids, Filters } = input
    const candidates = ids?.length
      ? ids.map((id) => requirePrefixList(ctx, id))
      : [...awsOwnedLists(ctx.region), ...prefixLists.list(ctx)]
    const selected = prefixLists.filter(ctx, candidates, Filters)
    const { items, NextToken } = page(selected, input, {
      min: 1,
      max: 100,
      ids: 'PrefixListIds',
      wanted: ids,
    })
    return { PrefixLists: items.map((list) => prefixLists.print(ctx, list)), ...(NextToken && { NextToken }) }
  },
)

const serviceListFilters: Readonly<Record<string, (list: HeldPrefixList) => string | undefined>> = {
  'prefix-list-id': ({ record }) => record.PrefixListId,
  'prefix-list-name': ({ record }) => record.PrefixListName,
}

export const describePrefixLists = operation(
  'ec2',
  'DescribePrefixLists',
  { fidelity: 'exact', source: 'EC2 API reference, DescribePrefixLists' },
  (input, ctx) => {
    const { PrefixListIds: ids, Filters } = input
    const owned = awsOwnedLists(ctx.region)
    const candidates = ids?.length ? ids.map((id) => requireServiceList(owned, id)) : [...owned]
    const selected = filterRecords(candidates, Filters, (name) => serviceListFilters[name])
    const { items, NextToken } = page(selected, input, { ids: 'PrefixListIds', wanted: ids })
    const PrefixLists = items.map((list) => ({
      Cidrs: (prefixListEntries(list) ?? []).map(({ Cidr = '' }) => Cidr),
      PrefixListId: list.record.PrefixListId,
      PrefixListName: list.record.PrefixListName,
    }))
    return { PrefixLists, ...(NextToken && { NextToken }) }
  },
)

function requireServiceList(owned: readonly HeldPrefixList[], id: string): HeldPrefixList {
  const list = owned.find(({ record }) => record.PrefixListId === id)
  if (list) return list
  // The older of the two operations spells the code, and names the list, in its own way.
  throw new AwsError('InvalidPrefixListId.NotFound', `The Prefix List Id '${id}' does not exist`)
}

export const getManagedPrefixListEntries = operation(
  'ec2',
  'GetManagedPrefixListEntries',
  { fidelity: 'exact', source: 'EC2 API reference, GetManagedPrefixListEntries' },
  (input, ctx) => {
    const list = requirePrefixList(ctx, input.PrefixListId)
    const entries = prefixListEntries(list, input.TargetVersion)
    if (!entries) throw unknownVersion(input.TargetVersion)
    const { items, NextToken } = page(entries, input, { min: 1, max: 100 })
    return { Entries: items, ...(NextToken && { NextToken }) }
  },
)

export const unknownVersion = (version: number | undefined): AwsError =>
  invalidParameter(
    `The specified value for version is not valid. The prefix list has no version (${version}).`,
  )

export const getManagedPrefixListAssociations = operation(
  'ec2',
  'GetManagedPrefixListAssociations',
  { fidelity: 'exact', source: 'EC2 API reference, GetManagedPrefixListAssociations' },
  (input, ctx) => {
    const list = requireOwnPrefixList(ctx, input.PrefixListId)
    const { items, NextToken } = page(prefixListUsers(ctx, list), input, { min: 5, max: 255 })
    return { PrefixListAssociations: items, ...(NextToken && { NextToken }) }
  },
)

/** A list that the caller made; AWS's own can be read and named, and no more (VPC user guide). */
export function requireOwnPrefixList(ctx: Context, id: string): HeldPrefixList {
  if (!isAwsOwned(ctx.region, id)) return prefixLists.require(ctx, id)
  throw new AwsError('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403)
}

/** Everything that names a list: route tables by their own id, a rule by that of its security group. */
export function prefixListUsers(ctx: Context, list: HeldPrefixList): Ec2.PrefixListAssociation[] {
  const users = new Map<string, Ec2.PrefixListAssociation>()
  for (const { family: user, reference } of ctx.families.referringTo(prefixLists.name)) {
    for (const held of user.by(ctx, reference, prefixLists.idOf(list))) {
      const group = user.name === 'ec2:security-group-rule' ? held.record['GroupId'] : undefined
      const ResourceId = typeof group === 'string' ? group : user.idOf(held)
      users.set(ResourceId, { ResourceId, ResourceOwner: held.account })
    }
  }
  return [...users.values()]
}
