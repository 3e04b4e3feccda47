import type { Replayed } from '../../../simulator/authoring/replay/replay.ts'
import type { Lab, LabOptions } from '../../../simulator/lab.ts'
import type { SharedLab } from '../share/shared-lab.ts'

// A lab that somebody has shared, done again. It may be a stranger’s, and made to never end.

/** How long doing it again may take, in milliseconds: something for a start, and something for each step. */
const patience = { first: 2000, each: 50, most: 30_000 } as const

export class NotReplayed extends Error {}

export async function replayShared(
  start: Lab,
  { log }: Pick<SharedLab, 'log'>,
  options: LabOptions,
  now: () => number = () => performance.now(),
): Promise<Lab> {
  const { replay } = await import('../../../simulator/authoring/replay/replay.ts')
  if (options.scenario) await start.needGoals()
  const end = now() + Math.min(patience.most, patience.first + patience.each * log.length)
  let replayed: Replayed
  try {
    replayed = await replay(start, log, {
      options,
      rest: () => options.turn(),
      isOver: () => now() > end,
    })
  } catch (error) {
    throw new NotReplayed(error instanceof Error ? error.message : String(error))
  }
  if (replayed.isStopped) throw new NotReplayed('it took too long, as a loop does that never ends')
  return replayed.lab
}

/** What is to be shared of a lab; undefined where its log does not tell all of it. */
export async function sharedOf(lab: Lab): Promise<Pick<SharedLab, 'seed' | 'world' | 'log'> | undefined> {
  const { hashOfWorld } = await import('../../../simulator/views/attempt/submission.ts')
  const { done } = JSON.parse(lab.save()) as { done?: Pick<SharedLab, 'seed' | 'log'> }
  if (!done) return undefined
  return { ...done, world: hashOfWorld({ save: () => lab.saveWorld() }) }
}
