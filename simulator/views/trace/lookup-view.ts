import type { Cloud } from '../../cloud.ts'
import type { Answer, DnsRecord, DnsStatus, DnsStep } from '../../network/dns/answer.ts'
import { readQuestion } from '../../network/dns/question.ts'
import { type DnsReason, explainDns } from '../../network/dns/reasons.ts'
import { type Asker, resolve } from '../../network/dns/resolve.ts'
import type { Fabric } from '../../network/fabric.ts'
import { interfacesNamed } from '../../network/named-things.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import { Files } from '../../shell/files.ts'
import { hostsNamed, workstationHost } from '../../shell/hosts/find-host.ts'
import { filesOf } from '../../shell/hosts/host-files.ts'
import { idsNamed } from '../../shell/lab/names.ts'
import { Machine } from '../../shell/machine.ts'
import { onPremisesId } from '../topology/on-premises.ts'
import type { Topology } from '../topology/parts.ts'
import { topologyOf } from '../topology/topology.ts'
import { type Candidate, candidatesFor } from './dns-candidates.ts'
import { type NamedId, namedId } from './named.ts'
import type { MapPart } from './on-map.ts'
import { type TraceView, viewOfTrace } from './trace-view.ts'

// How a name was looked up, as a page shows it: who was asked, what each decided and why, and the answer.

export interface LookupAsked {
  /** A machine, a network interface, a VPC, a Resolver endpoint, `internet`. */
  readonly from: string
  readonly name: string
  readonly type?: string
  /** The one server to ask, as with `dig @10.0.0.2`. */
  readonly server?: string
}

export interface LookupView {
  readonly name: string
  readonly type: string
  readonly status: DnsStatus
  /** Who gave the answer, or was asked for it last. */
  readonly server: string
  readonly records: readonly DnsRecord[]
  /** Why the answer is what it is: what was decided last, in words. */
  readonly why: readonly string[]
  /** What the asker itself has to say; missing where it is no machine. */
  readonly asker?: AskerView
  readonly steps: readonly LookupStepView[]
}

export interface AskerView {
  readonly name: string
  readonly servers: readonly string[]
  readonly search: readonly string[]
  /** What its /etc/hosts says of the name. DNS is not asked for those, but by `dig`. */
  readonly hosts: readonly string[]
}

export interface LookupStepView {
  /** Who decided. */
  readonly at: NamedId
  readonly name: string
  readonly type: string
  readonly reason: DnsReason
  readonly says: string
  readonly isFailure: boolean
  readonly evidence: readonly NamedId[]
  /** All that the name falls under, where a VPC's resolver chose. */
  readonly considered?: readonly (Candidate & NamedId)[]
  /** The way of the query, where it had one to go. */
  readonly way?: TraceView
  readonly part?: MapPart
}

export type LookupAnswer = LookupView | { readonly cannotSay: string }

export function lookupView(cloud: Cloud, asked: LookupAsked): LookupAnswer {
  const { fabric } = cloud
  if (!readQuestion(asked.name, asked.type)) return { cannotSay: `"${asked.name}" is no domain name.` }
  const { from, ...question } = asked
  const [host, another] = hostsNamed(fabric, machineAt(fabric, from))
  if (another) return { cannotSay: `"${from}" may be several machines: say which by its id.` }
  if (host) {
    const machine = new Machine(cloud, host, new Files(filesOf(cloud, host), () => cloud.now))
    const answer = machine.lookUp(question)
    if (!answer) return { cannotSay: `From ${from} nobody can be asked.` }
    const { servers, search } = machine.resolver
    const hosts = machine.addressesInHosts(asked.name)
    return viewOfLookup(fabric, answer, { name: host.name, servers, search, hosts })
  }
  const asker = askerNamed(fabric, from)
  const answer = asker && resolve(fabric, asker, question)
  return answer ? viewOfLookup(fabric, answer) : { cannotSay: `There is no "${from}" to ask from.` }
}

/** A machine is meant by its first network interface, too. */
function machineAt(fabric: Fabric, from: string): string {
  if (from === 'internet') return workstationHost.name
  const { Attachment } = networkInterfaces.get(fabric, from)?.record ?? {}
  return (Attachment?.DeviceIndex === 0 && Attachment.InstanceId) || from
}

