import type {
  BufferEncoding,
  CpOptions,
  FileContent,
  FsStat,
  IFileSystem,
  MkdirOptions,
  RmOptions,
} from 'just-bash'
import { binary, bytesOf } from './byte-strings.ts'
import { bytesOfDevice, endlessDevice, usualPiece } from './devices.ts'
import { networkPath } from './dialing.ts'
import { type FileEntry, FileError, type Files, join, nameOf, parentOf, resolve } from './files.ts'
import { encodeMarked } from './marked-bytes.ts'
import { MemoryFiles } from './memory-files.ts'

/** What the file system tells the shell about, besides keeping files. */
export interface FileSystemPorts {
  readonly files: Files
  /** Commands that `ls /usr/bin` shows; any registered command can be run. */
  programs(): readonly string[]
  isProgram(name: string): boolean
  /** Bytes that a command wrote to the shell's own standard output (1) or standard error (2). */
  output(stream: 1 | 2, bytes: Uint8Array, line: number): void
  /** Awaited where a command writes output, so that long output lets others have a turn. */
  pause(): Promise<void> | undefined
  /** Awaited at each turn of a loop in a text that `eval` or `source` runs. */
  turn(): Promise<void> | undefined
  /** Told how a path is looked at, so that it can be known who reads it next: `name` with what was typed. */
  looks(path: string, how: 'name' | 'exists' | 'stat' | 'program' | 'list'): void
  /** What the shell is to run instead of the text that it reads to run it; undefined for any other reading. */
  reads(path: string, text: () => string): Promise<string> | undefined
  /** Opens a connection, sends the bytes and gives what comes back: /dev/tcp. */
  dial(path: string, bytes: Uint8Array): Promise<Uint8Array>
  /** What a file of /proc tells at the moment. */
  told(path: string): Promise<string>
  /** The world's dice. */
  random(): number
  /** What was typed last when a command asked. */
  answer(): Uint8Array
}

type Encoding = BufferEncoding | { encoding?: BufferEncoding | null } | undefined

/** Writing here is writing to the shell's own output: `/dev/.shell/<stream>/<line of the script>`. */
export const outputPath = (stream: 1 | 2, line: number) => `/dev/.shell/${stream}/${line}`
const isOutput = /^\/dev\/\.shell\/([12])\/(\d+)$/

/** What was typed when a command asked for it. */
export const answerPath = '/dev/.shell/answer'

/** Reading this is giving others a turn. */
export const turnPath = '/dev/.shell/turn'

/** The host's files as the bash library wants them, with the devices and programs of a Linux machine. */
export class ShellFileSystem implements IFileSystem {
  readonly #ports: FileSystemPorts
  /** `/dev` and `/proc` belong to the running machine, not to the world's files. */
  readonly #volatile: Files
  #skipped: Set<string> | undefined

  constructor(ports: FileSystemPorts) {
    this.#ports = ports
    const devices = new MemoryFiles()
    this.#volatile = ports.files.over(devices)
    for (const path of ['/dev', '/dev/fd', '/proc', ...forwardingFolders, ...firmwareFolders])
      devices.set(path, { ...directoryEntry, modified: 0 })
    devices.set('/sys/class/dmi/id', { kind: 'link', target: firmware, mode: 0o777, modified: 0 })
    for (const name of ['full', 'null', 'random', 'tty', 'urandom', 'zero', 'stdin', 'stdout', 'stderr']) {
      devices.set(`/dev/${name}`, { kind: 'file', bytes: nothing, mode: 0o666, modified: 0 })
    }
    for (const path of tellingFiles)
      devices.set(path, {
        kind: 'file',
        bytes: nothing,
        mode: path.endsWith('_uuid') ? 0o400 : 0o444,
        modified: 0,
      })
  }

