import { describe, expect, it } from 'vitest'
import { account, otherAccount, testCloud } from '../cloud.ts'

const ghost = 'vpcbpa-exclude-0123456789abcdef0'

function bpaWorld() {
  const test = testCloud()
  const { ask } = test
  const vpc = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const subnet = ask('CreateSubnet', { VpcId: vpc, CidrBlock: '10.0.0.0/24' }).Subnet!.SubnetId!
  return {
    ...test,
    vpc,
    subnet,
    block: (InternetGatewayBlockMode: 'off' | 'block-bidirectional' | 'block-ingress') =>
      ask('ModifyVpcBlockPublicAccessOptions', { InternetGatewayBlockMode }).VpcBlockPublicAccessOptions,
    exclude: (input: object, mode: 'allow-bidirectional' | 'allow-egress' = 'allow-bidirectional') =>
      ask('CreateVpcBlockPublicAccessExclusion', { ...input, InternetGatewayExclusionMode: mode })
        .VpcBlockPublicAccessExclusion!,
    modes: () => [
      ask('DescribeVpcs', { VpcIds: [vpc] }).Vpcs![0]!.BlockPublicAccessStates!.InternetGatewayBlockMode,
      ask('DescribeSubnets', { SubnetIds: [subnet] }).Subnets![0]!.BlockPublicAccessStates!
        .InternetGatewayBlockMode,
    ],
  }
}

describe('the options of VPC Block Public Access', () => {
  it('are off until they are set, and take a moment', () => {
    const { ask, pass, block } = bpaWorld()
    const options = () => ask('DescribeVpcBlockPublicAccessOptions').VpcBlockPublicAccessOptions
    const always = {
      AwsAccountId: account,
      AwsRegion: 'us-east-1',
      ManagedBy: 'account',
      ExclusionsAllowed: 'allowed',
    }
    expect(options()).toEqual({ ...always, State: 'default-state', InternetGatewayBlockMode: 'off' })
    const changed = {
      ...always,
      InternetGatewayBlockMode: 'block-ingress',
      LastUpdateTimestamp: expect.any(String),
    }
    expect(block('block-ingress')).toEqual({ ...changed, State: 'update-in-progress' })
    pass(60)
    expect(options()).toEqual({ ...changed, State: 'update-complete' })
  })

  it('are of one account in one Region', () => {
    const { ask, block } = bpaWorld()
    block('block-bidirectional')
    for (const where of [{ region: 'eu-west-1' }, { account: otherAccount }]) {
      expect(ask('DescribeVpcBlockPublicAccessOptions', {}, where).VpcBlockPublicAccessOptions).toMatchObject(
        {
          InternetGatewayBlockMode: 'off',
        },
      )
    }
  })

  it('have three modes', () => {
    const { refused } = bpaWorld()
    const InternetGatewayBlockMode = 'on' as string as 'off'
    expect(refused('ModifyVpcBlockPublicAccessOptions', { InternetGatewayBlockMode })).toMatch(
      /^InvalidParameterValue: Value \(on\)/,
    )
  })
})

describe('what is blocked of a VPC and its subnet', () => {
  it.each(['block-bidirectional', 'block-ingress', 'off'] as const)('follows the mode %s', (mode) => {
    const { block, modes } = bpaWorld()
    block(mode)
    expect(modes()).toEqual([mode, mode])
  })

  it('is nothing for a VPC that is excluded', () => {
    const { block, exclude, modes, vpc } = bpaWorld()
    block('block-bidirectional')
    exclude({ VpcId: vpc })
    expect(modes()).toEqual(['off', 'off'])
  })

  it('is what comes in when only egress is allowed', () => {
    const { block, exclude, modes, vpc } = bpaWorld()
    block('block-bidirectional')
    exclude({ VpcId: vpc }, 'allow-egress')
    expect(modes()).toEqual(['block-ingress', 'block-ingress'])
  })

  it('is decided for a subnet by its own exclusion', () => {
    const { block, exclude, modes, subnet } = bpaWorld()
    block('block-bidirectional')
    exclude({ SubnetId: subnet })
    expect(modes()).toEqual(['block-bidirectional', 'off'])
  })

  it('is everything again when the exclusion is deleted', () => {
    const { ask, pass, block, exclude, modes, vpc } = bpaWorld()
    block('block-bidirectional')
    const { ExclusionId = '' } = exclude({ VpcId: vpc })
    pass(60)
    ask('DeleteVpcBlockPublicAccessExclusion', { ExclusionId })
    expect(modes()).toEqual(['block-bidirectional', 'block-bidirectional'])
  })
})

