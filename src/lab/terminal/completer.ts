import { atom } from 'nanostores'
import type { NotedCompletion } from '../worker/protocol.ts'
import { type CompletionMenu, commonStart, menuMoves } from './completion-menu.ts'
import type { LineEditor } from './line-editor.ts'

// The Tab key: what could stand at the cursor goes into the line, or into a menu to choose from.

export interface CompleterPorts {
  readonly line: LineEditor
  ask(text: string, cursor: number): Promise<NotedCompletion>
  /** Draws the line anew. */
  draw(): void
  /** Edits the line. */
  press(key: string): void
  /** Where the cursor is on the screen. */
  place(): Pick<CompletionMenu, 'x' | 'y' | 'top' | 'lineHeight'>
}

export class Completer {
  readonly menu = atom<CompletionMenu | undefined>(undefined)
  readonly #ports: CompleterPorts
  #isAsking = false

  constructor(ports: CompleterPorts) {
    this.#ports = ports
  }

  /** Whether an answer is on its way. */
  get isAsking(): boolean {
    return this.#isAsking
  }

  async complete(): Promise<void> {
    const { text, cursor } = this.#ports.line
    this.#isAsking = true
    const { from, candidates, notes } = await this.#ports.ask(text, cursor).finally(() => {
      this.#isAsking = false
    })
    const [only] = candidates
    if (only !== undefined && candidates.length === 1) this.#accept(from, only)
    else if (only !== undefined) {
      const common = commonStart(candidates)
      if (common.length > cursor - from) this.#put(from, common)
      else this.#open(from, candidates, notes)
    }
  }

  choose(candidate: string): void {
    const menu = this.menu.get()
    if (menu) this.#accept(menu.from, candidate)
  }

  close(): void {
    if (this.menu.get()) this.menu.set(undefined)
  }

  /** Whether the menu took the key. */
  takes(key: string): boolean {
    const menu = this.menu.get()
    if (!menu) return false
    const { candidates, selected, from, notes } = menu
    const move = menuMoves[key]
    if (move !== undefined) {
      const next = (selected + move + candidates.length) % candidates.length
      this.menu.set({ ...menu, selected: next })
      return true
    }
    this.close()
    if (key === '\r') {
      this.#accept(from, candidates[selected]!)
      return true
    }
    if (key === '\x1b') return true
    // What is typed narrows the choice.
    if (/^[\w.:/-]$/.test(key)) {
      this.#ports.press(key)
      const { text, cursor } = this.#ports.line
      const left = candidates.filter((one) => one.startsWith(text.slice(from, cursor)))
      if (left.length) this.#open(from, left, notes)
      return true
    }
    return false
  }

  #put(from: number, text: string): void {
    const { text: line, cursor } = this.#ports.line
    this.#ports.line.replace(line.slice(0, from) + text + line.slice(cursor), from + text.length)
    this.#ports.draw()
  }

  #accept(from: number, candidate: string): void {
    this.close()
    // A folder or an option that wants a value goes on; whatever else is whole.
    this.#put(from, /[/=]$/.test(candidate) ? candidate : `${candidate} `)
  }

  #open(from: number, candidates: readonly string[], notes: CompletionMenu['notes']): void {
    this.menu.set({ candidates, notes, from, selected: 0, ...this.#ports.place() })
  }
}
