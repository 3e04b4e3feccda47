import { AwsError } from '../../api/error.ts'
import type { Route53resolver } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { inboundAddressesOf } from './endpoints.ts'
import { invalidParameter, invalidRequest, limitExceeded, notFound, traced } from './errors.ts'
import { filtered, pageOf } from './listing.ts'
import { internetRuleId, resolverRules } from './rules.ts'

type Association = Route53resolver.ResolverRuleAssociation

/** Which rules hold in which VPC. A VPC that is deleted leaves its associations behind, as it does at AWS. */
export const ruleAssociations = family<Association>({
  service: 'route53resolver',
  resource: 'resolver-rule-association',
  id: 'Id',
  prefix: 'rslvr-rrassoc',
  missing: notFound('Resolver rule association'),
  references: { rule: { to: 'route53resolver:resolver-rule', read: ({ record }) => record.ResolverRuleId } },
  indexes: { vpc: ({ record }) => record.VPCId },
  quota: {
    id: 'resolver-rule-associations-per-region',
    error: (_, { account }) => limitExceeded(account, 'max-rule-association'),
  },
})

/** The rules that hold in a VPC at this moment, each with the domain that it is for. */
export const rulesForVpc = (ctx: Pick<Context, 'store'>, vpcId: string): Route53resolver.ResolverRule[] =>
  ruleAssociations
    .by(ctx, 'vpc', vpcId)
    .filter(({ record }) => record.Status === 'COMPLETE')
    .map(({ record }) => resolverRules.get(ctx, record.ResolverRuleId ?? '')?.record)
    .filter((rule) => rule !== undefined)

/** The VPC that a request names, which must be the caller's. */
export function requireVpc(ctx: Context, id: string): void {
  if (!vpcs.find(ctx, id)) throw invalidParameter(`The vpc ID '${id}' does not exist`, 'VPCId')
}

export const associateResolverRule = operation(
  'route53resolver',
  'AssociateResolverRule',
  { fidelity: 'exact', source: 'Route 53 API reference, AssociateResolverRule' },
  ({ ResolverRuleId, Name, VPCId }, ctx) => {
    const rule = resolverRules.require(ctx, ResolverRuleId)
    requireVpc(ctx, VPCId)
    if (rule.record.Status === 'DELETING') {
      throw new AwsError('ResourceUnavailableException', `Resolver rule '${ResolverRuleId}' is being deleted`)
    }
    refuseSameDomain(ctx, rule.record, VPCId)
    refuseLoop(ctx, rule.record, VPCId)
    const Id = ctx.newId('rslvr-rrassoc')
    const { record } = ruleAssociations.create(ctx, {
      Id,
      ResolverRuleId,
      ...(Name !== undefined && { Name }),
      VPCId,
      Status: 'CREATING',
      StatusMessage: traced(ctx, 'Creating the association.'),
    })
    ctx.after('resolver-rule-association-changed', 'resolver-rule-associated', { id: Id })
    return { ResolverRuleAssociation: record }
  },
)

function refuseSameDomain(ctx: Context, rule: Route53resolver.ResolverRule, vpcId: string): void {
  for (const { record } of ruleAssociations.by(ctx, 'vpc', vpcId)) {
    const other = resolverRules.get(ctx, record.ResolverRuleId ?? '')?.record
    if (!other || other.DomainName !== rule.DomainName || other.RuleType === 'DELEGATE') continue
    throw invalidRequest(
      `Cannot associate rules with same domain name with same VPC. Conflict with resolver rule '${other.Id}'`,
    )
  }
}

/** A question that comes in at an endpoint of the VPC must not be sent back to that endpoint. */
function refuseLoop(ctx: Context, rule: Route53resolver.ResolverRule, vpcId: string): void {
  const inbound = inboundAddressesOf(ctx, vpcId)
  const targets = (rule.TargetIps ?? []).map(({ Ip, Ipv6 }) => Ip ?? Ipv6 ?? '')
  if (!targets.some((target) => inbound.includes(target))) return
  throw invalidRequest(
    `[RSLVR-00804] Cannot associate rule ${rule.Id} to VPC ${vpcId} because the VPC include an INBOUND resolver ` +
      "endpoints with rule's target IP. Please try a different rule or update rule's target IP.",
  )
}

