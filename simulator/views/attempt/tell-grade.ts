import type { GradedGoal } from '../../grading/grade.ts'

/** One verdict: what was expected and observed, why, and what teaches it. With `proof`, what shows it, too. */
export function tellGoal({ id, title, verdict, said }: GradedGoal, proof: boolean): string {
  const { met, expected, observed, obstacles, lesson } = verdict
  const lines = [`${met ? '✓' : '✗'} ${id}: ${title}`]
  if (title !== expected) lines.push(`  expected: ${expected}`)
  lines.push(`  found: ${observed}`)
  if (!met) {
    const because = obstacles.map(
      ({ reason, at, explanation }) => `  because: ${explanation} (${reason}${at ? ` at ${at}` : ''})`,
    )
    // Several machines may meet the same obstacle.
    lines.push(...new Set(because))
  }
  if (said !== undefined) lines.push(`  ${said}`)
  if (!met && lesson !== undefined) lines.push(`  lesson: ${lesson}`)
  if (proof && verdict.proof) lines.push(...verdict.proof.text.split('\n').map((line) => `  | ${line}`))
  return lines.join('\n')
}
