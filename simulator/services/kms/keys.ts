import type { Kms } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { keyState, noSuchAlias, noSuchKey } from './errors.ts'

export interface KeySide {
  readonly tags: readonly Tag[]
  readonly policy: string
  readonly isRotated: boolean
  /** When it goes, in milliseconds since 1970, once it was told to. */
  readonly goneAt?: number | undefined
  /** What data is encrypted with. */
  readonly material: string
}

export type Key = Held<Kms.KeyMetadata, KeySide>

export const keys = family<Kms.KeyMetadata, KeySide>({
  service: 'kms',
  resource: 'key',
  id: 'Arn',
  prefix: 'kms:key',
  missing: noSuchKey,
  tags: { side: 'tags' },
})

export const aliases = family<Kms.AliasListEntry>({
  service: 'kms',
  resource: 'alias',
  id: 'AliasArn',
  prefix: 'kms:alias',
  missing: noSuchAlias,
  references: {
    key: { to: 'kms:key', read: (held) => keyArn(held, held.record.TargetKeyId ?? ''), blocks: false },
  },
})

type Place = Pick<Context, 'account' | 'region'>

export const keyArn = ({ region, account }: Place, id: string): string =>
  id.startsWith('arn:') ? id : `arn:aws:kms:${region}:${account}:key/${id}`

export const aliasArn = ({ region, account }: Place, name: string): string =>
  name.startsWith('arn:') ? name : `arn:aws:kms:${region}:${account}:${name}`

/** A key by id, ARN, alias or alias ARN; by ARN also another account's. */
export function findKey(ctx: Context, id: string): Key | undefined {
  const isAlias = id.startsWith('alias/') || /:alias\//.test(id)
  const alias = isAlias ? aliases.get(ctx, aliasArn(ctx, id)) : undefined
  if (isAlias) return alias && keys.get(ctx, keyArn(alias, alias.record.TargetKeyId ?? ''))
  const held = keys.get(ctx, keyArn(ctx, id))
  return held?.region === ctx.region ? held : undefined
}

export function requireKey(ctx: Context, id: string): Key {
  const held = findKey(ctx, id)
  if (held) return held
  throw id.includes('alias/') ? noSuchAlias(aliasArn(ctx, id)) : noSuchKey(keyArn(ctx, id))
}

/** A key that can be used. */
export function requireEnabled(ctx: Context, id: string): Key {
  const held = requireKey(ctx, id)
  const { KeyState = '', Arn = '' } = held.record
  if (KeyState !== 'Enabled') throw keyState(Arn, KeyState)
  return held
}

/** A key that is not about to go. */
export function requireKept(ctx: Context, id: string): Key {
  const held = requireKey(ctx, id)
  const { KeyState = '', Arn = '' } = held.record
  if (KeyState === 'PendingDeletion') throw keyState(Arn, KeyState)
  return held
}
