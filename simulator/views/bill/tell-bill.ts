import type { Bill, BillLine } from './bill.ts'

// A bill as people read it: what is the most first.

const dollars = (usd: number): string => `$${usd.toFixed(2)}`

/** This month up to now, and what a whole month of the same would be. */
export function tellBill(bill: Bill, estimate: Bill): string {
  const rows = together(bill.lines)
  const lines = [`${bill.month}, up to now: ${dollars(bill.usd)}`, ...rows.map((row) => `  ${row}`)]
  if (!rows.length) lines.push('  nothing that has a price')
  lines.push(`A whole month of what is there now, without traffic: ${dollars(estimate.usd)}`)
  for (const why of bill.unknown) lines.push(`  Not in it: ${why}`)
  return lines.join('\n')
}

function together(lines: readonly BillLine[]): string[] {
  const known = lines.filter(({ usd, amount }) => usd !== undefined && amount > 0)
  const sorted = [...known].sort((a, b) => (b.usd ?? 0) - (a.usd ?? 0) || (a.resource < b.resource ? -1 : 1))
  const widths = [
    8,
    ...(['resource', 'name'] as const).map((key) => Math.max(0, ...sorted.map((line) => line[key].length))),
  ]
  return sorted.map(({ usd = 0, resource, name, amount, unit }) => {
    const quantity = `${Number(amount.toPrecision(4))} ${unit}`
    const price = usd > 0 && usd < 0.005 ? '<$0.01' : dollars(usd)
    return `${price.padStart(widths[0]!)}  ${resource.padEnd(widths[1]!)}  ${name.padEnd(widths[2]!)}  ${quantity}`.trimEnd()
  })
}
