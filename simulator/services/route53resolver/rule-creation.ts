import { AwsError } from '../../api/error.ts'
import type { Route53resolver } from '../../api/generated/types.d.ts'
import { parseAddress } from '../../kernel/address.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { readName } from '../route53/domain-names.ts'
import { resolverEndpoints } from './endpoints.ts'
import { alreadyExists, invalidParameter, invalidRequest, limitExceeded, traced } from './errors.ts'
import { ruleAssociations } from './rule-associations.ts'
import { internetRuleId, type ResolverRule, resolverRules } from './rules.ts'
import { checkTags } from './tag-rules.ts'

type Request = Readonly<Route53resolver.CreateResolverRuleRequest>
type Targets = readonly Route53resolver.TargetAddress[]

export const createResolverRule = operation(
  'route53resolver',
  'CreateResolverRule',
  { fidelity: 'exact', source: 'Route 53 API reference, CreateResolverRule' },
  (input, ctx) => {
    const { CreatorRequestId, Name, RuleType, ResolverEndpointId, DelegationRecord } = input
    if (resolverRules.count(ctx, 'creator-request', `${ctx.account}/${ctx.region}/${CreatorRequestId}`)) {
      throw alreadyExists(
        `Resolver rule with creator request ID '${CreatorRequestId}' already exists`,
        'resolver-rule',
      )
    }
    checkKind(input)
    const DomainName = RuleType === 'DELEGATE' ? undefined : requireDomain(input.DomainName)
    const TargetIps = input.TargetIps && requireTargets(ctx, input.TargetIps)
    if (ResolverEndpointId !== undefined) requireOutbound(ctx, ResolverEndpointId, TargetIps ?? [])
    const Id = ctx.newId('rslvr-rr')
    const now = timestamp(ctx.now)
    const { record } = resolverRules.create(
      ctx,
      {
        Id,
        CreatorRequestId,
        Arn: `arn:aws:route53resolver:${ctx.region}:${ctx.account}:resolver-rule/${Id}`,
        ...(DomainName !== undefined && { DomainName }),
        Status: 'COMPLETE',
        StatusMessage: traced(ctx, 'Successfully created Resolver Rule.'),
        RuleType,
        ...(Name !== undefined && { Name }),
        ...(TargetIps && { TargetIps }),
        ...(ResolverEndpointId !== undefined && { ResolverEndpointId }),
        OwnerId: ctx.account,
        ShareStatus: 'NOT_SHARED',
        CreationTime: now,
        ModificationTime: now,
        ...(DelegationRecord !== undefined && { DelegationRecord }),
      },
      { tags: checkTags([], input.Tags ?? [], ctx.account) },
    )
    return { ResolverRule: record }
  },
)

/** What each kind of rule needs, and what it cannot have. */
function checkKind({ RuleType, ResolverEndpointId, TargetIps, DelegationRecord }: Request): void {
  switch (RuleType) {
    case 'RECURSIVE':
      throw invalidRequest('[RSLVR-00718] Cannot create a rule with type RECURSIVE')
    case 'SYSTEM':
      if (ResolverEndpointId !== undefined || TargetIps) {
        throw invalidRequest(
          'Cannot specify resolver endpoint ID and target IP for SYSTEM type resolver rule',
        )
      }
      break
    case 'DELEGATE':
      if (DelegationRecord === undefined || TargetIps) {
        throw invalidRequest('Delegate resolver rules need to specify a nameserver name')
      }
      requireEndpoint(ResolverEndpointId, RuleType)
      break
    case 'FORWARD':
      requireEndpoint(ResolverEndpointId, RuleType)
      if (!TargetIps) throw invalidRequest('Target IPs must be specified for FORWARD type resolver rule')
  }
  if (DelegationRecord !== undefined && RuleType !== 'DELEGATE') {
    throw invalidRequest(`Cannot specify a delegation record for ${RuleType} type resolver rule`)
  }
}

function requireEndpoint(id: string | undefined, type: string): void {
  if (id !== undefined) return
  throw invalidRequest(`Resolver endpoint ID must be specified for ${type} type resolver rule`)
}

function requireDomain(text: string | undefined): string {
  const { name } = readName(text ?? '')
  if (name !== undefined) return name
  throw invalidParameter('[RSLVR-00711] Invalid domain name', 'DomainName')
}

