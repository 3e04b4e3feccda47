import type { DnsReason } from '../network/dns/reasons.ts'
import type { DropReason } from '../network/reasons.ts'

// What became of a check: data that a grader counts, a page shows and a class report compares.

export interface Verdict {
  readonly met: boolean
  /** How much of it holds, from 0 to 1: a check of several parts may hold in some. */
  readonly share: number
  readonly expected: string
  readonly observed: string
  /** What shows that it is so; where a check has several parts, of the first that does not hold. */
  readonly proof?: Proof
  /** What stood in the way, the first thing first. For people who ask: it gives away what is wrong. */
  readonly obstacles: readonly Obstacle[]
  /** Ids and names of what decided, to be shown. */
  readonly resources: readonly string[]
  /** The topic of the curriculum that teaches it. */
  readonly lesson?: string
}

/** What a check found. What it leaves out is nothing: all of it or nothing holds, and no evidence is shown. */
export interface Finding {
  readonly met: boolean
  readonly share?: number
  readonly observed: string
  readonly proof?: Proof | undefined
  readonly obstacles?: readonly Obstacle[]
  readonly resources?: readonly string[]
  readonly lesson?: string | undefined
}

export interface Proof {
  readonly kind: 'trace' | 'lookup' | 'command' | 'statement' | 'bill' | 'records'
  /** Lines for people. */
  readonly text: string
}

/** A proof whose text is made when somebody reads it: most are never read. */
export function proofOf(kind: Proof['kind'], tell: () => string): Proof {
  let told: string | undefined
  return {
    kind,
    get text() {
      told ??= tell()
      return told
    },
  }
}

/** One reason for which something does not work. */
export interface Obstacle {
  readonly reason: DropReason | DnsReason | OutcomeReason
  /** The resource at which it happened. */
  readonly at: string
  readonly explanation: string
  /** Missing where no lesson is about it. */
  readonly topic?: string
}

/** Reasons that are neither a rule's nor a DNS server's: what a client heard, what a service said. */
export type OutcomeReason =
  | 'nothing-listens'
  | 'certificate-not-for-name'
  | 'certificate-not-trusted'
  | 'no-tls'
  | 'closed'
  | 'reset'
  | 'large-packets-lost'
  | 'no-http'
  | 'http-error'
  | 'no-source-address'
  | 'call-denied'
  | 'call-fails'
  | 'call-unanswered'
  | 'call-succeeds'
  | 'other-error'
  | 'other-answer'

/** Not met, because what the check names is not there: it cannot even be asked. */
export const cannotAsk = (observed: string): Finding => ({ met: false, observed })

export function verdictOf(expected: string, finding: Finding): Verdict {
  const { met, share = met ? 1 : 0, observed, proof, obstacles = [], resources = [], lesson } = finding
  const topic = lesson ?? obstacles.find((one) => one.topic !== undefined)?.topic
  return {
    met,
    share: met ? 1 : Math.min(share, 1),
    expected,
    observed,
    ...(proof && { proof }),
    obstacles,
    resources: [...new Set(resources.filter((one) => one !== ''))],
    ...(topic !== undefined && { lesson: topic }),
  }
}

/** Several findings as one: met where all of them are, and what does not hold is told first. */
export function together(findings: readonly Finding[]): Finding {
  const failed = findings.filter(({ met }) => !met)
  const told = failed.length ? failed : findings.slice(0, 1)
  const share = findings.reduce((sum, one) => sum + (one.share ?? (one.met ? 1 : 0)), 0) / findings.length
  const [first] = told
  return {
    met: failed.length === 0,
    share,
    observed: told.map(({ observed }) => observed).join('; '),
    proof: first?.proof,
    obstacles: told.flatMap(({ obstacles = [] }) => obstacles),
    resources: told.flatMap(({ resources = [] }) => resources),
    lesson: first?.lesson,
  }
}
