// How a benchmark is measured: warmed up, repeated, and reported by its median.

export interface Result {
  readonly name: string
  readonly value: number
  readonly unit: 'µs' | 'ms' | 'calls/s' | 'MB' | 'times'
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number }
}

/** Microseconds that one call takes: the median of several batches, each long enough for the clock. */
export function microseconds(work: () => void, { warmUp = 200, batches = 15, batchMs = 20 } = {}): number {
  for (let i = 0; i < warmUp; i++) work()
  const each: number[] = []
  for (let batch = 0; batch < batches; batch++) {
    let calls = 0
    const from = performance.now()
    let spent = 0
    while (spent < batchMs) {
      work()
      calls++
      spent = performance.now() - from
    }
    each.push((spent * 1000) / calls)
  }
  return median(each)
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

export function meetsGoal({ value, goal }: Result): boolean | undefined {
  if (!goal) return undefined
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
}

/** The table that a person reads. */
export function printTable(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.name,
    `${shown(result.value)} ${result.unit}`,
    goalText(result),
    meetsGoal(result) === undefined ? '' : meetsGoal(result) ? 'met' : 'MISSED',
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function goalText({ goal, unit }: Result): string {
  if (!goal) return ''
  return 'atLeast' in goal ? `≥ ${shown(goal.atLeast)} ${unit}` : `≤ ${shown(goal.atMost)} ${unit}`
}

const shown = (value: number) =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
