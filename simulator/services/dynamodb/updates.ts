import { addNumbers, negative } from './decimals.ts'
import { validation } from './errors.ts'
import { Tokens } from './expression-tokens.ts'
import { type Path, pathText, valueAt, withoutPaths, withValue } from './paths.ts'
import type { Placeholders } from './placeholders.ts'
import { type Item, membersOf, typeOf, type Value } from './values.ts'

// DynamoDB developer guide, Expressions.UpdateExpressions.

type Term =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'if-not-exists'; readonly path: Path; readonly otherwise: Term }
  | { readonly kind: 'append'; readonly first: Term; readonly second: Term }
  | { readonly kind: 'sum'; readonly sign: '+' | '-'; readonly left: Term; readonly right: Term }

export interface Update {
  readonly set: readonly { readonly path: Path; readonly term: Term }[]
  readonly remove: readonly Path[]
  readonly add: readonly { readonly path: Path; readonly value: Value }[]
  readonly delete: readonly { readonly path: Path; readonly value: Value }[]
}

const clauses = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const

export function readUpdate(text: string, placeholders: Placeholders): Update {
  const tokens = new Tokens(text, 'UpdateExpression')
  const update = {
    set: [] as { path: Path; term: Term }[],
    remove: [] as Path[],
    add: [] as { path: Path; value: Value }[],
    delete: [] as { path: Path; value: Value }[],
  }
  const seen = new Set<string>()
  while (tokens.current.kind !== 'end') {
    const clause = clauses.find((word) => tokens.isWord(word))
    if (!clause) throw tokens.fault()
    if (seen.has(clause)) {
      throw validation(
        `Invalid UpdateExpression: The "${clause}" section can only be used once in an update expression;`,
      )
    }
    seen.add(clause)
    tokens.take()
    do {
      const path = placeholders.readPath(tokens)
      if (clause === 'SET') {
        tokens.expect('=')
        update.set.push({ path, term: readSum(tokens, placeholders) })
      } else if (clause === 'REMOVE') update.remove.push(path)
      else {
        if (tokens.current.kind !== 'value') throw tokens.fault()
        const value = placeholders.value(tokens.take().text, 'UpdateExpression')
        checkOperand(clause, value)
        update[clause === 'ADD' ? 'add' : 'delete'].push({ path, value })
      }
    } while (tokens.takeSymbol(',') !== undefined)
  }
  checkOverlaps(pathsOf(update))
  return update
}

function checkOperand(clause: 'ADD' | 'DELETE', value: Value): void {
  const type = typeOf(value)
  const fits = /^(SS|NS|BS)$/.test(type) || (clause === 'ADD' && type === 'N')
  if (fits) return
  const names: Partial<Record<string, string>> = {
    S: 'STRING',
    B: 'BINARY',
    N: 'NUMBER',
    L: 'LIST',
    M: 'MAP',
  }
  throw validation(
    `Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ${clause}, operand type: ${names[type] ?? type}, typeSet: ALLOWED_FOR_${clause}_OPERAND`,
  )
}

export const pathsOf = (update: Update): Path[] => [
  ...update.set.map(({ path }) => path),
  ...update.remove,
  ...update.add.map(({ path }) => path),
  ...update.delete.map(({ path }) => path),
]

function checkOverlaps(paths: readonly Path[]): void {
  for (const [i, one] of paths.entries()) {
    for (const other of paths.slice(i + 1)) {
      const common = Math.min(one.length, other.length)
      if (one.slice(0, common).every((step, at) => step === other[at])) {
        throw validation(
          `Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(other)}`,
        )
      }
    }
  }
}

function readSum(tokens: Tokens, names: Placeholders): Term {
  const left = readTerm(tokens, names)
  const sign = tokens.takeSymbol('+', '-')
  if (sign === undefined) return left
  return { kind: 'sum', sign: sign as '+' | '-', left, right: readTerm(tokens, names) }
}

