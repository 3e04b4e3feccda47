import { describe, expect, it } from 'vitest'
import { setLearnedRoutes } from '../../../../../simulator/services/ec2/transit-gateway-attachments.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account } from '../cloud.ts'
import { transitWorld, wait } from './transit-world.ts'

const manual = { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' }
const far = { region: 'eu-west-1' }

/** A gateway without defaults, a route table and two VPCs attached. */
function routingWorld() {
  const world = transitWorld()
  const gateway = world.gateway(manual)
  const table = world.table(gateway)
  const one = world.attached(gateway, '10.0.0.0/16')
  const two = world.attached(gateway, '10.1.0.0/16')
  const link = { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: one.attachment }
  const inTable = { TransitGatewayRouteTableId: table }
  return { ...world, gatewayId: gateway, tableId: table, one, two, link, inTable }
}

describe('associating an attachment with a route table', () => {
  it('takes a moment, and so does disassociating', () => {
    const { ask, pass, link, one, inTable } = routingWorld()
    const named = { TransitGatewayAttachmentId: one.attachment, ResourceId: one.vpc, ResourceType: 'vpc' }
    expect(ask('AssociateTransitGatewayRouteTable', link).Association).toEqual({
      ...inTable,
      ...named,
      State: 'associating',
    })
    pass(wait)
    const associations = () => ask('GetTransitGatewayRouteTableAssociations', inTable).Associations
    expect(associations()).toEqual([{ ...named, State: 'associated' }])
    expect(ask('DisassociateTransitGatewayRouteTable', link).Association?.State).toBe('disassociating')
    pass(wait)
    expect(associations()).toEqual([])
  })

  it('is possible with one table at a time', () => {
    const { ask, refused, pass, link, one, table, gatewayId } = routingWorld()
    ask('AssociateTransitGatewayRouteTable', link)
    pass(wait)
    const other = { ...link, TransitGatewayRouteTableId: table(gatewayId) }
    expect(refused('AssociateTransitGatewayRouteTable', other)).toBe(
      `Resource.AlreadyAssociated: Transit Gateway Attachment ${one.attachment} is already associated to a route table.`,
    )
    expect(refused('DisassociateTransitGatewayRouteTable', other)).toMatch(/^InvalidAssociation\.NotFound: /)
  })

  it('needs an attachment of the same gateway that is ready', () => {
    const { ask, refused, link, one, gateway, attached } = routingWorld()
    const elsewhere = attached(gateway(manual), '10.2.0.0/16').attachment
    const wrong = { ...link, TransitGatewayAttachmentId: elsewhere }
    expect(refused('AssociateTransitGatewayRouteTable', wrong)).toBe(
      `InvalidTransitGatewayAttachmentID.NotFound: Transit Gateway Attachment ${elsewhere} was deleted or does not exist.`,
    )
    ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: one.attachment })
    expect(refused('AssociateTransitGatewayRouteTable', link)).toBe(
      `IncorrectState: ${one.attachment} is in invalid state`,
    )
  })

  it('ends with the attachment', () => {
    const { ask, pass, link, inTable, one } = routingWorld()
    ask('AssociateTransitGatewayRouteTable', link)
    ask('EnableTransitGatewayRouteTablePropagation', link)
    ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: one.attachment })
    pass(wait)
    expect(ask('GetTransitGatewayRouteTableAssociations', inTable).Associations).toEqual([])
    const { TransitGatewayRouteTablePropagations } = ask('GetTransitGatewayRouteTablePropagations', inTable)
    expect(TransitGatewayRouteTablePropagations).toEqual([])
  })
})

