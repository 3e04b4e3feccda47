import type { Readable, Writable } from 'node:stream'
import type { OpenLab } from './lab-port.ts'

/** What a command of the program may touch. */
export interface ProgramContext {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number }
  readonly stderr: Writable
  readonly openLab: OpenLab
}

/** One subcommand of `hopwise`, in a file of its own. */
export interface ProgramCommand {
  readonly name: string
  readonly summary: string
  /** Shown by `hopwise <name> --help`, after the name. */
  readonly usage: string
  readonly help: string
  /** Returns the exit status. */
  run(args: readonly string[], context: ProgramContext): Promise<number>
}

/** The command was called wrongly: its message and a pointer to the help are shown, and the status is 2. */
export class UsageError extends Error {}
