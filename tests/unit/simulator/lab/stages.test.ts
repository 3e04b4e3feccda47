import { describe, expect, it } from 'vitest'
import type { GoalEvent } from '../../../../simulator/views/attempt/goals.ts'
import { makeThing, openLab, reached, said, smallScenario, thingNamed } from './small-scenario.ts'

const yaml = `
checks:
  first: { ${thingNamed('first')}, must: true }
  beside: { ${thingNamed('beside')} }
  second: { ${thingNamed('second')} }
  event: { ${thingNamed('event')} }
  third: { ${thingNamed('third')} }
stages:
  begin: { title: Begin, checks: [first, beside] }
  strike: { title: The strike, brief: Something has happened., checks: [second, event] }
  end: { title: The end, checks: [third] }
locked: [{ actions: 'ec2:CreateVpc', says: No further networks. }]
`
const scenario = smallScenario(yaml, {
  'setup.sh': 'export BLOCK=10.7.0.0/16',
  'stages/strike.sh': `aws ec2 create-vpc --cidr-block $BLOCK > /dev/null; ${makeThing('event')}\necho it happened > happened.txt`,
  'stages/end.md': 'The end is near.\n',
})

const open = () => openLab(scenario)

describe('stages of a scenario', () => {
  it('open one after the other, each when what must be met before is', async () => {
    const lab = await open()
    expect(await said(lab, 'lab goals')).toMatch(
      /Stage 1 of 3: Begin\n {2}✗ first: .*\n {2}✗ beside: .*\nStage 2 of 3: The strike \(opens when stage 1 is done\)\nStage 3 of 3: The end \(opens when stage 2 is done\)\n0 %/,
    )
    await lab.run(makeThing('first'))
    expect(await said(lab, 'lab goals')).toMatch(
      /✓ first[\s\S]*✗ beside[\s\S]*Stage 2 of 3: The strike\n {2}✗ second[\s\S]*✓ event/,
    )
    await lab.run(makeThing('second'))
    await lab.run(makeThing('third'))
    expect(reached(lab)).toEqual(['first', 'second', 'event', 'third'])
    expect(lab.grade()?.score.percent).toBe(80)
  })

  it('tell what they are about', async () => {
    const lab = await open()
    expect(await said(lab, 'lab brief')).toBe('Do it.\n')
    await lab.run(makeThing('first'))
    expect(await said(lab, 'lab brief')).toBe('# The strike\n\nSomething has happened.\n')
    await lab.run(makeThing('second'))
    expect(await said(lab, 'lab brief')).toContain('The end is near.')
  })

  it('bring about what their scripts do, which no lock holds', async () => {
    const lab = await open()
    expect(await said(lab, 'cat happened.txt')).toContain('No such file')
    await lab.run(makeThing('first'))
    expect(await said(lab, 'cat happened.txt')).toBe('it happened\n')
    expect(
      await said(
        lab,
        'aws ec2 describe-vpcs --query "Vpcs[?CidrBlock==\'10.7.0.0/16\'].CidrBlock" --output text',
      ),
    ).toBe('10.7.0.0/16\n')
  })

  it('are closed again by undo, together with what they brought', async () => {
    const lab = await open()
    await lab.run(makeThing('first'))
    await lab.run('lab undo')
    expect(await said(lab, 'lab goals')).toContain('The strike (opens when stage 1 is done)')
    expect(await said(lab, 'cat happened.txt')).toContain('No such file')
    lab.redo()
    await lab.run('lab reset')
    expect(await said(lab, 'lab goals')).toContain('The strike (opens when stage 1 is done)')
  })

  it('open within a script that asks how the goals stand', async () => {
    const lab = await open()
    const script = [makeThing('first'), 'cat happened.txt', 'lab goals > goals.txt', 'cat happened.txt'].join(
      '\n',
    )
    const { stdout, stderr } = await lab.on('workstation', script)
    expect(stderr).toContain('No such file')
    expect(stdout).toBe('it happened\n')
  })

  it('count as failed while they are closed, whatever their checks would find', async () => {
    const lab = await open()
    await lab.run(makeThing('third'))
    expect(reached(lab)).toEqual([])
    await lab.run([makeThing('first'), makeThing('second')].join('; '))
    expect(reached(lab)).toEqual(['first', 'second', 'event', 'third'])
  })

  it('come out the same when everything is typed once more, and go on where they were saved', async () => {
    const [lab, again] = await Promise.all([open(), open()])
    await lab.run(makeThing('first'))
    const reopened = await openLab(scenario, lab.save())
    for (const one of [lab, reopened]) await one.run(makeThing('second'))
    for (const { line } of lab.log) await again.run(line)
    expect(again.save() === lab.save()).toBe(true)
    expect(reached(reopened)).toEqual(reached(lab))
    expect(reached(lab)).toContain('second')
  })

  it('say what is wrong when their script fails', async () => {
    const broken = smallScenario(yaml, { 'stages/strike.sh': 'echo no way >&2; false' })
    const lab = await openLab(broken)
    await expect(lab.run(makeThing('first'))).rejects.toThrow(/stage strike .* ended with status 1\.\nno way/)
  })
})

describe('who follows the goals', () => {
  it('hears what is reached, what opens and what no longer holds, each time once', async () => {
    const lab = await open()
    const heard: GoalEvent[] = []
    const end = lab.attempt!.goals.follow((events) => heard.push(...events))
    const told = () => heard.splice(0).map((one) => ('goal' in one ? `${one.kind} ${one.goal.id}` : one.kind))
    await lab.run('true')
    expect(told()).toEqual([])
    await lab.run(makeThing('first'))
    expect(told()).toEqual(['met first', 'stage', 'met event'])
    await lab.run('aws ec2 describe-vpcs > /dev/null; ls > /dev/null')
    expect(told()).toEqual([])
    await lab.run(makeThing('first'))
    expect(told()).toEqual(['lost first'])
    lab.undo()
    for (const name of ['beside', 'second', 'third']) await lab.run(makeThing(name))
    expect(told()).toEqual(['met first', 'met beside', 'met second', 'stage', 'met third', 'all-met'])
    end()
    await lab.run(makeThing('first'))
    expect(told()).toEqual([])
  })

  it('reads quiet lines in a terminal, and what was found where that is wanted', async () => {
    const lab = await open()
    const heard: string[] = []
    await lab.follow((lines) => heard.push(...lines))
    await lab.run(makeThing('first'))
    expect(heard.splice(0)).toEqual([
      expect.stringMatching(/^✓ first {2}.* {2}1 of 5$/),
      '▸ Stage 2 of 3: The strike  lab brief tells about it.',
      expect.stringMatching(/^✓ event {2}.* {2}2 of 5$/),
    ])
    expect(await said(lab, 'lab check --watch')).toContain('From now on')
    await lab.run(makeThing('first'))
    expect(heard.splice(0).join('\n')).toMatch(/^✗ first {2}no longer: .* {2}1 of 5\n[\s\S]*found: 2/)
    await lab.run(makeThing('first'))
    expect(heard.splice(0).join('\n')).toMatch(/^✗ first: [\s\S]*found: 3$/m)
    await lab.run('lab check --watch')
    await lab.run(makeThing('first'))
    expect(heard).toEqual([])
  })
})
