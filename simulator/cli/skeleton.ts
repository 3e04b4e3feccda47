import type { Operation, ServiceDocs, Shape, StructureShape } from '../api/model.ts'
import { validate } from '../api/validate.ts'
import { invalid } from './errors.ts'
import { firstSentence } from './help/prose.ts'

/** What `--generate-cli-skeleton` prints for a value of `input` or `yaml-input`. */
export function skeleton(operation: Operation, kind: 'input' | 'yaml-input', docs?: ServiceDocs): string {
  const shape = operation.input
  if (!shape || shape.members.size === 0) return '{}\n'
  const sample = structureSample(shape, forInput, [])
  const lines = kind === 'input' ? [json(sample, shape, '')] : linesOf(shape, sample, docs)
  return `${lines.join('\n')}\n`
}

/**
 * The sample answer that `--generate-cli-skeleton output` prints, in place of one from the service. The real
 * CLI checks it like an answer, and refuses it where a sample text is too short (observed in AWS CLI 2.36).
 */
export function sampleOutput(operation: Operation): Record<string, Sample> {
  if (!operation.output) return {}
  const sample = structureSample(operation.output, forOutput, [])
  const problems = validate(operation.output, sample)
  if (problems.length > 0) throw invalid(`Parameter validation failed:\n${problems.join('\n')}`)
  return sample
}

export type Sample = string | number | boolean | null | Sample[] | { [name: string]: Sample }

interface Style {
  text(name: string, values: readonly string[] | undefined): string
}

const forInput: Style = { text: (_name, values) => values?.[0] ?? '' }
const forOutput: Style = { text: (name) => name }

function sampleOf(shape: Shape, style: Style, name: string, within: readonly string[]): Sample {
  switch (shape.kind) {
    case 'structure':
      return structureSample(shape, style, within)
    case 'list':
      return [sampleOf(shape.member, style, style === forOutput ? 'String' : '', within)]
    case 'map':
      return { KeyName: sampleOf(shape.value, style, '', within) }
    case 'string':
      return style.text(name, shape.enum)
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return 0
    case 'boolean':
      return true
    case 'timestamp':
      return '1970-01-01T00:00:00'
    case 'blob':
      return null
    case 'document':
      return {}
  }
}

/** A structure inside itself is left empty the second time. */
function structureSample(
  shape: StructureShape,
  style: Style,
  within: readonly string[],
): Record<string, Sample> {
  const sample: Record<string, Sample> = {}
  if (within.includes(shape.name)) return sample
  const inner = [...within, shape.name]
  for (const member of shape.members.values()) {
    sample[member.name] = sampleOf(member.shape, style, member.name, inner)
  }
  return sample
}

function json(value: Sample, shape: Shape, pad: string): string {
  if (value === null || typeof value !== 'object') return isReal(shape) ? '0.0' : JSON.stringify(value)
  const inner = `${pad}    `
  if (Array.isArray(value)) {
    const items = value.map((item) => `\n${inner}${json(item, memberShape(shape, ''), inner)}`)
    return `[${items.join(',')}\n${pad}]`
  }
  const pairs = Object.entries(value).map(
    ([name, item]) => `\n${inner}${JSON.stringify(name)}: ${json(item, memberShape(shape, name), inner)}`,
  )
  return pairs.length > 0 ? `{${pairs.join(',')}\n${pad}}` : '{}'
}

function memberShape(shape: Shape, name: string): Shape {
  if (shape.kind === 'structure') return shape.members.get(name)?.shape ?? shape
  if (shape.kind === 'list') return shape.member
  return shape.kind === 'map' ? shape.value : shape
}

function isReal(shape: Shape): boolean {
  return shape.kind === 'float' || shape.kind === 'double'
}

// YAML with a comment beside each member: whether it is required, the first sentence of its
// documentation, and the values it may take. The comment of a mapping's first key stands two spaces
// off, the others one (observed in AWS CLI 2.36).

function linesOf(shape: StructureShape, sample: Sample, docs: ServiceDocs | undefined): string[] {
  const lines: string[] = []
  const values = sample as Record<string, Sample>
  for (const [name, value] of Object.entries(values)) {
    const member = shape.members.get(name)
    if (!member) continue
    const comment = commentOf(shape, name, docs)
    const gap = lines.length === 0 ? '  ' : ' '
    lines.push(...entry(name, member.shape, value, comment && `${gap}# ${comment}`, docs))
  }
  return lines
}

function entry(
  name: string,
  shape: Shape,
  value: Sample,
  comment: string,
  docs: ServiceDocs | undefined,
): string[] {
  const nested = nestedLines(shape, value, docs)
  if (nested) return [`${name}:${comment}`, ...nested]
  const text = scalar(value, shape)
  return [`${name}:${text && ` ${text}`}${comment}`]
}

/** The lines under a key or a dash; undefined for a value that stands beside it. */
function nestedLines(shape: Shape, value: Sample, docs: ServiceDocs | undefined): string[] | undefined {
  if (shape.kind === 'structure') {
    const lines = linesOf(shape, value, docs)
    return lines.length > 0 ? lines.map(indent) : undefined
  }
  if (shape.kind === 'map') {
    const inner = (value as Record<string, Sample>).KeyName ?? ''
    return entry('KeyName', shape.value, inner, '', docs).map(indent)
  }
  if (shape.kind === 'list') {
    const inner = (value as Sample[])[0] ?? ''
    const nested = nestedLines(shape.member, inner, docs)
    if (!nested) return [`- ${scalar(inner, shape.member)}`.trimEnd()]
    const [first = '', ...rest] = shape.member.kind === 'list' ? nested.map(indent) : nested
    return [`- ${first.slice(2)}`, ...rest]
  }
  return undefined
}

function indent(line: string): string {
  return `  ${line}`
}

function scalar(value: Sample, shape: Shape): string {
  if (value === null) return ''
  if (shape.kind === 'timestamp') return String(value).replace('T', ' ')
  if (typeof value === 'object') return '{}'
  if (typeof value !== 'string') return isReal(shape) ? '0.0' : `${value}`
  return plainYaml.test(value) && !otherYaml.test(value) ? value : `'${value}'`
}

/** Text that YAML reads as itself, and text that it would read as something else. */
const plainYaml = /^[A-Za-z0-9_./][\w ./:+-]*$/
const otherYaml = /^(?:true|false|yes|no|on|off|null|[-+.\d][\d._:eE+-]*)$|: |:$/i

function commentOf(shape: StructureShape, name: string, docs: ServiceDocs | undefined): string {
  const member = shape.members.get(name)
  if (!member) return ''
  const parts: string[] = []
  if (member.required) parts.push('[REQUIRED]')
  const sentence = firstSentence(docs?.member(shape.name, name) ?? '')
  if (sentence) parts.push(sentence)
  const values = member.shape.kind === 'string' ? member.shape.enum : undefined
  if (values) parts.push(`Valid values are: ${values.join(', ')}.`)
  return parts.join(' ')
}
