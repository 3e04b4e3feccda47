import type { Command as LibraryCommand } from 'just-bash'
import { deviceNumbers } from '../devices.ts'
import { FileError } from '../files.ts'
import type { OwnStat } from '../filesystem.ts'
import type { ShellHost } from '../host.ts'
import { usersOf } from '../hosts/users.ts'
import { displayWidth, padded } from '../paging/display-width.ts'
import { ownerAt } from '../rights.ts'
import { describeProblem, getopt } from '../tools/getopt.ts'
import { type CommandContext, ownCommand } from './own-command.ts'
import { colours, type Sight } from './sight.ts'

// `ls` of GNU coreutils 9: columns and colours at a terminal, a name a line elsewhere, simulated time.

interface Entry {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'link' | 'device'
  readonly mode: number
  readonly size: number
  readonly device?: string
  readonly modified: number
  readonly links: number
  readonly owner: Owner
  readonly target?: string
}

interface How {
  readonly letters: ReadonlySet<string>
  readonly columns: number
  readonly isColoured: boolean
  readonly quotes: boolean
  readonly now: number
}

const spec = {
  short: 'aAcCdfFgGhHiI:klLmnNopqQrRsStT:uUvw:xXZ1',
  long: {
    all: 'a',
    'almost-all': 'A',
    classify: 'F',
    color: 'color:',
    colour: 'color:',
    directory: 'd',
    'full-time': 'full-time',
    'group-directories-first': 'group-directories-first',
    help: 'help',
    'human-readable': 'h',
    inode: 'i',
    'no-group': 'G',
    'numeric-uid-gid': 'n',
    recursive: 'R',
    reverse: 'r',
    sort: 'sort:',
    version: 'version',
  },
} as const

export const listingCommand = (host: ShellHost, sight: () => Sight): LibraryCommand =>
  ownCommand('ls', (args, context) => list(args, context, host, sight()))

async function list(args: readonly string[], context: CommandContext, host: ShellHost, sight: Sight) {
  // `--color` alone means always; getopt would take the next word.
  const words = args.map((arg) => (/^--colou?r$/.test(arg) ? `${arg}=always` : arg))
  const { options, operands, problem } = getopt(words, spec)
  if (problem)
    return { stderr: `ls: ${describeProblem(problem)}\nTry 'ls --help' for more information.\n`, exitCode: 2 }
  const letters = new Set(options.map(({ name }) => name))
  if (letters.has('help')) return { stdout: help }
  if (letters.has('version')) return { stdout: 'ls (GNU coreutils) 9.1\n' }
  for (const { name, value } of options)
    if (name === 'sort') letters.add({ size: 'S', time: 't', none: 'U' }[value] ?? '')
  const colour = options.findLast(({ name }) => name === 'color')?.value ?? 'never'
  const isTerminal = sight.columns !== undefined
  const how: How = {
    letters,
    columns: sight.columns ?? 80,
    isColoured: colours(colour, sight, context.exportedEnv),
    quotes: isTerminal && !letters.has('N'),
    now: host.now(),
  }
  // What is asked for last counts, of one name a line, columns and the long form.
  const form = options.findLast(({ name }) => 'lgnoC1mx'.includes(name) || name === 'full-time')?.name
  if (form === undefined ? isTerminal : 'Cxm'.includes(form)) letters.add('columns')
  if (form !== undefined && ('lgno'.includes(form) || form === 'full-time')) letters.add('long')

  const names = operands.length ? operands : ['.']
  let stderr = ''
  const files: Entry[] = []
  const folders: string[] = []
  for (const name of names) {
    const entry = await entryAt(name, context, host, !letters.has('l') || name.endsWith('/'))
    if (!entry) stderr += `ls: cannot access ${quotedAlways(name)}: No such file or directory\n`
    else if (entry.kind === 'directory' && !letters.has('d')) folders.push(name)
    else files.push(entry)
  }
  const parts: string[] = []
  if (files.length) parts.push(written(sorted(files, letters), how, false))
  folders.sort(byName)
  const isNamed = names.length > 1 || letters.has('R')
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const entries = await entriesIn(folder, context, host, letters).catch((error: unknown) => {
      if (!(error instanceof FileError)) throw error
      const why = error.code === 'EACCES' ? 'Permission denied' : 'No such file or directory'
      stderr += `ls: cannot open directory ${quotedAlways(folder)}: ${why}\n`
    })
    if (!entries) continue
    const title = isNamed ? `${shownName(folder, how)}:\n` : ''
    parts.push(title + written(sorted(entries, letters), how, true))
    if (!letters.has('R')) continue
    const inner = sorted(entries, letters).filter(
      ({ kind, name }) => kind === 'directory' && name !== '.' && name !== '..',
    )
    folders.unshift(...inner.map(({ name }) => `${folder.replace(/\/$/, '')}/${name}`))
  }
  return { stdout: parts.join('\n'), stderr, exitCode: stderr ? 2 : 0 }
}

