import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import type { StructureShape } from '../../../../simulator/api/model.ts'
import { validate } from '../../../../simulator/api/validate.ts'

const services = ['ec2', 'elbv2', 'sts', 'sns', 's3api', 'dynamodb', 'directconnect', 'cloudwatch', 'route53']
await Promise.all(services.map((service) => contract.need(service)))

const problems = (service: string, operation: string, input: unknown) =>
  validate(contract.model(service).operation(operation)!.input!, input)

interface Case {
  readonly service?: string
  readonly operation: string
  readonly input: unknown
  readonly says: readonly string[]
}

// The sentences are those of recordings of the AWS CLI 2.36.
const cases: Readonly<Record<string, Case>> = {
  'nothing about what is right': {
    operation: 'CreateVpc',
    input: {
      CidrBlock: '10.0.0.0/16',
      TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }],
    },
    says: [],
  },
  'nothing about a value that AWS may add tomorrow': {
    operation: 'CreateVpc',
    input: { InstanceTenancy: 'tomorrow' },
    says: [],
  },
  'a missing member': {
    operation: 'CreateNetworkAclEntry',
    input: {
      NetworkAclId: 'acl-1',
      RuleNumber: 100,
      Protocol: 'tcp',
      RuleAction: 'allow',
      CidrBlock: '0.0.0.0/0',
    },
    says: ['Missing required parameter in input: "Egress"'],
  },
  'a missing member of a structure': {
    service: 'directconnect',
    operation: 'CreatePrivateVirtualInterface',
    input: { connectionId: 'dxcon-1', newPrivateVirtualInterface: { vlan: 101 } },
    says: ['Missing required parameter in newPrivateVirtualInterface: "virtualInterfaceName"'],
  },
  'a missing member in a list': {
    service: 'route53',
    operation: 'ChangeResourceRecordSets',
    input: { HostedZoneId: 'Z1', ChangeBatch: { Changes: [{ Action: 'UPSERT' }] } },
    says: ['Missing required parameter in ChangeBatch.Changes[0]: "ResourceRecordSet"'],
  },
  'a member that is present but undefined': {
    operation: 'DeleteVpc',
    input: { VpcId: undefined },
    says: ['Missing required parameter in input: "VpcId"'],
  },
  'what is missing before what is unknown': {
    service: 'elbv2',
    operation: 'RegisterTargets',
    input: { TargetGroupArn: 'a', Targets: [{ Ip: '1' }] },
    says: [
      'Missing required parameter in Targets[0]: "Id"',
      'Unknown parameter in Targets[0]: "Ip", must be one of: Id, Port, AvailabilityZone, QuicServerId',
    ],
  },
  'an unknown member': {
    operation: 'CreateVpc',
    input: { CidrBlok: 'x' },
    says: [
      'Unknown parameter in input: "CidrBlok", must be one of: CidrBlock, Ipv6Pool, Ipv6CidrBlock, ' +
        'Ipv4IpamPoolId, Ipv4NetmaskLength, Ipv6IpamPoolId, Ipv6NetmaskLength, Ipv6CidrBlockNetworkBorderGroup, ' +
        'VpcEncryptionControl, TagSpecifications, DryRun, InstanceTenancy, AmazonProvidedIpv6CidrBlock',
    ],
  },
  'an unknown member with an empty name': {
    operation: 'DescribeVpcs',
    input: { Filters: [{ '': 'a' }] },
    says: ['Unknown parameter in Filters[0]: "", must be one of: Name, Values'],
  },
  'an unknown member deep inside': {
    operation: 'CreateVpc',
    input: { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ key: 'a' }] }] },
    says: ['Unknown parameter in TagSpecifications[0].Tags[0]: "key", must be one of: Key, Value'],
  },
  'an unknown key of an attribute value': {
    service: 'dynamodb',
    operation: 'PutItem',
    input: { TableName: 'tbl', Item: { id: { Q: 'x' } } },
    says: ['Unknown parameter in Item.id: "Q", must be one of: S, N, B, SS, NS, BS, M, L, NULL, BOOL'],
  },
  'numbers where text belongs': {
    operation: 'DescribeVpcs',
    input: { VpcIds: [1, 2] },
    says: [
      "Invalid type for parameter VpcIds[0], value: 1, type: <class 'int'>, valid types: <class 'str'>",
      "Invalid type for parameter VpcIds[1], value: 2, type: <class 'int'>, valid types: <class 'str'>",
    ],
  },
  'text where a structure belongs': {
    operation: 'CreateVpc',
    input: { TagSpecifications: [{ ResourceType: 'vpc', Tags: ['Key=a'] }] },
    says: [
      'Invalid type for parameter TagSpecifications[0].Tags[0], value: Key=a, ' +
        "type: <class 'str'>, valid types: <class 'dict'>",
    ],
  },
  'text where a map value belongs': {
    service: 'dynamodb',
    operation: 'PutItem',
    input: { TableName: 'tbl', Item: { id: 'x' } },
    says: ["Invalid type for parameter Item.id, value: x, type: <class 'str'>, valid types: <class 'dict'>"],
  },
  'text where a boolean belongs': {
    operation: 'ModifyVpcAttribute',
    input: { VpcId: 'vpc-1', EnableDnsSupport: { Value: 'maybe' } },
    says: [
      'Invalid type for parameter EnableDnsSupport.Value, value: maybe, ' +
        "type: <class 'str'>, valid types: <class 'bool'>",
    ],
  },
  'text where a list belongs': {
    operation: 'DescribeVpcs',
    input: { VpcIds: 'vpc-1' },
    says: [
      "Invalid type for parameter VpcIds, value: vpc-1, type: <class 'str'>, " +
        "valid types: <class 'list'>, <class 'tuple'>",
    ],
  },
  'a fraction where an integer belongs': {
    operation: 'DescribeVpcs',
    input: { MaxResults: 7.5 },
    says: [
      "Invalid type for parameter MaxResults, value: 7.5, type: <class 'float'>, valid types: <class 'int'>",
    ],
  },
  'text where a fraction belongs': {
    service: 'cloudwatch',
    operation: 'PutMetricData',
    input: { Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 'x' }] },
    says: [
      "Invalid type for parameter MetricData[0].Value, value: x, type: <class 'str'>, " +
        "valid types: <class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
    ],
  },
  'a structure where text belongs': {
    operation: 'CreateVpc',
    input: { CidrBlock: { a: [1, null] } },
    says: [
      "Invalid type for parameter CidrBlock, value: {'a': [1, None]}, type: <class 'dict'>, " +
        "valid types: <class 'str'>",
    ],
  },
  'nothing where text belongs': {
    operation: 'CreateVpc',
    input: { CidrBlock: null },
    says: [
      "Invalid type for parameter CidrBlock, value: None, type: <class 'NoneType'>, valid types: <class 'str'>",
    ],
  },
  'bytes where text belongs': {
    service: 'sns',
    operation: 'Publish',
    input: { TopicArn: 'arn:t', Message: new TextEncoder().encode('bytes') },
    says: [
      "Invalid type for parameter Message, value: b'bytes', type: <class 'bytes'>, valid types: <class 'str'>",
    ],
  },
  'a number where bytes belong': {
    service: 'dynamodb',
    operation: 'PutItem',
    input: { TableName: 'tbl', Item: { id: { B: 1 } } },
    says: [
      "Invalid type for parameter Item.id.B, value: 1, type: <class 'int'>, " +
        "valid types: <class 'bytes'>, <class 'bytearray'>, file-like object",
    ],
  },
  'words where a time belongs': {
    service: 'cloudwatch',
    operation: 'GetMetricStatistics',
    input: { Namespace: 'N', MetricName: 'm', StartTime: 'yesterday', EndTime: 'now', Period: 60 },
    says: [
      "Invalid type for parameter StartTime, value: yesterday, type: <class 'str'>, " +
        "valid types: <class 'datetime.datetime'>, timestamp-string",
      "Invalid type for parameter EndTime, value: now, type: <class 'str'>, " +
        "valid types: <class 'datetime.datetime'>, timestamp-string",
    ],
  },
  'an input that is no structure': {
    operation: 'DescribeVpcs',
    input: [],
    says: ["Invalid type for parameter input, value: [], type: <class 'list'>, valid types: <class 'dict'>"],
  },
  'a number that is too small': {
    operation: 'DescribeVpcs',
    input: { MaxResults: 3 },
    says: ['Invalid value for parameter MaxResults, value: 3, valid min value: 5'],
  },
  'nothing about a number that is just large enough': {
    operation: 'DescribeVpcs',
    input: { MaxResults: 5 },
    says: [],
  },
  'nothing about a number that is too large': {
    operation: 'DescribeVpcs',
    input: { MaxResults: 5000 },
    says: [],
  },
  'a text that is too short': {
    service: 'sts',
    operation: 'AssumeRole',
    input: { RoleArn: 'arn:aws:iam::111122223333:role/r', RoleSessionName: 's' },
    says: ['Invalid length for parameter RoleSessionName, value: 1, valid min length: 2'],
  },
  'an empty text where one letter is the least': {
    service: 's3api',
    operation: 'GetObject',
    input: { Bucket: 'good-bucket', Key: '' },
    says: ['Invalid length for parameter Key, value: 0, valid min length: 1'],
  },
}

