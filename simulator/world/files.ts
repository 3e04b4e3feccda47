import { type Store, table } from '../kernel/store.ts'

// The files of every host are part of the world, so undo, fork and replay include them.

export interface HostFile {
  readonly host: string
  /** Absolute, without `.`, `..` or a slash at the end. */
  readonly path: string
  /** `gone`: what the machine has by itself and somebody removed. */
  readonly kind: 'file' | 'directory' | 'link' | 'gone'
  /** A file's bytes; a link's target as UTF-8; empty for a directory. */
  readonly bytes: Uint8Array
  readonly mode: number
  /** Milliseconds since 1970. */
  readonly modified: number
  /** `user` or `user:group`, where its place does not tell it. */
  readonly owner?: string
}

const keyOf = (host: string, path: string) => `${host}:${path}`

export const hostFiles = table<HostFile>('files', (file) => keyOf(file.host, file.path), {
  host: ({ host }) => host,
  folder: (file) => (file.path === '/' ? undefined : keyOf(file.host, folderOf(file.path))),
})

export function fileAt(store: Store, host: string, path: string): HostFile | undefined {
  return store.get(hostFiles, keyOf(host, path))
}

export function filesIn(store: Store, host: string, folder: string): HostFile[] {
  return store.by(hostFiles, 'folder', keyOf(host, folder))
}

/** How many bytes the files of a machine have together. */
export const bytesOn = (store: Store, host: string): number =>
  store.by(hostFiles, 'host', host).reduce((sum, { bytes }) => sum + bytes.length, 0)

export function putFile(store: Store, file: HostFile): void {
  store.put(hostFiles, file)
}

export function removeFile(store: Store, host: string, path: string): void {
  store.delete(hostFiles, keyOf(host, path))
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/')
  return end <= 0 ? '/' : path.slice(0, end)
}
