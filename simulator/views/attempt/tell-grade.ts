import type { Grade, GradedGoal } from '../../grading/grade.ts'
import type { Scenario } from '../../packs/load.ts'

// Goals and verdicts as text for people.

/** What a scenario asks for, and how much of it is reached. */
export function tellGoals({ document }: Scenario, { goals, score }: Grade): string {
  const lines = goals.map(
    ({ id, title, worth, verdict }) =>
      `${verdict.met ? '✓' : '✗'} ${id}: ${title}${worth.bonus ? ' (bonus)' : ''}`,
  )
  const lacking = score.lacking.length ? ` Needed in any case: ${score.lacking.join(', ')}.` : ''
  const said = score.passed ? 'Passed.' : `Not passed yet.${lacking}`
  return [
    document.title,
    ...lines,
    `${score.percent} %: ${score.points} of ${score.of} points. ${said}`,
  ].join('\n')
}

/** One verdict: what was expected and observed, why, and what teaches it. With `proof`, what shows it, too. */
export function tellGoal({ id, title, verdict, said }: GradedGoal, proof: boolean): string {
  const { met, expected, observed, obstacles, lesson } = verdict
  const lines = [`${met ? '✓' : '✗'} ${id}: ${title}`]
  if (title !== expected) lines.push(`  expected: ${expected}`)
  lines.push(`  found: ${observed}`)
  if (!met)
    lines.push(
      ...obstacles.map(
        ({ reason, at, explanation }) => `  because: ${explanation} (${reason}${at ? ` at ${at}` : ''})`,
      ),
    )
  if (said !== undefined) lines.push(`  ${said}`)
  if (!met && lesson !== undefined) lines.push(`  lesson: ${lesson}`)
  if (proof && verdict.proof) lines.push(...verdict.proof.text.split('\n').map((line) => `  | ${line}`))
  return lines.join('\n')
}
