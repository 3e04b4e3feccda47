import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix, parsePrefix } from '../../kernel/address.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { type Attachment, isAlive, transitGatewayAttachments } from './transit-gateway-attachments.ts'
import {
  beginDeletingTable,
  openRouteTable,
  requireTable,
  transitGatewayRouteTables,
} from './transit-gateway-route-tables.ts'
import {
  asCreated,
  inInvalidState,
  requireOwnGateway,
  type TransitGateway,
  transitGateways,
} from './transit-gateways.ts'

const usualAsn = 64512
// EC2 API reference, TransitGatewayRequestOptions: private AS numbers of 16 and of 32 bits.
const privateAsns = [
  [64512, 65534],
  [4200000000, 4294967294],
] as const

export const createTransitGateway = operation(
  'ec2',
  'CreateTransitGateway',
  {
    fidelity: { simplified: 'Multicast can be switched on, but multicast domains do not exist.' },
    source: 'EC2 API reference, CreateTransitGateway',
  },
  ({ Description, Options = {}, TagSpecifications }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'transit-gateway')
    const { AmazonSideAsn = usualAsn, TransitGatewayCidrBlocks: blocks } = Options
    requirePrivateAsn(AmazonSideAsn)
    const cidrs = blocks?.map(gatewayBlock)
    const id = ctx.newId('tgw')
    const created = transitGateways.create(ctx, {
      TransitGatewayId: id,
      TransitGatewayArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:transit-gateway/${id}`,
      State: 'pending',
      OwnerId: ctx.account,
      ...(Description !== undefined && { Description }),
      CreationTime: timestamp(ctx.now - (ctx.now % 1000)),
      Options: {
        AmazonSideAsn,
        ...(cidrs?.length && { TransitGatewayCidrBlocks: cidrs }),
        AutoAcceptSharedAttachments: 'disable',
        DefaultRouteTableAssociation: 'enable',
        DefaultRouteTablePropagation: 'enable',
        VpnEcmpSupport: 'enable',
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'disable',
        MulticastSupport: 'disable',
        ...switchesOf(Options),
      },
      Tags,
    })
    const gateway = withDefaultTable(ctx, created)
    ctx.after('transit-gateway-available', 'transit-gateway-available', { id })
    return { TransitGateway: asCreated(transitGateways.print(ctx, gateway)) }
  },
)

function requirePrivateAsn(asn: number): void {
  if (privateAsns.some(([first, last]) => first <= asn && asn <= last)) return
  throw invalidParameter(
    `Value (${asn}) for parameter amazonSideAsn is invalid. The ASN must be between 64512 and 65534, or between 4200000000 and 4294967294.`,
  )
}

const switches = [
  'AutoAcceptSharedAttachments',
  'DefaultRouteTableAssociation',
  'DefaultRouteTablePropagation',
  'VpnEcmpSupport',
  'DnsSupport',
  'SecurityGroupReferencingSupport',
  'MulticastSupport',
] as const

type Switches = Pick<Ec2.TransitGatewayOptions, (typeof switches)[number]>

/** The switches that a request sets, and no others. */
function switchesOf(options: Switches): Switches {
  const set: Partial<Record<keyof Switches, string>> = {}
  for (const name of switches) {
    const value = options[name]
    if (value === undefined) continue
    if (value !== 'enable' && value !== 'disable') {
      throw invalidParameter(`Value (${String(value)}) for parameter ${name} is invalid.`)
    }
    set[name] = value
  }
  return set as Switches
}

// Transit gateway guide, tgw-transit-gateways: a CIDR block of a gateway is a /24 or larger, a /64 or larger in IPv6.
function gatewayBlock(cidr: string): string {
  const prefix = parsePrefix(cidr)?.prefix
  if (prefix && prefix.length <= (prefix.family === 4 ? 24 : 64)) return formatPrefix(prefix)
  throw invalidParameter(`Value (${cidr}) for parameter transitGatewayCidrBlocks is invalid.`)
}

// One table serves for both until somebody names another.
function withDefaultTable(ctx: Context, gateway: TransitGateway): TransitGateway {
  const { DefaultRouteTableAssociation, DefaultRouteTablePropagation } = gateway.record.Options ?? {}
  const forLookup = DefaultRouteTableAssociation === 'enable'
  const forRoutes = DefaultRouteTablePropagation === 'enable'
  if (!forLookup && !forRoutes) return gateway
  const id = transitGatewayRouteTables.idOf(openRouteTable(ctx, transitGateways.idOf(gateway)))
  return transitGateways.update(ctx, gateway, {
    Options: {
      ...gateway.record.Options,
      ...(forLookup && { AssociationDefaultRouteTableId: id }),
      ...(forRoutes && { PropagationDefaultRouteTableId: id }),
    },
  })
}

export const transitGatewayAvailable = due<{ id: string }>('transit-gateway-available', ({ id }, ctx) => {
  const gateway = transitGateways.get(ctx, id)
  const { State } = gateway?.record ?? {}
  if (!gateway || (State !== 'pending' && State !== 'modifying')) return
  transitGateways.update(ctx, gateway, { State: 'available' })
  if (State !== 'pending') return
  for (const table of transitGatewayRouteTables.by(ctx, 'gateway', id)) {
    if (table.record.State === 'pending') transitGatewayRouteTables.update(ctx, table, { State: 'available' })
  }
})

export const modifyTransitGateway = operation(
  'ec2',
  'ModifyTransitGateway',
  {
    fidelity: { simplified: 'Encryption between VPCs cannot be switched on.' },
    source: 'EC2 API reference, ModifyTransitGateway',
  },
  ({ TransitGatewayId, Description, Options }, ctx) => {
    const gateway = requireOwnGateway(ctx, TransitGatewayId)
    if (gateway.record.State !== 'available') throw inInvalidState(TransitGatewayId)
    const modified = transitGateways.update(ctx, gateway, {
      State: 'modifying',
      ...(Description !== undefined && { Description }),
      ...(Options && { Options: changedOptions(ctx, gateway, Options) }),
    })
    ctx.after('transit-gateway-changed', 'transit-gateway-available', { id: TransitGatewayId })
    return { TransitGateway: transitGateways.print(ctx, modified) }
  },
)

function changedOptions(
  ctx: Context,
  gateway: TransitGateway,
  asked: Ec2.ModifyTransitGatewayOptions,
): Ec2.TransitGatewayOptions {
  const before = gateway.record.Options ?? {}
  if (asked.EncryptionSupport !== undefined) {
    throw new AwsError('UnsupportedOperation', 'Encryption support of transit gateways is not simulated.')
  }
  if (asked.AmazonSideAsn !== undefined && asked.AmazonSideAsn !== before.AmazonSideAsn) {
    requirePrivateAsn(asked.AmazonSideAsn)
    requireNoBgp(ctx, transitGateways.idOf(gateway))
  }
  for (const id of [asked.AssociationDefaultRouteTableId, asked.PropagationDefaultRouteTableId]) {
    if (id !== undefined) requireTableOf(ctx, id, transitGateways.idOf(gateway))
  }
  const { TransitGatewayCidrBlocks: _, ...rest } = before
  const cidrs = changedBlocks(before.TransitGatewayCidrBlocks ?? [], asked)
  const options: Ec2.TransitGatewayOptions = {
    ...rest,
    ...switchesOf(asked),
    ...(asked.AmazonSideAsn !== undefined && { AmazonSideAsn: asked.AmazonSideAsn }),
    ...(asked.AssociationDefaultRouteTableId !== undefined && {
      AssociationDefaultRouteTableId: asked.AssociationDefaultRouteTableId,
    }),
    ...(asked.PropagationDefaultRouteTableId !== undefined && {
      PropagationDefaultRouteTableId: asked.PropagationDefaultRouteTableId,
    }),
    ...(cidrs.length && { TransitGatewayCidrBlocks: cidrs }),
  }
  return withoutUnusedDefaults(options)
}

function changedBlocks(before: readonly string[], asked: Ec2.ModifyTransitGatewayOptions): string[] {
  const removed = (asked.RemoveTransitGatewayCidrBlocks ?? []).map(gatewayBlock)
  for (const cidr of removed) {
    if (!before.includes(cidr)) {
      throw invalidParameter(`Value (${cidr}) for parameter removeTransitGatewayCidrBlocks is invalid.`)
    }
  }
  const added = (asked.AddTransitGatewayCidrBlocks ?? []).map(gatewayBlock)
  return [...new Set([...before.filter((cidr) => !removed.includes(cidr)), ...added])]
}

// Transit gateway guide, tgw-transit-gateways: a gateway has a default table for as long as the switch is on, so that
// one that is switched on names its table.
function withoutUnusedDefaults(options: Ec2.TransitGatewayOptions): Ec2.TransitGatewayOptions {
  const {
    AssociationDefaultRouteTableId: forLookup,
    PropagationDefaultRouteTableId: forRoutes,
    ...rest
  } = options
  const looksUp = options.DefaultRouteTableAssociation === 'enable'
  const propagates = options.DefaultRouteTablePropagation === 'enable'
  if (looksUp && forLookup === undefined) throw missingParameter('AssociationDefaultRouteTableId')
  if (propagates && forRoutes === undefined) throw missingParameter('PropagationDefaultRouteTableId')
  return {
    ...rest,
    ...(looksUp && { AssociationDefaultRouteTableId: forLookup }),
    ...(propagates && { PropagationDefaultRouteTableId: forRoutes }),
  }
}

function requireTableOf(ctx: Context, id: string, gateway: string): void {
  const table = requireTable(ctx, id)
  if (table.record.TransitGatewayId === gateway) return
  throw invalidParameter(`Transit Gateway Route Table ${id} does not belong to Transit Gateway ${gateway}.`)
}

// Transit gateway guide, tgw-transit-gateways: the AS number can be changed only while nothing speaks BGP with it.
function requireNoBgp(ctx: Context, gateway: string): void {
  const speaking = aliveAttachments(ctx, gateway).filter(({ record }) => record.ResourceType !== 'vpc')
  if (!speaking.length) return
  const ids = speaking.map((held) => transitGatewayAttachments.idOf(held)).join(', ')
  throw new AwsError('IncorrectState', `${gateway} has non-deleted Attachments that use its ASN: ${ids}.`)
}

const aliveAttachments = (ctx: Context, gateway: string): Attachment[] =>
  transitGatewayAttachments.by(ctx, 'gateway', gateway).filter(isAlive)

export const deleteTransitGateway = operation(
  'ec2',
  'DeleteTransitGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTransitGateway' },
  ({ TransitGatewayId: id }, ctx) => {
    const gateway = requireOwnGateway(ctx, id)
    refuseWhenAttached(ctx, id)
    if (gateway.record.State === 'deleting' || gateway.record.State === 'pending') throw inInvalidState(id)
    for (const table of transitGatewayRouteTables.by(ctx, 'gateway', id)) {
      if (table.record.State !== 'deleting') beginDeletingTable(ctx, table)
    }
    const deleting = transitGateways.update(ctx, gateway, { State: 'deleting' })
    ctx.after('transit-gateway-deleted', 'transit-gateway-deleted', { id })
    return { TransitGateway: asCreated(transitGateways.print(ctx, deleting)) }
  },
)

const nounOfType: Readonly<Record<string, string>> = {
  vpc: 'VPC',
  vpn: 'VPN',
  connect: 'Connect',
  peering: 'Transit Gateway Cross Region Peering',
  'direct-connect-gateway': 'DirectConnect Gateway',
}

function refuseWhenAttached(ctx: Context, gateway: string): void {
  const [first, ...others] = aliveAttachments(ctx, gateway)
  if (!first) return
  const type = first.record.ResourceType
  const ids = [first, ...others.filter(({ record }) => record.ResourceType === type)].map((held) =>
    transitGatewayAttachments.idOf(held),
  )
  const noun = nounOfType[type ?? ''] ?? 'Transit Gateway'
  throw new AwsError('IncorrectState', `${gateway} has non-deleted ${noun} Attachments: ${ids.join(', ')}.`)
}

export const transitGatewayDeleted = due<{ id: string }>('transit-gateway-deleted', ({ id }, ctx) => {
  const gateway = transitGateways.get(ctx, id)
  if (gateway?.record.State !== 'deleting') return
  transitGateways.update(ctx, gateway, { State: 'deleted' })
  ctx.after('transit-gateway-forgotten', 'transit-gateway-forgotten', { id })
})

export const transitGatewayForgotten = due<{ id: string }>('transit-gateway-forgotten', ({ id }, ctx) => {
  const gateway = transitGateways.get(ctx, id)
  if (gateway) transitGateways.remove(ctx, gateway)
})
