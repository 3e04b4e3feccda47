import { describe, expect, it } from 'vitest'
import {
  conflictingDomain,
  domainsOf,
  endpointAnswering,
} from '../../../../../simulator/services/ec2/vpc-endpoint-private-names.ts'
import { endpointWorld, names, provider } from './endpoint-world.ts'

const Interface = { VpcEndpointType: 'Interface' } as const
const hiddenNames = (endpoint: { DnsEntries?: readonly { DnsName?: string | undefined }[] | undefined }) =>
  endpoint.DnsEntries!.map((entry) => entry.DnsName!).filter((name) => !name.includes('vpce'))

describe('private DNS of an interface endpoint', () => {
  it('is on unless the request says otherwise', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const off = world.create({ ...Interface, VpcId, ServiceName: names.sqs, PrivateDnsEnabled: false })
    expect(off.PrivateDnsEnabled).toBe(false)
    expect(hiddenNames(off)).toEqual([])
    const unsaid = world.create({ ...Interface, VpcId, ServiceName: names.sqs })
    expect(unsaid.PrivateDnsEnabled).toBe(true)
    expect(hiddenNames(unsaid)).toEqual(['sqs.us-east-1.amazonaws.com'])
  })

  it.each([
    ['the VPC has no host names', false, names.sqs],
    ['the service has no private name', true, names.dynamodb],
    ['S3 would need a gateway endpoint', true, names.s3],
  ])('is off when nothing is said and %s', (_, dns, ServiceName) => {
    const world = endpointWorld()
    expect(world.create({ ...Interface, VpcId: world.vpc(dns), ServiceName }).PrivateDnsEnabled).toBe(false)
  })

  it('needs both DNS attributes of the VPC', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const request = { ...Interface, VpcId, ServiceName: names.sqs, PrivateDnsEnabled: true }
    const text = `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`
    expect(world.refused('CreateVpcEndpoint', request)).toBe(text)
    world.ask('ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: false } })
    expect(world.refused('CreateVpcEndpoint', request)).toBe(text)
    world.ask('ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: true } })
    world.ask('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } })
    expect(world.create(request).PrivateDnsEnabled).toBe(true)
  })

  it('is refused for a service without a private name', () => {
    const world = endpointWorld()
    const request = { ...Interface, VpcId: world.vpc(), ServiceName: names.dynamodb, PrivateDnsEnabled: true }
    expect(world.refused('CreateVpcEndpoint', request)).toBe(
      `InvalidParameter: Private DNS can't be enabled because the service ${names.dynamodb} does not provide a private DNS name.`,
    )
  })

  it('belongs to one endpoint of a VPC', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const request = { ...Interface, VpcId, ServiceName: names.monitoring, PrivateDnsEnabled: true }
    const conflict = `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for monitoring.us-east-1.amazonaws.com in the VPC ${VpcId}`
    const first = world.create(request)
    expect(world.refused('CreateVpcEndpoint', request)).toBe(conflict)
    const second = world.create({ ...request, PrivateDnsEnabled: false })
    world.create({ ...request, VpcId: world.vpc(true, '10.1.0.0/16') })
    world.pass(120)
    const enable = { VpcEndpointId: second.VpcEndpointId!, PrivateDnsEnabled: true }
    expect(world.refused('ModifyVpcEndpoint', enable)).toBe(conflict)
    world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [first.VpcEndpointId!] })
    // The name is free when the endpoint is gone, and not when its deletion begins.
    expect(world.refused('ModifyVpcEndpoint', enable)).toBe(conflict)
    world.pass(120)
    world.ask('ModifyVpcEndpoint', enable)
    expect(hiddenNames(world.endpoint(second.VpcEndpointId!))[0]).toBe('monitoring.us-east-1.amazonaws.com')
  })

  it("conflicts with a private hosted zone of the VPC's that has the same name", () => {
    const world = endpointWorld()
    const [VpcId, other] = [world.vpc(), world.vpc(true, '10.1.0.0/16')]
    world.privateZone('sqs.us-east-1.amazonaws.com', VpcId)
    const request = { ...Interface, VpcId, ServiceName: names.sqs, PrivateDnsEnabled: true }
    expect(world.refused('CreateVpcEndpoint', request)).toBe(
      `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for sqs.us-east-1.amazonaws.com in the VPC ${VpcId}`,
    )
    world.create({ ...request, VpcId: other })
  })

  it('can be looked up by those who resolve names', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const { VpcEndpointId } = world.create({
      ...Interface,
      VpcId,
      ServiceName: 'com.amazonaws.us-east-1.execute-api',
    })
    const { store, families } = world.cloud
    const answering = (name: string) => endpointAnswering({ store }, VpcId, name)?.record.VpcEndpointId
    expect(answering('abc.execute-api.us-east-1.amazonaws.com')).toBe(VpcEndpointId)
    expect(answering('execute-api.us-east-2.amazonaws.com')).toBeUndefined()
    const domain = 'execute-api.us-east-1.amazonaws.com'
    const reader = { store, families, region: 'us-east-1' }
    expect(domainsOf([`*.${domain}`, domain])).toEqual([domain])
    expect(conflictingDomain(reader, VpcId, ['example.com', domain])).toBe(domain)
    expect(conflictingDomain(reader, VpcId, [domain], VpcEndpointId)).toBeUndefined()
  })
})

