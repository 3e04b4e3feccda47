import { AwsError } from '../api/error.ts'
import { anyCharacter, anyText, type Pattern, patternOf } from '../kernel/wildcards.ts'

export type Filters = readonly { readonly Name?: string; readonly Values?: readonly string[] }[]

/** What a filter compares: one value of a record, or several of which any may match. */
export type Value = string | number | boolean | undefined
/**
 * The records that pass every filter; within one filter, any of its values will do. For lists that are no family's,
 * such as Regions and tags, `readerOf` says how to read what a filter's name stands for.
 */
export function filterRecords<T>(
  records: T[],
  filters: Filters | undefined,
  readerOf: (name: string) => ((record: T) => Value | readonly Value[]) | undefined,
): T[] {
  let selected = records
  // EC2 calls a filter without a name null (as quoted in aws/karpenter-provider-aws#3532).
  for (const { Name = 'null', Values } of filters ?? []) {
    const matches = matcher(Values ?? [])
    const read = readerOf(Name)
    if (!read) throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`)
    selected = selected.filter((record) => {
      const value = read(record)
      return Array.isArray(value) ? value.some((one) => matches(one)) : matches(value as Value)
    })
  }
  return selected
}

/** Values are compared as text, with case; `*` stands for any text, `?` for one character, `\` takes them literally. */
function matcher(wanted: readonly string[]): (value: Value) => boolean {
  const exact = new Set<string>()
  const patterns: Pattern[] = []
  for (const text of wanted) {
    if (/[*?\\]/.test(text)) patterns.push(wildcard(text))
    else exact.add(text)
  }
  return (value) => {
    if (value === undefined) return false
    const text = String(value)
    return exact.has(text) || patterns.some((pattern) => pattern.test(text))
  }
}

function wildcard(text: string): Pattern {
  const parts = text.match(/\\[\s\S]|[\s\S]/gu) ?? []
  return patternOf(
    parts.map((part) => {
      if (part === '*') return anyText
      if (part === '?') return anyCharacter
      return part.length > 1 && part.startsWith('\\') ? part.slice(1) : part
    }),
  )
}
