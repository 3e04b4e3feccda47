import type { Fabric } from '../../network/fabric.ts'
import type { RepairRequest } from '../../network/mending/repair.ts'

// What somebody may have done otherwise than a right solution: one change of a solved world, as the requests of one
// command. Where AWS wants several commands for one such change (a public path), a mutant has several.

/** What a change may be seen by: what packets do, what names mean, what calls are allowed, who may connect. */
export type Aspect = 'packets' | 'names' | 'calls' | 'offers'

export interface Mutant {
  /** What it does, for authors: what is said of names, and not of ids, stays the same when a setup changes. */
  readonly sentence: string
  readonly requests: readonly RepairRequest[]
}

/** The solved world, as mutators look at it. */
export interface SolvedWorld {
  readonly fabric: Fabric
  /** What people call a thing: its Name tag, its own name, the variable that has its id, or its id. */
  called(id: string | undefined): string
  /** VPCs with something in them: what is in others matters to nobody. */
  readonly vpcs: ReadonlySet<string>
  /** Whether the learner made, or changed, a thing of the lab's own: what is around AWS is given otherwise. */
  isOwn(table: string, key: string): boolean
}

/** One kind of change, in a file named after what it changes. */
export interface Mutator {
  readonly name: string
  readonly changes: readonly Aspect[]
  mutants(world: SolvedWorld): readonly Mutant[]
}

export const mutant = (sentence: string, ...requests: readonly RepairRequest[]): Mutant => ({
  sentence,
  requests,
})
