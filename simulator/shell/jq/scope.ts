import type { Definition, Node } from './syntax.ts'
import type { Value } from './values.ts'

/** What names stand for: variables, functions, and labels to break to. */
export type Scope =
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly value: Value
      readonly outer: Scope | undefined
    }
  | { readonly kind: 'label'; readonly name: string; readonly outer: Scope | undefined }
  | {
      readonly kind: 'function'
      readonly name: string
      readonly arity: number
      readonly params: readonly string[]
      readonly body: Node
      /** Where the body looks names up; its own name is known there, where nothing else is said. */
      readonly home: Scope | undefined
      readonly isArgument: boolean
      readonly outer: Scope | undefined
    }

export function define({ name, params, body }: Definition, outer: Scope | undefined): Scope {
  return {
    kind: 'function',
    name,
    arity: params.length,
    params,
    body,
    home: undefined,
    isArgument: false,
    outer,
  }
}

export const withVariable = (name: string, value: Value, outer: Scope | undefined): Scope => ({
  kind: 'variable',
  name,
  value,
  outer,
})

export type FunctionScope = Extract<Scope, { kind: 'function' }>

export function findFunction(
  name: string,
  arity: number,
  scope: Scope | undefined,
): FunctionScope | undefined {
  for (let at = scope; at; at = at.outer) {
    if (at.kind === 'function' && at.name === name && at.arity === arity) return at
  }
  return undefined
}

export function findVariable(name: string, scope: Scope | undefined) {
  for (let at = scope; at; at = at.outer) if (at.kind === 'variable' && at.name === name) return at
  return undefined
}

export function findLabel(name: string, scope: Scope | undefined): Scope | undefined {
  for (let at = scope; at; at = at.outer) if (at.kind === 'label' && at.name === name) return at
  return undefined
}
