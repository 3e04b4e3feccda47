import { type Address, familyOf, formatAddress } from '../kernel/address.ts'
import { explainDns } from '../network/dns/reasons.ts'
import { tellLookup } from '../network/dns/report.ts'
import type { Fabric } from '../network/fabric.ts'
import { icmp, icmpv6 } from '../network/packet.ts'
import { explainDrop, lessonOf } from '../network/reasons.ts'
import { tellTrace } from '../network/report.ts'
import { findAddresses } from '../network/session/addresses.ts'
import { answerHttpNow, type ServicePeer } from '../network/session/answer-http.ts'
import { type Client, originOf } from '../network/session/client.ts'
import { type Connection, connect } from '../network/session/connect.ts'
import { type Visit, visit } from '../network/session/visit.ts'
import { type Dropped, isWorking, type Trace, trace } from '../network/trace.ts'
import { connectPatience, type Machine } from '../shell/machine.ts'
import type { Destination } from './destination.ts'
import type { NoMachine, Subject } from './subject.ts'
import { type Obstacle, type OutcomeReason, outcomeObstacle, type Proof, proofOf } from './verdict.ts'

// "Does it get there?", as a client on a machine finds out, whatever the protocol.

export const outcomes = [
  'ok',
  'error',
  'refused',
  'timeout',
  'unreachable',
  'no-such-name',
  'no-dns-answer',
  'certificate',
  'closed',
  'reset',
  'stalled',
  'garbage',
] as const

export type Outcome = (typeof outcomes)[number]

/** What the outcomes mean, for authors and learners. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  ok: 'it is answered',
  error: 'it is answered with an HTTP status of 400 or above',
  refused: 'nothing listens there',
  timeout: 'nobody answers',
  unreachable: 'the machine has no address to set out from',
  'no-such-name': 'the name has no address',
  'no-dns-answer': 'no DNS server answers',
  certificate: 'the certificate is not accepted',
  closed: 'the connection is closed without a word',
  reset: 'the connection is reset',
  stalled: 'the connection stands, and large packets are lost on the way',
  garbage: 'what answers does not speak HTTP',
}

export interface Reached {
  readonly outcome: Outcome
  /** The last attempt's, where it came to one. */
  readonly trace?: Trace
  readonly status?: number
  readonly body?: string
  /** The client's address as whoever answers sees it. */
  readonly source?: string
  /** An AWS service answers there, in its own protocol. */
  readonly service?: ServicePeer
  readonly proof?: Proof
  readonly obstacles: readonly Obstacle[]
  readonly resources: readonly string[]
}

/** Next door or far away: who is not there does not answer. */
const outcomeOf = (outcome: Exclude<Connection['outcome'], 'connected'>): Outcome =>
  outcome === 'no-neighbor' ? 'timeout' : outcome

export function reach(subject: Subject, machine: Machine, to: Destination): Reached {
  if (to.scheme === 'ping') return reachByPing(subject.fabric, machine, to.host)
  if (to.scheme === 'http' || to.scheme === 'https') return reachByHttp(subject.fabric, machine, to)
  const connection = machine.connect({ host: to.host, port: to.port, protocol: to.scheme })
  const outcome = connection.outcome === 'connected' ? 'ok' : outcomeOf(connection.outcome)
  return { outcome, ...ofConnection(connection) }
}

/** The same flow in a world that was changed a little; undefined where no packet is sent. */
export function follower(
  machine: Machine,
  { scheme, host, port }: Destination,
): (fabric: Fabric) => Trace | undefined {
  const settings = machine.settingsFor(host)
  const client = machine.clientTo(host)
  return (fabric) => {
    if (scheme === 'ping') {
      const { addresses } = findAddresses(fabric, client, { ...settings, host })
      return addresses[0] === undefined ? undefined : pingAt(fabric, client, addresses[0])
    }
    const protocol = scheme === 'udp' ? ('udp' as const) : ('tcp' as const)
    return connect(fabric, client, { ...settings, host, port, protocol }).attempts.at(-1)?.trace
  }
}

