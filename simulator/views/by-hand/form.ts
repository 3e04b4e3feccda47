import type { Shape } from '../../api/model.ts'
import { isPrivateService } from '../../api/private/index.ts'
import type { Cloud } from '../../cloud.ts'
import { labScope, type Scope } from '../../world/held.ts'
import { inWords } from '../inspector/kind-names.ts'
import { type Speaker, spellRequest } from '../mending/spell-repair.ts'
import { type Action, actionOf, type FieldSpec } from './actions.ts'
import type { Asking, Subject } from './asking.ts'
import { accountChoices, type Choice, choicesFor, memberOf } from './choices.ts'
import { finished } from './finishing.ts'
import { macros } from './macros.ts'
import { at, type Input, isRequired, put, shapeAt, valueFor } from './shapes.ts'
import { suggestionsFor } from './suggestions.ts'

// A form for one action: its fields with what may be chosen for each, and the command that it comes to.

export type Values = Readonly<Record<string, string | readonly string[]>>

export interface FormAsked {
  readonly action: string
  readonly subject?: Subject | undefined
  /** What has been filled in so far, by the paths of the fields. */
  readonly values: Values
  /** In whose name and where, where the subject does not say it. */
  readonly scope: Scope
}

export interface Form {
  readonly action: string
  readonly label: string
  readonly fields: readonly Field[]
  /** What is left out that has to be said, by the labels of the fields. */
  readonly missing: readonly string[]
  /** What a person would type; undefined while something is missing. */
  readonly command?: string
}

export interface Field {
  readonly path: string
  readonly label: string
  /** One of a list, several of it, anything, or a JSON document. */
  readonly kind: 'choice' | 'choices' | 'text' | 'json'
  readonly isRequired: boolean
  readonly value: string | readonly string[]
  readonly choices: readonly Choice[]
}

export async function formFor(cloud: Cloud, speaker: Speaker, asked: FormAsked): Promise<Form> {
  const action = actionOf(asked.action)
  if (!action) throw new Error(`There is no action ${asked.action}.`)
  const model = await cloud.contract.need(action.service, action.operation)
  const operation = model.operation(action.operation)!
  const { subject, values } = asked
  const scope = scopeOf(action, asked)
  const input: Input = {}
  for (const { path, value } of action.fixed)
    put(input, path, fixedValue(shapeAt(operation, path), value, subject))
  const asking: Asking = { cloud, speaker, scope, action, subject, input }
  const fields: Field[] = isPrivateService(action.service) ? [] : whoFields(cloud, speaker, asked, scope)
  for (const spec of action.fields) {
    const field = await fieldFor(asking, spec, shapeOf(operation, spec), values[spec.path])
    const needed = spec.isRequired || isRequired(operation, spec.path)
    fields.push({ ...field, isRequired: needed })
    fill(input, spec, shapeAt(operation, spec.path), field.value)
  }
  const missing = fields.filter((field) => field.isRequired && !field.value.length).map(({ label }) => label)
  const { service, operation: name } = action
  const whose = isPrivateService(service) ? labScope : scope
  const request = { service, operation: name, input: finished(asking, input), ...whose }
  return {
    action: action.id,
    label: action.label,
    fields,
    missing,
    ...(!missing.length && { command: spellRequest(speaker, request) }),
  }
}

/** In whose name: the owner of the thing, unless the action is another one's. */
function scopeOf({ as }: Action, { subject, scope, values }: FormAsked): Scope {
  const own = subject && subject.scope.account !== labScope.account ? subject.scope : scope
  const said = as === undefined ? undefined : subject?.record[as]
  const who = said as { OwnerId?: string; Region?: string } | string | undefined
  const base =
    typeof who === 'string'
      ? { ...own, account: who }
      : { account: who?.OwnerId ?? own.account, region: who?.Region ?? own.region }
  const [account, region] = [values['@account'], values['@region']]
  return {
    account: typeof account === 'string' && account ? account : base.account,
    region:
      typeof region === 'string' && region ? region : base.region === 'global' ? scope.region : base.region,
  }
}

/** Who does it and where is asked where nothing says it, and there is more than one answer. */
function whoFields(cloud: Cloud, speaker: Speaker, { subject }: FormAsked, scope: Scope): Field[] {
  if (subject && subject.scope.account !== labScope.account) return []
  const all = accountChoices(cloud, speaker)
  const regions = [
    'us-east-1',
    'eu-west-1',
    ...(['us-east-1', 'eu-west-1'].includes(scope.region) ? [] : [scope.region]),
  ]
  const field = (path: string, label: string, value: string, choices: readonly Choice[]): Field => ({
    path,
    label,
    kind: 'choice',
    isRequired: true,
    value,
    choices,
  })
  return [
    ...(all.length > 1 ? [field('@account', 'Account', scope.account, all)] : []),
    field(
      '@region',
      'Region',
      scope.region,
      regions.map((value) => ({ value, label: value })),
    ),
  ]
}

