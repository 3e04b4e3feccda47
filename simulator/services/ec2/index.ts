import { service } from '../service.ts'
import * as access from './access.ts'
import * as accountAttributes from './account-attributes.ts'
import * as blockPublicAccess from './block-public-access.ts'
import * as blockPublicAccessChanges from './block-public-access-changes.ts'
import * as customerGateways from './customer-gateways.ts'
import * as defaultVpc from './default-vpc.ts'
import * as dhcpOptions from './dhcp-options.ts'
import * as egressOnlyInternetGateways from './egress-only-internet-gateways.ts'
import * as elasticIpAllocation from './elastic-ip-allocation.ts'
import * as elasticIpAssociation from './elastic-ip-association.ts'
import * as elasticIpAttributes from './elastic-ip-attributes.ts'
import * as elasticIps from './elastic-ips.ts'
import * as endpointConnectionDecisions from './endpoint-connection-decisions.ts'
import * as endpointConnectionNotifications from './endpoint-connection-notifications.ts'
import * as endpointConnections from './endpoint-connections.ts'
import * as endpointServiceCatalogue from './endpoint-service-catalogue.ts'
import * as endpointServiceCreation from './endpoint-service-creation.ts'
import * as endpointServiceDeletion from './endpoint-service-deletion.ts'
import * as endpointServiceModification from './endpoint-service-modification.ts'
import * as endpointServiceNames from './endpoint-service-names.ts'
import * as endpointServicePermissions from './endpoint-service-permissions.ts'
import * as endpointServices from './endpoint-services.ts'
import * as flowLogDelivery from './flow-log-delivery.ts'
import * as flowLogs from './flow-logs.ts'
import * as images from './images.ts'
import * as instanceAttributes from './instance-attributes.ts'
import * as instanceLaunch from './instance-launch.ts'
import * as instanceCredentials from './instance-metadata/role-credentials.ts'
import * as instanceOptions from './instance-options.ts'
import * as instanceProfileAssociations from './instance-profile-associations.ts'
import * as instanceStates from './instance-states.ts'
import * as instanceStatus from './instance-status.ts'
import * as instanceTypes from './instance-types.ts'
import * as instances from './instances.ts'
import * as internetGateways from './internet-gateways.ts'
import * as ipv6Assignment from './ipv6-assignment.ts'
import * as keyPairs from './key-pairs.ts'
import * as natGatewayAddresses from './nat-gateway-addresses.ts'
import * as natGatewayCreation from './nat-gateway-creation.ts'
import * as natGatewayDeletion from './nat-gateway-deletion.ts'
import * as natGateways from './nat-gateways.ts'
import * as networkAclAssociations from './network-acl-associations.ts'
import * as networkAclChanges from './network-acl-changes.ts'
import * as networkAclEntries from './network-acl-entries.ts'
import * as networkAcls from './network-acls.ts'
import * as networkInsightsAccessScopeAnalyses from './network-insights-access-scope-analyses.ts'
import * as networkInsightsAccessScopes from './network-insights-access-scopes.ts'
import * as networkInsightsAnalyses from './network-insights-analyses.ts'
import * as networkInsightsPaths from './network-insights-paths.ts'
import * as networkInterfaceAttachments from './network-interface-attachments.ts'
import * as networkInterfaceAttributes from './network-interface-attributes.ts'
import * as networkInterfaceCreation from './network-interface-creation.ts'
import * as networkInterfaces from './network-interfaces.ts'
import * as prefixListChanges from './prefix-list-changes.ts'
import * as prefixLists from './prefix-lists.ts'
import * as privateAddresses from './private-addresses.ts'
import * as privateIpAssignment from './private-ip-assignment.ts'
import * as publicAddresses from './public-addresses.ts'
import * as regionsAndZones from './regions-and-zones.ts'
import * as routePropagation from './route-propagation.ts'
import * as routeTableAssociations from './route-table-associations.ts'
import * as routeTables from './route-tables.ts'
import * as routes from './routes.ts'
import * as securityGroupChanges from './security-group-changes.ts'
import * as securityGroupCreation from './security-group-creation.ts'
import * as securityGroupReferences from './security-group-references.ts'
import * as securityGroupRuleChanges from './security-group-rule-changes.ts'
import * as securityGroupRules from './security-group-rules.ts'
import * as securityGroupVpcAssociations from './security-group-vpc-associations.ts'
import * as securityGroups from './security-groups.ts'
import * as subnetAttributes from './subnet-attributes.ts'
import * as subnetCidrReservationRequests from './subnet-cidr-reservation-requests.ts'
import * as subnetCidrReservations from './subnet-cidr-reservations.ts'
import * as subnetCreation from './subnet-creation.ts'
import * as subnetIpv6Blocks from './subnet-ipv6-blocks.ts'
import * as subnets from './subnets.ts'
import * as tagOperations from './tag-operations.ts'
import * as transitGatewayAttachments from './transit-gateway-attachments.ts'
import * as transitGatewayChanges from './transit-gateway-changes.ts'
import * as transitGatewayConnects from './transit-gateway-connects.ts'
import * as transitGatewayLinks from './transit-gateway-links.ts'
import * as transitGatewayPeeringAttachments from './transit-gateway-peering-attachments.ts'
import * as transitGatewayPrefixLists from './transit-gateway-prefix-lists.ts'
import * as transitGatewayRouteSearch from './transit-gateway-route-search.ts'
import * as transitGatewayRouteTables from './transit-gateway-route-tables.ts'
import * as transitGatewayRoutes from './transit-gateway-routes.ts'
import * as transitGatewayStaticRoutes from './transit-gateway-static-routes.ts'
import * as transitGatewayTableLinks from './transit-gateway-table-links.ts'
import * as transitGatewayVpcAttachments from './transit-gateway-vpc-attachments.ts'
import * as transitGateways from './transit-gateways.ts'
import * as volumes from './volumes.ts'
import * as vpcAttributes from './vpc-attributes.ts'
import * as vpcCidrBlocks from './vpc-cidr-blocks.ts'
import * as vpcCreation from './vpc-creation.ts'
import * as vpcEndpointAssociations from './vpc-endpoint-associations.ts'
import * as vpcEndpointCreation from './vpc-endpoint-creation.ts'
import * as vpcEndpointDeletion from './vpc-endpoint-deletion.ts'
import * as vpcEndpointModification from './vpc-endpoint-modification.ts'
import * as vpcEndpoints from './vpc-endpoints.ts'
import * as vpcPeeringConnections from './vpc-peering-connections.ts'
import * as vpcPeeringOptions from './vpc-peering-options.ts'
import * as vpcPeeringRequests from './vpc-peering-requests.ts'
import * as vpcs from './vpcs.ts'
import * as vpnConnectionCreation from './vpn-connection-creation.ts'
import * as vpnConnectionModification from './vpn-connection-modification.ts'
import * as vpnConnectionRoutes from './vpn-connection-routes.ts'
import * as vpnConnections from './vpn-connections.ts'
import * as vpnGateways from './vpn-gateways.ts'

