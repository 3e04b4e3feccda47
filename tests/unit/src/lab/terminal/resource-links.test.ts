import { expect, it } from 'vitest'
import { resourceLinks } from '../../../../../src/lab/terminal/resource-links.ts'

/** Rows of a terminal; one that begins with `→` goes on from the one above. */
function terminalWith(...rows: string[]) {
  const lines = rows.map((row) => ({
    isWrapped: row.startsWith('→'),
    translateToString: () => row.replace('→', ''),
  }))
  return { buffer: { active: { getLine: (at: number) => lines[at] } } } as unknown as Parameters<
    typeof resourceLinks
  >[0]
}

const found = (terminal: Parameters<typeof resourceLinks>[0], row: number) =>
  resourceLinks(terminal, row).map(({ text, range: { start, end } }) => [
    text,
    `${start.y}:${start.x}–${end.y}:${end.x}`,
  ])

it('an id is a link where it stands', () => {
  const terminal = terminalWith('none here', '  vpc-0123456789abcdef0 subnet-01234567')
  expect(found(terminal, 1)).toEqual([])
  expect(found(terminal, 2)).toEqual([
    ['vpc-0123456789abcdef0', '2:3–2:23'],
    ['subnet-01234567', '2:25–2:39'],
  ])
})

it('an id that breaks at the edge is one link, in both rows', () => {
  const terminal = terminalWith('"VpcId": "vpc-01234', '→56789abcdef0"', 'vpc-01234567')
  const whole = [['vpc-0123456789abcdef0', '1:11–2:12']]
  expect(found(terminal, 1)).toEqual(whole)
  expect(found(terminal, 2)).toEqual(whole)
  expect(found(terminal, 3)).toEqual([['vpc-01234567', '3:1–3:12']])
})

it('an id of a row above or below is not one of this row', () => {
  const terminal = terminalWith('i-0123456789abcdef0 and', '→ nothing', '→ eni-01234567')
  expect(found(terminal, 2)).toEqual([])
})
