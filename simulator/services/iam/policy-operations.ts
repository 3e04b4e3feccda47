import type { Iam } from '../../api/generated/types.d.ts'
import { scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { awsManagedPolicies } from './aws-managed-policies.ts'
import { alreadyExists, deleteConflict, policySize, requirePolicy } from './errors.ts'
import { iamArn, nameKey, newUniqueId, second } from './identifiers.ts'
import { below, listed } from './listing.ts'
import { isOwn, policies, requireOwnPolicy, requirePolicyAt, usage } from './policies.ts'
import { refuseLonger, refuseOneMore } from './quotas.ts'
import { tagsWith, tagsWithout } from './tags.ts'

export const createPolicy = operation(
  'iam',
  'CreatePolicy',
  { fidelity: 'exact', source: 'IAM API reference, CreatePolicy' },
  ({ PolicyName, Path = '/', PolicyDocument, Description, Tags }, ctx) => {
    requirePolicy(PolicyDocument, 'identity')
    refuseLonger('PolicySize', policySize(PolicyDocument))
    if (policies.count(ctx, 'name', nameKey(ctx.account, PolicyName)) > 0) {
      throw alreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`)
    }
    refuseOneMore('PoliciesPerAccount', policies.count(ctx, 'scope', scopeKey(ctx)))
    const now = second(ctx.now)
    const policy = policies.create(
      ctx,
      {
        PolicyName,
        PolicyId: newUniqueId(ctx, 'ANPA'),
        Arn: iamArn(ctx.account, 'policy', Path, PolicyName),
        Path,
        DefaultVersionId: 'v1',
        AttachmentCount: 0,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
        ...(Description !== undefined && { Description }),
        CreateDate: now,
        UpdateDate: now,
        Tags: tagsWith([], Tags),
      },
      { versions: [{ id: 'v1', text: PolicyDocument, createdAt: ctx.now }], lastVersion: 1 },
    )
    // The page's example: neither the description nor an empty list of tags comes back.
    const { Description: _, Tags: tags, ...rest } = policy.record
    return { Policy: { ...rest, ...(tags?.length && { Tags: tags }) } }
  },
)

export const getPolicy = operation(
  'iam',
  'GetPolicy',
  { fidelity: 'exact', source: 'IAM API reference, GetPolicy' },
  ({ PolicyArn }, ctx) => {
    const policy = requirePolicyAt(ctx, PolicyArn)
    if (isOwn(policy)) return { Policy: policies.print(ctx, policy) }
    return { Policy: { ...policy.record, ...usage(ctx, ctx.account, PolicyArn), Tags: [] } }
  },
)

export const listPolicies = operation(
  'iam',
  'ListPolicies',
  {
    fidelity: {
      simplified:
        'Of the policies that AWS manages, only those that this cloud holds are listed. See get-policy.',
    },
    source: 'IAM API reference, ListPolicies',
  },
  (input, ctx) => {
    const { Scope = 'All', OnlyAttached, PolicyUsageFilter } = input
    const own = Scope === 'AWS' ? [] : policies.list(ctx).map((policy) => policies.print(ctx, policy))
    const selected = [...own, ...(Scope === 'Local' ? [] : usableOfAws(ctx))].filter((policy) => {
      const { AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 } = policy
      if (OnlyAttached && AttachmentCount + PermissionsBoundaryUsageCount === 0) return false
      if (PolicyUsageFilter === 'PermissionsPolicy') return AttachmentCount > 0
      return PolicyUsageFilter !== 'PermissionsBoundary' || PermissionsBoundaryUsageCount > 0
    })
    const sorted = below(selected, input.PathPrefix, ({ PolicyName }) => PolicyName)
    // The data type's page: lists leave descriptions and tags out.
    return listed(
      'Policies',
      sorted.map(({ Description: _, Tags: __, ...policy }) => policy),
      input,
    )
  },
)

const usableOfAws = (ctx: Context): Iam.Policy[] =>
  awsManagedPolicies().map(({ record }) => ({ ...record, ...usage(ctx, ctx.account, record.Arn ?? '') }))

export const deletePolicy = operation(
  'iam',
  'DeletePolicy',
  { fidelity: 'exact', source: 'IAM API reference, DeletePolicy' },
  ({ PolicyArn }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyArn)
    const { AttachmentCount, PermissionsBoundaryUsageCount } = usage(ctx, ctx.account, PolicyArn)
    if (AttachmentCount + PermissionsBoundaryUsageCount > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.')
    }
    if (policy.side.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      )
    }
    policies.delete(ctx, policy)
    return {}
  },
)

export const tagPolicy = operation(
  'iam',
  'TagPolicy',
  { fidelity: 'exact', source: 'IAM API reference, TagPolicy' },
  ({ PolicyArn, Tags }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyArn)
    policies.update(ctx, policy, { Tags: tagsWith(policy.record.Tags, Tags) })
    return {}
  },
)

export const untagPolicy = operation(
  'iam',
  'UntagPolicy',
  { fidelity: 'exact', source: 'IAM API reference, UntagPolicy' },
  ({ PolicyArn, TagKeys }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyArn)
    policies.update(ctx, policy, { Tags: tagsWithout(policy.record.Tags, TagKeys) })
    return {}
  },
)

export const listPolicyTags = operation(
  'iam',
  'ListPolicyTags',
  { fidelity: 'exact', source: 'IAM API reference, ListPolicyTags' },
  (input, ctx) => listed('Tags', requirePolicyAt(ctx, input.PolicyArn).record.Tags ?? [], input),
)
