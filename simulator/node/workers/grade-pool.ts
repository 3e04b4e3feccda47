import { Worker } from 'node:worker_threads'
import { type Regraded, refused } from '../../authoring/replay/regrade.ts'
import { type GradeAnswer, type GradeJob, keyOf } from './grade-job.ts'

export interface PoolOptions {
  readonly threads: number
  onProgress?(done: number, of: number): void
}

/** Grades them all, several at a time; the answers are in the order of the jobs. */
export async function gradeAll(
  jobs: readonly GradeJob[],
  { threads, onProgress }: PoolOptions,
): Promise<readonly Regraded[]> {
  const queue = new Queue(jobs)
  const found = new Map<GradeJob, Regraded>()
  const work = async () => {
    const bench = new Bench()
    try {
      for (let job = queue.take(); job; job = queue.take(job)) {
        found.set(job, await bench.grade(job))
        onProgress?.(found.size, jobs.length)
      }
    } finally {
      await bench.close()
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(threads, jobs.length)) }, work))
  return jobs.map((job) => found.get(job)!)
}

/** Whoever has begun a scenario goes on with it; else the one that most wait for comes next. */
class Queue {
  readonly #groups = new Map<string, GradeJob[]>()

  constructor(jobs: readonly GradeJob[]) {
    for (const job of jobs) {
      const key = keyOf(job)
      const group = this.#groups.get(key)
      if (group) group.push(job)
      else this.#groups.set(key, [job])
    }
  }

  take(last?: GradeJob): GradeJob | undefined {
    const own = last && this.#groups.get(keyOf(last))?.shift()
    if (own) return own
    let longest: GradeJob[] = []
    for (const group of this.#groups.values()) if (group.length > longest.length) longest = group
    return longest.shift()
  }
}

/** What a setup may take, in seconds. */
const setupSeconds = 60

/** Beyond its own patience, a worker that does not answer is ended. */
const graceSeconds = 5

/** A worker, and another one where it had to be ended. */
class Bench {
  #worker: Worker | undefined

  async grade(job: GradeJob): Promise<Regraded> {
    const worker = this.#worker ?? (await startWorker())
    this.#worker = worker
    const { file, submission, seconds } = job
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      const finish = (regraded: Regraded) => {
        clearTimeout(timer)
        worker.off('message', hear).off('error', fail).off('exit', leave)
        resolve(regraded)
      }
      const giveUp = (says: string) => {
        this.#worker = undefined
        finish(refused(file, { kind: 'stopped', says }, submission))
        worker.on('error', () => {})
        void worker.terminate()
      }
      const wait = (most: number) => {
        clearTimeout(timer)
        timer = setTimeout(
          () => giveUp(`It was stopped after ${most} seconds, and is not graded: look for what never ends.`),
          most * 1000,
        )
      }
      wait(setupSeconds)
      const hear = (answer: GradeAnswer) => {
        if (answer.kind === 'begun') wait(seconds + graceSeconds)
        if (answer.kind === 'graded') finish(answer.regraded)
        if (answer.kind === 'refused') finish(refused(file, answer.flag, submission))
      }
      const fail = (error: NodeJS.ErrnoException) =>
        giveUp(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? 'It was stopped because it takes too much memory, and is not graded.'
            : `It cannot be done again: ${error.message}`,
        )
      const leave = () => giveUp('It ended what grades it, and is not graded.')
      worker.on('message', hear).on('error', fail).on('exit', leave)
      worker.postMessage(job)
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }
}

function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('./grade-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
    // Whoever runs this program may have options for it that are none of a worker's.
    execArgv: [],
  })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', () => {
      worker.off('error', reject)
      resolve(worker)
    })
  })
}
