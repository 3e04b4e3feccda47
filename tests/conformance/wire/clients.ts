import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { services as abouts } from '../../../scripts/model/services.ts'
import type { Shape, StructureShape } from '../../../simulator/api/model.ts'
import type { HttpRequest, HttpResponse } from '../../../simulator/api/wire/http.ts'

// AWS's own clients, with nothing behind them but the test.

interface SentByClient {
  readonly method: string
  readonly path: string
  readonly hostname: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface Client {
  send(command: unknown): Promise<Record<string, unknown>>
}

type ClientModule = Readonly<Record<string, new (options: object) => unknown>>

export interface TestClient {
  /** Calls an operation, shows what the client sends, and lets it read the answer. */
  call(
    operation: string,
    input: object,
    answer: (http: HttpRequest) => HttpResponse,
  ): Promise<Record<string, unknown>>
}

/** A protocol that a client can speak and does not by itself. */
export function otherProtocol(service: string, module: string, name: string): object {
  const load = createRequire(createRequire(import.meta.url).resolve(packageOf(service)!))
  return { protocol: (load(module) as Readonly<Record<string, unknown>>)[name] }
}

const packageOf = (service: string): string | undefined =>
  abouts.find((about) => about.name === service)?.package

/** Undefined where AWS publishes no client in the registry that is used here. */
export async function openClient(service: string, options: object = {}): Promise<TestClient | undefined> {
  const name = packageOf(service)
  if (!name) return undefined
  const module = (await import(name)) as ClientModule
  const className = Object.keys(module).find((key) => /^[A-Z].*Client$/.test(key))!
  return {
    async call(operation, input, answer) {
      const client = new module[className]!({
        ...basics,
        ...options,
        // SQS alone reads its answers' checksums, and a sample has none that fits.
        ...(service === 'sqs' && { md5: false }),
        requestHandler: handlerFor(answer),
      }) as Client
      const { $metadata, ...output } = await client.send(new module[`${operation}Command`]!(input))
      return output
    },
  }
}

const basics = {
  region: 'eu-west-1',
  endpoint: 'http://localhost:4566',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
  disableHostPrefix: true,
  disableRequestCompression: true,
}

function handlerFor(answer: (http: HttpRequest) => HttpResponse) {
  return {
    async handle(sent: SentByClient) {
      const { status, headers, body } = answer(await asHttp(sent))
      return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) } }
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  }
}

async function asHttp({
  method,
  path,
  hostname,
  query = {},
  headers,
  body,
}: SentByClient): Promise<HttpRequest> {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return {
    method,
    path,
    query: queryText(query),
    headers: { host: hostname, ...Object.fromEntries(lower) },
    body: await bytesOf(body),
  }
}

function queryText(query: NonNullable<SentByClient['query']>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === null) return [encodeURIComponent(name)]
    const values = typeof value === 'string' ? [value] : value
    return values.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`)
  })
  return pairs.join('&')
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array()
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (body instanceof Uint8Array) return Uint8Array.from(body)
  const pieces: Buffer[] = []
  for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(Buffer.from(piece))
  return Uint8Array.from(Buffer.concat(pieces))
}

/** Times as the clients have them, and back. */
export function toClient(shape: Shape, value: unknown): unknown {
  return change(shape, value, (of, item) => (of.kind === 'timestamp' ? new Date(String(item)) : item))
}

export async function fromClient(
  structure: StructureShape,
  output: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const collected = Object.entries(output).map(async ([name, value]) => [name, await collect(value)] as const)
  const whole = Object.fromEntries(await Promise.all(collected))
  return change(structure, whole, ({ kind }, item) => {
    // The clients' declarations take some texts for numbers, and the other way round.
    if (kind === 'integer' && typeof item === 'string') return Number(item)
    if (kind === 'string' && typeof item === 'number') return String(item)
    if (item instanceof Date) return item.toISOString().replace('.000Z', 'Z')
    return item instanceof Uint8Array ? Uint8Array.from(item) : item
  }) as Record<string, unknown>
}

async function collect(value: unknown): Promise<unknown> {
  const stream = value as { transformToByteArray?: () => Promise<Uint8Array> } | undefined
  return stream?.transformToByteArray ? stream.transformToByteArray() : value
}

function change(shape: Shape, value: unknown, replace: (shape: Shape, item: unknown) => unknown): unknown {
  if (value === undefined || value === null) return value
  if (shape.kind === 'structure') {
    return mapEntries(value, (name, item) => {
      const member = shape.members.get(name)
      return member ? change(member.shape, item, replace) : item
    })
  }
  if (shape.kind === 'list') return (value as unknown[]).map((item) => change(shape.member, item, replace))
  if (shape.kind === 'map') return mapEntries(value, (_, item) => change(shape.value, item, replace))
  return replace(shape, value)
}

function mapEntries(value: object, replace: (name: string, item: unknown) => unknown): object {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries.map(([name, item]) => [name, replace(name, item)]))
}
