import type { Regraded } from '../replay/regrade.ts'
import { nameOf, summaryOf } from './summary.ts'

/** A class for a terminal: a line for each submission, and what is flagged below it. */
export function tellText(submissions: readonly Regraded[]): string {
  const rows = submissions.map((one) => {
    const { result, scenario } = one
    return [
      plain(nameOf(one)),
      plain(scenario),
      result ? `${result.percent} %` : '–',
      result ? (result.passed ? 'passed' : 'not passed') : 'not graded',
    ]
  })
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = submissions.flatMap((one, i) => [
    rows[i]!.map((cell, column) =>
      column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
    )
      .join('  ')
      .trimEnd(),
    ...(one.mistake === undefined ? [] : [`    ${plain(one.mistake)}`]),
    ...one.flags.map(({ kind, says }) => `  ! ${kind}: ${plain(says)}`),
  ])
  const { graded, passed, flagged } = summaryOf(submissions)
  const flags = new Set(flagged.map(([one]) => one)).size
  return [
    ...lines,
    '',
    `${graded} of ${submissions.length} graded, ${passed} passed, ${flags} flagged.`,
    'This proves which result each log leads to; not who typed it, nor whether they had help.',
    '',
  ].join('\n')
}

/** Names and files are a stranger's: they cannot move the cursor. */
const plain = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
