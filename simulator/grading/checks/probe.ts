import { z } from 'zod'
import { contains } from '../../kernel/address.ts'
import type { Fabric } from '../../network/fabric.ts'
import { mend } from '../../network/mending/search.ts'
import { isWorking } from '../../network/trace.ts'
import { defineCheck } from '../define.ts'
import { destination, readDestination } from '../destination.ts'
import { cidr, fromMachines, listed, oneOrMore } from '../parameters.ts'
import {
  askService,
  follower,
  type Outcome,
  outcomes,
  outcomeWords,
  type Reached,
  reach,
} from '../reaching.ts'
import type { Subject } from '../subject.ts'
import {
  cannotAsk,
  type Finding,
  type Obstacle,
  type OutcomeReason,
  outcomeObstacle,
  together,
} from '../verdict.ts'
import { isCalled, missedOn, tellWay, waypointsOf, wayWords } from '../waypoints.ts'

const way = oneOrMore(z.string().min(1).max(128))
const called = `Kinds (${wayWords.join(', ')}), Name tags or ids.`

const params = z.strictObject({
  from: fromMachines,
  to: destination,
  expect: z.enum(outcomes).default('ok').describe('What becomes of it.'),
  status: z.int().min(100).max(599).optional().describe('The HTTP status of the answer.'),
  body: z.string().max(500).optional().describe('A text that the body of the answer contains.'),
  method: z
    .enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])
    .optional()
    .describe('The HTTP method; GET unless it is said.'),
  as: z
    .string()
    .max(128)
    .optional()
    .describe(
      'Who signs a request to an AWS service: a profile on that machine, `default` for whoever it is by itself (a profile or its role), or an account of 12 digits. Nobody unless it is said.',
    ),
  insecure: z.boolean().optional().describe('Whether any certificate will do, as with `curl -k`.'),
  via: way.optional().describe(`What it passes on its way there, in this order. ${called}`),
  'never-via': way.optional().describe(`What it must not pass, neither there nor back. ${called}`),
  'back-via': way.optional().describe(`What the answer passes, in this order. ${called}`),
  source: oneOrMore(cidr).optional().describe('CIDR of the client’s address, as whoever answers sees it.'),
})

type Params = z.output<typeof params>

export const probe = defineCheck({
  type: 'probe',
  summary: 'A connection or request has a stated outcome, and takes a stated way.',
  params,

  expected(asked) {
    const { from, to, expect, status, body, via, source } = asked
    const parts = [
      `${to}, tried from ${listed(from)}: ${outcomeWords[expect]}`,
      status === undefined ? '' : `with status ${status}`,
      body === undefined ? '' : `with "${body}" in the body`,
      via ? `by way of ${listed(via)}` : '',
      asked['never-via'] ? `and not by way of ${listed(asked['never-via'], 'or')}` : '',
      asked['back-via'] ? `the answer by way of ${listed(asked['back-via'])}` : '',
      source ? `seen from ${listed(source, 'or')}` : '',
    ]
    return parts.filter(Boolean).join(', ')
  },

  evaluate: (subject, asked) => together(asked.from.map((name) => tryFrom(subject, name, asked))),

  endpoints: (asked) =>
    asksService(asked) ? ['s3', ...(readDestination(asked.to)?.host.split('.') ?? [])] : [],

  mend(subject, asked) {
    if (asked.expect !== 'ok') return undefined
    for (const name of asked.from) {
      const machine = subject.machine(name)
      const to = readDestination(asked.to)
      if ('problem' in machine || !to) continue
      const follow = follower(machine, to)
      const first = follow(subject.fabric)
      if (first && !isWorking(first)) return mend(subject.cloud.trial(), (fabric) => follow(fabric) ?? first)
    }
    return undefined
  },
})

