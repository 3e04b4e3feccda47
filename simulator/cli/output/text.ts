// `--output text`: a line per record, tabs between values, members in alphabetical order. What is nested
// comes on lines of its own that begin with its name (AWS CLI user guide, "Text output format").

import { CliError } from '../errors.ts'
import { textOf, typeName } from './texts.ts'
import { compareText, isList, isMap, isScalar, sortedKeys, type Value, type ValueMap } from './values.ts'

export function writeText(value: Value): string {
  const lines: string[] = []
  addValue(value, undefined, undefined, lines)
  return lines.join('')
}

/** `columns`: names of the values that all records of a list share, so that they line up. */
function addValue(
  value: Value,
  name: string | undefined,
  columns: readonly string[] | undefined,
  lines: string[],
): void {
  if (isMap(value)) addMap(value, name, columns, lines)
  else if (isList(value)) addList(value, name, lines)
  else lines.push(`${textOf(value)}\n`)
}

function addList(list: readonly Value[], name: string | undefined, lines: string[]): void {
  if (list.length === 0) return
  if (list.some(isMap)) {
    const columns = scalarNames(list)
    for (const item of list) addValue(item, name, columns, lines)
    return
  }
  const scalars = list.filter(isScalar)
  if (scalars.length > 0) addScalars(scalars, name, lines)
  if (scalars.length === list.length) return
  for (const item of list) if (isList(item)) addList(item, name, lines)
}

function addScalars(scalars: readonly Value[], name: string | undefined, lines: string[]): void {
  if (name === undefined) lines.push(`${scalars.map(textOf).join('\t')}\n`)
  else for (const scalar of scalars) lines.push(`${name.toUpperCase()}\t${textOf(scalar)}\n`)
}

function addMap(
  map: ValueMap,
  name: string | undefined,
  columns: readonly string[] | undefined,
  lines: string[],
): void {
  const keys = sortedKeys(map)
  const cells = (columns ?? keys.filter((key) => isScalar(map[key]))).map((key) =>
    textOf(map[key] ?? absent(map, key)),
  )
  if (cells.length > 0) {
    if (name !== undefined) cells.unshift(name.toUpperCase())
    lines.push(`${cells.join('\t')}\n`)
  }
  const shown = new Set(columns)
  for (const key of keys) {
    const value = map[key] as Value
    // A member that is plain in one record and nested in another stays where the plain one is.
    if (columns ? !shown.has(key) : !isScalar(value)) addValue(value, key, undefined, lines)
  }
}

/** Null is said; what is not there at all leaves its column empty. */
const absent = (map: ValueMap, key: string) => (Object.hasOwn(map, key) ? null : '')

function scalarNames(list: readonly Value[]): string[] {
  const names = new Set<string>()
  for (const item of list) {
    if (!isMap(item)) throw new CliError(`'${typeName(item)}' object has no attribute 'items'`)
    for (const [key, value] of Object.entries(item)) if (isScalar(value)) names.add(key)
  }
  return [...names].sort(compareText)
}
