import { contract } from '../../../../../simulator/api/contract.ts'
import type { Statement, World } from './world.ts'

await contract.need('ram')

/** Transit gateways, their attachments and route tables. */
export const transitStatements: Readonly<Record<string, Statement>> = {
  /** `transit-gateway hub [no-tables] [references]`: its table is `hub-table`; with `no-tables` it has no default one. */
  'transit-gateway'(world, [name = '', ...flags]) {
    const usual = flags.includes('no-tables') ? 'disable' : 'enable'
    const { TransitGateway } = world.ask(
      'CreateTransitGateway',
      {
        Options: {
          DefaultRouteTableAssociation: usual,
          DefaultRouteTablePropagation: usual,
          SecurityGroupReferencingSupport: flags.includes('references') ? 'enable' : 'disable',
          AutoAcceptSharedAttachments: 'enable',
        },
      },
      world.where,
    )
    world.name(name, TransitGateway?.TransitGatewayId)
    world.name(`${name}-table`, TransitGateway?.Options?.AssociationDefaultRouteTableId)
    world.known.set(`account of ${name}`, world.where.account)
    world.known.set(`region of ${name}`, world.where.region)
    world.pass(180)
  },
  /** `attach to-a hub vpc-a a-1 a-2 [appliance] [ipv6] [no-references]`: by one subnet in each zone. */
  attach(world, [name = '', gateway = '', vpc = '', ...rest]) {
    const flags = ['appliance', 'ipv6', 'no-references']
    const { TransitGatewayVpcAttachment } = world.ask(
      'CreateTransitGatewayVpcAttachment',
      {
        TransitGatewayId: world.id(gateway),
        VpcId: world.id(vpc),
        SubnetIds: rest.filter((word) => !flags.includes(word)).map((subnet) => world.id(subnet)),
        Options: {
          ApplianceModeSupport: rest.includes('appliance') ? 'enable' : 'disable',
          Ipv6Support: rest.includes('ipv6') ? 'enable' : 'disable',
          SecurityGroupReferencingSupport: rest.includes('no-references') ? 'disable' : 'enable',
        },
      },
      world.where,
    )
    world.name(name, TransitGatewayVpcAttachment?.TransitGatewayAttachmentId)
    world.pass(180)
  },
  /** `detach to-a` */
  detach(world, [attachment = '']) {
    world.ask(
      'DeleteTransitGatewayVpcAttachment',
      { TransitGatewayAttachmentId: world.id(attachment) },
      world.where,
    )
    world.pass(180)
  },
  /** `attached-by to-a add a-2`, `attached-by to-a remove a-1` */
  'attached-by'(world, [attachment = '', change, subnet = '']) {
    world.ask(
      'ModifyTransitGatewayVpcAttachment',
      {
        TransitGatewayAttachmentId: world.id(attachment),
        ...(change === 'add'
          ? { AddSubnetIds: [world.id(subnet)] }
          : { RemoveSubnetIds: [world.id(subnet)] }),
      },
      world.where,
    )
    world.pass(180)
  },
  /** `appliance-mode to-fw off`, `group-references to-a off`, `attachment-ipv6 to-a off` */
  'appliance-mode': (world, words) => setOption(world, 'ApplianceModeSupport', words),
  'group-references': (world, words) => setOption(world, 'SecurityGroupReferencingSupport', words),
  'attachment-ipv6': (world, words) => setOption(world, 'Ipv6Support', words),
  /** `gateway-references hub on`, `gateway-ecmp hub off` */
  'gateway-references': (world, words) => setGatewayOption(world, 'SecurityGroupReferencingSupport', words),
  'gateway-ecmp': (world, words) => setGatewayOption(world, 'VpnEcmpSupport', words),
  /** `transit-table spokes hub` */
  'transit-table'(world, [name = '', gateway = '']) {
    const { TransitGatewayRouteTable } = world.ask(
      'CreateTransitGatewayRouteTable',
      { TransitGatewayId: world.id(gateway) },
      world.where,
    )
    world.name(name, TransitGatewayRouteTable?.TransitGatewayRouteTableId)
    world.pass(60)
  },
  /** `associate to-a spokes`: instead of whatever the attachment is associated with. */
  associate(world, [attachment = '', table = '']) {
    const TransitGatewayAttachmentId = world.id(attachment)
    disassociate(world, TransitGatewayAttachmentId)
    world.ask(
      'AssociateTransitGatewayRouteTable',
      { TransitGatewayAttachmentId, TransitGatewayRouteTableId: world.id(table) },
      world.where,
    )
    world.pass(60)
  },
  /** `disassociate to-a` */
  disassociate: (world, [attachment = '']) => disassociate(world, world.id(attachment)),
  /** `propagate to-a spokes`, `unpropagate to-a spokes` */
  propagate(world, [attachment = '', table = '']) {
    world.ask('EnableTransitGatewayRouteTablePropagation', linkOf(world, attachment, table), world.where)
    world.pass(60)
  },
  unpropagate(world, [attachment = '', table = '']) {
    world.ask('DisableTransitGatewayRouteTablePropagation', linkOf(world, attachment, table), world.where)
    world.pass(60)
  },
  /** `transit-route spokes 10.2.0.0/16 to-b`, `transit-route spokes 10.2.0.0/16 blackhole`, or by a prefix list. */
  'transit-route'(world, [table = '', destination = '', target = '']) {
    const leads = {
      TransitGatewayRouteTableId: world.id(table),
      ...(target === 'blackhole' ? { Blackhole: true } : { TransitGatewayAttachmentId: world.id(target) }),
    }
    if (destination.includes('/')) {
      world.ask('CreateTransitGatewayRoute', { ...leads, DestinationCidrBlock: destination }, world.where)
    } else {
      const PrefixListId = world.id(destination)
      world.ask('CreateTransitGatewayPrefixListReference', { ...leads, PrefixListId }, world.where)
      world.pass(60)
    }
  },
  /** `transit-unroute spokes 10.2.0.0/16` */
  'transit-unroute'(world, [table = '', DestinationCidrBlock = '']) {
    world.ask(
      'DeleteTransitGatewayRoute',
      { TransitGatewayRouteTableId: world.id(table), DestinationCidrBlock },
      world.where,
    )
  },
  /** `peer-hubs east-west east west`: the attachment is `east-west`, and at its far end `east-west@west`. */
  'peer-hubs'(world, [name = '', requester = '', accepter = '']) {
    const there = whereIs(world, accepter)
    const { TransitGatewayPeeringAttachment } = world.ask(
      'CreateTransitGatewayPeeringAttachment',
      {
        TransitGatewayId: world.id(requester),
        PeerTransitGatewayId: world.id(accepter),
        PeerAccountId: there.account,
        PeerRegion: there.region,
      },
      whereIs(world, requester),
    )
    world.pass(60)
    const { TransitGatewayPeeringAttachments } = world.ask(
      'DescribeTransitGatewayPeeringAttachments',
      { Filters: [{ Name: 'state', Values: ['pendingAcceptance'] }] },
      there,
    )
    const own = TransitGatewayPeeringAttachment?.TransitGatewayAttachmentId
    const far =
      TransitGatewayPeeringAttachments?.map((one) => one.TransitGatewayAttachmentId).find((id) =>
        there.region === whereIs(world, requester).region ? id !== own : id === own,
      ) ?? ''
    world.ask('AcceptTransitGatewayPeeringAttachment', { TransitGatewayAttachmentId: far }, there)
    world.name(`${name}@${accepter}`, far)
    world.name(name, own)
    world.pass(180)
  },
  /** `connect branch to-a`: a Connect attachment over another one. */
  connect(world, [name = '', transport = '']) {
    const { TransitGatewayConnect } = world.ask(
      'CreateTransitGatewayConnect',
      { TransportTransitGatewayAttachmentId: world.id(transport), Options: { Protocol: 'gre' } },
      world.where,
    )
    world.name(name, TransitGatewayConnect?.TransitGatewayAttachmentId)
    world.pass(180)
  },
  /** `share hub 210987654321`: with another account, which accepts. */
  share(world, [gateway = '', guest = '']) {
    const { account, region } = whereIs(world, gateway)
    const resourceArn = `arn:aws:ec2:${region}:${account}:transit-gateway/${world.id(gateway)}`
    world.call(
      'ram',
      'CreateResourceShare',
      { name: gateway, resourceArns: [resourceArn], principals: [guest] },
      { account, region },
    )
    world.pass(60)
    const there = { account: guest, region }
    const { resourceShareInvitations = [] } = world.call('ram', 'GetResourceShareInvitations', {}, there)
    for (const { resourceShareInvitationArn = '' } of resourceShareInvitations) {
      world.call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, there)
    }
    world.pass(60)
  },
}

