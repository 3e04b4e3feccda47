import type { BudgetKind } from '../../simulator/packs/budget-schema.ts'

// What a score is made of, and what comes after it: the solution, sharing, handing in.

export const scoreWords = {
  title: 'Score in detail',
  caption: 'What the score is made of',
  what: 'What counts',
  got: 'Points',
  of: (got: number, most: number) => `${got} of ${most}`,
  reached: 'Reached',
  hints: (count: number) => `Hints taken: ${count}`,
  lost: (percent: number) => (percent ? `−${percent} %` : 'free'),
  total: 'Score',
  percent: (percent: number) => `${percent} %`,
  spent: 'What it took',
  kinds: {
    commands: 'Changes to AWS',
    usd: 'Monthly cost',
    minutes: 'Simulated time',
  } satisfies Record<BudgetKind, string>,
  amounts: {
    commands: (used: number) => `${used}`,
    usd: (used: number) => `${used.toFixed(2)} USD`,
    minutes: (used: number) => `${used} min`,
  } satisfies Record<BudgetKind, (used: number) => string>,
  best: (count: number) => `the author’s best: ${count}`,
  budget: (amount: string) => `budget: ${amount}`,
  over: (percent: number) => `above the budget: −${percent} %`,
  solutionRead: 'The solution was read.',
  solution: {
    title: 'Solution, step by step',
    cost: 'It costs no points, and opens the debrief. Your score and the file that you hand in will say that you have read the solution.',
    how: 'From then on its steps are shown here, each with its command to run or copy.',
    show: 'Show the steps',
    done: (done: number, of: number) =>
      done >= of ? `All ${of} steps have been taken.` : `${done} of ${of} steps have been taken.`,
    step: (number: number) => `Step ${number}`,
    isDone: 'taken',
    isNext: 'next',
    command: (number: number) => `Command of step ${number}`,
    run: 'Run',
    again: 'Run again',
    ofStep: (deed: string, number: number) => `${deed}: step ${number}`,
    copy: 'Copy',
    copied: 'Copied',
  },
  share: 'Share this lab',
  world: 'What you have built',
  worldNamed: (things: number) =>
    `Map of what you have built, ${things} things. The same as text is below it.`,
  worldAsText: 'The map as text',
} as const
