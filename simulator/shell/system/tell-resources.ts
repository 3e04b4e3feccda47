import { bytesOn } from '../../world/files.ts'
import type { Answer } from '../commands/own-command.ts'
import { resolve } from '../files.ts'
import { hardwareOf } from '../hosts/hardware.ts'
import { diskBytes } from '../hosts/host-files.ts'
import { kernel } from '../hosts/kernel.ts'
import { systemOf } from '../hosts/users.ts'
import { describeProblem, getopt } from '../tools/getopt.ts'
import { memoryOf, type Seat } from './processes.ts'

// What a machine has, and how much of it is left: procps 4, coreutils 9, util-linux 2.38, systemd 252.

/** `1.2Gi`: three figures at most. */
function human(kib: number): string {
  const units = ['Ki', 'Mi', 'Gi', 'Ti']
  let value = kib
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  if (kib === 0) return '0B'
  return (value < 9.95 && unit ? value.toFixed(1) : String(Math.round(value))) + units[unit]
}

const freeOptions = {
  short: 'bkmghtwls:c:V',
  long: {
    bytes: 'b',
    kibi: 'k',
    mebi: 'm',
    gibi: 'g',
    human: 'h',
    total: 't',
    wide: 'w',
    help: 'help',
    version: 'V',
  },
} as const

export function free(args: readonly string[], seat: Seat): Answer {
  const { options, problem } = getopt(args, freeOptions)
  if (problem) return { stderr: `free: ${describeProblem(problem)}\n\n${freeHelp}`, exitCode: 1 }
  const has = (name: string) => options.some((one) => one.name === name)
  if (has('help')) return { stdout: freeHelp }
  if (has('V')) return { stdout: 'free from procps-ng 4.0.4\n' }
  const { total, used, cached } = memoryOf(seat)
  const left = Math.max(0, total - used - cached)
  const unit = (kib: number): string => {
    if (has('h')) return human(kib)
    if (has('b')) return String(kib * 1024)
    return String(has('m') ? Math.floor(kib / 1024) : has('g') ? Math.floor(kib / 1024 / 1024) : kib)
  }
  const line = (name: string, values: readonly number[]) =>
    `${name.padEnd(8)}${values.map((one) => unit(one).padStart(12)).join('')}\n`
  const caches = has('w') ? [0, cached] : [cached]
  const heads = [
    'total',
    'used',
    'free',
    'shared',
    ...(has('w') ? ['buffers', 'cache'] : ['buff/cache']),
    'available',
  ]
  return {
    stdout:
      `${' '.repeat(8)}${heads.map((head) => head.padStart(12)).join('')}\n` +
      line('Mem:', [total, used, left, 448, ...caches, left + cached]) +
      line('Swap:', [0, 0, 0]) +
      (has('t') ? line('Total:', [total, used, left]) : ''),
  }
}

const freeHelp = `Usage:
 free [options]

Options:
 -b, --bytes         show output in bytes
 -k, --kibi          show output in kibibytes
 -m, --mebi          show output in mebibytes
 -g, --gibi          show output in gibibytes
 -h, --human         show human-readable output
 -t, --total         show total for RAM + swap
 -w, --wide          wide output
`

/** Where the disk is, as the image names it. */
function diskOf({ machine }: Seat): string {
  const { virtualization } = hardwareOf(machine.fabric, machine)
  if (virtualization === 'amazon') return '/dev/nvme0n1p1'
  return virtualization === 'xen' ? '/dev/xvda1' : '/dev/vda1'
}

const dfOptions = {
  short: 'ahHikmPTlx:t:B:',
  long: {
    all: 'a',
    'human-readable': 'h',
    si: 'H',
    inodes: 'i',
    portability: 'P',
    'print-type': 'T',
    total: 'total',
    help: 'help',
  },
} as const

/** The disk is the one that files are kept on: what it says is free is free. */
export function df(
  args: readonly string[],
  seat: Seat,
  cwd: string,
  exists: (path: string) => boolean,
): Answer {
  const { options, operands, problem } = getopt(args, dfOptions)
  if (problem)
    return { stderr: `df: ${describeProblem(problem)}\nTry 'df --help' for more information.\n`, exitCode: 1 }
  const has = (name: string) => options.some((one) => one.name === name)
  if (has('help')) return { stdout: dfHelp }
  const missing = operands.filter((one) => !exists(resolve(cwd, one)))
  const stderr = missing.map((one) => `df: ${one}: No such file or directory\n`).join('')
  if (operands.length && missing.length === operands.length) return { stderr, exitCode: 1 }
  const used = bytesOn(seat.machine.cloud.store, seat.machine.id)
  const share = `${Math.ceil((used / diskBytes) * 100)}%`
  const isHuman = has('h') || has('H')
  const sizes = [diskBytes, used, Math.max(0, diskBytes - used)].map((bytes) =>
    isHuman
      ? rounded(bytes, has('H') ? 1000 : 1024)
      : String(Math.ceil(bytes / (has('m') ? 1024 ** 2 : 1024))),
  )
  const type = has('T') ? ['Type', 'xfs'] : undefined
  const head = has('i')
    ? ['Filesystem', 'Inodes', 'IUsed', 'IFree', 'IUse%', 'Mounted on']
    : [
        'Filesystem',
        ...(type ? [type[0]!] : []),
        isHuman ? 'Size' : has('m') ? '1M-blocks' : has('P') ? '1024-blocks' : '1K-blocks',
        'Used',
        isHuman ? 'Avail' : 'Available',
        has('P') ? 'Capacity' : 'Use%',
        'Mounted on',
      ]
  const row = has('i')
    ? [diskOf(seat), '4194304', '38112', '4156192', '1%', '/']
    : [diskOf(seat), ...(type ? [type[1]!] : []), ...sizes, share, '/']
  const isLeft = (i: number) => i === 0 || i === head.length - 1 || (type !== undefined && i === 1)
  const widths = head.map((cell, i) =>
    Math.max(cell.length, row[i]!.length, i === 0 ? 14 : isLeft(i) || cell.endsWith('%') ? 0 : 5),
  )
  const line = (cells: readonly string[]) =>
    `${cells.map((cell, i) => (i === cells.length - 1 ? cell : isLeft(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' ')}\n`
  return { stdout: line(head) + line(row), stderr, exitCode: stderr ? 1 : 0 }
}

