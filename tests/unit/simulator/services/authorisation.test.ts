import { describe, expect, it } from 'vitest'
import { amisOf } from '../../../../simulator/world/catalogue/amis.ts'
import { account, otherAccount, type TestCloud, testCloud } from './cloud.ts'
import { allow, awsManaged, deny, policy, trust, userWith } from './iam/words.ts'

const dev = `arn:aws:iam::${account}:user/Dev`
const ec2 = (kind: string, id = '*') => `arn:aws:ec2:us-east-1:${account}:${kind}/${id}`
const block = { CidrBlock: '10.0.0.0/16' }

/** EC2's refusal, without the encoded message at its end. */
const plain = (text: string) => text.replace(/\. Encoded authorization failure message: [\w-]+$/, '')

const refusal = (action: string, resource: string | undefined, why: string) =>
  `UnauthorizedOperation: You are not authorized to perform this operation. User: ${dev} is not authorized to perform: ${action}${resource ? ` on resource: ${resource}` : ''} ${why}`

const silent = (action: string) => `because no identity-based policy allows the ${action} action`

describe('a user', () => {
  it('may do nothing without a policy, and is told so', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    expect(cloud.refused('DescribeVpcs', {}, me)).toBe(
      refusal('ec2:DescribeVpcs', undefined, silent('ec2:DescribeVpcs')),
    )
    expect(plain(cloud.refused('CreateVpc', block, me))).toBe(
      refusal('ec2:CreateVpc', ec2('vpc'), silent('ec2:CreateVpc')),
    )
    expect(cloud.refusedBy('iam', 'ListUsers', {}, me)).toBe(
      `AccessDenied: User: ${dev} is not authorized to perform: iam:ListUsers on resource: * ${silent('iam:ListUsers')}`,
    )
  })

  it('may always ask who it is', () => {
    const cloud = testCloud()
    expect(cloud.call('sts', 'GetCallerIdentity', {}, userWith(cloud, 'Dev')).Arn).toBe(dev)
  })

  it.each<[string, (cloud: TestCloud) => void]>([
    [
      'a policy of its own',
      ({ call }) => {
        const PolicyDocument = policy(allow('ec2:*'))
        call('iam', 'PutUserPolicy', { UserName: 'Dev', PolicyName: 'p', PolicyDocument })
      },
    ],
    [
      'an attached policy of AWS',
      ({ call }) => {
        call('iam', 'AttachUserPolicy', { UserName: 'Dev', PolicyArn: awsManaged('AmazonVPCFullAccess') })
      },
    ],
    [
      'a group',
      ({ call }) => {
        call('iam', 'CreateGroup', { GroupName: 'g' })
        const PolicyDocument = policy(allow('ec2:CreateVpc'))
        call('iam', 'PutGroupPolicy', { GroupName: 'g', PolicyName: 'p', PolicyDocument })
        call('iam', 'AddUserToGroup', { GroupName: 'g', UserName: 'Dev' })
      },
    ],
    [
      'a new default version of an attached policy',
      ({ call }) => {
        const PolicyArn = `arn:aws:iam::${account}:policy/p`
        call('iam', 'CreatePolicy', { PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
        call('iam', 'AttachUserPolicy', { UserName: 'Dev', PolicyArn })
        const PolicyDocument = policy(allow('ec2:*'))
        call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true })
      },
    ],
  ])('is let in at once by %s', (_, give) => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    cloud.refused('CreateVpc', block, me)
    give(cloud)
    expect(cloud.ask('CreateVpc', block, me).Vpc?.CidrBlock).toBe('10.0.0.0/16')
  })

  it('is shut out again when the policy goes', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    const admin = { UserName: 'Dev', PolicyArn: awsManaged('AdministratorAccess') }
    cloud.call('iam', 'AttachUserPolicy', admin)
    cloud.ask('DescribeVpcs', {}, me)
    cloud.call('iam', 'DetachUserPolicy', admin)
    expect(cloud.refused('DescribeVpcs', {}, me)).toMatch('UnauthorizedOperation')
  })

  it('is stopped by an explicit deny, though it be an administrator', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', allow('*'), deny('ec2:DeleteVpc'))
    const { Vpc } = cloud.ask('CreateVpc', block, me)
    expect(plain(cloud.refused('DeleteVpc', { VpcId: Vpc?.VpcId ?? '' }, me))).toBe(
      refusal('ec2:DeleteVpc', ec2('vpc', Vpc?.VpcId), 'with an explicit deny in an identity-based policy'),
    )
  })

  it('is stopped by its boundary', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', allow('*'))
    const PermissionsBoundary = awsManaged('AmazonEC2ReadOnlyAccess')
    cloud.call('iam', 'PutUserPermissionsBoundary', { UserName: 'Dev', PermissionsBoundary })
    expect(cloud.ask('DescribeVpcs', {}, me).Vpcs).toHaveLength(1)
    expect(plain(cloud.refused('CreateVpc', block, me))).toBe(
      refusal('ec2:CreateVpc', ec2('vpc'), 'because no permissions boundary allows the ec2:CreateVpc action'),
    )
  })

  it('of another account has no say here', () => {
    const cloud = testCloud()
    const { VpcId = '' } = cloud.ask('CreateVpc', block).Vpc ?? {}
    cloud.call('iam', 'CreateUser', { UserName: 'Far' }, { account: otherAccount })
    cloud.call(
      'iam',
      'AttachUserPolicy',
      { UserName: 'Far', PolicyArn: awsManaged('AdministratorAccess') },
      { account: otherAccount },
    )
    const { AccessKey = {} } = cloud.call(
      'iam',
      'CreateAccessKey',
      { UserName: 'Far' },
      { account: otherAccount },
    )
    expect(cloud.refused('DeleteVpc', { VpcId }, { as: AccessKey })).toMatch('InvalidVpcID.NotFound')
  })
})

