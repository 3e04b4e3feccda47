import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount } from '../cloud.ts'
import { transitWorld, wait } from './transit-world.ts'

const theirs = { account: otherAccount }
const ghost = 'tgw-attach-0123456789abcdef0'

describe('an attachment of a VPC', () => {
  it('is pending, then available and in the default tables', () => {
    const { ask, pass, gateway, vpc, defaultTable } = transitWorld()
    const id = gateway()
    const { vpc: VpcId, subnets } = vpc('10.0.0.0/16', ['a', 'b'])
    const { TransitGatewayVpcAttachment: created } = ask('CreateTransitGatewayVpcAttachment', {
      TransitGatewayId: id,
      VpcId,
      SubnetIds: subnets,
      Options: { ApplianceModeSupport: 'enable' },
    })
    const attachment = created!.TransitGatewayAttachmentId!
    expect(created).toEqual({
      TransitGatewayAttachmentId: expect.stringMatching(/^tgw-attach-0[0-9a-f]{16}$/),
      TransitGatewayId: id,
      VpcId,
      VpcOwnerId: account,
      State: 'pending',
      SubnetIds: subnets,
      CreationTime: expect.any(String),
      Options: {
        DnsSupport: 'enable',
        SecurityGroupReferencingSupport: 'enable',
        Ipv6Support: 'disable',
        ApplianceModeSupport: 'enable',
      },
    })
    pass(wait)
    expect(ask('DescribeTransitGatewayVpcAttachments').TransitGatewayVpcAttachments).toEqual([
      { ...created, State: 'available', Tags: [] },
    ])
    expect(ask('DescribeTransitGatewayAttachments').TransitGatewayAttachments).toEqual([
      {
        TransitGatewayAttachmentId: attachment,
        TransitGatewayId: id,
        TransitGatewayOwnerId: account,
        ResourceOwnerId: account,
        ResourceType: 'vpc',
        ResourceId: VpcId,
        State: 'available',
        Association: { TransitGatewayRouteTableId: defaultTable(id), State: 'associated' },
        CreationTime: created!.CreationTime,
        Tags: [],
      },
    ])
    const input = { TransitGatewayAttachmentId: attachment }
    expect(ask('GetTransitGatewayAttachmentPropagations', input)).toEqual({
      TransitGatewayAttachmentPropagations: [
        { TransitGatewayRouteTableId: defaultTable(id), State: 'enabled' },
      ],
    })
  })

  it('has a network interface in each subnet for as long as it lasts', () => {
    const { ask, refused, pass, gateway, attached } = transitWorld()
    const { attachment, subnets, vpc } = attached(gateway(), '10.0.0.0/16')
    const interfaces = () => ask('DescribeNetworkInterfaces').NetworkInterfaces!
    expect(interfaces()).toMatchObject([
      {
        Description: `Network Interface for Transit Gateway Attachment ${attachment}`,
        InterfaceType: 'transit_gateway',
        RequesterManaged: true,
        Status: 'in-use',
        SubnetId: subnets[0],
        VpcId: vpc,
      },
    ])
    expect(refused('DeleteSubnet', { SubnetId: subnets[0]! })).toMatch(/^DependencyViolation: /)
    ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: attachment })
    pass(wait)
    expect(interfaces()).toEqual([])
    ask('DeleteSubnet', { SubnetId: subnets[0]! })
    ask('DeleteVpc', { VpcId: vpc })
  })

  it('is deleting, deleted and forgotten', () => {
    const { ask, refused, pass, gateway, attached, attachmentState } = transitWorld()
    const { attachment } = attached(gateway(), '10.0.0.0/16')
    const input = { TransitGatewayAttachmentId: attachment }
    const { TransitGatewayVpcAttachment } = ask('DeleteTransitGatewayVpcAttachment', input)
    expect(TransitGatewayVpcAttachment?.State).toBe('deleting')
    expect(refused('DeleteTransitGatewayVpcAttachment', input)).toBe(
      `IncorrectState: ${attachment} is in invalid state`,
    )
    pass(wait)
    expect(attachmentState(attachment)).toBe('deleted')
    expect(refused('DeleteTransitGatewayVpcAttachment', input)).toBe(
      `InvalidTransitGatewayAttachmentID.NotFound: Transit Gateway VPC Attachment ${attachment} was deleted or does not exist.`,
    )
    pass(2 * 3600)
    expect(ask('DescribeTransitGatewayAttachments').TransitGatewayAttachments).toEqual([])
  })

  it.each([
    [{ TransitGatewayId: 'tgw-0123456789abcdef0' }, /^InvalidTransitGatewayID\.NotFound: /],
    [{ VpcId: 'vpc-0123456789abcdef0' }, /^InvalidVpcID\.NotFound: /],
    [
      { SubnetIds: ['subnet-0123456789abcdef0'] },
      'InvalidSubnetID.NotFound: Subnet subnet-0123456789abcdef0 was deleted or does not exist.',
    ],
    [{ SubnetIds: [] }, 'MissingParameter: The request must contain the parameter subnetIds'],
  ])('refuses %o', (change, expected) => {
    const { refused, gateway, vpc } = transitWorld()
    const made = vpc('10.0.0.0/16')
    const input = { TransitGatewayId: gateway(), VpcId: made.vpc, SubnetIds: made.subnets, ...change }
    expect(refused('CreateTransitGatewayVpcAttachment', input)).toMatch(expected)
  })

  it('takes one subnet per zone, of its own VPC', () => {
    const { refused, gateway, vpc } = transitWorld()
    const TransitGatewayId = gateway()
    const { vpc: VpcId, subnets } = vpc('10.0.0.0/16', ['a', 'a'])
    const other = vpc('10.1.0.0/16')
    const request = { TransitGatewayId, VpcId }
    expect(refused('CreateTransitGatewayVpcAttachment', { ...request, SubnetIds: subnets })).toBe(
      'DuplicateSubnetsInSameZone: Duplicate Subnets for same AZ',
    )
    expect(refused('CreateTransitGatewayVpcAttachment', { ...request, SubnetIds: other.subnets })).toMatch(
      /^InvalidParameterValue: Subnet subnet-\w+ does not belong to VPC/,
    )
  })

  it('is the only one of its VPC and gateway', () => {
    const { refused, gateway, attached } = transitWorld()
    const TransitGatewayId = gateway()
    const { vpc, subnets } = attached(TransitGatewayId, '10.0.0.0/16')
    const again = { TransitGatewayId, VpcId: vpc, SubnetIds: subnets }
    expect(refused('CreateTransitGatewayVpcAttachment', again)).toBe(
      `DuplicateTransitGatewayAttachment: ${TransitGatewayId} has non-deleted Transit Gateway Attachments with same VPC ID.`,
    )
  })

  it('counts against the quotas of the VPC and of the gateway', () => {
    const { cloud, refused, gateway, attached, vpc } = transitWorld()
    const scope = { account, region: 'us-east-1' }
    const [one, other] = [gateway(), gateway()]
    const made = attached(one, '10.0.0.0/16')
    raiseQuota(cloud.store, scope, 'tgws-per-vpc', 1)
    const input = { TransitGatewayId: other, VpcId: made.vpc, SubnetIds: made.subnets }
    expect(refused('CreateTransitGatewayVpcAttachment', input)).toMatch(/^TransitGatewayLimitExceeded: /)
    raiseQuota(cloud.store, scope, 'tgw-attachments', 1)
    const second = vpc('10.1.0.0/16')
    const beyond = { TransitGatewayId: one, VpcId: second.vpc, SubnetIds: second.subnets }
    expect(refused('CreateTransitGatewayVpcAttachment', beyond)).toMatch(
      /^TransitGatewayAttachmentLimitExceeded: /,
    )
  })

  it('changes its subnets and options', () => {
    const { ask, refused, pass, gateway, vpc } = transitWorld()
    const TransitGatewayId = gateway()
    const { vpc: VpcId, subnets } = vpc('10.0.0.0/16', ['a', 'b', 'a'])
    const [a = '', b = '', alsoA = ''] = subnets
    const { TransitGatewayAttachmentId = '' } = ask('CreateTransitGatewayVpcAttachment', {
      TransitGatewayId,
      VpcId,
      SubnetIds: [a],
    }).TransitGatewayVpcAttachment!
    pass(wait)
    const modify = { TransitGatewayAttachmentId }
    expect(refused('ModifyTransitGatewayVpcAttachment', { ...modify, AddSubnetIds: [alsoA] })).toBe(
      'DuplicateSubnetsInSameZone: Duplicate Subnets for same AZ',
    )
    expect(refused('ModifyTransitGatewayVpcAttachment', { ...modify, RemoveSubnetIds: [a] })).toMatch(
      /must have at least one subnet/,
    )
    expect(refused('ModifyTransitGatewayVpcAttachment', { ...modify, RemoveSubnetIds: [b] })).toMatch(
      /^InvalidSubnetID\.NotFound: /,
    )
    const { TransitGatewayVpcAttachment } = ask('ModifyTransitGatewayVpcAttachment', {
      ...modify,
      AddSubnetIds: [b, alsoA],
      RemoveSubnetIds: [a],
      Options: { DnsSupport: 'disable' },
    })
    expect(TransitGatewayVpcAttachment).toMatchObject({
      State: 'modifying',
      SubnetIds: [b, alsoA],
      Options: { DnsSupport: 'disable', ApplianceModeSupport: 'disable' },
    })
    expect(refused('ModifyTransitGatewayVpcAttachment', modify)).toMatch(/^IncorrectState: /)
    const { NetworkInterfaces } = ask('DescribeNetworkInterfaces')
    expect(NetworkInterfaces!.map((eni) => eni.SubnetId)).toEqual([b, alsoA])
    pass(wait)
    ask('ModifyTransitGatewayVpcAttachment', modify)
  })
})

