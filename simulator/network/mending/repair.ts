import type { Input, Operations } from '../../services/operation.ts'
import { labScope, type Scope } from '../../world/held.ts'
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
  /** It was not told from the world that this helps: what stands in the way after it may not have stood there before. */
  readonly isGuess?: true
}

export interface RepairRequest {
  readonly account: string
  readonly region: string
  readonly service: string
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  /** A member of the answer that requests after it in the same repair use, as `$NAME`. */
  readonly keeps?: { readonly name: string; readonly member: string }
  /** It changes nothing, but waits until what it describes has come to its end: a waiter of the AWS CLI's. */
  readonly waiter?: string
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

/** A request to a service for whoever owns a resource, in its Region. */
export const requestTo = <S extends keyof Operations & string, N extends keyof Operations[S] & string>(
  service: S,
  { account, region }: Scope,
  operation: N,
  input: Input<S, N>,
): RepairRequest => ({
  account,
  region,
  service,
  operation,
  input: input as Readonly<Record<string, unknown>>,
})

type Ec2 = Operations['ec2']

export const ec2Request = <N extends keyof Ec2 & string>(
  owner: Scope,
  operation: N,
  input: Input<'ec2', N>,
): RepairRequest => requestTo('ec2', owner, operation, input)

/** A request to one of the lab's own services, which know neither accounts nor Regions. */
export const labRequest = <S extends 'onprem' | 'host' | 'fault', N extends keyof Operations[S] & string>(
  service: S,
  operation: N,
  input: Input<S, N>,
): RepairRequest => requestTo(service, labScope, operation, input)

/** A repair of one request. */
export const repair = (sentence: string, ...requests: readonly RepairRequest[]): Repair => ({
  sentence,
  requests,
})

/** A repair that is worth a try, without a sign that it leads anywhere. */
export const guess = (sentence: string, ...requests: readonly RepairRequest[]): Repair => ({
  sentence,
  requests,
  isGuess: true,
})
