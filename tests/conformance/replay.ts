import { readFileSync } from 'node:fs'
import type { Contract, Operation, Shape } from '../../simulator/api/model.ts'
import type { ErrorAnswer, Request, Response, Unreachable } from '../../simulator/api/request.ts'
import { needYaml } from '../../simulator/cli/arguments/yaml-later.ts'
import { aws } from '../../simulator/cli/aws.ts'
import { complete } from '../../simulator/cli/complete/complete.ts'
import { needHelp } from '../../simulator/cli/help/later.ts'
import type { CliHost, CliResult } from '../../simulator/cli/host.ts'
import { pagerFailed } from '../../simulator/cli/output/pager.ts'
import { needOwnCommands } from '../../simulator/cli/own-commands-later.ts'
import { printError } from '../../simulator/cli/print-error.ts'
import { splitWords } from './words.ts'

await Promise.all([needHelp(), needOwnCommands(), needYaml()])

// Runs one recording of the AWS CLI against our command on a machine that exists in memory alone.

export interface Recording {
  readonly id: string
  readonly argv: string
  readonly env?: Readonly<Record<string, string | null>>
  readonly files?: Readonly<Record<string, string>>
  readonly files_mode?: string
  readonly stdin?: string
  readonly tty?: { readonly columns: number }
  readonly world: 'none' | 'empty' | 'fixture'
  readonly exit: number
  readonly stdout: string | null
  readonly stderr: string | null
  readonly request?: RecordedRequest
  readonly requests?: readonly RecordedRequest[]
  readonly response?: Fixture | readonly Fixture[]
  readonly responses_by_operation?: Readonly<Record<string, Fixture | readonly Fixture[]>>
  readonly files_after?: Readonly<Record<string, string>>
  readonly layout?: Layout
}

export interface RecordedRequest {
  readonly service: string
  readonly operation: string
  readonly params: Readonly<Record<string, unknown>>
  readonly url: string
  readonly attempts?: number
}

export interface Layout {
  readonly headings: readonly string[]
  readonly first_line: string
  readonly last_line: string
  readonly synopsis: string
}

type Fixture = Readonly<Record<string, unknown>>

export interface Sent {
  readonly service: string
  readonly operation: string
  readonly params: unknown
  readonly url: string | undefined
}

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  readonly sent: readonly Sent[]
  readonly files: Readonly<Record<string, string>>
}

export function readRecordings(): Recording[] {
  const text = readFileSync(new URL('./records/aws-cli-v2.jsonl', import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line)
    .map((line) => JSON.parse(line) as Recording)
}

/** The service that a recorded line is about, when it is one that the contract knows. */
export function servicesOf(record: Recording, contract: Contract): string[] {
  const words = [...splitWords(record.argv), ...(record.env?.COMP_LINE ?? '').split(' ')]
  const aliased = Object.values(record.files ?? {})
    .join(' ')
    .split(/\s+/)
  return contract.services.filter((name) => words.includes(name) || aliased.includes(name) || name === 'sts')
}

const home = '/home/learner'

const baseEnv: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  TERM: 'xterm',
  COLUMNS: '80',
  HOME: home,
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function replay(record: Recording, contract: Contract): Outcome {
  const env: Record<string, string | undefined> = { ...baseEnv }
  for (const [name, value] of Object.entries(record.env ?? {})) env[name] = value ?? undefined
  const files = new Map<string, Uint8Array>()
  for (const [name, text] of Object.entries(record.files ?? {}))
    files.set(`${home}/${name}`, encoder.encode(text))
  const before = new Map(files)
  const sent: Sent[] = []
  const answer = answersOf(record, contract)
  let seconds = 0

  const host: CliHost = {
    contract,
    env,
    cwd: home,
    home,
    files: {
      read: (path) => files.get(path),
      write: (path, bytes) => void files.set(path, bytes),
      mode: (path) => (files.has(path) ? Number(record.files_mode ?? 0o600) : undefined),
    },
    stdin: encoder.encode(record.stdin ?? ''),
    ...(record.tty ? { terminal: { columns: record.tty.columns } } : {}),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5) + seconds * 1000,
    sleep: (duration) => {
      seconds += duration
    },
    uuid: () => '<uuid>',
    send(request) {
      sent.push({
        service: wireNames[request.service] ?? request.service,
        operation: request.operation,
        params: request.input,
        url: request.url,
      })
      return answer(request)
    },
  }

  const [program, ...argv] = splitWords(record.argv)
  const result =
    program === 'aws_completer'
      ? {
          stdout: `${complete(env.COMP_LINE ?? '', Number(env.COMP_POINT), host).join('\n')}\n`,
          stderr: '',
          exitCode: 0,
        }
      : paged(aws(argv, host))

  const written: Record<string, string> = {}
  for (const [path, bytes] of files) {
    if (before.get(path) !== bytes) written[path.replace(`${home}/`, '')] = normalise(decoder.decode(bytes))
  }
  return {
    exitCode: result.exitCode,
    stdout: normalise(result.stdout),
    stderr: normalise(result.stderr),
    sent,
    files: written,
  }
}

