import { setImmediate as immediate } from 'node:timers/promises'
import { contract } from '../../simulator/api/contract.ts'
import { Lab } from '../../simulator/lab.ts'
import { originOf } from '../../simulator/node/engine.ts'
import { readPack } from '../../simulator/node/pack-files.ts'
import type { GradeJob } from '../../simulator/node/workers/grade-job.ts'
import { gradeAll } from '../../simulator/node/workers/grade-pool.ts'
import { readSubmission } from '../../simulator/packs/read-submission.ts'
import { stepsOf } from '../../simulator/views/attempt/steps.ts'
import type { Result } from './measure.ts'

// How long an instructor waits for a large class: the solutions of every scenario that is shipped, typed line by line.

const all = 1000

export async function submissionBenchmarks(): Promise<Result[]> {
  const solved = [...(await solvedIn('foundations')), ...(await solvedIn('private-paths'))]
  const jobs = Array.from({ length: all }, (_, i) => solved[i % solved.length]!)
  const from = performance.now()
  const graded = await gradeAll(
    jobs.map((job) => ({ ...job })),
    { threads: 2 },
  )
  const took = performance.now() - from
  const wrong = graded.find(({ result, flags }) => !result?.passed || flags.length)
  if (wrong) throw new Error(`A benchmark's submission came out otherwise: ${JSON.stringify(wrong.flags)}`)
  return [
    {
      name: `${all} submissions of all scenarios, by two threads`,
      value: Math.round(took),
      unit: 'ms',
      goal: { atMost: 120_000 },
    },
  ]
}

async function solvedIn(name: string): Promise<readonly GradeJob[]> {
  const place = `content/packs/${name}`
  const read = await readPack(place)
  if ('problems' in read) throw new Error(`The pack ${name} cannot be read.`)
  const here = originOf(read.pack, read.files)
  const jobs: GradeJob[] = []
  for (const scenario of read.pack.scenarios) {
    const options = { contract, turn: () => immediate(), scenario, seed: 'bench', origin: async () => here }
    const lab = await Lab.open(options)
    for (const { command } of stepsOf(scenario.solution, (text) => lab.terminal.isIncomplete(text)))
      await lab.run(command)
    const made = await lab.submission('bench')
    if ('refused' in made) throw new Error(made.refused)
    const submission = readSubmission('bench.json', new TextEncoder().encode(made.text))
    if ('problems' in submission) throw new Error('A benchmark cannot read its own submission.')
    jobs.push({ file: 'bench.json', submission: submission.submission, place, here, seconds: 60 })
  }
  return jobs
}
