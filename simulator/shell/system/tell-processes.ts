import type { Answer } from '../commands/own-command.ts'
import { describeProblem, getopt } from '../tools/getopt.ts'
import { memoryOf, type Process, processesOn, type Seat } from './processes.ts'

// `ps`, `pgrep` and `pidof` of procps 4.

interface Column {
  readonly head: string
  readonly isNumber?: true
  tell(one: Process, seat: Seat): string
}

const clock = (at: number): string => new Date(at).toISOString().slice(11, 16)
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const started = ({ startedAt }: Process, { now }: Seat): string => {
  const date = new Date(startedAt)
  return now - startedAt < 86_400_000
    ? clock(startedAt)
    : `${months[date.getUTCMonth()]}${String(date.getUTCDate()).padStart(2, '0')}`
}

function elapsed({ startedAt }: Process, { now }: Seat): string {
  const seconds = Math.floor((now - startedAt) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24]
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return days ? `${days}-${two(hours)}:${rest}` : hours ? `${two(hours)}:${rest}` : rest
}

const columns: Readonly<Record<string, Column>> = {
  pid: { head: 'PID', isNumber: true, tell: ({ pid }) => String(pid).padStart(7) },
  ppid: { head: 'PPID', isNumber: true, tell: ({ parent }) => String(parent).padStart(7) },
  user: { head: 'USER', tell: ({ user }) => user.padEnd(8) },
  tty: { head: 'TTY', tell: ({ terminal }) => terminal.padEnd(8) },
  bsdtime: { head: 'TIME', isNumber: true, tell: () => '  0:00' },
  time: { head: 'TIME', isNumber: true, tell: () => '00:00:00' },
  comm: { head: 'COMMAND', tell: ({ name }) => name },
  args: { head: 'COMMAND', tell: ({ command }) => command },
  rss: { head: 'RSS', isNumber: true, tell: ({ resident }) => String(resident).padStart(5) },
  vsz: { head: 'VSZ', isNumber: true, tell: ({ virtual }) => String(virtual).padStart(6) },
  pcpu: { head: '%CPU', isNumber: true, tell: () => ' 0.0' },
  pmem: {
    head: '%MEM',
    isNumber: true,
    tell: ({ resident }, seat) => ((resident / memoryOf(seat).total) * 100).toFixed(1).padStart(4),
  },
  stat: { head: 'STAT', tell: ({ state }) => state.padEnd(4) },
  etime: { head: 'ELAPSED', isNumber: true, tell: (one, seat) => elapsed(one, seat).padStart(11) },
  lstart: {
    head: 'STARTED',
    isNumber: true,
    tell: ({ startedAt }) =>
      new Date(startedAt).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*/, '$1 $3 $2 $5 $4'),
  },
  start: { head: 'START', tell: (one, seat) => started(one, seat) },
  c: { head: 'C', isNumber: true, tell: () => ' 0' },
}

const otherNames = new Map([
  ['cmd', 'args'],
  ['command', 'args'],
  ['ucmd', 'comm'],
  ['%cpu', 'pcpu'],
  ['%mem', 'pmem'],
  ['rssize', 'rss'],
  ['tt', 'tty'],
  ['tname', 'tty'],
  ['euser', 'user'],
  ['uname', 'user'],
  ['s', 'stat'],
  ['state', 'stat'],
  ['start_time', 'start'],
])

interface Shown {
  readonly key: string
  readonly head: string
}

const heads = (text: string): Shown[] =>
  text.split(' ').map((one) => {
    const [key = '', head] = one.split('=')
    return { key, head: head ?? columns[key]!.head }
  })

const usual = heads('pid tty time comm=CMD')
const full = heads('user=UID pid ppid c start=STIME tty time args=CMD')
const byUser = heads('user pid pcpu pmem vsz rss tty stat start bsdtime=TIME args')

