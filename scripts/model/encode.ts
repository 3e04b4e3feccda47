import type { CompiledModel, CompiledPaginator, CompiledWaiter } from '../../simulator/api/compiled.ts'
import type { Limits, MemberFact, PaginatorFact, ServiceFact, StructureFact, Type } from './ir.ts'
import type { ServiceAbout } from './services.ts'

/** Writes a service down in the form that `simulator/api/compiled.ts` describes. */
export function encode(
  service: ServiceFact,
  about: ServiceAbout,
  waiters: Readonly<Record<string, CompiledWaiter>>,
): CompiledModel {
  const operations = service.operations.map(({ name, input, output }) =>
    [name, reference(name, input), reference(name, output)].join(' '),
  )
  const order = structureOrder(service)
  const structures = [...order.keys()].map((name) => service.structures.get(name)!)
  const own = ownStructures(service)
  const lost = structures.find(({ name, union }) => union && own.has(name))
  if (lost)
    throw new Error(
      `The compiled form has no place to say that ${lost.name}, an input or output, is a union.`,
    )
  const enums = [...service.enums.keys()]
  const types = new TypeTable(order, enums)
  return {
    about: [about.fullName, about.protocol, about.apiVersion, about.endpointPrefix, about.signingName],
    operations: operations.join('\n'),
    structures: structureLines(structures, types),
    others: structures
      .filter(({ name }) => !own.has(name))
      .map(({ name, union }) => (union ? `|${name}` : name))
      .join(' '),
    types: types.codes,
    enums: enums.map((name) => service.enums.get(name)!.join('\n')),
    paginators: Object.fromEntries(
      service.operations.flatMap(({ name, paginator }) =>
        paginator ? [[name, fold(paginator)] as const] : [],
      ),
    ),
    waiters,
  }
}

function fold(paginator: PaginatorFact): CompiledPaginator {
  const { inputToken, outputToken, resultKeys, limitKey, moreResults, nonAggregateKeys } = paginator
  if (nonAggregateKeys) {
    return [inputToken, outputToken, resultKeys, limitKey ?? null, moreResults ?? null, nonAggregateKeys]
  }
  if (moreResults) return [inputToken, outputToken, resultKeys, limitKey ?? null, moreResults]
  return limitKey ? [inputToken, outputToken, resultKeys, limitKey] : [inputToken, outputToken, resultKeys]
}

function reference(operation: string, structure: string | undefined): string {
  if (!structure) return '-'
  return structure.startsWith(operation) ? `~${structure.slice(operation.length)}` : structure
}

function ownStructures(service: ServiceFact): Set<string> {
  const inputs = service.operations.flatMap(({ input }) => input ?? [])
  const outputs = service.operations.flatMap(({ output }) => output ?? [])
  return new Set([...inputs, ...outputs])
}

function structureOrder(service: ServiceFact): Map<string, number> {
  const names = new Set([...ownStructures(service), ...service.structures.keys()])
  return new Map([...names].map((name, index) => [name, index]))
}

class TypeTable {
  readonly codes: string[] = []
  readonly #places = new Map<string, number>()
  readonly #structures: ReadonlyMap<string, number>
  readonly #enums: ReadonlyMap<string, number>

  constructor(structures: ReadonlyMap<string, number>, enums: readonly string[]) {
    this.#structures = structures
    this.#enums = new Map(enums.map((name, index) => [name, index]))
  }

  spec({ type, required, token, outsideBody }: MemberFact): string {
    const marks = [required && '!', token && '*', outsideBody && '^'].filter(Boolean).join('')
    return this.#place(type).toString(36) + marks
  }

  #place(type: Type): number {
    const code = this.#code(type)
    const known = this.#places.get(code)
    if (known !== undefined) return known
    this.codes.push(code)
    this.#places.set(code, this.codes.length - 1)
    return this.codes.length - 1
  }

  #code(type: Type): string {
    const place = (inner: Type) => this.#place(inner).toString(36)
    switch (type.kind) {
      case 'structure':
        return `$${this.#structures.get(type.name)!.toString(36)}`
      case 'list':
        return `[${place(type.member)}${limits(type.limits)}`
      case 'map':
        return `{${place(type.key)},${place(type.value)}`
      case 'string':
        if (type.enum) return `e${this.#enums.get(type.enum)!.toString(36)}${limits(type.limits)}`
        return `s${limits(type.limits)}`
      case 'blob':
        return (type.streaming ? 'S' : 'B') + limits(type.limits)
      case 'document':
        return 'D'
      case 'boolean':
      case 'timestamp':
        return type.kind.charAt(0)
      default:
        return type.kind.charAt(0) + limits(type.limits)
    }
  }
}

function limits(of: Limits | undefined): string {
  if (!of) return ''
  const range = ` ${of.min ?? ''}..${of.max ?? ''}`
  return of.pattern === undefined ? range : `${range} ${of.pattern}`
}

/** A member says its type where its name is met first, and again only where it differs from that. */
function structureLines(structures: readonly StructureFact[], types: TypeTable): string {
  const first = new Map<string, string>()
  const lines = structures.map(({ members }) =>
    members.map((member) => {
      const spec = types.spec(member)
      if (first.get(member.name) === spec) return member.name
      if (!first.has(member.name)) first.set(member.name, spec)
      return `${member.name}:${spec}`
    }),
  )
  return lines.map((line) => line.join(' ')).join('\n')
}