describe('propagation', () => {
  it('brings the blocks of a VPC into a table, as they are at the moment', () => {
    const { ask, pass, link, one, inTable, tableId, routes } = routingWorld()
    expect(routes(tableId)).toEqual([])
    const named = { TransitGatewayAttachmentId: one.attachment, ResourceId: one.vpc, ResourceType: 'vpc' }
    expect(ask('EnableTransitGatewayRouteTablePropagation', link).Propagation).toEqual({
      ...named,
      ...inTable,
      State: 'enabled',
    })
    expect(ask('GetTransitGatewayRouteTablePropagations', inTable)).toEqual({
      TransitGatewayRouteTablePropagations: [{ ...named, State: 'enabled' }],
    })
    ask('AssociateVpcCidrBlock', { VpcId: one.vpc, CidrBlock: '10.50.0.0/16' })
    pass(2)
    expect(routes(tableId)).toEqual([
      `10.0.0.0/16 propagated active ${one.attachment}`,
      `10.50.0.0/16 propagated active ${one.attachment}`,
    ])
    expect(ask('DisableTransitGatewayRouteTablePropagation', link).Propagation?.State).toBe('disabled')
    expect(routes(tableId)).toEqual([])
  })

  it('is refused twice, and disabling what is not there', () => {
    const { ask, refused, link, one, tableId } = routingWorld()
    expect(refused('DisableTransitGatewayRouteTablePropagation', link)).toMatch(
      /^TransitGatewayRouteTablePropagation\.NotFound: /,
    )
    ask('EnableTransitGatewayRouteTablePropagation', link)
    expect(refused('EnableTransitGatewayRouteTablePropagation', link)).toBe(
      `TransitGatewayRouteTablePropagation.Duplicate: Propagation ${one.attachment} already exists in Transit Gateway Route Table ${tableId}`,
    )
    const { TransitGatewayAttachmentId: _, ...nothing } = link
    expect(refused('EnableTransitGatewayRouteTablePropagation', nothing)).toMatch(/^MissingParameter: /)
  })

  it('of a block that two VPCs have takes the first', () => {
    const { ask, tableId, inTable, gatewayId, attached, link, one, routes } = routingWorld()
    const twin = attached(gatewayId, '10.0.0.0/16').attachment
    ask('EnableTransitGatewayRouteTablePropagation', link)
    ask('EnableTransitGatewayRouteTablePropagation', { ...inTable, TransitGatewayAttachmentId: twin })
    expect(routes(tableId)).toEqual([`10.0.0.0/16 propagated active ${one.attachment}`])
  })

  it('brings IPv6 blocks only over an attachment that supports IPv6', () => {
    const { ask, pass, link, one, tableId, routes } = routingWorld()
    ask('AssociateVpcCidrBlock', { VpcId: one.vpc, AmazonProvidedIpv6CidrBlock: true })
    ask('EnableTransitGatewayRouteTablePropagation', link)
    pass(2)
    expect(routes(tableId)).toHaveLength(1)
    ask('ModifyTransitGatewayVpcAttachment', {
      TransitGatewayAttachmentId: one.attachment,
      Options: { Ipv6Support: 'enable' },
    })
    pass(wait)
    expect(routes(tableId)[1]).toMatch(/^[0-9a-f:]+::\/56 propagated active/)
  })

  it('does not go over a peering', () => {
    const { ask, refused, pass, gateway, gatewayId, inTable } = routingWorld()
    const { TransitGatewayPeeringAttachment } = ask('CreateTransitGatewayPeeringAttachment', {
      TransitGatewayId: gatewayId,
      PeerTransitGatewayId: gateway({}, far),
      PeerAccountId: account,
      PeerRegion: 'eu-west-1',
    })
    const { TransitGatewayAttachmentId = '' } = TransitGatewayPeeringAttachment!
    pass(wait)
    ask('AcceptTransitGatewayPeeringAttachment', { TransitGatewayAttachmentId }, far)
    pass(wait)
    const input = { ...inTable, TransitGatewayAttachmentId }
    expect(refused('EnableTransitGatewayRouteTablePropagation', input)).toMatch(/^UnsupportedOperation: /)
    const route = { ...input, DestinationCidrBlock: '10.9.0.0/16' }
    expect(ask('CreateTransitGatewayRoute', route).Route?.TransitGatewayAttachments).toMatchObject([
      { ResourceType: 'peering' },
    ])
  })
})

