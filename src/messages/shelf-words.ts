// What can be added to a network, by the names that networks are spoken of with, in the groups that it is looked for in.
// A part is named by its action; two actions of one operation are told apart by what comes after the slash.

interface Group {
  readonly title: string
  readonly parts: Readonly<Record<string, string>>
}

export const shelfGroups: readonly Group[] = [
  {
    title: 'Network',
    parts: {
      CreateVpc: 'VPC',
      CreateSubnet: 'Subnet',
      CreateRouteTable: 'Route table',
      CreateRoute: 'Route',
      CreateInternetGateway: 'Internet gateway',
      CreateEgressOnlyInternetGateway: 'Egress-only internet gateway',
      CreateNatGateway: 'NAT gateway',
      'CreateNatGateway/regional': 'Regional NAT gateway',
      AllocateAddress: 'Elastic IP address',
      CreateManagedPrefixList: 'Prefix list',
      CreateFlowLogs: 'Flow log',
    },
  },
  {
    title: 'Machines and filters',
    parts: {
      RunInstances: 'Instance',
      CreateNetworkInterface: 'Network interface',
      CreateSecurityGroup: 'Security group',
      AuthorizeSecurityGroupIngress: 'Inbound rule',
      AuthorizeSecurityGroupEgress: 'Outbound rule',
      CreateNetworkAcl: 'Network ACL',
      CreateNetworkAclEntry: 'Network ACL entry',
    },
  },
  {
    title: 'Endpoints and services',
    parts: {
      'CreateVpcEndpoint/interface': 'Interface endpoint',
      'CreateVpcEndpoint/interface-to-another-Region': 'Interface endpoint to another Region',
      'CreateVpcEndpoint/gateway': 'Gateway endpoint',
      'CreateVpcEndpoint/gateway-load-balancer': 'Gateway Load Balancer endpoint',
      'CreateVpcEndpoint/resource': 'Resource endpoint',
      'CreateVpcEndpoint/service-network': 'Service network endpoint',
      'CreateVpcEndpointServiceConfiguration/network': 'Endpoint service of a Network Load Balancer',
      'CreateVpcEndpointServiceConfiguration/gateway': 'Endpoint service of a Gateway Load Balancer',
      CreateLoadBalancer: 'Load balancer',
      CreateListener: 'Listener',
      'CreateListener/gateway': 'Listener of a Gateway Load Balancer',
      CreateTargetGroup: 'Target group',
      CreateResourceGateway: 'Resource gateway',
      CreateBucket: 'S3 bucket',
      CreateQueue: 'SQS queue',
    },
  },
  {
    title: 'Between networks',
    parts: {
      CreateTransitGateway: 'Transit gateway',
      CreateTransitGatewayRouteTable: 'Transit gateway route table',
      CreateTransitGatewayRoute: 'Transit gateway route',
      'CreateTransitGatewayRoute/blackhole': 'Transit gateway blackhole',
      CreateCustomerGateway: 'Customer gateway',
      CreateVpnGateway: 'Virtual private gateway',
      CreateVpnConnectionRoute: 'Route of a VPN connection',
      CreateConnection: 'Direct Connect connection',
      CreateDirectConnectGateway: 'Direct Connect gateway',
      'CreatePrivateVirtualInterface/virtual-private-gateway':
        'Private virtual interface to a virtual private gateway',
      'CreatePrivateVirtualInterface/Direct-Connect-gateway':
        'Private virtual interface to a Direct Connect gateway',
      CreateTransitVirtualInterface: 'Transit virtual interface',
      CreateSite: 'Site on premises',
      CreateHost: 'Host on premises',
      CreateRouter: 'Router on premises',
    },
  },
  {
    title: 'Names',
    parts: {
      'CreateHostedZone/private': 'Private hosted zone',
      'CreateHostedZone/public': 'Public hosted zone',
      ChangeResourceRecordSets: 'DNS record',
      'ChangeResourceRecordSets/alias': 'Alias record',
      CreateResolverEndpoint: 'Resolver endpoint',
      'CreateResolverEndpoint/chosen-addresses': 'Resolver endpoint with chosen addresses',
      CreateResolverRule: 'Resolver rule',
    },
  },
]
