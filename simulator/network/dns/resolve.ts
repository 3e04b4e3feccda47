import type { SiteHost } from '../../api/private/onprem.ts'
import { type Address, familyOf, formatAddress, parseAddress } from '../../kernel/address.ts'
import type { Version } from '../../kernel/store.ts'
import { defaultOptionsWord, dhcpOptions } from '../../services/ec2/dhcp-options.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import { workstation } from '../../world/workstation.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import { resolverAddressOf } from '../link-local.ts'
import { trace } from '../trace.ts'
import { type Answer, addressesIn, failed, type Reply } from './answer.ts'
import { type Client, clientIn } from './clients.ts'
import { healthOfAlias, healthOfEndpoint } from './health.ts'
import { type Lookup, note, type Sender } from './lookup.ts'
import { resolvePublicly } from './public-dns.ts'
import { type Question, readQuestion } from './question.ts'
import { queryServer } from './servers.ts'
import { askVpc } from './vpc-resolver.ts'

// "What does this name mean, asked from here?"

export type Asker =
  /** A network interface, by its id: it asks the servers of its VPC's DHCP options. */
  | { readonly kind: 'interface'; readonly id: string }
  /** A host on premises, by its name: it asks its site's servers. */
  | { readonly kind: 'site-host'; readonly id: string }
  /** A query that has come to an endpoint of the Resolver. */
  | { readonly kind: 'resolver-endpoint'; readonly id: string }
  /** The VPC's resolver itself, asked from nowhere in particular. */
  | { readonly kind: 'vpc'; readonly id: string }
  /** Somebody on the internet: the learner's own machine unless it is said where. */
  | {
      readonly kind: 'internet'
      readonly address?: string
      readonly region?: string
      readonly country?: string
      readonly continent?: string
    }

export interface Asked {
  readonly name: string
  readonly type?: string
  /** The address of one server to ask, instead of those that the asker has: `dig @10.0.0.2`. */
  readonly server?: string
}

/** Resolves a name; undefined where the name cannot be one. */
export function resolve(fabric: Fabric, asker: Asker, asked: Asked): Answer | undefined {
  const question = readQuestion(asked.name, asked.type)
  if (!question) return undefined
  const lookup = lookupFor(
    fabric,
    `${asker.kind}/${'id' in asker ? asker.id : ''}/${question.name}/${fabric.now}`,
  )
  const server = asked.server === undefined ? undefined : parseAddress(asked.server)
  const { reply, by } = ask(lookup, asker, server, question)
  return {
    ...reply,
    question,
    server: by,
    steps: lookup.steps,
    logged: lookup.logged,
    ...(lookup.firewall && { firewall: lookup.firewall }),
  }
}

const lookupFor = (fabric: Fabric, seed: string): Lookup => ({
  fabric,
  seed,
  steps: [],
  pending: [],
  logged: [],
  probe: (from, packet) => trace(fabric, from, packet),
  query: queryServer,
})

interface Asking {
  readonly reply: Reply
  /** Who said so. */
  readonly by: string
}

function ask(lookup: Lookup, asker: Asker, server: Address | undefined, question: Question): Asking {
  switch (asker.kind) {
    case 'interface': {
      const eni = networkInterfaces.get(lookup.fabric, asker.id)
      if (!eni) return nobodyToAsk(lookup, asker.id, question)
      const client = withHealth(lookup, clientIn(eni.region, { zoneId: eni.record.AvailabilityZoneId }))
      return askServers(
        lookup,
        server === undefined ? serversOf(lookup.fabric, eni) : [server],
        question,
        (to) => senderFrom(eni, to, client),
      )
    }
    case 'site-host': {
      const host = lookup.fabric.store.get(siteHosts, asker.id)
      const own = parseAddress(host?.Address ?? '')
      if (!host || own === undefined) return nobodyToAsk(lookup, asker.id, question)
      const client = withHealth(lookup, clientIn(home))
      const servers = (host.DnsServers ?? []).flatMap((text) => parseAddress(text) ?? [])
      return askServers(lookup, server === undefined ? servers : [server], question, (to) =>
        familyOf(own) === familyOf(to)
          ? { position: { kind: 'site-host-out', host }, source: own, client }
          : undefined,
      )
    }
    case 'resolver-endpoint': {
      const endpoint = resolverEndpoints.get(lookup.fabric, asker.id)
      const vpc = vpcs.get(lookup.fabric, endpoint?.record.HostVPCId ?? '')
      if (!endpoint || !vpc) return nobodyToAsk(lookup, asker.id, question)
      const client = withHealth(lookup, clientIn(vpc.region))
      return { reply: askVpc(lookup, { vpc, entrance: 'inbound' }, question, client), by: asker.id }
    }
    case 'vpc': {
      const vpc = vpcs.get(lookup.fabric, asker.id)
      if (!vpc) return nobodyToAsk(lookup, asker.id, question)
      const client = withHealth(lookup, clientIn(vpc.region))
      return { reply: askVpc(lookup, { vpc, entrance: 'vpc' }, question, client), by: asker.id }
    }
    case 'internet': {
      const { address = workstation.sourceIp, region = home, country, continent } = asker
      const client = withHealth(lookup, {
        ...clientIn(region, { address }),
        ...(country !== undefined && { country }),
        ...(continent !== undefined && { continent }),
      })
      if (server === undefined) return { reply: resolvePublicly(lookup, question, client), by: 'public DNS' }
      const source = parseAddress(address)!
      return askServers(lookup, [server], question, () => ({
        position: { kind: 'internet' },
        source,
        client,
      }))
    }
  }
}

