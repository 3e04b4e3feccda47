import type { Command as LibraryCommand } from 'just-bash'
import type { ShellHost } from '../host.ts'
import { describeProblem, getopt } from '../tools/getopt.ts'
import { type CommandContext, ownCommand } from './own-command.ts'
import { colours, type Sight } from './sight.ts'

// `diff` of GNU diffutils 3: the plain form unless -u is asked for, and colours.

const spec = {
  short: 'abBcC:dEiNqrsuU:wy',
  long: {
    brief: 'q',
    color: 'color:',
    help: 'help',
    'ignore-all-space': 'w',
    'ignore-blank-lines': 'B',
    'ignore-case': 'i',
    'ignore-space-change': 'b',
    'new-file': 'N',
    recursive: 'r',
    'report-identical-files': 's',
    text: 'a',
    unified: 'u',
    version: 'version',
  },
} as const

interface How {
  readonly letters: ReadonlySet<string>
  /** Lines around a change, in the unified form. */
  readonly context: number | undefined
  readonly isColoured: boolean
  readonly options: string
}

interface Side {
  readonly name: string
  readonly lines: readonly string[]
  readonly text: string
  readonly endsInBreak: boolean
  readonly modified: number
}

export const comparingCommand = (host: ShellHost, sight: () => Sight): LibraryCommand =>
  ownCommand('diff', (args, context) => compare(args, context, host, sight()))

async function compare(args: readonly string[], context: CommandContext, host: ShellHost, sight: Sight) {
  const words = args.map((arg) => (arg === '--color' ? '--color=auto' : arg))
  const { options, operands, problem } = getopt(words, spec)
  const failed = (text: string) => ({ stderr: `diff: ${text}\n`, exitCode: 2 })
  const tryHelp = "\ndiff: Try 'diff --help' for more information."
  if (problem) return failed(describeProblem(problem) + tryHelp)
  const letters = new Set(options.map(({ name }) => name))
  if (letters.has('help')) return { stdout: help }
  if (letters.has('version')) return { stdout: 'diff (GNU diffutils) 3.8\n' }
  const unknown = ['c', 'C', 'y'].find((letter) => letters.has(letter))
  if (unknown !== undefined)
    return failed(`hopwise does not simulate -${unknown}; -u shows what is around, too`)
  const [first, second, extra] = operands
  if (first === undefined) return failed(`missing operand after '${args.at(-1) ?? 'diff'}'${tryHelp}`)
  if (second === undefined) return failed(`missing operand after '${first}'${tryHelp}`)
  if (extra !== undefined) return failed(`extra operand '${extra}'${tryHelp}`)
  const wide = options.findLast(({ name }) => name === 'U')?.value
  const how: How = {
    letters,
    context: wide !== undefined ? Number(wide) : letters.has('u') ? 3 : undefined,
    isColoured: colours(
      options.findLast(({ name }) => name === 'color')?.value ?? 'never',
      sight,
      context.exportedEnv,
    ),
    options: args.filter((arg) => arg.startsWith('-') && arg !== '-').join(' '),
  }
  return between(first, second, context, host, how)
}

async function between(first: string, second: string, context: CommandContext, host: ShellHost, how: How) {
  const { fs, cwd } = context
  const kindOf = async (name: string) => {
    if (name === '-') return 'file'
    const path = fs.resolvePath(cwd, name)
    if (!(await fs.exists(path))) return undefined
    return (await fs.stat(path)).isDirectory ? 'directory' : 'file'
  }
  let [one, other] = [first, second]
  const kinds = [await kindOf(one), await kindOf(other)]
  const absent = [one, other].filter((_, i) => kinds[i] === undefined)
  if (absent.length && !(how.letters.has('N') && absent.length === 1)) {
    return {
      stderr: absent.map((name) => `diff: ${name}: No such file or directory\n`).join(''),
      exitCode: 2,
    }
  }
  if (kinds[0] === 'directory' && kinds[1] === 'directory') return folders(one, other, context, host, how)
  // A file is compared with the one of its name in the directory.
  if (kinds[0] === 'directory') one = `${one.replace(/\/$/, '')}/${other.slice(other.lastIndexOf('/') + 1)}`
  if (kinds[1] === 'directory') other = `${other.replace(/\/$/, '')}/${one.slice(one.lastIndexOf('/') + 1)}`
  const read = async (name: string): Promise<Side> => {
    const path = fs.resolvePath(cwd, name)
    const isAbsent = name !== '-' && !(await fs.exists(path))
    const text = isAbsent ? '' : name === '-' ? String(context.stdin) : await fs.readFile(path, 'utf8')
    const lines = text.split('\n')
    const endsInBreak = lines.at(-1) === ''
    if (endsInBreak) lines.pop()
    const modified = name === '-' ? host.now() : isAbsent ? 0 : (await fs.stat(path)).mtime.getTime()
    return { name, lines, text, endsInBreak: endsInBreak || text === '', modified }
  }
  return tell(await read(one), await read(other), how)
}

