/**
 * What people commonly ask for, where chance alone seldom finds the words. `$VpcId` stands for one that exists. A walk
 * leaves members out and puts others in.
 */
export const usualRequests: Readonly<Record<string, readonly object[]>> = {
  'cloudwatch GetMetricData': [
    {
      MetricDataQueries: [
        {
          Id: 'm1',
          MetricStat: { Metric: { Namespace: 'AWS/EC2', MetricName: 'CPU' }, Period: 60, Stat: 'Sum' },
        },
      ],
      StartTime: '2026-11-01T00:00:00Z',
      EndTime: '2026-11-02T00:00:00Z',
    },
  ],
  'cloudwatch PutMetricAlarm': [
    {
      AlarmName: 'cpu',
      Namespace: 'AWS/EC2',
      MetricName: 'CPU',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Statistic: 'Sum',
    },
  ],
  'directconnect CreatePrivateVirtualInterface': [
    {
      connectionId: '$connectionId',
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'vif',
        vlan: 101,
        asn: 65000,
        directConnectGatewayId: '$directConnectGatewayId',
      },
    },
    {
      connectionId: '$connectionId',
      newPrivateVirtualInterface: {
        virtualInterfaceName: 'vif',
        vlan: 102,
        asn: 65000,
        virtualGatewayId: '$VpnGatewayId',
      },
    },
  ],
  'directconnect CreateTransitVirtualInterface': [
    {
      connectionId: '$connectionId',
      newTransitVirtualInterface: {
        virtualInterfaceName: 'vif',
        vlan: 103,
        asn: 65000,
        directConnectGatewayId: '$directConnectGatewayId',
      },
    },
  ],
  'directconnect AllocatePrivateVirtualInterface': [
    {
      connectionId: '$connectionId',
      ownerAccount: '111111111111',
      newPrivateVirtualInterfaceAllocation: { virtualInterfaceName: 'vif', vlan: 104, asn: 65000 },
    },
  ],
  'directconnect AllocateHostedConnection': [
    {
      connectionId: '$lagId',
      ownerAccount: '111111111111',
      bandwidth: '1Gbps',
      connectionName: 'hosted',
      vlan: 7,
    },
  ],
  'directconnect CreateDirectConnectGatewayAssociation': [
    { directConnectGatewayId: '$directConnectGatewayId', gatewayId: '$VpnGatewayId' },
    { directConnectGatewayId: '$directConnectGatewayId', virtualGatewayId: '$VpnGatewayId' },
  ],
  'dynamodb PutItem': [{ TableName: 'shop', Item: { a: { S: '1' }, n: { N: '7' } } }],
  'dynamodb GetItem': [{ TableName: 'shop', Key: { a: { S: '1' } } }],
  'dynamodb DeleteItem': [{ TableName: 'shop', Key: { a: { S: '1' } } }],
  'dynamodb UpdateItem': [
    {
      TableName: 'shop',
      Key: { a: { S: '1' } },
      UpdateExpression: 'SET n = if_not_exists(n, :one) + :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    },
  ],
  'dynamodb Query': [
    {
      TableName: 'shop',
      KeyConditionExpression: 'a = :a',
      ExpressionAttributeValues: { ':a': { S: '1' } },
    },
  ],
  'dynamodb BatchWriteItem': [
    { RequestItems: { shop: [{ PutRequest: { Item: { a: { S: '2' } } } }] } },
    { RequestItems: { shop: [{ DeleteRequest: { Key: { a: { S: '2' } } } }] } },
  ],
  'dynamodb BatchGetItem': [{ RequestItems: { shop: { Keys: [{ a: { S: '1' } }] } } }],
  'dynamodb TransactWriteItems': [
    { TransactItems: [{ Put: { TableName: 'shop', Item: { a: { S: '3' } } } }] },
  ],
  'dynamodb TransactGetItems': [{ TransactItems: [{ Get: { TableName: 'shop', Key: { a: { S: '3' } } } }] }],
  'ec2 CreateFlowLogs': [
    {
      ResourceIds: ['$VpcId'],
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: 'arn:aws:s3:::hopwise-shop',
    },
  ],
  'ec2 CreateNetworkInsightsPath': [
    { Source: '$NetworkInterfaceId', Destination: '$NetworkInterfaceId', Protocol: 'tcp', ClientToken: 'a' },
  ],
  'ec2 CreateTransitGatewayPeeringAttachment': [
    {
      TransitGatewayId: '$TransitGatewayId',
      PeerTransitGatewayId: '$TransitGatewayId',
      PeerAccountId: '111111111111',
      PeerRegion: 'eu-west-1',
    },
  ],
  'ec2 CreateTransitGatewayRoute': [
    {
      TransitGatewayRouteTableId: '$TransitGatewayRouteTableId',
      DestinationCidrBlock: '10.77.0.0/16',
      TransitGatewayAttachmentId: '$TransitGatewayAttachmentId',
    },
  ],
  'ec2 DeleteTransitGatewayRoute': [
    {
      TransitGatewayRouteTableId: '$TransitGatewayRouteTableId',
      DestinationCidrBlock: '10.77.0.0/16',
    },
  ],
  'ec2 ReplaceTransitGatewayRoute': [
    {
      TransitGatewayRouteTableId: '$TransitGatewayRouteTableId',
      DestinationCidrBlock: '10.77.0.0/16',
      Blackhole: true,
    },
  ],
  'ec2 SearchTransitGatewayRoutes': [
    {
      TransitGatewayRouteTableId: '$TransitGatewayRouteTableId',
      Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }],
    },
  ],
  'ec2 CreateVpcEndpoint': [
    {
      VpcId: '$VpcId',
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.us-east-1.sqs',
      SubnetIds: ['$SubnetId'],
    },
    { VpcId: '$VpcId', ServiceName: 'com.amazonaws.us-east-1.s3', RouteTableIds: ['$RouteTableId'] },
    {
      VpcId: '$VpcId',
      VpcEndpointType: 'Interface',
      ServiceName: '$ServiceName',
      SubnetIds: ['$SubnetId'],
    },
  ],
  'ec2 CreateVpcEndpointServiceConfiguration': [{ NetworkLoadBalancerArns: ['$LoadBalancerArn'] }],
  'ec2 CreateVpcEndpointConnectionNotification': [
    {
      ServiceId: '$ServiceId',
      ConnectionNotificationArn: '$TopicArn',
      ConnectionEvents: ['Accept', 'Reject'],
    },
  ],
  'ec2 CreateVpcPeeringConnection': [{ VpcId: '$VpcId', PeerVpcId: '$VpcId' }],
  'ec2 CreateVpnConnectionRoute': [
    { VpnConnectionId: '$VpnConnectionId', DestinationCidrBlock: '192.0.2.0/24' },
  ],
  'ec2 ModifySecurityGroupRules': [
    {
      GroupId: '$GroupId',
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: '$SecurityGroupRuleId',
          SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 1, ToPort: 2, CidrIpv4: '10.0.0.0/8' },
        },
      ],
    },
  ],
  'ecr PutImage': [
    { repositoryName: '$repositoryName', imageManifest: '{"schemaVersion":2}', imageTag: 'a' },
  ],
  'elbv2 CreateListener': [
    {
      LoadBalancerArn: '$LoadBalancerArn',
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: '$TargetGroupArn' }],
    },
  ],
  'elbv2 CreateLoadBalancer': [
    { Name: 'net-1', Type: 'network', Scheme: 'internal', Subnets: ['$SubnetId'] },
    { Name: 'gwy-1', Type: 'gateway', Subnets: ['$SubnetId'] },
    {
      Name: 'net-2',
      Type: 'network',
      Scheme: 'internal',
      Subnets: ['$SubnetId'],
      SecurityGroups: ['$GroupId'],
    },
  ],
  'elbv2 CreateTargetGroup': [{ Name: 'more', Protocol: 'TCP', Port: 80, VpcId: '$VpcId' }],
  'elbv2 RegisterTargets': [{ TargetGroupArn: '$TargetGroupArn', Targets: [{ Id: '$InstanceId' }] }],
  'elbv2 SetSubnets': [{ LoadBalancerArn: '$LoadBalancerArn', Subnets: ['$SubnetId', '$SubnetId'] }],
  'iam AttachUserPolicy': [{ UserName: 'ann', PolicyArn: '$PolicyArn' }],
  'iam DetachUserPolicy': [{ UserName: 'ann', PolicyArn: '$PolicyArn' }],
  'iam CreateServiceLinkedRole': [{ AWSServiceName: 'elasticloadbalancing.amazonaws.com' }],
  'iam SimulatePrincipalPolicy': [
    { PolicySourceArn: '$UserArn', ActionNames: ['s3:GetObject'], ResourceArns: ['*'] },
  ],
  'organizations AttachPolicy': [{ PolicyId: '$PolicyId', TargetId: '$AccountId' }],
  'organizations DetachPolicy': [{ PolicyId: '$PolicyId', TargetId: '$AccountId' }],
  'organizations InviteAccountToOrganization': [{ Target: { Id: '111111111111', Type: 'ACCOUNT' } }],
  'rds CreateDBInstance': [
    {
      DBInstanceIdentifier: 'orders',
      DBInstanceClass: 'db.t3.micro',
      Engine: 'postgres',
      MasterUsername: 'owner',
      MasterUserPassword: 'long-enough',
      AllocatedStorage: 20,
    },
  ],
  'route53 ChangeResourceRecordSets': [
    {
      HostedZoneId: '$HostedZoneId',
      ChangeBatch: {
        Changes: [
          {
            Action: 'UPSERT',
            ResourceRecordSet: {
              Name: 'www.example.com',
              Type: 'A',
              TTL: 60,
              ResourceRecords: [{ Value: '192.0.2.1' }],
            },
          },
        ],
      },
    },
  ],
  'route53 AssociateVPCWithHostedZone': [
    { HostedZoneId: '$HostedZoneId', VPC: { VPCId: '$VpcId', VPCRegion: 'us-east-1' } },
  ],
  'route53 DisassociateVPCFromHostedZone': [
    { HostedZoneId: '$HostedZoneId', VPC: { VPCId: '$VpcId', VPCRegion: 'us-east-1' } },
  ],
  'route53resolver CreateResolverEndpoint': [
    {
      CreatorRequestId: 'more',
      Direction: 'INBOUND',
      SecurityGroupIds: ['$GroupId'],
      IpAddresses: [{ SubnetId: '$SubnetId' }, { SubnetId: '$SubnetId' }],
    },
  ],
  'sts AssumeRole': [{ RoleArn: '$RoleArn', RoleSessionName: 'walk' }],
}
