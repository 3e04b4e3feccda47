import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { type Plugin, parseAst } from 'vite'
import { root } from '../commands.ts'

// A bundler loads a file whole, and a family's file holds what every world wants, its records, beside what few commands
// want, its operations. For browsers each declaration of the simulator becomes a module of its own, so that each comes
// with what asks for it. Nothing of this is seen in the sources.
//
// Declarations that want one another stay together in their order, and so do those that write to the same variable. A
// file that does something by being loaded is left whole.

const simulator = path.join(root, 'simulator') + path.sep
const mark = '?declarations='

export function splitDeclarations(): Plugin {
  const files = new Map<string, readonly string[]>()
  return {
    name: 'split-declarations',
    enforce: 'pre',
    resolveId: (source) => (source.includes(mark) && path.isAbsolute(source) ? source : undefined),
    load(id) {
      const [file = '', number] = id.split(mark)
      if (number !== undefined) return made(files.get(file)?.[Number(number)] ?? '')
      if (!file.startsWith(simulator) || !file.endsWith('.ts')) return undefined
      const split = splitFile(file, readFileSync(file, 'utf8'))
      if (!split) return undefined
      files.set(file, split.parts)
      return made(split.whole)
    },
  }
}

const made = (code: string) => ({ code, map: null, moduleSideEffects: false })

export interface Split {
  /** What stands for the file: it offers what its parts hold. */
  readonly whole: string
  readonly parts: readonly string[]
}

/** Undefined where there is nothing to split. */
export function splitFile(file: string, source: string): Split | undefined {
  const code = stripTypeScriptTypes(source)
  const { body } = parseAst(code) as unknown as { readonly body: readonly Statement[] }
  const imports = new Map<string, string>()
  const declared = new Map<string, number>()
  const exported = new Map<string, string>()
  const passedOn: string[] = []
  const pieces: Piece[] = []
  for (const statement of body) {
    const text = code.slice(statement.start, statement.end)
    if (statement.type === 'ImportDeclaration') {
      if (!statement.specifiers?.length) return undefined
      for (const one of statement.specifiers) imports.set(one.local.name, importOf(one, statement))
      continue
    }
    if (statement.type === 'ExportAllDeclaration' || (isExport(statement) && statement.source)) {
      passedOn.push(text)
      continue
    }
    if (isExport(statement) && !statement.declaration) {
      for (const { local, exported: as } of statement.specifiers ?? []) exported.set(as.name, local.name)
      continue
    }
    const declaration = isExport(statement) ? statement.declaration! : statement
    const names = namesOf(declaration)
    if (!names) return undefined
    for (const name of names) {
      declared.set(name, pieces.length)
      if (isExport(statement)) exported.set(name, name)
    }
    pieces.push({
      names,
      text: code.slice(declaration.start, declaration.end),
      ...mentionedIn(declaration),
    })
  }
  if (pieces.length < 2) return undefined
  const groups = groupsOf(pieces, declared)
  const groupOf = (name: string) =>
    groups.findIndex((group) => group.some((piece) => piece.names.includes(name)))
  const parts = groups.map((group, own) => {
    const mentioned = new Set(group.flatMap((piece) => [...piece.mentions]))
    const lines = [...mentioned].flatMap((name) => {
      const imported = imports.get(name)
      if (imported !== undefined) return [imported]
      const other = declared.has(name) ? groupOf(name) : own
      return other === own ? [] : [`import { ${name} } from ${JSON.stringify(`${file}${mark}${other}`)}`]
    })
    const names = group.flatMap((piece) => piece.names)
    return [...lines, ...group.map((piece) => piece.text), `export { ${names.join(', ')} }`].join('\n')
  })
  const offers = [...exported].map(([as, name]) => {
    const from = imports.get(name)
    if (from !== undefined) return `${from}\nexport { ${name} as ${as} }`
    return `export { ${name} as ${as} } from ${JSON.stringify(`${file}${mark}${groupOf(name)}`)}`
  })
  return { whole: [...passedOn, ...offers].join('\n'), parts }
}

