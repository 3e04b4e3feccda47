import type { Elbv2 } from '../api/generated/types.d.ts'
import { type Flow, memory, type Note } from './flow.ts'
import type { Packet } from './packet.ts'
import type { Position } from './positions.ts'

// Endpoints, load balancers and resource gateways take a flow over: they send it on under another header, and give
// what comes back to whoever they had it from.

export interface TakenOver {
  /** As it came. */
  readonly packet: Packet
  /** Where its answer goes. */
  readonly back: Position
}

/** By the network interface that it came to. */
export const takenOver = memory<TakenOver>('taken-over')

/**
 * Where an interface's answer goes without asking a route table. Network Load Balancer guide,
 * edit-target-group-attributes: the answer to a client whose address was preserved still goes through the load balancer.
 */
export const straightBack = memory<{ readonly to: Position; readonly subnet: string }>('straight-back')

/** What took a flow over, as servers, logs and sessions want to know it. */
export interface Passage {
  readonly kind: 'endpoint' | 'network-load-balancer' | 'application-load-balancer' | 'resource-gateway'
  /** `vpce-…`, the load balancer's ARN, `rgw-…`. */
  readonly id: string
  /** The network interface that it came to. */
  readonly interface: string
  /** As it came. */
  readonly packet: Packet
  /** After how many seconds without traffic the flow is forgotten. */
  readonly idleSeconds: number
  readonly listener?: Elbv2.Listener
  /** What an Application Load Balancer does if it answers by itself. */
  readonly action?: Elbv2.Action
  readonly targetGroup?: string
  readonly target?: Elbv2.TargetDescription
  /** What it writes in front of the connection, where the target group says so. */
  readonly proxyProtocol?: ProxyHeader
}

/** A header of proxy protocol version 2. */
export interface ProxyHeader {
  readonly client: Packet
  /** Network Load Balancer guide, edit-target-group-attributes: the type-length-value 0xEA with subtype 0x01. */
  readonly endpoint?: string
}

const passages = memory<readonly Passage[]>('passages')

/** Everything that took the flow over, in the order in which it did. */
export const passagesOf = (flow: Flow): readonly Passage[] => passages.recall(flow, 'all') ?? []

/** Adds to them. */
export const passing = (flow: Flow, ...more: readonly Passage[]): Note =>
  passages.note('all', [...passagesOf(flow), ...more])