/** Where somebody is of whom nobody knows where. */
const home = 'us-east-1'

const withHealth = (lookup: Lookup, client: Client): Client => ({
  ...client,
  endpointHealth: (config) => healthOfEndpoint(lookup, config),
  aliasHealth: (target) => healthOfAlias(lookup, target),
})

function nobodyToAsk(lookup: Lookup, at: string, question: Question): Asking {
  note(lookup, at, question, 'no-dns-server-configured', [at])
  return { reply: failed('TIMEOUT'), by: at }
}

/** In turn, until one gives an answer that settles the question (resolv.conf(5)). */
function askServers(
  lookup: Lookup,
  servers: readonly Address[],
  question: Question,
  senderTo: (server: Address) => Sender | undefined,
): Asking {
  let last: Asking | undefined
  for (const address of servers) {
    const sender = senderTo(address)
    if (!sender) continue
    const reply = lookup.query(lookup, sender, { address, port: 53 }, question)
    last = { reply, by: formatAddress(address) }
    if (reply.status === 'NOERROR' || reply.status === 'NXDOMAIN') return last
  }
  return last ?? nobodyToAsk(lookup, '', question)
}

function senderFrom(eni: NetworkInterface, to: Address, client: Client): Sender | undefined {
  const source = addressesOf(eni).find((own) => familyOf(own) === familyOf(to))
  return source === undefined ? undefined : { position: { kind: 'interface-out', eni }, source, client }
}

const amazonIpv6 = parseAddress('fd00:ec2::253')!

/** VPC user guide, DHCPOptionSetConcepts: what the set says; the word stands for the resolver at the base plus two. */
export function serversOf(fabric: Fabric, { record }: NetworkInterface): Address[] {
  const { VpcId = '' } = record
  const own = record.PrivateIpAddress === undefined ? amazonIpv6 : resolverAddressOf(fabric, VpcId)
  const configured = optionOf(fabric, VpcId, 'domain-name-servers')
  return (configured ?? ['AmazonProvidedDNS']).flatMap((text) =>
    text === 'AmazonProvidedDNS' ? (own ?? []) : (parseAddress(text) ?? []),
  )
}

/** Domains that are put behind a short name, as the host's DHCP options say. */
export const searchDomainsOf = (fabric: Fabric, { record }: NetworkInterface): readonly string[] =>
  (optionOf(fabric, record.VpcId ?? '', 'domain-name') ?? []).flatMap((text) => text.split(/\s+/))

/** What a VPC's set says of an option; undefined where an import does not tell the set. */
function optionOf(fabric: Fabric, vpc: string, key: string): readonly string[] | undefined {
  const id = vpcs.get(fabric, vpc)?.record.DhcpOptionsId ?? ''
  const options = dhcpOptions.get(fabric, id)
  // EC2 API reference, AssociateDhcpOptions: `default` means no options at all.
  if (!options) return id === defaultOptionsWord ? [] : undefined
  const configured = options.record.DhcpConfigurations?.find(({ Key }) => Key === key)
  return configured?.Values?.flatMap(({ Value }) => Value ?? []) ?? []
}

// A query may meet what wants this very name looked up; that leads nowhere.
const underway = new WeakMap<Version, Set<string>>()

/** Addresses of a name, as a network interface's VPC or a host on premises sees it or, without one, as the internet does. */
export function lookUpAddresses(
  fabric: Fabric,
  name: string,
  from?: NetworkInterface | SiteHost,
): readonly Address[] {
  const asker = askerAt(from)
  const version = fabric.store.aside(() => fabric.store.version)
  const pending = underway.get(version) ?? new Set<string>()
  underway.set(version, pending)
  const key = `${asker.kind}/${'id' in asker ? asker.id : ''}/${name}`
  if (pending.has(key)) return []
  pending.add(key)
  const answers = ['A', 'AAAA'].flatMap((type) => resolve(fabric, asker, { name, type }) ?? [])
  pending.delete(key)
  return answers.flatMap((answer) => addressesIn(answer)).flatMap((text) => parseAddress(text) ?? [])
}

function askerAt(from: NetworkInterface | SiteHost | undefined): Asker {
  if (from !== undefined && 'Site' in from) return { kind: 'site-host', id: from.Name }
  const vpc = from?.record.VpcId
  return vpc === undefined ? { kind: 'internet' } : { kind: 'vpc', id: vpc }
}
