import type { Iam } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { encodeDocument } from './documents.ts'
import { deleteConflict, limitExceeded, noSuchEntity, policySize, requirePolicy } from './errors.ts'
import { second } from './identifiers.ts'
import { listed } from './listing.ts'
import { isOwn, type Policy, policies, requireOwnPolicy, requirePolicyAt } from './policies.ts'
import { quotas, refuseLonger } from './quotas.ts'

export const createPolicyVersion = operation(
  'iam',
  'CreatePolicyVersion',
  { fidelity: 'exact', source: 'IAM API reference, CreatePolicyVersion' },
  ({ PolicyArn, PolicyDocument, SetAsDefault = false }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyArn)
    requirePolicy(PolicyDocument, 'identity')
    refuseLonger('PolicySize', policySize(PolicyDocument))
    const { versions, lastVersion } = policy.side
    if (versions.length >= quotas.VersionsPerPolicy) {
      throw limitExceeded(
        `A managed policy can have up to ${quotas.VersionsPerPolicy} versions. Before you create a new version, you must delete an existing version.`,
      )
    }
    const id = `v${lastVersion + 1}`
    const version = { id, text: PolicyDocument, createdAt: ctx.now }
    policies.update(
      ctx,
      policy,
      { UpdateDate: second(ctx.now), ...(SetAsDefault && { DefaultVersionId: id }) },
      { versions: [...versions, version], lastVersion: lastVersion + 1 },
    )
    return {
      PolicyVersion: { VersionId: id, IsDefaultVersion: SetAsDefault, CreateDate: second(ctx.now) },
    }
  },
)

export const getPolicyVersion = operation(
  'iam',
  'GetPolicyVersion',
  {
    fidelity: { simplified: 'Of a policy that AWS manages, only the version in force can be read.' },
    source: 'IAM API reference, GetPolicyVersion',
  },
  ({ PolicyArn, VersionId }, ctx) => {
    const version = versionsOf(ctx, PolicyArn).find((one) => one.VersionId === VersionId)
    if (!version) throw missing(PolicyArn, VersionId)
    return { PolicyVersion: version }
  },
)

export const listPolicyVersions = operation(
  'iam',
  'ListPolicyVersions',
  {
    fidelity: { simplified: 'Of a policy that AWS manages, only the version in force is listed.' },
    source: 'IAM API reference, ListPolicyVersions',
  },
  (input, ctx) =>
    listed(
      'Versions',
      versionsOf(ctx, input.PolicyArn).map(({ Document: _, ...version }) => version),
      input,
    ),
)

export const setDefaultPolicyVersion = operation(
  'iam',
  'SetDefaultPolicyVersion',
  { fidelity: 'exact', source: 'IAM API reference, SetDefaultPolicyVersion' },
  ({ PolicyArn, VersionId }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyArn)
    refuseUnknown(policy, VersionId)
    policies.update(ctx, policy, { DefaultVersionId: VersionId, UpdateDate: second(ctx.now) })
    return {}
  },
)

export const deletePolicyVersion = operation(
  'iam',
  'DeletePolicyVersion',
  { fidelity: 'exact', source: 'IAM API reference, DeletePolicyVersion' },
  ({ PolicyArn, VersionId }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyArn)
    refuseUnknown(policy, VersionId)
    if (policy.record.DefaultVersionId === VersionId) {
      throw deleteConflict('Cannot delete the default version of a policy.')
    }
    const versions = policy.side.versions.filter(({ id }) => id !== VersionId)
    policies.update(ctx, policy, { UpdateDate: second(ctx.now) }, { versions })
    return {}
  },
)

/** Newest first, as IAM lists them. */
export function versionsOf(ctx: Context, arn: string): Iam.PolicyVersion[] {
  const policy = requirePolicyAt(ctx, arn)
  if (!isOwn(policy)) {
    const { version, text, record } = policy
    const CreateDate = record.UpdateDate
    return [{ Document: encodeDocument(text), VersionId: version, IsDefaultVersion: true, CreateDate }]
  }
  const { record, side } = policy
  return side.versions.toReversed().map(({ id, text, createdAt }) => ({
    Document: encodeDocument(text),
    VersionId: id,
    IsDefaultVersion: id === record.DefaultVersionId,
    CreateDate: second(createdAt),
  }))
}

function refuseUnknown({ record, side }: Policy, version: string): void {
  if (!side.versions.some(({ id }) => id === version)) throw missing(record.Arn ?? '', version)
}

const missing = (arn: string, version: string) =>
  noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`)