function reachByHttp(
  fabric: Fabric,
  machine: Machine,
  { url, host, method, insecure }: Destination,
): Reached {
  const settings = machine.settingsFor(host)
  const made = visit(fabric, machine.clientTo(host), new URL(url), {
    ...settings,
    ...(method !== undefined && { method }),
    ...(insecure && { insecure }),
  })
  const { service, answer } = made
  const so = ofConnection(made.connection)
  if (service) return { outcome: 'ok', ...so, service, source: service.clientAddress }
  if (answer?.kind === 'answer') {
    const { status, body, delay } = answer
    if (delay >= connectPatience) return { outcome: 'timeout', ...so }
    const isGood = status < 400
    const told = isGood
      ? []
      : [outcomeObstacle('http-error', hostOf(made), `The answer has status ${status}.`)]
    return { outcome: isGood ? 'ok' : 'error', ...so, obstacles: told, status, body }
  }
  const { outcome, reason, sentence } = whyNoAnswer(made)
  if (answer?.kind === 'stalled') {
    return { outcome, ...so, obstacles: [ofDrop(answer.dropped)], resources: evidenceOf(answer.dropped) }
  }
  return {
    outcome,
    ...so,
    obstacles: reason ? [outcomeObstacle(reason, hostOf(made), sentence)] : so.obstacles,
  }
}

/** What an AWS service answers to plain HTTP; `as` is whoever signs. Undefined where nobody can say at once. */
export function askService(
  subject: Subject,
  machine: Machine,
  reached: Reached & { readonly service: ServicePeer },
  { url, method = 'GET' }: Destination,
  as?: string,
): Reached | NoMachine | undefined {
  const { service } = reached
  const { host, pathname: path, search, protocol } = new URL(url)
  const signed = as === undefined ? { headers: {} } : subject.signatureOf(machine, as, service)
  if ('problem' in signed) return signed
  const headers = { host, ...signed.headers }
  const request = { method, path, query: search.slice(1), headers, body: new Uint8Array() }
  const answer = answerHttpNow(request, service, subject.cloud.httpPorts(service, protocol.slice(0, -1)))
  if (!answer) return undefined
  const { status } = answer
  const body = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body)
  const words = /<Message>([^<]*)<|"[Mm]essage": ?"([^"]*)"/.exec(body)
  const why = words?.[1] ?? words?.[2] ?? `The answer has status ${status}.`
  const isGood = status < 400
  return {
    ...reached,
    outcome: isGood ? 'ok' : 'error',
    status,
    body,
    obstacles: isGood ? [] : [outcomeObstacle('http-error', service.endpoint ?? service.name, why)],
    proof: { kind: 'command', text: `HTTP ${status}\n${body}`.trimEnd() },
  }
}

interface Unanswered {
  readonly outcome: Outcome
  readonly reason?: OutcomeReason
  readonly sentence: string
}

function whyNoAnswer({ connection, handshake, answer }: Visit): Unanswered {
  if (connection.outcome !== 'connected') return { outcome: outcomeOf(connection.outcome), sentence: '' }
  switch (handshake?.kind) {
    case 'mismatch': {
      const sentence = `The certificate is for ${handshake.certificate.names.join(', ')}.`
      return { outcome: 'certificate', reason: 'certificate-not-for-name', sentence }
    }
    case 'untrusted':
      return {
        outcome: 'certificate',
        reason: 'certificate-not-trusted',
        sentence: 'Nobody whom clients trust has signed the certificate.',
      }
    case 'not-tls':
      return { outcome: 'certificate', reason: 'no-tls', sentence: 'What answers there does not speak TLS.' }
    case 'reset':
      return {
        outcome: 'reset',
        reason: 'reset',
        sentence: 'The connection is reset during the TLS handshake.',
      }
  }
  switch (answer?.kind) {
    case 'stalled':
      return { outcome: 'stalled', reason: 'large-packets-lost', sentence: '' }
    case 'garbage':
      return { outcome: 'garbage', reason: 'no-http', sentence: 'What answers there does not speak HTTP.' }
    case 'reset':
      return { outcome: 'reset', reason: 'reset', sentence: 'The connection is reset.' }
    default:
      return { outcome: 'closed', reason: 'closed', sentence: 'The connection is closed without a word.' }
  }
}

