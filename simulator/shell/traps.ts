import type { Command as LibraryCommand } from 'just-bash'
import { keepingStatus, silently, simple, statusWords } from './build-syntax.ts'
import { hidden } from './hidden-names.ts'
import { numberedSignals, signalNamed } from './signals.ts'
import { type Parser, type Statement, statementOf } from './syntax.ts'
import { write } from './write-syntax.ts'

// `trap`, which the library does not have. A trap is text that is evaluated where it strikes: the shell's statements
// are handed out one by one, so it stands among them at that moment.

/** What a body has to do with traps of commands that fail. */
export interface Place {
  readonly isFunction?: boolean
  readonly isCondition?: boolean
}

export interface TrapsPort {
  isSet(name: string): boolean
  before(statement: Statement): Iterable<Statement>
  after(statement: Statement, place: Place): Iterable<Statement>
  /** What runs when a shell is left, with its status in `$?` before and behind it. */
  leaving(): Iterable<Statement>
  /** In a shell of its own, from here to `leave`. */
  enter(): void
  leave(): void
}

interface TrapsPorts {
  readonly parser: Parser
  /** As the shell runs them. */
  prepare(statements: readonly Statement[]): readonly Statement[]
}

/** Rewritten statements, each with the one that was typed. */
const typed = new WeakMap<Statement, Statement>()

export function standsFor(rewritten: Statement, original: Statement): Statement {
  if (rewritten !== original) typed.set(rewritten, typed.get(original) ?? original)
  return rewritten
}

/** The statements, with what traps run before and behind each. */
export function trapped(statements: readonly Statement[], traps: TrapsPort, place: Place = {}): Statement[] {
  return Object.assign(statements.slice(), {
    *[Symbol.iterator]() {
      for (let i = 0; i < statements.length; i++) {
        const statement = statements[i]!
        yield* traps.before(statement)
        yield statement
        yield* traps.after(statement, place)
      }
    },
  })
}

/** The statements of a shell inside this one: it has traps of its own, and ends with that of its end. */
export function inOwnShell(statements: readonly Statement[], traps: TrapsPort): Statement[] {
  return Object.assign(statements.slice(), {
    *[Symbol.iterator]() {
      traps.enter()
      try {
        yield* endingIn(statements, () => traps.leaving())
      } finally {
        traps.leave()
      }
    },
  })
}

export function endingIn(statements: readonly Statement[], end: () => Iterable<Statement>): Statement[] {
  return Object.assign(statements.slice(), {
    *[Symbol.iterator]() {
      yield* statements
      yield* end()
    },
  })
}

const notes = keepingStatus(simple(hidden('seen'), statusWords, silently))
const restores = keepingStatus(simple(hidden('restore'), statusWords, silently))

export class Traps implements TrapsPort {
  readonly #ports: TrapsPorts
  /** The shells, the innermost last. */
  readonly #shells: Map<string, string>[] = [new Map()]
  #run: readonly Statement[] | undefined
  readonly #pending: string[] = []
  #seen = { status: 0, pipe: [] as readonly number[] }
  #isRunning = false
  #text = ''
  /** What the shell runs. */
  at: Statement | undefined

  constructor(ports: TrapsPorts) {
    this.#ports = ports
  }

