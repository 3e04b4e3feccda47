import type { Command as LibraryCommand } from 'just-bash'
import { bytesOn } from '../../world/files.ts'
import { binary, bytesOf } from '../byte-strings.ts'
import { TimeIsUp, terminated } from '../deadlines.ts'
import { bytesOfDevice, endlessDevice } from '../devices.ts'
import { resolve } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { diskBytes } from '../hosts/host-files.ts'
import type { Sight } from './sight.ts'

type Result = Awaited<ReturnType<LibraryCommand['execute']>>

const text = (stdout: string, stderr = '', exitCode = 0): Result => ({ stdout, stderr, exitCode })

/** Commands that never end by themselves, or read what never ends. */
export function endlessCommands(host: ShellHost, sight: () => Sight, most: number): LibraryCommand[] {
  return [
    {
      name: 'yes',
      async execute(args) {
        if (args[0] === '--help')
          return text(
            "Usage: yes [STRING]...\nRepeatedly output a line with all specified STRING(s), or 'y'.\n",
          )
        const { secondsLeft } = host.machine
        if (secondsLeft !== undefined && Number.isFinite(secondsLeft)) return untilTimeIsUp(host, secondsLeft)
        const line = `${args.length ? args.join(' ') : 'y'}\n`
        // On a screen it goes on until it is stopped; whoever reads it in a pipe stops when he has enough.
        const isShown = sight().columns !== undefined
        const size = isShown ? most + 1 : 1024 * 1024
        return text(line.repeat(Math.ceil(size / line.length)), '', isShown ? 0 : brokenPipe)
      },
    },
    {
      name: 'head',
      async execute(args, context) {
        const count = countOfBytes(args)
        const operands = args.filter(
          (arg, i) => !arg.startsWith('-') && !/^(-c|--bytes)$/.test(args[i - 1] ?? ''),
        )
        const device = operands.length === 1 ? endlessDevice(resolve(context.cwd, operands[0]!)) : undefined
        if (!device || count === undefined) return context.origCommand!([...args])
        // A screen has its limit, and so has the disk.
        const limit = sight().columns === undefined ? Math.max(most, diskBytes) : most
        const bytes = bytesOfDevice(device, Math.min(count, limit + 1), () => host.random())
        return { ...text(binary(bytes)), stdoutKind: 'bytes', stdoutEncoding: 'binary' }
      },
    },
    {
      name: 'dd',
      execute: async (args, context) => convert(args, context, host, most),
    },
  ]
}

/** 128 + SIGPIPE */
const brokenPipe = 141

function untilTimeIsUp(host: ShellHost, seconds: number): Result {
  try {
    host.advance(seconds)
  } catch (error) {
    if (!(error instanceof TimeIsUp)) throw error
  }
  return text('y\n'.repeat(1000), '', terminated)
}

function countOfBytes(args: readonly string[]): number | undefined {
  for (const [i, arg] of args.entries()) {
    const value =
      /^(?:-c|--bytes=)(.+)$/.exec(arg)?.[1] ?? (/^(-c|--bytes)$/.test(arg) ? args[i + 1] : undefined)
    const size = value === undefined ? undefined : sizeOf(value)
    if (size !== undefined) return size
  }
  return undefined
}

/** `10`, `4K`, `1M`, `2MB`, as coreutils read sizes. */
function sizeOf(value: string): number | undefined {
  const [, number, unit = ''] = /^(\d+)(c|w|b|kB|K|KiB|k|MB|M|MiB|GB|G|GiB)?$/.exec(value) ?? []
  if (number === undefined) return undefined
  const factors: Record<string, number> = {
    '': 1,
    c: 1,
    w: 2,
    b: 512,
    kB: 1000,
    k: 1024,
    K: 1024,
    KiB: 1024,
    MB: 1e6,
    M: 1024 ** 2,
    MiB: 1024 ** 2,
    GB: 1e9,
    G: 1024 ** 3,
    GiB: 1024 ** 3,
  }
  return Number(number) * factors[unit]!
}

type Context = Parameters<LibraryCommand['execute']>[1]

