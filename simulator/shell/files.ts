import { type FileEntry, FileError, type Known } from './file-entry.ts'
import { ownerMoved, type Rights } from './rights.ts'

export { type FileEntry, FileError }

// The files of a host. The store underneath is four verbs, so that a table of the world can be one.

/** Paths are absolute and normal: no `.`, no `..`, no slash at the end. */
export interface FileStore {
  get(path: string): FileEntry | undefined
  set(path: string, entry: FileEntry): void
  delete(path: string): void
  /** The names directly inside a directory. */
  list(path: string): readonly string[]
}

/** The device that takes everything and gives nothing: no store has it, and each host does. */
const nothing = '/dev/null'

interface Hearing {
  /** Why something is forbidden. */
  forbidden(path: string, says: string): void
  /** There was no room for it. */
  full(path: string): void
}

/** The store, with somebody who hears why something fails: programs tell their own words alone. */
export function hearing(store: FileStore, hear: Hearing): FileStore {
  const heard = (path: string, work: () => void) => {
    try {
      work()
    } catch (error) {
      if (error instanceof FileError && error.says !== undefined) hear.forbidden(path, error.says)
      if (error instanceof FileError && error.code === 'ENOSPC') hear.full(path)
      throw error
    }
  }
  return {
    get: (path) => store.get(path),
    set: (path, entry) => heard(path, () => store.set(path, entry)),
    delete: (path) => heard(path, () => store.delete(path)),
    list: (path) => store.list(path),
  }
}

/** What programs do with files, over any store. */
export class Files {
  readonly #store: FileStore
  readonly #now: () => number
  readonly #rights: Rights | undefined

  /** Without rights, whoever uses them may do everything. */
  constructor(store: FileStore, now: () => number, rights?: Rights) {
    this.#store = store
    this.#now = now
    this.#rights = rights
  }

