import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesBetween, deserialise, Store, serialise } from '../../../simulator/kernel/store.ts'
import { runs } from '../arbitraries.ts'
import {
  counter,
  everythingIn,
  everythingInNaive,
  NaiveWorld,
  others,
  tables,
  thing,
  things,
  type Write,
  write,
  writes,
} from './worlds.ts'

const bytesOf = (store: Store) => serialise(store.version)

function storeAfter(...logs: (readonly Write[])[]): Store {
  const store = new Store()
  for (const log of logs) write(store, log)
  return store
}

describe('a store', () => {
  it('answers every read as a scan of all records would', () => {
    fc.assert(
      fc.property(writes, (log) => {
        expect(everythingIn(storeAfter(log))).toEqual(everythingInNaive(new NaiveWorld().write(log)))
      }),
      runs(),
    )
  })

  it('is as it was after an undo', () => {
    fc.assert(
      fc.property(writes, writes, (first, second) => {
        const store = storeAfter(first)
        const before = store.version
        const bytes = bytesOf(store)
        write(store, second)
        store.goto(before)
        expect(bytesOf(store)).toBe(bytes)
        expect(everythingIn(store)).toEqual(everythingInNaive(new NaiveWorld().write(first)))
      }),
      runs(),
    )
  })

  it('is as it was when a transaction fails, and keeps what was done around an inner one that fails', () => {
    const failing = (store: Store, log: readonly Write[]) => () => {
      write(store, log)
      throw new Error('refused')
    }
    fc.assert(
      fc.property(writes, writes, writes, (first, lost, kept) => {
        const store = storeAfter(first)
        const before = store.version
        expect(() => store.transaction(failing(store, lost))).toThrow('refused')
        expect(store.version).toBe(before)

        store.transaction(() => {
          write(store, kept)
          expect(() => store.transaction(failing(store, lost))).toThrow('refused')
        })
        expect(bytesOf(store)).toBe(bytesOf(storeAfter(first, kept)))
      }),
      runs(),
    )
  })

  it('gives the same bytes when a log is replayed, even with a save and a load in between', () => {
    fc.assert(
      fc.property(writes, writes, (first, second) => {
        const straight = storeAfter(first, second)
        const reopened = new Store(deserialise(bytesOf(storeAfter(first)), tables))
        write(reopened, second)
        expect(bytesOf(reopened)).toBe(bytesOf(straight))
        expect(everythingIn(reopened)).toEqual(everythingIn(straight))
      }),
      runs(),
    )
  })

  it('shows a fork nothing of what is written later, and is shown nothing by it', () => {
    fc.assert(
      fc.property(writes, writes, writes, (shared, ours, theirs) => {
        const store = storeAfter(shared)
        const fork = store.fork()
        // Turn by turn, so that each writes upon what the other has just written.
        for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
          write(store, ours.slice(i, i + 1))
          write(fork, theirs.slice(i, i + 1))
        }
        expect(bytesOf(store)).toBe(bytesOf(storeAfter(shared, ours)))
        expect(bytesOf(fork)).toBe(bytesOf(storeAfter(shared, theirs)))
        expect(everythingIn(store)).toEqual(everythingInNaive(new NaiveWorld().write(shared).write(ours)))
        expect(everythingIn(fork)).toEqual(everythingInNaive(new NaiveWorld().write(shared).write(theirs)))
      }),
      runs(),
    )
  })

  it('freezes what it keeps, through and through', () => {
    const isFrozen = (part: unknown): boolean =>
      typeof part !== 'object' ||
      part === null ||
      part instanceof Uint8Array ||
      (Object.isFrozen(part) && Object.values(part).every(isFrozen))
    fc.assert(
      fc.property(thing, (record) => {
        const store = new Store()
        store.put(things, structuredClone(record))
        expect(isFrozen(store.get(things, record.id))).toBe(true)
      }),
      runs(),
    )
  })
})

