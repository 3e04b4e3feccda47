import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context, Reading } from '../context.ts'
import { doesNotExist, invalidCombination, invalidParameter } from './errors.ts'

// Where a route may send traffic. Targets are of many families, most of them above this one, so they are looked
// up by id and read by the members that AWS's records share.

/** The members of a request that name a target, in the order in which EC2 lists them. */
const members = [
  'GatewayId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'NatGatewayId',
  'NetworkInterfaceId',
  'VpcPeeringConnectionId',
  'EgressOnlyInternetGatewayId',
  'TransitGatewayId',
  'VpcEndpointId',
  'CoreNetworkArn',
  'OdbNetworkArn',
  'InstanceId',
] as const

type Member = (typeof members)[number]

export type TargetRequest = Readonly<Partial<Record<Member, string | undefined>>> & {
  readonly LocalTarget?: boolean | undefined
}

/** The one member of a route that says where it leads, with its value. */
export type Target = Readonly<Partial<Ec2.Route>>

/** The route table that a target is for. */
interface Place {
  readonly ctx: Context
  readonly table: Ec2.RouteTable
}

type Found = Held<Record<string, unknown>> | undefined

const exactlyOne =
  'The request must contain exactly one of gatewayId, localGatewayId, carrierGatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, vpcEndpointId, coreNetworkArn or instanceId'

/** Which target a request names: one and no more. */
export function namedTarget(request: TargetRequest, mayBeLocal: boolean): Member | 'LocalTarget' {
  const named: (Member | 'LocalTarget')[] = members.filter((member) => request[member] !== undefined)
  if (mayBeLocal && request.LocalTarget) named.push('LocalTarget')
  const [only] = named
  if (named.length === 1 && only) return only
  const message = mayBeLocal ? `${exactlyOne}, or must have localTarget set to true` : exactlyOne
  throw named.length ? invalidCombination(message) : new AwsError('MissingParameter', message)
}

/** The target that a request names, found and fit for the route table. */
export function resolveTarget(place: Place, member: Member, id: string): Target {
  return resolvers[member](id, place)
}

const find = (ctx: Reading, id: string): Found => ctx.families.ofId(id)?.get(ctx, id) as Found

const findOwn = (ctx: Context, id: string): Found => ctx.families.ofId(id)?.find(ctx, id) as Found

