import type { Ec2 } from '../../api/generated/types.d.ts'
import { canonicalCidr } from '../../kernel/address.ts'
import type { Scope } from '../../world/held.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { subnets } from '../ec2/subnets.ts'
import {
  type Attachment,
  type AttachmentSide,
  transitGatewayAttachments,
} from '../ec2/transit-gateway-attachments.ts'
import {
  associationOf,
  transitGatewayAssociations,
  transitGatewayPropagations,
} from '../ec2/transit-gateway-links.ts'
import { transitGatewayRouteTables } from '../ec2/transit-gateway-route-tables.ts'
import { transitGatewayStaticRoutes } from '../ec2/transit-gateway-static-routes.ts'
import { transitGateways } from '../ec2/transit-gateways.ts'
import type { Adoption } from './adoption.ts'
import type { Item } from './harvest.ts'
import { addMissingTransitGateways } from './missing-transit-gateways.ts'
import { isAccount } from './where.ts'

/**
 * Transit gateways. AWS tells of an attachment in up to three lists, and both ends of a peering do so; of routes in a
 * search by route table.
 */
export function adoptTransitGateways(adoption: Adoption): void {
  adoption.takeAll('TransitGateways', transitGateways, (record, item) => ({
    record: { State: 'available' as const, TransitGatewayArn: arnOf(adoption, item), ...record },
    side: {},
  }))
  adoption.takeAll('TransitGatewayRouteTables', transitGatewayRouteTables, (record) => ({
    record: { State: 'available' as const, ...record },
    side: { prefixLists: [] },
    ...ownerOfGateway(adoption, record.TransitGatewayId),
  }))
  adoptAttachments(adoption)
  addMissingTransitGateways(adoption)
  joinTwins(adoption)
  adoptAssociations(adoption)
  adoptPropagations(adoption)
  adoptRoutes(adoption)
}

const arnOf = (adoption: Adoption, item: Item): string => {
  const { account, region } = adoption.homeOf(item)
  return `arn:aws:ec2:${region}:${account}:transit-gateway/${String(item.record['TransitGatewayId'])}`
}

function ownerOfGateway({ ctx }: Adoption, id = ''): { readonly owner?: string } {
  const owner = transitGateways.get(ctx, id)?.record.OwnerId
  return isAccount(owner) ? { owner } : {}
}

/** All that is told of one attachment at one of its gateways. */
interface Told {
  readonly item: Item
  readonly home: Scope
  readonly record: Ec2.TransitGatewayAttachment
}

function adoptAttachments(adoption: Adoption): void {
  const byVpc = new Map(
    adoption.items('TransitGatewayVpcAttachments').map(({ record }) => {
      const attachment = record as Ec2.TransitGatewayVpcAttachment
      return [attachment.TransitGatewayAttachmentId ?? '', attachment] as const
    }),
  )
  const told = new Map<string, Told[]>()
  const tell = (item: Item, record: Ec2.TransitGatewayAttachment, owner?: string) => {
    const id = record.TransitGatewayAttachmentId
    if (id === undefined) return
    const home = adoption.homeOf(item, owner)
    told.set(id, [...(told.get(id) ?? []), { item, home, record }])
  }
  for (const item of adoption.items('TransitGatewayAttachments')) {
    const record = item.record as Ec2.TransitGatewayAttachment
    tell(
      item,
      record,
      record.ResourceType === 'peering' ? record.TransitGatewayOwnerId : record.ResourceOwnerId,
    )
  }
  for (const item of adoption.items('TransitGatewayVpcAttachments')) {
    const {
      VpcId,
      VpcOwnerId,
      SubnetIds: _,
      Options: __,
      ...rest
    } = item.record as Ec2.TransitGatewayVpcAttachment
    const resource = { ResourceType: 'vpc', ResourceId: VpcId, ResourceOwnerId: VpcOwnerId } as const
    tell(item, { ...rest, ...resource }, VpcOwnerId)
  }
  for (const item of adoption.items('TransitGatewayPeeringAttachments')) tellPeering(adoption, item, tell)
  for (const [id, all] of told) keepAttachment(adoption, id, all, byVpc.get(id))
}

type Tell = (item: Item, record: Ec2.TransitGatewayAttachment, owner?: string) => void

function tellPeering(adoption: Adoption, item: Item, tell: Tell): void {
  const {
    RequesterTgwInfo,
    AccepterTgwInfo,
    Options: _,
    Status: __,
    AccepterTransitGatewayAttachmentId: twin,
    ...rest
  } = item.record as Ec2.TransitGatewayPeeringAttachment
  const home = adoption.homeOf(item)
  const isAccepter = AccepterTgwInfo?.Region === home.region && RequesterTgwInfo?.Region !== home.region
  const [own, other] = isAccepter ? [AccepterTgwInfo, RequesterTgwInfo] : [RequesterTgwInfo, AccepterTgwInfo]
  const record: Ec2.TransitGatewayAttachment = {
    ...rest,
    TransitGatewayId: own?.TransitGatewayId,
    TransitGatewayOwnerId: own?.OwnerId,
    ResourceType: 'peering',
    ResourceId: other?.TransitGatewayId,
    ResourceOwnerId: other?.OwnerId,
  }
  tell(item, record, own?.OwnerId)
  const twinRecord = twin === undefined || twin === rest.TransitGatewayAttachmentId ? undefined : twin
  if (twinRecord === undefined) return
  const { TransitGatewayId, TransitGatewayOwnerId, ResourceId, ResourceOwnerId } = record
  const far = {
    ...record,
    TransitGatewayAttachmentId: twinRecord,
    TransitGatewayId: ResourceId,
    TransitGatewayOwnerId: ResourceOwnerId,
    ResourceId: TransitGatewayId,
    ResourceOwnerId: TransitGatewayOwnerId,
  }
  tell(item, far, other?.OwnerId)
}

