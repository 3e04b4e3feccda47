import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  advance,
  nextDue,
  now,
  plan,
  plannedWork,
  setClock,
  type Work,
} from '../../../simulator/kernel/clock.ts'
import { newId } from '../../../simulator/kernel/ids.ts'
import { rollBelow, rollText, rollUuid, seedDice } from '../../../simulator/kernel/random.ts'
import { deserialise, Store, serialise } from '../../../simulator/kernel/store.ts'
import { runs } from '../arbitraries.ts'

interface Performed {
  readonly name: unknown
  readonly due: number
  readonly clock: number
}

/** Plans of a few moments, so that many fall on the same one, some of them in the past. */
const plans = fc.array(fc.record({ at: fc.integer({ min: 80, max: 120 }) }), { maxLength: 15 })

/** Named by their place in the list: the name says what was planned first. */
function planAll(store: Store, list: readonly { at: number }[]): void {
  for (const [i, { at }] of list.entries()) plan(store, at, 'test', { name: i })
}

function advanceAndNote(store: Store, to: number, also: (work: Work) => void = () => {}): Performed[] {
  const performed: Performed[] = []
  advance(store, to, (work) => {
    performed.push({ name: work.args['name'], due: work.at, clock: now(store) })
    also(work)
  })
  return performed
}

/** What should happen by `to`: each at its time, or at once when that is past; ties as they were planned. */
const expected = (list: readonly { at: number }[], start: number, to: number): Performed[] =>
  list
    .map(({ at }, name) => ({ name, due: Math.max(at, start), clock: Math.max(at, start) }))
    .filter(({ due }) => due <= to)
    .sort((a, b) => a.due - b.due)

describe('the clock', () => {
  it('performs work in the order in which it falls due, each at its moment and never before', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 100, max: 125 }), (list, to) => {
        const store = new Store()
        setClock(store, 100)
        planAll(store, list)
        expect(advanceAndNote(store, to)).toEqual(expected(list, 100, to))
        expect(now(store)).toBe(to)
        const later = list.map(({ at }) => at).filter((at) => at > to)
        expect(nextDue(store)).toBe(later.length ? Math.min(...later) : undefined)
      }),
      runs(),
    )
  })

  it('comes to the same end in many steps as in one, with a save and a load on the way', () => {
    fc.assert(
      fc.property(plans, fc.array(fc.nat(10), { maxLength: 8 }), (list, steps) => {
        const planned = new Store()
        setClock(planned, 100)
        planAll(planned, list)
        const straight = planned.fork()
        const end = steps.reduce((sum, step) => sum + step, 100)

        let stepping = planned.fork()
        const inSteps = steps.flatMap((step) => {
          stepping = new Store(deserialise(serialise(stepping.version), [plannedWork]))
          return advanceAndNote(stepping, now(stepping) + step)
        })
        const atOnce = advanceAndNote(straight, end)
        // Without a step, what was already due has had no chance to happen.
        if (steps.length) expect(inSteps).toEqual(atOnce)
        if (steps.length) expect(serialise(stepping.version)).toBe(serialise(straight.version))
      }),
      runs(),
    )
  })

  it('performs in the same walk what that work itself plans, and leaves what comes later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 40 }), (delay, length) => {
        const store = new Store()
        plan(store, delay, 'test', { name: 0 })
        const performed = advanceAndNote(store, length, (work) => {
          plan(store, work.at + delay, 'test', { name: Number(work.args['name']) + 1 })
        })
        const times = Array.from({ length: Math.floor(length / delay) }, (_, i) => (i + 1) * delay)
        expect(performed).toEqual(times.map((at, name) => ({ name, due: at, clock: at })))
      }),
      runs(),
    )
  })

  it('is put back by an undo, with what was due', () => {
    fc.assert(
      fc.property(plans, (list) => {
        const store = new Store()
        setClock(store, 100)
        planAll(store, list)
        const before = store.version
        const first = advanceAndNote(store, 200)
        store.goto(before)
        expect(now(store)).toBe(100)
        expect(advanceAndNote(store, 200)).toEqual(first)
      }),
      runs(),
    )
  })
})

describe('ids and dice', () => {
  const seeded = (seed: string) => {
    const store = new Store()
    seedDice(store, seed)
    return store
  }
  const kinds = fc.array(fc.constantFrom('vpc', 'subnet', 'vpce-svc'), { minLength: 1, maxLength: 10 })

  it('are the same for the same seed, and again after an undo', () => {
    fc.assert(
      fc.property(fc.string(), kinds, (seed, prefixes) => {
        const store = seeded(seed)
        const start = store.version
        const ids = prefixes.map((prefix) => newId(store, prefix))
        store.goto(start)
        expect(prefixes.map((prefix) => newId(store, prefix))).toEqual(ids)
        const twin = seeded(seed)
        expect(prefixes.map((prefix) => newId(twin, prefix))).toEqual(ids)
      }),
      runs(),
    )
  })

  it('are others for another seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        fc.pre(a !== b)
        expect(newId(seeded(a), 'vpc')).not.toBe(newId(seeded(b), 'vpc'))
      }),
      runs(),
    )
  })

  it('have the shape of AWS: seventeen hexadecimal digits that begin with 0, no two alike', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const store = seeded(seed)
        const ids = Array.from({ length: 50 }, () => newId(store, 'vpc'))
        for (const id of ids) expect(id).toMatch(/^vpc-0[0-9a-f]{16}$/)
        expect(new Set(ids).size).toBe(50)
        expect(rollUuid(store)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        )
      }),
      runs(100),
    )
  })

  it('stay within what was asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(30), (seed, bound, length) => {
        const store = seeded(seed)
        const value = rollBelow(store, bound)
        expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true)
        expect(rollText(store, 'xyz', length)).toMatch(new RegExp(`^[xyz]{${length}}$`))
      }),
      runs(),
    )
  })
})