const resolvers: Readonly<Record<Member, (id: string, place: Place) => Target>> = {
  GatewayId: resolveGateway,
  LocalGatewayId: (id) => {
    throw doesNotExist('InvalidLocalGatewayID.NotFound', 'localGateway')(id)
  },
  CarrierGatewayId: (id) => {
    throw doesNotExist('InvalidCarrierGatewayID.NotFound', 'carrierGateway')(id)
  },
  CoreNetworkArn: (arn) => {
    throw new AwsError('InvalidCoreNetworkArn.NotFound', `The core network '${arn}' does not exist`)
  },
  OdbNetworkArn: (arn) => {
    throw new AwsError('InvalidOdbNetworkArn.NotFound', `The ODB network '${arn}' does not exist`)
  },
  NatGatewayId(NatGatewayId, { ctx, table }) {
    const found = findOwn(ctx, NatGatewayId)
    if (!isOf(found, 'nat', NatGatewayId) || !isAlive(found)) {
      throw doesNotExist('InvalidNatGatewayID.NotFound', 'natGateway')(NatGatewayId)
    }
    requireSameVpc(found.record['VpcId'], table, `NAT gateway ${NatGatewayId}`)
    return { NatGatewayId }
  },
  NetworkInterfaceId(NetworkInterfaceId, { ctx, table }) {
    const found = findOwn(ctx, NetworkInterfaceId)
    if (!isOf(found, 'eni', NetworkInterfaceId)) {
      throw doesNotExist('InvalidNetworkInterfaceID.NotFound', 'networkInterface')(NetworkInterfaceId)
    }
    requireSameVpc(found.record['VpcId'], table, `interface ${NetworkInterfaceId}`)
    return { NetworkInterfaceId }
  },
  InstanceId(id, place) {
    const found = findOwn(place.ctx, id)
    if (!isOf(found, 'i', id)) throw doesNotExist('InvalidInstanceID.NotFound', 'instance')(id)
    const interfaces = interfacesOf(place.ctx, id)
    const [only] = interfaces
    if (!only) throw invalidParameter(`Invalid value '${id}' for instance ID. Instance is not in a VPC.`)
    if (interfaces.length > 1) {
      throw new AwsError(
        'InvalidInstanceID',
        `There are multiple interfaces attached to instance '${id}'. Please specify an interface ID for the operation instead.`,
      )
    }
    return resolvers.NetworkInterfaceId(only, place)
  },
  EgressOnlyInternetGatewayId(id, { ctx, table }) {
    const found = findOwn(ctx, id)
    if (!isOf(found, 'eigw', id)) throw noGateway(id)
    requireAttached(found, table, id)
    return { EgressOnlyInternetGatewayId: id }
  },
  VpcPeeringConnectionId(id, { ctx, table }) {
    const found = find(ctx, id)
    if (!isOf(found, 'pcx', id)) {
      throw doesNotExist('InvalidVpcPeeringConnectionID.NotFound', 'vpcPeeringConnection')(id)
    }
    const sides = [found.record['RequesterVpcInfo'], found.record['AccepterVpcInfo']]
    const ours = (sides as ({ VpcId?: string } | undefined)[]).find((side) => side?.VpcId === table.VpcId)
    requireSameVpc(ours?.VpcId, table, `peering connection ${id}`)
    return { VpcPeeringConnectionId: id }
  },
  TransitGatewayId(id, { ctx, table }) {
    const found = find(ctx, id)
    if (isOf(found, 'tgw', id) && isAlive(found) && isAttachedTo(ctx, id, table.VpcId)) {
      return { TransitGatewayId: id }
    }
    throw new AwsError(
      'InvalidTransitGatewayID.NotFound',
      `The transitGateway ID '${id}' was deleted or does not exist.`,
    )
  },
  VpcEndpointId(id, { ctx, table }) {
    const found = findOwn(ctx, id)
    if (!isOf(found, 'vpce', id)) {
      throw new AwsError('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`)
    }
    if (found.record['VpcEndpointType'] !== 'GatewayLoadBalancer') {
      throw new AwsError(
        'RouteNotSupported',
        `Route table contains unsupported route target: ${id}. VPC Endpoints of this type cannot be used as route targets.`,
      )
    }
    requireSameVpc(found.record['VpcId'], table, `VPC endpoint ${id}`)
    // PrivateLink guide, gateway-load-balancer-endpoints: a route has to wait for the endpoint. The words are ours.
    if (found.record['State'] !== 'available') {
      throw new AwsError('IncorrectState', `The VPC endpoint ${id} is not available.`)
    }
    // CLI reference, describe-route-tables: endpoints are shown as gateways.
    return { GatewayId: id }
  },
}

// EC2 is forgiving about this member: ids of NAT gateways and endpoints are taken too, and kept where they belong.
function resolveGateway(id: string, place: Place): Target {
  const found = findOwn(place.ctx, id)
  const prefix = prefixOf(id)
  if (!found) throw noGateway(id)
  if (prefix === 'nat') {
    if (!isAlive(found)) throw noGateway(id)
    return resolvers.NatGatewayId(id, place)
  }
  if (prefix === 'eigw') return resolvers.EgressOnlyInternetGatewayId(id, place)
  if (prefix === 'vpce') return resolvers.VpcEndpointId(id, place)
  if (prefix === 'igw') {
    requireAttached(found, place.table, id)
    return { GatewayId: id }
  }
  if (prefix === 'vgw' && attachesTo(found.record, place.table.VpcId)) return { GatewayId: id }
  throw noGateway(id)
}

const noGateway = doesNotExist('InvalidGatewayID.NotFound', 'gateway')

const prefixOf = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf('-')))

const isOf = (found: Found, prefix: string, id: string): found is Held<Record<string, unknown>> =>
  found !== undefined && prefixOf(id) === prefix

function requireAttached(found: Held<Record<string, unknown>>, table: Ec2.RouteTable, id: string): void {
  if (attachesTo(found.record, table.VpcId)) return
  throw differentNetworks(table, `network gateway ${id}`)
}

function requireSameVpc(vpcId: unknown, table: Ec2.RouteTable, target: string): void {
  if (vpcId !== table.VpcId) throw differentNetworks(table, target)
}

const differentNetworks = (table: Ec2.RouteTable, target: string) =>
  invalidParameter(`route table ${table.RouteTableId} and ${target} belong to different networks`)

/** The network interfaces that are attached to an instance. */
function interfacesOf(ctx: Context, instance: string): string[] {
  const family = ctx.families.ofId(instance)
  return (family ? ctx.families.referringTo(family.name) : [])
    .filter((one) => one.family.name === 'ec2:network-interface')
    .flatMap((one) => one.family.by(ctx, one.reference, instance).map((held) => one.family.idOf(held)))
}

/** What a route leads to; undefined for one that leads nowhere. */
export const targetIdOf = (route: Target): string | undefined =>
  route.GatewayId ??
  route.NatGatewayId ??
  route.NetworkInterfaceId ??
  route.EgressOnlyInternetGatewayId ??
  route.TransitGatewayId ??
  route.VpcPeeringConnectionId

