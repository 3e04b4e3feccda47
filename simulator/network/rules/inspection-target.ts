import type { Elbv2 } from '../../api/generated/types.d.ts'
import { type Address, formatAddress } from '../../kernel/address.ts'
import { attributeOf } from '../../services/elbv2/attributes.ts'
import { isCrossZone } from '../../services/elbv2/cross-zone.ts'
import { listenersOf } from '../../services/elbv2/listeners.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { targetGroupAttributes } from '../../services/elbv2/target-group-attributes.ts'
import { type TargetGroup, targetGroups } from '../../services/elbv2/target-groups.ts'
import { describeTarget } from '../../services/elbv2/targets.ts'
import { isDown } from '../../services/fault/faults.ts'
import { actionOf, type Target, targetsOf, zoneOf } from '../compiled/load-balancers.ts'
import type { Fabric } from '../fabric.ts'
import { memory } from '../flow.ts'
import { type Packet, symmetricHash, tcp } from '../packet.ts'
import type { InspectionNode } from '../positions.ts'
import { perRecord } from '../remembered.ts'
import { drop, type Judgement, pass, type Rule } from '../rule.ts'
import { struckAt } from '../struck.ts'
import { stateOfTarget } from '../target-states.ts'

// Gateway Load Balancer guide: gateway-load-balancers, target-groups, health-checks, edit-target-group-attributes.

/** By endpoint: the address of the appliance that a flow went to. Both directions go to the same one. */
export const inspectors = memory<Address>('inspector')

export interface InspectorFound {
  readonly address: Address
  /** Whether another flow might have gone to another appliance. */
  readonly isSpread: boolean
}

export const inspectionBalancerActive: Rule<InspectionNode> = {
  id: 'inspection-balancer-active',
  question: 'Is the Gateway Load Balancer active?',
  judge({ fabric, at: { balancer, eni } }) {
    const struck = isDown(fabric, balancer) ? balancer : struckAt(fabric, eni)
    if (struck !== undefined) return drop('struck-by-fault', [struck, balancer])
    const state = loadBalancers.get(fabric, balancer)?.record.State?.Code
    if (state === 'active' || state === 'active_impaired') return pass('balancer-is-active', [balancer])
    return drop('balancer-not-active', [balancer], { note: `Its state is ${state ?? 'unknown'}.` })
  },
}

// Gateway Load Balancer guide, gateway-load-balancers, "Asymmetric flows": supported when the load balancer sees the
// first packet and not the answer, but not the other way round. For other protocols than TCP an answer begins a flow,
// too.
export const inspectionFlow: Rule<InspectionNode> = {
  id: 'inspection-flow',
  question: 'Did the Gateway Load Balancer see how the connection began?',
  judge({ packet, at: { balancer, endpoint }, flow }) {
    const begins = flow.direction === 'forward' || packet.protocol !== tcp
    if (begins || inspectors.recall(flow, endpoint) !== undefined) return pass('inspection-knows-the-flow')
    return drop('inspection-knows-no-such-flow', [balancer, endpoint])
  },
}

export const inspectionTarget: Rule<InspectionNode, InspectorFound> = {
  id: 'inspection-target',
  question: 'Is there an appliance for the flow?',
  judge({ fabric, probe, packet, at, flow }) {
    const balancer = loadBalancers.get(fabric, at.balancer)!
    const group = groupBehind(fabric, at.balancer)
    if (!group) return drop('no-listener-for-inspection', [at.balancer])
    const arn = targetGroups.idOf(group)
    const all = targetsOf(fabric, arn)
    const known = inspectors.recall(flow, at.endpoint)
    const before = all.find(({ address }) => address === known)
    if (before) return chosen(arn, before, 'same-appliance-again', false)
    // One that is deregistering keeps the flows that it has and gets no new ones.
    const staying = all.filter(({ registration }) => registration.drainsUntil === undefined)
    if (!staying.length) return drop('no-appliance-registered', [arn])
    // "When cross-zone load balancing is disabled, which is the default, each load balancer node distributes traffic
    // across the registered targets in its Availability Zone only."
    const isNear = ({ zone }: Target) => zone === undefined || zone === zoneOf(fabric, at.eni)
    const near = isCrossZone(balancer, group) ? staying : staying.filter(isNear)
    if (!near.length) return drop('no-appliance-in-zone', [at.balancer, arn], zoneNote(fabric, at))
    const usable = near.filter(({ registration }) =>
      isUsable(stateOfTarget(fabric, probe, group, registration)),
    )
    // Without a healthy one, the load balancer picks any for the life of the flow, which drops what it gets.
    if (!usable.length)
      return drop('no-appliance-healthy', [arn, ...near.map(({ registration }) => registration.id)])
    const target = usable[symmetricHash(stickyPart(group, packet), at.endpoint) % usable.length]!
    return chosen(arn, target, 'appliance-chosen', usable.length > 1)
  },
}

const zoneNote = (fabric: Fabric, { eni }: InspectionNode) => ({
  note: `The node is in ${zoneOf(fabric, eni)}.`,
})

function chosen(
  group: string,
  { registration, address }: Target,
  reason: 'appliance-chosen' | 'same-appliance-again',
  isSpread: boolean,
): Judgement<InspectorFound> {
  const detail = { target: describeTarget(registration) }
  return pass(reason, [group, registration.id, formatAddress(address)], {
    found: { address, isSpread },
    detail,
  })
}

function groupBehind(fabric: Fabric, balancer: string): TargetGroup | undefined {
  const [listener] = listenersOf(fabric, balancer)
  const action = listener && actionOf(listener.record)
  return targetGroups.get(
    fabric,
    action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn ?? '',
  )
}

// "Your Gateway Load Balancer starts routing requests to a newly registered target as soon as the registration
// process completes."
const isUsable = ({ State, Reason }: Elbv2.TargetHealth): boolean =>
  State === 'healthy' || (State === 'initial' && Reason === 'Elb.InitialHealthChecking')

const stickinessOf = perRecord(({ record, side }: TargetGroup): string | undefined => {
  const read = (key: string) => attributeOf(targetGroupAttributes(record), side.attributes ?? {}, key)
  return read('stickiness.enabled') === 'true' ? read('stickiness.type') : undefined
})

/** What of the header tells flows apart: five fields, or as few as the group's stickiness says. */
function stickyPart(group: TargetGroup, packet: Packet): Packet {
  const type = stickinessOf(group)
  if (type === undefined) return packet
  const withoutPorts = { ...packet, sourcePort: 0, destinationPort: 0 }
  return type === 'source_ip_dest_ip' ? { ...withoutPorts, protocol: 0 } : withoutPorts
}
