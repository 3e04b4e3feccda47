import { expect, it } from 'vitest'
import { kebab } from '../../../../simulator/api/names.ts'

// Spellings as the tables of the AWS CLI have them.
it.each([
  ['DescribeVpcs', 'describe-vpcs'],
  ['CidrBlock', 'cidr-block'],
  ['Ipv6CidrBlock', 'ipv6-cidr-block'],
  ['AmazonProvidedIpv6CidrBlock', 'amazon-provided-ipv6-cidr-block'],
  ['EnableDns64', 'enable-dns64'],
  ['HTTPCode', 'http-code'],
  ['CreateDBInstance', 'create-db-instance'],
  ['DBInstanceIdentifier', 'db-instance-identifier'],
  ['LoadBalancerArn', 'load-balancer-arn'],
  ['DescribeSSLPolicies', 'describe-ssl-policies'],
  ['ListObjectsV2', 'list-objects-v2'],
  ['SSEKMSKeyId', 'ssekms-key-id'],
  ['ContentMD5', 'content-md5'],
  ['ACL', 'acl'],
  ['ListMFADevices', 'list-mfa-devices'],
  ['SSMLPublicKeys', 'ssml-public-keys'],
  ['PolicyARNs', 'policy-arns'],
  ['TargetGroupARNs', 'target-group-arns'],
  ['SAMLProviderIDs', 'saml-provider-ids'],
  ['ListHostedZonesByVPC', 'list-hosted-zones-by-vpc'],
  ['newPrivateVirtualInterface', 'new-private-virtual-interface'],
  ['directConnectGatewayId', 'direct-connect-gateway-id'],
  ['GetOTelEnrichment', 'get-otel-enrichment'],
  ['x-amz-meta', 'x-amz-meta'],
])('%s is %s on the command line', (name, cliName) => {
  expect(kebab(name)).toBe(cliName)
})
