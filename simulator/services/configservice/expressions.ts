import { AwsError } from '../../api/error.ts'
import { anyCharacter, anyText, patternOf } from '../../kernel/wildcards.ts'

// Config developer guide, querying-AWS-resources: a small part of SQL over configuration items.

interface Query {
  readonly fields: readonly string[]
  /** The resource types that it asks for by name. */
  readonly types: readonly string[] | undefined
  readonly matches: (item: object) => boolean
  readonly select: (item: object) => object
}

type Condition = { readonly field: string; readonly operator: string; readonly values: readonly string[] }

const invalid = (why: string) => new AwsError('InvalidExpressionException', why)

export function readExpression(expression: string): Query {
  const [, list = '', where] =
    /^\s*SELECT\s+([\s\S]+?)(?:\s+WHERE\s+([\s\S]+?))?\s*;?\s*$/i.exec(expression) ?? []
  if (list === '') throw invalid('The expression must have the form SELECT properties WHERE conditions.')
  if (/\b(GROUP|ORDER)\s+BY\b|\bOR\b|\(\s*\*\s*\)/i.test(expression.replace(/'[^']*'/g, ''))) {
    throw invalid('Grouping, ordering, counting and OR are not simulated.')
  }
  const fields = list.split(',').map((field) => field.trim())
  const wrong = fields.find((field) => !/^(\*|[A-Za-z][A-Za-z0-9_.]*)$/.test(field))
  if (wrong !== undefined) throw invalid(`Properties cannot be selected: ${wrong}`)
  const conditions = where === undefined ? [] : readConditions(where)
  const named = conditions.find(
    ({ field, operator }) => field === 'resourceType' && /^(=|IN)$/.test(operator),
  )
  return {
    fields,
    types: named?.values,
    matches: (item) => conditions.every((condition) => holds(item, condition)),
    select: (item) => (fields.includes('*') ? item : pickFields(item, fields)),
  }
}

const condition =
  /^\s*([A-Za-z][A-Za-z0-9_.]*)\s*(=|<>|!=|LIKE\b|IN\b)\s*('(?:[^']|'')*'|-?\d+(?:\.\d+)?|true|false|\(([^()]*)\))\s*/i

function readConditions(where: string): Condition[] {
  const conditions: Condition[] = []
  let rest = where
  for (;;) {
    const found = condition.exec(rest)
    if (!found) throw invalid(`The conditions cannot be read: ${rest.trim()}`)
    const [text, field = '', operator = '', value = '', list] = found
    const values = [...(list ?? value).matchAll(/'((?:[^']|'')*)'|([^\s,']+)/g)].map(([, quoted, bare]) =>
      (quoted ?? bare ?? '').replaceAll("''", "'"),
    )
    conditions.push({ field, operator: operator.toUpperCase(), values })
    rest = rest.slice(text.length)
    if (rest.trim() === '') return conditions
    const [and] = /^AND\b/i.exec(rest) ?? []
    if (and === undefined) throw invalid(`AND was expected: ${rest.trim()}`)
    rest = rest.slice(and.length)
  }
}

/** All values at a path; in a list, those of every item. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [name, ...rest] = path
  if (name === undefined) return value === undefined ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return valuesAt((value as Record<string, unknown>)[name], rest)
}

function holds(item: object, { field, operator, values }: Condition): boolean {
  const found = valuesAt(item, field.split('.')).map(String)
  if (operator === 'LIKE') {
    // The guide: % and _ at the end or within; text is compared without regard to case.
    const pattern = patternOf(
      [...(values[0] ?? '')].map((sign) => (sign === '%' ? anyText : sign === '_' ? anyCharacter : sign)),
      { ignoresCase: true },
    )
    return found.some((value) => pattern.test(value))
  }
  const isThere = found.some((value) => values.includes(value))
  return operator === '=' || operator === 'IN' ? isThere : !isThere
}

/** The properties selected, nested as they are in the item. */
function pickFields(item: object, fields: readonly string[]): object {
  const picked: Record<string, unknown> = {}
  for (const field of fields) {
    const path = field.split('.')
    let from: unknown = item
    let into = picked
    for (const [i, name] of path.entries()) {
      if (typeof from !== 'object' || from === null || Array.isArray(from)) break
      from = (from as Record<string, unknown>)[name]
      if (from === undefined) break
      if (i === path.length - 1) into[name] = from
      else {
        const inner = (into[name] ?? {}) as Record<string, unknown>
        into[name] = inner
        into = inner
      }
    }
  }
  return picked
}
