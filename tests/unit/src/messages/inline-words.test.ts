import { parse } from 'svelte/compiler'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { filesIn, read } from '../../../house/sources.ts'

// Words that readers see come from the catalogue, so that they can be translated. What a build with odd letters does not
// come to, or shows among the content, is found in the sources: texts, and strings that a template shows or names things by.

const named = new Set(['aria-label', 'alt', 'placeholder', 'title'])
/** Of these, the text is no language: commands, keys, programs. Or it is content, and says so. */
const spoken = new Set(['code', 'kbd', 'pre', 'samp', 'script', 'style'])
const isWord = (text: string) => /\p{L}{2}/u.test(text.replace(/&\w+;/g, ''))

interface SvelteNode {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is SvelteNode =>
  typeof value === 'object' && value !== null && typeof (value as SvelteNode).type === 'string'

function wordsOfSvelte(source: string): string[] {
  const found: string[] = []
  const keep = (text: unknown) => typeof text === 'string' && isWord(text) && found.push(text.trim())
  /** What an expression comes to, where that is written in it. */
  const shown = (node: unknown): void => {
    if (!isNode(node)) return
    if (node.type === 'Literal') keep(node['value'])
    if (node.type === 'ConditionalExpression') for (const key of ['consequent', 'alternate']) shown(node[key])
    if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression') {
      const isJoined = node.type === 'LogicalExpression' || node['operator'] === '+'
      if (isJoined) for (const key of ['left', 'right']) shown(node[key])
    }
    if (node.type === 'TemplateLiteral')
      for (const part of node['quasis'] as { value: { cooked: string } }[]) keep(part.value.cooked)
  }
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one)
    if (!isNode(node)) return
    if (node.type === 'Text') keep(node['data'])
    else if (node.type === 'ExpressionTag') shown(node['expression'])
    else if (node.type === 'StyleDirective') return
    else if (node.type === 'Attribute') {
      if (named.has(node['name'] as string)) walk(node['value'])
    } else {
      const attributes = (node['attributes'] ?? []) as SvelteNode[]
      const isContent = attributes.some(({ name }) => name === 'data-content')
      if (spoken.has(node['name'] as string) || isContent) return
      const { expression: _, ...rest } = node
      for (const value of Object.values(rest)) walk(value)
    }
  }
  walk(parse(source, { modern: true }).fragment)
  return found
}

const joining = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

/** What is between an Astro page's frontmatter and its styles is JSX, but for tags that nothing closes. */
function wordsOfAstro(source: string): string[] {
  const template = source
    .replace(/^---[\s\S]*?\n---/, '')
    .replace(/<(style|script)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<!doctype[^>]*>/gi, '')
    .replace(/<(br|hr|img|input|link|meta)\b((?:[^>{]|\{[^}]*\})*?)\/?>/g, '<$1$2/>')
  const file = ts.createSourceFile(
    'page.tsx',
    `<>${template}</>`,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  )
  const found: string[] = []
  const keep = (text: string) => isWord(text) && found.push(text.trim())
  const shown = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) keep(node.text)
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(shown)
    else if (ts.isParenthesizedExpression(node)) shown(node.expression)
    else if (ts.isBinaryExpression(node) && joining.has(node.operatorToken.kind))
      [node.left, node.right].forEach(shown)
    else if (ts.isTemplateExpression(node))
      for (const part of [node.head, ...node.templateSpans.map(({ literal }) => literal)]) keep(part.text)
  }
  const walk = (node: ts.Node): void => {
    if (ts.isJsxText(node)) keep(node.text)
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) shown(node.expression)
    if (ts.isJsxAttribute(node)) {
      const { initializer } = node
      if (initializer && named.has(node.name.getText()))
        shown(ts.isJsxExpression(initializer) ? (initializer.expression ?? initializer) : initializer)
    }
    if (ts.isJsxElement(node)) {
      const { tagName, attributes } = node.openingElement
      if (spoken.has(tagName.getText())) return
      if (attributes.properties.some(({ name }) => name?.getText() === 'data-content')) return
    }
    ts.forEachChild(node, walk)
  }
  walk(file)
  return found
}

const components = filesIn('src').filter((file) => /\.(astro|svelte)$/.test(file))

describe('words are found', () => {
  it.each([
    ['in a text', '<p>Hello</p>', ['Hello']],
    ['in a name', '<p aria-label="Hello" class="some"></p>', ['Hello']],
    ['in what a template chooses', "<p>{isOpen ? 'Open' : said}</p>", ['Open']],
    ['in what a template joins', "<p title={of + ': all of it'}></p>", [': all of it']],
    [
      'but not in commands, signs, addresses and content',
      '<p><code>aws</code> → <a href="/a/b">{x}</a></p>',
      [],
    ],
    ['nor in what says that it is content', '<p data-content>Hopwise</p>', []],
  ])('%s', (_, source, expected) => {
    expect(wordsOfSvelte(source)).toEqual(expected)
    expect(wordsOfAstro(`---\nconst of = 'this'\n---\n${source}<br>`)).toEqual(expected)
  })
})

it('no component has words of its own', () => {
  expect(components.length).toBeGreaterThan(50)
  const found = components.flatMap((file) => {
    const words = (file.endsWith('.astro') ? wordsOfAstro : wordsOfSvelte)(read(file))
    return words.map((word) => `${file}: ${word}`)
  })
  expect(found, 'Give these a place in src/messages.').toEqual([])
})
