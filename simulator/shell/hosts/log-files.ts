import type { Fabric } from '../../network/fabric.ts'
import { journalEnds, journalOf } from '../../world/journal.ts'
import type { FileEntry } from '../files.ts'
import type { HostRef } from './find-host.ts'

// The logs of what runs on a machine, as files: `/var/log/serve-443.log`. They hold what the journal keeps.

export const logFolder = '/var/log'

export function logAt({ store }: Fabric, { id }: HostRef, path: string): FileEntry | undefined {
  const [, name] = /^\/var\/log\/([^/]+)\.log$/.exec(path) ?? []
  if (name === undefined) return undefined
  const lines = journalOf(store, id, `${name}.service`).filter(({ fact }) => fact !== undefined)
  const last = lines.at(-1)
  if (!last) return undefined
  // Lines of web servers say themselves when they were written.
  const text = lines.map(({ at, message, fact }) =>
    fact?.kind === 'served' && fact.status !== undefined
      ? `${message}\n`
      : `${new Date(at).toISOString().slice(0, 19)}Z ${message}\n`,
  )
  return { kind: 'file', bytes: new TextEncoder().encode(text.join('')), mode: 0o644, modified: last.at }
}

export function logsOn({ store }: Fabric, { id }: HostRef): readonly string[] {
  if (!store.has(journalEnds, id)) return []
  const units = journalOf(store, id).flatMap(({ unit, fact }) => (fact ? unit : []))
  return [...new Set(units)].map((unit) => unit.replace(/\.service$/, '.log'))
}
