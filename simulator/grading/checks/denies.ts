import { z } from 'zod'
import { dnsReasons } from '../../network/dns/reasons.ts'
import { dropReasons } from '../../network/reasons.ts'
import { defineCheck } from '../define.ts'
import { destination, readDestination } from '../destination.ts'
import { fromMachines, listed, oneOrMore } from '../parameters.ts'
import { outcomes, outcomeWords, reach } from '../reaching.ts'
import type { Subject } from '../subject.ts'
import { cannotAsk, type Finding, outcomeObstacle, type Proof, together } from '../verdict.ts'

const reasons: ReadonlySet<string> = new Set([...dropReasons, ...dnsReasons, 'nothing-listens'])

const params = z.strictObject({
  from: fromMachines,
  to: destination,
  because: oneOrMore(
    z.string().refine((one) => reasons.has(one), { error: 'expected a reason, as `lab explain` lists them' }),
  )
    .optional()
    .describe('Reasons of which one has to be why it fails; any reason will do unless they are said.'),
  outcome: oneOrMore(z.enum(outcomes).exclude(['ok', 'error']))
    .optional()
    .describe(
      'What the client may hear: silence (timeout), refusal (refused), no name … Any failure unless it is said.',
    ),
})

/** Whatever is answered, even with an error, has been reached. */
const reached: ReadonlySet<string> = new Set([
  'ok',
  'error',
  'certificate',
  'closed',
  'reset',
  'stalled',
  'garbage',
])

export const denies = defineCheck({
  type: 'denies',
  summary: 'Something is not reached, for whichever reason.',
  params,

  expected({ from, to, because, outcome }) {
    const how = outcome
      ? `: ${listed(
          outcome.map((one) => outcomeWords[one]),
          'or',
        )}`
      : ''
    const why = because ? `, because of ${listed(because, 'or')}` : ''
    return `${to} cannot be reached from ${listed(from, 'or')}${how}${why}`
  },

  evaluate: (subject, asked) => together(asked.from.map((name) => tryFrom(subject, name, asked))),
})

function tryFrom(
  subject: Subject,
  name: string,
  { to: text, because, outcome }: z.output<typeof params>,
): Finding {
  const machine = subject.machine(name)
  if ('problem' in machine) return cannotAsk(machine.problem)
  const to = readDestination(text)
  if (!to) return cannotAsk(`${text} is no destination.`)
  const found = reach(subject, machine, to)
  const { proof, obstacles, resources } = found
  const so = { ...(proof && { proof }), resources }
  // A name that is open to all is no secret; who gets as far as a server was let through.
  if (reached.has(found.outcome) && !(outcome as readonly string[] | undefined)?.includes(found.outcome)) {
    const observed = `From ${name} it is reached: ${outcomeWords[found.outcome]}`
    return { met: false, observed, obstacles: [outcomeObstacle('is-reached')], ...so }
  }
  if (outcome && !(outcome as readonly string[]).includes(found.outcome)) {
    const observed = `From ${name}: ${outcomeWords[found.outcome]}`
    return { met: false, observed, obstacles: [...obstacles, outcomeObstacle('other-outcome')], ...so }
  }
  const [why] = obstacles
  if (because && !obstacles.some(({ reason }) => because.includes(reason))) {
    return {
      met: false,
      observed: `From ${name} it fails, but because of ${why?.reason ?? 'nothing known'}`,
      obstacles: [...obstacles, outcomeObstacle('other-reason')],
      ...so,
    }
  }
  return {
    met: true,
    observed: `From ${name}: ${why?.explanation ?? outcomeWords[found.outcome]}`,
    ...so,
  } satisfies Finding & { proof?: Proof }
}