function tryFrom(subject: Subject, name: string, asked: Params): Finding {
  const machine = subject.machine(name)
  if ('problem' in machine) return cannotAsk(machine.problem)
  const to = readDestination(asked.to)
  if (!to) return cannotAsk(`${asked.to} is no destination.`)
  const { method, insecure } = asked
  const wanted = {
    ...to,
    ...(method !== undefined && { method }),
    ...(insecure !== undefined && { insecure }),
  }
  const found = reach(subject, machine, wanted)
  const { service } = found
  const asksIt = service && asksService(asked)
  const reached = asksIt ? askService(subject, machine, { ...found, service }, wanted, asked.as) : found
  if (reached && 'problem' in reached) return cannotAsk(reached.problem)
  if (!reached) {
    return cannotAsk(
      `From ${name} it reaches the AWS service ${service?.name}, whose answer cannot be told by this name: use one that has ${service?.name} in it.`,
    )
  }
  const { outcome, proof, resources } = reached
  const strayed = outcomeIsWrong(reached, asked)
  const astray = strayed === undefined ? wayIsWrong(subject.fabric, reached, asked) : undefined
  const wrong = strayed ?? astray?.observed
  const observed = `From ${name}: ${wrong ?? outcomeWords[outcome]}`
  return {
    met: wrong === undefined,
    observed,
    proof,
    obstacles: wrong === undefined ? [] : obstaclesOf(reached, asked, astray),
    resources,
  }
}

/** What went wrong on the way; where nothing did, that it is not what was wanted. */
function obstaclesOf(
  { outcome, obstacles }: Reached,
  { expect }: Params,
  astray: Astray | undefined,
): readonly Obstacle[] {
  if (astray) return [outcomeObstacle(astray.reason), ...obstacles]
  if (obstacles.length) return obstacles
  if (!isAnswer(outcome)) return [outcomeObstacle('other-outcome')]
  return [outcomeObstacle(isAnswer(expect) ? 'other-answer' : 'is-reached')]
}

/** Whether it matters what an AWS service answers, and not only that it is reached. */
const asksService = ({ status, body, as, expect }: Params): boolean =>
  status !== undefined || body !== undefined || as !== undefined || expect === 'error'

function outcomeIsWrong({ outcome, status, body }: Reached, asked: Params): string | undefined {
  const wantsStatus = asked.status !== undefined
  const isWanted = outcome === asked.expect || (wantsStatus && isAnswer(outcome) && isAnswer(asked.expect))
  if (!isWanted) return status === undefined ? outcomeWords[outcome] : `${outcomeWords[outcome]} (${status})`
  if (wantsStatus && status !== asked.status) return `the answer has status ${status ?? 'none'}`
  if (asked.body !== undefined && !body?.includes(asked.body))
    return `the body does not contain "${asked.body}"`
  return undefined
}

const isAnswer = (outcome: Outcome): boolean => outcome === 'ok' || outcome === 'error'

interface Astray {
  readonly reason: OutcomeReason
  readonly observed: string
}

function wayIsWrong(fabric: Fabric, { trace, source }: Reached, asked: Params): Astray | undefined {
  const { via = [], 'never-via': never = [], 'back-via': back = [], source: blocks } = asked
  if (blocks && !(source !== undefined && blocks.some((block) => contains(block, source)))) {
    return { reason: 'other-source', observed: `it is seen from ${source ?? 'no address'}` }
  }
  if (!via.length && !never.length && !back.length) return undefined
  if (!trace) return { reason: 'other-way', observed: 'no packet was sent' }
  const there = waypointsOf(fabric, trace.forward)
  const answer = trace.reply ? waypointsOf(fabric, trace.reply) : []
  const missed = missedOn(there, via)
  if (missed !== undefined) {
    return { reason: 'other-way', observed: `it does not pass ${missed}: ${tellWay(there)}` }
  }
  const forbidden = never.find((word) => [...there, ...answer].some((one) => isCalled(one, word)))
  if (forbidden !== undefined) {
    return { reason: 'forbidden-way', observed: `it passes ${forbidden}: ${tellWay(there)}` }
  }
  const left = missedOn(answer, back)
  return left === undefined
    ? undefined
    : { reason: 'other-way-back', observed: `the answer does not pass ${left}: ${tellWay(answer)}` }
}
