import { type JournalEntry, journalOf } from '../../world/journal.ts'
import { formatDate, readDate } from '../commands/dates.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { hostnameOf } from '../hosts/hostnames.ts'
import type { Machine } from '../machine.ts'
import { lineAt, processOf, programOf, shortLine } from '../units/journal.ts'
import { unitsOn } from '../units/units.ts'
import { describeProblem, getopt } from './getopt.ts'

// As journalctl 252 does it, but for --follow: nobody can type elsewhere while it waits, so it shows what there is, and
// then ends as if by Ctrl-C.

export const journalctl: Tool = {
  name: 'journalctl',
  summary:
    "What servers and appliances here wrote down: 'journalctl -u serve-443 -n 20', '-g PATTERN', '-o json'.",
  run,
  complete(command, { machine, files }) {
    const words = command.split(/\s+/)
    const [before = '', last = ''] = words.slice(-2)
    if (before === '-o' || before === '--output') return Object.keys(formats)
    if (last.startsWith('-'))
      return ['--unit', '--lines', '--since', '--until', '--grep', '--output', '--follow']
    return unitsOn(machine, files).map(({ name }) => name.replace(/\.service$/, ''))
  },
}

const short = 'u:t:fo:g:S:U:rqeaxbkhp:l'

const long = {
  unit: 'u:',
  identifier: 't:',
  lines: 'n:',
  follow: 'f',
  output: 'o:',
  grep: 'g:',
  since: 'S:',
  until: 'U:',
  reverse: 'r',
  quiet: 'q',
  'pager-end': 'e',
  all: 'a',
  catalog: 'x',
  boot: 'b',
  help: 'h',
  version: 'version',
  utc: 'utc',
  'no-pager': 'no-pager',
  'no-hostname': 'no-hostname',
  'case-sensitive': 'case-sensitive',
  'no-full': 'no-full',
  full: 'l',
}

type Format = (entry: JournalEntry, machine: Machine) => string

const iso = (at: number): string => formatDate('%Y-%m-%dT%H:%M:%S+0000', at)

const formats: Readonly<Record<string, Format>> = {
  short: (entry, machine) => shortLine(machine, entry),
  'short-iso': (entry, machine) => lineAt(iso(entry.at), machine, entry),
  'short-precise': (entry, machine) => lineAt(formatDate('%b %d %H:%M:%S.%6N', entry.at), machine, entry),
  'short-full': (entry, machine) => lineAt(formatDate('%a %Y-%m-%d %H:%M:%S UTC', entry.at), machine, entry),
  'short-unix': (entry, machine) => lineAt(`${entry.at / 1000}`, machine, entry),
  cat: ({ message }) => message,
  json: (entry, machine) => JSON.stringify(fieldsOf(entry, machine)),
  'json-pretty': (entry, machine) => JSON.stringify(fieldsOf(entry, machine), null, '\t'),
}

/** The journal's own fields, and after them what the program knows of the event. */
function fieldsOf(entry: JournalEntry, machine: Machine): Readonly<Record<string, string>> {
  const known = Object.entries(entry.fact ?? {}).filter(([name]) => name !== 'kind')
  return {
    __REALTIME_TIMESTAMP: String(entry.at * 1000),
    _HOSTNAME: hostnameOf(machine.fabric, machine),
    _SYSTEMD_UNIT: entry.unit,
    SYSLOG_IDENTIFIER: programOf(entry),
    _PID: String(processOf(entry)),
    PRIORITY: '6',
    MESSAGE: entry.message,
    ...Object.fromEntries(known.map(([name, value]) => [fieldName(name), String(value)])),
  }
}

/** `forwardedFor` is `HOPWISE_FORWARDED_FOR`. */
const fieldName = (name: string): string =>
  `HOPWISE_${name.replace(/[A-Z]/g, (one) => `_${one}`).toUpperCase()}`

const printed = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })
const failed = (stderr: string): ToolResult => ({ stdout: '', stderr, exitCode: 1 })

