import { AwsError } from '../../api/error.ts'
import type { Route53resolver } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { noSuchFirewallResource } from './firewall-domain-lists.ts'
import { type FirewallRuleGroup, firewallRuleGroups } from './firewall-rule-groups.ts'
import { pageOf } from './listing.ts'
import { checkTags } from './tag-rules.ts'

type Association = Route53resolver.FirewallRuleGroupAssociation

interface AssociationSide {
  readonly tags: readonly Tag[]
}

/** Which rule groups of DNS Firewall hold in which VPC, and in which order. */
export const firewallAssociations = family<Association, AssociationSide>({
  service: 'route53resolver',
  resource: 'firewall-rule-group-association',
  id: 'Id',
  prefix: 'rslvr-frgassoc',
  missing: noSuchFirewallResource,
  references: {
    group: { to: 'route53resolver:firewall-rule-group', read: ({ record }) => record.FirewallRuleGroupId },
  },
  indexes: { vpc: ({ record }) => record.VpcId, arn: ({ record }) => record.Arn },
})

/** The rule groups that hold in a VPC, in the order in which they are tried. */
export const firewallGroupsFor = (ctx: Pick<Context, 'store'>, vpcId: string): FirewallRuleGroup[] =>
  firewallAssociations
    .by(ctx, 'vpc', vpcId)
    .filter(({ record }) => record.Status === 'COMPLETE')
    .sort((a, b) => (a.record.Priority ?? 0) - (b.record.Priority ?? 0))
    .map(({ record }) => firewallRuleGroups.get(ctx, record.FirewallRuleGroupId ?? ''))
    .filter((group) => group !== undefined)

export function requireVpc(ctx: Context, id: string): void {
  if (!vpcs.find(ctx, id)) throw noSuchFirewallResource(id)
}

function requirePriority(ctx: Context, vpcId: string, priority: number, self?: string): void {
  if (priority < 100 || priority > 9900) {
    throw new AwsError(
      'ValidationException',
      "[RSLVR-02017] The priority value you provided is reserved. Provide a number between '100' and '9900'.",
    )
  }
  const others = firewallAssociations.by(ctx, 'vpc', vpcId)
  if (others.some(({ record }) => record.Id !== self && record.Priority === priority)) {
    throw new AwsError(
      'ConflictException',
      `The priority ${priority} is used by another rule group of the VPC '${vpcId}'.`,
    )
  }
}

export const associateFirewallRuleGroup = operation(
  'route53resolver',
  'AssociateFirewallRuleGroup',
  { fidelity: 'exact', source: 'Route 53 API reference, AssociateFirewallRuleGroup' },
  ({ FirewallRuleGroupId, VpcId, Priority, Name, MutationProtection, CreatorRequestId, Tags = [] }, ctx) => {
    firewallRuleGroups.require(ctx, FirewallRuleGroupId)
    requireVpc(ctx, VpcId)
    const others = firewallAssociations.by(ctx, 'vpc', VpcId)
    if (others.some(({ record }) => record.FirewallRuleGroupId === FirewallRuleGroupId)) {
      throw new AwsError(
        'ConflictException',
        `The DNS Firewall rule group '${FirewallRuleGroupId}' is already associated with the VPC '${VpcId}'.`,
      )
    }
    requirePriority(ctx, VpcId, Priority)
    const Id = ctx.newId('rslvr-frgassoc')
    const now = timestamp(ctx.now)
    const { record } = firewallAssociations.create(
      ctx,
      {
        Id,
        Arn: `arn:aws:route53resolver:${ctx.region}:${ctx.account}:firewall-rule-group-association/${Id}`,
        FirewallRuleGroupId,
        VpcId,
        Name,
        Priority,
        MutationProtection: MutationProtection ?? 'DISABLED',
        Status: 'UPDATING',
        StatusMessage: 'Creating Firewall Rule Group Association',
        CreatorRequestId: CreatorRequestId ?? rollUuid(ctx.store),
        CreationTime: now,
        ModificationTime: now,
      },
      { tags: checkTags([], Tags, ctx.account) },
    )
    ctx.after('resolver-firewall-changed', 'firewall-association-complete', { id: Id })
    return { FirewallRuleGroupAssociation: record }
  },
)

