import { AwsError } from '../../api/error.ts'
import type { Kms } from '../../api/generated/types.d.ts'
import { rollText, rollUuid } from '../../kernel/random.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { present } from '../present.ts'
import { mergeTags, withoutTags } from '../tags.ts'
import { aliasArn, aliases, keyArn, keys, requireKept, requireKey } from './keys.ts'

export const createKey = operation(
  'kms',
  'CreateKey',
  {
    fidelity: {
      simplified:
        'Symmetric keys for encryption; asymmetric and HMAC keys, key stores and replicas are refused.',
    },
    source: 'KMS API reference, CreateKey',
  },
  (input, ctx) => {
    const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT'
    const usage = input.KeyUsage ?? 'ENCRYPT_DECRYPT'
    if (
      spec !== 'SYMMETRIC_DEFAULT' ||
      usage !== 'ENCRYPT_DECRYPT' ||
      (input.Origin ?? 'AWS_KMS') !== 'AWS_KMS'
    ) {
      throw new AwsError(
        'UnsupportedOperationException',
        `Keys of this kind are not simulated: ${spec}, ${usage}`,
      )
    }
    const KeyId = rollUuid(ctx.store)
    if (input.Policy !== undefined) checkPolicy(input.Policy)
    const { record } = keys.create(
      ctx,
      {
        AWSAccountId: ctx.account,
        KeyId,
        Arn: keyArn(ctx, KeyId),
        CreationDate: timestamp(ctx.now),
        Enabled: true,
        Description: input.Description ?? '',
        KeyUsage: usage,
        KeyState: 'Enabled',
        Origin: 'AWS_KMS',
        KeyManager: 'CUSTOMER',
        CustomerMasterKeySpec: spec,
        KeySpec: spec,
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        MultiRegion: false,
        CurrentKeyMaterialId: rollText(ctx.store, '0123456789abcdef', 64),
      },
      {
        tags: mergeTags(
          [],
          (input.Tags ?? []).map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })),
        ),
        policy: input.Policy ?? usualPolicy(ctx.account),
        isRotated: false,
        material: rollText(ctx.store, '0123456789abcdef', 64),
      },
    )
    return { KeyMetadata: record }
  },
)

/** KMS developer guide, key-policy-default: the account, and through it its identity policies. */
const usualPolicy = (account: string): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Id: 'key-default-1',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    },
    undefined,
    2,
  )

function checkPolicy(text: string): void {
  if (readPolicy(text, 'resource').policy) return
  throw new AwsError(
    'MalformedPolicyDocumentException',
    'Policy contains a statement with one or more invalid principals, or is not valid JSON.',
  )
}

export const describeKey = operation(
  'kms',
  'DescribeKey',
  { fidelity: 'exact', source: 'KMS API reference, DescribeKey' },
  ({ KeyId }, ctx) => ({ KeyMetadata: requireKey(ctx, KeyId).record }),
)

export const listKeys = operation(
  'kms',
  'ListKeys',
  { fidelity: 'exact', source: 'KMS API reference, ListKeys' },
  ({ Limit, Marker }, ctx) => {
    const { items, NextMarker } = pageByMarker(keys.list(ctx), { PageSize: Limit, Marker }, 100)
    const Keys = items.map(({ record }) => ({ KeyId: record.KeyId, KeyArn: record.Arn }))
    return present({ Keys, NextMarker, Truncated: NextMarker !== undefined })
  },
)

function setState(ctx: Context, id: string, isEnabled: boolean): Record<string, never> {
  const held = requireKept(ctx, id)
  keys.update(ctx, held, { Enabled: isEnabled, KeyState: isEnabled ? 'Enabled' : 'Disabled' })
  return {}
}

export const enableKey = operation(
  'kms',
  'EnableKey',
  { fidelity: 'exact', source: 'KMS API reference, EnableKey' },
  ({ KeyId }, ctx) => setState(ctx, KeyId, true),
)

export const disableKey = operation(
  'kms',
  'DisableKey',
  { fidelity: 'exact', source: 'KMS API reference, DisableKey' },
  ({ KeyId }, ctx) => setState(ctx, KeyId, false),
)

export const updateKeyDescription = operation(
  'kms',
  'UpdateKeyDescription',
  { fidelity: 'exact', source: 'KMS API reference, UpdateKeyDescription' },
  ({ KeyId, Description }, ctx) => {
    keys.update(ctx, requireKept(ctx, KeyId), { Description })
    return {}
  },
)

