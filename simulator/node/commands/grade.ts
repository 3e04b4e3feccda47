import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Flag, Regraded } from '../../authoring/replay/regrade.ts'
import { type ProgramCommand, UsageError } from '../command.ts'
import type { GradeJob } from '../workers/grade-job.ts'

const nothingToGrade = 3

export const grade: ProgramCommand = {
  name: 'grade',
  summary: 'Do submissions again, judge what comes of them, and report on the class.',
  usage: 'FILE… [--json | --csv] [--html OUT] [--pack PLACE]… [--seconds N] [--threads N]',
  help: `FILE is what a learner made with 'lab submit' or 'hopwise shell --submission', or a folder of such files.

Each submission is done again from its scenario's start, line by line, and the world that comes out is judged anew.
What differs from what it claims is flagged, and so is whatever else an instructor should know: another version of the
program or of the pack, a file that is damaged, a scenario that there is not, a log that does not end, a world that was
imported, and logs that are the same line by line. That proves which result a log leads to. It does not prove who
typed it, nor whether they had help.

Options:
  --json         print everything as JSON
  --csv          print a table for spreadsheets, a row for each submission
  --html OUT     write a report on the class into OUT: one page that needs nothing else
  --pack PLACE   look for scenarios in this pack, too: its folder or its .hopwise file. May be said several times
  --seconds N    how long doing one submission again may take (default: 30)
  --threads N    how many are done at a time (default: as many as this machine has processors)

Exit status: 0 when all are graded and none is flagged, 1 when one is flagged or cannot be graded, 3 when there is
nothing to grade or OUT cannot be written, 2 when the command is used wrongly.`,

  async run(args, context) {
    const asked = parse(args)
    const { stdout, stderr } = context
    const tell = (problem: string) => {
      stderr.write(`hopwise grade: ${problem}\n`)
      return nothingToGrade
    }
    const files = (await Promise.all(asked.places.map(filesAt))).flat()
    if (!files.length) return tell('there is no .json file in there')
    const packs = new Packs()
    for (const place of asked.packs) {
      const problem = await packs.add(place)
      if (problem !== undefined) return tell(problem)
    }
    const [{ gradeAll }, { flagCopies, refused }, { progressOn }] = await Promise.all([
      import('../workers/grade-pool.ts'),
      import('../../authoring/replay/regrade.ts'),
      import('../pack/linting.ts'),
    ])
    const read = await Promise.all(files.map((file) => jobFor(file, packs, asked.seconds)))
    const jobs = read.flatMap((one) => ('flag' in one ? [] : one))
    const { onProgress, clear } = progressOn(context)
    const graded = await gradeAll(jobs, {
      threads: asked.threads,
      onProgress: (done, of) => onProgress('Grading', done, of),
    }).finally(clear)
    const byJob = new Map(jobs.map((job, i) => [job, graded[i]!]))
    const all = flagCopies(
      read.map((one) =>
        'flag' in one
          ? { regraded: refused(one.file, one.flag, one.submission), lines: '' }
          : { regraded: byJob.get(one)!, lines: one.submission.log.map(({ line }) => line).join('\n') },
      ),
    )
    if (asked.html !== undefined) {
      const problem = await writePage(asked.html, all)
      if (problem !== undefined) return tell(problem)
      stderr.write(`The report is in ${asked.html}.\n`)
    }
    stdout.write(await told(all, asked))
    return all.every(({ flags, result }) => result && !flags.length) ? 0 : 1
  },
}

/** The JSON files of a folder, or the file itself: whether it can be read shows later. */
async function filesAt(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch(() => undefined)
  if (!found?.isDirectory()) return [place]
  const entries = await readdir(place, { withFileTypes: true })
  return entries
    .filter((one) => one.isFile() && one.name.endsWith('.json'))
    .map((one) => path.join(place, one.name))
    .sort()
}

type Refused = {
  readonly file: string
  readonly flag: Flag
  readonly submission?: GradeJob['submission']
}

