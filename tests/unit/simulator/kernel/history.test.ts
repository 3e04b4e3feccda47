import { beforeEach, describe, expect, it } from 'vitest'
import { setClock } from '../../../../simulator/kernel/clock.ts'
import { History } from '../../../../simulator/kernel/history.ts'
import { Store, table } from '../../../../simulator/kernel/store.ts'

const vpcs = table<{ readonly id: string }>('vpcs', ({ id }) => id)

let store: Store
let history: History

beforeEach(() => {
  store = new Store()
  history = new History(store)
})

/** Creates what is named, one intent each. */
function create(...ids: string[]): void {
  for (const id of ids) {
    store.put(vpcs, { id })
    history.record(`create ${id}`)
  }
}

const world = () =>
  store
    .all(vpcs)
    .map(({ id }) => id)
    .join('')

const line = () =>
  history
    .timeline()
    .map(({ id, parent, label, isCurrent }) => `${parent ?? '-'}>${id} ${label}${isCurrent ? ' *' : ''}`)

describe('undo and redo', () => {
  it('walk back and forth, and say what they undid or did', () => {
    create('a', 'b')
    expect([history.undo(), world()]).toEqual(['create b', 'a'])
    expect([history.undo(), world()]).toEqual(['create a', ''])
    expect([history.undo(), world()]).toEqual([undefined, ''])
    expect([history.redo(), world()]).toEqual(['create a', 'a'])
    expect([history.redo(), world()]).toEqual(['create b', 'ab'])
    expect([history.redo(), world()]).toEqual([undefined, 'ab'])
  })

  it('pass over an intent that wrote nothing', () => {
    create('a')
    history.record('describe')
    expect(history.undo()).toBe('create a')
  })

  it('take what was not recorded with them', () => {
    create('a')
    store.put(vpcs, { id: 'x' })
    history.undo()
    expect(world()).toBe('')
    history.redo()
    expect(world()).toBe('a')
  })
})

describe('a branch', () => {
  it('begins where something is done after an undo, and the undone future can be gone to', () => {
    create('a', 'b')
    history.undo()
    create('c')
    expect(world()).toBe('ac')
    expect(line()).toEqual(['->1 start', '1>2 create a', '2>3 create b', '2>4 create c *'])
    expect(history.redo()).toBeUndefined()
    expect([history.goto(3), world()]).toEqual([true, 'ab'])
  })

  it('is where redo leads from the moment before it, however one came back there', () => {
    create('a', 'b')
    history.undo()
    create('c')
    history.goto(2)
    expect([history.redo(), world()]).toEqual(['create c', 'ac'])
  })

  it('is where redo leads once it was gone to', () => {
    create('a', 'b')
    history.undo()
    create('c')
    history.goto(3)
    history.undo()
    history.undo()
    history.redo()
    expect([history.redo(), world()]).toEqual(['create b', 'ab'])
  })
})

describe('a checkpoint', () => {
  it('is gone to by its name', () => {
    create('a')
    history.checkpoint('before the change')
    create('b')
    expect([history.goto('before the change'), world()]).toEqual([true, 'a'])
    expect(history.timeline().find(({ isCurrent }) => isCurrent)?.checkpoints).toEqual(['before the change'])
  })

  it('keeps what was not recorded yet', () => {
    store.put(vpcs, { id: 'x' })
    history.checkpoint('here')
    create('a')
    history.goto('here')
    expect(world()).toBe('x')
  })

  it('moves when its name is given again', () => {
    history.checkpoint('here')
    create('a')
    history.checkpoint('here')
    create('b')
    history.goto('here')
    expect(world()).toBe('a')
  })

  it('that nobody made is not found, and nothing moves', () => {
    create('a')
    expect([history.goto('nowhere'), history.goto(99), world()]).toEqual([false, false, 'a'])
  })
})

describe('the timeline', () => {
  it('says when each moment was, by the clock of the world', () => {
    setClock(store, 5000)
    history.record('wait')
    expect(history.timeline().map(({ label, at }) => [label, at])).toEqual([
      ['start', 0],
      ['wait', 5000],
    ])
  })

  it('forgets a moment past its limit once its checkpoint has moved elsewhere', () => {
    history = new History(store, { limit: 2 })
    create('a')
    history.checkpoint('p')
    create('b')
    history.checkpoint('q')
    create('c')
    history.checkpoint('p')
    expect(line()).toEqual(['->3 create b', '3>4 create c *'])
  })

  it('forgets the oldest moments past its limit, where undo then stops, and keeps checkpoints', () => {
    history = new History(store, { limit: 3 })
    create('a')
    history.checkpoint('kept')
    create('b', 'c', 'd')
    expect(line()).toEqual(['->2 create a', '->4 create c', '4>5 create d *'])
    history.undo()
    expect([history.undo(), world()]).toEqual([undefined, 'abc'])
    expect([history.goto('kept'), world()]).toEqual([true, 'a'])
  })
})