describe('an exclusion', () => {
  it('is created, updated, deleted and forgotten', () => {
    const { ask, refused, pass, exclude, vpc } = bpaWorld()
    const created = exclude({ VpcId: vpc })
    const ExclusionId = created.ExclusionId!
    expect(created).toEqual({
      ExclusionId: expect.stringMatching(/^vpcbpa-exclude-0[0-9a-f]{16}$/),
      InternetGatewayExclusionMode: 'allow-bidirectional',
      ResourceArn: `arn:aws:ec2:us-east-1:${account}:vpc/${vpc}`,
      State: 'create-in-progress',
      CreationTimestamp: expect.any(String),
      LastUpdateTimestamp: expect.any(String),
      Tags: [],
    })
    const change = { ExclusionId, InternetGatewayExclusionMode: 'allow-egress' } as const
    expect(refused('ModifyVpcBlockPublicAccessExclusion', change)).toMatch(/^IncorrectState: /)
    const states = () =>
      ask('DescribeVpcBlockPublicAccessExclusions').VpcBlockPublicAccessExclusions!.map(({ State }) => State)
    pass(60)
    expect(states()).toEqual(['create-complete'])
    ask('ModifyVpcBlockPublicAccessExclusion', change)
    expect(states()).toEqual(['update-in-progress'])
    pass(60)
    expect(states()).toEqual(['update-complete'])
    ask('DeleteVpcBlockPublicAccessExclusion', { ExclusionId })
    expect(states()).toEqual(['delete-in-progress'])
    pass(60)
    expect(states()).toEqual(['delete-complete'])
    expect(refused('DeleteVpcBlockPublicAccessExclusion', { ExclusionId })).toMatch(/^IncorrectState: /)
    pass(3600)
    expect(states()).toEqual([])
  })

  it.each([
    ['nothing', () => ({}), /^MissingParameter: /],
    [
      'two things',
      (vpc: string, subnet: string) => ({ VpcId: vpc, SubnetId: subnet }),
      /^InvalidParameterComb/,
    ],
    ['a VPC that there is not', () => ({ VpcId: 'vpc-0123456789abcdef0' }), /^InvalidVpcID\.NotFound: /],
    ['a subnet that there is not', () => ({ SubnetId: 'subnet-0' }), /^InvalidSubnetID\.NotFound: /],
  ])('is not of %s', (_, of, expected) => {
    const { refused, vpc, subnet } = bpaWorld()
    const input = { ...of(vpc, subnet), InternetGatewayExclusionMode: 'allow-egress' as const }
    expect(refused('CreateVpcBlockPublicAccessExclusion', input)).toMatch(expected)
  })

  it('is the only one of its resource, and of a mode that there is', () => {
    const { refused, exclude, vpc } = bpaWorld()
    exclude({ VpcId: vpc })
    const again = { VpcId: vpc, InternetGatewayExclusionMode: 'allow-egress' as const }
    expect(refused('CreateVpcBlockPublicAccessExclusion', again)).toMatch(/^InvalidParameterValue: There is/)
    const wrong = { VpcId: vpc, InternetGatewayExclusionMode: 'allow-all' as string as 'allow-egress' }
    expect(refused('CreateVpcBlockPublicAccessExclusion', wrong)).toMatch(/^InvalidParameterValue: Value/)
  })

  it.each(['ModifyVpcBlockPublicAccessExclusion', 'DeleteVpcBlockPublicAccessExclusion'] as const)(
    '%s needs one that exists',
    (operation) => {
      const mode = { InternetGatewayExclusionMode: 'allow-egress' as const }
      const input = { ExclusionId: ghost, ...(operation.startsWith('Modify') && mode) }
      expect(bpaWorld().refused(operation, input as never)).toBe(
        `InvalidVpcBlockPublicAccessExclusionId.NotFound: The vpcBlockPublicAccessExclusion ID '${ghost}' does not exist`,
      )
    },
  )

  it.each<[string, (subnet: string) => string, number]>([
    ['resource-arn', (subnet) => `*${subnet}`, 1],
    ['internet-gateway-exclusion-mode', () => 'allow-egress', 1],
    ['state', () => 'create-in-progress', 2],
    ['tag:team', () => 'red', 1],
    ['tag-key', () => 'team', 1],
    ['tag-value', () => 'red', 1],
  ])('filter %s', (Name, value, count) => {
    const { ask, exclude, vpc, subnet } = bpaWorld()
    const Tags = [{ Key: 'team', Value: 'red' }]
    exclude({ VpcId: vpc })
    exclude(
      {
        SubnetId: subnet,
        TagSpecifications: [{ ResourceType: 'vpc-block-public-access-exclusion', Tags }],
      },
      'allow-egress',
    )
    const Filters = [{ Name, Values: [value(subnet)] }]
    const { VpcBlockPublicAccessExclusions } = ask('DescribeVpcBlockPublicAccessExclusions', { Filters })
    expect(VpcBlockPublicAccessExclusions).toHaveLength(count)
  })
})
