import { AwsError } from '../api/error.ts'
import { type Table, table } from '../kernel/store.ts'
import { type Guest, type Held, type Scope, scopeKey } from '../world/held.ts'
import type { Context } from './context.ts'
import { type Filters, filterRecords, type Value } from './filters.ts'
import type { Tag } from './tags.ts'

// A resource family, declared once as data: describing, filtering, paging, tagging, not-found errors, quotas and
// dependency errors follow from the declaration. Only what is particular to the resource is code.

export interface FamilySpec<A extends object, S extends object> {
  /** The service's CLI name. */
  readonly service: string
  /** The resource's name as tags and IAM spell it: `route-table`. Also names the table. */
  readonly resource: string
  /** The member that holds the id. */
  readonly id: keyof A & string
  /** What ids start with, without the dash: `rtb`. */
  readonly prefix: string
  /** `id` has every id that a caller asked for. */
  readonly missing: (id: string) => AwsError
  /** Refuses an id that cannot be one, where AWS tells the two apart. */
  readonly malformed?: (id: string) => AwsError | undefined
  readonly tags?: TagPlace<A, S>
  /** Every filter that AWS documents for the describe operation; `tag:<key>` and `tag-key` come by themselves. */
  readonly filters?: Readonly<Record<string, Read<A, S>>>
  /** Other resources that this one names. Each is an index under its own name, and may forbid deleting them. */
  readonly references?: Readonly<Record<string, Reference<A, S>>>
  /** Further ways to find a record quickly. */
  readonly indexes?: Readonly<Record<string, (held: Held<A, S>) => string | readonly string[] | undefined>>
  readonly quota?: Quota<A, S>
  /** What AWS says when something still depends on the resource. */
  readonly inUse?: (id: string) => AwsError
  /** Whether the resource belongs to no Region, so that the account has it in every one. */
  readonly isGlobal?: boolean
  /** Members that are computed when somebody looks, such as a subnet's count of free addresses. */
  readonly view?: (held: Held<A, S>, ctx: Context) => A
  /** Which of them an account sees because something is shared with it that they belong to, and may do with them. */
  readonly along?: {
    readonly ids: (ctx: Pick<Context, 'store'> & Scope) => readonly string[]
    readonly uses: readonly string[]
  }
  /** Blocks that whatever the resource leads to learns through it at this moment: a gateway, by BGP or as told. */
  readonly brings?: (held: Held<A, S>, ctx: Pick<Context, 'store'>) => readonly string[]
  /** ARN, where the record has no member for it. */
  readonly arn?: (held: Held<A, S>) => string
}

/**
 * The member of the record that holds tags, and whether an untagged resource lists them as empty or leaves them out;
 * or the member of the side, where tags are asked for by an operation of their own.
 */
export type TagPlace<A extends object, S extends object> =
  | { readonly member: keyof A & string; readonly whenEmpty: 'listed' | 'left-out' }
  | { readonly side: keyof S & string }

type Reader<A extends object, S extends object> = (held: Held<A, S>, ctx: Context) => Value | readonly Value[]

/** How a filter reads a record. With `index`, exact values are looked up instead of read from every record. */
export type Read<A extends object, S extends object> =
  | Reader<A, S>
  | { readonly index: string; readonly read: Reader<A, S> }

export interface Reference<A extends object, S extends object> {
  /** `<service>:<resource>` of the family referred to. */
  readonly to: string
  readonly read: (held: Held<A, S>) => string | readonly string[] | undefined
  /** Whether the resource referred to cannot be deleted while this one exists. Default: it cannot. */
  readonly blocks?: false | ((held: Held<A, S>) => boolean)
}

export interface Quota<A extends object, S extends object> {
  /** The quota's id in the catalogue. */
  readonly id: string
  readonly error: (limit: number, held: Held<A, S>) => AwsError
  /** What the quota counts within, by the name of a reference or an index. Default: account and Region. */
  readonly per?: string
  readonly counts?: (held: Held<A, S>) => boolean
}

