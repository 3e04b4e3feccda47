import type { Table } from '../kernel/store.ts'
import type { FamilyIndex } from './context.ts'
import type { OperationUnit } from './operation.ts'
import { indexFamilies, join, type Service } from './service.ts'

/** The services that answer in a cloud. */
export interface Services {
  readonly all: readonly Service[]
  readonly families: FamilyIndex
  readonly tables: readonly Table<never>[]
  get(name: string): Service | undefined
  /** What answers an operation; undefined where nobody does. */
  operation(service: string, name: string): OperationUnit | undefined
}

/** Some of a service's modules, loaded together. */
export interface Part {
  /** The operations that want it, of which it then holds nothing else; all of them, and the world, unless it is said. */
  readonly wantedFor?: (operation: string) => boolean
  /** Saved worlds that want it even so. */
  readonly wantedIn?: (world: string) => boolean
  /** What it adds to the service, if it is not only something that the service asks. */
  load(): Promise<Service | undefined>
}

export type Parts = Readonly<Record<string, readonly Part[]>>

/** Services that are loaded part by part. What answers is what has been loaded, in the order of the names. */
export class LiveServices implements Services {
  readonly names: readonly string[]
  readonly #parts: Parts
  readonly #beside: Readonly<Record<string, readonly string[]>>
  readonly #loading = new Map<Part, Promise<void>>()
  readonly #loaded = new Set<Part>()
  #now: Services

  /** Residents are there from the start; `beside` names the services that others do not do without. */
  constructor(
    residents: readonly Service[],
    parts: Parts,
    beside: Readonly<Record<string, readonly string[]>> = {},
  ) {
    this.#now = fixedServices(residents)
    this.#parts = parts
    this.#beside = beside
    this.names = [...new Set([...residents.map(({ name }) => name), ...Object.keys(parts)])].sort()
  }

  get all(): readonly Service[] {
    return this.#now.all
  }

  get families(): FamilyIndex {
    return this.#now.families
  }

  get tables(): readonly Table<never>[] {
    return this.#now.tables
  }

  get(name: string): Service | undefined {
    return this.#now.get(name)
  }

  operation(service: string, name: string): OperationUnit | undefined {
    const unit = this.#now.operation(service, name)
    if (!unit && !this.isLoaded(service, name))
      throw new Error(`${service} is not loaded: await contract.need('${service}') first.`)
    return unit
  }

  /** Whether all is there that could answer an operation. */
  isLoaded(service: string, operation: string): boolean {
    return this.#wanted(service, operation).every((part) => this.#loaded.has(part))
  }

  /** Loads a service, whole or as much of it as an operation wants. A name that is no service's loads nothing. */
  readonly need = async (name: string, operation?: string): Promise<void> => {
    const others = Object.hasOwn(this.#beside, name) ? this.#beside[name]! : []
    const parts = this.#wanted(name, operation).map((part) => this.#load(part))
    await Promise.all([...parts, ...others.map((other) => this.need(other))])
  }

  /** Loads as much of a service as a saved world wants that has something of it: what exists, and what falls due. */
  async needWorld(name: string, world: string): Promise<void> {
    const parts = Object.hasOwn(this.#parts, name) ? this.#parts[name]! : []
    const wanted = parts.filter(({ wantedFor, wantedIn }) => !wantedFor || wantedIn?.(world))
    await Promise.all(wanted.map((part) => this.#load(part)))
  }

  #wanted(name: string, operation?: string): readonly Part[] {
    const parts = Object.hasOwn(this.#parts, name) ? this.#parts[name]! : []
    return parts.filter(({ wantedFor }) => operation === undefined || (wantedFor?.(operation) ?? true))
  }

  #load(part: Part): Promise<void> {
    const before = this.#loading.get(part)
    if (before) return before
    const loading = part.load().then((loaded) => {
      this.#loaded.add(part)
      if (loaded) this.#add(loaded)
    })
    this.#loading.set(part, loading)
    // What could not be fetched may be there the next time.
    loading.catch(() => this.#loading.delete(part))
    return loading
  }

  #add(loaded: Service): void {
    const known = this.get(loaded.name)
    const others = this.all.filter((one) => one !== known)
    const all = [...others, known ? join(known, loaded) : loaded]
    // Who came first must not be seen in any answer.
    this.#now = fixedServices(all.sort((a, b) => (a.name < b.name ? -1 : 1)))
  }
}

export function fixedServices(all: readonly Service[]): Services {
  const byName = new Map(all.map((one) => [one.name, one]))
  return {
    all,
    families: indexFamilies(all),
    tables: all.flatMap(({ tables }) => tables),
    get: (name) => byName.get(name),
    operation: (service, name) => byName.get(service)?.operations.get(name),
  }
}