  async readFile(path: string, options?: Encoding): Promise<string> {
    if (path === turnPath) {
      await this.#ports.turn()
      return ''
    }
    if (networkPath(path)) return decode(await this.#ports.dial(path, nothing), encodingOf(options))
    const telling = this.#telling(path)
    if (telling !== undefined) return this.#ports.told(telling)
    const toRun = options ? undefined : this.#ports.reads(path, () => decode(this.#bytes(path), 'utf8'))
    if (toRun) return toRun
    return decode(this.#bytes(path), encodingOf(options))
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    if (networkPath(path)) return this.#ports.dial(path, nothing)
    const telling = this.#telling(path)
    if (telling !== undefined) return new TextEncoder().encode(await this.#ports.told(telling))
    return this.#bytes(path)
  }

  async writeFile(path: string, content: FileContent, options?: Encoding): Promise<void> {
    const at = resolve('/', path)
    if (at === '/dev/null') return
    if (at === '/dev/full' && content.length) throw new FileError('ENOSPC', 'write', path)
    if (networkPath(at)) return this.#dial(at, encode(content, encodingOf(options)))
    if (this.#isOutput(at)) return this.appendFile(path, content, options)
    this.#refuseProgram(at)
    this.#of(at).write(at, encode(content, encodingOf(options)))
  }

  async appendFile(path: string, content: FileContent, options?: Encoding): Promise<void> {
    const at = resolve('/', path)
    if (networkPath(at)) return this.#dial(at, encode(content, encodingOf(options)))
    if (at === '/dev/null' || content.length === 0) {
      if (!this.#isDevice(at) && !this.#of(at).stat(at)) await this.writeFile(at, content, options)
      return
    }
    const bytes = encode(content, encodingOf(options))
    const [, stream, line] = isOutput.exec(at) ?? []
    if (stream || at === '/dev/tty') {
      this.#ports.output(stream === '2' ? 2 : 1, bytes, Number(line ?? 0))
      return this.#ports.pause()
    }
    this.#refuseProgram(at)
    this.#of(at).append(at, bytes)
  }

  /** A file is opened first and written then; a connection is opened once. */
  async #dial(at: string, bytes: Uint8Array): Promise<void> {
    const isOpen = this.#open === at && bytes.length > 0
    this.#open = bytes.length ? undefined : at
    if (!isOpen) await this.#ports.dial(at, bytes)
  }
  #open: string | undefined

  async exists(path: string): Promise<boolean> {
    const entry = this.#entry(resolve('/', path))
    this.#ports.looks(path, entry === programEntry ? 'program' : 'exists')
    return entry !== undefined
  }

  async stat(path: string): Promise<FsStat> {
    const entry = this.#entry(resolve('/', path))
    this.#ports.looks(path, entry === programEntry ? 'program' : 'stat')
    return { ...this.#stat(path, 'stat', entry), identity: this.#realPath(resolve('/', path)) }
  }

  async lstat(path: string): Promise<FsStat> {
    const at = resolve('/', path)
    const found = this.#stat(path, 'lstat', this.#of(at).lstat(at) ?? this.#entry(at))
    return { ...found, identity: join(this.#realPath(parentOf(at)), nameOf(at)) }
  }

  async mkdir(path: string, options?: MkdirOptions): Promise<void> {
    const at = resolve('/', path)
    this.#of(at).makeDirectory(at, options?.recursive)
  }

  async readdir(path: string): Promise<string[]> {
    const at = resolve('/', path)
    this.#ports.looks(path, 'list')
    const programs = isBin(at) ? this.#ports.programs() : []
    const top = at === '/' ? ['bin', 'dev', 'proc', 'sys', 'usr'] : at === '/usr' ? ['bin'] : []
    const isOnlyOurs = programs.length + top.length > 0 && !this.#ports.files.stat(at)
    const own = isOnlyOurs ? [] : this.#listed(at)
    const names = new Set([...own, ...programs, ...top])
    return [...names].filter((name) => at !== '/dev' || name !== '.shell').sort()
  }

  #listed(at: string): readonly string[] {
    try {
      return this.#of(at).list(at)
    } catch (error) {
      if (!this.#skipped || !(error instanceof FileError) || error.code !== 'EACCES') throw error
      this.#skipped.add(at)
      return []
    }
  }

  /** Until its `end`, folders that may not be looked into are as empty ones, and noted. */
  skipForbidden(): { readonly folders: ReadonlySet<string>; end(): void } {
    const folders = new Set<string>()
    const before = this.#skipped
    this.#skipped = folders
    return {
      folders,
      end: () => {
        this.#skipped = before
      },
    }
  }

  async rm(path: string, options?: RmOptions): Promise<void> {
    const at = resolve('/', path)
    this.#refuseProgram(at)
    this.#of(at).remove(at, options)
  }

  async cp(from: string, to: string, options?: CpOptions): Promise<void> {
    const source = resolve('/', from)
    const target = resolve('/', to)
    if (this.#of(source) === this.#ports.files && this.#of(target) === this.#ports.files) {
      return this.#ports.files.copy(source, target, options?.recursive)
    }
    await this.writeFile(target, this.#bytes(source))
  }

  async mv(from: string, to: string): Promise<void> {
    this.#ports.files.move(resolve('/', from), resolve('/', to))
  }

  resolvePath(base: string, path: string): string {
    this.#ports.looks(path, 'name')
    return resolve(base, path)
  }

  getAllPaths(): string[] {
    return []
  }

  async chmod(path: string, mode: number): Promise<void> {
    const at = resolve('/', path)
    this.#of(at).changeMode(at, mode)
  }

  async symlink(target: string, path: string): Promise<void> {
    this.#ports.files.link(target, resolve('/', path))
  }

  // Two names for one file are not kept: a hard link is a copy.
  async link(from: string, to: string): Promise<void> {
    const at = resolve('/', to)
    if (this.#entry(at)) throw new FileError('EEXIST', 'link', to)
    await this.cp(from, at)
  }

  async readlink(path: string): Promise<string> {
    const at = resolve('/', path)
    const entry = this.#of(at).lstat(at)
    if (!entry) throw new FileError('ENOENT', 'readlink', path)
    if (entry.kind !== 'link') throw new FileError('EINVAL', 'readlink', path)
    return entry.target
  }

  async realpath(path: string): Promise<string> {
    const at = resolve('/', path)
    const real = this.#of(at).realPath(at)
    if (real !== undefined) return real
    if (this.#entry(at)) return at
    throw new FileError('ENOENT', 'realpath', path)
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    const at = resolve('/', path)
    this.#of(at).touch(at, modified.getTime())
  }

  /** The file that is written when it is read, where it is one and may be read. */
  #telling(path: string): string | undefined {
    if (!/^\/(proc|sys)\//.test(path)) return undefined
    const real = this.#volatile.realPath(path)
    return real !== undefined && tellingFiles.has(real) && this.#volatile.read(real) ? real : undefined
  }

  #of(at: string): Files {
    return this.#isDevice(at) ? this.#volatile : this.#ports.files
  }

  /** A file is where it is: `cp` and `mv` ask whether two paths are of one file. */
  #realPath(at: string): string {
    return this.#of(at).realPath(at) ?? at
  }

  #isDevice(at: string): boolean {
    return /^\/(dev|proc|sys)(\/|$)/.test(at)
  }

  #isOutput(at: string): boolean {
    return at === '/dev/tty' || isOutput.test(at)
  }

  #entry(at: string): FileEntry | undefined {
    const program = programName(at)
    if (program !== undefined && this.#ports.isProgram(program)) return programEntry
    if (networkPath(at)) return connectionEntry
    return this.#of(at).stat(at) ?? (at === '/usr' || isBin(at) ? directoryEntry : undefined)
  }

  #bytes(path: string): Uint8Array {
    const at = resolve('/', path)
    if (at === answerPath) return this.#ports.answer()
    const device = endlessDevice(at)
    if (device) return bytesOfDevice(device, usualPiece, () => this.#ports.random())
    const entry = this.#entry(at)
    if (!entry) throw new FileError('ENOENT', 'open', path)
    if (entry.kind !== 'file') throw new FileError('EISDIR', 'read', path)
    const files = this.#of(at)
    if (!files.stat(at)) return entry.bytes
    const bytes = files.read(at)
    if (!bytes) throw new FileError('EACCES', 'open', path)
    return bytes
  }

  #stat(path: string, operation: string, entry: FileEntry | undefined): OwnStat {
    if (!entry) throw new FileError('ENOENT', operation, path)
    return {
      isFile: entry.kind === 'file',
      isDirectory: entry.kind === 'directory',
      isSymbolicLink: entry.kind === 'link',
      mode: this.#of(path).modeFor(resolve('/', path), entry),
      letters: entry.mode,
      size: entry.kind === 'file' ? entry.bytes.length : entry.kind === 'link' ? entry.target.length : 4096,
      mtime: new Date(entry.modified),
      owner: entry.owner,
    }
  }

  #refuseProgram(at: string): void {
    const program = programName(at)
    if (program !== undefined && this.#ports.isProgram(program)) throw new FileError('EROFS', 'open', at)
  }
}

/** With what `ls` shows of a file, and the library does not ask for. */
export interface OwnStat extends FsStat {
  /** The mode that the file has, whoever asks. */
  readonly letters: number
  readonly owner: string | undefined
}

const firmware = '/sys/devices/virtual/dmi/id'
const firmwareFolders = [
  '/sys',
  '/sys/class',
  '/sys/class/dmi',
  '/sys/devices',
  '/sys/devices/virtual',
  '/sys/devices/virtual/dmi',
  firmware,
]
const forwardingFolders = ['/proc/sys', '/proc/sys/net', '/proc/sys/net/ipv4']

/** Files that are written when they are read. */
const tellingFiles = new Set([
  ...'cpuinfo loadavg meminfo uptime version'.split(' ').map((name) => `/proc/${name}`),
  '/proc/sys/net/ipv4/ip_forward',
  ...'board_asset_tag board_vendor product_name product_uuid sys_vendor'
    .split(' ')
    .map((name) => `${firmware}/${name}`),
])

const nothing = new Uint8Array()
const programEntry: FileEntry = { kind: 'file', bytes: nothing, mode: 0o755, modified: 0 }
const connectionEntry: FileEntry = { kind: 'file', bytes: nothing, mode: 0o666, modified: 0 }
const directoryEntry: FileEntry = { kind: 'directory', mode: 0o755, modified: 0 }

const isBin = (at: string) => at === '/bin' || at === '/usr/bin'
const programName = (at: string) => (isBin(parentOf(at)) ? at.slice(at.lastIndexOf('/') + 1) : undefined)

const encodingOf = (options: Encoding) =>
  (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'

/** The library hands over bytes as a string of one character a byte, called `binary`, or real text. */
function encode(content: FileContent, encoding: BufferEncoding): Uint8Array {
  if (typeof content !== 'string') return content
  if (encoding === 'base64') return bytesOf(atob(content))
  if (encoding === 'binary' || encoding === 'latin1') return bytesOf(content)
  return encodeMarked(content)
}

function decode(bytes: Uint8Array, encoding: BufferEncoding): string {
  if (encoding === 'base64') return btoa(binary(bytes))
  return encoding === 'binary' || encoding === 'latin1' ? binary(bytes) : new TextDecoder().decode(bytes)
}