function keepAttachment(
  adoption: Adoption,
  id: string,
  all: readonly Told[],
  ofVpc: Ec2.TransitGatewayVpcAttachment | undefined,
): void {
  const [first, ...others] = all as [Told, ...Told[]]
  const same = all.filter(({ record }) => record.TransitGatewayId === first.record.TransitGatewayId)
  const record: Ec2.TransitGatewayAttachment = Object.assign(
    { State: 'available' },
    ...same.map((one) => one.record).reverse(),
  )
  const { Association: _, ...kept } = record
  const side: AttachmentSide = {
    ...(record.ResourceType === 'vpc' && { vpc: vpcSide(adoption, id, record, ofVpc) }),
    ...(record.ResourceType === 'peering' && { peering: {} }),
  }
  const held: Attachment = { ...first.home, record: kept, side }
  adoption.take(transitGatewayAttachments, 'TransitGatewayAttachments', held, first.item)
  // Whoever else tells of it sees it too: the gateway's owner, the far end of a peering.
  for (const { item, home } of others) {
    const known = transitGatewayAttachments.get(adoption.ctx, id)
    const viewer = { account: item.source.account ?? home.account, region: item.source.region ?? home.region }
    if (!known || (viewer.account === known.account && viewer.region === known.region)) continue
    transitGatewayAttachments.admit(adoption.ctx, known, viewer)
  }
  for (const { record: one } of all) {
    const table = one.Association?.TransitGatewayRouteTableId
    if (table !== undefined)
      associate(adoption, id, one.TransitGatewayId ?? '', table, one.Association?.State)
  }
}

function vpcSide(
  adoption: Adoption,
  id: string,
  { ResourceId: vpc = '' }: Ec2.TransitGatewayAttachment,
  told: Ec2.TransitGatewayVpcAttachment | undefined,
): NonNullable<AttachmentSide['vpc']> {
  const own = networkInterfaces
    .by(adoption.ctx, 'vpc', vpc)
    .filter(({ record }) => record.Description?.endsWith(` ${id}`) ?? false)
  const interfaces = Object.fromEntries(
    own.map(({ record }) => [record.SubnetId ?? '', record.NetworkInterfaceId ?? '']),
  )
  const known = told?.SubnetIds ?? Object.keys(interfaces)
  const options = {
    DnsSupport: 'enable',
    Ipv6Support: 'disable',
    ApplianceModeSupport: 'disable',
    ...told?.Options,
  } as const
  if (known.length) return { options, interfaces, subnets: known }
  const anywhere = oneSubnetPerZone(adoption, vpc)
  if (anywhere.length)
    adoption.assume(`${id} is taken to have a subnet in every zone of ${vpc}: no file tells which`)
  return { options, interfaces, subnets: anywhere }
}

function oneSubnetPerZone({ ctx }: Adoption, vpc: string): string[] {
  const byZone = new Map<string, string>()
  for (const { record } of subnets.by(ctx, 'vpc', vpc)) {
    const zone = record.AvailabilityZoneId ?? ''
    if (!byZone.has(zone)) byZone.set(zone, record.SubnetId ?? '')
  }
  return [...byZone.values()]
}

/** Within a Region, each end of a peering has an attachment of its own: they are told apart by their gateways. */
function joinTwins({ ctx }: Adoption): void {
  const peerings = transitGatewayAttachments.everyone(ctx).filter(({ side }) => side.peering)
  for (const held of peerings) {
    const { TransitGatewayId, ResourceId, TransitGatewayAttachmentId: id } = held.record
    const twin = peerings.find(
      ({ record }) =>
        record.TransitGatewayAttachmentId !== id &&
        record.TransitGatewayId === ResourceId &&
        record.ResourceId === TransitGatewayId,
    )?.record.TransitGatewayAttachmentId
    if (twin !== undefined)
      transitGatewayAttachments.update(ctx, held, {}, { peering: { ...held.side.peering, twin } })
  }
}

function associate(
  adoption: Adoption,
  attachment: string,
  gateway: string,
  table: string,
  state: Ec2.TransitGatewayAssociationState = 'associated',
): void {
  if (associationOf(adoption.ctx.store, attachment, gateway)) return
  adoption.put(transitGatewayAssociations, { table, attachment, gateway, state })
}

