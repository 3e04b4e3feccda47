import type { Operation, ServiceDocs, ServiceModel, Shape, StructureShape } from '../model.ts'
import { kebab } from '../names.ts'
import { type Members, membersOf, structure, type Type, type ValueOf } from './types.ts'

// Services that are no AWS's: what a lab has around the simulated cloud. Their models are written by hand, and give
// the same operations and shapes as those that are compiled from AWS's clients.

export interface OperationSpec<I extends Members = Members, O extends Members = Members> {
  readonly doc: string
  readonly input: I
  readonly output: O
}

export interface PrivateService<T extends Readonly<Record<string, OperationSpec>>> {
  readonly model: ServiceModel
  readonly docs: ServiceDocs
  /** Only the compiler reads this: what handlers get and return. */
  readonly operations?: OperationsOf<T>
}

type OperationsOf<T extends Readonly<Record<string, OperationSpec>>> = {
  readonly [N in keyof T]: { input: ValueOf<T[N]['input']>; output: ValueOf<T[N]['output']> }
}

export function privateService<T extends Readonly<Record<string, OperationSpec>>>(
  name: string,
  about: { readonly fullName: string; readonly doc: string },
  specs: T,
): PrivateService<T> {
  const operations = Object.entries(specs)
    .map(
      ([operation, { input, output }]): Operation => ({
        name: operation,
        cliName: kebab(operation),
        input: structureOf(structure(`${operation}Request`, input)),
        output: structureOf(structure(`${operation}Result`, output)),
      }),
    )
    .sort((a, b) => (a.cliName < b.cliName ? -1 : 1))
  const byName = new Map(operations.map((one) => [one.name, one]))
  const byCliName = new Map(operations.map((one) => [one.cliName, one]))
  const model: ServiceModel = {
    name,
    fullName: about.fullName,
    protocol: 'json',
    apiVersion: '2026-01-01',
    endpointPrefix: name,
    signingName: name,
    operations,
    operation: (wanted) => byName.get(wanted),
    operationByCliName: (wanted) => byCliName.get(wanted),
    waiters: [],
  }
  const structures = structuresOf(operations.flatMap(({ input, output }) => [input, output]))
  const docs: ServiceDocs = {
    description: about.doc,
    operation: (wanted) => (byName.has(wanted) ? specs[wanted]?.doc : undefined),
    member: (structureName, member) => {
      const shape = structures.get(structureName)
      return shape && Object.hasOwn(membersOf(shape), member) ? membersOf(shape)[member]?.doc : undefined
    },
  }
  return { model, docs }
}

const structureOf = ({ shape }: Type<object>): StructureShape => shape as StructureShape

function structuresOf(roots: readonly (StructureShape | undefined)[]): ReadonlyMap<string, StructureShape> {
  const found = new Map<string, StructureShape>()
  const look = (shape: Shape | undefined): void => {
    if (shape?.kind === 'list') look(shape.member)
    if (shape?.kind === 'map') look(shape.value)
    if (shape?.kind !== 'structure' || found.has(shape.name)) return
    found.set(shape.name, shape)
    for (const member of shape.members.values()) look(member.shape)
  }
  for (const root of roots) look(root)
  return found
}
