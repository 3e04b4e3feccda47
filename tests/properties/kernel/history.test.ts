import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { History } from '../../../simulator/kernel/history.ts'
import { Store, serialise } from '../../../simulator/kernel/store.ts'
import { runs } from '../arbitraries.ts'
import { type Write, write, writes } from './worlds.ts'

type Step =
  | { readonly kind: 'do'; readonly log: Write[] }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'checkpoint'; readonly name: string }
  | { readonly kind: 'goto'; readonly nth: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('do' as const), log: writes }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }) },
    fc.record({ kind: fc.constant('checkpoint' as const), name: fc.constantFrom('p', 'q') }),
    fc.record({ kind: fc.constant('goto' as const), nth: fc.nat(20) }),
  ),
  { maxLength: 20 },
)

function take(history: History, store: Store, step: Step): void {
  if (step.kind === 'do') {
    write(store, step.log)
    history.record('did')
  } else if (step.kind === 'checkpoint') history.checkpoint(step.name)
  else if (step.kind === 'goto') history.goto(step.nth)
  else history[step.kind]()
}

const bytesOf = (store: Store) => serialise(store.version)

describe('history', () => {
  it('comes back by undo and redo to just the world that it left', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 10 }), (taken, depth) => {
        const store = new Store()
        const history = new History(store)
        for (const step of taken) take(history, store, step)
        const before = bytesOf(store)
        let undone = 0
        while (undone < depth && history.undo() !== undefined) undone++
        for (let i = 0; i < undone; i++) expect(history.redo()).toBeDefined()
        expect(bytesOf(store)).toBe(before)
      }),
      runs(),
    )
  })

  it('keeps every world that was recorded, on every branch, as it was', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const store = new Store()
        const history = new History(store)
        const recorded = new Map([[history.timeline()[0]!.id, bytesOf(store)]])
        for (const step of taken) {
          take(history, store, step)
          const current = history.timeline().find(({ isCurrent }) => isCurrent)!
          const bytes = bytesOf(store)
          // Whatever the road, the same moment is the same world.
          expect(recorded.get(current.id) ?? bytes).toBe(bytes)
          recorded.set(current.id, bytes)
        }
        expect(history.timeline().map(({ id }) => id)).toEqual([...recorded.keys()].sort((a, b) => a - b))
        for (const [id, bytes] of recorded) {
          expect(history.goto(id)).toBe(true)
          expect(bytesOf(store)).toBe(bytes)
        }
      }),
      runs(),
    )
  })

  it('keeps no more than its limit, but the current moment and every checkpoint always', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 6 }), (taken, limit) => {
        const store = new Store()
        const history = new History(store, { limit })
        const named = new Map<string, string>()
        for (const step of taken) {
          take(history, store, step)
          if (step.kind === 'checkpoint') named.set(step.name, bytesOf(store))
          const timeline = history.timeline()
          const checkpoints = timeline.filter((moment) => moment.checkpoints.length > 0).length
          expect(timeline.length).toBeLessThanOrEqual(Math.max(limit, checkpoints + 1))
          expect(timeline.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
        }
        for (const [name, bytes] of named) {
          expect(history.goto(name)).toBe(true)
          expect(bytesOf(store)).toBe(bytes)
        }
      }),
      runs(),
    )
  })
})
