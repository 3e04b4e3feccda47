import { validation } from './errors.ts'
import { type ExpressionKind, Tokens } from './expression-tokens.ts'
import { type Path, valueAt } from './paths.ts'
import type { Placeholders } from './placeholders.ts'
import { compare, type Item, isEqual, keyText, membersOf, sizeOf, typeOf, type Value } from './values.ts'

// DynamoDB developer guide, Expressions.OperatorsAndFunctions.

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'size'; readonly path: Path }

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'compare'; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly of: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'function'; readonly name: FunctionName; readonly operands: readonly Operand[] }

const functions = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
} as const
type FunctionName = keyof typeof functions

const comparators: readonly string[] = ['=', '<>', '<=', '>=', '<', '>']

export function readCondition(text: string, kind: ExpressionKind, placeholders: Placeholders): Condition {
  const tokens = new Tokens(text, kind)
  const condition = readOr(tokens, placeholders)
  if (tokens.current.kind !== 'end') throw tokens.fault()
  return condition
}

function readOr(tokens: Tokens, names: Placeholders): Condition {
  let left = readAnd(tokens, names)
  while (tokens.takeWord('OR')) left = { kind: 'or', left, right: readAnd(tokens, names) }
  return left
}

function readAnd(tokens: Tokens, names: Placeholders): Condition {
  let left = readNot(tokens, names)
  while (tokens.takeWord('AND')) left = { kind: 'and', left, right: readNot(tokens, names) }
  return left
}

function readNot(tokens: Tokens, names: Placeholders): Condition {
  if (tokens.takeWord('NOT')) return { kind: 'not', inner: readNot(tokens, names) }
  if (tokens.takeSymbol('(') !== undefined) {
    const inner = readOr(tokens, names)
    tokens.expect(')')
    return inner
  }
  return readSimple(tokens, names)
}

function readSimple(tokens: Tokens, names: Placeholders): Condition {
  const { current, following } = tokens
  if (current.kind === 'name' && following.text === '(' && current.text !== 'size') {
    return readFunction(tokens, names)
  }
  const left = readOperand(tokens, names)
  const by = tokens.takeSymbol(...comparators)
  if (by !== undefined) {
    return { kind: 'compare', by: by as Comparator, left, right: readOperand(tokens, names) }
  }
  if (tokens.takeWord('BETWEEN')) {
    const low = readOperand(tokens, names)
    if (!tokens.takeWord('AND')) throw tokens.fault()
    return { kind: 'between', of: left, low, high: readOperand(tokens, names) }
  }
  if (tokens.takeWord('IN')) {
    tokens.expect('(')
    const list = [readOperand(tokens, names)]
    while (tokens.takeSymbol(',') !== undefined) list.push(readOperand(tokens, names))
    tokens.expect(')')
    return { kind: 'in', of: left, list }
  }
  throw tokens.fault()
}

function readFunction(tokens: Tokens, names: Placeholders): Condition {
  const { text } = tokens.take()
  if (!Object.hasOwn(functions, text)) {
    throw validation(`Invalid ${tokens.kind}: Invalid function name; function: ${text}`)
  }
  const name = text as FunctionName
  tokens.expect('(')
  const operands = [readOperand(tokens, names)]
  while (tokens.takeSymbol(',') !== undefined) operands.push(readOperand(tokens, names))
  tokens.expect(')')
  if (operands.length !== functions[name]) {
    throw validation(
      `Invalid ${tokens.kind}: Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    )
  }
  if (operands[0]!.kind !== 'path' && name.startsWith('attribute_')) {
    throw validation(
      `Invalid ${tokens.kind}: Operator or function requires a document path; operator or function: ${name}`,
    )
  }
  return { kind: 'function', name, operands }
}

function readOperand(tokens: Tokens, names: Placeholders): Operand {
  const { kind, text } = tokens.current
  if (kind === 'value') return { kind: 'value', value: names.value(tokens.take().text, tokens.kind) }
  if (kind === 'name' && text === 'size' && tokens.following.text === '(') {
    tokens.take()
    tokens.expect('(')
    const path = names.readPath(tokens)
    tokens.expect(')')
    return { kind: 'size', path }
  }
  return { kind: 'path', path: names.readPath(tokens) }
}

export function holds(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item)
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item)
    case 'not':
      return !holds(condition.inner, item)
    case 'compare':
      return compares(condition.by, evaluate(condition.left, item), evaluate(condition.right, item))
    case 'between': {
      const value = evaluate(condition.of, item)
      return (
        compares('>=', value, evaluate(condition.low, item)) &&
        compares('<=', value, evaluate(condition.high, item))
      )
    }
    case 'in': {
      const value = evaluate(condition.of, item)
      return condition.list.some((one) => compares('=', value, evaluate(one, item)))
    }
    case 'function':
      return call(condition.name, condition.operands, item)
  }
}

function evaluate(operand: Operand, item: Item): Value | undefined {
  if (operand.kind === 'value') return operand.value
  const value = valueAt(item, operand.path)
  if (operand.kind === 'path') return value
  const size = value && lengthOf(value)
  return size === undefined ? undefined : { N: String(size) }
}

/** What `size` counts: characters are bytes, sets, lists and maps their members. */
function lengthOf(value: Value): number | undefined {
  const type = typeOf(value)
  if (type === 'S' || type === 'B') return sizeOf(value)
  if (type === 'L') return value.L!.length
  if (type === 'M') return Object.keys(value.M!).length
  return type === 'SS' || type === 'NS' || type === 'BS' ? membersOf(value).size : undefined
}

/** What is not there compares with nothing, but is unequal to everything. */
function compares(by: Comparator, left: Value | undefined, right: Value | undefined): boolean {
  if (by === '<>') return !(left && right && isEqual(left, right))
  if (!left || !right) return false
  if (by === '=') return isEqual(left, right)
  const order = compare(left, right)
  if (order === undefined) return false
  if (by === '<') return order < 0
  if (by === '<=') return order <= 0
  return by === '>' ? order > 0 : order >= 0
}

function call(name: FunctionName, [first, second]: readonly Operand[], item: Item): boolean {
  const value = evaluate(first!, item)
  if (name === 'attribute_exists') return value !== undefined
  if (name === 'attribute_not_exists') return value === undefined
  const other = second && evaluate(second, item)
  if (!value || !other) return false
  if (name === 'attribute_type') return typeOf(value) === other.S
  if (name === 'begins_with') return begins(value, other)
  if (typeOf(value) === 'S') return other.S !== undefined && value.S!.includes(other.S)
  if (value.L) return value.L.some((one) => isEqual(one, other))
  const members = membersOf(value)
  const [type = '', text = ''] = [keyText(other).slice(0, 1), keyText(other).slice(1)]
  return typeOf(value) === `${type}S` && members.has(text)
}

export function begins(value: Value, start: Value): boolean {
  if (value.S !== undefined && start.S !== undefined) return value.S.startsWith(start.S)
  return value.B && start.B ? keyText(value).startsWith(keyText(start)) : false
}