describe('the changes between two versions', () => {
  it('name each record that differs, once, and none that nobody wrote', () => {
    fc.assert(
      fc.property(writes, writes, writes, (shared, ours, theirs) => {
        const store = storeAfter(shared)
        const left = store.fork()
        const right = store.fork()
        write(left, ours)
        write(right, theirs)
        const named = changesBetween(left.version, right.version).map(({ table, id }) => `${table} ${id}`)
        expect(new Set(named).size).toBe(named.length)
        const mayDiffer = new Set([...written(shared, ours), ...written(shared, theirs)])
        expect(named.filter((name) => !mayDiffer.has(name))).toEqual([])
        for (const difference of differing(left, right)) expect(named).toContain(difference)
      }),
      runs(),
    )
  })

  it('are none between a version and itself, and the same in both directions', () => {
    fc.assert(
      fc.property(writes, writes, (first, second) => {
        const store = storeAfter(first)
        const before = store.version
        expect(store.changesSince(before)).toEqual([])
        write(store, second)
        const sorted = (from: typeof before, to: typeof before) =>
          changesBetween(from, to)
            .map(({ table, id }) => `${table} ${id}`)
            .sort()
        expect(sorted(before, store.version)).toEqual(sorted(store.version, before))
      }),
      runs(),
    )
  })

  /** Which records a log writes; deleting what is not there writes nothing. */
  function written(before: readonly Write[], log: readonly Write[]): Set<string> {
    const world = new NaiveWorld().write(before)
    const names = new Set<string>()
    for (const entry of log) {
      if (entry.kind === 'put') names.add(`${entry.table.name} ${entry.thing.id}`)
      if (entry.kind === 'delete' && world.get(entry.table, entry.id))
        names.add(`${entry.table.name} ${entry.id}`)
      world.write([entry])
    }
    return names
  }

  function differing(left: Store, right: Store): string[] {
    const seen = (store: Store) =>
      [things, others].flatMap((table) =>
        store.all(table).map((record) => [`${table.name} ${record.id}`, record] as const),
      )
    const ours = new Map(seen(left))
    const theirs = new Map(seen(right))
    return [...new Set([...ours.keys(), ...theirs.keys()])].filter(
      (name) => ours.get(name) !== theirs.get(name),
    )
  }
})

describe('a saved world', () => {
  it('opens as it was', () => {
    fc.assert(
      fc.property(writes, (log) => {
        const store = storeAfter(log)
        const bytes = bytesOf(store)
        const opened = new Store(deserialise(bytes, tables))
        expect(bytesOf(opened)).toBe(bytes)
        expect(everythingIn(opened)).toEqual(everythingIn(store))
      }),
      runs(),
    )
  })

  it('is the same text whatever the order in which the parts of its records were written down', () => {
    fc.assert(
      fc.property(writes, fc.infiniteStream(fc.nat()), (log, dice) => {
        const shuffled = log.map((entry) =>
          entry.kind === 'put' ? { ...entry, thing: reorder(entry.thing, dice) } : entry,
        )
        expect(bytesOf(storeAfter(shuffled))).toBe(bytesOf(storeAfter(log)))
      }),
      runs(),
    )
  })

  it('does not remember that a cell was once something else', () => {
    const store = new Store()
    store.set(counter, 1)
    store.set(counter, 0)
    expect(bytesOf(store)).toBe(bytesOf(new Store()))
  })

  function reorder<T>(part: T, dice: Iterator<number>): T {
    if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return part
    if (Array.isArray(part)) return part.map((item) => reorder(item, dice)) as T
    const entries = Object.entries(part).map(
      ([key, inner]) => [dice.next().value as number, key, inner] as const,
    )
    entries.sort(([a], [b]) => a - b)
    return Object.fromEntries(entries.map(([, key, inner]) => [key, reorder(inner, dice)])) as T
  }
})
