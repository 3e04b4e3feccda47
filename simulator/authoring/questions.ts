import { checkKinds } from '../grading/checks/index.ts'
import { servicesOf } from '../grading/grade.ts'
import { judge } from '../grading/judge.ts'
import { Subject } from '../grading/subject.ts'
import { Lab } from '../lab.ts'
import type { Problem } from '../packs/problem.ts'
import type { QuestionDocument } from '../packs/question-schema.ts'
import { estimateOf } from '../views/bill/bill.ts'
import type { ProofPorts } from './prove.ts'

// A question about behaviour carries a proof: commands, and what holds after them. A key that disagrees with it is wrong.

export async function problemsInProofs(
  ports: ProofPorts,
  questions: ReadonlyMap<string, QuestionDocument>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  for (const [name, question] of questions) {
    if (!('proof' in question) || !question.proof) continue
    problems.push(...(await prove(ports, `questions/${name}.yaml`, question.proof)))
  }
  return problems
}

type Proof = { readonly setup: string; readonly shows: readonly Readonly<Record<string, unknown>>[] }

/** Whose the workstation of a lab without a scenario is. */
const account = '123456789012'

async function prove(ports: ProofPorts, file: string, { setup, shows }: Proof): Promise<readonly Problem[]> {
  for (const service of servicesOf(shows.map((check) => ({ check })))) {
    if (ports.contract.services.includes(service)) await ports.contract.need(service)
  }
  const lab = await Lab.open({ ...ports, seed: 'proof' })
  const { exitCode, stderr, stdout } = await lab.on(
    'workstation',
    `${setup}\nprintf '\\n--exports--\\n'; declare -p\n`,
  )
  if (exitCode !== 0 || stderr !== '') {
    const found = stderr.trim().split('\n')[0] || `status ${exitCode}`
    return [{ file, path: 'proof.setup', found, expected: 'commands that all succeed' }]
  }
  const subject = Subject.of({
    cloud: lab.forkWorld(),
    account,
    variables: variablesIn(stdout),
    costOf: estimateOf,
  })
  return shows.flatMap((check, at) => {
    const { met, observed } = judge(checkKinds, subject.fork(), check, `shows-${at}`)
    if (met) return []
    const [type = ''] = Object.keys(check)
    return [
      {
        file,
        path: `proof.shows.${at}.${type}`,
        found: observed,
        expected: 'what the key says: it does not hold',
      },
    ]
  })
}

/** Checks of a proof may name whatever its setup set. */
function variablesIn(stdout: string): Readonly<Record<string, string>> {
  const told = stdout.slice(stdout.lastIndexOf('--exports--'))
  return Object.fromEntries(
    [...told.matchAll(/^declare -[-a-z]* (\w+)="((?:[^"\\]|\\.)*)"$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\\(["\\$`])/g, '$1'),
    ]),
  )
}
