import { AwsError } from '../../api/error.ts'
import type { Secretsmanager } from '../../api/generated/types.d.ts'
import { rollText, rollUuid } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { present } from '../present.ts'
import { mergeTags, withoutTags } from '../tags.ts'
import { invalidParameter, invalidRequest } from './errors.ts'
import {
  current,
  findSecret,
  requireLive,
  requireSecret,
  type Secret,
  secrets,
  type Version,
  withStages,
} from './secrets.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

interface ValueInput {
  readonly ClientRequestToken?: string | undefined
  readonly SecretString?: string | undefined
  readonly SecretBinary?: Uint8Array | undefined
}

function versionOf(ctx: Context, input: ValueInput): Version | undefined {
  const { SecretString: text, SecretBinary: bytes } = input
  if (text === undefined && bytes === undefined) return undefined
  if (text !== undefined && bytes !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    )
  }
  return present({
    id: input.ClientRequestToken ?? rollUuid(ctx.store),
    text,
    bytes,
    stages: [],
    createdAt: ctx.now,
  }) as Version
}

export const createSecret = operation(
  'secretsmanager',
  'CreateSecret',
  {
    fidelity: { simplified: 'Secrets are not replicated to other Regions.' },
    source: 'Secrets Manager API reference, CreateSecret',
  },
  ({ Name, Description, KmsKeyId, Tags = [], ...value }, ctx) => {
    if (!/^[A-Za-z0-9/_+=.@!-]{1,512}$/.test(Name)) {
      throw new AwsError(
        'ValidationException',
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
      )
    }
    const existing = findSecret(ctx, Name)
    if (existing?.side.deleted) {
      throw invalidRequest(
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      )
    }
    if (existing) {
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${Name} already exists.`,
      )
    }
    const version = versionOf(ctx, value)
    const held = secrets.create(
      ctx,
      present({
        ARN: `arn:aws:secretsmanager:${ctx.region}:${ctx.account}:secret:${Name}-${rollText(ctx.store, letters, 6)}`,
        Name,
        Description,
        KmsKeyId,
        LastChangedDate: timestamp(ctx.now),
        CreatedDate: timestamp(ctx.now),
      }),
      { tags: mergeTags([], Tags), versions: version ? [{ ...version, stages: [current] }] : [] },
    )
    return present({ ARN: held.record.ARN, Name, VersionId: version?.id })
  },
)

function addVersion(ctx: Context, held: Secret, version: Version, stages: readonly string[]): void {
  const known = held.side.versions.find(({ id }) => id === version.id)
  if (known) {
    // PutSecretValue, ClientRequestToken: the same request again changes nothing, another one is refused.
    if (known.text === version.text && String(known.bytes) === String(version.bytes)) return
    throw new AwsError(
      'ResourceExistsException',
      "You can't use ClientRequestToken to create a version that already exists with a different value.",
    )
  }
  const hasCurrent = held.side.versions.some((one) => one.stages.includes(current))
  const wanted = hasCurrent || stages.includes(current) ? stages : [...stages, current]
  const versions = withStages([...held.side.versions, version], version.id, wanted)
  secrets.update(
    ctx,
    held,
    { LastChangedDate: timestamp(ctx.now) },
    { versions: versions.filter((one) => one.stages.length) },
  )
}

export const putSecretValue = operation(
  'secretsmanager',
  'PutSecretValue',
  { fidelity: 'exact', source: 'Secrets Manager API reference, PutSecretValue' },
  ({ SecretId, VersionStages = [current], ...value }, ctx) => {
    const held = requireLive(ctx, SecretId)
    const version = versionOf(ctx, value)
    if (!version) throw invalidParameter('You must provide either SecretString or SecretBinary.')
    addVersion(ctx, held, version, VersionStages)
    return { ARN: held.record.ARN, Name: held.record.Name, VersionId: version.id, VersionStages }
  },
)

export const updateSecret = operation(
  'secretsmanager',
  'UpdateSecret',
  { fidelity: 'exact', source: 'Secrets Manager API reference, UpdateSecret' },
  ({ SecretId, Description, KmsKeyId, ...value }, ctx) => {
    const held = requireLive(ctx, SecretId)
    const version = versionOf(ctx, value)
    const changed = present({ Description, KmsKeyId, LastChangedDate: timestamp(ctx.now) })
    const updated = secrets.update(ctx, held, changed)
    if (version) addVersion(ctx, updated, version, [current])
    return present({ ARN: held.record.ARN, Name: held.record.Name, VersionId: version?.id })
  },
)

export const updateSecretVersionStage = operation(
  'secretsmanager',
  'UpdateSecretVersionStage',
  { fidelity: 'exact', source: 'Secrets Manager API reference, UpdateSecretVersionStage' },
  ({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }, ctx) => {
    const held = requireLive(ctx, SecretId)
    const on = held.side.versions.find(({ stages }) => stages.includes(VersionStage))
    if (on && on.id !== RemoveFromVersionId && on.id !== MoveToVersionId) {
      throw invalidParameter(
        `The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached to version ${on.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
      )
    }
    if (MoveToVersionId !== undefined && !held.side.versions.some(({ id }) => id === MoveToVersionId)) {
      throw new AwsError(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret version.",
      )
    }
    const versions =
      MoveToVersionId === undefined
        ? held.side.versions.map((one) => ({
            ...one,
            stages: one.stages.filter((stage) => stage !== VersionStage),
          }))
        : withStages(held.side.versions, MoveToVersionId, [VersionStage])
    secrets.update(ctx, held, { LastChangedDate: timestamp(ctx.now) }, { versions })
    return { ARN: held.record.ARN, Name: held.record.Name }
  },
)

