import type { Asking } from './asking.ts'
import type { Chapter } from './inspection.ts'

/** What is seen of a thing of one kind. */
export interface Seen {
  /** As AWS describes it. */
  readonly record: object | undefined
  /** Its state in AWS's words, where it has one. */
  readonly state?: string | undefined
  readonly chapters?: readonly Chapter[]
  readonly troubles?: readonly string[]
}

/** How a thing is looked at, by the family that it is of. */
export type Look = (asking: Asking) => Promise<Seen>

export type Looks = Readonly<Record<string, Look>>

/** Those that there are. */
export const present = <T>(all: readonly (T | undefined)[]): T[] => all.filter((one) => one !== undefined)

/** As many of a long list as one reads. */
export const someOf = (all: readonly string[] = []): string =>
  all.length <= 12 ? all.join(', ') : `${all.slice(0, 10).join(', ')} and ${all.length - 10} more`
