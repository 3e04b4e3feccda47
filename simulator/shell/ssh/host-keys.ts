import { scramble } from '../../kernel/random.ts'
import { publicKeyOf } from '../../services/ec2/key-material.ts'
import type { Files } from '../files.ts'

// By which key a machine is known again: ~/.ssh/known_hosts.

/** A machine's own key: every machine has another one. */
export const hostKeyOf = (id: string): string => publicKeyOf(`host key of ${id}`, 'ed25519')

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** `SHA256:…`, as people compare it. */
export function fingerprintOf(key: string): string {
  let made = ''
  for (let i = 0; made.length < 43; i++) {
    for (const part of scramble(`fingerprint ${i} ${key}`)) {
      for (let shift = 0; shift < 30; shift += 6) made += alphabet[(part >>> shift) & 63]
    }
  }
  return `SHA256:${made.slice(0, 43)}`
}

export type Known = 'unknown' | 'same' | { readonly changedAt: number }

/** `10.0.1.10`, or `[10.0.1.10]:2222` where the port is not the usual one. */
export const knownName = (host: string, port: number): string => (port === 22 ? host : `[${host}]:${port}`)

export function lookUpKnown(files: Files, path: string, name: string, key: string): Known {
  const lines = linesOf(files, path)
  const at = lines.findIndex((line) => line.split(/\s+/)[0]?.split(',').includes(name))
  if (at < 0) return 'unknown'
  return lines[at]!.includes(key) ? 'same' : { changedAt: at + 1 }
}

export function addKnown(files: Files, path: string, name: string, key: string): void {
  const folder = path.slice(0, path.lastIndexOf('/'))
  if (!files.stat(folder)) files.makeDirectory(folder, true)
  files.write(
    path,
    new TextEncoder().encode([...linesOf(files, path), `${name} ${key}`, ''].join('\n')),
    0o600,
  )
}

/** What a file knows of a host, with the numbers of its lines. */
export function knownLines(
  files: Files,
  path: string,
  name: string,
): { readonly line: string; readonly at: number }[] {
  return linesOf(files, path)
    .map((line, i) => ({ line, at: i + 1 }))
    .filter(({ line }) => line.split(/\s+/)[0]?.split(',').includes(name))
}

/** Forgets a host, as `ssh-keygen -R` does, and keeps the file as it was beside it. The lines that are gone. */
export function forgetKnown(files: Files, path: string, name: string): readonly number[] {
  const lines = linesOf(files, path)
  const gone = lines.flatMap((line, i) => (line.split(/\s+/)[0]?.split(',').includes(name) ? [i + 1] : []))
  if (gone.length) {
    files.write(`${path}.old`, new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')), 0o600)
    const kept = lines.filter((_, i) => !gone.includes(i + 1))
    files.write(path, new TextEncoder().encode(kept.map((line) => `${line}\n`).join('')), 0o600)
  }
  return gone
}

function linesOf(files: Files, path: string): string[] {
  const bytes = files.read(path)
  return bytes
    ? new TextDecoder()
        .decode(bytes)
        .split('\n')
        .filter((line) => line !== '')
    : []
}

const frame = '@'.repeat(59)

export const changedKey = (key: string, path: string, line: number, host: string, strict: string): string =>
  `${frame}
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
${frame}
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the ED25519 key sent by the remote host is
${fingerprintOf(key)}.
Please contact your system administrator.
Add correct host key in ${path} to get rid of this message.
Offending ED25519 key in ${path}:${line}
Host key for ${host} has changed and you have requested ${strict}.
Host key verification failed.
`