/** Up, with one digit behind the point below ten. */
function rounded(bytes: number, step: number): string {
  const units = ['', 'K', 'M', 'G']
  let value = bytes
  let unit = 0
  while (value >= step && unit < units.length - 1) {
    value /= step
    unit++
  }
  if (!unit) return String(value)
  return (value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value))) + units[unit]
}

const dfHelp = `Usage: df [OPTION]... [FILE]...
Show information about the file system on which each FILE resides, or all file systems by default.

  -h, --human-readable  print sizes in powers of 1024 (e.g., 1023M)
  -H, --si              print sizes in powers of 1000 (e.g., 1.1G)
  -i, --inodes          list inode information instead of block usage
  -k                    like --block-size=1K
  -P, --portability     use the POSIX output format
  -T, --print-type      print file system type
`

export function nproc(args: readonly string[], { machine }: Seat): Answer {
  const { vcpus } = hardwareOf(machine.fabric, machine)
  const ignored = args.map((arg) => /^--ignore=(\d+)$/.exec(arg)?.[1]).find(Boolean)
  if (args.includes('--help'))
    return {
      stdout:
        'Usage: nproc [OPTION]...\n\n      --all      print the number of installed processors\n      --ignore=N if possible, exclude N processing units\n',
    }
  const unknown = args.find((arg) => arg !== '--all' && !arg.startsWith('--ignore='))
  if (unknown !== undefined)
    return {
      stderr: `nproc: ${unknown.startsWith('-') ? `unrecognized option '${unknown}'` : `extra operand ‘${unknown}’`}\nTry 'nproc --help' for more information.\n`,
      exitCode: 1,
    }
  return { stdout: `${Math.max(1, vcpus - Number(ignored ?? 0))}\n` }
}

export function lscpu({ machine }: Seat): Answer {
  const { vcpus, threadsPerCore, architecture, virtualization, product } = hardwareOf(machine.fabric, machine)
  const isArm = architecture === 'aarch64'
  const rows: readonly (readonly [string, string])[] = [
    ['Architecture:', architecture],
    ['  CPU op-mode(s):', isArm ? '32-bit, 64-bit' : '32-bit, 64-bit'],
    ['  Byte Order:', 'Little Endian'],
    ['CPU(s):', String(vcpus)],
    ['  On-line CPU(s) list:', vcpus > 1 ? `0-${vcpus - 1}` : '0'],
    ['Vendor ID:', vendorOf(architecture, product)],
    ['  Thread(s) per core:', String(threadsPerCore)],
    ['  Core(s) per socket:', String(vcpus / threadsPerCore)],
    ['  Socket(s):', '1'],
    ...(virtualization === 'none' || isArm
      ? []
      : ([
          ['Virtualization features:', ''],
          ['  Hypervisor vendor:', virtualization === 'xen' ? 'Xen' : 'KVM'],
          ['  Virtualization type:', 'full'],
        ] as const)),
  ]
  return {
    stdout: rows
      .map(([name, value]) => `${name.padEnd(25)}${value}`.trimEnd())
      .join('\n')
      .concat('\n'),
  }
}

/** EC2's names tell: an `a` behind the generation is AMD, a `g` Graviton. */
const vendorOf = (architecture: string, product: string): string =>
  architecture === 'aarch64' ? 'ARM' : /^\w+?\d+a/.test(product) ? 'AuthenticAMD' : 'GenuineIntel'

export function hostnamectl(args: readonly string[], { machine }: Seat): Answer {
  const words = args.filter((arg) => !arg.startsWith('-'))
  const [verb = 'status', ...others] = words
  if (verb === 'set-hostname' || (verb === 'hostname' && others.length))
    return { stderr: 'hostnamectl: hopwise does not simulate other host names\n', exitCode: 1 }
  if (verb === 'hostname' || args.includes('--static')) return { stdout: `${machine.hostname}\n` }
  if (verb !== 'status') return { stderr: `Unknown command verb '${verb}'.\n`, exitCode: 1 }
  const { architecture, virtualization, vendor, product } = hardwareOf(machine.fabric, machine)
  const isAmazon = systemOf(machine.fabric, machine) === 'amazon'
  const isVirtual = virtualization !== 'none'
  const rows: readonly (readonly [string, string])[] = [
    ['Static hostname', machine.hostname],
    ['Icon name', isVirtual ? 'computer-vm' : 'computer-desktop'],
    ['Chassis', isVirtual ? 'vm' : 'desktop'],
    ...(isVirtual ? ([['Virtualization', virtualization]] as const) : []),
    ['Operating System', isAmazon ? 'Amazon Linux 2023' : 'Debian GNU/Linux 13 (trixie)'],
    ...(isAmazon ? ([['CPE OS Name', 'cpe:2.3:o:amazon:amazon_linux:2023']] as const) : []),
    ['Kernel', `Linux ${kernel}`],
    ['Architecture', architecture === 'aarch64' ? 'arm64' : 'x86-64'],
    ['Hardware Vendor', vendor],
    ['Hardware Model', product],
  ]
  const width = 16
  return { stdout: rows.map(([name, value]) => `${name.padStart(width)}: ${value}\n`).join('') }
}