describe('a denied call', () => {
  it('is in the ledger, and changes nothing else', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    cloud.refused('CreateVpc', block, me)
    const last = cloud.cloud.store.all({ name: 'ledger', key: () => '', indexes: {} }).at(-1)
    expect(last).toMatchObject({
      operation: 'CreateVpc',
      principal: { arn: dev },
      error: { code: 'UnauthorizedOperation' },
    })
  })

  it('is refused before a dry run says anything else', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    const dry = { ...block, DryRun: true }
    expect(cloud.refused('CreateVpc', dry, me)).toMatch(/^UnauthorizedOperation/)
    expect(cloud.refused('CreateVpc', dry)).toMatch(/^DryRunOperation/)
  })

  it('tells the same of a VPC that does not exist', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    expect(cloud.refused('DeleteVpc', { VpcId: 'vpc-0123456789abcdef0' }, me)).toMatch(
      ec2('vpc', 'vpc-0123456789abcdef0'),
    )
  })
})

describe('resources', () => {
  // The user may do all this, but for one resource.
  const cases: [string, string, (ids: { vpc: string; subnet: string }) => object, string][] = [
    ['what is there', 'CreateSubnet', ({ vpc }) => ({ VpcId: vpc, CidrBlock: '10.0.9.0/24' }), 'vpc/vpc-'],
    ['what is made', 'CreateSubnet', ({ vpc }) => ({ VpcId: vpc, CidrBlock: '10.0.9.0/24' }), 'subnet/*'],
    ['a list of ids', 'CreateVpcEndpoint', ({ vpc, subnet }) => endpoint(vpc, subnet), 'subnet/subnet-'],
    ['a kind with another name', 'AllocateAddress', () => ({ Domain: 'vpc' }), 'elastic-ip/*'],
  ]
  const endpoint = (VpcId: string, subnet: string) => ({
    VpcId,
    SubnetIds: [subnet],
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.us-east-1.ec2',
  })

  it.each(cases)('are asked about each: %s', (_, operation, input, resource) => {
    const cloud = testCloud()
    const vpc = cloud.ask('CreateVpc', block).Vpc?.VpcId ?? ''
    const subnet = cloud.ask('CreateSubnet', { VpcId: vpc, CidrBlock: '10.0.0.0/24' }).Subnet?.SubnetId ?? ''
    const forbidden = `arn:aws:ec2:us-east-1:${account}:${resource}${resource.endsWith('-') ? '*' : ''}`
    const me = userWith(cloud, 'Dev', allow('ec2:*'), deny('ec2:*', forbidden))
    expect(cloud.refused(operation as 'CreateVpc', input({ vpc, subnet }) as never, me)).toContain(
      `:${resource}`,
    )
  })

  it('are told apart by their tags', () => {
    const cloud = testCloud()
    const make = (team: string) => {
      const TagSpecifications = [{ ResourceType: 'vpc', Tags: [{ Key: 'team', Value: team }] }] as const
      return cloud.ask('CreateVpc', { ...block, TagSpecifications }).Vpc?.VpcId ?? ''
    }
    const [ours, theirs] = [make('a'), make('b')]
    const condition = { Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } } }
    const me = userWith(cloud, 'Dev', allow('ec2:DeleteVpc', '*', condition))
    expect(cloud.refused('DeleteVpc', { VpcId: theirs }, me)).toMatch('UnauthorizedOperation')
    expect(cloud.ask('DeleteVpc', { VpcId: ours }, me)).toEqual({})
  })

  it('need leave to be tagged on creation', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', allow('ec2:CreateVpc'))
    const TagSpecifications = [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] as const
    expect(plain(cloud.refused('CreateVpc', { ...block, TagSpecifications }, me))).toBe(
      refusal('ec2:CreateTags', ec2('vpc'), silent('ec2:CreateTags')),
    )
  })

  it.each([
    ['a tag that is asked for', { StringEquals: { 'aws:RequestTag/team': 'a' } }, true],
    ['another value of the tag', { StringEquals: { 'aws:RequestTag/team': 'b' } }, false],
    ['the Region', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, true],
    ['another Region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, false],
    ['the user’s own name', { StringLike: { 'aws:username': 'D*' } }, true],
    ['a time that has passed', { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, false],
  ])('are made on a condition: %s', (_, Condition, passes) => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', allow('ec2:*', '*', { Condition }))
    const TagSpecifications = [{ ResourceType: 'vpc', Tags: [{ Key: 'team', Value: 'a' }] }] as const
    const make = () => cloud.ask('CreateVpc', { ...block, TagSpecifications }, me)
    if (passes) expect(make().Vpc).toBeDefined()
    else expect(make).toThrow('UnauthorizedOperation')
  })
})

