import type { Elbv2 } from '../../api/generated/types.d.ts'
import { parsePrefix, prefixContains } from '../../kernel/address.ts'
import { type LinearRegex, linearRegex } from '../../kernel/linear-regex.ts'
import { anyCharacter, anyText, type Pattern, patternOf } from '../../kernel/wildcards.ts'
import { listenerRules, rulesOf } from '../../services/elbv2/listener-rules.ts'
import type { Listener } from '../../services/elbv2/listeners.ts'
import type { Fabric } from '../fabric.ts'
import type { HttpHead } from '../http-head.ts'
import type { Packet } from '../packet.ts'
import { perRecord, perTables } from '../remembered.ts'
import { actionOf } from './load-balancers.ts'

// Application Load Balancer guide, load-balancer-listeners and rule-condition-types: rules are looked at in the order
// of their priorities, the first all of whose conditions are met decides, and else the default rule.

interface Chosen {
  readonly action: Elbv2.Action | undefined
  /** The ARN of the rule that decided; none for the default rule. */
  readonly rule?: string
}

type Condition = (packet: Packet, head: HttpHead) => boolean

interface Compiled {
  readonly rule: Elbv2.Rule
  readonly conditions: readonly Condition[]
}

const rulesIn = perTables([listenerRules.table], (store, listener): readonly Compiled[] =>
  rulesOf({ store }, listener).map(({ record }) => compile(record)),
)

/** What a listener does with a packet; with one of which nobody said what is asked in it, what it does by default. */
export function actionFor(fabric: Fabric, listener: Listener, packet: Packet): Chosen {
  const { http } = packet
  const byDefault = actionOf(listener.record)
  if (!http) return { action: byDefault }
  const applies = rulesIn(fabric.store, listener.record.ListenerArn ?? '').find(({ conditions }) =>
    conditions.every((isMet) => isMet(packet, http)),
  )
  if (!applies) return { action: byDefault }
  const { RuleArn: rule = '', Actions = [] } = applies.rule
  return { action: Actions.at(-1), rule }
}

const compile = perRecord(
  (rule: Elbv2.Rule): Compiled => ({ rule, conditions: (rule.Conditions ?? []).map(read) }),
)

function read(condition: Elbv2.RuleCondition): Condition {
  const { Field, Values = [], RegexValues = [] } = condition
  const { HostHeaderConfig, PathPatternConfig, HttpHeaderConfig, HttpRequestMethodConfig } = condition
  switch (Field) {
    case 'host-header': {
      const matches = patterns({ Values, RegexValues, ...HostHeaderConfig }, 'i')
      return (_, { host }) => matches(host)
    }
    case 'path-pattern': {
      // "The path pattern is applied only to the path of the URL, not to its query parameters", and is case-sensitive.
      const matches = patterns({ Values, RegexValues, ...PathPatternConfig }, '')
      return (_, { path }) => matches(path.split('?')[0] ?? '')
    }
    case 'http-header': {
      const name = HttpHeaderConfig?.HttpHeaderName?.toLowerCase() ?? ''
      const matches = patterns(HttpHeaderConfig ?? {}, 'i')
      return (_, { headers = {} }) => Object.hasOwn(headers, name) && matches(headers[name] ?? '')
    }
    case 'http-request-method': {
      const methods = HttpRequestMethodConfig?.Values ?? []
      return (_, { method }) => methods.includes(method)
    }
    case 'query-string':
      return queryCondition(condition)
    case 'source-ip': {
      const blocks = condition.SourceIpConfig?.Values?.flatMap((one) => parsePrefix(one)?.prefix ?? []) ?? []
      return ({ source }) => blocks.some((block) => prefixContains(block, source))
    }
    default:
      return () => false
  }
}

interface Patterns {
  readonly Values?: readonly string[]
  readonly RegexValues?: readonly string[]
}

function patterns({ Values = [], RegexValues = [] }: Patterns, flags: '' | 'i'): (text: string) => boolean {
  const all = [
    ...Values.map((one) => wildcards(one, flags)),
    ...RegexValues.flatMap((one) => expression(one, flags)),
  ]
  return (text) => all.some((one) => one.test(text))
}

/** `*` stands for any characters, `?` for one; behind a backslash each stands for itself. */
function wildcards(pattern: string, flags: '' | 'i'): Pattern {
  const parts = pattern.match(/\\[*?\\]|[\s\S]/gu) ?? []
  return patternOf(
    parts.map((part) => {
      if (part === '*') return anyText
      if (part === '?') return anyCharacter
      return part.length > 1 && part.startsWith('\\') ? part.slice(1) : part
    }),
    { ignoresCase: flags === 'i' },
  )
}

/** One that is none matches nothing. Who writes it may be a stranger, so it must not take forever. */
function expression(source: string, flags: '' | 'i'): readonly LinearRegex[] {
  const regex = linearRegex(source, { ignoresCase: flags === 'i' })
  return regex ? [regex] : []
}

// "The comparison is not case-sensitive"; without a key, any parameter's value will do.
function queryCondition({ QueryStringConfig }: Elbv2.RuleCondition): Condition {
  const wanted = (QueryStringConfig?.Values ?? []).map(({ Key, Value = '' }) => ({
    key: Key === undefined ? undefined : wildcards(Key, 'i'),
    value: wildcards(Value, 'i'),
  }))
  return (_, { path }) => {
    const parameters = parametersIn(path)
    return wanted.some(({ key, value }) =>
      parameters.some(([name, text]) => (key?.test(name) ?? true) && value.test(text)),
    )
  }
}

const parametersIn = (path: string): (readonly [string, string])[] =>
  path
    .split('?')
    .slice(1)
    .join('?')
    .split('&')
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', ...rest] = one.split('=')
      return [name, rest.join('=')] as const
    })
