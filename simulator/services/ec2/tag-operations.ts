import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { AnyFamily, Context } from '../context.ts'
import { filterRecords } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { mergeTags, type Tag, withoutTags } from '../tags.ts'
import { invalidParameter, missingParameter } from './errors.ts'

export const createTags = operation(
  'ec2',
  'CreateTags',
  { fidelity: 'exact', source: 'EC2 API reference, CreateTags' },
  ({ Resources, Tags }, ctx) => {
    const resources = findResources(ctx, Resources)
    if (!Tags.length) throw missingParameter('tagSet')
    refuseReservedKeys(Tags)
    for (const { family, held } of resources) {
      family.setTags(ctx, held, mergeTags(family.tagsOf(held, ctx), Tags))
    }
    return {}
  },
)

export const deleteTags = operation(
  'ec2',
  'DeleteTags',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTags' },
  ({ Resources, Tags }, ctx) => {
    const resources = findResources(ctx, Resources)
    refuseReservedKeys(Tags ?? [])
    for (const { family, held } of resources) {
      const tags = family.tagsOf(held, ctx)
      // Without a list of tags, all go but those of AWS itself (EC2 API reference, DeleteTags).
      family.setTags(ctx, held, Tags?.length ? withoutTags(tags, Tags) : tags.filter(isReserved))
    }
    return {}
  },
)

export const describeTags = operation(
  'ec2',
  'DescribeTags',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeTags' },
  (input, ctx) => {
    const tags = ctx.families.all
      .filter((family) => family.spec.service === 'ec2' && family.spec.tags)
      .flatMap((family) => family.list(ctx).flatMap((held) => describeTagsOf(ctx, family, held)))
    const selected = filterRecords(tags, input.Filters, readerOf)
    const { items, NextToken } = page(selected, input)
    return { Tags: [...items], ...(NextToken && { NextToken }) }
  },
)

function describeTagsOf(
  ctx: Context,
  family: AnyFamily,
  held: Held<Record<string, unknown>>,
): Ec2.TagDescription[] {
  return family.tagsOf(held, ctx).map(({ Key, Value }) => ({
    Key,
    ResourceId: family.idOf(held),
    ResourceType: family.spec.resource as Ec2.ResourceType,
    Value,
  }))
}

function readerOf(name: string): ((tag: Ec2.TagDescription) => string | undefined) | undefined {
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length)
    return ({ Key, Value }) => (Key === key ? Value : undefined)
  }
  return filters.get(name)
}

const filters = new Map(
  Object.entries<(tag: Ec2.TagDescription) => string | undefined>({
    key: ({ Key }) => Key,
    'resource-id': ({ ResourceId }) => ResourceId,
    'resource-type': ({ ResourceType }) => ResourceType,
    value: ({ Value }) => Value,
  }),
)

interface Tagged {
  readonly family: AnyFamily
  readonly held: Held<Record<string, unknown>>
}

const mostResources = 1000

/** Every resource that a request names, or AWS's error about the first that there is not. */
function findResources(ctx: Context, ids: readonly string[]): Tagged[] {
  if (!ids.length) throw missingParameter('resourceIdSet')
  if (ids.length > mostResources) {
    throw invalidParameter(`The number of resources cannot exceed ${mostResources}.`)
  }
  return ids.map((id) => {
    const family = ctx.families.ofId(id)
    // An id of no kind that EC2 knows, or that could be nobody's, has an error of its own.
    if (!family?.spec.tags || family.spec.service !== 'ec2' || !isWellFormed(id)) {
      throw new AwsError('InvalidID', `The ID '${id}' is not valid`)
    }
    const held = family.find(ctx, id)
    if (!held) throw family.spec.missing(id)
    return { family, held }
  })
}

const isWellFormed = (id: string) => /-[0-9a-f]{8}(?:[0-9a-f]{9})?$/.test(id)

const isReserved = ({ Key = '' }: Tag) => Key.toLowerCase().startsWith('aws:')

function refuseReservedKeys(tags: readonly Tag[]): void {
  for (const tag of tags) {
    if (!isReserved(tag)) continue
    throw invalidParameter(
      `Value ( ${tag.Key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`,
    )
  }
}
