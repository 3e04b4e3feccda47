import fc from 'fast-check'
import { cell, type Store, table } from '../../../simulator/kernel/store.ts'
import { value } from '../arbitraries.ts'

// Small worlds of two tables, in which random writes often meet each other.

export interface Thing {
  readonly id: string
  readonly owner: string | undefined
  readonly tags: readonly string[]
  readonly body: unknown
}

const indexes = {
  owner: (thing: Thing) => thing.owner,
  tag: (thing: Thing) => thing.tags,
}

export const things = table<Thing>('things', (thing) => thing.id, indexes)
export const others = table<Thing>('others', (thing) => thing.id, indexes)
export const counter = cell('counter', 0)
export const tables = [things, others]

export type Write =
  | { readonly kind: 'put'; readonly table: typeof things; readonly thing: Thing }
  | { readonly kind: 'delete'; readonly table: typeof things; readonly id: string }
  | { readonly kind: 'set'; readonly count: number }

export const ids = ['a', 'b', 'c', 'd', '1', '__proto__']
export const owners = ['x', 'y', '__proto__']

const id = fc.constantFrom(...ids)
const someTable = fc.constantFrom(things, others)

export const thing: fc.Arbitrary<Thing> = fc.record({
  id,
  owner: fc.option(fc.constantFrom(...owners), { nil: undefined }),
  tags: fc.array(fc.constantFrom(...owners), { maxLength: 3 }),
  body: value,
})

const put = fc.record({ kind: fc.constant('put' as const), table: someTable, thing })
const remove = fc.record({ kind: fc.constant('delete' as const), table: someTable, id })
const set = fc.record({ kind: fc.constant('set' as const), count: fc.nat(2) })

export const writes: fc.Arbitrary<Write[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: put }, { weight: 2, arbitrary: remove }, set),
  { maxLength: 25 },
)

export function write(store: Store, log: readonly Write[]): void {
  for (const entry of log) {
    // A copy, because a store freezes what it is given and two stores must not share by accident.
    if (entry.kind === 'put') store.put(entry.table, structuredClone(entry.thing))
    else if (entry.kind === 'delete') store.delete(entry.table, entry.id)
    else store.set(counter, entry.count)
  }
}

/** The same world kept in the plainest way: a map per table, in order of creation. */
export class NaiveWorld {
  readonly #rows = new Map(tables.map((table) => [table, new Map<string, Thing>()]))
  count = 0

  write(log: readonly Write[]): this {
    for (const entry of log) {
      if (entry.kind === 'put') this.#rows.get(entry.table)!.set(entry.thing.id, entry.thing)
      else if (entry.kind === 'delete') this.#rows.get(entry.table)!.delete(entry.id)
      else this.count = entry.count
    }
    return this
  }

  all(table: typeof things): Thing[] {
    return [...this.#rows.get(table)!.values()]
  }

  get(table: typeof things, id: string): Thing | undefined {
    return this.#rows.get(table)!.get(id)
  }
}

/** Everything that can be asked of a store, in one value. */
export function everythingIn(store: Store) {
  return {
    count: store.read(counter),
    tables: tables.map((table) => ({
      all: store.all(table),
      size: store.size(table),
      byId: ids.map((id) => [store.get(table, id), store.has(table, id)]),
      byOwner: owners.map((owner) => [store.by(table, 'owner', owner), store.count(table, 'owner', owner)]),
      byTag: owners.map((tag) => [store.by(table, 'tag', tag), store.count(table, 'tag', tag)]),
    })),
  }
}

/** The same answers by looking at every record of the naive world. */
export function everythingInNaive(world: NaiveWorld): ReturnType<typeof everythingIn> {
  return {
    count: world.count,
    tables: tables.map((table) => {
      const all = world.all(table)
      const where = (matches: (thing: Thing) => boolean): [Thing[], number] => {
        const found = all.filter(matches)
        return [found, found.length]
      }
      return {
        all,
        size: all.length,
        byId: ids.map((id) => [world.get(table, id), world.get(table, id) !== undefined]),
        byOwner: owners.map((owner) => where((thing) => thing.owner === owner)),
        byTag: owners.map((tag) => where((thing) => thing.tags.includes(tag))),
      }
    }),
  }
}
