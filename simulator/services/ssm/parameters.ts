import { AwsError } from '../../api/error.ts'
import type { Ssm } from '../../api/generated/types.d.ts'
import { amiOfAlias, amisOf } from '../../world/catalogue/amis.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'

export interface ParameterSide {
  readonly tags: readonly Tag[]
  /** All versions, oldest first; the record tells of the last. */
  readonly versions: readonly Ssm.ParameterHistory[]
}

export type Parameter = Held<Ssm.ParameterMetadata, ParameterSide>

export const parameters = family<Ssm.ParameterMetadata, ParameterSide>({
  service: 'ssm',
  resource: 'parameter',
  id: 'ARN',
  prefix: 'ssm:parameter',
  missing: () => noSuchParameter(),
  tags: { side: 'tags' },
})

// Observed: the error has no text.
export const noSuchParameter = () => new AwsError('ParameterNotFound', '')

export const parameterArn = (
  { region, account }: Pick<Context, 'account' | 'region'>,
  name: string,
): string => `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`

export function findParameter(ctx: Context, name: string): Parameter | undefined {
  const held = parameters.get(ctx, name.startsWith('arn:') ? name : parameterArn(ctx, name))
  return held?.region === ctx.region ? held : undefined
}

/** AWS's own parameters, which every account can read: the current images of each kind. */
export function publicParameter(region: string, name: string): Ssm.Parameter | undefined {
  const ami = amiOfAlias(region, name)
  return (
    ami && {
      Name: name,
      Type: 'String',
      Value: ami.imageId,
      Version: ami.parameterVersion,
      LastModifiedDate: publishedAt,
      ARN: `arn:aws:ssm:${region}::parameter${name}`,
      DataType: 'text',
    }
  )
}

const publishedAt = '2026-10-20T17:00:00.000Z'

/** Those behind a path, which may go on in further steps. */
export function publicParametersUnder(region: string, path: string, isRecursive: boolean): Ssm.Parameter[] {
  const front = path.endsWith('/') ? path : `${path}/`
  return amisOf(region)
    .map(({ alias }) => alias)
    .filter((name) => name.startsWith(front) && (isRecursive || !name.slice(front.length).includes('/')))
    .sort()
    .flatMap((name) => publicParameter(region, name) ?? [])
}

export const isPublicName = (name: string): boolean => name.startsWith('/aws/service/')
