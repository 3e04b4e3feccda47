import { describe, expect, it } from 'vitest'
import {
  cell,
  changesBetween,
  deserialise,
  newReads,
  readsTheSame,
  Store,
  serialise,
  table,
} from '../../../../simulator/kernel/store.ts'

interface Subnet {
  readonly id: string
  readonly vpc?: string
  readonly zones?: readonly string[]
  readonly body?: unknown
}

const subnets = table<Subnet>('subnets', ({ id }) => id, {
  vpc: ({ vpc }) => vpc,
  zone: ({ zones }) => zones,
})
const notes = cell<readonly string[]>('notes', [])

function storeWith(...records: Subnet[]): Store {
  const store = new Store()
  for (const record of records) store.put(subnets, record)
  return store
}

const idsOf = (records: readonly Subnet[]) => records.map(({ id }) => id)

describe('a table', () => {
  it('lists in order of creation, and a record that is written again keeps its place', () => {
    const store = storeWith({ id: 'c' }, { id: 'a' }, { id: 'b' })
    store.put(subnets, { id: 'a', vpc: 'v' })
    expect(idsOf(store.all(subnets))).toEqual(['c', 'a', 'b'])
    store.delete(subnets, 'c')
    store.put(subnets, { id: 'c' })
    expect(idsOf(store.all(subnets))).toEqual(['a', 'b', 'c'])
  })

  it('knows nothing of what was never written', () => {
    const store = new Store()
    expect(store.get(subnets, 'a')).toBeUndefined()
    expect(store.has(subnets, 'a')).toBe(false)
    expect([store.size(subnets), store.all(subnets), store.by(subnets, 'vpc', 'v')]).toEqual([0, [], []])
    store.delete(subnets, 'a')
    expect(store.version).toBe(new Store().version)
  })

  it.each([
    ['as it was written', (store: Store) => store],
    ['saved and loaded', (store: Store) => new Store(deserialise(serialise(store.version), [subnets]))],
  ])('counts what an index holds under a value while records come and go, %s', (_, pass) => {
    let store = pass(storeWith({ id: 'a', zones: ['z', 'z'] }))
    const found = () => [store.count(subnets, 'zone', 'z'), ...idsOf(store.by(subnets, 'zone', 'z'))]
    expect(found()).toEqual([1, 'a'])
    store.put(subnets, { id: 'b', zones: ['z'] })
    store = pass(store)
    expect(found()).toEqual([2, 'a', 'b'])
    store.delete(subnets, 'a')
    store = pass(store)
    expect(found()).toEqual([1, 'b'])
    store.delete(subnets, 'b')
    store = pass(store)
    expect(found()).toEqual([0])
  })

  it('finds by index in order of creation, and follows a record that moves', () => {
    const store = storeWith({ id: 'b', vpc: 'v' }, { id: 'a', vpc: 'v' }, { id: 'c', vpc: 'w' })
    expect(idsOf(store.by(subnets, 'vpc', 'v'))).toEqual(['b', 'a'])
    store.put(subnets, { id: 'b', vpc: 'w' })
    expect(idsOf(store.by(subnets, 'vpc', 'v'))).toEqual(['a'])
    expect(idsOf(store.by(subnets, 'vpc', 'w'))).toEqual(['b', 'c'])
    store.put(subnets, { id: 'b' })
    expect(store.count(subnets, 'vpc', 'w')).toBe(1)
    store.delete(subnets, 'c')
    expect(store.count(subnets, 'vpc', 'w')).toBe(0)
  })

  it('finds a record under each of its values', () => {
    const store = storeWith({ id: 'a', zones: ['x', 'y', 'x'] }, { id: 'b', zones: ['y'] })
    expect(idsOf(store.by(subnets, 'zone', 'y'))).toEqual(['a', 'b'])
    expect(store.count(subnets, 'zone', 'x')).toBe(1)
    store.put(subnets, { id: 'a', zones: ['z'] })
    expect(['x', 'y', 'z'].map((zone) => store.count(subnets, 'zone', zone))).toEqual([0, 1, 1])
  })

  it('refuses to have its records, or the first value of a cell, written to', () => {
    const store = storeWith({ id: 'a', body: { deep: ['x'] } })
    const { deep } = store.get(subnets, 'a')!.body as { deep: string[] }
    expect(() => deep.push('y')).toThrow(TypeError)
    expect(() => (store.read(notes) as string[]).push('y')).toThrow(TypeError)
  })
})

describe('a transaction', () => {
  it('that fails leaves no trace: no record, no cell, no change', () => {
    const store = storeWith({ id: 'a' })
    const before = store.version
    const attempt = () =>
      store.transaction(() => {
        store.put(subnets, { id: 'b' })
        store.set(notes, ['written'])
        throw new Error('InvalidSubnet.Conflict')
      })
    expect(attempt).toThrow('InvalidSubnet.Conflict')
    expect(store.version).toBe(before)
    expect(store.changesSince(before)).toEqual([])
  })

  it('returns what its work returns', () => {
    expect(new Store().transaction(() => 'vpc-1')).toBe('vpc-1')
  })
})

