import type { DnsRecord } from './answer.ts'
import { type Lookup, rotate } from './lookup.ts'
import type { Question } from './question.ts'
import type { DnsReason } from './reasons.ts'

/** What a name of AWS's own stands for: addresses, or another name. */
export interface Named {
  readonly ipv4?: readonly string[]
  readonly ipv6?: readonly string[]
  /** It is another name for this one, with the dot at the end. */
  readonly alias?: string
  readonly pointer?: string
  readonly ttl: number
  readonly reason: DnsReason
  readonly evidence: readonly string[]
  /** Whether somebody healthy is behind it, for record sets that evaluate the health of their targets. */
  readonly isHealthy?: boolean
}

/** The records of a type that a name has. */
export function recordsOf(lookup: Lookup, named: Named, { name, type }: Question): readonly DnsRecord[] {
  const { ttl, alias, pointer, ipv4 = [], ipv6 = [] } = named
  if (alias !== undefined) return [{ name, type: 'CNAME', ttl, value: alias }]
  const values =
    type === 'A' ? ipv4 : type === 'AAAA' ? ipv6 : type === 'PTR' && pointer !== undefined ? [pointer] : []
  return rotate(values, lookup, name).map((value) => ({ name, type, ttl, value }))
}
