/** One member of a record that is another than before, by its path: `State.Name`, `Routes`. */
export interface FieldChange {
  readonly path: string
  /** Missing where it was not there. */
  readonly before?: string
  readonly after?: string
}

/** What differs between two records. Of lists, the entries that only one of them has. */
export function fieldChanges(before: object | undefined, after: object | undefined): readonly FieldChange[] {
  const found: FieldChange[] = []
  compare('', before ?? {}, after ?? {}, found)
  return found
}

function compare(path: string, before: unknown, after: unknown, found: FieldChange[]): void {
  if (same(before, after)) return
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(path ? `${path}.${key}` : key, before[key], after[key], found)
    return
  }
  if (isList(before) && isList(after)) {
    for (const one of before ?? [])
      if (!after?.some((other) => same(one, other))) found.push({ path, before: told(one) })
    for (const one of after ?? [])
      if (!before?.some((other) => same(one, other))) found.push({ path, after: told(one) })
    return
  }
  found.push({
    path,
    ...(before !== undefined && { before: told(before) }),
    ...(after !== undefined && { after: told(after) }),
  })
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

const isList = (value: unknown): value is readonly unknown[] | undefined =>
  value === undefined || Array.isArray(value)

/** Frozen records share what did not change. */
function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  return JSON.stringify(one) === JSON.stringify(other)
}

const longest = 200

function told(value: unknown): string {
  const text = tell(value)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

function tell(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return value.map(tell).join(', ')
  if (!isRecord(value)) return String(value)
  const { Key, Value, ...others } = value
  // Tags are read as they are written.
  if (Key !== undefined && !Object.keys(others).length) return `${tell(Key)}=${tell(Value ?? '')}`
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${key}: ${tell(one)}`)
    .join(', ')
}
