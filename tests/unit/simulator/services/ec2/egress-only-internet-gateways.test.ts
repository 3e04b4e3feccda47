import { describe, expect, it } from 'vitest'
import { routingWorld } from './routing-world.ts'

describe('an egress-only internet gateway', () => {
  it('is attached to its VPC from the start', () => {
    const { ask, vpc } = routingWorld()
    const VpcId = vpc()
    const created = ask('CreateEgressOnlyInternetGateway', { VpcId, ClientToken: 'once' })
    expect(created).toEqual({
      ClientToken: 'once',
      EgressOnlyInternetGateway: {
        Attachments: [{ State: 'attached', VpcId }],
        EgressOnlyInternetGatewayId: expect.stringMatching(/^eigw-0[0-9a-f]{16}$/),
        Tags: [],
      },
    })
    expect(ask('CreateEgressOnlyInternetGateway', { VpcId, ClientToken: 'once' })).toEqual(created)
    expect(ask('DescribeEgressOnlyInternetGateways').EgressOnlyInternetGateways).toHaveLength(1)
  })

  it('keeps its VPC from being deleted, and goes when told to', () => {
    const { ask, refused, vpc, egressOnlyGateway } = routingWorld()
    const VpcId = vpc()
    const EgressOnlyInternetGatewayId = egressOnlyGateway(VpcId)
    expect(refused('DeleteVpc', { VpcId })).toMatch(/^DependencyViolation: /)
    expect(ask('DeleteEgressOnlyInternetGateway', { EgressOnlyInternetGatewayId })).toEqual({
      ReturnCode: true,
    })
    expect(refused('DeleteEgressOnlyInternetGateway', { EgressOnlyInternetGatewayId })).toBe(
      `InvalidGatewayID.NotFound: The gateway ID '${EgressOnlyInternetGatewayId}' does not exist`,
    )
    ask('DeleteVpc', { VpcId })
  })

  it('needs a VPC that exists', () => {
    const { refused } = routingWorld()
    expect(refused('CreateEgressOnlyInternetGateway', { VpcId: 'vpc-0' })).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist",
    )
  })

  it('is limited to five per Region', () => {
    const { refused, vpc, egressOnlyGateway } = routingWorld()
    const VpcId = vpc()
    for (let made = 0; made < 5; made++) egressOnlyGateway(VpcId)
    expect(refused('CreateEgressOnlyInternetGateway', { VpcId })).toMatch(
      /^EgressOnlyInternetGatewayLimitExceeded: /,
    )
  })

  it('is filtered by its tags alone', () => {
    const { ask, refused, vpc, egressOnlyGateway } = routingWorld()
    const VpcId = vpc()
    const [tagged] = [egressOnlyGateway(VpcId), egressOnlyGateway(VpcId)]
    ask('CreateTags', { Resources: [tagged!], Tags: [{ Key: 'Team', Value: 'blue' }] })
    const found = (Name: string, value: string) =>
      ask('DescribeEgressOnlyInternetGateways', {
        Filters: [{ Name, Values: [value] }],
      }).EgressOnlyInternetGateways?.map((one) => one.EgressOnlyInternetGatewayId)
    expect(found('tag:Team', 'blue')).toEqual([tagged])
    expect(found('tag-key', 'Team')).toEqual([tagged])
    expect(found('tag-key', 'Other')).toEqual([])
    expect(
      refused('DescribeEgressOnlyInternetGateways', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    ).toBe("InvalidParameterValue: The filter 'vpc-id' is invalid")
  })
})
