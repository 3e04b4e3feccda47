import { type FileEntry, type FileStore, nameOf, parentOf } from './files.ts'

/** Files that live as long as this object: for devices, for tests, for a shell without a world. */
export class MemoryFiles implements FileStore {
  readonly #entries = new Map<string, FileEntry>()
  readonly #names = new Map<string, Set<string>>()

  get(path: string): FileEntry | undefined {
    return this.#entries.get(path)
  }

  set(path: string, entry: FileEntry): void {
    this.#entries.set(path, entry)
    if (path === '/') return
    const parent = parentOf(path)
    const names = this.#names.get(parent)
    if (names) names.add(nameOf(path))
    else this.#names.set(parent, new Set([nameOf(path)]))
  }

  delete(path: string): void {
    this.#entries.delete(path)
    this.#names.get(parentOf(path))?.delete(nameOf(path))
  }

  list(path: string): readonly string[] {
    return [...(this.#names.get(path) ?? [])]
  }
}
