import type { Command as LibraryCommand } from 'just-bash'
import { type Files, resolve } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { hardwareOf } from '../hosts/hardware.ts'
import { type Answer, type CommandContext, ownCommand } from './own-command.ts'
import type { Sight } from './sight.ts'

// Small programs and built-ins that people type without thinking: bash 5.2, coreutils 9.1, util-linux 2.38.

export interface EverydayPorts {
  readonly host: ShellHost
  readonly files: Files
  sight(): Sight
}

export function everydayCommands({ host, files, sight }: EverydayPorts): LibraryCommand[] {
  return [
    // What is sent into the background has run to its end before the next line: there is never a job.
    ownCommand('jobs', () => ({})),
    ...['fg', 'bg'].map((name) =>
      ownCommand(name, ([job]) => ({ stderr: `bash: ${name}: ${job ?? 'current'}: no such job\n` })),
    ),
    ownCommand('disown', ([job]) => ({ stderr: `bash: disown: ${job ?? 'current'}: no such job\n` })),
    ownCommand('umask', (args) => umask(args)),
    ownCommand('realpath', (args, context) => realPaths(args, context, files)),
    ownCommand('arch', () => ({ stdout: `${hardwareOf(host.machine.fabric, host.machine).architecture}\n` })),
    ownCommand('ulimit', (args) => ulimit(args)),
    ownCommand('times', () => ({ stdout: '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n' })),
    ownCommand('tty', () =>
      sight().columns === undefined ? { stdout: 'not a tty\n', exitCode: 1 } : { stdout: '/dev/pts/0\n' },
    ),
    ownCommand('timedatectl', (args) => timedatectl(args, host.now())),
    ownCommand('uuidgen', () => ({ stdout: `${uuid(() => host.random())}\n` })),
    ownCommand('tput', (args) => tput(args, sight().columns ?? 80)),
  ]
}

function umask(args: readonly string[]): Answer {
  const [asked] = args
  if (asked === undefined) return { stdout: '0022\n' }
  if (asked === '-S') return { stdout: 'u=rwx,g=rx,o=rx\n' }
  if (/^0*22$/.test(asked)) return {}
  return { stderr: `bash: umask: hopwise does not simulate another mask than 0022: use chmod\n` }
}

/** The usual ones of Debian; what they limit is not simulated, so they stay as they are. */
const resources: readonly (readonly [letter: string, label: string, value: string])[] = [
  ['c', 'core file size              (blocks, -c)', '0'],
  ['d', 'data seg size               (kbytes, -d)', 'unlimited'],
  ['f', 'file size                   (blocks, -f)', 'unlimited'],
  ['l', 'max locked memory           (kbytes, -l)', '8192'],
  ['m', 'max memory size             (kbytes, -m)', 'unlimited'],
  ['n', 'open files                          (-n)', '1024'],
  ['s', 'stack size                  (kbytes, -s)', '8192'],
  ['t', 'cpu time                   (seconds, -t)', 'unlimited'],
  ['u', 'max user processes                  (-u)', '3753'],
  ['v', 'virtual memory              (kbytes, -v)', 'unlimited'],
]

function ulimit(args: readonly string[]): Answer {
  const letters = args
    .filter((arg) => arg.startsWith('-'))
    .join('')
    .replaceAll(/[-HS]/g, '')
  const [value] = args.filter((arg) => !arg.startsWith('-'))
  const unknown = [...letters].find((letter) => letter !== 'a' && !resources.some(([own]) => own === letter))
  if (unknown)
    return {
      stderr: `bash: ulimit: -${unknown}: invalid option\nulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]\n`,
      exitCode: 2,
    }
  if (value !== undefined)
    return { stderr: 'bash: ulimit: hopwise does not simulate other limits\n', exitCode: 1 }
  if (letters.includes('a'))
    return { stdout: resources.map(([, label, own]) => `${label} ${own}\n`).join('') }
  return { stdout: `${resources.find(([own]) => own === (letters || 'f'))![2]}\n` }
}

function realPaths(args: readonly string[], { cwd }: CommandContext, files: Files): Answer {
  const isLax = args.some((arg) => /^-[a-z]*m|^--canonicalize-missing$/.test(arg))
  const isStrict = args.some((arg) => /^-[a-z]*e|^--canonicalize-existing$/.test(arg))
  const operands = args.filter((arg) => !arg.startsWith('-'))
  if (!operands.length)
    return { stderr: "realpath: missing operand\nTry 'realpath --help' for more information.\n" }
  let stdout = ''
  let stderr = ''
  for (const name of operands) {
    const path = resolve(cwd, name)
    const parent = files.realPath(resolve(path, '..'))
    const real =
      files.realPath(path) ?? (isStrict ? undefined : parent && resolve(parent, path.split('/').at(-1)!))
    if (real !== undefined) stdout += `${real}\n`
    else if (isLax) stdout += `${path}\n`
    else stderr += `realpath: ${name}: No such file or directory\n`
  }
  return { stdout, stderr }
}

/** systemd 252. Simulated clocks are always right, and in UTC. */
function timedatectl(args: readonly string[], now: number): Answer {
  const [verb = 'status', ...others] = args.filter((arg) => arg !== '--no-pager')
  if (others.length || (verb !== 'status' && verb !== 'show'))
    return {
      stderr: `timedatectl: hopwise does not simulate '${[verb, ...others].join(' ')}'\n`,
      exitCode: 1,
    }
  const date = new Date(now)
  const day = date.toUTCString().slice(0, 3)
  const time = `${day} ${date.toISOString().slice(0, 19).replace('T', ' ')}`
  if (verb === 'show')
    return {
      stdout: `Timezone=Etc/UTC
LocalRTC=no
CanNTP=yes
NTP=yes
NTPSynchronized=yes
TimeUSec=${time} UTC
RTCTimeUSec=${time} UTC
`,
    }
  return {
    stdout: `               Local time: ${time} UTC
           Universal time: ${time} UTC
                 RTC time: ${time}
                Time zone: Etc/UTC (UTC, +0000)
System clock synchronized: yes
              NTP service: active
          RTC in local TZ: no
`,
  }
}

function uuid(random: () => number): string {
  const digit = () => Math.floor(random() * 16).toString(16)
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (one) =>
    one === 'x' ? digit() : '89ab'[Math.floor(random() * 4)]!,
  )
}

function tput([what = '']: readonly string[], columns: number): Answer {
  if (what === 'cols') return { stdout: `${columns}\n` }
  const codes: Readonly<Record<string, string>> = {
    bold: '\x1b[1m',
    sgr0: '\x1b(B\x1b[m',
    clear: '\x1b[H\x1b[2J\x1b[3J',
  }
  const code = Object.hasOwn(codes, what) ? codes[what] : undefined
  return code === undefined ? { stderr: `tput: hopwise does not simulate '${what}'\n` } : { stdout: code }
}
