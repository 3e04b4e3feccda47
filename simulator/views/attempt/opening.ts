import type { Contract } from '../../api/model.ts'
import type { SavedHistory } from '../../kernel/history.ts'
import { learner } from '../../packs/accounts.ts'
import type { BegunWorld } from '../../packs/begin.ts'
import type { LateScenario, Scenario } from '../../packs/scenario.ts'
import type { SetupPorts } from '../../packs/setup-terminals.ts'
import type { LogEntry } from '../../shell/lab/log.ts'
import type { TerminalOptions } from '../../shell/terminal.ts'
import type { SavedWindow } from '../../shell/terminal-window.ts'
import { needCatalogue } from '../../world/catalogue/need.ts'
import type { SavedAttempt } from './attempt.ts'
import type { HandedIn, Origin } from './submission.ts'

/** What a lab is opened with. */
export interface LabOptions {
  readonly contract: Contract
  /** Everything random in the lab's world follows from it. */
  readonly seed?: string
  /** Resolves after timers and messages had a turn; the platform knows how. */
  turn(): Promise<void>
  readonly terminal?: TerminalOptions
  /** A lab to go on with: what `save` gave. The seed is in it. */
  readonly saved?: string
  /** What there is to do; of a saved lab, the one that it was saved with. */
  readonly scenario?: Scenario | LateScenario
  /** Its starting world, where somebody has built it before; one of another seed is left alone. */
  readonly begun?: BegunWorld
  /** The goals are loaded when somebody asks for them, and not before the lab opens: see `needGoals`. */
  readonly goalsLater?: boolean
  /** Which program and which pack this is, for submissions. */
  origin?(): Promise<Origin>
  /** Hands a submission to the person, where there is another way than a file of the lab. */
  handIn?(submission: HandedIn): void
}

/** A lab as data. */
export interface SavedLab {
  readonly format: 1
  readonly world: string
  /** The scenario that was open, with the world that it began with. */
  readonly attempt?: SavedAttempt & { readonly start: string }
  readonly windows: readonly SavedWindow[]
  /** What can be undone and gone to. */
  readonly history?: SavedHistory
  /** What was done from the start on, and what was random at it: missing where nobody is to do it again. */
  readonly done?: { readonly seed?: string; readonly log: readonly LogEntry[] }
}

/** Whose the workstation is: the first of a scenario's actors. */
export const accountOf = ({ scenario }: Pick<LabOptions, 'scenario'>): string =>
  Object.values(scenario?.document.actors ?? {})[0] ?? learner.account

export const setupPorts = (options: LabOptions): SetupPorts => ({
  contract: options.contract,
  turn: () => options.turn(),
  account: accountOf(options),
})

/** Loads what every lab wants before it opens. */
export async function prepareLab(contract: Contract): Promise<void> {
  // Roles of profiles are assumed, and identities asked for, by way of STS: it is never loaded in between.
  await Promise.all([contract.need('sts', 'GetCallerIdentity'), needCatalogue('privatelink-services')])
}