async function jobFor(file: string, packs: Packs, seconds: number): Promise<GradeJob | Refused> {
  const [{ readSubmission }, { submissionLimits }, { tellProblem }] = await Promise.all([
    import('../../packs/read-submission.ts'),
    import('../../packs/submission-schema.ts'),
    import('../../packs/problem.ts'),
  ])
  const damaged = (says: string): Refused => ({ file, flag: { kind: 'damaged', says } })
  let bytes: Uint8Array
  try {
    const { size } = await stat(file)
    if (size > submissionLimits.bytes)
      return damaged(`It has ${size} bytes, of at most ${submissionLimits.bytes}.`)
    bytes = await readFile(file)
  } catch (error) {
    return damaged(`It cannot be read: ${(error as Error).message}`)
  }
  const read = readSubmission(file, bytes)
  if ('problems' in read) return damaged(`It is no submission: ${read.problems.map(tellProblem).join('; ')}`)
  const { submission } = read
  const found = await packs.find(submission.scenario)
  if ('says' in found) return { file, submission, flag: { kind: 'unknown-scenario', says: found.says } }
  return { file, submission, seconds, ...found }
}

type Found = Pick<GradeJob, 'place' | 'here'>

/** The packs that are named, and those that come with the program. */
class Packs {
  readonly #known = new Map<string, Promise<(Found & { scenarios: readonly string[] }) | { says: string }>>()

  /** Returns what is wrong with it. */
  async add(place: string): Promise<string | undefined> {
    const found = await this.#read(place)
    if ('says' in found) return found.says
    this.#known.set(found.here.pack.id, Promise.resolve(found))
    return undefined
  }

  async find(scenario: string): Promise<Found | { readonly says: string }> {
    const [, id] = /^([a-z0-9]+(?:-[a-z0-9]+)*)\/[a-z0-9-]+$/.exec(scenario) ?? []
    if (id === undefined) return { says: `There is no scenario ${scenario}.` }
    const known = this.#known.get(id) ?? this.#shipped(id)
    this.#known.set(id, known)
    const found = await known
    if ('says' in found) return found
    const { scenarios, ...rest } = found
    if (scenarios.includes(scenario)) return rest
    return { says: `There is no scenario ${scenario}: the pack ${id} has ${scenarios.join(', ')}.` }
  }

  async #shipped(id: string) {
    const { contentPacks } = await import('../pack-files.ts')
    const place = path.join(contentPacks, id)
    const isThere = await stat(place).catch(() => undefined)
    if (!isThere) return { says: `There is no pack ${id} here. Name it: --pack ${id}.hopwise` }
    return this.#read(place)
  }

  async #read(place: string) {
    const [{ readPack }, { originOf }, { tellProblem }] = await Promise.all([
      import('../pack-files.ts'),
      import('../engine.ts'),
      import('../../packs/problem.ts'),
    ])
    const read = await readPack(place)
    if ('problems' in read) return { says: read.problems.map(tellProblem).join('\n') }
    const scenarios = read.pack.scenarios.map(({ id }) => id)
    return { place: path.resolve(place), here: originOf(read.pack, read.files), scenarios }
  }
}

async function writePage(file: string, all: readonly Regraded[]): Promise<string | undefined> {
  const [{ tellPage }, { engine }] = await Promise.all([
    import('../../authoring/class-report/page.ts'),
    import('../engine.ts'),
  ])
  const made = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, tellPage(all, { made, version: engine().version }))
    return undefined
  } catch (error) {
    return `${file} cannot be written: ${(error as Error).message}`
  }
}

async function told(
  all: readonly Regraded[],
  { json, csv }: { readonly json: boolean; readonly csv: boolean },
): Promise<string> {
  if (csv) return (await import('../../authoring/class-report/csv.ts')).tellCsv(all)
  if (json) {
    const { engine } = await import('../engine.ts')
    return `${JSON.stringify({ engine: engine(), submissions: all }, null, 2)}\n`
  }
  return (await import('../../authoring/class-report/text.ts')).tellText(all)
}

function parse(args: readonly string[]) {
  const { values, positionals: places } = parsed(args)
  if (!places.length) throw new UsageError('expected submissions: files, or a folder of them')
  if (values.json && values.csv) throw new UsageError('--json and --csv cannot be printed together')
  return {
    places,
    json: values.json,
    csv: values.csv,
    html: values.html,
    packs: values.pack ?? [],
    seconds: numberOf('--seconds', values.seconds, 30, 3600),
    threads: numberOf('--threads', values.threads, availableParallelism(), 64),
  }
}

function numberOf(option: string, text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new UsageError(`${option} wants a number from 1 to ${most}`)
  return value
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        csv: { type: 'boolean', default: false },
        html: { type: 'string' },
        pack: { type: 'string', multiple: true },
        seconds: { type: 'string' },
        threads: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