const day = 86_400_000

export const scheduleKeyDeletion = operation(
  'kms',
  'ScheduleKeyDeletion',
  { fidelity: 'exact', source: 'KMS API reference, ScheduleKeyDeletion' },
  ({ KeyId, PendingWindowInDays = 30 }, ctx) => {
    const held = requireKept(ctx, KeyId)
    const goneAt = ctx.now + PendingWindowInDays * day
    const DeletionDate = timestamp(goneAt)
    keys.update(ctx, held, { Enabled: false, KeyState: 'PendingDeletion', DeletionDate }, { goneAt })
    ctx.after('kms-deletion-day', 'remove-key', { arn: held.record.Arn })
    return { KeyId: held.record.Arn, DeletionDate, KeyState: 'PendingDeletion' as const, PendingWindowInDays }
  },
)

/** Looks each day whether the last day has come; a key whose deletion was cancelled stays. */
export const removeKey = due<{ arn: string }>('remove-key', ({ arn }, ctx) => {
  const held = keys.get(ctx, arn)
  if (held?.record.KeyState !== 'PendingDeletion') return
  if ((held.side.goneAt ?? 0) > ctx.now) return ctx.after('kms-deletion-day', 'remove-key', { arn })
  for (const alias of aliases.by(ctx, 'key', arn)) aliases.remove(ctx, alias)
  keys.remove(ctx, held)
})

export const cancelKeyDeletion = operation(
  'kms',
  'CancelKeyDeletion',
  { fidelity: 'exact', source: 'KMS API reference, CancelKeyDeletion' },
  ({ KeyId }, ctx) => {
    const held = requireKey(ctx, KeyId)
    const { DeletionDate: _, ...record } = held.record
    if (record.KeyState !== 'PendingDeletion') {
      throw new AwsError('KMSInvalidStateException', `${record.Arn} is not pending deletion.`)
    }
    // The same page: the key is disabled afterwards.
    ctx.store.put(keys.table, {
      ...held,
      record: { ...record, KeyState: 'Disabled' },
      side: { ...held.side, goneAt: undefined },
    })
    return { KeyId: record.Arn }
  },
)

export const getKeyPolicy = operation(
  'kms',
  'GetKeyPolicy',
  { fidelity: 'exact', source: 'KMS API reference, GetKeyPolicy' },
  ({ KeyId }, ctx) => ({ Policy: requireKey(ctx, KeyId).side.policy, PolicyName: 'default' }),
)

export const putKeyPolicy = operation(
  'kms',
  'PutKeyPolicy',
  {
    fidelity: { simplified: 'Whether the caller would still be able to change the policy is not checked.' },
    source: 'KMS API reference, PutKeyPolicy',
  },
  ({ KeyId, Policy }, ctx) => {
    const held = requireKept(ctx, KeyId)
    checkPolicy(Policy)
    keys.update(ctx, held, {}, { policy: Policy })
    return {}
  },
)

export const listKeyPolicies = operation(
  'kms',
  'ListKeyPolicies',
  { fidelity: 'exact', source: 'KMS API reference, ListKeyPolicies' },
  ({ KeyId }, ctx) => {
    requireKey(ctx, KeyId)
    return { PolicyNames: ['default'], Truncated: false }
  },
)

function setRotation(ctx: Context, id: string, isRotated: boolean): Record<string, never> {
  keys.update(ctx, requireKept(ctx, id), {}, { isRotated })
  return {}
}

const rotation = (name: string) => ({
  fidelity: { simplified: 'The setting is kept; the key material stays the same.' },
  source: `KMS API reference, ${name}`,
})

export const enableKeyRotation = operation(
  'kms',
  'EnableKeyRotation',
  rotation('EnableKeyRotation'),
  ({ KeyId }, ctx) => setRotation(ctx, KeyId, true),
)

export const disableKeyRotation = operation(
  'kms',
  'DisableKeyRotation',
  rotation('DisableKeyRotation'),
  ({ KeyId }, ctx) => setRotation(ctx, KeyId, false),
)

export const getKeyRotationStatus = operation(
  'kms',
  'GetKeyRotationStatus',
  rotation('GetKeyRotationStatus'),
  ({ KeyId }, ctx) => {
    const { record, side } = requireKept(ctx, KeyId)
    return present({
      KeyRotationEnabled: side.isRotated,
      KeyId: record.Arn,
      RotationPeriodInDays: side.isRotated ? 365 : undefined,
    })
  },
)

