import type { Regraded } from '../replay/regrade.ts'

/**
 * A class as a table for spreadsheets (RFC 4180), a row for each submission. The columns of checks are named after
 * their scenario and themselves.
 */
export function tellCsv(submissions: readonly Regraded[]): string {
  const checks = [
    ...new Map(
      submissions.flatMap(({ scenario, checks }) =>
        checks.map(({ id }) => [`${scenario} ${id}`, { scenario, id }] as const),
      ),
    ).values(),
  ]
  const rows = submissions.map((one): readonly Cell[] => {
    const { result, claimed } = one
    return [
      one.file,
      one.name,
      one.scenario,
      one.seed,
      result ? (result.passed ? 'yes' : 'no') : '',
      result?.percent,
      result?.reached,
      claimed?.percent,
      result?.points,
      result?.of,
      result?.commands,
      one.best,
      result?.usd,
      result?.minutes,
      result?.hints.taken,
      result ? (result.sawSolution ? 'yes' : 'no') : '',
      one.lines,
      one.mistake,
      one.flags.map(({ kind }) => kind).join(' '),
      one.flags.map(({ says }) => says).join(' '),
      ...checks.map(({ scenario, id }) =>
        scenario === one.scenario ? one.checks.find((check) => check.id === id)?.points : undefined,
      ),
    ]
  })
  const header = [...columns, ...checks.map(({ scenario, id }) => `${scenario} ${id}`)]
  return [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

const columns = [
  'file',
  'name',
  'scenario',
  'seed',
  'passed',
  'percent',
  'reached',
  'claimed percent',
  'points',
  'of',
  'commands',
  "author's best",
  'USD a month',
  'simulated minutes',
  'hints',
  'saw the solution',
  'lines typed',
  'known mistake',
  'flags',
  'remarks',
]

type Cell = string | number | undefined

function cellOf(value: Cell): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  // A spreadsheet would take such a text for a formula, and run it.
  const safe = /^[\s]*[=+\-@\t\r|%]/.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
