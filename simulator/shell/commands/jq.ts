import type { Command as LibraryCommand } from 'just-bash'
import { bytesOf } from '../byte-strings.ts'
import type { ShellHost } from '../host.ts'
import { check, checkDefinition } from '../jq/check.ts'
import { definitions } from '../jq/definitions.ts'
import { Run } from '../jq/evaluate.ts'
import { Halt } from '../jq/items.ts'
import { natives } from '../jq/natives.ts'
import { parseDefinitions, parseProgram } from '../jq/parse.ts'
import { JsonError, readJson, readOne } from '../jq/read-json.ts'
import { define, type Scope, withVariable } from '../jq/scope.ts'
import { CompileError } from '../jq/tokens.ts'
import { isTrue, JqError, type Look, print, type Value } from '../jq/values.ts'
import { type Answer, type CommandContext, ownCommand } from './own-command.ts'

// jq 1.7, whose errors and statuses scripts rely on: 5 where a filter fails, 3 where it is none, 2 for wrong words.

export const jqCommand = (host: ShellHost): LibraryCommand =>
  ownCommand('jq', (args, context) => {
    const read = readOptions(args)
    if ('answer' in read) return read.answer
    return filter(read, context, host)
  })

interface Options {
  program: string | undefined
  isFile: boolean
  readonly files: string[]
  readonly flags: Set<string>
  indent: string | undefined
  /** Variables that are read from files still. */
  readonly variables: {
    readonly name: string
    readonly kind: 'text' | 'json' | 'slurp' | 'raw'
    readonly value: string
  }[]
  readonly positional: { readonly text: string; readonly isJson: boolean }[]
}

const usage =
  'Use jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq\n'
const wrong = (text: string) => ({
  answer: { stderr: `jq: error: ${text}\n${usage}`, exitCode: 2 } as Answer,
})

const long: Readonly<Record<string, string>> = {
  'ascii-output': 'a',
  'color-output': 'C',
  'compact-output': 'c',
  'exit-status': 'e',
  'join-output': 'j',
  'monochrome-output': 'M',
  'null-input': 'n',
  'raw-input': 'R',
  'raw-output': 'r',
  'raw-output0': '0',
  slurp: 's',
  'sort-keys': 'S',
  tab: 'tab',
  unbuffered: 'unbuffered',
  help: 'h',
  version: 'V',
  'build-configuration': 'V',
  'from-file': 'f',
  seq: 'seq',
}

function readOptions(args: readonly string[]): Options | { readonly answer: Answer } {
  const options: Options = {
    program: undefined,
    isFile: false,
    files: [],
    flags: new Set(),
    indent: '  ',
    variables: [],
    positional: [],
  }
  let rest: 'files' | 'text' | 'json' = 'files'
  let isOver = false
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (isOver || !arg.startsWith('-') || arg === '-') {
      if (options.program === undefined && !options.isFile) options.program = arg
      else if (rest === 'files') options.files.push(arg)
      else options.positional.push({ text: arg, isJson: rest === 'json' })
      continue
    }
    if (arg === '--') {
      isOver = true
      continue
    }
    const name = arg.slice(2)
    const kind = { '--arg': 'text', '--argjson': 'json', '--slurpfile': 'slurp', '--rawfile': 'raw' }[arg] as
      | Options['variables'][number]['kind']
      | undefined
    if (kind) {
      const [variable, value] = [args[++i], args[++i]]
      if (variable === undefined || value === undefined)
        return wrong(
          `${arg} takes two parameters (e.g. ${arg} varname ${kind === 'text' ? 'value' : kind === 'json' ? 'text' : 'filename'})`,
        )
      options.variables.push({ name: variable, kind, value })
    } else if (arg === '--args' || arg === '--jsonargs') rest = arg === '--args' ? 'text' : 'json'
    else if (arg === '--indent') {
      const value = args[++i]
      if (value === undefined) return wrong('--indent takes one parameter')
      const number = Number(value)
      if (!/^-?\d+$/.test(value)) return wrong('--indent takes a number')
      if (number < 0) return wrong('Cannot indent less than zero')
      if (number > 7) return wrong('Cannot indent more than 7 characters')
      options.indent = number ? ' '.repeat(number) : undefined
    } else if (arg === '--stream' || arg === '--stream-errors')
      return { answer: { stderr: `jq: hopwise does not simulate ${arg}\n`, exitCode: 2 } }
    else if (arg.startsWith('--')) {
      const flag = Object.hasOwn(long, name) ? long[name]! : undefined
      if (flag === undefined) return wrong(`Unknown option: ${arg}`)
      if (flag === 'f') options.isFile = true
      else options.flags.add(flag)
    } else {
      for (const letter of arg.slice(1)) {
        if (!'acCehjMnrRsSfV'.includes(letter)) return wrong(`Unknown option: ${arg}`)
        if (letter === 'f') options.isFile = true
        else options.flags.add(letter)
      }
    }
  }
  if (options.flags.has('h')) return { answer: { stdout: help } }
  if (options.flags.has('V')) return { answer: { stdout: 'jq-1.7.1\n' } }
  if (options.flags.has('tab')) options.indent = '\t'
  if (options.flags.has('c')) options.indent = undefined
  return options
}

