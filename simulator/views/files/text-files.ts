import { type Files, join } from '../../shell/files.ts'

/** A file that an editor can show. */
export interface TextFile {
  readonly path: string
  /** Its path from the folder that was listed. */
  readonly name: string
}

/** The files in a folder and in those inside of it that are text, sorted by name; those whose names begin with a dot last. */
export function textFilesIn(files: Files, folder: string): readonly TextFile[] {
  const found: TextFile[] = []
  const look = (at: string, name: string, depth: number) => {
    if (found.length >= most) return
    const entry = files.lstat(at)
    if (entry?.kind === 'file') {
      if (textOf(entry.bytes) !== undefined) found.push({ path: at, name })
    } else if (entry?.kind === 'directory' && depth < deepest)
      for (const one of inOrder(files.list(at))) look(join(at, one), name ? `${name}/${one}` : one, depth + 1)
  }
  look(folder, '', 0)
  return found
}

/** A list is to be looked through by a person. */
const most = 200
const deepest = 4

const isHidden = (name: string) => name.startsWith('.')

const inOrder = (names: readonly string[]): readonly string[] => [
  ...names.filter((name) => !isHidden(name)),
  ...names.filter(isHidden),
]

/** The pack that a file is in: the nearest folder around it with a pack.yaml, and every file there by its path in it. */
export function packAround(
  files: Files,
  path: string,
): { readonly folder: string; readonly files: ReadonlyMap<string, Uint8Array> } | undefined {
  let folder = path
  do {
    folder = folder.slice(0, folder.lastIndexOf('/'))
    if (!folder) return undefined
  } while (path !== `${folder}/pack.yaml` && !files.lstat(`${folder}/pack.yaml`))
  const found = new Map<string, Uint8Array>()
  const look = (name: string, depth: number) => {
    const at = name ? join(folder, name) : folder
    const entry = files.lstat(at)
    if (entry?.kind === 'file') found.set(name, entry.bytes)
    else if (entry?.kind === 'directory' && depth < deepestInPacks)
      for (const one of files.list(at)) if (!isHidden(one)) look(name ? `${name}/${one}` : one, depth + 1)
  }
  look('', 0)
  return { folder, files: found }
}

/** Deeper than a pack may be, so that what is too deep is told. */
const deepestInPacks = 10

/** What is in a file, where that is text. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
