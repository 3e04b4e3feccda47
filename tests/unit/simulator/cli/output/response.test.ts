import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operation } from '../../../../../simulator/api/model.ts'
import { readResponse, timestampFormat } from '../../../../../simulator/cli/output/response.ts'
import { Float } from '../../../../../simulator/cli/output/values.ts'

beforeAll(async () => {
  for (const service of [
    'ec2',
    'iam',
    's3api',
    'cloudwatch',
    'kms',
    'logs',
    'elbv2',
    'route53resolver',
    'acm',
    'route53',
  ])
    await contract.need(service)
})

function operation(service: string, name: string): Operation {
  const found = contract.model(service).operation(name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

function read(service: string, name: string, output: object, more: object = {}) {
  const { protocol } = contract.model(service)
  return readResponse(operation(service, name), output, { service, protocol, timestamps: 'iso8601', ...more })
}

describe('an answer, as it is printed', () => {
  it('has its members in the order of the model, unknown ones last', () => {
    const [vpc] = read('ec2', 'DescribeVpcs', {
      Vpcs: [{ Newer: 1, CidrBlock: '10.0.0.0/16', OwnerId: '1', State: 'available', VpcId: 'vpc-1' }],
    })['Vpcs'] as [object]
    expect(Object.keys(vpc)).toEqual(['OwnerId', 'VpcId', 'State', 'CidrBlock', 'Newer'])
  })

  // Observed in AWS CLI 1.45, whose parsers version 2 shares; the model has the location last.
  it('has what came in headers before what was in the body', () => {
    const output = { HostedZone: { Id: '/hostedzone/Z1' }, ChangeInfo: {}, Location: 'https://route53/Z1' }
    expect(Object.keys(read('route53', 'CreateHostedZone', output))).toEqual([
      'Location',
      'HostedZone',
      'ChangeInfo',
    ])
  })

  it('leaves out members that are not set', () => {
    expect(read('ec2', 'DescribeVpcs', { Vpcs: undefined, NextToken: null })).toEqual({})
  })

  it('marks floats', () => {
    const output = { MetricDataResults: [{ Values: [1024, 0.5] }] }
    expect(read('cloudwatch', 'GetMetricData', output)).toEqual({
      MetricDataResults: [{ Values: [new Float(1024), new Float(0.5)] }],
    })
  })

  it('writes bytes in base64', () => {
    expect(read('kms', 'Encrypt', { CiphertextBlob: Uint8Array.of(0, 255) })).toEqual({
      CiphertextBlob: 'AP8=',
    })
  })

  const times: Record<string, string> = {
    '2026-01-02T03:04:05Z': '2026-01-02T03:04:05+00:00',
    '2026-01-02T03:04:05.000Z': '2026-01-02T03:04:05+00:00',
    '2026-01-02T03:04:05.120Z': '2026-01-02T03:04:05.120000+00:00',
    '2026-01-02T03:04:05.123456Z': '2026-01-02T03:04:05.123456+00:00',
  }
  it.each(Object.entries(times))('writes the time %s as %s', (time, written) => {
    expect(read('elbv2', 'DescribeLoadBalancers', { LoadBalancers: [{ CreatedTime: time }] })).toEqual({
      LoadBalancers: [{ CreatedTime: written }],
    })
  })

  it('keeps times as on the wire when asked to: text in XML, seconds in JSON', () => {
    const wire = { timestamps: timestampFormat('wire') }
    const time = '2026-01-02T03:04:05.500Z'
    expect(read('elbv2', 'DescribeLoadBalancers', { LoadBalancers: [{ CreatedTime: time }] }, wire)).toEqual({
      LoadBalancers: [{ CreatedTime: time }],
    })
    const certificate = { Certificate: { CreatedAt: time } }
    expect(read('acm', 'DescribeCertificate', certificate, wire)).toEqual({
      Certificate: { CreatedAt: new Float(1767323045.5) },
    })
  })

  it('does not know other ways to write times', () => {
    expect(() => timestampFormat('iso')).toThrow('Unknown cli_timestamp_format value: iso')
  })
})

describe('what the CLI does to some answers', () => {
  it('shows policies of IAM as JSON', () => {
    const encoded = encodeURIComponent('{"Version":"2012-10-17","Statement":[]}')
    expect(read('iam', 'GetRole', { Role: { AssumeRolePolicyDocument: encoded } })).toEqual({
      Role: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
    })
    expect(read('iam', 'GetRolePolicy', { PolicyDocument: '%ZZ' })).toEqual({ PolicyDocument: '%ZZ' })
  })

  it('decodes the keys of S3 only when it asked for the encoding itself', () => {
    const output = { EncodingType: 'url', Contents: [{ Key: 'a%2Bb+c' }] }
    expect(read('s3api', 'ListObjectsV2', output, { decodesKeys: true })['Contents']).toEqual([
      { Key: 'a+b c' },
    ])
    expect(read('s3api', 'ListObjectsV2', output)['Contents']).toEqual([{ Key: 'a%2Bb+c' }])
  })

  it('says that a bucket of us-east-1 has no location', () => {
    expect(read('s3api', 'GetBucketLocation', {})).toEqual({ LocationConstraint: null })
  })

  it('shows the text of an instance’s console', () => {
    expect(read('ec2', 'GetConsoleOutput', { Output: btoa('boot ok\n') })).toEqual({ Output: 'boot ok\n' })
  })
})
