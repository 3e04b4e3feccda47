import type { CliHost } from '../host.ts'

// Where things come from and go to: `s3://bucket/key`, or a path of the machine.

export interface S3Place {
  readonly kind: 's3'
  /** A name, or the ARN or alias of an access point. */
  readonly bucket: string
  readonly key: string
}

export interface LocalPlace {
  readonly kind: 'local'
  /** As it was typed. */
  readonly typed: string
  /** Absolute. */
  readonly path: string
}

export type Place = S3Place | LocalPlace

export function readPlace(word: string, host: CliHost): Place {
  if (word.startsWith('s3://')) return readUri(word)
  return { kind: 'local', typed: word, path: absolutePath(word, host) }
}

export function readUri(word: string): S3Place {
  const rest = word.replace(/^s3:\/\//, '')
  const arn = /^(arn:aws[^:]*:s3[^:]*:[^:]*:\d{12}:accesspoint[/:][^/]+)\/?(.*)$/s.exec(rest)
  if (arn) return { kind: 's3', bucket: arn[1]!, key: arn[2]! }
  const slash = rest.indexOf('/')
  if (slash < 0) return { kind: 's3', bucket: rest, key: '' }
  return { kind: 's3', bucket: rest.slice(0, slash), key: rest.slice(slash + 1) }
}

export const uriOf = (bucket: string, key: string): string => `s3://${bucket}/${key}`

function absolutePath(word: string, { cwd, home }: CliHost): string {
  const path = word === '~' || word.startsWith('~/') ? home + word.slice(1) : word
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** A path as the command prints it: seen from the working folder, `./name` for what is in it. */
export function shownPath(path: string, cwd: string): string {
  const folder = path.split('/').slice(1, -1)
  const from = cwd.split('/').filter((part) => part !== '')
  let common = 0
  while (common < folder.length && common < from.length && folder[common] === from[common]) common++
  const way = [...from.slice(common).map(() => '..'), ...folder.slice(common)]
  return [way.join('/') || '.', path.slice(path.lastIndexOf('/') + 1)].join('/')
}
