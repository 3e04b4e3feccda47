import { z } from 'zod'
import { interfacesNamed } from '../../network/named-things.ts'
import { ask } from '../../network/question.ts'
import { explainDrop, lessonOf } from '../../network/reasons.ts'
import { tellTrace } from '../../network/report.ts'
import { isWorking, type Trace } from '../../network/trace.ts'
import { defineCheck } from '../define.ts'
import { listed, machineName, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'
import { cannotAsk, type Finding, type Obstacle, outcomeObstacle } from '../verdict.ts'

const pair = z
  .string()
  .max(260)
  .regex(/^\S+ -> \S+$/, { error: 'expected FROM -> TO' })

const params = z
  .strictObject({
    among: z
      .array(machineName)
      .min(2)
      .max(30)
      .describe('The machines; `internet` and `onprem:NAME` may be among them.'),
    port: z.int().min(1).max(65_535).default(443).describe('The port.'),
    protocol: z.enum(['tcp', 'udp', 'icmp']).default('tcp').describe('The protocol.'),
    open: oneOrMore(pair)
      .optional()
      .describe('Who may reach whom: `app-1 -> db-1`. Everything else among them is closed.'),
  })
  .superRefine(({ among, open = [] }, context) => {
    for (const one of open) {
      const stranger = one.split(' -> ').find((name) => !among.includes(name) && !name.includes('$'))
      if (stranger !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['open'],
          message: `"${one}" names ${stranger}, which is not among them`,
        })
      }
    }
  })

export const matrix = defineCheck({
  type: 'matrix',
  summary: 'Who reaches whom among some machines, and nobody else does.',
  params,

  expected: ({ among, port, protocol, open = [] }) =>
    `among ${listed(among)}, by ${protocol}${protocol === 'icmp' ? '' : ` ${port}`}: ${open.length ? listed(open) : 'nobody reaches anybody'}, and nothing else`,

  evaluate(subject, { among, port, protocol, open = [] }) {
    const missing = among.filter((name) => isMissing(subject, name))
    if (missing.length) return cannotAsk(`There is no ${listed(missing, 'and no')}.`)
    const pairs = among.flatMap((from) => among.filter((to) => to !== from).map((to) => ({ from, to })))
    const judged = pairs.map(({ from, to }) =>
      judge(subject, { from, to, port, protocol }, open.includes(`${from} -> ${to}`)),
    )
    const wrong = judged.filter(({ met }) => !met)
    const share = (judged.length - wrong.length) / judged.length
    if (!wrong.length) return { met: true, observed: `All ${judged.length} pairs are as they should be` }
    const [first] = wrong
    return {
      met: false,
      share,
      observed: listed(wrong.map(({ observed }) => observed)),
      proof: first?.proof,
      obstacles: wrong.flatMap(({ obstacles = [] }) => obstacles),
      resources: wrong.flatMap(({ resources = [] }) => resources),
    }
  },
})

/** Nothing with an address has that name. Others than names are told apart when the question is put. */
const isMissing = ({ fabric }: Subject, name: string): boolean =>
  /^[\w-]+$/.test(name) && name !== 'internet' && interfacesNamed(fabric, name).size === 0

interface Pair {
  readonly from: string
  readonly to: string
  readonly port: number
  readonly protocol: string
}

function judge({ fabric }: Subject, pair: Pair, isOpen: boolean): Finding {
  const { from, to } = pair
  const answer = ask(fabric, pair)
  if ('cannotSay' in answer)
    return { met: false, observed: `${from} -> ${to} cannot be asked: ${answer.cannotSay}` }
  const works = isWorking(answer)
  const proof = { kind: 'trace', text: tellTrace(answer) } as const
  const so = {
    met: works === isOpen,
    observed: `${from} ${works ? 'reaches' : 'does not reach'} ${to}`,
    proof,
  }
  const ids = answer.forward.hops.map(({ id }) => id)
  return works
    ? { ...so, obstacles: isOpen ? [] : [outcomeObstacle('is-reached')], resources: ids }
    : { ...so, obstacles: obstaclesOf(answer), resources: ids.slice(-1) }
}

function obstaclesOf({ forward, reply }: Trace): readonly Obstacle[] {
  const dropped = forward.dropped ?? reply?.dropped
  if (!dropped) return []
  const { reason, at } = dropped
  return [{ reason, at, explanation: explainDrop(reason).sentence, topic: lessonOf(reason).topic }]
}
