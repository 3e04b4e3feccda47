import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Address } from '../../kernel/address.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { peeringConnections, vpcIdsOf } from '../../services/ec2/vpc-peering-connections.ts'
import type { LoadBalancer } from '../../services/elbv2/load-balancers.ts'
import { targetGroups } from '../../services/elbv2/target-groups.ts'
import { describeTarget } from '../../services/elbv2/targets.ts'
import { balancerOf, settingsOf, type Target, targetsOf, zoneOf } from '../compiled/load-balancers.ts'
import { chooseRoute, tableOfSubnet } from '../compiled/routes.ts'
import type { BalancerNode } from '../positions.ts'
import { drop, type Judgement, pass, type Rule, type Step } from '../rule.ts'
import { type Chosen, chooseTarget } from '../target-choice.ts'
import { stateOfTarget } from '../target-states.ts'
import { listenerFor } from './balancer-listener.ts'
import { isInSubnet } from './route.ts'

export type Sent =
  | { readonly action: Elbv2.Action; readonly rule?: string }
  | (Chosen & {
      /** The VPC of the target that sees the client's address; none where it sees the node's. */
      readonly preservesClientIn?: string
      readonly proxyProtocol: boolean
    })

export const balancerTarget: Rule<BalancerNode, Sent> = {
  id: 'balancer-target',
  question: 'Is there a target that the node of the load balancer can send the flow to?',
  judge(step) {
    const { fabric, at } = step
    const balancer = balancerOf(fabric, at.eni)
    const listener = listenerFor(step)
    if (!balancer || !listener) return drop('no-listener')
    const choice = chooseTarget({ ...step, balancer, listener, zone: zoneOf(fabric, at.eni) })
    if ('action' in choice) {
      const decided = choice.rule ?? listener.record.ListenerArn ?? ''
      return pass('balancer-answers', [decided], { found: choice as Sent })
    }
    if (!('none' in choice)) return judgeTarget(step, balancer, choice)
    // Application Load Balancer guide, load-balancer-troubleshooting: clients are answered 503 then.
    if (balancer.record.Type === 'application') {
      return drop('no-target-for-requests', [choice.group], statesNote(step, choice.group))
    }
    if (choice.none === 'not-in-zone')
      return drop('no-target-in-zone', [choice.group], zonesNote(step, choice.zones))
    return drop('target-group-is-empty', [choice.group], statesNote(step, choice.group))
  },
}

const zonesNote = ({ fabric, at }: Step<BalancerNode>, zones: readonly string[]) => ({
  note: `The node is in ${zoneOf(fabric, at.eni)}, targets are in ${zones.join(', ')}.`,
})

/** Why none of the registered targets will do. */
function statesNote({ fabric, probe }: Step<BalancerNode>, arn: string) {
  const group = targetGroups.get(fabric, arn)
  if (!group) return undefined
  const states = new Map(
    targetsOf(fabric, arn).map(({ registration }) => {
      const { State, Description = `Target is ${State}` } = stateOfTarget(fabric, probe, group, registration)
      return [registration.id, Description]
    }),
  )
  return { note: [...states].map(([id, why]) => `${id}: ${why}.`).join(' ') || 'No target is registered.' }
}

function judgeTarget(step: Step<BalancerNode>, balancer: LoadBalancer, chosen: Chosen): Judgement<Sent> {
  const { group, target, isHealthy, rule } = chosen
  const { TargetGroupArn = '' } = group.record
  const evidence = [...(rule === undefined ? [] : [rule]), TargetGroupArn, target.registration.id]
  const { preservesClient: isWished, proxyProtocol } = settingsOf(group)
  const preservesClient = isWished && canPreserve(step, balancer, target)
  const detail = { target: describeTarget(target.registration) }
  // Network Load Balancer guide, load-balancer-troubleshooting, "loopback-timeout".
  if (preservesClient && step.packet.source === target.address) {
    return drop('client-is-the-target', evidence, detail)
  }
  const near = preservesClient ? nearVpcOf(step, balancer, target.address) : undefined
  if (preservesClient && near === undefined) return drop('client-address-needs-near-target', evidence, detail)
  const found: Sent = { ...chosen, ...(near !== undefined && { preservesClientIn: near }), proxyProtocol }
  return pass(isHealthy ? 'target-chosen' : 'no-target-healthy', evidence, { found, detail })
}

// PrivateLink guide, create-endpoint-service: targets see the node's address, whatever the target group says. Network
// Load Balancer guide, edit-target-group-attributes: so they do where client and target differ in the kind of address.
const canPreserve = (
  { at, packet }: Step<BalancerNode>,
  balancer: LoadBalancer,
  { address }: Target,
): boolean => !at.through && balancer.record.Type === 'network' && typeof address === typeof packet.source

// The same page: with client IP preservation, targets must be in the same VPC or in a peered one in the Region.
function nearVpcOf(
  { fabric, at }: Step<BalancerNode>,
  balancer: LoadBalancer,
  address: Address,
): string | undefined {
  const { VpcId = '' } = balancer.record
  const subnet = subnets.get(fabric, at.eni.record.SubnetId ?? '')
  if (subnet && isInSubnet(subnet, address)) return VpcId
  const table = tableOfSubnet(fabric, VpcId, at.eni.record.SubnetId ?? '')
  const route = table && chooseRoute(fabric, table, address)
  if (route?.VpcPeeringConnectionId !== undefined) {
    const peering = peeringConnections.get(fabric, route.VpcPeeringConnectionId)
    const { AccepterVpcInfo, RequesterVpcInfo } = peering?.record ?? {}
    if (!peering || AccepterVpcInfo?.Region !== RequesterVpcInfo?.Region) return undefined
    return vpcIdsOf(peering).find((id) => id !== VpcId)
  }
  // What is inspected on its way is judged at the endpoint of the Gateway Load Balancer.
  if (route?.GatewayId?.startsWith('vpce-')) return VpcId
  return route === undefined || route.GatewayId === 'local' ? VpcId : undefined
}
