import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import type { Shape, StructureShape } from '../../../../simulator/api/model.ts'

await Promise.all(contract.services.map((service) => contract.need(service)))

const operation = (service: string, name: string) => contract.model(service).operation(name)!
const names = (shape: StructureShape | undefined) => [...shape!.members.keys()]

/** The shape at a path such as `TagSpecifications[].Tags[].Key`, from an operation's input or output. */
function shapeAt(from: StructureShape | undefined, path: string): Shape {
  let shape: Shape = from!
  for (const step of path.match(/\w+|\[\]|\{\}/g) ?? []) {
    if (step === '[]' && shape.kind === 'list') shape = shape.member
    else if (step === '{}' && shape.kind === 'map') shape = shape.value
    else if (shape.kind === 'structure') shape = shape.members.get(step)!.shape
  }
  return shape
}

describe('the contract', () => {
  it('has the services under the names of the CLI', () => {
    expect(contract.services).toEqual(
      (
        'acm arc-zonal-shift cloudtrail cloudwatch configservice directconnect dynamodb ec2 ecr elbv2 iam kms logs ' +
        'organizations ram rds route53 route53resolver s3api s3control secretsmanager service-quotas ' +
        'servicediscovery sns sqs ssm sts vpc-lattice'
      ).split(' '),
    )
  })

  it.each([
    ['ec2', 'Amazon Elastic Compute Cloud', 'ec2', '2016-11-15', 'ec2', 'ec2'],
    [
      'elbv2',
      'Elastic Load Balancing',
      'query',
      '2015-12-01',
      'elasticloadbalancing',
      'elasticloadbalancing',
    ],
    ['s3api', 'Amazon Simple Storage Service', 'rest-xml', '2006-03-01', 's3', 's3'],
    ['cloudwatch', 'Amazon CloudWatch', 'json', '2010-08-01', 'monitoring', 'monitoring'],
    ['ecr', 'Amazon Elastic Container Registry', 'json', '2015-09-21', 'api.ecr', 'ecr'],
    ['vpc-lattice', 'Amazon VPC Lattice', 'rest-json', '2022-11-30', 'vpc-lattice', 'vpc-lattice'],
  ])('knows what %s is', (name, fullName, protocol, apiVersion, endpointPrefix, signingName) => {
    expect(contract.model(name)).toMatchObject({
      name,
      fullName,
      protocol,
      apiVersion,
      endpointPrefix,
      signingName,
    })
  })

  it('gives every caller the same model', async () => {
    expect(await contract.need('ec2')).toBe(contract.model('ec2'))
  })

  it('refuses a service that is not compiled', async () => {
    await expect(contract.need('constructor')).rejects.toThrow(
      'no compiled model of a service called constructor',
    )
    await expect(contract.need('lambda')).rejects.toThrow('no compiled model of a service called lambda')
    expect(() => contract.model('lambda')).toThrow("await contract.need('lambda')")
  })

  it('knows of no operation that AWS does not have', () => {
    expect(contract.model('ec2').operation('CreateCastle')).toBeUndefined()
    expect(contract.model('ec2').operationByCliName('create-castle')).toBeUndefined()
    // The letters alone do not make it a name.
    expect(contract.model('ec2').operationByCliName('createvpc')).toBeUndefined()
  })

  it('lists operations by their names on the command line, each once', () => {
    for (const service of contract.services) {
      const listed = contract.model(service).operations.map(({ cliName }) => cliName)
      expect(listed).toEqual([...new Set(listed)].sort())
      for (const cliName of listed) {
        expect(contract.model(service).operationByCliName(cliName)?.cliName).toBe(cliName)
      }
    }
  })
})