export class Family<A extends object, S extends object = object> {
  readonly unit = 'family'
  readonly spec: FamilySpec<A, S>
  readonly table: Table<Held<A, S>>
  /** `<service>:<resource>`. */
  readonly name: string

  constructor(spec: FamilySpec<A, S>) {
    this.spec = spec
    this.name = `${spec.service}:${spec.resource}`
    const indexes: Record<string, (held: Held<A, S>) => string | readonly string[] | undefined> = {
      scope: scopeKey,
      guest: ({ guests }) => guests?.map(scopeKey),
      ...spec.indexes,
    }
    for (const name in spec.references) indexes[name] = spec.references[name]!.read
    this.table = table<Held<A, S>>(this.name, (held) => this.idOf(held), indexes)
  }

  idOf(held: Held<A, S>): string {
    return held.record[this.spec.id] as string
  }

  /** Where neither the id nor the declaration says it, the ARN has EC2's form. */
  arnOf(held: Held<A, S>): string {
    const id = this.idOf(held)
    if (id.startsWith('arn:')) return id
    const { service, resource, arn } = this.spec
    return arn?.(held) ?? `arn:aws:${service}:${held.region}:${held.account}:${resource}/${id}`
  }

  /** The resource, whoever owns it and wherever it is. */
  get(ctx: Pick<Context, 'store'>, id: string): Held<A, S> | undefined {
    return ctx.store.get(this.table, id)
  }

  /** The resource if the caller's account has it, or sees it as a guest, in the Region of the request. */
  find(ctx: Pick<Context, 'store'> & Scope, id: string): Held<A, S> | undefined {
    const held = ctx.store.get(this.table, id)
    return held && this.#isSeenBy(held, ctx) ? held : undefined
  }

