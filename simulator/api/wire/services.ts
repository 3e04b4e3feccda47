import type { CompiledAbout, CompiledWire, WireMember } from '../compiled.ts'
import { loaders } from '../generated/index.ts'
import type { Contract, Operation, ServiceModel, Shape, StructureShape } from '../model.ts'

/** A member together with how it is written on the wire. */
export interface Field {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
  readonly written: WireMember
  /** Its element in XML, and its field in a query of any service but EC2. */
  readonly element: string
}

/** A service's model and its wire traits, brought together structure by structure. */
export class WireService {
  readonly name: string
  /** What a request is recognised by; there before the rest is loaded. */
  readonly about: CompiledAbout
  #loaded: { readonly model: ServiceModel; readonly wire: CompiledWire } | undefined
  readonly #fields = new WeakMap<StructureShape, readonly Field[]>()

  constructor(name: string) {
    this.name = name
    this.about = loaders[name]!.about
  }

  get isLoaded(): boolean {
    return this.#loaded !== undefined
  }

  async load(contract: Contract): Promise<void> {
    if (this.#loaded) return
    const [model, wire] = await Promise.all([contract.needModel(this.name), loaders[this.name]!.wire()])
    this.#loaded = { model, wire }
  }

  get model(): ServiceModel {
    return this.#both.model
  }

  get wire(): CompiledWire {
    return this.#both.wire
  }

  get #both() {
    if (!this.#loaded) throw new Error(`How ${this.name} is spoken to is not loaded: await load() first.`)
    return this.#loaded
  }

  fields(structure: StructureShape): readonly Field[] {
    const known = this.#fields.get(structure)
    if (known) return known
    const written = this.wire.structures[structure.name] ?? {}
    const fields = [...structure.members.values()].map(({ name, shape, required }): Field => {
      const how = written[name] ?? plain
      return { name, shape, required, written: how, element: how.xml ?? name }
    })
    this.#fields.set(structure, fields)
    return fields
  }

  /** The element that a structure is when it is a whole body. */
  rootElement(structure: StructureShape): string {
    return this.wire.structures[structure.name]?.['.']?.xml ?? structure.name
  }

  /** Fields of an operation's input or output; none where it has none. */
  fieldsOf(structure: StructureShape | undefined): readonly Field[] {
    return structure ? this.fields(structure) : []
  }

  operation(name: string): Operation | undefined {
    return this.model.operation(name)
  }
}

const plain: WireMember = {}

/** Every service that can be spoken to, and the names by which a request may mean one. */
export class WireServices {
  readonly all: readonly WireService[]
  readonly #byName: ReadonlyMap<string, WireService>
  readonly #bySigningName: ReadonlyMap<string, readonly WireService[]>
  readonly #byTarget: ReadonlyMap<string, WireService>

  constructor(all: readonly WireService[]) {
    this.all = all
    this.#byName = new Map(all.map((service) => [service.name, service]))
    this.#byTarget = new Map(all.flatMap((service) => targetOf(service).map((target) => [target, service])))
    const bySigningName = new Map<string, WireService[]>()
    for (const service of all) {
      const { signingName } = service.about
      bySigningName.set(signingName, [...(bySigningName.get(signingName) ?? []), service])
    }
    this.#bySigningName = bySigningName
  }

  named(name: string): WireService | undefined {
    return this.#byName.get(name)
  }

  /** S3 and S3 Control sign with one name. */
  signedAs(signingName: string): readonly WireService[] {
    return this.#bySigningName.get(signingName) ?? []
  }

  /** By what stands before the dot in `X-Amz-Target`. */
  targeted(prefix: string): WireService | undefined {
    return this.#byTarget.get(prefix)
  }

  /** By the first label of a host name. */
  hostedAt(label: string): WireService | undefined {
    return this.all.find(({ name, about }) => about.endpointPrefix === label || name === label)
  }
}

const targetOf = ({ about }: WireService): string[] => (about.targetPrefix ? [about.targetPrefix] : [])

/** Services that are recognised, each of which has to be loaded before it is spoken to. */
export const wireServices = (names: readonly string[]): WireServices =>
  new WireServices(names.map((name) => new WireService(name)))

/** The same with models and wire traits loaded. */
export async function loadWireServices(
  contract: Contract,
  names: readonly string[] = contract.services,
): Promise<WireServices> {
  const services = wireServices(names)
  await Promise.all(services.all.map((service) => service.load(contract)))
  return services
}
