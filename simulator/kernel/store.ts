import { PersistentMap, PersistentSet } from './persistent-map.ts'

// A world in which every version is a pointer. Tables are persistent maps that share what did not change,
// so forking, undoing and rolling back cost nothing but keeping the pointer.

/** A table is declared once, as a value, and is the typed handle to its rows. */
export interface Table<R extends object> {
  readonly name: string
  readonly key: (record: R) => string
  /** Secondary indexes: the value or values under which a record is found. */
  readonly indexes: Readonly<Record<string, (record: R) => string | readonly string[] | undefined>>
}

export function table<R extends object>(
  name: string,
  key: (record: R) => string,
  indexes: Table<R>['indexes'] = {},
): Table<R> {
  return { name, key, indexes }
}

/** One value that belongs to the world but to no table: the clock, the dice, a counter. */
export interface Cell<T> {
  readonly name: string
  readonly initial: T
}

export function cell<T>(name: string, initial: T): Cell<T> {
  return { name, initial: freeze(initial) }
}

interface Row {
  /** Order of creation, which is the order that AWS lists in. */
  readonly seq: number
  readonly record: object
}

type Rows = PersistentMap<Row>

type Index = PersistentMap<Group>

/** The ids under one value of an index. Most values have one, and a set for each would outweigh the records. */
type Group = string | PersistentSet

interface TableState {
  readonly rows: Rows
  readonly indexes: Readonly<Record<string, Index>>
}

/** A whole world at one moment. Opaque: keep it, compare it, hand it back to a store. */
export interface Version {
  readonly tables: PersistentMap<TableState>
  readonly cells: PersistentMap<unknown>
  readonly seq: number
}

export interface Change {
  readonly table: string
  readonly id: string
}

/** What somebody looked at. Who finds all of it unchanged sees the same once more. */
export interface Reads {
  readonly tables: Set<string>
  readonly cells: Set<string>
  /** The version itself was asked for: anything may have been read. */
  isWhole: boolean
}

export const newReads = (): Reads => ({ tables: new Set(), cells: new Set(), isWhole: false })

const emptyTable: TableState = { rows: PersistentMap.of(), indexes: {} }
const emptyVersion: Version = { tables: PersistentMap.of(), cells: PersistentMap.of(), seq: 0 }

export class Store {
  #version: Version
  #reads: Reads | undefined

  constructor(version: Version = emptyVersion, reads?: Reads) {
    this.#version = version
    this.#reads = reads
  }