/** The list that a path goes through decides whether it takes several. */
function shapeOf(operation: Parameters<typeof shapeAt>[0], { path }: FieldSpec): Shape | undefined {
  if (path.startsWith('#')) return undefined
  return path.includes('.*.') ? { kind: 'list', member: { kind: 'string' } } : shapeAt(operation, path)
}

async function fieldFor(
  asking: Asking,
  spec: FieldSpec,
  shape: Shape | undefined,
  said: string | readonly string[] | undefined,
): Promise<Omit<Field, 'isRequired'>> {
  const { path } = spec
  if (path.startsWith('#')) return { path, label: 'Name', kind: 'text', value: said ?? '', choices: [] }
  const label = labelOf(path)
  // What is made up for one, or only suggested, is no choice of what there is.
  const isMade = spec.initial.startsWith('$')
  const offered = isMade ? undefined : eachOnce((await choicesFor(asking, path)) ?? enumOf(shape))
  const isList = shape?.kind === 'list'
  if (offered) {
    const [only] = offered
    const sole = offered.length === 1 && spec.isRequired && only ? only.value : ''
    const value = said ?? (isList ? (sole ? [sole] : []) : spec.initial || sole)
    return { path, label, kind: isList ? 'choices' : 'choice', value, choices: offered }
  }
  const kind = /(Policy|PolicyDocument)$/.test(path) ? 'json' : 'text'
  const choices = eachOnce(await suggestionsFor(asking, path))
  const made: Readonly<Record<string, string | undefined>> = {
    // Whoever makes two of a kind has to tell them apart.
    $unique: `by-hand-${Math.floor(asking.cloud.now / 1000)}`,
    $first: choices[0]?.value ?? '',
  }
  const initial = made[spec.initial] ?? spec.initial
  return { path, label, kind, value: said ?? initial, choices }
}

/** What several things have in common is offered once: as the first of them says it. */
function eachOnce<Found extends readonly Choice[] | undefined>(all: Found): Found {
  const seen = new Set<string>()
  return all?.filter(({ value }) => seen.size < seen.add(value).size) as unknown as Found
}

function enumOf(shape: Shape | undefined): readonly Choice[] | undefined {
  if (shape?.kind === 'boolean')
    return ['true', 'false'].map((value) => ({ value, label: value === 'true' ? 'yes' : 'no' }))
  const one = shape?.kind === 'list' ? shape.member : shape
  return one?.kind === 'string' && one.enum && one.enum.length <= 40
    ? one.enum.map((value) => ({ value, label: value }))
    : undefined
}

function labelOf(path: string): string {
  const macro = macros[path]
  if (macro) return macro.label
  const steps = path.split('.')
  const number = steps.findLast((step) => /^[1-9]$/.test(step))
  const told = inWords(memberOf(path)).replace(/ value$/, '')
  const whole =
    told === 'value'
      ? inWords(steps.findLast((step) => /^[A-Z]/.test(step) && step !== 'Value') ?? told)
      : told
  const label = `${whole.charAt(0).toUpperCase()}${whole.slice(1)}`
  return number === undefined ? label : `${label} ${Number(number) + 1}`
}

function fixedValue(shape: Shape | undefined, value: string, subject: Subject | undefined): unknown {
  if (!value.startsWith('@')) return valueFor(shape, value)
  const found = value === '@' ? subject?.id : at(subject?.record, value.slice(1))
  return found
}

/** Puts what was filled in where it belongs. */
function fill(
  input: Input,
  { path }: FieldSpec,
  shape: Shape | undefined,
  value: string | readonly string[],
): void {
  if (!value.length) return
  if (path.startsWith('#')) {
    put(input, 'TagSpecifications', [{ ResourceType: path.slice(1), Tags: [{ Key: 'Name', Value: value }] }])
    return
  }
  if (path.includes('.*.')) {
    const [list = '', member = ''] = path.split('.*.')
    const all = typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value
    put(
      input,
      list,
      all.map((one) => ({ [member]: one })),
    )
    return
  }
  const macro = macros[path]
  if (macro) put(input, macro.pathFor(String(value)), String(value))
  else put(input, path, typeof value === 'string' ? valueFor(shape, value) : value)
}
