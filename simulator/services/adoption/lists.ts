import type { Contract, Member, Shape, StructureShape } from '../../api/model.ts'
import { folded } from './member-names.ts'

// The lists of resources that an import understands, each under the name that AWS prints it under and under those
// that other exporters give it, with the shape of its items.

interface ListSpec {
  readonly service: 'ec2' | 'elbv2' | 'directconnect'
  /** Operations whose output has the list. Their items together make the shape, where there are several. */
  readonly of: readonly string[]
  /** The member of the output, where it is not the name. */
  readonly member?: string
  readonly also?: readonly string[]
  /** Items that stand under the id of what they belong to, which AWS takes as input and does not print again. */
  readonly under?: { readonly id: string; readonly list: string; readonly prefix: RegExp }
}

const routeTable = 'TransitGatewayRouteTableId'
const inRouteTable = (list: string) => ({ id: routeTable, list, prefix: /tgw-rtb-[\w-]+/ })

const specs = {
  Vpcs: ec2('DescribeVpcs'),
  Subnets: ec2('DescribeSubnets'),
  DhcpOptions: ec2('DescribeDhcpOptions'),
  RouteTables: ec2('DescribeRouteTables'),
  NetworkAcls: ec2('DescribeNetworkAcls'),
  SecurityGroups: ec2('DescribeSecurityGroups'),
  SecurityGroupRules: ec2('DescribeSecurityGroupRules'),
  PrefixLists: ec2('DescribeManagedPrefixLists', 'DescribePrefixLists'),
  PrefixListEntries: {
    ...ec2('GetManagedPrefixListEntries'),
    member: 'Entries',
    also: ['Entries', 'ManagedPrefixListEntries'],
    under: { id: 'PrefixListId', list: 'Entries', prefix: /pl-[\w-]+/ },
  },
  NetworkInterfaces: ec2('DescribeNetworkInterfaces'),
  Reservations: { ...ec2('DescribeInstances'), also: ['Instances'] },
  Addresses: { ...ec2('DescribeAddresses'), also: ['ElasticIps', 'Eips'] },
  InternetGateways: ec2('DescribeInternetGateways'),
  EgressOnlyInternetGateways: ec2('DescribeEgressOnlyInternetGateways'),
  NatGateways: ec2('DescribeNatGateways'),
  VpcEndpoints: ec2('DescribeVpcEndpoints'),
  ServiceConfigurations: {
    ...ec2('DescribeVpcEndpointServiceConfigurations'),
    also: ['VpcEndpointServiceConfigurations'],
  },
  VpcPeeringConnections: ec2('DescribeVpcPeeringConnections'),
  TransitGateways: ec2('DescribeTransitGateways'),
  TransitGatewayAttachments: ec2('DescribeTransitGatewayAttachments'),
  TransitGatewayVpcAttachments: ec2('DescribeTransitGatewayVpcAttachments'),
  TransitGatewayPeeringAttachments: ec2('DescribeTransitGatewayPeeringAttachments'),
  TransitGatewayRouteTables: ec2('DescribeTransitGatewayRouteTables'),
  TransitGatewayRoutes: {
    ...ec2('SearchTransitGatewayRoutes'),
    member: 'Routes',
    also: ['TransitGatewayStaticRoutes', 'Routes'],
    under: inRouteTable('Routes'),
  },
  TransitGatewayPropagations: {
    ...ec2('GetTransitGatewayRouteTablePropagations'),
    member: 'TransitGatewayRouteTablePropagations',
    also: ['TransitGatewayRouteTablePropagations'],
    under: inRouteTable('TransitGatewayRouteTablePropagations'),
  },
  TransitGatewayAssociations: {
    ...ec2('GetTransitGatewayRouteTableAssociations'),
    member: 'Associations',
    also: ['TransitGatewayRouteTableAssociations', 'Associations'],
    under: inRouteTable('Associations'),
  },
  VpnConnections: ec2('DescribeVpnConnections'),
  VpnGateways: ec2('DescribeVpnGateways'),
  CustomerGateways: ec2('DescribeCustomerGateways'),
  LoadBalancers: elbv2('DescribeLoadBalancers'),
  Listeners: { ...elbv2('DescribeListeners'), also: ['LoadBalancerListeners'] },
  Rules: { ...elbv2('DescribeRules'), also: ['ListenerRules'] },
  TargetGroups: elbv2('DescribeTargetGroups'),
  TargetHealth: {
    ...elbv2('DescribeTargetHealth'),
    member: 'TargetHealthDescriptions',
    also: ['LoadBalancerTargetHealth', 'TargetHealthDescriptions'],
    under: {
      id: 'TargetGroupArn',
      list: 'TargetHealthDescriptions',
      prefix: /arn:[^/]*:targetgroup\/[^/]+\/\w+/,
    },
  },
  LoadBalancerAttributes: {
    ...elbv2('DescribeLoadBalancerAttributes'),
    member: 'Attributes',
    under: {
      id: 'LoadBalancerArn',
      list: 'Attributes',
      prefix: /arn:[^/]*:loadbalancer\/\w+\/[^/]+\/\w+/,
    },
  },
  TargetGroupAttributes: {
    ...elbv2('DescribeTargetGroupAttributes'),
    member: 'Attributes',
    under: { id: 'TargetGroupArn', list: 'Attributes', prefix: /arn:[^/]*:targetgroup\/[^/]+\/\w+/ },
  },
  connections: { ...directConnect('DescribeConnections'), also: ['DirectConnectConnections'] },
  lags: directConnect('DescribeLags'),
  virtualInterfaces: directConnect('DescribeVirtualInterfaces'),
  directConnectGateways: directConnect('DescribeDirectConnectGateways'),
  directConnectGatewayAssociations: directConnect('DescribeDirectConnectGatewayAssociations'),
} as const satisfies Readonly<Record<string, ListSpec>>

