import { describe, expect, it } from 'vitest'
import { account, testCloud } from '../cloud.ts'
import { allow, awsManaged, deny, policy } from './words.ts'

const user = `arn:aws:iam::${account}:user/u`

function withUser() {
  const cloud = testCloud()
  cloud.call('iam', 'CreateUser', { UserName: 'u' })
  cloud.call('iam', 'PutUserPolicy', {
    UserName: 'u',
    PolicyName: 'own',
    PolicyDocument: policy(allow('s3:Get*', `arn:aws:s3:::docs/\${aws:username}/*`)),
  })
  cloud.call('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn: awsManaged('AmazonEC2ReadOnlyAccess') })
  return cloud
}

describe('simulate-principal-policy', () => {
  it.each([
    ['ec2:DescribeVpcs', '*', 'allowed', 'AmazonEC2ReadOnlyAccess'],
    ['ec2:CreateVpc', '*', 'implicitDeny', undefined],
    ['s3:GetObject', 'arn:aws:s3:::docs/u/1', 'allowed', 'user_u_own'],
    ['s3:GetObject', 'arn:aws:s3:::docs/v/1', 'implicitDeny', undefined],
  ])('of %s on %s says %s', (action, resource, decision, source) => {
    const { EvaluationResults, IsTruncated } = withUser().call('iam', 'SimulatePrincipalPolicy', {
      PolicySourceArn: user,
      ActionNames: [action],
      ResourceArns: [resource],
    })
    expect(IsTruncated).toBe(false)
    expect(EvaluationResults).toMatchObject([
      { EvalActionName: action, EvalResourceName: resource, EvalDecision: decision },
    ])
    expect(EvaluationResults?.[0]?.MatchedStatements?.map((one) => one.SourcePolicyId)).toEqual(
      source === undefined ? [] : [source],
    )
  })

  it('agrees with what really happens', () => {
    const cloud = withUser()
    const { AccessKey = {} } = cloud.call('iam', 'CreateAccessKey', { UserName: 'u' })
    const { EvaluationResults = [] } = cloud.call('iam', 'SimulatePrincipalPolicy', {
      PolicySourceArn: user,
      ActionNames: ['ec2:DescribeVpcs', 'ec2:CreateVpc'],
    })
    expect(EvaluationResults.map((one) => one.EvalDecision)).toEqual(['allowed', 'implicitDeny'])
    expect(cloud.ask('DescribeVpcs', {}, { as: AccessKey }).Vpcs).toHaveLength(1)
    expect(cloud.refused('CreateVpc', { CidrBlock: '10.0.0.0/16' }, { as: AccessKey })).toMatch(
      'Unauthorized',
    )
  })

  it('adds policies, takes some out, and puts a boundary around', () => {
    const cloud = withUser()
    const decide = (more: object) =>
      cloud.call('iam', 'SimulatePrincipalPolicy', {
        PolicySourceArn: user,
        ActionNames: ['ec2:DescribeVpcs'],
        ...more,
      }).EvaluationResults?.[0]
    expect(decide({ PolicyInputList: [policy(deny('ec2:*'))] })).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
    })
    const PolicyArn = awsManaged('AmazonEC2ReadOnlyAccess')
    const without = (one: object) => decide({ PolicyExclusionList: [one] })?.EvalDecision
    expect(without({ PolicyArn })).toBe('implicitDeny')
    expect(without({ PolicyType: 'aws-managed' })).toBe('implicitDeny')
    expect(without({ PolicyType: 'inline' })).toBe('allowed')
    expect(decide({ PermissionsBoundaryPolicyInputList: [policy(allow('s3:*'))] })).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    })
  })

  it.each([
    [`arn:aws:iam::${account}:user/nobody`, 'NoSuchEntity: The user with name nobody cannot be found.'],
    ['nonsense', 'ValidationError: '],
  ])('of %s is refused', (PolicySourceArn, error) => {
    const refusal = withUser().refusedBy('iam', 'SimulatePrincipalPolicy', {
      PolicySourceArn: PolicySourceArn.padEnd(20, '.'),
      ActionNames: ['ec2:DescribeVpcs'],
    })
    expect(refusal).toMatch(error)
  })
})

