import type { LogEntry } from '../../shell/lab/log.ts'
import type { StepPorts } from './attempt-view.ts'

/** Where lines are typed. */
interface TypedIn {
  readonly log: readonly LogEntry[]
  readonly terminal: Pick<StepPorts, 'isIncomplete'>
}

/** What was typed, and what ran behind it as if it were typed, in that order. */
export class TypedLines implements StepPorts {
  readonly #lab: TypedIn
  readonly #ran: { readonly behind: number; readonly line: string }[] = []

  constructor(lab: TypedIn) {
    this.#lab = lab
  }

  /** A line ran behind the one that was typed last. */
  ran(line: string): void {
    this.#ran.push({ behind: this.#lab.log.length, line })
  }

  readonly isIncomplete = (text: string): boolean => this.#lab.terminal.isIncomplete(text)

  readonly typed = (): readonly string[] =>
    this.#lab.log.flatMap(({ line }, i) => [
      line,
      ...this.#ran.flatMap((one) => (one.behind === i + 1 ? [one.line] : [])),
    ])
}
