import { describe, expect, it } from 'vitest'
import { commandsIn } from '../../../../simulator/views/attempt/best.ts'
import { stepsOf } from '../../../../simulator/views/attempt/steps.ts'
import { makeThing, openLab, said, smallScenario, thingNamed } from './small-scenario.ts'

const yaml = `
checks:
  first: { ${thingNamed('first')} }
  second: { ${thingNamed('second')} }
  what-is-it:
    quiz:
      question: What is it?
      options: { a: { text: A route., why: It is none. }, b: { text: An interface., right: true, why: It is one. } }
hints:
  - Look around.
  - { for: first, nudge: Which name?, direction: It is a name tag., answer: Tag it with first. }
  - { for: second, text: Do the same again., depth: direction, cost: 1 }
budget: { commands: { at-most: 2, costs: 15 }, usd: 1, minutes: { at-most: 5, costs: 4 } }
`
const solution = `#!/bin/bash
# What is asked for first.
${makeThing('first')}

# And then
# the other one.
THING=second
for NAME in $THING; do
  ${makeThing('$NAME').replaceAll("'", '"')}
done
`

const scenario = smallScenario(yaml, { 'solution.sh': solution, 'debrief.md': 'That was it.\n' })
const open = () => openLab(scenario)

describe('hints', () => {
  it('are told from the nudge to the answer, each with what it costs before it is taken', async () => {
    const lab = await open()
    expect(await said(lab, 'lab hint')).toBe('Look around.\n(Next: a nudge for first, which is free.)\n')
    expect(await said(lab, 'lab hint')).toBe(
      'Which name?\n(Next: a direction for first, which costs 5 percentage points.)\n',
    )
    expect(await said(lab, 'lab hint')).toBe(
      'lab: the next hint is a direction for first, which costs 5 percentage points. lab hint --take tells it.\n[1]',
    )
    expect(await said(lab, 'lab hint --take')).toContain('It is a name tag.')
    expect(await said(lab, 'lab hint second')).toContain('lab hint second --take tells it.')
    expect(await said(lab, 'lab hint second --take')).toBe('Do the same again.\n')
    expect(await said(lab, 'lab hint second')).toBe('There are no hints left.\n')
    expect(await said(lab, 'lab hint nobody')).toContain('there is no goal nobody')
  })

  it('lower the score, and not what is reached', async () => {
    const lab = await open()
    for (const line of ['lab hint', 'lab hint', 'lab hint --take', 'lab hint --take']) await lab.run(line)
    await lab.run('lab answer what-is-it b')
    await lab.run(makeThing('first'))
    await lab.run(makeThing('second'))
    expect(lab.grade()?.score).toMatchObject({ percent: 100, passed: true })
    expect(lab.grade()?.standing).toMatchObject({ percent: 85, reached: 100, sawSolution: false })
    expect(await said(lab, 'lab goals')).toMatch(
      /85 %: 30 of 30 points, less 15 for hints\. Passed\.\n2 changes of 2 .* · 4 hints\n$/,
    )
  })

  it('are remembered by a lab that was saved', async () => {
    const lab = await open()
    for (const line of ['lab hint', 'lab hint', 'lab hint --take']) await lab.run(line)
    const again = await openLab(scenario, lab.save())
    expect(again.grade()?.standing.hints).toEqual(lab.grade()?.standing.hints)
    expect(await said(again, 'lab hint')).toContain('the next hint is the answer for first, which costs 10')
  })
})

