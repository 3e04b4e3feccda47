import type { Cloudwatch } from '../../api/generated/types.d.ts'
import type { Measurement } from '../../services/observations.ts'
import type { Scope } from '../../world/held.ts'
import type { TrafficSeen } from '../../world/traffic.ts'

export type Dimensions = Readonly<Record<string, string>>

type Unit = Cloudwatch.StandardUnit

/** Writes measurements of one namespace, each into every set of dimensions. */
export class Meter {
  readonly measurements: Measurement[] = []
  readonly #scope: Scope
  readonly #namespace: string
  readonly #row: Pick<TrafficSeen, 'start' | 'end'>
  readonly #sets: readonly Dimensions[]

  constructor(
    scope: Scope,
    namespace: string,
    row: Pick<TrafficSeen, 'start' | 'end'>,
    sets: readonly Dimensions[],
  ) {
    this.#scope = { account: scope.account, region: scope.region }
    this.#namespace = namespace
    this.#row = row
    this.#sets = sets
  }

  /** Something that happened once, when the traffic began. */
  count(name: string, value: number, unit: Unit = 'Count'): this {
    if (value) this.#write(name, value, unit, this.#row.start)
    return this
  }

  /** The same, also where it is zero: what is measured whenever there is traffic. */
  gauge(name: string, value: number, unit: Unit = 'Count'): this {
    for (const { at } of minutesOf(this.#row)) this.#write(name, value, unit, at)
    return this
  }

  /** What is spread over the whole time that the traffic took. */
  amount(name: string, value: number, unit: Unit = 'Bytes'): this {
    for (const { at, share } of minutesOf(this.#row)) {
      const part = value * share
      if (part) this.#write(name, part, unit, at)
    }
    return this
  }

  #write(name: string, value: number, unit: Unit, at: number): void {
    for (const set of this.#sets) {
      const dimensions = Object.entries(set).map(([Name, Value]) => ({ Name, Value }))
      const measured = {
        namespace: this.#namespace,
        name,
        dimensions,
        unit,
        at,
        values: [[value, 1]] as const,
      }
      this.measurements.push({ scope: this.#scope, ...measured })
    }
  }
}

const minute = 60_000
/** What takes longer is measured in its first hour as if it were that long. */
const mostMinutes = 60

interface Minute {
  readonly at: number
  readonly share: number
}

/** The minutes that traffic falls into, and how much of it falls into each. */
export function minutesOf({ start, end }: Pick<TrafficSeen, 'start' | 'end'>): Minute[] {
  const last = Math.min(end, start + mostMinutes * minute)
  if (last <= start) return [{ at: start, share: 1 }]
  const minutes: Minute[] = []
  for (let at = start - (start % minute); at < last; at += minute) {
    const from = Math.max(at, start)
    minutes.push({ at: from, share: (Math.min(at + minute, last) - from) / (last - start) })
  }
  return minutes
}
