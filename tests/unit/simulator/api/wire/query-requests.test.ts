import { describe, expect, it } from 'vitest'
import { form, httpOf, understand } from './speaker.ts'

describe('a form for EC2', () => {
  it.each([
    ['VpcId.1=vpc-1&VpcId.2=vpc-2', { VpcIds: ['vpc-1', 'vpc-2'] }],
    ['VpcId.10=j&VpcId.9=i&VpcId.1=a', { VpcIds: ['a', 'i', 'j'] }],
    ['Filter.1.Name=vpc-id&Filter.1.Value.1=a%26b+c', { Filters: [{ Name: 'vpc-id', Values: ['a&b c'] }] }],
    ['MaxResults=5&DryRun=true', { MaxResults: 5, DryRun: true }],
    ['MaxResults=many', { MaxResults: 'many' }],
    ['Version=2016-11-15&X-Amz-Security-Token=t', {}],
    ['VpcId=', { VpcIds: [] }],
  ])('%s', (fields, input) => {
    expect(understand(form(`Action=DescribeVpcs&${fields}`, 'ec2'))).toEqual({
      operation: 'DescribeVpcs',
      input,
    })
  })

  it.each([
    ['Action=DescribeVpcs&Vpcs.1=vpc-1', 'UnknownParameter: The parameter Vpcs is not recognized'],
    ['Action=DescribeMoons', 'InvalidAction: The action DescribeMoons is not valid for this web service.'],
    ['Action=constructor', 'InvalidAction: The action constructor is not valid for this web service.'],
    ['', 'MissingAction: The request is missing an action or a required parameter.'],
  ])('%s is refused', (body, refusal) => {
    expect(understand(form(body, 'ec2'))).toBe(refusal)
  })
})

it.each([
  [
    'a list with names for its items',
    'elasticloadbalancing',
    'Action=DescribeTags&ResourceArns.member.1=a&ResourceArns.member.2=b',
    { operation: 'DescribeTags', input: { ResourceArns: ['a', 'b'] } },
  ],
  [
    'an empty list',
    'elasticloadbalancing',
    'Action=DescribeTags&ResourceArns=',
    { operation: 'DescribeTags', input: { ResourceArns: [] } },
  ],
  [
    'a list whose items have a name of their own',
    'rds',
    'Action=DescribeDBInstances&Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=mysql',
    { operation: 'DescribeDBInstances', input: { Filters: [{ Name: 'engine', Values: ['mysql'] }] } },
  ],
  [
    'a map',
    'sns',
    'Action=CreateTopic&Name=n&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=d',
    { operation: 'CreateTopic', input: { Name: 'n', Attributes: { DisplayName: 'd' } } },
  ],
  [
    'a key that is dangerous in JavaScript',
    'sns',
    'Action=CreateTopic&Attributes.entry.1.key=__proto__&Attributes.entry.1.value=d',
    { operation: 'CreateTopic', input: { Attributes: Object.fromEntries([['__proto__', 'd']]) } },
  ],
  [
    'a parameter that nobody knows, which only EC2 minds',
    'sts',
    'Action=GetCallerIdentity&Moon=1',
    { operation: 'GetCallerIdentity', input: {} },
  ],
])('a form has %s', (_, signedFor, body, call) => {
  expect(understand(form(body, signedFor))).toEqual(call)
})

it('a signed link has the whole form in its query', () => {
  const credential = encodeURIComponent('AKIAEXAMPLE/20261102/us-east-1/sts/aws4_request')
  const link = `GET /?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Credential=${credential}&X-Amz-Signature=0`
  expect(understand(httpOf(link))).toEqual({ operation: 'GetCallerIdentity', input: {} })
})
