import type { Operation } from '../model.ts'
import { decodePercent, type HttpRequest, readPairs } from './http.ts'
import type { Field, WireService } from './services.ts'

// Which operation a REST request means: by method and path, then by what its query and headers have.

interface Route {
  readonly operation: Operation
  readonly method: string
  readonly segments: readonly Segment[]
  /** Names, or names with values, that the query has: `uploads`, `list-type=2`. */
  readonly literals: readonly (readonly [name: string, value: string])[]
  /** What AWS's newer clients send beside everything else to say which operation they mean. */
  readonly xId: string | undefined
  readonly requiredQuery: readonly string[]
  readonly requiredHeaders: readonly string[]
  readonly wantsBucket: boolean
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'label' | 'rest'; readonly name: string }

export interface RouteMatch {
  readonly operation: Operation
  readonly labels: ReadonlyMap<string, string>
}

const routesOf = new WeakMap<WireService, readonly Route[]>()

/**
 * The operation that a request means, with the values of the names in its path. `bucket` is S3's, which stands in
 * front of all paths or in the host name.
 */
export function findRoute(
  service: WireService,
  { method, query }: HttpRequest,
  path: string,
  headers: Readonly<Record<string, string>>,
  bucket?: string,
): RouteMatch | undefined {
  const pairs = readPairs(query)
  const given = new Map(pairs)
  const steps = splitPath(path)
  let best: { match: RouteMatch; score: readonly number[] } | undefined
  for (const route of compiledRoutes(service)) {
    if (route.method !== method || route.wantsBucket !== (bucket !== undefined)) continue
    if (!route.literals.every(([name, value]) => hasLiteral(given, name, value))) continue
    const labels = matchPath(route.segments, steps)
    if (!labels) continue
    if (bucket !== undefined) labels.set('Bucket', bucket)
    const score = scoreOf(route, given, headers)
    if (!best || isHigher(score, best.score)) best = { match: { operation: route.operation, labels }, score }
  }
  return best?.match
}

const hasLiteral = (given: ReadonlyMap<string, string>, name: string, value: string): boolean =>
  given.has(name) && (value === '' || given.get(name) === value)

/**
 * A sub-resource in the query decides before all else (`DELETE /?analytics` never deletes the bucket); then whether
 * everything that the operation cannot do without is there, and how much that is.
 */
function scoreOf(
  route: Route,
  given: ReadonlyMap<string, string>,
  headers: Readonly<Record<string, string>>,
): number[] {
  const literalSteps = route.segments.filter(({ kind }) => kind === 'literal').length
  const isLabelled = route.segments.every(({ kind }) => kind !== 'rest')
  const missing =
    route.requiredQuery.filter((name) => !given.has(name)).length +
    route.requiredHeaders.filter((name) => headers[name] === undefined).length
  const required = route.requiredQuery.length + route.requiredHeaders.length
  const xId = given.get('x-id')
  const isNamed = xId !== undefined && xId === (route.xId ?? route.operation.name)
  return [literalSteps, isLabelled ? 1 : 0, route.literals.length, isNamed ? 1 : 0, -missing, required]
}

function isHigher(a: readonly number[], b: readonly number[]): boolean {
  for (const [i, score] of a.entries()) if (score !== b[i]) return score > b[i]!
  return false
}

function compiledRoutes(service: WireService): readonly Route[] {
  const known = routesOf.get(service)
  if (known) return known
  const routes = service.model.operations.flatMap((operation) => compileRoute(service, operation))
  routesOf.set(service, routes)
  return routes
}

function compileRoute(service: WireService, operation: Operation): Route[] {
  const http = service.wire.operations[operation.name]?.http
  if (!http) return []
  const [path = '', query = ''] = http[1].split('?')
  const pairs = readPairs(query)
  const segments = splitPath(path).map(readSegment)
  const fields = service.fieldsOf(operation.input)
  const inPath = new Set(segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name])))
  return [
    {
      operation,
      method: http[0],
      segments,
      literals: pairs.filter(([name]) => name !== 'x-id'),
      xId: pairs.find(([name]) => name === 'x-id')?.[1],
      requiredQuery: requiredNames(fields, ({ written }) => written.queryString),
      requiredHeaders: requiredNames(fields, ({ written }) => written.header?.toLowerCase()),
      wantsBucket: fields.some(({ name, written }) => written.label && !inPath.has(name)),
    },
  ]
}

function requiredNames(fields: readonly Field[], read: (field: Field) => string | undefined): string[] {
  return fields.flatMap((field) => (field.required ? (read(field) ?? []) : []))
}

const splitPath = (path: string): string[] => path.split('/').slice(1)

function readSegment(text: string): Segment {
  const name = /^\{(.+?)(\+?)\}$/.exec(text)
  if (!name) return { kind: 'literal', text }
  return { kind: name[2] ? 'rest' : 'label', name: name[1]! }
}

function matchPath(segments: readonly Segment[], steps: readonly string[]): Map<string, string> | undefined {
  const labels = new Map<string, string>()
  for (const [i, segment] of segments.entries()) {
    const step = steps[i]
    if (segment.kind === 'literal') {
      if (step !== segment.text && !(segment.text === '' && step === undefined)) return undefined
    } else if (segment.kind === 'label') {
      // Between two slashes a name may be empty; at the end that is the path of the list.
      if (!step && (step === undefined || i === segments.length - 1)) return undefined
      labels.set(segment.name, decodePercent(step))
    } else {
      const after = segments.length - i - 1
      const rest = steps.slice(i, steps.length - after)
      const text = rest.join('/')
      if (!text) return undefined
      labels.set(segment.name, decodePercent(text))
      return endsAlike(segments.slice(i + 1), steps.slice(steps.length - after)) ? labels : undefined
    }
  }
  const left = steps.slice(segments.length)
  // A slash at the end means nothing: some clients add one, and some of AWS's own paths have one.
  return left.every((step) => step === '') && left.length <= 1 ? labels : undefined
}

function endsAlike(segments: readonly Segment[], steps: readonly string[]): boolean {
  return segments.every((segment, i) => segment.kind === 'literal' && segment.text === steps[i])
}
