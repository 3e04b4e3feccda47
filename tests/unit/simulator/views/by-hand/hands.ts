import { expect } from 'vitest'
import type { Lab } from '../../../../../simulator/lab.ts'
import { openScenario } from '../../../../../simulator/node/scenarios.ts'
import type { Deed } from '../../../../../simulator/views/by-hand/actions.ts'
import { deedsOn, fillIn } from '../../../../../simulator/views/by-hand/by-hand.ts'
import type { Field } from '../../../../../simulator/views/by-hand/form.ts'
import { inspect } from '../../../../../simulator/views/inspector/inspect.ts'
import { nameFor } from '../../../../../simulator/views/inspector/related.ts'
import { speakerTo } from '../../../../../simulator/views/mending/spell-repair.ts'

// A scenario solved by hand, a line a step:
//
//   tickets-table | ReplaceRoute | $destination=0.0.0.0/0 $target=inspect
//   inspect | wait
//   $BUCKET | ask from claims-1 | list-objects-v2
//   goal where-next | answer | c
//
// With a thing by its name, by a variable of the scenario (`$VPC`), or with nothing (`*`): a form, by its action, and what
// is filled in, which is what is offered by its name, else what is typed. Or one of the inspector's buttons: letting five
// minutes pass for something on its way, or running one of its commands on a machine. Or the answer to a question.

export type Step =
  | ({ readonly kind: 'form' } & FormStep)
  | { readonly kind: 'wait'; readonly on: string; readonly command: string }
  | { readonly kind: 'ask'; readonly on: string; readonly from: string; readonly command: string }
  | { readonly kind: 'answer'; readonly goal: string; readonly options: readonly string[]; command: string }

export interface FormStep {
  readonly on: string | undefined
  readonly deed: Deed
  /** What the form is for, without the thing that it is done to. */
  readonly part: string
  /** As the button says it. */
  readonly label: string
  readonly fills: readonly Fill[]
  readonly command: string
}

export interface Fill {
  readonly field: Field
  /** What is chosen or typed. */
  readonly values: readonly string[]
}

/** Somebody's way of doing a step; it is done in the lab here as well. */
export type Doing = (step: Step, lab: Lab) => Promise<void>

export async function solveByHand(folder: string, script: string, does?: Doing, seed?: string): Promise<Lab> {
  const lab = await openScenario(folder, seed)
  for (const line of script.split('\n').map((one) => one.trim())) {
    if (!line || line.startsWith('#')) continue
    const step = await planned(lab, line)
    await does?.(step, lab)
    const { exitCode, stderr } = await lab.run(step.command)
    expect(`${line} → ${exitCode} ${stderr}`).toBe(`${line} → 0 `)
  }
  return lab
}

async function planned(lab: Lab, line: string): Promise<Step> {
  const [where = '', what = '', said = ''] = line.split(' | ')
  if (what === 'answer') return answered(lab, where.replace(/^goal /, ''), said)
  if (what === 'wait') return { kind: 'wait', on: idOf(lab, where), command: 'sleep 300' }
  const [, from] = /^ask from (.+)$/.exec(what) ?? []
  return from === undefined ? byForm(lab, where, what, said) : asked(lab, idOf(lab, where), from, said)
}

function answered(lab: Lab, goal: string, letters: string): Step {
  const question = lab.attemptView()?.goals.find(({ id }) => id === goal)?.question
  const options = (question?.options ?? []).flatMap(([letter, text]) =>
    letters.split(' ').includes(letter) ? [text] : [],
  )
  if (!options.length) throw new Error(`The goal ${goal} has no option ${letters}.`)
  return { kind: 'answer', goal, options, command: `lab answer ${goal} ${letters}` }
}

async function asked(lab: Lab, on: string, from: string, verb: string): Promise<Step> {
  const world = lab.forkWorld()
  const seen = await inspect(world, speakerTo(world, lab.attempt?.scenario.document.actors), on)
  const command = seen?.commands.find((one) => one.includes(` ${verb} `))
  if (command === undefined) throw new Error(`What is said of ${on} comes from ${seen?.commands.join('; ')}.`)
  return { kind: 'ask', on, from, command: `lab on ${from} ${command}` }
}

async function byForm(lab: Lab, where: string, what: string, said: string): Promise<Step> {
  const cloud = lab.forkWorld()
  const speaker = speakerTo(cloud, lab.attempt?.scenario.document.actors)
  const on = where === '*' ? undefined : idOf(lab, where)
  const action = deedsOn(cloud, on).find(({ id }) => id.slice(id.indexOf('/') + 1) === what)
  if (!action) throw new Error(`${where} (${on}) offers no ${what}.`)
  const ask = (values: Record<string, string | string[]>) =>
    fillIn(cloud, speaker, { action: action.id, on, values })
  const values: Record<string, string | string[]> = {}
  const fills: Fill[] = []
  for (const part of said.match(/\S+=(?:'[^']*'|\S*)/g) ?? []) {
    const [path = ''] = part.split('=')
    const value = part.slice(path.length + 1).replace(/^'|'$/g, '')
    const { fields } = await ask(values)
    const field = fields.find((one) => one.path === path || one.path.endsWith(`.${path}`))
    if (!field)
      throw new Error(`${what} asks for no ${path}, but for ${fields.map((one) => one.path).join(', ')}.`)
    const filled = chosen(lab, field, value)
    values[field.path] = filled
    fills.push({ field, values: [filled].flat() })
  }
  const { command, missing } = await ask(values)
  if (command === undefined) throw new Error(`${where} ${what}: it lacks ${missing.join(', ')}.`)
  return { kind: 'form', on, deed: action.deed, part: what, label: action.label, fills, command }
}

/** What is offered under a name; of several, separated by commas. */
function chosen(lab: Lab, { kind, choices, path }: Field, said: string): string | string[] {
  const preset = choices.find(({ label }) => label === said)
  if (preset) return preset.value
  if (kind === 'json')
    return said
      .replace(/\$([A-Z_]+)/g, (_, name: string) => variable(lab, name))
      .replace(/\{([\w/-]+)\}/g, (_, name: string) => idOf(lab, name))
  const pick = (name: string): string => {
    const text = name.startsWith('$')
      ? variable(lab, name.slice(1))
      : name.includes('/') && !/\d\//.test(name)
        ? idOf(lab, name)
        : name
    const found = choices.find(
      ({ value, label }) =>
        value === text || label === text || label.startsWith(`${text} · `) || label.endsWith(` · ${text}`),
    )
    if (!found && (kind === 'choice' || kind === 'choices')) {
      throw new Error(`${path} does not offer ${name}, but ${choices.map(({ label }) => label).join('; ')}.`)
    }
    return found?.value ?? text
  }
  return kind === 'choices' ? said.split(',').map(pick) : pick(said)
}

const variable = (lab: Lab, name: string): string => {
  const found = lab.attempt?.variables[name]
  if (found === undefined) throw new Error(`The scenario has no ${name}.`)
  return found
}

function idOf(lab: Lab, name: string): string {
  if (name.startsWith('$')) return variable(lab, name.slice(1))
  if (/^(site\/|onprem:)/.test(name)) return name
  return lab.view(({ store, families }) => {
    const [family = '', own = name] = name.includes('/') ? name.split('/') : [undefined, name]
    for (const one of families.all.filter(({ name: of }) => !family || of.endsWith(family))) {
      const held = one.everyone({ store }).findLast((record) => nameFor(one, record) === own)
      if (held) return one.idOf(held)
    }
    throw new Error(`Nothing is called ${name}.`)
  })
}
