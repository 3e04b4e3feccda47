import { packLimits } from './limits.ts'

// What a zip says of itself at its end. Archives are unpacked from their beginning, entry by entry, so nothing here is
// relied on; but one whose directory says something else than its entries is read otherwise by other programs, and
// nobody makes such a one by mistake.

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const endLength = 22
const longestComment = 0xffff
const symbolicLink = 0o120000
const fileTypes = 0o170000

/** What is wrong with the directory of an archive; undefined where nothing is. */
export function problemInDirectory(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) return 'an archive that ends too soon'
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const start = view.getUint32(end + 16, true)
  if (count > packLimits.files + 1) return `a directory of ${count} files`
  if (start + size !== end) return 'a directory that is not where it says'
  const taken: (readonly [from: number, to: number])[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== entryMark)
      return 'a directory that lists less than it says'
    const flags = view.getUint16(at + 8, true)
    const packed = view.getUint32(at + 20, true)
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ]
    const mode = view.getUint32(at + 38, true) >>> 16
    const local = view.getUint32(at + 42, true)
    if (flags & 1) return 'an encrypted file'
    if ((mode & fileTypes) === symbolicLink) return 'a symbolic link'
    if (local + 30 > start || view.getUint32(local, true) !== localMark)
      return 'an entry that is not where it says'
    const own = view.getUint16(local + 26, true)
    if (own !== name || !isSame(bytes, at + 46, local + 30, name))
      return 'an entry of another name than its directory says'
    taken.push([local, local + 30 + own + view.getUint16(local + 28, true) + packed])
    at += 46 + name + extra + comment
  }
  if (at !== end) return 'a directory that lists more than it says'
  return overlapIn(taken, start)
}

function endOf(view: DataView): number | undefined {
  const last = view.byteLength - endLength
  for (let at = last; at >= 0 && at >= last - longestComment; at--) {
    if (
      view.getUint32(at, true) === endMark &&
      at + endLength + view.getUint16(at + 20, true) === view.byteLength
    )
      return at
  }
  return undefined
}

const isSame = (bytes: Uint8Array, a: number, b: number, length: number): boolean => {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
  return true
}

function overlapIn(taken: readonly (readonly [number, number])[], start: number): string | undefined {
  let free = 0
  for (const [from, to] of [...taken].sort(([a], [b]) => a - b)) {
    if (from < free || to > start) return 'files that lie over each other'
    free = to
  }
  return undefined
}
