import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { canonicalCidr } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { requireAttachment, transitGatewayAttachments } from './transit-gateway-attachments.ts'
import { requireReadyTable, type TransitGatewayRouteTable } from './transit-gateway-route-tables.ts'
import {
  countStaticRoutes,
  dropStaticRoute,
  putStaticRoute,
  type StaticRoute,
  staticRouteTo,
} from './transit-gateway-static-routes.ts'
import { inInvalidState } from './transit-gateways.ts'

interface RouteTarget {
  readonly TransitGatewayAttachmentId?: string | undefined
  readonly Blackhole?: boolean | undefined
}

interface RouteRequest extends RouteTarget {
  readonly DestinationCidrBlock: string
  readonly TransitGatewayRouteTableId: string
}

export const createTransitGatewayRoute = operation(
  'ec2',
  'CreateTransitGatewayRoute',
  {
    fidelity: { simplified: 'The quota of routes counts static routes only, not those that are propagated.' },
    source: 'EC2 API reference, CreateTransitGatewayRoute',
  },
  (input, ctx) => {
    const { table, route } = readRoute(ctx, input)
    if (staticRouteTo(ctx.store, route.table, route.cidr)) {
      throw new AwsError(
        'RouteAlreadyExists',
        `Route ${route.cidr} already exists in Transit Gateway Route Table ${route.table}.`,
      )
    }
    const { TransitGatewayId = '' } = table.record
    if (countStaticRoutes(ctx.store, TransitGatewayId) >= ctx.limit('tgw-routes')) {
      throw new AwsError(
        'TransitGatewayRouteLimitExceeded',
        `You have reached the maximum number of routes of ${TransitGatewayId}.`,
      )
    }
    return { Route: asRoute(ctx, putStaticRoute(ctx.store, route)) }
  },
)

export const replaceTransitGatewayRoute = operation(
  'ec2',
  'ReplaceTransitGatewayRoute',
  { fidelity: 'exact', source: 'EC2 API reference, ReplaceTransitGatewayRoute' },
  (input, ctx) => {
    const { route } = readRoute(ctx, input)
    requireRoute(ctx, route.table, route.cidr)
    return { Route: asRoute(ctx, putStaticRoute(ctx.store, route)) }
  },
)

export const deleteTransitGatewayRoute = operation(
  'ec2',
  'DeleteTransitGatewayRoute',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTransitGatewayRoute' },
  ({ TransitGatewayRouteTableId, DestinationCidrBlock }, ctx) => {
    requireReadyTable(ctx, TransitGatewayRouteTableId)
    const cidr = destination(DestinationCidrBlock)
    const route = requireRoute(ctx, TransitGatewayRouteTableId, cidr)
    dropStaticRoute(ctx.store, TransitGatewayRouteTableId, cidr)
    const deleted: Ec2.TransitGatewayRoute = { ...asRoute(ctx, route), State: 'deleted' }
    return { Route: deleted }
  },
)

function readRoute(
  ctx: Context,
  input: RouteRequest,
): { readonly table: TransitGatewayRouteTable; readonly route: StaticRoute } {
  const table = requireReadyTable(ctx, input.TransitGatewayRouteTableId)
  const { TransitGatewayId: gateway = '' } = table.record
  const attachment = requireRouteTarget(ctx, input, gateway)
  const cidr = destination(input.DestinationCidrBlock)
  const route = {
    table: input.TransitGatewayRouteTableId,
    gateway,
    cidr,
    ...(attachment !== undefined && { attachment }),
  }
  return { table, route }
}

/** Where a request sends traffic: to an attachment of the gateway, or, when it says so, to nowhere. */
export function requireRouteTarget(
  ctx: Context,
  { TransitGatewayAttachmentId: id, Blackhole }: RouteTarget,
  gateway: string,
): string | undefined {
  if (Blackhole) {
    if (id === undefined) return undefined
    throw invalidCombination('A blackhole route cannot have a TransitGatewayAttachmentId.')
  }
  if (id === undefined) throw missingParameter('TransitGatewayAttachmentId')
  const { State } = requireAttachment(ctx, id, gateway).record
  if (State === 'available' || State === 'modifying') return id
  throw inInvalidState(id)
}

function destination(text: string): string {
  const cidr = canonicalCidr(text)
  if (cidr !== undefined) return cidr
  throw invalidParameter(
    `Value (${text}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`,
  )
}

function requireRoute(ctx: Context, table: string, cidr: string): StaticRoute {
  const route = staticRouteTo(ctx.store, table, cidr)
  if (route) return route
  throw new AwsError(
    'InvalidRoute.NotFound',
    `Route ${cidr} does not exist in Transit Gateway Route Table ${table}.`,
  )
}

const asRoute = (ctx: Context, { cidr, attachment }: StaticRoute): Ec2.TransitGatewayRoute => ({
  DestinationCidrBlock: cidr,
  ...(attachment !== undefined && { TransitGatewayAttachments: [nameAttachment(ctx, attachment)] }),
  Type: 'static',
  State: attachment === undefined ? 'blackhole' : 'active',
})

/** An attachment as a route names it. */
export function nameAttachment(ctx: Context, id: string): Ec2.TransitGatewayRouteAttachment {
  const held = transitGatewayAttachments.get(ctx, id)
  const record = held && transitGatewayAttachments.print(ctx, held)
  return {
    ResourceId: record?.ResourceId,
    TransitGatewayAttachmentId: id,
    ResourceType: record?.ResourceType,
  }
}
