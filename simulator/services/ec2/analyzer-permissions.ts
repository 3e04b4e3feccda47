import { AwsError } from '../../api/error.ts'
import { authoriseRequest } from '../authorisation.ts'
import type { Context } from '../context.ts'
import type { OperationUnit } from '../operation.ts'

// Reachability Analyzer and Network Access Analyzer guides, security_iam_required-API-permissions: the analyzers gather
// what they know with the caller's permissions, which an analysis that lacks them finds out by itself.

const needed: readonly (readonly [service: string, operation: string])[] = [
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeInternetGateways'],
  ['ec2', 'DescribeManagedPrefixLists'],
  ['ec2', 'DescribeNatGateways'],
  ['ec2', 'DescribeNetworkAcls'],
  ['ec2', 'DescribeNetworkInterfaces'],
  ['ec2', 'DescribePrefixLists'],
  ['ec2', 'DescribeRouteTables'],
  ['ec2', 'DescribeSecurityGroups'],
  ['ec2', 'DescribeSubnets'],
  ['ec2', 'DescribeTransitGatewayAttachments'],
  ['ec2', 'DescribeTransitGatewayPeeringAttachments'],
  ['ec2', 'DescribeTransitGatewayRouteTables'],
  ['ec2', 'DescribeTransitGateways'],
  ['ec2', 'DescribeTransitGatewayVpcAttachments'],
  ['ec2', 'DescribeVpcEndpoints'],
  ['ec2', 'DescribeVpcEndpointServiceConfigurations'],
  ['ec2', 'DescribeVpcPeeringConnections'],
  ['ec2', 'DescribeVpcs'],
  ['ec2', 'DescribeVpnConnections'],
  ['ec2', 'DescribeVpnGateways'],
  ['elbv2', 'DescribeListeners'],
  ['elbv2', 'DescribeLoadBalancers'],
  ['elbv2', 'DescribeTargetGroups'],
  ['elbv2', 'DescribeTargetHealth'],
  // "Calls to the Tiros endpoint are required": a service that only AWS's own services reach.
  ['tiros', 'CreateQuery'],
]

const readsOnly = { fidelity: 'exact', source: '' } as const

/** Whether the caller may see all that an analysis looks at. */
export function mayGather(ctx: Context): boolean {
  return needed.every(([service, name]) => {
    const unit: OperationUnit = { unit: 'operation', service, name, about: readsOnly, handle: () => ({}) }
    try {
      authoriseRequest(unit, undefined, {}, ctx)
      return true
    } catch (thrown) {
      if (thrown instanceof AwsError) return false
      throw thrown
    }
  })
}

/** The guides' troubleshooting pages. */
export const insufficientPermissions = 'The request failed due to insufficient permissions'
