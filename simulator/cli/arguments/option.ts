import type { Member } from '../../api/model.ts'
import type { CliHost } from '../host.ts'

/** How many words follow an option: one, none or one, any number, or none. */
export type Takes = 'one' | 'maybe' | 'many' | 'none'

/** One option or positional argument, as the line's parser knows it. */
export interface Argument {
  /** Without the dashes: `vpc-id`. */
  readonly name: string
  readonly positional?: boolean
  /** Where its value is kept: an option and its `--no-` twin share one key. */
  readonly key: string
  readonly takes: Takes
  /** What the value becomes for an option that takes no word. */
  readonly sets?: unknown
  /** What the value becomes when an option that may take a word is given without one. */
  readonly alone?: unknown
  readonly required?: boolean
  readonly choices?: readonly string[]
  /** The word must be a whole number. */
  readonly integer?: boolean
}

/** An operation's argument: also how its value gets into the request. */
export interface OperationArgument extends Argument {
  /** The input member that it fills, when it fills exactly one. */
  readonly member?: Member
  /** Works, but is left out of help and completion. */
  readonly hidden?: boolean
  /** Options that exclude each other share a group; help prints them as one. */
  readonly group?: string
  /** What help says for arguments that no model documents. */
  readonly help?: string
  /** What kind of value help says that it takes; by default from the member's shape. */
  readonly valueKind?: string
  /** The operation's own option of this name, which works when `--no-paginate` takes this one away. */
  readonly shadowed?: OperationArgument
  /** Adds the value, which is undefined when the argument was not given, to the request's input. */
  addTo?(input: Input, value: unknown, context: CallContext): void
}

/** The request's input while it is being put together. */
export type Input = Record<string, unknown>

/** What turning words into a request needs besides the words. */
export interface CallContext {
  readonly host: CliHost
  /** Whether the command puts pages together. */
  readonly paginate: boolean
  readonly service: string
  readonly operation: string
  /** Writes on standard error. */
  warn(text: string): void
}

/** The values of a parsed line by key; absent when not given. */
export type Parsed = Map<string, unknown>

/** What paging options ask for. */
export interface PageSettings {
  startingToken?: string
  pageSize?: number | string
  maxItems?: number | string
}

/** The key under which paging options wait in the input until the request is sent. */
export const pageSettings = 'PaginationConfig'
