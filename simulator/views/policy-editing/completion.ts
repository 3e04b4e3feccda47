import type { Contract } from '../../api/model.ts'
import { actionsOf, prefixesIn } from './actions.ts'
import { type JsonPlace, placeAt } from './json-place.ts'
import type { NamedResources } from './named-resources.ts'
import {
  conditionOperators,
  documentElements,
  globalKeys,
  principalElements,
  serviceKeys,
  servicePrincipals,
  statementElements,
  type Word,
} from './vocabulary.ts'

// What could stand at the cursor of a policy that is being written.

export interface PolicyChoice {
  readonly label: string
  /** What it means, in a few words. */
  readonly detail: string
  /** What is written; `$0` is where the cursor goes. */
  readonly insert: string
}

export interface PolicyChoices {
  /** The part of the text that the choice takes the place of. */
  readonly from: number
  readonly to: number
  readonly choices: readonly PolicyChoice[]
}

export async function completePolicy(
  text: string,
  offset: number,
  contract: Contract,
  named: NamedResources,
): Promise<PolicyChoices> {
  const place = placeAt(text, offset)
  if (!place) return { from: offset, to: offset, choices: text.trim() === '' ? [whole] : [] }
  const { from, to } = place
  const isListed = typeof place.path.at(-1) === 'number'
  const path = place.path.filter((one) => typeof one === 'string')
  const choices =
    place.expects === 'name'
      ? namesAt(path, place)
      : await valuesAt(path, isListed, place.typed, { text, contract, named })
  return { from, to, choices }
}

