import { rollText } from '../../kernel/random.ts'
import { publicKeyOf, typeOfPrivateKey } from '../../services/ec2/key-material.ts'
import { FileError, resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { drawKey } from '../ssh/draw-key.ts'
import { fingerprintOf, forgetKnown, knownLines } from '../ssh/host-keys.ts'
import { readOptions } from '../ssh/words.ts'

type Options = ReadonlyMap<string, readonly string[]>

/** OpenSSH's, for making keys, looking at them, and forgetting hosts. */
export const sshKeygen: Tool = {
  name: 'ssh-keygen',
  summary: "Makes keys for ssh: 'ssh-keygen -t ed25519 -f key -N \"\"'; 'ssh-keygen -R host' forgets a host.",

  async run(args, context) {
    const { options, problem } = readOptions(
      args,
      'ABHLQUXceghiklopquvya:b:C:D:E:F:f:I:K:M:m:N:n:O:P:R:r:s:t:V:W:w:Y:z:Z:',
    )
    if (problem !== undefined) return failed(`${problem}\n${usage}`)
    const forgotten = options.get('R')?.at(-1)
    if (forgotten !== undefined) return forget(forgotten, options, context)
    const found = options.get('F')?.at(-1)
    if (found !== undefined) return find(found, options, context)
    if (options.has('y')) return tellPublic(options, context)
    if (options.has('l')) return tellFingerprint(options, context)
    return make(options, context)
  },
}

const usage = `usage: ssh-keygen [-q] [-t ed25519|rsa] [-b bits] [-C comment] [-f file] [-N passphrase]
       ssh-keygen -y [-f file]
       ssh-keygen -l [-f file]
       ssh-keygen -R hostname [-f known_hosts_file]
       ssh-keygen -F hostname [-f known_hosts_file]
`

const printed = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })
const failed = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

async function make(options: Options, context: ToolContext): Promise<ToolResult> {
  const { machine, files, cwd, home, user, readLine } = context
  const type = options.get('t')?.at(-1) ?? 'ed25519'
  if (type === 'ecdsa' || type === 'dsa')
    return failed(`hopwise does not simulate ${type} keys. Use -t ed25519 or -t rsa.\n`)
  if (type !== 'ed25519' && type !== 'rsa') return failed(`unknown key type ${type}\n`)
  let stdout = options.has('q') ? '' : `Generating public/private ${type} key pair.\n`
  let name = options.get('f')?.at(-1)
  if (name === undefined) {
    const usual = `${home}/.ssh/id_${type}`
    name = (await readLine?.(`${stdout}Enter file in which to save the key (${usual}): `))?.trim() || usual
    if (readLine) stdout = ''
  }
  const path = resolve(cwd, name)
  if (files.stat(path)) {
    const answer = await readLine?.(`${stdout}${name} already exists.\nOverwrite (y/n)? `)
    if (answer?.trim() !== 'y')
      return { ...failed(''), stdout: readLine ? '' : `${stdout}${name} already exists.\nOverwrite (y/n)? ` }
    stdout = ''
  }
  const bits = type === 'rsa' ? Number(options.get('b')?.at(-1) ?? 3072) : 256
  const count = type === 'rsa' ? 38 : 5
  const lines = Array.from({ length: count }, () => rollText(machine.cloud.store, alphabet, 70))
  const secret = `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`
  const comment = options.get('C')?.at(-1) ?? `${user}@${machine.hostname.split('.')[0]}`
  const marked = type === 'rsa' ? secret.replaceAll('OPENSSH PRIVATE', 'RSA PRIVATE') : secret
  const published = publicKeyOf(marked, type)
  try {
    files.write(path, new TextEncoder().encode(marked), 0o600)
    files.write(`${path}.pub`, new TextEncoder().encode(`${published} ${comment}\n`), 0o644)
  } catch (error) {
    const isRefused = error instanceof FileError && error.code === 'EACCES'
    const reason = isRefused ? 'Permission denied' : 'No such file or directory'
    return failed(`Saving key "${name}" failed: ${reason}\n`)
  }
  if (options.has('q')) return printed('')
  const print = fingerprintOf(published)
  return printed(
    `${stdout}Your identification has been saved in ${name}\nYour public key has been saved in ${name}.pub\n` +
      `The key fingerprint is:\n${print} ${comment}\nThe key's randomart image is:\n${drawKey(print, type.toUpperCase(), bits)}`,
  )
}

function readKey(options: Options, { files, cwd, home }: ToolContext) {
  const name = options.get('f')?.at(-1) ?? `${home}/.ssh/id_ed25519`
  const bytes = files.read(resolve(cwd, name))
  return { name, text: bytes && new TextDecoder().decode(bytes) }
}

function tellPublic(options: Options, context: ToolContext): ToolResult {
  const { name, text } = readKey(options, context)
  if (text === undefined) return failed(`${name}: No such file or directory\n`, 255)
  const type = typeOfPrivateKey(text)
  return type
    ? printed(`${publicKeyOf(text, type)}\n`)
    : failed(`Load key "${name}": error in libcrypto\n`, 255)
}

function tellFingerprint(options: Options, context: ToolContext): ToolResult {
  const { name, text } = readKey(options, context)
  if (text === undefined) return failed(`ssh-keygen: ${name}: No such file or directory\n`, 255)
  const type = typeOfPrivateKey(text)
  const [, published, comment = 'no comment'] = /^((?:ssh-rsa|ssh-ed25519) \S+)(?: (.+))?$/m.exec(text) ?? []
  const key = published ?? (type && publicKeyOf(text, type))
  if (key === undefined) return failed(`${name} is not a public key file.\n`, 255)
  const isRsa = key.startsWith('ssh-rsa')
  return printed(`${isRsa ? 2048 : 256} ${fingerprintOf(key)} ${comment} (${isRsa ? 'RSA' : 'ED25519'})\n`)
}

const hostsFile = (options: Options, { cwd, home }: ToolContext): string => {
  const named = options.get('f')?.at(-1)
  return named === undefined ? `${home}/.ssh/known_hosts` : resolve(cwd, named)
}

function forget(host: string, options: Options, context: ToolContext): ToolResult {
  const path = hostsFile(options, context)
  if (!context.files.stat(path)) return failed(`Cannot stat ${path}: No such file or directory\n`, 255)
  const gone = forgetKnown(context.files, path, host)
  if (!gone.length) return failed(`Host ${host} not found in ${path}\n`, 0)
  const rows = gone.map((line) => `# Host ${host} found: line ${line}\n`).join('')
  return printed(`${rows}${path} updated.\nOriginal contents retained as ${path}.old\n`)
}

function find(host: string, options: Options, context: ToolContext): ToolResult {
  const path = hostsFile(options, context)
  if (!context.files.stat(path)) return failed(`Cannot stat ${path}: No such file or directory\n`, 255)
  const found = knownLines(context.files, path, host)
  const text = found.map(({ line, at }) => `# Host ${host} found: line ${at} \n${line}\n`).join('')
  return { stdout: text, stderr: '', exitCode: found.length ? 0 : 1 }
}
