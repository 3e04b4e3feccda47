import type { LedgerEntry } from '../../world/ledger.ts'

// What is paid for as long as it exists, and how one tells. The pages are those of the catalogue of prices.

type Data = Readonly<Record<string, unknown>>

export interface Meter {
  /** `<service>:<resource>`. */
  readonly family: string
  /** Ids of those that a call made, and of those that one took away. */
  made(entry: LedgerEntry): readonly string[]
  ended(entry: LedgerEntry): readonly string[]
  isLive(record: Data): boolean
  /** When it was made, in milliseconds since 1970, where the record knows. */
  since(record: Data): number | undefined
  facts(record: Data): readonly Fact[]
  factsWhenMade(entry: LedgerEntry): readonly Fact[]
  /** Parts that a call added to one of them, and that it took away. */
  changed(entry: LedgerEntry): PartsChanged | undefined
}

export interface PartsChanged {
  readonly id: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

export interface Fact {
  readonly item: string
  readonly units: number
  /** Where parts of the resource are paid for by themselves. */
  readonly part?: string
}

/** The calls that make and take away. */
interface Calls {
  readonly create: string
  /** Where the answer has the id. */
  readonly made: string
  readonly delete: string
  /** Where the request has it. */
  readonly ended: string
}

interface Declared extends Calls {
  readonly family: string
  /** Those of further kinds. */
  readonly also?: readonly Calls[]
  readonly state?: string
  /** The states in which it costs nothing any more. */
  readonly gone?: RegExp
  /** Where the record has the time. */
  readonly time?: string
  /** Given the record, or the answer's part that is one. */
  readonly facts: (record: Data) => readonly Fact[]
  readonly changed?: Meter['changed']
}

/** What a path such as `NatGateway.NatGatewayId` leads to; lists on the way are gone through. */
function at(data: unknown, path: string): unknown[] {
  if (path === '') return [data]
  return path.split('.').reduce<unknown[]>(
    (found, name) =>
      found.flatMap((one) => {
        const value = (one as Data | undefined)?.[name]
        return Array.isArray(value) ? value : value === undefined ? [] : [value]
      }),
    [data],
  )
}

const textsAt = (data: unknown, path: string): string[] =>
  at(data, path).filter((one): one is string => typeof one === 'string')

const gone = /^(deleted|failed|deleting|rejected|expired|terminated)$/i

function meter(declared: Declared): Meter {
  const { family, time, facts } = declared
  const service = family.split(':')[0]
  const calls = [declared, ...(declared.also ?? [])]
  return {
    family,
    made: ({ service: of, operation, output }) =>
      of === service
        ? calls.flatMap((one) => (operation === one.create ? textsAt(output, one.made) : []))
        : [],
    ended: ({ service: of, operation, input }) =>
      of === service
        ? calls.flatMap((one) => (operation === one.delete ? textsAt(input, one.ended) : []))
        : [],
    isLive: (record) => !(declared.gone ?? gone).test(String(at(record, declared.state ?? 'State')[0] ?? '')),
    since: (record) => momentOf(time === undefined ? undefined : at(record, time)[0]),
    facts,
    changed: declared.changed ?? (() => undefined),
    factsWhenMade: ({ operation, output }) => {
      const made = calls.find(({ create }) => create === operation)?.made ?? ''
      const [record = output] = at(output, made.split('.').slice(0, -1).join('.'))
      return facts((record ?? {}) as Data)
    },
  }
}

function momentOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? undefined : moment
}

const one = (item: string) => (): readonly Fact[] => [{ item, units: 1 }]

const endpointItems: Readonly<Record<string, string>> = {
  Interface: 'interface-endpoint-hour',
  GatewayLoadBalancer: 'gwlb-endpoint-hour',
  Gateway: 'gateway-endpoint-hour',
  Resource: 'resource-endpoint-hour',
  ServiceNetwork: 'service-network-endpoint-hour',
}

/** In each zone by itself; gateway endpoints have no zone. */
function endpointFacts({ VpcEndpointType, SubnetIds = [] }: Data): readonly Fact[] {
  const item = endpointItems[String(VpcEndpointType)] ?? 'interface-endpoint-hour'
  const zones = SubnetIds as readonly string[]
  return zones.length ? zones.map((part) => ({ item, units: 1, part })) : [{ item, units: 1 }]
}

/** Application Load Balancers have prices of their own, which the catalogue has not. */
function balancerFacts({ Type, AvailabilityZones = [] }: Data): readonly Fact[] {
  const zones = (AvailabilityZones as readonly unknown[]).length
  if (Type === 'gateway') return [{ item: 'gwlb-hour', units: zones }]
  return Type === 'network' ? [{ item: 'nlb-hour', units: 1 }] : []
}

