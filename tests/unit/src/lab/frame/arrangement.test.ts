import { describe, expect, it } from 'vitest'
import {
  type Arrangement,
  layOut,
  move,
  readArrangement,
  resize,
  reveal,
  toggle,
  untouched,
} from '../../../../../src/lab/frame/arrangement.ts'
import { gridOf } from '../../../../../src/lab/frame/grid.ts'

const goals = { id: 'goals', place: 'left' } as const
const map = { id: 'map', place: 'upper' } as const
const trace = { id: 'trace', place: 'upper', placeOnWidest: 'right' } as const
const terminal = { id: 'terminal', place: 'lower', isFirstOnNarrow: true } as const
const panes = [goals, map, trace, terminal]

/** `left: goals | upper: map* trace | lower: (terminal)`: a star where several could be in front, brackets where closed. */
const told = (arrangement: Arrangement, room: Parameters<typeof layOut>[2] = 'wide', all = panes) =>
  layOut(arrangement, all, room)
    .map(({ zone, panes: ids, shown, isCollapsed }) => {
      const names = ids.map((id) => (ids.length > 1 && id === shown ? `${id}*` : id)).join(' ')
      return `${zone}: ${isCollapsed ? `(${names})` : names}`
    })
    .join(' | ')

describe('where panes are', () => {
  it.each([
    ['at first', 'wide', 'left: goals | upper: map* trace | lower: terminal'],
    ['at first, with much room', 'widest', 'left: goals | upper: map | lower: terminal | right: trace'],
    ['at first, with little room', 'narrow', 'narrow: goals map trace terminal*'],
  ] as const)('%s', (_, room, expected) => {
    expect(told(untouched, room)).toBe(expected)
  })

  it('has no zone without a pane', () => {
    expect(told(untouched, 'wide', [map, terminal] as never)).toBe('upper: map | lower: terminal')
  })

  it('puts a pane in front of its new zone', () => {
    expect(told(move(untouched, trace, 'lower'))).toBe('left: goals | upper: map | lower: trace* terminal')
    expect(told(move(untouched, terminal, 'upper'))).toBe('left: goals | upper: map trace terminal*')
  })

  it('keeps a pane where it was put when there is more room', () => {
    expect(told(move(untouched, trace, 'left'), 'widest')).toBe(
      'left: goals trace* | upper: map | lower: terminal',
    )
  })

  it('shows the first pane of a zone when the one in front is gone', () => {
    const shown = reveal(untouched, trace, 'wide')
    expect(told(shown)).toContain('upper: map trace*')
    expect(told(move(shown, trace, 'right'))).toContain('upper: map |')
  })

  it('opens a closed zone when a pane of it is to be seen', () => {
    const closed = toggle(untouched, 'left')
    expect(told(closed)).toContain('left: (goals)')
    expect(told(reveal(closed, goals, 'wide'))).toContain('left: goals')
    expect(told(toggle(closed, 'left'))).toContain('left: goals')
  })

  it('keeps one of the two middle zones open', () => {
    const closed = toggle(toggle(untouched, 'upper'), 'lower')
    expect(told(closed)).toBe('left: goals | upper: map* trace | lower: (terminal)')
  })

  it.each([
    ['below what is sensible', -3, 0.12],
    ['above it', 7, 0.45],
    ['as asked for', 0.3333333, 0.333],
  ])('gives no size %s', (_, asked, given) => {
    expect(resize(untouched, 'left', asked).sizes.left).toBe(given)
  })
})

describe('what was kept', () => {
  it('comes back as it was', () => {
    const made = resize(
      toggle(move(reveal(untouched, trace, 'narrow'), trace, 'right'), 'left'),
      'upper',
      0.3,
    )
    expect(readArrangement(JSON.parse(JSON.stringify(made)))).toEqual(made)
  })

  it.each([
    ['nothing', null],
    ['a text', 'left'],
    ['zones that are none', { places: { map: 'moon' }, shown: { moon: 'map' }, collapsed: ['moon', 3] }],
    ['sizes that are none', { sizes: { left: 'wide', upper: Number.NaN } }],
  ])('is passed over where it is %s', (_, kept) => {
    expect(readArrangement(kept)).toEqual(untouched)
  })
})

describe('the grid', () => {
  const areas = (arrangement: Arrangement, room: Parameters<typeof layOut>[2] = 'wide', all = panes) =>
    gridOf(layOut(arrangement, all, room), arrangement)
      .areas.split('" "')
      .join('\n')
      .replaceAll('"', '')

  it('has a strip of tabs in every zone, and a splitter between zones', () => {
    expect(areas(untouched)).toBe(
      [
        'left-tabs left-split upper-tabs',
        'left left-split upper',
        'left left-split upper-split',
        'left left-split lower-tabs',
        'left left-split lower',
      ].join('\n'),
    )
  })

  it('makes a rail of a closed column, without a splitter', () => {
    const { areas: closed, columns } = gridOf(layOut(toggle(untouched, 'left'), panes, 'wide'), untouched)
    expect(closed.startsWith('"left-tabs upper-tabs" "left-tabs upper"')).toBe(true)
    expect(columns).toBe('auto minmax(0, 100fr)')
  })

  it('shares the width among three columns', () => {
    expect(gridOf(layOut(untouched, panes, 'widest'), untouched).columns).toBe(
      'minmax(0, 27fr) auto minmax(0, 43fr) auto minmax(0, 30fr)',
    )
  })

  it('gives the room of a closed zone to the other', () => {
    const { rows } = gridOf(layOut(toggle(untouched, 'upper'), panes, 'wide'), untouched)
    expect(rows).toBe('auto 0 auto auto minmax(0, 100fr)')
  })

  it('has as many columns in every row, wherever panes are', () => {
    const everything = panes.reduce((all, pane) => move(all, pane, 'right'), untouched)
    for (const one of [untouched, everything, toggle(untouched, 'left'), move(untouched, terminal, 'left')]) {
      for (const room of ['narrow', 'wide', 'widest'] as const) {
        const rows = areas(one, room).split('\n')
        const columns = gridOf(layOut(one, panes, room), one).columns.match(/auto|minmax/g)
        expect(new Set(rows.map((row) => row.split(' ').length))).toEqual(new Set([columns?.length]))
      }
    }
  })
})
