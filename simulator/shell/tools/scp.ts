import { FileError, type Files, nameOf, resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { type Reached, reach } from '../ssh/reach.ts'
import { readOptions } from '../ssh/words.ts'
import { reachOptions } from './ssh.ts'

/** Copies files from machine to machine, over the connections that `ssh` would make. */
export const scp: Tool = {
  name: 'scp',
  summary: "Copies files to and from other machines: 'scp -i key.pem app.conf ec2-user@10.0.1.10:'.",

  async run(args, context) {
    const { options, operands, problem } = readOptions(args, '346ABCOpqRrsTvc:D:F:i:J:l:o:P:S:X:')
    if (problem !== undefined) return failed(`${problem}\n${usage}`)
    if (operands.length < 2) return failed(usage)
    const port = options.get('P')?.at(-1)
    if (port !== undefined && !/^\d+$/.test(port)) return failed(`scp: bad port "${port}"\n`)
    const reached = new Map<string, Reached>()
    let stderr = ''
    const end = async (text: string): Promise<End | undefined> => {
      const place = readPlace(text)
      const { host } = place
      if (host === undefined) return { files: context.files, cwd: context.cwd, path: place.path }
      const known = reached.get(text.slice(0, text.indexOf(place.path)))
      const found = known ?? (await connect(place, port, options, context))
      stderr += known ? '' : found.said
      if (!found.ok) return undefined
      reached.set(text.slice(0, text.indexOf(place.path)), found)
      return { files: found.ownFiles, cwd: found.user.home, path: place.path || '.' }
    }
    const target = await end(operands.at(-1)!)
    if (!target) return failed(`${stderr}scp: Connection closed\n`)
    let exitCode = 0
    let stdout = ''
    for (const text of operands.slice(0, -1)) {
      const source = await end(text)
      if (!source) return failed(`${stderr}scp: Connection closed\n`)
      const said = copy(source, target, {
        isDeep: options.has('r'),
        isOne: operands.length === 2,
        keeps: options.has('p'),
      })
      if (said.problem !== undefined) {
        stderr += `scp: ${said.problem}\n`
        exitCode = 1
      }
      if (context.terminal && !options.has('q')) stdout += said.copied.map(progress).join('')
    }
    return { stdout, stderr, exitCode }
  },
}

const usage = `usage: scp [-346Cpqrv] [-F ssh_config] [-i identity_file] [-J destination]
           [-o ssh_option] [-P port] source ... target
`

const failed = (stderr: string): ToolResult => ({
  stdout: '',
  stderr,
  exitCode: stderr.startsWith('usage') ? 1 : 255,
})

interface NamedPlace {
  readonly host?: string
  readonly user?: string
  readonly path: string
}

/** `[user@]host:path`, or a path here: a colon after a slash does not count. */
function readPlace(text: string): NamedPlace {
  const [, user, bracketed, plain, path = ''] =
    /^(?:([^@/:]+)@)?(?:\[([^\]]+)\]|([^/:@]+)):(.*)$/s.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined) return { path: text }
  return { host, path, ...(user !== undefined && { user }) }
}

function connect(
  { host = '', user }: NamedPlace,
  port: string | undefined,
  options: ReadonlyMap<string, readonly string[]>,
  context: ToolContext,
) {
  const destination = {
    host,
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port: Number(port) }),
  }
  return reach(destination, reachOptions(options, context), context)
}

interface End {
  readonly files: Files
  readonly cwd: string
  readonly path: string
}

interface Manner {
  readonly isDeep: boolean
  /** One file may get a new name on the way. */
  readonly isOne: boolean
  /** With the times and modes that they have. */
  readonly keeps: boolean
}

interface Copied {
  readonly name: string
  readonly size: number
}

function copy(
  source: End,
  target: End,
  manner: Manner,
): { readonly copied: readonly Copied[]; readonly problem?: string } {
  const from = resolve(source.cwd, source.path)
  const entry = source.files.stat(from)
  if (!entry) return { copied: [], problem: `${source.path}: No such file or directory` }
  if (entry.kind === 'directory' && !manner.isDeep)
    return { copied: [], problem: `${source.path}: not a regular file` }
  if (entry.kind === 'file' && !source.files.read(from))
    return { copied: [], problem: `${source.path}: Permission denied` }
  const into = resolve(target.cwd, target.path.replace(/^~(?=\/|$)/, target.cwd))
  const isFolder = target.files.stat(into)?.kind === 'directory'
  if (!isFolder && (!manner.isOne || target.path.endsWith('/'))) {
    const dest = target.path === '' ? '.' : target.path
    return {
      copied: [],
      problem: manner.isOne ? `dest open "${dest}": Failure` : `${dest}: No such file or directory`,
    }
  }
  const to = isFolder ? resolve(into, nameOf(from)) : into
  try {
    return { copied: transfer(source.files, from, target.files, to, manner.keeps) }
  } catch (error) {
    const isRefused = error instanceof FileError && error.code === 'EACCES'
    const reason = isRefused ? 'Permission denied' : 'No such file or directory'
    const shown = isFolder ? `${target.path.replace(/\/$/, '')}/${nameOf(from)}` : target.path
    return { copied: [], problem: `dest open "${shown}": ${reason}` }
  }
}

function transfer(source: Files, from: string, target: Files, to: string, keeps: boolean): Copied[] {
  const entry = source.stat(from)
  if (entry?.kind === 'directory') {
    target.makeDirectory(to, true)
    return source
      .list(from)
      .flatMap((name) => transfer(source, resolve(from, name), target, resolve(to, name), keeps))
  }
  const bytes = source.read(from)
  if (entry?.kind !== 'file' || !bytes) return []
  target.write(to, bytes, entry.mode & (keeps ? 0o777 : 0o755))
  if (keeps) target.touch(to, entry.modified)
  return [{ name: nameOf(from), size: entry.bytes.length }]
}

/** The line of the meter when a file has arrived. */
function progress({ name, size }: Copied): string {
  return `${name.padEnd(42).slice(0, 42)} 100% ${sized(size).padStart(5)} ${`${sized(size * 8)}B/s`.padStart(10)}   00:00    \n`
}

function sized(bytes: number): string {
  const units = ['', 'KB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 10_000 && unit < 3) {
    value = Math.floor(value / 1024)
    unit++
  }
  return `${value}${units[unit]}`
}
