// How each scenario that ships is solved by hand, without writing a command: see `hands.ts` for the notation.

/** The blocks of the prefix list of Amazon S3 in this Region. */
const blocksOfS3 =
  '1.178.4.0/23 1.178.6.0/24 3.2.64.0/23 3.2.74.0/24 3.5.0.0/19 16.15.156.0/22 16.15.160.0/19 16.15.192.0/18 16.182.0.0/16 18.34.0.0/19 18.34.232.0/21 52.216.0.0/15 54.231.0.0/16'.split(
    ' ',
  )

const lineForBlock = (block: string) => `
    $VAULT_ACL | CreateNetworkAclEntry | Egress=true PortRange.From=443 CidrBlock=${block}
    $VAULT_ACL | CreateNetworkAclEntry | Egress=false PortRange.From=1024 PortRange.To=65535 CidrBlock=${block}`

export const solutions: Readonly<Record<string, string>> = {
  'foundations/a-private-door-to-sqs': `
    $VPC | ModifyVpcAttribute/DNS-hostnames
    $VPC | CreateSecurityGroup | GroupName=door Description='HTTPS from the application'
    door | AuthorizeSecurityGroupIngress | $peer=10.20.1.0/24
    $VPC | CreateVpcEndpoint/interface | ServiceName=com.amazonaws.us-east-1.sqs SubnetIds=$APP_SUBNET SecurityGroupIds=door PrivateDnsEnabled=true
  `,
  'foundations/one-gate': `
    $VPC | CreateVpcEndpoint/gateway-load-balancer | ServiceName=inspection SubnetIds=gate #vpc-endpoint=inspect
    inspect | wait
    $VPC | CreateRouteTable | #route-table=gate-table
    gate-table | CreateRoute | $destination=0.0.0.0/0 $target=$GATEWAY
    gate-table | AssociateRouteTable/subnet | SubnetId=gate
    $VPC | CreateRouteTable | #route-table=edge
    edge | CreateRoute | $destination=10.40.1.0/24 $target=inspect
    edge | AssociateRouteTable/gateway | GatewayId=$GATEWAY
    $TICKETS_TABLE | ReplaceRoute | $destination=0.0.0.0/0 $target=inspect
    goal where-next | answer | c
  `,
  'foundations/two-networks-one-road': `
    $SHOP_VPC | CreateVpcPeeringConnection | PeerVpcId=$WAREHOUSE_VPC #vpc-peering-connection=road
    road | AcceptVpcPeeringConnection
    $SHOP_TABLE | CreateRoute | $destination=10.31.0.0/16 $target=road
    $WAREHOUSE_TABLE | CreateRoute | $destination=10.30.0.0/16 $target=vpc-peering-connection/road
    road | ModifyVpcPeeringConnectionOptions/accepter
    $STOCK_GROUP | AuthorizeSecurityGroupIngress | FromPort=8080 ToPort=8080 $peer=$WEB_GROUP
    $STOCK_GROUP | RevokeSecurityGroupIngress | SecurityGroupRuleIds='tcp 8080 from 0.0.0.0/0'
  `,
  'foundations/the-free-door-to-s3': `
    $ENDPOINT | ModifyVpcEndpoint/route-tables | AddRouteTableIds=$VAULT_TABLE
    $GROUP | AuthorizeSecurityGroupEgress | $peer=s3
${blocksOfS3.map(lineForBlock).join('')}
  `,
  'private-paths/nothing-uninspected': `
    $SERVICE | ModifyVpcEndpointServicePermissions/allow | AddAllowedPrincipals=shop
    $VPC | CreateSubnet | CidrBlock=10.62.101.0/28 AvailabilityZone=use1-az1 #subnet=gate-a
    $VPC | CreateSubnet | CidrBlock=10.62.102.0/28 AvailabilityZone=use1-az2 #subnet=gate-b
    $VPC | CreateVpcEndpoint/gateway-load-balancer | ServiceName=inspection SubnetIds=gate-a #vpc-endpoint=inspect-a
    $VPC | CreateVpcEndpoint/gateway-load-balancer | ServiceName=inspection SubnetIds=gate-b #vpc-endpoint=inspect-b
    $SERVICE | AcceptVpcEndpointConnections | VpcEndpointIds=inspect-a,inspect-b
    inspect-a | wait
    $VPC | CreateRouteTable | #route-table=gates
    gates | CreateRoute | $destination=0.0.0.0/0 $target=shop
    gates | AssociateRouteTable/subnet | SubnetId=gate-a
    gates | AssociateRouteTable/subnet | SubnetId=gate-b
    $VPC | CreateRouteTable | #route-table=public-b
    public-b | CreateRoute | $destination=0.0.0.0/0 $target=inspect-b
    $VPC | CreateRouteTable | #route-table=edge
    edge | CreateRoute | $destination=10.62.1.0/24 $target=inspect-a
    edge | CreateRoute | $destination=10.62.2.0/24 $target=inspect-b
    edge | CreateRoute | $destination=10.62.3.0/24 $target=inspect-a
    edge | AssociateRouteTable/gateway | GatewayId=shop
    $PUBLIC | ReplaceRoute | $destination=0.0.0.0/0 $target=inspect-a
    $WEB_B | ReplaceRouteTableAssociation | RouteTableId=public-b
    $PUBLIC | DeleteRoute | $destination=192.0.2.128/25
    $WATCH | DisassociateRouteTable
    elastic-ip/watch-1 | DisassociateAddress
    elastic-ip/watch-1 | ReleaseAddress
    $PUBLIC | DeleteRoute | $destination=10.80.0.0/16
    $PRIVATE | DeleteRoute | $destination=10.80.0.0/16
    $PEERING | DeleteVpcPeeringConnection
    $FIREWALLS | RegisterTargets | Id=fw-a2,fw-b2
    goal open-connections | answer | b
    goal bank-by-privatelink | answer | c
  `,
  'private-paths/data-centre-to-s3': `
    * | CreateVpnGateway | #vpn-gateway=door
    door | AttachVpnGateway | VpcId=archive
    door | EnableVgwRoutePropagation | RouteTableId=links
    $PUBLIC_VIF | DeleteVirtualInterface
    door | CreatePrivateVirtualInterface | virtualInterfaceName=backup-private
    backup-private | wait
    onprem:edge-1 | PutUplink | Target=backup-private
    $VPC | CreateSecurityGroup | GroupName=dns Description='DNS from the data centre'
    security-group/dns | AuthorizeSecurityGroupIngress | IpProtocol=udp FromPort=53 ToPort=53 $peer=192.168.1.53/32
    security-group/dns | AuthorizeSecurityGroupIngress | FromPort=53 ToPort=53 $peer=192.168.1.53/32
    $VPC | CreateResolverEndpoint/chosen-addresses | Name=inbound SecurityGroupIds=dns IpAddresses.0.SubnetId=links-a IpAddresses.0.Ip=10.64.10.53 IpAddresses.1.SubnetId=links-b IpAddresses.1.Ip=10.64.11.53
    onprem:dns-1 | PutDnsServer/two-forwarders | Forwarders.0.Domain=. Forwarders.0.Addresses=192.168.200.53 Forwarders.1.Domain=s3.us-east-1.amazonaws.com Forwarders.1.Addresses=10.64.10.53,10.64.11.53
    $VPC | CreateSecurityGroup | GroupName=backups Description='HTTPS from the backup servers'
    backups | AuthorizeSecurityGroupIngress | $peer=192.168.10.0/24
    $VPC | CreateVpcEndpoint/interface | ServiceName=com.amazonaws.us-east-1.s3 SubnetIds=links-a,links-b SecurityGroupIds=backups PrivateDnsEnabled=true DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint=true PolicyDocument='kestrel-scans alone' #vpc-endpoint=s3
    $BUCKET | PutBucketPolicy | Policy='{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":["s3:*Object*","s3:ListBucket*"],"Resource":["arn:aws:s3:::kestrel-scans","arn:aws:s3:::kestrel-scans/*"],"Condition":{"StringNotEquals":{"aws:SourceVpce":["{s3}","$GATEWAY_ENDPOINT"]}}}]}'
    goal cheapest-without-the-rule | answer | a
  `,
  'private-paths/bucket-in-another-region': `
    $CLAIMS_TABLE | DeleteRoute | $destination=0.0.0.0/0
    natgateway/claims | DeleteNatGateway
    natgateway/claims | wait
    elastic-ip/claims | ReleaseAddress
    $CLAIMS_VPC | ModifyVpcAttribute/DNS-hostnames
    $CLAIMS_VPC | CreateSecurityGroup | GroupName=records-endpoint Description='HTTPS from the claims servers'
    records-endpoint | AuthorizeSecurityGroupIngress | $peer=$CLAIMS_GROUP
    $CLAIMS_VPC | CreateVpcEndpoint/interface-to-another-Region | ServiceRegion=eu-west-1 ServiceName=com.amazonaws.eu-west-1.s3 SubnetIds=$CLAIMS_A,$CLAIMS_B SecurityGroupIds=records-endpoint PrivateDnsEnabled=true PolicyDocument='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],"Resource":["arn:aws:s3:::$BUCKET","arn:aws:s3:::$BUCKET/*"]}]}' #vpc-endpoint=records-endpoint
    vpc-endpoint/records-endpoint | CreateTags | Tags.0.Key=cost-centre Tags.0.Value=claims
    $BUCKET | PutBucketPolicy | Policy='{"Version":"2012-10-17","Statement":[{"Sid":"EndpointsAlone","Effect":"Deny","Principal":"*","Action":["s3:GetObject*","s3:PutObject*"],"Resource":"arn:aws:s3:::$BUCKET/*","Condition":{"StringNotEquals":{"aws:SourceVpce":["{vpc-endpoint/records-endpoint}","$RECORDS_GATEWAY"]}}}]}'
    vpc-endpoint/records-endpoint | wait
    security-group/archivist | AuthorizeSecurityGroupIngress | FromPort=22 ToPort=22 $peer=10.66.0.0/16
    security-group/archivist | RevokeSecurityGroupIngress | SecurityGroupRuleIds='tcp 22 from 10.0.0.0/8'
    $BUCKET | ask from claims-1 | list-objects-v2
    goal why-not-the-gateway | answer | b
  `,
}
