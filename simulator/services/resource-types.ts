import type { AnyFamily } from './context.ts'

// What CloudFormation, Config and CloudTrail call a kind of resource: `AWS::EC2::VPCEndpoint`.

const namespaces: Readonly<Record<string, string>> = {
  acm: 'ACM',
  cloudtrail: 'CloudTrail',
  cloudwatch: 'CloudWatch',
  directconnect: 'DirectConnect',
  dynamodb: 'DynamoDB',
  ec2: 'EC2',
  ecr: 'ECR',
  elbv2: 'ElasticLoadBalancingV2',
  iam: 'IAM',
  kms: 'KMS',
  logs: 'Logs',
  rds: 'RDS',
  route53: 'Route53',
  route53resolver: 'Route53Resolver',
  s3api: 'S3',
  secretsmanager: 'SecretsManager',
  servicediscovery: 'ServiceDiscovery',
  sns: 'SNS',
  sqs: 'SQS',
  ssm: 'SSM',
  'vpc-lattice': 'VpcLattice',
}

// Words that are not just capitalised.
const resources: Readonly<Record<string, string>> = {
  'ec2:dhcp-options': 'DHCPOptions',
  'ec2:elastic-ip': 'EIP',
  'ec2:vpc': 'VPC',
  'ec2:vpc-endpoint': 'VPCEndpoint',
  'ec2:vpc-endpoint-service': 'VPCEndpointService',
  'ec2:vpc-peering-connection': 'VPCPeeringConnection',
  'ec2:vpn-connection': 'VPNConnection',
  'ec2:vpn-gateway': 'VPNGateway',
  'rds:cluster': 'DBCluster',
  'rds:db': 'DBInstance',
  'rds:subgrp': 'DBSubnetGroup',
}

/** Undefined for kinds that are no resources of their own there. */
export function resourceTypeOf({ name, spec }: AnyFamily): string | undefined {
  const namespace = namespaces[spec.service]
  return namespace && `AWS::${namespace}::${resources[name] ?? capitalised(spec.resource)}`
}

const capitalised = (text: string): string =>
  text
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