describe('a route of a transit gateway', () => {
  it('leads to an attachment or nowhere', () => {
    const { ask, link, inTable, one, tableId, routes } = routingWorld()
    expect(ask('CreateTransitGatewayRoute', { ...link, DestinationCidrBlock: '0.0.0.0/0' }).Route).toEqual({
      DestinationCidrBlock: '0.0.0.0/0',
      TransitGatewayAttachments: [
        { ResourceId: one.vpc, TransitGatewayAttachmentId: one.attachment, ResourceType: 'vpc' },
      ],
      Type: 'static',
      State: 'active',
    })
    const dropped = { ...inTable, DestinationCidrBlock: '10.66.1.2/16', Blackhole: true }
    expect(ask('CreateTransitGatewayRoute', dropped).Route).toEqual({
      DestinationCidrBlock: '10.66.0.0/16',
      Type: 'static',
      State: 'blackhole',
    })
    expect(routes(tableId)).toEqual([
      `0.0.0.0/0 static active ${one.attachment}`,
      '10.66.0.0/16 static blackhole',
    ])
  })

  it('comes before a propagated one for the same block', () => {
    const { ask, link, two, inTable, tableId, routes, one } = routingWorld()
    ask('EnableTransitGatewayRouteTablePropagation', link)
    const route = { ...inTable, DestinationCidrBlock: '10.0.0.0/16' }
    ask('CreateTransitGatewayRoute', { ...route, TransitGatewayAttachmentId: two.attachment })
    expect(routes(tableId)).toEqual([`10.0.0.0/16 static active ${two.attachment}`])
    expect(ask('DeleteTransitGatewayRoute', route).Route?.State).toBe('deleted')
    expect(routes(tableId)).toEqual([`10.0.0.0/16 propagated active ${one.attachment}`])
  })

  it('can be replaced', () => {
    const { ask, refused, link, inTable, tableId, routes } = routingWorld()
    const route = { ...inTable, DestinationCidrBlock: '10.9.0.0/16' }
    expect(refused('ReplaceTransitGatewayRoute', { ...route, Blackhole: true })).toMatch(
      /^InvalidRoute\.NotFound: /,
    )
    ask('CreateTransitGatewayRoute', { ...link, ...route })
    ask('ReplaceTransitGatewayRoute', { ...route, Blackhole: true })
    expect(routes(tableId)).toEqual(['10.9.0.0/16 static blackhole'])
  })

  it('is a blackhole when its attachment is gone', () => {
    const { ask, pass, link, one, tableId, routes } = routingWorld()
    ask('CreateTransitGatewayRoute', { ...link, DestinationCidrBlock: '10.9.0.0/16' })
    ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: one.attachment })
    pass(wait)
    expect(routes(tableId)).toEqual([`10.9.0.0/16 static blackhole ${one.attachment}`])
  })

  it.each([
    [{ Blackhole: true }, /^InvalidParameterCombination: /],
    [{ TransitGatewayAttachmentId: undefined }, /^MissingParameter: .* TransitGatewayAttachmentId$/],
    [{ DestinationCidrBlock: '10.0.0.0' }, /^InvalidParameterValue: Value \(10\.0\.0\.0\)/],
    [{ TransitGatewayAttachmentId: 'tgw-attach-0' }, /^InvalidTransitGatewayAttachmentID\.NotFound: /],
    [{ TransitGatewayRouteTableId: 'tgw-rtb-0' }, /^InvalidRouteTableID\.NotFound: /],
    [
      {},
      /^RouteAlreadyExists: Route 10\.9\.0\.0\/16 already exists in Transit Gateway Route Table tgw-rtb-\w+\.$/,
    ],
  ])('is refused with %o', (change, expected) => {
    const { ask, refused, link } = routingWorld()
    const route = { ...link, DestinationCidrBlock: '10.9.0.0/16' }
    ask('CreateTransitGatewayRoute', route)
    const { TransitGatewayAttachmentId, ...rest } = { ...route, ...change }
    const input = { ...rest, ...(TransitGatewayAttachmentId && { TransitGatewayAttachmentId }) }
    expect(refused('CreateTransitGatewayRoute', input)).toMatch(expected)
  })

  it('is one of ten thousand per gateway', () => {
    const { cloud, ask, refused, inTable } = routingWorld()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'tgw-routes', 1)
    ask('CreateTransitGatewayRoute', { ...inTable, DestinationCidrBlock: '10.8.0.0/16', Blackhole: true })
    expect(
      refused('CreateTransitGatewayRoute', {
        ...inTable,
        DestinationCidrBlock: '10.9.0.0/16',
        Blackhole: true,
      }),
    ).toMatch(/^TransitGatewayRouteLimitExceeded: /)
  })

  it('that was learned counts for less than one of a VPC', () => {
    const { cloud, ask, inTable, one, two, tableId, routes } = routingWorld()
    const named = (attachment: string) => ({ ...inTable, TransitGatewayAttachmentId: attachment })
    ask('EnableTransitGatewayRouteTablePropagation', named(two.attachment))
    ask('EnableTransitGatewayRouteTablePropagation', named(one.attachment))
    setLearnedRoutes(cloud, one.attachment, ['10.1.0.0/16'])
    expect(routes(tableId)[0]).toBe(`10.1.0.0/16 propagated active ${two.attachment}`)
  })
})

