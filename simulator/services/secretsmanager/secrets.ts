import type { Secretsmanager } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { invalidRequest, noSuchSecret } from './errors.ts'

export interface Version {
  readonly id: string
  readonly text?: string
  readonly bytes?: Uint8Array
  readonly stages: readonly string[]
  readonly createdAt: number
}

export interface SecretSide {
  readonly tags: readonly Tag[]
  /** Oldest first. */
  readonly versions: readonly Version[]
  readonly policy?: string | undefined
  /** When it was told to go, and when it goes: it can be restored until then. */
  readonly deleted?: { readonly at: number; readonly goneAt: number } | undefined
}

export type Secret = Held<Secretsmanager.SecretListEntry, SecretSide>

export const secrets = family<Secretsmanager.SecretListEntry, SecretSide>({
  service: 'secretsmanager',
  resource: 'secret',
  id: 'ARN',
  prefix: 'secretsmanager:secret',
  missing: noSuchSecret,
  tags: { side: 'tags' },
  indexes: {
    name: ({ account, region, record }) => nameKey({ account, region }, record.Name ?? ''),
  },
})

const nameKey = ({ account, region }: Pick<Context, 'account' | 'region'>, name: string) =>
  `${account}/${region}/${name}`

/** A secret by name, by ARN, or by ARN without the six characters at its end. */
export function findSecret(ctx: Context, id: string): Secret | undefined {
  if (!id.startsWith('arn:')) return secrets.by(ctx, 'name', nameKey(ctx, id))[0]
  const whole = secrets.get(ctx, id)
  if (whole) return whole
  const [, , , region = '', account = '', , ...name] = id.split(':')
  return secrets.by(ctx, 'name', nameKey({ account, region }, name.join(':')))[0]
}

export function requireSecret(ctx: Context, id: string): Secret {
  const held = findSecret(ctx, id)
  if (held && held.region === ctx.region) return held
  throw noSuchSecret()
}

/** A secret that is not waiting to be deleted. */
export function requireLive(ctx: Context, id: string, what = 'perform this operation on the secret'): Secret {
  const held = requireSecret(ctx, id)
  if (!held.side.deleted) return held
  throw invalidRequest(`You can't ${what} because it was marked for deletion.`)
}

export const current = 'AWSCURRENT'
export const previous = 'AWSPREVIOUS'

/** The versions after stages have moved: each stage is on one version at most, and those without stages go. */
export function withStages(versions: readonly Version[], id: string, stages: readonly string[]): Version[] {
  const old = versions.find((one) => one.stages.includes(current))
  const isReplaced = stages.includes(current) && old !== undefined && old.id !== id
  return versions.map((one) => {
    const kept = one.stages.filter((stage) => !stages.includes(stage) && !(isReplaced && stage === previous))
    if (one.id === id)
      return { ...one, stages: [...kept.filter((stage) => !stages.includes(stage)), ...stages] }
    return { ...one, stages: isReplaced && one.id === old.id ? [previous, ...kept] : kept }
  })
}

export const stagesOf = ({ side }: Secret): Record<string, readonly string[]> =>
  Object.fromEntries(
    side.versions.filter(({ stages }) => stages.length).map(({ id, stages }) => [id, stages]),
  )

/** A date without a time, in UTC: how Secrets Manager tells when a secret was last read. */
export const dayOf = (at: number): string => timestamp(at - (at % 86_400_000))
