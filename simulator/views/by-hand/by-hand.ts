import type { Cloud } from '../../cloud.ts'
import { accounts } from '../../world/accounts.ts'
import { labScope, type Scope } from '../../world/held.ts'
import { everything } from '../inspector/everything.ts'
import { kindName } from '../inspector/kind-names.ts'
import { foundOnPremises } from '../inspector/kinds/on-premises.ts'
import { findSubject } from '../inspector/subject.ts'
import type { Speaker } from '../mending/spell-repair.ts'
import { type Action, actions, actionsOn } from './actions.ts'
import type { Subject } from './asking.ts'
import { type Form, formFor, type Values } from './form.ts'

// The world edited by hand: what can be done with a thing, and the form for one of these deeds.

export type Deeds = readonly Pick<Action, 'id' | 'deed' | 'label'>[]

/** What can be done with a thing; without one, what can be added to nothing in particular. */
export function deedsOn(cloud: Cloud, id: string | undefined): Deeds {
  const subject = id === undefined ? undefined : subjectOf(cloud, id)
  if (id !== undefined && !subject && !isPlace(id)) return []
  return actionsOn(subject?.family).map(({ id: action, deed, label }) => ({ id: action, deed, label }))
}

const isPlace = (id: string): boolean => /^(account|region)\//.test(id)

export interface FormWanted {
  readonly action: string
  readonly on?: string | undefined
  readonly values: Values
}

export function fillIn(cloud: Cloud, speaker: Speaker, { action, on, values }: FormWanted): Promise<Form> {
  const subject = on === undefined ? undefined : subjectOf(cloud, on)
  return formFor(cloud, speaker, { action, subject, values, scope: scopeOf(cloud, on) })
}

/** Where a place on the map is; else where the learner's first account is at home. */
function scopeOf({ store }: Cloud, on: string | undefined): Scope {
  const [what, account, region] = on?.split('/') ?? []
  const [first] = store.all(accounts)
  const home = { account: first?.id ?? '', region: 'us-east-1' }
  if (what === 'account' && account) return { ...home, account }
  return what === 'region' && account && region ? { account, region } : home
}

function subjectOf(cloud: Cloud, id: string): Subject | undefined {
  const found = findSubject(cloud, id)
  const held = found?.family.get(cloud.fabric, found.key)
  if (found && held) {
    const { account, region, record } = held
    return { id: found.key, family: found.family.name, record, scope: { account, region } }
  }
  const here = foundOnPremises(cloud, id)
  return here && { id: here.name, family: here.kind, record: {}, scope: labScope }
}

/** What joins one thing to another: forms in which the other is filled in already. */
export interface Connection {
  readonly action: string
  readonly label: string
  readonly on: string
  readonly values: Values
}

/** Whatever a form of the one offers the other for, and the other way round. */
export async function connectionsBetween(
  cloud: Cloud,
  speaker: Speaker,
  from: string,
  to: string,
): Promise<readonly Connection[]> {
  const found: Connection[] = []
  for (const [on, other] of [
    [from, to],
    [to, from],
  ] as const) {
    const end = findSubject(cloud, other)?.key ?? other
    for (const { id: action, deed, label } of deedsOn(cloud, on)) {
      if (deed === 'delete') continue
      const { fields } = await fillIn(cloud, speaker, { action, on, values: {} })
      const field = fields.find(({ choices }) => choices.some(({ value }) => value === end))
      if (!field) continue
      const values = { [field.path]: field.kind === 'choices' ? [end] : end }
      found.push({ action, label, on, values })
    }
  }
  return found
}

/** Something that can be put onto the map, and what it can be put into; into nothing in particular, if nothing is named. */
export interface OnShelf {
  readonly action: string
  readonly label: string
  readonly holders: readonly string[]
  /** The families that its holders are of. */
  readonly families: readonly string[]
}

/** What can be added to a network, each once. */
export function shelf(): readonly OnShelf[] {
  const found = new Map<string, OnShelf>()
  for (const { id, on, deed, label } of actions) {
    const kind = id.slice(id.indexOf('/') + 1)
    if (deed !== 'add') continue
    const own = on === '*' ? [] : [on]
    const families = [...(found.get(kind)?.families ?? []), ...own]
    const first = found.get(kind)?.label ?? label
    found.set(kind, { action: kind, label: first, holders: families.map(kindName), families })
  }
  return [...found.values()]
}

/** A place that something from the shelf can be put into, and the form that does it. */
export interface Place {
  readonly action: string
  /** The place; undefined for nowhere in particular. */
  readonly on?: string
  readonly kind: string
  readonly name: string
  readonly detail: string
}

/** Every place that can hold something from the shelf. */
export function placesFor(cloud: Cloud, kind: string): readonly Place[] {
  const forms = actions.filter(({ id, deed }) => deed === 'add' && id.slice(id.indexOf('/') + 1) === kind)
  const held = everything(cloud).flatMap((one) => {
    const form = forms.find(({ on }) => on === one.family)
    return form ? [{ action: form.id, on: one.id, kind: one.kind, name: one.name, detail: one.detail }] : []
  })
  const free = forms.find(({ on }) => on === '*')
  return [...held, ...(free ? [{ action: free.id, kind: '', name: '', detail: '' }] : [])]
}

/** The form for something from the shelf that was put onto a place: onto the first of the ids that can hold it. */
export function dropped(
  cloud: Cloud,
  kind: string,
  onto: readonly string[],
): { readonly action: string; readonly on?: string } | undefined {
  for (const on of onto) {
    const found = deedsOn(cloud, on).find(
      ({ id }) => id.endsWith(`/${kind}`) && id.indexOf('/') === id.length - kind.length - 1,
    )
    if (found) return { action: found.id, on }
  }
  const free = deedsOn(cloud, undefined).find(({ id }) => id === `*/${kind}`)
  return free && { action: free.id }
}