const whole: PolicyChoice = {
  label: 'A policy with one statement',
  detail: 'Version, Statement, Effect, Action, Resource',
  insert: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "$0",
      "Resource": "*"
    }
  ]
}
`,
}

function namesAt(path: readonly string[], { siblings, hasValue }: JsonPlace): readonly PolicyChoice[] {
  const member = ({ name, means }: Word): PolicyChoice => ({
    label: name,
    detail: means,
    insert: hasValue ? `"${name}"` : `"${name}": ${beginningOf(name)}`,
  })
  const known = (): readonly Word[] => {
    const [first, second, operator] = path
    if (first === undefined) return isOther(siblings) ? [] : documentElements
    if (first !== 'Statement') return []
    if (second === undefined) return statementElements
    if (second === 'Principal' || second === 'NotPrincipal') return principalElements
    if (second !== 'Condition') return []
    return operator === undefined ? operatorWords : [...globalKeys, ...serviceKeys]
  }
  return known()
    .filter(({ name }) => !siblings.includes(name))
    .map(member)
}

/** Input of commands is JSON too. */
const isOther = (names: readonly string[]): boolean =>
  names.length > 0 && !names.some((one) => documentElements.some(({ name }) => name === one))

const operatorWords: readonly Word[] = [
  ...conditionOperators.map((name) => ({ name, means: '' })),
  ...['StringEquals', 'StringLike', 'StringNotEquals', 'ArnLike', 'IpAddress', 'Bool'].map((name) => ({
    name: `${name}IfExists`,
    means: 'holds too where the key is not there',
  })),
  ...['ForAnyValue:StringEquals', 'ForAnyValue:StringLike'].map((name) => ({
    name,
    means: 'one of the key’s values is enough',
  })),
  ...['ForAllValues:StringEquals', 'ForAllValues:StringLike'].map((name) => ({
    name,
    means: 'all of the key’s values must; holds where there are none',
  })),
]

/** What a fresh member begins with. */
function beginningOf(name: string): string {
  if (name === 'Version') return '"2012-10-17"$0'
  if (name === 'Statement') return '[\n  {\n    $0\n  }\n]'
  if (name === 'Condition' || conditionOperators.includes(name.replace(/^For\w+:|IfExists$/g, '')))
    return '{ $0 }'
  return '"$0"'
}

interface Known {
  readonly text: string
  readonly contract: Contract
  readonly named: NamedResources
}

async function valuesAt(
  path: readonly string[],
  isListed: boolean,
  typed: string,
  known: Known,
): Promise<readonly PolicyChoice[]> {
  const [first, element, third, key] = path
  if (first === 'Version') return values([{ name: '2012-10-17', means: 'the language of today' }])
  if (first !== 'Statement') return []
  if (element === undefined) return isListed ? [statement] : []
  switch (element) {
    case 'Effect':
      return values([
        { name: 'Allow', means: 'allows it, unless something denies it' },
        { name: 'Deny', means: 'denies it, whatever allows it' },
      ])
    case 'Action':
    case 'NotAction':
      return actionsAt(typed, known)
    case 'Resource':
    case 'NotResource':
      return resourcesAt(known)
    case 'Principal':
    case 'NotPrincipal':
      return principalsAt(third, known.named)
    case 'Condition':
      return key === undefined ? [] : values(valuesOfKey(third ?? '', key, known.named))
    default:
      return []
  }
}

const statement: PolicyChoice = {
  label: 'A statement',
  detail: 'Effect, Action, Resource',
  insert: '{\n  "Effect": "Allow",\n  "Action": "$0",\n  "Resource": "*"\n}',
}

const values = (words: readonly Word[]): readonly PolicyChoice[] =>
  words.map(({ name, means }) => ({ label: name, detail: means, insert: `"${name}"` }))

const plain = (names: readonly string[], means = ''): readonly Word[] =>
  names.map((name) => ({ name, means }))

async function actionsAt(typed: string, { contract }: Known): Promise<readonly PolicyChoice[]> {
  const [prefix = '', name] = typed.split(':', 2)
  if (name === undefined) {
    const services = prefixesIn(contract).map((one) => ({
      label: `${one}:`,
      detail: 'actions of this service',
      insert: `"${one}:$0"`,
    }))
    return [{ label: '*', detail: 'every action of every service', insert: '"*"' }, ...services]
  }
  const actions = await actionsOf(contract, prefix.toLowerCase())
  if (!actions) return []
  return values([{ name: `${prefix}:*`, means: `every action of ${prefix}` }, ...plain(actions)])
}

/** Those of services that the policy's actions are about come first. */
function resourcesAt({ text, named }: Known): readonly PolicyChoice[] {
  const meant = new Set([...text.matchAll(/"([a-z0-9-]+):[A-Za-z*?]*"/g)].map(([, prefix = '']) => prefix))
  const ordered = Object.entries(named.resources).sort(
    ([a], [b]) => Number(meant.has(b)) - Number(meant.has(a)),
  )
  const arns = ordered
    .filter(([prefix]) => !meant.size || meant.has(prefix))
    .flatMap(([prefix, all]) => plain(all, prefix))
  return values([{ name: '*', means: 'every resource' }, ...arns])
}

function principalsAt(kind: string | undefined, named: NamedResources): readonly PolicyChoice[] {
  if (kind === 'AWS') return values([{ name: '*', means: 'everybody' }, ...plain(named.principals)])
  if (kind === 'Service') return values(plain(servicePrincipals))
  return kind === undefined ? values([{ name: '*', means: 'everybody' }]) : []
}

function valuesOfKey(operator: string, key: string, named: NamedResources): readonly Word[] {
  if (/^(Bool|Null)/.test(operator)) return plain(['true', 'false'])
  switch (key.toLowerCase()) {
    case 'aws:sourcevpce':
      return plain(named.endpoints)
    case 'aws:sourcevpc':
      return plain(named.vpcs)
    case 'aws:principalarn':
      return plain(named.principals)
    case 'aws:principalaccount':
    case 'aws:resourceaccount':
    case 'aws:sourceaccount':
    case 'aws:vpceaccount':
    case 's3:resourceaccount':
      return plain(named.accounts)
    default:
      return []
  }
}
