import { anyText, type Pattern, patternOf } from '../../kernel/wildcards.ts'
import { invalid } from './errors.ts'

// CloudWatch Logs user guide, FilterAndPatternSyntax: terms, `{ $.member = value }` for JSON, `[a, b = 1]` for columns.

export type Matcher = (message: string) => boolean

export function filterPattern(pattern: string): Matcher {
  const text = pattern.trim()
  if (text === '') return () => true
  if (text.startsWith('{')) return jsonPattern(text)
  if (text.startsWith('[')) return columnPattern(text)
  return termPattern(text)
}

/** `ERROR "not found" -debug ?a ?b`: all of them, none of those with a minus, one of those with a question mark. */
function termPattern(text: string): Matcher {
  const terms = [...text.matchAll(/([-?]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign, quoted, bare]) => ({
    sign,
    term: (quoted ?? bare ?? '').replace(/\\(.)/g, '$1'),
  }))
  const optional = terms.filter(({ sign }) => sign === '?')
  const others = terms.filter(({ sign }) => sign !== '?')
  return (message) =>
    others.every(({ sign, term }) => message.includes(term) === (sign !== '-')) &&
    (!optional.length || optional.some(({ term }) => message.includes(term)))
}

const comparison = /^(\S+)\s*(!=|<=|>=|=|<|>)\s*(.+)$/

/** Compares as numbers where both are; otherwise as text, in which `*` stands for any text. */
function compare(found: unknown, operator: string, wanted: string): boolean {
  const text = wanted.trim().replace(/^"(.*)"$/, '$1')
  const [a, b] = [Number(found), Number(text)]
  const areNumbers = found !== '' && found !== null && !Number.isNaN(a) && !Number.isNaN(b)
  const equal = areNumbers ? a === b : wildcard(text).test(String(found))
  switch (operator) {
    case '=':
      return equal
    case '!=':
      return !equal
    case '<':
      return areNumbers && a < b
    case '<=':
      return areNumbers && a <= b
    case '>':
      return areNumbers && a > b
    default:
      return areNumbers && a >= b
  }
}

const wildcard = (text: string): Pattern =>
  patternOf([...text].map((sign) => (sign === '*' ? anyText : sign)))

/** Reads of a line what a metric filter of that pattern names: `$.member` of JSON, `$bytes` of columns. */
export function readerOf(pattern: string): (message: string, selector: string) => unknown {
  const text = pattern.trim()
  if (!text.startsWith('[')) return (message, selector) => read(documentIn(message), selector)
  const columns = columnsOf(text)
  return (message, selector) => {
    const fields = fieldsOf(message)
    const at = columns.findIndex((column) => /^[^\s=!<>]+/.exec(column)?.[0] === selector.slice(1))
    const rest = columns.indexOf('...')
    return at < 0 ? undefined : fields[rest >= 0 && at > rest ? fields.length - columns.length + at : at]
  }
}

/** Undefined where the line is no JSON. */
function documentIn(message: string): unknown {
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}

/** Conditions joined by `&&` and `||`; `&&` binds closer. */
function jsonPattern(text: string): Matcher {
  if (!text.endsWith('}')) throw invalid('Invalid filter pattern')
  const body = text.slice(1, -1).replace(/[()]/g, ' ')
  const alternatives = body
    .split('||')
    .map((part) => part.split('&&').map((one) => jsonCondition(one.trim())))
  return (message) => {
    const document = documentIn(message)
    // What is no JSON matches no JSON pattern.
    if (document === undefined) return false
    return alternatives.some((conditions) => conditions.every((holds) => holds(document)))
  }
}

function jsonCondition(text: string): (document: unknown) => boolean {
  const existence = /^(\$\S+)\s+(NOT EXISTS|EXISTS|IS NULL|IS TRUE|IS FALSE)$/i.exec(text)
  if (existence) {
    const [, path = '', word = ''] = existence
    const wanted = { 'IS NULL': null, 'IS TRUE': true, 'IS FALSE': false }[word.toUpperCase()]
    if (wanted !== undefined) return (document) => read(document, path) === wanted
    return (document) => (read(document, path) !== undefined) === (word.toUpperCase() === 'EXISTS')
  }
  const [, path, operator = '', value = ''] = comparison.exec(text) ?? []
  if (!path?.startsWith('$')) throw invalid('Invalid filter pattern')
  return (document) => {
    const found = read(document, path)
    return found !== undefined && compare(found, operator, value)
  }
}

/** `$.a.b[0]` in a document. */
function read(document: unknown, path: string): unknown {
  let value = document
  for (const [, name, index] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[name ?? index ?? '']
  }
  return value
}

/** Names for the columns of a line, with conditions on some: how flow logs are searched. */
function columnPattern(text: string): Matcher {
  if (!text.endsWith(']')) throw invalid('Invalid filter pattern')
  const columns = columnsOf(text)
  const rest = columns.indexOf('...')
  return (message) => {
    const fields = fieldsOf(message)
    if (rest < 0 && fields.length !== columns.length) return false
    return columns.every((column, i) => {
      if (column === '...') return true
      const at = rest >= 0 && i > rest ? fields.length - columns.length + i : i
      const conditions = column.split('||').map((part) => part.split('&&').map((one) => one.trim()))
      return conditions.some((all) => all.every((one) => columnHolds(one, fields[at])))
    })
  }
}

const columnsOf = (text: string): string[] =>
  text
    .slice(1, -1)
    .split(',')
    .map((column) => column.trim())

const fieldsOf = (message: string): string[] =>
  [...message.matchAll(/"([^"]*)"|\[([^\]]*)\]|(\S+)/g)].map(
    ([, quoted, bracketed, bare]) => quoted ?? bracketed ?? bare ?? '',
  )

function columnHolds(condition: string, field: string | undefined): boolean {
  if (field === undefined) return false
  const [, , operator, value = ''] = comparison.exec(condition) ?? []
  return operator === undefined || compare(field, operator, value)
}
