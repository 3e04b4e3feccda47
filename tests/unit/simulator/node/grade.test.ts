import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLab } from '../../../../simulator/node/open-lab.ts'
import type { Submission } from '../../../../simulator/packs/submission-schema.ts'
import { run } from './run-program.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'hopwise-grade-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const name = 'foundations/a-private-door-to-sqs'
const door = 'content/packs/foundations/scenarios/a-private-door-to-sqs'
const at = (file: string) => path.join(scratch, file)
const patience = { timeout: 120_000 }

/** What this file's tests change stays the same while they run: others may be writing the simulator's sources. */
const asOfNow = (file: string): Submission => {
  const { engine, ...submission } = JSON.parse(readFileSync(file, 'utf8')) as Submission
  return { ...submission, engine: { version: engine.version } }
}

const keep = (file: string, change: (one: Submission) => object = (one) => one, from = 'made.json') =>
  writeFileSync(at(file), JSON.stringify(change(asOfNow(at(from)))))

const handIn = (script: string, ...more: string[]) =>
  run(['shell', '--scenario', name, '--submission', at('made.json'), ...more, '-'], script, openLab)

beforeAll(async () => {
  await handIn(readFileSync(`${door}/solution.sh`, 'utf8'), '--name', 'Ada', '--seed', 'ada')
  keep('ada.json')
  keep('boast.json', (one) => ({ ...one, name: 'Bob', log: [] }))
  keep('endless.json', (one) => ({
    ...one,
    name: 'Eve',
    log: Array(400).fill({ host: 'workstation', at: 0, line: 'while true; do :; done' }),
  }))
  keep('lost.json', (one) => ({ ...one, name: 'Lou', scenario: 'foundations/nowhere' }))
  writeFileSync(at('broken.json'), '{"kind":')
  await handIn(readFileSync(`${door}/near-misses/default-group.sh`, 'utf8'), '--name', 'Mel')
  keep('mel.json')
}, 60_000)

describe('hopwise shell --submission', () => {
  it('writes what was done, and tells what it came to', async () => {
    const { status, stderr } = await handIn('aws ec2 describe-vpcs > /dev/null\n', '--name', 'Zoe')
    expect(status).toBe(0)
    expect(stderr).toContain('Zoe hands in A private door to Amazon SQS: 3 of 5 goals, 40 %, after one step.')
    expect(asOfNow(at('made.json'))).toMatchObject({ name: 'Zoe', scenario: name, log: [{ kind: 'script' }] })
  })

  it('keeps the name that was given to lab submit', async () => {
    await handIn('lab submit --name Yann mine.json\n')
    expect(asOfNow(at('made.json')).name).toBe('Yann')
  })

  it('wants a scenario', async () => {
    const { status, stderr } = await run(['shell', '--submission', at('x.json'), '-'], 'true\n', openLab)
    expect([status, stderr]).toEqual([2, expect.stringContaining('--submission wants a scenario')])
  })
})

describe('hopwise grade', () => {
  it('is content with what comes out as it claims', patience, async () => {
    const { status, stdout } = await run(['grade', at('ada.json'), '--threads', '1'])
    expect(stdout).toMatch(
      /^Ada {2}foundations\/a-private-door-to-sqs {2}100 % {2}passed\n\n1 of 1 graded, 1 passed, 0 flagged/,
    )
    expect(status).toBe(0)
  })

  it('grades a folder, flags what is wrong with each, and reports on the class', patience, async () => {
    const { status, stdout } = await run([
      'grade',
      scratch,
      '--json',
      '--seconds',
      '3',
      '--html',
      at('class.html'),
    ])
    const { submissions } = JSON.parse(stdout) as {
      submissions: {
        file: string
        flags: { kind: string }[]
        result?: { percent: number }
        mistake?: string
      }[]
    }
    const found = submissions
      .filter(({ file }) => !file.endsWith('made.json'))
      .map(({ file, flags, result }) => [
        path.basename(file),
        result?.percent,
        flags.map(({ kind }) => kind).join(),
      ])
    expect(found).toEqual([
      ['ada.json', 100, ''],
      ['boast.json', 40, 'other-result'],
      ['broken.json', undefined, 'damaged'],
      ['endless.json', undefined, 'stopped'],
      ['lost.json', undefined, 'unknown-scenario'],
      ['mel.json', 60, ''],
    ])
    expect(submissions.find(({ file }) => file.endsWith('mel.json'))?.mistake).toMatch(
      /default security group/,
    )
    expect(status).toBe(1)
    const page = readFileSync(at('class.html'), 'utf8')
    expect(page).toContain('A private door to Amazon SQS')
    expect(page).not.toContain('<script')
  })

  it.each([
    ['nothing', [], 2],
    ['two kinds of output', ['x.json', '--json', '--csv'], 2],
    ['no number of seconds', ['x.json', '--seconds', 'soon'], 2],
    ['a pack that there is not', ['x.json', '--pack', '/nowhere'], 3],
    ['a file that there is not', ['/nowhere.json'], 1],
  ])('given %s', async (_, args, status) => {
    expect((await run(['grade', ...args])).status).toBe(status)
  })
})
