import type { Table } from '../../kernel/store.ts'
import { accounts } from '../../world/accounts.ts'
import { furnished } from '../../world/furnished.ts'
import type { AnyFamily } from '../context.ts'
import { associations } from '../directconnect/associations.ts'
import { connections } from '../directconnect/connections.ts'
import { gateways } from '../directconnect/gateways.ts'
import { lags } from '../directconnect/lags.ts'
import { virtualInterfaces } from '../directconnect/virtual-interfaces.ts'
import { customerGateways } from '../ec2/customer-gateways.ts'
import { dhcpOptions } from '../ec2/dhcp-options.ts'
import { egressOnlyInternetGateways } from '../ec2/egress-only-internet-gateways.ts'
import { elasticIps } from '../ec2/elastic-ips.ts'
import { endpointServices } from '../ec2/endpoint-services.ts'
import { instances } from '../ec2/instances.ts'
import { internetGateways } from '../ec2/internet-gateways.ts'
import { natGateways } from '../ec2/nat-gateways.ts'
import { networkAclAssociations } from '../ec2/network-acl-associations.ts'
import { networkAcls } from '../ec2/network-acls.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { prefixLists } from '../ec2/prefix-lists.ts'
import { takenAddresses } from '../ec2/private-addresses.ts'
import { routeTables } from '../ec2/route-tables.ts'
import { securityGroupRules } from '../ec2/security-group-rules.ts'
import { securityGroups } from '../ec2/security-groups.ts'
import { subnets } from '../ec2/subnets.ts'
import { transitGatewayAttachments } from '../ec2/transit-gateway-attachments.ts'
import { transitGatewayAssociations, transitGatewayPropagations } from '../ec2/transit-gateway-links.ts'
import { transitGatewayRouteTables } from '../ec2/transit-gateway-route-tables.ts'
import { transitGatewayStaticRoutes } from '../ec2/transit-gateway-static-routes.ts'
import { transitGateways } from '../ec2/transit-gateways.ts'
import { vpcEndpoints } from '../ec2/vpc-endpoints.ts'
import { peeringConnections } from '../ec2/vpc-peering-connections.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { vpnConnections } from '../ec2/vpn-connections.ts'
import { vpnGateways } from '../ec2/vpn-gateways.ts'
import { listenerRules } from '../elbv2/listener-rules.ts'
import { listeners } from '../elbv2/listeners.ts'
import { loadBalancers } from '../elbv2/load-balancers.ts'
import { targetGroups } from '../elbv2/target-groups.ts'
import { registrations } from '../elbv2/targets.ts'
import { routers, siteHosts, sites, uplinks } from '../onprem/tables.ts'

// All that an import writes. Whoever only looks at an imported world needs no more of the services than this.

export const adoptedFamilies = [
  associations,
  connections,
  customerGateways,
  dhcpOptions,
  egressOnlyInternetGateways,
  elasticIps,
  endpointServices,
  gateways,
  instances,
  internetGateways,
  lags,
  listenerRules,
  listeners,
  loadBalancers,
  natGateways,
  networkAclAssociations,
  networkAcls,
  networkInterfaces,
  peeringConnections,
  prefixLists,
  routeTables,
  securityGroupRules,
  securityGroups,
  subnets,
  targetGroups,
  transitGatewayAttachments,
  transitGatewayRouteTables,
  transitGateways,
  virtualInterfaces,
  vpcEndpoints,
  vpcs,
  vpnConnections,
  vpnGateways,
] as unknown as readonly AnyFamily[]

export const adoptedTables = [
  ...adoptedFamilies.map((family) => family.table),
  accounts,
  furnished,
  registrations,
  routers,
  siteHosts,
  sites,
  takenAddresses,
  transitGatewayAssociations,
  transitGatewayPropagations,
  transitGatewayStaticRoutes,
  uplinks,
] as readonly Table<never>[]
