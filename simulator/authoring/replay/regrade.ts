import { signatureOf } from '../../grading/grade.ts'
import type { Lab, LabOptions } from '../../lab.ts'
import type { Submission, SubmittedResult } from '../../packs/submission-schema.ts'
import { hashOfWorld, type Origin, resultOf } from '../../views/attempt/submission.ts'
import { type Replayed, type ReplayPorts, replay } from './replay.ts'

// A submission, done again and judged anew: what it comes to here, and what is to be told of it.

/** Why somebody should look at a submission before believing it. */
export type FlagKind =
  /** What it claims is not what comes out. */
  | 'other-result'
  | 'other-world'
  | 'other-engine'
  | 'other-pack'
  | 'damaged'
  | 'unknown-scenario'
  | 'stopped'
  | 'interrupts-differ'
  | 'imported-world'
  | 'same-log'

export interface Flag {
  readonly kind: FlagKind
  /** A sentence for the instructor. */
  readonly says: string
}

/** One check, as it came out. */
export interface RegradedCheck {
  readonly id: string
  readonly title: string
  readonly met: boolean
  readonly points: number
  readonly of: number
  readonly isBonus: boolean
  /** Its stage has not opened. */
  readonly isClosed: boolean
  readonly observed: string
  /** What stood in the way, as codes with a sentence for each. */
  readonly reasons: readonly { readonly code: string; readonly says: string }[]
}

/** A submission as a class report tells it. */
export interface Regraded {
  readonly file: string
  readonly name: string
  readonly scenario: string
  readonly title: string
  readonly seed: string
  /** Lines that were typed. */
  readonly lines: number
  readonly claimed?: SubmittedResult
  /** What came out; missing where it could not be done again. */
  readonly result?: SubmittedResult
  readonly best?: number
  readonly checks: readonly RegradedCheck[]
  /** What the author says of this mistake, where it is a known one. */
  readonly mistake?: string
  readonly flags: readonly Flag[]
}

export interface RegradePorts {
  /** What its lab is to be opened with, where it is opened anew. */
  readonly options: LabOptions
  readonly here: Origin
  readonly rest: ReplayPorts['rest']
  isOver(): boolean
  /** What it is told when it took too long. */
  readonly patience: string
}

/** Judges a submission on a fork of a lab that is at the start of its scenario, with its seed. */
export async function regrade(
  start: Lab,
  file: string,
  submission: Submission,
  ports: RegradePorts,
): Promise<Regraded> {
  const { log, result: claimed } = submission
  const attempt = start.attempt!
  const about = { ...headOf(file, submission), title: attempt.scenario.document.title, claimed }
  const flags = flagsOfOrigin(submission, ports.here)
  let replayed: Replayed
  try {
    replayed = await replay(start, log, ports)
  } catch (error) {
    const says = `It cannot be done again: ${(error as Error).message}`
    return { ...about, checks: [], flags: [...flags, { kind: 'damaged', says }] }
  }
  const { lab, isStopped, otherwise } = replayed
  if (isStopped) {
    const says = `It was stopped after ${ports.patience}, and is not graded: look for a loop that never ends.`
    return { ...about, checks: [], flags: [...flags, { kind: 'stopped', says }] }
  }
  const grade = lab.grade()!
  const result = resultOf(grade)
  const { nearMisses } = attempt.scenario
  const signature = signatureOf(grade)
  const mistake = nearMisses.find((one) => one.signature === signature)?.because
  const differences = differencesBetween(claimed, result)
  if (differences.length)
    flags.push({ kind: 'other-result', says: `It claims another result: ${differences.join('; ')}.` })
  else if (hashOfWorld({ save: () => lab.saveWorld() }) !== submission.world && !flags.length)
    flags.push({
      kind: 'other-world',
      says: 'Its log leads to the result that it claims, by another world than the one that was handed in.',
    })
  if (otherwise.length)
    flags.push({
      kind: 'interrupts-differ',
      says: `Ctrl-C came at another moment in ${otherwise.length === 1 ? 'a line' : `${otherwise.length} lines`}: ${shortened(otherwise[0]!.line)}`,
    })
  if (log.some(({ line }) => /\blab\s+import\b/.test(line)))
    flags.push({
      kind: 'imported-world',
      says: 'A world was brought in from a file (lab import): the log does not tell how it was made.',
    })
  return {
    ...about,
    result,
    best: grade.standing.best,
    checks: grade.goals.map(({ id, title, points, worth, verdict, isClosed }) => ({
      id,
      title,
      met: verdict.met,
      points,
      of: worth.points,
      isBonus: worth.bonus,
      isClosed: isClosed ?? false,
      observed: verdict.observed,
      reasons: verdict.met
        ? []
        : [...new Map(verdict.obstacles.map((one) => [one.reason, one.explanation]))].map(([code, says]) => ({
            code,
            says,
          })),
    })),
    ...(mistake !== undefined && { mistake }),
    flags,
  }
}

