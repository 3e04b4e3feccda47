import { describe, expect, it } from 'vitest'
import { flagCopies } from '../../../../../simulator/authoring/replay/regrade.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import type { Submission } from '../../../../../simulator/packs/submission-schema.ts'
import { begin, flagsOf, gradedAgain, handedIn, make, options, read } from './handed-in.ts'

const start = await begin()

async function session(work: (lab: Lab) => Promise<unknown>): Promise<{ lab: Lab; submission: Submission }> {
  const lab = start.fork()
  await work(lab)
  return { lab, submission: await handedIn(lab) }
}

describe('what was handed in comes to the same result', () => {
  it.each<[string, (lab: Lab) => Promise<unknown>, number]>([
    ['after nothing', async () => {}, 0],
    ['after a line', (lab) => lab.run(make('a')), 60],
    [
      'after a script',
      (lab) => lab.runScript(make('$1').replaceAll("'", '"'), ['b'], { name: 'own.sh' }),
      40,
    ],
    ['after a command at a console', (lab) => lab.on('workstation', make('a')), 60],
    [
      'after undo by a button, and redo',
      async (lab) => {
        await lab.run(make('a'))
        await lab.run(make('b'))
        lab.undo()
        lab.undo()
        lab.redo()
      },
      60,
    ],
    [
      'after undo that was typed',
      async (lab) => {
        await lab.run(make('a'))
        await lab.run('lab undo')
      },
      0,
    ],
    [
      'in a second terminal with variables of its own',
      async (lab) => {
        const window = lab.openTerminal()
        await lab.run('NAME=a')
        await lab.run('NAME=b', { window })
        await lab.run(make('"$NAME"').replaceAll("'", '"'), { window })
      },
      40,
    ],
    [
      'with a script that was written in an editor',
      async (lab) => {
        lab.writeFile('/home/learner/do.sh', make('a'))
        await lab.run('bash do.sh')
      },
      60,
    ],
    [
      'with answers to questions',
      async (lab) => {
        const answers = ['', '', 'eu-west-1', '']
        await lab.run('aws configure', { readLine: async () => answers.shift() })
        await lab.run(`[ "$(aws configure get region)" = eu-west-1 ] && AWS_REGION=us-east-1 ${make('a')}`)
      },
      60,
    ],
    [
      'with a hint',
      async (lab) => {
        await lab.run(make('a'))
        await lab.run('lab hint --take')
      },
      60,
    ],
    [
      'with a loop that Ctrl-C ended',
      async (lab) => {
        const stop = new AbortController()
        const done = lab.run('for i in $(seq 100000); do sleep 1; done', { signal: stop.signal })
        for (let i = 0; i < 20; i++) await options.turn()
        stop.abort()
        await done
        await lab.run(make('b'))
      },
      40,
    ],
  ])('%s', async (_, work, percent) => {
    const { lab, submission } = await session(work)
    const again = await gradedAgain(start, submission)
    expect(again.flags).toEqual([])
    expect(again.result).toEqual(submission.result)
    expect(again.result?.reached).toBe(percent)
    expect(lab.grade()?.score.percent).toBe(percent)
  })

  it('after a pause over which the lab was saved', async () => {
    const lab = start.fork()
    await lab.run(`NAME=a; ${make('b')}`)
    const later = await Lab.open({ ...options, saved: lab.save() })
    later.undo()
    await later.run(make('"$NAME"').replaceAll("'", '"'))
    const submission = await handedIn(later)
    const again = await gradedAgain(start, submission)
    // What was done before the pause was taken back after it.
    expect([again.flags, again.result?.percent]).toEqual([[], 60])
  })

  it('by lab submit, which is not in its own log', async () => {
    const lab = start.fork()
    await lab.run(make('a'))
    const { stdout } = await lab.run('lab submit --name Ann; cat ann-small.json')
    expect(stdout).toContain('Ann hands in A small one: 1 of 2 goals, 60 %, after 2 steps.')
    await lab.run('lab submit mine.json', { readLine: async () => 'Ann' })
    const submission = read((await lab.run('cat mine.json')).stdout)
    expect(submission.log.map(({ line }) => line.slice(0, 10))).toEqual(['aws ec2 cr', 'lab submit'])
    expect((await gradedAgain(start, submission)).flags).toEqual([])
  })
})

