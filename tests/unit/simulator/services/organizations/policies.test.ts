import { describe, expect, it } from 'vitest'
import { account, otherAccount, testCloud } from '../cloud.ts'
import { allow, awsManaged, deny, policy, trust } from '../iam/words.ts'

const far = { account: otherAccount }
const scp = 'SERVICE_CONTROL_POLICY'
const block = { CidrBlock: '10.0.0.0/16' }

/** An organization with both accounts, service control policies on, and the second account in a unit. */
function governed() {
  const cloud = testCloud()
  const { call } = cloud
  cloud.ask('DescribeVpcs', {}, far)
  const org = call('organizations', 'CreateOrganization').Organization?.Id ?? ''
  const root = call('organizations', 'ListRoots').Roots?.[0]?.Id ?? ''
  call('organizations', 'EnablePolicyType', { RootId: root, PolicyType: scp })
  const Target = { Type: 'ACCOUNT', Id: otherAccount } as const
  const HandshakeId = call('organizations', 'InviteAccountToOrganization', { Target }).Handshake?.Id ?? ''
  call('organizations', 'AcceptHandshake', { HandshakeId }, far)
  const unit =
    call('organizations', 'CreateOrganizationalUnit', { ParentId: root, Name: 'u' }).OrganizationalUnit?.Id ??
    ''
  call('organizations', 'MoveAccount', {
    AccountId: otherAccount,
    SourceParentId: root,
    DestinationParentId: unit,
  })
  const make = (Name: string, ...statements: object[]) => {
    const input = { Name, Description: Name, Type: scp, Content: policy(...statements) } as const
    return call('organizations', 'CreatePolicy', input).Policy?.PolicySummary?.Id ?? ''
  }
  const attach = (PolicyId: string, TargetId: string) =>
    call('organizations', 'AttachPolicy', { PolicyId, TargetId })
  const detach = (PolicyId: string, TargetId: string) =>
    call('organizations', 'DetachPolicy', { PolicyId, TargetId })
  return { ...cloud, org, root, unit, make, attach, detach }
}