export function ps(args: readonly string[], seat: Seat): Answer {
  const all = processesOn(seat, ['ps', ...args].join(' '))
  let form = usual
  let isHeaded = true
  let picks: ((one: Process) => boolean)[] = []
  const own = (one: Process) => one.user === seat.user && one.terminal !== '?'
  let order: string | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const [, long, given] = /^--([\w-]+)(?:=(.*))?$/.exec(arg) ?? []
    const value = () => given ?? args[++i] ?? ''
    if (long === 'help')
      return {
        stdout: 'Usage:\n ps [options]\n\n ps, ps aux, ps -ef, ps -p PID, ps -C NAME, ps -o pid,user,args\n',
      }
    if (long === 'version') return { stdout: 'ps from procps-ng 4.0.4\n' }
    if (long === 'sort') order = value()
    else if (long === 'no-headers' || long === 'no-heading') isHeaded = false
    else if (long === 'forest') continue
    else if (long === 'pid' || long === 'ppid' || long === 'user') picks.push(picking(long, value()))
    else if (long !== undefined) return wrong(`error: unknown gnu long option`)
    else if (arg.startsWith('-')) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at]!
        if ('eA'.includes(letter)) picks = [() => true]
        else if (letter === 'f' || letter === 'F') form = full
        else if ('awxlHLjyTdN'.includes(letter))
          picks = 'a'.includes(letter) ? [(one) => one.terminal !== '?'] : picks
        else if ('pCuUo'.includes(letter)) {
          const word = arg.slice(at + 1) || (args[++i] ?? '')
          if (!word) return wrong('error: list of process IDs must follow -p')
          if (letter === 'o') {
            const read = formOf(word)
            if (typeof read === 'string')
              return wrong(`error: unknown user-defined format specifier "${read}"`)
            form = read
          } else picks.push(picking({ p: 'pid', C: 'name', u: 'user', U: 'user' }[letter] ?? 'pid', word))
          break
        } else return wrong('error: unsupported option (BSD syntax)')
      }
    } else if (/^\d[\d,]*$/.test(arg)) picks.push(picking('pid', arg))
    else {
      // As BSD's ps has it, without a dash.
      const isKnown = /^[axuwfelj]+$/.test(arg)
      if (!isKnown) return wrong('error: garbage option')
      if (arg.includes('a') && arg.includes('x')) picks = [() => true]
      else if (arg.includes('a')) picks = [(one) => one.terminal !== '?']
      else if (arg.includes('x')) picks = [(one) => one.user === seat.user]
      if (arg.includes('u')) form = byUser
    }
  }
  const found = all.filter((one) => (picks.length ? picks.some((pick) => pick(one)) : own(one)))
  if (order !== undefined) sort(found, order)
  return { stdout: table(found, form, seat, isHeaded), exitCode: found.length ? 0 : 1 }
}

const wrong = (text: string): Answer => ({
  stderr: `${text}\n\nUsage:\n ps [options]\n\n Try 'ps --help'\n  for additional help text.\n\nFor more details see ps(1).\n`,
  exitCode: 1,
})

function picking(by: string, value: string): (one: Process) => boolean {
  const wanted = value.split(/[ ,]+/)
  return (one) =>
    wanted.includes(String({ pid: one.pid, ppid: one.parent, user: one.user, name: one.name }[by]))
}

function formOf(text: string): Shown[] | string {
  const shown: Shown[] = []
  for (const word of text.split(/[ ,]+(?![^=]*$)|,/).filter(Boolean)) {
    const [name = '', head] = word.split('=')
    const key = otherNames.get(name) ?? name
    if (!Object.hasOwn(columns, key)) return name
    shown.push({ key, head: head ?? (name === 'cmd' ? 'CMD' : columns[key]!.head) })
  }
  return shown
}

function sort(found: Process[], order: string): void {
  const isDown = order.startsWith('-')
  const key = otherNames.get(order.replace(/^[-+]/, '')) ?? order.replace(/^[-+]/, '')
  const of = (one: Process): number | string =>
    key === 'pid'
      ? one.pid
      : key === 'user'
        ? one.user
        : key === 'comm' || key === 'args'
          ? one.command
          : one.resident
  found.sort((a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0) * (isDown ? -1 : 1))
}