function reachByPing(fabric: Fabric, machine: Machine, host: string): Reached {
  const { addresses, lookups, failure } = machine.findAddresses({ host })
  const [address] = addresses
  if (address === undefined) {
    const outcome = failure === 'no-answer' ? ('no-dns-answer' as const) : ('no-such-name' as const)
    return { ...ofConnection({ lookups, attempts: [], outcome }), outcome }
  }
  const made = pingAt(fabric, machine.clientTo(formatAddress(address)), address)
  if (!made)
    return { outcome: 'unreachable', ...ofConnection({ lookups, attempts: [], outcome: 'unreachable' }) }
  const outcome = isWorking(made) ? ('ok' as const) : ('timeout' as const)
  const attempts = [{ address, outcome: outcome === 'ok' ? ('connected' as const) : outcome, trace: made }]
  return { outcome, ...ofConnection({ lookups, attempts, outcome: attempts[0]!.outcome }) }
}

function pingAt(fabric: Fabric, client: Client, address: Address): Trace | undefined {
  const family = familyOf(address)
  const origin = originOf(fabric, client, family)
  if (!origin) return undefined
  const echo = family === 4 ? { protocol: icmp, type: 8 } : { protocol: icmpv6, type: 128 }
  const packet = {
    ...echo,
    code: 0,
    source: origin.source,
    destination: address,
    sourcePort: 0,
    destinationPort: 0,
  }
  return trace(fabric, origin.start, packet)
}

type OfConnection = Pick<Reached, 'trace' | 'source' | 'proof' | 'obstacles' | 'resources'>

function ofConnection({ attempts, lookups, outcome }: Connection): OfConnection {
  const made = attempts.at(-1)?.trace
  if (!made) return ofLookups(lookups, outcome)
  const { forward, reply } = made
  const dropped = forward.dropped ?? reply?.dropped
  const proof = proofOf('trace', () => tellTrace(made))
  const seen = forward.arrival?.packet.source
  const source = seen === undefined ? {} : { source: formatAddress(seen) }
  if (dropped) {
    return { trace: made, proof, ...source, obstacles: [ofDrop(dropped)], resources: evidenceOf(dropped) }
  }
  const at = forward.arrival?.id ?? ''
  const silent =
    outcome === 'refused' ? [outcomeObstacle('nothing-listens', at, 'Nothing listens on that port.')] : []
  return {
    trace: made,
    proof,
    ...source,
    obstacles: silent,
    resources: [...forward.hops.map(({ id }) => id), at],
  }
}

function ofLookups(lookups: Connection['lookups'], outcome: Connection['outcome']): OfConnection {
  const answer = lookups.at(-1)
  if (!answer) {
    const none = outcomeObstacle('no-source-address', '', 'The machine has no address to set out from.')
    return { obstacles: outcome === 'unreachable' ? [none] : [], resources: [] }
  }
  const last = answer.steps.at(-1)
  const way = last?.trace?.forward.dropped ?? last?.trace?.reply?.dropped
  const why: Obstacle[] = last
    ? [{ reason: last.reason, at: last.at, explanation: explainDns(last.reason) }]
    : []
  return {
    proof: proofOf('lookup', () => tellLookup(answer)),
    obstacles: way ? [...why, ofDrop(way)] : why,
    resources: last ? [last.at, ...last.evidence, ...(way ? evidenceOf(way) : [])] : [],
  }
}

const ofDrop = ({ reason, at }: Dropped): Obstacle => ({
  reason,
  at,
  explanation: explainDrop(reason).sentence,
  topic: lessonOf(reason).topic,
})

const evidenceOf = ({ at, judgement }: Dropped): readonly string[] => [at, ...judgement.evidence]

const hostOf = ({ connection }: Visit): string => connection.attempts.at(-1)?.trace?.forward.arrival?.id ?? ''