/**
 * Targets that may see traffic between subnets of one VPC: NAT gateways, network interfaces and Gateway Load
 * Balancer endpoints (VPC user guide, RouteTables).
 */
export const isMiddlebox = (target: Target): boolean =>
  target.NatGatewayId !== undefined || isAppliance(target)

/** Targets that a gateway's route table may have (VPC user guide, gateway-route-tables). */
export const isAppliance = (target: Target): boolean =>
  target.NetworkInterfaceId !== undefined || target.GatewayId?.startsWith('vpce-') === true

/** Whether the route is one that a gateway endpoint put there; such routes come and go with the endpoint. */
export function isGatewayEndpointRoute(ctx: Reading, route: Ec2.Route): boolean {
  const { GatewayId } = route
  if (!GatewayId?.startsWith('vpce-')) return false
  return find(ctx, GatewayId)?.record['VpcEndpointType'] === 'Gateway'
}

/** The route as it stands now: blackhole when nothing could leave by its target, with the instance behind it. */
export function viewRoute(ctx: Reading, vpcId: string | undefined, route: Ec2.Route): Ec2.Route {
  const { GatewayId, NetworkInterfaceId } = route
  if (GatewayId === 'local') return route
  const target = find(ctx, targetIdOf(route) ?? '')
  const State = target && isUsable(ctx, target, vpcId) ? 'active' : 'blackhole'
  if (!target || NetworkInterfaceId === undefined) return { ...route, State }
  const attachment = attachmentOf(target.record)
  if (!attachment?.InstanceId) return { ...route, State }
  const { InstanceId, InstanceOwnerId } = attachment
  return { ...route, InstanceId, ...(InstanceOwnerId && { InstanceOwnerId }), State }
}

interface Attachment {
  readonly VpcId?: string
  readonly State?: string
  readonly InstanceId?: string
  readonly InstanceOwnerId?: string
}

const attachmentOf = (record: Record<string, unknown>) => record['Attachment'] as Attachment | undefined

function isUsable(ctx: Reading, target: Held<Record<string, unknown>>, vpcId: string | undefined): boolean {
  const { record } = target
  if (record['Attachments'] || record['VpcAttachments']) return attachesTo(record, vpcId)
  if (typeof record['NetworkInterfaceId'] === 'string') return carriesTraffic(ctx, record)
  if (typeof record['TransitGatewayArn'] === 'string') {
    return isAlive(target) && isAttachedTo(ctx, String(record['TransitGatewayId']), vpcId)
  }
  return isAlive(target)
}

const attached: readonly (string | undefined)[] = ['available', 'attached', 'attaching']

/** Whether a VPC is attached to a transit gateway. Observed: without that, a route cannot name the gateway. */
function isAttachedTo(ctx: Reading, gateway: string, vpcId: string | undefined): boolean {
  const attachments = ctx.families
    .referringTo('ec2:vpc')
    .find((one) => one.family.name === 'ec2:transit-gateway-attachment')
  return (attachments?.family.by(ctx, attachments.reference, vpcId ?? '') ?? []).some(
    ({ record }) =>
      record['TransitGatewayId'] === gateway && ['available', 'modifying'].includes(String(record['State'])),
  )
}

/** Whether a gateway is attached to a VPC: internet and egress-only ones, and virtual private ones. */
export function attachesTo(record: Readonly<Record<string, unknown>>, vpcId: string | undefined): boolean {
  const attachments = (record['Attachments'] ?? record['VpcAttachments'] ?? []) as readonly Attachment[]
  return attachments.some(({ VpcId, State }) => VpcId === vpcId && attached.includes(State))
}

const running: readonly (string | undefined)[] = ['pending', 'running']

// EC2 API reference, Route: a blackhole has a target that "isn't available", such as a NAT instance that was
// terminated. An interface without an attachment carries nothing either.
function carriesTraffic(ctx: Reading, record: Record<string, unknown>): boolean {
  const attachment = attachmentOf(record)
  if (!attachment) return false
  const { InstanceId } = attachment
  if (!InstanceId) return true
  const state = find(ctx, InstanceId)?.record['State'] as { Name?: string } | undefined
  return running.includes(state?.Name)
}

const gone: readonly string[] = ['deleted', 'deleting', 'failed', 'rejected', 'expired']

// Peering connections have a status with a code, all others a state.
function isAlive({ record }: Held<Record<string, unknown>>): boolean {
  const status = record['Status'] as { Code?: string } | string | undefined
  if (typeof status === 'object') return status.Code === 'active'
  return !gone.includes(String(record['State']).toLowerCase())
}
