import type { Context } from '../context.ts'
import { type ActingService, serviceMay } from '../service-callers.ts'
import { touch } from './access.ts'
import { findKey } from './keys.ts'

/**
 * Whether a service may put something into what is encrypted with a key, and read it there. The policy of a key that
 * AWS manages lets no other service in (SNS developer guide, sns-enable-encryption-for-topic-sqs-queue-subscriptions).
 */
export function serviceMayEncrypt(ctx: Context, from: ActingService, keyId: string): boolean {
  if (findKey(ctx, keyId)?.record.KeyState !== 'Enabled') return false
  const key = touch(ctx, keyId)
  return ['kms:GenerateDataKey', 'kms:Decrypt'].every((action) => serviceMay(ctx, from, action, key))
}
