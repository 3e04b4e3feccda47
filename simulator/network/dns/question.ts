import { readName } from '../../services/route53/domain-names.ts'

/** What is asked: a name as Route 53 keeps names, lower case and with the dot at the end, and a type of record. */
export interface Question {
  readonly name: string
  readonly type: string
}

/** A question as people type it; undefined where that is no domain name. */
export function readQuestion(name: string, type = 'A'): Question | undefined {
  const read = readName(name)
  return read.name === undefined ? undefined : { name: read.name, type: type.toUpperCase() }
}

/** The value of a record, with the name in it as answers have it; those of a type that has none stay as they are. */
export function valueFor(type: string, value: string): string {
  if (type === 'CNAME' || type === 'NS' || type === 'PTR') return absolute(value)
  if (type !== 'MX' && type !== 'SRV') return value
  return value.replace(/\S+$/, absolute)
}

/** Without the dot at the end, as most of AWS's records have names. */
export const bare = (name: string): string => name.slice(0, -1)

/** With the dot at the end, in lower case. */
export const absolute = (name: string): string => {
  const lower = name.toLowerCase()
  return lower.endsWith('.') ? lower : `${lower}.`
}
