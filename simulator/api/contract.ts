import { decode } from './decode.ts'
import { loaders } from './generated/index.ts'
import type { Contract, ServiceDocs, ServiceModel } from './model.ts'
import { privateServices } from './private/index.ts'

// The lab's own services are known from the start, and are not among AWS's.
const ownServices = Object.entries(privateServices)
const models = new Map<string, ServiceModel>(ownServices.map(([name, { model }]) => [name, model]))
/** Of models that are not there whole: what the cloud answers of them. */
const parts = new Map<string, ServiceModel>()
const documentation = new Map<string, ServiceDocs>(ownServices.map(([name, { docs }]) => [name, docs]))

/** What a service needs beside its model before requests can be sent to it. */
export type Companion = (service: string, operation?: string) => Promise<unknown>

const companions: Companion[] = []

/** Whoever answers for services is a room above, and says here how it is loaded. */
export function loadWith(companion: Companion): void {
  companions.push(companion)
}

/** Loads what answers for a service, without its model. */
export async function needAnswers(service: string, operation?: string): Promise<void> {
  await Promise.all(companions.map((load) => load(service, operation)))
}

/** AWS's contract, compiled from AWS's own published clients. */
export const contract: Contract = {
  services: Object.keys(loaders).sort(),

  async need(service, operation) {
    const [model] = await Promise.all([needAnswered(service, operation), needAnswers(service, operation)])
    return model
  },

  async needModel(service) {
    const known = models.get(service)
    if (known) return known
    const compiled = await loader(service).model()
    // Two callers may have waited for the same file.
    const model = models.get(service) ?? decode(service, compiled)
    models.set(service, model)
    return model
  },

  async needDocs(service) {
    const known = documentation.get(service)
    if (known) return known
    const { description, operations, members } = await loader(service).docs()
    const docs: ServiceDocs = {
      description,
      operation: (name) => own(operations, name),
      member: (structure, member) => own(own(members, structure) ?? {}, member),
    }
    documentation.set(service, docs)
    return docs
  },

  model(service) {
    const model = models.get(service) ?? parts.get(service)
    if (!model)
      throw new Error(`The model of ${service} is not loaded: await contract.need('${service}') first.`)
    return model
  },

  docs: (service) => documentation.get(service),
}

/** As much of a model as the cloud answers, unless an operation is none of that. */
async function needAnswered(service: string, operation: string | undefined): Promise<ServiceModel> {
  if (!models.has(service)) {
    const part =
      parts.get(service) ??
      (await loader(service)
        .answered?.()
        .then((one) => decode(service, one)))
    if (part && !parts.has(service)) parts.set(service, part)
    if (part && (operation === undefined || part.operation(operation))) return contract.model(service)
  }
  return contract.needModel(service)
}

function loader(service: string) {
  const found = own(loaders, service)
  if (!found) throw new Error(`There is no compiled model of a service called ${service}.`)
  return found
}

/** Names come from what people type, and `constructor` is no service. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
