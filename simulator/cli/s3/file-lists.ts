import type { CliHost } from '../host.ts'
import type { S3 } from './line.ts'
import type { LocalPlace, S3Place } from './places.ts'

/** A file or an object, as commands on many compare and move them. */
export interface Item {
  /** Relative to where the command works, with slashes. */
  readonly name: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number
}

/** The objects behind a prefix that ends in a slash. What stands for a folder only counts when deleting. */
export function objectsUnder(s3: S3, { bucket, key }: S3Place, withFolders = false): Item[] {
  const items: Item[] = []
  for (const { Key = '', Size = 0, LastModified = '' } of s3.objects(bucket, key)) {
    if (!withFolders && Size === 0 && Key.endsWith('/')) continue
    items.push({ name: Key.slice(key.length), size: Size, modified: new Date(LastModified).getTime() })
  }
  return items
}

/** The files in a folder and in all folders in it, in the order of their names' bytes. */
export function filesUnder(host: CliHost, { path }: LocalPlace): Item[] {
  const { files } = host
  const items: Item[] = []
  const walk = (folder: string, front: string) => {
    for (const name of files.list?.(folder) ?? []) {
      const place = `${folder === '/' ? '' : folder}/${name}`
      const found = files.stat?.(place)
      if (found?.kind === 'directory') walk(place, `${front}${name}/`)
      else if (found?.kind === 'file') {
        const size = files.read(place)?.length ?? 0
        items.push({ name: front + name, size, modified: found.modified })
      }
    }
  }
  if (isFolder(host, path)) walk(path, '')
  return items.sort((a, b) => (a.name < b.name ? -1 : 1))
}

export const isFolder = ({ files }: CliHost, path: string): boolean =>
  files.stat?.(path)?.kind === 'directory'

export function fileExists({ files }: CliHost, path: string): boolean {
  return files.stat ? files.stat(path) !== undefined : files.read(path) !== undefined
}
