import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

// The statements of a client's declarations, found by name.

export interface Declared {
  readonly text: string
  readonly nodes: readonly ts.TypeElement[]
  readonly doc: string
}

export interface Declarations {
  readonly structures: Map<string, Declared>
  readonly unions: Map<string, { doc: string; members: Declared[] }>
  readonly enums: Map<string, readonly string[]>
  readonly errors: Map<string, 'client' | 'server'>
}

export function readModels(folder: string): Declarations {
  const found: Declarations = {
    structures: new Map(),
    unions: new Map(),
    enums: new Map(),
    errors: new Map(),
  }
  for (const file of readdirSync(folder).sort()) {
    if (!/^(models_\d+|enums|errors)\.d\.ts$/.test(file)) continue
    const source = parse(join(folder, file))
    const { text } = source
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement)) {
        found.structures.set(statement.name.text, {
          text,
          nodes: [...statement.members],
          doc: docOf(statement, text),
        })
      } else if (ts.isClassDeclaration(statement) && statement.name) {
        // Errors are structures too, and event streams carry them.
        const nodes = statement.members.filter((node) =>
          ts.isPropertyDeclaration(node),
        ) as unknown as ts.TypeElement[]
        found.errors.set(statement.name.text, faultOf(statement))
        found.structures.set(statement.name.text, { text, nodes, doc: docOf(statement, text) })
      } else if (ts.isVariableStatement(statement)) {
        for (const { name, type } of statement.declarationList.declarations) {
          if (type && ts.isTypeLiteralNode(type) && ts.isIdentifier(name))
            found.enums.set(name.text, literals(type))
        }
      } else if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        const members = statement.body.statements
          .filter((inner) => ts.isInterfaceDeclaration(inner))
          .filter((inner) => inner.name.text !== '$UnknownMember' && inner.name.text.endsWith('Member'))
          .map((inner) => ({ text, nodes: [...inner.members], doc: docOf(inner, text) }))
        const doc = found.unions.get(statement.name.text)?.doc ?? ''
        found.unions.set(statement.name.text, { doc, members })
      } else if (ts.isTypeAliasDeclaration(statement) && !found.unions.has(statement.name.text)) {
        found.unions.set(statement.name.text, { doc: docOf(statement, text), members: [] })
      }
    }
  }
  return found
}

function faultOf(error: ts.ClassDeclaration): 'client' | 'server' {
  const fault = error.members.find((member) => member.name?.getText() === '$fault')
  return fault && ts.isPropertyDeclaration(fault) && fault.type?.getText() === '"server"'
    ? 'server'
    : 'client'
}

function literals(type: ts.TypeLiteralNode): string[] {
  const values: string[] = []
  for (const member of type.members) {
    if (!ts.isPropertySignature(member) || !member.type || !ts.isLiteralTypeNode(member.type)) continue
    if (ts.isStringLiteral(member.type.literal)) values.push(member.type.literal.text)
  }
  return values
}

export const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)

export const docOf = (node: ts.Node, text: string): string => withoutTags(commentOf(node, text))

export function commentOf(node: ts.Node, text: string): string {
  const range = ts.getLeadingCommentRanges(text, node.pos)?.at(-1)
  if (!range) return ''
  return text.slice(range.pos + 3, range.end - 2).replace(/^[ \t]*\* ?/gm, '')
}

export const withoutTags = (comment: string): string =>
  comment.replace(/^@(public|internal|enum|deprecated)\b.*$/gm, '').trim()
