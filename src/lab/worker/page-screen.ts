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
export class PageScreen implements Screen {
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
    const isFirst = !this.#isTaken
    this.#isTaken = true
    if (isFirst) this.#tell({ kind: 'screen-taken' })
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
