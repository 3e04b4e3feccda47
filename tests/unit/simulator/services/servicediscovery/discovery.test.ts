import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Servicediscovery } from '../../../../../simulator/api/generated/types.d.ts'
import { type TestCloud, testCloud } from '../cloud.ts'

await contract.need('servicediscovery')
await contract.need('route53')

let world: TestCloud
let vpc: string

beforeEach(() => {
  world = testCloud()
  vpc = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
})

const outcome = (OperationId = '') => {
  world.pass(15)
  return world.call('servicediscovery', 'GetOperation', { OperationId }).Operation!
}
const privateNamespace = (Name = 'shop.internal') =>
  outcome(world.call('servicediscovery', 'CreatePrivateDnsNamespace', { Name, Vpc: vpc }).OperationId)
    .Targets!['NAMESPACE']!
const createService = (NamespaceId: string, input: Partial<Servicediscovery.CreateServiceRequest> = {}) =>
  world.call('servicediscovery', 'CreateService', { Name: 'orders', NamespaceId, ...input }).Service!.Id!
const records = () => {
  const zones = world.call('route53', 'ListHostedZones').HostedZones ?? []
  return zones
    .flatMap(
      ({ Id = '' }) =>
        world.call('route53', 'ListResourceRecordSets', { HostedZoneId: Id }).ResourceRecordSets ?? [],
    )
    .filter(({ Type }) => Type !== 'NS' && Type !== 'SOA')
    .map(({ Name, Type, ResourceRecords }) => `${Name} ${Type} ${ResourceRecords?.[0]?.Value}`)
}
const dns = (...types: Servicediscovery.RecordType[]) => ({
  DnsConfig: { DnsRecords: types.map((Type) => ({ Type, TTL: 60 })) },
})

describe('a namespace', () => {
  it('of private names has a hosted zone in its VPC, and takes it along when it goes', () => {
    const Id = privateNamespace()
    expect(world.call('route53', 'ListHostedZones').HostedZones).toMatchObject([
      { Name: 'shop.internal.', Config: { PrivateZone: true } },
    ])
    expect(world.call('servicediscovery', 'GetNamespace', { Id }).Namespace).toMatchObject({
      Type: 'DNS_PRIVATE',
      ServiceCount: 0,
      Properties: { HttpProperties: { HttpName: 'shop.internal' } },
    })
    world.call('servicediscovery', 'DeleteNamespace', { Id })
    expect(world.call('route53', 'ListHostedZones').HostedZones).toEqual([])
  })

  it('twice in a VPC fails, and says why in its operation', () => {
    world.call('route53', 'CreateHostedZone', {
      Name: 'shop.internal',
      CallerReference: 'x',
      VPC: { VPCRegion: 'us-east-1', VPCId: vpc },
    })
    const made = world.call('servicediscovery', 'CreatePrivateDnsNamespace', {
      Name: 'shop.internal',
      Vpc: vpc,
    })
    expect(outcome(made.OperationId)).toMatchObject({
      Status: 'FAIL',
      ErrorCode: 'CANNOT_CREATE_HOSTED_ZONE',
    })
    expect(world.call('servicediscovery', 'ListNamespaces').Namespaces).toEqual([])
  })

  it('of one name and kind is there once', () => {
    world.call('servicediscovery', 'CreateHttpNamespace', { Name: 'shop' })
    expect(world.refusedBy('servicediscovery', 'CreateHttpNamespace', { Name: 'shop' })).toMatch(
      /^NamespaceAlreadyExists/,
    )
    const listed = (Value: string) =>
      world.call('servicediscovery', 'ListNamespaces', { Filters: [{ Name: 'TYPE', Values: [Value] }] })
        .Namespaces
    expect(listed('HTTP')).toHaveLength(1)
    expect(listed('DNS_PRIVATE')).toEqual([])
  })

  it('with services stays', () => {
    const Id = privateNamespace()
    createService(Id)
    expect(world.refusedBy('servicediscovery', 'DeleteNamespace', { Id })).toMatch(/^ResourceInUse/)
  })
})

