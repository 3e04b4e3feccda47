import type { CompiledModel } from '../../simulator/api/compiled.ts'

/** A model of some of a service's operations: the same shapes, and none that only the others want. */
export function partOf(whole: CompiledModel, isWanted: (operation: string) => boolean): CompiledModel {
  const operations = whole.operations.split('\n').map((line) => line.split(' ') as Operation)
  const wanted = operations.filter(([name]) => isWanted(name))
  const own = new Set(ownStructures(wanted))
  const all = [...new Set([...ownStructures(operations), ...whole.others.split(' ')])]
  const places = new Map(all.map((name, at) => [name, at]))
  const reached = reachedFrom([...own], whole, places)
  // What is an input of one operation may be inside of another one's.
  const names = [...new Set([...own, ...all])].filter((name) => reached.has(places.get(name)!))
  const table = new Renumbered(whole, new Map(names.map((name, at) => [places.get(name)!, at])))
  const structures = names.map((name) => reached.get(places.get(name)!)!)
  const known = new Map<string, string>()
  const lines = structures.map((members) =>
    members
      .map(({ name, type, marks }) => {
        const spec = table.place(type).toString(36) + marks
        if (known.get(name) === spec) return name
        if (!known.has(name)) known.set(name, spec)
        return `${name}:${spec}`
      })
      .join(' '),
  )
  const has = new Set(wanted.map(([name]) => name))
  return {
    about: whole.about,
    operations: wanted.map((line) => line.join(' ')).join('\n'),
    structures: lines.join('\n'),
    others: names.filter((name) => !own.has(name)).join(' '),
    types: table.types,
    enums: table.enums,
    paginators: Object.fromEntries(Object.entries(whole.paginators).filter(([name]) => has.has(name))),
    // Which waiters there are is told whoever asks for another one.
    waiters: whole.waiters,
  }
}

type Operation = [name: string, input: string, output: string]

interface Member {
  readonly name: string
  /** The place of its type. */
  readonly type: number
  readonly marks: string
}

/** Inputs in the order of the operations, then outputs. */
function ownStructures(operations: readonly Operation[]): readonly string[] {
  const full = (name: string, short: string) => short.replace('~', name)
  const all = [
    ...operations.map(([name, input]) => full(name, input)),
    ...operations.map(([name, , output]) => full(name, output)),
  ]
  return [...new Set(all)].filter((name) => name !== '-')
}

function reachedFrom(
  names: readonly string[],
  whole: CompiledModel,
  places: ReadonlyMap<string, number>,
): ReadonlyMap<number, readonly Member[]> {
  const bodies = membersOf(whole)
  const structures = new Map<number, readonly Member[]>()
  const next = names.map((name) => places.get(name)!)
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (structures.has(at)) continue
    structures.set(at, bodies[at]!)
    for (const { type } of bodies[at]!) next.push(...structuresIn(whole, type))
  }
  return structures
}

/** Each structure's members, with a type wherever one is left out because it is the usual one. */
function membersOf(whole: CompiledModel): readonly (readonly Member[])[] {
  const usual = new Map<string, string>()
  return whole.structures.split('\n').map((line) =>
    (line ? line.split(' ') : []).map((text) => {
      const [name = '', own] = text.split(':')
      const spec = own ?? usual.get(name)!
      if (!usual.has(name)) usual.set(name, spec)
      const [, place = '', marks = ''] = /^([\da-z]+)(.*)$/.exec(spec) ?? []
      return { name, type: Number.parseInt(place, 36), marks }
    }),
  )
}

function structuresIn(whole: CompiledModel, type: number): readonly number[] {
  const { kind, places } = readType(whole, type)
  if (kind === 'e') return []
  return kind === '$' ? places : places.flatMap((inner) => structuresIn(whole, inner))
}

/** What a type refers to stands in it as numbers: a structure, an enumeration, or other types. */
function readType(whole: CompiledModel, type: number) {
  const [, kind = '', refers = '', limits = ''] = /^(.)([\da-z,]*)(.*)$/s.exec(whole.types[type]!) ?? []
  const places = refers ? refers.split(',').map((place) => Number.parseInt(place, 36)) : []
  return { kind, places, limits }
}

/** Types and enumerations as they are met, each with a number of its own. */
class Renumbered {
  readonly types: string[] = []
  readonly enums: string[] = []
  readonly #whole: CompiledModel
  readonly #structures: ReadonlyMap<number, number>
  readonly #types = new Map<number, number>()
  readonly #enums = new Map<number, number>()

  constructor(whole: CompiledModel, structures: ReadonlyMap<number, number>) {
    this.#whole = whole
    this.#structures = structures
  }

  place(type: number): number {
    const known = this.#types.get(type)
    if (known !== undefined) return known
    const { kind, places, limits } = readType(this.#whole, type)
    const now = places.map((one) => this.#referred(kind, one).toString(36)).join(',')
    this.types.push(kind + now + limits)
    this.#types.set(type, this.types.length - 1)
    return this.types.length - 1
  }

  #referred(kind: string, place: number): number {
    if (kind === '$') return this.#structures.get(place)!
    if (kind !== 'e') return this.place(place)
    const known = this.#enums.get(place)
    if (known !== undefined) return known
    this.enums.push(this.#whole.enums[place]!)
    this.#enums.set(place, this.enums.length - 1)
    return this.enums.length - 1
  }
}
