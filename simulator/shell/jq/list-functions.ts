import { arithmetic } from './operators.ts'
import { indexed, indicesOf } from './paths.ts'
import {
  compare,
  isArray,
  isFields,
  JqError,
  keysOf,
  type Pure,
  print,
  told,
  typeOf,
  type Value,
} from './values.ts'

const list = (value: Value, what: string): readonly Value[] => {
  if (!isArray(value)) throw new JqError(`${told(value)} ${what}`)
  return value
}

const sortable = 'cannot be sorted, as it is not an array'
const groupable = 'cannot be grouped, as it is not an array'

/** Elements with what they are sorted by: arguments that begin with `_` are given by definitions in jq itself. */
function byKeys(value: Value, keys: Value, what: string): { readonly one: Value; readonly key: Value }[] {
  const all = list(value, what)
  return all
    .map((one, i) => ({ one, key: (keys as readonly Value[])[i]! }))
    .sort((a, b) => compare(a.key, b.key))
}

function groups(value: Value, keys: Value): Value[][] {
  const found: { key: Value; list: Value[] }[] = []
  for (const { one, key } of byKeys(value, keys, groupable)) {
    const last = found.at(-1)
    if (last && compare(last.key, key) === 0) last.list.push(one)
    else found.push({ key, list: [one] })
  }
  return found.map((group) => group.list)
}

function extreme(value: Value, keys: Value, isBetter: (found: number) => boolean): Value {
  const all = list(value, 'cannot be iterated over')
  const by = keys as readonly Value[]
  let best = -1
  for (const i of all.keys()) if (best < 0 || isBetter(compare(by[i]!, by[best]!))) best = i
  return all[best] ?? null
}

const flat = (value: readonly Value[], depth: number): Value[] =>
  value.flatMap((one) => (isArray(one) && depth > 0 ? flat(one, depth - 1) : [one]))

