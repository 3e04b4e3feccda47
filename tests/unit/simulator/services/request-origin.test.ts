import { expect, it } from 'vitest'
import { account, testCloud } from './cloud.ts'
import { allow, deny, policy, userWith } from './iam/words.ts'

const only = (operator: string, key: string, value: string) =>
  allow('ec2:DescribeVpcs', '*', { Condition: { [operator]: { [key]: value } } })

it.each([
  ['the workstation', 'IpAddress', 'aws:SourceIp', '203.0.113.0/24', {}, true],
  ['another address', 'IpAddress', 'aws:SourceIp', '203.0.113.0/24', { sourceIp: '198.51.100.7' }, false],
  ['the workstation’s client', 'StringLike', 'aws:UserAgent', 'aws-cli/*', {}, true],
  ['another client', 'StringLike', 'aws:UserAgent', 'aws-cli/*', { userAgent: 'Boto3/1.43' }, false],
])('a policy that looks at where requests come from: %s', (_, operator, key, value, from, isAllowed) => {
  const cloud = testCloud()
  const me = userWith(cloud, 'Dev', only(operator, key, value))
  const described = () => cloud.ask('DescribeVpcs', {}, { ...me, from }).Vpcs
  if (isAllowed) expect(described()).toHaveLength(1)
  else expect(described).toThrow('UnauthorizedOperation')
})

function throughEndpoint(PolicyDocument?: string) {
  const cloud = testCloud()
  const VpcId = cloud.ask('DescribeVpcs').Vpcs![0]!.VpcId!
  const vpcEndpointId = cloud.ask('CreateVpcEndpoint', {
    VpcEndpointType: 'Interface',
    VpcId,
    ServiceName: 'com.amazonaws.us-east-1.ec2',
    ...(PolicyDocument !== undefined && { PolicyDocument }),
  }).VpcEndpoint!.VpcEndpointId!
  return { cloud, VpcId, from: { vpcEndpointId, sourceIp: '172.31.0.9' } }
}

it.each([
  ['the endpoint', 'StringEquals', 'aws:SourceVpce', 'endpoint', true],
  ['another endpoint', 'StringEquals', 'aws:SourceVpce', 'vpce-0123456789abcdef0', false],
  ['the VPC', 'StringEquals', 'aws:SourceVpc', 'vpc', true],
  ['the private address', 'IpAddress', 'aws:VpcSourceIp', '172.31.0.0/16', true],
  ['the public address, which such a request does not have', 'IpAddress', 'aws:SourceIp', '0.0.0.0/0', false],
])('through a VPC endpoint, a policy may ask for %s', (_, operator, key, value, isAllowed) => {
  const { cloud, VpcId, from } = throughEndpoint()
  const wanted = value === 'endpoint' ? from.vpcEndpointId : value === 'vpc' ? VpcId : value
  const me = userWith(cloud, 'Dev', only(operator, key, wanted))
  const described = () => cloud.ask('DescribeVpcs', {}, { ...me, from }).Vpcs
  if (isAllowed) expect(described()).toHaveLength(1)
  else expect(described).toThrow('UnauthorizedOperation')
})

it('the policy of the endpoint holds for root users, too', () => {
  const { cloud, from } = throughEndpoint(
    policy(allow('*', '*', { Principal: '*' }), deny('ec2:CreateVpc', '*', { Principal: '*' })),
  )
  expect(cloud.refused('CreateVpc', { CidrBlock: '10.0.0.0/16' }, { account, from })).toContain(
    'with an explicit deny in a VPC endpoint policy',
  )
  cloud.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
})
