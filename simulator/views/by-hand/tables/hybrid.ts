// What can be done by hand with transit gateways, VPN, Direct Connect, what is on premises, and names.

export const hybridActions = `
* add ec2 CreateTransitGateway: Description Options.AmazonSideAsn #transit-gateway
ec2:transit-gateway add ec2 CreateTransitGatewayRouteTable: TransitGatewayId:=@ #transit-gateway-route-table
ec2:transit-gateway connect ec2 CreateTransitGatewayVpcAttachment: TransitGatewayId:=@ VpcId! SubnetIds! #transit-gateway-attachment
ec2:transit-gateway connect ec2 CreateVpnConnection: Type:=ipsec.1 TransitGatewayId:=@ CustomerGatewayId! Options.StaticRoutesOnly=false #vpn-connection
ec2:transit-gateway connect directconnect CreateDirectConnectGatewayAssociation: gatewayId:=@ directConnectGatewayId! addAllowedPrefixesToDirectConnectGateway.0.cidr!
ec2:transit-gateway delete ec2 DeleteTransitGateway: TransitGatewayId:=@
ec2:transit-gateway-attachment connect ec2 AcceptTransitGatewayVpcAttachment as TransitGatewayOwnerId: TransitGatewayAttachmentId:=@
ec2:transit-gateway-attachment connect ec2 AssociateTransitGatewayRouteTable: TransitGatewayAttachmentId:=@ TransitGatewayRouteTableId!
ec2:transit-gateway-attachment connect ec2 EnableTransitGatewayRouteTablePropagation: TransitGatewayAttachmentId:=@ TransitGatewayRouteTableId!
ec2:transit-gateway-attachment change ec2 ModifyTransitGatewayVpcAttachment/appliance-mode: TransitGatewayAttachmentId:=@ Options.ApplianceModeSupport=enable!
ec2:transit-gateway-attachment change ec2 DisassociateTransitGatewayRouteTable: TransitGatewayAttachmentId:=@ TransitGatewayRouteTableId!
ec2:transit-gateway-attachment change ec2 DisableTransitGatewayRouteTablePropagation: TransitGatewayAttachmentId:=@ TransitGatewayRouteTableId!
ec2:transit-gateway-attachment delete ec2 DeleteTransitGatewayVpcAttachment: TransitGatewayAttachmentId:=@
ec2:transit-gateway-route-table add ec2 CreateTransitGatewayRoute: TransitGatewayRouteTableId:=@ DestinationCidrBlock! TransitGatewayAttachmentId!
ec2:transit-gateway-route-table add ec2 CreateTransitGatewayRoute/blackhole: TransitGatewayRouteTableId:=@ DestinationCidrBlock! Blackhole:=true
ec2:transit-gateway-route-table change ec2 DeleteTransitGatewayRoute: TransitGatewayRouteTableId:=@ DestinationCidrBlock!
ec2:transit-gateway-route-table delete ec2 DeleteTransitGatewayRouteTable: TransitGatewayRouteTableId:=@

ec2:vpn-gateway connect ec2 AttachVpnGateway: VpnGatewayId:=@ VpcId!
ec2:vpn-gateway connect ec2 EnableVgwRoutePropagation: GatewayId:=@ RouteTableId!
ec2:vpn-gateway connect ec2 CreateVpnConnection: Type:=ipsec.1 VpnGatewayId:=@ CustomerGatewayId! Options.StaticRoutesOnly=false #vpn-connection
ec2:vpn-gateway connect directconnect CreatePrivateVirtualInterface: newPrivateVirtualInterface.virtualGatewayId:=@ connectionId! newPrivateVirtualInterface.virtualInterfaceName! newPrivateVirtualInterface.vlan=101! newPrivateVirtualInterface.asn=65010!
ec2:vpn-gateway change ec2 DisableVgwRoutePropagation: GatewayId:=@ RouteTableId!
ec2:vpn-gateway change ec2 DetachVpnGateway: VpnGatewayId:=@ VpcId!
ec2:vpn-gateway delete ec2 DeleteVpnGateway: VpnGatewayId:=@
ec2:vpn-connection add ec2 CreateVpnConnectionRoute: VpnConnectionId:=@ DestinationCidrBlock!
ec2:vpn-connection connect onprem PutUplink: Target:=@ Router!
ec2:vpn-connection delete ec2 DeleteVpnConnection: VpnConnectionId:=@
ec2:customer-gateway delete ec2 DeleteCustomerGateway: CustomerGatewayId:=@

* add directconnect CreateConnection: location! bandwidth=1Gbps! connectionName!
* add directconnect CreateDirectConnectGateway: directConnectGatewayName! amazonSideAsn=64512
directconnect:dxcon add directconnect CreatePrivateVirtualInterface/virtual-private-gateway: connectionId:=@ newPrivateVirtualInterface.virtualInterfaceName! newPrivateVirtualInterface.vlan=101! newPrivateVirtualInterface.asn=65010! newPrivateVirtualInterface.virtualGatewayId!
directconnect:dxcon add directconnect CreatePrivateVirtualInterface/Direct-Connect-gateway: connectionId:=@ newPrivateVirtualInterface.virtualInterfaceName! newPrivateVirtualInterface.vlan=101! newPrivateVirtualInterface.asn=65010! newPrivateVirtualInterface.directConnectGatewayId!
directconnect:dxcon add directconnect CreateTransitVirtualInterface: connectionId:=@ newTransitVirtualInterface.virtualInterfaceName! newTransitVirtualInterface.vlan=102! newTransitVirtualInterface.asn=65010! newTransitVirtualInterface.directConnectGatewayId!
directconnect:dxcon connect onprem PutCrossConnect: ConnectionId:=@ Site
directconnect:dxcon delete directconnect DeleteConnection: connectionId:=@
directconnect:dxvif connect onprem PutUplink: Target:=@ Router!
directconnect:dxvif change directconnect UpdateVirtualInterfaceAttributes/MTU: virtualInterfaceId:=@ mtu=9001!
directconnect:dxvif delete directconnect DeleteVirtualInterface: virtualInterfaceId:=@
directconnect:dx-gateway connect directconnect CreateDirectConnectGatewayAssociation: directConnectGatewayId:=@ gatewayId! addAllowedPrefixesToDirectConnectGateway.0.cidr
directconnect:dx-gateway delete directconnect DeleteDirectConnectGateway: directConnectGatewayId:=@

* add onprem CreateSite: Name! Prefixes=192.168.0.0/16! Asn PublicIp
onprem:site add onprem CreateHost: Site:=@ Name! Address! DnsServers
onprem:site add onprem CreateRouter: Site:=@ Name! Asn PublicIp
onprem:site change onprem ModifySite: Name:=@ Prefixes Asn PublicIp
onprem:site delete onprem DeleteSite: Name:=@
onprem:host change onprem PutDnsServer/one-forwarder: Host:=@ Forwarders.0.Domain! Forwarders.0.Addresses!
onprem:host change onprem PutDnsServer/two-forwarders: Host:=@ Forwarders.0.Domain! Forwarders.0.Addresses! Forwarders.1.Domain! Forwarders.1.Addresses!
onprem:host change onprem ModifyHost: Name:=@ Address DnsServers
onprem:host delete onprem DeleteHost: Name:=@
onprem:router connect onprem PutUplink: Router:=@ Target!
onprem:router change onprem DeleteUplink: Router:=@ Target!
onprem:router change onprem ModifyRouter: Name:=@ AdvertisedPrefixes Asn PublicIp
onprem:router delete onprem DeleteRouter: Name:=@

* add route53 CreateHostedZone/private: Name! CallerReference=$unique! VPC.VPCId!
* add route53 CreateHostedZone/public: Name! CallerReference=$unique!
route53:hosted-zone add route53 ChangeResourceRecordSets: HostedZoneId:=@ ChangeBatch.Changes.0.Action=UPSERT! ChangeBatch.Changes.0.ResourceRecordSet.Name! ChangeBatch.Changes.0.ResourceRecordSet.Type=A! ChangeBatch.Changes.0.ResourceRecordSet.TTL=60! ChangeBatch.Changes.0.ResourceRecordSet.ResourceRecords.*.Value!
route53:hosted-zone add route53 ChangeResourceRecordSets/alias: HostedZoneId:=@ ChangeBatch.Changes.0.Action=UPSERT! ChangeBatch.Changes.0.ResourceRecordSet.Name! ChangeBatch.Changes.0.ResourceRecordSet.Type=A! ChangeBatch.Changes.0.ResourceRecordSet.AliasTarget.DNSName! ChangeBatch.Changes.0.ResourceRecordSet.AliasTarget.HostedZoneId! ChangeBatch.Changes.0.ResourceRecordSet.AliasTarget.EvaluateTargetHealth=false!
route53:hosted-zone connect route53 AssociateVPCWithHostedZone: HostedZoneId:=@ VPC.VPCId!
route53:hosted-zone change route53 DisassociateVPCFromHostedZone: HostedZoneId:=@ VPC.VPCId!
route53:hosted-zone delete route53 DeleteHostedZone: Id:=@
* add route53resolver CreateResolverEndpoint: Direction=INBOUND! CreatorRequestId=$unique! Name SecurityGroupIds! IpAddresses.*.SubnetId!
ec2:vpc add route53resolver CreateResolverEndpoint/chosen-addresses: Direction=INBOUND! CreatorRequestId=$unique! Name SecurityGroupIds! IpAddresses.0.SubnetId! IpAddresses.0.Ip IpAddresses.1.SubnetId! IpAddresses.1.Ip
* add route53resolver CreateResolverRule: RuleType:=FORWARD CreatorRequestId=$unique! DomainName! ResolverEndpointId! TargetIps.*.Ip!
route53resolver:resolver-endpoint add route53resolver CreateResolverRule: RuleType:=FORWARD CreatorRequestId=$unique! ResolverEndpointId:=@ DomainName! TargetIps.*.Ip!
route53resolver:resolver-endpoint delete route53resolver DeleteResolverEndpoint: ResolverEndpointId:=@
route53resolver:resolver-rule connect route53resolver AssociateResolverRule: ResolverRuleId:=@ VPCId!
route53resolver:resolver-rule change route53resolver DisassociateResolverRule: ResolverRuleId:=@ VPCId!
route53resolver:resolver-rule delete route53resolver DeleteResolverRule: ResolverRuleId:=@
`
