import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import { packLimits } from './limits.ts'
import type { Problem } from './problem.ts'

// YAML as far as packs need it: plain data. Anchors, aliases, tags and merge keys, which make a small text into a large
// value or a strange one, are refused.

export interface ReadYaml {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Where in the file the value at a path stands; the nearest one around it where there is none such. */
  locate(path: readonly PropertyKey[]): { readonly line: number; readonly column: number }
}

/** What plain data is of, whether or not somebody says so. */
const plainTags: ReadonlySet<string> = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((kind) => `tag:yaml.org,2002:${kind}`),
)

const mostMarks = 2000

/** Nobody reads more of them. */
const mostTold = 200

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

export function readYaml(file: string, text: string): ReadYaml {
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col: column } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, column) }
  }
  // Each of them is told below; a text of nothing else would take the library long.
  if ((text.match(/(?:^|[\s[{,])[&*]\S/gm)?.length ?? 0) > mostMarks) {
    const found = `more than ${mostMarks} signs of anchors and aliases`
    const problem = { file, line: 1, column: 1, found, expected: 'plain data' }
    return { value: undefined, problems: [problem], locate: () => ({ line: 1, column: 1 }) }
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    // Counted below: the library compares each key with each other one.
    uniqueKeys: false,
    schema: 'core',
    merge: false,
    version: '1.2',
  })
  const problems: Problem[] = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    file,
    ...place(pos[0]),
    found: message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'something else',
    expected: 'YAML',
  }))
  const complain = (node: Node | null | undefined, found: string, expected: string, hint?: string) =>
    problems.push({
      file,
      ...place(node?.range?.[0] ?? 0),
      found,
      expected,
      ...(hint !== undefined && { hint }),
    })
  let nodes = 0
  visit(document, (_, node, parents) => {
    if (isPair(node)) {
      const key = isScalar(node.key) ? node.key.value : undefined
      const at = isNode(node.key) ? node.key : undefined
      if (typeof key !== 'string')
        complain(at, 'a key that is no text', 'a word as the key', 'Put it in quotes.')
      else if (forbiddenKeys.has(key)) complain(at, `the key ${key}`, 'another name')
      else if (key === '<<') complain(at, 'a merge key', 'plain data')
      return undefined
    }
    if (!isNode(node)) return undefined
    if (++nodes > packLimits.yamlNodes) {
      complain(node, `more than ${packLimits.yamlNodes} values`, 'less in one file')
      return visit.BREAK
    }
    if (isMap(node)) {
      const keys = node.items.map(({ key }) => (isScalar(key) ? key.value : key))
      if (new Set(keys).size < keys.length) {
        const seen = new Set<unknown>()
        for (const [i, key] of keys.entries()) {
          const again = node.items[i]?.key
          if (seen.has(key))
            complain(isNode(again) ? again : node, `the key ${String(key)} twice`, 'unique keys')
          seen.add(key)
        }
      }
    }
    if (isAlias(node))
      complain(node, `the alias *${node.source}`, 'plain data', 'Write out what it stands for.')
    else if (node.anchor !== undefined) complain(node, `the anchor &${node.anchor}`, 'plain data')
    if (node.tag !== undefined && !plainTags.has(node.tag))
      complain(node, `the tag ${node.tag}`, 'plain data')
    if (parents.length > packLimits.yamlDepth * 2) {
      complain(node, `values inside each other more than ${packLimits.yamlDepth} deep`, 'fewer')
      return visit.BREAK
    }
    return undefined
  })
  return {
    value: problems.length ? undefined : document.toJS({ maxAliasCount: 0 }),
    problems: problems.slice(0, mostTold),
    locate: (path) => place(offsetOf(document, path)),
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      if (!pair) return offset
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else return offset
  }
  return offset
}
