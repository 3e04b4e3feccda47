import { z } from 'zod'
import { contains } from '../../kernel/address.ts'
import type { Answer } from '../../network/dns/answer.ts'
import { addressesIn } from '../../network/dns/answer.ts'
import { explainDns } from '../../network/dns/reasons.ts'
import { tellLookup } from '../../network/dns/report.ts'
import { defineCheck } from '../define.ts'
import { cidr, fromMachines, listed, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'
import { cannotAsk, type Finding, together } from '../verdict.ts'

const params = z.strictObject({
  from: fromMachines,
  name: z.string().min(1).max(255).describe('The DNS name that is asked for.'),
  type: z
    .enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SRV', 'TXT'])
    .default('A')
    .describe('The type of record.'),
  server: z
    .string()
    .max(64)
    .optional()
    .describe('The address of a DNS server to ask, instead of the machine’s own.'),
  within: oneOrMore(cidr).optional().describe('CIDRs: every address of the answer lies in one of them.'),
  outside: oneOrMore(cidr).optional().describe('CIDRs: no address of the answer lies in any of them.'),
  is: oneOrMore(z.string().max(500))
    .optional()
    .describe('The values of the answer, in any order: these and no others.'),
  status: z
    .enum(['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED', 'TIMEOUT', 'NODATA'])
    .optional()
    .describe('How the server answers. An answer with records unless it is said; NODATA is one without.'),
})

type Params = z.output<typeof params>

export const resolve = defineCheck({
  type: 'resolve',
  summary: 'A name, asked from a machine, means what it should.',
  params,

  expected(asked) {
    const { from, name, type, within, outside, is, status } = asked
    const parts = [
      `${name}${type === 'A' ? '' : ` (${type})`}, asked from ${listed(from)}, answers`,
      status === undefined ? '' : `with ${status}`,
      within ? `within ${listed(within, 'or')}` : '',
      outside ? `outside ${listed(outside)}` : '',
      is ? `with ${listed(is)} alone` : '',
    ]
    return parts.filter(Boolean).join(' ')
  },

  evaluate: (subject, asked) => together(asked.from.map((name) => askFrom(subject, name, asked))),
})

function askFrom(subject: Subject, from: string, asked: Params): Finding {
  const machine = subject.machine(from)
  if ('problem' in machine) return cannotAsk(machine.problem)
  const { name, type, server } = asked
  const pinned = type === 'A' && server === undefined ? machine.addressesInHosts(name) : []
  if (pinned.length) return { met: false, observed: `From ${from}, /etc/hosts answers: ${listed(pinned)}` }
  const answer = machine.lookUp({ name, type, ...(server !== undefined && { server }) })
  if (!answer) return cannotAsk(`${name} is no DNS name.`)
  const wrong = problemIn(answer, asked)
  const last = answer.steps.at(-1)
  const why = last && { reason: last.reason, at: last.at, explanation: explainDns(last.reason) }
  return {
    met: wrong === undefined,
    observed: `From ${from}: ${wrong ?? tellAnswer(answer, type)}`,
    proof: { kind: 'lookup', text: tellLookup(answer) },
    obstacles: wrong !== undefined && why ? [why] : [],
    resources: answer.steps.flatMap(({ at, evidence }) => [at, ...evidence]),
  }
}

const valuesOf = (answer: Answer, type: string): readonly string[] =>
  answer.records.filter((one) => one.type === type).map(({ value }) => value)

function tellAnswer(answer: Answer, type: string): string {
  const values = valuesOf(answer, type)
  return values.length
    ? listed(values)
    : answer.status === 'NOERROR'
      ? 'no record of that type'
      : answer.status
}

function problemIn(answer: Answer, { type, within, outside, is, status }: Params): string | undefined {
  const told = tellAnswer(answer, type)
  const values = valuesOf(answer, type)
  const isEmpty = answer.status === 'NOERROR' && !values.length
  if (status !== undefined) {
    const isSo =
      status === 'NODATA' ? isEmpty : answer.status === status && !(status === 'NOERROR' && isEmpty)
    if (!isSo) return told
    if (status !== 'NOERROR') return undefined
  } else if (!values.length) return told
  const addresses = addressesIn(answer)
  if (within && !(addresses.length && addresses.every((one) => within.some((block) => contains(block, one)))))
    return told
  if (outside && addresses.some((one) => outside.some((block) => contains(block, one)))) return told
  if (is && !isSame(values, is)) return told
  return undefined
}

const plain = (value: string): string => value.toLowerCase().replace(/\.$/, '')

const isSame = (values: readonly string[], wanted: readonly string[]): boolean =>
  [...new Set(values.map(plain))].sort().join() === [...new Set(wanted.map(plain))].sort().join()