export const firewallAssociationComplete = due<{ id: string }>(
  'firewall-association-complete',
  ({ id }, ctx) => {
    const association = firewallAssociations.get(ctx, id)
    if (association?.record.Status !== 'UPDATING') return
    firewallAssociations.update(ctx, association, {
      Status: 'COMPLETE',
      StatusMessage: 'Finished rule group association update',
    })
  },
)

export const updateFirewallRuleGroupAssociation = operation(
  'route53resolver',
  'UpdateFirewallRuleGroupAssociation',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateFirewallRuleGroupAssociation' },
  ({ FirewallRuleGroupAssociationId: id, Priority, MutationProtection, Name }, ctx) => {
    const association = firewallAssociations.require(ctx, id)
    if (Priority !== undefined) requirePriority(ctx, association.record.VpcId ?? '', Priority, id)
    const { record } = firewallAssociations.update(ctx, association, {
      ...(Priority !== undefined && { Priority }),
      ...(MutationProtection !== undefined && { MutationProtection }),
      ...(Name !== undefined && { Name }),
      Status: 'UPDATING',
      StatusMessage: 'Updating the Firewall Rule Group Association Attributes',
      ModificationTime: timestamp(ctx.now),
    })
    ctx.after('resolver-firewall-changed', 'firewall-association-complete', { id })
    return { FirewallRuleGroupAssociation: record }
  },
)

export const disassociateFirewallRuleGroup = operation(
  'route53resolver',
  'DisassociateFirewallRuleGroup',
  { fidelity: 'exact', source: 'Route 53 API reference, DisassociateFirewallRuleGroup' },
  ({ FirewallRuleGroupAssociationId: id }, ctx) => {
    const association = firewallAssociations.require(ctx, id)
    if (association.record.MutationProtection === 'ENABLED') {
      throw new AwsError(
        'ValidationException',
        '[RSLVR-02307] The DNS Firewall rule group association is under mutation protection. Remove the mutation protection and try again.',
      )
    }
    const { record } = firewallAssociations.update(ctx, association, {
      Status: 'DELETING',
      StatusMessage: 'Deleting the Firewall Rule Group Association',
      ModificationTime: timestamp(ctx.now),
    })
    ctx.after('resolver-firewall-changed', 'firewall-disassociated', { id })
    return { FirewallRuleGroupAssociation: record }
  },
)

export const firewallDisassociated = due<{ id: string }>('firewall-disassociated', ({ id }, ctx) => {
  const association = firewallAssociations.get(ctx, id)
  if (association) firewallAssociations.remove(ctx, association)
})

export const getFirewallRuleGroupAssociation = operation(
  'route53resolver',
  'GetFirewallRuleGroupAssociation',
  { fidelity: 'exact', source: 'Route 53 API reference, GetFirewallRuleGroupAssociation' },
  ({ FirewallRuleGroupAssociationId }, ctx) => ({
    FirewallRuleGroupAssociation: firewallAssociations.require(ctx, FirewallRuleGroupAssociationId).record,
  }),
)

export const listFirewallRuleGroupAssociations = operation(
  'route53resolver',
  'ListFirewallRuleGroupAssociations',
  { fidelity: 'exact', source: 'Route 53 API reference, ListFirewallRuleGroupAssociations' },
  ({ FirewallRuleGroupId, VpcId, Priority, Status, ...asked }, ctx) => {
    const selected = firewallAssociations
      .list(ctx)
      .map(({ record }) => record)
      .filter((one) => FirewallRuleGroupId === undefined || one.FirewallRuleGroupId === FirewallRuleGroupId)
      .filter((one) => VpcId === undefined || one.VpcId === VpcId)
      .filter((one) => Priority === undefined || one.Priority === Priority)
      .filter((one) => Status === undefined || one.Status === Status)
    const { items, size: _, ...more } = pageOf(selected, asked)
    return { ...more, FirewallRuleGroupAssociations: items }
  },
)
