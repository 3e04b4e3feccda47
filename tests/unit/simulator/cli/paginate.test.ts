import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { readResponse } from '../../../../simulator/cli/output/response.ts'
import { callPaged, type Input, type PagingOptions } from '../../../../simulator/cli/paginate.ts'

beforeAll(async () => {
  for (const service of ['ec2', 's3api', 'dynamodb', 'iam', 'route53', 'ecr']) await contract.need(service)
})

type Options = Omit<PagingOptions, 'service'>

/** Calls a paged operation of a service that answers with these pages, one after the other. */
function call(
  service: string,
  name: string,
  pages: readonly object[],
  options: Options = {},
  input: Input = {},
) {
  const model = contract.model(service)
  const operation = model.operation(name)
  if (!operation) throw new Error(`no ${name}`)
  const sent: Input[] = []
  const reading = { service, protocol: model.protocol, timestamps: 'iso8601' as const }
  const paged = callPaged(operation, input, { service, ...options }, (given) => {
    sent.push(given)
    return readResponse(operation, pages[sent.length - 1] ?? {}, reading)
  })
  return { paged, sent }
}

const vpcs = (...ids: string[]) => ids.map((VpcId) => ({ VpcId }))
const token = (value: object) => btoa(JSON.stringify(value).replaceAll(':', ': ').replaceAll(',', ', '))

describe('pages', () => {
  it('are asked for until there is no token, and joined', () => {
    const { paged, sent } = call('ec2', 'DescribeVpcs', [
      { Vpcs: vpcs('a', 'b'), NextToken: 't1' },
      { Vpcs: vpcs('c'), NextToken: '' },
    ])
    expect(paged.join()).toEqual({ Vpcs: vpcs('a', 'b', 'c') })
    expect(sent).toEqual([{}, { NextToken: 't1' }])
  })

  it('keep the input, and have the size that was asked for', () => {
    const { paged, sent } = call(
      'ec2',
      'DescribeVpcs',
      [{ Vpcs: [], NextToken: 't1' }, { Vpcs: [] }],
      { pageSize: '5' },
      { VpcIds: ['a'] },
    )
    paged.join()
    expect(sent).toEqual([
      { VpcIds: ['a'], MaxResults: 5 },
      { VpcIds: ['a'], MaxResults: 5, NextToken: 't1' },
    ])
  })

  it('end where the service says that there are no more, token or not', () => {
    const { paged, sent } = call('iam', 'ListRoles', [{ Roles: [], IsTruncated: false, Marker: 'm' }])
    paged.join()
    expect(sent).toHaveLength(1)
  })

  it('are asked for one at a time', () => {
    const { paged, sent } = call('ec2', 'DescribeVpcs', [
      { Vpcs: vpcs('a'), NextToken: 't1' },
      { Vpcs: vpcs('b') },
    ])
    const [first] = paged.parts()
    expect(first).toEqual({ Vpcs: vpcs('a') })
    expect(sent).toHaveLength(1)
  })

  it('with the same token twice in a row end in an error', () => {
    const page = { Vpcs: [], NextToken: 't' }
    const { paged } = call('ec2', 'DescribeVpcs', [page, page, page])
    expect(() => paged.join()).toThrow(
      "Error during pagination: The same next token was received twice: {'NextToken': 't'}",
    )
  })

  it('tell what is not in a list once, null when it is not there', () => {
    const { paged } = call('s3api', 'ListBuckets', [{ Buckets: [{ Name: 'a' }] }])
    expect(paged.join()).toEqual({ Buckets: [{ Name: 'a' }], Owner: null, Prefix: null })
  })

  it('add up numbers', () => {
    const page = { Items: [], Count: 2, ScannedCount: 3 }
    const key = { LastEvaluatedKey: { id: { S: 'x' } } }
    const { paged, sent } = call('dynamodb', 'Scan', [{ ...page, ...key }, page])
    expect(paged.join()).toEqual({ Items: [], Count: 4, ScannedCount: 6, ConsumedCapacity: null })
    expect(sent[1]).toEqual({ ExclusiveStartKey: { id: { S: 'x' } } })
  })

  it('hand bytes in a token back as bytes', () => {
    const first = { Items: [], LastEvaluatedKey: { id: { B: Uint8Array.of(1, 2) } } }
    const { paged, sent } = call('dynamodb', 'Scan', [first, { Items: [] }])
    paged.join()
    expect(sent[1]).toEqual({ ExclusiveStartKey: { id: { B: Uint8Array.of(1, 2) } } })
  })
})

