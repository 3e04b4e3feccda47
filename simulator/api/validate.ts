import type { Shape, StructureShape } from './model.ts'
import { pythonStr, pythonType } from './python-text.ts'
import { parseTimestamp } from './timestamp.ts'

/**
 * What is wrong with an input, one sentence each, in the CLI's words and order; empty when nothing is.
 * Of the limits only lower bounds are checked, as the CLI does: upper bounds and patterns are the service's.
 */
export function validate(shape: StructureShape, input: unknown): string[] {
  const problems: string[] = []
  check(shape, input, '', problems)
  return problems
}

function check(shape: Shape, value: unknown, path: string, problems: string[]): void {
  const valid = validTypes(shape, value)
  if (valid) {
    problems.push(
      `Invalid type for parameter ${named(path)}, value: ${pythonStr(value)}, ` +
        `type: ${pythonType(value)}, valid types: ${valid.join(', ')}`,
    )
  } else if (shape.kind === 'structure') {
    checkStructure(shape, value as Dictionary, path, problems)
  } else if (shape.kind === 'list') {
    const items = value as readonly unknown[]
    checkMinimum(shape.min, items.length, 'length', path, problems)
    for (const [index, item] of items.entries()) check(shape.member, item, `${path}[${index}]`, problems)
  } else if (shape.kind === 'map') {
    for (const [key, item] of Object.entries(value as Dictionary)) {
      if (item === undefined) continue
      check(shape.key, key, `${path} (key: ${key})`, problems)
      check(shape.value, item, `${path}.${key}`, problems)
    }
  } else if (shape.kind === 'string') {
    checkMinimum(shape.min, [...(value as string)].length, 'length', path, problems)
  } else if ('min' in shape) {
    checkMinimum(shape.min, Number(value), 'value', path, problems)
  }
}

/** The types that a value ought to have had, or undefined when it has one of them. */
function validTypes({ kind }: Shape, value: unknown): readonly string[] | undefined {
  switch (kind) {
    case 'structure':
    case 'map':
      return isDictionary(value) ? undefined : ["<class 'dict'>"]
    case 'list':
      return Array.isArray(value) ? undefined : ["<class 'list'>", "<class 'tuple'>"]
    case 'string':
      return typeof value === 'string' ? undefined : ["<class 'str'>"]
    case 'integer':
    case 'long':
      return isInteger(value) ? undefined : ["<class 'int'>"]
    case 'float':
    case 'double':
      if (isInteger(value) || typeof value === 'number') return undefined
      return ["<class 'float'>", "<class 'decimal.Decimal'>", "<class 'int'>"]
    case 'boolean':
      return typeof value === 'boolean' ? undefined : ["<class 'bool'>"]
    case 'timestamp':
      return isTimestamp(value) ? undefined : ["<class 'datetime.datetime'>", 'timestamp-string']
    case 'blob':
      if (value instanceof Uint8Array || typeof value === 'string') return undefined
      return ["<class 'bytes'>", "<class 'bytearray'>", 'file-like object']
    case 'document':
      return undefined
  }
}

type Dictionary = Readonly<Record<string, unknown>>

function checkStructure(
  { members, union }: StructureShape,
  value: Dictionary,
  path: string,
  problems: string[],
): void {
  const place = named(path)
  const given = Object.keys(value).filter((name) => value[name] !== undefined)
  const names = [...members.keys()].join(', ')
  if (union && given.length === 0) {
    // The words run together like this in AWS CLI 2.36.
    problems.push(`Must set one of the following keys for tagged unionstructure ${place}: ${names}.`)
  } else if (union && given.length > 1) {
    problems.push(
      `Invalid number of parameters set for tagged union structure ${place}. ` +
        `Can only set one of the following keys: ${names}.`,
    )
  }
  for (const { name, required } of members.values()) {
    if (required && value[name] === undefined)
      problems.push(`Missing required parameter in ${place}: "${name}"`)
  }
  for (const name of given) {
    if (!members.has(name))
      problems.push(`Unknown parameter in ${place}: "${name}", must be one of: ${names}`)
  }
  for (const name of given) {
    const member = members.get(name)
    if (member) check(member.shape, value[name], `${path}.${name}`, problems)
  }
}

function checkMinimum(
  min: number | undefined,
  actual: number,
  what: 'length' | 'value',
  path: string,
  problems: string[],
): void {
  if (min === undefined || actual >= min) return
  problems.push(
    `Invalid ${what} for parameter ${named(path)}, value: ${pythonStr(actual)}, valid min ${what}: ${min}`,
  )
}

const named = (path: string): string => (path ? path.replace(/^\./, '') : 'input')

function isDictionary(value: unknown): value is Dictionary {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  )
}

// To Python a boolean is an integer.
const isInteger = (value: unknown): boolean =>
  typeof value === 'bigint' || typeof value === 'boolean' || Number.isInteger(value)

const isTimestamp = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && parseTimestamp(value) !== undefined)