export const listFunctions: Readonly<Record<string, Pure>> = {
  'length/0': (value) => {
    if (value === null) return 0
    if (typeof value === 'boolean') throw new JqError(`${told(value)} has no length`)
    if (typeof value === 'number') return Math.abs(value)
    return isFields(value) ? value.size : typeof value === 'string' ? [...value].length : value.length
  },
  'utf8bytelength/0': (value) => {
    if (typeof value !== 'string') throw new JqError(`${told(value)} only strings have UTF-8 byte length`)
    return new TextEncoder().encode(value).length
  },
  'type/0': (value) => typeOf(value),
  'keys/0': (value) => keysIn(value, keysOf),
  'keys_unsorted/0': (value) => keysIn(value, (fields) => [...fields.keys()]),
  'has/1': (value, key) => {
    if (isFields(value) && typeof key === 'string') return value.has(key)
    if (isArray(value) && typeof key === 'number') return key >= 0 && key < value.length
    throw new JqError(
      `Cannot check whether ${typeOf(value)} has a ${typeof key === 'string' ? 'string' : typeOf(key!)} key`,
    )
  },
  'contains/1': (value, other) => contains(value, other!),
  'add/0': (value) => {
    const all = isFields(value) ? [...value.values()] : isArray(value) ? value : undefined
    if (!all) throw new JqError(`Cannot iterate over ${value === null ? 'null (null)' : told(value)}`)
    return all.reduce<Value>((sum, one) => arithmetic('+', sum, one), null)
  },
  'sort/0': (value) => [...list(value, sortable)].sort(compare),
  '_sort_by/1': (value, keys) => byKeys(value, keys!, sortable).map(({ one }) => one),
  '_group_by/1': (value, keys) => groups(value, keys!),
  '_unique_by/1': (value, keys) => groups(value, keys!).map(([first]) => first!),
  'unique/0': (value) => groups(value, value).map(([first]) => first!),
  '_min_by/1': (value, keys) => extreme(value, keys!, (found) => found < 0),
  '_max_by/1': (value, keys) => extreme(value, keys!, (found) => found >= 0),
  'min/0': (value) => extreme(value, value, (found) => found < 0),
  'max/0': (value) => extreme(value, value, (found) => found >= 0),
  'reverse/0': (value) => {
    if (value === null) return []
    if (typeof value === 'string') return [...value].reverse().join('')
    return [...list(value, 'cannot be reversed, as it is not an array')].reverse()
  },
  'flatten/0': (value) => flat(listOf(value), Number.POSITIVE_INFINITY),
  'flatten/1': (value, depth) => {
    if (typeof depth !== 'number' || depth < 0) throw new JqError('flatten depth must not be negative')
    return flat(listOf(value), depth)
  },
  'indices/1': (value, wanted) => indices(value, wanted!),
  'index/1': (value, wanted) => (indices(value, wanted!) as readonly Value[] | null)?.[0] ?? null,
  'rindex/1': (value, wanted) => (indices(value, wanted!) as readonly Value[] | null)?.at(-1) ?? null,
  'to_entries/0': (value) => {
    if (!isFields(value)) throw new JqError(`${told(value)} has no keys`)
    return [...value].map(
      ([key, one]) =>
        new Map<string, Value>([
          ['key', key],
          ['value', one],
        ]),
    )
  },
  'from_entries/0': (value) => {
    const made = new Map<string, Value>()
    for (const entry of listOf(value)) {
      const named = ['key', 'k', 'name', 'Name', 'Key', 'K']
        .map((name) => indexed(entry, name))
        .find((one) => one !== null && one !== false)
      const key = named ?? (isFields(entry) && entry.get('key') === false ? false : null)
      const text =
        typeof key === 'string'
          ? key
          : key === null
            ? 'null'
            : typeof key === 'object'
              ? undefined
              : print(key)
      if (text === undefined) throw new JqError(`Cannot use ${told(key)} as object key`)
      const held = isFields(entry) ? ['value', 'v', 'Value', 'V'].find((name) => entry.has(name)) : undefined
      made.set(text, held === undefined ? null : indexed(entry, held))
    }
    return made
  },
  'transpose/0': (value) => {
    const rows = listOf(value).map(listOf)
    const width = Math.max(0, ...rows.map((row) => row.length))
    return Array.from({ length: width }, (_, i) => rows.map((row) => row[i] ?? null))
  },
  'bsearch/1': (value, wanted) => {
    const all = listOf(value)
    const at = all.findIndex((one) => compare(one, wanted!) >= 0)
    if (at < 0) return -1 - all.length
    return compare(all[at]!, wanted!) === 0 ? at : -1 - at
  },
}

function listOf(value: Value): readonly Value[] {
  if (isArray(value)) return value
  if (isFields(value)) return [...value.values()]
  throw new JqError(`Cannot iterate over ${value === null ? 'null (null)' : told(value)}`)
}

function keysIn(value: Value, keys: (fields: ReadonlyMap<string, Value>) => string[]): Value {
  if (isFields(value)) return keys(value)
  if (isArray(value)) return [...value.keys()]
  throw new JqError(`${told(value)} has no keys`)
}

function indices(value: Value, wanted: Value): Value {
  if (value === null) return null
  if (typeof value === 'string' && typeof wanted === 'string') {
    const found: number[] = []
    for (let at = value.indexOf(wanted); wanted !== '' && at >= 0; at = value.indexOf(wanted, at + 1))
      found.push([...value.slice(0, at)].length)
    return found
  }
  if (!isArray(value)) return indexed(value, wanted)
  return indicesOf(value, isArray(wanted) ? wanted : [wanted])
}

function contains(value: Value, other: Value): boolean {
  if (isFields(value) && isFields(other))
    return [...other].every(([key, one]) => value.has(key) && contains(value.get(key)!, one))
  if (isArray(value) && isArray(other))
    return other.every((one) => value.some((own) => typeOf(own) === typeOf(one) && contains(own, one)))
  if (typeof value === 'string' && typeof other === 'string') return value.includes(other)
  if (typeOf(value) === typeOf(other)) return compare(value, other) === 0
  throw new JqError(`${told(value)} and ${told(other)} cannot have their containment checked`)
}