describe('searching routes', () => {
  const world = routingWorld()
  const { ask, inTable, one, two, tableId, routes } = world
  for (const attachment of [one.attachment, two.attachment]) {
    ask('EnableTransitGatewayRouteTablePropagation', { ...inTable, TransitGatewayAttachmentId: attachment })
  }
  const entries = [{ Cidr: '172.16.0.0/24' }]
  const list = ask('CreateManagedPrefixList', {
    PrefixListName: 'sites',
    AddressFamily: 'IPv4',
    MaxEntries: 2,
    Entries: entries,
  }).PrefixList!.PrefixListId!
  world.pass(wait)
  ask('CreateTransitGatewayPrefixListReference', { ...inTable, PrefixListId: list, Blackhole: true })
  ask('CreateTransitGatewayRoute', { ...inTable, DestinationCidrBlock: '10.0.0.0/8', Blackhole: true })
  ask('CreateTransitGatewayRoute', {
    ...inTable,
    DestinationCidrBlock: '10.0.7.0/24',
    TransitGatewayAttachmentId: two.attachment,
  })

  it.each<[string, string, string[]]>([
    ['attachment.transit-gateway-attachment-id', two.attachment, ['10.0.7.0/24', '10.1.0.0/16']],
    ['attachment.resource-id', one.vpc, ['10.0.0.0/16']],
    ['attachment.resource-type', 'vpc', ['10.0.7.0/24', '10.0.0.0/16', '10.1.0.0/16']],
    ['prefix-list-id', list, ['172.16.0.0/24']],
    ['route-search.exact-match', '10.0.0.0/16', ['10.0.0.0/16']],
    ['route-search.exact-match', '10.0.0.0/15', []],
    ['route-search.longest-prefix-match', '10.0.7.9', ['10.0.7.0/24']],
    ['route-search.longest-prefix-match', '10.0.8.9/32', ['10.0.0.0/16']],
    ['route-search.longest-prefix-match', '10.9.0.0/16', ['10.0.0.0/8']],
    ['route-search.subnet-of-match', '10.0.0.0/15', ['10.0.7.0/24', '10.0.0.0/16', '10.1.0.0/16']],
    ['route-search.supernet-of-match', '10.0.7.0/25', ['10.0.0.0/8', '10.0.7.0/24', '10.0.0.0/16']],
    ['state', 'blackhole', ['10.0.0.0/8', '172.16.0.0/24']],
    ['type', 'propagated', ['10.0.0.0/16', '10.1.0.0/16']],
  ])('%s %s', (Name, value, destinations) => {
    expect(routes(tableId, [Name, value]).map((route) => route.split(' ')[0])).toEqual(destinations)
  })

  it('needs a filter, and one that there is', () => {
    expect(world.refused('SearchTransitGatewayRoutes', { ...inTable, Filters: [] })).toMatch(
      /^MissingParameter: /,
    )
    for (const [Name, value] of [
      ['colour', 'red'],
      ['route-search.exact-match', 'here'],
    ] as const) {
      const Filters = [{ Name, Values: [value] }]
      expect(world.refused('SearchTransitGatewayRoutes', { ...inTable, Filters })).toMatch(
        /^InvalidParameterValue: /,
      )
    }
  })

  it('says whether there are more', () => {
    for (let i = 0; i < 5; i++) {
      const DestinationCidrBlock = `10.200.${i}.0/24`
      ask('CreateTransitGatewayRoute', { ...inTable, DestinationCidrBlock, Blackhole: true })
    }
    const Filters = [{ Name: 'type', Values: ['*'] }]
    const all = ask('SearchTransitGatewayRoutes', { ...inTable, Filters })
    expect([all.Routes!.length, all.AdditionalRoutesAvailable]).toEqual([10, false])
    const some = ask('SearchTransitGatewayRoutes', { ...inTable, Filters, MaxResults: 5 })
    expect([some.Routes!.length, some.AdditionalRoutesAvailable]).toEqual([5, true])
  })
})

