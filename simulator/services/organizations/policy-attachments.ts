import { AwsError } from '../../api/error.ts'
import type { Organizations } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { firstPolicyOf } from './aws-policies.ts'
import { constraintViolation } from './errors.ts'
import { members, organizations, roots, type Target, units } from './families.ts'
import { attachedTo, isEnabled } from './guardrails.ts'
import { listed } from './listing.ts'
import { replacePolicies, requireManaged, rootOf, targetOf } from './membership.ts'
import { requirePolicy } from './policies.ts'

export const enablePolicyType = operation(
  'organizations',
  'EnablePolicyType',
  {
    fidelity: { simplified: 'A policy type is in force at once; at AWS it takes a moment.' },
    source: 'Organizations API reference, EnablePolicyType',
  },
  ({ RootId, PolicyType }, ctx) => {
    const organization = requireManaged(ctx)
    const id = organizations.idOf(organization)
    const root = requireRoot(ctx, id, RootId)
    const first = firstPolicyOf(PolicyType)
    if (organization.record.FeatureSet !== 'ALL' || first === undefined) {
      throw new AwsError(
        'PolicyTypeNotAvailableForOrganizationException',
        "You can't use the specified policy type with the feature set currently enabled for this organization.",
      )
    }
    if (isEnabled(root, PolicyType)) {
      throw new AwsError('PolicyTypeAlreadyEnabledException', 'The specified policy type is already enabled.')
    }
    const PolicyTypes = [...(root.record.PolicyTypes ?? []), { Type: PolicyType, Status: 'ENABLED' as const }]
    const { record } = roots.update(ctx, root, { PolicyTypes })
    for (const target of targetsOf(ctx, id)) replacePolicies(ctx, target, [...target.side.policies, first])
    return { Root: record }
  },
)

export const disablePolicyType = operation(
  'organizations',
  'DisablePolicyType',
  {
    fidelity: { simplified: 'A policy type is out of force at once; at AWS it takes a moment.' },
    source: 'Organizations API reference, DisablePolicyType',
  },
  ({ RootId, PolicyType }, ctx) => {
    const id = organizations.idOf(requireManaged(ctx))
    const root = requireRoot(ctx, id, RootId)
    if (!isEnabled(root, PolicyType)) throw notEnabled()
    // The page: policies of the type are detached from every entity, and are not attached again by enabling it.
    for (const target of targetsOf(ctx, id)) {
      const gone = new Set(attachedTo(ctx, target, PolicyType).map(({ record }) => record.Id))
      replacePolicies(
        ctx,
        target,
        target.side.policies.filter((one) => !gone.has(one)),
      )
    }
    const PolicyTypes = (root.record.PolicyTypes ?? []).filter(({ Type }) => Type !== PolicyType)
    return { Root: roots.update(ctx, requireRoot(ctx, id, RootId), { PolicyTypes }).record }
  },
)

/** Organizations user guide, orgs_reference_limits: how many of a type a root, a unit or an account may have. */
const mostAttached: Partial<Record<Organizations.PolicyType, number>> = {
  SERVICE_CONTROL_POLICY: 10,
  RESOURCE_CONTROL_POLICY: 5,
}

export const attachPolicy = operation(
  'organizations',
  'AttachPolicy',
  { fidelity: 'exact', source: 'Organizations API reference, AttachPolicy' },
  ({ PolicyId, TargetId }, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    const type = requirePolicy(ctx, PolicyId).record.Type ?? 'SERVICE_CONTROL_POLICY'
    const target = requireTarget(ctx, organization, TargetId)
    if (!isEnabled(rootOf(ctx, organization), type)) throw notEnabled()
    if (target.side.policies.includes(PolicyId)) {
      throw new AwsError(
        'DuplicatePolicyAttachmentException',
        'The selected policy is already attached to the specified target.',
      )
    }
    if (attachedTo(ctx, target, type).length >= (mostAttached[type] ?? 10)) {
      throw constraintViolation(
        'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        'You have attached the maximum number of policies of that type to the specified target.',
      )
    }
    replacePolicies(ctx, target, [...target.side.policies, PolicyId])
    return {}
  },
)

export const detachPolicy = operation(
  'organizations',
  'DetachPolicy',
  { fidelity: 'exact', source: 'Organizations API reference, DetachPolicy' },
  ({ PolicyId, TargetId }, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    const { record } = requirePolicy(ctx, PolicyId)
    const target = requireTarget(ctx, organization, TargetId)
    if (!target.side.policies.includes(PolicyId)) {
      throw new AwsError(
        'PolicyNotAttachedException',
        "The policy isn't attached to the specified target in the specified root.",
      )
    }
    // The user guide, orgs_manage_policies_rcps: the policy that allows all resources cannot be taken away.
    const isLast = attachedTo(ctx, target, record.Type ?? 'SERVICE_CONTROL_POLICY').length === 1
    if (isLast || PolicyId === 'p-RCPFullAWSAccess') {
      throw constraintViolation(
        'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
      )
    }
    replacePolicies(
      ctx,
      target,
      target.side.policies.filter((one) => one !== PolicyId),
    )
    return {}
  },
)

export const listPoliciesForTarget = operation(
  'organizations',
  'ListPoliciesForTarget',
  { fidelity: 'exact', source: 'Organizations API reference, ListPoliciesForTarget' },
  (input, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    const attached = attachedTo(ctx, requireTarget(ctx, organization, input.TargetId), input.Filter)
    return listed(
      'Policies',
      attached.map(({ record }) => record),
      input,
    )
  },
)

export const listTargetsForPolicy = operation(
  'organizations',
  'ListTargetsForPolicy',
  { fidelity: 'exact', source: 'Organizations API reference, ListTargetsForPolicy' },
  (input, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    requirePolicy(ctx, input.PolicyId)
    const having = targetsOf(ctx, organization).filter(({ side }) => side.policies.includes(input.PolicyId))
    return listed('Targets', having.map(summary), input)
  },
)

function summary({ record }: Target): Organizations.PolicyTargetSummary {
  const { Id = '', Arn, Name } = record
  const Type = Id.startsWith('r-') ? 'ROOT' : Id.startsWith('ou-') ? 'ORGANIZATIONAL_UNIT' : 'ACCOUNT'
  return { TargetId: Id, Arn, Name, Type }
}

const targetsOf = (ctx: Context, organization: string): Target[] => [
  ...roots.by(ctx, 'organization', organization),
  ...units.by(ctx, 'organization', organization),
  ...members.by(ctx, 'organization', organization),
]

function requireRoot(ctx: Context, organization: string, id: string) {
  const root = roots.get(ctx, id)
  if (root?.side.organization !== organization) throw roots.spec.missing(id)
  return root
}

function requireTarget(ctx: Context, organization: string, id: string): Target {
  const target = targetOf(ctx, organization, id)
  if (!target) throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.")
  return target
}

const notEnabled = () =>
  new AwsError(
    'PolicyTypeNotEnabledException',
    'This operation can be performed only for enabled policy types.',
  )
