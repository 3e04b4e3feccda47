import { expanded, literal, quoted, simple } from './build-syntax.ts'
import type { Files } from './files.ts'
import { hidden } from './hidden-names.ts'
import { instrumentText, type Surroundings } from './instrument.ts'
import { isSameSyntax } from './same-syntax.ts'
import { complaintOf, type Parser, type Script, type SyntaxProblem, statementOf } from './syntax.ts'
import { write } from './write-syntax.ts'

export interface RewritingPorts {
  readonly parser: Parser
  readonly shell: Surroundings
  readonly files: Files
  /** Told of every function that a text may define. */
  learn(functions: ReadonlyMap<string, string>): void
  /** Told that what runs next may write anywhere. */
  loseTrack(): void
}

const noCommand = () => ({
  /** What was typed of the path that was made absolute last. */
  name: '',
  /** Files that were looked for or at. */
  found: [] as string[],
  isProgram: false,
  hasPattern: false,
})

interface Preparation {
  /** Written in front of a complaint about the text. */
  readonly name: string
  /** The file that the text stands in. */
  readonly source?: string
  readonly isShown: boolean
}

/**
 * The texts that `eval` and `source` run. The library parses them by itself, so it is given what the shell has
 * made of them: loops that give others a turn, `$RANDOM` from the world, complaints in bash's words.
 */
export class Rewriting {
  readonly #ports: RewritingPorts
  /** For each `eval` that has begun, the text that it will run. */
  #prepared: string[] = []
  /** What `set -x` would show of an `eval`, and what it is to show. */
  readonly #originals = new Map<string, string>()
  #isOffered = false
  #evaluating: readonly string[] | undefined
  /** The command that is about to read what it runs. */
  #sourcing: { readonly command: string; readonly isShown: boolean } | undefined
  /** What the library has looked at for the command that it runs, since it noted that it does. */
  #command = noCommand()
  /** Scripts that have run. */
  readonly #remembered = new Set<string>()

  constructor(ports: RewritingPorts) {
    this.#ports = ports
  }

  /** Forgets what the line before left undone. */
  begin(): void {
    this.#prepared = []
    this.#originals.clear()
    this.#isOffered = false
    this.#sourcing = undefined
  }

  async prepare(words: readonly string[], isShown: boolean): Promise<void> {
    const [first = ''] = words
    // The library refuses an option that it does not know, and that is all it will be given.
    const isRefused = /^-./.test(first) && first !== '--'
    const text = (first === '--' ? words.slice(1) : words).join(' ')
    this.#prepared.push(isRefused ? first : await this.#rewrite(text, { name: 'bash: eval', isShown }))
  }

  /** Told what the name of the next command stands for. */
  names(words: readonly string[]): void {
    const at = words.findIndex((word) => word !== 'command' && word !== 'builtin')
    this.#evaluating = words[at] === 'eval' ? words.slice(at) : undefined
  }

  evaluatingWords(): readonly string[] | undefined {
    const words = this.#evaluating
    this.#evaluating = undefined
    return words
  }

  prepared(): string {
    return this.#prepared.pop() ?? ''
  }

  /** What `set -x` writes, as if nothing had been rewritten. */
  restoreTrace(said: string): string {
    let trace = said.replace(/^\++ \/usr\/bin\/__.*\n/gm, '')
    for (const [written, text] of this.#originals) trace = trace.replaceAll(`eval ${written}`, `eval ${text}`)
    return trace
  }

  offerToShow(isOffered: boolean): void {
    this.#isOffered = isOffered
  }

  // Nothing else happens between the library's note that it runs `source` and its reading of the file, and
  // whatever it does after that, it notes too.
  note(feature: string): void {
    const command = /^bash:builtin:(source|\.)$/.exec(feature)?.[1]
    this.#sourcing = command === undefined ? undefined : { command, isShown: this.#isOffered }
    if (command !== undefined) this.#isOffered = false
    if (feature.startsWith('bash:cmd:')) this.#command = noCommand()
  }

  looks(path: string, how: 'name' | 'exists' | 'stat' | 'program' | 'list'): void {
    if (how === 'name') this.#command.name = path
    else if (how === 'list') this.#command.hasPattern = true
    else if (how === 'program') this.#command.isProgram = true
    else if (how === 'exists') this.#command.found = [path]
    else this.#command.found.push(path)
  }

  /** Whether the path was looked for as a command's, and nothing since: bash would now run what is in it. */
  #isCommand(path: string): boolean {
    const { found, isProgram, hasPattern } = this.#command
    if (isProgram || found.some((looked) => looked !== path)) return false
    if (found.length === 2) this.#remembered.add(path)
    // Where the library remembers a command, it looks once. So does a pattern in the command's words.
    return found.length === 2 || (found.length === 1 && !hasPattern && this.#remembered.has(path))
  }

  reads(path: string, text: () => string): Promise<string> | undefined {
    const sourcing = this.#sourcing
    const name = this.#command.name
    if (!sourcing) return this.#isCommand(path) ? Promise.resolve(running(path, name)) : undefined
    this.#sourcing = undefined
    const { command, isShown } = sourcing
    if (this.#ports.files.stat(path)?.kind === 'directory') {
      const complaint = quoted(`bash: ${command}: ${name}: is a directory\n`)
      return Promise.resolve(write(complaining(complaint, 1)))
    }
    return this.#rewrite(text(), { name: `bash: ${name}`, source: name, isShown })
  }

  async #rewrite(text: string, how: Preparation): Promise<string> {
    const { parser, shell, learn } = this.#ports
    const { script, problem } = await parser.parse(text)
    const place = how.source === undefined ? shell : { ...shell, source: () => how.source }
    if (hasPipes(script)) this.#ports.loseTrack()
    const { statements, functions } = instrumentText(script.statements, place, how.isShown)
    learn(functions)
    if (statements === script.statements && !problem) return parser.prepare(text)
    const rewritten = { ...script, statements: [...statements] }
    const written = write(rewritten)
    const again = await parser.parse(written)
    // INVARIANT: what cannot be said in text is left as it was typed; then only the limits end its loops.
    const body = isSameSyntax(rewritten, again.script) ? written : parser.prepare(text)
    this.#originals.set(inTrace(body), inTrace(text))
    return problem ? withComplaint(body, problem, text, how) : body
  }
}

/** A text cannot tell the shell where its parts write. */
function hasPipes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { type, commands } = value as { readonly type?: string; readonly commands?: readonly unknown[] }
  if (/^(CommandSubstitution|ProcessSubstitution|Redirection)$/.test(type ?? '')) return true
  if (type === 'Pipeline' && (commands?.length ?? 0) > 1) return true
  return Object.values(value).some(hasPipes)
}

const inTrace = (text: string) => `'${text.replace(/\n+$/, '').replaceAll("'", "'\\''")}'`

function withComplaint(body: string, problem: SyntaxProblem, text: string, { name }: Preparation): string {
  const complaint = write(complaining(quoted(complaintOf(name, problem, text)), problem.isWarning ? 0 : 2))
  return problem.isWarning ? `${complaint.trimEnd()} ${body}` : `${body}\n${complaint}`
}

/** The library would run a script in a copy of this shell. A script knows only what is exported. */
function running(path: string, typed: string): string {
  const name = quoted(typed.includes('/') ? typed : path)
  return write({ type: 'Script', statements: [statementOf(simple(hidden('script'), [name, expanded('@')]))] })
}

function complaining(message: object, exitCode: number): Script {
  const command = simple(hidden('mistake'), [message, literal(String(exitCode))])
  return { type: 'Script', statements: [statementOf(command)] }
}