interface LinksOfTable {
  readonly TransitGatewayRouteTableId?: string
  readonly Associations?: readonly Ec2.TransitGatewayRouteTableAssociation[]
  readonly TransitGatewayRouteTablePropagations?: readonly Ec2.TransitGatewayRouteTablePropagation[]
  readonly Routes?: readonly Ec2.TransitGatewayRoute[]
}

function adoptAssociations(adoption: Adoption): void {
  const { ctx } = adoption
  for (const { record } of adoption.items('TransitGatewayAssociations')) {
    const { TransitGatewayRouteTableId: table = '', Associations = [] } = record as LinksOfTable
    const gateway = gatewayOfTable(adoption, table)
    for (const { TransitGatewayAttachmentId: id, State } of Associations) {
      if (id !== undefined) associate(adoption, id, gateway, table, State)
    }
  }
  // Transit gateway guide, tgw-transit-gateways: unless it is turned off, attachments get the default table.
  if (adoption.has('TransitGatewayAssociations')) return
  for (const { record, side } of transitGatewayAttachments.everyone(ctx)) {
    const { TransitGatewayAttachmentId: id = '', TransitGatewayId: gateway = '' } = record
    const options = transitGateways.get(ctx, gateway)?.record.Options
    const table = options?.AssociationDefaultRouteTableId
    const isTold = adoption.has('TransitGatewayAttachments') && !side.peering
    if (table === undefined || options?.DefaultRouteTableAssociation !== 'enable' || isTold) continue
    if (associationOf(ctx.store, id, gateway) || side.peering) continue
    associate(adoption, id, gateway, table)
    adoption.assume(`${id} is taken to be associated with the default route table ${table}: no file tells`)
  }
}

const gatewayOfTable = ({ ctx }: Adoption, table: string): string =>
  transitGatewayRouteTables.get(ctx, table)?.record.TransitGatewayId ?? ''

function adoptPropagations(adoption: Adoption): void {
  const { ctx } = adoption
  for (const { record } of adoption.items('TransitGatewayPropagations')) {
    const { TransitGatewayRouteTableId: table = '', TransitGatewayRouteTablePropagations = [] } =
      record as LinksOfTable
    for (const { TransitGatewayAttachmentId: attachment, State } of TransitGatewayRouteTablePropagations) {
      if (attachment === undefined || State === 'disabled' || State === 'disabling') continue
      adoption.put(transitGatewayPropagations, { table, attachment })
    }
  }
  if (adoption.has('TransitGatewayPropagations')) return
  for (const { record, side } of transitGatewayAttachments.everyone(ctx)) {
    const { TransitGatewayAttachmentId: attachment = '', TransitGatewayId = '' } = record
    const options = transitGateways.get(ctx, TransitGatewayId)?.record.Options
    const table = options?.PropagationDefaultRouteTableId
    if (table === undefined || options?.DefaultRouteTablePropagation !== 'enable' || side.peering) continue
    if (propagatedRoutesOf(adoption, table).length) continue
    adoption.put(transitGatewayPropagations, { table, attachment })
    adoption.assume(`${attachment} is taken to propagate to the default route table ${table}: no file tells`)
  }
}

const routesTold = (
  adoption: Adoption,
): { readonly table: string; readonly route: Ec2.TransitGatewayRoute }[] =>
  adoption.items('TransitGatewayRoutes').flatMap(({ record }) => {
    const { TransitGatewayRouteTableId: table = '', Routes = [] } = record as LinksOfTable
    return Routes.map((route) => ({ table, route }))
  })

const propagatedRoutesOf = (adoption: Adoption, table: string) =>
  routesTold(adoption).filter((one) => one.table === table && one.route.Type === 'propagated')

/** Static routes are the table's own. What was propagated is what the attachment has behind it, as far as it is no VPC. */
function adoptRoutes(adoption: Adoption): void {
  const { ctx } = adoption
  const learned = new Map<string, Set<string>>()
  for (const { table, route } of routesTold(adoption)) {
    const cidr = canonicalCidr(route.DestinationCidrBlock ?? '')
    if (cidr === undefined || route.State === 'deleted' || route.State === 'deleting') continue
    const ids = (route.TransitGatewayAttachments ?? []).flatMap(
      ({ TransitGatewayAttachmentId: id }) => id ?? [],
    )
    if (route.Type === 'propagated') {
      for (const id of ids) {
        learned.set(id, (learned.get(id) ?? new Set()).add(cidr))
        adoption.put(transitGatewayPropagations, { table, attachment: id })
      }
      continue
    }
    const [attachment] = ids
    const leadsOn = route.State !== 'blackhole' && attachment !== undefined
    const gateway = gatewayOfTable(adoption, table)
    adoption.put(transitGatewayStaticRoutes, { table, gateway, cidr, ...(leadsOn && { attachment }) })
  }
  for (const [id, cidrs] of learned) {
    const held = transitGatewayAttachments.get(ctx, id)
    if (held && held.record.ResourceType !== 'vpc') {
      transitGatewayAttachments.update(ctx, held, {}, { learned: [...cidrs] })
    }
  }
}
