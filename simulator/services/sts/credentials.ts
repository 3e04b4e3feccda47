import type { Sts } from '../../api/generated/types.d.ts'
import { accessKeys, type Principal } from '../../world/accounts.ts'
import type { Context } from '../context.ts'
import { newAccessKeyId, newSecret, second } from '../iam/identifiers.ts'

/** Gives out temporary credentials: the three parts of them, and when they end. */
export function giveCredentials(ctx: Context, principal: Principal, seconds: number): Sts.Credentials {
  const AccessKeyId = newAccessKeyId(ctx, 'ASIA')
  const SecretAccessKey = newSecret(ctx)
  const SessionToken = tokenStart + newSecret(ctx, 340)
  const expiresAt = ctx.now + seconds * 1000
  ctx.store.put(accessKeys, {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    principal,
    createdAt: ctx.now,
    expiresAt,
  })
  return { AccessKeyId, SecretAccessKey, SessionToken, Expiration: second(expiresAt) }
}

// Observed in AWS's answers: all tokens of our time begin with the same words, in base64.
const tokenStart = 'IQoJb3JpZ2luX2Vj'
