import { inWordsOfBash } from './complaints.ts'
import { TimeIsUp } from './deadlines.ts'
import { DialError } from './dialing.ts'
import { resolve } from './files.ts'

/** Why what a line does fails, for those who tell it in words of their own. */
export class Remarks {
  /** Why connections by /dev/tcp have failed. */
  readonly #dialled = new Map<string, { readonly before: string; readonly why: string }>()
  readonly #said = new Set<string>()
  readonly #forbidden = new Map<string, 'EACCES' | 'EPERM'>()
  /** The files for which there was no room, the last one last. */
  readonly #full = new Set<string>()

  async dialling(path: string, work: () => Promise<Uint8Array>): Promise<Uint8Array> {
    this.#dialled.delete(path)
    try {
      return await work()
    } catch (error) {
      if (error instanceof DialError) this.#dialled.set(path, error)
      // Whoever is killed meanwhile says nothing.
      else if (error instanceof TimeIsUp) this.#dialled.set(path, { before: '', why: '' })
      throw error
    }
  }

  /** Said to whoever sits at the terminal, behind what the command writes. */
  say(text: string): void {
    this.#said.add(text)
  }

  /** A file that is not to be written, and why: programs that fail at it tell less than that. */
  forbid(path: string, says?: string, code: 'EACCES' | 'EPERM' = 'EACCES'): void {
    this.#forbidden.delete(path)
    this.#forbidden.set(path, code)
    if (says !== undefined) this.say(`${says}\n`)
  }

  pardon(path: string): void {
    this.#forbidden.delete(path)
  }

  noteFull(path: string): void {
    this.#full.delete(path)
    this.#full.add(path)
  }

  /** What there is to say; from now on it is forgotten. */
  take(): string[] {
    const said = [...this.#said]
    this.#said.clear()
    this.#forbidden.clear()
    this.#full.clear()
    return said
  }

  /** What the library says on standard error, made what bash says. */
  inWordsOfBash(said: string, shell: string, programs: ReadonlySet<string>, cwd: string): string {
    return inWordsOfBash(said, {
      shell,
      programs,
      dialling: (path) => this.#dialled.get(path),
      forbidden: (file) => forbiddenWords[this.#forbidden.get(resolve(cwd, file)) ?? ''],
      lastForbidden: () => shownIn(cwd, [...this.#forbidden.keys()].at(-1) ?? ''),
      shown: (path) => shownIn(cwd, path),
      isFull: (file) => this.#full.has(resolve(cwd, file)),
      lastFull: () => [...this.#full].at(-1),
    })
  }
}

const forbiddenWords: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
}

/** As somebody there would have typed it. */
const shownIn = (cwd: string, path: string): string =>
  path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path