/** Where a rule sends questions, with the port that goes without saying. */
function requireTargets(ctx: Context, targets: Targets): Targets {
  const most = ctx.limit('targets-per-resolver-rule')
  if (targets.length > most) throw limitExceeded(ctx.account, 'max-target-ips-per-rule')
  if (targets.some(({ Ip }) => Ip !== undefined) && targets.some(({ Ipv6 }) => Ipv6 !== undefined)) {
    throw invalidRequest('Cannot specify both IPv4 and IPv6 target addresses in the same resolver rule')
  }
  return targets.map(({ Ip, Ipv6, Port = 53, Protocol, ServerNameIndication }) => {
    if (typeof parseAddress(Ip ?? '') !== 'number' && typeof parseAddress(Ipv6 ?? '') !== 'bigint') {
      throw invalidParameter(`Invalid IP address: '${Ip ?? Ipv6 ?? ''}'`, 'TargetIps')
    }
    return {
      ...(Ip !== undefined && { Ip }),
      Port,
      ...(Ipv6 !== undefined && { Ipv6 }),
      ...(Protocol !== undefined && { Protocol }),
      ...(ServerNameIndication !== undefined && { ServerNameIndication }),
    }
  })
}

function requireOutbound(ctx: Context, id: string, targets: Targets): void {
  const { Direction, Protocols = [], Status } = resolverEndpoints.require(ctx, id).record
  if (Direction !== 'OUTBOUND') {
    throw invalidRequest(`Cannot use the Resolver endpoint '${id}' in a rule: its direction is ${Direction}`)
  }
  if (Status === 'DELETING') {
    throw new AwsError('ResourceUnavailableException', `Resolver endpoint '${id}' is being deleted`)
  }
  for (const { Protocol } of targets) {
    if (Protocol === undefined && Protocols.length > 1) {
      throw invalidRequest(
        '[RSLVR-00726] Endpoint has more than 1 protocol. Add one of the endpoint protocol for rule creation',
      )
    }
    if (Protocol !== undefined && !Protocols.includes(Protocol)) {
      throw invalidRequest(`The Resolver endpoint '${id}' does not support the protocol ${Protocol}`)
    }
  }
}

/** A rule that can be changed: not one that the Resolver made. What others share is refused before. */
function requireMadeRule(ctx: Context, id: string): ResolverRule {
  if (id === internetRuleId)
    throw invalidRequest(`Resolver rule '${id}' is autodefined and cannot be changed`)
  return resolverRules.require(ctx, id)
}

export const updateResolverRule = operation(
  'route53resolver',
  'UpdateResolverRule',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateResolverRule' },
  ({ ResolverRuleId, Config }, ctx) => {
    const rule = requireMadeRule(ctx, ResolverRuleId)
    const { Name } = Config
    const isForward = rule.record.RuleType === 'FORWARD'
    if (!isForward && (Config.TargetIps || Config.ResolverEndpointId !== undefined)) {
      throw invalidRequest(
        `Cannot specify resolver endpoint ID and target IP for ${rule.record.RuleType} type resolver rule`,
      )
    }
    const TargetIps = Config.TargetIps ? requireTargets(ctx, Config.TargetIps) : rule.record.TargetIps
    const ResolverEndpointId = Config.ResolverEndpointId ?? rule.record.ResolverEndpointId
    if (ResolverEndpointId !== undefined) requireOutbound(ctx, ResolverEndpointId, TargetIps ?? [])
    const updated = resolverRules.update(ctx, rule, {
      ...(Name !== undefined && { Name }),
      ...(TargetIps && { TargetIps }),
      ...(ResolverEndpointId !== undefined && { ResolverEndpointId }),
      Status: 'COMPLETE',
      StatusMessage: traced(ctx, 'Successfully updated Resolver Rule.'),
      ModificationTime: timestamp(ctx.now),
    })
    return { ResolverRule: resolverRules.print(ctx, updated) }
  },
)

export const deleteResolverRule = operation(
  'route53resolver',
  'DeleteResolverRule',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteResolverRule' },
  ({ ResolverRuleId }, ctx) => {
    const rule = requireMadeRule(ctx, ResolverRuleId)
    if (ruleAssociations.count(ctx, 'rule', ResolverRuleId)) {
      throw new AwsError(
        'ResourceInUseException',
        'Please disassociate this resolver rule from VPC first before deleting',
        400,
        { ResourceType: 'resolver-rule' },
      )
    }
    const deleting = resolverRules.update(ctx, rule, {
      Status: 'DELETING',
      StatusMessage: traced(ctx, 'Deleting Resolver Rule.'),
    })
    ctx.after('resolver-rule-deleted', 'resolver-rule-deleted', { id: ResolverRuleId })
    return { ResolverRule: resolverRules.print(ctx, deleting) }
  },
)

export const ruleDeleted = due<{ id: string }>('resolver-rule-deleted', ({ id }, ctx) => {
  const rule = resolverRules.get(ctx, id)
  if (rule) resolverRules.remove(ctx, rule)
})
