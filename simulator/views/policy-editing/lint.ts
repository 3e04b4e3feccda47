import type { Contract } from '../../api/model.ts'
import { type JsonNode, type JsonObject, readJson } from '../../policy/json-text.ts'
import { matches, readPattern, resolve } from '../../policy/pattern.ts'
import type { PolicyKind } from '../../policy/policy.ts'
import type { PolicyProblem } from '../../policy/problems.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { nearest } from '../../shell/nearest.ts'
import { actionsOf, prefixesIn } from './actions.ts'
import { complaintOf } from './complaints.ts'
import { jsonComplaint } from './json-complaint.ts'
import { conditionOperators, documentElements, globalKeys, statementElements } from './vocabulary.ts'

// What is wrong, or looks wrong, with a policy as it stands in an editor.

export interface Lint {
  /** An error is refused by AWS; a warning is taken and hardly meant; a hint is worth knowing. */
  readonly severity: 'error' | 'warning' | 'hint'
  readonly message: string
  /** Offsets into the text. */
  readonly from: number
  readonly to: number
}

/** Looks at a JSON text: at all of it when it is a policy, and else whether it is JSON. */
export async function lintJson(text: string, contract: Contract): Promise<readonly Lint[]> {
  const whole = readJson(text)
  if ('fault' in whole) {
    const at = Math.min(whole.at, Math.max(0, text.trimEnd().length - 1))
    const lint = { message: jsonComplaint(text, whole), from: at, to: at + 1 }
    return [{ severity: 'error', ...lint }]
  }
  if (whole.kind !== 'object' || !isPolicy(whole)) return []
  const { problems } = readPolicy(text, kindOf(whole))
  const faults = problems.map((problem) => asLint(text, whole, problem))
  const doubts = await Promise.all([
    ...actionsIn(whole).map((action) => doubtOfAction(action, contract)),
    ...keysIn(whole, text).map(doubtOfKey),
  ])
  return [...faults, ...doubts.filter((one) => one !== undefined)].sort((a, b) => a.from - b.from)
}

/** Other JSON is input of commands and the like. */
const isPolicy = ({ members }: JsonObject): boolean =>
  members.has('Statement') || (members.has('Version') && members.size === 1)

/** What the policy can be attached to, going by what is in it. */
function kindOf(whole: JsonObject): PolicyKind {
  const statements = statementsIn(whole)
  const has = (name: string) => statements.some(({ members }) => members.has(name))
  if (!has('Principal') && !has('NotPrincipal')) return 'identity'
  const isTrust = !has('Resource') && actionsIn(whole).some(({ text }) => text.startsWith('sts:AssumeRole'))
  return isTrust ? 'trust' : 'resource'
}

interface Part {
  readonly text: string
  readonly from: number
  readonly to: number
}

function asLint(text: string, whole: JsonObject, problem: PolicyProblem): Lint {
  const { fault, at, found } = problem
  const message = complaintOf(problem) + meant(problem)
  if (fault === 'unknown-element' || fault === 'both-of-a-pair' || fault === 'unknown-operator') {
    const name = JSON.stringify(found ?? problem.path.split('.').at(-1) ?? '')
    const from = text.lastIndexOf(name, at)
    if (from >= 0) return { severity: 'error', message, from, to: from + name.length }
  }
  const node = nodeAt(whole, at)
  const item = node?.kind === 'array' ? node.items.find((one) => 'text' in one && one.text === found) : node
  // Of what stretches over lines its first character is enough.
  const to = item && 'text' in item ? item.end : at + 1
  return { severity: 'error', message, from: item?.start ?? at, to }
}

function meant({ fault, path, found }: PolicyProblem): string {
  const isOuter = !path.includes('.')
  const known =
    fault === 'unknown-operator'
      ? conditionOperators
      : fault === 'unknown-element'
        ? (isOuter ? documentElements : statementElements).map(({ name }) => name)
        : []
  const name = nearest(found ?? path.split('.').at(-1) ?? '', known)
  return name === undefined ? '' : ` Is ${name} meant?`
}

