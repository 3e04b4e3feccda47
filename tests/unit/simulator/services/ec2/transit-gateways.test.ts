import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount } from '../cloud.ts'
import { transitWorld, wait } from './transit-world.ts'

const ghost = 'tgw-0123456789abcdef0'
const gone = `InvalidTransitGatewayID.NotFound: Transit Gateway ${ghost} was deleted or does not exist.`

describe('a transit gateway', () => {
  it('is pending, then available, with a default route table', () => {
    const { ask, pass } = transitWorld()
    const { TransitGateway: created } = ask('CreateTransitGateway', { Description: 'hub' })
    const id = created!.TransitGatewayId!
    const table = created!.Options!.AssociationDefaultRouteTableId!
    expect(created).toEqual({
      TransitGatewayId: expect.stringMatching(/^tgw-0[0-9a-f]{16}$/),
      TransitGatewayArn: `arn:aws:ec2:us-east-1:${account}:transit-gateway/${id}`,
      State: 'pending',
      OwnerId: account,
      Description: 'hub',
      CreationTime: '2026-11-02T09:00:00.000Z',
      Options: {
        AmazonSideAsn: 64512,
        AutoAcceptSharedAttachments: 'disable',
        DefaultRouteTableAssociation: 'enable',
        AssociationDefaultRouteTableId: table,
        DefaultRouteTablePropagation: 'enable',
        PropagationDefaultRouteTableId: table,
        VpnEcmpSupport: 'enable',
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'disable',
        MulticastSupport: 'disable',
      },
    })
    pass(wait)
    expect(ask('DescribeTransitGateways').TransitGateways).toEqual([
      { ...created, State: 'available', Tags: [] },
    ])
    expect(ask('DescribeTransitGatewayRouteTables').TransitGatewayRouteTables).toEqual([
      {
        TransitGatewayRouteTableId: table,
        TransitGatewayId: id,
        State: 'available',
        DefaultAssociationRouteTable: true,
        DefaultPropagationRouteTable: true,
        CreationTime: '2026-11-02T09:00:00.000Z',
        Tags: [],
      },
    ])
  })

  it('has no default route table when neither association nor propagation is wanted', () => {
    const { ask, gateway } = transitWorld()
    gateway({ DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' })
    expect(ask('DescribeTransitGatewayRouteTables').TransitGatewayRouteTables).toEqual([])
  })

  it.each([
    [64511, false],
    [64512, true],
    [65534, true],
    [65535, false],
    [4199999999, false],
    [4200000000, true],
    [4294967294, true],
    [4294967295, false],
  ])('AS number %i: %s', (AmazonSideAsn, isTaken) => {
    const { ask, refused } = transitWorld()
    const input = { Options: { AmazonSideAsn } }
    if (isTaken)
      expect(ask('CreateTransitGateway', input).TransitGateway?.Options).toMatchObject({ AmazonSideAsn })
    else expect(refused('CreateTransitGateway', input)).toMatch(/^InvalidParameterValue: Value/)
  })

  it.each([
    ['10.99.0.0/24', true],
    ['10.99.0.0/25', false],
    ['fd00::/64', true],
    ['fd00::/65', false],
    ['nonsense', false],
  ])('CIDR block %s: %s', (cidr, isTaken) => {
    const { ask, refused } = transitWorld()
    const input = { Options: { TransitGatewayCidrBlocks: [cidr] } }
    if (isTaken) expect(ask('CreateTransitGateway', input).TransitGateway).toBeDefined()
    else expect(refused('CreateTransitGateway', input)).toMatch(/^InvalidParameterValue: /)
  })

  it('is one of five per account and Region', () => {
    const { ask, refused, gateway } = transitWorld()
    for (let i = 0; i < 5; i++) gateway()
    expect(refused('CreateTransitGateway')).toMatch(/^TransitGatewayLimitExceeded: /)
    ask('CreateTransitGateway', {}, { region: 'eu-west-1' })
  })

  it('is deleted in a while, with its route tables, and forgotten later', () => {
    const { ask, refused, pass, gateway, table } = transitWorld()
    const id = gateway()
    table(id)
    expect(ask('DeleteTransitGateway', { TransitGatewayId: id }).TransitGateway?.State).toBe('deleting')
    pass(wait)
    const states = () => ask('DescribeTransitGateways').TransitGateways!.map(({ State }) => State)
    expect(states()).toEqual(['deleted'])
    expect(refused('DeleteTransitGateway', { TransitGatewayId: id })).toMatch(
      /^InvalidTransitGatewayID\.NotFound: Transit Gateway tgw-\w+ was deleted or does not exist\.$/,
    )
    const tables = () => ask('DescribeTransitGatewayRouteTables').TransitGatewayRouteTables!
    expect(tables().map(({ State }) => State)).toEqual(['deleted', 'deleted'])
    pass(2 * 3600)
    expect([states(), tables()]).toEqual([[], []])
  })

  it('cannot be deleted while something is attached', () => {
    const { ask, refused, pass, gateway, attached } = transitWorld()
    const id = gateway()
    const { attachment } = attached(id, '10.0.0.0/16')
    expect(refused('DeleteTransitGateway', { TransitGatewayId: id })).toBe(
      `IncorrectState: ${id} has non-deleted VPC Attachments: ${attachment}.`,
    )
    ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: attachment })
    pass(wait)
    ask('DeleteTransitGateway', { TransitGatewayId: id })
  })

  it.each([
    ['DescribeTransitGateways', { TransitGatewayIds: [ghost] }],
    ['ModifyTransitGateway', { TransitGatewayId: ghost }],
    ['DeleteTransitGateway', { TransitGatewayId: ghost }],
    ['CreateTransitGatewayRouteTable', { TransitGatewayId: ghost }],
  ] as const)('%s needs one that exists', (operation, input) => {
    expect(transitWorld().refused(operation, input)).toBe(gone)
  })

  it('is seen by an account that it is shared with, which cannot change it', () => {
    const { ask, refused, gateway, share } = transitWorld()
    const id = gateway()
    const theirs = { account: otherAccount }
    expect(ask('DescribeTransitGateways', {}, theirs).TransitGateways).toEqual([])
    share(id)
    expect(ask('DescribeTransitGateways', {}, theirs).TransitGateways).toMatchObject([{ OwnerId: account }])
    for (const operation of ['ModifyTransitGateway', 'DeleteTransitGateway'] as const) {
      expect(refused(operation, { TransitGatewayId: id }, theirs)).toMatch(/^UnauthorizedOperation: /)
    }
  })
})