describe('conditions of EC2’s own', () => {
  it.each([
    ['the service of an endpoint', { 'ec2:VpceServiceName': 'com.amazonaws.us-east-1.s3' }, true],
    ['another service', { 'ec2:VpceServiceName': 'com.amazonaws.us-east-1.dynamodb' }, false],
    ['who owns it', { 'ec2:VpceServiceOwner': 'amazon' }, true],
    ['another owner', { 'ec2:VpceServiceOwner': otherAccount }, false],
    ['the Region', { 'ec2:Region': 'us-east-1' }, true],
  ])('look at %s', (_, StringEquals, passes) => {
    const cloud = testCloud()
    const { VpcId = '' } = cloud.ask('CreateVpc', block).Vpc ?? {}
    const me = userWith(cloud, 'Dev', allow('ec2:CreateVpcEndpoint', '*', { Condition: { StringEquals } }))
    const input = { VpcId, ServiceName: 'com.amazonaws.us-east-1.s3', DryRun: true }
    expect(cloud.refused('CreateVpcEndpoint', input, me)).toMatch(passes ? 'DryRun' : 'Unauthorized')
  })

  it('look at the VPC that a resource is in', () => {
    const cloud = testCloud()
    const { VpcId = '' } = cloud.ask('CreateVpc', block).Vpc ?? {}
    const { GroupId = '' } = cloud.ask('CreateSecurityGroup', { GroupName: 'g', Description: 'g', VpcId })
    const Condition = { ArnEquals: { 'ec2:Vpc': ec2('vpc', VpcId) } }
    const me = userWith(cloud, 'Dev', allow('ec2:DeleteSecurityGroup', '*', { Condition }))
    const [elsewhere] = cloud.ask('DescribeSecurityGroups').SecurityGroups ?? []
    const theirs = { GroupId: elsewhere?.GroupId ?? '', DryRun: true }
    expect(cloud.refused('DeleteSecurityGroup', theirs, me)).toMatch('UnauthorizedOperation')
    expect(cloud.refused('DeleteSecurityGroup', { GroupId, DryRun: true }, me)).toMatch('DryRunOperation')
  })
})

