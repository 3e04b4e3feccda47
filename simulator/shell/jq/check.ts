import { define, findFunction, findLabel, findVariable, type Scope, withVariable } from './scope.ts'
import type { Definition, Node, Pattern } from './syntax.ts'
import { CompileError } from './tokens.ts'

type Knows = (name: string) => boolean

/** Refuses names that nobody has defined, before anything runs. */
export function check(node: Node, scope: Scope | undefined, isNative: Knows): void {
  const inside = (part: Node | undefined, within = scope): void => {
    if (part) check(part, within, isNative)
  }
  switch (node.kind) {
    case 'call': {
      const name = `${node.name}/${node.args.length}`
      if (!findFunction(node.name, node.args.length, scope) && !isNative(name))
        throw new CompileError(`${name} is not defined`)
      for (const arg of node.args) inside(arg)
      break
    }
    case 'variable':
      if (node.name !== 'ENV' && !findVariable(node.name, scope))
        throw new CompileError(`$${node.name} is not defined`)
      break
    case 'break':
      if (!findLabel(node.name, scope)) throw new CompileError(`$*label-${node.name} is not defined`)
      break
    case 'label':
      inside(node.body, { kind: 'label', name: node.name, outer: scope })
      break
    case 'define': {
      const own = define(node.definition, scope)
      checkDefinition(node.definition, own, isNative)
      inside(node.body, own)
      break
    }
    case 'bind': {
      inside(node.source)
      let within = scope
      for (const pattern of node.patterns) within = declared(pattern, within)
      inside(node.body, within)
      break
    }
    case 'reduce':
    case 'foreach': {
      inside(node.source)
      inside(node.start)
      const within = declared(node.pattern, scope)
      inside(node.update, within)
      if (node.kind === 'foreach') inside(node.extract, within)
      break
    }
    default:
      for (const part of partsOf(node)) inside(part)
  }
}

/** What is inside a node, and knows the same names. */
function partsOf(node: Node): readonly (Node | undefined)[] {
  switch (node.kind) {
    case 'text':
      return node.parts.filter((part) => typeof part !== 'string')
    case 'if':
      return [...node.cases.flat(), node.otherwise]
    case 'object':
      return node.fields.flat()
    case 'index':
      return [node.of, node.by]
    case 'slice':
      return [node.of, node.from, node.to]
    case 'iterate':
    case 'negate':
    case 'array':
      return [node.of]
    case 'try':
      return [node.body, node.handler]
    case 'pipe':
    case 'comma':
    case 'and':
    case 'or':
    case 'alternative':
    case 'binary':
    case 'assign':
      return [node.left, node.right]
    default:
      return []
  }
}

export function checkDefinition({ params, body }: Definition, own: Scope, isNative: Knows): void {
  let within = own
  for (const param of params) within = withParameter(param, within)
  check(body, within, isNative)
}

/** The names that a pattern gives values to. */
export function declared(pattern: Pattern, scope: Scope | undefined): Scope | undefined {
  if (pattern.kind === 'variable') return withVariable(pattern.name, null, scope)
  let within = scope
  if (pattern.kind === 'array') {
    for (const part of pattern.parts) within = declared(part, within)
    return within
  }
  for (const { variable, value } of pattern.fields) {
    if (variable !== undefined) within = withVariable(variable, null, within)
    if (value) within = declared(value, within)
  }
  return within
}

function withParameter(param: string, outer: Scope): Scope {
  const name = param.replace(/^\$/, '')
  return {
    kind: 'function',
    name,
    arity: 0,
    params: [],
    body: { kind: 'identity' },
    home: undefined,
    isArgument: true,
    outer: param.startsWith('$') ? withVariable(name, null, outer) : outer,
  }
}
