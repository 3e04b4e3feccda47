import { type Condition, readCondition, readOperator } from './condition.ts'
import { type Grammar, grammars, idKeys } from './grammar.ts'
import type { JsonNode, JsonObject, JsonScalar } from './json-text.ts'
import { type Pattern, readPattern } from './pattern.ts'
import type { PolicyKind } from './policy.ts'
import type { PolicyFault, PolicyProblem } from './problems.ts'
import { faultOfResource } from './read-arn.ts'
import { readPrincipal } from './read-principal.ts'
import type { Element, Statement } from './statement.ts'

export interface StatementReading {
  readonly statement: Statement | undefined
  readonly problems: readonly PolicyProblem[]
  readonly sid: JsonScalar | undefined
  readonly path: string
}

interface Rules {
  readonly kind: PolicyKind
  readonly variables: boolean
  readonly path: string
  readonly index: number
  /** Where the statement begins, as IAM counts it. */
  readonly start: number
}

export function readStatement(node: JsonNode, rules: Rules): StatementReading {
  if (node.kind !== 'object') {
    const problem: PolicyProblem = { fault: 'bad-type', path: rules.path, at: node.start }
    return { statement: undefined, problems: [problem], sid: undefined, path: rules.path }
  }
  return new StatementReader(node, rules).read()
}

const elements = new Set([
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource'],
  'Condition',
])

class StatementReader {
  readonly #problems: PolicyProblem[] = []
  readonly #node: JsonObject
  readonly #rules: Rules
  readonly #grammar: Grammar

  constructor(node: JsonObject, rules: Rules) {
    this.#node = node
    this.#rules = rules
    this.#grammar = grammars[rules.kind]
  }

  read(): StatementReading {
    for (const [name, node] of this.#node.members) {
      if (!elements.has(name)) this.#report('unknown-element', name, node)
      else if (name.startsWith('Not') && this.#node.members.has(name.slice(3))) {
        this.#report('both-of-a-pair', name, node)
      }
    }
    const sid = this.#text('Sid')
    const effect = this.#effect()
    const action = this.#patterns('Action', { wildcards: true, variables: false })
    const resource = this.#patterns('Resource', { wildcards: true, variables: this.#rules.variables })
    const principal = this.#principal(effect)
    const conditions = this.#conditions()
    this.#checkActions(action, effect)
    this.#checkResources(resource)
    if (this.#grammar.guardrail && effect === 'Allow') this.#checkAllowsAll(action, resource, conditions)
    const { path, index, start } = this.#rules
    const statement: Statement | undefined = action && {
      index,
      sid: sid?.text,
      effect,
      principal,
      action: { ...action, names: action.names.map(lowerCased) },
      resource,
      conditions,
      place: { start, end: this.#node.end },
    }
    return { statement, problems: this.#problems, sid, path }
  }

  #effect(): Statement['effect'] {
    const node = this.#node.members.get('Effect')
    if (!node) this.#report('missing-effect', 'Effect', this.#node)
    else if (node.kind !== 'string') this.#report('bad-type', 'Effect', node)
    else if (node.text !== 'Allow' && node.text !== 'Deny') {
      const fault = /^(allow|deny)$/i.test(node.text) ? 'effect-capitals' : 'bad-effect'
      this.#report(fault, 'Effect', node, node.text)
    } else return node.text
    return 'Deny'
  }

  /** The element, or the one with `Not` before it. */
  #either(name: string): { not: boolean; node: JsonNode; name: string } | undefined {
    const plain = this.#node.members.get(name)
    const negated = this.#node.members.get(`Not${name}`)
    if (plain) return { not: false, node: plain, name }
    return negated && { not: true, node: negated, name: `Not${name}` }
  }

  #patterns(
    name: 'Action' | 'Resource',
    reading: { wildcards: true; variables: boolean },
  ): Element<readonly Pattern[]> | undefined {
    const element = this.#either(name)
    if (!element) return undefined
    const names = this.#texts(element.node, element.name).map(({ text }) => readPattern(text, reading))
    return { not: element.not, names }
  }

