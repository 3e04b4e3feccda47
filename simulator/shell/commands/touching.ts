import type { Command as LibraryCommand } from 'just-bash'
import { resolve } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { readDate } from './dates.ts'
import { ownCommand } from './own-command.ts'

export const touchCommand = (host: ShellHost): LibraryCommand =>
  ownCommand('touch', (args, { fs, cwd }) => touch(args, fs, cwd, host))

interface Times {
  utimes(path: string, accessed: Date, modified: Date): Promise<void>
  exists(path: string): Promise<boolean>
  writeFile(path: string, content: string): Promise<void>
  stat(path: string): Promise<{ readonly mtime: Date }>
}

/** In simulated time, as everything here. */
async function touch(args: readonly string[], fs: Times, cwd: string, host: ShellHost) {
  const names: string[] = []
  let time = host.now()
  let creates = true
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const [, long, given] = /^--(date|reference)=(.*)$/.exec(arg) ?? []
    const letter = long === 'date' ? 'd' : long === 'reference' ? 'r' : /^-([dtr])$/.exec(arg)?.[1]
    if (letter !== undefined) {
      const value = given ?? args[++i]
      if (value === undefined)
        return { stderr: `touch: option requires an argument -- '${letter}'\n${tryHelp}` }
      if (letter === 'r') {
        if (!(await fs.exists(resolve(cwd, value))))
          return { stderr: `touch: failed to get attributes of '${value}': No such file or directory\n` }
        time = (await fs.stat(resolve(cwd, value))).mtime.getTime()
        continue
      }
      const read = letter === 'd' ? readDate(value, host.now()) : readStamp(value, host.now())
      if (read === undefined) return { stderr: `touch: invalid date format ‘${value}’\n` }
      time = read
    } else if (arg === '-c' || arg === '--no-create') creates = false
    else if (/^-[amf]+$/.test(arg)) continue
    else if (arg === '--help')
      return {
        stdout:
          'Usage: touch [OPTION]... FILE...\n\n  -c           create no files\n  -d STRING    this time, instead of now\n  -r FILE      the time of that file\n  -t STAMP     [[CC]YY]MMDDhhmm[.ss], instead of now\n',
      }
    else if (arg.startsWith('-') && arg !== '-')
      return { stderr: `touch: invalid option -- '${arg.replace(/^-+/, '')[0] ?? ''}'\n${tryHelp}` }
    else names.push(arg)
  }
  if (!names.length) return { stderr: `touch: missing file operand\n${tryHelp}` }
  let stderr = ''
  for (const name of names) {
    const path = resolve(cwd, name)
    try {
      if (!(await fs.exists(path))) {
        if (!creates) continue
        await fs.writeFile(path, '')
      }
      await fs.utimes(path, new Date(time), new Date(time))
    } catch (error) {
      const { code = '' } = error as { code?: string }
      const reason =
        { EACCES: 'Permission denied', EROFS: 'Read-only file system', ENOTDIR: 'Not a directory' }[code] ??
        'No such file or directory'
      stderr += `touch: cannot touch '${name}': ${reason}\n`
    }
  }
  return { stderr }
}

const tryHelp = "Try 'touch --help' for more information.\n"

/** `[[CC]YY]MMDDhhmm[.ss]` */
function readStamp(text: string, now: number): number | undefined {
  const [, year, month, day, hour, minute, second = '0'] =
    /^(\d{4}|\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text) ?? []
  if (month === undefined) return undefined
  const full =
    year === undefined ? new Date(now).getUTCFullYear() : Number(year.length === 2 ? `20${year}` : year)
  return Date.UTC(full, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}
