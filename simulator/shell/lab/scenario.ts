import { type LabCommand, problem, readOptions, said } from './command.ts'
import type { LabControl, ScenarioControl } from './control.ts'

// What a scenario asks for, and how far it is reached.

type Run = (scenario: ScenarioControl, args: readonly string[]) => ReturnType<LabCommand['run']>

const ofScenario = (
  name: string,
  summary: string,
  without: string,
  run: Run,
  usage?: string,
): LabCommand => ({
  name,
  summary,
  ...(usage !== undefined && { usage }),
  run: (args, { scenario }) =>
    scenario ? run(scenario, args) : problem(`No scenario is open, so there is no ${without}.`),
  complete: ({ scenario }: LabControl) => (usage?.includes('ID') ? (scenario?.goals ?? []) : []),
})

const noGoal = ({ goals }: ScenarioControl, id: string) =>
  problem(`there is no goal ${id}: there are ${goals.join(', ')}`)

function check(scenario: ScenarioControl, args: readonly string[]) {
  const read = readOptions(args, { flags: ['mend'] })
  if ('wrong' in read) return problem(read.wrong, 2)
  const [id] = read.words
  if (read.options.has('mend')) {
    if (id === undefined) return problem('--mend wants the goal: lab check ID --mend', 2)
    const told = scenario.tellMend(id)
    return told === undefined ? noGoal(scenario, id) : said(told)
  }
  const found = scenario.tellCheck(id)
  return found ? said(found.text, found.met ? 0 : 1) : noGoal(scenario, id ?? '')
}

function answer(scenario: ScenarioControl, [id, ...letters]: readonly string[]) {
  if (id === undefined || !letters.length) return problem('answer what with what? lab answer ID a', 2)
  const told = scenario.answer(
    id,
    letters.flatMap((one) => [...one.replaceAll(',', '').toLowerCase()]),
  )
  return told === undefined ? problem(`there is no question ${id}`) : said(told)
}

export const scenarioCommands: readonly LabCommand[] = [
  ofScenario('goals', 'what a scenario asks for', 'goal', (scenario) => said(scenario.tellGoals())),
  ofScenario('check', 'whether it is reached, and why not', 'goal to check', check, '[ID] [--mend]'),
  ofScenario('answer', 'answer a question', 'question', answer, 'ID LETTER…'),
  ofScenario('hint', 'the next hint', 'hint', (scenario) =>
    said(scenario.nextHint() ?? 'There are no hints left.'),
  ),
  ofScenario('solution', 'how it can be done', 'solution', (scenario) => said(scenario.solution)),
  ofScenario(
    'reset',
    'begin the scenario anew',
    'start to go back to; lab goto 1 takes back every step',
    (scenario) => {
      scenario.reset()
      return said('Everything is as it was at the start.')
    },
  ),
]
