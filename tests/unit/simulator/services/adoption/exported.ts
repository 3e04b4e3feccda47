import type { Cloud } from '../../../../../simulator/cloud.ts'
import type { AccountDocument } from '../../../../../simulator/services/adoption/documents.ts'
import { routers, siteHosts, sites, uplinks } from '../../../../../simulator/services/onprem/tables.ts'
import { accounts, rootOf } from '../../../../../simulator/world/accounts.ts'
import { regions } from '../../../../../simulator/world/catalogue/regions.ts'

// What somebody has who calls every describe operation in every account and Region, and keeps what is printed.

type Answer = Record<string, unknown>

const plain = {
  ec2: [
    'DescribeVpcs',
    'DescribeSubnets',
    'DescribeDhcpOptions',
    'DescribeRouteTables',
    'DescribeNetworkAcls',
    'DescribeSecurityGroups',
    'DescribeNetworkInterfaces',
    'DescribeInstances',
    'DescribeAddresses',
    'DescribeInternetGateways',
    'DescribeEgressOnlyInternetGateways',
    'DescribeNatGateways',
    'DescribeVpcEndpoints',
    'DescribeVpcEndpointServiceConfigurations',
    'DescribeVpcPeeringConnections',
    'DescribeTransitGateways',
    'DescribeTransitGatewayAttachments',
    'DescribeTransitGatewayVpcAttachments',
    'DescribeTransitGatewayPeeringAttachments',
    'DescribeTransitGatewayRouteTables',
    'DescribeVpnConnections',
    'DescribeVpnGateways',
    'DescribeCustomerGateways',
    'DescribeManagedPrefixLists',
  ],
  elbv2: ['DescribeLoadBalancers', 'DescribeTargetGroups'],
  directconnect: [
    'DescribeConnections',
    'DescribeLags',
    'DescribeVirtualInterfaces',
    'DescribeDirectConnectGateways',
  ],
} as const

/** What is asked for each of what another call lists, with the member that names it. */
const each = [
  ['ec2', 'DescribeVpcs', 'Vpcs', 'VpcId', 'DescribeVpcAttribute', { Attribute: 'enableDnsSupport' }],
  ['ec2', 'DescribeVpcs', 'Vpcs', 'VpcId', 'DescribeVpcAttribute', { Attribute: 'enableDnsHostnames' }],
  [
    'ec2',
    'DescribeTransitGatewayRouteTables',
    'TransitGatewayRouteTables',
    'TransitGatewayRouteTableId',
    'SearchTransitGatewayRoutes',
    { Filters: [{ Name: 'type', Values: ['static', 'propagated'] }] },
  ],
  [
    'ec2',
    'DescribeTransitGatewayRouteTables',
    'TransitGatewayRouteTables',
    'TransitGatewayRouteTableId',
    'GetTransitGatewayRouteTableAssociations',
    {},
  ],
  [
    'ec2',
    'DescribeTransitGatewayRouteTables',
    'TransitGatewayRouteTables',
    'TransitGatewayRouteTableId',
    'GetTransitGatewayRouteTablePropagations',
    {},
  ],
  ['ec2', 'DescribeManagedPrefixLists', 'PrefixLists', 'PrefixListId', 'GetManagedPrefixListEntries', {}],
  ['elbv2', 'DescribeLoadBalancers', 'LoadBalancers', 'LoadBalancerArn', 'DescribeListeners', {}],
  [
    'elbv2',
    'DescribeLoadBalancers',
    'LoadBalancers',
    'LoadBalancerArn',
    'DescribeLoadBalancerAttributes',
    {},
  ],
  ['elbv2', 'DescribeTargetGroups', 'TargetGroups', 'TargetGroupArn', 'DescribeTargetHealth', {}],
  ['elbv2', 'DescribeTargetGroups', 'TargetGroups', 'TargetGroupArn', 'DescribeTargetGroupAttributes', {}],
  [
    'directconnect',
    'DescribeDirectConnectGateways',
    'directConnectGateways',
    'directConnectGatewayId',
    'DescribeDirectConnectGatewayAssociations',
    {},
  ],
] as const

export function exported(cloud: Cloud): AccountDocument[] {
  const documents: AccountDocument[] = []
  for (const { id: account } of cloud.store.all(accounts)) {
    for (const { code: region } of regions) {
      const ask = (service: string, operation: string, input: object = {}): Answer => {
        const request = { service, operation, input: input as Answer, region, credentials: undefined }
        const response = cloud.send(request, rootOf(account))
        if ('output' in response) return response.output
        throw new Error(`${operation}: ${JSON.stringify(response)}`)
      }
      // Nobody has anything in most Regions, and looking would put a default VPC there.
      if (!isUsed(cloud, account, region)) continue
      const folder = `accounts/${account}/${region}`
      for (const [service, operations] of Object.entries(plain)) {
        for (const operation of operations) {
          documents.push({ path: `${folder}/${operation}.json`, json: ask(service, operation) })
        }
      }
      for (const [service, list, member, id, operation, input] of each) {
        for (const one of (ask(service, list)[member] ?? []) as Answer[]) {
          const name = String(one[id])
          // A table that is on its way out tells nothing any more.
          if (one['State'] === 'deleting' || one['State'] === 'deleted') continue
          const json = ask(service, operation, { ...input, [id]: name })
          documents.push({ path: `${folder}/${operation}/${encodeURIComponent(name)}.json`, json })
        }
      }
    }
  }
  return JSON.parse(JSON.stringify(documents)) as AccountDocument[]
}

const isUsed = (cloud: Cloud, account: string, region: string): boolean =>
  cloud.families.all.some((family) => cloud.store.count(family.table, 'scope', `${account}/${region}`) > 0)

/** What is on premises in a world, as a file of one's own tells it. */
export function exportedSites({ store }: Cloud): object[] {
  return store.all(sites).map(({ Name, Prefixes, Asn }) => ({
    name: Name,
    asn: Asn,
    prefixes: Prefixes,
    addresses: store.by(siteHosts, 'site', Name).map(({ Address }) => Address),
    via: store
      .by(routers, 'site', Name)
      .flatMap((router) => store.by(uplinks, 'router', router.Name))
      .map(({ Target, AdvertisedPrefixes }) => ({
        type: Target.startsWith('vpn-') ? 'vpn' : 'dx',
        [Target.startsWith('vpn-') ? 'vpn' : 'vif']: Target,
        ...(AdvertisedPrefixes && { prefixes: AdvertisedPrefixes }),
      })),
  }))
}
