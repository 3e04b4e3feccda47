/**
 * Which optional members commonly go together. The model does not say it, and chance alone seldom finds it. An operation
 * that is not here is asked all the same, with whichever members chance picks.
 */
export const usualMembers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  AssignIpv6Addresses: [['Ipv6AddressCount'], ['Ipv6Addresses']],
  AssignPrivateIpAddresses: [['SecondaryPrivateIpAddressCount'], ['PrivateIpAddresses', 'AllowReassignment']],
  AssignPrivateNatGatewayAddress: [['PrivateIpAddressCount'], ['PrivateIpAddresses']],
  AssociateAddress: [
    ['AllocationId', 'NetworkInterfaceId'],
    ['AllocationId', 'InstanceId'],
    ['AllocationId', 'NetworkInterfaceId', 'PrivateIpAddress'],
  ],
  AssociateRouteTable: [['SubnetId'], ['GatewayId']],
  AssociateSubnetCidrBlock: [['Ipv6CidrBlock']],
  AssociateVpcCidrBlock: [['CidrBlock'], ['AmazonProvidedIpv6CidrBlock']],
  AuthorizeSecurityGroupEgress: [['IpPermissions']],
  AuthorizeSecurityGroupIngress: [
    ['GroupId', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp'],
    ['GroupId', 'IpPermissions'],
  ],
  CreateDefaultSubnet: [['AvailabilityZone']],
  CreateNatGateway: [
    ['SubnetId', 'AllocationId'],
    ['SubnetId', 'ConnectivityType'],
    ['SubnetId', 'AllocationId', 'SecondaryAllocationIds'],
  ],
  CreateNetworkAclEntry: [['CidrBlock'], ['Ipv6CidrBlock'], ['CidrBlock', 'PortRange']],
  CreateNetworkInterface: [
    [],
    ['Groups'],
    ['SecondaryPrivateIpAddressCount'],
    ['Ipv6AddressCount'],
    ['Ipv4PrefixCount'],
  ],
  CreateRoute: [
    ['DestinationCidrBlock', 'GatewayId'],
    ['DestinationCidrBlock', 'NatGatewayId'],
    ['DestinationCidrBlock', 'NetworkInterfaceId'],
    ['DestinationCidrBlock', 'InstanceId'],
    ['DestinationIpv6CidrBlock', 'EgressOnlyInternetGatewayId'],
    ['DestinationPrefixListId', 'GatewayId'],
  ],
  CreateSecurityGroup: [['VpcId']],
  CreateSubnet: [['CidrBlock'], ['CidrBlock', 'AvailabilityZone'], ['CidrBlock', 'Ipv6CidrBlock']],
  CreateVpc: [['CidrBlock'], ['CidrBlock', 'AmazonProvidedIpv6CidrBlock']],
  DeleteRoute: [['DestinationCidrBlock'], ['DestinationIpv6CidrBlock'], ['DestinationPrefixListId']],
  DeleteSecurityGroup: [['GroupId']],
  DisassociateAddress: [['AssociationId']],
  ModifyManagedPrefixList: [
    ['CurrentVersion', 'AddEntries'],
    ['CurrentVersion', 'RemoveEntries'],
    ['MaxEntries'],
  ],
  ModifyNetworkInterfaceAttribute: [['Groups'], ['SourceDestCheck'], ['Description'], ['Attachment']],
  ModifyPrivateDnsNameOptions: [['PrivateDnsHostnameType']],
  ModifySubnetAttribute: [['MapPublicIpOnLaunch'], ['AssignIpv6AddressOnCreation']],
  ModifyVpcAttribute: [['EnableDnsHostnames'], ['EnableDnsSupport']],
  ReleaseAddress: [['AllocationId']],
  ReplaceRoute: [
    ['DestinationCidrBlock', 'GatewayId'],
    ['DestinationCidrBlock', 'LocalTarget'],
    ['DestinationCidrBlock', 'NetworkInterfaceId'],
  ],
  RevokeSecurityGroupEgress: [['SecurityGroupRuleIds']],
  RevokeSecurityGroupIngress: [
    ['SecurityGroupRuleIds', 'GroupId'],
    ['GroupId', 'IpPermissions'],
  ],
  RunInstances: [
    ['ImageId', 'InstanceType'],
    ['ImageId', 'InstanceType', 'SubnetId'],
    ['ImageId', 'InstanceType', 'SubnetId', 'SecurityGroupIds'],
    ['ImageId', 'InstanceType', 'NetworkInterfaces'],
  ],
  UnassignIpv6Addresses: [['Ipv6Addresses']],
  UnassignPrivateIpAddresses: [['PrivateIpAddresses']],
}
