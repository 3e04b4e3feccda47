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

/** Reasons that are neither a rule's nor a DNS server's: what a client heard, what a service said, which way it took. */
export const outcomeReasons = {
  'nothing-listens': 'Nothing listens on that port.',
  'certificate-not-for-name': 'The certificate of whoever answers is for other names.',
  'certificate-not-trusted': 'Nobody whom clients trust has signed the certificate.',
  'no-tls': 'What answers there does not speak TLS.',
  closed: 'The connection is closed without a word.',
  reset: 'The connection is reset.',
  'large-packets-lost': 'The connection stands, and large packets are lost on the way.',
  'no-http': 'What answers there does not speak HTTP.',
  'http-error': 'The answer has an HTTP status of 400 or above.',
  'no-source-address': 'The machine has no address to set out from.',
  'is-reached': 'It is reached, and it must not be.',
  'other-outcome': 'It fails in another way than it should.',
  'other-reason': 'It fails for another reason than it should.',
  'other-way': 'It does not go by way of what it should pass.',
  'forbidden-way': 'It goes by way of what it must not pass.',
  'other-way-back': 'Its answer does not go by way of what it should pass.',
  'other-source': 'Whoever answers sees it come from another address than it should.',
  'call-denied': 'The call is denied.',
  'call-fails': 'The call fails.',
  'call-unanswered': 'The call never gets to the service: nobody answers.',
  'call-succeeds': 'The call succeeds, and it must not.',
  'other-error': 'The call fails with another error than it should.',
  'other-answer': 'The call succeeds, and its answer is another one.',
  'no-evidence': 'Nothing of the kind has been written down, or not enough of it.',
  'unwanted-evidence': 'What has been written down shows that it happened, and it must not.',
} as const

export type OutcomeReason = keyof typeof outcomeReasons

export const outcomeObstacle = (
  reason: OutcomeReason,
  at = '',
  explanation: string = outcomeReasons[reason],
): Obstacle => ({ reason, at, explanation })

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
