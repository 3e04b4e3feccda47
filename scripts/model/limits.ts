import type { Limits, ServiceFact, Type } from './ir.ts'

/**
 * Limits and the places where they hold. A place is `Member` for every member of that name or
 * `Structure.Member` for one; `[]` follows for the elements of a list, `<>` and `{}` for the keys and values
 * of a map. A limit reads `1..64`, then a space and a pattern where there is one; empty lifts the limit that
 * the members of that name have elsewhere.
 */
export type LimitTable = Readonly<Record<string, readonly string[]>>

export function applyLimits(service: ServiceFact, table: LimitTable): void {
  const byPlace = new Map<string, Limits | undefined>()
  for (const [text, places] of Object.entries(table)) {
    for (const place of places) byPlace.set(place, readLimits(text))
  }
  for (const { name, members } of service.structures.values()) {
    for (const member of members)
      member.type = limit(member.type, `${name}.${member.name}`, member.name, byPlace)
  }
}

function limit(
  type: Type,
  path: string,
  tail: string,
  byPlace: ReadonlyMap<string, Limits | undefined>,
): Type {
  const inner = (of: Type, suffix: string) => limit(of, path + suffix, tail + suffix, byPlace)
  const limits = byPlace.has(path) ? byPlace.get(path) : byPlace.get(tail)
  switch (type.kind) {
    case 'list':
      return { kind: 'list', member: inner(type.member, '[]'), ...(limits && { limits }) }
    case 'map':
      return { kind: 'map', key: inner(type.key, '<>'), value: inner(type.value, '{}') }
    case 'string':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return limits ? { ...type, limits } : type
    default:
      return type
  }
}

function readLimits(text: string): Limits | undefined {
  if (!text) return undefined
  const space = text.indexOf(' ')
  const [min, max] = (space < 0 ? text : text.slice(0, space)).split('..')
  return {
    ...(min && { min: Number(min) }),
    ...(max && { max: Number(max) }),
    ...(space >= 0 && { pattern: text.slice(space + 1) }),
  }
}
