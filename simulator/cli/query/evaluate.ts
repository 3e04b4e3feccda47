// What JMESPath expressions mean (jmespath.org, "Specification"), with the extra that the AWS CLI's library
// has: strings can be ordered. An expression becomes one function, made once and run on each page.

import { CliError } from '../errors.ts'
import { emptyMap, isList, isMap, type Value } from '../output/values.ts'
import { made } from './budget.ts'
import { compare } from './compare.ts'
import { callFunction, type Evaluated, Expression } from './functions.ts'
import type { Node } from './parse.ts'

type Evaluate = (value: Value) => Value

export function compileNode(node: Node): Evaluate {
  switch (node.kind) {
    case 'identity':
      return (value) => value
    case 'field':
      return (value) => (isMap(value) && Object.hasOwn(value, node.name) ? (value[node.name] ?? null) : null)
    case 'literal':
      return () => node.value
    case 'index':
      return (value) => (isList(value) ? (value.at(node.index) ?? null) : null)
    case 'slice':
      return (value) => (isList(value) ? sliceList(value, node) : null)
    case 'chain': {
      const steps = node.steps.map(compileNode)
      return (value) => steps.reduce((current, step) => step(current), value)
    }
    case 'flatten': {
      const of = compileNode(node.of)
      return (value) => flatten(of(value))
    }
    case 'projection': {
      const of = compileNode(node.of)
      const each = compileNode(node.each)
      return (value) => collect(of(value), each)
    }
    case 'values': {
      const of = compileNode(node.of)
      const each = compileNode(node.each)
      return (value) => {
        const map = of(value)
        return isMap(map) ? collect(Object.values(map), each) : null
      }
    }
    case 'filter': {
      const of = compileNode(node.of)
      const each = compileNode(node.each)
      const when = compileNode(node.when)
      return (value) => {
        const list = of(value)
        if (!isList(list)) return null
        return collect(
          list.filter((item) => isTrue(when(item))),
          each,
        )
      }
    }
    case 'compare': {
      const left = compileNode(node.left)
      const right = compileNode(node.right)
      return (value) => compare(node.by, left(value), right(value))
    }
    case 'or': {
      const left = compileNode(node.left)
      const right = compileNode(node.right)
      return (value) => {
        const first = left(value)
        return isTrue(first) ? first : right(value)
      }
    }
    case 'and': {
      const left = compileNode(node.left)
      const right = compileNode(node.right)
      return (value) => {
        const first = left(value)
        return isTrue(first) ? right(value) : first
      }
    }
    case 'not': {
      const of = compileNode(node.of)
      return (value) => !isTrue(of(value))
    }
    case 'list': {
      const items = node.items.map(compileNode)
      return (value) => (value === null ? null : made(items.map((item) => item(value))))
    }
    case 'hash': {
      const entries = node.entries.map(([key, item]) => [key, compileNode(item)] as const)
      return (value) => {
        if (value === null) return null
        const map = emptyMap()
        for (const [key, item] of entries) map[key] = item(value)
        return made(map)
      }
    }
    case 'call': {
      const args = node.args.map(compileArgument)
      return (value) => {
        const result = callFunction(
          node.name,
          args.map((arg) => arg(value)),
        )
        return isList(result) || isMap(result) ? made(result) : result
      }
    }
    case 'expression':
      // Outside a call there is nothing that could use it.
      return () => null
  }
}

function compileArgument(node: Node): (value: Value) => Evaluated {
  if (node.kind !== 'expression') return compileNode(node)
  const expression = new Expression(compileNode(node.of))
  return () => expression
}

function collect(list: Value, each: Evaluate): Value {
  if (!isList(list)) return null
  const found: Value[] = []
  for (const item of list) {
    const result = each(item)
    if (result !== null) found.push(result)
  }
  return made(found)
}

function flatten(list: Value): Value {
  if (!isList(list)) return null
  const flat: Value[] = []
  for (const item of list) {
    if (isList(item)) for (const inner of item) flat.push(inner)
    else flat.push(item)
  }
  return made(flat)
}

interface Slice {
  readonly start?: number
  readonly stop?: number
  readonly step?: number
}

function sliceList(list: readonly Value[], { start, stop, step = 1 }: Slice): Value {
  if (step === 0) throw new CliError('slice step cannot be zero')
  const size = list.length
  const lowest = step > 0 ? 0 : -1
  const highest = step > 0 ? size : size - 1
  const bound = (place: number | undefined, otherwise: number) => {
    if (place === undefined) return otherwise
    return Math.min(Math.max(place < 0 ? place + size : place, lowest), highest)
  }
  const from = bound(start, step > 0 ? lowest : highest)
  const to = bound(stop, step > 0 ? highest : lowest)
  const taken: Value[] = []
  for (let i = from; step > 0 ? i < to : i > to; i += step) taken.push(list[i] as Value)
  return taken
}

/** JMESPath's truth: only null, false and what is empty are false; 0 is true. */
function isTrue(value: Value): boolean {
  if (value === null || value === false || value === '') return false
  if (isList(value)) return value.length > 0
  return isMap(value) ? Object.keys(value).length > 0 : true
}