export const ruleAssociated = due<{ id: string }>('resolver-rule-associated', ({ id }, ctx) => {
  const association = ruleAssociations.get(ctx, id)
  if (association?.record.Status !== 'CREATING') return
  ruleAssociations.update(ctx, association, { Status: 'COMPLETE', StatusMessage: '' })
})

export const disassociateResolverRule = operation(
  'route53resolver',
  'DisassociateResolverRule',
  { fidelity: 'exact', source: 'Route 53 API reference, DisassociateResolverRule' },
  ({ VPCId, ResolverRuleId }, ctx) => {
    if (ResolverRuleId === internetRuleId) {
      throw invalidRequest(`Resolver rule '${ResolverRuleId}' is autodefined and cannot be disassociated`)
    }
    resolverRules.require(ctx, ResolverRuleId)
    const association = ruleAssociations
      .by(ctx, 'vpc', VPCId)
      .find(({ account, record }) => record.ResolverRuleId === ResolverRuleId && account === ctx.account)
    if (!association) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Resolver Rule Association between Resolver Rule '${ResolverRuleId}' and VPC '${VPCId}' does not exist`,
      )
    }
    const ending = ruleAssociations.update(ctx, association, {
      Status: 'DELETING',
      StatusMessage: traced(ctx, 'Deleting Association'),
    })
    const id = ruleAssociations.idOf(ending)
    ctx.after('resolver-rule-association-changed', 'resolver-rule-disassociated', { id })
    return { ResolverRuleAssociation: ending.record }
  },
)

export const ruleDisassociated = due<{ id: string }>('resolver-rule-disassociated', ({ id }, ctx) => {
  const association = ruleAssociations.get(ctx, id)
  if (association) ruleAssociations.remove(ctx, association)
})

/** The association that every VPC has with the rule for the internet. */
const internetAssociation = (vpcId: string): Association => ({
  Id: `rslvr-autodefined-assoc-${vpcId}-internet-resolver`,
  ResolverRuleId: internetRuleId,
  Name: 'System Rule Association',
  VPCId: vpcId,
  Status: 'COMPLETE',
  StatusMessage: '',
})

const associationsOf = (ctx: Context): Association[] => [
  ...vpcs.list(ctx).map((vpc) => internetAssociation(vpcs.idOf(vpc))),
  ...ruleAssociations.list(ctx).map(({ record }) => record),
]

export const getResolverRuleAssociation = operation(
  'route53resolver',
  'GetResolverRuleAssociation',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverRuleAssociation' },
  ({ ResolverRuleAssociationId: id }, ctx) => {
    const vpcId = /^rslvr-autodefined-assoc-(vpc-\w+)-internet-resolver$/.exec(id)?.[1]
    const isAutodefined = vpcId !== undefined && vpcs.find(ctx, vpcId) !== undefined
    return {
      ResolverRuleAssociation: isAutodefined
        ? internetAssociation(vpcId)
        : ruleAssociations.require(ctx, id).record,
    }
  },
)

export const listResolverRuleAssociations = operation(
  'route53resolver',
  'ListResolverRuleAssociations',
  {
    fidelity: {
      simplified: 'Of the rules that the Resolver makes itself, only the one for the internet is listed.',
    },
    source: 'Route 53 API reference, ListResolverRuleAssociations and Filter',
  },
  (input, ctx) => {
    const selected = filtered(associationsOf(ctx), input.Filters, {
      Name: ({ Name }) => Name,
      ResolverRuleId: ({ ResolverRuleId }) => ResolverRuleId,
      Status: ({ Status }) => Status,
      VPCId: ({ VPCId }) => VPCId,
    })
    const { items, size, ...more } = pageOf(selected, input)
    return { ...more, MaxResults: size, ResolverRuleAssociations: items }
  },
)
