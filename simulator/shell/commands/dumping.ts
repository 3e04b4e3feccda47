import type { Command as LibraryCommand } from 'just-bash'
import { binary, bytesOf } from '../byte-strings.ts'
import { describeProblem, getopt, type OptionSpec, type Options } from '../tools/getopt.ts'
import { concatenated } from '../tools/output.ts'
import { type Answer, type CommandContext, ownCommand } from './own-command.ts'

// `od` of coreutils 9.1, `hexdump` of util-linux 2.38, `xxd` of Vim 9, `cmp` of diffutils 3.8.

export const dumpingCommands: readonly LibraryCommand[] = [
  ownCommand('od', (args, context) => octal(args, context)),
  ownCommand('hexdump', (args, context) => hexdump(args, context)),
  rawCommand('xxd', (args, context) => xxd(args, context)),
  ownCommand('cmp', (args, context) => compareBytes(args, context)),
]

/** A command that may write bytes. */
function rawCommand(
  name: string,
  execute: (args: readonly string[], context: CommandContext) => Promise<Answer & { bytes?: Uint8Array }>,
): LibraryCommand {
  return {
    name,
    async execute(args, context) {
      const { stdout = '', stderr = '', exitCode = stderr ? 1 : 0, bytes } = await execute(args, context)
      if (!bytes) return { stdout, stderr, exitCode, stdoutKind: 'text' }
      return { stdout: binary(bytes), stderr, exitCode, stdoutKind: 'bytes', stdoutEncoding: 'binary' }
    },
  }
}

interface Input {
  readonly bytes: Uint8Array
  readonly stderr: string
}

/** The files, one behind the other; standard input where there are none. */
async function inputOf(
  program: string,
  names: readonly string[],
  { fs, cwd, stdin }: CommandContext,
): Promise<Input> {
  if (!names.length) return { bytes: bytesOf(String(stdin)), stderr: '' }
  const parts: Uint8Array[] = []
  let stderr = ''
  for (const name of names) {
    const path = fs.resolvePath(cwd, name)
    if (name === '-') parts.push(bytesOf(String(stdin)))
    else if (!(await fs.exists(path))) stderr += `${program}: ${name}: No such file or directory\n`
    else if ((await fs.stat(path)).isDirectory) stderr += `${program}: ${name}: Is a directory\n`
    else parts.push(await fs.readFileBuffer(path))
  }
  return { bytes: concatenated(parts), stderr }
}

const last = ({ options }: Options, name: string): string | undefined =>
  options.findLast((one) => one.name === name)?.value

function refused(
  program: string,
  args: readonly string[],
  spec: OptionSpec,
): Options & { readonly said?: string } {
  const read = getopt(args, spec)
  if (!read.problem) return read
  return {
    ...read,
    said: `${program}: ${describeProblem(read.problem)}\nTry '${program} --help' for more information.\n`,
  }
}

const number = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = /^0x/i.test(text) ? Number.parseInt(text, 16) : Number.parseInt(text, 10)
  return Number.isNaN(value) ? undefined : value
}

/** Rows that are as the one before are one star. */
function rowsOf(
  bytes: Uint8Array,
  width: number,
  showsAll: boolean,
  row: (at: number, part: Uint8Array) => string,
): string {
  let text = ''
  let before: string | undefined
  let isStarred = false
  for (let at = 0; at < bytes.length; at += width) {
    const part = bytes.subarray(at, at + width)
    const same = part.length === width ? part.join() : undefined
    if (!showsAll && same !== undefined && same === before) {
      if (!isStarred) text += '*\n'
      isStarred = true
      continue
    }
    isStarred = false
    before = same
    text += row(at, part)
  }
  return text
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
const printable = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')

// ── od

const odSpec = {
  short: 'A:abcdfij:lN:osS:t:vw:x',
  long: {
    'address-radix': 'A:',
    format: 't:',
    help: 'help',
    'output-duplicates': 'v',
    'read-bytes': 'N:',
    'skip-bytes': 'j:',
    width: 'w:',
  },
} as const

const shortTypes: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  i: 'd4',
  l: 'd8',
  o: 'o2',
  s: 'd2',
  x: 'x2',
}

interface Format {
  readonly kind: string
  readonly size: number
  readonly hasText: boolean
}

