import type { Screen } from '../../../simulator/shell/host.ts'
import type { TerminalWindow } from '../../../simulator/shell/terminal-window.ts'
import { PageScreen, type ScreenEvent, type Size } from './page-screen.ts'

// The lines that run, or wait for the one before them in their window: the screen that each may take, what it asks, and
// how it is ended.

/** A line, as whoever runs it has it. */
export class RunningLine {
  readonly window: TerminalWindow
  readonly text: string
  /** Settles when it has ended. */
  ended: Promise<unknown> = Promise.resolve()
  #screen: PageScreen | undefined
  #give: ((text: string | undefined) => void) | undefined

  constructor(window: TerminalWindow, text: string) {
    this.window = window
    this.text = text
  }

  get screen(): PageScreen | undefined {
    return this.#screen
  }

  /** For who turns pages. */
  openScreen(size: Size, tell: (event: ScreenEvent) => void): Screen {
    this.#screen = new PageScreen(size, tell)
    return this.#screen
  }

  ask(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#give = resolve
    })
  }

  /** An answer that nobody asked for changes nothing. */
  answer(text: string | undefined): void {
    const give = this.#give
    this.#give = undefined
    give?.(text)
  }
}

export class RunningLines {
  readonly #turn: () => Promise<void>
  #lines: readonly RunningLine[] = []

  /** `turn` resolves after messages had a turn. */
  constructor(turn: () => Promise<void>) {
    this.#turn = turn
  }

  async run<T>(window: TerminalWindow, text: string, begin: (line: RunningLine) => Promise<T>): Promise<T> {
    const line = new RunningLine(window, text)
    this.#lines = [...this.#lines, line]
    const running = begin(line).finally(() => {
      this.#lines = this.#lines.filter((one) => one !== line)
    })
    line.ended = running
    return running
  }

  /** The line that has the window now. */
  of(window: TerminalWindow): RunningLine | undefined {
    return this.#lines.find((line) => line.window === window)
  }

  /** The one that shows something page by page. */
  get shown(): string | undefined {
    return this.#lines.find(({ screen }) => screen?.isTaken)?.text
  }

  interrupt(window: TerminalWindow): void {
    this.of(window)?.answer(undefined)
    window.interrupt()
  }

  /**
   * Ends what runs in a window, or time would go on there without anybody. What has set a trap is not waited for for
   * ever.
   */
  async end(window: TerminalWindow): Promise<void> {
    const screen = this.of(window)?.screen
    const patience = screen?.isTaken ? 100 : 0
    screen?.leave()
    for (let turns = 0; turns < 300 && this.of(window); turns++) {
      if (turns === patience || turns === 200) this.interrupt(window)
      await this.#turn()
    }
  }

  /** The same in all windows; resolves when their pages have heard how it ended. */
  async endAll(): Promise<void> {
    const windows = new Set(this.#lines.map(({ window }) => window))
    for (const window of windows) await this.end(window)
    if (windows.size) await this.#turn()
  }

  /** Whatever waits for somebody to turn a page goes on without them; resolves when its page has heard how it ended. */
  async leavePages(): Promise<void> {
    const held = this.#lines.filter(({ screen }) => screen?.isTaken)
    for (const { screen } of held) screen?.leave()
    await Promise.allSettled(held.map(({ ended }) => ended))
    if (held.length) await this.#turn()
  }
}
