import type { Screen } from '../../../simulator/shell/host.ts'

/** How large a terminal on a page is. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

/** What a program that has hold of a terminal's screen says to it. */
export type ScreenEvent =
  | { readonly kind: 'screen-taken' }
  | { readonly kind: 'drawing'; readonly text: string }
  | { readonly kind: 'key-wanted' }
  | { readonly kind: 'screen-left' }

/** The screen and the keys of a terminal on a page, for programs that show something page by page. */
class PageScreen implements Screen {
  readonly #tell: (event: ScreenEvent) => void
  readonly #resized = new Set<() => void>()
  #size: Size
  #give: ((key: string | undefined) => void) | undefined
  #isTaken = false
  #isLeft = false

  constructor(size: Size, tell: (event: ScreenEvent) => void) {
    this.#size = size
    this.#tell = tell
  }

  get isTaken(): boolean {
    return this.#isTaken
  }

  get columns(): number {
    return this.#size.columns
  }

  get rows(): number {
    return this.#size.rows
  }

  write(text: string): void {
    if (!this.#isTaken) this.#tell({ kind: 'screen-taken' })
    this.#isTaken = true
    this.#tell({ kind: 'drawing', text })
  }

  readKey(): Promise<string | undefined> {
    if (this.#isLeft) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      this.#give = resolve
      this.#tell({ kind: 'key-wanted' })
    })
  }

  press(key: string | undefined): void {
    const give = this.#give
    this.#give = undefined
    give?.(key)
  }

  /** Nobody turns pages any more: whatever runs goes on without them. */
  leave(): void {
    this.#isLeft = true
    this.press(undefined)
  }

  resize(size: Size): void {
    this.#size = size
    for (const act of this.#resized) act()
  }

  onResize(act: () => void): () => void {
    this.#resized.add(act)
    return () => this.#resized.delete(act)
  }

  release(): void {
    this.press(undefined)
    if (this.#isTaken) this.#tell({ kind: 'screen-left' })
    this.#isTaken = false
  }
}

/** The screens of the lines that are running. */
export class Paging<Window> {
  readonly #screens = new Map<Window, PageScreen>()
  readonly #lines = new Map<Window, Promise<unknown>>()

  open(window: Window, size: Size, tell: (event: ScreenEvent) => void): Screen {
    const screen = new PageScreen(size, tell)
    this.#screens.set(window, screen)
    return screen
  }

  of(window: Window): PageScreen | undefined {
    return this.#screens.get(window)
  }

  /**
   * Ends what runs in a window, or time would go on there without anybody. What has set a trap is not waited for for
   * ever.
   */
  async end(window: Window, interrupt: (window: Window) => void, turn: () => Promise<void>): Promise<void> {
    const screen = this.of(window)
    const patience = screen?.isTaken ? 100 : 0
    screen?.leave()
    for (let turns = 0; turns < 300 && this.#lines.has(window); turns++) {
      if (turns === patience || turns === 200) interrupt(window)
      await turn()
    }
  }

  /** The same in all windows; resolves when their pages have heard how it ended. */
  async endAll(interrupt: (window: Window) => void, turn: () => Promise<void>): Promise<void> {
    const windows = [...this.#lines.keys()]
    for (const window of windows) await this.end(window, interrupt, turn)
    if (windows.length) await turn()
  }

  async during<T>(window: Window, line: Promise<T>): Promise<T> {
    this.#lines.set(window, line)
    return line.finally(() => {
      this.#screens.delete(window)
      this.#lines.delete(window)
    })
  }

  /** Whatever waits for somebody to turn a page goes on without them; resolves when its page has heard how it ended. */
  async leave(turn: () => Promise<void>): Promise<void> {
    const held = [...this.#screens].filter(([, screen]) => screen.isTaken)
    for (const [, screen] of held) screen.leave()
    await Promise.allSettled(held.map(([window]) => this.#lines.get(window)))
    if (held.length) await turn()
  }
}
