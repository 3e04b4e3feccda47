import type { Operation, ServiceModel, Waiter } from '../api/model.ts'
import { addWholeInput } from './arguments/cli-input.ts'
import { checkCombinations, finishOutput, prepareInput } from './arguments/customisations/index.ts'
import type { Globals } from './arguments/global-options.ts'
import { type ArgumentTable, argumentsOf, streamedMember } from './arguments/operation-arguments.ts'
import {
  type Argument,
  type CallContext,
  type Input,
  type PageSettings,
  type Parsed,
  pageSettings,
} from './arguments/option.ts'
import { settlePaging, settlePagingOf } from './arguments/paging.ts'
import { absolute } from './arguments/parameter-files.ts'
import { LineParser, type ParsedLine } from './arguments/parse-line.ts'
import { type BinaryFormat, decodeBlobs } from './arguments/wire-values.ts'
import { Caller } from './caller.ts'
import { CliError, UnknownOptions } from './errors.ts'
import { help } from './help/later.ts'
import type { CliHost } from './host.ts'
import { printResult } from './output/print.ts'
import { readResponse } from './output/response.ts'
import { callPaged } from './paginate.ts'
import { compileQuery } from './query.ts'
import { sampleOutput, skeleton } from './skeleton.ts'
import type { Streams } from './streams.ts'
import { wait } from './wait.ts'

/** One line of `aws <service> <operation> …`, or of `aws <service> wait <waiter> …`. */
export interface OperationLine {
  readonly service: ServiceModel
  readonly operation: Operation
  /** The name that was typed, which an operation may have several of. */
  readonly command: string
  readonly waiter?: Waiter
  readonly words: readonly string[]
  readonly globals: Globals
  readonly host: CliHost
  readonly out: Streams
}

export function runOperation(line: OperationLine): void {
  const { service, operation, command, words, host } = line
  const table = argumentsOf(service, operation, command)
  const { values, rest } = parse(table, words)
  if (values.get('help') === 'help') {
    printHelp(line)
    return
  }
  if (rest.length > 0) throw new UnknownOptions(rest)

  const paginate = settlePaging(table, operation, values, line.globals.paginate)
  checkCombinations(service.name, command, values)
  const context = contextOf(line, paginate)
  const input = inputOf(table, values, context)
  addWholeInput(input, values, host)
  const call = {
    ...line,
    context: { ...context, paginate: settlePagingOf(operation, input, values, paginate) },
    values,
  }
  const sample = values.get('generate-cli-skeleton')
  if (sample === 'input' || sample === 'yaml-input') printSkeleton(call, sample)
  else if (line.waiter) runWaiter(call, line.waiter, input)
  else send(sample === 'output' ? answeredBySample(call) : call, input)
}

function printHelp({ service, command, waiter, host, out }: OperationLine): void {
  const path = waiter ? [service.name, 'wait', waiter.cliName] : [service.name, command]
  out.write(help(path, host).stdout)
}

function printSkeleton({ service, operation, host, out }: Call, kind: 'input' | 'yaml-input'): void {
  out.write(skeleton(operation, kind, host.contract.docs(service.name)))
}

/** Reads the words. Where one is left over that is not `help`, it comes last of all that nobody took. */
function parse(table: ArgumentTable, words: readonly string[]): ParsedLine {
  if (words.length === 1 && words[0] === 'help') return { values: new Map([['help', 'help']]), rest: [] }
  const line = parserOf(table).parse(words, { allOptional: givesWholeInput(words, table) })
  const extra = line.values.get('help')
  if (extra !== undefined && extra !== 'help') line.rest.push(String(extra))
  return line
}

function contextOf({ host, service, operation, out }: OperationLine, paginate: boolean): CallContext {
  return {
    host,
    paginate,
    service: service.name,
    operation: operation.name,
    warn: (text) => out.warn(text),
  }
}

interface Call extends OperationLine {
  readonly context: CallContext
  readonly values: Parsed
}

const parsers = new WeakMap<ArgumentTable, LineParser>()
const helpWord: Argument = { name: 'help', key: 'help', positional: true, takes: 'maybe' }

function parserOf(table: ArgumentTable): LineParser {
  const known = parsers.get(table)
  if (known) return known
  const parser = new LineParser([...table.values(), helpWord])
  parsers.set(table, parser)
  return parser
}

