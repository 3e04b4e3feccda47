import { describe, expect, it } from 'vitest'
import type { Lab } from '../../../../../simulator/lab.ts'
import { type AttemptView, goalFinding } from '../../../../../simulator/views/attempt/attempt-view.ts'
import { makeThing, openLab, smallScenario, thingNamed } from '../../lab/small-scenario.ts'

// What a page is told of a scenario: it is in the reach of whoever opens the browser's tools, so it holds nothing that
// has a price.

const scenario = smallScenario(
  `
checks:
  first: { title: The first is there, ${thingNamed('first')} }
  second: { title: The second is there, points: 20, ${thingNamed('second')} }
  extra: { bonus: true, points: 5, ${thingNamed('extra')} }
  what-is-it:
    quiz:
      question: What is it?
      options: { a: { text: A route., why: Routes lead elsewhere. }, b: { text: An interface., right: true, why: Behold its address. } }
hints:
  - Glance at the tags.
  - { for: first, nudge: Ponder the name., direction: Consult the tag editor., answer: Write first into it. }
`,
  {
    'debrief.md': 'So it was the tag all along.\n',
    'solution.sh': `${makeThing('first')} # By the author.\n`,
  },
)

const secrets = {
  hints: ['Glance at the tags', 'Ponder the name', 'Consult the tag editor', 'Write first into it'],
  debrief: ['So it was the tag'],
  reasons: ['Routes lead elsewhere', 'Behold its address', '"right"'],
  solution: ['By the author'],
}

const open = () => openLab(scenario)

const view = (lab: Lab): AttemptView => lab.attemptView()!

/** Which of the secrets a page is told. */
const told = (lab: Lab): readonly string[] => {
  const text = JSON.stringify(view(lab))
  return Object.values(secrets)
    .flat()
    .filter((secret) => text.includes(secret))
}

describe('why a goal is not reached', () => {
  it('is told to who asks, and goes to no page by itself', async () => {
    const lab = await open()
    const found = goalFinding(lab.attempt!, lab.forkWorld(), 'first')
    expect(found?.proof?.text).toContain('$ aws')
    const text = JSON.stringify(view(lab))
    expect(text).not.toContain('"observed"')
    expect(text).not.toContain('proof')
    expect(text).not.toContain('obstacles')
  })

  it('is told of no goal that there is not', async () => {
    const lab = await open()
    expect(goalFinding(lab.attempt!, lab.forkWorld(), 'nothing')).toBeUndefined()
  })
})

describe('a page is told', () => {
  it('no hint, reason, solution or debrief to begin with', async () => {
    expect(told(await open())).toEqual([])
  })

  it.each<[string, readonly string[], readonly string[]]>([
    ['a hint once it was taken, and no other', ['lab hint'], ['Glance at the tags']],
    ['the next hint with the next step', ['lab hint', 'lab hint'], ['Glance at the tags', 'Ponder the name']],
    [
      'no hint that was priced and not taken',
      ['lab hint', 'lab hint', 'lab hint'],
      ['Glance at the tags', 'Ponder the name'],
    ],
    [
      'a hint that was paid for',
      ['lab hint', 'lab hint', 'lab hint --take'],
      ['Glance at the tags', 'Ponder the name', 'Consult the tag editor'],
    ],
    [
      'the debrief and the steps to those who have looked at the solution',
      ['lab solution'],
      ['So it was the tag', 'By the author'],
    ],
    ['no debrief to those who have reached a part', [makeThing('first')], []],
    [
      'the debrief to those who have passed',
      [makeThing('first'), makeThing('second'), 'lab answer what-is-it b'],
      ['So it was the tag'],
    ],
  ])('%s', async (_, lines, expected) => {
    const lab = await open()
    for (const line of lines) await lab.run(line)
    expect(told(lab).filter((secret) => !secrets.reasons.includes(secret))).toEqual(expected)
  })

  it('what a hint would cost', async () => {
    const lab = await open()
    await lab.run('lab hint')
    await lab.run('lab hint')
    expect(view(lab).offers[0]).toEqual({
      index: expect.any(Number),
      depth: 'direction',
      for: 'first',
      cost: 5,
    })
    expect(view(lab).taken).toEqual(['Glance at the tags.', 'Ponder the name.'])
  })
})

