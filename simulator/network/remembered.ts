import type { Store, Table } from '../kernel/store.ts'

// Compiled forms of what the world holds. A frozen record never changes, so what was made from it is kept with it:
// forks share it, and an edit makes one record's anew. What is made from rows of a whole table is kept with the
// table's state, and goes stale when anything in that table is written.

/** Makes `compile(record)` once for each record. */
export function perRecord<R extends object, C>(compile: (record: R) => C): (record: R) => C {
  const known = new WeakMap<R, C>()
  return (record) => {
    const found = known.get(record)
    if (found !== undefined) return found
    const made = compile(record)
    known.set(record, made)
    return made
  }
}

type AnyTable = Table<never>

/** Makes `compile(store, key)` once for as long as none of the tables that it reads is written. */
export function perTables<C>(
  tables: readonly AnyTable[],
  compile: (store: Store, key: string) => C,
): (store: Store, key: string) => C {
  const root = new WeakMap<object, Level<C>>()
  return (store, key) => {
    let level: Level<C> | undefined
    let at = root
    for (const table of tables) {
      const state = store.stateOf(table)
      level = at.get(state)
      if (!level) {
        level = { deeper: new WeakMap(), made: new Map() }
        at.set(state, level)
      }
      at = level.deeper
    }
    const { made } = level!
    if (made.has(key)) return made.get(key) as C
    const compiled = compile(store, key)
    made.set(key, compiled)
    return compiled
  }
}

interface Level<C> {
  readonly deeper: WeakMap<object, Level<C>>
  readonly made: Map<string, C>
}
