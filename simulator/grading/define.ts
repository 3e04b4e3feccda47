import type { z } from 'zod'
import type { Mending } from '../network/mending/search.ts'
import type { Subject } from './subject.ts'
import type { Finding } from './verdict.ts'

/** One kind of check, in a file named after it: what it is told, what it says of itself, how it judges. */
export interface CheckType<S extends z.ZodType = z.ZodType> {
  readonly type: string
  /** A sentence for authors: what it judges. */
  readonly summary: string
  readonly params: S
  /** What has to be so, for learners. */
  expected(params: z.output<S>): string
  /** The subject is the check's own: whatever it does to it is seen by nobody else. */
  evaluate(subject: Subject, params: z.output<S>, id: string): Finding
  /** The fewest changes that would help, where that can be searched for. */
  mend?(subject: Subject, params: z.output<S>): Mending | undefined
  /** The services of AWS's that judging it sends requests to: their models must be loaded before. */
  services?(params: z.output<S>): readonly string[]
  /** Labels of names at which it speaks HTTP with AWS's services: what lives there must be loaded before, too. */
  endpoints?(params: z.output<S>): readonly string[]
}

export const defineCheck = <S extends z.ZodType>(check: CheckType<S>): CheckType<S> => check