const isNative = (name: string) => natives.has(name)

let library: Scope | undefined

/** The definitions of jq's own, read once. */
function ownDefinitions(): Scope | undefined {
  if (library) return library
  for (const definition of parseDefinitions(definitions)) {
    library = define(definition, library)
    checkDefinition(definition, library, isNative)
  }
  return library
}

const failed = (stderr: string, exitCode: number): Answer => ({ stderr, exitCode })

async function filter(options: Options, context: CommandContext, host: ShellHost): Promise<Answer> {
  const { fs, cwd } = context
  const textIn = async (name: string) => {
    const path = fs.resolvePath(cwd, name)
    if (!(await fs.exists(path))) return undefined
    // Whoever may not read it hears so from the shell, which knows why.
    return (await fs.stat(path)).isDirectory ? undefined : fs.readFile(path, 'utf8').catch(() => undefined)
  }
  let { program } = options
  if (options.isFile) {
    const name = program ?? options.files.shift()
    if (name === undefined) return { stderr: help.split('\n\n')[0]!, exitCode: 2 }
    program = await textIn(name)
    if (program === undefined)
      return failed(`jq: error: Could not open ${name}: No such file or directory\n`, 2)
  }
  if (program === undefined) return failed(help, 2)
  const bound = await variables(options, textIn)
  if (!('values' in bound)) return bound
  let scope = ownDefinitions()
  for (const [name, value] of bound.values) scope = withVariable(name, value, scope)
  scope = withVariable('ARGS', bound.all, scope)
  let node: ReturnType<typeof parseProgram>
  try {
    node = parseProgram(program)
    check(node, scope, isNative)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return failed(`jq: error: ${error.message} at <top-level>, line 1:\n${program}\njq: 1 compile error\n`, 3)
  }
  let stderr = ''
  let source = ''
  let files: { readonly name: string | null; readonly text: string }[] = [{ name: null, text: '' }]
  if (options.files.length) {
    files = []
    for (const name of options.files) {
      const text = await textIn(name)
      if (text === undefined) stderr += `jq: error: Could not open ${name}: No such file or directory\n`
      else files.push({ name, text })
    }
  } else source = new TextDecoder().decode(bytesOf(String(context.stdin)))
  if (!options.files.length) files = [{ name: null, text: source }]
  return new Filter(options, host, context).run(node, scope, files, stderr)
}

async function variables(options: Options, textIn: (name: string) => Promise<string | undefined>) {
  const values = new Map<string, Value>()
  for (const { name, kind, value } of options.variables) {
    if (values.has(name)) continue
    if (kind === 'text') values.set(name, value)
    else if (kind === 'json') {
      try {
        values.set(name, readOne(value))
      } catch {
        return failed(`jq: error: Invalid JSON text passed to --argjson\n${usage}`, 2)
      }
    } else {
      const text = await textIn(value)
      if (text === undefined)
        return failed(
          `jq: error: Bad JSON in --${kind === 'raw' ? 'rawfile' : 'slurpfile'} ${name} ${value}: Could not open ${value}: No such file or directory\n`,
          2,
        )
      try {
        values.set(name, kind === 'raw' ? text : [...readJson(text)].map((read) => read.value))
      } catch (error) {
        return failed(`jq: error: Bad JSON in --slurpfile ${name} ${value}: ${(error as Error).message}\n`, 2)
      }
    }
  }
  const positional: Value[] = []
  for (const { text, isJson } of options.positional) {
    try {
      positional.push(isJson ? readOne(text) : text)
    } catch {
      return failed(`jq: error: Invalid JSON text passed to --jsonargs\n${usage}`, 2)
    }
  }
  const all: Value = new Map<string, Value>([
    ['positional', positional],
    ['named', new Map(values)],
  ])
  return { values, all }
}

interface Source {
  readonly name: string | null
  readonly text: string
}

class Filter {
  readonly #options: Options
  readonly #host: ShellHost
  readonly #context: CommandContext
  #stdout = ''
  #stderr = ''
  #exitCode = 0
  #last: Value | undefined
  /** Where the input is: complaints say so. */
  #place = '<unknown>'

  constructor(options: Options, host: ShellHost, context: CommandContext) {
    this.#options = options
    this.#host = host
    this.#context = context
  }

