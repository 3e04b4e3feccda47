// What can be done by hand with VPCs, subnets, routes, groups, network ACLs, gateways and machines. `actions.ts` says
// how a line is read.

export const networkActions = `
* add ec2 CreateVpc: CidrBlock=$first! #vpc
* add ec2 CreateInternetGateway: #internet-gateway
* add ec2 AllocateAddress: Domain:=vpc #elastic-ip
* add ec2 CreateManagedPrefixList: PrefixListName! AddressFamily=IPv4! MaxEntries=10! Entries.0.Cidr
* add ec2 CreateCustomerGateway: Type:=ipsec.1 BgpAsn=65010 PublicIp! #customer-gateway
* add ec2 CreateVpnGateway: Type:=ipsec.1 #vpn-gateway

ec2:vpc add ec2 CreateSubnet: VpcId:=@ CidrBlock=$first! AvailabilityZone #subnet
ec2:vpc add ec2 CreateRouteTable: VpcId:=@ #route-table
ec2:vpc add ec2 CreateSecurityGroup: VpcId:=@ GroupName! Description! #security-group
ec2:vpc add ec2 CreateNetworkAcl: VpcId:=@ #network-acl
ec2:vpc add ec2 CreateNatGateway/regional: AvailabilityMode:=regional VpcId:=@ ConnectivityType=public #natgateway
ec2:vpc add ec2 CreateEgressOnlyInternetGateway: VpcId:=@ #egress-only-internet-gateway
ec2:vpc add ec2 CreateFlowLogs: ResourceType:=VPC ResourceIds.0:=@ TrafficType=ALL! LogDestinationType=cloud-watch-logs LogGroupName DeliverLogsPermissionArn
ec2:vpc connect ec2 AttachInternetGateway: VpcId:=@ InternetGatewayId!
ec2:vpc connect ec2 AttachVpnGateway: VpcId:=@ VpnGatewayId!
ec2:vpc connect ec2 CreateVpcPeeringConnection: VpcId:=@ PeerVpcId! #vpc-peering-connection
ec2:vpc connect ec2 CreateTransitGatewayVpcAttachment: VpcId:=@ TransitGatewayId! SubnetIds! #transit-gateway-attachment
ec2:vpc connect route53 AssociateVPCWithHostedZone: VPC.VPCId:=@ HostedZoneId!
ec2:vpc connect route53resolver AssociateResolverRule: VPCId:=@ ResolverRuleId!
ec2:vpc connect ec2 AssociateDhcpOptions: VpcId:=@ DhcpOptionsId!
ec2:vpc change ec2 ModifyVpcAttribute/DNS-hostnames: VpcId:=@ EnableDnsHostnames.Value=true!
ec2:vpc change ec2 ModifyVpcAttribute/DNS-support: VpcId:=@ EnableDnsSupport.Value=true!
ec2:vpc change ec2 AssociateVpcCidrBlock: VpcId:=@ CidrBlock!
ec2:vpc delete ec2 DeleteVpc: VpcId:=@

ec2:subnet add ec2 RunInstances: SubnetId:=@ ImageId! InstanceType=t3.micro! MinCount:=1 MaxCount:=1 SecurityGroupIds PrivateIpAddress IamInstanceProfile.Name #instance
ec2:subnet add ec2 CreateNetworkInterface: SubnetId:=@ Groups PrivateIpAddress #network-interface
ec2:subnet add ec2 CreateNatGateway: SubnetId:=@ ConnectivityType=public! AllocationId #natgateway
ec2:subnet connect ec2 AssociateRouteTable: SubnetId:=@ RouteTableId!
ec2:subnet connect ec2 ReplaceNetworkAclAssociation: AssociationId! NetworkAclId!
ec2:subnet change ec2 ReplaceRouteTableAssociation: AssociationId! RouteTableId!
ec2:subnet change ec2 DisassociateRouteTable: AssociationId!
ec2:subnet change ec2 ModifySubnetAttribute: SubnetId:=@ MapPublicIpOnLaunch.Value=true!
ec2:subnet delete ec2 DeleteSubnet: SubnetId:=@

ec2:route-table add ec2 CreateRoute: RouteTableId:=@ $destination! $target!
ec2:route-table connect ec2 AssociateRouteTable/subnet: RouteTableId:=@ SubnetId!
ec2:route-table connect ec2 AssociateRouteTable/gateway: RouteTableId:=@ GatewayId!
ec2:route-table connect ec2 EnableVgwRoutePropagation: RouteTableId:=@ GatewayId!
ec2:route-table change ec2 ReplaceRoute: RouteTableId:=@ $destination! $target!
ec2:route-table change ec2 DeleteRoute: RouteTableId:=@ $destination!
ec2:route-table change ec2 DisassociateRouteTable: AssociationId!
ec2:route-table change ec2 DisableVgwRoutePropagation: RouteTableId:=@ GatewayId!
ec2:route-table delete ec2 DeleteRouteTable: RouteTableId:=@

ec2:security-group add ec2 AuthorizeSecurityGroupIngress: GroupId:=@ IpPermissions.0.IpProtocol=tcp! IpPermissions.0.FromPort=443 IpPermissions.0.ToPort=443 $peer!
ec2:security-group add ec2 AuthorizeSecurityGroupEgress: GroupId:=@ IpPermissions.0.IpProtocol=tcp! IpPermissions.0.FromPort=443 IpPermissions.0.ToPort=443 $peer!
ec2:security-group change ec2 RevokeSecurityGroupIngress: GroupId:=@ SecurityGroupRuleIds!
ec2:security-group change ec2 RevokeSecurityGroupEgress: GroupId:=@ SecurityGroupRuleIds!
ec2:security-group delete ec2 DeleteSecurityGroup: GroupId:=@

ec2:network-acl add ec2 CreateNetworkAclEntry: NetworkAclId:=@ RuleNumber=$first! Egress=false! Protocol=tcp! PortRange.From PortRange.To CidrBlock=0.0.0.0/0! RuleAction=allow!
ec2:network-acl change ec2 ReplaceNetworkAclEntry: NetworkAclId:=@ RuleNumber! Egress=false! Protocol=tcp! PortRange.From PortRange.To CidrBlock=0.0.0.0/0! RuleAction=allow!
ec2:network-acl change ec2 DeleteNetworkAclEntry: NetworkAclId:=@ RuleNumber! Egress=false!
ec2:network-acl connect ec2 ReplaceNetworkAclAssociation: NetworkAclId:=@ AssociationId!
ec2:network-acl delete ec2 DeleteNetworkAcl: NetworkAclId:=@

ec2:prefix-list change ec2 ModifyManagedPrefixList/add: PrefixListId:=@ CurrentVersion:=@Version AddEntries.0.Cidr!
ec2:prefix-list change ec2 ModifyManagedPrefixList/remove: PrefixListId:=@ CurrentVersion:=@Version RemoveEntries.0.Cidr!
ec2:prefix-list delete ec2 DeleteManagedPrefixList: PrefixListId:=@

ec2:internet-gateway connect ec2 AttachInternetGateway: InternetGatewayId:=@ VpcId!
ec2:internet-gateway connect ec2 AssociateRouteTable: GatewayId:=@ RouteTableId!
ec2:internet-gateway change ec2 DetachInternetGateway: InternetGatewayId:=@ VpcId!
ec2:internet-gateway delete ec2 DeleteInternetGateway: InternetGatewayId:=@
ec2:egress-only-internet-gateway delete ec2 DeleteEgressOnlyInternetGateway: EgressOnlyInternetGatewayId:=@
ec2:natgateway delete ec2 DeleteNatGateway: NatGatewayId:=@

ec2:instance connect ec2 AssociateAddress: InstanceId:=@ AllocationId!
ec2:instance connect ec2 AssociateIamInstanceProfile: InstanceId:=@ IamInstanceProfile.Name!
ec2:instance connect elbv2 RegisterTargets: Targets.0.Id:=@ TargetGroupArn!
ec2:instance change ec2 ModifyInstanceAttribute/groups: InstanceId:=@ Groups!
ec2:instance change ec2 ModifyInstanceAttribute/source-destination-check: InstanceId:=@ SourceDestCheck.Value=false!
ec2:instance change ec2 StopInstances: InstanceIds.0:=@
ec2:instance change ec2 StartInstances: InstanceIds.0:=@
ec2:instance change host PutListener: Host:=@ Port=443! Kind Tls.Names Body
ec2:instance delete ec2 TerminateInstances: InstanceIds.0:=@

ec2:network-interface connect ec2 AttachNetworkInterface: NetworkInterfaceId:=@ InstanceId! DeviceIndex=1!
ec2:network-interface connect ec2 AssociateAddress: NetworkInterfaceId:=@ AllocationId!
ec2:network-interface change ec2 ModifyNetworkInterfaceAttribute/groups: NetworkInterfaceId:=@ Groups!
ec2:network-interface change ec2 ModifyNetworkInterfaceAttribute/source-destination-check: NetworkInterfaceId:=@ SourceDestCheck.Value=false!
ec2:network-interface delete ec2 DeleteNetworkInterface: NetworkInterfaceId:=@

ec2:elastic-ip connect ec2 AssociateAddress: AllocationId:=@ InstanceId!
ec2:elastic-ip change ec2 DisassociateAddress: AssociationId:=@AssociationId
ec2:elastic-ip delete ec2 ReleaseAddress: AllocationId:=@

ec2:vpc-peering-connection connect ec2 AcceptVpcPeeringConnection as AccepterVpcInfo: VpcPeeringConnectionId:=@
ec2:vpc-peering-connection change ec2 RejectVpcPeeringConnection as AccepterVpcInfo: VpcPeeringConnectionId:=@
ec2:vpc-peering-connection change ec2 ModifyVpcPeeringConnectionOptions/requester as RequesterVpcInfo: VpcPeeringConnectionId:=@ RequesterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc=true!
ec2:vpc-peering-connection change ec2 ModifyVpcPeeringConnectionOptions/accepter as AccepterVpcInfo: VpcPeeringConnectionId:=@ AccepterPeeringConnectionOptions.AllowDnsResolutionFromRemoteVpc=true!
ec2:vpc-peering-connection delete ec2 DeleteVpcPeeringConnection: VpcPeeringConnectionId:=@
`
