import { type Store, table } from '../../kernel/store.ts'

/** A route that somebody put into a route table of a transit gateway: to an attachment, or to nowhere. */
export interface StaticRoute {
  readonly table: string
  readonly gateway: string
  readonly cidr: string
  /** None: a blackhole. */
  readonly attachment?: string
}

const keyOf = (table: string, cidr: string) => `${table}/${cidr}`

export const transitGatewayStaticRoutes = table<StaticRoute>(
  'ec2:transit-gateway-static-route',
  (route) => keyOf(route.table, route.cidr),
  { table: (route) => route.table, gateway: (route) => route.gateway },
)

export const staticRouteTo = (store: Store, table: string, cidr: string): StaticRoute | undefined =>
  store.get(transitGatewayStaticRoutes, keyOf(table, cidr))

export const staticRoutesOf = (store: Store, table: string): StaticRoute[] =>
  store.by(transitGatewayStaticRoutes, 'table', table)

/** How many routes somebody put into all tables of a gateway. */
export const countStaticRoutes = (store: Store, gateway: string): number =>
  store.count(transitGatewayStaticRoutes, 'gateway', gateway)

export const putStaticRoute = (store: Store, route: StaticRoute): StaticRoute =>
  store.put(transitGatewayStaticRoutes, route)

export const dropStaticRoute = (store: Store, table: string, cidr: string): void =>
  store.delete(transitGatewayStaticRoutes, keyOf(table, cidr))

export function dropRoutesOfTable(store: Store, table: string): void {
  for (const { cidr } of staticRoutesOf(store, table)) dropStaticRoute(store, table, cidr)
}
