import { ec2Request } from '../../../network/mending/repair.ts'
import { isDefaultGroup, securityGroups } from '../../../services/ec2/security-groups.ts'
import { vpcEndpoints } from '../../../services/ec2/vpc-endpoints.ts'
import { type Mutator, mutant } from '../mutator.ts'
import { changedPolicies } from '../policy-changes.ts'

const gone = new Set(['deleted', 'deleting', 'failed', 'rejected', 'expired'])

/** A VPC endpoint is not there, in fewer subnets or route tables, with other groups, names or another policy. */
export const endpoints: Mutator = {
  name: 'endpoints',
  changes: ['packets', 'names', 'calls'],
  mutants: ({ fabric, called }) =>
    vpcEndpoints
      .everyone(fabric)
      .filter(({ record }) => !gone.has(record.State?.toLowerCase() ?? ''))
      .flatMap((endpoint) => {
        const { record } = endpoint
        const { VpcEndpointId = '', VpcId = '', VpcEndpointType, PolicyDocument, DnsOptions } = record
        const { SubnetIds = [], RouteTableIds = [], Groups = [], PrivateDnsEnabled } = record
        const words = `the endpoint ${called(VpcEndpointId)}`
        const tagged = called(VpcEndpointId) === VpcEndpointId ? `${words} (${record.ServiceName})` : words
        const changed = (how: string, input: object) =>
          mutant(`${how} ${tagged}`, ec2Request(endpoint, 'ModifyVpcEndpoint', { VpcEndpointId, ...input }))
        const usual = securityGroups.by(fabric, 'vpc', VpcId).find(isDefaultGroup)?.record.GroupId
        const ids = Groups.map(({ GroupId = '' }) => GroupId)
        const found = [
          mutant(
            `Without ${tagged}`,
            ec2Request(endpoint, 'DeleteVpcEndpoints', { VpcEndpointIds: [VpcEndpointId] }),
          ),
          ...RouteTableIds.map((id) =>
            changed(`${called(id)} has no route to`, { RemoveRouteTableIds: [id] }),
          ),
          ...(SubnetIds.length > 1
            ? SubnetIds.map((id) => changed(`Out of ${called(id)}:`, { RemoveSubnetIds: [id] }))
            : []),
          ...changedPolicies(PolicyDocument).map(({ how, policy }) =>
            changed(`${how} in the policy of`, { PolicyDocument: policy }),
          ),
        ]
        if (PolicyDocument !== undefined && !isOpen(PolicyDocument))
          found.push(changed('The usual policy, which allows everything, for', { ResetPolicy: true }))
        if (VpcEndpointType !== 'Interface') return found
        found.push(
          PrivateDnsEnabled
            ? changed('Private DNS is off for', { PrivateDnsEnabled: false })
            : changed('Private DNS is on for', { PrivateDnsEnabled: true }),
        )
        if (DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint !== undefined) {
          const now = !DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint
          found.push(
            changed(`Private DNS ${now ? 'only' : 'not only'} for inbound Resolver endpoints:`, {
              DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: now },
            }),
          )
        }
        if (usual !== undefined && !ids.includes(usual)) {
          found.push(
            changed('The VPC’s default security group alone for', {
              AddSecurityGroupIds: [usual],
              RemoveSecurityGroupIds: ids,
            }),
          )
        }
        return found
      }),
}

const isOpen = (policy: string): boolean => {
  const text = policy.replace(/\s/g, '')
  return !text.includes('"Condition"') && /"Action":"\*"/.test(text) && /"Resource":"\*"/.test(text)
}
