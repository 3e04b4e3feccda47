import type { RunOptions, RunResult, Terminal } from '../shell/terminal.ts'

/** What the program needs of a lab. */
export interface ProgramLab {
  readonly terminal: Terminal
  /** Runs what a person typed. */
  run(line: string, options?: RunOptions): Promise<RunResult>
}

export interface LabOptions {
  /** Everything that is random in the world follows from it. */
  readonly seed: string | undefined
  /** Lets timers, signals and keys have a turn while a loop runs. */
  turn(): Promise<void>
}

export type OpenLab = (options: LabOptions) => Promise<ProgramLab>
