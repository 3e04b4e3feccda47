import { declared } from './check.ts'
import { formatted } from './formats.ts'
import { Halt, type Item, Nowhere, step, type World } from './items.ts'
import { arithmetic, compareBy } from './operators.ts'
import { deletePaths, getPath, indexed, iterated, type Path, setPath, sliced } from './paths.ts'
import {
  define,
  type FunctionScope,
  findFunction,
  findLabel,
  findVariable,
  type Scope,
  withVariable,
} from './scope.ts'
import type { Node, Pattern } from './syntax.ts'
import { isTrue, JqError, told, type Value } from './values.ts'

// A program is run by walking its tree. What a node gives is a stream of items: values, and where they are, wherever
// somebody wants to know that, as `path` and assignments do.

type Items = Generator<Item, void>

/** A function that is not written in jq. */
export type Native = (run: Run, args: readonly Node[], item: Item, scope: Scope | undefined) => Items

const plain = (value: Value): Item => ({ value })

class Break extends Error {
  readonly label: Scope

  constructor(label: Scope) {
    super('break')
    this.label = label
  }
}

/** Far above what any answer of AWS takes; without it a program that never ends would never be interrupted. */
const mostSteps = 5_000_000

export class Run {
  readonly world: World
  readonly #natives: ReadonlyMap<string, Native>
  #steps = 0

  constructor(world: World, natives: ReadonlyMap<string, Native>) {
    this.world = world
    this.#natives = natives
  }

  *values(node: Node, value: Value, scope: Scope | undefined): Generator<Value, void> {
    for (const item of this.items(node, plain(value), scope)) yield item.value
  }

  /** Where a program points to. */
  *paths(node: Node, value: Value, scope: Scope | undefined): Generator<Path, void> {
    for (const { path } of this.items(node, { value, path: [] }, scope)) yield path!
  }

  /** Counts what is done. */
  spend(): void {
    if (++this.#steps > mostSteps) throw new Halt(5, `jq: limit exceeded: ${mostSteps} steps\n`)
  }

  *items(node: Node, item: Item, scope: Scope | undefined): Items {
    this.spend()
    switch (node.kind) {
      case 'identity':
        yield item
        return
      case 'constant':
        yield this.#made(node.value, item)
        return
      case 'pipe':
        for (const one of this.items(node.left, item, scope)) yield* this.items(node.right, one, scope)
        return
      case 'comma':
        yield* this.items(node.left, item, scope)
        yield* this.items(node.right, item, scope)
        return
      case 'index':
        for (const of of this.items(node.of, item, scope))
          for (const by of this.values(node.by, item.value, scope)) yield step(of, by, indexed(of.value, by))
        return
      case 'slice':
        yield* this.#slice(node, item, scope)
        return
      case 'iterate':
        for (const of of this.items(node.of, item, scope))
          for (const [key, value] of iterated(of.value)) yield step(of, key, value)
        return
      case 'recurse':
        yield* recursed(item)
        return
      case 'call':
        yield* this.#call(node.name, node.args, item, scope)
        return
      case 'variable':
        yield this.#made(this.#variable(node.name, scope), item)
        return
      case 'bind':
        yield* this.#bind(node, item, scope)
        return
      case 'define':
        yield* this.items(node.body, item, define(node.definition, scope))
        return
      case 'if':
        yield* this.#condition(node.cases, node.otherwise, item, scope)
        return
      case 'alternative':
        yield* this.#alternative(node.left, node.right, item, scope)
        return
      case 'try':
        yield* this.#try(node.body, node.handler, item, scope)
        return
      case 'reduce':
        yield* this.#reduce(node, item, scope)
        return
      case 'foreach':
        yield* this.#foreach(node, item, scope)
        return
      case 'assign':
        for (const value of this.#assigned(node.operator, node.left, node.right, item.value, scope))
          yield this.#made(value, item)
        return
      case 'label':
        yield* this.#label(node.name, node.body, item, scope)
        return
      case 'break':
        throw new Break(findLabel(node.name, scope)!)
      default:
        for (const value of this.#computed(node, item.value, scope)) yield this.#made(value, item)
    }
  }

  /** What is made anew is nowhere: whoever asks for its path asks in vain, unless it is what was there. */
  #made(value: Value, { path }: Item): Item {
    if (path === undefined) return { value }
    return { value, path: new Nowhere(value) as unknown as Path }
  }

  *#computed(node: Node, value: Value, scope: Scope | undefined): Generator<Value, void> {
    switch (node.kind) {
      case 'and':
      case 'or':
        for (const left of this.values(node.left, value, scope)) {
          if (isTrue(left) === (node.kind === 'or')) yield node.kind === 'or'
          else for (const right of this.values(node.right, value, scope)) yield isTrue(right)
        }
        return
      case 'binary':
        for (const right of this.values(node.right, value, scope))
          for (const left of this.values(node.left, value, scope)) yield operated(node.operator, left, right)
        return
      case 'negate':
        for (const one of this.values(node.of, value, scope)) {
          if (typeof one !== 'number') throw new JqError(`${told(one)} cannot be negated`)
          yield -one
        }
        return
      case 'array':
        yield node.of ? [...this.values(node.of, value, scope)] : []
        return
      case 'object':
        yield* this.#object(node.fields, value, scope)
        return
      case 'text':
        yield* this.#text(node.parts, node.format, value, scope)
        return
      case 'format':
        yield formatted(node.name, value)
        return
      default:
        throw new Error(`jq: ${node.kind} is not known`)
    }
  }

  *#object(
    fields: readonly (readonly [Node, Node])[],
    value: Value,
    scope: Scope | undefined,
    at = 0,
    made: ReadonlyMap<string, Value> = new Map(),
  ): Generator<Value, void> {
    const field = fields[at]
    if (!field) {
      yield made
      return
    }
    for (const key of this.values(field[0], value, scope)) {
      if (typeof key !== 'string') throw new JqError(`Object keys must be strings`)
      for (const one of this.values(field[1], value, scope))
        yield* this.#object(fields, value, scope, at + 1, new Map([...made, [key, one]]))
    }
  }

