import type { Command as LibraryCommand } from 'just-bash'
import type { ShellHost } from '../host.ts'
import { systemOf } from '../hosts/users.ts'
import { ownCommand } from './own-command.ts'

/** The variables that a shell makes up as it is asked, and its stopwatch. */
export function machineCommands(host: ShellHost, startedAt: number): LibraryCommand[] {
  let countedFrom = startedAt
  const stopwatches: number[] = []
  return [
    ownCommand('__variable', ([name]) => ({ stdout: worldVariable(name, host, countedFrom) })),
    ownCommand('__stopwatch', () => {
      stopwatches.push(host.now())
      return {}
    }),
    {
      name: '__elapsed',
      execute: async ([form, ...status], { env }) => ({
        stdout: '',
        stderr: formatElapsed((host.now() - (stopwatches.pop() ?? host.now())) / 1000, form === 'posix'),
        exitCode: Number(env.get('?') ?? 0),
        internalPipeStatusOverride: status.slice(0, -1).map(Number),
      }),
    },
    ownCommand('__set-seconds', ([seconds = '0']) => {
      countedFrom = host.now() - (Number.parseInt(seconds, 10) || 0) * 1000
      return { stdout: seconds }
    }),
  ]
}

function worldVariable(name: string | undefined, host: ShellHost, countedFrom: number): string {
  switch (name) {
    case 'RANDOM':
      return String(Math.floor(host.random() * 32_768))
    case 'SRANDOM':
      return String(Math.floor(host.random() * 4_294_967_296))
    // What Amazon Linux 2023 and Debian 13 have; the library takes itself for an older one.
    case 'BASH_VERSION':
      return systemOf(host.machine.fabric, host.machine) === 'amazon'
        ? '5.2.15(1)-release'
        : '5.2.37(1)-release'
    case 'SECONDS':
      return String(Math.floor((host.now() - countedFrom) / 1000))
    case 'EPOCHSECONDS':
      return String(Math.floor(host.now() / 1000))
    default:
      return `${(host.now() / 1000).toFixed(3)}000`
  }
}

function formatElapsed(seconds: number, isPosix: boolean): string {
  if (isPosix) return `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`
  return `\nreal\t${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s\nuser\t0m0.000s\nsys\t0m0.000s\n`
}