async function entryAt(
  name: string,
  { fs, cwd }: CommandContext,
  host: ShellHost,
  follows: boolean,
  shown = name,
): Promise<Entry | undefined> {
  const path = fs.resolvePath(cwd, name)
  try {
    const own = await fs.lstat(path)
    const stat = own.isSymbolicLink && follows ? await fs.stat(path).catch(() => own) : own
    const device = deviceNumbers(path)?.join(', ')
    const kind = device ? 'device' : stat.isDirectory ? 'directory' : stat.isSymbolicLink ? 'link' : 'file'
    const inside = kind === 'directory' ? await fs.readdir(path).catch(() => []) : []
    return {
      name: shown,
      kind,
      mode: ((stat as Partial<OwnStat>).letters ?? stat.mode) & 0o7777,
      size: stat.size,
      modified: stat.mtime.getTime(),
      links: kind === 'directory' ? 2 + (await countFolders(inside, path, fs)) : 1,
      owner: ownerOf(path, own, host),
      ...(device && { device }),
      ...(kind === 'link' && { target: await fs.readlink(path) }),
    }
  } catch {
    return undefined
  }
}

async function countFolders(
  names: readonly string[],
  path: string,
  fs: CommandContext['fs'],
): Promise<number> {
  let count = 0
  // Nobody counts the programs.
  if (names.length > 200) return 0
  for (const name of names) if ((await fs.lstat(`${path}/${name}`)).isDirectory) count++
  return count
}

export interface Owner {
  readonly user: string
  readonly group: string
  readonly uid: number
  readonly gid: number
}

/** What `fs` says of a file knows whose it is. */
export function ownerOf(path: string, stat: object, host: ShellHost): Owner {
  const { owner } = stat as Partial<OwnStat>
  const { user, group } = ownerAt(path, owner)
  const users = usersOf(host.machine.fabric, host.machine)
  const idOf = (name: string) =>
    users.find((one) => one.name === name)?.uid ??
    Number(
      /^\d+/.exec(
        users.flatMap(({ groups }) => groups).find((one) => one.endsWith(`(${name})`)) ?? '',
      )?.[0] ?? 0,
    )
  return { user, group, uid: idOf(user), gid: idOf(group) }
}