describe('a reference to a prefix list', () => {
  function referenceWorld() {
    const world = routingWorld()
    const { ask, pass, inTable } = world
    const { PrefixListId = '' } = ask('CreateManagedPrefixList', {
      PrefixListName: 'sites',
      AddressFamily: 'IPv4',
      MaxEntries: 5,
      Entries: [{ Cidr: '172.16.0.0/16' }, { Cidr: '172.17.0.0/16' }],
    }).PrefixList!
    pass(wait)
    return { ...world, list: PrefixListId, input: { ...inTable, PrefixListId } }
  }

  it('puts a route for each entry into the table', () => {
    const { ask, pass, input, link, one, list, inTable, tableId, routes } = referenceWorld()
    const { TransitGatewayPrefixListReference: created } = ask('CreateTransitGatewayPrefixListReference', {
      ...link,
      ...input,
    })
    expect(created).toEqual({
      ...inTable,
      PrefixListId: list,
      PrefixListOwnerId: account,
      State: 'pending',
      Blackhole: false,
      TransitGatewayAttachment: {
        TransitGatewayAttachmentId: one.attachment,
        ResourceType: 'vpc',
        ResourceId: one.vpc,
      },
    })
    pass(wait)
    const references = () =>
      ask('GetTransitGatewayPrefixListReferences', inTable).TransitGatewayPrefixListReferences
    expect(references()).toEqual([{ ...created, State: 'available' }])
    expect(routes(tableId)).toEqual([
      `172.16.0.0/16 static active ${one.attachment}`,
      `172.17.0.0/16 static active ${one.attachment}`,
    ])
    const modified = ask('ModifyTransitGatewayPrefixListReference', { ...input, Blackhole: true })
    expect(modified.TransitGatewayPrefixListReference).toMatchObject({ State: 'modifying', Blackhole: true })
    expect(modified.TransitGatewayPrefixListReference).not.toHaveProperty('TransitGatewayAttachment')
    expect(routes(tableId)).toEqual(['172.16.0.0/16 static blackhole', '172.17.0.0/16 static blackhole'])
    ask('DeleteTransitGatewayPrefixListReference', input)
    pass(wait)
    expect([references(), routes(tableId)]).toEqual([[], []])
  })

  it('keeps the list from being deleted, and is one of its associations', () => {
    const { ask, refused, pass, input, list, tableId } = referenceWorld()
    ask('CreateTransitGatewayPrefixListReference', { ...input, Blackhole: true })
    expect(ask('GetManagedPrefixListAssociations', { PrefixListId: list }).PrefixListAssociations).toEqual([
      { ResourceId: tableId, ResourceOwner: account },
    ])
    const state = () => ask('DescribeManagedPrefixLists', { PrefixListIds: [list] }).PrefixLists![0]!.State
    ask('DeleteManagedPrefixList', { PrefixListId: list })
    pass(wait)
    expect(state()).toBe('delete-failed')
    ask('DeleteTransitGatewayPrefixListReference', input)
    pass(wait)
    ask('DeleteManagedPrefixList', { PrefixListId: list })
    pass(wait)
    expect(refused('DescribeManagedPrefixLists', { PrefixListIds: [list] })).toMatch(
      /^InvalidPrefixListID\.NotFound: /,
    )
  })

  it('comes after a static route', () => {
    const { ask, input, two, inTable, tableId, routes } = referenceWorld()
    ask('CreateTransitGatewayPrefixListReference', { ...input, Blackhole: true })
    const route = { ...inTable, DestinationCidrBlock: '172.16.0.0/16' }
    ask('CreateTransitGatewayRoute', { ...route, TransitGatewayAttachmentId: two.attachment })
    expect(routes(tableId)[0]).toBe(`172.16.0.0/16 static active ${two.attachment}`)
  })

  it.each([
    ['CreateTransitGatewayPrefixListReference', { PrefixListId: 'pl-0' }, /^InvalidPrefixListID\.NotFound: /],
    ['CreateTransitGatewayPrefixListReference', { Blackhole: false }, /^MissingParameter: /],
    ['ModifyTransitGatewayPrefixListReference', {}, /^InvalidRoute\.NotFound: /],
    ['DeleteTransitGatewayPrefixListReference', {}, /^InvalidRoute\.NotFound: /],
  ] as const)('%s is refused with %o', (operation, change, expected) => {
    const { refused, input } = referenceWorld()
    expect(
      refused(operation, {
        ...input,
        ...(operation.startsWith('Delete') ? {} : { Blackhole: true }),
        ...change,
      }),
    ).toMatch(expected)
  })

  it('is refused twice', () => {
    const { ask, refused, input } = referenceWorld()
    ask('CreateTransitGatewayPrefixListReference', { ...input, Blackhole: true })
    expect(refused('CreateTransitGatewayPrefixListReference', { ...input, Blackhole: true })).toMatch(
      /^RouteAlreadyExists: /,
    )
  })

  it.each<[string, (world: ReturnType<typeof referenceWorld>) => string, number]>([
    ['attachment.resource-id', ({ one }) => one.vpc, 1],
    ['attachment.resource-type', () => 'vpc', 1],
    ['attachment.transit-gateway-attachment-id', ({ two }) => two.attachment, 0],
    ['is-blackhole', () => 'false', 1],
    ['prefix-list-id', ({ list }) => list, 1],
    ['prefix-list-owner-id', () => account, 1],
    ['state', () => 'available', 0],
  ])('filter %s', (Name, value, count) => {
    const world = referenceWorld()
    world.ask('CreateTransitGatewayPrefixListReference', { ...world.link, ...world.input })
    const { TransitGatewayPrefixListReferences } = world.ask('GetTransitGatewayPrefixListReferences', {
      ...world.inTable,
      Filters: [{ Name, Values: [value(world)] }],
    })
    expect(TransitGatewayPrefixListReferences).toHaveLength(count)
  })
})

