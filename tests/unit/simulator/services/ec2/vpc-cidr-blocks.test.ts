import { describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

const withVpc = (CidrBlock = '10.2.0.0/16') => {
  const cloud = testCloud()
  const VpcId = cloud.ask('CreateVpc', { CidrBlock }).Vpc!.VpcId!
  cloud.pass(1)
  const vpc = () => cloud.ask('DescribeVpcs', { VpcIds: [VpcId] }).Vpcs![0]!
  const add = (cidr: string) =>
    cloud.ask('AssociateVpcCidrBlock', { VpcId, CidrBlock: cidr }).CidrBlockAssociation!
  const localRoutes = () =>
    cloud
      .ask('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })
      .RouteTables![0]!.Routes!.filter(({ GatewayId }) => GatewayId === 'local')
      .map((route) => route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock)
      .sort()
  return { ...cloud, VpcId, vpc, add, localRoutes }
}

describe('AssociateVpcCidrBlock with an IPv4 block', () => {
  it('is associating, then associated, and then has a local route', () => {
    const { ask, pass, VpcId, vpc, localRoutes } = withVpc()
    const answer = ask('AssociateVpcCidrBlock', { VpcId, CidrBlock: '10.3.0.9/16' })
    expect(answer).toEqual({
      CidrBlockAssociation: {
        AssociationId: expect.stringMatching(/^vpc-cidr-assoc-0[0-9a-f]{16}$/),
        CidrBlock: '10.3.0.0/16',
        CidrBlockState: { State: 'associating' },
      },
      VpcId,
    })
    expect(localRoutes()).toEqual(['10.2.0.0/16'])
    pass(1)
    expect(vpc().CidrBlockAssociationSet!.map((one) => [one.CidrBlock, one.CidrBlockState!.State])).toEqual([
      ['10.2.0.0/16', 'associated'],
      ['10.3.0.0/16', 'associated'],
    ])
    expect(vpc().CidrBlock).toBe('10.2.0.0/16')
    expect(localRoutes()).toEqual(['10.2.0.0/16', '10.3.0.0/16'])
  })

  it('gives subnets room once it is associated', () => {
    const { ask, refused, pass, VpcId, add } = withVpc()
    add('100.64.0.0/16')
    const input = { VpcId, CidrBlock: '100.64.1.0/24' }
    expect(refused('CreateSubnet', input)).toBe("InvalidSubnet.Range: The CIDR '100.64.1.0/24' is invalid.")
    pass(1)
    expect(ask('CreateSubnet', input).Subnet!.CidrBlock).toBe('100.64.1.0/24')
  })

  // The rows of "IPv4 CIDR block association restrictions" in the VPC user guide.
  it.each([
    ['10.2.0.0/16', '10.3.0.0/16', 'permitted'],
    ['10.2.0.0/16', '10.0.0.0/16', 'permitted'],
    ['10.2.0.0/16', '172.16.0.0/16', 'restricted'],
    ['10.2.0.0/16', '192.168.0.0/24', 'restricted'],
    ['10.2.0.0/16', '198.19.0.0/16', 'restricted'],
    ['10.2.0.0/16', '198.18.0.0/16', 'permitted'],
    ['10.2.0.0/16', '100.64.0.0/16', 'permitted'],
    ['10.2.0.0/16', '203.0.113.0/24', 'permitted'],
    ['10.0.1.0/24', '10.0.2.0/24', 'restricted'],
    ['10.1.0.0/16', '10.0.0.0/16', 'restricted'],
    ['10.0.0.0/16', '10.1.0.0/16', 'permitted'],
    ['172.16.0.0/16', '172.17.0.0/16', 'permitted'],
    ['172.16.0.0/16', '172.31.0.0/16', 'restricted'],
    ['172.16.0.0/16', '10.0.0.0/16', 'restricted'],
    ['192.168.0.0/24', '192.168.1.0/24', 'permitted'],
    ['192.168.0.0/24', '172.16.0.0/16', 'restricted'],
    ['198.19.0.0/24', '198.19.1.0/24', 'permitted'],
    ['198.19.0.0/24', '10.0.0.0/16', 'restricted'],
    ['203.0.113.0/24', '100.64.0.0/16', 'permitted'],
    ['203.0.113.0/24', '10.0.0.0/16', 'restricted'],
    ['100.64.0.0/16', '192.168.0.0/16', 'restricted'],
    ['100.64.0.0/16', '198.19.0.0/16', 'restricted'],
  ])('to a VPC of %s, %s is %s', (primary, CidrBlock, verdict) => {
    const { ask, refused, VpcId } = withVpc(primary)
    if (verdict === 'permitted') {
      expect(ask('AssociateVpcCidrBlock', { VpcId, CidrBlock }).VpcId).toBe(VpcId)
    } else {
      expect(refused('AssociateVpcCidrBlock', { VpcId, CidrBlock })).toBe(
        `InvalidVpc.Range: The CIDR '${CidrBlock}' is restricted. Use a CIDR from the same private address range ` +
          'as the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see ' +
          'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
      )
    }
  })

  it.each([
    ['10.2.128.0/17', "InvalidVpc.Range: The CIDR '10.2.128.0/17' is invalid."],
    ['10.2.0.0/15', "InvalidVpc.Range: The CIDR '10.2.0.0/15' is invalid."],
    ['10.3.0.0/29', "InvalidVpc.Range: The CIDR '10.3.0.0/29' is invalid."],
    [
      'ten',
      'InvalidParameterValue: Value (ten) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
  ])('refuses %s', (CidrBlock, text) => {
    const { refused, VpcId } = withVpc()
    expect(refused('AssociateVpcCidrBlock', { VpcId, CidrBlock })).toBe(text)
  })

  it('refuses a block that holds the destination of a route, and takes a smaller one', () => {
    const { ask, refused, VpcId } = withVpc()
    const RouteTableId = ask('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })
      .RouteTables![0]!.RouteTableId!
    const InternetGatewayId = ask('CreateInternetGateway').InternetGateway!.InternetGatewayId!
    ask('AttachInternetGateway', { InternetGatewayId, VpcId })
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: '10.4.0.0/24', GatewayId: InternetGatewayId })
    for (const CidrBlock of ['10.4.0.0/16', '10.4.0.0/24']) {
      expect(refused('AssociateVpcCidrBlock', { VpcId, CidrBlock })).toMatch(/^InvalidVpc.Range: /)
    }
    ask('AssociateVpcCidrBlock', { VpcId, CidrBlock: '10.4.0.0/25' })
  })

  it('refuses the sixth block', () => {
    const { refused, VpcId, add } = withVpc()
    for (const second of [3, 4, 5, 6]) add(`10.${second}.0.0/16`)
    expect(refused('AssociateVpcCidrBlock', { VpcId, CidrBlock: '10.7.0.0/16' })).toBe(
      `CidrLimitExceeded: This network '${VpcId}' has met its maximum number of allowed CIDRs: 5`,
    )
  })

  it.each([
    [{}, 'MissingParameter: The request must contain the parameter cidrBlock'],
    [
      { CidrBlock: '10.3.0.0/16', AmazonProvidedIpv6CidrBlock: true },
      'InvalidParameterCombination: Only one of cidrBlock and amazonProvidedIpv6CidrBlock can be specified.',
    ],
    [{ Ipv4NetmaskLength: 24 }, 'MissingParameter: The request must contain the parameter ipv4IpamPoolId'],
  ])('refuses %j', (input, text) => {
    const { refused, VpcId } = withVpc()
    expect(refused('AssociateVpcCidrBlock', { VpcId, ...input })).toBe(text)
  })
})

describe('AssociateVpcCidrBlock with an Amazon-provided IPv6 block', () => {
  it('has the block and its local route once it is associated', () => {
    const { ask, pass, VpcId, vpc, localRoutes } = withVpc()
    const answer = ask('AssociateVpcCidrBlock', { VpcId, AmazonProvidedIpv6CidrBlock: true })
    expect(answer.Ipv6CidrBlockAssociation).toMatchObject({
      Ipv6CidrBlock: '',
      Ipv6CidrBlockState: { State: 'associating' },
      Ipv6Pool: 'Amazon',
      NetworkBorderGroup: 'us-east-1',
    })
    pass(1)
    const [block] = vpc().Ipv6CidrBlockAssociationSet!
    expect(block).toMatchObject({
      Ipv6CidrBlock: expect.stringMatching(/::\/56$/),
      Ipv6CidrBlockState: { State: 'associated' },
    })
    expect(localRoutes()).toEqual(['10.2.0.0/16', block!.Ipv6CidrBlock])
  })
})

describe('the first IPv6 block of a VPC', () => {
  it('opens the default network ACL and the default security group to IPv6', () => {
    const { ask, pass, VpcId } = withVpc()
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    const admitted = () => [
      ...ask('DescribeNetworkAcls', { Filters })
        .NetworkAcls![0]!.Entries!.filter(
          (entry) => entry.RuleAction === 'allow' && entry.Ipv6CidrBlock === '::/0',
        )
        .map((entry) => (entry.Egress ? 'ACL out' : 'ACL in')),
      ...ask('DescribeSecurityGroups', { Filters }).SecurityGroups![0]!.IpPermissionsEgress!.flatMap(
        (permission) => permission.Ipv6Ranges!.map((range) => `group out to ${range.CidrIpv6}`),
      ),
    ]
    expect(admitted()).toEqual([])
    ask('AssociateVpcCidrBlock', { VpcId, AmazonProvidedIpv6CidrBlock: true })
    pass(1)
    expect(admitted()).toEqual(['ACL out', 'ACL in', 'group out to ::/0'])
  })

  it('does the same when the VPC has it from the start', () => {
    const { ask, pass } = testCloud()
    const input = { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }
    const { VpcId } = ask('CreateVpc', input).Vpc!
    pass(1)
    const Filters = [{ Name: 'vpc-id', Values: [VpcId!] }]
    const [group] = ask('DescribeSecurityGroups', { Filters }).SecurityGroups!
    expect(group!.IpPermissionsEgress!.flatMap((permission) => permission.Ipv6Ranges)).toEqual([
      { CidrIpv6: '::/0' },
    ])
  })
})

describe('DisassociateVpcCidrBlock', () => {
  it('goes through its states, takes the local route away, and is forgotten after an hour', () => {
    const { ask, pass, VpcId, vpc, add, localRoutes } = withVpc()
    const { AssociationId } = add('10.3.0.0/16')
    pass(1)
    const answer = ask('DisassociateVpcCidrBlock', { AssociationId: AssociationId! })
    expect(answer).toEqual({
      CidrBlockAssociation: {
        AssociationId,
        CidrBlock: '10.3.0.0/16',
        CidrBlockState: { State: 'disassociating' },
      },
      VpcId,
    })
    pass(1)
    expect(vpc().CidrBlockAssociationSet![1]!.CidrBlockState).toEqual({ State: 'disassociated' })
    expect(localRoutes()).toEqual(['10.2.0.0/16'])
    pass(3600)
    expect(vpc().CidrBlockAssociationSet).toHaveLength(1)
  })

  it('frees the block for the VPC to have again', () => {
    const { ask, pass, add } = withVpc()
    const { AssociationId } = add('10.3.0.0/16')
    pass(1)
    ask('DisassociateVpcCidrBlock', { AssociationId: AssociationId! })
    pass(1)
    expect(add('10.3.0.0/16').AssociationId).not.toBe(AssociationId)
  })

  it('takes an IPv6 block away', () => {
    const { ask, pass, VpcId, vpc, localRoutes } = withVpc()
    const { Ipv6CidrBlockAssociation } = ask('AssociateVpcCidrBlock', {
      VpcId,
      AmazonProvidedIpv6CidrBlock: true,
    })
    pass(1)
    const answer = ask('DisassociateVpcCidrBlock', {
      AssociationId: Ipv6CidrBlockAssociation!.AssociationId!,
    })
    expect(answer.Ipv6CidrBlockAssociation!.Ipv6CidrBlockState).toEqual({ State: 'disassociating' })
    pass(1)
    expect(localRoutes()).toEqual(['10.2.0.0/16'])
    pass(3600)
    expect(vpc()).not.toHaveProperty('Ipv6CidrBlockAssociationSet')
  })

  it('refuses the primary block', () => {
    const { refused, vpc } = withVpc()
    const [primary] = vpc().CidrBlockAssociationSet!
    expect(refused('DisassociateVpcCidrBlock', { AssociationId: primary!.AssociationId! })).toBe(
      `OperationNotPermitted: The vpc CIDR block with association ID ${primary!.AssociationId} may not be ` +
        'disassociated. It is the primary IPv4 CIDR block of the VPC',
    )
  })

  it('refuses a block that a subnet lies in', () => {
    const { ask, refused, pass, VpcId, add } = withVpc()
    const { AssociationId } = add('10.3.0.0/16')
    pass(1)
    ask('CreateSubnet', { VpcId, CidrBlock: '10.3.7.0/26' })
    expect(refused('DisassociateVpcCidrBlock', { AssociationId: AssociationId! })).toBe(
      `InvalidCidrBlock.InUse: The vpc ${VpcId} currently has a subnet within CIDR block 10.3.0.0/16`,
    )
  })

  it('refuses an association that nobody has', () => {
    expect(testCloud().refused('DisassociateVpcCidrBlock', { AssociationId: 'vpc-cidr-assoc-1' })).toBe(
      "InvalidVpcCidrBlockAssociationID.NotFound: The vpc CIDR block association ID 'vpc-cidr-assoc-1' does not exist",
    )
  })
})
