import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// Where each error that AWS documents for a simulated operation is asked for: the errors are many, their tests are
// with the resources, and here is the list that shows none was forgotten. The words are as much of code or text as
// tells one from the others.

type Tests = Readonly<Record<string, readonly string[]>>

const catalogue: Readonly<Record<string, Tests>> = {
  endpoints: {
    'ec2/interface-endpoints': [
      'InvalidServiceName: The Vpc Endpoint Service',
      'does not support the availability zone of the subnet',
      'Found another VPC endpoint subnet in the availability zone',
      'Only the following availability zones are supported for remote access',
      'belong to different networks',
      'InvalidVpcID.NotFound',
      'The subnet ID',
      "The security group '",
      'InvalidPolicyDocument',
      'VpcEndpointLimitExceeded',
      'InsufficientFreeAddressesInSubnet',
      'InvalidVpcEndpointType',
      'IdempotentParameterMismatch',
      'DryRunOperation',
      'InvalidVpcEndpointId.NotFound',
      'ela-attach',
      'is currently in use',
      'has a dependent object',
      'has dependencies and cannot be deleted',
      'DependencyViolation: The vpc',
    ],
    'ec2/endpoint-private-dns': [
      'conflicting DNS domain',
      'Enabling private DNS requires both',
      'does not provide a private DNS name',
      'must have a Gateway endpoint for the service',
    ],
    'ec2/gateway-endpoints': [
      'Subnet IDs are only supported for Interface',
      'already has a route with destination-prefix-list-id',
      'InvalidRouteTableID.NotFound',
      'Endpoint must be removed from route table',
      'IncorrectState',
    ],
    'ec2/endpoint-services': ['Unavailable:'],
    'ec2/transit-gateways': ['UnauthorizedOperation'],
    'ec2/vpc-endpoint-modification': ['InvalidVpcEndpointId.Malformed'],
  },
  'endpoint services': {
    'ec2/endpoint-services': [
      'exactly one of network_load_balancer_arn',
      'InvalidNetworkLoadBalancerArn.NotFound',
      'InvalidNetworkLoadBalancerArn.Malformed',
      'InvalidVpcEndpointServiceId.NotFound',
      'InvalidVpcEndpointService.NotFound',
      'InvalidVpcEndpointServiceIdId.Malformed',
      'ExistingVpcEndpointConnections',
      'InvalidPrincipal',
      'UnknownPrincipalType.Unsupported',
    ],
    'ec2/endpoint-connections': ['InvalidState'],
    'ec2/endpoint-notifications': ['InvalidConnectionNotification', 'InvalidTargetArn.Unknown'],
    'ec2/endpoint-story': ['associated with another service'],
    'elbv2/load-balancers': ['deletion protection is enabled'],
  },
  'routes and gateways': {
    'ec2/routes': [
      'RouteAlreadyExists: The route identified by',
      'equal to or more specific than one of this',
      'and network gateway',
      'for parameter destinationCidrBlock',
      'InvalidTransitGatewayID.NotFound',
      'InvalidGatewayID.NotFound',
      'RouteLimitExceeded',
      'There is no route defined for',
      'InvalidRoute.NotFound',
    ],
    'ec2/route-table-associations': ['RouteNotSupported', 'conflicts with an existing association'],
    'ec2/gateway-endpoints': ['cannot remove VPC endpoint route'],
    'ec2/route-tables': ['DependencyViolation: The routeTable'],
    'ec2/internet-gateways': [
      'is already attached to network',
      'has some mapped public address',
      'Gateway.NotAttached',
    ],
    'ec2/subnet-ipv6-blocks': ['InvalidSubnet.Conflict', 'InvalidSubnet.Range', 'CidrLimitExceeded'],
    'ec2/subnet-creation': ['only be created in the following availability zones'],
    'ec2/vpc-cidr-blocks': ['InvalidVpc.Range'],
  },
  'groups, ACLs, peering, transit gateways and flow logs': {
    'ec2/security-group-changes': [
      'InvalidPermission.Duplicate',
      'You have specified two resources that belong to different networks',
      'malformed',
      'InvalidVpcPeeringConnectionId.NotFound',
      'The request must contain the parameter',
    ],
    'ec2/security-group-revoking': ['InvalidPermission.NotFound', 'RulesPerSecurityGroupLimitExceeded'],
    'ec2/security-groups': ['InvalidGroup.Duplicate', 'InvalidParameterValue: The filter'],
    'ec2/network-acl-entries': ['NetworkAclEntryAlreadyExists'],
    'ec2/vpc-peering': [
      'VpcPeeringConnectionAlreadyExists',
      'Failed due to incorrect VPC-ID',
      'cannot accept peering',
      'must be accepted in region',
      'InvalidStateTransition',
      'DnsHostnamesDisabled',
      'Peering options can be added only to active',
    ],
    'ec2/transit-gateway-peerings': ['DuplicateTransitGatewayAttachment'],
    'ec2/transit-gateway-attachments': ['Duplicate Subnets for same AZ'],
    'ec2/transit-gateway-routing': [
      'RouteAlreadyExists',
      'TransitGatewayRouteTablePropagation.Duplicate',
      'is already associated to a route table',
    ],
    'ec2/transit-gateways': ['has non-deleted VPC Attachments'],
    'ec2/flow-logs': ['FlowLogAlreadyExists'],
    'ec2/tag-operations': ['TagLimitExceeded'],
    'ec2/nat-gateways': ['AuthFailure'],
  },
  'Elastic Load Balancing': {
    'elbv2/load-balancers': [
      'DuplicateLoadBalancerName',
      'ListenerNotFound',
      'SubnetNotFound',
      'ELB requires at least 8',
      'cannot be attached to multiple subnets in the same',
      'InvalidScheme',
      'AllocationIdNotFound',
      'TooManyLoadBalancers',
      'At least two subnets in two',
    ],
    'elbv2/target-groups': [
      'LoadBalancerNotFound',
      'TargetGroupNotFound',
      'DuplicateTargetGroupName',
      'ResourceInUse: Target group',
      'TooManyTargetGroups',
      'Health check timeout',
    ],
    'elbv2/listeners': [
      'DuplicateListener',
      'UnsupportedProtocol',
      'IncompatibleProtocols',
      'TooManyListeners',
      'A port cannot be specified for gateway',
      'A listener protocol must be specified',
    ],
    'elbv2/targets': ['InvalidTarget', 'TooManyTargets'],
    'elbv2/private-link': ['OperationNotPermitted'],
    'elbv2/load-balancer-changes': ['InvalidSecurityGroup'],
    'elbv2/tags-and-limits': ['TooManyTags'],
    'errors/rare-errors': ['TooManyUniqueTargetGroupsPerLoadBalancer'],
  },
  'Route 53': {
    'route53/zone-vpcs': [
      'ConflictingDomainExists',
      'NotAuthorizedException',
      'VPCAssociationAuthorizationNotFound',
      'VPCAssociationNotFound',
      'PublicZoneVPCAssociation',
      'LastVPCAssociation',
      'LimitsExceeded',
      'TooManyVPCAssociationAuthorizations',
    ],
    'route53/hosted-zones': [
      'InvalidVPCId',
      'HostedZoneNotEmpty',
      'HostedZoneAlreadyExists',
      'InvalidDomainName',
      'TooManyHostedZones',
    ],
    'route53/health-checks': ['NoSuchHostedZone', 'InvalidInput'],
    'route53/record-changes': [
      'but it already exists',
      'but it was not found',
      'is not permitted in zone',
      'is not permitted at apex',
      'it conflicts with other records',
      'does not lie within the target zone',
    ],
  },
  'Route 53 Resolver': {
    'route53resolver/rules': [
      'RSLVR-00703',
      'Resolver endpoint with ID',
      'Cannot associate rules with same domain name',
      'Cannot specify resolver endpoint ID and target IP',
      'with creator request ID',
      'Please disassociate this resolver rule',
      'LimitExceededException',
      'AccessDeniedException',
      'InvalidPolicyDocument',
    ],
    'route53resolver/query-logs-and-configs': ['InvalidParameterException'],
    'route53resolver/endpoints': [
      'at least 2 IP addresses',
      'is either not in subnet',
      'Cannot delete resolver endpoint unless',
      'is already in use',
      'InvalidNextTokenException',
    ],
    'errors/rare-errors': ['InvalidTagException', 'ResourceUnavailableException'],
    'ram/sharing': ['UnknownResourceException'],
  },
  'Direct Connect': {
    'directconnect/virtual-interfaces': ['DirectConnectClientException'],
    'directconnect/connections': ['DuplicateTagKeysException'],
    'directconnect/gateways': ['TooManyTagsException'],
  },
  'EC2 at large': {
    'ec2/security-group-changes': ['InvalidPrefixListI', 'UnknownParameter'],
    'ec2/lattice-endpoints': ['InvalidResourceConfigurationArn'],
    'ec2/subnet-attributes': ['InvalidParameterCombination'],
  },
}