async function folders(one: string, other: string, context: CommandContext, host: ShellHost, how: How) {
  const { fs, cwd } = context
  const [ours, theirs] = await Promise.all([one, other].map((name) => fs.readdir(fs.resolvePath(cwd, name))))
  let stdout = ''
  let stderr = ''
  let exitCode = 0
  const at = (folder: string, name: string) => `${folder.replace(/\/$/, '')}/${name}`
  for (const name of [...new Set([...ours!, ...theirs!])].sort()) {
    const holder = !ours!.includes(name) ? other : !theirs!.includes(name) ? one : undefined
    if (holder !== undefined && !how.letters.has('N')) {
      stdout += `Only in ${holder.replace(/\/$/, '')}: ${name}\n`
      exitCode = Math.max(exitCode, 1)
      continue
    }
    const pair = [at(one, name), at(other, name)] as const
    const isFolder = holder === undefined && (await fs.stat(fs.resolvePath(cwd, pair[0]))).isDirectory
    if (isFolder && !how.letters.has('r')) {
      stdout += `Common subdirectories: ${pair[0]} and ${pair[1]}\n`
      continue
    }
    const found = await between(...pair, context, host, how)
    const told = 'stdout' in found ? (found.stdout ?? '') : ''
    const isHunk = told !== '' && !/^(Files|Only in|Common|diff) /.test(told)
    stdout += (isHunk ? `diff ${how.options ? `${how.options} ` : ''}${pair.join(' ')}\n` : '') + told
    stderr += 'stderr' in found ? (found.stderr ?? '') : ''
    exitCode = Math.max(exitCode, found.exitCode)
  }
  return { stdout, stderr, exitCode }
}

function tell(one: Side, other: Side, how: How): { stdout: string; exitCode: number } {
  const { letters } = how
  const identical = letters.has('s') ? `Files ${one.name} and ${other.name} are identical\n` : ''
  if (one.text === other.text) return { stdout: identical, exitCode: 0 }
  if (/\0/.test(one.text + other.text) && !letters.has('a'))
    return { stdout: `Binary files ${one.name} and ${other.name} differ\n`, exitCode: 2 }
  const changes = changesBetween(one, other, letters)
  if (!changes.length) return { stdout: identical, exitCode: 0 }
  if (letters.has('q')) return { stdout: `Files ${one.name} and ${other.name} differ\n`, exitCode: 1 }
  const lines =
    how.context === undefined ? plain(one, other, changes) : unified(one, other, changes, how.context)
  const shown = how.isColoured ? lines.map(painted) : lines
  return { stdout: shown.map((line) => `${line}\n`).join(''), exitCode: 1 }
}

/** Lines from `a` up to `b` of one side stand where lines from `c` up to `d` of the other do. */
interface Change {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

function changesBetween(one: Side, other: Side, letters: ReadonlySet<string>): Change[] {
  const essence = (line: string): string => {
    const spaced = letters.has('w')
      ? line.replace(/\s+/g, '')
      : letters.has('b')
        ? line.replace(/\s+/g, ' ').trimEnd()
        : line
    return letters.has('i') ? spaced.toLowerCase() : spaced
  }
  // A last line without its break is another line.
  const keys = ({ lines, endsInBreak }: Side) =>
    lines.map((line, i) => (i === lines.length - 1 && !endsInBreak ? `${essence(line)}\n` : essence(line)))
  const changes = shortest(keys(one), keys(other))
  if (!letters.has('B')) return changes
  const isBlank = (side: Side, from: number, to: number) =>
    side.lines.slice(from, to).every((line) => line.trim() === '')
  return changes.filter(({ a, b, c, d }) => !isBlank(one, a, b) || !isBlank(other, c, d))
}

/** Myers, "An O(ND) Difference Algorithm": the fewest lines that have to go and to come. */
function shortest(left: readonly string[], right: readonly string[]): Change[] {
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) start++
  let [leftEnd, rightEnd] = [left.length, right.length]
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--
    rightEnd--
  }
  const n = leftEnd - start
  const m = rightEnd - start
  const trail: Map<number, number>[] = []
  const reach = new Map<number, number>([[1, 0]])
  search: for (let d = 0; d <= n + m; d++) {
    trail.push(new Map(reach))
    for (let k = -d; k <= d; k += 2) {
      const isDown = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1))
      let x = isDown ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1
      while (x < n && x - k < m && left[start + x] === right[start + x - k]) x++
      reach.set(k, x)
      if (x >= n && x - k >= m) break search
    }
  }
  const steps: [number, number, number, number][] = []
  let [x, y] = [n, m]
  for (let d = trail.length - 1; d > 0; d--) {
    const before = trail[d]!
    const k = x - y
    const isDown = k === -d || (k !== d && (before.get(k - 1) ?? -1) < (before.get(k + 1) ?? -1))
    const from = isDown ? k + 1 : k - 1
    const fromX = before.get(from) ?? 0
    const fromY = fromX - from
    steps.unshift(isDown ? [fromX, fromX, fromY, fromY + 1] : [fromX, fromX + 1, fromY, fromY])
    ;[x, y] = [fromX, fromY]
  }
  const changes: Change[] = []
  for (const [a, b, c, d] of steps) {
    const last = changes.at(-1)
    if (last && last.b === a + start && last.d === c + start)
      changes[changes.length - 1] = { ...last, b: b + start, d: d + start }
    else changes.push({ a: a + start, b: b + start, c: c + start, d: d + start })
  }
  return settled(changes, left, right)
}