// The recordings page with `sed s/^/P:/`, and with a program that does not exist.
function paged(result: CliResult): CliResult {
  const { pager, stdout } = result
  if (pager === undefined || pager === 'less') return result
  const mark = /^sed s\/\^\/(.*)\/$/.exec(pager)?.[1]
  if (mark === undefined) return { stdout: '', ...printError(pagerFailed(pager), 'enhanced') }
  return { ...result, stdout: stdout.replace(/^(?=.|\n)/gm, mark) }
}

// The recordings name services as botocore does.
const wireNames: Readonly<Record<string, string>> = { s3api: 's3', configservice: 'config' }

function normalise(text: string): string {
  return text
    .replaceAll(home, '<home>')
    .replace(/botocore-session-\d+/g, 'botocore-session-<time>')
    .replace(/^(aws-cli\/\S+) Python\/\S+ [^/ ]+\/\S+ \S+$/m, '$1 Python/<ver> <os>/<ver> <source>')
}

function answersOf(record: Recording, contract: Contract): (request: Request) => Response {
  const queues = new Map<string, Fixture[]>()
  const queueOf = (operation: string): Fixture[] => {
    const key = record.responses_by_operation ? operation : ''
    const kept = queues.get(key)
    if (kept) return kept
    const given = record.responses_by_operation?.[operation] ?? record.response ?? {}
    const queue = Array.isArray(given) ? [...given] : [given as Fixture]
    queues.set(key, queue)
    return queue
  }
  return (request) => {
    const operation = contract.model(request.service).operation(request.operation)
    const unreachable = ports[/^https?:\/\/127\.0\.0\.1:(\d+)/.exec(request.url ?? '')?.[1] ?? '']
    if (unreachable) return { unreachable }
    if (record.world === 'empty' || !operation) return { output: emptyAnswer(request.service, operation) }
    const queue = queueOf(request.operation)
    const fixture = queue.length > 1 ? queue.shift()! : queue[0]!
    if ('$error' in fixture) return { error: errorOf(request.service, fixture) }
    if ('$raw' in fixture) return rawAnswer(fixture)
    return { output: { ...headers(request, fixture), ...(decode(operation.output, fixture) as object) } }
  }
}

const ports: Readonly<Record<string, Unreachable>> = {
  9: 'refused',
  18090: 'connect-timeout',
  18091: 'read-timeout',
  18092: 'closed',
}

// What HTTP itself says of a body, and no fixture repeats.
function headers({ operation }: Request, { Body }: Fixture): Record<string, unknown> {
  return operation === 'GetObject' ? { ContentLength: atob(String(Body ?? '')).length } : {}
}

// Lists are empty and present, as after `<vpcSet/>`. S3 and SQS leave an empty list out.
function emptyAnswer(service: string, operation: Operation | undefined): Record<string, unknown> {
  if (
    !operation?.output ||
    ['s3api', 'sqs'].includes(service) ||
    !/^(Describe|List|Get|Search)/.test(operation.name)
  )
    return {}
  const lists = [...operation.output.members.values()].filter((member) => member.shape.kind === 'list')
  return Object.fromEntries(lists.map((member) => [member.name, []]))
}

function errorOf(service: string, fixture: Fixture): ErrorAnswer {
  return {
    code: String(fixture.$error).replace(/^.*#/, ''),
    message: String(fixture.message ?? ''),
    status: Number(fixture.status),
    // What S3 adds to its errors is not in its model, so no client shows it.
    ...(fixture.extra && service !== 's3api' ? { fields: fixture.extra as Record<string, unknown> } : {}),
  }
}

// A body that no service would send: what is left of it is the status.
function rawAnswer(fixture: Fixture): Response {
  const location = /<LocationConstraint[^>]*\/>/.test(String(fixture.$raw))
  if (location) return { output: {} }
  const phrases: Record<number, string> = { 502: 'Bad Gateway' }
  const status = Number(fixture.status)
  return { error: { code: String(status), message: phrases[status] ?? '', status } }
}

function decode(shape: Shape | undefined, value: unknown): unknown {
  if (value === null || value === undefined || !shape) return value
  if (shape.kind === 'blob') return Uint8Array.from(atob(String(value)), (char) => char.charCodeAt(0))
  if (shape.kind === 'list') return (value as unknown[]).map((item) => decode(shape.member, item))
  if (shape.kind === 'map') return mapValues(value as Fixture, (item) => decode(shape.value, item))
  if (shape.kind !== 'structure') return value
  return mapValues(value as Fixture, (item, name) => decode(shape.members.get(name)?.shape, item))
}

function mapValues(record: Fixture, change: (value: unknown, name: string) => unknown): Fixture {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]))
}
