// What can be done by hand with endpoints, endpoint services, load balancers, and what endpoints lead to.

export const privateLinkActions = `
ec2:vpc add ec2 CreateVpcEndpoint/interface: VpcEndpointType:=Interface VpcId:=@ ServiceName! SubnetIds! SecurityGroupIds PrivateDnsEnabled DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint PolicyDocument #vpc-endpoint
ec2:vpc add ec2 CreateVpcEndpoint/interface-to-another-Region: VpcEndpointType:=Interface VpcId:=@ ServiceRegion! ServiceName! SubnetIds! SecurityGroupIds PrivateDnsEnabled PolicyDocument #vpc-endpoint
ec2:vpc add ec2 CreateVpcEndpoint/gateway: VpcEndpointType:=Gateway VpcId:=@ ServiceName! RouteTableIds PolicyDocument #vpc-endpoint
ec2:vpc add ec2 CreateVpcEndpoint/gateway-load-balancer: VpcEndpointType:=GatewayLoadBalancer VpcId:=@ ServiceName! SubnetIds! #vpc-endpoint
ec2:vpc add ec2 CreateVpcEndpoint/resource: VpcEndpointType:=Resource VpcId:=@ ResourceConfigurationArn! SubnetIds! SecurityGroupIds #vpc-endpoint
ec2:vpc add ec2 CreateVpcEndpoint/service-network: VpcEndpointType:=ServiceNetwork VpcId:=@ ServiceNetworkArn! SubnetIds! SecurityGroupIds #vpc-endpoint
ec2:vpc add elbv2 CreateTargetGroup: VpcId:=@ Name! Protocol=TCP! Port=443! TargetType HealthCheckProtocol HealthCheckPort
ec2:vpc add elbv2 CreateLoadBalancer: Name! Type=network! Scheme=internal Subnets! SecurityGroups
ec2:vpc add vpc-lattice CreateResourceGateway: vpcIdentifier:=@ name! subnetIds! securityGroupIds

ec2:vpc-endpoint connect ec2 ModifyVpcEndpoint/route-tables: VpcEndpointId:=@ AddRouteTableIds!
ec2:vpc-endpoint connect ec2 ModifyVpcEndpoint/subnets: VpcEndpointId:=@ AddSubnetIds!
ec2:vpc-endpoint connect ec2 ModifyVpcEndpoint/security-groups: VpcEndpointId:=@ AddSecurityGroupIds!
ec2:vpc-endpoint change ec2 ModifyVpcEndpoint/private-DNS: VpcEndpointId:=@ PrivateDnsEnabled=true! DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint
ec2:vpc-endpoint change ec2 ModifyVpcEndpoint/policy: VpcEndpointId:=@ PolicyDocument!
ec2:vpc-endpoint change ec2 ModifyVpcEndpoint/reset-policy: VpcEndpointId:=@ ResetPolicy:=true
ec2:vpc-endpoint change ec2 ModifyVpcEndpoint/remove-route-tables: VpcEndpointId:=@ RemoveRouteTableIds!
ec2:vpc-endpoint change ec2 ModifyVpcEndpoint/remove-subnets: VpcEndpointId:=@ RemoveSubnetIds!
ec2:vpc-endpoint change ec2 ModifyVpcEndpoint/remove-security-groups: VpcEndpointId:=@ RemoveSecurityGroupIds!
ec2:vpc-endpoint delete ec2 DeleteVpcEndpoints: VpcEndpointIds.0:=@

* add ec2 CreateVpcEndpointServiceConfiguration/network: NetworkLoadBalancerArns! AcceptanceRequired=true! PrivateDnsName #vpc-endpoint-service
* add ec2 CreateVpcEndpointServiceConfiguration/gateway: GatewayLoadBalancerArns! AcceptanceRequired=true! #vpc-endpoint-service
ec2:vpc-endpoint-service connect ec2 ModifyVpcEndpointServicePermissions/allow: ServiceId:=@ AddAllowedPrincipals!
ec2:vpc-endpoint-service connect ec2 AcceptVpcEndpointConnections: ServiceId:=@ VpcEndpointIds!
ec2:vpc-endpoint-service change ec2 RejectVpcEndpointConnections: ServiceId:=@ VpcEndpointIds!
ec2:vpc-endpoint-service change ec2 ModifyVpcEndpointServicePermissions/remove: ServiceId:=@ RemoveAllowedPrincipals!
ec2:vpc-endpoint-service change ec2 ModifyVpcEndpointServiceConfiguration/acceptance: ServiceId:=@ AcceptanceRequired=false!
ec2:vpc-endpoint-service change ec2 ModifyVpcEndpointServiceConfiguration/private-DNS: ServiceId:=@ PrivateDnsName!
ec2:vpc-endpoint-service change ec2 StartVpcEndpointServicePrivateDnsVerification: ServiceId:=@
ec2:vpc-endpoint-service delete ec2 DeleteVpcEndpointServiceConfigurations: ServiceIds.0:=@

elbv2:load-balancer add elbv2 CreateListener: LoadBalancerArn:=@ Protocol=TCP Port=443 DefaultActions.0.Type:=forward DefaultActions.0.TargetGroupArn!
elbv2:load-balancer add elbv2 CreateListener/gateway: LoadBalancerArn:=@ DefaultActions.0.Type:=forward DefaultActions.0.TargetGroupArn!
elbv2:load-balancer add ec2 CreateVpcEndpointServiceConfiguration/network: NetworkLoadBalancerArns.0:=@ AcceptanceRequired=true! #vpc-endpoint-service
elbv2:load-balancer add ec2 CreateVpcEndpointServiceConfiguration/gateway: GatewayLoadBalancerArns.0:=@ AcceptanceRequired=true! #vpc-endpoint-service
elbv2:load-balancer change elbv2 ModifyLoadBalancerAttributes/cross-zone: LoadBalancerArn:=@ Attributes.0.Key:=load_balancing.cross_zone.enabled Attributes.0.Value=true!
elbv2:load-balancer change elbv2 SetSecurityGroups: LoadBalancerArn:=@ SecurityGroups!
elbv2:load-balancer change elbv2 SetSubnets: LoadBalancerArn:=@ Subnets!
elbv2:load-balancer delete elbv2 DeleteLoadBalancer: LoadBalancerArn:=@
elbv2:target-group connect elbv2 RegisterTargets: TargetGroupArn:=@ Targets.*.Id!
elbv2:target-group change elbv2 DeregisterTargets: TargetGroupArn:=@ Targets.*.Id!
elbv2:target-group change elbv2 ModifyTargetGroupAttributes/cross-zone: TargetGroupArn:=@ Attributes.0.Key:=load_balancing.cross_zone.enabled Attributes.0.Value=true!
elbv2:target-group delete elbv2 DeleteTargetGroup: TargetGroupArn:=@
elbv2:listener delete elbv2 DeleteListener: ListenerArn:=@

* add s3api CreateBucket: Bucket! CreateBucketConfiguration.LocationConstraint
s3api:bucket change s3api PutBucketPolicy: Bucket:=@ Policy!
s3api:bucket change s3api DeleteBucketPolicy: Bucket:=@
s3api:bucket delete s3api DeleteBucket: Bucket:=@
* add sqs CreateQueue: QueueName!
sqs:queue change sqs SetQueueAttributes: QueueUrl:=@ Attributes.Policy!
sqs:queue delete sqs DeleteQueue: QueueUrl:=@
`