describe('changes', () => {
  it('name what was created, replaced and deleted, each once', () => {
    const store = storeWith({ id: 'a' }, { id: 'b' })
    const before = store.version
    store.put(subnets, { id: 'a', vpc: 'v' })
    store.put(subnets, { id: 'a', vpc: 'w' })
    store.delete(subnets, 'b')
    store.put(subnets, { id: 'c' })
    const changed = store.changesSince(before).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(changed).toEqual(['a', 'b', 'c'].map((id) => ({ table: 'subnets', id })))
  })

  it('between two branches name what either wrote', () => {
    const store = storeWith({ id: 'a' })
    const fork = store.fork()
    store.put(subnets, { id: 'ours' })
    fork.put(subnets, { id: 'theirs' })
    const named = changesBetween(store.version, fork.version).map(({ id }) => id)
    expect(named.sort()).toEqual(['ours', 'theirs'])
  })
})

describe('a saved world', () => {
  it.each([
    ['bytes', new Uint8Array([0, 127, 255])],
    ['a part that is named as bytes are marked', { $bytes: 'AAAA' }],
    ['a part that is named as such a name is marked', { $$bytes: [{ $: 1 }] }],
    ['a part called __proto__', JSON.parse('{"__proto__": {"a": 1}}')],
    ['text that is half a character', '\ud800'],
    ['nothing', null],
  ])('gives back %s', (_, body) => {
    const store = storeWith({ id: 'a', body })
    const opened = new Store(deserialise(serialise(store.version), [subnets]))
    expect(opened.get(subnets, 'a')).toStrictEqual(store.get(subnets, 'a'))
    expect(serialise(opened.version)).toBe(serialise(store.version))
  })

  it('goes on counting where it stopped', () => {
    const store = storeWith({ id: 'a' }, { id: 'b' })
    store.delete(subnets, 'b')
    const opened = new Store(deserialise(serialise(store.version), [subnets]))
    opened.put(subnets, { id: 'c' })
    store.put(subnets, { id: 'c' })
    expect(serialise(opened.version)).toBe(serialise(store.version))
  })

  it.each([
    ['another format', '{"format":2,"tables":{},"cells":{},"seq":0}', /format is not 1/],
    ['nothing at all', 'null', /format is not 1/],
    ['a table that is not known', '{"format":1,"tables":{"moons":[]},"cells":{},"seq":0}', /"moons"/],
    ['what is not JSON', '{"format":', SyntaxError],
  ])('is refused with %s', (_, text, error) => {
    expect(() => deserialise(text, [subnets])).toThrow(error)
  })
})

describe('what was read', () => {
  const other = table<Subnet>('others', ({ id }) => id)

  /** Whether what `look` reads of a world is the same after `change`. */
  function isSame(look: (store: Store) => unknown, change: (store: Store) => unknown, besides = ''): boolean {
    const store = storeWith({ id: 'a', vpc: 'v' })
    store.put(other, { id: 'x' })
    const before = store.version
    const reads = newReads()
    look(store.fork(reads))
    change(store)
    return readsTheSame(reads, before, store.version, { besides: new Set([besides]) })
  }

  const touch = (store: Store) => store.put(subnets, { id: 'b' })

  it.each<[string, (store: Store) => unknown]>([
    ['a record', (store) => store.get(subnets, 'a')],
    ['whether there is one', (store) => store.has(subnets, 'b')],
    ['all of them', (store) => store.all(subnets)],
    ['those of an index', (store) => store.by(subnets, 'vpc', 'v')],
    ['how many an index has', (store) => store.count(subnets, 'vpc', 'v')],
    ['how many there are', (store) => store.size(subnets)],
    ['what stands for the table', (store) => store.stateOf(subnets)],
    ['the version', (store) => store.version],
    ['a record, in a fork of the fork', (store) => store.fork().get(subnets, 'a')],
    ['a record, on the way to what is kept', (store) => store.noting(() => store.get(subnets, 'a'))],
    ['what was kept, of nobody knows what', (store) => store.alsoRead(undefined)],
  ])('%s is another one when its table is written, and the same when others are', (_, look) => {
    expect(isSame(look, touch)).toBe(false)
    expect(isSame(look, () => {})).toBe(true)
    if (!/version|nobody/.test(_)) expect(isSame(look, (store) => store.put(other, { id: 'y' }))).toBe(true)
  })

  it('of a cell is another one when the cell is set', () => {
    const look = (store: Store) => store.read(notes)
    expect(isSame(look, (store) => store.set(notes, ['x']))).toBe(false)
    expect(isSame(look, touch)).toBe(true)
    expect(isSame(look, (store) => store.set(notes, ['x']), 'notes')).toBe(true)
  })

  it('of a version leaves out what does not matter', () => {
    expect(isSame((store) => store.version, touch, 'subnets')).toBe(true)
  })

  it('aside, and what is only written, is not written down', () => {
    expect(isSame((store) => store.aside(() => store.all(subnets)), touch)).toBe(true)
    expect(isSame((store) => store.put(subnets, { id: 'c' }), touch)).toBe(true)
  })

  it('of what was kept comes along with it', () => {
    const store = storeWith({ id: 'a' })
    const [first, second] = [newReads(), newReads()]
    const { value, reads } = store.fork(first).noting(() => 1)
    expect([value, reads]).toEqual([1, newReads()])
    const kept = store.fork(first).noting((): unknown => store.fork(second)).reads
    store.fork(second).alsoRead({ ...newReads(), tables: new Set(['subnets']), cells: new Set(['notes']) })
    expect(kept).toEqual(newReads())
    expect(second).toEqual({ tables: new Set(['subnets']), cells: new Set(['notes']), isWhole: false })
  })
})
