import type { ContextKeys } from '../../policy/context.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { access, type RequestInput, type Touched } from '../access.ts'
import type { Context } from '../context.ts'
import { aliasArn, findKey, keyArn } from './keys.ts'

/** KMS developer guide, key-policies: nobody gets at a key unless its policy lets them. */
export const touched = access(
  (operation, input, ctx) => {
    const { KeyId, TargetKeyId, AliasName, CiphertextBlob, DestinationKeyId } = input
    const touches: Touched[] = []
    if (typeof AliasName === 'string') touches.push({ arn: aliasArn(ctx, AliasName) })
    if (CiphertextBlob instanceof Uint8Array) {
      const action = operation === 'ReEncrypt' ? 'kms:ReEncryptFrom' : undefined
      touches.push({
        ...touch(ctx, keyOfCiphertext(CiphertextBlob), keysOf(input)),
        ...(action && { action }),
      })
      if (typeof DestinationKeyId === 'string') {
        touches.push({ ...touch(ctx, DestinationKeyId, keysOf(input)), action: 'kms:ReEncryptTo' })
      }
      return touches
    }
    for (const id of [KeyId, TargetKeyId]) {
      if (typeof id === 'string') touches.push(touch(ctx, id, keysOf(input)))
    }
    return touches.length ? touches : [{ arn: '*' }]
  },
  { hasPolicies: true },
)

/** A key as policies see it. */
export function touch(ctx: Context, id: string, keys: ContextKeys = {}): Touched {
  const held = findKey(ctx, id)
  if (!held) return { arn: keyArn(ctx, id) }
  const { policy } = readPolicy(held.side.policy, 'resource')
  return {
    arn: held.record.Arn ?? '',
    account: held.account,
    tags: held.side.tags,
    policies: policy ? [{ policy }] : [],
    needsPolicy: true,
    keys,
  }
}

function keyOfCiphertext(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder().decode(bytes).replace(/^hopwise-kms:/, '')
    return String((JSON.parse(atob(text)) as { key?: unknown }).key)
  } catch {
    // Whatever it is, it names no key; the request itself is refused later.
    return 'unknown'
  }
}

function keysOf({ EncryptionContext }: RequestInput): ContextKeys {
  if (typeof EncryptionContext !== 'object' || EncryptionContext === null) return {}
  const pairs = Object.entries(EncryptionContext as Record<string, string>)
  return {
    'kms:encryptioncontextkeys': pairs.map(([name]) => name),
    ...Object.fromEntries(
      pairs.map(([name, value]) => [`kms:encryptioncontext:${name.toLowerCase()}`, value]),
    ),
  }
}
