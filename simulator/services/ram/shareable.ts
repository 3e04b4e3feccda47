import type { Context } from '../context.ts'

/** A kind of resource that AWS RAM shares, and what its managed permission leaves to those who get it. */
export interface Shareable {
  /** As RAM calls it: `ec2:Subnet`. */
  readonly type: string
  /** The family that has them. */
  readonly family: string
  /** The name of the AWS managed permission that a share uses unless it is told otherwise. */
  readonly permission: string
  /** Operations, beside those that only read, that whoever gets the resource may name it in. */
  readonly uses: readonly string[]
  /** Goes to accounts of the same organization and to nobody else. */
  readonly organizationOnly?: true
}

const tagging = ['CreateTags', 'DeleteTags']

// RAM user guide, shareable: kinds and where they go. What participants may do: VPC guide, vpc-share-limitations and
// managed-prefix-lists sharing; transit gateway guide, transit-gateway-share; Route 53 developer guide, resolver-rules
// sharing; VPC Lattice user guide, sharing.
export const shareables: readonly Shareable[] = [
  {
    type: 'ec2:Subnet',
    family: 'ec2:subnet',
    permission: 'AWSRAMDefaultPermissionSubnet',
    uses: ['RunInstances', 'CreateNetworkInterface', 'CreateLoadBalancer', 'SetSubnets', ...tagging],
    organizationOnly: true,
  },
  {
    type: 'ec2:TransitGateway',
    family: 'ec2:transit-gateway',
    permission: 'AWSRAMDefaultPermissionTransitGateway',
    uses: [
      'CreateTransitGatewayVpcAttachment',
      'CreateRoute',
      'ReplaceRoute',
      'CreateVpnConnection',
      ...tagging,
    ],
  },
  {
    type: 'ec2:PrefixList',
    family: 'ec2:prefix-list',
    permission: 'AWSRAMDefaultPermissionPrefixList',
    uses: [
      'CreateRoute',
      'ReplaceRoute',
      'DeleteRoute',
      'AuthorizeSecurityGroupEgress',
      'AuthorizeSecurityGroupIngress',
      'RevokeSecurityGroupEgress',
      'RevokeSecurityGroupIngress',
      'ModifySecurityGroupRules',
      'UpdateSecurityGroupRuleDescriptionsEgress',
      'UpdateSecurityGroupRuleDescriptionsIngress',
      'CreateTransitGatewayPrefixListReference',
      'ModifyTransitGatewayPrefixListReference',
      'DeleteTransitGatewayPrefixListReference',
      ...tagging,
    ],
  },
  {
    type: 'route53resolver:ResolverRule',
    family: 'route53resolver:resolver-rule',
    permission: 'AWSRAMDefaultPermissionResolverRule',
    uses: ['AssociateResolverRule', 'DisassociateResolverRule'],
  },
  {
    type: 'route53resolver:ResolverQueryLogConfig',
    family: 'route53resolver:resolver-query-log-config',
    permission: 'AWSRAMDefaultPermissionResolverQueryLogConfig',
    uses: ['AssociateResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig'],
  },
  {
    type: 'route53resolver:FirewallRuleGroup',
    family: 'route53resolver:firewall-rule-group',
    permission: 'AWSRAMDefaultPermissionResolverFirewallRuleGroup',
    uses: ['AssociateFirewallRuleGroup', 'DisassociateFirewallRuleGroup'],
  },
  {
    type: 'vpc-lattice:ServiceNetwork',
    family: 'vpc-lattice:service-network',
    permission: 'AWSRAMPermissionVpcLatticeServiceNetworkReadWrite',
    uses: [
      'CreateServiceNetworkVpcAssociation',
      'CreateServiceNetworkServiceAssociation',
      'CreateServiceNetworkResourceAssociation',
      'CreateVpcEndpoint',
    ],
  },
  {
    type: 'vpc-lattice:Service',
    family: 'vpc-lattice:service',
    permission: 'AWSRAMPermissionVpcLatticeServiceReadWrite',
    uses: ['CreateServiceNetworkServiceAssociation'],
  },
  {
    type: 'vpc-lattice:ResourceConfiguration',
    family: 'vpc-lattice:resource-configuration',
    permission: 'AWSRAMPermissionVpcLatticeResourceConfigurationReadWrite',
    uses: ['CreateServiceNetworkResourceAssociation', 'CreateVpcEndpoint'],
  },
]

export const permissionArn = ({ permission }: Shareable): string =>
  `arn:aws:ram::aws:permission/${permission}`

/** The resource of an ARN, with what kind it is; undefined where there is no such one, or it is not for sharing. */
export function resourceAt(ctx: Context, arn: string) {
  const id = arn.slice(arn.lastIndexOf('/') + 1)
  const family = ctx.families.ofId(id)
  const held = family?.get(ctx, id)
  const kind = shareables.find((one) => one.family === family?.name)
  if (!family || !held || !kind || family.arnOf(held) !== arn) return undefined
  return { family, held, kind }
}