/** With a whole input, or to print an empty one, nothing is required. Only the full name counts. */
function givesWholeInput(words: readonly string[], table: ArgumentTable): boolean {
  const has = (name: string) => table.has(name) && words.includes(`--${name}`)
  if (has('cli-input-json') || has('cli-input-yaml')) return true
  const at = words.indexOf('--generate-cli-skeleton')
  return at >= 0 && table.has('generate-cli-skeleton') && words[at + 1] !== 'output'
}

function inputOf(table: ArgumentTable, values: Parsed, context: CallContext): Input {
  const input: Input = {}
  for (const argument of table.values()) {
    const used = argument.shadowed && !context.paginate ? argument.shadowed : argument
    used.addTo?.(input, values.get(argument.key), context)
  }
  return input
}

/** What is done to every input between the line and the service. */
function ready({ operation, command, context }: Call, input: Input, binary: BinaryFormat): Input {
  const { host } = context
  const shape = operation.input
  const decoded = shape ? (decodeBlobs(shape, input, binary) as Input) : input
  for (const member of shape?.members.values() ?? []) {
    if (member.idempotencyToken) decoded[member.name] ??= host.uuid()
  }
  prepareInput(operation, command, decoded, context)
  return decoded
}

function runWaiter(call: Call, waiter: Waiter, input: Input): void {
  const { service, operation, globals, host } = call
  const caller = new Caller(service, globals, host)
  wait(service, waiter, operation, ready(call, input, caller.binaryFormat), caller, host)
}

function send(call: Call, input: Input): void {
  const { service, operation, command, globals, host, out, context, values } = call
  const caller = new Caller(service, globals, host)
  const { session } = caller
  const prepared = ready(call, input, caller.binaryFormat)
  const settings = prepared[pageSettings] as PageSettings | undefined
  delete prepared[pageSettings]
  const reading = {
    service: service.name,
    protocol: service.protocol,
    timestamps: session.timestamps,
    decodesKeys: !values.has('encoding-type'),
  }
  const request = (given: Readonly<Record<string, unknown>>) => {
    const output = finishOutput(command, { ...caller.call(operation, given) }, values, context)
    return readResponse(operation, saveBody(call, output), reading)
  }
  const isPaged = operation.paginator !== undefined && context.paginate
  const result = isPaged
    ? callPaged(operation, prepared, { service: service.name, ...numbered(settings) }, request)
    : request(prepared)
  const printing = {
    format: session.output,
    title: operation.name,
    query: globals.query === undefined ? undefined : compileQuery(globals.query),
    color: globals.color,
    terminal: host.terminal,
  }
  if (session.pager !== undefined) out.page(session.pager)
  printResult(result, printing, (text) => out.write(text))
}

const numbered = (settings: PageSettings | undefined) => ({
  ...settings,
  maxItems: settings?.maxItems === undefined ? undefined : Number(settings.maxItems),
})

/** Writes a streamed body to the file named on the line, and leaves it out of what is printed. */
function saveBody({ operation, values, host, out }: Call, output: Input): Input {
  const body = streamedMember(operation)
  if (!body) return output
  const { [body.name]: bytes, ...rest } = output
  const content = bytes instanceof Uint8Array ? bytes : new Uint8Array()
  const path = String(values.get('outfile'))
  if (path === '/dev/stdout') out.write(new TextDecoder().decode(content))
  else saveFile(path, content, host)
  return rest
}

function saveFile(path: string, content: Uint8Array, host: CliHost): void {
  try {
    host.files.write(absolute(path, host), content)
  } catch (error) {
    const reason = failures.get((error as { readonly code?: unknown }).code)
    if (reason === undefined) throw error
    throw new CliError(`${reason}: '${path}'`)
  }
}

/** What Python says to failures of files. */
const failures: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', '[Errno 2] No such file or directory'],
  ['ENOTDIR', '[Errno 20] Not a directory'],
  ['EISDIR', '[Errno 21] Is a directory'],
])

/** For `--generate-cli-skeleton output`: nothing is sent, and the answer is a sample. */
function answeredBySample(call: Call): Call {
  const host = { ...call.host, send: () => ({ output: sampleOutput(call.operation) }) }
  const globals = { ...call.globals, signRequest: false }
  return { ...call, host, globals, context: { ...call.context, host, paginate: false } }
}
