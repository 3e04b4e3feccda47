import type { Found } from './by-name.ts'
import type { Failure } from './failure.ts'
import { onTheWire } from './on-the-wire.ts'

/** A failure as lines: what it means, what causes it, where to look, what mends it. */
export function tellFound(found: Found): string {
  if ('failure' in found) return [found.title, ...tell(found.failure, found.remark)].join('\n')
  const { means, see, look } = found.status
  const lines = see
    ? tell(onTheWire[see], means)
    : [`  ${means}`, ...(look === undefined ? [] : ['', '  Look:', `    ${look}`])]
  return [found.title, ...lines].join('\n')
}

/** A line for each, where a number stands for several. */
export const tellBriefly = (found: Found): string =>
  `${found.title}\n  ${'failure' in found ? found.failure.means : found.status.means}`

function tell({ means, causes, look, mend, topic }: Failure, remark?: string): string[] {
  return [
    ...(remark === undefined ? [] : [`  ${remark}`]),
    `  ${means}`,
    '',
    '  Commonly:',
    ...causes.map((cause) => `    - ${cause}`),
    '  Look:',
    ...look.map((command) => `    ${command}`),
    `  Mend: ${mend}`,
    `  Topic ${topic}.`,
  ]
}
