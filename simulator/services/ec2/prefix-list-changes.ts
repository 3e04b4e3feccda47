import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { ipv4Block, ipv6Block } from './cidr-blocks.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import {
  type HeldPrefixList,
  prefixListEntries,
  prefixLists,
  prefixListUsers,
  requireOwnPrefixList,
  unknownVersion,
} from './prefix-lists.ts'
import { routeTablesWithoutRoom } from './route-quota.ts'

// VPC user guide, amazon-vpc-limits: entries and versions of a list. EC2 API reference: entries of a request.
const mostEntries = 1000
const mostVersions = 1000
const mostPerRequest = 100
const longestText = 255

export const createManagedPrefixList = operation(
  'ec2',
  'CreateManagedPrefixList',
  { fidelity: 'exact', source: 'EC2 API reference, CreateManagedPrefixList' },
  ({ PrefixListName, Entries = [], MaxEntries, TagSpecifications, AddressFamily }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'prefix-list')
    checkName(PrefixListName)
    checkSize(MaxEntries)
    if (AddressFamily !== 'IPv4' && AddressFamily !== 'IPv6') {
      throw invalidParameter(
        `Value (${AddressFamily}) for parameter addressFamily is invalid. Use IPv4 or IPv6.`,
      )
    }
    if (Entries.length > mostPerRequest) {
      // Observed at AWS, grammar included.
      throw invalidParameter(`The number of entries per request cannot exceeds limit (${mostPerRequest}).`)
    }
    const entries = Entries.map((entry) => readEntry(entry, AddressFamily))
    refuseTwice(entries)
    if (entries.length > MaxEntries) throw tooManyEntries()
    const id = ctx.newId('pl')
    const list = prefixLists.create(
      ctx,
      {
        PrefixListId: id,
        AddressFamily,
        State: 'create-in-progress',
        PrefixListArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:prefix-list/${id}`,
        PrefixListName,
        MaxEntries,
        Version: 1,
        Tags,
        OwnerId: ctx.account,
      },
      { versions: [{ version: 1, entries }] },
    )
    ctx.after('prefix-list-changed', 'prefix-list-settled', { id, record: { State: 'create-complete' } })
    return { PrefixList: prefixLists.print(ctx, list) }
  },
)

const noResolvers = 'Lists are never synchronised from an IPAM prefix list resolver. '
const routeTablesOnly =
  'A list may grow beyond the room that security groups have; only route tables can make it fail.'

export const modifyManagedPrefixList = operation(
  'ec2',
  'ModifyManagedPrefixList',
  {
    fidelity: { simplified: noResolvers + routeTablesOnly },
    source: 'EC2 API reference, ModifyManagedPrefixList',
  },
  (input, ctx) => {
    const list = requireOwnPrefixList(ctx, input.PrefixListId)
    const { AddEntries = [], RemoveEntries = [], MaxEntries, PrefixListName, CurrentVersion } = input
    const changesEntries = AddEntries.length + RemoveEntries.length > 0
    if (input.IpamPrefixListResolverSyncEnabled) {
      throw invalidParameter('The prefix list is not associated with an IPAM prefix list resolver target.')
    }
    if (changesEntries && MaxEntries !== undefined) {
      throw invalidCombination(
        'You cannot modify the entries and the maximum entries for the prefix list in the same request.',
      )
    }
    if (!changesEntries && MaxEntries === undefined && PrefixListName === undefined) throw invalidRequest()
    requireSettled(list)
    if (CurrentVersion !== undefined) requireVersion(list, CurrentVersion)
    const named = PrefixListName === undefined ? list : rename(ctx, list, PrefixListName)
    if (changesEntries) {
      const entries = changedEntries(named, AddEntries, RemoveEntries)
      return startChange(ctx, named, 'modify', { entries })
    }
    if (MaxEntries === undefined) return answer(named)
    checkSize(MaxEntries)
    if ((prefixListEntries(named)?.length ?? 0) > MaxEntries) throw tooManyEntries()
    const tooFull = routeTablesWithoutRoom(ctx, named, MaxEntries)
    return startChange(ctx, named, 'modify', tooFull.length ? { tooFull } : { maxEntries: MaxEntries })
  },
)

export const restoreManagedPrefixListVersion = operation(
  'ec2',
  'RestoreManagedPrefixListVersion',
  { fidelity: 'exact', source: 'EC2 API reference, RestoreManagedPrefixListVersion' },
  ({ PrefixListId, PreviousVersion, CurrentVersion }, ctx) => {
    const list = requireOwnPrefixList(ctx, PrefixListId)
    requireSettled(list)
    requireVersion(list, CurrentVersion)
    const entries = prefixListEntries(list, PreviousVersion)
    if (!entries) throw unknownVersion(PreviousVersion)
    if (entries.length > (list.record.MaxEntries ?? 0)) throw tooManyEntries()
    return startChange(ctx, list, 'restore', { entries })
  },
)

export const deleteManagedPrefixList = operation(
  'ec2',
  'DeleteManagedPrefixList',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteManagedPrefixList' },
  ({ PrefixListId }, ctx) => {
    const list = requireOwnPrefixList(ctx, PrefixListId)
    requireSettled(list)
    const leaving = prefixLists.update(ctx, list, { State: 'delete-in-progress' })
    ctx.after('prefix-list-changed', 'prefix-list-deleted', { id: PrefixListId })
    return answer(leaving)
  },
)

interface Change {
  readonly entries?: readonly Ec2.PrefixListEntry[]
  readonly maxEntries?: number
  /** Route tables that cannot take the list at its new size. */
  readonly tooFull?: readonly string[]
}

// The answer shows the list as it still is; what was asked for holds when the change is complete.
function startChange(ctx: Context, list: HeldPrefixList, verb: 'modify' | 'restore', change: Change) {
  const { StateMessage: _, ...settled } = list.record
  const changing = ctx.store.put(prefixLists.table, {
    ...list,
    record: { ...settled, State: `${verb}-in-progress` },
  })
  const { entries, maxEntries, tooFull } = change
  const id = prefixLists.idOf(list)
  const record = {
    State: tooFull ? `${verb}-failed` : `${verb}-complete`,
    ...(tooFull && {
      StateMessage: `These resources do not support the new maximum size: ${tooFull.join(', ')}`,
    }),
    ...(maxEntries !== undefined && { MaxEntries: maxEntries }),
  }
  ctx.after('prefix-list-changed', 'prefix-list-settled', { id, record, ...(entries && { entries }) })
  return answer(changing)
}

export const prefixListSettled = due<{
  id: string
  record: Partial<Ec2.ManagedPrefixList>
  entries?: readonly Ec2.PrefixListEntry[]
}>('prefix-list-settled', ({ id, record, entries }, ctx) => {
  const list = prefixLists.get(ctx, id)
  if (!list) return
  if (!entries) {
    prefixLists.update(ctx, list, record)
    return
  }
  const version = (list.record.Version ?? 0) + 1
  // VPC user guide, amazon-vpc-limits: the oldest version makes room for a new one.
  const versions = [...list.side.versions, { version, entries }].slice(-mostVersions)
  prefixLists.update(ctx, list, { ...record, Version: version }, { versions })
})

export const prefixListDeleted = due<{ id: string }>('prefix-list-deleted', ({ id }, ctx) => {
  const list = prefixLists.get(ctx, id)
  if (!list) return
  // A list that something names is not refused at once: its deletion fails.
  const users = prefixListUsers(ctx, list)
  if (users.length === 0) prefixLists.remove(ctx, list)
  else {
    const named = users.slice(0, 10).map(({ ResourceId }) => ResourceId)
    prefixLists.update(ctx, list, {
      State: 'delete-failed',
      StateMessage: `The prefix list is referenced by these resources: ${named.join(', ')}`,
    })
  }
})

// CLI reference, modify-managed-prefix-list and its siblings: their answers leave tags out.
function answer({ record }: HeldPrefixList) {
  const { Tags: _, ...PrefixList } = record
  return { PrefixList }
}

function rename(ctx: Context, list: HeldPrefixList, name: string): HeldPrefixList {
  checkName(name)
  return prefixLists.update(ctx, list, { PrefixListName: name })
}

function checkName(name: string): void {
  if (name !== '' && name.length <= longestText && !name.startsWith('com.amazonaws')) return
  throw invalidParameter(
    `Value (${name}) for parameter prefixListName is invalid. A name has 1 to ${longestText} characters and does not start with com.amazonaws.`,
  )
}

function checkSize(size: number): void {
  if (size < 1 || size > mostEntries) {
    throw invalidParameter(`Must specify a max size between 1 and ${mostEntries}`)
  }
}

function requireSettled({ record }: HeldPrefixList): void {
  if (!record.State?.endsWith('-in-progress')) return
  throw new AwsError(
    'IncorrectState',
    `The request cannot be completed while the prefix list (${record.PrefixListId}) is in the current state (${record.State})`,
  )
}

function requireVersion({ record }: HeldPrefixList, version: number): void {
  if (version === record.Version) return
  throw new AwsError('PrefixListVersionMismatch', 'The prefix list has the incorrect version number.')
}

function changedEntries(
  list: HeldPrefixList,
  added: readonly Ec2.PrefixListEntry[],
  removed: readonly Ec2.PrefixListEntry[],
): readonly Ec2.PrefixListEntry[] {
  if (added.length > mostPerRequest || removed.length > mostPerRequest) {
    throw invalidParameter(`Request cannot contain more than ${mostPerRequest} entry additions or removals`)
  }
  const family = list.record.AddressFamily ?? ''
  const additions = added.map((entry) => readEntry(entry, family))
  const removals = removed.map((entry) => readEntry(entry, family))
  refuseTwice(additions)
  refuseTwice(removals)
  const entries = new Map((prefixListEntries(list) ?? []).map((entry) => [entry.Cidr ?? '', entry]))
  for (const { Cidr } of additions) {
    if (!removals.some((removal) => removal.Cidr === Cidr)) continue
    throw invalidParameter(
      `Request cannot contain Cidr ${Cidr} in both AddPrefixListEntries and RemovePrefixListEntries`,
    )
  }
  for (const { Cidr } of removals) {
    if (!entries.delete(Cidr)) throw invalidModification(`The CIDR ${Cidr} does not exist.`)
  }
  for (const entry of additions) {
    const present = entries.get(entry.Cidr)
    // A description changes by removing the entry first, in a request of its own.
    if (present && present.Description !== entry.Description) throw invalidRequest()
    if (present) throw invalidModification(`The CIDR ${entry.Cidr} already exists.`)
    entries.set(entry.Cidr, entry)
  }
  if (entries.size > (list.record.MaxEntries ?? 0)) throw tooManyEntries()
  return [...entries.values()]
}

function readEntry({ Cidr = '', Description }: Ec2.PrefixListEntry, family: string) {
  const block = family === 'IPv6' ? ipv6Block(Cidr, 'cidr') : ipv4Block(Cidr, 'cidr')
  if (Description !== undefined && Description.length > longestText) {
    throw invalidParameter(`The description of an entry cannot have more than ${longestText} characters.`)
  }
  return { Cidr: formatPrefix(block), ...(Description !== undefined && { Description }) }
}

function refuseTwice(entries: readonly { Cidr: string }[]): void {
  const seen = new Set<string>()
  for (const { Cidr } of entries) {
    if (seen.has(Cidr)) throw invalidParameter(`Duplicate Cidr ${Cidr} in the request.`)
    seen.add(Cidr)
  }
}

const tooManyEntries = () =>
  new AwsError(
    'PrefixListMaxEntriesExceeded',
    'The number of entries exceeds the maximum number of entries for the prefix list.',
  )

const invalidRequest = () => new AwsError('InvalidRequest', 'The request received was invalid.')

const invalidModification = (message: string) => new AwsError('InvalidPrefixListModification', message)