describe('goals', () => {
  it('are told with what they are worth, before and after', async () => {
    const lab = await open()
    const goal = (id: string) => view(lab).goals.find((one) => one.id === id)
    expect(goal('first')).toMatchObject({
      title: 'The first is there',
      points: 0,
      of: 10,
      isOpen: true,
      isBonus: false,
    })
    expect(goal('second')).toMatchObject({ of: 20 })
    expect(goal('extra')).toMatchObject({ of: 5, isBonus: true })
    await lab.run(makeThing('first'))
    expect(goal('first')).toMatchObject({ points: 10, verdict: { met: true } })
    expect(goal('second')).toMatchObject({ points: 0, verdict: { met: false } })
  })

  it('that are questions come with their options alone', async () => {
    const lab = await open()
    expect(view(lab).goals.find(({ id }) => id === 'what-is-it')?.question).toEqual({
      text: 'What is it?',
      options: [
        ['a', 'A route.'],
        ['b', 'An interface.'],
      ],
    })
    expect(view(lab).goals.find(({ id }) => id === 'first')?.question).toBeUndefined()
  })

  it('of stages that are closed are closed, and their brief is not told', async () => {
    const lab = await openLab(
      smallScenario(
        `
checks:
  first: { ${thingNamed('first')} }
  second: { ${thingNamed('second')} }
stages:
  one: { title: The first part, checks: [first] }
  two: { title: The second part, brief: Now for the second one., checks: [second] }
`,
      ),
    )
    expect(view(lab).stages.map(({ id, isOpen }) => [id, isOpen])).toEqual([
      ['one', true],
      ['two', false],
    ])
    expect(view(lab).goals.map(({ id, isOpen, stage }) => [id, isOpen, stage])).toEqual([
      ['first', true, 'one'],
      ['second', false, 'two'],
    ])
    expect(view(lab).brief).not.toContain('Now for the second one')
    await lab.run(makeThing('first'))
    expect(view(lab).stages.map(({ isOpen }) => isOpen)).toEqual([true, true])
    expect(view(lab).brief).toContain('Now for the second one')
  })
})

it('all of it goes through a message to the page unchanged', async () => {
  const lab = await open()
  await lab.run('lab hint')
  expect(structuredClone(view(lab))).toEqual(view(lab))
})

it('a lab without a scenario has none of it', async () => {
  const { Lab } = await import('../../../../../simulator/lab.ts')
  const { contract } = await import('../../../../../simulator/api/contract.ts')
  const lab = await Lab.open({ contract, seed: 'free', turn: async () => {} })
  expect(lab.attemptView()).toBeUndefined()
})

describe('the steps of the solution', () => {
  const steps = (lab: Lab) => view(lab).solution?.map(({ isDone }) => isDone)
  const step = `${makeThing('first')} # By the author.`

  it('are told which were taken, by hand or by running the next one', async () => {
    const lab = await open()
    await lab.run('lab solution --step')
    expect(steps(lab)).toEqual([false])
    await lab.run(step)
    expect(steps(lab)).toEqual([true])
    const other = await open()
    await other.run('lab solution --step --run')
    expect(steps(other)).toEqual([true])
  })

  it('are all to be taken again where the scenario was begun anew', async () => {
    const lab = await open()
    await lab.run('lab solution --step --run')
    await lab.run('lab reset')
    expect(steps(lab)).toEqual([false])
    await lab.run('lab solution --step --run')
    expect(steps(lab)).toEqual([true])
  })
})
