import { tellTrace } from '../report.ts'
import type { Answer, DnsRecord, DnsStep } from './answer.ts'
import { explainDns } from './reasons.ts'

// A lookup as data for programs, and as text for people.

export interface LookupReport {
  readonly name: string
  readonly type: string
  readonly status: string
  readonly server: string
  readonly answers: readonly DnsRecord[]
  readonly authority: readonly DnsRecord[]
  readonly steps: readonly {
    readonly at: string
    readonly name: string
    readonly reason: string
    readonly explanation: string
    readonly evidence: readonly string[]
  }[]
}

export const reportOfLookup = ({
  question,
  status,
  server,
  records,
  authority,
  steps,
}: Answer): LookupReport => ({
  name: question.name,
  type: question.type,
  status,
  server,
  answers: records,
  authority,
  steps: steps.map(({ at, question: asked, reason, evidence }) => ({
    at,
    name: asked.name,
    reason,
    explanation: explainDns(reason),
    evidence,
  })),
})

/** Who was asked, what each decided and why, and the answer; the ways of packets only where they failed. */
export function tellLookup({ question, status, records, steps }: Answer): string {
  const told = records.map(({ name, ttl, type, value }) => `  ${name} ${ttl} ${type} ${value}`)
  const end = told.length ? told : [`  ${status === 'NOERROR' ? 'no record of this type' : status}`]
  return [`${question.name} ${question.type}`, ...steps.flatMap(tellStep), 'answer:', ...end].join('\n')
}

function tellStep({ at, question, reason, evidence, trace }: DnsStep): string[] {
  const ids = evidence.filter((id) => id !== '' && id !== at)
  const line = `  ${at}: ${question.name} ${question.type}: ${explainDns(reason)}${ids.length ? ` (${ids.join(', ')})` : ''}`
  const failed = trace && (trace.forward.dropped || trace.reply?.dropped)
  return failed
    ? [
        line,
        ...tellTrace(trace)
          .split('\n')
          .map((one) => `      ${one}`),
      ]
    : [line]
}
