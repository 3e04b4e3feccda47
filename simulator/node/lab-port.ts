import type { RunOptions, RunResult, Terminal } from '../shell/terminal.ts'

/** What the program needs of a terminal. */
export interface ProgramTerminal
  extends Pick<Terminal, 'prompt' | 'exitCode' | 'interrupt' | 'isIncomplete' | 'complete' | 'runScript'> {
  /** How many shells are open inside the first one, by `ssh` and the like. */
  readonly depth?: number
}

/** What the program needs of a lab. */
export interface ProgramLab {
  readonly terminal: ProgramTerminal
  /** Runs what a person typed. */
  run(line: string, options?: RunOptions): Promise<RunResult>
  /** Tells in lines what becomes of a scenario's goals, from now on, behind what each command prints. */
  follow?(listener: (lines: readonly string[]) => void): Promise<void>
  /** Runs a script in a shell of its own. */
  runScript?(
    text: string,
    args: readonly string[],
    options: RunOptions & { readonly name: string },
  ): Promise<RunResult>
  /** What was done, and what it came to, as a file to hand in; or why there is none. */
  submission?(
    name: string,
  ): Promise<{ readonly text: string; readonly told: string } | { readonly refused: string }>
  /** What a learner reads first; missing where no scenario is open. */
  readonly greeting?: string | undefined
}

export interface LabOptions {
  /** Everything that is random in the world follows from it. */
  readonly seed: string | undefined
  /** The scenario that it begins with: its folder, or the names of its pack and of itself. */
  readonly scenario?: string | undefined
  /** The machine that the terminal is on: the workstation unless it is said. */
  readonly host?: string | undefined
  /** Told of what a learner hands in with `lab submit`. */
  handIn?(submission: { readonly text: string }): void
  /** Lets timers, signals and keys have a turn while a loop runs. */
  turn(): Promise<void>
}

/** There is no such scenario, or no such machine, or none on which a shell can run. */
export class CannotOpen extends Error {}

export type OpenLab = (options: LabOptions) => Promise<ProgramLab>
