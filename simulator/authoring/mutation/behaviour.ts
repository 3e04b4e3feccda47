import { readDestination } from '../../grading/destination.ts'
import { reach } from '../../grading/reaching.ts'
import type { Subject } from '../../grading/subject.ts'
import { waypointsOf } from '../../grading/waypoints.ts'
import { formatAddress, parseAddress } from '../../kernel/address.ts'
import { addressesIn } from '../../network/dns/answer.ts'
import { interfacesNamed } from '../../network/named-things.ts'
import { occupantOf } from '../../network/occupants.ts'
import { type CallAsked, hasRole } from './calls.ts'
import type { Aspect } from './mutator.ts'
import { offersIn } from './offers.ts'
import type { Asking, Promises } from './promises.ts'

// What a world does, as far as its scenario speaks of it: questions, and answers in words. Worlds that answer all of
// them alike behave alike.

export interface Difference {
  readonly question: string
  readonly was: string
  readonly is: string
}

type Answers = Iterable<readonly [question: string, answer: string]>

/** Questions of one kind; answered one after the other, so that whoever has heard enough may stop. */
interface Inquiry {
  readonly aspect: Aspect
  answers(subject: Subject): Answers
}

export interface BehaviourOptions {
  readonly promises: Promises
  readonly calls: readonly CallAsked[]
  /** Whose accounts call. */
  readonly accounts: readonly string[]
}

/** How a right world behaves, and how others differ from it. */
export class Behaviour {
  readonly #inquiries: readonly (Inquiry & { readonly known: ReadonlyMap<string, string> })[]

  constructor(right: Subject, { promises, calls, accounts }: BehaviourOptions) {
    const { machines, destinations, resolved, faults, struck } = promises
    const all = machines.flatMap((from) => destinations.map((to) => ({ from, to })))
    const works = new Map(reachAll(right.fork(), all))
    const pairs = all.filter((pair) => works.get(tellPair(pair)) !== itself)
    const reached: Inquiry = { aspect: 'packets', answers: (subject) => reachAll(subject, pairs) }
    const working = pairs.filter((pair) => works.get(tellPair(pair))?.startsWith('ok'))
    const lasting = working.filter(({ from, to }) => struck.from.includes(from) && struck.to.includes(to))
    // A name matters to whoever reaches something by it; who would only hear silence then may as well not know it.
    const asking = [
      ...resolved,
      ...working.map(({ from, to }) => ({ from, name: readDestination(to)?.host ?? '' })),
    ].filter(({ name }, i, all) => isName(name) && all.findIndex((one) => isSameQuestion(one, all[i]!)) === i)
    const inquiries: readonly Inquiry[] = [
      {
        aspect: 'offers',
        answers: ({ fabric }) => offersIn(fabric).map(([id, offer]) => [`who may connect to ${id}`, offer]),
      },
      { aspect: 'names', answers: (subject) => resolveAll(subject, asking) },
      reached,
      { aspect: 'calls', answers: (subject) => callAll(subject, machines, calls, accounts) },
      ...faults.map(
        (fault): Inquiry => ({
          aspect: 'packets',
          answers: (subject) => reachStruck(subject, fault, lasting),
        }),
      ),
    ]
    this.#inquiries = inquiries.map((one) => ({ ...one, known: new Map(one.answers(right.fork())) }))
  }

  /** The first thing that another world does otherwise; undefined where there is none. */
  differenceOf(world: Subject, aspects: readonly Aspect[]): Difference | undefined {
    for (const { aspect, answers, known } of this.#inquiries) {
      if (!aspects.includes(aspect)) continue
      for (const [question, is] of answers(world.fork())) {
        const was = known.get(question) ?? 'nothing'
        if (was !== is) return { question, was, is }
      }
    }
    return undefined
  }
}

interface Pair {
  readonly from: string
  readonly to: string
}

const tellPair = ({ from, to }: Pair): string => `${from} → ${to}`

function* reachAll(subject: Subject, pairs: readonly Pair[]): Answers {
  for (const pair of pairs) yield [tellPair(pair), reachOne(subject, pair)]
}

