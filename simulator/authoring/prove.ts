import { type Grade, signatureOf } from '../grading/grade.ts'
import { Lab, type LabOptions } from '../lab.ts'
import type { Scenario } from '../packs/load.ts'
import type { Problem } from '../packs/problem.ts'
import { SetupFailed } from '../packs/setup.ts'

// What every scenario has to prove: that its start is not solved, that its solutions are, and that each known mistake
// fails what it says.

export type ProofPorts = Pick<LabOptions, 'contract' | 'turn'>

/** A script run on a scenario's start, as a learner would type it; what it printed where it failed, and the grade. */
export async function attemptWith(
  ports: ProofPorts,
  scenario: Scenario,
  script: string,
  seed = 'proof',
): Promise<{ readonly grade: Grade; readonly exitCode: number; readonly stderr: string }> {
  const lab = await Lab.open({ ...ports, scenario, seed })
  const { exitCode, stderr } = await lab.on('workstation', script)
  return { grade: lab.grade()!, exitCode, stderr }
}

export async function proveScenario(ports: ProofPorts, scenario: Scenario): Promise<readonly Problem[]> {
  const { name, solution, alternatives, nearMisses } = scenario
  const folder = `scenarios/${name}`
  const problems: Problem[] = []
  const complain = (file: string, found: string, expected: string) =>
    problems.push({ file: `${folder}/${file}`, found, expected })
  try {
    const start = await attemptWith(ports, scenario, '')
    if (!failedIn(start.grade).length)
      complain('setup.sh', 'a start that meets every check', 'one that fails a check')
    const good = [
      { file: 'solution.sh', script: solution },
      ...alternatives.map((one) => ({ ...one, file: `alternatives/${one.name}.sh` })),
    ]
    for (const { file, script } of good) {
      const { grade, stderr } = await attemptWith(ports, scenario, script)
      if (stderr) complain(file, stderr.trim().split('\n')[0]!, 'commands that all succeed')
      for (const { id, verdict } of grade.goals) {
        if (!verdict.met) complain(file, `${id} not met: ${verdict.observed}`, verdict.expected)
      }
    }
    const known = new Map<string, string>()
    for (const { name: miss, script, fails, signature } of nearMisses) {
      const { grade } = await attemptWith(ports, scenario, script)
      const failed = failedIn(grade)
      if ([...failed].sort().join() !== [...fails].sort().join()) {
        complain(
          `near-misses/${miss}.sh`,
          `${failed.join(' ') || 'no check'} failing`,
          `exactly what it names: ${fails.join(' ')}`,
        )
        continue
      }
      const found = signatureOf(grade)
      const twin = known.get(found)
      known.set(found, miss)
      if (twin !== undefined)
        complain(
          `near-misses/${miss}.sh`,
          `the same failures as of ${twin}`,
          'near misses that can be told apart',
        )
      else if (found !== signature) {
        complain(`near-misses/${miss}.sh`, signature ?? 'no signature', `a line "# signature: ${found}"`)
      }
    }
  } catch (error) {
    if (!(error instanceof SetupFailed)) throw error
    complain('setup.sh', error.message, 'a setup that works')
  }
  return problems
}

const failedIn = ({ goals }: Grade): readonly string[] =>
  goals.filter(({ verdict }) => !verdict.met).map(({ id }) => id)
