import type { Route53resolver } from '../../api/generated/types.d.ts'
import { firewallGroupsFor } from '../../services/route53resolver/firewall-associations.ts'
import { listHasDomain } from '../../services/route53resolver/firewall-domain-lists.ts'
import { found, noData, noSuchName, type Reply } from './answer.ts'
import { type Lookup, note } from './lookup.ts'
import { absolute, type Question } from './question.ts'

// DNS Firewall. Route 53 guide, resolver-dns-firewall-rule-actions and resolver-dns-firewall-vpc-protections: rule
// groups in the order of their priorities in the VPC, in each the rules by theirs; the first that matches decides.

export interface FirewallDecision {
  /** What to answer instead; the query goes on where there is nothing. */
  readonly reply?: Reply
  /** Whether names that CNAME records lead to need not be looked at any more. */
  readonly trustsAliases: boolean
}

const goesOn: FirewallDecision = { trustsAliases: false }

export function judgeByFirewall(lookup: Lookup, vpc: string, question: Question): FirewallDecision {
  for (const group of firewallGroupsFor(lookup.fabric, vpc)) {
    const rules = [...group.side.rules].sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))
    const rule = rules.find((one) => isFor(lookup, one, question))
    if (rule) return decide(lookup, vpc, group.record.Id ?? '', rule, question)
  }
  return goesOn
}

// NOT MODELLED: rules that detect tunnelling and generated domains; they name no domain list and match nothing.
function isFor(
  lookup: Lookup,
  { FirewallDomainListId: list, Qtype }: Route53resolver.FirewallRule,
  { name, type }: Question,
) {
  if (list === undefined || (Qtype !== undefined && Qtype !== type && Qtype !== typeNumber(type)))
    return false
  return listHasDomain(lookup.fabric, list, name)
}

// Route 53 API reference, CreateFirewallRule, Qtype: by name, or as TYPE and the number.
const numbers: Readonly<Record<string, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
}
const typeNumber = (type: string): string => `TYPE${numbers[type]}`

function decide(
  lookup: Lookup,
  vpc: string,
  group: string,
  rule: Route53resolver.FirewallRule,
  question: Question,
): FirewallDecision {
  const { Action = 'ALLOW', FirewallDomainListId, FirewallDomainRedirectionAction } = rule
  const reason =
    Action === 'BLOCK' ? 'firewall-blocks' : Action === 'ALERT' ? 'firewall-alerts' : 'firewall-allows'
  note(lookup, vpc, question, reason, [
    group,
    ...(FirewallDomainListId === undefined ? [] : [FirewallDomainListId]),
  ])
  lookup.firewall = {
    action: Action,
    group,
    ...(FirewallDomainListId !== undefined && { domainList: FirewallDomainListId }),
  }
  const trustsAliases = FirewallDomainRedirectionAction === 'TRUST_REDIRECTION_DOMAIN'
  return Action === 'BLOCK' ? { reply: blocked(rule, question), trustsAliases } : { trustsAliases }
}

function blocked(rule: Route53resolver.FirewallRule, { name }: Question): Reply {
  const { BlockResponse, BlockOverrideDomain, BlockOverrideTtl = 0 } = rule
  if (BlockResponse === 'NXDOMAIN') return noSuchName()
  if (BlockResponse !== 'OVERRIDE' || BlockOverrideDomain === undefined) return noData()
  return found([{ name, type: 'CNAME', ttl: BlockOverrideTtl, value: absolute(BlockOverrideDomain) }])
}