  get version(): Version {
    if (this.#reads) this.#reads.isWhole = true
    return this.#version
  }

  /** Goes to a version that this or any other store has had. */
  goto(version: Version): void {
    this.#version = version
  }

  /**
   * A store that starts from this world; neither ever sees what the other writes. What it looks at is written down in
   * `reads`, by its own forks too.
   */
  fork(reads: Reads | undefined = this.#reads): Store {
    return new Store(this.#version, reads)
  }

  /** Does something that is no part of what `reads` asks after: it is not written down there. */
  aside<T>(work: () => T): T {
    return this.#notingIn(undefined, work)
  }

  /** Does something whose result will be kept, and says what it looked at, for whoever is given the result later. */
  noting<T>(work: () => T): { readonly value: T; readonly reads: Reads | undefined } {
    if (!this.#reads) return { value: work(), reads: undefined }
    const reads = newReads()
    const value = this.#notingIn(reads, work)
    this.alsoRead(reads)
    return { value, reads }
  }

  /** Takes over what a kept result was made of. Where nobody wrote that down, it may be anything. */
  alsoRead(reads: Reads | undefined): void {
    const own = this.#reads
    if (!own) return
    if (!reads || reads.isWhole) own.isWhole = true
    for (const table of reads?.tables ?? []) own.tables.add(table)
    for (const name of reads?.cells ?? []) own.cells.add(name)
  }

  #notingIn<T>(reads: Reads | undefined, work: () => T): T {
    const before = this.#reads
    this.#reads = reads
    try {
      return work()
    } finally {
      this.#reads = before
    }
  }

  /** All of it happens, or, when `work` throws, none of it. */
  transaction<T>(work: () => T): T {
    const before = this.#version
    try {
      return work()
    } catch (error) {
      this.#version = before
      throw error
    }
  }

  get<R extends object>(table: Table<R>, id: string): R | undefined {
    this.#reads?.tables.add(table.name)
    return this.#version.tables.get(table.name)?.rows.get(id)?.record as R | undefined
  }

  has<R extends object>(table: Table<R>, id: string): boolean {
    this.#reads?.tables.add(table.name)
    return this.#version.tables.get(table.name)?.rows.has(id) ?? false
  }

  /** Stands for all that a table holds: the same object as long as nothing in it is written, here or in a fork. */
  stateOf<R extends object>(table: Table<R>): object {
    this.#reads?.tables.add(table.name)
    return this.#version.tables.get(table.name) ?? emptyTable
  }

  size<R extends object>(table: Table<R>): number {
    this.#reads?.tables.add(table.name)
    return this.#version.tables.get(table.name)?.rows.size ?? 0
  }

  /** Every record, oldest first. */
  all<R extends object>(table: Table<R>): R[] {
    this.#reads?.tables.add(table.name)
    const rows = this.#version.tables.get(table.name)?.rows
    if (!rows) return []
    return [...rows.values()].sort(bySeq).map((row) => row.record as R)
  }

  /** The records that an index holds under a value, oldest first. */
  by<R extends object>(table: Table<R>, index: string, value: string): R[] {
    this.#reads?.tables.add(table.name)
    const state = this.#version.tables.get(table.name)
    const group = state?.indexes[index]?.get(value)
    if (!state || group === undefined) return []
    if (typeof group === 'string') return [state.rows.get(group)!.record as R]
    const rows: Row[] = []
    for (const id of group) rows.push(state.rows.get(id)!)
    return rows.sort(bySeq).map((row) => row.record as R)
  }

  /** How many records an index holds under a value, without reading them. */
  count<R extends object>(table: Table<R>, index: string, value: string): number {
    this.#reads?.tables.add(table.name)
    const group = this.#version.tables.get(table.name)?.indexes[index]?.get(value)
    if (group === undefined) return 0
    return typeof group === 'string' ? 1 : group.size
  }

  /** Writes a record, new or in place of the one with the same key, and returns it frozen. */
  put<R extends object>(table: Table<R>, record: R): R {
    const id = table.key(record)
    const state = this.#version.tables.get(table.name) ?? emptyTable
    const old = state.rows.get(id)
    const frozen = freeze(record)
    const seq = old?.seq ?? this.#version.seq
    let indexes = state.indexes
    for (const name in table.indexes) {
      const read = table.indexes[name]!
      const was = old ? values(read(old.record as R)) : none
      const is = values(read(record))
      if (old && same(was, is)) continue
      let index: Index = indexes[name] ?? PersistentMap.of()
      for (const value of missingFrom(is, was)) index = without(index, value, id)
      for (const value of missingFrom(was, is)) {
        index = index.set(value, withId(index.get(value), id))
      }
      indexes = { ...indexes, [name]: index }
    }
    this.#write(table.name, { rows: state.rows.set(id, { seq, record: frozen }), indexes }, old ? 0 : 1)
    return frozen
  }

  delete<R extends object>(table: Table<R>, id: string): void {
    const state = this.#version.tables.get(table.name)
    const old = state?.rows.get(id)
    if (!state || !old) return
    let indexes = state.indexes
    for (const name in table.indexes) {
      let index: Index = indexes[name] ?? PersistentMap.of()
      for (const value of values(table.indexes[name]!(old.record as R))) index = without(index, value, id)
      indexes = { ...indexes, [name]: index }
    }
    this.#write(table.name, { rows: state.rows.delete(id), indexes }, 0)
  }

  read<T>(cell: Cell<T>): T {
    this.#reads?.cells.add(cell.name)
    const { cells } = this.#version
    return cells.has(cell.name) ? (cells.get(cell.name) as T) : cell.initial
  }

  set<T>(cell: Cell<T>, value: T): void {
    const version = this.#version
    // A cell put back is a cell never set, so that the two worlds are one in text too.
    const isInitial = Object.is(value, cell.initial)
    const cells = isInitial ? version.cells.delete(cell.name) : version.cells.set(cell.name, freeze(value))
    this.#version = { ...version, cells }
  }

  /** What was written between `since` and now, or what going back from now to `since` would rewrite. */
  changesSince(since: Version): Change[] {
    return changesBetween(since, this.#version)
  }

  /** The version that a patch leads to from another one. Throws where it writes to a table that nobody has declared. */
  static patched(from: Version, text: string, tables: readonly Table<never>[]): Version {
    const { seq, cells, unset, tables: written } = JSON.parse(text, reviver()) as Patch
    const byName = new Map(tables.map((table) => [table.name, table as unknown as Table<object>]))
    const store = new Store(from)
    for (const [name, { put, gone }] of Object.entries(written)) {
      const declared = byName.get(name)
      if (!declared) throw new Error(`There is no table "${name}".`)
      for (const id of [...gone, ...put.map(({ record }) => declared.key(record))]) store.delete(declared, id)
      for (const row of put) {
        store.#version = { ...store.#version, seq: row.seq }
        store.put(declared, row.record)
      }
    }
    const all = unset.reduce((kept, name) => kept.delete(name), store.#version.cells)
    const set = Object.entries(cells).reduce((kept, [name, value]) => kept.set(name, freeze(value)), all)
    return { ...store.#version, seq, cells: set }
  }

  #write(name: string, state: TableState, added: 0 | 1): void {
    const { tables, cells, seq } = this.#version
    this.#version = { tables: tables.set(name, state), cells, seq: seq + added }
  }
}

/** Whether all that was read of one world is the same in another. Names that do not matter are left out. */
export function readsTheSame(
  { tables, cells, isWhole }: Reads,
  a: Version,
  b: Version,
  { besides }: { readonly besides: ReadonlySet<string> },
): boolean {
  const looked = isWhole
    ? [...new Set([...a.tables.keys(), ...b.tables.keys()])].filter((one) => !besides.has(one))
    : []
  return (
    [...tables, ...looked].every((name) => a.tables.get(name) === b.tables.get(name)) &&
    [...cells].every((name) => besides.has(name) || a.cells.get(name) === b.cells.get(name))
  )
}

/** Each record that differs between two worlds. Tables that both share are not looked into. */
export function changesBetween(a: Version, b: Version): Change[] {
  const names = new Set([...a.tables.keys(), ...b.tables.keys()])
  return [...names].flatMap((table) => {
    const before = a.tables.get(table)?.rows
    const after = b.tables.get(table)?.rows
    if (before === after) return []
    const ids = new Set([...differing(before, after), ...differing(after, before)])
    return [...ids].map((id) => ({ table, id }))
  })
}

/** Ids of rows that are not the same in the other version. */
function* differing(rows: Rows | undefined, others: Rows | undefined): Generator<string> {
  for (const [id, row] of rows ?? []) if (others?.get(id) !== row) yield id
}

/** What has to be written to come from one version to another. */
interface Patch {
  readonly seq: number
  readonly cells: Readonly<Record<string, unknown>>
  readonly unset: readonly string[]
  readonly tables: Readonly<
    Record<string, { readonly put: readonly Row[]; readonly gone: readonly string[] }>
  >
}

/** The way from one version to another as text: small where they are near, whatever the size of the world. */
export function patchBetween(from: Version, to: Version): string {
  const tables: Record<string, { put: Row[]; gone: string[] }> = {}
  for (const { table, id } of changesBetween(from, to)) {
    tables[table] ??= { put: [], gone: [] }
    const row = to.tables.get(table)?.rows.get(id)
    if (row) tables[table].put.push(row)
    else tables[table].gone.push(id)
  }
  const cells = [...to.cells].filter(([name, value]) => from.cells.get(name) !== value)
  const unset = [...from.cells.keys()].filter((name) => !to.cells.has(name))
  return JSON.stringify({ seq: to.seq, cells: Object.fromEntries(cells), unset, tables }, canonical)
}

/** A saved world, read but not yet put together. */
export interface Snapshot {
  format: 1
  seq: number
  cells: Record<string, unknown>
  tables: Record<string, { seq: number; record: unknown }[]>
}

/** The world as text: equal worlds give equal bytes, however they came about. */
export function serialise(version: Version): string {
  const tables: Snapshot['tables'] = {}
  for (const [name, state] of version.tables) {
    if (state.rows.size) tables[name] = [...state.rows.values()].sort(bySeq)
  }
  const snapshot: Snapshot = { format: 1, seq: version.seq, cells: Object.fromEntries(version.cells), tables }
  return JSON.stringify(snapshot, canonical)
}

/** The world that `serialise` wrote. Tables are passed in because indexes are rebuilt from the records. */
export const deserialise = (text: string, tables: readonly Table<never>[]): Version =>
  restore(readSnapshot(text), tables)

/** The first half of `deserialise`: it tells which tables the second one wants. */
export function readSnapshot(text: string): Snapshot {
  const snapshot = JSON.parse(text, reviver()) as Snapshot
  if (snapshot?.format !== 1) throw new Error('This is not a world saved by Hopwise: its format is not 1.')
  return snapshot
}

export function restore(snapshot: Snapshot, tables: readonly Table<never>[]): Version {
  const byName = new Map(tables.map((table) => [table.name, table as unknown as Table<object>]))
  const states = Object.entries(snapshot.tables).map(([name, rows]): [string, TableState] => {
    const declared = byName.get(name)
    if (!declared) throw new Error(`The saved world has a table "${name}" that this version does not know.`)
    return [name, rebuild(declared, rows as Row[])]
  })
  return {
    tables: PersistentMap.of(states),
    cells: PersistentMap.of(Object.entries(snapshot.cells).map(([name, value]) => [name, freeze(value)])),
    seq: snapshot.seq,
  }
}

function rebuild(table: Table<object>, rows: readonly Row[]): TableState {
  const byId = rows.map(({ seq, record }): [string, Row] => [
    table.key(record),
    { seq, record: freeze(record) },
  ])
  const indexes: Record<string, Index> = {}
  for (const name in table.indexes) {
    const groups = new Map<string, Set<string>>()
    for (const [id, { record }] of byId) {
      for (const value of values(table.indexes[name]!(record))) {
        const group = groups.get(value)
        if (group) group.add(id)
        else groups.set(value, new Set([id]))
      }
    }
    indexes[name] = PersistentMap.of([...groups].map(([value, ids]) => [value, groupOf(ids)]))
  }
  return { rows: PersistentMap.of(byId), indexes }
}

const bySeq = (a: Row, b: Row) => a.seq - b.seq

const none: readonly string[] = []

function values(read: string | readonly string[] | undefined): readonly string[] {
  if (read === undefined) return none
  return typeof read === 'string' ? [read] : read
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, i) => value === b[i])

/** The values of `all` that are not in `some`. */
function missingFrom(some: readonly string[], all: readonly string[]): readonly string[] {
  if (!some.length) return all
  const known = new Set(some)
  return all.filter((value) => !known.has(value))
}

function groupOf(ids: Iterable<string>): Group {
  const [first, second] = ids
  return second === undefined ? first! : PersistentSet.of(ids)
}

function withId(group: Group | undefined, id: string): Group {
  if (group === undefined || group === id) return id
  return typeof group === 'string' ? groupOf([group, id]) : group.add(id)
}

function without(index: Index, value: string, id: string): Index {
  const group = index.get(value)
  if (group === undefined || typeof group === 'string') return group === id ? index.delete(value) : index
  return index.set(value, groupOf(group.delete(id)))
}

// Freezes a record through and through. A part that is frozen came from an older record, so all of it is.
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) freezeParts(value)
  return value
}

function freezeParts(whole: object): void {
  // A typed array cannot be frozen; whoever stores one hands it over and keeps no copy to write to.
  if (Object.isFrozen(whole) || whole instanceof Uint8Array) return
  for (const part of Array.isArray(whole) ? whole : Object.values(whole)) {
    if (typeof part === 'object' && part !== null) freezeParts(part)
  }
  Object.freeze(whole)
}

// Keys in one order, bytes as base64: what makes equal worlds equal text. A learner may name a thing
// "$bytes" as well, so every key that starts with a dollar gets one more.
function canonical(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (value instanceof Uint8Array) return { $bytes: base64(value) }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key.startsWith('$') ? `$${key}` : key, part]))
}

/** Reads what `canonical` wrote. Ids and names occur again and again, so equal texts become one. */
function reviver(): (key: string, value: unknown) => unknown {
  const texts = new Map<string, string>()
  return (_, value) => {
    if (typeof value !== 'string') return revive(value)
    const known = texts.get(value)
    if (known === undefined) texts.set(value, value)
    return known ?? value
  }
}

// Frozen as all records are, so that one will do for many.
const emptyObject = Object.freeze({})
const emptyList = Object.freeze([])

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.length ? value : emptyList
  if (Object.hasOwn(value, '$bytes')) {
    const { $bytes } = value as { $bytes: unknown }
    return Uint8Array.from(atob(String($bytes)), (char) => char.charCodeAt(0))
  }
  const entries = Object.entries(value)
  if (!entries.length) return emptyObject
  if (!entries.some(([key]) => key.startsWith('$'))) return value
  return Object.fromEntries(entries.map(([key, part]) => [key.startsWith('$') ? key.slice(1) : key, part]))
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
