import type { Shape, StructureShape } from '../../api/model.ts'

// AWS prints `VpcId`; other exporters print `vpcId`, `vpc_id` or `vpcid`. The API's model knows what is meant, at any
// depth. What the model does not know is kept as it is.

/** A name without what exporters change about it. */
export const folded = (name: string): string => name.replace(/[_\-\s]/g, '').toLowerCase()

const namesOf = new WeakMap<StructureShape, ReadonlyMap<string, string>>()

function memberNamed(shape: StructureShape, key: string): string | undefined {
  if (shape.members.has(key)) return key
  let names = namesOf.get(shape)
  if (!names) {
    names = new Map([...shape.members.keys()].map((name) => [folded(name), name]))
    namesOf.set(shape, names)
  }
  return names.get(folded(key))
}

/** Hears what did not fit: where it is, and what was found instead of what. */
export type OnMisfit = (path: string, problem: string) => void

/** A value in AWS's spelling and of the model's kind; undefined where it cannot be that. */
export function inAwsSpelling(shape: Shape, value: unknown, path: string, onMisfit: OnMisfit): unknown {
  if (value === null || value === undefined) return undefined
  switch (shape.kind) {
    case 'structure':
      if (isObject(value)) return structure(shape, value, path, onMisfit)
      break
    case 'list':
      return list(shape.member, value, path, onMisfit)
    case 'map':
      if (isObject(value)) return map(shape.value, value, path, onMisfit)
      break
    case 'boolean':
      if (typeof value === 'boolean') return value
      if (/^(true|false)$/i.test(String(value))) return String(value).toLowerCase() === 'true'
      break
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      if (typeof value === 'number') return value
      if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
        return Number(value)
      break
    case 'string':
    case 'timestamp':
      if (typeof value === 'string') return value
      if (typeof value === 'number' || typeof value === 'boolean') return String(value)
      break
    default:
      return value
  }
  onMisfit(path, `${nounOf(value)} where AWS has ${nouns[shape.kind] ?? 'something else'}`)
  return undefined
}

const nouns: Readonly<Record<string, string>> = {
  structure: 'an object',
  map: 'an object',
  boolean: 'true or false',
  integer: 'a number',
  long: 'a number',
  float: 'a number',
  double: 'a number',
  string: 'a text',
  timestamp: 'a time',
}

function nounOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : JSON.stringify(value)
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function structure(
  shape: StructureShape,
  value: Readonly<Record<string, unknown>>,
  path: string,
  onMisfit: OnMisfit,
): Record<string, unknown> {
  const entries: [string, unknown][] = []
  const exact = new Set(Object.keys(value).filter((key) => shape.members.has(key)))
  for (const [key, part] of Object.entries(value)) {
    const name = memberNamed(shape, key)
    if (name === undefined) {
      if (part !== null && part !== undefined) entries.push([key, part])
      continue
    }
    if (name !== key && exact.has(name)) continue
    const read = inAwsSpelling(shape.members.get(name)!.shape, part, `${path}.${name}`, onMisfit)
    if (read !== undefined) entries.push([name, read])
  }
  return Object.fromEntries(entries)
}

function list(member: Shape, value: unknown, path: string, onMisfit: OnMisfit): unknown[] | undefined {
  const items = itemsOf(member, value)
  if (!items) {
    onMisfit(path, `${nounOf(value)} where AWS has a list`)
    return undefined
  }
  return items.flatMap((item, i) => {
    const read = inAwsSpelling(member, item, `${path}[${i}]`, onMisfit)
    return read === undefined ? [] : [read]
  })
}

/** Some exporters write tags as an object, and XML turned into JSON has a list within an object, or one item alone. */
function itemsOf(member: Shape, value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return member.kind === 'string' && typeof value === 'string' ? [value] : undefined
  const parts = Object.values(value)
  const [only] = parts
  if (parts.length === 1 && Array.isArray(only)) return only
  if (member.kind !== 'structure') return undefined
  const isOfTags = member.members.size === 2 && member.members.has('Key') && member.members.has('Value')
  if (!isOfTags) return parts.length ? undefined : []
  if (memberNamed(member, Object.keys(value)[0] ?? '') !== undefined) return [value]
  return Object.entries(value).map(([Key, Value]) => ({ Key, Value }))
}

const map = (member: Shape, value: Readonly<Record<string, unknown>>, path: string, onMisfit: OnMisfit) =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const read = inAwsSpelling(member, part, `${path}.${key}`, onMisfit)
      return read === undefined ? [] : [[key, read] as const]
    }),
  )
