import type { CompiledModel, CompiledPaginator } from './compiled.ts'
import type { Member, Operation, Paginator, ServiceModel, Shape, StructureShape, Waiter } from './model.ts'
import { kebab } from './names.ts'

/** Unfolds a compiled model. Each structure and type is made when first asked for, and only once. */
export function decode(name: string, compiled: CompiledModel): ServiceModel {
  return new DecodedService(name, compiled)
}

class DecodedService implements ServiceModel {
  readonly name: string
  readonly fullName: string
  readonly protocol: ServiceModel['protocol']
  readonly apiVersion: string
  readonly endpointPrefix: string
  readonly signingName: string
  readonly #compiled: CompiledModel
  readonly #byName = new Map<string, Operation>()
  readonly #shapes: ShapeTable
  #operations: readonly Operation[] | undefined
  #byLetters: ReadonlyMap<string, Operation> | undefined
  #waiters: readonly Waiter[] | undefined

  constructor(name: string, compiled: CompiledModel) {
    this.name = name
    ;[this.fullName, this.protocol, this.apiVersion, this.endpointPrefix, this.signingName] = compiled.about
    this.#compiled = compiled
    const lines = compiled.operations.split('\n').map((line) => line.split(' ') as [string, string, string])
    const inputs = lines.map(([operation, input]) => input.replace('~', operation))
    const outputs = lines.map(([operation, , output]) => output.replace('~', operation))
    this.#shapes = new ShapeTable(compiled, [...inputs, ...outputs])
    for (const [i, [operation]] of lines.entries()) {
      const paginator = compiled.paginators[operation]
      this.#byName.set(
        operation,
        new DecodedOperation(operation, this.#shapes, inputs[i]!, outputs[i]!, paginator),
      )
    }
  }

  get operations(): readonly Operation[] {
    this.#operations ??= [...this.#byName.values()].sort((a, b) => (a.cliName < b.cliName ? -1 : 1))
    return this.#operations
  }

  operation(name: string): Operation | undefined {
    return this.#byName.get(name)
  }

  operationByCliName(cliName: string): Operation | undefined {
    // Names in the CLI's spelling cost something to make; one comparison of letters finds the only candidate.
    this.#byLetters ??= new Map([...this.#byName].map(([name, operation]) => [name.toLowerCase(), operation]))
    const found = this.#byLetters.get(cliName.replaceAll('-', ''))
    return found?.cliName === cliName ? found : undefined
  }

  get waiters(): readonly Waiter[] {
    this.#waiters ??= Object.entries(this.#compiled.waiters).map(
      ([name, [operation, delay, maxAttempts, acceptors]]) => ({
        name,
        cliName: kebab(name),
        operation,
        delay,
        maxAttempts,
        acceptors: acceptors.map(([state, matcher, expected, argument]) => ({
          state,
          matcher,
          expected,
          ...(argument !== undefined && { argument }),
        })),
      }),
    )
    return this.#waiters
  }
}

class DecodedOperation implements Operation {
  readonly name: string
  readonly #shapes: ShapeTable
  readonly #input: string
  readonly #output: string
  readonly #compiledPaginator: CompiledPaginator | undefined
  #paginator: Paginator | undefined
  #cliName: string | undefined

  constructor(
    name: string,
    shapes: ShapeTable,
    input: string,
    output: string,
    paginator: CompiledPaginator | undefined,
  ) {
    this.name = name
    this.#shapes = shapes
    this.#input = input
    this.#output = output
    this.#compiledPaginator = paginator
  }

  get cliName(): string {
    this.#cliName ??= kebab(this.name)
    return this.#cliName
  }

  get paginator(): Paginator | undefined {
    if (this.#compiledPaginator) this.#paginator ??= unfold(this.#compiledPaginator)
    return this.#paginator
  }

  get input(): StructureShape | undefined {
    return this.#shapes.structure(this.#input)
  }

  get output(): StructureShape | undefined {
    return this.#shapes.structure(this.#output)
  }
}

function unfold([
  inputToken,
  outputToken,
  resultKeys,
  limitKey,
  moreResults,
  nonAggregateKeys,
]: CompiledPaginator): Paginator {
  return {
    inputToken,
    outputToken,
    resultKeys,
    ...(limitKey && { limitKey }),
    ...(moreResults && { moreResults }),
    ...(nonAggregateKeys && { nonAggregateKeys }),
  }
}

class ShapeTable {
  readonly #compiled: CompiledModel
  readonly #bodies: readonly string[]
  readonly #names: readonly string[]
  /** Of inputs and outputs; all others are found by number. */
  readonly #places = new Map<string, number>()
  readonly #structures: (StructureShape | undefined)[] = []
  readonly #types: (Shape | undefined)[] = []
  #usual: ReadonlyMap<string, string> | undefined

