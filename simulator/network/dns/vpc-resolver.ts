import { formatAddress, parseAddress } from '../../kernel/address.ts'
import type { VpcEndpoint } from '../../services/ec2/vpc-endpoints.ts'
import type { HostedZone } from '../../services/route53/hosted-zones.ts'
import { recordsAt } from '../../services/route53/record-sets.ts'
import type { HeldSubnet } from '../positions.ts'
import { type DnsRecord, failed, found, noData, noSuchName, type QuerySource, type Reply } from './answer.ts'
import type { Client } from './clients.ts'
import { privateNamed } from './endpoint-names.ts'
import { judgeByFirewall } from './firewall.ts'
import { forward, targetsOf } from './forwarding.ts'
import { instanceNameIn, privateNameIn, reverseNameIn } from './instance-names.ts'
import { endpointAddresses } from './lattice-names.ts'
import { askOnce, endOfChain, followAliases, type Lookup, note, type ServerAddress } from './lookup.ts'
import { type Named, recordsOf } from './named.ts'
import { askPublic } from './public-dns.ts'
import { absolute, bare, type Question } from './question.ts'
import {
  delegationRulesOf,
  type Entrance,
  localAddress,
  type Responsible,
  responsibleFor,
} from './responsible.ts'
import { addressOfReverseName } from './reverse-names.ts'
import { type HeldVpc, hasNames, hasResolver } from './vpc-dns.ts'
import { askZone, type Delegation, delegationOf } from './zone-answers.ts'

// The resolver of a VPC: what it answers to whoever may ask it.

export interface AskedIn {
  readonly vpc: HeldVpc
  readonly entrance: Entrance
  /** The subnet of whoever asks, whose DNS64 counts. */
  readonly subnet?: HeldSubnet | undefined
  /** Who asks, for the log. */
  readonly from?: QuerySource
}

export function askVpc(lookup: Lookup, asked: AskedIn, question: Question, client: Client): Reply {
  const { VpcId = '' } = asked.vpc.record
  if (!hasResolver(asked.vpc)) {
    note(lookup, VpcId, question, 'dns-support-is-off', [VpcId])
    return failed('TIMEOUT')
  }
  return askOnce(lookup, VpcId, question, () => {
    const before = lookup.firewall
    const own = resolveIn(lookup, asked, question, client)
    const reply = wantsDns64(asked, question, own) ? withDns64(lookup, asked, question, client, own) : own
    const { firewall } = lookup
    const said = firewall !== before && firewall
    if (asked.from)
      lookup.logged.push({ vpc: VpcId, question, reply, from: asked.from, ...(said && { firewall: said }) })
    return reply
  })
}

function resolveIn(lookup: Lookup, asked: AskedIn, question: Question, client: Client): Reply {
  const { VpcId = '' } = asked.vpc.record
  let isFiltered = true
  return followAliases(lookup, question, (one) => {
    if (isFiltered) {
      const decision = judgeByFirewall(lookup, VpcId, one)
      // What a rule answers instead leads where the rule wants it to lead.
      if (decision.reply || decision.trustsAliases) isFiltered = false
      if (decision.reply) return decision.reply
    }
    return askResponsible(lookup, asked, one, client)
  })
}