describe('simulate-custom-policy', () => {
  it('takes conditions from the caller, and says which are missing', () => {
    const { call } = testCloud()
    const PolicyInputList = [
      policy(allow('ec2:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })),
    ]
    const decide = (ContextEntries: object[]) =>
      call('iam', 'SimulateCustomPolicy', {
        PolicyInputList,
        ActionNames: ['ec2:CreateVpc'],
        ContextEntries: ContextEntries as never,
      }).EvaluationResults?.[0]
    expect(decide([])).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: ['aws:SourceIp'] })
    const entry = (address: string) => [
      { ContextKeyName: 'aws:SourceIp', ContextKeyValues: [address], ContextKeyType: 'ip' },
    ]
    expect(decide(entry('10.1.2.3'))).toMatchObject({ EvalDecision: 'allowed', MissingContextValues: [] })
    expect(decide(entry('11.1.2.3'))).toMatchObject({ EvalDecision: 'implicitDeny' })
  })

  it('answers for each action on each resource, a page at a time', () => {
    const { call } = testCloud()
    const input = {
      PolicyInputList: [policy(allow('s3:GetObject', 'arn:aws:s3:::a/*'))],
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::a/1', 'arn:aws:s3:::b/1'],
    }
    const all = call('iam', 'SimulateCustomPolicy', input).EvaluationResults ?? []
    expect(all.map((one) => [one.EvalActionName, one.EvalResourceName, one.EvalDecision])).toEqual([
      ['s3:GetObject', 'arn:aws:s3:::a/1', 'allowed'],
      ['s3:GetObject', 'arn:aws:s3:::b/1', 'implicitDeny'],
      ['s3:PutObject', 'arn:aws:s3:::a/1', 'implicitDeny'],
      ['s3:PutObject', 'arn:aws:s3:::b/1', 'implicitDeny'],
    ])
    const first = call('iam', 'SimulateCustomPolicy', { ...input, MaxItems: 3 })
    expect(first).toMatchObject({ EvaluationResults: { length: 3 }, IsTruncated: true })
    expect(
      call('iam', 'SimulateCustomPolicy', { ...input, Marker: first.Marker }).EvaluationResults,
    ).toHaveLength(1)
  })

  it('obeys an organization’s policies, level by level', () => {
    const { call } = testCloud()
    const level = (...statements: object[]) => ({ ServiceControlPolicyInputList: [policy(...statements)] })
    const result = call('iam', 'SimulateCustomPolicy', {
      PolicyInputList: [policy(allow('*'))],
      ActionNames: ['ec2:CreateVpc'],
      OrderedOrganizationPolicyInputList: [level(allow('*')), level(allow('s3:*'))],
    }).EvaluationResults?.[0]
    expect(result).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    })
  })

  it.each([
    ['a policy that is none', { PolicyInputList: ['{'] }, 'InvalidInput: Syntax errors in policy.'],
    ['an action that is none', { ActionNames: ['CreateVpc'] }, 'InvalidInput: Invalid action: CreateVpc'],
  ])('refuses %s', (_, wrong, error) => {
    const input = { PolicyInputList: [policy(allow('*'))], ActionNames: ['ec2:CreateVpc'] }
    expect(testCloud().refusedBy('iam', 'SimulateCustomPolicy', { ...input, ...wrong })).toBe(error)
  })

  it('lists the keys that policies look at', () => {
    const { call } = testCloud()
    const Condition = { StringEquals: { 'ec2:Region': 'x', 'aws:SourceVpce': 'y' } }
    const PolicyInputList = [policy(allow('ec2:*', '*', { Condition }))]
    expect(call('iam', 'GetContextKeysForCustomPolicy', { PolicyInputList }).ContextKeyNames).toEqual([
      'ec2:Region',
      'aws:SourceVpce',
    ])
  })
})