/** Of places that will do as well, the last one, and changes that then meet are one: as GNU diff has it. */
function settled(changes: readonly Change[], left: readonly string[], right: readonly string[]): Change[] {
  const done: Change[] = []
  for (let i = changes.length - 1; i >= 0; i--) {
    let { a, b, c, d } = changes[i]!
    const next = done[0]
    const isFree = () => b < (next?.a ?? left.length) && d < (next?.c ?? right.length)
    while ((a === b) !== (c === d) && isFree() && (a === b ? right[c] === right[d] : left[a] === left[b])) {
      ;[a, b, c, d] = [a + 1, b + 1, c + 1, d + 1]
    }
    if (next && b === next.a && d === next.c) done[0] = { a, b: next.b, c, d: next.d }
    else done.unshift({ a, b, c, d })
  }
  return done
}

function plain(one: Side, other: Side, changes: readonly Change[]): string[] {
  const range = (from: number, to: number) =>
    to - from > 1 ? `${from + 1},${to}` : `${to === from ? from : to}`
  return changes.flatMap(({ a, b, c, d }) => {
    const kind = a === b ? 'a' : c === d ? 'd' : 'c'
    return [
      `${range(a, b)}${kind}${range(c, d)}`,
      ...linesOf('< ', one, a, b),
      ...(kind === 'c' ? ['---'] : []),
      ...linesOf('> ', other, c, d),
    ]
  })
}

function linesOf(mark: string, { lines, endsInBreak }: Side, from: number, to: number): string[] {
  const shown = lines.slice(from, to).map((line) => mark + line)
  if (to > from && to === lines.length && !endsInBreak) shown.push('\\ No newline at end of file')
  return shown
}

function unified(one: Side, other: Side, changes: readonly Change[], around: number): string[] {
  const groups: Change[][] = []
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1)
    if (last && change.a - last.b <= 2 * around) groups.at(-1)!.push(change)
    else groups.push([change])
  }
  const range = (from: number, count: number) =>
    count === 1 ? `${from + 1}` : `${count === 0 ? from : from + 1},${count}`
  const title = (mark: string, { name, modified }: Side) =>
    `${mark} ${name}\t${new Date(modified).toISOString().replace('T', ' ').replace('Z', '000000 +0000')}`
  return [
    title('---', one),
    title('+++', other),
    ...groups.flatMap((group) => {
      const [first, last] = [group[0]!, group.at(-1)!]
      const before = Math.min(around, first.a, first.c)
      const from = first.a - before
      const to = Math.min(one.lines.length, last.b + around)
      const otherFrom = first.c - before
      const otherTo = Math.min(other.lines.length, last.d + around)
      const lines: string[] = []
      let at = from
      for (const { a, b, c, d } of group) {
        lines.push(...linesOf(' ', one, at, a), ...linesOf('-', one, a, b), ...linesOf('+', other, c, d))
        at = b
      }
      lines.push(...linesOf(' ', one, at, to))
      return [`@@ -${range(from, to - from)} +${range(otherFrom, otherTo - otherFrom)} @@`, ...lines]
    }),
  ]
}

function painted(line: string): string {
  const code = /^(---|\+\+\+) /.test(line)
    ? '1'
    : /^(@@|\d)/.test(line)
      ? '36'
      : /^[<-](?!--)/.test(line)
        ? '31'
        : /^[>+]/.test(line)
          ? '32'
          : ''
  return code === '' ? line : `\x1b[${code}m${line}\x1b[0m`
}

const help = `Usage: diff [OPTION]... FILES
Compare FILES line by line.

  -q, --brief                   report only when files differ
  -s, --report-identical-files  report when two files are the same
  -u, -U NUM                    output NUM (default 3) lines of unified context
  -r, --recursive               recursively compare any subdirectories found
  -N, --new-file                treat absent files as empty
  -i, --ignore-case             ignore case differences in file contents
  -b, --ignore-space-change     ignore changes in the amount of white space
  -w, --ignore-all-space        ignore all white space
  -B, --ignore-blank-lines      ignore changes where lines are all blank
      --color[=WHEN]            color output; WHEN is never, always or auto

Exit status is 0 if inputs are the same, 1 if different, 2 if trouble.
`