async function doubtOfAction({ text, from, to }: Part, contract: Contract): Promise<Lint | undefined> {
  const [prefix = '', name] = text.split(':')
  if (!name || /[*?]/.test(prefix)) return undefined
  const actions = await actionsOf(contract, prefix.toLowerCase())
  if (!actions) {
    const known = nearest(prefix, prefixesIn(contract))
    if (known !== undefined)
      return { severity: 'warning', message: `No service has “${prefix}:”. Is ${known}: meant?`, from, to }
    const message = `Hopwise does not simulate the service behind “${prefix}:”, and cannot say whether this exists.`
    return { severity: 'hint', message, from, to }
  }
  const pattern = resolve(readPattern(text.toLowerCase(), { wildcards: true, variables: false }), {}) ?? []
  if (actions.some((action) => matches(pattern, action.toLowerCase()))) return undefined
  if (/[*?]/.test(name))
    return { severity: 'warning', message: `No action of ${prefix} matches “${text}”.`, from, to }
  const known = nearest(text, actions)
  return known === undefined
    ? { severity: 'hint', message: `No operation of ${prefix} asks for “${text}”.`, from, to }
    : {
        severity: 'warning',
        message: `No operation of ${prefix} asks for “${text}”. Is ${known} meant?`,
        from,
        to,
      }
}

function doubtOfKey({ text, from, to }: Part): Lint | undefined {
  if (!text.includes(':'))
    return {
      severity: 'warning',
      message: `Condition keys have their service in front: aws:${text}?`,
      from,
      to,
    }
  if (!/^aws:/i.test(text)) return undefined
  const names = globalKeys.map(({ name }) => name)
  const isKnown = names.some(
    (name) => beginsWith(text, name) && (name.endsWith('/') || name.length === text.length),
  )
  const known = isKnown
    ? undefined
    : (names.findLast((name) => beginsWith(text, name)) ?? nearest(text, names))
  if (known === undefined) return undefined
  return { severity: 'warning', message: `AWS has no condition key “${text}”. Is ${known} meant?`, from, to }
}

/** Keys are the same in all capitals. */
const beginsWith = (text: string, start: string): boolean =>
  text.toLowerCase().startsWith(start.toLowerCase())

function statementsIn({ members }: JsonObject): readonly JsonObject[] {
  const node = members.get('Statement')
  const all = node?.kind === 'array' ? node.items : node ? [node] : []
  return all.filter((one) => one.kind === 'object')
}

function actionsIn(whole: JsonObject): readonly Part[] {
  return statementsIn(whole).flatMap(({ members }) =>
    [members.get('Action'), members.get('NotAction')].flatMap((node) => textsIn(node)),
  )
}

function textsIn(node: JsonNode | undefined): readonly Part[] {
  const all = node?.kind === 'array' ? node.items : node ? [node] : []
  return all.flatMap((one) => (one.kind === 'string' ? { text: one.text, from: one.start, to: one.end } : []))
}

/** The condition keys, each where it is written. */
function keysIn(whole: JsonObject, text: string): readonly Part[] {
  return statementsIn(whole).flatMap(({ members }) => {
    const conditions = members.get('Condition')
    const blocks = conditions?.kind === 'object' ? [...conditions.members.values()] : []
    return blocks.flatMap((block) =>
      block.kind === 'object'
        ? [...block.members].map(([key, { start }]) => {
            const name = JSON.stringify(key)
            const from = text.lastIndexOf(name, start)
            return { text: key, from: Math.max(0, from), to: from + name.length }
          })
        : [],
    )
  })
}

/** The innermost part of a text that begins at an offset. */
function nodeAt(node: JsonNode, at: number): JsonNode | undefined {
  const inner = node.kind === 'object' ? [...node.members.values()] : node.kind === 'array' ? node.items : []
  if (node.start === at) return node
  const around = inner.find(({ start, end }) => start <= at && at < end)
  return around && nodeAt(around, at)
}
