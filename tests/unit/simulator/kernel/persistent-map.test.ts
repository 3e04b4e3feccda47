import { describe, expect, it } from 'vitest'
import { PersistentMap, PersistentSet } from '../../../../simulator/kernel/persistent-map.ts'

const sorted = <V>(map: Iterable<[string, V]>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

describe('a persistent map', () => {
  it('tells texts of one hash apart', () => {
    const [one, other] = ['9z4Iz', 'ElkF2']
    const both = PersistentMap.of<number>().set(one, 1).set(other, 2)
    expect([both.size, both.get(one), both.get(other)]).toEqual([2, 1, 2])
    expect([both.set(one, 3).get(one), both.set(one, 3).size]).toEqual([3, 2])
    expect(sorted(both.delete(one))).toEqual([[other, 2]])
    expect(both.delete('jr110')).toBe(both)
  })

  it('stays as it was when another is made of it', () => {
    const entries = Array.from({ length: 500 }, (_, i): [string, number] => [`key-${i}`, i])
    const before = PersistentMap.of(entries)
    let after = before.set('key-7', -1)
    for (const [key] of entries) after = after.delete(key)
    expect(after.size).toBe(0)
    expect(sorted(before)).toEqual(sorted(entries))
  })

  it('is the same map when nothing changes', () => {
    const map = PersistentMap.of([
      ['a', 1],
      ['b', 2],
    ])
    expect(map.set('a', 1)).toBe(map)
    expect(map.delete('c')).toBe(map)
  })

  it('takes the last of several values for a key', () => {
    const map = PersistentMap.of([
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ])
    expect([map.size, map.get('a')]).toEqual([2, 3])
  })

  it('may hold undefined', () => {
    const map = PersistentMap.of([['a', undefined]])
    expect([map.has('a'), map.get('a'), map.size]).toEqual([true, undefined, 1])
  })
})

describe('a persistent set', () => {
  it('holds each text once', () => {
    const set = PersistentSet.of(['a', 'b', 'a']).add('c').add('c').delete('b')
    expect([[...set].sort(), set.size]).toEqual([['a', 'c'], 2])
  })

  it('is the same set when nothing changes', () => {
    const set = PersistentSet.of(['a', 'b'])
    expect(set.add('a')).toBe(set)
    expect(set.delete('c')).toBe(set)
  })
})
