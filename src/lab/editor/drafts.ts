// What was typed in the editor and not saved yet. It is kept on this browser as it is typed.

export interface Draft {
  readonly host: string
  readonly path: string
  readonly text: string
  /** What was in the file when the typing began; undefined where there was no file. */
  readonly base: string | undefined
}

/** The drafts of one lab, by machine and path. */
export class Drafts {
  readonly #key: string | undefined
  #drafts: Readonly<Record<string, Draft>>

  /** Without a name they are kept as long as the page is open. */
  constructor(lab: string | undefined) {
    this.#key = lab === undefined ? undefined : `hopwise:drafts:${lab}`
    this.#drafts = this.#read()
  }

  get(host: string, path: string): Draft | undefined {
    return this.#drafts[nameOf({ host, path })]
  }

  of(host: string): readonly Draft[] {
    return Object.values(this.#drafts).filter((draft) => draft.host === host)
  }

  put(draft: Draft): void {
    this.#drafts = { ...this.#drafts, [nameOf(draft)]: draft }
    this.#write()
  }

  remove(host: string, path: string): void {
    const { [nameOf({ host, path })]: _, ...others } = this.#drafts
    this.#drafts = others
    this.#write()
  }

  #read(): Readonly<Record<string, Draft>> {
    try {
      return JSON.parse((this.#key && localStorage.getItem(this.#key)) || '{}') as Record<string, Draft>
    } catch {
      return {}
    }
  }

  #write(): void {
    if (this.#key === undefined) return
    try {
      if (Object.keys(this.#drafts).length) localStorage.setItem(this.#key, JSON.stringify(this.#drafts))
      else localStorage.removeItem(this.#key)
    } catch {
      // Without room or permission to keep them they hold for this visit.
    }
  }
}

/** A file's name among those of all machines. */
export const nameOf = ({ host, path }: Pick<Draft, 'host' | 'path'>): string => `${host}:${path}`