function table(found: readonly Process[], form: readonly Shown[], seat: Seat, isHeaded: boolean): string {
  const rows = found.map((one) => form.map(({ key }) => columns[key]!.tell(one, seat)))
  const hasHeads = isHeaded && form.some(({ head }) => head !== '')
  const lines = (hasHeads ? [form.map(({ head }) => head), ...rows] : rows).map((row, at) =>
    row
      .map((cell, i) => {
        const width = Math.max(
          ...rows.map((one) => one[i]!.length),
          hasHeads ? form[i]!.head.length : 0,
          usualWidths[form[i]!.key] ?? 0,
        )
        const isHead = hasHeads && at === 0
        if (columns[form[i]!.key]!.isNumber) return cell.padStart(width)
        return i === row.length - 1 && !isHead ? cell : cell.padEnd(i === row.length - 1 ? 0 : width)
      })
      .join(' '),
  )
  return lines.map((line) => `${line}\n`).join('')
}

const usualWidths: Readonly<Record<string, number>> = { pid: 7, ppid: 7, user: 8, tty: 8, time: 8 }

const grepOptions = {
  short: 'aflvxcnou:U:P:d:i',
  long: {
    'list-full': 'a',
    'list-name': 'l',
    full: 'f',
    exact: 'x',
    count: 'c',
    newest: 'n',
    oldest: 'o',
    help: 'help',
  },
} as const

export function pgrep(args: readonly string[], seat: Seat): Answer {
  const { options, operands, problem } = getopt(args, grepOptions)
  if (problem) return { stderr: `pgrep: ${describeProblem(problem)}\n${tryHelp}`, exitCode: 2 }
  const has = (name: string) => options.some((one) => one.name === name)
  if (has('help'))
    return { stdout: 'Usage:\n pgrep [-a] [-c] [-f] [-l] [-n] [-o] [-v] [-x] [-u USER] PATTERN\n' }
  const user = options.find(({ name }) => name === 'u' || name === 'U')?.value
  const [pattern] = operands
  if (pattern === undefined && user === undefined)
    return { stderr: `pgrep: no matching criteria specified\n${tryHelp}`, exitCode: 2 }
  if (operands.length > 1)
    return { stderr: `pgrep: only one pattern can be provided\n${tryHelp}`, exitCode: 2 }
  let expression: RegExp
  try {
    expression = new RegExp(has('x') ? `^(?:${pattern})$` : (pattern ?? ''), has('i') ? 'i' : '')
  } catch {
    return { stderr: `pgrep: invalid pattern '${pattern}'\n`, exitCode: 2 }
  }
  // It does not find itself.
  let found = processesOn(seat, 'pgrep')
    .filter(({ name }) => name !== 'pgrep')
    .filter((one) => expression.test(has('f') ? one.command : one.name) !== has('v'))
    .filter((one) => user === undefined || one.user === user)
  if (has('n')) found = found.slice(-1)
  if (has('o')) found = found.slice(0, 1)
  const exitCode = found.length ? 0 : 1
  if (has('c')) return { stdout: `${found.length}\n`, exitCode }
  const tell = ({ pid, name, command }: Process) =>
    has('a') ? `${pid} ${command}\n` : has('l') ? `${pid} ${name}\n` : `${pid}\n`
  return { stdout: found.map(tell).join(''), exitCode }
}

const tryHelp = "Try `pgrep --help' for more information.\n"

export function pidof(args: readonly string[], seat: Seat): Answer {
  const names = args.filter((arg) => !arg.startsWith('-'))
  const found = processesOn(seat, 'pidof').filter(({ name, command }) =>
    names.some((one) => one === name || one === command.split(' ')[0]),
  )
  const pids = found.map(({ pid }) => String(pid)).toReversed()
  return {
    stdout: pids.length ? `${(args.includes('-s') ? pids.slice(0, 1) : pids).join(' ')}\n` : '',
    exitCode: pids.length ? 0 : 1,
  }
}
