import type { Cloud } from '../../cloud.ts'
import type { Grade, GradedGoal } from '../../grading/grade.ts'
import type { BudgetKind } from '../../packs/budget-schema.ts'
import type { Scenario } from '../../packs/load.ts'
import type { GoalEvent } from './goals.ts'
import { openStages } from './progress.ts'
import type { Spent, Standing } from './standing.ts'
import { tellGoal } from './tell-grade.ts'

// Goals as text for people: all of them, and what has just become of them.

/** What a scenario asks for, how much of it is reached, and what that took. */
export function tellGoals(
  scenario: Scenario,
  { goals, score }: Grade,
  standing: Standing,
  cloud: Cloud,
): string {
  const lacking = score.lacking.length ? ` Needed in any case: ${score.lacking.join(', ')}.` : ''
  const verdict = score.passed ? 'Passed.' : `Not passed yet.${lacking}`
  return [
    scenario.document.title,
    ...(scenario.stages.length ? tellStages(scenario, goals, cloud) : goals.map(tellLine)),
    `${standing.percent} %: ${score.points} of ${score.of} points${tellLost(standing)}. ${verdict}`,
    ...tellSpent(standing),
  ].join('\n')
}

const tellLine = ({ id, title, worth, verdict }: GradedGoal): string =>
  `${verdict.met ? '✓' : '✗'} ${id}: ${title}${worth.bonus ? ' (bonus)' : ''}`

/** What stages to come ask for is not told before they open. */
function tellStages(scenario: Scenario, goals: readonly GradedGoal[], cloud: Cloud): readonly string[] {
  const open = openStages(scenario, cloud).length
  return scenario.stages.flatMap(({ title, checks }, i) => {
    const head = `Stage ${i + 1} of ${scenario.stages.length}: ${title}`
    if (i >= open) return [`${head} (opens when stage ${i} is done)`]
    return [head, ...goals.filter(({ id }) => checks.includes(id)).map((one) => `  ${tellLine(one)}`)]
  })
}

function tellLost({ percent, reached, hints, spent }: Standing): string {
  if (percent === reached) return ''
  const forHints = hints.reduce((sum, { cost }) => sum + cost, 0)
  const over = spent.filter(({ lost }) => lost > 0)
  const parts = [
    ...(forHints ? [`${forHints} for hints`] : []),
    ...over.map(({ kind, lost }) => `${lost} for ${names[kind]} above the budget`),
  ]
  return `, less ${parts.join(' and ')}`
}

const names: Readonly<Record<BudgetKind, string>> = {
  commands: 'commands',
  usd: 'costs',
  minutes: 'time',
}

function tellSpent({ spent, best, hints, sawSolution }: Standing): readonly string[] {
  const told = spent.map((one) => {
    const words = `${amounts[one.kind](one.used)}${limitOf(one)}`
    return one.kind === 'commands' ? `${words} (the author needs ${best})` : words
  })
  const free = hints.filter(({ cost }) => !cost).length
  const taken = hints.length
    ? [`${hints.length} ${hints.length === 1 ? 'hint' : 'hints'}${free === hints.length ? ', free' : ''}`]
    : []
  return [[...told, ...taken, ...(sawSolution ? ['the solution was read'] : [])].join(' · ')]
}

const amounts: Readonly<Record<BudgetKind, (used: number) => string>> = {
  commands: (used) => `${used} ${used === 1 ? 'change' : 'changes'}`,
  usd: (used) => `${used.toFixed(2)} USD a month`,
  minutes: (used) => `${used} simulated ${used === 1 ? 'minute' : 'minutes'}`,
}

const limitOf = ({ used, atMost }: Spent): string =>
  atMost === undefined ? '' : used > atMost ? `, and the budget is ${atMost}` : ` of ${atMost}`

/** One quiet line for what has become of a goal; with `details`, what was found, too. */
export const tellEvents = (events: readonly GoalEvent[], details: boolean): readonly string[] =>
  events.flatMap((event) => tellEvent(event, details))

function tellEvent(event: GoalEvent, details: boolean): readonly string[] {
  switch (event.kind) {
    case 'met':
      return [tellChange('✓', event.goal.title, event)]
    case 'lost': {
      const line = tellChange('✗', `no longer: ${event.goal.title}`, event)
      return details ? [line, ...tellGoal(event.goal.graded, false).split('\n').slice(1)] : [line]
    }
    case 'changed':
      return details ? [tellGoal(event.goal.graded, false)] : []
    case 'stage':
      return [`▸ Stage ${event.number} of ${event.of}: ${event.title}  lab brief tells about it.`]
    case 'all-met':
      return ['Every goal is reached. lab goals tells the score, lab debrief what you have built.']
  }
}

const tellChange = (
  sign: string,
  words: string,
  { goal, met, of }: { readonly goal: { readonly id: string }; readonly met: number; readonly of: number },
): string => `${sign} ${goal.id}  ${words}  ${met} of ${of}`