export const ec2 = service('ec2', [
  access,
  accountAttributes,
  blockPublicAccess,
  blockPublicAccessChanges,
  customerGateways,
  defaultVpc,
  dhcpOptions,
  egressOnlyInternetGateways,
  elasticIpAllocation,
  elasticIpAssociation,
  elasticIpAttributes,
  elasticIps,
  endpointConnectionDecisions,
  endpointConnectionNotifications,
  endpointConnections,
  endpointServiceCatalogue,
  endpointServiceCreation,
  endpointServiceDeletion,
  endpointServiceModification,
  endpointServiceNames,
  endpointServicePermissions,
  endpointServices,
  flowLogDelivery,
  flowLogs,
  images,
  instanceAttributes,
  instanceLaunch,
  instanceCredentials,
  instanceOptions,
  instanceProfileAssociations,
  instanceStates,
  instanceStatus,
  instanceTypes,
  instances,
  internetGateways,
  ipv6Assignment,
  keyPairs,
  natGatewayAddresses,
  natGatewayCreation,
  natGatewayDeletion,
  natGateways,
  networkAclAssociations,
  networkAclChanges,
  networkAclEntries,
  networkAcls,
  networkInsightsAccessScopeAnalyses,
  networkInsightsAccessScopes,
  networkInsightsAnalyses,
  networkInsightsPaths,
  networkInterfaceAttachments,
  networkInterfaceAttributes,
  networkInterfaceCreation,
  networkInterfaces,
  prefixListChanges,
  prefixLists,
  privateAddresses,
  privateIpAssignment,
  publicAddresses,
  regionsAndZones,
  routePropagation,
  routeTableAssociations,
  routeTables,
  routes,
  securityGroupChanges,
  securityGroupCreation,
  securityGroupReferences,
  securityGroupRuleChanges,
  securityGroupRules,
  securityGroupVpcAssociations,
  securityGroups,
  subnetAttributes,
  subnetCidrReservationRequests,
  subnetCidrReservations,
  subnetCreation,
  subnetIpv6Blocks,
  subnets,
  tagOperations,
  transitGatewayAttachments,
  transitGatewayChanges,
  transitGatewayConnects,
  transitGatewayLinks,
  transitGatewayPeeringAttachments,
  transitGatewayPrefixLists,
  transitGatewayRouteSearch,
  transitGatewayRouteTables,
  transitGatewayRoutes,
  transitGatewayStaticRoutes,
  transitGatewayTableLinks,
  transitGatewayVpcAttachments,
  transitGateways,
  volumes,
  vpcAttributes,
  vpcCidrBlocks,
  vpcCreation,
  vpcEndpointAssociations,
  vpcEndpointCreation,
  vpcEndpointDeletion,
  vpcEndpointModification,
  vpcEndpoints,
  vpcPeeringConnections,
  vpcPeeringOptions,
  vpcPeeringRequests,
  vpcs,
  vpnConnectionCreation,
  vpnConnectionModification,
  vpnConnectionRoutes,
  vpnConnections,
  vpnGateways,
])
