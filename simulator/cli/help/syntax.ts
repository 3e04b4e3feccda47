import type { Shape, StructureShape } from '../../api/model.ts'

/** The kind of a value as help names it. */
export function typeName(shape: Shape): string {
  if (shape.kind === 'structure') return shape.union ? 'tagged union structure' : 'structure'
  if (shape.kind === 'blob' && shape.streaming) return 'streaming blob'
  return shape.kind
}

/** How to write a value in the CLI's shorthand; undefined for what needs no syntax or has no shorthand. */
export function shorthandSyntax(shape: Shape): string | undefined {
  if (isScalar(shape)) return undefined
  if (shape.kind === 'list') {
    if (isScalar(shape.member)) return undefined
    const item = fields(shape.member, [])
    return item && `${item} ...`
  }
  return fields(shape, [])
}

/** Pairs, separated by commas. A structure inside itself has no shorthand. */
function fields(shape: Shape, within: readonly string[]): string | undefined {
  if (shape.kind === 'map') {
    const inner = nested(shape.value, within)
    return inner && `KeyName1=${inner},KeyName2=${inner}`
  }
  if (shape.kind !== 'structure' || within.includes(shape.name)) return undefined
  const pairs: string[] = []
  for (const member of shape.members.values()) {
    const inner = nested(member.shape, [...within, shape.name])
    if (inner === undefined) return undefined
    pairs.push(`${member.name}=${inner}`)
  }
  return pairs.length > 0 ? pairs.join(',') : undefined
}

function nested(shape: Shape, within: readonly string[]): string | undefined {
  if (shape.kind === 'list') {
    if (isScalar(shape.member)) return `${word(shape.member)},${word(shape.member)}`
    const item = nested(shape.member, within)
    return item && `[${item},${item}]`
  }
  if (shape.kind === 'structure' || shape.kind === 'map') {
    const inner = fields(shape, within)
    return inner && `{${inner}}`
  }
  return word(shape)
}

/** The lines of a JSON value of a shape; undefined for a scalar. */
export function jsonSyntax(shape: Shape): string[] | undefined {
  if (isScalar(shape) || (shape.kind === 'list' && isScalar(shape.member))) return undefined
  return jsonLines(shape, [])
}

function jsonLines(shape: Shape, within: readonly string[]): string[] {
  switch (shape.kind) {
    case 'structure':
      return structureLines(shape, within)
    case 'list':
      if (isScalar(shape.member)) return [`[${jsonLines(shape.member, within).join('')}, ...]`]
      return ['[', ...jsonLines(shape.member, within).map(indent), '  ...', ']']
    case 'map': {
      const [first = '', ...rest] = jsonLines(shape.value, within)
      return [`{"string": ${first}`, ...rest.map(indent), '  ...}']
    }
    case 'string':
      return [shape.enum ? shape.enum.map((value) => JSON.stringify(value)).join('|') : '"string"']
    case 'boolean':
      return ['true|false']
    case 'timestamp':
    case 'blob':
    case 'document':
      return [shape.kind === 'document' ? '{...}' : shape.kind]
    default:
      return [shape.kind]
  }
}

function structureLines(shape: StructureShape, within: readonly string[]): string[] {
  if (within.includes(shape.name)) return ['{ ... recursive ... }']
  const inner = [...within, shape.name]
  const members = [...shape.members.values()]
  const lines = members.flatMap((member, at) => {
    const [first = '', ...rest] = jsonLines(member.shape, inner)
    const value = [`"${member.name}": ${first}`, ...rest]
    const last = value.pop() ?? ''
    return [...value, at < members.length - 1 ? `${last},` : last]
  })
  return ['{', ...lines.map(indent), '}']
}

function indent(line: string): string {
  return `  ${line}`
}

export function isScalar(shape: Shape): boolean {
  return !(shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map')
}

function word(shape: Shape): string {
  return shape.kind === 'document' ? 'string' : shape.kind
}
