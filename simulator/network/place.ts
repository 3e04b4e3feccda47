import type { Arrival } from './arrival.ts'
import type { Note } from './flow.ts'
import type { Packet } from './packet.ts'
import type { Position } from './positions.ts'
import type { Rule, Step } from './rule.ts'

// A kind of place that a packet can be at. It lists its rules in the order in which they judge and, when all of
// them let the packet pass, says where it goes. A place never drops a packet: what can fail is a rule.

export interface Place<At extends Position = Position> {
  readonly kind: At['kind']
  /** The resource that people know the place as: `eni-…`, `acl-…`, `igw-…`. */
  idOf(at: At): string
  readonly rules: readonly Rule<At>[]
  /** `found` is what the last of the rules found that found something. */
  next(step: Step<At>, found: never): Move
}

export type Move = GoOn | Arrive

export interface GoOn {
  readonly to: Position
  /** The packet from here on, where the place rewrote it. */
  readonly packet?: Packet
  readonly notes?: readonly Note[]
}

export interface Arrive {
  readonly arrival: Arrival
  readonly notes?: readonly Note[]
}

/** Declares a place; `Found` is what its deciding rule finds. */
export const place = <At extends Position, Found = undefined>(declared: {
  readonly kind: At['kind']
  idOf(at: At): string
  readonly rules: readonly Rule<At>[]
  next(step: Step<At>, found: Found): Move
}): Place<At> => declared as Place<At>
