import type { ProgramContext } from './command.ts'

type Listener = (...key: unknown[]) => void

/** Keys for a program that takes hold of them: until they are released, the line being edited gets none. */
export class Keys {
  readonly #stdin: ProgramContext['stdin']
  #usual: readonly Listener[] | undefined
  #pressed: unknown[][] = []
  #waiting: ((key: string | undefined) => void) | undefined

  constructor(stdin: ProgramContext['stdin']) {
    this.#stdin = stdin
  }

  next(): Promise<string | undefined> {
    this.#hold()
    const key = this.#pressed.shift()
    return key ? Promise.resolve(sequenceOf(key)) : new Promise((resolve) => (this.#waiting = resolve))
  }

  /** What was pressed and not read is typed on the line. */
  release(): void {
    const usual = this.#usual
    if (!usual) return
    this.#usual = undefined
    this.#end()
    this.#stdin.off('keypress', this.#press)
    this.#stdin.off('end', this.#end)
    for (const listener of usual) this.#stdin.on('keypress', listener)
    for (const key of this.#pressed.splice(0)) for (const listener of usual) listener(...key)
  }

  #hold(): void {
    if (this.#usual) return
    this.#usual = this.#stdin.listeners('keypress') as Listener[]
    this.#stdin.removeAllListeners('keypress')
    this.#stdin.on('keypress', this.#press)
    this.#stdin.on('end', this.#end)
  }

  readonly #press = (...key: unknown[]): void => {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) waiting(sequenceOf(key))
    else this.#pressed.push(key)
  }

  readonly #end = (): void => {
    this.#waiting?.(undefined)
    this.#waiting = undefined
  }
}

function sequenceOf([text, key]: readonly unknown[]): string {
  return (key as { readonly sequence?: string } | undefined)?.sequence ?? String(text ?? '')
}
