import type { Command as LibraryCommand } from 'just-bash'
import { Deadline } from '../deadlines.ts'
import type { ShellHost } from '../host.ts'
import type { Watch } from '../limits.ts'
import { signalNumbered } from '../signals.ts'
import { describeProblem, getopt } from '../tools/getopt.ts'

// `timeout` of GNU coreutils 9.1, in simulated time.

const spec = {
  short: 'k:s:v',
  long: {
    foreground: 'foreground',
    help: 'help',
    'kill-after': 'k:',
    'preserve-status': 'preserve-status',
    signal: 's:',
    verbose: 'v',
    version: 'version',
  },
  isStrict: true,
} as const

export interface TimeoutPorts {
  readonly host: ShellHost
  readonly watch: Watch
  /** Why a command cannot be run: it knows programs and files, and no functions or aliases. */
  refusal(name: string, cwd: string): string | undefined
}

type Result = Awaited<ReturnType<LibraryCommand['execute']>>

const said = (stderr: string, exitCode: number): Result => ({ stdout: '', stderr, exitCode })
const tryHelp = "Try 'timeout --help' for more information.\n"

export function timeoutCommand({ host, watch, refusal }: TimeoutPorts): LibraryCommand {
  return {
    name: 'timeout',
    async execute(args, context) {
      const { options, operands, problem } = getopt(args, spec)
      const given = new Map(options.map(({ name, value }) => [name, value]))
      if (given.has('help')) return { stdout: help, stderr: '', exitCode: 0 }
      if (given.has('version')) return { stdout: 'timeout (GNU coreutils) 9.1\n', stderr: '', exitCode: 0 }
      if (problem) return said(`timeout: ${describeProblem(problem)}\n${tryHelp}`, 125)
      const [duration, name, ...words] = operands
      if (duration === undefined || name === undefined)
        return said(`timeout: missing operand\n${tryHelp}`, 125)
      const wrong = [given.get('k'), duration].find(
        (one) => one !== undefined && secondsIn(one) === undefined,
      )
      if (wrong !== undefined) return said(`timeout: invalid time interval ‘${wrong}’\n${tryHelp}`, 125)
      const signal = signalNumbered(given.get('s') ?? 'TERM')
      if (signal === undefined) return said(`timeout: ${given.get('s')}: invalid signal\n${tryHelp}`, 125)
      const why = refusal(name, context.cwd)
      if (why !== undefined)
        return said(
          `timeout: failed to run command ‘${name}’: ${why}\n`,
          why.startsWith('No such') ? 127 : 126,
        )

      const seconds = secondsIn(duration)!
      const { deadlines } = host.machine
      const deadline = new Deadline(seconds ? host.now() + seconds * 1000 : Number.POSITIVE_INFINITY)
      deadlines.open(deadline)
      // What goes on and on without letting time pass is busy until its time is up.
      const stopWatching = watch.whenBusy(() => {
        if (!deadline.isOver && seconds) tryAdvance(host, (deadline.at - host.now()) / 1000)
      })
      const leave = () => deadline.pass()
      watch.signal.addEventListener('abort', leave, { once: true })
      let result: Result
      try {
        result = await context.execWithInheritedStdin!([name, ...words].map(quote).join(' '), {
          cwd: context.cwd,
          env: { ...context.exportedEnv },
          signal: watch.interpreterSignal,
        })
      } finally {
        stopWatching()
        deadlines.close(deadline)
        watch.signal.removeEventListener('abort', leave)
      }
      if (!deadline.isOver) return result
      const verbose = given.has('v') ? `timeout: sending signal ${signal.name} to command ‘${name}’\n` : ''
      const status = signal.number === 9 ? 137 : given.has('preserve-status') ? 128 + signal.number : 124
      return { ...result, stderr: withoutEnd(result.stderr) + verbose, exitCode: status }
    },
  }
}

/** The library tells that it was made to stop, which nobody wants to know. */
const withoutEnd = (stderr: string) => stderr.replace(/^(bash: )?execution aborted\n/gm, '')

function tryAdvance(host: ShellHost, seconds: number): void {
  try {
    host.advance(seconds)
  } catch {
    // The deadline has passed, which is what was wanted.
  }
}

function secondsIn(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text) ?? []
  if (number === undefined) return undefined
  return Number(number) * { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[unit as '']
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

const help = `Usage: timeout [OPTION] DURATION COMMAND [ARG]...
Start COMMAND, and kill it if still running after DURATION.

      --preserve-status  exit with the same status as COMMAND, even when it times out
      --foreground       when not running timeout directly from a shell prompt
  -k, --kill-after=DURATION
                         also send a KILL signal if COMMAND is still running
                           this long after the initial signal was sent
  -s, --signal=SIGNAL    specify the signal to be sent on timeout
  -v, --verbose          diagnose to stderr any signal sent upon timeout

DURATION is a number with an optional suffix: 's' for seconds (the default), 'm', 'h' or 'd'. 0 is no limit.
It is simulated time that counts. The status is 124 where the time was up, and 125 where timeout itself failed.
`