describe('an operation', () => {
  it.each([
    ['ec2', 'DescribeVpcs', 'Filters VpcIds NextToken MaxResults DryRun', 'NextToken Vpcs'],
    [
      'ec2',
      'CreateSubnet',
      'TagSpecifications AvailabilityZone AvailabilityZoneId CidrBlock Ipv6CidrBlock',
      'Subnet',
    ],
    ['ec2', 'DeleteVpc', 'VpcId DryRun', undefined],
    ['elbv2', 'RegisterTargets', 'TargetGroupArn Targets', ''],
    ['sts', 'GetCallerIdentity', '', 'UserId Account Arn'],
    [
      's3api',
      'PutBucketPolicy',
      'Bucket ContentMD5 ChecksumAlgorithm ConfirmRemoveSelfBucketAccess',
      undefined,
    ],
    ['arc-zonal-shift', 'StartZonalShift', 'resourceIdentifier awayFrom expiresIn comment', 'zonalShiftId'],
  ])('%s %s has its members in the order of AWS', (service, name, input, output) => {
    const { input: given, output: answered } = operation(service, name)
    expect(names(given).join(' ')).toMatch(new RegExp(`^${input}`))
    if (output === undefined) expect(answered).toBeUndefined()
    else expect(names(answered).join(' ')).toMatch(new RegExp(`^${output}`))
  })

  it.each([
    ['ec2', 'CreateVpc', ''],
    ['ec2', 'CreateSubnet', 'VpcId'],
    ['ec2', 'CreateNetworkAclEntry', 'NetworkAclId RuleNumber Protocol RuleAction Egress'],
    ['ec2', 'CreateNatGateway', ''],
    ['elbv2', 'CreateListener', 'LoadBalancerArn DefaultActions'],
    ['iam', 'CreateRole', 'RoleName AssumeRolePolicyDocument'],
    ['s3control', 'CreateAccessPoint', 'AccountId Name Bucket'],
    ['route53resolver', 'CreateFirewallRule', 'FirewallRuleGroupId Priority Action Name'],
    ['kms', 'ScheduleKeyDeletion', 'KeyId'],
  ])('%s %s requires what AWS requires', (service, name, required) => {
    const members = [...operation(service, name).input!.members.values()]
    const found = members.filter((member) => member.required).map((member) => member.name)
    expect(new Set(found)).toEqual(new Set(required.split(' ').filter(Boolean)))
  })

  it.each([
    ['ec2', 'CreateNatGateway', 'ClientToken'],
    ['ec2', 'RunInstances', 'ClientToken'],
    ['ec2', 'CreateNetworkInsightsPath', 'ClientToken'],
    ['route53resolver', 'CreateFirewallRule', 'CreatorRequestId'],
    ['secretsmanager', 'CreateSecret', 'ClientRequestToken'],
  ])('%s %s lets the CLI fill in %s', (service, name, member) => {
    expect(operation(service, name).input!.members.get(member)).toMatchObject({
      idempotencyToken: true,
      required: false,
    })
  })

  it('asks the caller for the token where AWS does', () => {
    expect(
      operation('ec2', 'CreateVpcEndpoint').input!.members.get('ClientToken')?.idempotencyToken,
    ).toBeUndefined()
  })
})

