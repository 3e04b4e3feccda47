import { setImmediate as immediate } from 'node:timers/promises'
import { contract } from '../../../../../simulator/api/contract.ts'
import { type Regraded, regrade } from '../../../../../simulator/authoring/replay/regrade.ts'
import { Lab, type LabOptions } from '../../../../../simulator/lab.ts'
import { tellProblem } from '../../../../../simulator/packs/problem.ts'
import { readSubmission } from '../../../../../simulator/packs/read-submission.ts'
import type { Submission } from '../../../../../simulator/packs/submission-schema.ts'
import { makeThing, smallScenario, thingNamed } from '../../lab/small-scenario.ts'

// Submissions of a scenario as small as can be: one thing named a, another one named b.

export const scenario = smallScenario(`checks:
  a: { ${thingNamed('a')}, points: 60 }
  b: { ${thingNamed('b')}, points: 40 }
`)

export const here = { engine: { version: '1.0.0' }, pack: { id: 'tests', version: '1.0.0' } }

export const options: LabOptions = {
  contract,
  turn: () => immediate(),
  scenario,
  seed: 'ann',
  origin: async () => here,
}

export const begin = (): Promise<Lab> => Lab.open(options)

export const make = makeThing

export function read(text: string): Submission {
  const found = readSubmission('ann.json', new TextEncoder().encode(text))
  if ('problems' in found) throw new Error(found.problems.map(tellProblem).join('\n'))
  return found.submission
}

export async function handedIn(lab: Lab, name = 'Ann'): Promise<Submission> {
  const made = await lab.submission(name)
  if ('refused' in made) throw new Error(made.refused)
  return read(made.text)
}

/** What comes of a submission when it is done again; `turns` is how many turns that may take. */
export function gradedAgain(start: Lab, submission: Submission, turns = 10_000): Promise<Regraded> {
  let left = turns
  return regrade(start, 'ann.json', submission, {
    options,
    here,
    rest: () => immediate(),
    isOver: () => left-- <= 0,
    patience: 'so many turns',
  })
}

export const flagsOf = ({ flags }: Regraded): readonly string[] => flags.map(({ kind }) => kind)
