import { validationError } from './errors.ts'

// Attributes of load balancers, target groups and listeners: keys with texts for values. Each kind of resource has a
// list of those that it knows, with defaults and with what a value may be.

export type Attributes = Readonly<Record<string, string>>

export interface AttributeSpec {
  readonly key: string
  readonly usual: string
  /** The values that it may have, or the whole numbers from and to; any text where nothing is said. */
  readonly oneOf?: readonly string[]
  readonly between?: readonly [number, number]
  /** Values beside those of `between`. */
  readonly or?: readonly string[]
}

export const flag = (key: string, usual = false): AttributeSpec => ({
  key,
  usual: String(usual),
  oneOf: ['true', 'false'],
})

export const choice = (key: string, oneOf: readonly string[], usual = oneOf[0]!): AttributeSpec => ({
  key,
  usual,
  oneOf,
})

export const count = (key: string, usual: number, from: number, to: number): AttributeSpec => ({
  key,
  usual: String(usual),
  between: [from, to],
})

export const text = (key: string): AttributeSpec => ({ key, usual: '' })

interface Asked {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

/** The attributes as AWS lists them: every one that the resource knows, set or not. */
export const listAttributes = (
  specs: readonly AttributeSpec[],
  set: Attributes,
): { Key: string; Value: string }[] => specs.map(({ key, usual }) => ({ Key: key, Value: set[key] ?? usual }))

export const attributeOf = (
  specs: readonly AttributeSpec[],
  set: Attributes,
  key: string,
): string | undefined => set[key] ?? specs.find((spec) => spec.key === key)?.usual

/** The attributes that are set after a request; `what` begins AWS's sentence about a key that it does not know. */
export function setAttributes(
  what: string,
  specs: readonly AttributeSpec[],
  set: Attributes,
  asked: readonly Asked[],
): Attributes {
  const changed: Record<string, string> = { ...set }
  const seen = new Set<string>()
  for (const { Key = '', Value = '' } of asked) {
    const spec = specs.find((one) => one.key === Key)
    // Observed for a key of another type or protocol, too.
    if (!spec) throw validationError(`${what} attribute key '${Key}' is not recognized`)
    if (seen.has(Key))
      throw validationError(`${what} attribute key '${Key}' cannot be specified more than once`)
    seen.add(Key)
    checkValue(spec, Value)
    changed[Key] = Value
  }
  return changed
}

function checkValue({ key, oneOf, between, or = [] }: AttributeSpec, value: string): void {
  if (oneOf && !oneOf.includes(value)) {
    throw validationError(`'${value}' must be one of [${oneOf.join(', ')}]`)
  }
  if (!between || or.includes(value)) return
  const [from, to] = between
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
  if (number >= from && number <= to) return
  const others = or.length ? ` or one of [${or.join(', ')}]` : ''
  throw validationError(`'${key}' value '${value}' must be between '${from}-${to}' inclusive${others}`)
}
