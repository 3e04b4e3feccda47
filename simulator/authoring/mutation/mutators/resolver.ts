import { requestTo } from '../../../network/mending/repair.ts'
import { resolverEndpoints } from '../../../services/route53resolver/endpoints.ts'
import { firewallAssociations } from '../../../services/route53resolver/firewall-associations.ts'
import { ruleAssociations } from '../../../services/route53resolver/rule-associations.ts'
import { resolverRules } from '../../../services/route53resolver/rules.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A Resolver rule does not hold in a VPC or asks the wrong server; an endpoint is not there, or in fewer subnets. */
export const resolvers: Mutator = {
  name: 'resolver',
  changes: ['packets', 'names'],
  mutants: ({ fabric, called }) => [
    ...ruleAssociations.everyone(fabric).map((association) => {
      const { ResolverRuleId = '', VPCId = '' } = association.record
      return mutant(
        `The Resolver rule ${called(ResolverRuleId)} does not hold in ${called(VPCId)}`,
        requestTo('route53resolver', association, 'DisassociateResolverRule', { ResolverRuleId, VPCId }),
      )
    }),
    ...resolverRules
      .everyone(fabric)
      .filter(({ record }) => record.RuleType === 'FORWARD' && record.TargetIps?.length)
      .map((rule) => {
        const { Id = '', DomainName } = rule.record
        return mutant(
          `Questions for ${DomainName} go to 192.0.2.53, by the Resolver rule ${called(Id)}`,
          requestTo('route53resolver', rule, 'UpdateResolverRule', {
            ResolverRuleId: Id,
            Config: { TargetIps: [{ Ip: '192.0.2.53', Port: 53 }] },
          }),
        )
      }),
    ...resolverEndpoints.everyone(fabric).flatMap((endpoint) => {
      const { Id = '', Direction } = endpoint.record
      const words = `the ${Direction?.toLowerCase()} Resolver endpoint ${called(Id)}`
      return [
        mutant(
          `Without ${words}`,
          requestTo('route53resolver', endpoint, 'DeleteResolverEndpoint', { ResolverEndpointId: Id }),
        ),
        ...endpoint.side.addresses.map(({ response: { IpId = '', SubnetId } }) =>
          mutant(
            `Out of ${called(SubnetId)}: ${words}`,
            requestTo('route53resolver', endpoint, 'DisassociateResolverEndpointIpAddress', {
              ResolverEndpointId: Id,
              IpAddress: { IpId },
            }),
          ),
        ),
      ]
    }),
    ...firewallAssociations.everyone(fabric).map((association) => {
      const { Id = '', VpcId } = association.record
      return mutant(
        `The DNS Firewall does not guard ${called(VpcId)} by ${called(association.record.FirewallRuleGroupId)}`,
        requestTo('route53resolver', association, 'DisassociateFirewallRuleGroup', {
          FirewallRuleGroupAssociationId: Id,
        }),
      )
    }),
  ],
}
