import type { FileStore, Files } from './files.ts'
import type { Shells } from './hosts/places.ts'
import type { Machine } from './machine.ts'
import type { Piece } from './piece.ts'

/** What the world gives to a shell: the machine it runs on, and the simulated time and dice. */
export interface ShellHost {
  /** What the tools see of it. */
  readonly machine: Machine
  readonly files: FileStore
  /** Commands beside bash's own: `aws` and the network tools. */
  readonly tools: readonly Tool[]
  readonly user: string
  /** 1000 unless it is said; 0 is root. */
  readonly uid?: number
  /** Groups beside the user's own, as `id` shows them: `10(wheel)`. */
  readonly groups?: readonly string[]
  readonly hostname: string
  readonly home: string
  /** `learner@workstation:~$` unless it is said; `[ec2-user@ip-10-0-1-10 ~]$` as Amazon Linux has it; or `sh-5.2$`. */
  readonly promptStyle?: 'debian' | 'amazon' | 'bare'
  /** Exported variables that a new shell starts with. */
  readonly env: Readonly<Record<string, string>>
  /** Milliseconds since 1970, in simulated time. */
  now(): number
  /** Lets simulated time pass. */
  advance(seconds: number): void
  /** The next number of the world's dice, from 0 up to but not including 1. */
  random(): number
  /** Resolves after timers and messages had a turn, so that Ctrl-C is seen while a loop runs. */
  turn(): Promise<void>
}

export interface Tool {
  readonly name: string
  /** One line for `help`. */
  readonly summary: string
  run(args: readonly string[], context: ToolContext): ToolResult | Promise<ToolResult>
  /** What could stand where the last word is, for the Tab key; `command` begins with the tool's name. */
  complete?(command: string, context: ToolContext): readonly string[] | Promise<readonly string[]>
}

export interface ToolContext {
  /** Exported variables only. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  /** Who runs it. */
  readonly user: string
  readonly files: Files
  /** The machine that it runs on, and its place in the network. */
  readonly machine: Machine
  /** The way to shells elsewhere: what `ssh` and `sudo` open. */
  readonly shells?: Shells
  /** What was piped in; empty when nothing was. */
  readonly stdin: Uint8Array
  /** Present when standard output may be a terminal. */
  readonly terminal?: TerminalSize
  /** The terminal's screen and keys, to show something page by page. Absent in scripts, and in pipes. */
  readonly screen?: Screen
  /** Asks whoever sits at the terminal for a line; undefined when they end the input. Absent in scripts. */
  readonly readLine?: ReadLine
  /** Shows a file in an editor beside the terminal, where there is one. */
  readonly openFile?: OpenFile
  /** Aborted by Ctrl-C, and by `timeout`. */
  readonly signal: AbortSignal
  /** Asks to be told how to get at what has been written, should the tool be killed. */
  onWriting?(soFar: (exitCode: number) => ToolResult): void
}

export type { Piece, Shells }

/** A file, as whoever has an editor is told of it. */
export interface FileToOpen {
  /** The machine's id, under which its files are kept. */
  readonly host: string
  readonly path: string
  /** There is no such file yet. */
  readonly isNew: boolean
}

export type OpenFile = (file: FileToOpen) => void | Promise<void>

export interface Asking {
  /** What is typed is not shown: a password. */
  readonly isSilent?: boolean
  /** Not even that Enter was pressed: what is printed next comes right behind the question. */
  readonly hidesEnter?: boolean
  /** So many characters are enough: nobody has to press Enter behind them. */
  readonly most?: number
}

export type ReadLine = (prompt: string, how?: Asking) => Promise<string | undefined>

export interface TerminalSize {
  readonly columns: number
  readonly rows?: number
}

/** A terminal that a program takes hold of for a while, as `less` does. */
export interface Screen extends TerminalSize {
  readonly rows: number
  write(text: string): void
  /** The next key, as terminals send it: `q`, a blank, `\x1b[A`. Undefined when nobody is there any more. */
  readKey(): Promise<string | undefined>
  /** Calls whenever it has another size, until what it answers with is called. */
  onResize(act: () => void): () => void
  /** The program is done with it: keys are the shell's again. */
  release(): void
}

export interface ToolResult {
  /** Text, or the bytes as they are. */
  readonly stdout: string | Uint8Array
  readonly stderr: string
  readonly exitCode: number
  /** The same in the order in which it was written, where a terminal that shows both streams should keep it. */
  readonly pieces?: readonly Piece[]
}
