import type { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'

/** Finds text on a terminal. What does it is loaded when somebody is about to look for something. */
export class TerminalSearch {
  readonly #xterm: Terminal
  #addon: Promise<SearchAddon> | undefined

  constructor(xterm: Terminal) {
    this.#xterm = xterm
  }

  async find(text: string, direction: 'next' | 'previous'): Promise<boolean> {
    const addon = await this.load()
    return direction === 'next' ? addon.findNext(text) : addon.findPrevious(text)
  }

  load(): Promise<SearchAddon> {
    this.#addon ??= import('@xterm/addon-search').then(
      ({ SearchAddon }) => {
        const addon = new SearchAddon()
        this.#xterm.loadAddon(addon)
        return addon
      },
      (failure: unknown) => {
        this.#addon = undefined
        throw failure
      },
    )
    return this.#addon
  }
}