  #principal(effect: Statement['effect']): Statement['principal'] {
    const element = this.#either('Principal')
    if (!element) {
      if (this.#grammar.principal === 'required') this.#report('missing-principal', 'Principal', this.#node)
      return undefined
    }
    const { not, node, name } = element
    if (this.#grammar.principal === 'forbidden') return this.#report('principal-not-allowed', name, node)
    if (not && (!this.#grammar.notPrincipal || effect === 'Allow')) {
      this.#report('not-principal-not-supported', name, node)
    }
    const { names, problems } = readPrincipal(node)
    for (const { fault, path, node, found } of problems) {
      this.#report(fault, path ? `${name}.${path}` : name, node, found)
    }
    if (this.#grammar.guardrail && !names.everyone) this.#report('principal-not-everyone', name, node)
    return { not, names }
  }

  #checkActions(action: Element<readonly Pattern[]> | undefined, effect: Statement['effect']): void {
    const element = this.#either('Action')
    if (!action?.names.length || !element) {
      this.#report('missing-action', element?.name ?? 'Action', element?.node ?? this.#node)
      return
    }
    if (element.not && !this.#grammar.notAction) {
      this.#report('not-action-not-supported', element.name, element.node)
    }
    const services = effect === 'Deny' ? this.#grammar.guardrail?.services : undefined
    for (const { text } of action.names) {
      const fault = faultOfAction(text, services)
      if (fault) this.#report(fault, element.name, element.node, text)
    }
  }

  #checkResources(resource: Element<readonly Pattern[]> | undefined): void {
    const element = this.#either('Resource')
    if (!element) {
      if (this.#grammar.resource === 'required') this.#report('missing-resource', 'Resource', this.#node)
      return
    }
    const { name, node } = element
    if (this.#grammar.resource === 'forbidden') this.#report('resource-not-allowed', name, node)
    else if (!resource?.names.length) this.#report('missing-resource', name, node)
    for (const { text } of resource?.names ?? []) {
      const fault = faultOfResource(text, this.#grammar.strictArns)
      if (fault) this.#report(fault, name, node, text)
    }
  }

  #checkAllowsAll(
    action: Element<readonly Pattern[]> | undefined,
    resource: Element<readonly Pattern[]> | undefined,
    conditions: readonly Condition[],
  ): void {
    const isAll = (element: Element<readonly Pattern[]> | undefined) =>
      element?.not === false && element.names.some(({ text }) => text === '*')
    if (isAll(action) && isAll(resource) && conditions.length === 0) return
    this.#report('effect-not-supported', 'Effect', this.#node.members.get('Effect') ?? this.#node, 'Allow')
  }

  #conditions(): Condition[] {
    const node = this.#node.members.get('Condition')
    if (!node) return []
    if (node.kind !== 'object') {
      this.#report('bad-type', 'Condition', node)
      return []
    }
    return [...node.members].flatMap(([operator, block]) => this.#block(operator, block))
  }

  #block(operator: string, block: JsonNode): Condition[] {
    const path = `Condition.${operator}`
    if (block.kind !== 'object') {
      this.#report('bad-type', path, block)
      return []
    }
    // An operator that nobody knows does no harm while it compares nothing (observed in CreatePolicy).
    if (block.members.size === 0) return []
    const comparison = readOperator(operator)
    if (!comparison) {
      this.#report('unknown-operator', path, block, operator)
      return []
    }
    const seen = new Set<string>()
    const conditions: Condition[] = []
    for (const [key, node] of block.members) {
      if (seen.has(key.toLowerCase())) this.#report('duplicate-element', `${path}.${key}`, node, key)
      seen.add(key.toLowerCase())
      const values = this.#texts(node, `${path}.${key}`, valueKinds).map(({ text }) => text)
      const read = readCondition(comparison, { operator, key, values }, this.#rules)
      if ('wrong' in read) {
        for (const value of read.wrong) this.#report('bad-condition-value', `${path}.${key}`, node, value)
      } else conditions.push(read)
      if (this.#grammar.wholeIds && idKeys.has(key.toLowerCase()) && /Like|Numeric/.test(operator)) {
        this.#report('pattern-for-id', `${path}.${key}`, node, operator)
      }
    }
    return conditions
  }

  #text(name: string): JsonScalar | undefined {
    const node = this.#node.members.get(name)
    if (node?.kind === 'string') return node
    return node && this.#report('bad-type', name, node)
  }

  /** One text or a list of them. */
  #texts(node: JsonNode, path: string, kinds: readonly JsonNode['kind'][] = ['string']): JsonScalar[] {
    const isText = (item: JsonNode): item is JsonScalar => kinds.includes(item.kind)
    const items = node.kind === 'array' ? node.items : [node]
    for (const item of items) if (!isText(item)) this.#report('bad-type', path, item)
    return items.filter(isText)
  }

  #report(fault: PolicyFault, path: string, { start }: JsonNode, found?: string): undefined {
    this.#problems.push({
      fault,
      path: `${this.#rules.path}.${path}`,
      ...(found !== undefined && { found }),
      at: start,
    })
  }
}

const valueKinds: readonly JsonNode['kind'][] = ['string', 'number', 'boolean']

const lowerCased = ({ text }: Pattern): Pattern =>
  readPattern(text.toLowerCase(), { wildcards: true, variables: false })

// Observed in the errors of IAM's CreatePolicy; the wildcard alone is the one action without a service.
function faultOfAction(text: string, services: ReadonlySet<string> | undefined): PolicyFault | undefined {
  const [service = '', name, more] = text.split(':', 3)
  if (name === undefined) {
    if (text !== '*') return 'action-without-service'
    return services && 'service-not-supported'
  }
  if (more !== undefined) return 'action-with-two-colons'
  if (!/^[A-Za-z0-9.-]+$/.test(service)) return 'bad-service'
  return services && !services.has(service.toLowerCase()) ? 'service-not-supported' : undefined
}