async function octal(given: readonly string[], context: CommandContext): Promise<Answer> {
  const args = given.map((arg) => (arg === '-w' ? '-w32' : arg))
  const read = refused('od', args, odSpec)
  if (read.said) return { stderr: read.said }
  if (last(read, 'help') !== undefined) return { stdout: odHelp }
  const formats: Format[] = []
  for (const { name, value } of read.options) {
    const type = name === 't' ? value : shortTypes[name]
    if (type === undefined) continue
    const found = [...type.matchAll(/([acdoux])(\d+|[CSIL])?(z)?/g)]
    if (!found.length || found.map(([whole]) => whole).join('') !== type)
      return { stderr: `od: invalid character '${type[0]}' in type string '${type}'\n` }
    for (const [, kind = 'o', size, z] of found)
      formats.push({ kind, size: sizeOf(kind, size), hasText: z === 'z' })
  }
  if (!formats.length) formats.push({ kind: 'o', size: 2, hasText: false })
  const { bytes: all, stderr } = await inputOf('od', read.operands, context)
  if (stderr && !all.length) return { stderr }
  const skip = number(last(read, 'j')) ?? 0
  const most = number(last(read, 'N'))
  const bytes = all.subarray(skip, most === undefined ? undefined : skip + most)
  const width = number(last(read, 'w')) ?? 16
  const radix = last(read, 'A') ?? 'o'
  const address = (at: number) =>
    radix === 'n'
      ? ''
      : radix === 'x'
        ? hex(at, 6)
        : radix === 'd'
          ? String(at).padStart(7, '0')
          : at.toString(8).padStart(7, '0')
  // Columns of several formats stand below each other.
  const cells = formats.map((format) => cellWidth(format))
  const perByte = Math.max(...formats.map(({ size }, i) => cells[i]! / size))
  const shown = rowsOf(bytes, width, last(read, 'v') !== undefined, (at, part) =>
    formats
      .map((format, i) => {
        const lead = i === 0 ? address(skip + at) : ' '.repeat(address(skip + at).length)
        const cell = Math.round(perByte * format.size)
        const values = valuesOf(part, format).map((value) => value.padStart(cell))
        const text = values.join('')
        const room = cell * Math.ceil(width / format.size)
        return `${lead}${text}${format.hasText ? `${' '.repeat(room - text.length)}  >${printable(part)}<` : ''}\n`
      })
      .join(''),
  )
  const end = radix === 'n' ? '' : `${address(skip + bytes.length)}\n`
  return { stdout: shown + end, stderr, exitCode: stderr ? 1 : 0 }
}

const sizeOf = (kind: string, size: string | undefined): number => {
  if (kind === 'a' || kind === 'c') return 1
  const named = { C: 1, S: 2, I: 4, L: 8 }[size ?? '']
  return named ?? (Number(size ?? 4) || 4)
}

const digits: Readonly<Record<string, readonly [number, number, number, number]>> = {
  o: [3, 6, 11, 22],
  x: [2, 4, 8, 16],
  d: [4, 6, 11, 20],
  u: [3, 5, 10, 20],
}

const cellWidth = ({ kind, size }: Format): number =>
  kind === 'a' || kind === 'c' ? 4 : 1 + (digits[kind]?.[Math.log2(size)] ?? 11)

const controls =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us'.split(
    ' ',
  )
const escapes: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
}

function valuesOf(part: Uint8Array, { kind, size }: Format): string[] {
  if (kind === 'c')
    return [...part].map((byte) =>
      byte >= 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : (escapes[byte] ?? byte.toString(8).padStart(3, '0')),
    )
  if (kind === 'a')
    return [...part].map((byte) => {
      const low = byte & 0x7f
      return low === 0x20 ? 'sp' : low === 0x7f ? 'del' : (controls[low] ?? String.fromCharCode(low))
    })
  const values: string[] = []
  for (let at = 0; at < part.length; at += size) {
    let value = 0n
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(part[at + i] ?? 0)
    if (kind === 'd') value = BigInt.asIntN(size * 8, value)
    const width = digits[kind]?.[Math.log2(size)] ?? 0
    if (kind === 'd' || kind === 'u') values.push(value.toString())
    else values.push(value.toString(kind === 'x' ? 16 : 8).padStart(width, '0'))
  }
  return values
}

// ── hexdump

const hexdumpSpec = {
  short: 'bcCdn:os:vxhV',
  long: { canonical: 'C', length: 'n:', skip: 's:', 'no-squeezing': 'v', help: 'h' },
} as const

