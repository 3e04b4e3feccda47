import { z } from 'zod'
import { defineCheck } from '../define.ts'
import { judge } from '../judge.ts'
import type { CheckKinds } from '../kinds.ts'
import { listed, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'
import { cannotAsk, type Finding, together } from '../verdict.ts'

/** Faults, and what still holds then. `kinds` are the checks that may be made of the struck world. */
export const survives = (kinds: CheckKinds) =>
  defineCheck({
    type: 'survives',
    summary: 'Checks that still hold while something is struck by a fault.',
    params: z.strictObject({
      faults: oneOrMore(z.string().min(1).max(256)).describe(
        'What is down at the same time: a zone by its id (use1-az1), a Region, an id, a machine’s name, onprem:NAME.',
      ),
      'one-by-one': z
        .boolean()
        .default(false)
        .describe('Each of them strikes by itself, and everything has to hold every time.'),
      within: z
        .int()
        .min(1)
        .max(3600)
        .default(300)
        .describe('Seconds after which it has to hold again: health checks and DNS take their time.'),
      checks: z
        .array(kinds.schema)
        .min(1)
        .max(10)
        .describe('What has to hold: checks like those beside this one.'),
    }),

    expected: ({ faults, checks, 'one-by-one': isEach }) =>
      `with ${isEach && faults.length > 1 ? 'any one of ' : ''}${listed(faults)} down: ${checks.map((one) => kinds.typeOf(one).expected(kinds.paramsOf(one))).join('; ')}`,

    services: ({ checks }) =>
      checks.flatMap((one) => kinds.typeOf(one).services?.(kinds.paramsOf(one)) ?? []),

    endpoints: ({ checks }) =>
      checks.flatMap((one) => kinds.typeOf(one).endpoints?.(kinds.paramsOf(one) as never) ?? []),

    evaluate(subject, { faults, within, checks, 'one-by-one': isEach }, id) {
      const strokes = isEach ? faults.map((one) => [one]) : [faults]
      const judgeIn = (struck: Subject) =>
        together(checks.map((one): Finding => judge(kinds, struck.fork(), one, id)))
      return together(strokes.map((struck) => strike(subject.fork(), struck, within, judgeIn)))
    },
  })

function strike(
  subject: Subject,
  faults: readonly string[],
  within: number,
  judgeIn: (struck: Subject) => Finding,
): Finding {
  const Targets = faults.map((one) => {
    const machine = subject.machine(one)
    if ('problem' in machine) return one
    return machine.kind === 'site-host' ? `onprem:${machine.id}` : machine.id
  })
  const request = { service: 'fault', operation: 'InjectFault', region: '', credentials: undefined }
  const struck = subject.cloud.send({ ...request, input: { Targets } })
  if ('error' in struck) return cannotAsk(struck.error.message)
  subject.settle(within)
  const found = judgeIn(subject)
  return {
    ...found,
    observed: `With ${listed(faults)} down: ${found.observed}`,
    resources: [...Targets, ...(found.resources ?? [])],
  }
}
