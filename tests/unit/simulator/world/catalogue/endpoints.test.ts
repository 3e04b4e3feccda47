import { describe, expect, test } from 'vitest'
import {
  endpointHost,
  isEndpointListed,
  isGlobalService,
  isServiceInRegion,
  partitionOf,
  signingScope,
} from '../../../../../simulator/world/catalogue/endpoints.ts'

const plain = {}
const dualStack = { dualStack: true }
const fips = { fips: true }
const both = { dualStack: true, fips: true }

describe('the host that a client sends to', () => {
  test.each([
    ['ec2', 'us-east-1', plain, 'ec2.us-east-1.amazonaws.com'],
    ['ec2', 'us-east-1', dualStack, 'ec2.us-east-1.api.aws'],
    ['ec2', 'us-east-1', fips, 'ec2-fips.us-east-1.amazonaws.com'],
    ['ec2', 'us-east-1', both, 'ec2-fips.us-east-1.api.aws'],
    ['elbv2', 'eu-west-1', plain, 'elasticloadbalancing.eu-west-1.amazonaws.com'],
    ['cloudwatch', 'eu-west-1', plain, 'monitoring.eu-west-1.amazonaws.com'],
    ['configservice', 'eu-west-1', plain, 'config.eu-west-1.amazonaws.com'],
    ['service-quotas', 'eu-west-1', plain, 'servicequotas.eu-west-1.amazonaws.com'],
    ['s3api', 'us-east-1', plain, 's3.us-east-1.amazonaws.com'],
    ['s3', 'us-east-1', dualStack, 's3.dualstack.us-east-1.amazonaws.com'],
    ['s3', 'us-east-1', both, 's3-fips.dualstack.us-east-1.amazonaws.com'],
    ['s3', 'aws-global', plain, 's3.amazonaws.com'],
    ['sts', 'us-west-2', plain, 'sts.us-west-2.amazonaws.com'],
    ['sts', 'aws-global', plain, 'sts.amazonaws.com'],
    ['ecr', 'us-east-1', plain, 'api.ecr.us-east-1.amazonaws.com'],
    ['ecr', 'us-east-1', dualStack, 'ecr.us-east-1.api.aws'],
    ['iam', 'eu-west-1', plain, 'iam.amazonaws.com'],
    ['iam', 'eu-west-1', dualStack, 'iam.global.api.aws'],
    ['route53', 'eu-west-1', plain, 'route53.amazonaws.com'],
    ['organizations', 'eu-west-1', plain, 'organizations.us-east-1.amazonaws.com'],
    ['organizations', 'eu-west-1', fips, 'organizations-fips.us-east-1.amazonaws.com'],
    ['secretsmanager', 'eu-west-1', dualStack, 'secretsmanager.eu-west-1.amazonaws.com'],
    ['ec2', 'nowhere-1', plain, 'ec2.nowhere-1.amazonaws.com'],
    ['ec2', 'cn-north-1', plain, 'ec2.cn-north-1.amazonaws.com.cn'],
    ['ec2', 'us-gov-west-1', plain, 'ec2.us-gov-west-1.amazonaws.com'],
  ])('%s in %s, %o: %s', (service, region, variant, host) => {
    expect(endpointHost({ service, region, ...variant })).toBe(host)
  })

  test('S3 Control has the account in front', () => {
    expect(endpointHost({ service: 's3control', region: 'us-east-1', accountId: '123456789012' })).toBe(
      '123456789012.s3-control.us-east-1.amazonaws.com',
    )
  })

  test('a service that is not listed follows the common form', () => {
    expect(endpointHost({ service: 'transcribe', region: 'us-east-1' })).toBe(
      'transcribe.us-east-1.amazonaws.com',
    )
    expect(endpointHost({ service: 'iot-data', region: 'us-east-1', endpointPrefix: 'data-ats.iot' })).toBe(
      'data-ats.iot.us-east-1.amazonaws.com',
    )
  })
})

describe('what a request is signed for', () => {
  test.each([
    ['ec2', 'eu-west-1', 'ec2', 'eu-west-1'],
    ['elbv2', 'eu-west-1', 'elasticloadbalancing', 'eu-west-1'],
    ['ecr', 'eu-west-1', 'ecr', 'eu-west-1'],
    ['s3api', 'eu-west-1', 's3', 'eu-west-1'],
    ['s3control', 'eu-west-1', 's3', 'eu-west-1'],
    ['iam', 'eu-west-1', 'iam', 'us-east-1'],
    ['organizations', 'eu-west-1', 'organizations', 'us-east-1'],
    ['networkmanager', 'eu-west-1', 'networkmanager', 'us-west-2'],
    ['sts', 'aws-global', 'sts', 'us-east-1'],
  ])('%s in %s: %s, %s', (service, region, name, signedRegion) => {
    expect(signingScope(service, region)).toEqual({ name, region: signedRegion })
  })
})

test.each([
  ['iam', true],
  ['route53', true],
  ['organizations', true],
  ['sts', false],
  ['s3api', false],
  ['transcribe', false],
])('%s is global: %s', (service, global) => expect(isGlobalService(service)).toBe(global))

test.each([
  ['ec2', 'dualStack', true],
  ['elbv2', 'dualStack', false],
  ['elbv2', 'fips', true],
  ['service-quotas', 'fips', false],
  ['transcribe', 'fips', false],
] as const)('%s is known to answer, %s: %s', (service, variant, answers) => {
  expect(isEndpointListed(service, variant)).toBe(answers)
})

test('VPC Lattice is not in Tel Aviv', () => {
  expect(isServiceInRegion('vpc-lattice', 'il-central-1')).toBe(false)
  expect(isServiceInRegion('vpc-lattice', 'us-east-1')).toBe(true)
})

test.each([
  ['eu-west-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['aws-cn-global', 'aws-cn'],
  ['nowhere', 'aws'],
])('%s belongs to the partition %s', (region, id) => expect(partitionOf(region).id).toBe(id))
