import type { Iam } from '../../api/generated/types.d.ts'
import { type AccessKey, accessKeys, rootOf } from '../../world/accounts.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { keysOf } from './access-key-store.ts'
import { noSuchEntity } from './errors.ts'
import { newAccessKeyId, newSecret, second } from './identifiers.ts'
import { listed } from './listing.ts'
import { refuseOneMore } from './quotas.ts'
import { requireNamedUser, users } from './users.ts'

interface Owner {
  readonly id: string
  /** NOT MODELLED: the root user has none; AWS's model demands one, so it is called root, as in GetUser. */
  readonly name: string
  readonly principal: AccessKey['principal']
}

/** The user of a name, or the caller: the root user has keys too. */
function ownerOf(ctx: Context, asked: string | undefined): Owner {
  if (asked === undefined && ctx.caller.type === 'root') {
    return { id: ctx.account, name: 'root', principal: rootOf(ctx.account) }
  }
  const { account, record } = requireNamedUser(ctx, asked)
  const { UserId: id = '', UserName: name = '', Arn: arn = '' } = record
  return { id, name, principal: { account, arn, userId: id, type: 'user' } }
}

export const createAccessKey = operation(
  'iam',
  'CreateAccessKey',
  { fidelity: 'exact', source: 'IAM API reference, CreateAccessKey' },
  ({ UserName }, ctx) => {
    const { id, name, principal } = ownerOf(ctx, UserName)
    refuseOneMore('AccessKeysPerUser', keysOf(ctx, id).length)
    const key: AccessKey = {
      accessKeyId: newAccessKeyId(ctx, 'AKIA'),
      secretAccessKey: newSecret(ctx),
      principal,
      createdAt: ctx.now,
    }
    ctx.store.put(accessKeys, key)
    return {
      AccessKey: {
        UserName: name,
        AccessKeyId: key.accessKeyId,
        Status: 'Active' as const,
        SecretAccessKey: key.secretAccessKey,
        CreateDate: second(ctx.now),
      },
    }
  },
)

export const listAccessKeys = operation(
  'iam',
  'ListAccessKeys',
  { fidelity: 'exact', source: 'IAM API reference, ListAccessKeys' },
  (input, ctx) => {
    const { id, name } = ownerOf(ctx, input.UserName)
    return listed(
      'AccessKeyMetadata',
      keysOf(ctx, id).map((key) => metadata(key, name)),
      input,
    )
  },
)

const metadata = (
  { accessKeyId, isInactive, createdAt = 0 }: AccessKey,
  name: string,
): Iam.AccessKeyMetadata => ({
  UserName: name,
  AccessKeyId: accessKeyId,
  Status: isInactive ? 'Inactive' : 'Active',
  CreateDate: second(createdAt),
})

export const updateAccessKey = operation(
  'iam',
  'UpdateAccessKey',
  { fidelity: 'exact', source: 'IAM API reference, UpdateAccessKey' },
  ({ UserName, AccessKeyId, Status }, ctx) => {
    const key = requireKey(ctx, UserName, AccessKeyId)
    ctx.store.put(accessKeys, { ...key, isInactive: Status === 'Inactive' })
    return {}
  },
)

export const deleteAccessKey = operation(
  'iam',
  'DeleteAccessKey',
  { fidelity: 'exact', source: 'IAM API reference, DeleteAccessKey' },
  ({ UserName, AccessKeyId }, ctx) => {
    ctx.store.delete(accessKeys, requireKey(ctx, UserName, AccessKeyId).accessKeyId)
    return {}
  },
)

export const getAccessKeyLastUsed = operation(
  'iam',
  'GetAccessKeyLastUsed',
  {
    fidelity: { simplified: 'No use of a key is ever recorded here: it always reads N/A.' },
    source: 'IAM API reference, GetAccessKeyLastUsed',
  },
  ({ AccessKeyId }, ctx) => {
    const key = ctx.store.get(accessKeys, AccessKeyId)
    const user = key?.principal.account === ctx.account ? users.get(ctx, key.principal.userId) : undefined
    if (!user) throw missing(AccessKeyId)
    return {
      UserName: user.record.UserName,
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    }
  },
)

function requireKey(ctx: Context, userName: string | undefined, id: string): AccessKey {
  const key = keysOf(ctx, ownerOf(ctx, userName).id).find(({ accessKeyId }) => accessKeyId === id)
  if (!key) throw missing(id)
  return key
}

const missing = (id: string) => noSuchEntity(`The Access Key with id ${id} cannot be found.`)