async function convert(
  args: readonly string[],
  { fs, cwd, stdin }: Context,
  host: ShellHost,
  most: number,
): Promise<Result> {
  const given = new Map<string, string>()
  for (const arg of args) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(arg) ?? []
    if (name === undefined || !known.has(name)) {
      if (arg === '--help') return text(help)
      return text('', `dd: unrecognized operand ‘${arg}’\nTry 'dd --help' for more information.\n`, 1)
    }
    given.set(name, value!)
  }
  const size = (name: string) => {
    const value = given.get(name)
    return value === undefined ? undefined : (sizeOf(value) ?? Number.NaN)
  }
  const block = size('bs') ?? size('ibs') ?? 512
  const [count, skip = 0] = [size('count'), size('skip')]
  for (const name of ['bs', 'ibs', 'count', 'skip'])
    if (Number.isNaN(size(name))) return text('', `dd: invalid number: ‘${given.get(name)}’\n`, 1)
  const source = given.get('if')
  const path = source === undefined ? undefined : resolve(cwd, source)
  const device = path === undefined ? undefined : endlessDevice(path)
  const target = given.get('of')
  let all: Uint8Array
  if (device) {
    // What goes to a file ends where the disk does.
    const limit = target === undefined || endlessDevice(resolve(cwd, target)) ? most : diskBytes + block
    const wanted = count === undefined ? limit + 1 : count * block
    if (wanted > limit && target === undefined)
      return text('', `dd: hopwise: more than ${most} bytes of what never ends; say a smaller count=\n`, 1)
    all = bytesOfDevice(device, count === 0 ? 0 : Math.min(wanted, limit), () => host.random())
  } else if (path === undefined) all = bytesOf(String(stdin))
  else {
    if (!(await fs.exists(path)))
      return text('', `dd: failed to open '${source}': No such file or directory\n`, 1)
    all = await fs.readFileBuffer(path)
  }
  const from = device ? 0 : skip * block
  const copied = all.slice(from, count === undefined ? undefined : from + count * block)
  const status = given.get('status')
  const summary = (written: number, read = written) =>
    status === 'none'
      ? ''
      : `${recordsIn(read, block)} records in\n${recordsIn(written, block)} records out\n${status === 'noxfer' ? '' : `${told(written)} copied, 0 s, Infinity B/s\n`}`
  if (target === undefined)
    return {
      ...text(binary(copied), summary(copied.length)),
      stdoutKind: 'bytes',
      stdoutEncoding: 'binary',
    }
  const at = resolve(cwd, target)
  try {
    await fs.writeFile(at, '')
    await fs.writeFile(at, copied)
  } catch (error) {
    if (!/ENOSPC/.test(String(error)))
      return text('', `dd: failed to open '${target}': ${reasonOf(error)}\n`, 1)
    // As much as there is room for is written.
    const { cloud, id } = host.machine
    const room = Math.max(0, diskBytes - bytesOn(cloud.store, id))
    const fitting = at === '/dev/full' ? 0 : room - (room % block)
    if (at !== '/dev/full') await fs.writeFile(at, copied.slice(0, fitting))
    const problem = `dd: error writing '${target}': No space left on device\n`
    return text('', problem + summary(fitting, Math.min(copied.length, fitting + block)), 1)
  }
  return text('', summary(copied.length))
}

const recordsIn = (bytes: number, block: number): string =>
  `${Math.floor(bytes / block)}+${bytes % block ? 1 : 0}`

const reasonOf = (error: unknown): string =>
  ({ EACCES: 'Permission denied', EISDIR: 'Is a directory', EROFS: 'Read-only file system' })[
    (error as { code?: string }).code ?? ''
  ] ?? 'No such file or directory'

const known = new Set(['if', 'of', 'bs', 'ibs', 'obs', 'count', 'skip', 'status', 'conv'])

function told(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte${bytes === 1 ? '' : 's'}`
  const units = [
    scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB']),
    scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB']),
  ]
  return `${bytes} bytes (${units.slice(0, bytes < 1024 ? 1 : 2).join(', ')})`
}

function scaled(bytes: number, step: number, units: readonly string[]): string {
  const unit = Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(step)))
  const value = bytes / step ** unit
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

const help = `Usage: dd [OPERAND]...
Copy a file, converting and formatting according to the operands.

  bs=BYTES        read and write up to BYTES bytes at a time (default: 512)
  count=N         copy only N input blocks
  if=FILE         read from FILE instead of stdin
  of=FILE         write to FILE instead of stdout
  skip=N          skip N ibs-sized input blocks
  status=LEVEL    'none' suppresses everything but error messages, 'noxfer' the final statistics
`
