import { type FileEntry, FileError } from './file-entry.ts'

// Whose a file is, and who may do what with it: users, their groups and the nine letters of `ls -l`.

type Wish = 'read' | 'write' | 'enter'

const bits: Readonly<Record<Wish, number>> = { read: 4, write: 2, enter: 1 }

/** Where nobody has given a file away, its place tells whose it is. */
const usualOwner = (path: string): string => /^\/home\/([^/]+)/.exec(path)?.[1] ?? 'root'

export function ownerAt(
  path: string,
  owner = usualOwner(path),
): { readonly user: string; readonly group: string } {
  const [user = '', group = user] = owner.split(':')
  return { user, group }
}

type Refusal = 'EACCES' | 'EPERM'
type Hearing = (path: string, refused: Refusal | undefined) => void

/** What is to be kept of a file's owner where it has moved to. */
export function ownerMoved(from: string, to: string, owner: string | undefined): string | undefined {
  if (owner !== undefined || usualOwner(from) === usualOwner(to)) return owner
  return usualOwner(from)
}

/** What a user may do with files. */
export class Rights {
  readonly #user: string
  readonly #groups: ReadonlySet<string>
  readonly #hear: Hearing

  /** `groups` as `id` has them: `10(wheel)`. `hear` is told of each path that was refused, and when it is no more. */
  constructor(user: string, groups: readonly string[] = [], hear: Hearing = () => {}) {
    this.#user = user
    this.#groups = new Set([user, ...groups.map((one) => one.replace(/^.*\(|\)$/g, ''))])
    this.#hear = hear
  }

  get isRoot(): boolean {
    return this.#user === 'root'
  }

  /** To be kept with a new entry, where its place does not tell it. */
  ownerFor(path: string): string | undefined {
    return usualOwner(path) === this.#user ? undefined : this.#user
  }

  owns(path: string, { owner }: FileEntry): boolean {
    return this.isRoot || ownerAt(path, owner).user === this.#user
  }

  /** Only root gives a file to somebody else; its owner may give it to a group of theirs. */
  mayGive(path: string, entry: FileEntry, owner: string): boolean {
    const to = ownerAt(path, owner)
    return this.isRoot || (this.owns(path, entry) && to.user === this.#user && this.#groups.has(to.group))
  }

  allows(wish: Wish, path: string, entry: FileEntry): boolean {
    if (this.isRoot) return true
    const { user, group } = ownerAt(path, entry.owner)
    const shift = user === this.#user ? 6 : this.#groups.has(group) ? 3 : 0
    return ((entry.mode >> shift) & bits[wish]) !== 0
  }

  /** The path that is refused. */
  refuse(code: Refusal, operation: string, path: string): never {
    this.#hear(path, code)
    throw new FileError(code, operation, path)
  }

  /** Whoever looks at a path again begins anew. */
  pardon(path: string): void {
    this.#hear(path, undefined)
  }

  /** `test -r`, `-w` and `-x` look at the letters of the owner: as whoever asks sees them. */
  modeFor(path: string, entry: FileEntry): number {
    if (this.isRoot) return entry.mode | 0o600
    if (this.owns(path, entry)) return entry.mode
    const may = (wish: Wish) => (this.allows(wish, path, entry) ? bits[wish] << 6 : 0)
    return (entry.mode & ~0o700) | may('read') | may('write') | may('enter')
  }
}
