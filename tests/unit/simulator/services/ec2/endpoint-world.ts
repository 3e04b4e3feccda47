import { contract } from '../../../../../simulator/api/contract.ts'
import { AwsError } from '../../../../../simulator/api/error.ts'
import type { Ec2, Elbv2, Route53 } from '../../../../../simulator/api/generated/types.d.ts'
import { type Family, family } from '../../../../../simulator/services/family.ts'
import { kms } from '../../../../../simulator/services/kms/index.ts'
import { recordSets } from '../../../../../simulator/services/route53/record-sets.ts'
import { service } from '../../../../../simulator/services/service.ts'
import { sns } from '../../../../../simulator/services/sns/index.ts'
import { sqs } from '../../../../../simulator/services/sqs/index.ts'
import { zonesOf } from '../../../../../simulator/world/catalogue/regions.ts'
import { account, otherAccount, type TestCloud, testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

// A cloud with short words for what the tests of endpoints build again and again. What belongs to other services is
// there as bare records: what counts is which members of AWS's records endpoints look at.

const missing = (id: string) => new AwsError('NotFound', id)

const loadBalancers = family<Elbv2.LoadBalancer>({
  service: 'elbv2',
  resource: 'load-balancer',
  id: 'LoadBalancerArn',
  prefix: 'loadbalancer',
  missing,
})

const hostedZones = family<Route53.HostedZone, { vpcs: readonly string[] }>({
  service: 'route53',
  resource: 'hosted-zone',
  id: 'Id',
  prefix: '/hostedzone/Z',
  missing,
  indexes: { 'vpc-name': ({ record, side }) => side.vpcs.map((vpc) => `${vpc}/${record.Name}`) },
})

type Bare = Record<string, unknown>
const lattice = (resource: string, prefix: string): Family<Bare> =>
  family<Bare>({
    service: 'vpc-lattice',
    resource,
    id: 'id',
    prefix,
    missing,
    indexes: { 'service-network': ({ record }) => record['serviceNetworkId'] as string | undefined },
  })
const resourceConfigurations = lattice('resource-configuration', 'rcfg')
const resourceGateways = lattice('resource-gateway', 'rgw')
const serviceNetworks = lattice('service-network', 'sn')
const resourceAssociations = lattice('service-network-resource-association', 'snra')
const latticeFamilies = { resourceConfigurations, resourceGateways, serviceNetworks, resourceAssociations }

for (const name of ['kms', 'sns', 'sqs']) await contract.need(name)

const services = [
  ec2,
  service('elbv2', [{ loadBalancers }]),
  service('route53', [{ hostedZones, recordSets }]),
  service('vpc-lattice', [latticeFamilies]),
  kms,
  sns,
  sqs,
]

export const provider = { account: otherAccount }
const home = 'us-east-1'

/** The names that an account has for zones of us-east-1, by id. */
export const zoneName = (id: string, owner = account): string =>
  zonesOf(owner, home).find((zone) => zone.id === id)!.name

export interface ServiceSpec {
  /** Zones of its load balancer, by id. */
  readonly zones?: readonly string[]
  readonly kind?: 'network' | 'gateway'
  readonly input?: Ec2.CreateVpcEndpointServiceConfigurationRequest
  /** Who may use it; nobody else than its owner by default. */
  readonly allowed?: readonly string[]
}

export interface EndpointWorld extends TestCloud {
  vpc(dns?: boolean, cidr?: string): string
  /** A subnet in a zone of us-east-1, by the zone's id. */
  subnet(vpc: string, zone?: string, third?: number): string
  group(vpc: string, name?: string): string
  table(vpc: string): string
  endpoint(id: string, owner?: { readonly account?: string; readonly region?: string }): Ec2.VpcEndpoint
  create(input: Ec2.CreateVpcEndpointRequest): Ec2.VpcEndpoint
  state(id: string): string | undefined
  /** A load balancer of the provider's, in zones of us-east-1 by their ids. */
  balancer(zones?: readonly string[], kind?: 'network' | 'gateway', more?: Elbv2.LoadBalancer): string
  /** An endpoint service of the provider's, ready for consumers. */
  service(spec?: ServiceSpec): Ec2.ServiceConfiguration
  /** A record in a public hosted zone. */
  publish(zone: string, name: string, value: string, isPrivate?: boolean): void
  /** Associates a private hosted zone with a VPC. */
  privateZone(name: string, vpc: string): void
  /** A topic of the provider's that lets VPC endpoints publish, on a condition if one is given. */
  topic(name: string, Condition?: object): string
  /** A queue that takes what a topic of the provider's sends; gives what has come to it since last asked. */
  inbox(topic: string, raw?: boolean): () => string[]
  lattice(kind: keyof typeof latticeFamilies, record: Bare & { id: string }): void
}

let serial = 0

export function endpointWorld(): EndpointWorld {
  const test = testCloud('endpoints', services)
  const { ask, pass, cloud } = test
  const { store } = cloud
  const world: EndpointWorld = {
    ...test,
    vpc(dns = true, CidrBlock = '10.0.0.0/16') {
      const VpcId = ask('CreateVpc', { CidrBlock }).Vpc!.VpcId!
      if (dns) ask('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } })
      pass(1)
      return VpcId
    },
    subnet(VpcId, zone = 'use1-az1', third = ++serial % 256) {
      const CidrBlock = `10.0.${third}.0/24`
      return ask('CreateSubnet', { VpcId, CidrBlock, AvailabilityZoneId: zone }).Subnet!.SubnetId!
    },
    group: (VpcId, GroupName = `group-${++serial}`) =>
      ask('CreateSecurityGroup', { VpcId, GroupName, Description: 'of an endpoint' }).GroupId!,
    table: (VpcId) => ask('CreateRouteTable', { VpcId }).RouteTable!.RouteTableId!,
    endpoint: (id, owner) => ask('DescribeVpcEndpoints', { VpcEndpointIds: [id] }, owner).VpcEndpoints![0]!,
    create: (input) => ask('CreateVpcEndpoint', input).VpcEndpoint!,
    state: (id) => world.endpoint(id).State,
    balancer(zones = ['use1-az1', 'use1-az2'], kind = 'network', more = {}) {
      const path = kind === 'network' ? 'net' : 'gwy'
      const LoadBalancerArn = `arn:aws:elasticloadbalancing:${home}:${otherAccount}:loadbalancer/${path}/lb-${++serial}/50dc6c495c0c9188`
      store.put(loadBalancers.table, {
        ...provider,
        region: home,
        record: {
          LoadBalancerArn,
          Type: kind,
          IpAddressType: 'ipv4',
          AvailabilityZones: zones.map((zone) => ({ ZoneName: zoneName(zone, otherAccount) })),
          ...more,
        },
        side: {},
      })
      return LoadBalancerArn
    },
    service({ zones, kind = 'network', input = {}, allowed = [`arn:aws:iam::${account}:root`] } = {}) {
      const arn = world.balancer(zones, kind)
      const { ServiceConfiguration } = ask(
        'CreateVpcEndpointServiceConfiguration',
        { [kind === 'network' ? 'NetworkLoadBalancerArns' : 'GatewayLoadBalancerArns']: [arn], ...input },
        provider,
      )
      const ServiceId = ServiceConfiguration!.ServiceId!
      if (allowed.length) {
        ask('ModifyVpcEndpointServicePermissions', { ServiceId, AddAllowedPrincipals: allowed }, provider)
      }
      pass(1)
      return ServiceConfiguration!
    },
    publish(zone, name, value, isPrivate = false) {
      const Id = `/hostedzone/Z${++serial}`
      store.put(hostedZones.table, {
        ...provider,
        region: home,
        record: { Id, Name: `${zone}.`, CallerReference: Id, Config: { PrivateZone: isPrivate } },
        side: { vpcs: [] },
      })
      const record = { Name: `${name}.`, Type: 'TXT', ResourceRecords: [{ Value: `"${value}"` }] } as const
      store.put(recordSets, { zone: Id, record })
    },
    privateZone(name, vpc) {
      const Id = `/hostedzone/Z${++serial}`
      store.put(hostedZones.table, {
        account,
        region: home,
        record: { Id, Name: `${name}.`, CallerReference: Id, Config: { PrivateZone: true } },
        side: { vpcs: [`${home}/${vpc}`] },
      })
    },
    topic(Name, Condition) {
      const statement = {
        Effect: 'Allow',
        Principal: { Service: 'vpce.amazonaws.com' },
        Action: 'SNS:Publish',
        Resource: `arn:aws:sns:${home}:${otherAccount}:${Name}`,
        ...(Condition && { Condition }),
      }
      const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }) }
      return test.call('sns', 'CreateTopic', { Name, Attributes }, provider).TopicArn!
    },
    inbox(TopicArn, raw = false) {
      const QueueName = `inbox-${++serial}`
      const Endpoint = `arn:aws:sqs:${home}:${otherAccount}:${QueueName}`
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: Endpoint,
          Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
        },
      })
      const { QueueUrl = '' } = test.call(
        'sqs',
        'CreateQueue',
        { QueueName, Attributes: { Policy } },
        provider,
      )
      const Attributes = { RawMessageDelivery: String(raw) }
      test.call('sns', 'Subscribe', { TopicArn, Protocol: 'sqs', Endpoint, Attributes }, provider)
      return () => {
        const input = { QueueUrl, MaxNumberOfMessages: 10 }
        return (test.call('sqs', 'ReceiveMessage', input, provider).Messages ?? []).map(
          ({ Body = '' }) => Body,
        )
      }
    },
    lattice(kind, record) {
      store.put(latticeFamilies[kind].table, { account, region: home, record, side: {} })
    },
  }
  return world
}

export const names = {
  s3: 'com.amazonaws.us-east-1.s3',
  dynamodb: 'com.amazonaws.us-east-1.dynamodb',
  monitoring: 'com.amazonaws.us-east-1.monitoring',
  sqs: 'com.amazonaws.us-east-1.sqs',
  ecrApi: 'com.amazonaws.us-east-1.ecr.api',
  smtp: 'com.amazonaws.us-east-1.email-smtp',
} as const