describe('an attachment of another account’s VPC', () => {
  function waiting(options = {}) {
    const world = transitWorld()
    const id = world.gateway(options)
    world.share(id)
    const { attachment, subnets } = world.attached(id, '10.0.0.0/16', theirs)
    return { ...world, id, attachment, subnets, input: { TransitGatewayAttachmentId: attachment } }
  }

  it('needs a gateway that is shared', () => {
    const { refused, gateway, vpc } = transitWorld()
    const made = vpc('10.0.0.0/16', ['a'], theirs)
    const input = { TransitGatewayId: gateway(), VpcId: made.vpc, SubnetIds: made.subnets }
    expect(refused('CreateTransitGatewayVpcAttachment', input, theirs)).toMatch(
      /^InvalidTransitGatewayID\.NotFound: /,
    )
  })

  it('waits for the owner of the gateway, and has no interface until then', () => {
    const { ask, refused, pass, attachment, input, attachmentState } = waiting()
    expect([attachmentState(attachment), attachmentState(attachment, theirs)]).toEqual([
      'pendingAcceptance',
      'pendingAcceptance',
    ])
    expect(ask('DescribeNetworkInterfaces', {}, theirs).NetworkInterfaces).toEqual([])
    expect(refused('AcceptTransitGatewayVpcAttachment', input, theirs)).toMatch(/^UnauthorizedOperation: /)
    expect(ask('AcceptTransitGatewayVpcAttachment', input).TransitGatewayVpcAttachment).toMatchObject({
      State: 'pending',
      VpcOwnerId: otherAccount,
    })
    pass(wait)
    expect(attachmentState(attachment, theirs)).toBe('available')
    const { NetworkInterfaces } = ask('DescribeNetworkInterfaces', {}, theirs)
    expect(NetworkInterfaces).toMatchObject([{ OwnerId: otherAccount }])
    expect(refused('AcceptTransitGatewayVpcAttachment', input)).toBe(
      `IncorrectState: ${attachment} is in invalid state`,
    )
  })

  it('is accepted at once by a gateway that says so', () => {
    const { attachment, attachmentState } = waiting({ AutoAcceptSharedAttachments: 'enable' })
    expect(attachmentState(attachment, theirs)).toBe('available')
  })

  it('can be rejected', () => {
    const { ask, attachment, input, attachmentState } = waiting()
    ask('RejectTransitGatewayVpcAttachment', input)
    expect(attachmentState(attachment, theirs)).toBe('rejected')
  })

  it('is modified by the owner of the VPC, and deleted by either', () => {
    const { ask, refused, pass, input } = waiting({ AutoAcceptSharedAttachments: 'enable' })
    expect(refused('ModifyTransitGatewayVpcAttachment', input)).toMatch(/^UnauthorizedOperation: /)
    ask('ModifyTransitGatewayVpcAttachment', input, theirs)
    pass(wait)
    ask('DeleteTransitGatewayVpcAttachment', input)
  })
})