describe('it is flagged', () => {
  const tampered: [string, (one: Submission) => Submission, string][] = [
    ['when it claims more', (one) => ({ ...one, result: { ...one.result, percent: 100 } }), 'other-result'],
    [
      'when it claims a check that there is not',
      (one) => ({
        ...one,
        result: { ...one.result, checks: { ...one.result.checks, z: { met: true, points: 1 } } },
      }),
      'other-result',
    ],
    ['when lines were taken out', (one) => ({ ...one, log: one.log.slice(1) }), 'other-result'],
    ['when its world is another', (one) => ({ ...one, world: '0'.repeat(64) }), 'other-world'],
    ['when it is of another version', (one) => ({ ...one, engine: { version: '0.9.0' } }), 'other-engine'],
    [
      'when its pack is another',
      (one) => ({ ...one, pack: { ...one.pack, version: '2.0.0' } }),
      'other-pack',
    ],
    [
      'when it never ends',
      (one) => ({
        ...one,
        log: [{ host: 'workstation', at: 0, line: 'while true; do while true; do :; done; done' }],
      }),
      'stopped',
    ],
    [
      'when a world was imported',
      (one) => ({ ...one, log: [...one.log, { host: 'workstation', at: 0, line: 'lab import x.json' }] }),
      'imported-world',
    ],
    [
      'when a line ended before Ctrl-C came',
      (one) => ({
        ...one,
        log: one.log.map((entry) => ({ ...entry, interrupted: true as const, after: { turns: 900 } })),
      }),
      'interrupts-differ',
    ],
    [
      'when a terminal is named that there is not',
      (one) => ({ ...one, log: one.log.map((entry) => ({ ...entry, terminal: 7 })) }),
      'other-result',
    ],
  ]
  it.each(tampered)('%s', async (_, change, flag) => {
    const { submission } = await session((lab) => lab.run(make('a')))
    expect(flagsOf(await gradedAgain(start, change(submission), 500))).toContain(flag)
  })

  it('when somebody else typed the same, line by line', async () => {
    const { submission } = await session(async (lab) => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) await lab.run(make(name))
    })
    const regraded = await gradedAgain(start, submission)
    const lines = submission.log.map(({ line }) => line).join('\n')
    const twins = flagCopies([
      { regraded, lines },
      { regraded: { ...regraded, name: 'Bob' }, lines },
      { regraded: { ...regraded, name: 'Cid' }, lines: `${lines} #` },
    ])
    expect(twins.map(flagsOf)).toEqual([['same-log'], ['same-log'], []])
  })
})

const good = await session((lab) => lab.run(make('a')))

describe('a file that somebody made up is refused', () => {
  const entry = { host: 'workstation', at: 0, line: 'true' }
  it.each<[string, unknown, RegExp]>([
    ['no JSON', undefined, /JSON/],
    ['something else', { hello: 'world' }, /what `lab submit` makes/],
    ['a newer format', { ...good.submission, format: 2 }, /newer version/],
    ['a log that is no list', { ...good.submission, log: 'x' }, /log: found "x"/],
    ['too many lines', { ...good.submission, log: Array(10_001).fill(entry) }, /log/],
    [
      'a line that is too long',
      { ...good.submission, log: [{ ...entry, line: 'x'.repeat(300_000) }] },
      /line/,
    ],
    ['members that nobody knows', { ...good.submission, log: [{ ...entry, run: 'x' }] }, /log.0/],
    ['a kind of entry that nobody knows', { ...good.submission, log: [{ ...entry, kind: 'eval' }] }, /kind/],
    ['a file that is too large', { ...good.submission, name: 'x'.repeat(5_000_000) }, /at most 4194304/],
  ])('%s', (_, value, problem) => {
    expect(() => read(value === undefined ? '{' : JSON.stringify(value))).toThrow(problem)
  })
})
