import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { connections } from './connections.ts'
import { refused } from './errors.ts'
import { gateways } from './gateways.ts'
import { lags } from './lags.ts'
import { printTags, type Tagged, withTags } from './tags.ts'
import { virtualInterfaces } from './virtual-interfaces.ts'

const families = [connections, lags, virtualInterfaces, gateways] as const

interface Resource {
  readonly tags: readonly Tag[]
  set(tags: readonly Tag[]): void
}

interface TaggedFamily<A extends object> {
  find(ctx: Context, id: string): Held<A, Tagged> | undefined
  arnOf(held: Held<A, Tagged>): string
  setTags(ctx: Context, held: Held<A, Tagged>, tags: readonly Tag[]): void
}

function inFamily<A extends object>(
  ctx: Context,
  family: TaggedFamily<A>,
  arn: string,
): Resource | undefined {
  const held = family.find(ctx, arn.slice(arn.lastIndexOf('/') + 1))
  if (!held || held.account !== ctx.account || family.arnOf(held) !== arn) return undefined
  return { tags: held.side.tags, set: (tags) => family.setTags(ctx, held, tags) }
}

function requireResource(ctx: Context, arn: string): Resource {
  for (const family of families) {
    const found = inFamily(ctx, family as unknown as TaggedFamily<object>, arn)
    if (found) return found
  }
  throw refused(`Resource ${arn} does not exist.`)
}

export const tagResource = operation(
  'directconnect',
  'TagResource',
  { fidelity: 'exact', source: 'Direct Connect API reference, TagResource' },
  ({ resourceArn, tags }, ctx) => {
    const resource = requireResource(ctx, resourceArn)
    resource.set(withTags(resource.tags, tags))
    return {}
  },
)

export const untagResource = operation(
  'directconnect',
  'UntagResource',
  { fidelity: 'exact', source: 'Direct Connect API reference, UntagResource' },
  ({ resourceArn, tagKeys }, ctx) => {
    const resource = requireResource(ctx, resourceArn)
    resource.set(resource.tags.filter(({ Key = '' }) => !tagKeys.includes(Key)))
    return {}
  },
)

export const describeTags = operation(
  'directconnect',
  'DescribeTags',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeTags' },
  ({ resourceArns }, ctx) => {
    const resourceTags = resourceArns.map((resourceArn): Directconnect.ResourceTag => {
      const { tags } = requireResource(ctx, resourceArn)
      return { resourceArn, tags: printTags(tags) }
    })
    return { resourceTags }
  },
)