describe('a role', () => {
  const RoleArn = `arn:aws:iam::${account}:role/app`

  it.each<[string, object[], boolean]>([
    ['with leave to pass it', [allow('ec2:*'), allow('iam:PassRole', RoleArn)], true],
    ['without', [allow('ec2:*')], false],
    ['with leave to pass another', [allow('ec2:*'), allow('iam:PassRole', `${RoleArn}2`)], false],
    [
      'with leave to pass it to another service',
      [
        allow('ec2:*'),
        allow('iam:PassRole', '*', {
          Condition: { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } },
        }),
      ],
      false,
    ],
  ])('goes to an instance %s', (_, statements, passes) => {
    const cloud = testCloud()
    const AssumeRolePolicyDocument = trust({ Service: 'ec2.amazonaws.com' })
    cloud.call('iam', 'CreateRole', { RoleName: 'app', AssumeRolePolicyDocument })
    cloud.call('iam', 'CreateInstanceProfile', { InstanceProfileName: 'p' })
    cloud.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName: 'p', RoleName: 'app' })
    const me = userWith(cloud, 'Dev', ...statements)
    const input = {
      ImageId: amisOf('us-east-1')[0]?.imageId ?? '',
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.micro',
      IamInstanceProfile: { Name: 'p' },
      DryRun: true,
    } as const
    const refusal = cloud.refused('RunInstances', input, me)
    if (passes) expect(refusal).toMatch('DryRunOperation')
    else expect(refusal).toContain(`iam:PassRole on resource: ${RoleArn}`)
  })
})

describe('IAM’s own resources', () => {
  it.each([
    ['CreateUser', { UserName: 'x', Path: '/a/' }, 'user/a/x'],
    ['GetUser', {}, 'user/Dev'],
    ['AddUserToGroup', { UserName: 'Dev', GroupName: 'g' }, 'group/g'],
    ['CreatePolicy', { PolicyName: 'p', PolicyDocument: policy(allow('*')) }, 'policy/p'],
    ['DeleteRole', { RoleName: 'r' }, 'role/app/r'],
  ] as const)('%s names its resource', (operation, input, resource) => {
    const cloud = testCloud()
    cloud.call('iam', 'CreateRole', {
      RoleName: 'r',
      Path: '/app/',
      AssumeRolePolicyDocument: policy({
        Effect: 'Allow',
        Principal: { AWS: account },
        Action: 'sts:AssumeRole',
      }),
    })
    const me = userWith(cloud, 'Dev')
    expect(cloud.refusedBy('iam', operation, input as never, me)).toContain(
      `on resource: arn:aws:iam::${account}:${resource} because`,
    )
  })

  it('may be granted on condition of a boundary, which stops a user from freeing itself', () => {
    const cloud = testCloud()
    const PermissionsBoundary = awsManaged('AmazonEC2ReadOnlyAccess')
    const me = userWith(
      cloud,
      'Dev',
      allow('iam:CreateUser', '*', {
        Condition: { StringEquals: { 'iam:PermissionsBoundary': PermissionsBoundary } },
      }),
    )
    expect(cloud.refusedBy('iam', 'CreateUser', { UserName: 'a' }, me)).toMatch('AccessDenied')
    expect(cloud.call('iam', 'CreateUser', { UserName: 'a', PermissionsBoundary }, me).User).toBeDefined()
  })
})
