import { enableCompileCache } from 'node:module'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import type { GradeAnswer, GradeJob } from './grade-job.ts'

// Grades one submission after the other. A scenario's setup runs once for each seed; what is handed in is done on forks.

enableCompileCache()
const [{ contract }, { regrade }, { Lab }, { readPack }, { inLanguage }, { tellProblem }, { keyOf }] =
  await Promise.all([
    import('../../api/contract.ts'),
    import('../../authoring/replay/regrade.ts'),
    import('../../lab.ts'),
    import('../pack-files.ts'),
    import('../../packs/translate.ts'),
    import('../../packs/problem.ts'),
    import('./grade-job.ts'),
  ])

type Start = Awaited<ReturnType<typeof begin>>

const starts = new Map<string, Start>()

/** More worlds than this are not kept. */
const mostStarts = 4

const packs = new Map<string, ReturnType<typeof readPack>>()

async function begin({ place, submission: { scenario: id, language, seed }, here }: GradeJob) {
  const reading = packs.get(place) ?? readPack(place)
  packs.set(place, reading)
  const read = await reading
  if ('problems' in read) throw new Error(read.problems.map(tellProblem).join('\n'))
  const found = read.pack.scenarios.find((one) => one.id === id)
  if (!found) throw new Error(`There is no scenario ${id}.`)
  const scenario = inLanguage(found, [language])
  const options = {
    contract,
    scenario,
    turn: () => turn(),
    origin: async () => here,
    ...(seed !== undefined && { seed }),
  }
  return { lab: await Lab.open(options), options }
}

async function startOf(job: GradeJob): Promise<Start> {
  const key = keyOf(job)
  const known = starts.get(key)
  const start = known ?? (await begin(job))
  starts.delete(key)
  starts.set(key, start)
  const [oldest] = starts.keys()
  if (starts.size > mostStarts && oldest !== undefined) starts.delete(oldest)
  return start
}

const say = (answer: GradeAnswer) => parentPort?.postMessage(answer)

async function grade(job: GradeJob): Promise<GradeAnswer> {
  const { file, submission, seconds } = job
  let start: Start
  try {
    start = await startOf(job)
  } catch (error) {
    return { kind: 'refused', flag: { kind: 'unknown-scenario', says: (error as Error).message } }
  }
  say({ kind: 'begun' })
  const end = performance.now() + seconds * 1000
  const regraded = await regrade(start.lab, file, submission, {
    options: start.options,
    here: job.here,
    rest: () => sleep(20),
    isOver: () => performance.now() > end,
    patience: `${seconds} seconds`,
  })
  return { kind: 'graded', regraded }
}

parentPort?.on('message', (job: GradeJob) => {
  void grade(job).then(say)
})
say({ kind: 'ready' })
