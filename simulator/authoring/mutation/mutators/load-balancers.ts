import { requestTo } from '../../../network/mending/repair.ts'
import { isDefaultGroup, securityGroups } from '../../../services/ec2/security-groups.ts'
import { listeners } from '../../../services/elbv2/listeners.ts'
import { loadBalancers } from '../../../services/elbv2/load-balancers.ts'
import { type Mutator, mutant } from '../mutator.ts'

const crossZone = 'load_balancing.cross_zone.enabled'

/** A load balancer is in fewer zones, has other groups or listeners, or does not balance across zones. */
export const balancers: Mutator = {
  name: 'load-balancers',
  changes: ['packets'],
  mutants: ({ fabric, called }) =>
    loadBalancers.everyone(fabric).flatMap((balancer) => {
      const { LoadBalancerArn = '', Type, SecurityGroups = [], VpcId = '' } = balancer.record
      const { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforces } = balancer.record
      const words = `the load balancer ${called(LoadBalancerArn)}`
      const isAcross = (balancer.side.attributes[crossZone] ?? String(Type === 'application')) === 'true'
      const subnets = balancer.side.nodes.map((node) => node.subnet)
      const usual = securityGroups.by(fabric, 'vpc', VpcId).find(isDefaultGroup)?.record.GroupId
      const found = [
        ...(Type === 'application'
          ? []
          : [
              mutant(
                `Without balancing across zones: ${words}`,
                requestTo('elbv2', balancer, 'ModifyLoadBalancerAttributes', {
                  LoadBalancerArn,
                  Attributes: [{ Key: crossZone, Value: String(!isAcross) }],
                }),
              ),
            ].map((one) => (isAcross ? one : { ...one, sentence: `Balancing across zones: ${words}` }))),
        ...(subnets.length > 1
          ? subnets.map((id) =>
              mutant(
                `Out of ${called(id)}: ${words}`,
                requestTo('elbv2', balancer, 'SetSubnets', {
                  LoadBalancerArn,
                  Subnets: subnets.filter((one) => one !== id),
                }),
              ),
            )
          : []),
      ]
      if (SecurityGroups.length && usual !== undefined && !SecurityGroups.includes(usual)) {
        found.push(
          mutant(
            `The VPC’s default security group alone for ${words}`,
            requestTo('elbv2', balancer, 'SetSecurityGroups', { LoadBalancerArn, SecurityGroups: [usual] }),
          ),
        )
      }
      if (SecurityGroups.length && Type === 'network') {
        const now = enforces === 'off' ? 'on' : 'off'
        found.push(
          mutant(
            `Inbound rules on PrivateLink traffic are ${now} at ${words}`,
            requestTo('elbv2', balancer, 'SetSecurityGroups', {
              LoadBalancerArn,
              SecurityGroups,
              EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: now,
            }),
          ),
        )
      }
      const ofListeners = listeners.by(fabric, 'load-balancer', LoadBalancerArn).flatMap((listener) => {
        const { ListenerArn = '', Port } = listener.record
        const removed = mutant(
          `Without the listener ${Port ?? ''} of ${words}`,
          requestTo('elbv2', listener, 'DeleteListener', { ListenerArn }),
        )
        if (Port === undefined) return [removed]
        const moved = mutant(
          `The listener ${Port} of ${words} has port ${Port + 1}`,
          requestTo('elbv2', listener, 'ModifyListener', { ListenerArn, Port: Port + 1 }),
        )
        return [removed, moved]
      })
      return [...found, ...ofListeners]
    }),
}