describe('--max-items', () => {
  const two = { Vpcs: vpcs('a', 'b') }

  it('cuts within a page, and the token says where', () => {
    const { paged } = call('ec2', 'DescribeVpcs', [two], { maxItems: 1 })
    expect(paged.join()).toEqual({
      Vpcs: vpcs('a'),
      NextToken: token({ NextToken: null, boto_truncate_amount: 1 }),
    })
  })

  it('at the end of a page hands on the service’s token', () => {
    const { paged, sent } = call('ec2', 'DescribeVpcs', [{ ...two, NextToken: 't1' }], { maxItems: 2 })
    expect(paged.join()).toEqual({ ...two, NextToken: token({ NextToken: 't1' }) })
    expect(sent).toHaveLength(1)
  })

  it('at the end of everything gives no token', () => {
    const { paged } = call('ec2', 'DescribeVpcs', [two], { maxItems: 2 })
    expect(paged.join()).toEqual(two)
  })

  it('counts over pages', () => {
    const pages = [{ ...two, NextToken: 't1' }, { Vpcs: vpcs('c', 'd', 'e') }]
    const { paged } = call('ec2', 'DescribeVpcs', pages, { maxItems: 4 })
    expect(paged.join()).toEqual({
      Vpcs: vpcs('a', 'b', 'c', 'd'),
      NextToken: token({ NextToken: 't1', boto_truncate_amount: 2 }),
    })
  })
})

describe('--starting-token', () => {
  const three = { Vpcs: vpcs('a', 'b', 'c') }

  it('goes on within a page', () => {
    const startingToken = token({ NextToken: 't1', boto_truncate_amount: 2 })
    const { paged, sent } = call('ec2', 'DescribeVpcs', [three], { startingToken })
    expect(paged.join()).toEqual({ Vpcs: vpcs('c') })
    expect(sent).toEqual([{ NextToken: 't1' }])
  })

  it('and --max-items: the new cut counts from the start of the page', () => {
    const startingToken = token({ NextToken: null, boto_truncate_amount: 1 })
    const { paged } = call('ec2', 'DescribeVpcs', [three], { startingToken, maxItems: 1 })
    expect(paged.join()).toEqual({
      Vpcs: vpcs('b'),
      NextToken: token({ NextToken: null, boto_truncate_amount: 2 }),
    })
  })

  it('shows the other lists of the page no second time, and counts again', () => {
    const startingToken = token({ ContinuationToken: null, boto_truncate_amount: 1 })
    const page = { Contents: [{ Key: 'a' }, { Key: 'b' }], CommonPrefixes: [{ Prefix: 'p/' }], Prefix: '' }
    const { paged } = call('s3api', 'ListObjectsV2', [page], { startingToken })
    expect(paged.join()).toEqual({
      Contents: [{ Key: 'b' }],
      CommonPrefixes: [],
      RequestCharged: null,
      Prefix: '',
    })
  })

  const others: Record<string, { startingToken: string; sent: Input }> = {
    'the service’s own token': { startingToken: 'notbase64', sent: { NextToken: 'notbase64' } },
    'a token of old, with a number': { startingToken: 'abc___1', sent: { NextToken: 'abc' } },
    'a token of old for the first page': { startingToken: 'None___1', sent: {} },
    'a token with three underscores of its own': { startingToken: 'a___b', sent: { NextToken: 'a___b' } },
  }
  it.each(Object.entries(others))('may be %s', (_, { startingToken, sent: first }) => {
    const { paged, sent } = call('ec2', 'DescribeVpcs', [three], { startingToken })
    paged.join()
    expect(sent).toEqual([first])
  })

  it('with too many parts is refused', () => {
    const { paged } = call('ec2', 'DescribeVpcs', [three], { startingToken: 'a___b___c' })
    expect(() => paged.join()).toThrow('Bad starting token: a___b___c')
  })
})
