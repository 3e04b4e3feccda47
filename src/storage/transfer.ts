import { transferWords } from '../messages/transfer-words.ts'
import { database, type KeptLab, type KeptPack, type KeptProgress, stores } from './database.ts'
import { better } from './progress.ts'

// Everything that is kept, as one file to take along, and back again. What is in both places is merged: of labs and
// packs the newer one stays, of progress the better one.

interface Contents {
  readonly labs: readonly KeptLab[]
  readonly progress: readonly KeptProgress[]
  readonly packs: readonly (Omit<KeptPack, 'bytes'> & { readonly bytes: string })[]
}

interface Transfer {
  readonly kind: 'hopwise'
  readonly format: 1
  /** Of the contents as they stand in the file. */
  readonly sha256: string
  readonly contents: string
}

export async function exportAll(): Promise<Blob> {
  const db = await database()
  const [labs, progress, packs] = await Promise.all([
    db.getAll('labs'),
    db.getAll('progress'),
    db.getAll('packs'),
  ])
  const contents: Contents = {
    labs,
    progress,
    packs: packs.map((pack) => ({ ...pack, bytes: base64Of(pack.bytes) })),
  }
  const text = JSON.stringify(contents)
  const file: Transfer = { kind: 'hopwise', format: 1, sha256: await hashOf(text), contents: text }
  return new Blob([JSON.stringify(file)], { type: 'application/json' })
}

export type Imported =
  | { readonly taken: { readonly labs: number; readonly progress: number; readonly packs: number } }
  | { readonly problem: string }

/** Takes a file back. A file that is damaged changes nothing. */
export async function importAll(text: string): Promise<Imported> {
  const read = await readTransfer(text)
  if ('problem' in read) return read
  const { labs, progress, packs } = read.contents
  const db = await database()
  const change = db.transaction(stores, 'readwrite')
  const taken = { labs: 0, progress: 0, packs: 0 }
  for (const lab of labs) {
    const before = await change.objectStore('labs').get(lab.id)
    if (before && before.at >= lab.at) continue
    await change.objectStore('labs').put(lab)
    taken.labs++
  }
  for (const one of progress) {
    await change.objectStore('progress').put(better(await change.objectStore('progress').get(one.id), one))
    taken.progress++
  }
  for (const pack of packs) {
    const before = await change.objectStore('packs').get(pack.id)
    if (before && before.at >= pack.at) continue
    await change.objectStore('packs').put({ ...pack, bytes: bytesOf(pack.bytes) })
    taken.packs++
  }
  await change.done
  return { taken }
}

async function readTransfer(text: string): Promise<{ contents: Contents } | { problem: string }> {
  let file: Partial<Transfer>
  try {
    file = JSON.parse(text) as Partial<Transfer>
  } catch {
    return { problem: transferWords.notJson }
  }
  if (file?.kind !== 'hopwise' || typeof file.contents !== 'string')
    return { problem: transferWords.notAnExport }
  if (file.format !== 1) return { problem: transferWords.otherFormat(file.format) }
  if ((await hashOf(file.contents)) !== file.sha256) return { problem: transferWords.damaged }
  const contents = JSON.parse(file.contents) as Contents
  const isWhole = [contents.labs, contents.progress, contents.packs].every(
    (list) =>
      Array.isArray(list) && list.every((one) => typeof one.id === 'string' && typeof one.at === 'number'),
  )
  return isWhole ? { contents } : { problem: transferWords.notWhole }
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