describe('private DNS of an S3 interface endpoint', () => {
  const setting = 'PrivateDnsOnlyForInboundResolverEndpoint'
  const noGateway = (vpc: string) =>
    `InvalidParameter: To set ${setting} to true, the VPC ${vpc} must have a Gateway endpoint for the service.`

  it('leaves traffic of the VPC to a gateway endpoint, which must be there', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const request = { ...Interface, VpcId, ServiceName: names.s3, PrivateDnsEnabled: true }
    expect(world.refused('CreateVpcEndpoint', request)).toBe(noGateway(VpcId))
    const gateway = world.create({ VpcId, ServiceName: names.s3 }).VpcEndpointId!
    const endpoint = world.create(request)
    expect(endpoint.DnsOptions).toEqual({ DnsRecordIpType: 'ipv4', [setting]: true })
    expect(hiddenNames(endpoint).slice(0, 2)).toEqual([
      's3.us-east-1.amazonaws.com',
      '*.s3.us-east-1.amazonaws.com',
    ])
    expect(endpoint.DnsEntries![0]!.DnsName).toMatch(/^\*\.vpce-[0-9a-f]+-[a-z0-9]{8}\.s3\.us-east-1\.vpce/)
    const { Unsuccessful } = world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [gateway] })
    expect(Unsuccessful).toMatchObject([{ ResourceId: gateway, Error: { Code: 'InvalidParameter' } }])
    world.pass(120)
    world.ask('ModifyVpcEndpoint', {
      VpcEndpointId: endpoint.VpcEndpointId!,
      DnsOptions: { [setting]: false },
    })
    expect(world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [gateway] })).toEqual({ Unsuccessful: [] })
  })

  it('needs no gateway endpoint when all of the VPC is to use it', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const endpoint = world.create({
      ...Interface,
      VpcId,
      ServiceName: names.s3,
      PrivateDnsEnabled: true,
      DnsOptions: { [setting]: false },
    })
    expect(endpoint.DnsOptions).toEqual({ DnsRecordIpType: 'ipv4', [setting]: false })
    world.pass(120)
    expect(
      world.refused('ModifyVpcEndpoint', {
        VpcEndpointId: endpoint.VpcEndpointId!,
        DnsOptions: { [setting]: true },
      }),
    ).toBe(noGateway(VpcId))
  })

  it('wants the gateway endpoint to have the same kinds of records, or those of the service', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    world.create({ VpcId, ServiceName: names.s3, DnsOptions: { DnsRecordIpType: 'ipv6' } })
    const request = { ...Interface, VpcId, ServiceName: names.s3, PrivateDnsEnabled: true }
    expect(world.refused('CreateVpcEndpoint', request)).toContain('InvalidParameter: ')
    world.create({ VpcId, ServiceName: names.s3 })
    world.create(request)
  })

  it('alone has the setting', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    expect(
      world.refused('CreateVpcEndpoint', {
        ...Interface,
        VpcId,
        ServiceName: names.sqs,
        DnsOptions: { [setting]: true },
      }),
    ).toContain('InvalidParameter: ')
    expect(
      world.refused('CreateVpcEndpoint', { VpcId, ServiceName: names.s3, DnsOptions: { [setting]: false } }),
    ).toBe(`InvalidParameter: DnsOptions ${setting} is applicable only to Interface VPC Endpoints.`)
  })
})

