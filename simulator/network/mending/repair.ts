import type { Operations } from '../../api/generated/types.d.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { Position } from '../positions.ts'
import type { DropReason } from '../reasons.ts'
import type { Dropped, Trace, Walk } from '../trace.ts'

// What could be done about a drop, as requests that anybody could send.

/** A change of the world that lets one dropped packet pass. */
export interface Repair {
  /** What it does, for people: "Let the security group admit tcp 443 from 10.0.1.10". */
  readonly sentence: string
  readonly requests: readonly RepairRequest[]
}

export interface RepairRequest {
  readonly account: string
  readonly region: string
  readonly service: string
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

/** A dropped packet, with all that a repair may need to know of it. */
export interface Failure {
  readonly fabric: Fabric
  readonly dropped: Dropped
  /** Where the packet was, and what it looked like there. */
  readonly position: Position
  readonly packet: Packet
  readonly direction: 'forward' | 'reply'
  readonly trace: Trace
  readonly walk: Walk
}

/** The ways to let such a packet pass, the likeliest first; none where nothing that a person may change helps. */
export type Repairer = (failure: Failure) => readonly Repair[]

export type Repairers = Readonly<Partial<Record<DropReason, Repairer>>>

/** The first thing that went wrong with a flow: on its way there, or else with its answer. */
export function failureOf(fabric: Fabric, trace: Trace): Failure | undefined {
  const walk = trace.forward.dropped ? trace.forward : trace.reply
  const last = walk?.hops.at(-1)
  if (!walk?.dropped || !last) return undefined
  const direction = walk === trace.forward ? 'forward' : 'reply'
  return {
    fabric,
    dropped: walk.dropped,
    position: last.position,
    packet: last.packet,
    direction,
    trace,
    walk,
  }
}

type Ec2 = Operations['ec2']

/** A request to EC2 for whoever owns a resource, in its Region. */
export const ec2Request = <N extends keyof Ec2 & string>(
  owner: { readonly account: string; readonly region: string },
  operation: N,
  input: Ec2[N]['input'],
): RepairRequest => ({
  account: owner.account,
  region: owner.region,
  service: 'ec2',
  operation,
  input: input as Readonly<Record<string, unknown>>,
})
