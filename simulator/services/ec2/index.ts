import { service } from '../service.ts'
import * as access from './access.ts'
import * as accountAttributes from './account-attributes.ts'
import * as blockPublicAccess from './block-public-access.ts'
import * as customerGateways from './customer-gateways.ts'
import * as defaultVpc from './default-vpc.ts'
import * as dhcpOptions from './dhcp-options.ts'
import * as egressOnlyInternetGateways from './egress-only-internet-gateways.ts'
import * as elasticIpAllocation from './elastic-ip-allocation.ts'
import * as elasticIpAssociation from './elastic-ip-association.ts'
import * as elasticIps from './elastic-ips.ts'
import * as endpointConnectionNotifications from './endpoint-connection-notifications.ts'
import * as endpointConnections from './endpoint-connections.ts'
import * as endpointServicePermissions from './endpoint-service-permissions.ts'
import * as endpointServices from './endpoint-services.ts'
import * as flowLogDelivery from './flow-log-delivery.ts'
import * as flowLogs from './flow-logs.ts'
import * as instanceCredentials from './instance-metadata/role-credentials.ts'
import * as instanceProfileAssociations from './instance-profile-associations.ts'
import * as instances from './instances.ts'
import * as internetGateways from './internet-gateways.ts'
import * as keyPairs from './key-pairs.ts'
import * as natGateways from './nat-gateways.ts'
import * as networkAclAssociations from './network-acl-associations.ts'
import * as networkAcls from './network-acls.ts'
import * as networkInsightsAccessScopeAnalyses from './network-insights-access-scope-analyses.ts'
import * as networkInsightsAccessScopes from './network-insights-access-scopes.ts'
import * as networkInsightsAnalyses from './network-insights-analyses.ts'
import * as networkInsightsPaths from './network-insights-paths.ts'
import * as networkInterfaceAttachments from './network-interface-attachments.ts'
import * as networkInterfaceCreation from './network-interface-creation.ts'
import * as networkInterfaces from './network-interfaces.ts'
import * as prefixLists from './prefix-lists.ts'
import * as privateAddresses from './private-addresses.ts'
import * as publicAddresses from './public-addresses.ts'
import * as regionsAndZones from './regions-and-zones.ts'
import * as routeTableAssociations from './route-table-associations.ts'
import * as routeTables from './route-tables.ts'
import * as routes from './routes.ts'
import * as securityGroupRules from './security-group-rules.ts'
import * as securityGroupVpcAssociations from './security-group-vpc-associations.ts'
import * as securityGroups from './security-groups.ts'
import * as subnetAttributes from './subnet-attributes.ts'
import * as subnetCidrReservations from './subnet-cidr-reservations.ts'
import * as subnetCreation from './subnet-creation.ts'
import * as subnetIpv6Blocks from './subnet-ipv6-blocks.ts'
import * as subnets from './subnets.ts'
import * as tagOperations from './tag-operations.ts'
import * as transitGatewayAttachments from './transit-gateway-attachments.ts'
import * as transitGatewayLinks from './transit-gateway-links.ts'
import * as transitGatewayRouteTables from './transit-gateway-route-tables.ts'
import * as transitGatewayStaticRoutes from './transit-gateway-static-routes.ts'
import * as transitGateways from './transit-gateways.ts'
import * as volumes from './volumes.ts'
import * as vpcAttributes from './vpc-attributes.ts'
import * as vpcCidrBlocks from './vpc-cidr-blocks.ts'
import * as vpcCreation from './vpc-creation.ts'
import * as vpcEndpoints from './vpc-endpoints.ts'
import * as vpcPeeringConnections from './vpc-peering-connections.ts'
import * as vpcs from './vpcs.ts'
import * as vpnConnections from './vpn-connections.ts'
import * as vpnGateways from './vpn-gateways.ts'

/** What every world needs of EC2: all that exists, and what it begins with. The rest is in `parts/`. */
export const ec2 = service('ec2', [
  access,
  accountAttributes,
  blockPublicAccess,
  customerGateways,
  defaultVpc,
  dhcpOptions,
  egressOnlyInternetGateways,
  elasticIpAllocation,
  elasticIpAssociation,
  elasticIps,
  endpointConnectionNotifications,
  endpointConnections,
  endpointServicePermissions,
  endpointServices,
  flowLogDelivery,
  flowLogs,
  instanceCredentials,
  instanceProfileAssociations,
  instances,
  internetGateways,
  keyPairs,
  natGateways,
  networkAclAssociations,
  networkAcls,
  networkInsightsAccessScopeAnalyses,
  networkInsightsAccessScopes,
  networkInsightsAnalyses,
  networkInsightsPaths,
  networkInterfaceAttachments,
  networkInterfaceCreation,
  networkInterfaces,
  prefixLists,
  privateAddresses,
  publicAddresses,
  regionsAndZones,
  routeTableAssociations,
  routeTables,
  routes,
  securityGroupRules,
  securityGroupVpcAssociations,
  securityGroups,
  subnetAttributes,
  subnetCidrReservations,
  subnetCreation,
  subnetIpv6Blocks,
  subnets,
  tagOperations,
  transitGatewayAttachments,
  transitGatewayLinks,
  transitGatewayRouteTables,
  transitGatewayStaticRoutes,
  transitGateways,
  volumes,
  vpcAttributes,
  vpcCidrBlocks,
  vpcCreation,
  vpcEndpoints,
  vpcPeeringConnections,
  vpcs,
  vpnConnections,
  vpnGateways,
])