function askResponsible(lookup: Lookup, asked: AskedIn, question: Question, client: Client): Reply {
  const { vpc, entrance } = asked
  const { VpcId = '' } = vpc.record
  const responsible = responsibleFor(lookup, vpc, entrance, question)
  switch (responsible.kind) {
    case 'rule': {
      const { Id = '', ResolverEndpointId } = responsible.rule
      note(lookup, VpcId, question, 'forwarding-rule', [Id, ResolverEndpointId ?? ''])
      return forward(lookup, ResolverEndpointId, targetsOf(responsible.rule), question, client)
    }
    case 'zone': {
      const { zone } = responsible
      note(lookup, VpcId, question, 'private-zone', [bareId(zone)])
      const delegation = delegationOf(lookup, zone, question)
      return delegation
        ? askBelow(lookup, asked, zone, delegation, question, client)
        : askZone(lookup, zone, question, client)
    }
    case 'endpoint':
      return askEndpoint(lookup, responsible, question)
    case 'resource':
      return tell(lookup, VpcId, question, endpointAddresses(lookup.fabric, responsible.endpoint))
    case 'local':
      return askLocal(lookup, VpcId, question)
    case 'vpc':
      return askOwnNames(lookup, vpc, question, client)
    case 'public': {
      // The names of a peer's instances may lie in another Region's domain.
      const peers = hasNames(vpc) ? instanceNameIn(lookup.fabric, vpc, bare(question.name)) : undefined
      if (peers) return tell(lookup, VpcId, question, peers)
      note(lookup, VpcId, question, 'public-dns')
      return askPublic(lookup, question, client)
    }
  }
}

const bareId = ({ record }: HostedZone) => (record.Id ?? '').replace('/hostedzone/', '')

function tell(lookup: Lookup, at: string, question: Question, named: Named): Reply {
  note(lookup, at, question, named.reason, named.evidence)
  const records = recordsOf(lookup, named, question)
  return records.length ? found(records) : noData()
}

/**
 * A hidden hosted zone, responsible for its whole domain: a name in it that the endpoint did not take over does not
 * exist (PrivateLink guide, privatelink-access-aws-services, "Private DNS").
 */
function askEndpoint(
  lookup: Lookup,
  { endpoint, domain }: Extract<Responsible, { kind: 'endpoint' }>,
  question: Question,
): Reply {
  const { VpcId = '', VpcEndpointId = '' } = endpoint.record
  const host = bare(question.name)
  if (privateNames(endpoint).some((name) => covers(name, host))) {
    return tell(lookup, VpcId, question, privateNamed(lookup, endpoint))
  }
  note(lookup, VpcId, question, 'endpoint-private-name', [VpcEndpointId])
  note(lookup, domain, question, host === domain ? 'zone-lacks-type' : 'zone-lacks-name', [VpcEndpointId])
  return host === domain ? noData() : noSuchName()
}

const privateNames = ({ record: { DnsEntries = [] } }: VpcEndpoint): string[] =>
  DnsEntries.map(({ DnsName = '' }) => DnsName.toLowerCase()).filter(
    (name) => !name.endsWith('.vpce.amazonaws.com'),
  )

const covers = (name: string, host: string): boolean =>
  name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host

function askLocal(lookup: Lookup, at: string, question: Question): Reply {
  note(lookup, at, question, 'locally-served')
  const { name, type } = question
  const value = localAddress(name, type)
  if (value !== undefined) return found([{ name, type, ttl: 86_400, value }])
  return name === 'localhost.' ? noData() : noSuchName()
}

/** The names of instances, and of addresses, in the VPC. */
function askOwnNames(lookup: Lookup, vpc: HeldVpc, question: Question, client: Client): Reply {
  const { fabric } = lookup
  const { VpcId = '' } = vpc.record
  const host = bare(question.name)
  const address = addressOfReverseName(question.name)
  const named =
    address === undefined
      ? (instanceNameIn(fabric, vpc, host) ?? privateNameIn(fabric, vpc, host))
      : reverseNameIn(fabric, vpc, address)
  if (named) return tell(lookup, VpcId, question, named)
  // A public name of somebody else's instance is what everybody sees it as.
  if (host.endsWith('.amazonaws.com')) return askPublic(lookup, question, client)
  note(lookup, VpcId, question, 'vpc-name', [VpcId])
  note(lookup, VpcId, question, 'zone-lacks-name', [VpcId])
  return noSuchName()
}

/**
 * A private zone delegates the name. Route 53 guide, resolver-forwarding-outbound-queries: a delegation rule for one of
 * the name servers sends the query out; without one, the name servers are looked for in the public DNS.
 */