  get #own(): Map<string, string> {
    return this.#shells.at(-1)!
  }

  isSet(name: string): boolean {
    return Boolean(this.#own.get(name))
  }

  enter(): void {
    this.#shells.push(new Map())
  }

  leave(): void {
    this.#shells.pop()
  }

  /** The text of a trap that strikes once; it is not set any more. */
  take(name: string): string | undefined {
    const text = this.#own.get(name)
    this.#own.delete(name)
    return text && filled(text, this.at && (typed.get(this.at) ?? this.at))
  }

  /** A signal that somebody has sent. Whether the shell catches it. */
  strike(name: string): boolean {
    if (!this.isSet(name)) return false
    this.#pending.push(name)
    return true
  }

  *before(statement: Statement): Generator<Statement> {
    if (this.#isRunning || !this.isSet('DEBUG') || !isPlain(typed.get(statement) ?? statement)) return
    yield* this.running('DEBUG', statement)
  }

  *after(statement: Statement, { isFunction, isCondition }: Place): Generator<Statement> {
    if (this.#isRunning) return
    if (this.isSet('ERR') && !isFunction && !isCondition && mayFail(typed.get(statement) ?? statement)) {
      yield notes
      if (this.#seen.status) yield* this.running('ERR', statement)
    }
    for (let name = this.#pending.shift(); name !== undefined; name = this.#pending.shift())
      yield* this.running(name, statement)
  }

  *leaving(): Generator<Statement> {
    if (this.isSet('EXIT')) yield* this.running('EXIT')
  }

  *running(name: string, at?: Statement): Generator<Statement> {
    const run = this.#run
    if (!run) return
    const [wasRunning, before, text] = [this.#isRunning, this.#seen, this.#text]
    this.#isRunning = true
    // The text is asked for in a shell of its own, which has no traps.
    const own = this.#own.get(name)
    if (name === 'EXIT') this.#own.delete(name)
    this.#text = filled(own ?? '', at && (typed.get(at) ?? at))
    try {
      yield notes
      const left = this.#seen
      yield* run
      this.#seen = left
      yield restores
    } finally {
      this.#isRunning = wasRunning
      this.#seen = before
      this.#text = text
    }
  }

  /** Commands that only rewritten lines use, and `trap`. */
  commands(): LibraryCommand[] {
    const told = (exitCode: number, stdout = '', stderr = '') => ({ stdout, stderr, exitCode })
    return [
      {
        name: '__seen',
        execute: async (words, { env }) => {
          const status = Number(env.get('?') ?? 0)
          this.#seen = { status, pipe: words.slice(0, -1).map(Number) }
          return { ...told(status), internalPipeStatusOverride: [...this.#seen.pipe] }
        },
      },
      {
        name: '__restore',
        execute: async () => ({
          ...told(this.#seen.status),
          internalPipeStatusOverride: [...this.#seen.pipe],
        }),
      },
      {
        name: '__status',
        execute: async ([given], { env }) =>
          told(given === undefined ? Number(env.get('?') ?? 0) : Number.parseInt(given, 10) & 255),
      },
      {
        name: '__trap',
        execute: async (_, { env }) => ({
          ...told(Number(env.get('?') ?? 0), this.#text),
          stdoutKind: 'text',
        }),
      },
      { name: 'trap', execute: async (args) => this.#trap(args) },
    ]
  }

  async #trap(args: readonly string[]) {
    const printed = (stdout: string) => ({ stdout, stderr: '', exitCode: 0, stdoutKind: 'text' as const })
    const words = args[0] === '--' ? args.slice(1) : args
    if (args[0] === '-l') return printed(list())
    if (!words.length || words[0] === '-p') {
      const asked = words.slice(1).map((word) => nameOf(word) ?? word)
      const set = [...this.#own].filter(([name]) => !asked.length || asked.includes(name))
      return printed(
        set.map(([name, text]) => `trap -- '${text.replaceAll("'", "'\\''")}' ${shown(name)}\n`).join(''),
      )
    }
    if (/^-./.test(words[0]!) && args[0] !== '--')
      return { stdout: '', stderr: `bash: trap: ${words[0]}: invalid option\n${usage}`, exitCode: 2 }
    const isReset = words.length === 1 || words[0] === '-' || /^\d+$/.test(words[0]!)
    const [action = '', ...rest] = isReset && words[0] !== '-' ? ['-', ...words] : words
    if (words.length === 1 && nameOf(words[0]!) === undefined)
      return { stdout: '', stderr: usage, exitCode: 2 }
    let stderr = ''
    for (const word of rest) {
      const name = nameOf(word)
      if (name === undefined) stderr += `bash: trap: ${word}: invalid signal specification\n`
      else if (action === '-') this.#own.delete(name)
      else await this.#set(name, action)
    }
    return { stdout: '', stderr, exitCode: stderr ? 1 : 0 }
  }

  // NOT MODELLED: `trap '' INT`. What nobody catches, Ctrl-C ends all the same.
  async #set(name: string, action: string): Promise<void> {
    this.#own.set(name, action)
    if (this.#run) return
    const { script } = await this.#ports.parser.parse(`eval "$(${hidden('trap')})"`)
    this.#run = this.#ports.prepare(script.statements)
  }
}

/** The text with what only the shell knows where a trap strikes. */
function filled(text: string, at: Statement | undefined): string {
  if (!at) return text
  const line = at.line ?? at.pipelines[0]?.commands[0]?.line ?? 1
  const placed = text.replace(/\$(LINENO\b|\{LINENO\})/g, String(line))
  if (!/BASH_COMMAND/.test(placed)) return placed
  const command = write({ type: 'Script', statements: [at] })
    .trim()
    .replace(/;$/, '')
  return `BASH_COMMAND='${command.replaceAll("'", "'\\''")}'\n${placed}`
}

/** Whether the command failed whose status it has: in `a && b` it may be one that was asked. */
function mayFail({ pipelines, operators }: Statement): boolean {
  const last = pipelines.at(-1)
  return last !== undefined && !last.negated && operators.at(-1) !== '&&' && isPlain({ pipelines: [last] })
}

/** What has no statements of its own in this shell. */
const isPlain = ({ pipelines }: Pick<Statement, 'pipelines'>): boolean =>
  pipelines.some(
    ({ commands: [command, ...more] }) =>
      more.length > 0 ||
      ['SimpleCommand', 'Subshell', 'ArithmeticCommand', 'ConditionalCommand'].includes(command?.type ?? ''),
  )

const own = new Set(['EXIT', 'ERR', 'DEBUG', 'RETURN'])

function nameOf(word: string): string | undefined {
  const name = word.toUpperCase().replace(/^SIG/, '')
  if (word === '0') return 'EXIT'
  return own.has(name) ? name : signalNamed(word)
}

const shown = (name: string): string => (own.has(name) ? name : `SIG${name}`)

const list = (): string =>
  numberedSignals.map(([name, number]) => `${String(number).padStart(2)}) SIG${name}\n`).join('')

const usage = 'trap: usage: trap [-lp] [[arg] signal_spec ...]\n'

/** `exit N`, once its number is known. */
export const statusStatement = (args: readonly object[]): Statement =>
  keepingStatus(simple(hidden('status'), args, silently))

export const exitStatement = (line?: number): Statement => statementOf(simple('exit'), line)