describe("the private name of a customer's service", () => {
  const PrivateDnsName = 'orders.example.com'

  it('is verified by a TXT record in the public DNS', () => {
    const world = endpointWorld()
    const service = world.service({ input: { PrivateDnsName, AcceptanceRequired: false } })
    const ServiceId = service.ServiceId!
    const { Name, Value, State, Type } = service.PrivateDnsNameConfiguration!
    expect({ State, Type }).toEqual({ State: 'pendingVerification', Type: 'TXT' })
    expect(Name).toMatch(/^_[a-z0-9]{20}$/)
    expect(Value).toMatch(/^vpce:[A-Za-z0-9]{20}$/)
    const state = () =>
      world.ask('DescribeVpcEndpointServiceConfigurations', { ServiceIds: [ServiceId] }, provider)
        .ServiceConfigurations![0]!.PrivateDnsNameConfiguration!.State
    const verify = () => {
      const start = 'StartVpcEndpointServicePrivateDnsVerification'
      expect(world.ask(start, { ServiceId }, provider)).toEqual({ ReturnValue: true })
      expect(state()).toBe('pendingVerification')
      world.pass(600)
      return state()
    }
    expect(verify()).toBe('failed')
    world.publish('example.com', `${Name}.orders.example.com`, Value!, true)
    expect(verify()).toBe('failed')
    world.publish('example.com', `${Name}.orders.example.com`, 'vpce:another')
    expect(verify()).toBe('failed')
    world.publish('example.com', `${Name}.orders.example.com`, Value!)
    expect(verify()).toBe('verified')
  })

  it('may be proved on the domain that it is in', () => {
    const world = endpointWorld()
    const { ServiceId = '', PrivateDnsNameConfiguration } = world.service({ input: { PrivateDnsName } })
    const { Name, Value } = PrivateDnsNameConfiguration!
    world.publish('example.com', `${Name}.example.com`, Value!)
    world.ask('StartVpcEndpointServicePrivateDnsVerification', { ServiceId }, provider)
    world.pass(600)
    const { ServiceConfigurations } = world.ask('DescribeVpcEndpointServiceConfigurations', {}, provider)
    expect(ServiceConfigurations![0]!.PrivateDnsNameConfiguration!.State).toBe('verified')
  })

  it('is there for endpoints when it is verified and they are accepted', () => {
    const world = endpointWorld()
    const service = world.service({ input: { PrivateDnsName } })
    const { ServiceId = '', ServiceName = '', PrivateDnsNameConfiguration } = service
    const VpcId = world.vpc()
    const request = { ...Interface, VpcId, ServiceName, PrivateDnsEnabled: true }
    expect(world.refused('CreateVpcEndpoint', request)).toBe(
      `InvalidParameter: Private DNS can't be enabled because the service ${ServiceName} has not verified the private DNS name.`,
    )
    const { Name, Value } = PrivateDnsNameConfiguration!
    world.publish('example.com', `${Name}.${PrivateDnsName}`, Value!)
    world.ask('StartVpcEndpointServicePrivateDnsVerification', { ServiceId }, provider)
    world.pass(600)
    const early = `InvalidParameter: Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${ServiceName}.`
    expect(world.refused('CreateVpcEndpoint', request)).toBe(early)
    const { VpcEndpointId = '', PrivateDnsEnabled } = world.create({ ...Interface, VpcId, ServiceName })
    expect(PrivateDnsEnabled).toBe(false)
    const enable = { VpcEndpointId, PrivateDnsEnabled: true }
    expect(world.refused('ModifyVpcEndpoint', enable)).toBe(early)
    world.ask('AcceptVpcEndpointConnections', { ServiceId, VpcEndpointIds: [VpcEndpointId] }, provider)
    world.pass(300)
    world.ask('ModifyVpcEndpoint', enable)
    expect(world.endpoint(VpcEndpointId).DnsEntries!.at(-1)!.DnsName).toBe(PrivateDnsName)
    // Between the endpoint and its VPC: the provider does not see it.
    const [connection] = world.ask('DescribeVpcEndpointConnections', {}, provider).VpcEndpointConnections!
    expect(connection!.DnsEntries!.map((entry) => entry.DnsName)).not.toContain(PrivateDnsName)
  })

  it('can be changed, which asks for a new proof, and taken away', () => {
    const world = endpointWorld()
    const { ServiceId = '', PrivateDnsNameConfiguration } = world.service({ input: { PrivateDnsName } })
    const modify = (input: object) =>
      world.ask('ModifyVpcEndpointServiceConfiguration', { ServiceId, ...input }, provider)
    const read = () =>
      world.ask('DescribeVpcEndpointServiceConfigurations', {}, provider).ServiceConfigurations![0]!
    modify({ PrivateDnsName })
    expect(read().PrivateDnsNameConfiguration).toEqual(PrivateDnsNameConfiguration)
    modify({ PrivateDnsName: '*.example.com' })
    expect(read().PrivateDnsName).toBe('*.example.com')
    expect(read().PrivateDnsNameConfiguration!.Value).not.toBe(PrivateDnsNameConfiguration!.Value)
    modify({ RemovePrivateDnsName: true })
    expect(read().PrivateDnsName).toBeUndefined()
    expect(read().PrivateDnsNameConfiguration).toBeUndefined()
    expect(world.refused('StartVpcEndpointServicePrivateDnsVerification', { ServiceId }, provider)).toContain(
      'InvalidParameter: ',
    )
  })

  it.each(['Orders.example.com', 'orders', 'a..b', 'a.*.com', `${'x'.repeat(64)}.com`, '-a.com'])(
    'cannot be %s',
    (name) => {
      const world = endpointWorld()
      const input = { NetworkLoadBalancerArns: [world.balancer()], PrivateDnsName: name }
      expect(world.refused('CreateVpcEndpointServiceConfiguration', input, provider)).toBe(
        `InvalidParameter: The private DNS name '${name}' is not valid.`,
      )
    },
  )

  it('is not for Gateway Load Balancers', () => {
    const world = endpointWorld()
    const input = { GatewayLoadBalancerArns: [world.balancer(['use1-az1'], 'gateway')], PrivateDnsName }
    expect(world.refused('CreateVpcEndpointServiceConfiguration', input, provider)).toContain(
      'InvalidParameter: ',
    )
  })
})