const fromKms = (tags: readonly Kms.Tag[]) =>
  tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }))

export const tagResource = operation(
  'kms',
  'TagResource',
  { fidelity: 'exact', source: 'KMS API reference, TagResource' },
  ({ KeyId, Tags }, ctx) => {
    const held = requireKept(ctx, KeyId)
    keys.update(ctx, held, {}, { tags: mergeTags(held.side.tags, fromKms(Tags)) })
    return {}
  },
)

export const untagResource = operation(
  'kms',
  'UntagResource',
  { fidelity: 'exact', source: 'KMS API reference, UntagResource' },
  ({ KeyId, TagKeys }, ctx) => {
    const held = requireKept(ctx, KeyId)
    const gone = TagKeys.map((Key) => ({ Key }))
    keys.update(ctx, held, {}, { tags: withoutTags(held.side.tags, gone) })
    return {}
  },
)

export const listResourceTags = operation(
  'kms',
  'ListResourceTags',
  { fidelity: 'exact', source: 'KMS API reference, ListResourceTags' },
  ({ KeyId, Limit, Marker }, ctx) => {
    const { tags } = requireKey(ctx, KeyId).side
    const { items, NextMarker } = pageByMarker(tags, { PageSize: Limit, Marker }, 50)
    const Tags = items.map(({ Key = '', Value = '' }) => ({ TagKey: Key, TagValue: Value }))
    return present({ Tags, NextMarker, Truncated: NextMarker !== undefined })
  },
)

function checkAliasName(name: string): void {
  if (name.startsWith('alias/aws/')) {
    throw new AwsError('NotAuthorizedException', '')
  }
  if (!name.startsWith('alias/')) {
    throw new AwsError(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    )
  }
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
    throw new AwsError(
      'InvalidAliasNameException',
      'Alias contains invalid characters. Alias must be of the form alias/[a-zA-Z0-9/_-]+',
    )
  }
}

export const createAlias = operation(
  'kms',
  'CreateAlias',
  { fidelity: 'exact', source: 'KMS API reference, CreateAlias' },
  ({ AliasName, TargetKeyId }, ctx) => {
    checkAliasName(AliasName)
    const AliasArn = aliasArn(ctx, AliasName)
    if (aliases.get(ctx, AliasArn)) {
      throw new AwsError('AlreadyExistsException', `An alias with the name ${AliasArn} already exists`)
    }
    const { record } = requireKept(ctx, TargetKeyId)
    const at = timestamp(ctx.now)
    aliases.create(ctx, {
      AliasName,
      AliasArn,
      TargetKeyId: record.KeyId,
      CreationDate: at,
      LastUpdatedDate: at,
    })
    return {}
  },
)

export const updateAlias = operation(
  'kms',
  'UpdateAlias',
  { fidelity: 'exact', source: 'KMS API reference, UpdateAlias' },
  ({ AliasName, TargetKeyId }, ctx) => {
    const alias = aliases.require(ctx, aliasArn(ctx, AliasName))
    const { record } = requireKept(ctx, TargetKeyId)
    aliases.update(ctx, alias, { TargetKeyId: record.KeyId, LastUpdatedDate: timestamp(ctx.now) })
    return {}
  },
)

export const deleteAlias = operation(
  'kms',
  'DeleteAlias',
  { fidelity: 'exact', source: 'KMS API reference, DeleteAlias' },
  ({ AliasName }, ctx) => {
    aliases.delete(ctx, aliases.require(ctx, aliasArn(ctx, AliasName)))
    return {}
  },
)

export const listAliases = operation(
  'kms',
  'ListAliases',
  {
    fidelity: { simplified: "The aliases of AWS's own keys are not there." },
    source: 'KMS API reference, ListAliases',
  },
  ({ KeyId, Limit, Marker }, ctx) => {
    const id = KeyId === undefined ? undefined : requireKey(ctx, KeyId).record.KeyId
    const all = aliases
      .list(ctx)
      .filter(({ record }) => id === undefined || record.TargetKeyId === id)
      .sort((a, b) => ((a.record.AliasName ?? '') < (b.record.AliasName ?? '') ? -1 : 1))
    const { items, NextMarker } = pageByMarker(all, { PageSize: Limit, Marker }, 50)
    return present({
      Aliases: items.map(({ record }) => record),
      NextMarker,
      Truncated: NextMarker !== undefined,
    })
  },
)
