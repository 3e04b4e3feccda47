import { formatAddress } from '../../kernel/address.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { describeTarget } from '../../services/elbv2/targets.ts'
import { addressesOf, interfaceAt } from '../compiled/addresses.ts'
import { balancerArnOf, balancerOf, requestIdleSeconds, type Target } from '../compiled/load-balancers.ts'
import { ephemeralPort } from '../ephemeral-ports.ts'
import type { Note } from '../flow.ts'
import { type Packet, udp } from '../packet.ts'
import { type Move, place } from '../place.ts'
import type { BalancerNode, Position } from '../positions.ts'
import type { Step } from '../rule.ts'
import { balancerActive } from '../rules/balancer-active.ts'
import { balancerListener, listenerFor } from '../rules/balancer-listener.ts'
import { balancerTarget, type Sent } from '../rules/balancer-target.ts'
import { privateLinkGroups } from '../rules/private-link-groups.ts'
import { spreadFlows } from '../spreading.ts'
import { type Passage, passagesOf, passing, straightBack, takenOver } from '../taken-over.ts'

/** The load balancer sends the flow on from the node's own network interface, by its subnet's route table. */
export const balancerNode = place<BalancerNode, Sent>({
  kind: 'balancer-node',
  idOf: ({ eni }) => balancerArnOf(eni),
  rules: [balancerActive, privateLinkGroups, balancerListener, balancerTarget],
  next(step, sent) {
    const { at, flow, packet } = step
    const kept = passing(flow, passageOf(step, sent))
    if ('action' in sent) return answerItself(step, kept)
    const { NetworkInterfaceId: id = '' } = at.eni.record
    const back: Position = at.through
      ? { kind: 'hand-back', eni: at.through.eni }
      : { kind: 'interface-out', eni: at.eni }
    const notes = [
      takenOver.note(id, { packet, back }),
      kept,
      ...(sent.isSpread ? [spreadFlows.note(id, true)] : []),
      ...answerStraight(step, sent),
    ]
    return {
      to: { kind: 'interface-out', eni: at.eni },
      packet: { ...sentOn(step, sent), sender: id },
      notes,
    }
  },
})

function answerItself({ at, packet }: Step<BalancerNode>, kept: Note): Move {
  const id = at.eni.record.NetworkInterfaceId ?? ''
  const answersFrom: Position = { kind: 'interface-out', eni: at.eni }
  return { arrival: { kind: 'interface', id, packet, answersFrom }, notes: [kept] }
}

function sentOn(
  { at, packet }: Step<BalancerNode>,
  { target, preservesClientIn }: Extract<Sent, { target: Target }>,
) {
  const { address: destination, registration } = target
  const onward: Packet = { ...packet, destination, destinationPort: registration.port }
  if (preservesClientIn !== undefined) return onward
  const source = ownAddress(at.eni, destination)
  return { ...onward, source, sourcePort: ephemeralPort(packet, formatAddress(source)) }
}

function ownAddress(eni: NetworkInterface, like: Packet['source']): Packet['source'] {
  const own = addressesOf(eni)
  return own.find((one) => typeof one === typeof like) ?? own[0] ?? like
}

function answerStraight(
  { fabric, at }: Step<BalancerNode>,
  { target: { address }, preservesClientIn: vpc }: Extract<Sent, { target: Target }>,
): Note[] {
  const target = vpc === undefined ? undefined : interfaceAt(fabric, vpc, address)
  const to: Position = { kind: 'hand-back', eni: at.eni }
  const subnet = at.eni.record.SubnetId ?? ''
  return target ? [straightBack.note(target.record.NetworkInterfaceId ?? '', { to, subnet })] : []
}

function passageOf(step: Step<BalancerNode>, sent: Sent): Passage {
  const { fabric, at, packet } = step
  const isNetwork = balancerOf(fabric, at.eni)?.record.Type === 'network'
  const listener = listenerFor(step)
  return {
    kind: isNetwork ? 'network-load-balancer' : 'application-load-balancer',
    id: balancerArnOf(at.eni),
    interface: at.eni.record.NetworkInterfaceId ?? '',
    packet,
    idleSeconds: idleSecondsOf(step),
    ...(listener && { listener: listener.record }),
    ...('action' in sent ? { action: sent.action } : chosenParts(step, sent)),
  }
}

function chosenParts({ at, flow, packet }: Step<BalancerNode>, sent: Extract<Sent, { target: Target }>) {
  const called = at.through && passagesOf(flow).findLast(({ kind }) => kind === 'endpoint')
  return {
    targetGroup: sent.group.record.TargetGroupArn ?? '',
    target: describeTarget(sent.target.registration),
    ...(sent.proxyProtocol && {
      proxyProtocol: { client: called?.packet ?? packet, ...(called && { endpoint: called.id }) },
    }),
  }
}

/** Network Load Balancer guide, network-load-balancers, "Connection idle timeout": TLS and UDP have fixed ones. */
function idleSecondsOf(step: Step<BalancerNode>): number {
  const balancer = balancerOf(step.fabric, step.at.eni)
  if (balancer?.record.Type === 'application') return requestIdleSeconds(balancer)
  if (step.packet.protocol === udp) return 120
  return Number(listenerFor(step)?.side.attributes['tcp.idle_timeout.seconds'] ?? 350)
}