interface Named {
  readonly name: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

interface Statement extends Node {
  readonly source?: { readonly raw: string } | null
  readonly attributes?: readonly {
    readonly key: Named & { readonly value?: string }
    readonly value: { readonly raw: string }
  }[]
  readonly specifiers?: readonly Specifier[]
  readonly declaration?: Statement | null
  readonly declarations?: readonly { readonly id: Node & Partial<Named> }[]
  readonly id?: Named | null
}

interface Specifier extends Node {
  readonly local: Named
  readonly imported?: Named
  readonly exported: Named
}

interface Piece {
  readonly names: readonly string[]
  readonly text: string
  readonly mentions: ReadonlySet<string>
  /** What it writes to. */
  readonly writes: ReadonlySet<string>
}

const isExport = ({ type }: Statement): boolean => type === 'ExportNamedDeclaration'

function importOf({ type, local, imported }: Specifier, { source, attributes }: Statement): string {
  const what =
    type === 'ImportNamespaceSpecifier'
      ? `* as ${local.name}`
      : type === 'ImportDefaultSpecifier'
        ? local.name
        : `{ ${imported!.name} as ${local.name} }`
  const how = attributes?.length
    ? ` with { ${attributes.map(({ key, value }) => `${key.name}: ${value.raw}`).join(', ')} }`
    : ''
  return `import ${what} from ${source!.raw}${how}`
}

/** What a statement declares; undefined for one that does something else, or takes something apart. */
function namesOf({ type, id, declarations }: Statement): readonly string[] | undefined {
  if (type === 'FunctionDeclaration' || type === 'ClassDeclaration') return id ? [id.name] : undefined
  if (type !== 'VariableDeclaration') return undefined
  const names = declarations!.map((one) => one.id.name)
  return names.every((name) => name !== undefined) ? names : undefined
}

/** Every name in it that may be one of the file's: those of members and of properties are not. */
export function mentionedIn(node: Node): Pick<Piece, 'mentions' | 'writes'> {
  const mentions = new Set<string>()
  const writes = new Set<string>()
  const visit = (one: unknown, into: Set<string>): void => {
    if (Array.isArray(one)) for (const each of one) visit(each, into)
    if (typeof one !== 'object' || one === null || !('type' in one)) return
    const { type, ...parts } = one as Node & Readonly<Record<string, unknown>>
    if (type === 'Identifier') into.add((one as unknown as Named).name)
    const isPlain = parts['computed'] === false
    for (const [name, part] of Object.entries(parts)) {
      if (type === 'MemberExpression' && name === 'property' && isPlain) continue
      if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(type) && name === 'key' && isPlain) continue
      visit(part, into)
    }
    if (type === 'AssignmentExpression') visit(parts['left'], writes)
    if (type === 'UpdateExpression') visit(parts['argument'], writes)
  }
  visit(node, mentions)
  return { mentions, writes }
}

/** Pieces that stay together, in the order of the file. */
function groupsOf(
  pieces: readonly Piece[],
  declared: ReadonlyMap<string, number>,
): readonly (readonly Piece[])[] {
  const links = pieces.map(
    ({ mentions }) => new Set([...mentions].flatMap((name) => declared.get(name) ?? [])),
  )
  // Whoever writes to a variable is one with it.
  for (const [i, { writes }] of pieces.entries())
    for (const name of writes) {
      const at = declared.get(name)
      if (at !== undefined) links[at]!.add(i)
    }
  const reached = links.map((_, from) => reachedFrom(from, links))
  const taken = new Set<number>()
  return pieces.flatMap((_, i) => {
    if (taken.has(i)) return []
    const together = pieces.flatMap((piece, other) => {
      const isTogether = other === i || (reached[i]!.has(other) && reached[other]!.has(i))
      if (!isTogether) return []
      taken.add(other)
      return [piece]
    })
    return [together]
  })
}

function reachedFrom(from: number, links: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const seen = new Set<number>()
  const next = [from]
  for (let at = next.pop(); at !== undefined; at = next.pop())
    for (const to of links[at]!) {
      if (seen.has(to)) continue
      seen.add(to)
      next.push(to)
    }
  return seen
}
