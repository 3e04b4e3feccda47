import { formatDate } from '../commands/dates.ts'
import { inodeOf, lettersOf, type Owner, ownerOf } from '../commands/listing.ts'
import type { CommandContext } from '../commands/own-command.ts'
import { deviceNumbers } from '../devices.ts'
import type { OwnStat } from '../filesystem.ts'
import type { ShellHost } from '../host.ts'
import { describeProblem, getopt } from '../tools/getopt.ts'

// `stat` of GNU coreutils 9.

const spec = {
  short: 'Lftc:',
  long: {
    dereference: 'L',
    'file-system': 'f',
    format: 'c:',
    printf: 'printf:',
    terse: 't',
    help: 'help',
    version: 'version',
  },
} as const

interface Told {
  readonly name: string
  readonly path: string
  readonly kind: string
  readonly letter: string
  readonly mode: number
  readonly size: number
  readonly owner: Owner
  readonly modified: number
  readonly links: number
  readonly target?: string
  readonly device?: readonly [major: number, minor: number]
}

export async function stat(args: readonly string[], context: CommandContext, host: ShellHost) {
  const { options, operands, problem } = getopt(args, spec)
  if (problem) return { stderr: `stat: ${describeProblem(problem)}\n${tryHelp}`, exitCode: 1 }
  const given = new Map(options.map(({ name, value }) => [name, value]))
  if (given.has('help')) return { stdout: help }
  if (given.has('version')) return { stdout: 'stat (GNU coreutils) 9.1\n' }
  if (!operands.length) return { stderr: `stat: missing operand\n${tryHelp}`, exitCode: 1 }
  if (given.has('f'))
    return {
      stderr: "stat: hopwise does not simulate -f: 'df' tells what is left of the disk\n",
      exitCode: 1,
    }
  let stdout = ''
  let stderr = ''
  for (const name of operands) {
    const told = await look(name, given.has('L'), context, host)
    if (told === undefined) stderr += `stat: cannot statx '${name}': No such file or directory\n`
    else if (given.has('c')) stdout += `${formatted(given.get('c')!, told)}\n`
    else if (given.has('printf')) stdout += formatted(unescaped(given.get('printf')!), told)
    else stdout += given.has('t') ? terse(told) : long(told)
  }
  return { stdout, stderr, exitCode: stderr ? 1 : 0 }
}

const tryHelp = "Try 'stat --help' for more information.\n"

async function look(
  name: string,
  follows: boolean,
  { fs, cwd }: CommandContext,
  host: ShellHost,
): Promise<Told | undefined> {
  const path = fs.resolvePath(cwd, name)
  try {
    const found = follows ? await fs.stat(path) : await fs.lstat(path)
    const device = deviceNumbers(path)
    const kind = device
      ? 'character special file'
      : found.isDirectory
        ? 'directory'
        : found.isSymbolicLink
          ? 'symbolic link'
          : found.size
            ? 'regular file'
            : 'regular empty file'
    return {
      name,
      path,
      kind,
      letter: device ? 'c' : found.isDirectory ? 'd' : found.isSymbolicLink ? 'l' : '-',
      mode: ((found as Partial<OwnStat>).letters ?? found.mode) & 0o7777,
      size: device ? 0 : found.size,
      owner: ownerOf(path, found, host),
      modified: found.mtime.getTime(),
      links: found.isDirectory ? 2 : 1,
      ...(found.isSymbolicLink && { target: await fs.readlink(path) }),
      ...(device && { device }),
    }
  } catch {
    return undefined
  }
}

const blocksOf = ({ size, letter }: Told): number =>
  letter === '-' || letter === 'd' ? Math.ceil(size / 4096) * 8 : 0

const octal = ({ mode }: Told): string => mode.toString(8)

const letters = ({ letter, mode }: Told): string => letter + lettersOf(mode)

const full = (at: number): string => formatDate('%Y-%m-%d %H:%M:%S.%N %z', at)

const shown = ({ name, target }: Told): string => (target === undefined ? name : `${name} -> ${target}`)

function long(told: Told): string {
  const { size, kind, path, links, owner, modified, device } = told
  const shownId = (id: number, name: string) => `(${String(id).padStart(5)}/${name.padStart(8)})`
  const where = device
    ? `Device: 0,5\tInode: ${String(inodeOf(path)).padEnd(11)} Links: ${links}     Device type: ${device.join(',')}`
    : `Device: 259,1\tInode: ${String(inodeOf(path)).padEnd(11)} Links: ${links}`
  return `  File: ${shown(told)}
  Size: ${String(size).padEnd(10)}\tBlocks: ${String(blocksOf(told)).padEnd(10)} IO Block: ${String(4096).padEnd(6)} ${kind}
${where}
Access: (${octal(told).padStart(4, '0')}/${letters(told)})  Uid: ${shownId(owner.uid, owner.user)}   Gid: ${shownId(owner.gid, owner.group)}
Access: ${full(modified)}
Modify: ${full(modified)}
Change: ${full(modified)}
 Birth: ${full(modified)}
`
}

const terse = (told: Told): string =>
  `${[told.name, told.size, blocksOf(told), rawMode(told), told.owner.uid, told.owner.gid, '10301', inodeOf(told.path), told.links, '0', '0', ...Array(4).fill(Math.floor(told.modified / 1000)), 4096].join(' ')}\n`

const kinds: Readonly<Record<string, number>> = { '-': 0o100000, d: 0o040000, l: 0o120000, c: 0o020000 }
const rawMode = ({ letter, mode }: Told): string => (kinds[letter]! | mode).toString(16)

function formatted(format: string, told: Told): string {
  const { name, path, kind, size, owner, modified, links, device } = told
  const seconds = String(Math.floor(modified / 1000))
  const values: Readonly<Record<string, string>> = {
    a: octal(told),
    A: letters(told),
    b: String(blocksOf(told)),
    B: '512',
    d: '66305',
    f: rawMode(told),
    F: kind,
    g: String(owner.gid),
    G: owner.group,
    h: String(links),
    i: String(inodeOf(path)),
    m: '/',
    n: name,
    N: told.target === undefined ? `'${name}'` : `'${name}' -> '${told.target}'`,
    o: '4096',
    s: String(size),
    t: (device?.[0] ?? 0).toString(16),
    T: (device?.[1] ?? 0).toString(16),
    u: String(owner.uid),
    U: owner.user,
    ...Object.fromEntries([...'wxyz'].map((one) => [one, full(modified)])),
    ...Object.fromEntries([...'WXYZ'].map((one) => [one, seconds])),
    '%': '%',
  }
  return format.replace(/%([-0]?\d*)([a-zA-Z%])/g, (whole, width: string, letter: string) => {
    const value = Object.hasOwn(values, letter) ? values[letter]! : undefined
    if (value === undefined) return whole.endsWith('%') ? '%' : '?'
    const size = Number(width.replace(/^[-0]/, ''))
    return width.startsWith('-')
      ? value.padEnd(size)
      : value.padStart(size, width.startsWith('0') ? '0' : ' ')
  })
}

const unescaped = (text: string): string =>
  text.replace(/\\([ntr\\"])/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter)

const help = `Usage: stat [OPTION]... FILE...
Display file or file system status.

  -L, --dereference     follow links
  -c  --format=FORMAT   use the specified FORMAT instead of the default;
                          output a newline after each use of FORMAT
      --printf=FORMAT   like --format, but interpret backslash escapes,
                          and do not output a mandatory trailing newline
  -t, --terse           print the information in terse form

%a mode  %A mode in letters  %F kind  %G group  %U owner  %i inode  %n name  %s size  %y time  %Y seconds since 1970
`