function reachOne(subject: Subject, { from, to }: Pair): string {
  const machine = subject.machine(from)
  const destination = readDestination(to)
  if ('problem' in machine || !destination) return 'cannot be asked'
  const { outcome, trace, service, status, source } = reach(subject, machine, destination)
  const there = trace?.forward.arrival?.packet.destination
  if (there !== undefined && formatAddress(there) === source) return itself
  // Who does not get there does not mind how.
  if (notReached.has(outcome)) return 'not reached'
  const told = status === undefined ? outcome : `${outcome} ${status}`
  if (!trace || outcome !== 'ok') return told
  // Which endpoint it is matters where a service's policies may ask for it; elsewhere, only what kind of way it is.
  const way = waypointsOf(subject.fabric, trace.forward).flatMap(({ kind, id }) =>
    kind === undefined ? [] : [service !== undefined && id.startsWith('vpce-') ? `${kind} ${id}` : kind],
  )
  const short = way.filter((one, i) => one !== way[i - 1])
  return short.length ? `${told} by way of ${short.join(', ')}` : told
}

/** Nobody wants a machine to reach itself by way of the network. */
const itself = 'itself'

const notReached: ReadonlySet<string> = new Set([
  'refused',
  'timeout',
  'unreachable',
  'no-such-name',
  'no-dns-answer',
  'stalled',
])

function* reachStruck(subject: Subject, fault: string, pairs: readonly Pair[]): Answers {
  const machine = subject.machine(fault)
  const target =
    'problem' in machine ? fault : machine.kind === 'site-host' ? `onprem:${machine.id}` : machine.id
  const request = { service: 'fault', operation: 'InjectFault', region: '', credentials: undefined }
  const struck = subject.cloud.send({ ...request, input: { Targets: [target] } })
  if ('error' in struck) return
  subject.settle(afterFault)
  for (const pair of pairs) {
    const isReached = reachOne(subject, pair).startsWith('ok')
    yield [`with ${fault} down, ${tellPair(pair)}`, isReached ? 'ok' : 'not ok']
  }
}

/** Seconds: health checks and DNS take their time. */
const afterFault = 300

const isName = (host: string): boolean => host.includes('.') && parseAddress(host) === undefined

const isSameQuestion = (one: Asking, other: Asking): boolean =>
  one.from === other.from && one.name === other.name

function* resolveAll(subject: Subject, asking: readonly Asking[]): Answers {
  for (const { from, name } of asking) {
    const machine = subject.machine(from)
    const answer = 'problem' in machine ? undefined : machine.lookUp({ name, type: 'A' })
    if (!answer) continue
    const holders = addressesIn(answer).map((address) => holderOf(subject, address))
    const told = holders.length ? [...new Set(holders)].sort().join(', ') : 'nothing'
    yield [`${name}, asked from ${from}`, `${answer.status}: ${told}`]
  }
}

/** Whose address it is: in a scenario it matters who answers, and not at which number. */
function holderOf({ fabric }: Subject, address: string): string {
  const [eni] = [...interfacesNamed(fabric, address).values()].flat()
  if (!eni) return 'an address of the internet or of a site'
  const occupant = occupantOf(eni)
  return 'id' in occupant ? occupant.id : `something in ${eni.record.VpcId}`
}

function* callAll(
  subject: Subject,
  machines: readonly string[],
  calls: readonly CallAsked[],
  accounts: readonly string[],
): Answers {
  for (const from of machines) {
    if (from === 'internet') continue
    const machine = subject.machine(from)
    if ('problem' in machine) continue
    const own = machine.kind === 'instance' && hasRole(subject.fabric, machine.id) ? [undefined] : []
    for (const as of [...own, ...accounts]) {
      for (const { line } of calls) {
        const ran = subject.fork().run(line, from, as)
        if ('problem' in ran) continue
        const code = /\((\w+)\)/.exec(ran.stderr)?.[1] ?? 'no answer'
        yield [
          `${line}, on ${from}${as === undefined ? '' : ` as ${as}`}`,
          ran.exitCode === 0 ? 'allowed' : code,
        ]
      }
    }
  }
}
