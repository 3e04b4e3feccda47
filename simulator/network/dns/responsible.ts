import type { Route53resolver } from '../../api/generated/types.d.ts'
import { parseAddress, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { privateDomain } from '../../services/ec2/public-addresses.ts'
import { domainKey, type VpcEndpoint, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { ipv4BlocksOf, vpcs } from '../../services/ec2/vpcs.ts'
import { parentOf } from '../../services/route53/domain-names.ts'
import { type HostedZone, hostedZones } from '../../services/route53/hosted-zones.ts'
import { ruleAssociations, rulesForVpc } from '../../services/route53resolver/rule-associations.ts'
import { resolverRules } from '../../services/route53resolver/rules.ts'
import { hasReverseRules } from '../../services/route53resolver/vpc-configs.ts'
import { perTables } from '../remembered.ts'
import { peersOf } from './instance-names.ts'
import { resourceDomains } from './lattice-names.ts'
import { type Lookup, note } from './lookup.ts'
import { absolute, bare, type Question } from './question.ts'
import { addressOfReverseName } from './reverse-names.ts'
import { type HeldVpc, hasNames } from './vpc-dns.ts'

// Who is responsible for a name in a VPC. Route 53 guide, resolver-overview-forward-vpc-to-network-domain-name-matches
// and hosted-zone-private-considerations: the longest domain wins; of one and the same domain, a Resolver rule wins
// over a private hosted zone. So the search goes up from the name itself, and the first that is found decides.

export type Responsible =
  | { readonly kind: 'rule'; readonly rule: Route53resolver.ResolverRule }
  | { readonly kind: 'zone'; readonly zone: HostedZone }
  | { readonly kind: 'endpoint'; readonly endpoint: VpcEndpoint; readonly domain: string }
  | { readonly kind: 'resource'; readonly endpoint: VpcEndpoint }
  /** The VPC's own names. */
  | { readonly kind: 'vpc' }
  /** RFC 6303: domains that are answered where they are asked. */
  | { readonly kind: 'local'; readonly domain: string }
  | { readonly kind: 'public' }

/** By which door a query comes in. */
export type Entrance = 'vpc' | 'inbound'

export function responsibleFor(
  lookup: Lookup,
  vpc: HeldVpc,
  entrance: Entrance,
  question: Question,
): Responsible {
  const { fabric } = lookup
  const { VpcId = '' } = vpc.record
  const rules = rulesOf(fabric.store, VpcId)
  const named = hasNames(vpc)
  const vpcReverse = named ? reverseDomainOf(lookup, vpc, question.name) : undefined
  let keepsInside = false
  for (let domain: string | undefined = question.name; domain !== undefined; domain = parentOf(domain)) {
    const rule = rules.get(domain)
    if (rule?.RuleType === 'SYSTEM' && !keepsInside) {
      keepsInside = true
      note(lookup, VpcId, question, 'system-rule', [rule.Id ?? ''])
    }
    if (rule?.RuleType === 'FORWARD' && !keepsInside) return { kind: 'rule', rule }
    const [zone] = hostedZones.by(fabric, 'vpc-name', `${vpc.region}/${VpcId}/${domain}`)
    const [endpoint] = vpcEndpoints.by(fabric, 'private-domain', domainKey(VpcId, bare(domain)))
    const resource = resourceDomains(fabric.store, VpcId).get(bare(domain))
    if (!named) {
      if (zone || endpoint) note(lookup, VpcId, question, 'private-zones-are-off', [VpcId])
      continue
    }
    if (zone) return { kind: 'zone', zone }
    if (endpoint && answersTo(endpoint, entrance)) return { kind: 'endpoint', endpoint, domain: bare(domain) }
    if (endpoint)
      note(lookup, VpcId, question, 'endpoint-name-for-inbound-only', [endpoint.record.VpcEndpointId ?? ''])
    const behind = resource === undefined ? undefined : vpcEndpoints.get(fabric, resource)
    if (behind) return { kind: 'resource', endpoint: behind }
    if (domain === vpcReverse || vpcDomains(vpc.region).includes(domain)) return { kind: 'vpc' }
    if (localDomains.has(domain)) return { kind: 'local', domain }
  }
  return { kind: 'public' }
}

// PrivateLink guide, vpc-endpoints-s3, "Private DNS": queries from the VPC itself then get public addresses.
const answersTo = ({ record }: VpcEndpoint, entrance: Entrance): boolean =>
  entrance === 'inbound' || record.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint !== true

const rulesOf = perTables(
  [ruleAssociations.table, resolverRules.table],
  (store, vpc): ReadonlyMap<string, Route53resolver.ResolverRule> =>
    new Map(
      rulesForVpc({ store }, vpc)
        .filter(({ DomainName }) => DomainName !== undefined)
        .map((rule) => [absolute(rule.DomainName ?? ''), rule]),
    ),
)

/** The rules of a VPC that hand delegated domains on. */
export const delegationRulesOf = perTables(
  [ruleAssociations.table, resolverRules.table],
  (store, vpc): readonly Route53resolver.ResolverRule[] =>
    rulesForVpc({ store }, vpc).filter(({ RuleType }) => RuleType === 'DELEGATE'),
)

// Route 53 guide, resolver-overview-forward-vpc-to-network-autodefined-rules: what the resolver answers by itself,
// where the VPC has DNS hostnames on, unless a rule of the same name or a longer one says otherwise.

const vpcDomains = (region: string): readonly string[] =>
  region === 'us-east-1'
    ? ['ec2.internal.', 'compute-1.internal.', 'compute-1.amazonaws.com.']
    : [`${privateDomain(region)}.`, `${region}.compute.amazonaws.com.`]

const localDomains: ReadonlySet<string> = new Set([
  'localhost.',
  'localdomain.',
  '127.in-addr.arpa.',
  '254.169.in-addr.arpa.',
  '10.in-addr.arpa.',
  ...Array.from({ length: 16 }, (_, i) => `${16 + i}.172.in-addr.arpa.`),
  '168.192.in-addr.arpa.',
  'd.f.ip6.arpa.',
  '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa.',
])

/**
 * The domain of the rule for reverse names that covers this one: the shortest that lies within a block of the VPC, or
 * of a peer that has DNS support.
 */
function reverseDomainOf(lookup: Lookup, vpc: HeldVpc, name: string): string | undefined {
  if (!name.endsWith('.in-addr.arpa.')) return undefined
  const address = addressOfReverseName(name)
  if (typeof address !== 'number' || !hasReverseRules(lookup.fabric, vpc.record.VpcId ?? '')) return undefined
  const peers = peersOf(lookup.fabric, vpc.record.VpcId ?? '').flatMap(({ VpcId = '' }) => {
    const peer = vpcs.get(lookup.fabric, VpcId)
    return peer && peer.side.dnsSupport !== false ? [peer] : []
  })
  const block = [vpc, ...peers].flatMap((one) => blocksOf(one)).find((one) => prefixContains(one, address))
  if (!block) return undefined
  const octets = Math.ceil(block.length / 8)
  return name
    .split('.')
    .slice(4 - octets)
    .join('.')
}

/** The VPC's blocks; the primary one alone where an import tells no others. */
function blocksOf({ record }: HeldVpc) {
  const blocks = ipv4BlocksOf(record)
  const primary = blocks.length ? undefined : parsePrefix(record.CidrBlock ?? '')?.prefix
  return primary ? [primary] : blocks
}

/** RFC 6303 and RFC 6761: what such a domain says of a name. */
export function localAddress(name: string, type: string): string | undefined {
  if (name !== 'localhost.' && !name.endsWith('.localhost.')) return undefined
  const text = type === 'A' ? '127.0.0.1' : type === 'AAAA' ? '::1' : undefined
  return text !== undefined && parseAddress(text) !== undefined ? text : undefined
}