describe('modifying a transit gateway', () => {
  it('takes a moment', () => {
    const { ask, refused, pass, gateway } = transitWorld()
    const id = gateway()
    const { TransitGateway } = ask('ModifyTransitGateway', {
      TransitGatewayId: id,
      Description: 'new',
      Options: { SecurityGroupReferencingSupport: 'enable', AddTransitGatewayCidrBlocks: ['10.9.0.0/24'] },
    })
    expect(TransitGateway).toMatchObject({
      State: 'modifying',
      Description: 'new',
      Options: { SecurityGroupReferencingSupport: 'enable', TransitGatewayCidrBlocks: ['10.9.0.0/24'] },
    })
    expect(refused('ModifyTransitGateway', { TransitGatewayId: id })).toBe(
      `IncorrectState: ${id} is in invalid state`,
    )
    pass(wait)
    expect(ask('DescribeTransitGateways').TransitGateways![0]!.State).toBe('available')
    const removed = { RemoveTransitGatewayCidrBlocks: ['10.9.0.0/24'] }
    const after = ask('ModifyTransitGateway', { TransitGatewayId: id, Options: removed }).TransitGateway
    expect(after?.Options).not.toHaveProperty('TransitGatewayCidrBlocks')
  })

  it('moves the defaults to another of its route tables', () => {
    const { ask, gateway, table } = transitWorld()
    const id = gateway()
    const other = table(id)
    ask('ModifyTransitGateway', {
      TransitGatewayId: id,
      Options: { AssociationDefaultRouteTableId: other },
    })
    const defaults = ask('DescribeTransitGatewayRouteTables').TransitGatewayRouteTables!.map((one) => [
      one.DefaultAssociationRouteTable,
      one.DefaultPropagationRouteTable,
    ])
    expect(defaults).toEqual([
      [false, true],
      [true, false],
    ])
  })

  it.each([
    ['another gateway’s table', /^InvalidParameterValue: Transit Gateway Route Table/],
    ['no table', /^MissingParameter: The request must contain the parameter AssociationDefaultRouteTableId$/],
  ])('refuses %s as default', (what, expected) => {
    const { refused, gateway, table } = transitWorld()
    const id = gateway({ DefaultRouteTableAssociation: 'disable' })
    const Options =
      what === 'no table'
        ? { DefaultRouteTableAssociation: 'enable' as const }
        : { AssociationDefaultRouteTableId: table(gateway()) }
    expect(refused('ModifyTransitGateway', { TransitGatewayId: id, Options })).toMatch(expected)
  })
})