function askerNamed(fabric: Fabric, text: string): Asker | undefined {
  const [id = text] = idsNamed(fabric, text)
  if (resolverEndpoints.get(fabric, id)) return { kind: 'resolver-endpoint', id }
  if (vpcs.get(fabric, id)) return { kind: 'vpc', id }
  const eni = [...interfacesNamed(fabric, id).values()].flat()[0]?.record.NetworkInterfaceId
  return eni === undefined ? undefined : { kind: 'interface', id: eni }
}

/** A lookup that was made, told by what the world is now. */
export function viewOfLookup(
  fabric: Fabric,
  answer: Answer,
  asker?: AskerView,
  topology = topologyOf(fabric),
): LookupView {
  const { question, status, server, records, steps } = answer
  const told = new Set<string>()
  return {
    name: question.name,
    type: question.type,
    status,
    server,
    records,
    why: whyOf(steps),
    ...(asker && { asker }),
    steps: steps.map((step): LookupStepView => {
      const { at, question: one, reason, trace } = step
      const evidence = [...new Set(step.evidence)].filter((id) => id !== '' && id !== at)
      const key = `${at} ${one.name}`
      const chose = choosing.has(reason) && !told.has(key)
      if (chose) told.add(key)
      const considered = chose ? candidatesFor(fabric, at, one.name, step.evidence) : []
      const part = partOf(topology, at, step.evidence)
      return {
        at: namedId(fabric, at),
        name: one.name,
        type: one.type,
        reason,
        says: explainDns(reason),
        isFailure: failures.has(reason),
        evidence: evidence.map((id) => namedId(fabric, id)),
        ...(considered.length && {
          considered: considered.map((candidate) => ({ ...candidate, ...namedId(fabric, candidate.id) })),
        }),
        ...(trace && { way: viewOfTrace(fabric, trace, topology) }),
        ...(part !== undefined && { part }),
      }
    }),
  }
}

/** With these, the resolver of a VPC says who is responsible for a name. */
const choosing: ReadonlySet<DnsReason> = new Set([
  'forwarding-rule',
  'private-zone',
  'endpoint-private-name',
  'endpoint-name',
  'endpoint-name-for-inbound-only',
  'private-zones-are-off',
  'vpc-name',
  'locally-served',
  'public-dns',
  'aws-service-name',
])

const failures: ReadonlySet<DnsReason> = new Set([
  'query-was-dropped',
  'answer-was-dropped',
  'no-dns-server-there',
  'no-dns-server-configured',
  'dns-support-is-off',
  'firewall-blocks',
  'outbound-endpoint-not-ready',
  'all-targets-failed',
  'private-zones-are-off',
  'asked-in-a-circle',
  'too-many-aliases',
  'zone-lacks-type',
  'zone-lacks-name',
  'delegation-is-lame',
  'not-in-public-dns',
  'not-a-zone-of-server',
  'no-way-to-public-dns',
  'site-does-not-recurse',
  'no-delegated-zone',
])

/** How a query got to a server says nothing about its answer. */
const transport: ReadonlySet<DnsReason> = new Set(['server-answers'])

/** What was decided of the last name that was asked for; before it, who was responsible for it. */
function whyOf(steps: readonly DnsStep[]): readonly string[] {
  const deciding = steps.filter(({ reason }) => !transport.has(reason))
  const last = deciding.at(-1)
  if (!last) return []
  const responsible = deciding.findLast((one) => one !== last && one.question.name === last.question.name)
  return [...(responsible ? [responsible] : []), last].map(({ reason }) => explainDns(reason))
}

function partOf({ things, frames }: Topology, at: string, evidence: readonly string[]): MapPart | undefined {
  for (const id of [at, ...evidence]) {
    const thing = things.find((one) => one.resource === id || one.id === id || one.id === onPremisesId(id))
    const found = thing ?? addressed(things, id)
    if (found) return { id: found.id, kind: 'thing' }
    if (frames.some((one) => one.id === id)) return { id, kind: 'frame' }
  }
  return undefined
}

const addressed = (things: Topology['things'], address: string) =>
  /^\d+\.\d+\.\d+\.\d+$/.test(address)
    ? things.find(({ detail }) => detail.split(' · ').includes(address))
    : undefined