describe('a service control policy', () => {
  it.each<[string, (world: ReturnType<typeof governed>) => string]>([
    ['the root', ({ root }) => root],
    ['the unit', ({ unit }) => unit],
    ['the account', () => otherAccount],
  ])('on %s stops even the root user of a member', (_, target) => {
    const world = governed()
    world.attach(world.make('no-vpcs', deny('ec2:CreateVpc')), target(world))
    expect(world.ask('DescribeVpcs', {}, far).Vpcs).toHaveLength(1)
    expect(world.refused('CreateVpc', block, far)).toMatch(
      new RegExp(
        `^UnauthorizedOperation: .*User: arn:aws:iam::${otherAccount}:root is not authorized to perform: ec2:CreateVpc .* with an explicit deny in a service control policy`,
      ),
    )
  })

  it('does not hold the management account', () => {
    const world = governed()
    world.attach(world.make('no-vpcs', deny('ec2:CreateVpc')), world.root)
    expect(world.ask('CreateVpc', block).Vpc).toBeDefined()
  })

  it('must allow at every level', () => {
    const world = governed()
    world.attach(world.make('s3-only', allow('s3:*')), world.unit)
    expect(world.ask('DescribeVpcs', {}, far).Vpcs).toHaveLength(1)
    world.detach('p-FullAWSAccess', world.unit)
    expect(world.refused('DescribeVpcs', {}, far)).toMatch(
      'because no service control policy allows the ec2:DescribeVpcs action',
    )
  })

  it('works again as before when the account leaves', () => {
    const world = governed()
    world.attach(world.make('no-vpcs', deny('ec2:CreateVpc')), world.unit)
    world.refused('CreateVpc', block, far)
    world.call('organizations', 'LeaveOrganization', {}, far)
    expect(world.ask('CreateVpc', block, far).Vpc).toBeDefined()
  })

  it('follows its text when that is updated', () => {
    const world = governed()
    const PolicyId = world.make('p', deny('ec2:CreateVpc'))
    world.attach(PolicyId, otherAccount)
    world.refused('CreateVpc', block, far)
    world.call('organizations', 'UpdatePolicy', { PolicyId, Content: policy(deny('s3:*')) })
    expect(world.ask('CreateVpc', block, far).Vpc).toBeDefined()
  })

  it('is told of by simulate-principal-policy', () => {
    const world = governed()
    world.attach(world.make('no-vpcs', deny('ec2:CreateVpc')), otherAccount)
    world.call('iam', 'CreateUser', { UserName: 'u' }, far)
    world.call(
      'iam',
      'AttachUserPolicy',
      { UserName: 'u', PolicyArn: awsManaged('AdministratorAccess') },
      far,
    )
    const { EvaluationResults } = world.call(
      'iam',
      'SimulatePrincipalPolicy',
      { PolicySourceArn: `arn:aws:iam::${otherAccount}:user/u`, ActionNames: ['ec2:CreateVpc'] },
      far,
    )
    expect(EvaluationResults).toMatchObject([
      { EvalDecision: 'explicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
    ])
  })

  it('gives requests the keys of the organization', () => {
    const world = governed()
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': world.org } }
    const AssumeRolePolicyDocument = trust({ AWS: '*' }, 'sts:AssumeRole', { Condition })
    world.call('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument })
    world.call('iam', 'CreateUser', { UserName: 'u' }, far)
    world.call(
      'iam',
      'AttachUserPolicy',
      { UserName: 'u', PolicyArn: awsManaged('AdministratorAccess') },
      far,
    )
    const { AccessKey: as = {} } = world.call('iam', 'CreateAccessKey', { UserName: 'u' }, far)
    const ask = { RoleArn: `arn:aws:iam::${account}:role/r`, RoleSessionName: 'it' }
    expect(world.call('sts', 'AssumeRole', ask, { as }).AssumedRoleUser?.Arn).toContain(account)
    world.call('organizations', 'LeaveOrganization', {}, far)
    expect(world.refusedBy('sts', 'AssumeRole', ask, { as })).toMatch('AccessDenied')
  })
})

describe('a resource control policy', () => {
  it('stops strangers at the account’s own roles', () => {
    const world = governed()
    world.call('organizations', 'EnablePolicyType', {
      RootId: world.root,
      PolicyType: 'RESOURCE_CONTROL_POLICY',
    })
    world.call('iam', 'CreateUser', { UserName: 'm' })
    world.call('iam', 'AttachUserPolicy', { UserName: 'm', PolicyArn: awsManaged('AdministratorAccess') })
    const { AccessKey: as = {} } = world.call('iam', 'CreateAccessKey', { UserName: 'm' })
    const AssumeRolePolicyDocument = trust({ AWS: account })
    world.call('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument }, far)
    const ask = { RoleArn: `arn:aws:iam::${otherAccount}:role/r`, RoleSessionName: 'it' }
    expect(world.call('sts', 'AssumeRole', ask, { as }).AssumedRoleUser).toBeDefined()
    const Content = policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' })
    const input = { Name: 'r', Description: 'r', Type: 'RESOURCE_CONTROL_POLICY', Content } as const
    const PolicyId = world.call('organizations', 'CreatePolicy', input).Policy?.PolicySummary?.Id ?? ''
    world.attach(PolicyId, otherAccount)
    expect(world.refusedBy('sts', 'AssumeRole', ask, { as })).toMatch(
      'explicit deny in a resource control policy',
    )
  })
})

describe('policies of an organization', () => {
  it('are listed, AWS’s own first', () => {
    const { call, make, root } = governed()
    const PolicyId = make('p', deny('s3:*'))
    expect(call('organizations', 'ListPolicies', { Filter: scp }).Policies).toEqual([
      {
        Id: 'p-FullAWSAccess',
        Arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
        Name: 'FullAWSAccess',
        Description: 'Allows access to every operation',
        Type: scp,
        AwsManaged: true,
      },
      expect.objectContaining({ Id: PolicyId, Name: 'p', AwsManaged: false }),
    ])
    const onRoot = { TargetId: root, Filter: scp } as const
    expect(call('organizations', 'ListPoliciesForTarget', onRoot).Policies).toMatchObject([
      { Id: 'p-FullAWSAccess' },
    ])
    const { Targets } = call('organizations', 'ListTargetsForPolicy', { PolicyId: 'p-FullAWSAccess' })
    expect(Targets?.map(({ Type }) => Type)).toEqual(['ROOT', 'ORGANIZATIONAL_UNIT', 'ACCOUNT', 'ACCOUNT'])
    expect(call('organizations', 'DescribePolicy', { PolicyId }).Policy?.Content).toBe(policy(deny('s3:*')))
  })

  it.each<[string, (world: ReturnType<typeof governed>) => string, string]>([
    [
      'attached twice',
      (world) => {
        const PolicyId = world.make('p', deny('s3:*'))
        world.attach(PolicyId, world.root)
        return world.refusedBy('organizations', 'AttachPolicy', { PolicyId, TargetId: world.root })
      },
      'DuplicatePolicyAttachmentException',
    ],
    [
      'detached as the last',
      (world) =>
        world.refusedBy('organizations', 'DetachPolicy', {
          PolicyId: 'p-FullAWSAccess',
          TargetId: world.root,
        }),
      'ConstraintViolationException: You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
    ],
    [
      'detached where it is not',
      (world) =>
        world.refusedBy('organizations', 'DetachPolicy', {
          PolicyId: world.make('p', deny('s3:*')),
          TargetId: world.root,
        }),
      'PolicyNotAttachedException',
    ],
    [
      'deleted in use',
      (world) => {
        const PolicyId = world.make('p', deny('s3:*'))
        world.attach(PolicyId, world.root)
        return world.refusedBy('organizations', 'DeletePolicy', { PolicyId })
      },
      'PolicyInUseException',
    ],
    [
      'AWS’s, deleted',
      (world) => world.refusedBy('organizations', 'DeletePolicy', { PolicyId: 'p-FullAWSAccess' }),
      'AccessDeniedException',
    ],
    [
      'called like another',
      (world) => {
        world.make('p', deny('s3:*'))
        const input = { Name: 'p', Description: '', Type: scp, Content: policy(deny('*')) } as const
        return world.refusedBy('organizations', 'CreatePolicy', input)
      },
      'DuplicatePolicyException',
    ],
    [
      'no policy',
      ({ refusedBy }) =>
        refusedBy('organizations', 'CreatePolicy', { Name: 'p', Description: '', Type: scp, Content: '{}' }),
      'MalformedPolicyDocumentException',
    ],
    [
      'enabled twice',
      ({ refusedBy, root }) =>
        refusedBy('organizations', 'EnablePolicyType', { RootId: root, PolicyType: scp }),
      'PolicyTypeAlreadyEnabledException',
    ],
  ])('are not %s', (_, act, error) => {
    expect(act(governed())).toMatch(error)
  })

  it('go from everywhere with their type', () => {
    const world = governed()
    world.attach(world.make('no-vpcs', deny('ec2:*')), world.root)
    world.call('organizations', 'DisablePolicyType', { RootId: world.root, PolicyType: scp })
    expect(world.ask('CreateVpc', block, far).Vpc).toBeDefined()
    const input = { PolicyId: 'p-FullAWSAccess', TargetId: world.root }
    expect(world.refusedBy('organizations', 'AttachPolicy', input)).toMatch('PolicyTypeNotEnabledException')
    const PolicyType = scp
    world.call('organizations', 'EnablePolicyType', { RootId: world.root, PolicyType })
    expect(
      world.call('organizations', 'ListPoliciesForTarget', { TargetId: world.root, Filter: scp }).Policies,
    ).toMatchObject([{ Id: 'p-FullAWSAccess' }])
  })
})