/** Errors of AWS's that no service here answers with by itself, each with the reason why it has no cause. */
const withoutCause: Readonly<Record<string, string>> = {
  RequestLimitExceeded:
    'No request is limited in its rate, as time stands still while requests are made, but by a fault that is asked for.',
  ThrottlingException: 'As RequestLimitExceeded, for the services that call it so.',
  PriorRequestNotComplete:
    'A change is whole before the next request comes, so none finds another one under way.',
  ConcurrentMutationLimitExceeded: 'As PriorRequestNotComplete: no two requests change a route at once.',
  OptInRequired:
    'Every account is subscribed to every service. A Region that is not enabled is refused otherwise: AuthFailure from EC2, InvalidClientTokenId from the others.',
  Blocked: 'No account is ever blocked.',
  PendingVerification: 'No account is ever under review.',
  InternalError: 'Nothing fails at AWS by itself.',
  InternalServiceErrorException: 'As InternalError, for the Route 53 Resolver.',
  DirectConnectServerException: 'As InternalError, for Direct Connect.',
  AvailabilityZoneNotSupported: 'Elastic Load Balancing is offered in every zone.',
  'InvalidVpcEndpoint.NotFound': 'EC2 lists it; what it says of an id is InvalidVpcEndpointId.NotFound.',
  NetworkLoadBalancerNotFoundException:
    'EC2 lists it; what it says of an ARN is InvalidNetworkLoadBalancerArn.NotFound.',
}

// Faults are what somebody asks for, and no service's own doing.
const handlers = globSync('simulator/{services,policy}/**/*.ts', {
  exclude: ['simulator/services/fault/**'],
}).map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))

const rows = Object.entries(catalogue).flatMap(([about, tests]) =>
  Object.entries(tests).map(([file, words]) => [about, file, words] as const),
)

it.each(rows)('errors of %s are asked for in %s', (_, file, words) => {
  const text = readFileSync(new URL(`../${file}.test.ts`, import.meta.url), 'utf8')
  expect(words.filter((one) => !text.includes(one))).toEqual([])
})

it.each(Object.keys(withoutCause))('%s has no cause here', (code) => {
  const throwing = handlers.filter(({ text }) => text.includes(`'${code}'`)).map(({ file }) => file)
  expect(throwing).toEqual([])
})