function readTerm(tokens: Tokens, names: Placeholders): Term {
  const { kind, text } = tokens.current
  if (kind === 'value') return { kind: 'value', value: names.value(tokens.take().text, tokens.kind) }
  if (kind !== 'name' || tokens.following.text !== '(') return { kind: 'path', path: names.readPath(tokens) }
  if (text !== 'if_not_exists' && text !== 'list_append') {
    throw validation(`Invalid UpdateExpression: Invalid function name; function: ${text}`)
  }
  tokens.take()
  tokens.expect('(')
  if (text === 'if_not_exists') {
    const path = names.readPath(tokens)
    tokens.expect(',')
    const otherwise = readTerm(tokens, names)
    tokens.expect(')')
    return { kind: 'if-not-exists', path, otherwise }
  }
  const first = readTerm(tokens, names)
  tokens.expect(',')
  const second = readTerm(tokens, names)
  tokens.expect(')')
  return { kind: 'append', first, second }
}

/** The item after the update. What is read in it is what was there before. */
export function applyUpdate(update: Update, before: Item): Item {
  const values = update.set.map(({ path, term }) => ({ path, value: evaluate(term, before) }))
  let item = before
  for (const { path, value } of values) item = withValue(item, path, value)
  for (const { path, value } of update.add) item = withValue(item, path, added(valueAt(before, path), value))
  const emptied: Path[] = []
  for (const { path, value } of update.delete) {
    const left = withoutMembers(valueAt(before, path), value)
    if (left === 'empty') emptied.push(path)
    else if (left) item = withValue(item, path, left)
  }
  const gone = [...update.remove, ...emptied]
  return gone.length ? withoutPaths(item, gone) : item
}

function evaluate(term: Term, item: Item): Value {
  switch (term.kind) {
    case 'value':
      return term.value
    case 'path': {
      const value = valueAt(item, term.path)
      if (value) return value
      throw validation('The provided expression refers to an attribute that does not exist in the item')
    }
    case 'if-not-exists':
      return valueAt(item, term.path) ?? evaluate(term.otherwise, item)
    case 'append': {
      const [first, second] = [evaluate(term.first, item), evaluate(term.second, item)]
      if (!first.L || !second.L) throw wrongType()
      return { L: [...first.L, ...second.L] }
    }
    case 'sum': {
      const [left, right] = [evaluate(term.left, item), evaluate(term.right, item)]
      if (left.N === undefined || right.N === undefined) throw wrongType()
      return { N: addNumbers(left.N, term.sign === '+' ? right.N : negative(right.N)) }
    }
  }
}

const wrongType = () => validation('An operand in the update expression has an incorrect data type')

function added(value: Value | undefined, more: Value): Value {
  if (!value) return more
  if (typeOf(value) !== typeOf(more)) throw wrongType()
  if (more.N !== undefined) return { N: addNumbers(value.N!, more.N) }
  if (more.SS) return { SS: [...new Set([...value.SS!, ...more.SS])] }
  if (more.NS) return { NS: [...new Set([...value.NS!, ...more.NS])] }
  const known = membersOf(value)
  return { BS: [...value.BS!, ...more.BS!.filter((one) => !known.has([...membersOf({ BS: [one] })][0]!))] }
}

function withoutMembers(value: Value | undefined, gone: Value): Value | 'empty' | undefined {
  if (!value) return undefined
  const type = typeOf(value)
  if (type !== typeOf(gone)) throw wrongType()
  const names = membersOf(gone)
  const left =
    type === 'BS'
      ? { BS: value.BS!.filter((one) => !names.has([...membersOf({ BS: [one] })][0]!)) }
      : type === 'SS'
        ? { SS: value.SS!.filter((one) => !names.has(one)) }
        : { NS: value.NS!.filter((one) => !names.has(one)) }
  return membersOf(left).size ? left : 'empty'
}