const day = 86_400_000

export const deleteSecret = operation(
  'secretsmanager',
  'DeleteSecret',
  { fidelity: 'exact', source: 'Secrets Manager API reference, DeleteSecret' },
  ({ SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery }, ctx) => {
    if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined) {
      throw invalidParameter(
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      )
    }
    const days = RecoveryWindowInDays ?? 30
    if (days < 7 || days > 30) {
      throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).')
    }
    const held = ForceDeleteWithoutRecovery ? requireSecret(ctx, SecretId) : requireLive(ctx, SecretId)
    const goneAt = ForceDeleteWithoutRecovery ? ctx.now : ctx.now + days * day
    if (ForceDeleteWithoutRecovery) secrets.remove(ctx, held)
    else {
      secrets.update(ctx, held, { DeletedDate: timestamp(ctx.now) }, { deleted: { at: ctx.now, goneAt } })
      ctx.after('secret-recovery-day', 'remove-secret', { arn: held.record.ARN })
    }
    return { ARN: held.record.ARN, Name: held.record.Name, DeletionDate: timestamp(goneAt) }
  },
)

/** Looks each day whether the last day has come; a secret that was restored stays. */
export const removeSecret = due<{ arn: string }>('remove-secret', ({ arn }, ctx) => {
  const held = secrets.get(ctx, arn)
  if (!held?.side.deleted) return
  if (held.side.deleted.goneAt <= ctx.now) secrets.remove(ctx, held)
  else ctx.after('secret-recovery-day', 'remove-secret', { arn })
})

export const restoreSecret = operation(
  'secretsmanager',
  'RestoreSecret',
  { fidelity: 'exact', source: 'Secrets Manager API reference, RestoreSecret' },
  ({ SecretId }, ctx) => {
    const held = requireSecret(ctx, SecretId)
    const { DeletedDate: _, ...record } = held.record
    const { deleted: __, ...side } = held.side
    ctx.store.put(secrets.table, { ...held, record, side })
    return { ARN: record.ARN, Name: record.Name }
  },
)

export const tagResource = operation(
  'secretsmanager',
  'TagResource',
  { fidelity: 'exact', source: 'Secrets Manager API reference, TagResource' },
  ({ SecretId, Tags }, ctx) => {
    const held = requireLive(ctx, SecretId)
    secrets.update(ctx, held, {}, { tags: mergeTags(held.side.tags, Tags) })
    return {}
  },
)

export const untagResource = operation(
  'secretsmanager',
  'UntagResource',
  { fidelity: 'exact', source: 'Secrets Manager API reference, UntagResource' },
  ({ SecretId, TagKeys }, ctx) => {
    const held = requireLive(ctx, SecretId)
    const gone = TagKeys.map((Key) => ({ Key }))
    secrets.update(ctx, held, {}, { tags: withoutTags(held.side.tags, gone) as Secretsmanager.Tag[] })
    return {}
  },
)
