import type { Elbv2 } from '../../api/generated/types.d.ts'
import { parsePrefix } from '../../kernel/address.ts'
import { validationError } from './errors.ts'

// What a request must be like for a rule to apply. API reference, RuleCondition, for what each may hold; Application
// Load Balancer guide, rule-condition-types, for how many; the sentences are AWS's where the emulator moto has them, and follow those where not.

type Condition = Elbv2.RuleCondition

const fields = [
  'path-pattern',
  'host-header',
  'http-header',
  'http-request-method',
  'query-string',
  'source-ip',
] as const
type Field = (typeof fields)[number]

const configs = {
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
  'http-header': 'HttpHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'query-string': 'QueryStringConfig',
  'source-ip': 'SourceIpConfig',
} as const satisfies Record<Field, keyof Condition>

const longestValue = 128
const longestName = 40
// Application Load Balancer guide, load-balancer-limits.
const mostValues = 5
const mostWildcards = 6

/** The conditions as they are stored. */
export function requireConditions(asked: readonly Condition[]): Condition[] {
  if (!asked.length) throw validationError('A condition must be specified')
  const conditions = asked.map(requireCondition)
  requireOneOfEach(conditions)
  const values = conditions.flatMap(valuesOf)
  const expressions = conditions.flatMap(expressionsOf)
  if (values.length + expressions.length > mostValues) {
    throw validationError(`A rule can only have '${mostValues}' condition values`)
  }
  if (countWildcards(values) > mostWildcards) {
    throw validationError(`A rule can only have '${mostWildcards}' condition wildcards`)
  }
  return conditions
}

// "Each rule can optionally include up to one of each": the other two may come several times.
function requireOneOfEach(conditions: readonly Condition[]): void {
  const single = ['host-header', 'http-request-method', 'path-pattern', 'source-ip']
  const twice = conditions.find(
    ({ Field = '' }, i) => single.includes(Field) && conditions.findIndex((one) => one.Field === Field) < i,
  )
  if (twice) throw validationError(`A rule can only have one '${twice.Field}' condition`)
}

function requireCondition(condition: Condition): Condition {
  const { Field: name = '', Values } = condition
  const field = fields.find((one) => one === name)
  if (!field) throw validationError(`Condition field '${name}' must be one of '[${fields.join(',')}]'`)
  const foreign = fields.find((one) => one !== field && condition[configs[one]] !== undefined)
  if (foreign) throw validationError(`The '${configs[foreign]}' field is not compatible with '${field}'`)
  if (field === 'host-header' || field === 'path-pattern') return patterns(field, condition)
  if (Values?.length) throw validationError(`The 'Values' field is not compatible with '${field}'`)
  if (!condition[configs[field]]) {
    throw validationError(`A '${configs[field]}' must be specified with '${field}'`)
  }
  readers[field](condition)
  return { Field: field, [configs[field]]: condition[configs[field]] }
}

/** Told both ways, like the one target group of an action: a list of its own and one in the configuration. */
function patterns(field: 'host-header' | 'path-pattern', condition: Condition): Condition {
  const name = configs[field]
  const { [name]: config, Values: direct = [], RegexValues: directRegex = [] } = condition
  if (config && (direct.length || directRegex.length)) {
    throw validationError(`You cannot provide both Values and '${name}' for a condition of type '${field}'`)
  }
  if (direct.length > 1)
    throw validationError(`The '${field}' field contains too many values; the limit is '1'`)
  const Values = config?.Values ?? direct
  const RegexValues = config?.RegexValues ?? directRegex
  if (!Values.length && !RegexValues.length) throw validationError('A condition value must be specified')
  for (const value of [...Values, ...RegexValues]) requireLength(field, value, longestValue)
  for (const value of Values) requirePattern(field, value)
  const shown = { ...(Values.length && { Values }), ...(RegexValues.length && { RegexValues }) }
  return { Field: field, ...shown, [name]: shown }
}

const characters = {
  'host-header': /^[A-Za-z0-9.*?-]+$/,
  'path-pattern': /^[\w.$/~"'@:+&*?-]+$/,
} as const

function requirePattern(field: keyof typeof characters, value: string): void {
  if (!characters[field].test(value)) throw invalidValue(field)
}

const invalidValue = (field: Field) => validationError(`The '${field}' value contains invalid characters`)

function requireLength(what: string, value: string, most: number): void {
  if (value.length > most) throw validationError(`The '${what}' value is too long; the limit is '${most}'`)
}

const readers: Readonly<
  Record<Exclude<Field, 'host-header' | 'path-pattern'>, (condition: Condition) => void>
> = {
  'http-header'({ HttpHeaderConfig: { HttpHeaderName = '', Values = [], RegexValues = [] } = {} }) {
    requireLength('HttpHeaderName', HttpHeaderName, longestName)
    // RFC 7230, section 3.2.6: what names of headers are made of.
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(HttpHeaderName) || HttpHeaderName.includes('*')) {
      throw validationError("The 'HttpHeaderName' value contains invalid characters")
    }
    if (/^host$/i.test(HttpHeaderName)) {
      throw validationError("The 'HttpHeaderName' value cannot be 'host'; use a 'host-header' condition")
    }
    requireSome('http-header', [...Values, ...RegexValues])
  },
  'http-request-method'({ HttpRequestMethodConfig: { Values = [] } = {} }) {
    requireSome('http-request-method', Values, longestName)
    if (Values.every((value) => /^[A-Z_-]+$/.test(value))) return
    throw validationError(
      "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore",
    )
  },
  'query-string'({ QueryStringConfig: { Values = [] } = {} }) {
    if (!Values.length) throw validationError('A condition value must be specified')
    for (const { Key = '', Value } of Values) {
      if (Value === undefined) {
        throw validationError("A 'Value' must be specified in 'QueryStringKeyValuePair'")
      }
      requireLength('Key', Key, longestValue)
      requireLength('Value', Value, longestValue)
    }
  },
  'source-ip'({ SourceIpConfig: { Values = [] } = {} }) {
    if (!Values.length) throw validationError("A 'source-ip' value must be specified")
    const odd = Values.find((value) => parsePrefix(value) === undefined)
    if (odd !== undefined) throw validationError(`The 'source-ip' value '${odd}' must be in CIDR format`)
  },
}

function requireSome(field: Field, values: readonly string[], most = longestValue): void {
  if (!values.length) throw validationError('A condition value must be specified')
  for (const value of values) requireLength(field, value, most)
}

const valuesOf = (condition: Condition): readonly string[] =>
  condition.QueryStringConfig?.Values?.map(({ Key = '', Value = '' }) => Key + Value) ??
  (condition.HostHeaderConfig ?? condition.PathPatternConfig ?? condition.HttpHeaderConfig)?.Values ??
  (condition.HttpRequestMethodConfig ?? condition.SourceIpConfig)?.Values ??
  []

const expressionsOf = (condition: Condition): readonly string[] =>
  (condition.HostHeaderConfig ?? condition.PathPatternConfig ?? condition.HttpHeaderConfig)?.RegexValues ?? []

/** One that is escaped stands for itself. */
const countWildcards = (values: readonly string[]): number =>
  values.join(' ').replaceAll(/\\./g, '').match(/[*?]/g)?.length ?? 0
