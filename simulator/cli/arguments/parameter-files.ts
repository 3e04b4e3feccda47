import type { CliHost } from '../host.ts'

/** A `file://` or `fileb://` that cannot be read; the message is the AWS CLI's. */
export class UnreadableFile extends Error {}

/** The content that a `file://` (text) or `fileb://` (bytes) value stands for; undefined for other values. */
export function readParameterFile(value: string, host: CliHost): string | Uint8Array | undefined {
  if (value.startsWith('fileb://')) return load(value, 'fileb://', host).bytes
  if (!value.startsWith('file://')) return undefined
  const { bytes, path } = load(value, 'file://', host)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    throw new UnreadableFile(
      `Unable to load paramfile (${path}), text contents could not be decoded.  If this is a binary file, ` +
        'please use the fileb:// prefix instead of the file:// prefix.',
    )
  }
}

function load(value: string, prefix: string, host: CliHost): { bytes: Uint8Array; path: string } {
  const path = expand(value.slice(prefix.length), host)
  const bytes = host.files.read(absolute(path, host))
  if (!bytes) {
    throw new UnreadableFile(
      `Unable to load paramfile ${value}: [Errno 2] No such file or directory: '${path}'`,
    )
  }
  return { bytes, path }
}

/** `~` and `$VARIABLES`, which the command expands itself because they stand inside a word. */
export function expand(path: string, host: CliHost): string {
  const atHome = path === '~' || path.startsWith('~/') ? host.home + path.slice(1) : path
  return atHome.replace(
    /\$(\w+|\{[^}]*\})/g,
    (whole, name: string) => host.env[name.replace(/[{}]/g, '')] ?? whole,
  )
}

export function absolute(path: string, host: CliHost): string {
  const full = path.startsWith('/') ? path : `${host.cwd}/${path}`
  const parts: string[] = []
  for (const part of full.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