  run(
    node: ReturnType<typeof parseProgram>,
    scope: Scope | undefined,
    sources: readonly Source[],
    complaints: string,
  ): Answer {
    this.#stderr = complaints
    if (complaints) this.#exitCode = 2
    const { flags } = this.#options
    const inputs = this.#inputs(sources)
    const next = () => {
      const read = inputs.next()
      return read.done ? undefined : read.value
    }
    const run = new Run(
      {
        next,
        env: new Map(Object.entries(this.#context.exportedEnv ?? {})),
        now: () => this.#host.now(),
        debug: (text) => {
          this.#stderr += text
        },
        file: null,
      },
      natives,
    )
    try {
      if (flags.has('n')) this.#apply(run, node, scope, null)
      else for (let value = next(); value !== undefined; value = next()) this.#apply(run, node, scope, value)
    } catch (error) {
      if (error instanceof JsonError) {
        this.#stderr += `jq: parse error: ${error.message}\n`
        this.#exitCode = 5
      } else if (error instanceof Halt) {
        this.#stderr += error.said
        return { stdout: this.#stdout, stderr: this.#stderr, exitCode: error.exitCode }
      } else throw error
    }
    const isAsked = flags.has('e') && !this.#exitCode
    const status = this.#last === undefined ? 4 : isTrue(this.#last) ? 0 : 1
    return { stdout: this.#stdout, stderr: this.#stderr, exitCode: isAsked ? status : this.#exitCode }
  }

  *#inputs(sources: readonly Source[]): Generator<Value, void> {
    const { flags } = this.#options
    if (flags.has('R')) {
      const text = sources.map((one) => one.text).join('')
      if (flags.has('s')) {
        yield text
        return
      }
      const lines = text.split('\n')
      if (lines.at(-1) === '') lines.pop()
      yield* lines
      return
    }
    const slurped: Value[] = []
    for (const { name, text } of sources) {
      for (const { value, lines } of readJson(text)) {
        this.#place = `${name ?? '<stdin>'}:${lines}`
        if (flags.has('s')) slurped.push(value)
        else yield value
      }
    }
    if (flags.has('s')) yield slurped
  }

  #apply(run: Run, node: ReturnType<typeof parseProgram>, scope: Scope | undefined, value: Value): void {
    try {
      for (const one of run.values(node, value, scope)) this.#write(one)
    } catch (error) {
      if (error instanceof RangeError) throw new JsonError('Too deep for jq')
      if (!(error instanceof JqError)) throw error
      this.#exitCode = 5
      const { value: said } = error
      this.#stderr +=
        typeof said === 'string'
          ? `jq: error (at ${this.#place}): ${said}\n`
          : `jq: error (at ${this.#place}) (not a string): ${print(said)}\n`
    }
  }

  #write(value: Value): void {
    const { flags, indent } = this.#options
    this.#last = value
    const look: Look = {
      ...(indent !== undefined && { indent }),
      sorts: flags.has('S'),
      isAscii: flags.has('a'),
    }
    const isRaw = (flags.has('r') || flags.has('j') || flags.has('0')) && typeof value === 'string'
    this.#stdout += `${flags.has('seq') ? '\x1e' : ''}${isRaw ? value : print(value, look)}${flags.has('j') ? '' : flags.has('0') ? '\0' : '\n'}`
  }
}

const help = `Usage:	jq [OPTIONS] FILTER [FILES...]
	jq [OPTIONS] --args FILTER [ARGUMENTS...]
	jq [OPTIONS] --jsonargs FILTER [JSON_VALUES...]

jq is a tool for processing JSON inputs, applying the given filter to
its JSON text inputs and producing the filter's results as JSON on
standard output.

Command options:
  -n, --null-input          use \`null\` as the single input value;
  -R, --raw-input           read each line as string instead of JSON;
  -s, --slurp               read all inputs into an array and use it as
                            the single input value;
  -c, --compact-output      compact instead of pretty-printed output;
  -r, --raw-output          output strings without escapes and quotes;
  -j, --join-output         implies -r and output without newline after
                            each output;
  -a, --ascii-output        output strings by only ASCII characters
                            using escape sequences;
  -S, --sort-keys           sort keys of each object on output;
  -C, --color-output        colorize JSON output;
  -M, --monochrome-output   disable colored output;
      --tab                 use tabs for indentation;
      --indent n            use n spaces for indentation (max 7 spaces);
  -f, --from-file file      load filter from the file;
      --arg name value      set $name to the string value;
      --argjson name value  set $name to the JSON value;
      --slurpfile name file set $name to an array of JSON values read
                            from the file;
      --rawfile name file   set $name to string contents of file;
      --args                consume remaining arguments as positional
                            string values;
      --jsonargs            consume remaining arguments as positional
                            JSON values;
  -e, --exit-status         set exit status code based on the output;
  -V, --version             show the version;
  -h, --help                show the help;
`
