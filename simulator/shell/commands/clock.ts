import type { Command as LibraryCommand } from 'just-bash'
import { TimeIsUp, terminated } from '../deadlines.ts'
import type { ShellHost } from '../host.ts'
import { formatDate, readDate } from './dates.ts'
import { ownCommand } from './own-command.ts'

/** `date` and `sleep` live in simulated time. */
export function clockCommands(host: ShellHost): LibraryCommand[] {
  return [
    ownCommand('date', (args) => tellDate(args, host.now())),
    ownCommand('sleep', (args) => sleep(args, host)),
  ]
}

function sleep(args: readonly string[], host: ShellHost) {
  if (!args.length) return { stderr: "sleep: missing operand\nTry 'sleep --help' for more information.\n" }
  let total = 0
  for (const arg of args) {
    const seconds = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(arg)
    if (!seconds) {
      return { stderr: `sleep: invalid time interval ‘${arg}’\nTry 'sleep --help' for more information.\n` }
    }
    total += Number(seconds[1]) * { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[seconds[2] as '']
  }
  try {
    host.advance(total)
  } catch (error) {
    if (!(error instanceof TimeIsUp)) throw error
    return { exitCode: terminated }
  }
  return {}
}

function tellDate(args: readonly string[], now: number) {
  let time = now
  let format = '+%a %b %e %H:%M:%S %Z %Y'
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const [option, attached] = arg.startsWith('--') ? splitLong(arg) : splitShort(arg)
    if (option === '-u' || option === '--utc' || option === '--universal') continue
    if (option === '-R' || option === '--rfc-email') format = '+%a, %d %b %Y %H:%M:%S %z'
    else if (option === '-I' || option === '--iso-8601') {
      const iso = isoFormat(attached ?? 'date')
      if (!iso) return { stderr: `date: invalid argument ‘${attached}’ for ‘--iso-8601’\n` }
      format = iso
    } else if (option === '-d' || option === '--date') {
      const text = attached ?? args[++i]
      if (text === undefined) return { stderr: "date: option requires an argument -- 'd'\n" }
      const read = readDate(text, now)
      if (read === undefined) return { stderr: `date: invalid date ‘${text}’\n` }
      time = read
    } else if (arg.startsWith('+')) format = arg
    else if (arg.startsWith('-')) return { stderr: `date: unrecognized option '${arg}'\n` }
    else return { stderr: `date: cannot set date: Operation not permitted\n` }
  }
  return { stdout: `${formatDate(format.slice(1), time)}\n` }
}

const isoFormats = new Map([
  ['date', '+%Y-%m-%d'],
  ['hours', '+%Y-%m-%dT%H%:z'],
  ['minutes', '+%Y-%m-%dT%H:%M%:z'],
  ['seconds', '+%Y-%m-%dT%H:%M:%S%:z'],
  ['ns', '+%Y-%m-%dT%H:%M:%S,%N%:z'],
])

// Any beginning of a name will do: `-Is` is `-Iseconds`.
function isoFormat(unit: string): string | undefined {
  for (const [name, format] of isoFormats) if (unit && name.startsWith(unit)) return format
  return undefined
}

function splitLong(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=')
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)]
}

function splitShort(arg: string): [string, string | undefined] {
  return /^-[dI]./.test(arg) ? [arg.slice(0, 2), arg.slice(2)] : [arg, undefined]
}
