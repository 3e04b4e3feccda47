import { strToU8, Unzip, UnzipInflate, type Zippable, zipSync } from 'fflate'
import { sha256 } from '../kernel/sha256.ts'
import { packLimits } from './limits.ts'
import { type PackFiles, problemsInFiles } from './load.ts'
import type { Problem } from './problem.ts'
import { problemInDirectory } from './zip-directory.ts'

// A pack as one file, `.hopwise`: a zip whose bytes depend on nothing but the files, so that equal packs are equal.

/** What a pack is known by: of its files' paths and contents, however it is packed. */
export function hashOfPack(files: PackFiles): string {
  const lines = sorted(files).map(([path, bytes]) => `${hex(sha256(bytes))}  ${path}\n`)
  return hex(sha256(strToU8(lines.join(''))))
}

export function buildArchive(files: PackFiles): Uint8Array {
  const entries: Zippable = Object.create(null)
  for (const [path, bytes] of sorted(files)) {
    // The oldest moment that a zip can tell, so that the clock of whoever packs it leaves no trace.
    entries[path] = [bytes, { mtime: new Date(firstMoment), os: 3, attrs: 0o644 << 16, level: 9 }]
  }
  entries[hashFile] = [
    strToU8(`${hashOfPack(files)}\n`),
    { mtime: new Date(firstMoment), os: 3, attrs: 0o644 << 16 },
  ]
  return zipSync(entries)
}

const firstMoment = '1980-01-02T00:00:00'

const hashFile = 'hopwise.sha256'

const archive = 'the archive'

/** The files of an archive. What it claims of itself is not believed: unpacking ends where it becomes too much. */
export function openArchive(bytes: Uint8Array): { files?: PackFiles; problems: readonly Problem[] } {
  const refuse = (found: string, expected: string) => ({ problems: [{ file: archive, found, expected }] })
  if (bytes.length > packLimits.archiveBytes)
    return refuse(`${bytes.length} bytes`, `at most ${packLimits.archiveBytes}`)
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const odd = isZip ? problemInDirectory(bytes) : 'something else'
  if (odd !== undefined) return refuse(odd, 'a zip archive as `hopwise pack build` makes it')
  let files: Map<string, Uint8Array>
  try {
    files = unpack(bytes)
  } catch (error) {
    if (error instanceof TooMuch) return refuse(error.message, 'a pack within its limits')
    return refuse(error instanceof Error ? error.message : 'something else', 'a zip archive')
  }
  const claimed = files.get(hashFile)
  files.delete(hashFile)
  const problems = problemsInFiles(files)
  if (problems.length) return { problems }
  if (!claimed || new TextDecoder().decode(claimed).trim() !== hashOfPack(files)) {
    const found = claimed ? 'files that are not those that were packed' : 'no hash'
    return refuse(found, 'a pack that `hopwise pack build` made')
  }
  return { files, problems: [] }
}

class TooMuch extends Error {}

/** Small pieces, so that none of them can become much before anybody looks. */
const piece = 16 * 1024

function unpack(bytes: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let begun = 0
  let total = 0
  const unzip = new Unzip((file) => {
    // Archives of other makers list folders, too.
    if (file.name.endsWith('/')) return
    if (++begun > packLimits.files + 1) throw new TooMuch(`more than ${packLimits.files} files`)
    const parts: Uint8Array[] = []
    let size = 0
    file.ondata = (error, data, isLast) => {
      if (error) throw error
      size += data.length
      total += data.length
      const name = file.name.slice(0, 80)
      if (size > packLimits.fileBytes) throw new TooMuch(`${name} of more than ${packLimits.fileBytes} bytes`)
      if (total > packLimits.totalBytes) throw new TooMuch(`more than ${packLimits.totalBytes} bytes`)
      parts.push(data.slice())
      if (!isLast) return
      if (files.has(file.name)) throw new TooMuch(`${name} twice`)
      files.set(file.name, joined(parts, size))
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for (let at = 0; at < bytes.length; at += piece) {
    unzip.push(bytes.subarray(at, at + piece), at + piece >= bytes.length)
  }
  if (!begun || files.size < begun) throw new Error('an archive that ends too soon')
  return files
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const sorted = (files: PackFiles): readonly (readonly [string, Uint8Array])[] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

const hex = (bytes: Uint8Array): string => [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('')
