import { words } from '../../messages/words.ts'

// A program that has hold of the screen: it draws for itself, and gets its keys one by one.

export class HeldScreen {
  #isTaken = false
  /** What it has drawn since the last key. */
  #drawn = ''
  /** Whether it has been said how one goes on. */
  #isTold = false

  get isTaken(): boolean {
    return this.#isTaken
  }

  take(): void {
    this.#isTaken = true
    this.#isTold = false
    this.#drawn = ''
  }

  draw(text: string): void {
    this.#drawn += text
  }

  /** It wants a key. Answers with what is read out: what is new on the screen, and at first how one goes on. */
  wait(): string {
    const page = readOut(this.#drawn)
    const told = this.#isTold ? page : `${page}\n${words.terminal.howToPage}`
    this.#isTold = true
    this.#drawn = ''
    return told
  }

  leave(): void {
    this.#isTaken = false
  }
}

/** What a drawing says to who hears it: its text, without rows that stand for nothing. */
export const readOut = (drawing: string): string =>
  drawing
    .replace(/\x1b\[[\d;?]*[A-Za-z]/g, '')
    .split(/\r\n|\r|\n/)
    .filter((row) => row.trim() && row !== '~')
    .join('\n')