  *#text(
    parts: readonly (string | Node)[],
    format: string | undefined,
    value: Value,
    scope: Scope | undefined,
    at = 0,
  ): Generator<string, void> {
    const part = parts[at]
    if (part === undefined) {
      yield ''
      return
    }
    const heads =
      typeof part === 'string'
        ? [part]
        : [...this.values(part, value, scope)].map((one) => formatted(format ?? 'text', one))
    for (const rest of this.#text(parts, format, value, scope, at + 1))
      for (const head of heads) yield head + rest
  }

  *#slice({ of, from, to }: Extract<Node, { kind: 'slice' }>, item: Item, scope: Scope | undefined): Items {
    for (const one of this.items(of, item, scope))
      for (const end of to ? this.values(to, item.value, scope) : [null])
        for (const start of from ? this.values(from, item.value, scope) : [null]) {
          const by = new Map<string, Value>([
            ['start', start],
            ['end', end],
          ])
          yield step(one, by, sliced(one.value, start, end))
        }
  }

  #variable(name: string, scope: Scope | undefined): Value {
    if (name === 'ENV') return this.world.env
    return findVariable(name, scope)?.value ?? null
  }

  *#bind(
    { source, patterns, body }: Extract<Node, { kind: 'bind' }>,
    item: Item,
    scope: Scope | undefined,
  ): Items {
    const all =
      patterns.length > 1
        ? patterns.reduce<Scope | undefined>((within, one) => declared(one, within), scope)
        : scope
    for (const value of this.values(source, item.value, scope)) {
      for (const [i, pattern] of patterns.entries()) {
        try {
          for (const within of this.#matched(pattern, value, all)) yield* this.items(body, item, within)
          break
        } catch (error) {
          if (!(error instanceof JqError) || i === patterns.length - 1) throw error
        }
      }
    }
  }

  *#matched(pattern: Pattern, value: Value, scope: Scope | undefined): Generator<Scope | undefined, void> {
    if (pattern.kind === 'variable') {
      yield withVariable(pattern.name, value, scope)
      return
    }
    const parts: readonly { variable?: string; key: Node; value?: Pattern }[] =
      pattern.kind === 'object'
        ? pattern.fields
        : pattern.parts.map((one, i) => ({ key: { kind: 'constant', value: i }, value: one }))
    if (pattern.kind === 'array' && value !== null && !Array.isArray(value)) indexed(value, 0)
    yield* this.#matchedParts(parts, value, scope, 0)
  }

  *#matchedParts(
    parts: readonly { variable?: string; key: Node; value?: Pattern }[],
    value: Value,
    scope: Scope | undefined,
    at: number,
  ): Generator<Scope | undefined, void> {
    const part = parts[at]
    if (!part) {
      yield scope
      return
    }
    for (const key of this.values(part.key, value, scope)) {
      if (typeof key === 'object') throw new JqError(`Cannot index ${told(value)}`)
      const found = indexed(value, key)
      const named = part.variable === undefined ? scope : withVariable(part.variable, found, scope)
      for (const within of part.value ? this.#matched(part.value, found, named) : [named])
        yield* this.#matchedParts(parts, value, within, at + 1)
    }
  }

  *#condition(
    cases: readonly (readonly [Node, Node])[],
    otherwise: Node | undefined,
    item: Item,
    scope: Scope | undefined,
    at = 0,
  ): Items {
    const one = cases[at]
    if (!one) {
      if (otherwise) yield* this.items(otherwise, item, scope)
      else yield item
      return
    }
    for (const value of this.values(one[0], item.value, scope)) {
      if (isTrue(value)) yield* this.items(one[1], item, scope)
      else yield* this.#condition(cases, otherwise, item, scope, at + 1)
    }
  }

  *#alternative(left: Node, right: Node, item: Item, scope: Scope | undefined): Items {
    let hasAny = false
    try {
      for (const one of this.items(left, item, scope)) {
        if (!isTrue(one.value)) continue
        hasAny = true
        yield one
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error
    }
    if (!hasAny) yield* this.items(right, item, scope)
  }

  *#try(body: Node, handler: Node | undefined, item: Item, scope: Scope | undefined): Items {
    const items = this.items(body, item, scope)
    for (;;) {
      let next: IteratorResult<Item, void>
      try {
        next = items.next()
      } catch (error) {
        if (!(error instanceof JqError)) throw error
        if (handler) yield* this.items(handler, this.#made(error.value, item), scope)
        return
      }
      if (next.done) return
      yield next.value
    }
  }

  *#reduce(
    { source, pattern, start, update }: Extract<Node, { kind: 'reduce' }>,
    item: Item,
    scope: Scope | undefined,
  ): Items {
    for (const first of this.items(start, item, scope)) {
      let state: Item = first
      for (const value of this.values(source, item.value, scope))
        for (const within of this.#matched(pattern, value, scope)) {
          let last: Item | undefined
          for (const one of this.items(update, state, within)) last = one
          state = last ?? this.#made(null, item)
        }
      yield state
    }
  }

  *#foreach(
    { source, pattern, start, update, extract }: Extract<Node, { kind: 'foreach' }>,
    item: Item,
    scope: Scope | undefined,
  ): Items {
    for (const first of this.items(start, item, scope)) {
      let state: Item = first
      for (const value of this.values(source, item.value, scope))
        for (const within of this.#matched(pattern, value, scope))
          for (const one of this.items(update, state, within)) {
            state = one
            if (extract) yield* this.items(extract, one, within)
            else yield one
          }
    }
  }

  *#assigned(
    operator: string,
    left: Node,
    right: Node,
    value: Value,
    scope: Scope | undefined,
  ): Generator<Value, void> {
    if (operator === '|=') {
      let result = value
      const gone: Path[] = []
      for (const path of [...this.paths(left, value, scope)]) {
        const { value: made, done } = this.values(right, getPath(result, path), scope).next()
        if (done) gone.push(path)
        else result = setPath(result, path, made)
      }
      yield gone.length ? deletePaths(result, gone) : result
      return
    }
    for (const by of this.values(right, value, scope)) {
      let result = value
      for (const path of [...this.paths(left, value, scope)]) {
        const old = operator === '=' ? null : getPath(result, path)
        const made =
          operator === '='
            ? by
            : operator === '//='
              ? isTrue(old)
                ? old
                : by
              : arithmetic(operator.slice(0, -1), old, by)
        result = setPath(result, path, made)
      }
      yield result
    }
  }

  *#label(name: string, body: Node, item: Item, scope: Scope | undefined): Items {
    const label: Scope = { kind: 'label', name, outer: scope }
    try {
      yield* this.items(body, item, label)
    } catch (error) {
      if (!(error instanceof Break) || error.label !== label) throw error
    }
  }

  *#call(name: string, args: readonly Node[], item: Item, scope: Scope | undefined): Items {
    const found = findFunction(name, args.length, scope)
    if (!found) {
      const native = this.#natives.get(`${name}/${args.length}`)!
      yield* native(this, args, item, scope)
      return
    }
    // An argument sees the names of whoever gave it.
    if (found.isArgument) {
      yield* this.items(found.body, item, found.home)
      return
    }
    yield* this.#entered(found, args, item, scope, found, 0)
  }

  *#entered(
    called: FunctionScope,
    args: readonly Node[],
    item: Item,
    scope: Scope | undefined,
    within: Scope,
    at: number,
  ): Items {
    const param = called.params[at]
    if (param === undefined) {
      yield* this.items(called.body, item, within)
      return
    }
    const arg = args[at]!
    if (!param.startsWith('$')) {
      const own: Scope = {
        kind: 'function',
        name: param,
        arity: 0,
        params: [],
        body: arg,
        home: scope,
        isArgument: true,
        outer: within,
      }
      yield* this.#entered(called, args, item, scope, own, at + 1)
      return
    }
    for (const value of this.values(arg, item.value, scope)) {
      const name = param.slice(1)
      const known = withVariable(name, value, within)
      const own: Scope = {
        kind: 'function',
        name,
        arity: 0,
        params: [],
        body: { kind: 'variable', name },
        home: known,
        isArgument: true,
        outer: known,
      }
      yield* this.#entered(called, args, item, scope, own, at + 1)
    }
  }
}

function* recursed(item: Item): Items {
  yield item
  if (item.value === null || typeof item.value !== 'object') return
  for (const [key, value] of iterated(item.value)) yield* recursed(step(item, key, value))
}

const operated = (operator: string, left: Value, right: Value): Value =>
  compareBy(operator, left, right) ?? arithmetic(operator, left, right)
