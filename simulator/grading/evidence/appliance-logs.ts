import { z } from 'zod'
import { contains } from '../../kernel/address.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { type JournalEntry, journalOf, type PassedFact } from '../../world/journal.ts'
import { cidr, listed, machineName, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'

/** What an appliance that keeps a log wrote down of packets. */
export const applianceLog = z
  .strictObject({
    on: oneOrMore(machineName).describe(
      'The appliance, by its Name tag, its id or its name on premises. Several as a list: what any of them saw.',
    ),
    verdict: z
      .enum(['pass', 'drop'])
      .optional()
      .describe('What became of the packet; either unless it is said.'),
    way: z
      .enum(['there', 'back', 'both'])
      .default('there')
      .describe(
        '`there`: packets that begin something. `back`: answers. `both`: the same appliance saw a packet and its answer.',
      ),
    protocol: z.enum(['tcp', 'udp', 'icmp']).optional().describe('The protocol.'),
    from: cidr.optional().describe('CIDR of whoever begins, as the appliance sees it.'),
    to: cidr.optional().describe('CIDR of whom it is for.'),
    port: z.int().min(1).max(65_535).optional().describe('The port that it is for.'),
    endpoint: z
      .string()
      .max(256)
      .optional()
      .describe('The Gateway Load Balancer endpoint that it came by, by its id or its Name tag.'),
  })
  .describe('Packets, as appliances with `--log` write them down.')

type ApplianceLog = z.output<typeof applianceLog>

export function tellApplianceLog({
  on,
  verdict,
  way,
  protocol,
  from,
  to,
  port,
  endpoint,
}: ApplianceLog): string {
  const parts = [
    protocol,
    from === undefined ? '' : `from ${from}`,
    to === undefined ? '' : `to ${to}`,
    port === undefined ? '' : `port ${port}`,
    endpoint === undefined ? '' : `by way of ${endpoint}`,
  ]
  const what = parts.filter(Boolean).join(' ')
  const which = { there: 'a packet', back: 'an answer', both: 'a packet and its answer' }[way]
  const became = verdict === undefined ? '' : verdict === 'pass' ? ' that was let pass' : ' that was dropped'
  return `${listed(on, 'or')}: ${which}${what && ` ${what}`}${became}`
}

/** The lines, or why nobody can ask. */
export function linesOfAppliances(subject: Subject, asked: ApplianceLog): readonly JournalEntry[] | string {
  const found: JournalEntry[] = []
  for (const name of asked.on) {
    const machine = subject.machine(name)
    if ('problem' in machine) return machine.problem
    const lines = journalOf(subject.cloud.store, machine.id).filter(({ fact }) => fact?.kind === 'passed')
    const such = lines.filter(({ fact }) => isSuch(subject, fact as PassedFact, asked))
    if (asked.way !== 'both') {
      const way = asked.way
      found.push(...such.filter(({ fact }) => (fact as PassedFact).way === way))
      continue
    }
    const answered = new Set(such.flatMap(({ fact }) => (wayOf(fact) === 'back' ? endsOf(fact, true) : [])))
    found.push(...such.filter(({ fact }) => wayOf(fact) === 'there' && answered.has(endsOf(fact, false))))
  }
  return found
}

type Fact = JournalEntry['fact']

const wayOf = (fact: Fact): PassedFact['way'] => (fact as PassedFact).way

/** Both ends of the flow, that of whoever began it in front. */
function endsOf(fact: Fact, isAnswer: boolean): string {
  const { protocol, from, to, fromPort, toPort } = fact as PassedFact
  const ends = [`${from} ${fromPort}`, `${to} ${toPort}`]
  return [protocol, ...(isAnswer ? ends.reverse() : ends)].join(' ')
}

function isSuch(subject: Subject, fact: PassedFact, asked: ApplianceLog): boolean {
  const isAnswer = fact.way === 'back'
  const [begins, other] = isAnswer ? [fact.to, fact.from] : [fact.from, fact.to]
  const port = isAnswer ? fact.fromPort : fact.toPort
  return (
    (asked.verdict === undefined || fact.verdict === asked.verdict) &&
    (asked.protocol === undefined || fact.protocol === asked.protocol) &&
    (asked.from === undefined || contains(asked.from, begins)) &&
    (asked.to === undefined || contains(asked.to, other)) &&
    (asked.port === undefined || port === asked.port) &&
    (asked.endpoint === undefined || isEndpoint(subject, fact.endpoint, asked.endpoint))
  )
}

function isEndpoint({ fabric }: Subject, id: string | undefined, wanted: string): boolean {
  if (id === undefined || id === wanted) return id === wanted
  const held = vpcEndpoints.get(fabric, id)
  return (
    held !== undefined &&
    vpcEndpoints.tagsOf(held).some(({ Key, Value }) => Key === 'Name' && Value === wanted)
  )
}