function askBelow(
  lookup: Lookup,
  asked: AskedIn,
  zone: HostedZone,
  { domain, servers }: Delegation,
  question: Question,
  client: Client,
): Reply {
  const { VpcId = '' } = asked.vpc.record
  note(lookup, bareId(zone), question, 'zone-delegates', [bareId(zone), ...servers.map(bare)])
  const rules = delegationRulesOf(lookup.fabric.store, VpcId)
  const rule = rules.find(({ DelegationRecord = '' }) => servers.includes(absolute(DelegationRecord)))
  if (!rule) {
    note(lookup, domain, question, 'delegation-is-lame', servers.map(bare))
    return failed('SERVFAIL')
  }
  note(lookup, VpcId, question, 'delegation-rule', [rule.Id ?? '', rule.ResolverEndpointId ?? ''])
  const targets = servers.flatMap((server) => addressesOfServer(lookup, asked, zone, server, client))
  return forward(lookup, rule.ResolverEndpointId, targets, question, client)
}

/** A name server's addresses: beside its own delegation in the zone, or else as its name resolves in the VPC. */
function addressesOfServer(
  lookup: Lookup,
  asked: AskedIn,
  zone: HostedZone,
  server: string,
  client: Client,
): ServerAddress[] {
  const glue = recordsAt(lookup.fabric, zone.record.Id ?? '', server)
    .filter(({ Type }) => Type === 'A' || Type === 'AAAA')
    .flatMap(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value = '' }) => Value))
  const texts = glue.length
    ? glue
    : askVpc(lookup, asked, { name: server, type: 'A' }, client).records.flatMap(({ type, value }) =>
        type === 'A' ? [value] : [],
      )
  return texts.flatMap((text) => {
    const address = parseAddress(text)
    return address === undefined ? [] : [{ address, port: 53 }]
  })
}

// VPC user guide, nat-gateway-nat64-dns64: only what has no IPv6 address of its own gets one.
const wantsDns64 = ({ subnet, entrance }: AskedIn, { type }: Question, { status, records }: Reply): boolean =>
  entrance === 'vpc' &&
  type === 'AAAA' &&
  subnet?.record.EnableDns64 === true &&
  status === 'NOERROR' &&
  !records.some((one) => one.type === 'AAAA')

const nat64 = parseAddress('64:ff9b::') as bigint

function withDns64(lookup: Lookup, asked: AskedIn, question: Question, client: Client, reply: Reply): Reply {
  const ipv4 = resolveIn(lookup, asked, { ...question, type: 'A' }, client)
  const end = endOfChain(ipv4.records, question.name)
  const records = ipv4.records.flatMap((one): DnsRecord[] => {
    if (one.type !== 'A') return [one]
    const address = parseAddress(one.value)
    if (one.name !== end || typeof address !== 'number') return []
    return [{ ...one, type: 'AAAA', value: formatAddress(nat64 + BigInt(address)) }]
  })
  if (!records.some(({ type }) => type === 'AAAA')) return reply
  note(lookup, asked.subnet?.record.SubnetId ?? '', question, 'dns64', [asked.subnet?.record.SubnetId ?? ''])
  return found(records)
}

/**
 * An endpoint for inbound delegation answers for the VPC's private zones, and asks nobody (Route 53 guide,
 * resolver-forwarding-inbound-queries).
 */
export function askDelegated(lookup: Lookup, vpc: HeldVpc, question: Question, client: Client): Reply {
  const { VpcId = '' } = vpc.record
  const responsible = responsibleFor(lookup, vpc, 'inbound', question)
  if (responsible.kind === 'zone') {
    note(lookup, VpcId, question, 'private-zone', [bareId(responsible.zone)])
    return askZone(lookup, responsible.zone, question, client)
  }
  note(lookup, VpcId, question, 'no-delegated-zone', [VpcId])
  return failed('REFUSED')
}
