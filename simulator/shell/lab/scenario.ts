import { resolve } from '../files.ts'
import { type LabCommand, problem, readOptions, said } from './command.ts'
import type { LabControl, OfferedHint, ScenarioControl } from './control.ts'

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
  run(args, lab) {
    const scenario = lab.scenario()
    return scenario ? run(scenario, args) : problem(`No scenario is open, so there is no ${without}.`)
  },
  complete: (lab: LabControl) => [
    ...(usage?.includes('ID') ? (lab.scenario()?.goals ?? []) : []),
    ...(usage?.match(/--[a-z]+/g) ?? []),
  ],
})

const noGoal = ({ goals }: ScenarioControl, id: string) =>
  problem(`there is no goal ${id}: there are ${goals.join(', ')}`)

async function check(scenario: ScenarioControl, args: readonly string[]) {
  const read = readOptions(args, { flags: ['mend', 'watch'] })
  if ('wrong' in read) return problem(read.wrong, 2)
  const [id] = read.words
  if (read.options.has('watch')) {
    const isOn = scenario.watch()
    return said(
      isOn
        ? 'From now on, what is found is told after each command that changes it. lab check --watch ends that.'
        : 'Only what is reached, or no longer is, is told from now on.',
    )
  }
  if (read.options.has('mend')) {
    if (id === undefined) return problem('--mend wants the goal: lab check ID --mend', 2)
    const told = await scenario.tellMend(id)
    return told === undefined ? noGoal(scenario, id) : said(told)
  }
  const found = await scenario.tellCheck(id)
  return found ? said(found.text, found.met ? 0 : 1) : noGoal(scenario, id ?? '')
}

function answer(scenario: ScenarioControl, [id, ...letters]: readonly string[]) {
  if (id === undefined) return problem('answer what with what? lab answer ID a', 2)
  if (!letters.length) {
    const asked = scenario.question(id)
    return asked === undefined
      ? problem(`there is no question ${id}`)
      : said(`${asked}\nlab answer ${id} LETTER…`)
  }
  const told = scenario.answer(
    id,
    letters.flatMap((one) => [...one.replaceAll(',', '').toLowerCase()]),
  )
  return told === undefined ? problem(`there is no question ${id}`) : said(told)
}

function hint(scenario: ScenarioControl, args: readonly string[]) {
  const read = readOptions(args, { flags: ['take'] })
  if ('wrong' in read) return problem(read.wrong, 2)
  const [id] = read.words
  if (id !== undefined && !scenario.goals.includes(id)) return noGoal(scenario, id)
  const [next, then] = scenario.hints(id)
  if (!next) return said('There are no hints left.')
  const again = ['lab hint', ...(id === undefined ? [] : [id]), '--take'].join(' ')
  if (next.cost > 0 && !read.options.has('take')) {
    return problem(`the next hint is ${described(next)}. ${again} tells it.`)
  }
  scenario.takeHint(next)
  const more = then ? `\n(Next: ${described(then)}.)` : ''
  return said(`${next.text}${more}`)
}

const kinds = { nudge: 'a nudge', direction: 'a direction', answer: 'the answer' } as const

function described({ depth, cost, for: goal }: OfferedHint): string {
  const price = cost ? `costs ${cost} percentage ${cost === 1 ? 'point' : 'points'}` : 'is free'
  return `${kinds[depth]}${goal === undefined ? '' : ` for ${goal}`}, which ${price}`
}

function solution(scenario: ScenarioControl, args: readonly string[]) {
  const read = readOptions(args, { flags: ['step', 'run'] })
  if ('wrong' in read) return problem(read.wrong, 2)
  if (!read.options.has('step') && !read.options.has('run')) return said(scenario.solution())
  const steps = scenario.steps()
  const [wanted] = read.words
  const at = wanted === undefined ? scenario.nextStep() : Number(wanted) - 1
  if (at === undefined)
    return said('Every step of the solution has been typed. lab check tells what is missing.')
  const step = steps[at]
  if (!step) return problem(`there is no step ${wanted}: there are ${steps.length}`, 2)
  const comment = step.comment ? `${step.comment.replace(/^/gm, '# ')}\n` : ''
  if (read.options.has('run')) scenario.runNext(step.command)
  return said(`# Step ${at + 1} of ${steps.length}\n${comment}${step.command}`)
}

function debrief(scenario: ScenarioControl, args: readonly string[]) {
  const read = readOptions(args, { flags: ['anyway'] })
  if ('wrong' in read) return problem(read.wrong, 2)
  const { text, isEarly } = scenario.debrief()
  if (text === undefined) return problem('this scenario has no debrief')
  if (isEarly && !read.options.has('anyway')) {
    return problem(
      'the debrief tells the solution, and not every goal is reached. lab debrief --anyway shows it.',
    )
  }
  return said(text)
}

/** A file to hand in. What is told names no way out of the lab: that is the affair of whoever it is given to. */
const submit: LabCommand = {
  name: 'submit',
  usage: '[FILE] [--name NAME]',
  summary: 'make a file of all that was done, to hand in',
  async run(args, lab, { cwd, files, readLine }) {
    const scenario = lab.scenario()
    if (!scenario) return problem('No scenario is open, so there is nothing to submit.')
    const read = readOptions(args, { values: ['name'] })
    if ('wrong' in read) return problem(read.wrong, 2)
    const [path, ...more] = read.words
    if (more.length) return problem('submit wants one file: lab submit ada.json', 2)
    const name = read.options.get('name') ?? (await readLine?.('Your name, as your instructor knows it: '))
    if (!name?.trim()) return problem("submit wants your name: lab submit --name 'Ada Lovelace'", 2)
    const made = await scenario.submit(name.trim())
    if ('refused' in made) return problem(made.refused)
    const file = path ?? made.file
    try {
      files.write(resolve(cwd, file), new TextEncoder().encode(made.text))
    } catch {
      return problem(`cannot write ${file}`)
    }
    return said(`${made.told}\nIt is in ${file}. Everything that you have typed in this lab is in it.`)
  },
}

export const goalCommands: readonly LabCommand[] = [
  ofScenario('brief', 'what there is, and what has to hold', 'brief', (scenario) => said(scenario.brief())),
  ofScenario('goals', 'what a scenario asks for', 'goal', async (scenario) =>
    said(await scenario.tellGoals()),
  ),
  ofScenario(
    'check',
    'whether it is reached, and why not; --watch tells it after each command',
    'goal to check',
    check,
    '[ID] [--mend] [--watch]',
  ),
  ofScenario('answer', 'the question, or an answer to it', 'question', answer, 'ID [LETTER…]'),
  submit,
]

export const helpCommands: readonly LabCommand[] = [
  ofScenario('hint', 'the next hint, and what it costs', 'hint', hint, '[ID] [--take]'),
  {
    ...ofScenario(
      'solution',
      'how it can be done; --step tells the next command, and --run runs it',
      'solution',
      solution,
      '[--step [NUMBER]] [--run]',
    ),
    isVerbatim: true,
  },
  ofScenario('debrief', 'what was built, and why', 'debrief', debrief, '[--anyway]'),
  ofScenario(
    'reset',
    'start the scenario over',
    'start to go back to; lab goto 1 takes back every step',
    (scenario) => {
      scenario.reset()
      return said('Everything is as it was at the start.')
    },
  ),
]
