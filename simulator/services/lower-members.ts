type Members = Readonly<Record<string, unknown>>

/**
 * A record with a small first letter for every member, whatever its service's spelling, as CloudTrail and Config show
 * them. `hidden` members are masked; bytes are left out.
 */
export function lowerMembers(value: unknown, hidden: ReadonlySet<string> = new Set()): unknown {
  if (Array.isArray(value)) return value.map((item) => lowerMembers(item, hidden))
  if (!isMembers(value)) return value
  const members: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    if (member instanceof Uint8Array) continue
    const key = lowerFirst(name)
    // The keys of a map of tags are the customer's own words.
    const isTagMap = key === 'tags' && isMembers(member)
    members[key] = hidden.has(key)
      ? 'HIDDEN_DUE_TO_SECURITY_REASONS'
      : isTagMap
        ? member
        : lowerMembers(member, hidden)
  }
  return members
}

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

// `DBInstanceIdentifier` becomes `dBInstanceIdentifier`, there as in AWS's own error texts.
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
