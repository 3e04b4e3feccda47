import { AwsError } from '../../api/error.ts'
import type { Configservice } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { type Discovered, discovered, itemOf, nameOf, recordedFamilies } from './configuration-items.ts'
import { readExpression } from './expressions.ts'

const invalidToken = () => new AwsError('InvalidNextTokenException', 'The specified next token is not valid.')

const idOf = ({ family, held }: Discovered) => family.idOf(held)

export const listDiscoveredResources = operation(
  'configservice',
  'ListDiscoveredResources',
  {
    fidelity: { simplified: 'Resources are known at once, and forgotten as soon as they are deleted.' },
    source: 'Config API reference, ListDiscoveredResources',
  },
  ({ resourceType, resourceIds, resourceName, limit = 100, nextToken }, ctx) => {
    if (resourceIds?.length && resourceName !== undefined) {
      throw new AwsError(
        'ValidationException',
        'You can specify either resource ids or a resource name, not both.',
      )
    }
    const found = discovered(ctx, resourceType).filter(
      (one) =>
        (!resourceIds?.length || resourceIds.includes(idOf(one))) &&
        (resourceName === undefined || nameOf(one) === resourceName),
    )
    const { items, next } = pageByToken(found, { size: limit || 100, token: nextToken }, invalidToken)
    return {
      resourceIdentifiers: items.map((one) => {
        const name = nameOf(one)
        return { resourceType, resourceId: idOf(one), ...(name !== undefined && { resourceName: name }) }
      }),
      ...(next && { nextToken: next }),
    }
  },
)

export const getDiscoveredResourceCounts = operation(
  'configservice',
  'GetDiscoveredResourceCounts',
  { fidelity: 'exact', source: 'Config API reference, GetDiscoveredResourceCounts' },
  ({ resourceTypes, limit = 100, nextToken }, ctx) => {
    const counts = [...recordedFamilies(ctx)]
      .filter(([type]) => !resourceTypes?.length || resourceTypes.includes(type))
      .map(([resourceType, family]) => ({
        resourceType: resourceType as Configservice.ResourceType,
        count: family.list(ctx).length,
      }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
    const { items, next } = pageByToken(counts, { size: limit || 100, token: nextToken }, invalidToken)
    return {
      totalDiscoveredResources: counts.reduce((sum, { count }) => sum + count, 0),
      resourceCounts: items,
      ...(next && { nextToken: next }),
    }
  },
)

const find = (ctx: Context, type: string, id: string) => discovered(ctx, type).find((one) => idOf(one) === id)

export const getResourceConfigHistory = operation(
  'configservice',
  'GetResourceConfigHistory',
  {
    fidelity: { simplified: 'The history of a resource is what it is now: earlier states are not kept.' },
    source: 'Config API reference, GetResourceConfigHistory',
  },
  ({ resourceType, resourceId }, ctx) => {
    const found = find(ctx, resourceType, resourceId)
    if (!found) {
      throw new AwsError(
        'ResourceNotDiscoveredException',
        `Resource ${resourceId} of resourceType:${resourceType} is unknown or has not been discovered`,
      )
    }
    return { configurationItems: [itemOf(ctx, found)] }
  },
)

export const batchGetResourceConfig = operation(
  'configservice',
  'BatchGetResourceConfig',
  { fidelity: 'exact', source: 'Config API reference, BatchGetResourceConfig' },
  ({ resourceKeys }, ctx) => {
    const base: Configservice.BaseConfigurationItem[] = []
    for (const { resourceType = '', resourceId = '' } of resourceKeys) {
      const found = find(ctx, resourceType, resourceId)
      if (!found) continue
      const { tags: _, relationships: __, relatedEvents: ___, ...item } = itemOf(ctx, found)
      const { configurationItemMD5Hash: ____, ...kept } = item
      base.push(kept)
    }
    // The page: what is not known is left out without a word.
    return { baseConfigurationItems: base, unprocessedResourceKeys: [] }
  },
)

export const selectResourceConfig = operation(
  'configservice',
  'SelectResourceConfig',
  {
    fidelity: {
      simplified: 'SELECT of properties WHERE comparisons joined by AND hold; no grouping, counting or OR.',
    },
    source: 'Config API reference, SelectResourceConfig',
  },
  ({ Expression, Limit = 25, NextToken }, ctx) => {
    const { fields, types, matches, select } = readExpression(Expression)
    const wanted = types ?? [...recordedFamilies(ctx).keys()]
    const results = wanted
      .flatMap((type) => discovered(ctx, type))
      .map((found) => {
        const { configuration = '{}', tags = {}, ...item } = itemOf(ctx, found)
        const list = Object.entries(tags).map(([key, value]) => ({ key, value, tag: `${key}=${value}` }))
        return { ...item, tags: list, configuration: JSON.parse(configuration) as object }
      })
      .filter(matches)
      .map((item) => JSON.stringify(select(item)))
    const { items, next } = pageByToken(results, { size: Limit || 25, token: NextToken }, invalidToken)
    return {
      Results: items,
      QueryInfo: { SelectFields: fields.map((Name) => ({ Name })) },
      ...(next && { NextToken: next }),
    }
  },
)
