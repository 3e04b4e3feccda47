import { expect } from 'vitest'
import type { Lab } from '../../../../../simulator/lab.ts'
import { openScenario } from '../../../../../simulator/node/scenarios.ts'
import { deedsOn, fillIn } from '../../../../../simulator/views/by-hand/by-hand.ts'
import type { Field } from '../../../../../simulator/views/by-hand/form.ts'
import { nameFor } from '../../../../../simulator/views/inspector/related.ts'
import { speakerTo } from '../../../../../simulator/views/mending/spell-repair.ts'

// A scenario solved through forms, a line a form:
//
//   tickets-table | ReplaceRoute | $destination=0.0.0.0/0 $target=inspect
//
// On a thing by its name, by a variable of the scenario (`$VPC`), or on nothing (`*`); the action; and what is filled in:
// what is offered by its name, else what is typed. `> sleep 60` is typed in the terminal.

export async function solveByHand(folder: string, script: string): Promise<Lab> {
  const lab = await openScenario(folder, 'by-hand')
  for (const line of script.split('\n').map((one) => one.trim())) {
    if (!line || line.startsWith('#')) continue
    if (line.startsWith('> ')) await typed(lab, line.slice(2))
    else await byForm(lab, line)
  }
  return lab
}

async function typed(lab: Lab, line: string): Promise<void> {
  const { exitCode, stderr } = await lab.run(line)
  expect(`${line} → ${exitCode} ${stderr}`).toBe(`${line} → 0 `)
}

async function byForm(lab: Lab, line: string): Promise<void> {
  const [where = '', what = '', said = ''] = line.split(' | ')
  const cloud = lab.forkWorld()
  const speaker = speakerTo(cloud, lab.attempt?.scenario.document.actors)
  const on = where === '*' ? undefined : idOf(lab, where)
  const action = deedsOn(cloud, on).find(({ id }) => id.slice(id.indexOf('/') + 1) === what)
  if (!action) throw new Error(`${where} (${on}) offers no ${what}.`)
  const ask = (values: Record<string, string | string[]>) =>
    fillIn(cloud, speaker, { action: action.id, on, values })
  const values: Record<string, string | string[]> = {}
  for (const part of said.match(/\S+=(?:'[^']*'|\S*)/g) ?? []) {
    const [path = ''] = part.split('=')
    const value = part.slice(path.length + 1).replace(/^'|'$/g, '')
    const { fields } = await ask(values)
    const field = fields.find((one) => one.path === path || one.path.endsWith(`.${path}`))
    if (!field)
      throw new Error(`${what} asks for no ${path}, but for ${fields.map((one) => one.path).join(', ')}.`)
    values[field.path] = chosen(lab, field, value)
  }
  const { command, missing } = await ask(values)
  if (command === undefined) throw new Error(`${line}: it lacks ${missing.join(', ')}.`)
  await typed(lab, command)
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
