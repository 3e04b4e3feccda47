import type { Operation, StructureShape } from '../model.ts'
import { type HttpRequest, readPairs } from './http.ts'
import { readScalar, scalarText, type TimeFormat } from './scalars.ts'
import type { Field, WireService } from './services.ts'

// Members that a REST service keeps outside of the body: in the path, the query, headers and the status.

type Members = Readonly<Record<string, unknown>>

/** The one member that is the whole body, if there is one, and otherwise those that make up the body. */
export interface Placement {
  readonly payload: Field | undefined
  readonly body: readonly Field[]
}

const placements = new WeakMap<StructureShape, Placement>()

export function placementOf(service: WireService, structure: StructureShape | undefined): Placement {
  if (!structure) return { payload: undefined, body: [] }
  const known = placements.get(structure)
  if (known) return known
  const fields = service.fields(structure)
  const payload = fields.find(({ written }) => written.payload)
  const placement = { payload, body: payload ? [] : fields.filter(isInBody) }
  placements.set(structure, placement)
  return placement
}

const isInBody = ({ written }: Field): boolean =>
  !written.label &&
  !written.header &&
  written.prefix === undefined &&
  !written.queryString &&
  !written.queryStrings &&
  !written.status &&
  !(written.hostLabel && !written.payload)

export function readOutsideBody(
  service: WireService,
  operation: Operation,
  http: HttpRequest,
  labels: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  const pairs = readPairs(http.query)
  const fields = service.fieldsOf(operation.input)
  for (const field of fields) {
    const value = readOne(field, fields, http, labels, pairs)
    if (value !== undefined) found[field.name] = value
  }
  return found
}

function readOne(
  field: Field,
  all: readonly Field[],
  { headers }: HttpRequest,
  labels: ReadonlyMap<string, string>,
  pairs: readonly (readonly [string, string])[],
): unknown {
  const { written, shape, name } = field
  if (written.label) {
    const text = labels.get(name)
    return text === undefined ? undefined : readScalar(shape, text)
  }
  if (written.header) {
    const text = headers[written.header.toLowerCase()]
    if (text === undefined) return undefined
    return shape.kind === 'list' ? splitHeader(text) : readScalar(shape, text)
  }
  if (written.prefix !== undefined) return readPrefixed(written.prefix.toLowerCase(), headers)
  if (written.queryStrings) return readRest(shape.kind === 'map' && shape.value.kind === 'list', all, pairs)
  if (!written.queryString) return undefined
  const values = pairs.filter(([key]) => key === written.queryString).map(([, value]) => value)
  if (!values.length) return undefined
  if (shape.kind === 'list') return values.map((value) => readScalar(shape.member, value))
  return readScalar(shape, values[0]!)
}

/** Items stand between commas, and one that has a comma itself between quotes. */
function splitHeader(text: string): string[] {
  const items = text.match(/\s*(?:"(?:[^"\\]|\\.)*"|[^,]*)\s*(?:,|$)/g) ?? []
  return items
    .map((item) => item.replace(/,$/, '').trim())
    .filter((item, i) => item || i < items.length - 1)
    .map((item) => (/^".*"$/.test(item) ? item.slice(1, -1).replace(/\\(.)/g, '$1') : item))
}

function readPrefixed(prefix: string, headers: HttpRequest['headers']): Members | undefined {
  const entries = Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const)
  return entries.length ? Object.fromEntries(entries) : undefined
}

/** What the query has beside the members that it names. */
function readRest(
  isOfLists: boolean,
  all: readonly Field[],
  pairs: readonly (readonly [string, string])[],
): Members | undefined {
  const named = new Set(all.map(({ written }) => written.queryString))
  const rest = pairs.filter(([name]) => !named.has(name) && name !== 'x-id' && !name.startsWith('X-Amz-'))
  if (!rest.length) return undefined
  if (!isOfLists) return Object.fromEntries(rest)
  const groups = new Map<string, string[]>()
  for (const [name, value] of rest) groups.set(name, [...(groups.get(name) ?? []), value])
  return Object.fromEntries(groups)
}

/** The headers that a structure's members are, for an answer or an error. */
export function headersFor(fields: readonly Field[], value: Members): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const { name, shape, written } of fields) {
    const item = value[name]
    if (item === undefined || item === null) continue
    if (written.header) {
      const text = Array.isArray(item)
        ? item.map((one) => quoteIfNeeded(String(one))).join(',')
        : scalarText(shape, item, headerTime(written.timestamp))
      headers[written.header.toLowerCase()] = text
    } else if (written.prefix !== undefined) {
      for (const [key, text] of Object.entries(item)) headers[`${written.prefix}${key}`] = String(text)
    }
  }
  return headers
}

const headerTime = (format: TimeFormat | undefined): TimeFormat => format ?? 'http-date'

const quoteIfNeeded = (text: string): string =>
  /[",]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text

export function statusOf(service: WireService, operation: Operation, output: Members): number {
  const field = service.fieldsOf(operation.output).find(({ written }) => written.status)
  const said = field && output[field.name]
  return typeof said === 'number' ? said : (service.wire.operations[operation.name]?.http?.[2] ?? 200)
}
