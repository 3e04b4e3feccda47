import { describe, expect, it } from 'vitest'
import { encodeCbor } from '../../../../../simulator/api/wire/cbor.ts'
import { httpOf, understand } from './speaker.ts'

const target = (name: string, body: string) =>
  understand(httpOf('POST /', { body, headers: { 'x-amz-target': name } }))

describe('JSON', () => {
  it.each<[string, string, string, unknown]>([
    [
      'texts and numbers',
      'DynamoDB_20120810.ListTables',
      '{"Limit":5}',
      { operation: 'ListTables', input: { Limit: 5 } },
    ],
    ['no body at all', 'DynamoDB_20120810.ListTables', '', { operation: 'ListTables', input: {} }],
    [
      'what is null',
      'DynamoDB_20120810.ListTables',
      '{"Limit":null}',
      { operation: 'ListTables', input: {} },
    ],
    [
      'members that nobody knows',
      'DynamoDB_20120810.ListTables',
      '{"Moon":1}',
      { operation: 'ListTables', input: {} },
    ],
    [
      'bytes',
      'TrentService.Encrypt',
      '{"KeyId":"k","Plaintext":"aGk="}',
      { operation: 'Encrypt', input: { KeyId: 'k', Plaintext: new TextEncoder().encode('hi') } },
    ],
    [
      'times',
      'GraniteServiceVersion20100801.DescribeAlarmHistory',
      '{"StartDate":1793610000.5}',
      { operation: 'DescribeAlarmHistory', input: { StartDate: '2026-11-02T09:00:00.500Z' } },
    ],
    [
      'a wrong type, for the model to refuse',
      'DynamoDB_20120810.ListTables',
      '{"Limit":"x"}',
      { operation: 'ListTables', input: { Limit: 'x' } },
    ],
  ])('reads %s', (_, name, body, call) => {
    expect(target(name, body)).toEqual(call)
  })

  it.each([
    ['{', 'SerializationException: The body is no JSON.'],
    ['[]', 'SerializationException: The body is no object.'],
    ['"x"', 'SerializationException: The body is no object.'],
  ])('refuses %s', (body, refusal) => {
    expect(target('DynamoDB_20120810.ListTables', body)).toBe(refusal)
  })

  it('refuses a body that is nested without end', () => {
    const depth = 100_000
    const body = `{"TableName":"t","Item":{"a":${'{"L":['.repeat(depth)}${']}'.repeat(depth)}}}`
    expect(target('DynamoDB_20120810.PutItem', body)).toBe(
      'SerializationException: The body is nested too deeply.',
    )
  })

  it('refuses an operation that the service does not have', () => {
    expect(target('DynamoDB_20120810.DescribeMoon', '{}')).toBe(
      'UnknownOperationException: There is no operation DescribeMoon.',
    )
  })
})

describe('CBOR', () => {
  const headers = { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' }
  const path = 'POST /service/GraniteServiceVersion20100801/operation/ListMetrics'

  it('has the operation in its path', () => {
    const http = httpOf(path, { headers, body: encodeCbor({ Namespace: 'N' }) })
    expect(understand(http)).toEqual({ operation: 'ListMetrics', input: { Namespace: 'N' } })
  })

  it('is refused when it is none', () => {
    expect(understand(httpOf(path, { headers, body: Uint8Array.from([0x9f]) }))).toBe(
      'SerializationException: The body ends too early.',
    )
  })
})

describe('paths with JSON bodies', () => {
  it.each<[string, string, string, unknown]>([
    [
      'GET /services/svc-1/resourcepolicy',
      'vpc-lattice',
      '',
      'UnknownOperationException: Unable to determine service/operation name',
    ],
    [
      'GET /servicenetworks/arn%3Aaws%3A%2Fx?moon=1',
      'vpc-lattice',
      '',
      { operation: 'GetServiceNetwork', input: { serviceNetworkIdentifier: 'arn:aws:/x' } },
    ],
    [
      'GET /servicenetworks?maxResults=7&nextToken=a%2Bb',
      'vpc-lattice',
      '',
      { operation: 'ListServiceNetworks', input: { maxResults: 7, nextToken: 'a+b' } },
    ],
    [
      'DELETE /tags/arn%3Ax?tagKeys=a&tagKeys=b',
      'vpc-lattice',
      '',
      { operation: 'UntagResource', input: { resourceArn: 'arn:x', tagKeys: ['a', 'b'] } },
    ],
    [
      'POST /zonalshifts',
      'arc-zonal-shift',
      '{"awayFrom":"use1-az1","comment":"c","expiresIn":"1h","resourceIdentifier":"r"}',
      {
        operation: 'StartZonalShift',
        input: { awayFrom: 'use1-az1', comment: 'c', expiresIn: '1h', resourceIdentifier: 'r' },
      },
    ],
    ['GET /2013-04-01/hostedzone/Z1/', 'route53', '', { operation: 'GetHostedZone', input: { Id: 'Z1' } }],
    ['GET /2013-04-01/hostedzonecount', 'route53', '', { operation: 'GetHostedZoneCount', input: {} }],
    ['GET /2013-04-01/hostedzone/', 'route53', '', { operation: 'ListHostedZones', input: {} }],
  ])('%s for %s', (line, signedFor, body, call) => {
    expect(understand(httpOf(line, { body, signedFor }))).toEqual(call)
  })
})
