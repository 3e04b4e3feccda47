import { describe, expect, it } from 'vitest'
import { mayUse, servicesOpenTo } from '../../../../../simulator/services/ec2/endpoint-service-permissions.ts'
import { endpointServices } from '../../../../../simulator/services/ec2/endpoint-services.ts'
import { account, otherAccount } from '../cloud.ts'
import { endpointWorld, names, provider, zoneName } from './endpoint-world.ts'

const Interface = { VpcEndpointType: 'Interface' } as const

describe('who sees an endpoint service', () => {
  const see = (world: ReturnType<typeof endpointWorld>, ServiceName: string) =>
    world
      .ask('DescribeVpcEndpointServices', { Filters: [{ Name: 'service-name', Values: [ServiceName] }] })
      .ServiceNames!.includes(ServiceName)

  it.each([
    ['nobody, until its owner says so', [], false],
    ['everybody', ['*'], true],
    ['an account', [`arn:aws:iam::${account}:root`], true],
    ['another account', ['arn:aws:iam::999999999999:root'], false],
    ['a role of the account, which is not the root user', [`arn:aws:iam::${account}:role/builder`], false],
  ])('%s', (_, allowed, expected) => {
    const world = endpointWorld()
    const { ServiceName = '' } = world.service({ allowed })
    expect(see(world, ServiceName)).toBe(expected)
    const request = { ...Interface, VpcId: world.vpc(), ServiceName }
    if (expected) {
      expect(world.create(request).State).toBe('pendingAcceptance')
    } else {
      const text = `InvalidServiceName: The Vpc Endpoint Service '${ServiceName}' does not exist`
      expect(world.refused('CreateVpcEndpoint', request)).toBe(text)
      expect(world.refused('DescribeVpcEndpointServices', { ServiceNames: [ServiceName] })).toBe(text)
    }
  })

  const iam = `arn:aws:iam::${account}`
  const session = `arn:aws:sts::${account}:assumed-role/builder/alice`
  it.each([
    ['the account of a user', `${iam}:root`, `${iam}:user/alice`, 'user', true],
    ['the user', `${iam}:user/alice`, `${iam}:user/alice`, 'user', true],
    ['the user, who has a path', `${iam}:user/alice`, `${iam}:user/team/alice`, 'user', true],
    ['another user', `${iam}:user/bob`, `${iam}:user/alice`, 'user', false],
    ['the account of a session', `${iam}:root`, session, 'assumed-role', true],
    ['the role of a session', `${iam}:role/builder`, session, 'assumed-role', true],
    ['another role', `${iam}:role/reader`, session, 'assumed-role', false],
  ] as const)('%s, by name: %s for %s', (_, granted, arn, type, expected) => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service({ allowed: [granted] })
    const { store } = world.cloud
    const service = endpointServices.get({ store }, ServiceId)!
    const caller = { account, arn, userId: 'AIDA', type }
    expect(mayUse({ store, caller }, service)).toBe(expected)
    expect(servicesOpenTo({ store, caller }).includes(service)).toBe(expected)
  })

  it('does not change for endpoints that exist when a permission is taken away', () => {
    const world = endpointWorld()
    const { ServiceName = '', ServiceId = '' } = world.service({ input: { AcceptanceRequired: false } })
    const request = { ...Interface, VpcId: world.vpc(), ServiceName }
    const id = world.create(request).VpcEndpointId!
    world.ask(
      'ModifyVpcEndpointServicePermissions',
      { ServiceId, RemoveAllowedPrincipals: [`arn:aws:iam::${account}:root`] },
      provider,
    )
    world.pass(120)
    expect(world.state(id)).toBe('available')
    expect(world.refused('CreateVpcEndpoint', request)).toContain('InvalidServiceName: ')
  })
})

