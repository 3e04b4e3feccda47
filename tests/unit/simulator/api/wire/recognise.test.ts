import { describe, expect, it } from 'vitest'
import { recognise } from '../../../../../simulator/api/wire/recognise.ts'
import { httpOf, services, type Written } from './speaker.ts'

const credential = (scope: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
})
const formType = { 'content-type': 'application/x-www-form-urlencoded' }

describe('a request is for', () => {
  it.each<[string, string, Written, object]>([
    [
      'what its signature says',
      'POST /',
      { headers: credential('AKIA1/20261102/eu-west-1/monitoring/aws4_request') },
      { service: 'cloudwatch', region: 'eu-west-1', protocol: 'json', key: 'AKIA1' },
    ],
    [
      'what a signed link says',
      'GET /b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA1%2F20261102%2Feu-west-1%2Fs3%2Faws4_request',
      {},
      { service: 's3api', region: 'eu-west-1', protocol: 'rest-xml', key: 'AKIA1' },
    ],
    [
      'no Region, when it is signed for several',
      'GET /b/k',
      {
        headers: {
          authorization: 'AWS4-ECDSA-P256-SHA256 Credential=AKIA1/20261102/s3/aws4_request, Signature=0',
        },
      },
      { service: 's3api', region: 'us-east-1', protocol: 'rest-xml', key: 'AKIA1' },
    ],
    [
      'S3, when it is signed in the old way',
      'GET /b/k',
      { headers: { authorization: 'AWS AKIA1:c2ln' } },
      { service: 's3api', region: 'us-east-1', protocol: 'rest-xml', key: 'AKIA1' },
    ],
    [
      'the service of its host, unsigned',
      'POST /',
      { headers: { ...formType, host: 'sts.eu-west-1.amazonaws.com' }, body: 'Action=AssumeRoleWithSAML' },
      { service: 'sts', region: 'eu-west-1', protocol: 'query', key: undefined },
    ],
    [
      'the service of its version, unsigned on another host',
      'POST /',
      { headers: formType, body: 'Action=AssumeRoleWithSAML&Version=2011-06-15' },
      { service: 'sts', region: 'us-east-1', protocol: 'query', key: undefined },
    ],
    [
      'the service of its target',
      'POST /',
      { headers: { 'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListTrails' } },
      { service: 'cloudtrail', region: 'us-east-1', protocol: 'json', key: undefined },
    ],
    [
      'SQS in the protocol that older clients speak',
      'POST /',
      { headers: formType, body: 'Action=ListQueues', signedFor: 'sqs' },
      { service: 'sqs', region: 'eu-west-1', protocol: 'query', key: 'AKIAEXAMPLE' },
    ],
    [
      'a service that nobody knows',
      'GET /2015-03-31/functions',
      { signedFor: 'lambda' },
      { service: undefined, region: 'eu-west-1', protocol: 'rest-json', key: 'AKIAEXAMPLE' },
    ],
  ])('%s', (_, line, written, expected) => {
    const { service, region, protocol, signature } = recognise(httpOf(line, written), services)
    expect({
      service: service?.name,
      region,
      protocol: protocol.name,
      key: signature?.accessKeyId,
    }).toEqual(expected)
  })

  it('a session, whose token is kept', () => {
    const http = httpOf('POST /', { signedFor: 'ec2', headers: { 'x-amz-security-token': 'tok' } })
    expect(recognise(http, services).signature?.sessionToken).toBe('tok')
  })
})
