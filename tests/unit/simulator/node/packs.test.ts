import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from './run-program.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'hopwise-packs-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const foundations = 'content/packs/foundations'
const door = `${foundations}/scenarios/a-private-door-to-sqs`

describe('hopwise check', () => {
  it('is content with a solution', async () => {
    const { status, stdout } = await run(['check', door, '--script', `${door}/solution.sh`])
    expect(stdout).toContain('100 %: 100 of 100 points. Passed.')
    expect(status).toBe(0)
  })

  it('says why a check is not met to those who ask', async () => {
    const { stdout } = await run(['check', door, '--script', '-', '--why'], 'true\n')
    expect(stdout).toContain('0 changes (the author needs 4)')
    expect(stdout).toMatch(
      /\n\n✗ queue-is-reached: .*\n {2}expected: .*\n {2}found: From app-1: nobody answers\n {2}because: /,
    )
    expect(stdout).not.toContain('found: From app-1: The')
  })

  it('finds a scenario by its name, reads standard input, and prints verdicts as JSON', async () => {
    const { status, stdout } = await run(
      ['check', 'foundations/a-private-door-to-sqs', '--script', '-', '--json'],
      'true\n',
    )
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      scenario: 'foundations/a-private-door-to-sqs',
      score: { percent: 40, passed: false, lacking: ['queue-is-reached'] },
      checks: [
        { id: 'queue-is-reached', met: false, of: 40, obstacles: [{ reason: expect.any(String) }] },
        {},
        {},
        {},
        {},
      ],
    })
  })

  it.each<[string[], number, RegExp]>([
    [['check', door], 2, /--script wants a file/],
    [['check', '--script', 'x'], 2, /expected one scenario/],
    [['check', `${foundations}/scenarios/none`, '--script', '-'], 3, /expected one of a-private-door-to-sqs/],
    [['check', door, '--script', 'nowhere.sh'], 3, /nowhere\.sh cannot be read/],
  ])('%s is refused', async (args, status, problem) => {
    const ended = await run(args)
    expect(ended.stderr).toMatch(problem)
    expect(ended.status).toBe(status)
  })
})

describe('hopwise pack', () => {
  it('proves a pack that is right', async () => {
    const { status, stdout, stderr } = await run(['pack', 'lint', foundations, '--no-mutation'])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/\d scenarios proved, with \d+ alternatives and \d+ near misses\n/)
    expect(status).toBe(0)
  })

  it('proves one scenario of it, whatever is wrong with others', async () => {
    const broken = path.join(scratch, 'half-broken')
    cpSync(foundations, broken, { recursive: true })
    writeFileSync(path.join(broken, 'scenarios/one-gate/scenario.yaml'), 'title: [')
    const { status, stdout } = await run([
      'pack',
      'lint',
      path.join(broken, 'scenarios/a-private-door-to-sqs'),
    ])
    expect(stdout).toMatch(/: 1 scenario proved, .*; 100 % of \d+ mutants noticed\n$/)
    expect(status).toBe(0)
  })

  it('begins one that works, tells what its scripts come to, and records what near misses are known by', async () => {
    const place = path.join(scratch, 'my-pack')
    const begun = await run(['pack', 'new', place])
    expect(begun.stdout).toContain(`hopwise pack test ${place}`)
    const tested = await run(['pack', 'test', place])
    expect(tested.stdout).toMatch(/✓ solution\.sh +100 %\n/)
    expect(tested.stdout).toMatch(/✓ near-misses\/wrong-port\.sh +50 % {2}fails client-is-in\n/)
    expect(tested.stdout).toMatch(/ {2}mutants: 100 %\. (\d+) of \1 noticed; /)
    expect(tested.status).toBe(0)

    const miss = path.join(place, 'scenarios/open-the-door/near-misses/wrong-port.sh')
    const before = readFileSync(miss, 'utf8')
    writeFileSync(miss, before.replace(/# signature: .*/, '# signature: other'))
    expect((await run(['pack', 'lint', place, '--no-mutation'])).stderr).toMatch(
      /found other, expected a line "# signature: client/,
    )
    expect((await run(['pack', 'lint', place, '--no-mutation', '--record'])).status).toBe(0)
    expect(readFileSync(miss, 'utf8')).toBe(before)
    const solution = path.join(place, 'scenarios/open-the-door/solution.sh')
    const recorded = readFileSync(solution, 'utf8')
    expect(recorded).toMatch(/^# commands: 1\n/)
    writeFileSync(solution, recorded.replace('commands: 1', 'commands: 3'))
    expect((await run(['pack', 'lint', place, '--no-mutation'])).stderr).toContain(
      'found "# commands: 3", expected "# commands: 1"',
    )
    writeFileSync(solution, recorded)
    expect(await run(['pack', 'new', place])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/there already/),
    })
  })

  it('tells programs what it found', async () => {
    const { stdout } = await run(['pack', 'test', door, '--json', '--no-mutation'])
    expect(JSON.parse(stdout)).toMatchObject([
      {
        pack: door,
        problems: [],
        scenarios: [{ scripts: [{ file: 'setup.sh', kind: 'start', isRight: true }, {}, {}, {}, {}] }],
      },
    ])
  })

  it('tells what is wrong with one that is not', async () => {
    const broken = path.join(scratch, 'broken')
    cpSync(foundations, broken, { recursive: true })
    const file = path.join(broken, 'scenarios/a-private-door-to-sqs/scenario.yaml')
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('beginner', 'easy').replace('minutes: 15', 'minutes: -1'),
    )
    const { status, stderr } = await run(['pack', 'lint', broken])
    expect(stderr).toMatch(
      /2 problems\n.*scenario\.yaml:3:1: level: found "easy"[^\n]*\n.*scenario\.yaml:4:1: minutes/,
    )
    expect(status).toBe(1)
  })

  it('builds one file, which tells the same of itself as the folder', async () => {
    const file = path.join(scratch, 'foundations.hopwise')
    expect((await run(['pack', 'build', foundations, '--out', file])).status).toBe(0)
    const [folder, archive] = await Promise.all(
      [foundations, file].map((place) => run(['pack', 'info', place, '--json'])),
    )
    expect(JSON.parse(folder?.stdout ?? '')).toMatchObject({
      id: 'foundations',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(archive?.stdout).toBe(folder?.stdout)
  })

  it('prints the schema of a scenario', async () => {
    const { stdout } = await run(['pack', 'schema', 'scenario'])
    expect(JSON.parse(stdout)).toMatchObject({ properties: { checks: {}, hints: {} } })
  })

  it.each([
    'pack',
    'pack fly',
    'pack lint',
    'pack new',
    'pack new Bad_Name',
    'pack test',
    'pack build x',
    'pack schema none',
    'pack lint --what',
  ])('%s is used wrongly', async (line) => {
    expect((await run(line.split(' '))).status).toBe(2)
  })
})