describe('a budget', () => {
  it('costs what its author says where it does not suffice, and is told otherwise', async () => {
    const lab = await open()
    await lab.run('lab answer what-is-it b')
    for (const name of ['first', 'second', 'other']) await lab.run(makeThing(name))
    expect(lab.grade()?.standing.spent[0]).toEqual({ kind: 'commands', used: 3, atMost: 2, lost: 15 })
    await lab.run('sleep 301')
    await lab.run('aws ec2 allocate-address > /dev/null')
    const told = await said(lab, 'lab goals')
    expect(told).toContain(
      '81 %: 30 of 30 points, less 15 for commands above the budget and 4 for time above the budget',
    )
    expect(told).toContain('4 changes, and the budget is 2 (the author needs 2)')
    expect(told).toMatch(
      /3\.6\d USD a month, and the budget is 1 · 5\.\d simulated minutes, and the budget is 5/,
    )
  })

  it('counts what changes something in AWS, and no longer what was undone', async () => {
    const lab = await open()
    const used = () => lab.grade()?.standing.spent[0]?.used
    await lab.run(
      'aws ec2 describe-vpcs; aws sts get-caller-identity; aws ec2 delete-vpc --vpc-id vpc-12345678; ls',
    )
    expect(used()).toBe(0)
    await lab.run(`${makeThing('first')}; ${makeThing('second')}`)
    expect(used()).toBe(2)
    lab.undo()
    expect(used()).toBe(0)
  })

  it.each([
    ['aws ec2 create-vpc --cidr-block 10.0.0.0/16', 1],
    ['VPC=$(aws ec2 create-vpc \\\n  --query Vpc.VpcId)', 1],
    ['aws --profile a ec2 delete-vpc --vpc-id $VPC; aws ec2 describe-vpcs | jq .', 1],
    ['# aws ec2 delete-vpc', 0],
    ['aws ec2 wait vpc-available\naws sts assume-role\naws s3 ls', 0],
    ['aws s3 cp a s3://b/c && aws configure set region eu-west-1', 1],
  ])('of the author’s is what a reader counts in %j', (script, count) => {
    expect(commandsIn(script)).toBe(count)
  })
})

describe('the solution', () => {
  it('is told a command at a time, and is not told twice what was typed', async () => {
    const lab = await open()
    expect(await said(lab, 'lab solution --step')).toBe(
      `# Step 1 of 3\n# What is asked for first.\n${makeThing('first')}\n`,
    )
    await lab.run(makeThing('first'))
    expect(await said(lab, 'lab solution --step')).toBe(
      '# Step 2 of 3\n# And then\n# the other one.\nTHING=second\n',
    )
    expect(await said(lab, 'lab solution --step 1')).toContain('# Step 1 of 3')
    expect(await said(lab, 'lab solution --step 9')).toContain('there is no step 9: there are 3')
    expect(lab.grade()?.standing.sawSolution).toBe(true)
  })

  it('is run step by step, in the very shell', async () => {
    const lab = await open()
    expect(await said(lab, 'lab solution --step --run')).toContain('# Step 1 of 3')
    await lab.run('lab solution --step --run')
    expect(await said(lab, 'echo $THING')).toBe('second\n')
    await lab.run('lab solution --step --run')
    expect(await said(lab, 'lab solution --step')).toContain('Every step of the solution has been typed.')
    expect(lab.grade()?.goals.filter(({ verdict }) => verdict.met)).toHaveLength(2)
    lab.undo()
    expect(lab.grade()?.goals.filter(({ verdict }) => verdict.met)).toHaveLength(1)
  })

  it('has no steps where it has no commands', () => {
    expect(stepsOf('#!/bin/bash\n# nothing\n\n', () => false)).toEqual([])
  })
})

describe('the debrief', () => {
  it('waits until it gives nothing away', async () => {
    const lab = await open()
    expect(await said(lab, 'lab debrief')).toContain('lab debrief --anyway shows it.\n[1]')
    expect(await said(lab, 'lab debrief --anyway')).toBe('That was it.\n')
    await lab.run('lab answer what-is-it b')
    await lab.on('workstation', solution)
    expect(await said(lab, 'lab debrief')).toBe('That was it.\n')
  })
})

describe('a question', () => {
  it('is asked, and then answered', async () => {
    const lab = await open()
    expect(await said(lab, 'lab answer what-is-it')).toBe(
      'What is it?\n  a  A route.\n  b  An interface.\nlab answer what-is-it LETTER…\n',
    )
    expect(await said(lab, 'lab answer first')).toContain('there is no question first')
    expect(await said(lab, 'lab answer what-is-it a')).toContain('It is none.')
  })
})