describe('a member', () => {
  it.each<[string, string, 'input' | 'output', string, Partial<Shape>]>([
    ['ec2', 'CreateVpc', 'input', 'CidrBlock', { kind: 'string' }],
    ['ec2', 'CreateVpc', 'input', 'DryRun', { kind: 'boolean' }],
    ['ec2', 'CreateVpc', 'input', 'Ipv4NetmaskLength', { kind: 'integer' }],
    [
      'ec2',
      'CreateVpc',
      'input',
      'InstanceTenancy',
      { kind: 'string', enum: ['default', 'dedicated', 'host'] },
    ],
    ['ec2', 'CreateVpc', 'input', 'TagSpecifications[].Tags[].Key', { kind: 'string' }],
    ['ec2', 'CreateTransitGateway', 'input', 'Options.AmazonSideAsn', { kind: 'long' }],
    ['ec2', 'DescribeVpcs', 'input', 'MaxResults', { kind: 'integer', min: 5, max: 1000 }],
    ['ec2', 'DescribeInstances', 'output', 'Reservations[].Instances[].LaunchTime', { kind: 'timestamp' }],
    [
      'ec2',
      'ModifyVpcAttribute',
      'input',
      'EnableDnsSupport',
      { kind: 'structure', name: 'AttributeBooleanValue' },
    ],
    ['cloudwatch', 'PutMetricData', 'input', 'MetricData[].Value', { kind: 'double' }],
    ['dynamodb', 'PutItem', 'input', 'Item{}.M{}.L[].B', { kind: 'blob' }],
    ['dynamodb', 'PutItem', 'input', 'Item{}', { kind: 'structure', name: 'AttributeValue' }],
    ['s3api', 'PutObject', 'input', 'Body', { kind: 'blob', streaming: true }],
    ['s3api', 'PutObject', 'input', 'ContentLength', { kind: 'long' }],
    ['s3api', 'PutObject', 'input', 'Metadata', { kind: 'map' }],
    ['s3api', 'ListParts', 'input', 'PartNumberMarker', { kind: 'integer' }],
    ['route53', 'ListHostedZones', 'input', 'MaxItems', { kind: 'string' }],
    [
      'route53',
      'ChangeResourceRecordSets',
      'input',
      'ChangeBatch.Changes[].ResourceRecordSet.TTL',
      { kind: 'long' },
    ],
    [
      'sts',
      'AssumeRole',
      'input',
      'RoleSessionName',
      { kind: 'string', min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
    ],
    ['route53resolver', 'CreateFirewallRule', 'input', 'DnsThreatProtection', { kind: 'string' }],
    ['arc-zonal-shift', 'GetManagedResource', 'output', 'appliedWeights{}', { kind: 'float' }],
  ])('%s %s %s %s has its kind', (service, name, side, path, expected) => {
    expect(shapeAt(operation(service, name)[side], path)).toMatchObject(expected)
  })

  it('that may hold itself is one shape, however deep', () => {
    const { input } = operation('dynamodb', 'PutItem')
    expect(shapeAt(input, 'Item{}.M{}')).toBe(shapeAt(input, 'Item{}'))
    // AWS's own model does not say that an attribute value is a union.
    expect(shapeAt(input, 'Item{}')).not.toHaveProperty('union', true)
  })
})

describe('a paginator', () => {
  it.each([
    ['ec2', 'DescribeVpcs', ['NextToken'], ['NextToken'], ['Vpcs'], 'MaxResults', undefined],
    ['elbv2', 'DescribeLoadBalancers', ['Marker'], ['NextMarker'], ['LoadBalancers'], 'PageSize', undefined],
    ['iam', 'ListUsers', ['Marker'], ['Marker'], ['Users'], 'MaxItems', 'IsTruncated'],
    [
      'route53',
      'ListResourceRecordSets',
      ['StartRecordName', 'StartRecordType', 'StartRecordIdentifier'],
      ['NextRecordName', 'NextRecordType', 'NextRecordIdentifier'],
      ['ResourceRecordSets'],
      'MaxItems',
      'IsTruncated',
    ],
    [
      'cloudwatch',
      'GetMetricData',
      ['NextToken'],
      ['NextToken'],
      ['MetricDataResults', 'Messages'],
      'MaxDatapoints',
      undefined,
    ],
  ])('of %s %s', (service, name, inputToken, outputToken, resultKeys, limitKey, moreResults) => {
    const found = operation(service, name).paginator
    expect(found).toMatchObject({ inputToken, outputToken, resultKeys })
    expect([found?.limitKey, found?.moreResults]).toEqual([limitKey, moreResults])
  })

  it('says what stands beside the results', () => {
    expect(operation('s3api', 'ListObjectsV2').paginator?.nonAggregateKeys).toEqual([
      'RequestCharged',
      'Prefix',
    ])
  })

  it.each([
    ['ec2', 'CreateVpc'],
    ['cloudtrail', 'ListQueries'],
  ])('is not there for %s %s', (service, name) => {
    expect(operation(service, name).paginator).toBeUndefined()
  })

  it('reads and writes members that exist', () => {
    const strangers = contract.services.flatMap((service) =>
      contract.model(service).operations.flatMap(({ name, input, output, paginator }) => {
        if (!paginator) return []
        const said = [...paginator.inputToken, ...(paginator.limitKey ? [paginator.limitKey] : [])]
        const read = paginator.resultKeys.map((key) => key.split('.')[0]!)
        return [
          ...said.filter((member) => !input?.members.has(member)),
          ...read.filter((member) => !output?.members.has(member)),
        ].map((member) => `${service} ${name}: ${member}`)
      }),
    )
    expect(strangers).toEqual([])
  })
})

describe('a waiter', () => {
  it('knows when it is done', () => {
    expect(contract.model('ec2').waiters.find(({ cliName }) => cliName === 'nat-gateway-available')).toEqual({
      name: 'NatGatewayAvailable',
      cliName: 'nat-gateway-available',
      operation: 'DescribeNatGateways',
      delay: 15,
      maxAttempts: 40,
      acceptors: [
        { state: 'success', matcher: 'pathAll', argument: 'NatGateways[].State', expected: 'available' },
        { state: 'failure', matcher: 'pathAny', argument: 'NatGateways[].State', expected: 'failed' },
        { state: 'failure', matcher: 'pathAny', argument: 'NatGateways[].State', expected: 'deleting' },
        { state: 'failure', matcher: 'pathAny', argument: 'NatGateways[].State', expected: 'deleted' },
        { state: 'retry', matcher: 'error', expected: 'NatGatewayNotFound' },
      ],
    })
  })

  it('asks an operation that exists', () => {
    const strangers = contract.services.flatMap((service) => {
      const model = contract.model(service)
      return model.waiters.filter((waiter) => !model.operation(waiter.operation)).map(({ name }) => name)
    })
    expect(strangers).toEqual([])
    expect(contract.model('ec2').waiters.length).toBeGreaterThan(40)
  })
})

describe('documentation', () => {
  it('is not there before somebody needs it', async () => {
    expect(contract.docs('sts')).toBeUndefined()
    const docs = await contract.needDocs('sts')
    expect(contract.docs('sts')).toBe(docs)
    expect(docs.operation('GetCallerIdentity')).toMatch(/^Returns details about the IAM user or role/)
    expect(docs.member('AssumeRoleRequest', 'RoleArn')).toMatch(
      /^The Amazon Resource Name \(ARN\) of the role/,
    )
    expect(docs.member('AssumeRoleRequest', 'Castle')).toBeUndefined()
    expect(docs.member('constructor', 'name')).toBeUndefined()
  })
})

it('unfolds every shape of every service', () => {
  const seen = new Set<Shape>()
  const visit = (shape: Shape): void => {
    if (seen.has(shape)) return
    seen.add(shape)
    if (shape.kind === 'structure') for (const { shape: inner } of shape.members.values()) visit(inner)
    else if (shape.kind === 'list') visit(shape.member)
    else if (shape.kind === 'map') for (const inner of [shape.key, shape.value]) visit(inner)
  }
  for (const service of contract.services) {
    for (const { input, output } of contract.model(service).operations) {
      if (input) visit(input)
      if (output) visit(output)
    }
  }
  const structures = [...seen].filter((shape) => shape.kind === 'structure')
  expect(structures.length).toBeGreaterThan(6000)
})
