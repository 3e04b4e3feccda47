import { describe, expect, it } from 'vitest'
import { routingWorld } from './routing-world.ts'

const stateOf = (world: ReturnType<typeof routingWorld>, id: string) => {
  const [gateway] = world.ask('DescribeVpnGateways', { VpnGatewayIds: [id] }).VpnGateways!
  return [gateway?.State, ...gateway!.VpcAttachments!.map(({ VpcId, State }) => `${VpcId} ${State}`)]
}

describe('a virtual private gateway', () => {
  it('is available at once, with Amazon’s usual AS number', () => {
    const { ask } = routingWorld()
    expect(ask('CreateVpnGateway', { Type: 'ipsec.1' }).VpnGateway).toEqual({
      AmazonSideAsn: 64512,
      VpnGatewayId: expect.stringMatching(/^vgw-0[0-9a-f]{16}$/),
      State: 'available',
      Type: 'ipsec.1',
      VpcAttachments: [],
    })
  })

  it.each([64512, 65534, 4200000000, 4294967294])('takes the private AS number %i', (AmazonSideAsn) => {
    const { ask } = routingWorld()
    const { VpnGateway } = ask('CreateVpnGateway', { Type: 'ipsec.1', AmazonSideAsn })
    expect(VpnGateway?.AmazonSideAsn).toBe(AmazonSideAsn)
  })

  it.each([64511, 65535, 4199999999, 4294967295])('refuses the AS number %i', (AmazonSideAsn) => {
    const { refused } = routingWorld()
    expect(refused('CreateVpnGateway', { Type: 'ipsec.1', AmazonSideAsn })).toMatch(
      /^InvalidParameterValue: Value \(\d+\) for parameter amazonSideAsn is invalid/,
    )
  })

  it('may name a zone, which must exist', () => {
    const { ask, refused } = routingWorld()
    const created = ask('CreateVpnGateway', { Type: 'ipsec.1', AvailabilityZone: 'us-east-1a' })
    expect(created.VpnGateway?.AvailabilityZone).toBe('us-east-1a')
    expect(refused('CreateVpnGateway', { Type: 'ipsec.1', AvailabilityZone: 'us-east-1z' })).toMatch(
      /^InvalidParameterValue: /,
    )
  })

  it('takes a moment to attach and to detach, and goes on naming the VPC', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const VpnGatewayId = world.vpnGateway()
    expect(world.ask('AttachVpnGateway', { VpnGatewayId, VpcId })).toEqual({
      VpcAttachment: { VpcId, State: 'attaching' },
    })
    expect(stateOf(world, VpnGatewayId)).toEqual(['available', `${VpcId} attaching`])
    world.pass(10)
    expect(stateOf(world, VpnGatewayId)).toEqual(['available', `${VpcId} attached`])
    world.ask('DetachVpnGateway', { VpnGatewayId, VpcId })
    expect(stateOf(world, VpnGatewayId)).toEqual(['available', `${VpcId} detaching`])
    expect(world.refused('DeleteVpc', { VpcId })).toMatch(/^DependencyViolation: /)
    world.pass(10)
    expect(stateOf(world, VpnGatewayId)).toEqual(['available', `${VpcId} detached`])
    world.ask('DeleteVpc', { VpcId })
  })

  it('is attached already when it is attached to the same VPC again', () => {
    const { ask, vpc, vpnGateway } = routingWorld()
    const VpcId = vpc()
    const VpnGatewayId = vpnGateway(VpcId)
    expect(ask('AttachVpnGateway', { VpnGatewayId, VpcId }).VpcAttachment).toEqual({
      VpcId,
      State: 'attached',
    })
  })

  it('is one per VPC, and has one VPC', () => {
    const { refused, vpc, vpnGateway } = routingWorld()
    const [one, other] = [vpc(), vpc('10.1.0.0/16')]
    const [attached, free] = [vpnGateway(one), vpnGateway()]
    expect(refused('AttachVpnGateway', { VpnGatewayId: attached, VpcId: other })).toBe(
      'VpnGatewayAttachmentLimitExceeded: The maximum number of virtual private gateway attachments has been reached.',
    )
    expect(refused('AttachVpnGateway', { VpnGatewayId: free, VpcId: one })).toBe(
      `InvalidVpcState: VPC ${one} is currently attached to the Virtual Private Gateway.`,
    )
  })

  it('cannot be detached from where it is not', () => {
    const { refused, vpc, vpnGateway } = routingWorld()
    const [VpcId, VpnGatewayId] = [vpc(), vpnGateway()]
    expect(refused('DetachVpnGateway', { VpnGatewayId, VpcId })).toBe(
      `InvalidVpnGatewayAttachment.NotFound: The attachment with vpn gateway ID '${VpnGatewayId}' and vpc ID '${VpcId}' does not exist`,
    )
  })

  it('is shown as deleted for a while, and is then forgotten', () => {
    const world = routingWorld()
    const VpnGatewayId = world.vpnGateway()
    const gone = `InvalidVpnGatewayID.NotFound: The vpnGateway ID '${VpnGatewayId}' does not exist`
    world.ask('DeleteVpnGateway', { VpnGatewayId })
    expect(stateOf(world, VpnGatewayId)).toEqual(['deleted'])
    expect(world.refused('DeleteVpnGateway', { VpnGatewayId })).toBe(gone)
    expect(world.refused('AttachVpnGateway', { VpnGatewayId, VpcId: world.vpc() })).toBe(gone)
    world.pass(3601)
    expect(world.refused('DescribeVpnGateways', { VpnGatewayIds: [VpnGatewayId] })).toBe(gone)
  })

  it('must be detached before it is deleted', () => {
    const { refused, vpc, vpnGateway } = routingWorld()
    expect(refused('DeleteVpnGateway', { VpnGatewayId: vpnGateway(vpc()) })).toBe(
      'IncorrectState: The VPN gateway is in use.',
    )
  })

  it('is limited to five per Region; deleted ones do not count', () => {
    const { ask, refused, vpnGateway } = routingWorld()
    const [first] = Array.from({ length: 5 }, () => vpnGateway())
    expect(refused('CreateVpnGateway', { Type: 'ipsec.1' })).toMatch(/^VpnGatewayLimitExceeded: /)
    ask('DeleteVpnGateway', { VpnGatewayId: first! })
    vpnGateway()
  })
})

