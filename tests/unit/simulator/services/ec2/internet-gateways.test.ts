import { describe, expect, it } from 'vitest'
import { account } from '../cloud.ts'
import { routingWorld } from './routing-world.ts'

describe('an internet gateway', () => {
  it('starts unattached, with its tags', () => {
    const { ask } = routingWorld()
    const TagSpecifications = [
      { ResourceType: 'internet-gateway' as const, Tags: [{ Key: 'Name', Value: 'front' }] },
    ]
    const { InternetGateway } = ask('CreateInternetGateway', { TagSpecifications })
    expect(InternetGateway).toEqual({
      Attachments: [],
      InternetGatewayId: expect.stringMatching(/^igw-0[0-9a-f]{16}$/),
      OwnerId: account,
      Tags: [{ Key: 'Name', Value: 'front' }],
    })
  })

  it('lists no tags as an empty list', () => {
    const { ask } = routingWorld()
    expect(ask('CreateInternetGateway').InternetGateway?.Tags).toEqual([])
  })

  it('shows the VPC that it is attached to, as available', () => {
    const { ask, vpc, internetGateway } = routingWorld()
    const VpcId = vpc()
    const id = internetGateway(VpcId)
    const [described] = ask('DescribeInternetGateways', { InternetGatewayIds: [id] }).InternetGateways!
    expect(described?.Attachments).toEqual([{ State: 'available', VpcId }])
  })

  it('can be detached, attached elsewhere and deleted', () => {
    const { ask, refused, vpc, internetGateway } = routingWorld()
    const [one, other] = [vpc(), vpc('10.1.0.0/16')]
    const InternetGatewayId = internetGateway(one)
    ask('DetachInternetGateway', { InternetGatewayId, VpcId: one })
    ask('AttachInternetGateway', { InternetGatewayId, VpcId: other })
    ask('DetachInternetGateway', { InternetGatewayId, VpcId: other })
    ask('DeleteInternetGateway', { InternetGatewayId })
    expect(refused('DescribeInternetGateways', { InternetGatewayIds: [InternetGatewayId] })).toBe(
      `InvalidInternetGatewayID.NotFound: The internetGateway ID '${InternetGatewayId}' does not exist`,
    )
  })

  it('is one per VPC, and has one VPC', () => {
    const { refused, vpc, internetGateway } = routingWorld()
    const [one, other] = [vpc(), vpc('10.1.0.0/16')]
    const [attached, free] = [internetGateway(one), internetGateway()]
    expect(refused('AttachInternetGateway', { InternetGatewayId: attached, VpcId: other })).toBe(
      `Resource.AlreadyAssociated: resource ${attached} is already attached to network ${one}`,
    )
    expect(refused('AttachInternetGateway', { InternetGatewayId: free, VpcId: one })).toBe(
      `InvalidParameterValue: Network ${one} already has an internet gateway attached`,
    )
  })

  it('must be detached before it is deleted, and keeps its VPC from being deleted', () => {
    const { refused, vpc, internetGateway } = routingWorld()
    const VpcId = vpc()
    const InternetGatewayId = internetGateway(VpcId)
    expect(refused('DeleteInternetGateway', { InternetGatewayId })).toBe(
      `DependencyViolation: The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`,
    )
    expect(refused('DeleteVpc', { VpcId })).toBe(
      `DependencyViolation: The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    )
  })

  it('cannot be detached from where it is not', () => {
    const { refused, vpc, internetGateway } = routingWorld()
    const [VpcId, elsewhere] = [vpc(), vpc('10.1.0.0/16')]
    const [free, attached] = [internetGateway(), internetGateway(elsewhere)]
    for (const InternetGatewayId of [free, attached]) {
      expect(refused('DetachInternetGateway', { InternetGatewayId, VpcId })).toBe(
        `Gateway.NotAttached: resource ${InternetGatewayId} is not attached to network ${VpcId}`,
      )
    }
  })

  it('cannot be detached while its own route table sends what comes in', () => {
    const { ask, refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const InternetGatewayId = internetGateway(VpcId)
    ask('AssociateRouteTable', { RouteTableId: table(VpcId), GatewayId: InternetGatewayId })
    expect(refused('DetachInternetGateway', { InternetGatewayId, VpcId })).toMatch(/^DependencyViolation: /)
  })

  it('cannot be detached while somebody in the VPC has a public address', () => {
    const { ask, refused, vpc, subnet, interface: open, internetGateway } = routingWorld()
    const VpcId = vpc()
    const InternetGatewayId = internetGateway(VpcId)
    const NetworkInterfaceId = open(subnet(VpcId, '10.0.0.0/24'))
    const { AllocationId } = ask('AllocateAddress')
    const { AssociationId } = ask('AssociateAddress', { AllocationId, NetworkInterfaceId })
    expect(refused('DetachInternetGateway', { InternetGatewayId, VpcId })).toBe(
      `DependencyViolation: Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    )
    ask('DisassociateAddress', { AssociationId })
    ask('DetachInternetGateway', { InternetGatewayId, VpcId })
  })

  it('is limited to five per Region, the default VPC’s included', () => {
    const { internetGateway, refused } = routingWorld()
    for (let made = 1; made < 5; made++) internetGateway()
    expect(refused('CreateInternetGateway')).toBe(
      'InternetGatewayLimitExceeded: The maximum number of internet gateways has been reached.',
    )
  })

  it('belongs to one account', () => {
    const { internetGateway, refused } = routingWorld()
    const id = internetGateway()
    expect(
      refused('DescribeInternetGateways', { InternetGatewayIds: [id] }, { account: '210987654321' }),
    ).toMatch(/^InvalidInternetGatewayID\.NotFound/)
  })
})

describe('describe-internet-gateways filters', () => {
  const world = routingWorld()
  const vpc = world.vpc()
  const attached = world.internetGateway(vpc)
  const free = world.internetGateway()
  world.ask('CreateTags', { Resources: [free], Tags: [{ Key: 'Team', Value: 'blue' }] })
  const [original] = world.ask('DescribeInternetGateways').InternetGateways!
  const all = [original!.InternetGatewayId!, attached, free]

  const cases: [string, string, string[]][] = [
    ['attachment.state', 'available', [all[0]!, attached]],
    ['attachment.state', 'attached', []],
    ['attachment.vpc-id', vpc, [attached]],
    ['internet-gateway-id', free, [free]],
    ['owner-id', account, all],
    ['tag:Team', 'blue', [free]],
    ['tag:Team', 'red', []],
    ['tag-key', 'Team', [free]],
  ]
  it.each(cases)('%s = %s', (Name, value, expected) => {
    const { InternetGateways } = world.ask('DescribeInternetGateways', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(InternetGateways?.map((one) => one.InternetGatewayId)).toEqual(expected)
  })
})