describe('filters of what is linked to a table', () => {
  const world = routingWorld()
  const { ask, inTable, one, two, tableId } = world
  for (const attachment of [one.attachment, two.attachment]) {
    const link = { ...inTable, TransitGatewayAttachmentId: attachment }
    ask('AssociateTransitGatewayRouteTable', link)
    ask('EnableTransitGatewayRouteTablePropagation', link)
  }

  it.each<[string, string, number]>([
    ['resource-id', one.vpc, 1],
    ['resource-type', 'vpc', 2],
    ['transit-gateway-attachment-id', two.attachment, 1],
  ])('%s', (Name, value, count) => {
    const input = { ...inTable, Filters: [{ Name, Values: [value] }] }
    expect(ask('GetTransitGatewayRouteTableAssociations', input).Associations).toHaveLength(count)
    expect(
      ask('GetTransitGatewayRouteTablePropagations', input).TransitGatewayRouteTablePropagations,
    ).toHaveLength(count)
  })

  it('transit-gateway-route-table-id', () => {
    const input = { TransitGatewayAttachmentId: one.attachment }
    const Filters = (value: string) => [{ Name: 'transit-gateway-route-table-id', Values: [value] }]
    const count = (value: string) =>
      ask('GetTransitGatewayAttachmentPropagations', { ...input, Filters: Filters(value) })
        .TransitGatewayAttachmentPropagations!.length
    expect([count(tableId), count('tgw-rtb-0')]).toEqual([1, 0])
  })
})

describe('a route of a VPC to a transit gateway', () => {
  it('needs the VPC to be attached, and is a blackhole when it no longer is', () => {
    const { ask, refused, pass, one, gatewayId, vpc } = routingWorld()
    const tableOf = (vpcId: string) =>
      ask('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }).RouteTables![0]!
    const route = (vpcId: string) => ({
      RouteTableId: tableOf(vpcId).RouteTableId!,
      DestinationCidrBlock: '10.1.0.0/16',
      TransitGatewayId: gatewayId,
    })
    const apart = vpc('10.3.0.0/16').vpc
    expect(refused('CreateRoute', route(apart))).toBe(
      `InvalidTransitGatewayID.NotFound: The transitGateway ID '${gatewayId}' was deleted or does not exist.`,
    )
    ask('CreateRoute', route(one.vpc))
    const state = () => tableOf(one.vpc).Routes!.find((each) => each.TransitGatewayId)?.State
    expect(state()).toBe('active')
    ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: one.attachment })
    pass(wait)
    expect(state()).toBe('blackhole')
  })
})
