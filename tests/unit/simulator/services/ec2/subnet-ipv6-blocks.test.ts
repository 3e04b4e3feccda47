import { describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

const withSubnet = () => {
  const cloud = testCloud()
  const { ask, pass } = cloud
  const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!.VpcId!
  pass(1)
  const [vpc] = ask('DescribeVpcs', { VpcIds: [VpcId] }).Vpcs!
  const ipv6 = (end: string) => vpc!.Ipv6CidrBlockAssociationSet![0]!.Ipv6CidrBlock!.replace(/00::\/56$/, end)
  const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' }).Subnet!.SubnetId!
  const add = (end: string) => {
    const answer = ask('AssociateSubnetCidrBlock', { SubnetId, Ipv6CidrBlock: ipv6(end) })
    return answer.Ipv6CidrBlockAssociation!.AssociationId!
  }
  const states = () =>
    ask('DescribeSubnets', { SubnetIds: [SubnetId] }).Subnets![0]!.Ipv6CidrBlockAssociationSet!.map(
      (one) => one.Ipv6CidrBlockState!.State,
    )
  return { ...cloud, vpc: vpc!, VpcId, SubnetId, ipv6, add, states }
}

describe('AssociateSubnetCidrBlock', () => {
  it('is associating, then associated', () => {
    const { ask, pass, SubnetId, ipv6, states } = withSubnet()
    expect(ask('AssociateSubnetCidrBlock', { SubnetId, Ipv6CidrBlock: ipv6('05::1/64') })).toEqual({
      Ipv6CidrBlockAssociation: {
        AssociationId: expect.stringMatching(/^subnet-cidr-assoc-0[0-9a-f]{16}$/),
        Ipv6CidrBlock: ipv6('05::/64'),
        Ipv6CidrBlockState: { State: 'associating' },
        Ipv6AddressAttribute: 'public',
        IpSource: 'amazon',
      },
      SubnetId,
    })
    pass(1)
    expect(states()).toEqual(['associated'])
  })

  it('gives a subnet one block at most', () => {
    const { refused, SubnetId, ipv6, add } = withSubnet()
    add('05::/64')
    expect(refused('AssociateSubnetCidrBlock', { SubnetId, Ipv6CidrBlock: ipv6('06::/64') })).toMatch(
      /^CidrLimitExceeded: /,
    )
  })

  it.each([
    [{}, 'MissingParameter: The request must contain the parameter ipv6CidrBlock'],
    [{ Ipv6CidrBlock: '2001:db8::/64' }, "InvalidSubnet.Range: The IPv6 CIDR '2001:db8::/64' is invalid."],
    [
      { Ipv6CidrBlock: '10.0.0.0/24' },
      'InvalidParameterValue: Value (10.0.0.0/24) for parameter ipv6CidrBlock is invalid. This is not a valid CIDR block.',
    ],
    [
      { Ipv6IpamPoolId: 'ipam-pool-1' },
      "InvalidIpamPoolId.NotFound: The ipam-pool ID 'ipam-pool-1' does not exist",
    ],
  ])('refuses %j', (input, text) => {
    const { refused, SubnetId } = withSubnet()
    expect(refused('AssociateSubnetCidrBlock', { SubnetId, ...input })).toBe(text)
  })

  it("refuses another subnet's block", () => {
    const { ask, refused, VpcId, ipv6, add } = withSubnet()
    add('05::/64')
    const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.2.0/24' }).Subnet!.SubnetId!
    expect(refused('AssociateSubnetCidrBlock', { SubnetId, Ipv6CidrBlock: ipv6('05::/64') })).toBe(
      `InvalidSubnet.Conflict: The IPv6 CIDR '${ipv6('05::/64')}' conflicts with another subnet`,
    )
  })
})

describe('DisassociateSubnetCidrBlock', () => {
  it('goes through its states and is forgotten after an hour', () => {
    const { ask, pass, SubnetId, ipv6, add, states } = withSubnet()
    const AssociationId = add('05::/64')
    pass(1)
    expect(ask('DisassociateSubnetCidrBlock', { AssociationId })).toMatchObject({
      Ipv6CidrBlockAssociation: {
        AssociationId,
        Ipv6CidrBlock: ipv6('05::/64'),
        Ipv6CidrBlockState: { State: 'disassociating' },
      },
      SubnetId,
    })
    expect(states()).toEqual(['disassociating'])
    pass(1)
    expect(states()).toEqual(['disassociated'])
    pass(3600)
    expect(states()).toEqual([])
  })

  it('frees the block, and the VPC of it', () => {
    const { ask, refused, pass, vpc, add } = withSubnet()
    const AssociationId = add('05::/64')
    pass(1)
    const ofVpc = { AssociationId: vpc.Ipv6CidrBlockAssociationSet![0]!.AssociationId! }
    expect(refused('DisassociateVpcCidrBlock', ofVpc)).toMatch(/^InvalidCidrBlock.InUse: /)
    ask('DisassociateSubnetCidrBlock', { AssociationId })
    pass(1)
    expect(add('05::/64')).not.toBe(AssociationId)
  })

  it('is refused while an interface has an address of the block', () => {
    const { ask, refused, pass, SubnetId, add } = withSubnet()
    const AssociationId = add('05::/64')
    pass(1)
    ask('CreateNetworkInterface', { SubnetId, Ipv6AddressCount: 1 })
    expect(refused('DisassociateSubnetCidrBlock', { AssociationId })).toMatch(/^InvalidCidrBlock.InUse: /)
  })

  it('is refused while new interfaces would want an address of it', () => {
    const { ask, refused, SubnetId, add } = withSubnet()
    const AssociationId = add('05::/64')
    ask('ModifySubnetAttribute', { SubnetId, AssignIpv6AddressOnCreation: { Value: true } })
    expect(refused('DisassociateSubnetCidrBlock', { AssociationId })).toMatch(/^OperationNotPermitted: /)
  })

  it('refuses an association that nobody has', () => {
    const AssociationId = 'subnet-cidr-assoc-1'
    expect(testCloud().refused('DisassociateSubnetCidrBlock', { AssociationId })).toBe(
      "InvalidSubnetCidrBlockAssociationID.NotFound: The subnet CIDR block association ID 'subnet-cidr-assoc-1' does not exist",
    )
  })
})
