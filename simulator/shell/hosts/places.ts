import type { Deadline } from '../deadlines.ts'
import type { Piece } from '../piece.ts'
import type { NamedHost } from './find-host.ts'

/** Where a shell runs, and as whom. */
export interface Place {
  readonly host: NamedHost
  readonly user: string
  /** Exported variables that whoever opens it brings: `SSH_CONNECTION`. */
  readonly env?: Readonly<Record<string, string>>
  readonly promptStyle?: 'bare'
}

export interface Entering {
  /** Shown before the first prompt. */
  readonly greeting?: string
  /** What the shell itself says when it is left: `logout` of a login shell, `exit` of another. */
  readonly farewell?: string
  /** What whoever opened the shell says when its machine stops. */
  readonly broken?: string
}

export interface Running {
  readonly stdin?: Uint8Array
  readonly signal?: AbortSignal
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Until when it may run. */
  readonly deadline?: Deadline
}

export interface Ran {
  readonly stdout: Uint8Array
  readonly stderr: string
  readonly exitCode: number
  /** Both in the order in which they were written. */
  readonly pieces: readonly Piece[]
}

/** A line that was typed, and the end of what came of it. */
export interface RanLine {
  readonly line: string
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** The way to shells elsewhere. */
export interface Shells {
  /** What was typed at this terminal before, the last line first. Absent in scripts. */
  recent?(): readonly RanLine[]
  /** Opens a shell for whoever sits at the terminal, until they leave it; gives its exit status. Absent in scripts. */
  enter?(place: Place, how?: Entering): Promise<number>
  /** Runs a script in a shell of its own. */
  run(place: Place, script: string, how?: Running): Promise<Ran>
}
