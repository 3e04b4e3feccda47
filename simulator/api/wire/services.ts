import type { CompiledWire, WireMember } from '../compiled.ts'
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
  readonly model: ServiceModel
  readonly wire: CompiledWire
  readonly #fields = new WeakMap<StructureShape, readonly Field[]>()

  constructor(model: ServiceModel, wire: CompiledWire) {
    this.model = model
    this.wire = wire
  }

  get name(): string {
    return this.model.name
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
      const { signingName } = service.model
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
    return this.all.find(({ model }) => model.endpointPrefix === label || model.name === label)
  }
}

const targetOf = ({ wire }: WireService): string[] => (wire.targetPrefix ? [wire.targetPrefix] : [])

/** Loads models and wire traits; the only asynchronous step. */
export async function loadWireServices(
  contract: Contract,
  names: readonly string[] = contract.services,
): Promise<WireServices> {
  const services = names.map(async (name) => {
    const [model, wire] = await Promise.all([contract.need(name), loaders[name]!.wire()])
    return new WireService(model, wire)
  })
  return new WireServices(await Promise.all(services))
}
