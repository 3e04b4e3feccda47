import type { Elbv2 } from '../../api/generated/types.d.ts'
import { type Listener, listenersOf } from '../../services/elbv2/listeners.ts'
import { balancerArnOf, balancerOf, listenerAt } from '../compiled/load-balancers.ts'
import { tcp, udp } from '../packet.ts'
import type { BalancerNode } from '../positions.ts'
import { drop, pass, type Rule, type Step } from '../rule.ts'

// Network and Application Load Balancer guides, load-balancer-listeners: a listener takes its own port and protocol. What
// no listener of a Network Load Balancer takes is "unintended traffic", which it drops.
export const balancerListener: Rule<BalancerNode> = {
  id: 'balancer-listener',
  question: 'Has the load balancer a listener for the protocol and port?',
  judge(step) {
    const arn = balancerArnOf(step.at.eni)
    const listener = listenerFor(step)
    const isNetwork = balancerOf(step.fabric, step.at.eni)?.record.Type === 'network'
    const missing = isNetwork ? 'no-listener' : 'no-listener-for-requests'
    if (!listener) return drop(missing, [arn], listensOn(step, arn))
    const { ListenerArn = '' } = listener.record
    return pass('listener-found', [ListenerArn, arn], { detail: { listener: listener.record } })
  },
}

function listensOn({ fabric }: Step<BalancerNode>, arn: string) {
  const all = listenersOf(fabric, arn).map(({ record }) => `${record.Protocol} ${record.Port}`)
  return { note: all.length ? `It listens on ${all.join(', ')}.` : 'It has no listener at all.' }
}

const overTcp: readonly (Elbv2.ProtocolEnum | undefined)[] = ['TCP', 'TLS', 'TCP_UDP', 'HTTP', 'HTTPS']
const overUdp: readonly (Elbv2.ProtocolEnum | undefined)[] = ['UDP', 'TCP_UDP']

/** The listener that takes the packet. */
export function listenerFor({ fabric, packet, at }: Step<BalancerNode>): Listener | undefined {
  const listener = listenerAt(fabric, balancerArnOf(at.eni), packet.destinationPort)
  const { protocol } = packet
  const carried = protocol === tcp ? overTcp : protocol === udp ? overUdp : []
  return carried.includes(listener?.record.Protocol) ? listener : undefined
}
