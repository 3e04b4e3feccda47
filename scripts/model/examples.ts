import ts from 'typescript'
import type { NumberKind, ServiceFact, Type } from './ir.ts'

// Each command of a client comes with an example of its input and its output, generated from AWS's model.
// It tells what the declared types do not: `Number("long")` from `Number("int")`, and in which order AWS lists
// the values of an enum.

export interface Example {
  readonly structure: string
  readonly text: string
}

export function applyExamples(service: ServiceFact, examples: readonly Example[]): void {
  const kinds = new Map<string, NumberKind>()
  for (const example of examples) readExample(service, example, kinds)
  for (const { name, members } of service.structures.values()) {
    for (const member of members) member.type = withNumberKinds(member.type, `${name}.${member.name}`, kinds)
  }
}

function withNumberKinds(type: Type, path: string, kinds: ReadonlyMap<string, NumberKind>): Type {
  if (type.kind === 'integer') return { kind: kinds.get(path) ?? 'integer' }
  if (type.kind === 'list') return { ...type, member: withNumberKinds(type.member, `${path}[]`, kinds) }
  if (type.kind === 'map') return { ...type, value: withNumberKinds(type.value, `${path}{}`, kinds) }
  return type
}

const kindsByWord: Readonly<Record<string, NumberKind>> = {
  int: 'integer',
  long: 'long',
  float: 'float',
  double: 'double',
}

/**
 * Walks an example beside the structure that it is an example of. Puts enums in order, and notes the kind of each
 * number under its path: `Tag.Size`, `Tag.Sizes[]`, `Tag.Sizes{}`.
 */
function readExample(service: ServiceFact, example: Example, kinds: Map<string, NumberKind>): void {
  const text = `const example = ${example.text}`
  const source = ts.createSourceFile('example.ts', text, ts.ScriptTarget.Latest, false)
  const [statement] = source.statements
  if (!statement || !ts.isVariableStatement(statement)) return
  const value = statement.declarationList.declarations[0]?.initializer
  if (value) walk({ kind: 'structure', name: example.structure }, '', value)

  function walk(type: Type, path: string, node: ts.Expression): void {
    if (type.kind === 'structure') {
      walkStructure(type.name, node)
    } else if (type.kind === 'list' && ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) walk(type.member, `${path}[]`, element)
    } else if (type.kind === 'map' && ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (ts.isPropertyAssignment(property)) walk(type.value, `${path}{}`, property.initializer)
      }
    } else if (type.kind === 'integer' && ts.isCallExpression(node)) {
      const [word] = node.arguments
      const kind = word && ts.isStringLiteral(word) ? kindsByWord[word.text] : undefined
      if (kind) kinds.set(path, kind)
    } else if (type.kind === 'string' && type.enum && ts.isBinaryExpression(node)) {
      order(service, type.enum, alternatives(node))
    }
  }

  function walkStructure(name: string, node: ts.Expression): void {
    if (!ts.isObjectLiteralExpression(node)) return
    const members = new Map(service.structures.get(name)?.members.map((member) => [member.name, member.type]))
    for (const property of node.properties) {
      if (!ts.isPropertyAssignment(property)) continue
      const key =
        ts.isIdentifier(property.name) || ts.isStringLiteral(property.name) ? property.name.text : ''
      const type = members.get(key)
      if (type) walk(type, `${name}.${key}`, property.initializer)
    }
  }
}

/** The texts of `"a" || "b" || "c"`. */
function alternatives(node: ts.BinaryExpression): string[] {
  const texts: string[] = []
  let rest: ts.Expression = node
  while (ts.isBinaryExpression(rest)) {
    if (ts.isStringLiteral(rest.right)) texts.unshift(rest.right.text)
    rest = rest.left
  }
  if (ts.isStringLiteral(rest)) texts.unshift(rest.text)
  return texts
}

function order(service: ServiceFact, name: string, texts: readonly string[]): void {
  const declared = service.enums.get(name)!
  if (texts.length === declared.length && declared.every((value) => texts.includes(value))) {
    service.enums.set(name, texts)
  }
}