describe('filters and pages of attachments', () => {
  const world = transitWorld()
  raiseQuota(world.cloud.store, { account, region: 'us-east-1' }, 'vpcs-per-region', 10)
  const gateway = world.gateway()
  const made = Array.from({ length: 6 }, (_, i) => world.attached(gateway, `10.${i}.0.0/16`))
  const [first, second] = made as [(typeof made)[0], (typeof made)[0]]
  world.ask('CreateTags', { Resources: [first.attachment], Tags: [{ Key: 'team', Value: 'red' }] })
  world.ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: second.attachment })

  it.each<[string, string, number]>([
    ['association.state', 'associated', 6],
    ['association.transit-gateway-route-table-id', world.defaultTable(gateway), 6],
    ['resource-id', first.vpc, 1],
    ['resource-owner-id', account, 6],
    ['resource-type', 'vpc', 6],
    ['resource-type', 'vpn', 0],
    ['state', 'deleting', 1],
    ['transit-gateway-attachment-id', first.attachment, 1],
    ['transit-gateway-id', gateway, 6],
    ['transit-gateway-owner-id', account, 6],
    ['tag:team', 'red', 1],
  ])('%s %s', (Name, value, count) => {
    const { TransitGatewayAttachments } = world.ask('DescribeTransitGatewayAttachments', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(TransitGatewayAttachments).toHaveLength(count)
  })

  it.each<[string, string, number]>([
    ['state', 'available', 5],
    ['transit-gateway-attachment-id', second.attachment, 1],
    ['transit-gateway-id', gateway, 6],
    ['vpc-id', second.vpc, 1],
    ['tag:team', 'red', 1],
    ['tag-key', 'team', 1],
  ])('of VPCs: %s %s', (Name, value, count) => {
    const { TransitGatewayVpcAttachments } = world.ask('DescribeTransitGatewayVpcAttachments', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(TransitGatewayVpcAttachments).toHaveLength(count)
  })

  it('come in pages', () => {
    const page = world.ask('DescribeTransitGatewayVpcAttachments', { MaxResults: 5 })
    expect(page.TransitGatewayVpcAttachments).toHaveLength(5)
    const rest = world.ask('DescribeTransitGatewayVpcAttachments', {
      MaxResults: 5,
      NextToken: page.NextToken!,
    })
    expect(rest.TransitGatewayVpcAttachments).toHaveLength(1)
  })

  it.each([
    ['DescribeTransitGatewayVpcAttachments', { Filters: [{ Name: 'resource-id', Values: ['x'] }] }],
    ['DescribeTransitGatewayAttachments', { Filters: [{ Name: 'vpc-id', Values: ['x'] }] }],
    ['DescribeTransitGatewayPeeringAttachments', { Filters: [{ Name: 'constructor', Values: ['x'] }] }],
  ] as const)('%s refuses a filter of another', (operation, input) => {
    expect(world.refused(operation, input)).toMatch(/^InvalidParameterValue: The filter '/)
  })

  it.each([
    ['DescribeTransitGatewayVpcAttachments', 'Transit Gateway VPC Attachment'],
    ['DescribeTransitGatewayPeeringAttachments', 'Transit Gateway Peering Attachment'],
    ['DescribeTransitGatewayAttachments', 'Transit Gateway Attachment'],
  ] as const)('%s needs ids that exist', (operation, noun) => {
    expect(world.refused(operation, { TransitGatewayAttachmentIds: [ghost] })).toBe(
      `InvalidTransitGatewayAttachmentID.NotFound: ${noun} ${ghost} was deleted or does not exist.`,
    )
  })
})
