import type { Table } from '../../kernel/store.ts'
import type { Guest, Held, Scope } from '../../world/held.ts'
import { scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import type { Family } from '../family.ts'
import type { Ignored } from './documents.ts'
import type { Harvest, Item, Source } from './harvest.ts'
import type { ListName } from './lists.ts'
import { isAccount, regionIn } from './where.ts'

/** An import under way: what was found, where it goes, and what there is to tell. */
export class Adoption {
  readonly ctx: Context
  readonly harvest: Harvest
  readonly ignored: Ignored[]
  readonly assumed: string[] = []
  readonly #read = new Map<string, number>()
  readonly #scopes = new Map<string, Scope>()
  readonly #usual: (source: Source) => Scope

  constructor(ctx: Context, harvest: Harvest) {
    this.ctx = ctx
    this.harvest = harvest
    this.ignored = [...harvest.ignored]
    this.#usual = usualScopes(harvest)
  }

  items(list: ListName): readonly Item[] {
    return this.harvest.items.get(list) ?? []
  }

  has(list: ListName): boolean {
    return this.harvest.items.has(list)
  }

  /** Where a record belongs: as it says itself, or else as its file's place or its neighbours say. */
  homeOf({ record, source }: Item, owner?: string): Scope {
    const usual = this.#usual(source)
    const account = [owner, record['OwnerId'], source.account].find(isAccount) ?? usual.account
    return { account, region: regionOfRecord(record) ?? source.region ?? usual.region }
  }

  /** Where the file of a record belongs: who described it. */
  describedBy({ source }: Item, region: string): Scope {
    return { account: source.account ?? this.#usual(source).account, region: source.region ?? region }
  }

  /** Takes a record over. One that is told twice is kept once, and seen by both who told it. */
  take<A extends object, S extends object>(
    family: Family<A, S>,
    list: string,
    held: Held<A, S>,
    item?: Item,
  ): void {
    const id: unknown = family.idOf(held) ?? ''
    if (typeof id !== 'string' || id === '') {
      this.ignore(item?.source.file ?? '', `a record of ${list} has no ${family.spec.id}`)
      return
    }
    const before = this.ctx.store.get(family.table, id)
    const viewer = item && this.describedBy(item, held.region)
    if (before) {
      if (viewer && isElsewhere(before, viewer)) family.admit(this.ctx, before, viewer)
      return
    }
    const guests: Guest[] = viewer && viewer.account !== held.account ? [viewer] : []
    if (!this.put(family.table, guests.length ? { ...held, guests } : held, item?.source.file)) return
    this.#scopes.set(scopeKey(held), { account: held.account, region: held.region })
    this.#count(list)
  }

  /** Takes every record of a list over. */
  takeAll<A extends object, S extends object>(
    list: ListName,
    family: Family<A, S>,
    read: (
      record: A,
      item: Item,
      home: Scope,
    ) => { readonly record: A; readonly side: S; readonly owner?: string | undefined } | undefined,
  ): void {
    for (const item of this.items(list)) {
      const adopted = read(item.record as A, item, this.homeOf(item))
      if (!adopted) continue
      const { owner, record, side } = adopted
      this.take(
        family,
        list,
        { ...this.homeOf({ ...item, record: record as Record<string, unknown> }, owner), record, side },
        item,
      )
    }
  }

  /** Writes a row; a record that the table cannot hold is told of and left out. */
  put<R extends object>(table: Table<R>, row: R, file = ''): boolean {
    try {
      this.ctx.store.put(table, row)
      return true
    } catch (error) {
      this.ignore(file, `a record of ${table.name} cannot be taken: ${(error as Error).message}`)
      return false
    }
  }

  ignore(file: string, why: string): void {
    this.ignored.push({ file, why })
  }

  assume(what: string): void {
    if (!this.assumed.includes(what)) this.assumed.push(what)
  }

  #count(list: string): void {
    this.#read.set(list, (this.#read.get(list) ?? 0) + 1)
  }

  get read(): readonly { readonly list: string; readonly count: number }[] {
    return [...this.#read].map(([list, count]) => ({ list, count }))
  }

  get scopes(): readonly Scope[] {
    return [...this.#scopes.values()].filter(({ region }) => region !== 'global')
  }
}

const isElsewhere = (held: Scope & { readonly guests?: readonly Guest[] }, viewer: Scope): boolean =>
  scopeKey(held) !== scopeKey(viewer) && !held.guests?.some((one) => scopeKey(one) === scopeKey(viewer))

/** What a record says of its Region: the zone that it is in, or an ARN. */
function regionOfRecord(record: Readonly<Record<string, unknown>>): string | undefined {
  for (const [key, value] of Object.entries(record)) {
    if (typeof value !== 'string') continue
    if (key === 'AvailabilityZone' || key === 'NetworkBorderGroup' || key.toLowerCase().endsWith('arn')) {
      const region = regionIn(value)
      if (region !== undefined) return region
    }
  }
  return undefined
}

/** The first of the account's numbers that AWS's documentation uses, where nothing tells another. */
const someAccount = '123456789012'
const someRegion = 'us-east-1'

/** By folder: the account and Region that most of its records tell. */
function usualScopes({ items }: Harvest): (source: Source) => Scope {
  const votes = new Map<string, { accounts: Map<string, number>; regions: Map<string, number> }>()
  const votesIn = (folder: string) => {
    const known = votes.get(folder) ?? { accounts: new Map(), regions: new Map() }
    votes.set(folder, known)
    return known
  }
  const vote = (counts: Map<string, number>, what: string | undefined) => {
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  for (const item of [...items.values()].flat()) {
    for (const folder of [folderOf(item.source), '*']) {
      const { accounts, regions } = votesIn(folder)
      const owner = item.record['OwnerId']
      vote(accounts, isAccount(owner) ? owner : item.source.account)
      vote(regions, regionOfRecord(item.record) ?? item.source.region)
    }
  }
  const most = (counts: ReadonlyMap<string, number> | undefined): string | undefined =>
    [...(counts ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0]
  const everywhere = votes.get('*')
  const found = new Map<string, Scope>()
  return (source) => {
    const folder = folderOf(source)
    const known = found.get(folder)
    if (known) return known
    const here = votes.get(folder)
    const scope = {
      account: most(here?.accounts) ?? most(everywhere?.accounts) ?? someAccount,
      region: most(here?.regions) ?? most(everywhere?.regions) ?? someRegion,
    }
    found.set(folder, scope)
    return scope
  }
}

const folderOf = ({ file }: Source): string => file.slice(0, Math.max(0, file.lastIndexOf('/')))