export type ListName = keyof typeof specs

function ec2(...of: string[]): ListSpec {
  return { service: 'ec2', of }
}

function elbv2(...of: string[]): ListSpec {
  return { service: 'elbv2', of }
}

function directConnect(...of: string[]): ListSpec {
  return { service: 'directconnect', of }
}

/** Whose models must be loaded before anything is imported. */
export const adoptedServices = ['ec2', 'elbv2', 'directconnect'] as const

const names = new Map<string, ListName>()
for (const [name, spec] of Object.entries(specs) as [ListName, ListSpec][]) {
  for (const one of [name, ...(spec.also ?? [])]) names.set(folded(one), name)
}

/** The list that a key of a file is, in whatever spelling. */
export const listCalled = (key: string): ListName | undefined => names.get(folded(key))

const byLength = [...names.keys()].sort((a, b) => b.length - a.length)

/** The list that a file is named after, with or without something before or after it: `ec2-describe-vpcs-prod`. */
export function listInFileName(path: string): ListName | undefined {
  const stem = folded((path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, ''))
  const bare = stem.replace(/^(aws)?(ec2|elbv2|directconnect)?(describe|get|search|list)?/, '')
  // Direct Connect is the name of a service, and how some of its lists begin.
  const found =
    byLength.find((name) => stem.startsWith(name)) ?? byLength.find((name) => bare.startsWith(name))
  return found === undefined ? undefined : names.get(found)
}

/** What a list's items stand under, if they do not say themselves whose they are. */
export const ownerOfItems = (name: ListName): ListSpec['under'] => (specs[name] as ListSpec).under

/** The shape of an item of a list. */
export function itemShape(contract: Contract, name: ListName): Shape {
  const spec: ListSpec = specs[name]
  const model = contract.model(spec.service)
  const items = spec.of.map((operation) => {
    const output = model.operation(operation)?.output
    const list = output?.members.get(spec.member ?? (name as string))?.shape
    if (list?.kind !== 'list') throw new Error(`${operation} does not list ${spec.member ?? name}.`)
    return list
  })
  const [first, ...others] = items
  if (!first) throw new Error(`Nothing lists ${name}.`)
  if (spec.under) {
    return structureOf(name, [
      [spec.under.id, { kind: 'string' }],
      [spec.under.list, first],
    ])
  }
  if (!others.length) return first.member
  return structureOf(
    name,
    items.flatMap(({ member }) =>
      member.kind === 'structure' ? [...member.members].map(([key, { shape }]) => [key, shape] as const) : [],
    ),
  )
}

function structureOf(name: string, members: readonly (readonly [string, Shape])[]): StructureShape {
  return {
    kind: 'structure',
    name,
    members: new Map(
      members.map(([key, shape]): [string, Member] => [key, { name: key, shape, required: false }]),
    ),
  }
}