async function hexdump(args: readonly string[], context: CommandContext): Promise<Answer> {
  const read = refused('hexdump', args, hexdumpSpec)
  if (read.said) return { stderr: read.said }
  if (last(read, 'h') !== undefined) return { stdout: hexdumpHelp }
  const unknown = ['b', 'c', 'd', 'o'].find((letter) => last(read, letter) !== undefined)
  if (unknown) return { stderr: `hexdump: hopwise does not simulate -${unknown}; try od -t\n` }
  const { bytes: all, stderr } = await inputOf('hexdump', read.operands, context)
  if (stderr && !all.length) return { stderr: `${stderr}hexdump: all input file arguments failed\n` }
  const skip = number(last(read, 's')) ?? 0
  const most = number(last(read, 'n'))
  const bytes = all.subarray(skip, most === undefined ? undefined : skip + most)
  const isCanonical = last(read, 'C') !== undefined
  const showsAll = last(read, 'v') !== undefined
  const address = (at: number) => hex(at, isCanonical ? 8 : 7)
  const shown = rowsOf(bytes, 16, showsAll, (at, part) => {
    if (!isCanonical) {
      const words = Array.from({ length: 8 }, (_, i) => {
        const [low, high = 0] = [part[i * 2], part[i * 2 + 1]]
        return low === undefined ? '     ' : ` ${hex((high << 8) | low, 4)}`
      })
      return `${address(skip + at)}${words.join('')}\n`
    }
    const pairs = Array.from({ length: 16 }, (_, i) => (part[i] === undefined ? '  ' : hex(part[i]!, 2)))
    return `${address(skip + at)}  ${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}  |${printable(part)}|\n`
  })
  const end = bytes.length ? `${address(skip + bytes.length)}\n` : ''
  return { stdout: shown + end, stderr, exitCode: stderr ? 1 : 0 }
}

// ── xxd

const xxdSpec = { short: 'abc:Eeg:hil:o:prs:uv', long: {}, isStrict: true } as const

async function xxd(
  given: readonly string[],
  context: CommandContext,
): Promise<Answer & { bytes?: Uint8Array }> {
  // -ps, -plain, -postscript, -cols and the like are words of their own.
  const words = new Map([
    ['-ps', '-p'],
    ['-plain', '-p'],
    ['-postscript', '-p'],
    ['-cols', '-c'],
    ['-len', '-l'],
    ['-seek', '-s'],
    ['-groupsize', '-g'],
    ['-bits', '-b'],
    ['-include', '-i'],
    ['-revert', '-r'],
    ['-help', '-h'],
    ['-version', '-v'],
  ])
  const read = getopt(
    given.map((arg) => words.get(arg) ?? arg),
    xxdSpec,
  )
  const has = (name: string) => last(read, name) !== undefined
  if (read.problem || has('h')) return { stderr: xxdHelp }
  if (has('v')) return { stderr: 'xxd 2022-01-14 by Juergen Weigert et al.\n', exitCode: 0 }
  const unknown = ['a', 'E', 'e', 'o'].find(has)
  if (unknown) return { stderr: `xxd: hopwise does not simulate -${unknown}\n` }
  const [source, target] = read.operands
  const { bytes: all, stderr } = await inputOf('xxd', source === undefined ? [] : [source], context)
  if (stderr) return { stderr, exitCode: 2 }
  const write = async (out: Uint8Array) => {
    if (target === undefined) return { bytes: out }
    await context.fs.writeFile(context.fs.resolvePath(context.cwd, target), out)
    return {}
  }
  if (has('r')) return write(reverted(new TextDecoder().decode(all), has('p')))
  const skip = number(last(read, 's')) ?? 0
  const most = number(last(read, 'l'))
  const from = skip < 0 ? Math.max(0, all.length + skip) : skip
  const bytes = all.subarray(from, most === undefined ? undefined : from + most)
  return write(new TextEncoder().encode(dumped(bytes, from, read, source)))
}

function dumped(bytes: Uint8Array, from: number, read: Options, source: string | undefined): string {
  const has = (name: string) => last(read, name) !== undefined
  const columns = number(last(read, 'c')) || (has('p') ? 30 : has('b') ? 6 : has('i') ? 12 : 16)
  const digit = (byte: number) => (has('u') ? hex(byte, 2).toUpperCase() : hex(byte, 2))
  const rows: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += columns) rows.push(bytes.subarray(at, at + columns))
  if (has('p')) return rows.map((row) => `${[...row].map(digit).join('')}\n`).join('')
  if (has('i')) {
    const list = rows.map((row) => `  ${[...row].map((byte) => `0x${digit(byte)}`).join(', ')}`).join(',\n')
    if (source === undefined) return list && `${list}\n`
    const name = source.replace(/[^A-Za-z0-9]/g, '_').replace(/^(?=\d)/, '__')
    return `unsigned char ${name}[] = {\n${list}\n};\nunsigned int ${name}_len = ${bytes.length};\n`
  }
  const isBits = has('b')
  const group = Number(last(read, 'g') ?? (isBits ? 1 : 2)) || columns
  const one = (byte: number) => (isBits ? byte.toString(2).padStart(8, '0') : digit(byte))
  const grouped = (row: readonly string[]) =>
    row.map((text, i) => (i % group === group - 1 ? `${text} ` : text)).join('')
  const room = grouped(Array.from({ length: columns }, () => one(0))).trimEnd().length
  return rows
    .map((row, i) => {
      const shown = grouped([...row].map(one)).trimEnd()
      return `${hex(from + i * columns, 8)}: ${shown.padEnd(room)}  ${printable(row)}\n`
    })
    .join('')
}

