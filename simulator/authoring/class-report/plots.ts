import { html, type Markup } from './markup.ts'
import { medianOf } from './summary.ts'

// Plots as SVG: no script, colours by the page's style, and the same in words for whoever does not see them.

const width = 480
const height = 150
const left = 28
const bottom = 24

/** How many values lie in each of ten ranges. */
export function histogram(
  values: readonly number[],
  {
    title,
    unit,
    from = 0,
    to,
  }: { readonly title: string; readonly unit: string; readonly from?: number; readonly to?: number },
): Markup {
  const most = to ?? roundedUp(Math.max(...values, 1))
  const size = (most - from) / ranges
  const counts = Array.from({ length: ranges }, () => 0)
  for (const value of values) {
    const at = Math.min(ranges - 1, Math.max(0, Math.floor((value - from) / size)))
    counts[at] = (counts[at] ?? 0) + 1
  }
  const tallest = Math.max(...counts, 1)
  const step = (width - left) / ranges
  const bars = counts.map((count, i) => {
    const tall = (count / tallest) * (height - bottom - 18)
    const [x, y] = [left + i * step, height - bottom - tall]
    const range = `${told(from + i * size)}–${told(from + (i + 1) * size)} ${unit}`
    return html`<g><title>${range}: ${count}</title><rect class="bar" x="${fixed(x + 2)}" y="${fixed(y)}" width="${fixed(step - 4)}" height="${fixed(tall)}" rx="2"/>${
      count
        ? html`<text class="count" x="${fixed(x + step / 2)}" y="${fixed(y - 4)}">${count}</text>`
        : undefined
    }</g>`
  })
  const ticks = Array.from({ length: ranges / 2 + 1 }, (_, i) => {
    const value = from + i * 2 * size
    return html`<text class="tick" x="${fixed(left + i * 2 * step)}" y="${height - 6}">${told(value)}</text>`
  })
  const middle = medianOf(values)
  const at = left + ((Math.min(most, Math.max(from, middle)) - from) / (most - from)) * (width - left)
  const words = `${title}: ${values.length} in all, median ${told(middle)} ${unit}, from ${told(Math.min(...values))} to ${told(Math.max(...values))}.`
  return html`<figure><figcaption>${title}, median ${told(middle)} ${unit}</figcaption>
<svg viewBox="0 0 ${width + 16} ${height}" role="img" aria-label="${words}">
<line class="axis" x1="${left}" y1="${height - bottom}" x2="${width}" y2="${height - bottom}"/>
${bars}${ticks}<line class="median" x1="${fixed(at)}" y1="14" x2="${fixed(at)}" y2="${height - bottom}"/>
</svg></figure>`
}

/** A share as a bar, with its number beside it. */
export function shareBar(part: number, all: number): Markup {
  const share = all ? part / all : 0
  return html`<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="10" rx="2"/><rect class="bar" width="${fixed(share * 100)}" height="10" rx="2"/></svg>`
}

const ranges = 10

/** A number above it that ten ranges divide well. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find((one) => one * power >= value) ?? 10) * power
}

const fixed = (value: number): string => String(Math.round(value * 100) / 100)

const told = (value: number): string => String(Number.isFinite(value) ? Math.round(value * 10) / 10 : 0)
