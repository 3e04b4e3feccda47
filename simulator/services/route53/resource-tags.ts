import type { Route53 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { bareId, invalidInput } from './errors.ts'
import { healthChecks } from './health-checks.ts'
import { hostedZones, requireZone } from './hosted-zones.ts'

type Tags = readonly Route53.Tag[]

interface Tagged {
  readonly tags: Tags
  replace(tags: Tags): void
}

function requireTagged(ctx: Context, type: string, id: string): Tagged {
  if (type === 'healthcheck') {
    const check = healthChecks.require(ctx, id)
    return { tags: check.side.tags, replace: (tags) => healthChecks.update(ctx, check, {}, { tags }) }
  }
  const zone = requireZone(ctx, id)
  return { tags: zone.side.tags, replace: (tags) => hostedZones.update(ctx, zone, {}, { tags }) }
}

// Route 53 API reference, ChangeTagsForResource: as many tags as everywhere, ten to a request.
const mostTags = 50

export const changeTagsForResource = operation(
  'route53',
  'ChangeTagsForResource',
  { fidelity: 'exact', source: 'Route 53 API reference, ChangeTagsForResource' },
  ({ ResourceType, ResourceId, AddTags = [], RemoveTagKeys = [] }, ctx) => {
    if (!AddTags.length && !RemoveTagKeys.length) {
      throw invalidInput('Expected at least one of [AddTags, or RemoveTagKeys]')
    }
    const tagged = requireTagged(ctx, ResourceType, ResourceId)
    const tags = new Map(tagged.tags.map(({ Key = '', Value = '' }) => [Key, Value]))
    for (const key of RemoveTagKeys) tags.delete(key)
    for (const { Key = '', Value = '' } of AddTags) {
      if (Key === '') throw invalidInput('A tag must have a key.')
      if (Key.toLowerCase().startsWith('aws:')) {
        throw invalidInput(`Tag keys that start with aws: are reserved: ${Key}`)
      }
      tags.set(Key, Value)
    }
    if (tags.size > mostTags) throw invalidInput(`A resource can have at most ${mostTags} tags.`)
    tagged.replace([...tags].map(([Key, Value]) => ({ Key, Value })))
    return {}
  },
)

const tagSet = (ctx: Context, ResourceType: Route53.TagResourceType, id: string): Route53.ResourceTagSet => ({
  ResourceType,
  ResourceId: bareId(id),
  Tags: requireTagged(ctx, ResourceType, id).tags,
})

export const listTagsForResource = operation(
  'route53',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'Route 53 API reference, ListTagsForResource' },
  ({ ResourceType, ResourceId }, ctx) => ({ ResourceTagSet: tagSet(ctx, ResourceType, ResourceId) }),
)

export const listTagsForResources = operation(
  'route53',
  'ListTagsForResources',
  { fidelity: 'exact', source: 'Route 53 API reference, ListTagsForResources' },
  ({ ResourceType, ResourceIds }, ctx) => ({
    ResourceTagSets: ResourceIds.map((id) => tagSet(ctx, ResourceType, id)),
  }),
)
