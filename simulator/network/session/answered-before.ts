import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { balancerArnOf, listenerAt } from '../compiled/load-balancers.ts'
import type { Fabric } from '../fabric.ts'
import { answerTo, type Packet } from '../packet.ts'
import { explainDrop } from '../reasons.ts'
import { type Passage, passagesOf } from '../taken-over.ts'
import { sentFrom, type Trace, type Walk, walk } from '../trace.ts'
import type { AnsweringBalancer } from './peers.ts'

/** How long an Application Load Balancer tries to reach a target, in seconds. */
const targetPatience = 10

/** What a client is told by whoever is on its side of the place where a packet is lost. */
export type Told = AnsweringBalancer | 'nothing'

/**
 * Application Load Balancer guide, load-balancer-troubleshooting: clients are connected with the load balancer, which
 * tells them 503 where it has no target, 504 where its target stays silent and 502 where that refuses. Undefined where no
 * such load balancer took the connection.
 */
export function answeredBefore(fabric: Fabric, { forward, reply }: Trace): Told | undefined {
  const dropped = forward.dropped ?? reply?.dropped
  const balancer = dropped && balancerOn(fabric, forward)
  if (!balancer) return undefined
  const { eni, packet, passages } = balancer
  // The load balancer's own answer has to find back to the client.
  const from = { kind: 'interface-out', eni } as const
  const back = walk(fabric, from, sentFrom(from, answerTo(packet)), { ...forward.flow, direction: 'reply' })
  if (!back.arrival) return 'nothing'
  const { answer } = explainDrop(dropped.reason)
  if (answer === 'http-503') return { kind: 'balancer', status: 503, passages }
  if (answer === 'reset') return { kind: 'balancer', status: 502, passages }
  return { kind: 'balancer', status: 504, delay: targetPatience, passages }
}

interface Balancer {
  readonly eni: NetworkInterface
  /** As it came from the client. */
  readonly packet: Packet
  readonly passages: readonly Passage[]
}

function balancerOn(fabric: Fabric, { dropped, hops, flow }: Walk): Balancer | undefined {
  const passages = passagesOf(flow)
  const passed = passages.find(({ kind, action }) => kind === 'application-load-balancer' && !action)
  if (passed) {
    const eni = networkInterfaces.get(fabric, passed.interface)
    return eni && { eni, packet: passed.packet, passages }
  }
  const last = hops.at(-1)
  const isWithoutTarget = dropped && explainDrop(dropped.reason).answer === 'http-503'
  if (!isWithoutTarget || last?.position.kind !== 'balancer-node') return undefined
  const { position, packet } = last
  const { eni } = position
  const id = balancerArnOf(eni)
  const listener = listenerAt(fabric, id, packet.destinationPort)?.record
  const here: Passage = {
    kind: 'application-load-balancer',
    id,
    interface: eni.record.NetworkInterfaceId ?? '',
    packet,
    idleSeconds: 60,
    ...(listener && { listener }),
  }
  return { eni, packet, passages: [...passages, here] }
}
