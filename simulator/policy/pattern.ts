import { type ContextKeys, variableValue } from './context.ts'

// Texts of a policy that stand for many: with `*`, `?` and, since version 2012-10-17, variables such as
// `${aws:username}`. They are read once into units, and matching goes along the units without backtracking
// further than the last `*`.

/** A character's code, or one of the two wildcards. */
type Unit = number
const anyRun: Unit = -1
const anyOne: Unit = -2
const colon = 58

type Part = readonly Unit[] | Variable

interface Variable {
  readonly key: string
  readonly name: string
  /** What stands in for a key that the request does not have: `${aws:userid, 'anonymous'}`. */
  readonly instead: string | undefined
}

export interface Pattern {
  readonly text: string
  /** Names of the keys that its variables read. */
  readonly variables: readonly string[]
  /** Without variables: the whole pattern. */
  readonly units: readonly Unit[] | undefined
  readonly parts: readonly Part[]
}

export interface Reading {
  readonly wildcards: boolean
  readonly variables: boolean
}

export function readPattern(text: string, { wildcards, variables }: Reading): Pattern {
  const parts: Part[] = []
  let rest = 0
  const literal = (until: number) => {
    if (until > rest) parts.push(unitsOf(text.slice(rest, until), wildcards))
  }
  if (variables) {
    for (const found of text.matchAll(variablePattern)) {
      const [whole, special, name = '', instead] = found
      if (!special && !name.trim()) continue
      literal(found.index)
      rest = found.index + whole.length
      parts.push(special ? [special.charCodeAt(0)] : variableOf(name.trim(), instead))
    }
  }
  literal(text.length)
  const named = parts.filter((part): part is Variable => !Array.isArray(part))
  return {
    text,
    variables: named.map(({ name }) => name),
    units: named.length ? undefined : (parts as Unit[][]).flat(),
    parts,
  }
}

// IAM user guide, reference_policies_variables: `${*}`, `${?}` and `${$}` are the characters themselves.
const variablePattern = /\$\{(?:([*?$])|([^{},']+)(?:,\s*'([^']*)'\s*)?)\}/g

const variableOf = (name: string, instead: string | undefined): Variable => ({
  key: name.toLowerCase(),
  name,
  instead,
})

function unitsOf(text: string, wildcards: boolean): Unit[] {
  const units: Unit[] = []
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (wildcards && text[i] === '*') {
      if (units.at(-1) !== anyRun) units.push(anyRun)
    } else units.push(wildcards && text[i] === '?' ? anyOne : code)
  }
  return units
}

/** Its units for one request, or undefined when a variable has no value there. What a variable brings is literal. */
export function resolve(pattern: Pattern, keys: ContextKeys): readonly Unit[] | undefined {
  if (pattern.units) return pattern.units
  const units: Unit[] = []
  for (const part of pattern.parts) {
    if (isUnits(part)) {
      units.push(...part)
      continue
    }
    const value = variableValue(keys, part.key) ?? part.instead
    if (value === undefined) return undefined
    units.push(...unitsOf(value, false))
  }
  return units
}

const isUnits = (part: Part): part is readonly Unit[] => Array.isArray(part)

export function matches(units: readonly Unit[], text: string): boolean {
  return matchesWithin(units, 0, units.length, text, 0, text.length)
}

/** Whether some units match some part of a text. On a mismatch the last `*` takes one character more. */
function matchesWithin(
  units: readonly Unit[],
  from: number,
  to: number,
  text: string,
  start: number,
  end: number,
): boolean {
  let unit = from
  let at = start
  let star = -1
  let resume = 0
  while (at < end) {
    const wanted = unit < to ? units[unit] : undefined
    if (wanted === anyRun) {
      star = unit++
      resume = at
    } else if (wanted === anyOne || wanted === text.charCodeAt(at)) {
      unit++
      at++
    } else if (star >= 0) {
      unit = star + 1
      at = ++resume
    } else return false
  }
  while (unit < to && units[unit] === anyRun) unit++
  return unit === to
}

/**
 * Compares ARN with ARN, part by part: a wildcard never reaches over one of the first five colons.
 * IAM user guide, reference_policies_elements_condition_operators, "ARN condition operators".
 */
export function matchesArn(units: readonly Unit[], text: string, completes = false): boolean {
  if (units.length === 1 && units[0] === anyRun) return true
  let unit = 0
  let at = 0
  for (let part = 0; part < 5; part++) {
    const textEnd = text.indexOf(':', at)
    if (textEnd < 0) return false
    const unitEnd = units.indexOf(colon, unit)
    if (unitEnd < 0) {
      // IAM user guide, reference_policies_elements_resource: an ARN with too few parts is completed with `*`.
      return completes && matchesWithin(units, unit, units.length, text, at, textEnd) && isArn(text)
    }
    if (!matchesWithin(units, unit, unitEnd, text, at, textEnd)) return false
    unit = unitEnd + 1
    at = textEnd + 1
  }
  return matchesWithin(units, unit, units.length, text, at, text.length)
}

const isArn = (text: string) => text.split(':', 6).length === 6
