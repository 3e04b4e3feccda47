import type { Cloud } from '../../cloud.ts'
import { fileAt, filesIn, type HostFile, putFile, removeFile } from '../../world/files.ts'
import { type FileEntry, type FileStore, nameOf } from '../files.ts'
import type { HostRef } from './find-host.ts'
import { systemFiles } from './system-files.ts'

/** A host's files, out of the world's table, over those that its system brings. */
export function filesOf(cloud: Cloud, host: HostRef): FileStore {
  const { store } = cloud
  const { id } = host
  const system = systemFiles(() => cloud.fabric, host)
  return {
    get(path) {
      const found = fileAt(store, id, path)
      return found ? entryOf(found) : system.get(path)
    },
    set(path, entry) {
      putFile(store, {
        host: id,
        path,
        kind: entry.kind,
        bytes: bytesOf(entry),
        mode: entry.mode,
        modified: entry.modified,
      })
    },
    delete(path) {
      if (!system.get(path)) return removeFile(store, id, path)
      putFile(store, { host: id, path, kind: 'gone', bytes: new Uint8Array(), mode: 0, modified: 0 })
    },
    list(path) {
      const own = filesIn(store, id, path)
      const names = new Set([...system.list(path), ...own.map((file) => nameOf(file.path))])
      for (const { kind, path: gone } of own) if (kind === 'gone') names.delete(nameOf(gone))
      return [...names]
    },
  }
}

function entryOf({ kind, bytes, mode, modified }: HostFile): FileEntry | undefined {
  if (kind === 'gone') return undefined
  if (kind === 'link') return { kind, target: new TextDecoder().decode(bytes), mode, modified }
  return kind === 'file' ? { kind, bytes, mode, modified } : { kind, mode, modified }
}

function bytesOf(entry: FileEntry): Uint8Array {
  if (entry.kind === 'file') return entry.bytes
  return entry.kind === 'link' ? new TextEncoder().encode(entry.target) : new Uint8Array()
}
