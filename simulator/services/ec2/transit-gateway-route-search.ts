import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Prefix, parsePrefix, prefixCovers } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { type Filters, filterRecords, type Value } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { routesOfTable, type TransitRoute } from './transit-gateway-route-selection.ts'
import { requireTable } from './transit-gateway-route-tables.ts'
import { nameAttachment } from './transit-gateway-routes.ts'

export const searchTransitGatewayRoutes = operation(
  'ec2',
  'SearchTransitGatewayRoutes',
  { fidelity: 'exact', source: 'EC2 API reference, SearchTransitGatewayRoutes' },
  (input, ctx) => {
    const table = requireTable(ctx, input.TransitGatewayRouteTableId)
    if (!input.Filters.length) throw missingParameter('filters')
    const all = routesOfTable(ctx, table).map((route) => asRoute(ctx, route))
    const found = search(all, input.Filters)
    const { items, NextToken } = page(found, input, { usual: mostRoutes })
    return {
      Routes: items,
      AdditionalRoutesAvailable: NextToken !== undefined,
      ...(NextToken && { NextToken }),
    }
  },
)

// "The maximum number of routes to return. If a value is not provided, the default is 1000."
const mostRoutes = 1000

// EC2 API reference, TransitGatewayRoute: a blackhole has no attachments.
const asRoute = (ctx: Context, route: TransitRoute): Ec2.TransitGatewayRoute => ({
  DestinationCidrBlock: route.cidr,
  ...(route.prefixList !== undefined && { PrefixListId: route.prefixList }),
  ...(route.attachments.length && {
    TransitGatewayAttachments: route.attachments.map((id) => nameAttachment(ctx, id)),
  }),
  Type: route.type,
  State: route.state,
})

const filters: Readonly<Record<string, (route: Ec2.TransitGatewayRoute) => Value | readonly Value[]>> = {
  'attachment.transit-gateway-attachment-id': ({ TransitGatewayAttachments }) =>
    TransitGatewayAttachments?.map((one) => one.TransitGatewayAttachmentId),
  'attachment.resource-id': ({ TransitGatewayAttachments }) =>
    TransitGatewayAttachments?.map((one) => one.ResourceId),
  'attachment.resource-type': ({ TransitGatewayAttachments }) =>
    TransitGatewayAttachments?.map((one) => one.ResourceType),
  'prefix-list-id': ({ PrefixListId }) => PrefixListId,
  state: ({ State }) => State,
  type: ({ Type }) => Type,
}

type Match = (route: Prefix, asked: Prefix) => boolean

const isSame: Match = (route, asked) => prefixCovers(route, asked) && prefixCovers(asked, route)

const searches: Readonly<Record<string, Match>> = {
  'route-search.exact-match': isSame,
  'route-search.longest-prefix-match': (route, asked) => prefixCovers(route, asked),
  'route-search.subnet-of-match': (route, asked) => prefixCovers(asked, route),
  'route-search.supernet-of-match': (route, asked) => prefixCovers(route, asked),
}

function search(routes: Ec2.TransitGatewayRoute[], asked: Filters): Ec2.TransitGatewayRoute[] {
  const byDestination = asked.filter(({ Name = '' }) => Object.hasOwn(searches, Name))
  const others = asked.filter((filter) => !byDestination.includes(filter))
  let found = filterRecords(routes, others, (name) =>
    Object.hasOwn(filters, name) ? filters[name] : undefined,
  )
  for (const { Name = '', Values = [] } of byDestination) {
    const wanted = Values.map((value) => requirePrefix(value, Name))
    const matches = (one: Prefix) => found.filter((route) => searches[Name]!(destinationOf(route), one))
    const kept = new Set(
      wanted.flatMap((one) =>
        Name === 'route-search.longest-prefix-match' ? longest(matches(one)) : matches(one),
      ),
    )
    found = found.filter((route) => kept.has(route))
  }
  return found
}

function destinationOf(route: Ec2.TransitGatewayRoute): Prefix {
  const prefix = parsePrefix(route.DestinationCidrBlock ?? '')?.prefix
  if (prefix) return prefix
  throw new Error(`A route leads to ${route.DestinationCidrBlock}.`)
}

function longest(routes: readonly Ec2.TransitGatewayRoute[]): Ec2.TransitGatewayRoute[] {
  const lengths = routes.map((route) => destinationOf(route).length)
  return routes.filter((_, i) => lengths[i] === Math.max(...lengths))
}

/** What a search looks for: a CIDR block, or an address, which is the smallest one. */
function requirePrefix(text: string, filter: string): Prefix {
  const bits = text.includes(':') ? 128 : 32
  const prefix = parsePrefix(text.includes('/') ? text : `${text}/${bits}`)?.prefix
  if (prefix) return prefix
  throw invalidParameter(`Value (${text}) for filter ${filter} is invalid. This is not a valid CIDR block.`)
}
