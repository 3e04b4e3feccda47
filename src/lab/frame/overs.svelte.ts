import type { Component } from 'svelte'
import type { OverProps } from './workbench.ts'

// What lies over the workspace is loaded when it is first asked for. What is typed meanwhile is meant for it: it is kept,
// and goes nowhere else.

const sources = {
  palette: () => import('../palette/Palette.svelte'),
  help: () => import('../help/Help.svelte'),
  share: () => import('../share/Share.svelte'),
} as const satisfies Record<string, () => Promise<{ default: Component<OverProps> }>>

export type Over = keyof typeof sources

export class Overs {
  shown: Component<OverProps> | undefined = $state.raw()
  typed = ''
  /** The one that is on its way. */
  #awaited: Over | undefined
  readonly #onLost: () => void

  /** `onLost` is called where its program cannot be had. */
  constructor(onLost: () => void) {
    this.#onLost = onLost
  }

  async lay(over: Over): Promise<void> {
    if (this.shown || this.#awaited) return
    this.#awaited = over
    this.typed = ''
    try {
      const { default: found } = await sources[over]()
      if (this.#awaited === over) this.shown = found
    } catch {
      if (this.#awaited === over) this.#onLost()
    }
    if (this.#awaited === over) this.#awaited = undefined
  }

  close(): void {
    this.shown = undefined
  }

  /** Whoever asks for it types on at once. */
  async prepare(): Promise<void> {
    await sources.palette()
  }

  /** Takes a key that was pressed while something is on its way; false where nothing is. */
  take({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (!this.#awaited) return false
    if (key === 'Escape') this.#awaited = undefined
    else if (key === 'Backspace') this.typed = this.typed.slice(0, -1)
    // Enter is not kept: what it would choose has not been seen yet.
    else if ([...key].length === 1 && !ctrlKey && !metaKey && !altKey) this.typed += key
    return true
  }
}