const whereIs = (world: World, gateway: string): World['where'] => ({
  account: world.known.get(`account of ${gateway}`) ?? world.where.account,
  region: world.known.get(`region of ${gateway}`) ?? world.where.region,
})

const linkOf = (world: World, attachment: string, table: string) => ({
  TransitGatewayAttachmentId: world.id(attachment),
  TransitGatewayRouteTableId: world.id(table),
})

function setOption(world: World, option: string, [attachment = '', value]: readonly string[]): void {
  world.ask(
    'ModifyTransitGatewayVpcAttachment',
    {
      TransitGatewayAttachmentId: world.id(attachment),
      Options: { [option]: value === 'on' ? 'enable' : 'disable' },
    },
    world.where,
  )
  world.pass(180)
}

function setGatewayOption(world: World, option: string, [gateway = '', value]: readonly string[]): void {
  world.ask(
    'ModifyTransitGateway',
    { TransitGatewayId: world.id(gateway), Options: { [option]: value === 'on' ? 'enable' : 'disable' } },
    world.where,
  )
  world.pass(180)
}

function disassociate(world: World, TransitGatewayAttachmentId: string): void {
  const { TransitGatewayAttachments } = world.ask(
    'DescribeTransitGatewayAttachments',
    { TransitGatewayAttachmentIds: [TransitGatewayAttachmentId] },
    world.where,
  )
  const table = TransitGatewayAttachments?.[0]?.Association?.TransitGatewayRouteTableId
  if (table === undefined) return
  world.ask(
    'DisassociateTransitGatewayRouteTable',
    { TransitGatewayAttachmentId, TransitGatewayRouteTableId: table },
    world.where,
  )
  world.pass(60)
}
