import { describe, expect, it } from 'vitest'
import { tellCsv } from '../../../../simulator/authoring/class-report/csv.ts'
import { tellPage } from '../../../../simulator/authoring/class-report/page.ts'
import { tellText } from '../../../../simulator/authoring/class-report/text.ts'
import type { Regraded } from '../../../../simulator/authoring/replay/regrade.ts'

const one = (change: Partial<Regraded> = {}): Regraded => ({
  file: 'ann.json',
  name: 'Ann',
  scenario: 'p/s',
  title: 'A scenario',
  seed: 'x',
  lines: 3,
  best: 4,
  result: {
    percent: 60,
    reached: 60,
    passed: false,
    points: 6,
    of: 10,
    checks: {},
    hints: { taken: 1, cost: 5 },
    sawSolution: false,
    commands: 7,
    usd: 1.5,
    minutes: 12,
  },
  checks: [
    {
      id: 'in',
      title: 'It is in',
      met: true,
      points: 6,
      of: 6,
      isBonus: false,
      isClosed: false,
      observed: 'yes',
      reasons: [],
    },
    {
      id: 'out',
      title: 'It is out',
      met: false,
      points: 0,
      of: 4,
      isBonus: false,
      isClosed: false,
      observed: 'no answer',
      reasons: [{ code: 'no-route', says: 'There is no route.' }],
    },
  ],
  flags: [],
  ...change,
})

const made = { made: '2026-01-02 03:04 UTC', version: '1.0.0' }
const evil = '<script>alert(1)</script>"\'\u202e\u001b[2J'

describe('the report', () => {
  it('tells what stood in the way, and of whom', () => {
    const page = tellPage([one(), one({ name: 'Bob', mistake: 'Bob forgot the route' })], made)
    expect(page).toContain('2 × There is no route.')
    expect(page).toContain('Bob forgot the route')
    expect(page).toContain('It does <strong>not</strong> prove who did it')
    expect(page).toMatch(/aria-label="Results: 2 in all, median 60 %/)
  })

  it('runs nothing and loads nothing, whatever learners write', () => {
    const page = tellPage(
      [
        one({
          name: evil,
          file: evil,
          title: evil,
          scenario: evil,
          mistake: evil,
          flags: [{ kind: 'damaged', says: evil }],
          checks: one().checks.map((check) => ({
            ...check,
            title: evil,
            observed: evil,
            reasons: [{ code: evil, says: evil }],
          })),
        }),
      ],
      made,
    )
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|https?:\/\/|url\(|\u202e|\u001b/)
    expect(page).toContain("default-src 'none'; style-src 'sha256-")
  })

  it('can be made of nothing but damaged files', () => {
    const damaged: Regraded = {
      file: 'x.json',
      name: '',
      scenario: '',
      title: '',
      seed: '',
      lines: 0,
      checks: [],
      flags: [{ kind: 'damaged', says: 'It is no submission.' }],
    }
    expect(tellPage([damaged], made)).toContain('It is no submission.')
    expect(tellText([damaged])).toContain('0 of 1 graded, 0 passed, 1 flagged.')
  })

  it('keeps names from moving the cursor of a terminal', () => {
    expect(tellText([one({ name: evil })])).not.toMatch(/\u001b|\u202e/)
  })
})

describe('the table', () => {
  const nameIn = (name: string) =>
    tellCsv([one({ name, file: 'f' })])
      .split('\r\n')[1]!
      .slice(2)
      .split(',p/s')[0]
  it.each([
    ['Ann', 'Ann'],
    ['Lovelace, Ada', '"Lovelace, Ada"'],
    ['say "hi"', '"say ""hi"""'],
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`.replace('"', '').replace('"', '')],
    [' =1', "' =1"],
  ])('%j is written %j', (name, cell) => {
    expect(nameIn(name)).toBe(cell)
  })

  it('has a column for each check, and as many cells in every row', () => {
    const [head, row] = tellCsv([one()]).split('\r\n')
    expect(head).toMatch(/,p\/s in,p\/s out$/)
    expect(row).toMatch(/,6,0$/)
    expect(row?.split(',')).toHaveLength(head!.split(',').length)
  })
})