const speeds: Readonly<Record<string, string>> = {
  '1Gbps': 'dx-dedicated-1g-hour',
  '10Gbps': 'dx-dedicated-10g-hour',
  '100Gbps': 'dx-dedicated-100g-hour',
  '400Gbps': 'dx-dedicated-400g-hour',
}

/** What a partner hosts has other prices. */
function portFacts({ bandwidth, partnerName, connectionState }: Data): readonly Fact[] {
  // Direct Connect pricing: charged from when the port is up first, or 90 days after it was asked for.
  if (connectionState !== 'available' && connectionState !== 'down') return []
  const size = String(bandwidth)
  const item =
    partnerName === undefined
      ? speeds[size]
      : `dx-hosted-${size.replace('Mbps', 'm').replace('Gbps', 'g')}-hour`
  return item === undefined ? [] : [{ item, units: 1 }]
}

export const meters: readonly Meter[] = [
  meter({
    family: 'ec2:vpc-endpoint',
    create: 'CreateVpcEndpoint',
    made: 'VpcEndpoint.VpcEndpointId',
    delete: 'DeleteVpcEndpoints',
    ended: 'VpcEndpointIds',
    time: 'CreationTimestamp',
    // PrivateLink pricing: by the hour whatever the state of its association with the service, also when it was rejected.
    gone: /^delet/i,
    facts: endpointFacts,
    changed: ({ service, operation, input }) =>
      service === 'ec2' && operation === 'ModifyVpcEndpoint'
        ? {
            id: String(input['VpcEndpointId']),
            added: textsAt(input, 'AddSubnetIds'),
            removed: textsAt(input, 'RemoveSubnetIds'),
          }
        : undefined,
  }),
  meter({
    family: 'ec2:natgateway',
    create: 'CreateNatGateway',
    made: 'NatGateway.NatGatewayId',
    delete: 'DeleteNatGateway',
    ended: 'NatGatewayId',
    time: 'CreateTime',
    facts: one('nat-gateway-hour'),
  }),
  meter({
    family: 'ec2:transit-gateway-attachment',
    create: 'CreateTransitGatewayVpcAttachment',
    made: 'TransitGatewayVpcAttachment.TransitGatewayAttachmentId',
    delete: 'DeleteTransitGatewayVpcAttachment',
    ended: 'TransitGatewayAttachmentId',
    also: [
      {
        create: 'CreateTransitGatewayPeeringAttachment',
        made: 'TransitGatewayPeeringAttachment.TransitGatewayAttachmentId',
        delete: 'DeleteTransitGatewayPeeringAttachment',
        ended: 'TransitGatewayAttachmentId',
      },
    ],
    time: 'CreationTime',
    facts: ({ ResourceType }) =>
      ResourceType === 'connect' ? [] : [{ item: 'tgw-attachment-hour', units: 1 }],
  }),
  meter({
    family: 'ec2:vpn-connection',
    create: 'CreateVpnConnection',
    made: 'VpnConnection.VpnConnectionId',
    delete: 'DeleteVpnConnection',
    ended: 'VpnConnectionId',
    facts: one('vpn-connection-hour'),
  }),
  meter({
    family: 'ec2:vpc-peering-connection',
    create: 'CreateVpcPeeringConnection',
    made: 'VpcPeeringConnection.VpcPeeringConnectionId',
    delete: 'DeleteVpcPeeringConnection',
    ended: 'VpcPeeringConnectionId',
    state: 'Status.Code',
    facts: one('peering-hour'),
  }),
  meter({
    family: 'ec2:elastic-ip',
    create: 'AllocateAddress',
    made: 'AllocationId',
    delete: 'ReleaseAddress',
    ended: 'AllocationId',
    facts: one('public-ipv4-hour'),
  }),
  meter({
    family: 'elbv2:load-balancer',
    create: 'CreateLoadBalancer',
    made: 'LoadBalancers.LoadBalancerArn',
    delete: 'DeleteLoadBalancer',
    ended: 'LoadBalancerArn',
    state: 'State.Code',
    time: 'CreatedTime',
    facts: balancerFacts,
  }),
  meter({
    family: 'route53resolver:resolver-endpoint',
    create: 'CreateResolverEndpoint',
    made: 'ResolverEndpoint.Id',
    delete: 'DeleteResolverEndpoint',
    ended: 'ResolverEndpointId',
    state: 'Status',
    time: 'CreationTime',
    facts: ({ IpAddressCount }) => [{ item: 'resolver-endpoint-hour', units: Number(IpAddressCount ?? 2) }],
  }),
  meter({
    family: 'directconnect:dxcon',
    create: 'CreateConnection',
    made: 'connectionId',
    delete: 'DeleteConnection',
    ended: 'connectionId',
    state: 'connectionState',
    facts: portFacts,
  }),
]
