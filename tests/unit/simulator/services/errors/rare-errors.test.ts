import { expect, it } from 'vitest'
import { balancingWorld } from '../elbv2/elbv2-world.ts'
import { network } from '../route53resolver/networks.ts'

// Errors of AWS's that few requests meet, and that no test of the resource itself asks for.

it('Elastic Load Balancing lets an action forward to five target groups', () => {
  const { open, groupOf, listen, refused } = balancingWorld()
  const balancer = open()
  const groups = Array.from({ length: 6 }, (_, n) => groupOf({ Name: `targets-${n}` }))
  const { ListenerArn = '' } = listen(balancer, groups[0]!)
  const TargetGroups = groups.map(({ TargetGroupArn = '' }) => ({ TargetGroupArn }))
  const DefaultActions = [{ Type: 'forward' as const, ForwardConfig: { TargetGroups } }]
  expect(refused('ModifyListener', { ListenerArn, DefaultActions })).toMatch(
    /^TooManyUniqueTargetGroupsPerLoadBalancer: /,
  )
})

it('the Resolver keeps tag keys of AWS’s own', () => {
  const { endpoint, refusedBy, call } = network()
  const ResolverEndpointId = endpoint()
  const { ResolverEndpoint } = call('route53resolver', 'GetResolverEndpoint', { ResolverEndpointId })
  const ResourceArn = ResolverEndpoint!.Arn!
  expect(
    refusedBy('route53resolver', 'TagResource', { ResourceArn, Tags: [{ Key: 'aws:a', Value: '1' }] }),
  ).toMatch(/^InvalidTagException: /)
})

it('the Resolver makes no rule for an endpoint that is being deleted', () => {
  const { endpoint, refusedBy, call } = network()
  const ResolverEndpointId = endpoint({ Direction: 'OUTBOUND' })
  call('route53resolver', 'DeleteResolverEndpoint', { ResolverEndpointId })
  const request = {
    CreatorRequestId: 'late',
    RuleType: 'FORWARD',
    DomainName: 'corp.example',
    ResolverEndpointId,
    TargetIps: [{ Ip: '192.168.0.53' }],
  } as const
  expect(refusedBy('route53resolver', 'CreateResolverRule', request)).toMatch(
    /^ResourceUnavailableException: /,
  )
})

it('the Resolver associates no rule that is being deleted', () => {
  const { endpoint, forward, vpc, refusedBy, call } = network()
  const ResolverRuleId = forward(endpoint({ Direction: 'OUTBOUND' }), 'corp.example')
  call('route53resolver', 'DeleteResolverRule', { ResolverRuleId })
  expect(refusedBy('route53resolver', 'AssociateResolverRule', { ResolverRuleId, VPCId: vpc })).toMatch(
    /^ResourceUnavailableException: /,
  )
})
