import { readFile } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { AttemptGrade } from '../../views/attempt/attempt.ts'
import { type ProgramCommand, UsageError } from '../command.ts'

const cannotSay = 3

export const check: ProgramCommand = {
  name: 'check',
  summary: 'Run a script on a scenario’s start, and judge what came of it.',
  usage: 'SCENARIO --script FILE [--seed TEXT] [--why] [--json]',
  help: `SCENARIO is the folder of a scenario, or PACK/NAME for one that comes with the program, such as
foundations/a-private-door-to-sqs.

Options:
  --script FILE  the commands, as a learner would type them; - for standard input
  --seed TEXT    draws what is random in the scenario's world
  --why          tell of every check that is not met what was found, and why
  --json         print the verdicts as JSON: score, standing (what is left of it after hints and budgets, and what was
                 used), and for every check met, share, points, expected, observed, proof, obstacles, resources and
                 lesson

Exit status: 0 when every check is met, 1 when one is not, 3 when the scenario or the script cannot be run, 2 when the
command is used wrongly.`,

  async run(args, context) {
    const { place, script: file, seed, json, why } = parse(args)
    const tell = (problem: string) => {
      context.stderr.write(`hopwise check: ${problem}\n`)
      return cannotSay
    }
    const [
      { contract },
      { attemptWith },
      { readScenario },
      { tellProblem },
      { SetupFailed },
      { failedIn },
      { tellGoal },
    ] = await Promise.all([
      import('../../api/contract.ts'),
      import('../../authoring/prove.ts'),
      import('../pack-files.ts'),
      import('../../packs/problem.ts'),
      import('../../packs/setup.ts'),
      import('../../grading/grade.ts'),
      import('../../views/attempt/tell-grade.ts'),
    ])
    const read = await readScenario(place)
    if ('problems' in read) return tell(read.problems.map(tellProblem).join('\n'))
    let script: string
    try {
      script = file === '-' ? await textOf(context.stdin) : await readFile(file, 'utf8')
    } catch (error) {
      return tell(`${file} cannot be read: ${(error as Error).message}`)
    }
    try {
      const { lab, stderr } = await attemptWith({ contract, turn: () => turn() }, read.scenario, script, seed)
      context.stderr.write(stderr)
      const grade = lab.grade()!
      const report = json
        ? [JSON.stringify(reportOf(read.scenario.id, grade), null, 2)]
        : [lab.tellGoals(), ...(why ? failedIn(grade).map((goal) => tellGoal(goal, false)) : [])]
      context.stdout.write(`${report.join('\n\n')}\n`)
      return grade.goals.every(({ verdict }) => verdict.met) ? 0 : 1
    } catch (error) {
      if (error instanceof SetupFailed) return tell(error.message)
      throw error
    }
  },
}

const reportOf = (scenario: string, { goals, score, standing }: AttemptGrade): object => ({
  scenario,
  score,
  standing,
  checks: goals.map(({ id, title, points, worth, said, verdict }) => ({
    id,
    title,
    points,
    of: worth.points,
    ...verdict,
    ...(said !== undefined && { said }),
  })),
})

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

function parse(args: readonly string[]) {
  const { values, positionals } = parsed(args)
  const [place, ...more] = positionals
  if (place === undefined || more.length) throw new UsageError('expected one scenario')
  if (values.script === undefined) throw new UsageError('--script wants a file')
  return { place, script: values.script, seed: values.seed, json: values.json, why: values.why }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        script: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean', default: false },
        why: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
