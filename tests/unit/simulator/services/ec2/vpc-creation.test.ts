import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, testCloud } from '../cloud.ts'

describe('CreateVpc', () => {
  it('answers with a pending VPC, as AWS prints a new one', () => {
    const { ask } = testCloud()
    const { Vpc } = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    expect(Vpc).toEqual({
      OwnerId: account,
      InstanceTenancy: 'default',
      Ipv6CidrBlockAssociationSet: [],
      CidrBlockAssociationSet: [
        {
          AssociationId: expect.stringMatching(/^vpc-cidr-assoc-0[0-9a-f]{16}$/),
          CidrBlock: '10.0.0.0/16',
          CidrBlockState: { State: 'associated' },
        },
      ],
      IsDefault: false,
      VpcId: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
      State: 'pending',
      CidrBlock: '10.0.0.0/16',
      DhcpOptionsId: expect.stringMatching(/^dopt-0[0-9a-f]{16}$/),
    })
  })

  it('is available a moment later', () => {
    const { ask, pass } = testCloud()
    const VpcIds = [ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!]
    expect(ask('DescribeVpcs', { VpcIds }).Vpcs![0]!.State).toBe('pending')
    pass(1)
    expect(ask('DescribeVpcs', { VpcIds }).Vpcs![0]!.State).toBe('available')
  })

  it.each([
    ['10.0.0.5/16', '10.0.0.0/16'],
    ['10.0.0.0/28', '10.0.0.0/28'],
    ['100.64.0.0/16', '100.64.0.0/16'],
    ['203.0.113.0/24', '203.0.113.0/24'],
  ])('takes %s as %s', (CidrBlock, canonical) => {
    expect(testCloud().ask('CreateVpc', { CidrBlock }).Vpc!.CidrBlock).toBe(canonical)
  })

  it.each([
    [{ CidrBlock: '10.0.0.0/15' }, "InvalidVpc.Range: The CIDR '10.0.0.0/15' is invalid."],
    [{ CidrBlock: '10.0.0.0/29' }, "InvalidVpc.Range: The CIDR '10.0.0.0/29' is invalid."],
    [{ CidrBlock: '169.254.0.0/16' }, "InvalidVpc.Range: The CIDR '169.254.0.0/16' is invalid."],
    [{ CidrBlock: '224.0.0.0/16' }, "InvalidVpc.Range: The CIDR '224.0.0.0/16' is invalid."],
    [
      { CidrBlock: '10.0.0.0' },
      'InvalidParameterValue: Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    [
      { CidrBlock: '2001:db8::/56' },
      'InvalidParameterValue: Value (2001:db8::/56) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    [{}, "MissingParameter: Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."],
    [
      { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'host' as const },
      'UnsupportedTenancy: The tenancy value host is not supported.',
    ],
    [
      { Ipv4IpamPoolId: 'ipam-pool-1' },
      "InvalidIpamPoolId.NotFound: The ipam-pool ID 'ipam-pool-1' does not exist",
    ],
    [
      { CidrBlock: '10.0.0.0/16', Ipv6Pool: 'ipv6pool-1' },
      "InvalidIpv6PoolID.NotFound: The ipv6Pool ID 'ipv6pool-1' does not exist",
    ],
    [
      { CidrBlock: '10.0.0.0/16', Ipv6CidrBlock: '2001:db8::/56' },
      'MissingParameter: The request must contain the parameter ipv6Pool',
    ],
    [
      { CidrBlock: '10.0.0.0/16', Ipv6CidrBlockNetworkBorderGroup: 'us-east-1' },
      'InvalidParameterCombination: AmazonProvidedIpv6CidrBlock must be set to true to use Ipv6CidrBlockNetworkBorderGroup.',
    ],
    [
      {
        CidrBlock: '10.0.0.0/16',
        AmazonProvidedIpv6CidrBlock: true,
        Ipv6CidrBlockNetworkBorderGroup: 'us-west-2',
      },
      'InvalidParameterValue: Value (us-west-2) for parameter ipv6CidrBlockNetworkBorderGroup is invalid.',
    ],
    [
      { CidrBlock: '10.0.0.0/16', VpcEncryptionControl: { Mode: 'monitor' as const } },
      'UnsupportedOperation: VPC encryption controls are not simulated.',
    ],
    [
      {
        CidrBlock: '10.0.0.0/16',
        TagSpecifications: [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'a' }] }],
      },
      "InvalidParameterValue: 'subnet' is not a valid taggable resource type for this operation.",
    ],
    [
      { CidrBlock: '10.0.0.0/16', DryRun: true },
      'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
    ],
  ])('refuses %j', (input, text) => {
    expect(testCloud().refused('CreateVpc', input)).toBe(text)
  })

  it('tags the VPC that it makes', () => {
    const { ask } = testCloud()
    const Tags = [
      { Key: 'Name', Value: 'shop' },
      { Key: 'stage', Value: '' },
    ]
    const { Vpc } = ask('CreateVpc', {
      CidrBlock: '10.0.0.0/16',
      TagSpecifications: [{ ResourceType: 'vpc', Tags }],
    })
    expect(Vpc!.Tags).toEqual(Tags)
  })

  it('gets its IPv6 block a moment later: a /56 of the Region that nobody else has', () => {
    const { ask, pass } = testCloud()
    const input = { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }
    const { Vpc } = ask('CreateVpc', input)
    expect(Vpc!.Ipv6CidrBlockAssociationSet).toEqual([
      {
        AssociationId: expect.stringMatching(/^vpc-cidr-assoc-/),
        Ipv6CidrBlock: '',
        Ipv6CidrBlockState: { State: 'associating' },
        NetworkBorderGroup: 'us-east-1',
        Ipv6Pool: 'Amazon',
        Ipv6AddressAttribute: 'public',
        IpSource: 'amazon',
      },
    ])
    ask('CreateVpc', input)
    pass(1)
    const filter = { Name: 'ipv6-cidr-block-association.state', Values: ['associated'] }
    const blocks = ask('DescribeVpcs', { Filters: [filter] }).Vpcs!.map(
      (vpc) => vpc.Ipv6CidrBlockAssociationSet![0]!.Ipv6CidrBlock!,
    )
    expect(new Set(blocks).size).toBe(2)
    for (const block of blocks) expect(block).toMatch(/^2600:1f1[89].*00::\/56$/)
  })

  it('comes with a main route table, a default network ACL and a default security group', () => {
    const { ask } = testCloud()
    const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    const [table, ...others] = ask('DescribeRouteTables', { Filters }).RouteTables!
    expect(others).toEqual([])
    expect(table!.Associations!.map(({ Main }) => Main)).toEqual([true])
    expect(table!.Routes!.map((route) => [route.DestinationCidrBlock, route.GatewayId])).toEqual([
      ['10.0.0.0/16', 'local'],
    ])
    expect(ask('DescribeNetworkAcls', { Filters }).NetworkAcls!.map((acl) => acl.IsDefault)).toEqual([true])
    expect(
      ask('DescribeSecurityGroups', { Filters }).SecurityGroups!.map((group) => group.GroupName),
    ).toEqual(['default'])
  })

  it('makes no more than the quota allows, the default VPC counted', () => {
    const { ask, refused, cloud } = testCloud()
    for (let i = 1; i < 5; i++) ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    expect(refused('CreateVpc', { CidrBlock: '10.0.0.0/16' })).toBe(
      'VpcLimitExceeded: The maximum number of VPCs has been reached.',
    )
    ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, { region: 'eu-west-1' })
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'vpcs-per-region', 6)
    ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
  })
})

describe('DeleteVpc', () => {
  it('takes with it what came with the VPC', () => {
    const { ask, refused } = testCloud()
    const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
    ask('DeleteVpc', { VpcId })
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    expect(ask('DescribeRouteTables', { Filters }).RouteTables).toEqual([])
    expect(ask('DescribeNetworkAcls', { Filters }).NetworkAcls).toEqual([])
    expect(ask('DescribeSecurityGroups', { Filters }).SecurityGroups).toEqual([])
    expect(refused('DeleteVpc', { VpcId })).toBe(
      `InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`,
    )
  })

  it('is refused while a subnet is left', () => {
    const { ask, refused } = testCloud()
    const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
    const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/24' }).Subnet!.SubnetId!
    expect(refused('DeleteVpc', { VpcId })).toBe(
      `DependencyViolation: The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    )
    ask('DeleteSubnet', { SubnetId })
    ask('DeleteVpc', { VpcId })
  })

  it('may happen before the VPC is available', () => {
    const { ask, pass } = testCloud()
    const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!
      .VpcId!
    ask('DeleteVpc', { VpcId })
    pass(10)
    expect(ask('DescribeVpcs').Vpcs!.map((vpc) => vpc.IsDefault)).toEqual([true])
  })
})
