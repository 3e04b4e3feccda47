import type { Sns } from '../../api/generated/types.d.ts'

// SNS developer guide, sns-subscription-filter-policies: each key must be there with one of its values.

type Attributes = Readonly<Record<string, Sns.MessageAttributeValue>>

export function filterProblem(text: string): string | undefined {
  if (text === '') return undefined
  let policy: unknown
  try {
    policy = JSON.parse(text)
  } catch {
    return 'failed to parse JSON.'
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) {
    return 'Filter policy must be an object'
  }
  const odd = Object.entries(policy).find(([, rules]) => !Array.isArray(rules) && typeof rules !== 'object')
  return odd && `"${odd[0]}" must be an object or an array`
}

export function passesFilter(
  text: string | undefined,
  scope: string | undefined,
  attributes: Attributes,
  body: string,
): boolean {
  if (text === undefined || text === '') return true
  const policy = JSON.parse(text) as Record<string, unknown>
  if (scope !== 'MessageBody') {
    return Object.entries(policy).every(([name, rules]) => fits(valuesOf(attributes[name]), rules))
  }
  try {
    return fitsObject(JSON.parse(body), policy)
  } catch {
    // A body that is no JSON has none of the keys.
    return false
  }
}

function fitsObject(value: unknown, policy: Record<string, unknown>): boolean {
  const object = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return Object.entries(policy).every(([name, rules]) => {
    const found = object[name]
    if (!Array.isArray(rules)) return fitsObject(found, rules as Record<string, unknown>)
    return fits(found === undefined ? [] : Array.isArray(found) ? found : [found], rules)
  })
}

function valuesOf(attribute: Sns.MessageAttributeValue | undefined): unknown[] {
  if (!attribute) return []
  const { DataType, StringValue = '' } = attribute
  if (DataType === 'String.Array') return JSON.parse(StringValue) as unknown[]
  return [DataType.startsWith('Number') ? Number(StringValue) : StringValue]
}

function fits(values: readonly unknown[], rules: unknown): boolean {
  if (!Array.isArray(rules)) return false
  return rules.some((rule) => matches(values, rule))
}

function matches(values: readonly unknown[], rule: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return values.includes(rule)
  const [kind, operand] = Object.entries(rule)[0] ?? []
  switch (kind) {
    case 'exists':
      return values.length > 0 === operand
    case 'prefix':
      return values.some((value) => typeof value === 'string' && value.startsWith(String(operand)))
    case 'suffix':
      return values.some((value) => typeof value === 'string' && value.endsWith(String(operand)))
    case 'equals-ignore-case':
      return values.some((value) => String(value).toLowerCase() === String(operand).toLowerCase())
    case 'anything-but': {
      const list = Array.isArray(operand) ? operand : [operand]
      return values.some((value) => !list.some((one) => matches([value], one)))
    }
    case 'numeric':
      return values.some((value) => typeof value === 'number' && inBounds(value, operand as unknown[]))
    default:
      return false
  }
}

function inBounds(value: number, rule: readonly unknown[]): boolean {
  for (let at = 0; at < rule.length; at += 2) {
    const bound = Number(rule[at + 1])
    const holds =
      {
        '=': value === bound,
        '<': value < bound,
        '<=': value <= bound,
        '>': value > bound,
        '>=': value >= bound,
      }[String(rule[at])] ?? false
    if (!holds) return false
  }
  return true
}
