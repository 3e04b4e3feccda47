import { publicKeyOf, typeOfPrivateKey } from '../../services/ec2/key-material.ts'
import { type Files, resolve } from '../files.ts'

// Which private keys a person has at hand, and whether a machine knows one of them.

export interface Identities {
  /** Public keys that belong to them, as authorized_keys has them: type and material. */
  readonly keys: readonly string[]
  /** What ssh says of files that it cannot use. */
  readonly warnings: string
}

interface Where {
  readonly files: Files
  readonly cwd: string
  readonly home: string
}

/** Files that are named; those of the agent, which holds all private keys of the person's folder; the usual names. */
export function identitiesIn(named: readonly string[], isNamedOnly: boolean, where: Where): Identities {
  let warnings = ''
  const keys: string[] = []
  for (const name of named) {
    const path = resolve(where.cwd, name.replace(/^~(?=\/)/, where.home).replace(/^%d/, where.home))
    if (!where.files.stat(path)) {
      warnings += `Warning: Identity file ${name} not accessible: No such file or directory.\n`
      continue
    }
    const { key, warning = '' } = keyAt(path, name, where.files)
    warnings += warning
    if (key) keys.push(key)
  }
  const folder = `${where.home}/.ssh`
  if (!isNamedOnly && where.files.stat(folder)?.kind === 'directory') {
    for (const name of where.files.list(folder)) {
      const { key } = keyAt(`${folder}/${name}`, name, where.files)
      if (key) keys.push(key)
    }
  }
  return { keys: [...new Set(keys)], warnings }
}

function keyAt(
  path: string,
  name: string,
  files: Files,
): { readonly key?: string; readonly warning?: string } {
  const entry = files.stat(path)
  if (entry?.kind !== 'file') return {}
  const text = new TextDecoder().decode(entry.bytes)
  // ssh(1): "ssh will simply ignore a private key file if it is accessible by others."
  if (entry.mode & 0o077) return { warning: tooOpen(name, entry.mode) }
  const type = typeOfPrivateKey(text)
  if (!type) return { warning: `Load key "${name}": error in libcrypto\n` }
  return { key: publicKeyOf(text, type) }
}

const line = '@'.repeat(59)

const tooOpen = (name: string, mode: number): string =>
  `${line}
@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @
${line}
Permissions 0${(mode & 0o777).toString(8)} for '${name}' are too open.
It is required that your private key files are NOT accessible by others.
This private key will be ignored.
Load key "${name}": bad permissions
`

/** Whether a machine lets somebody in who has one of the keys. */
export function isAuthorized(keys: readonly string[], files: Files, home: string): boolean {
  const bytes = files.read(`${home}/.ssh/authorized_keys`)
  const lines = bytes ? new TextDecoder().decode(bytes).split('\n') : []
  const known = lines.flatMap(
    (text) => /(?:^|\s)((?:ssh-rsa|ssh-ed25519) [A-Za-z0-9+/=]+)/.exec(text)?.[1] ?? [],
  )
  return keys.some((key) => known.includes(key))
}