function run(args: readonly string[], { machine }: ToolContext): ToolResult {
  const { options, operands, problem } = getopt(withNumber(args), { short, long })
  if (problem) return failed(`journalctl: ${describeProblem(problem)}\n`)
  const given = new Map(options.map(({ name, value }) => [name, value]))
  const has = (name: string) => given.has(name)
  if (has('version')) return printed('systemd 252 (252.23)\n')
  if (has('h')) return printed(usage)
  const [stray] = operands
  if (stray !== undefined) return failed(`Failed to add match '${stray}': Invalid argument\n`)
  const format = Object.hasOwn(formats, given.get('o') ?? 'short')
    ? formats[given.get('o') ?? 'short']
    : undefined
  if (!format) return failed(`Unknown output format '${given.get('o')}'.\n`)
  const bounds = ['S', 'U'].map((name) => readBound(given.get(name), machine.fabric.now))
  for (const [i, name] of ['S', 'U'].entries()) {
    if (has(name) && bounds[i] === undefined) return failed(`Failed to parse timestamp: ${given.get(name)}\n`)
  }
  const test = readPattern(given.get('g'))
  if (typeof test === 'string') return failed(test)
  const most = mostOf(given)
  if (most === undefined) return failed(`Failed to parse lines '${given.get('n')}'\n`)

  const units = options.filter(({ name }) => name === 'u').map(({ value }) => value)
  const [since = 0, until = Number.POSITIVE_INFINITY] = bounds
  const found = journalOf(machine.fabric.store, machine.id).filter(
    (entry) =>
      entry.at >= since &&
      entry.at <= until &&
      (!units.length || units.some((unit) => isUnit(entry.unit, unit))) &&
      (!has('t') || programOf(entry) === given.get('t')) &&
      test(entry.message),
  )
  const newest =
    most === Number.POSITIVE_INFINITY ? found : found.slice(found.length - Math.min(most, found.length))
  const shown = has('r') ? newest.toReversed() : newest
  const lines = shown.map((entry) => `${format(entry, machine)}\n`).join('')
  const none = has('q') || shown.length ? '' : '-- No entries --\n'
  return printed(`${lines}${none}${has('f') ? '^C\n' : ''}`)
}

/** `-n` alone is ten lines; its number may stand behind it or behind a blank. */
function withNumber(args: readonly string[]): string[] {
  const words: string[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!
    const [, others, digits = ''] = /^-([fqerax]*)n(\d*|all)$/.exec(word) ?? []
    if (others === undefined && word !== '--lines') {
      words.push(word)
      continue
    }
    const isNext = digits === '' && /^(\d+|all)$/.test(args[i + 1] ?? '')
    if (others) words.push(`-${others}`)
    words.push(`--lines=${isNext ? args[++i] : digits}`)
  }
  return words
}

function mostOf(given: ReadonlyMap<string, string>): number | undefined {
  const text = given.get('n')
  if (text === undefined) return given.has('f') ? 10 : given.has('e') ? 1000 : Number.POSITIVE_INFINITY
  if (text === '') return 10
  if (text === 'all') return Number.POSITIVE_INFINITY
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** systemd.time(7): a date, a word such as `yesterday`, or how long ago, with a minus or with `ago`. */
function readBound(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const [, sign, count, unit] = /^([+-])(\d+)\s*(s|sec|m|min|h|hr|d|w)?$/.exec(text.trim()) ?? []
  if (count === undefined) return readDate(text.replace(/(\d)(?=[a-z]+ ago)/, '$1 '), now)
  const seconds = { s: 1, sec: 1, m: 60, min: 60, h: 3600, hr: 3600, d: 86_400, w: 604_800 }[unit ?? 's'] ?? 1
  return now + (sign === '-' ? -1 : 1) * Number(count) * seconds * 1000
}

/** As journalctl has it: capitals count where the pattern has one. A function, or what is wrong with the pattern. */
function readPattern(text: string | undefined): ((message: string) => boolean) | string {
  if (text === undefined) return () => true
  try {
    const pattern = new RegExp(text, /[A-Z]/.test(text) ? 'u' : 'iu')
    return (message) => pattern.test(message)
  } catch {
    return `Bad pattern "${text}"\n`
  }
}

/** `serve-443`, `serve-443.service`, `serve-*`. */
function isUnit(unit: string, wanted: string): boolean {
  const whole = /\.[a-z]+$/.test(wanted) ? wanted : `${wanted}.service`
  const parts = whole.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(unit)
}

const usage = `journalctl [OPTIONS...]

  -u --unit=UNIT         what this unit wrote: serve-443, appliance, sshd
  -n --lines[=NUMBER]    the newest lines (10)
  -S --since=DATE, -U --until=DATE
                         '2026-11-02 09:05', 'yesterday', '-10m'
  -g --grep=PATTERN      lines that match
  -o --output=FORMAT     ${Object.keys(formats).join(', ')}
  -r --reverse           the newest first
  -f --follow            what there is; nothing comes while you wait here
`
