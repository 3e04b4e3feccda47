import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PersistentMap } from '../../../simulator/kernel/persistent-map.ts'
import { runs } from '../arbitraries.ts'

// The first two have one and the same hash, and so have the others.
const clashing = ['9z4Iz', 'ElkF2', 'jr110', 'NeGsi']

const key = fc.oneof(
  fc.constantFrom(...clashing),
  fc.nat(60).map((i) => `subnet-${i}`),
  fc.string({ maxLength: 3 }),
)
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ set: key, to: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ gone: key }) },
)
const changes = fc.array(change, { maxLength: 200 })
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

const sorted = (entries: Iterable<[string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1))

function changed(map: PersistentMap<number>, plain: Map<string, number>, one: Change): PersistentMap<number> {
  if ('set' in one) {
    plain.set(one.set, one.to)
    return map.set(one.set, one.to)
  }
  plain.delete(one.gone)
  return map.delete(one.gone)
}

it('a persistent map is after any changes what a plain map is, and each earlier one stays as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat(5))), changes, (first, log) => {
      const plain = new Map(first)
      let map = PersistentMap.of(first)
      const versions = [{ map, was: sorted(plain) }]
      for (const one of log) {
        map = changed(map, plain, one)
        versions.push({ map, was: sorted(plain) })
      }
      for (const { map: version, was } of versions) {
        expect(version.size).toBe(was.length)
        expect(sorted(version)).toEqual(was)
        expect([...version.keys()].sort()).toEqual(was.map(([name]) => name).sort())
        expect([...version.values()].sort()).toEqual(was.map(([, value]) => value).sort())
      }
      const named = [...clashing, ...plain.keys(), 'subnet-7', '']
      expect(named.map((name) => [map.has(name), map.get(name)])).toEqual(
        named.map((name) => [plain.has(name), plain.get(name)]),
      )
    }),
    runs(),
  )
})

it('a persistent map of a hundred thousand entries finds and loses each of them', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `eni-${(i * 2_654_435_761) % 2 ** 32}`)
  const full = PersistentMap.of(names.map((name, i): [string, number] => [name, i]))
  expect(full.size).toBe(names.length)
  expect(names.findIndex((name, i) => full.get(name) !== i)).toBe(-1)
  const odd = names.reduce((map, name, i) => (i % 2 ? map : map.delete(name)), full)
  expect(odd.size).toBe(names.length / 2)
  expect(names.findIndex((name, i) => odd.has(name) !== (i % 2 === 1))).toBe(-1)
  expect(names.reduce((map, name) => map.delete(name), odd)).toBe(PersistentMap.of())
  expect(full.size).toBe(names.length)
})