  #isSeenBy(held: Held<A, S>, ctx: Pick<Context, 'store'> & Scope): boolean {
    const viewer = this.#home(ctx)
    if (isOwnedBy(held, viewer) || guestOf(held, viewer)) return true
    return this.spec.along?.ids(ctx).includes(this.idOf(held)) ?? false
  }

  /** The operations that a share leaves to whoever sees the resource; undefined where no share limits them. */
  usesOf(ctx: Pick<Context, 'store'> & Scope, held: Held<A, S>): readonly string[] | undefined {
    const viewer = this.#home(ctx)
    if (isOwnedBy(held, viewer)) return undefined
    const guest = guestOf(held, viewer)
    if (guest) return guest.uses
    return this.spec.along?.ids(ctx).includes(this.idOf(held)) ? this.spec.along.uses : undefined
  }

  /** The resource, or AWS's error that there is no such one here. */
  require(ctx: Pick<Context, 'store'> & Scope, id: string | undefined): Held<A, S> {
    const held = id === undefined ? undefined : this.find(ctx, id)
    if (held) return held
    throw this.spec.malformed?.(id ?? '') ?? this.spec.missing(id ?? '')
  }

  /** All of them that the caller's account has in the Region, oldest first; then those that it sees as a guest. */
  list(ctx: Pick<Context, 'store'> & Scope): Held<A, S>[] {
    const home = scopeKey(this.#home(ctx))
    const own = ctx.store.by(this.table, 'scope', home)
    const guests = ctx.store.by(this.table, 'guest', home)
    const along = this.#alongOf(ctx)
    return guests.length || along.length ? [...own, ...guests, ...along] : own
  }

  /** Whoever sees a resource along with another one has no tags on it. */
  #guestOf(held: Held<A, S>, viewer: Scope): Guest | undefined {
    const home = this.#home(viewer)
    return guestOf(held, home) ?? (this.spec.along && !isOwnedBy(held, home) ? home : undefined)
  }

  #alongOf(ctx: Pick<Context, 'store'> & Scope): Held<A, S>[] {
    const ids = this.spec.along?.ids(ctx) ?? []
    return [...new Set(ids)].map((id) => this.get(ctx, id)).filter((held) => held !== undefined)
  }

  /** All of them that there are, in every account and Region. */
  everyone(ctx: Pick<Context, 'store'>): Held<A, S>[] {
    return ctx.store.all(this.table)
  }

  /** Those that an index or a reference finds under a value, oldest first. */
  by(ctx: Pick<Context, 'store'>, index: string, value: string): Held<A, S>[] {
    return ctx.store.by(this.table, index, value)
  }

  count(ctx: Pick<Context, 'store'>, index: string, value: string): number {
    return ctx.store.count(this.table, index, value)
  }

  /** Stores a new resource of the caller's, unless the quota is used up. Without a side, it is empty. */
  create(ctx: Context, record: A, side: S = {} as S): Held<A, S> {
    const held: Held<A, S> = { ...this.#home(ctx), record, side }
    this.#checkQuota(ctx, held)
    return ctx.store.put(this.table, held)
  }

  /** Replaces members of the record, and of the side where given. The id stays. */
  update(ctx: Pick<Context, 'store'>, held: Held<A, S>, record: Partial<A>, side?: Partial<S>): Held<A, S> {
    return ctx.store.put(this.table, {
      ...held,
      record: { ...held.record, ...record },
      side: side ? { ...held.side, ...side } : held.side,
    })
  }

  /** Lets another account or Region see the resource as one of theirs. */
  admit(ctx: Pick<Context, 'store'>, held: Held<A, S>, guest: Guest): Held<A, S> {
    const home = { ...guest, ...this.#home(guest) }
    const others = (held.guests ?? []).filter((one) => scopeKey(one) !== scopeKey(home))
    return ctx.store.put(this.table, { ...held, guests: [...others, home] })
  }

  /** Hides the resource again from an account and Region that saw it as a guest. */
  dismiss(ctx: Pick<Context, 'store'>, held: Held<A, S>, guest: Scope): Held<A, S> {
    const home = scopeKey(this.#home(guest))
    const guests = (held.guests ?? []).filter((one) => scopeKey(one) !== home)
    return ctx.store.put(this.table, { ...held, guests })
  }

  /** Deletes the resource, unless another one that exists depends on it. */
  delete(ctx: Context, held: Held<A, S>): void {
    const id = this.idOf(held)
    if (this.isInUse(ctx, id)) throw this.spec.inUse?.(id) ?? dependencyViolation(this.spec.resource, id)
    this.remove(ctx, held)
  }

  /** Removes the record without asking who depends on it. */
  remove(ctx: Pick<Context, 'store'>, held: Held<A, S>): void {
    ctx.store.delete(this.table, this.idOf(held))
  }

  isInUse(ctx: Context, id: string): boolean {
    return ctx.families.referringTo(this.name).some(({ family, reference }) => {
      const { blocks } = family.spec.references![reference]!
      if (blocks === false) return false
      if (blocks === undefined) return family.count(ctx, reference, id) > 0
      return family.by(ctx, reference, id).some(blocks)
    })
  }

  /** The tags that a viewer has on the resource: the owner's when nobody is named. */
  tagsOf(held: Held<A, S>, viewer?: Scope): readonly Tag[] {
    const { tags } = this.spec
    const guest = viewer && this.#guestOf(held, viewer)
    if (guest) return tags ? (guest.tags ?? []) : []
    if (!tags) return []
    const own = 'side' in tags ? held.side[tags.side] : held.record[tags.member]
    return (own as readonly Tag[] | undefined) ?? []
  }

  setTags(ctx: Pick<Context, 'store'> & Scope, held: Held<A, S>, tags: readonly Tag[]): void {
    const { tags: place } = this.spec
    if (!place) return
    const guest = guestOf(held, this.#home(ctx))
    if (guest) this.admit(ctx, held, { ...guest, tags })
    else if ('side' in place) this.update(ctx, held, {}, { [place.side]: tags } as Partial<S>)
    else this.update(ctx, held, { [place.member]: tags } as Partial<A>)
  }

  /** The record as AWS prints it: computed members filled in, empty tags listed or left out. */
  print(ctx: Context, held: Held<A, S>): A {
    const own = this.spec.view ? this.spec.view(held, ctx) : held.record
    const { tags } = this.spec
    if (!tags || 'side' in tags) return own
    const guest = this.#guestOf(held, ctx)
    const record = guest ? { ...own, [tags.member]: guest.tags ?? [] } : own
    if ((record[tags.member] as unknown as Tag[] | undefined)?.length) return record
    const { [tags.member]: _, ...untagged } = record
    return (tags.whenEmpty === 'listed' ? { ...untagged, [tags.member]: [] } : untagged) as A
  }

  /** The caller's resources that have one of the ids, when ids are given, and pass every filter. */
  select(ctx: Context, ids: readonly string[] | undefined, filters: Filters | undefined): Held<A, S>[] {
    const candidates = ids?.length ? ids.map((id) => this.require(ctx, id)) : this.#candidates(ctx, filters)
    return this.filter(ctx, candidates, filters)
  }

  /** Those of the records that pass every filter. */
  filter(ctx: Context, records: Held<A, S>[], filters: Filters | undefined): Held<A, S>[] {
    return filterRecords(records, filters, (name) => {
      const read = this.#readerOf(name)
      return read && ((held) => read(held, ctx))
    })
  }

  #declaredFilter(name: string): Read<A, S> | undefined {
    const { filters } = this.spec
    return filters && Object.hasOwn(filters, name) ? filters[name] : undefined
  }

  #readerOf(name: string): Reader<A, S> | undefined {
    const read = this.#declaredFilter(name)
    if (read) return typeof read === 'object' ? read.read : read
    return this.readerOfTags(name)
  }

  /** How to read what a filter by tags asks for: `tag:<key>`, `tag-key`, `tag-value`. */
  readerOfTags(name: string): Reader<A, S> | undefined {
    if (!this.spec.tags) return undefined
    if (name.startsWith('tag:')) {
      const key = name.slice('tag:'.length)
      return (held, ctx) => this.tagsOf(held, ctx).find((tag) => tag.Key === key)?.Value
    }
    if (name === 'tag-key') return (held, ctx) => this.tagsOf(held, ctx).map((tag) => tag.Key)
    if (name === 'tag-value') return (held, ctx) => this.tagsOf(held, ctx).map((tag) => tag.Value)
    return undefined
  }

  // A filter whose name is that of an index with exact values spares reading every record.
  #candidates(ctx: Context, filters: Filters | undefined): Held<A, S>[] {
    for (const { Name, Values } of filters ?? []) {
      const read = Name === undefined ? undefined : this.#declaredFilter(Name)
      if (typeof read !== 'object' || !Values?.length || Values.some((value) => /[*?\\]/.test(value)))
        continue
      const found = new Set(Values.flatMap((value) => this.by(ctx, read.index, value)))
      return [...found].filter((held) => this.#isSeenBy(held, ctx))
    }
    return this.list(ctx)
  }

  /** Where the resource is kept for somebody who asks in a Region. */
  #home({ account, region }: Scope): Scope {
    return { account, region: this.spec.isGlobal ? 'global' : region }
  }

  #checkQuota(ctx: Context, held: Held<A, S>): void {
    const { quota } = this.spec
    if (!quota) return
    const limit = ctx.limit(quota.id)
    const within = quota.per ?? 'scope'
    const values = this.table.indexes[within]?.(held)
    for (const value of typeof values === 'string' ? [values] : (values ?? [])) {
      const used = quota.counts
        ? this.by(ctx, within, value).filter(quota.counts).length
        : this.count(ctx, within, value)
      if (used >= limit) throw quota.error(limit, held)
    }
  }
}

const isOwnedBy = (held: Scope, viewer: Scope): boolean =>
  held.account === viewer.account && held.region === viewer.region

const guestOf = (held: Held<object>, viewer: Scope): Guest | undefined =>
  isOwnedBy(held, viewer) ? undefined : held.guests?.find((guest) => isOwnedBy(guest, viewer))

export function family<A extends object, S extends object = object>(spec: FamilySpec<A, S>): Family<A, S> {
  return new Family(spec)
}

/** EC2's usual words for "something still uses this". */
export function dependencyViolation(resource: string, id: string): AwsError {
  return new AwsError(
    'DependencyViolation',
    `The ${resource} '${id}' has dependencies and cannot be deleted.`,
  )
}