describe('describe-vpn-gateways filters', () => {
  const world = routingWorld()
  const vpc = world.vpc()
  const attached = world.vpnGateway(vpc)
  const free = world.ask('CreateVpnGateway', {
    Type: 'ipsec.1',
    AmazonSideAsn: 65000,
    AvailabilityZone: 'us-east-1a',
  }).VpnGateway!.VpnGatewayId!
  const deleted = world.vpnGateway()
  world.ask('DeleteVpnGateway', { VpnGatewayId: deleted })
  world.ask('CreateTags', { Resources: [free], Tags: [{ Key: 'Team', Value: 'blue' }] })

  const cases: [string, string, string[]][] = [
    ['amazon-side-asn', '65000', [free]],
    ['attachment.state', 'attached', [attached]],
    ['attachment.state', 'detached', []],
    ['attachment.vpc-id', vpc, [attached]],
    ['availability-zone', 'us-east-1a', [free]],
    ['state', 'deleted', [deleted]],
    ['type', 'ipsec.1', [attached, free, deleted]],
    ['vpn-gateway-id', attached, [attached]],
    ['tag:Team', 'blue', [free]],
    ['tag-key', 'Team', [free]],
  ]
  it.each(cases)('%s = %s', (Name, value, expected) => {
    const { VpnGateways } = world.ask('DescribeVpnGateways', { Filters: [{ Name, Values: [value] }] })
    expect(VpnGateways?.map((one) => one.VpnGatewayId)).toEqual(expected)
  })
})
