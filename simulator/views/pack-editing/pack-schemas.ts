import { jsonSchemas } from '../../packs/json-schema.ts'
import type { YamlStep } from './yaml-place.ts'

// The schemas of a pack's files, as an editor walks in them.

export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly $defs?: Readonly<Record<string, Schema>>
}

export type PackFileKind = 'pack' | 'scenario' | 'question'

/** Which of a pack's files it is, going by its name and where it stands; undefined of any other. */
export function kindOfPackFile(path: string): PackFileKind | undefined {
  if (/(^|\/)pack\.yaml$/.test(path)) return 'pack'
  if (/(^|\/)scenario\.yaml$/.test(path)) return 'scenario'
  return /(^|\/)questions\/([^/]+\/)*[^/]+\.yaml$/.test(path) ? 'question' : undefined
}

let known: Readonly<Record<PackFileKind, Schema>> | undefined

export function schemaOf(kind: PackFileKind): Schema {
  known ??= jsonSchemas() as Readonly<Record<PackFileKind, Schema>>
  return known[kind]
}

/** What could stand at a path: each of several, where there are several. */
export function schemasAt(root: Schema, path: readonly YamlStep[]): readonly Schema[] {
  let at = branchesOf(root, root)
  for (const step of path) at = at.flatMap((one) => inside(one, step)).flatMap((one) => branchesOf(root, one))
  return at
}

function inside({ properties, additionalProperties, items }: Schema, step: YamlStep): readonly Schema[] {
  if (step === 0) return items ? [items] : []
  const own = properties && Object.hasOwn(properties, step) ? properties[step] : undefined
  if (own) return [own]
  return typeof additionalProperties === 'object' ? [additionalProperties] : []
}

/** A schema as those that it stands for. What it says of itself holds for all of them. */
export function branchesOf(root: Schema, schema: Schema): readonly Schema[] {
  const { $ref, anyOf, oneOf, allOf, description } = schema
  const name = $ref?.replace('#/$defs/', '')
  const others = name === undefined ? (anyOf ?? oneOf ?? allOf) : [root.$defs?.[name] ?? {}]
  if (!others) return [schema]
  return others
    .flatMap((one) => branchesOf(root, one))
    .map((one) => (description === undefined ? one : { ...one, description: one.description ?? description }))
}