async function entriesIn(
  folder: string,
  context: CommandContext,
  host: ShellHost,
  letters: ReadonlySet<string>,
) {
  const all = await context.fs.readdir(context.fs.resolvePath(context.cwd, folder))
  const isShown = (name: string) =>
    letters.has('a') || letters.has('A') || letters.has('f') || !name.startsWith('.')
  const names = [...(letters.has('a') || letters.has('f') ? ['.', '..'] : []), ...all.filter(isShown)]
  const entries: Entry[] = []
  for (const name of names) {
    const entry = await entryAt(`${folder}/${name}`, context, host, false, name)
    if (entry) entries.push(entry)
  }
  return entries
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function sorted(entries: readonly Entry[], letters: ReadonlySet<string>): Entry[] {
  if (letters.has('U') || letters.has('f')) return [...entries]
  const ending = ({ name }: Entry) => /\.[^.]*$/.exec(name)?.[0] ?? ''
  const order = (a: Entry, b: Entry): number => {
    if (letters.has('S') && a.size !== b.size) return b.size - a.size
    if (letters.has('t') && a.modified !== b.modified) return b.modified - a.modified
    if (letters.has('X')) return byName(ending(a), ending(b)) || byName(a.name, b.name)
    return byName(a.name, b.name)
  }
  const all = entries.toSorted(order)
  if (letters.has('r')) all.reverse()
  if (!letters.has('group-directories-first')) return all
  return [
    ...all.filter(({ kind }) => kind === 'directory'),
    ...all.filter(({ kind }) => kind !== 'directory'),
  ]
}

function written(entries: readonly Entry[], how: How, isFolder: boolean): string {
  const { letters } = how
  if (letters.has('long')) {
    const blocks = entries.reduce((sum, entry) => sum + blocksOf(entry), 0)
    const total = letters.has('h') ? human(blocks * 1024) : String(blocks)
    return (isFolder ? `total ${total}\n` : '') + longLines(entries, how)
  }
  const isAligned =
    letters.has('columns') && !letters.has('m') && entries.some(({ name }) => isQuoted(name, how))
  const names = entries.map((entry) => {
    const margin = isAligned && !isQuoted(entry.name, how) ? ' ' : ''
    return withInode(entry, how) + margin + nameOf(entry, how)
  })
  if (letters.has('m') && letters.has('columns')) return names.length ? `${names.join(', ')}\n` : ''
  if (!letters.has('columns')) return names.map((name) => `${name}\n`).join('')
  return inColumns(names, how)
}

const withInode = ({ name }: Entry, { letters }: How): string => (letters.has('i') ? `${inodeOf(name)} ` : '')

/** Any number will do, as long as it stays. */
export function inodeOf(name: string): number {
  let sum = 0
  for (const char of name) sum = (sum * 31 + char.charCodeAt(0)) % 900_000
  return sum + 100_000
}

const blocksOf = ({ kind, size }: Entry): number => (kind === 'link' ? 0 : Math.ceil(size / 4096) * 4)

function longLines(entries: readonly Entry[], how: How): string {
  const { letters, now } = how
  const rows = entries.map((entry) => [
    ...(letters.has('i') ? [String(inodeOf(entry.name))] : []),
    modeOf(entry),
    String(entry.links),
    ...(letters.has('g') ? [] : [letters.has('n') ? String(entry.owner.uid) : entry.owner.user]),
    ...(letters.has('o') || letters.has('G')
      ? []
      : [letters.has('n') ? String(entry.owner.gid) : entry.owner.group]),
    entry.device ?? (letters.has('h') ? human(entry.size) : String(entry.size)),
    letters.has('full-time') ? fullTime(entry.modified) : timeOf(entry.modified, now),
  ])
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const isNumber = (text: string) => /^[\d.]+[KMG]?$|^\d+, \d+$/.test(text)
  return entries
    .map((entry, at) => {
      const cells = rows[at]!.map((cell, i) =>
        isNumber(cell) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!),
      )
      const target = entry.target === undefined ? '' : ` -> ${shownName(entry.target, how)}`
      return `${cells.join(' ')} ${nameOf(entry, how)}${target}\n`
    })
    .join('')
}

function modeOf({ kind, mode }: Entry): string {
  const letters = lettersOf(mode)
  return `${{ file: '-', directory: 'd', link: 'l', device: 'c' }[kind]}${kind === 'link' ? 'rwxrwxrwx' : letters}`
}

/** `rwxr-xr-x`, with the `t` of folders like /tmp. */
export function lettersOf(mode: number): string {
  const letters = [...'rwxrwxrwx'].map((letter, i) => (mode & (0o400 >> i) ? letter : '-')).join('')
  return mode & 0o1000 ? letters.replace(/x$/, 't').replace(/-$/, 'T') : letters
}

/** `4.0K`: rounded up, one digit behind the point below ten. */
function human(size: number): string {
  if (size < 1024) return String(size)
  const units = 'KMGT'
  let value = size / 1024
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return (value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value))) + units[unit]!
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const halfYear = (365.2425 * 86_400_000) / 2

function timeOf(modified: number, now: number): string {
  const date = new Date(modified)
  const day = `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`
  const isRecent = modified > now - halfYear && modified <= now
  return `${day} ${isRecent ? date.toISOString().slice(11, 16) : String(date.getUTCFullYear()).padStart(5)}`
}

