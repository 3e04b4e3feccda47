import type { Fact } from './inspection.ts'

/** A record as AWS describes it, member by member. Tags have a place of their own. */
export function fieldsOf(record: object): readonly Fact[] {
  return Object.entries(record).flatMap(([name, value]) =>
    /^Tag(s|Set)$|^tags$/.test(name) ? [] : factOf(name, value),
  )
}

function factOf(name: string, value: unknown): Fact[] {
  if (value === undefined || value === null || value === '') return []
  if (typeof value !== 'object') return [{ name, value: String(value) }]
  if (!Array.isArray(value)) {
    const inside = fieldsOf(value)
    return inside.length ? [{ name, inside }] : []
  }
  if (!value.length) return []
  if (value.every((one) => typeof one !== 'object')) return [{ name, value: value.join(', ') }]
  return [{ name, inside: value.flatMap((one, i) => factOf(String(i + 1), one)) }]
}