describe('a route table of a transit gateway', () => {
  it('is pending, available, deleting, deleted', () => {
    const { ask, pass, gateway } = transitWorld()
    const TransitGatewayId = gateway()
    const { TransitGatewayRouteTable } = ask('CreateTransitGatewayRouteTable', { TransitGatewayId })
    const { TransitGatewayRouteTableId = '' } = TransitGatewayRouteTable!
    expect(TransitGatewayRouteTable).toEqual({
      TransitGatewayRouteTableId: expect.stringMatching(/^tgw-rtb-0[0-9a-f]{16}$/),
      TransitGatewayId,
      State: 'pending',
      DefaultAssociationRouteTable: false,
      DefaultPropagationRouteTable: false,
      CreationTime: expect.any(String),
    })
    const state = () =>
      ask('DescribeTransitGatewayRouteTables', { TransitGatewayRouteTableIds: [TransitGatewayRouteTableId] })
        .TransitGatewayRouteTables![0]!.State
    pass(wait)
    expect(state()).toBe('available')
    ask('DeleteTransitGatewayRouteTable', { TransitGatewayRouteTableId })
    expect(state()).toBe('deleting')
    pass(wait)
    expect(state()).toBe('deleted')
  })

  it('cannot be deleted as a default, nor with associations', () => {
    const { ask, refused, gateway, table, attached, defaultTable } = transitWorld()
    const id = gateway()
    expect(
      refused('DeleteTransitGatewayRouteTable', { TransitGatewayRouteTableId: defaultTable(id) }),
    ).toMatch(/^IncorrectState: .* is the default association route table/)
    const { attachment } = attached(gateway({ DefaultRouteTableAssociation: 'disable' }), '10.0.0.0/16')
    const [{ TransitGatewayId = '' }] = ask('DescribeTransitGatewayAttachments')
      .TransitGatewayAttachments! as [{ TransitGatewayId?: string }]
    const TransitGatewayRouteTableId = table(TransitGatewayId)
    ask('AssociateTransitGatewayRouteTable', {
      TransitGatewayRouteTableId,
      TransitGatewayAttachmentId: attachment,
    })
    expect(refused('DeleteTransitGatewayRouteTable', { TransitGatewayRouteTableId })).toBe(
      `IncorrectState: ${TransitGatewayRouteTableId} has associated attachments: ${attachment}.`,
    )
  })

  it('is one of twenty per gateway', () => {
    const { cloud, refused, gateway } = transitWorld()
    const TransitGatewayId = gateway()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'tgw-route-tables', 1)
    expect(refused('CreateTransitGatewayRouteTable', { TransitGatewayId })).toMatch(
      /^TransitGatewayRouteTableLimitExceeded: /,
    )
  })

  it('that does not exist is not found', () => {
    const { refused } = transitWorld()
    const id = 'tgw-rtb-0123456789abcdef0'
    expect(refused('DeleteTransitGatewayRouteTable', { TransitGatewayRouteTableId: id })).toBe(
      `InvalidRouteTableID.NotFound: Transit Gateway Route Table ${id} was deleted or does not exist.`,
    )
  })
})

describe('filters of DescribeTransitGateways and of their route tables', () => {
  const world = transitWorld()
  const { ask } = world
  const plain = world.gateway()
  const special = ask('CreateTransitGateway', {
    Options: {
      AmazonSideAsn: 65000,
      AutoAcceptSharedAttachments: 'enable',
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
      VpnEcmpSupport: 'disable',
      DnsSupport: 'disable',
    },
    TagSpecifications: [{ ResourceType: 'transit-gateway', Tags: [{ Key: 'team', Value: 'red' }] }],
  }).TransitGateway!.TransitGatewayId!
  const table = world.defaultTable(plain)

  it.each<[string, string, string[]]>([
    ['options.propagation-default-route-table-id', table, [plain]],
    ['options.amazon-side-asn', '65000', [special]],
    ['options.association-default-route-table-id', table, [plain]],
    ['options.auto-accept-shared-attachments', 'enable', [special]],
    ['options.default-route-table-association', 'disable', [special]],
    ['options.default-route-table-propagation', 'enable', [plain]],
    ['options.dns-support', 'disable', [special]],
    ['options.vpn-ecmp-support', 'enable', [plain]],
    ['owner-id', account, [plain, special]],
    ['state', 'pending', [special]],
    ['transit-gateway-id', plain, [plain]],
    ['tag:team', 'red', [special]],
    ['tag-key', 'team', [special]],
  ])('%s %s', (Name, value, ids) => {
    const { TransitGateways } = ask('DescribeTransitGateways', { Filters: [{ Name, Values: [value] }] })
    expect(TransitGateways!.map((one) => one.TransitGatewayId)).toEqual(ids)
  })

  it.each<[string, string, number]>([
    ['default-association-route-table', 'true', 1],
    ['default-association-route-table', 'false', 0],
    ['default-propagation-route-table', 'true', 1],
    ['state', 'available', 1],
    ['transit-gateway-id', special, 0],
    ['transit-gateway-route-table-id', table, 1],
  ])('of route tables: %s %s', (Name, value, count) => {
    const { TransitGatewayRouteTables } = ask('DescribeTransitGatewayRouteTables', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(TransitGatewayRouteTables).toHaveLength(count)
  })
})