function reverted(text: string, isPlain: boolean): Uint8Array {
  const bytes: number[] = []
  for (const line of text.split('\n')) {
    const [, address, body] = isPlain
      ? ['', undefined, line]
      : (/^\s*([0-9a-fA-F]+):\s?(.*)$/.exec(line) ?? [])
    if (body === undefined) continue
    const shown = isPlain ? body : (body.split('  ')[0] ?? '')
    if (address !== undefined) while (bytes.length < Number.parseInt(address, 16)) bytes.push(0)
    for (const pair of shown.replace(/\s+/g, '').match(/[0-9a-fA-F]{2}/g) ?? [])
      bytes.push(Number.parseInt(pair, 16))
  }
  return Uint8Array.from(bytes)
}

// ── cmp

async function compareBytes(args: readonly string[], context: CommandContext): Promise<Answer> {
  const read = refused('cmp', args, {
    short: 'bi:ln:sv',
    long: { silent: 's', quiet: 's', verbose: 'l', help: 'help' },
  })
  const trouble = (stderr: string): Answer => ({ stderr, exitCode: 2 })
  if (read.said) return trouble(`${read.said.replace(/^Try/m, 'cmp: Try')}`)
  const [first, second = '-'] = read.operands
  if (first === undefined)
    return trouble("cmp: missing operand after 'cmp'\ncmp: Try 'cmp --help' for more information.\n")
  const sides: Uint8Array[] = []
  for (const name of [first, second]) {
    const { bytes, stderr } = await inputOf('cmp', [name], context)
    if (stderr) return trouble(last(read, 's') === undefined ? stderr : '')
    sides.push(bytes)
  }
  const [one, other] = sides as [Uint8Array, Uint8Array]
  const isSilent = last(read, 's') !== undefined
  const shorter = Math.min(one.length, other.length)
  let listed = ''
  let line = 1
  for (let i = 0; i < shorter; i++) {
    if (one[i] !== other[i]) {
      if (last(read, 'l') === undefined)
        return {
          stdout: isSilent ? '' : `${first} ${second} differ: byte ${i + 1}, line ${line}\n`,
          exitCode: 1,
        }
      const width = String(Math.max(one.length, other.length)).length
      listed += `${String(i + 1).padStart(width)} ${one[i]!.toString(8).padStart(3)} ${other[i]!.toString(8).padStart(3)}\n`
    }
    if (one[i] === 10) line++
  }
  if (one.length === other.length) return { stdout: listed, exitCode: listed ? 1 : 0 }
  const name = one.length < other.length ? first : second
  const short = one.length < other.length ? one : other
  const lines = short.at(-1) === 10 ? `, line ${line - 1}` : `, in line ${line}`
  const where = short.length
    ? `after byte ${shorter}${last(read, 'l') === undefined ? lines : ''}`
    : 'which is empty'
  return { stdout: listed, stderr: isSilent ? '' : `cmp: EOF on ${name} ${where}\n`, exitCode: 1 }
}

const odHelp = `Usage: od [OPTION]... [FILE]...

  -A RADIX    addresses in d, o, x or n (none)
  -t TYPE     a, c, d[SIZE], o[SIZE], u[SIZE], x[SIZE]; z behind it shows text, too
  -j BYTES    skip so many
  -N BYTES    read so many
  -w[BYTES]   so many in a row
  -v          show rows that are the same
  -a -b -c -d -i -l -o -s -x   the same as -t a, o1, c, u2, dI, dL, o2, d2, x2
`

const hexdumpHelp = `Usage:
 hexdump [options] <file>...

 -C, --canonical      canonical hex+ASCII display
 -n, --length <len>   interpret only length bytes of input
 -s, --skip <offset>  skip offset bytes from the beginning
 -v, --no-squeezing   output identical lines
`

const xxdHelp = `Usage:
       xxd [options] [infile [outfile]]
    or
       xxd -r [-p] [infile [outfile]]
Options:
    -b          binary digit dump.
    -c cols     format <cols> octets per line. Default 16 (-i: 12, -ps: 30).
    -g bytes    number of octets per group in normal output. Default 2.
    -h          print this summary.
    -i          output in C include file style.
    -l len      stop after <len> octets.
    -ps         output in postscript plain hexdump style.
    -r          reverse operation: convert (or patch) hexdump into binary.
    -s seek     start at <seek> bytes.
    -u          use upper case hex letters.
`
