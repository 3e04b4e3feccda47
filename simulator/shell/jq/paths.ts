import { compare, isArray, isFields, JqError, print, told, typeOf, type Value } from './values.ts'

export type Path = readonly Value[]

/** `.[key]` */
export function indexed(of: Value, by: Value): Value {
  if (isFields(of) && typeof by === 'string') return of.get(by) ?? null
  if (isArray(of) && typeof by === 'number') {
    const at = Math.floor(by)
    return of[at < 0 ? of.length + at : at] ?? null
  }
  if (isFields(by) && (of === null || isArray(of) || typeof of === 'string'))
    return sliced(of, by.get('start') ?? null, by.get('end') ?? null)
  if (of === null && (typeof by === 'string' || typeof by === 'number' || by === null)) return null
  if (isArray(of) && isArray(by)) return indicesOf(of, by)
  const how = typeof by === 'string' ? `string ${print(by)}` : typeOf(by)
  throw new JqError(`Cannot index ${typeOf(of)} with ${how}`)
}

export function indicesOf(list: readonly Value[], wanted: readonly Value[]): Value {
  if (!wanted.length) return null
  return [...list.keys()].filter((at) =>
    wanted.every((one, i) => at + i < list.length && compare(list[at + i]!, one) === 0),
  )
}

export function sliced(of: Value, from: Value, to: Value): Value {
  if (of === null) return null
  if (typeof of !== 'string' && !isArray(of)) throw new JqError(`Cannot index ${typeOf(of)} with object`)
  const [start, end] = bounds(of, from, to)
  return typeof of === 'string' ? [...of].slice(start, end).join('') : of.slice(start, end)
}

function bounds(of: string | readonly Value[], from: Value, to: Value): [number, number] {
  for (const one of [from, to])
    if (one !== null && typeof one !== 'number')
      throw new JqError('Start and end indices of an array slice must be numbers')
  const length = typeof of === 'string' ? [...of].length : of.length
  const at = (index: number) => Math.min(length, Math.max(0, index < 0 ? length + index : index))
  const start = at(Math.floor((from as number | null) ?? 0))
  return [start, Math.max(start, at(Math.ceil((to as number | null) ?? length)))]
}

export function iterated(of: Value): Iterable<readonly [Value, Value]> {
  if (isArray(of)) return of.map((value, i) => [i, value] as const)
  if (isFields(of)) return of.entries()
  throw new JqError(`Cannot iterate over ${of === null ? 'null (null)' : told(of)}`)
}

export const getPath = (value: Value, path: Path): Value =>
  path.reduce<Value>((at, key) => (at === null ? null : indexed(at, key)), value)

export function setPath(value: Value, path: Path, made: Value): Value {
  const [key, ...rest] = path
  if (key === undefined) return made
  if (isFields(key)) return setSlice(value, key, rest, made)
  if (typeof key === 'string') {
    if (value !== null && !isFields(value))
      throw new JqError(`Cannot index ${typeOf(value)} with ${print(key)}`)
    const fields = new Map(value ?? [])
    return fields.set(key, setPath(fields.get(key) ?? null, rest, made))
  }
  if (typeof key !== 'number') throw new JqError(`Invalid path component: ${told(key)}`)
  if (value !== null && !isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with number`)
  const list = [...(value ?? [])]
  const at = key < 0 ? list.length + Math.floor(key) : Math.floor(key)
  if (at < 0) throw new JqError('Out of bounds negative array index')
  if (at > 536_870_911) throw new JqError('Array index too large')
  while (list.length < at) list.push(null)
  list[at] = setPath(list[at] ?? null, rest, made)
  return list
}

function setSlice(value: Value, by: ReadonlyMap<string, Value>, rest: Path, made: Value): Value {
  if (value !== null && !isArray(value))
    throw new JqError(`Cannot update field at object index of ${typeOf(value)}`)
  const list = value ?? []
  const [start, end] = bounds(list, by.get('start') ?? null, by.get('end') ?? null)
  const part = setPath(list.slice(start, end), rest, made)
  if (!isArray(part)) throw new JqError('A slice of an array can only be assigned another array')
  return [...list.slice(0, start), ...part, ...list.slice(end)]
}

export function deletePaths(value: Value, paths: readonly Path[]): Value {
  // The last ones first, so that places before them stay where they are.
  return [...paths].sort((a, b) => compare(b, a)).reduce(deletePath, value)
}

function deletePath(value: Value, path: Path): Value {
  const [key, ...rest] = path
  if (key === undefined || value === null) return null
  if (rest.length) {
    const inner = indexed(value, key)
    return inner === null ? value : setPath(value, [key], deletePath(inner, rest))
  }
  if (isFields(value) && typeof key === 'string') {
    const fields = new Map(value)
    fields.delete(key)
    return fields
  }
  if (isArray(value) && typeof key === 'number') {
    const at = key < 0 ? value.length + key : key
    return value.filter((_, i) => i !== at)
  }
  if (isArray(value) && isFields(key)) {
    const [start, end] = bounds(value, key.get('start') ?? null, key.get('end') ?? null)
    return [...value.slice(0, start), ...value.slice(end)]
  }
  throw new JqError(
    `Cannot delete ${typeof key === 'string' ? 'field at object index of array' : `field at array index of ${typeOf(value)}`}`,
  )
}
