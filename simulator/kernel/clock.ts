import { cell, type Store, table } from './store.ts'

// Simulated time. It moves only when somebody moves it, and work that is due later is data, so a world
// can be saved in the middle of a NAT gateway's creation and go on elsewhere.

/** Something that happens by itself later. `kind` names who performs it, `args` is what they need. */
export interface Work {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Breaks ties: what was planned first happens first. */
  readonly order: number
  readonly kind: string
  readonly args: Readonly<Record<string, unknown>>
}

/** Work that nobody has performed yet. */
export const plannedWork = table<Work>('planned-work', (work) => String(work.order), {
  moment: (work) => String(work.at),
})

interface Clock {
  readonly now: number
  readonly planned: number
  /** The moments at which work falls due, soonest first. Few, however much work there is. */
  readonly moments: readonly number[]
}

const clock = cell<Clock>('clock', { now: 0, planned: 0, moments: [] })

export const now = (store: Store): number => store.read(clock).now

/** The soonest moment at which something falls due, if anything does. */
export const nextDue = (store: Store): number | undefined => store.read(clock).moments[0]

/** Sets the clock without running anything: for the first moment of a world. */
export function setClock(store: Store, at: number): void {
  store.set(clock, { ...store.read(clock), now: at })
}

export function plan(store: Store, at: number, kind: string, args: Work['args']): void {
  const { now, planned, moments } = store.read(clock)
  const moment = Math.max(at, now)
  store.put(plannedWork, { at: moment, order: planned, kind, args })
  const before = moments.findLastIndex((other) => other <= moment)
  const isNew = moments[before] !== moment
  store.set(clock, {
    now,
    planned: planned + 1,
    moments: isNew ? moments.toSpliced(before + 1, 0, moment) : moments,
  })
}

/** Moves time to `to` and performs on the way, each at its own moment, what falls due. */
export function advance(store: Store, to: number, perform: (work: Work) => void): void {
  for (;;) {
    const { now, planned, moments } = store.read(clock)
    const [moment] = moments
    if (moment === undefined || moment > to) {
      if (to > now) store.set(clock, { now: to, planned, moments })
      return
    }
    store.set(clock, { now: Math.max(moment, now), planned, moments: moments.slice(1) })
    // What these plan for this very moment comes after them, in the next turn of the loop.
    for (const work of store.by(plannedWork, 'moment', String(moment))) {
      store.delete(plannedWork, String(work.order))
      perform(work)
    }
  }
}
