/** What people call things of a family, or of a kind on the map: `ec2:vpc-endpoint` is a VPC endpoint. */
export function kindName(family: string): string {
  const kind = family.slice(family.indexOf(':') + 1)
  const known = [family, kind].find((one) => Object.hasOwn(names, one))
  return known === undefined ? inWords(kind) : names[known]!
}

const names: Readonly<Record<string, string>> = {
  'ec2:natgateway': 'NAT gateway',
  'ec2:vpc-endpoint-service': 'endpoint service',
  'ec2:elastic-ip': 'Elastic IP address',
  'directconnect:dxcon': 'Direct Connect connection',
  'directconnect:dxvif': 'virtual interface',
  'directconnect:dx-gateway': 'Direct Connect gateway',
  'rds:db': 'database',
  'onprem:site': 'site on premises',
  'onprem:host': 'host on premises',
  'onprem:router': 'router on premises',
  'aws-service': 'AWS service',
  'site-host': 'host on premises',
  'site-router': 'router on premises',
  'vpn-gateway': 'virtual private gateway',
  'place:region': 'Region',
  'place:zone': 'Availability Zone',
  'place:aws-public': 'public addresses of AWS',
}

/** Words of AWS's that are not written as others are. */
const spellings: Readonly<Record<string, string>> = Object.fromEntries(
  'VPC NAT ACL DNS CIDR IP IPs ID IDs ARN ARNs VPN BGP ASN IPv4 IPv6 DHCP KMS IAM RAM TTL TLS SSL DB SQS SNS S3 VLAN TGW MTU LOA EIP VIF ENI NLB GWLB ALB VPCs'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
)

/** `vpc-peering-connection`, `VpcPeeringConnectionId` → VPC peering connection (ID). */
export const inWords = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .split(/[-_ ]/)
    .map((word) => spellings[word.toLowerCase()] ?? word.toLowerCase())
    .join(' ')