const headOf = (file: string, { name, scenario, seed = '', log }: Submission) => ({
  file,
  name,
  scenario,
  seed,
  lines: log.filter(({ kind }) => kind === undefined || kind === 'console' || kind === 'script').length,
})

/** A submission that cannot even be begun. */
export const refused = (file: string, flag: Flag, submission?: Submission): Regraded => ({
  ...(submission
    ? { ...headOf(file, submission), claimed: submission.result }
    : { file, name: '', scenario: '', seed: '', lines: 0 }),
  title: submission?.scenario ?? '',
  checks: [],
  flags: [flag],
})

function flagsOfOrigin({ engine, pack }: Submission, here: Origin): Flag[] {
  const flags: Flag[] = []
  const isOther = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== other
  if (engine.version !== here.engine.version)
    flags.push({
      kind: 'other-engine',
      says: `It is from Hopwise ${engine.version}; this is ${here.engine.version}.`,
    })
  else if (isOther(engine.fingerprint, here.engine.fingerprint))
    flags.push({
      kind: 'other-engine',
      says: `It is from another build of Hopwise ${engine.version}: the simulator's files differ.`,
    })
  if (pack.id !== here.pack.id || pack.version !== here.pack.version)
    flags.push({
      kind: 'other-pack',
      says: `It is from the pack ${pack.id} ${pack.version}; this is ${here.pack.id} ${here.pack.version}.`,
    })
  else if (isOther(pack.hash, here.pack.hash))
    flags.push({
      kind: 'other-pack',
      says: `It is from another edition of the pack ${pack.id} ${pack.version}: the pack's files differ.`,
    })
  return flags
}

/** What is claimed and what came out, where they differ. */
function differencesBetween(claimed: SubmittedResult, found: SubmittedResult): readonly string[] {
  const said = (what: string, one: unknown, other: unknown) =>
    one === other ? [] : [`${what} ${String(one)}, found ${String(other)}`]
  const checks = [...new Set([...Object.keys(claimed.checks), ...Object.keys(found.checks)])]
  const metIn = ({ checks: all }: SubmittedResult, id: string) =>
    Object.hasOwn(all, id) ? (all[id]!.met ? 'met' : 'not met') : 'no such check'
  const pointsIn = ({ checks: all }: SubmittedResult, id: string) =>
    Object.hasOwn(all, id) ? all[id]!.points : 0
  return [
    ...said('percent', claimed.percent, found.percent),
    ...said('reached', claimed.reached, found.reached),
    ...said('passed', claimed.passed, found.passed),
    ...said('points', claimed.points, found.points),
    ...said('points in all', claimed.of, found.of),
    ...checks.flatMap((id) => said(`${id}:`, metIn(claimed, id), metIn(found, id))),
    ...checks.flatMap((id) => said(`points for ${id}:`, pointsIn(claimed, id), pointsIn(found, id))),
    ...said('hints', claimed.hints.taken, found.hints.taken),
    ...said('points lost to hints', claimed.hints.cost, found.hints.cost),
    ...said('solution seen', claimed.sawSolution, found.sawSolution),
    ...said('commands', claimed.commands, found.commands),
    ...said('USD a month', claimed.usd, found.usd),
    ...said('minutes', claimed.minutes, found.minutes),
  ].slice(0, mostTold)
}

const mostTold = 6

const shortened = (line: string): string => (line.length > 60 ? `${line.slice(0, 59)}…` : line)

/** Flags submissions of different people that were typed alike. Short ones are alike by chance. */
export function flagCopies(
  all: readonly { readonly regraded: Regraded; readonly lines: string }[],
): readonly Regraded[] {
  const groups = new Map<string, Regraded[]>()
  for (const { regraded, lines } of all) {
    if (regraded.lines < fewest) continue
    const key = `${regraded.scenario}\n${lines}`
    groups.set(key, [...(groups.get(key) ?? []), regraded])
  }
  return all.map(({ regraded, lines }) => {
    const others = (groups.get(`${regraded.scenario}\n${lines}`) ?? []).filter(
      (one) => one !== regraded && one.name !== regraded.name,
    )
    if (!others.length) return regraded
    const names = others.slice(0, 3).map(({ name, file }) => name || file)
    const more = others.length > 3 ? ` and ${others.length - 3} more` : ''
    const says = `Every line is the same as in that of ${names.join(', ')}${more}.`
    return { ...regraded, flags: [...regraded.flags, { kind: 'same-log', says }] }
  })
}

const fewest = 5
