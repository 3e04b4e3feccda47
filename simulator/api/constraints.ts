import type { Shape, StructureShape } from './model.ts'

/**
 * What breaks the model's constraints, one sentence each, as AWS's newer query and JSON services say it. Observed in
 * answers of Elastic Load Balancing: "Value 'x' at 'ipAddressType' failed to satisfy constraint: Member must …".
 */
export function brokenConstraints(shape: StructureShape, input: unknown): string[] {
  const broken: string[] = []
  checkStructure(shape, input, '', broken)
  return broken
}

export function constraintsMessage(broken: readonly string[]): string {
  const count = broken.length === 1 ? '1 validation error' : `${broken.length} validation errors`
  return `${count} detected: ${broken.join('; ')}`
}

// A value of the wrong type breaks no constraint: that is found by others, and said in other words.
function check(shape: Shape, value: unknown, path: string, broken: string[]): void {
  const fail = (rule: string) => broken.push(failure(value, path, rule))
  if (shape.kind === 'structure') checkStructure(shape, value, path, broken)
  else if (shape.kind === 'list' && Array.isArray(value)) {
    checkSize(shape, value.length, 'length', fail)
    for (const [i, item] of value.entries()) check(shape.member, item, `${path}.${i + 1}.member`, broken)
  } else if (shape.kind === 'string' && typeof value === 'string') {
    checkSize(shape, [...value].length, 'length', fail)
    if (shape.enum && !shape.enum.includes(value)) {
      fail(`Member must satisfy enum value set: [${shape.enum.join(', ')}]`)
    }
    if (shape.pattern !== undefined && !matches(shape.pattern, value)) {
      fail(`Member must satisfy regular expression pattern: ${shape.pattern}`)
    }
  } else if (typeof value === 'number' && 'min' in shape) {
    checkSize(shape, value, 'value', fail)
  }
}

function checkStructure(shape: StructureShape, value: unknown, path: string, broken: string[]): void {
  if (typeof value !== 'object' || value === null) return
  const members = value as Readonly<Record<string, unknown>>
  for (const { name, shape: member, required } of shape.members.values()) {
    const at = path === '' ? lowerFirst(name) : `${path}.${lowerFirst(name)}`
    const item = members[name]
    if (item !== undefined) check(member, item, at, broken)
    else if (required)
      broken.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`)
  }
}

function checkSize(
  { min, max }: { readonly min?: number; readonly max?: number },
  size: number,
  what: 'length' | 'value',
  fail: (rule: string) => void,
): void {
  if (min !== undefined && size < min) fail(`Member must have ${what} greater than or equal to ${min}`)
  if (max !== undefined && size > max) fail(`Member must have ${what} less than or equal to ${max}`)
}

const failure = (value: unknown, path: string, rule: string): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return `Value '${text}' at '${path}' failed to satisfy constraint: ${rule}`
}

// AWS writes its patterns for a whole text, and in Java's dialect: some escape what JavaScript's Unicode mode does not
// let them escape, and what only Java knows is left to the handlers.
const javaOnly = /\(\?[a-z]\)|\\p\{Print\}|\\uD800/

function matches(pattern: string, text: string): boolean {
  if (javaOnly.test(pattern)) return true
  return new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '').test(text)
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
