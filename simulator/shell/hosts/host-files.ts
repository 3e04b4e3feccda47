import type { Cloud } from '../../cloud.ts'
import { lockOfFile } from '../../services/locks.ts'
import { bytesOn, fileAt, filesIn, type HostFile, putFile, removeFile } from '../../world/files.ts'
import { type FileEntry, FileError, type FileStore, nameOf } from '../files.ts'
import { type HostRef, listHosts } from './find-host.ts'
import { logAt } from './log-files.ts'
import { systemFiles } from './system-files.ts'

/** The disk of every machine. It is part of a world, which a browser keeps: far smaller than a real one. */
export const diskBytes = 32 * 1024 * 1024

/** A host's files, out of the world's table, over those that its system brings. */
export function filesOf(cloud: Cloud, host: HostRef): FileStore {
  const { store } = cloud
  const { id } = host
  const system = systemFiles(() => cloud.fabric, host)
  const refuse = (path: string) => {
    const { files } = cloud.locks
    const says = files.length ? lockOfFile(files, namesOf(cloud, host), path) : undefined
    if (says !== undefined) throw new FileError('EACCES', 'open', path, says)
    // What was logged is evidence: nobody changes it.
    if (logAt(cloud.fabric, host, path)) throw new FileError('EACCES', 'open', path)
  }
  return {
    get(path) {
      const found = fileAt(store, id, path)
      return found ? entryOf(found) : system.get(path)
    },
    set(path, entry) {
      refuse(path)
      const bytes = bytesOf(entry)
      const growth = bytes.length - (fileAt(store, id, path)?.bytes.length ?? 0)
      if (growth > 0 && bytesOn(store, id) + growth > diskBytes) throw new FileError('ENOSPC', 'write', path)
      putFile(store, {
        host: id,
        path,
        kind: entry.kind,
        bytes,
        mode: entry.mode,
        modified: entry.modified,
        ...(entry.owner !== undefined && { owner: entry.owner }),
      })
    },
    delete(path) {
      refuse(path)
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

function entryOf({ kind, bytes, mode, modified, owner }: HostFile): FileEntry | undefined {
  if (kind === 'gone') return undefined
  const known = { mode, modified, ...(owner !== undefined && { owner }) }
  if (kind === 'link') return { kind, target: new TextDecoder().decode(bytes), ...known }
  return kind === 'file' ? { kind, bytes, ...known } : { kind, ...known }
}

function bytesOf(entry: FileEntry): Uint8Array {
  if (entry.kind === 'file') return entry.bytes
  return entry.kind === 'link' ? new TextEncoder().encode(entry.target) : new Uint8Array()
}

/** What people may call a machine in a lock: its id, and its name. */
const namesOf = ({ fabric }: Cloud, { id }: HostRef): readonly string[] => [
  id,
  ...listHosts(fabric).flatMap((one) => (one.id === id ? one.name : [])),
]