describe('describe-vpc-endpoint-services', () => {
  const world = endpointWorld()
  const service = world.service({
    zones: ['use1-az1', 'use1-az2'],
    input: {
      TagSpecifications: [{ ResourceType: 'vpc-endpoint-service', Tags: [{ Key: 'team', Value: 'a' }] }],
    },
  })
  const find = (input: object, where = {}) => world.ask('DescribeVpcEndpointServices', input, where)

  it("describes a service of AWS's", () => {
    const { ServiceDetails, ServiceNames } = find({ ServiceNames: [names.monitoring] })
    expect(ServiceNames).toEqual([names.monitoring])
    expect(ServiceDetails).toEqual([
      {
        ServiceName: names.monitoring,
        ServiceId: expect.stringMatching(/^vpce-svc-0[0-9a-f]{16}$/),
        ServiceType: [{ ServiceType: 'Interface' }],
        ServiceRegion: 'us-east-1',
        AvailabilityZoneIds: expect.arrayContaining(['use1-az1']),
        AvailabilityZones: expect.arrayContaining([zoneName('use1-az1')]),
        Owner: 'amazon',
        BaseEndpointDnsNames: ['monitoring.us-east-1.vpce.amazonaws.com'],
        PrivateDnsName: 'monitoring.us-east-1.amazonaws.com',
        PrivateDnsNames: [
          { PrivateDnsName: 'monitoring.us-east-1.amazonaws.com' },
          { PrivateDnsName: 'monitoring.us-east-1.api.aws' },
          { PrivateDnsName: 'monitoring-fips.us-east-1.amazonaws.com' },
          { PrivateDnsName: 'monitoring-fips.us-east-1.api.aws' },
        ],
        VpcEndpointPolicySupported: true,
        AcceptanceRequired: false,
        ManagesVpcEndpoints: false,
        Tags: [],
        PrivateDnsNameVerificationState: 'verified',
        SupportedIpAddressTypes: ['ipv4', 'ipv6'],
      },
    ])
    expect(ServiceDetails![0]!.AvailabilityZones).toHaveLength(6)
  })

  it('lists S3 once for each type, and its name once', () => {
    const { ServiceDetails, ServiceNames } = find({ ServiceNames: [names.s3] })
    expect(ServiceNames).toEqual([names.s3])
    expect(ServiceDetails!.map((detail) => detail.ServiceType![0]!.ServiceType).sort()).toEqual([
      'Gateway',
      'Interface',
    ])
  })

  it("shows a customer's service with the zones in common, under the consumer's names", () => {
    const { ServiceDetails } = find({ ServiceNames: [service.ServiceName!] })
    expect(ServiceDetails![0]).toMatchObject({
      Owner: otherAccount,
      ServiceId: service.ServiceId,
      AcceptanceRequired: true,
      VpcEndpointPolicySupported: false,
      Tags: [{ Key: 'team', Value: 'a' }],
    })
    const { AvailabilityZones, AvailabilityZoneIds } = ServiceDetails![0]!
    expect([...AvailabilityZoneIds!].sort()).toEqual(['use1-az1', 'use1-az2'])
    expect([...AvailabilityZones!].sort()).toEqual([zoneName('use1-az1'), zoneName('use1-az2')].sort())
  })

  it('refuses a name that is not there', () => {
    expect(world.refused('DescribeVpcEndpointServices', { ServiceNames: ['nonsense'] })).toBe(
      "InvalidServiceName: The Vpc Endpoint Service 'nonsense' does not exist",
    )
  })

  it('looks into other Regions for what can be reached from here', () => {
    const { ServiceNames } = find({ ServiceRegions: ['us-west-2'] })
    expect(ServiceNames).toContain('com.amazonaws.us-west-2.s3')
    expect(ServiceNames).not.toContain('com.amazonaws.us-west-2.sqs')
    const remote = world.service({ input: { SupportedRegions: ['eu-west-1'] } }).ServiceName!
    const abroad = { region: 'eu-west-1' }
    expect(find({}, abroad).ServiceNames).not.toContain(remote)
    expect(find({ ServiceRegions: ['us-east-1'] }, abroad).ServiceNames).toContain(remote)
    expect(find({ ServiceRegions: ['us-east-1'] }, abroad).ServiceNames).not.toContain(service.ServiceName)
  })

  it.each([
    ['owner', 'amazon', [names.s3, names.sqs]],
    ['owner', otherAccount, ['own']],
    ['service-name', names.sqs, [names.sqs]],
    ['service-region', 'us-east-1', [names.s3, names.sqs, 'own']],
    ['service-region', 'us-west-2', []],
    ['service-type', 'Gateway', [names.s3]],
    ['supported-ip-address-types', 'ipv6', [names.s3, names.sqs]],
    ['tag:team', 'a', ['own']],
    ['tag-key', 'team', ['own']],
  ])('filters by %s = %s', (Name, value, expected) => {
    const { ServiceNames } = find({ Filters: [{ Name, Values: [value] }] })
    const looked = new Map([
      [names.s3, names.s3],
      [names.sqs, names.sqs],
      [service.ServiceName!, 'own'],
    ])
    const found = [...looked].filter(([name]) => ServiceNames!.includes(name)).map(([, label]) => label)
    expect(found).toEqual(expected)
  })

  it('gives pages', () => {
    const first = find({ MaxResults: 5 })
    expect(first.ServiceDetails).toHaveLength(5)
    const second = find({ MaxResults: 5, NextToken: first.NextToken })
    expect(second.ServiceNames).not.toEqual(first.ServiceNames)
    expect(find({ MaxResults: 5000 }).ServiceDetails!.length).toBeGreaterThan(300)
  })
})
