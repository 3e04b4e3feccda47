import type { Command as LibraryCommand } from 'just-bash'
import { type Files, resolve } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { type Answer, type CommandContext, ownCommand } from './own-command.ts'
import type { Sight } from './sight.ts'

// Small programs and built-ins that people type without thinking: bash 5.2, coreutils 9.1, util-linux 2.38.

export interface EverydayPorts {
  readonly host: ShellHost
  readonly files: Files
  readonly startedAt: number
  sight(): Sight
}

export function everydayCommands({ host, files, startedAt, sight }: EverydayPorts): LibraryCommand[] {
  return [
    // What is sent into the background has run to its end before the next line: there is never a job.
    ownCommand('jobs', () => ({})),
    ...['fg', 'bg'].map((name) =>
      ownCommand(name, ([job]) => ({ stderr: `bash: ${name}: ${job ?? 'current'}: no such job\n` })),
    ),
    ownCommand('disown', ([job]) => ({ stderr: `bash: disown: ${job ?? 'current'}: no such job\n` })),
    ownCommand('kill', (args) => kill(args)),
    ownCommand('umask', (args) => umask(args)),
    ownCommand('realpath', (args, context) => realPaths(args, context, files)),
    ownCommand('nproc', () => ({ stdout: '2\n' })),
    ownCommand('arch', () => ({ stdout: 'x86_64\n' })),
    ownCommand('tty', () =>
      sight().columns === undefined ? { stdout: 'not a tty\n', exitCode: 1 } : { stdout: '/dev/pts/0\n' },
    ),
    ownCommand('uptime', (args) => ({ stdout: tellUptime(args, host.now(), startedAt) })),
    ownCommand('timedatectl', (args) => timedatectl(args, host.now())),
    ownCommand('uuidgen', () => ({ stdout: `${uuid(() => host.random())}\n` })),
    ownCommand('tput', (args) => tput(args, sight().columns ?? 80)),
  ]
}

function kill(args: readonly string[]): Answer {
  const [first] = args
  if (first === '-l' || first === '-L') return { stdout: `${signals.join(' ')}\n` }
  const named = /^-[A-Z0-9]/i.test(first ?? '') && !/^-[sn]$/.test(first ?? '')
  const targets = args.slice(/^-[sn]$/.test(first ?? '') ? 2 : named ? 1 : 0)
  if (!targets.length)
    return {
      stderr:
        'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
      exitCode: 2,
    }
  const complaints = targets.map((target) => {
    if (target.startsWith('%')) return `bash: kill: ${target}: no such job\n`
    if (!/^-?\d+$/.test(target)) return `bash: kill: ${target}: arguments must be process or job IDs\n`
    return `bash: kill: (${target}) - No such process\n`
  })
  return { stderr: complaints.join(''), exitCode: 1 }
}

const signals = 'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM'.split(' ')

function umask(args: readonly string[]): Answer {
  const [asked] = args
  if (asked === undefined) return { stdout: '0022\n' }
  if (asked === '-S') return { stdout: 'u=rwx,g=rx,o=rx\n' }
  if (/^0*22$/.test(asked)) return {}
  return { stderr: `bash: umask: hopwise does not simulate another mask than 0022: use chmod\n` }
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

function tellUptime(args: readonly string[], now: number, since: number): string {
  const minutes = Math.floor((now - since) / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  if (args.includes('-s') || args.includes('--since'))
    return `${new Date(since).toISOString().slice(0, 19).replace('T', ' ')}\n`
  if (args.includes('-p') || args.includes('--pretty')) {
    const parts = [
      [days, 'day'],
      [hours, 'hour'],
      [minutes % 60, 'minute'],
    ] as const
    const told = parts
      .filter(([count]) => count)
      .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    return `up ${told.join(', ') || '0 minutes'}\n`
  }
  const clock = `${hours}:${String(minutes % 60).padStart(2, '0')}`
  const short = hours ? clock.padStart(5) : `${minutes % 60} min`
  const up = days ? `${days} day${days === 1 ? '' : 's'}, ${short}` : short
  return ` ${new Date(now).toISOString().slice(11, 19)} up ${up},  1 user,  load average: 0.00, 0.00, 0.00\n`
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