  /** Other files, in the same hands. */
  over(store: FileStore): Files {
    return new Files(store, this.#now, this.#rights)
  }

  /** Undefined when there is no such file, or none that may be read. */
  read(path: string): Uint8Array | undefined {
    if (path === nothing) return new Uint8Array()
    const real = this.#look(path)
    const entry = real === undefined ? undefined : this.#entry(real)
    if (real === undefined || entry?.kind !== 'file') return undefined
    return this.#attempt(() => {
      this.#demand('read', real, entry, path, 'open')
      return entry.bytes
    })
  }

  write(path: string, bytes: Uint8Array, mode?: number): void {
    if (path === nothing) return
    const real = this.#place(path, 'open')
    const old = this.#store.get(real)
    if (old?.kind === 'directory') throw new FileError('EISDIR', 'open', path)
    if (old) this.#demand('write', real, old, path, 'open')
    else this.#demandFolder(real, path, 'open')
    this.#store.set(real, {
      kind: 'file',
      bytes,
      mode: mode ?? old?.mode ?? 0o644,
      ...(old
        ? { modified: this.#now(), ...(old.owner !== undefined && { owner: old.owner }) }
        : this.#new(real)),
    })
  }

  mode(path: string): number | undefined {
    return this.stat(path)?.mode
  }

  /** The mode of an entry as whoever uses the files may take it. */
  modeFor(path: string, entry: FileEntry): number {
    return this.#rights?.modeFor(path, entry) ?? entry.mode
  }

  append(path: string, bytes: Uint8Array): void {
    const there = this.stat(path)
    const old = there?.kind === 'file' ? there.bytes : undefined
    const both = new Uint8Array((old?.length ?? 0) + bytes.length)
    if (old) both.set(old)
    both.set(bytes, old?.length ?? 0)
    this.write(path, both)
  }

  /** The entry that a path leads to, through links. */
  stat(path: string): FileEntry | undefined {
    const real = this.#look(path)
    return real === undefined ? undefined : this.#entry(real)
  }

  /** The entry at a path; a link is itself. */
  lstat(path: string): FileEntry | undefined {
    const real = this.#look(parentOf(path), path)
    const folder = real === undefined ? undefined : this.#entry(real)
    if (real === undefined || !folder) return undefined
    return this.#attempt(() => {
      this.#demand('enter', real, folder, path, 'lstat')
      return this.#entry(join(real, nameOf(path)))
    })
  }

  list(path: string): string[] {
    const entry = this.stat(path)
    if (!entry) throw new FileError('ENOENT', 'scandir', path)
    if (entry.kind !== 'directory') throw new FileError('ENOTDIR', 'scandir', path)
    const real = this.#follow(path, 'scandir')!
    this.#demand('read', real, entry, path, 'scandir')
    return [...this.#store.list(real)].sort()
  }

  makeDirectory(path: string, recursive = false): void {
    const old = this.stat(path)
    if (old) {
      if (recursive && old.kind === 'directory') return
      throw new FileError('EEXIST', 'mkdir', path)
    }
    const parent = this.stat(parentOf(path))
    if (!parent) {
      if (!recursive) throw new FileError('ENOENT', 'mkdir', path)
      this.makeDirectory(parentOf(path), true)
    } else if (parent.kind !== 'directory') throw new FileError('ENOTDIR', 'mkdir', path)
    const real = join(this.#follow(parentOf(path), 'mkdir')!, nameOf(path))
    this.#demandFolder(real, path, 'mkdir')
    this.#store.set(real, { kind: 'directory', mode: 0o755, ...this.#new(real) })
  }

  remove(path: string, { recursive = false, force = false } = {}): void {
    const entry = this.lstat(path)
    if (!entry) {
      if (force) return
      throw new FileError('ENOENT', 'rm', path)
    }
    const real = join(this.#follow(parentOf(path), 'rm')!, nameOf(path))
    this.#demandFolder(real, path, 'rm', entry)
    if (entry.kind === 'directory') {
      const names = this.#store.list(real)
      if (names.length && !recursive) throw new FileError('ENOTEMPTY', 'rm', path)
      for (const name of [...names]) this.remove(join(real, name), { recursive, force })
    }
    if (real !== '/') this.#store.delete(real)
  }

  copy(from: string, to: string, recursive = false): void {
    const entry = this.stat(from)
    if (!entry) throw new FileError('ENOENT', 'cp', from)
    if (entry.kind !== 'directory') {
      const bytes = this.read(from)
      if (!bytes) throw new FileError('EACCES', 'open', from)
      this.write(to, bytes, entry.mode)
      return
    }
    if (!recursive) throw new FileError('EISDIR', 'cp', from)
    // The names are read first: a directory may be copied into itself.
    const names = this.list(from)
    this.makeDirectory(to, true)
    for (const name of names) this.copy(join(from, name), join(to, name), true)
  }

  move(from: string, to: string): void {
    const entry = this.lstat(from)
    if (!entry) throw new FileError('ENOENT', 'rename', from)
    const real = this.#place(to, 'rename', false)
    const source = join(this.#follow(parentOf(from), 'rename')!, nameOf(from))
    if (real === source) return
    this.#demandFolder(source, from, 'rename', entry)
    this.#demandFolder(real, to, 'rename', this.#store.get(real))
    if (real.startsWith(`${source}/`)) throw new FileError('EINVAL', 'rename', to)
    const old = this.#store.get(real)
    if (old?.kind === 'directory' && entry.kind !== 'directory') throw new FileError('EISDIR', 'rename', to)
    if (old && old.kind !== 'directory' && entry.kind === 'directory') {
      throw new FileError('ENOTDIR', 'rename', to)
    }
    if (old?.kind === 'directory' && this.#store.list(real).length) {
      throw new FileError('ENOTEMPTY', 'rename', to)
    }
    this.#transplant(source, real, entry)
  }

  changeMode(path: string, mode: number): void {
    this.#rewrite(path, 'chmod', (entry) => ({ ...entry, mode }), isOwn)
  }

  /** `user` or `user:group`. */
  changeOwner(path: string, owner: string): void {
    this.#rewrite(
      path,
      'chown',
      (entry) => ({ ...entry, owner }),
      (rights, real, entry) => rights.mayGive(real, entry, owner),
    )
  }

  touch(path: string, modified: number): void {
    if (path === nothing) return
    this.#rewrite(path, 'utime', (entry) => ({ ...entry, modified }), isWritable)
  }

  link(target: string, path: string): void {
    if (this.lstat(path)) throw new FileError('EEXIST', 'symlink', path)
    const real = this.#place(path, 'symlink', false)
    this.#demandFolder(real, path, 'symlink')
    this.#store.set(real, { kind: 'link', target, mode: 0o777, ...this.#new(real) })
  }

  /** The path without links, or undefined when it leads nowhere. */
  realPath(path: string): string | undefined {
    const real = this.#look(path)
    return real !== undefined && this.#entry(real) ? real : undefined
  }

  #entry(real: string): FileEntry | undefined {
    return (
      this.#store.get(real) ?? (real === '/' ? { kind: 'directory', mode: 0o755, modified: 0 } : undefined)
    )
  }

  /** What a new entry begins with. */
  #new(real: string): Omit<Known, 'mode'> {
    const owner = this.#rights?.ownerFor(real)
    return { modified: this.#now(), ...(owner !== undefined && { owner }) }
  }

  #demand(
    wish: 'read' | 'write' | 'enter',
    real: string,
    entry: FileEntry,
    path: string,
    operation: string,
  ): void {
    if (this.#rights && !this.#rights.allows(wish, real, entry))
      this.#rights.refuse('EACCES', operation, path)
  }

  /** Names come and go as the folder allows it; in one like /tmp, only who owns the file takes it away. */
  #demandFolder(real: string, path: string, operation: string, taken?: FileEntry): void {
    const at = parentOf(real)
    const folder = this.#entry(at)
    if (!this.#rights || !folder) return
    this.#demand('write', at, folder, path, operation)
    const isSticky = (folder.mode & 0o1000) !== 0
    if (taken && isSticky && !this.#rights.owns(real, taken) && !this.#rights.owns(at, folder))
      this.#rights.refuse('EPERM', operation, path)
  }

  /** Whoever only looks takes what is out of reach for what is not there. */
  #look(path: string, asked = path): string | undefined {
    return this.#attempt(() => {
      const real = this.#follow(path, 'stat', 0, asked)
      this.#rights?.pardon(asked)
      return real
    })
  }

  #attempt<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      if (error instanceof FileError && error.code === 'EACCES') return undefined
      throw error
    }
  }

  #rewrite(
    path: string,
    operation: string,
    change: (entry: FileEntry) => FileEntry,
    may: (rights: Rights, real: string, entry: FileEntry) => boolean,
  ): void {
    const real = this.#follow(path, operation)
    const entry = real === undefined ? undefined : this.#entry(real)
    if (real === undefined || !entry) throw new FileError('ENOENT', operation, path)
    if (this.#rights && !may(this.#rights, real, entry))
      this.#rights.refuse(operation === 'utime' ? 'EACCES' : 'EPERM', operation, path)
    this.#store.set(real, change(entry))
  }

  #transplant(from: string, to: string, moved: FileEntry): void {
    const owner = ownerMoved(from, to, moved.owner)
    const entry = owner === undefined ? moved : { ...moved, owner }
    // A full disk has room for what only changes its name.
    if (entry.kind === 'file') {
      this.#store.set(to, { ...entry, bytes: new Uint8Array() })
      this.#store.delete(from)
    }
    this.#store.set(to, entry)
    if (entry.kind === 'directory') {
      for (const name of [...this.#store.list(from)]) {
        const child = this.#store.get(join(from, name))
        if (child) this.#transplant(join(from, name), join(to, name), child)
      }
    }
    if (entry.kind !== 'file') this.#store.delete(from)
  }

  /** Where a new file of this name is put: its directory must exist; a link there is followed. */
  #place(path: string, operation: string, through = true): string {
    const directory = this.#follow(parentOf(path), operation)
    const parent = directory === undefined ? undefined : this.#entry(directory)
    if (directory === undefined || !parent) throw new FileError('ENOENT', operation, path)
    if (parent.kind !== 'directory') throw new FileError('ENOTDIR', operation, path)
    const real = join(directory, nameOf(path))
    const old = this.#store.get(real)
    return through && old?.kind === 'link' ? this.#place(resolve(directory, old.target), operation) : real
  }

  #follow(path: string, operation: string, hops = 0, asked = path): string | undefined {
    if (hops > 40) throw new FileError('ELOOP', operation, path)
    let real = '/'
    let folder = this.#rights && this.#entry(real)
    for (const part of resolve('/', path).split('/').filter(Boolean)) {
      const next = join(real, part)
      if (folder?.kind === 'directory') this.#demand('enter', real, folder, asked, operation)
      const entry = this.#store.get(next)
      if (entry?.kind === 'link') {
        const target = this.#follow(resolve(real, entry.target), operation, hops + 1, asked)
        if (target === undefined) return undefined
        real = target
        folder = this.#rights && this.#entry(real)
      } else {
        real = next
        folder = entry
      }
    }
    return real
  }
}

const isOwn = (rights: Rights, real: string, entry: FileEntry): boolean => rights.owns(real, entry)
const isWritable = (rights: Rights, real: string, entry: FileEntry): boolean =>
  rights.owns(real, entry) || rights.allows('write', real, entry)

/** An absolute, normal path. */
export function resolve(base: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export const join = (directory: string, name: string) =>
  name === '' ? directory : directory === '/' ? `/${name}` : `${directory}/${name}`

export const parentOf = (path: string) => resolve('/', `${path}/..`)

export const nameOf = (path: string) => resolve('/', path).split('/').at(-1) ?? ''