  constructor(compiled: CompiledModel, own: readonly string[]) {
    this.#compiled = compiled
    this.#bodies = compiled.structures.split('\n')
    for (const name of own)
      if (name !== '-' && !this.#places.has(name)) this.#places.set(name, this.#places.size)
    this.#names = [...this.#places.keys(), ...compiled.others.split(' ')]
  }

  structure(name: string): StructureShape | undefined {
    const place = this.#places.get(name)
    return place === undefined ? undefined : this.#structureAt(place)
  }

  #structureAt(place: number): StructureShape {
    this.#structures[place] ??= new DecodedStructure(this.#names[place]!, () => this.#members(place))
    return this.#structures[place]
  }

  #members(place: number): ReadonlyMap<string, Member> {
    const body = this.#bodies[place]!
    if (!body) return new Map()
    return new Map(body.split(' ').map((text): [string, Member] => this.#member(text)))
  }

  #member(text: string): [string, Member] {
    const [name = '', own] = text.split(':')
    const spec = own ?? this.#usualSpec(name)
    const type = Number.parseInt(spec, 36)
    const table = this
    const member: Member = {
      name,
      get shape() {
        return table.type(type)
      },
      required: spec.includes('!'),
      ...(spec.includes('*') && { idempotencyToken: true }),
      ...(spec.includes('^') && { outsideBody: true }),
    }
    return [name, member]
  }

  #usualSpec(name: string): string {
    this.#usual ??= firstSpecs(this.#bodies)
    return this.#usual.get(name)!
  }

  type(place: number): Shape {
    this.#types[place] ??= this.#decodeType(this.#compiled.types[place]!)
    return this.#types[place]
  }

  #decodeType(code: string): Shape {
    const [head = '', range, ...rest] = code.split(' ')
    const rank = head.slice(1)
    const limits = range === undefined ? {} : readLimits(range, rest.join(' '))
    const at = (text: string) => this.type(Number.parseInt(text, 36))
    switch (head.charAt(0)) {
      case 's':
        return { kind: 'string', ...limits }
      case 'e':
        return {
          kind: 'string',
          enum: this.#compiled.enums[Number.parseInt(rank, 36)]!.split('\n'),
          ...limits,
        }
      case 'i':
        return { kind: 'integer', ...limits }
      case 'l':
        return { kind: 'long', ...limits }
      case 'f':
        return { kind: 'float', ...limits }
      case 'd':
        return { kind: 'double', ...limits }
      case 'b':
        return { kind: 'boolean' }
      case 't':
        return { kind: 'timestamp' }
      case 'B':
        return { kind: 'blob' }
      case 'S':
        return { kind: 'blob', streaming: true }
      case 'D':
        return { kind: 'document' }
      case '$':
        return this.#structureAt(Number.parseInt(rank, 36))
      case '[':
        return { kind: 'list', member: at(rank), ...limits }
      case '{': {
        const [key = '', value = ''] = rank.split(',')
        return { kind: 'map', key: at(key), value: at(value) }
      }
      default:
        throw new Error(`The compiled model has a type that nobody knows: ${code}`)
    }
  }
}

function firstSpecs(bodies: readonly string[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  for (const line of bodies) {
    for (let colon = line.indexOf(':'); colon >= 0; colon = line.indexOf(':', colon + 1)) {
      const name = line.slice(line.lastIndexOf(' ', colon) + 1, colon)
      if (first.has(name)) continue
      const end = line.indexOf(' ', colon)
      first.set(name, line.slice(colon + 1, end < 0 ? undefined : end))
    }
  }
  return first
}

function readLimits(range: string, pattern: string): { min?: number; max?: number; pattern?: string } {
  const [min, max] = range.split('..')
  return { ...(min && { min: Number(min) }), ...(max && { max: Number(max) }), ...(pattern && { pattern }) }
}

// Structures may hold themselves (an AttributeValue of DynamoDB does), so members wait until they are read.
class DecodedStructure implements StructureShape {
  readonly kind = 'structure'
  readonly name: string
  readonly union?: boolean
  readonly #read: () => ReadonlyMap<string, Member>
  #members: ReadonlyMap<string, Member> | undefined

  constructor(name: string, read: () => ReadonlyMap<string, Member>) {
    this.name = name.replace('|', '')
    if (name.startsWith('|')) this.union = true
    this.#read = read
  }

  get members(): ReadonlyMap<string, Member> {
    this.#members ??= this.#read()
    return this.#members
  }
}
