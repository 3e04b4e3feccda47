import { describe, expect, it } from 'vitest'
import { advance, nextDue, now, plan, setClock } from '../../../../simulator/kernel/clock.ts'
import { Store } from '../../../../simulator/kernel/store.ts'

function performed(store: Store, to: number): string[] {
  const names: string[] = []
  advance(store, to, ({ kind }) => names.push(`${kind}@${now(store)}`))
  return names
}

describe('simulated time', () => {
  it('stands still until it is moved, and never goes back', () => {
    const store = new Store()
    setClock(store, 1000)
    expect(now(store)).toBe(1000)
    advance(store, 2000, () => {})
    advance(store, 1500, () => {})
    expect(now(store)).toBe(2000)
  })

  it('brings what is due at its own moment, soonest first, whatever the order of planning', () => {
    const store = new Store()
    plan(store, 300, 'available', {})
    plan(store, 100, 'pending', {})
    expect(nextDue(store)).toBe(100)
    expect(performed(store, 99)).toEqual([])
    expect(performed(store, 100)).toEqual(['pending@100'])
    expect(performed(store, 500)).toEqual(['available@300'])
    expect([now(store), nextDue(store)]).toEqual([500, undefined])
  })

  it('brings two things of one moment in the order in which they were planned', () => {
    const store = new Store()
    plan(store, 100, 'first', {})
    plan(store, 100, 'second', {})
    expect(performed(store, 100)).toEqual(['first@100', 'second@100'])
  })

  it('hands work what it was planned with', () => {
    const store = new Store()
    const seen: unknown[] = []
    plan(store, 1, 'available', { id: 'nat-1' })
    advance(store, 1, ({ args }) => seen.push(args))
    expect(seen).toEqual([{ id: 'nat-1' }])
  })
})