describe('validate says', () => {
  it.each(Object.entries(cases))('%s', (_, { service = 'ec2', operation, input, says }) => {
    expect(problems(service, operation, input)).toEqual(says)
  })
})

describe('a union', () => {
  const union: StructureShape = {
    kind: 'structure',
    name: 'Choice',
    union: true,
    members: new Map(
      ['left', 'right'].map((name) => [name, { name, required: false, shape: { kind: 'string' } }] as const),
    ),
  }
  it.each<[string, object, readonly string[]]>([
    ['is content with one member', { left: 'a' }, []],
    [
      'wants one member',
      {},
      ['Must set one of the following keys for tagged unionstructure input: left, right.'],
    ],
    [
      'wants no more than one',
      { left: 'a', right: 'b' },
      [
        'Invalid number of parameters set for tagged union structure input. ' +
          'Can only set one of the following keys: left, right.',
      ],
    ],
  ])('%s', (_, input, says) => {
    expect(validate(union, input)).toEqual(says)
  })
})

it('looks into an answer as it does into a request', async () => {
  const output = contract.model('sts').operation('GetCallerIdentity')!.output!
  expect(validate(output, { Arn: 'Arn' })).toEqual([
    'Invalid length for parameter Arn, value: 3, valid min length: 20',
  ])
})

it('names the key of a map whose key is at fault', () => {
  const shape = { kind: 'map', key: { kind: 'string', min: 2 }, value: { kind: 'string' } } as const
  const member = { name: 'Map', required: false, shape }
  expect(
    validate({ kind: 'structure', name: 'S', members: new Map([['Map', member]]) }, { Map: { a: 'b' } }),
  ).toEqual(['Invalid length for parameter Map (key: a), value: 1, valid min length: 2'])
})