const fullTime = (modified: number): string =>
  `${new Date(modified).toISOString().replace('T', ' ').replace('Z', '000000 +0000')}`

function nameOf(entry: Entry, how: How): string {
  const { letters, isColoured } = how
  const sign = { directory: '/', link: '@', device: '', file: entry.mode & 0o111 ? '*' : '' }[entry.kind]
  const mark = letters.has('F') ? sign : letters.has('p') && entry.kind === 'directory' ? '/' : ''
  const shown = shownName(entry.name, how)
  const colour = isColoured ? colourOf(entry) : undefined
  return (
    (colour === undefined ? shown : `\x1b[${colour}m${shown}\x1b[0m`) +
    (entry.target && letters.has('long') ? '' : mark)
  )
}

/** Those that dircolors(1) has of itself. */
function colourOf({ kind, mode, name }: Entry): string | undefined {
  if (kind === 'directory') return '01;34'
  if (kind === 'link') return '01;36'
  if (kind === 'device') return '40;33;01'
  if (mode & 0o111) return '01;32'
  if (/\.(tar|tgz|zip|gz|bz2|xz|zst|7z|rpm|deb|jar|war)$/i.test(name)) return '01;31'
  return /\.(jpe?g|png|gif|svg|bmp|webp|mp4|mov)$/i.test(name) ? '01;35' : undefined
}

function shownName(name: string, how: How): string {
  if (how.letters.has('Q')) return JSON.stringify(name)
  return isQuoted(name, how) ? quotedAlways(name) : name
}

/** What a shell would not read as one word is quoted at a terminal, and the others then stand a blank to the right. */
const isQuoted = (name: string, { quotes, letters }: How): boolean =>
  quotes && !letters.has('Q') && !/^[\w@%+=:,./~#\u0080-\uffff-]+$/.test(name)

const quotedAlways = (name: string): string =>
  name.includes("'") && !/["$`\\]/.test(name) ? `"${name}"` : `'${name.replaceAll("'", "'\\''")}'`

/** As many columns as there is room for, filled from the top down. */
function inColumns(names: readonly string[], { columns }: How): string {
  const widths = names.map((name) => displayWidth(name.replace(/\x1b\[[\d;]*m/g, '')))
  for (let rows = 1; rows < names.length; rows++) {
    const count = Math.ceil(names.length / rows)
    const columnWidths = Array.from({ length: count }, (_, c) =>
      Math.max(...widths.slice(c * rows, (c + 1) * rows)),
    )
    if (columnWidths.reduce((sum, width) => sum + width, 2 * (count - 1)) >= columns) continue
    return Array.from({ length: rows }, (_, row) => {
      const cells: string[] = []
      for (let c = 0; c * rows + row < names.length; c++) {
        const at = c * rows + row
        const isLast = (c + 1) * rows + row >= names.length
        cells.push(names[at]! + (isLast ? '' : padded('', columnWidths[c]! + 2 - widths[at]!)))
      }
      return `${cells.join('')}\n`
    }).join('')
  }
  return names.map((name) => `${name}\n`).join('')
}

const help = `Usage: ls [OPTION]... [FILE]...
List information about the FILEs (the current directory by default).

  -a, --all                  do not ignore entries starting with .
  -A, --almost-all           do not list implied . and ..
  -C                         list entries by columns
      --color[=WHEN]         color the output; WHEN is always, auto or never
  -d, --directory            list directories themselves, not their contents
  -F, --classify             append indicator (one of */@) to entries
      --group-directories-first
                             group directories before files
  -h, --human-readable       with -l, print sizes like 1K 234M 2G
  -i, --inode                print the index number of each file
  -l                         use a long listing format
  -n, --numeric-uid-gid      like -l, but list numeric user and group IDs
  -r, --reverse              reverse order while sorting
  -R, --recursive            list subdirectories recursively
  -S                         sort by file size, largest first
  -t                         sort by time, newest first
  -X                         sort alphabetically by entry extension
  -1                         list one file per line

Exit status: 0 if OK, 2 if a file could not be accessed.
`
