import { describe, expect, it } from 'vitest'
import { newId } from '../../../../simulator/kernel/ids.ts'
import { roll, rollBelow, rollUuid, scramble, seedDice } from '../../../../simulator/kernel/random.ts'
import { Store } from '../../../../simulator/kernel/store.ts'

function seeded(seed: string): Store {
  const store = new Store()
  seedDice(store, seed)
  return store
}

describe('an id', () => {
  it('is long and hexadecimal as in EC2, unless told otherwise', () => {
    const store = seeded('lesson')
    expect(newId(store, 'vpc')).toMatch(/^vpc-0[0-9a-f]{16}$/)
    expect(newId(store, 'o', { alphabet: 'ab', length: 10 })).toMatch(/^o-[ab]{10}$/)
    expect(newId(store, 'x', { alphabet: 'z', length: 3, lead: 'A' })).toBe('x-Azzz')
  })

  it('follows from the seed', () => {
    expect(newId(seeded('lesson'), 'vpc')).toBe(newId(seeded('lesson'), 'vpc'))
    expect(newId(seeded('lesson'), 'vpc')).not.toBe(newId(seeded('lesson 2'), 'vpc'))
  })

  it('is the next one again after the request that made it failed', () => {
    const store = seeded('lesson')
    let lost = ''
    const failing = () =>
      store.transaction(() => {
        lost = newId(store, 'vpc')
        throw new Error('refused')
      })
    expect(failing).toThrow('refused')
    expect(newId(store, 'vpc')).toBe(lost)
  })

  it('is the next one in a fork as in the world that it came from', () => {
    const store = seeded('lesson')
    const fork = store.fork()
    expect(newId(fork, 'vpc')).toBe(newId(store, 'vpc'))
  })
})

describe('dice', () => {
  it('fall on every face about as often', () => {
    const store = seeded('fair')
    const faces = new Array<number>(16).fill(0)
    for (let i = 0; i < 16_000; i++) faces[rollBelow(store, 16)]!++
    for (const count of faces) expect(Math.abs(count - 1000)).toBeLessThan(200)
  })

  it('give whole numbers of 32 bits and UUIDs of version 4', () => {
    const store = seeded('shape')
    const values = Array.from({ length: 1000 }, () => roll(store))
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32)).toBe(true)
    expect(Math.max(...values)).toBeGreaterThan(2 ** 31)
    expect(rollUuid(store)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('work without a seed, and with an empty one', () => {
    for (const store of [new Store(), seeded('')]) {
      const values = new Set(Array.from({ length: 100 }, () => roll(store)))
      expect(values.size).toBe(100)
    }
  })

  it('scramble a text into the same numbers each time, and another text into others', () => {
    expect(scramble('us-east-1')).toEqual(scramble('us-east-1'))
    for (const [i, part] of scramble('us-east-1').entries()) expect(part).not.toBe(scramble('us-east-2')[i])
  })
})