describe('an instance', () => {
  it('of a service with addresses gets a record, and loses it', () => {
    const ServiceId = createService(privateNamespace(), dns('A'))
    const Attributes = { AWS_INSTANCE_IPV4: '10.0.0.5' }
    world.call('servicediscovery', 'RegisterInstance', { ServiceId, InstanceId: 'one', Attributes })
    expect(records()).toEqual(['orders.shop.internal. A 10.0.0.5'])
    world.call('servicediscovery', 'RegisterInstance', {
      ServiceId,
      InstanceId: 'one',
      Attributes: { AWS_INSTANCE_IPV4: '10.0.0.6' },
    })
    expect(records()).toEqual(['orders.shop.internal. A 10.0.0.6'])
    expect(world.refusedBy('servicediscovery', 'DeleteService', { Id: ServiceId })).toMatch(/^ResourceInUse/)
    const gone = world.call('servicediscovery', 'DeregisterInstance', { ServiceId, InstanceId: 'one' })
    expect(outcome(gone.OperationId).Status).toBe('SUCCESS')
    expect(records()).toEqual([])
    world.call('servicediscovery', 'DeleteService', { Id: ServiceId })
  })

  it('of a service with ports has a name of its own', () => {
    const ServiceId = createService(privateNamespace(), dns('SRV'))
    const Attributes = { AWS_INSTANCE_IPV4: '10.0.0.5', AWS_INSTANCE_PORT: '8080' }
    world.call('servicediscovery', 'RegisterInstance', { ServiceId, InstanceId: 'one', Attributes })
    expect(records().sort()).toEqual([
      'one.orders.shop.internal. A 10.0.0.5',
      'orders.shop.internal. SRV 1 1 8080 one.orders.shop.internal.',
    ])
  })

  it('without the attribute that its record needs is refused', () => {
    const ServiceId = createService(privateNamespace(), dns('A'))
    expect(
      world.refusedBy('servicediscovery', 'RegisterInstance', {
        ServiceId,
        InstanceId: 'one',
        Attributes: { a: 'b' },
      }),
    ).toMatch(/^InvalidInput: AWS_INSTANCE_IPV4/)
  })

  it('is discovered by attributes and by health', () => {
    const ServiceId = createService(privateNamespace(), { HealthCheckCustomConfig: {} })
    for (const [InstanceId, stage] of [
      ['one', 'blue'],
      ['two', 'green'],
    ] as const) {
      world.call('servicediscovery', 'RegisterInstance', { ServiceId, InstanceId, Attributes: { stage } })
    }
    const found = (input: Partial<Servicediscovery.DiscoverInstancesRequest> = {}) =>
      world
        .call('servicediscovery', 'DiscoverInstances', {
          NamespaceName: 'shop.internal',
          ServiceName: 'orders',
          ...input,
        })
        .Instances?.map(({ InstanceId }) => InstanceId)
    expect(found()).toEqual(['one', 'two'])
    expect(found({ QueryParameters: { stage: 'green' } })).toEqual(['two'])
    expect(found({ OptionalParameters: { stage: 'blue' } })).toEqual(['one'])
    expect(found({ OptionalParameters: { stage: 'red' } })).toEqual(['one', 'two'])
    world.call('servicediscovery', 'UpdateInstanceCustomHealthStatus', {
      ServiceId,
      InstanceId: 'one',
      Status: 'UNHEALTHY',
    })
    expect(found()).toEqual(['two'])
    expect(found({ HealthStatus: 'ALL' })).toEqual(['one', 'two'])
    expect(found({ HealthStatus: 'UNHEALTHY' })).toEqual(['one'])
    expect(world.call('servicediscovery', 'GetInstancesHealthStatus', { ServiceId }).Status).toEqual({
      one: 'UNHEALTHY',
      two: 'HEALTHY',
    })
  })

  it('of a service that is not there', () => {
    const input = { ServiceId: 'srv-0123456789abcdef', InstanceId: 'one', Attributes: {} }
    expect(world.refusedBy('servicediscovery', 'RegisterInstance', input)).toMatch(/^ServiceNotFound/)
  })
})

describe('a service', () => {
  it.each([
    ['a CNAME beside an A', dns('CNAME', 'A')],
    ['both kinds of health check', { HealthCheckConfig: { Type: 'HTTP' }, HealthCheckCustomConfig: {} }],
    ['a health check from outside', { HealthCheckConfig: { Type: 'HTTP' } }],
  ] as const)('in private DNS is refused with %s', (_, input) => {
    const NamespaceId = privateNamespace()
    expect(
      world.refusedBy('servicediscovery', 'CreateService', { Name: 'orders', NamespaceId, ...input }),
    ).toMatch(/^InvalidInput/)
  })

  it('is there once in its namespace, and has tags', () => {
    const NamespaceId = privateNamespace()
    const Id = createService(NamespaceId)
    expect(world.refusedBy('servicediscovery', 'CreateService', { Name: 'Orders', NamespaceId })).toMatch(
      /^ServiceAlreadyExists/,
    )
    const ResourceARN = world.call('servicediscovery', 'GetService', { Id }).Service!.Arn!
    world.call('servicediscovery', 'TagResource', { ResourceARN, Tags: [{ Key: 'a', Value: '1' }] })
    expect(world.call('servicediscovery', 'ListTagsForResource', { ResourceARN }).Tags).toEqual([
      { Key: 'a', Value: '1' },
    ])
    world.call('servicediscovery', 'UntagResource', { ResourceARN, TagKeys: ['a'] })
    expect(world.call('servicediscovery', 'ListTagsForResource', { ResourceARN }).Tags).toEqual([])
  })
})
