import { formatDate } from '../commands/dates.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { hostOf } from '../hosts/find-host.ts'
import { describeProblem, getopt } from './getopt.ts'

// `watch` of procps 4. Simulated time passes when somebody lets it: a blank looks again, after as long as was asked for.

const spec = {
  short: 'bcdegn:pqtx',
  long: {
    beep: 'b',
    color: 'c',
    differences: 'd',
    errexit: 'e',
    chgexit: 'g',
    interval: 'n:',
    precise: 'p',
    'no-title': 't',
    exec: 'x',
    help: 'help',
    version: 'version',
  },
  isStrict: true,
} as const

const failed = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })
const printed = (stdout: string): ToolResult => ({ stdout, stderr: '', exitCode: 0 })

export const watch: Tool = {
  name: 'watch',
  summary: "Runs a command again and again: 'watch -n 5 dig +short NAME'. SPACE looks again, q leaves.",

  async run(args, context) {
    const { options, operands, problem } = getopt(args, spec)
    if (problem) return failed(`watch: ${describeProblem(problem)}\n\n${usage}`)
    const given = new Map(options.map(({ name, value }) => [name, value]))
    if (given.has('help')) return printed(usage)
    if (given.has('version')) return printed('watch from procps-ng 4.0.4\n')
    if (!operands.length) return failed(usage)
    const interval = Number(given.get('n') ?? 2)
    if (!Number.isFinite(interval) || interval < 0)
      return failed(`watch: failed to parse argument: '${given.get('n')}'\n`)
    const { screen, shells } = context
    // As curses has it where there is no screen.
    if (!screen || !shells) return failed('Error opening terminal: unknown.\n')
    const command = given.has('x')
      ? operands.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
      : operands.join(' ')
    return look(command, Math.max(0.1, interval), given, context)
  },
}

async function look(
  command: string,
  interval: number,
  given: ReadonlyMap<string, string>,
  context: ToolContext,
): Promise<ToolResult> {
  const { screen, shells, machine, user, cwd, env, signal } = context
  if (!screen || !shells) return printed('')
  const kept = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  let before: readonly string[] | undefined
  screen.write('\x1b[?1049h')
  const leave = (result: ToolResult): ToolResult => {
    screen.write('\x1b[?1049l')
    return result
  }
  const left = new Promise<'\x03'>((resolve) =>
    signal.addEventListener('abort', () => resolve('\x03'), { once: true }),
  )
  for (;;) {
    const { pieces, exitCode } = await shells.run({ host: hostOf(machine), user }, command, {
      cwd,
      env: kept,
      signal,
    })
    if (signal.aborted) return leave({ ...printed(''), exitCode: 130 })
    const text = (pieces ?? []).map(({ bytes }) => new TextDecoder().decode(bytes)).join('')
    const rows = text.replace(/\n$/, '').split('\n')
    screen.write(drawn(rows, before, { command, interval, given, context }))
    if (given.has('g') && before && rows.join('\n') !== before.join('\n')) return leave(printed(''))
    if (given.has('e') && exitCode) {
      await Promise.race([screen.readKey(), left])
      return leave({ ...printed(''), exitCode: 8 })
    }
    before = rows
    const key = await Promise.race([screen.readKey(), left])
    if (key === undefined || key === 'q' || key === 'Q') return leave(printed(''))
    if (key === '\x03') return leave({ ...printed(''), exitCode: 130 })
    machine.advance(interval)
  }
}

interface How {
  readonly command: string
  readonly interval: number
  readonly given: ReadonlyMap<string, string>
  readonly context: ToolContext
}

function drawn(rows: readonly string[], before: readonly string[] | undefined, how: How): string {
  const { command, interval, given, context } = how
  const { columns, rows: height } = context.screen!
  const head = given.has('t') ? [] : [title(command, interval, columns, context), '']
  const isMarked = given.has('d') && before !== undefined
  const body = rows.slice(0, height - head.length - 1).map((row, i) => {
    const shown = row.slice(0, columns)
    return isMarked && before[i] !== row ? `\x1b[7m${shown}\x1b[27m` : shown
  })
  const foot = 'SPACE: later, q: leave'
  return `\x1b[H\x1b[2J${[...head, ...body].join('\r\n')}\r\n\x1b[${height};1H${foot.slice(0, columns)}`
}

function title(command: string, interval: number, columns: number, { machine }: ToolContext): string {
  const [name = ''] = machine.hostname.split('.')
  const right = `${name}: ${formatDate('%a %b %e %H:%M:%S %Y', machine.cloud.now)}`
  const left = `Every ${interval.toFixed(1)}s: ${command}`
  if (right.length >= columns) return ''
  return left.slice(0, columns - right.length - 1).padEnd(columns - right.length) + right
}

const usage = `Usage:
 watch [options] command

Options:
  -d, --differences      highlight changes between updates
  -e, --errexit          exit if command has a non-zero exit
  -g, --chgexit          exit when output from command changes
  -n, --interval <secs>  seconds to wait between updates
  -t, --no-title         turn off header
  -x, --exec             pass command to exec instead of "sh -c"

SPACE lets the seconds pass and looks again; q and Ctrl-C leave.
`
