import { parseAst } from 'vite'
import { mentionedIn } from './split-declarations.ts'

// Builtins of bash (`declare`, `read`, `help` with all of its texts …) are a good part of just-bash, and no line of `aws`
// wants one. Who dispatches them may wait, so browsers get them in a piece of their own, when one is first run.

/** Those that every shell starts with (`startScript` in simulator/shell/terminal.ts), and is asked by behind each line. */
const atOnce = ['shopt', 'declare', 'set', 'exit']

/** How the two halves import one another. */
interface Addresses {
  readonly early: string
  readonly late: string
}

export function splitBuiltins(
  code: string,
  addresses: Addresses,
): { readonly early: string; readonly late: string } {
  const statements = (parseAst(code) as unknown as { readonly body: readonly Statement[] }).body
  const pieces = statements.flatMap(piecesOf)
  const dispatcher = pieces.find(({ node }) => code.slice(node.start, node.end).includes('`bash:builtin:'))
  const calls = dispatcher ? dispatchedIn(dispatcher.node, code) : []
  const late = wantedOnlyBy(new Set(calls.map(({ name }) => name)), pieces, dispatcher)
  const cut = calls.filter(({ name }) => late.has(name))
  if (!cut.length) throw new Error('just-bash has changed: scripts/site/late-builtins.ts.')

  const left = replaced(code, [
    ...cut.map(({ name, start, end }) => ({ start, end, text: `(await needBuiltins()).${name}` })),
    ...statements.flatMap((statement) => without(late, statement, code)),
  ])
  const moved = pieces.filter(({ name }) => late.has(name))
  const wanted = new Set(moved.flatMap(({ mentions }) => [...mentions]))
  const shared = pieces.flatMap(({ name }) => (wanted.has(name) && !late.has(name) ? [name] : []))
  return {
    early: `${left}
const needBuiltins = () => import(${JSON.stringify(addresses.late)})
export { ${shared.map((name) => `${name} as early_${name}`).join(', ')} }`,
    late: `import { ${shared.map((name) => `early_${name} as ${name}`).join(', ')} } from ${JSON.stringify(addresses.early)}
${moved.map(({ node, isVariable }) => `${isVariable ? 'var ' : ''}${code.slice(node.start, node.end)}`).join('\n')}
export { ${[...new Set(cut.map(({ name }) => name))].join(', ')} }`,
  }
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

interface Declared extends Node {
  readonly id: { readonly name?: string } | null
}

interface Statement extends Declared {
  readonly declarations?: readonly Declared[]
  readonly specifiers?: readonly { readonly local: { readonly name: string } }[]
}

/** What a name at the top stands for; no name: something that is done, or offered to others. */
interface Piece {
  readonly name: string
  readonly node: Node
  readonly isVariable: boolean
  readonly mentions: ReadonlySet<string>
  readonly writes: ReadonlySet<string>
}

function piecesOf(statement: Statement): readonly Piece[] {
  const piece = (node: Node, name = '', isVariable = false): Piece => ({
    name,
    node,
    isVariable,
    ...mentionedIn(node),
  })
  const { type, id, declarations = [], specifiers = [] } = statement
  if (type === 'ImportDeclaration')
    return specifiers.map(({ local: { name } }) => ({ ...piece(statement, name), mentions: new Set() }))
  if (type === 'VariableDeclaration') return declarations.map((one) => piece(one, one.id?.name, true))
  return [piece(statement, type.endsWith('Declaration') ? id?.name : undefined)]
}

interface Call {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The functions that `if (name === "…") return f(…)` hands on to. */
function dispatchedIn(dispatcher: Node, code: string): readonly Call[] {
  const text = code.slice(dispatcher.start, dispatcher.end)
  const found = [...text.matchAll(/if\(((?:\w+==="[^"]+"(?:\|\||&&)?)+)[^()]*\)return (?:await )?(\w+)\(/g)]
  const calls = found.map(([all, test = '', name = '']) => ({ all, test, name }))
  const kept = new Set(
    calls.filter(({ test }) => atOnce.some((one) => test.includes(`"${one}"`))).map(({ name }) => name),
  )
  return found.flatMap((match) => {
    const [all, , name = ''] = match
    // A name that is found elsewhere, too, cannot be moved.
    const uses = [...text.matchAll(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, 'g'))].length
    if (kept.has(name) || uses !== calls.filter((one) => one.name === name).length) return []
    const end = dispatcher.start + match.index + all.length - 1
    return [{ name, start: end - name.length, end }]
  })
}

/** Names that nobody wants but those who are given, if the dispatcher does not count. */
function wantedOnlyBy(
  given: ReadonlySet<string>,
  pieces: readonly Piece[],
  dispatcher: Piece | undefined,
): ReadonlySet<string> {
  const byName = new Map(pieces.map((piece) => [piece.name, piece]))
  const early = new Set<Piece>()
  const keep = (piece: Piece | undefined) => {
    if (!piece || early.has(piece)) return
    early.add(piece)
    for (const name of piece.mentions) if (piece !== dispatcher || !given.has(name)) keep(byName.get(name))
  }
  for (const piece of pieces) if (!piece.name || piece.node.type === 'ImportDeclaration') keep(piece)
  // What is imported cannot be written to.
  for (let before = -1; before !== early.size; ) {
    before = early.size
    for (const piece of pieces)
      if ([...piece.writes].some((name) => early.has(byName.get(name)!))) keep(piece)
  }
  return new Set(pieces.flatMap((piece) => (early.has(piece) ? [] : [piece.name])))
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A statement without what has these names. */
function without(names: ReadonlySet<string>, statement: Statement, code: string): readonly Edit[] {
  const { type, start, end, declarations = [] } = statement
  if (type !== 'VariableDeclaration') {
    const isGone = /^(Function|Class)Declaration$/.test(type) && names.has(statement.id?.name ?? '')
    return isGone ? [{ start, end, text: '' }] : []
  }
  const left = declarations.filter(({ id }) => !names.has(id?.name ?? ''))
  if (left.length === declarations.length) return []
  const texts = left.map((one) => code.slice(one.start, one.end))
  return [{ start, end, text: texts.length ? `var ${texts.join(',')};` : '' }]
}

const replaced = (code: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code)
