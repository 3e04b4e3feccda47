import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PaginatorFact } from '../ir.ts'
import { applyPaginators } from '../paginators.ts'
import { clientFolder, readShapes } from '../read-service.ts'
import { services } from '../services.ts'
import {
  type PublishedMember,
  type PublishedPaginator,
  type PublishedService,
  type PublishedShape,
  readPublished,
} from './published.ts'
import { walkTogether } from './walk.ts'

// Writes `scripts/model/data/` anew from the service models that botocore publishes.
// Run it where Python and botocore are at hand: `node scripts/model/published/refresh.ts`.

const root = join(import.meta.dirname, '..', '..', '..')
const data = join(import.meta.dirname, '..', 'data')
const published = readPublished(services.map(({ name }) => name))

// The CLI looks at no other limits.
const limited = ['string', 'list', 'integer', 'long', 'float', 'double']

function write(
  file: string,
  factsOf: (name: string, facts: PublishedService) => Record<string, unknown>,
): void {
  const sections: string[] = []
  for (const { name } of services) {
    const facts = Object.entries(factsOf(name, published.get(name)!))
    if (!facts.length) continue
    const lines = facts.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    sections.push(`  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`)
  }
  writeFileSync(join(data, file), `{\n${sections.join(',\n')}\n}\n`)
}

/** Limits and where they hold: `Member` for every member of that name, `Structure.Member` for one alone. */
function limitsOf(name: string, facts: PublishedService): Record<string, string[]> {
  const about = services.find((one) => one.name === name)!
  const byPath = new Map<string, string>()
  walkTogether(readShapes(root, about).service, facts, {
    type(_, shape, path, use) {
      if (limited.includes(shape.type)) byPath.set(path, limitText(shape, use))
    },
  })
  const usual = usualByTail(byPath)
  const found: Record<string, string[]> = {}
  const note = (limit: string, place: string) => {
    found[limit] ??= []
    found[limit].push(place)
  }
  for (const [tail, limit] of usual) if (limit) note(limit, tail)
  for (const [path, limit] of byPath) if (usual.get(tailOf(path)) !== limit) note(limit, path)
  for (const places of Object.values(found)) places.sort()
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function limitText({ min, max, pattern }: PublishedShape, use: PublishedMember | undefined): string {
  // What becomes part of a host name cannot be empty.
  const lowest = min ?? (use?.hostLabel ? 1 : undefined)
  const range = lowest === undefined && max === undefined ? '' : `${lowest ?? ''}..${max ?? ''}`
  return pattern === undefined ? range : `${range || '..'} ${pattern}`
}

const tailOf = (path: string): string => path.slice(path.indexOf('.') + 1)

function usualByTail(byPath: ReadonlyMap<string, string>): Map<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const [path, limit] of byPath) {
    const tail = tailOf(path)
    const ofTail = counts.get(tail) ?? new Map<string, number>()
    counts.set(tail, ofTail.set(limit, (ofTail.get(limit) ?? 0) + 1))
  }
  const most = ([a, m]: [string, number], [b, n]: [string, number]) => n - m || (a < b ? -1 : 1)
  return new Map([...counts].map(([tail, ofTail]) => [tail, [...ofTail].sort(most)[0]![0]]))
}

function waitersOf(facts: PublishedService): Record<string, unknown> {
  const waiters = Object.entries(facts.waiters).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    waiters.map(([name, { operation, delay, maxAttempts, acceptors }]) => [
      name,
      [
        operation,
        delay,
        maxAttempts,
        acceptors.map(({ state, matcher, expected, argument }) =>
          argument === undefined ? [state, matcher, expected] : [state, matcher, expected, argument],
        ),
      ],
    ]),
  )
}

/** The paginators of the CLI that are not what would be derived without this file. */
function paginatorsOf(name: string, facts: PublishedService): Record<string, unknown> {
  const about = services.find((one) => one.name === name)!
  const { service } = readShapes(root, about)
  applyPaginators(clientFolder(root, about), service, {})
  const found: Record<string, unknown> = {}
  for (const operation of service.operations) {
    if (!facts.operations[operation.name]) continue
    const published = facts.paginators[operation.name]
    const fact = published ? paginatorFact(published) : null
    if (JSON.stringify(fact) !== JSON.stringify(derivedFact(operation.paginator)))
      found[operation.name] = fact
  }
  return found
}

function derivedFact(derived: PaginatorFact | undefined): unknown[] | null {
  if (!derived) return null
  return paginatorFact({
    input_token: derived.inputToken,
    output_token: derived.outputToken,
    result_key: derived.resultKeys,
    ...(derived.limitKey && { limit_key: derived.limitKey }),
  })
}

function paginatorFact(paginator: PublishedPaginator): unknown[] {
  const { input_token, output_token, result_key, limit_key, more_results, non_aggregate_keys } = paginator
  const fact: unknown[] = [
    short(input_token),
    short(output_token),
    short(result_key ?? []),
    limit_key ?? null,
  ]
  fact.push(more_results ?? null, non_aggregate_keys ? short(non_aggregate_keys) : null)
  while (fact.at(-1) === null) fact.pop()
  return fact
}

const short = (value: string | readonly string[]) =>
  typeof value !== 'string' && value.length === 1 ? value[0]! : value

write('limits.json', limitsOf)
write('waiters.json', (_, facts) => waitersOf(facts))
write('paginators.json', paginatorsOf)
