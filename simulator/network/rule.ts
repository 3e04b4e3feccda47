import type { Ec2, Elbv2 } from '../api/generated/types.d.ts'
import type { Arrival } from './arrival.ts'
import type { Fabric } from './fabric.ts'
import type { Flow } from './flow.ts'
import type { Packet } from './packet.ts'
import type { Position } from './positions.ts'
import type { DropReason, PassReason } from './reasons.ts'

// A rule judges one thing about a packet at a place. It never decides what comes next: that is the place's.

/** What a rule may look at. */
export interface Step<At> {
  readonly fabric: Fabric
  readonly packet: Packet
  /** Where the packet is. */
  readonly at: At
  /** Which way it goes, and what the devices that it passed before remember of it. */
  readonly flow: Flow
  /** Sends another packet, there and back: a health check, or what a load balancer wraps the packet in. */
  readonly probe: Probe
}

export type Probe = (start: Position, packet: Packet) => Probed

/** What became of it, as far as a rule may ask. */
export interface Probed {
  readonly forward: ProbedWalk
  readonly reply?: ProbedWalk
}

interface ProbedWalk {
  readonly arrival?: Arrival
  readonly dropped?: { readonly reason: DropReason; readonly at: string }
  readonly flow: Flow
}

export interface Rule<At, Found = unknown> {
  readonly id: string
  /** For people, answered by the verdict: "Does a rule of a security group admit the packet?" */
  readonly question: string
  judge(step: Step<At>): Judgement<Found>
}

export type Judgement<Found = unknown> = Pass<Found> | Drop

export interface Pass<Found = unknown> {
  readonly verdict: 'pass'
  readonly reason: PassReason
  /** Ids of what decided, which a person may look up. */
  readonly evidence: readonly string[]
  readonly detail?: Detail
  /** What the place needs to know to go on: the route that was chosen, the interface that was found. */
  readonly found?: Found
}

export interface Drop {
  readonly verdict: 'drop'
  readonly reason: DropReason
  readonly evidence: readonly string[]
  readonly detail?: Detail
}

/** The line of a resource that decided, in AWS's shape. */
export interface Detail {
  readonly route?: Ec2.Route
  readonly transitRoute?: Ec2.TransitGatewayRoute
  readonly aclEntry?: Ec2.NetworkAclEntry
  readonly groupRule?: Ec2.SecurityGroupRule
  readonly listener?: Elbv2.Listener
  readonly target?: Elbv2.TargetDescription
  /** The largest packet that passes, in bytes. */
  readonly mtu?: number
  /** Further words for people: "10.0.3.0/24 is not in the allowed prefixes". */
  readonly note?: string
}

const nothing: readonly string[] = []

export const pass = <Found = undefined>(
  reason: PassReason,
  evidence: readonly string[] = nothing,
  rest?: { readonly found?: Found; readonly detail?: Detail },
): Pass<Found> => ({ verdict: 'pass', reason, evidence, ...rest })

export const drop = (reason: DropReason, evidence: readonly string[] = nothing, detail?: Detail): Drop =>
  detail ? { verdict: 'drop', reason, evidence, detail } : { verdict: 'drop', reason, evidence }
