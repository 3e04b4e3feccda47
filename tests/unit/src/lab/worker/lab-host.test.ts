import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { LabHost } from '../../../../../src/lab/worker/lab-host.ts'
import { makeThing } from '../../../simulator/lab/small-scenario.ts'
import {
  countVpcs,
  decoder,
  findScenario,
  front,
  heard,
  openPage,
  outputIn,
  type Page,
  scenario,
  shelf,
} from './page.ts'

// The lab as a page has it: what it asks for, and the events that it hears.

describe('a lab that was opened', () => {
  it('has a terminal on the workstation, and one moment', async () => {
    const { state, events } = await openPage()
    expect(state.terminals).toEqual([
      { host: 'workstation', prompt: expect.stringContaining('~'), history: [], exitCode: 0 },
    ])
    expect(state.hosts.map(({ name }) => name)).toEqual(['workstation'])
    expect(state.timeline).toHaveLength(1)
    expect(events).toEqual([])
  })

  it('of a scenario has its goals', async () => {
    const { host } = await openPage({ scenario: scenario.id })
    expect((await host.attempt())?.goals.map(({ id }) => id)).toEqual(['first'])
  })

  it('of no scenario has none', async () => {
    expect(await (await openPage()).host.attempt()).toBeUndefined()
  })

  it('of a scenario that is not there is refused', async () => {
    await expect(openPage({ scenario: 'nobody/nothing' })).rejects.toThrow(
      'There is no scenario nobody/nothing.',
    )
  })

  it('is asked for before anything else', async () => {
    const host = new LabHost({ turn: () => immediate(), findScenario, kept: shelf() })
    await expect(host.undo()).rejects.toThrow('No lab is open.')
  })

  it.each([
    ['the same seed makes the same ids', 'ann', true],
    ['another seed makes others', 'bob', false],
  ])('%s', async (_, seed, isSame) => {
    const line = 'aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId'
    const [one, other] = [await openPage(), await openPage({ seed })]
    expect((await one.type(line)) === (await other.type(line))).toBe(isSame)
  })
})

describe('a line that is run', () => {
  it.each<[string, string, number, readonly [number, string][]]>([
    ['prints', 'echo hello', 0, [[1, 'hello\n']]],
    ['prints errors apart', 'echo oh >&2; false', 1, [[2, 'oh\n']]],
    ['prints nothing', 'true', 0, []],
  ])('%s', async (_, line, exitCode, output) => {
    const { host, events } = await openPage()
    const ran = await host.run(0, line, front)
    expect(ran.exitCode).toBe(exitCode)
    expect(
      events.map((event) => (event.kind === 'output' ? [event.stream, decoder.decode(event.bytes)] : event)),
    ).toEqual(output)
    expect(ran.state.terminals[0]).toMatchObject({ history: [line], exitCode })
  })

  it('says that the shell has ended', async () => {
    const { host } = await openPage()
    expect(await host.run(0, 'exit 3', front)).toMatchObject({ exitCode: 3, ended: 'exit' })
  })

  it('prints in its own terminal', async () => {
    const page = await openPage()
    expect(page.host.openTerminal('workstation').terminals).toHaveLength(2)
    expect(await page.type('echo here', 1)).toBe('here\n')
    expect(outputIn(page.events, 0)).toBe('')
    expect((await page.host.closeTerminal(1)).terminals).toHaveLength(1)
    await expect(page.host.run(1, 'true', front)).rejects.toThrow('There is no terminal 1.')
  })

  it('of a scenario is followed by what became of the goals', async () => {
    const page = await openPage({ scenario: scenario.id })
    await page.type(makeThing('first'))
    // The goals come behind the prompt: a line may be quicker than they are.
    await page.host.attempt()
    await vi.waitFor(() => expect(outputIn(page.events, 0)).toMatch(/✓.*first/))
  })

  it('is completed, and known to go on', async () => {
    const { host } = await openPage()
    expect(host.isIncomplete(0, 'for i in 1 2')).toBe(true)
    expect(host.isIncomplete(0, 'echo 1')).toBe(false)
    const { candidates } = (await host.complete(0, 'aws ec2 describe-vpcs --que', 27)) as {
      candidates: readonly unknown[]
    }
    expect(JSON.stringify(candidates)).toContain('--query')
  })
})

/** Asks four questions. */
const configure = 'aws configure'

describe('a question', () => {
  it('is told, and goes on with the answer', async () => {
    const page = await openPage()
    const ran = page.host.run(0, `${configure}; aws configure get region`, front)
    const asked: string[] = []
    for (const answer of ['AKIAEXAMPLE', 'secret', 'eu-west-1', 'json']) {
      const { prompt, terminal } = await heard(page, 'question', asked.length)
      asked.push(prompt)
      page.host.answer(terminal, answer)
    }
    expect((await ran).exitCode).toBe(0)
    expect(asked.map((prompt) => prompt.replace(/ \[.*/, ''))).toEqual([
      'AWS Access Key ID',
      'AWS Secret Access Key',
      'Default region name',
      'Default output format',
    ])
    expect(outputIn(page.events)).toContain('eu-west-1\n')
  })

  it('that nobody answers is the end of input', async () => {
    const page = await openPage()
    const ran = page.host.run(0, `${configure} || echo nobody`, front)
    await heard(page, 'question')
    page.host.answer(0, undefined)
    await ran
    expect(outputIn(page.events)).toContain('nobody')
  })

  it('is left by an interrupt', async () => {
    const page = await openPage()
    const ran = page.host.run(0, `${configure}; echo never`, front)
    await heard(page, 'question')
    page.host.interrupt(0)
    expect(await ran).toMatchObject({ exitCode: 130, interrupted: true })
    expect(outputIn(page.events)).not.toContain('never')
  })

  it('an answer that nobody asked for changes nothing', async () => {
    const page = await openPage()
    page.host.answer(0, 'Ann')
    expect(await page.type('echo still here')).toBe('still here\n')
  })
})

it('an interrupt ends what runs, and the terminal goes on', async () => {
  const page = await openPage()
  const ran = page.host.run(0, 'while true; do echo again; sleep 1; done', front)
  await heard(page, 'output')
  page.host.interrupt(0)
  expect(await ran).toMatchObject({ exitCode: 130, interrupted: true })
  expect(await page.type('echo done')).toBe('done\n')
})

describe('a terminal that is closed', () => {
  it.each([
    ['a loop', 'while true; do echo again; sleep 1; done', 'output'],
    ['a question', 'read -p "Who? " who; echo never', 'question'],
    ['a loop that does not heed Ctrl-C', "trap '' INT; while true; do echo again; sleep 1; done", 'output'],
  ] as const)('ends %s that runs in it, and time stands still', async (_, line, sign) => {
    const page = await openPage()
    page.host.openTerminal('workstation')
    const ran = page.host.run(1, line, front)
    await heard(page, sign)
    expect((await page.host.closeTerminal(1)).terminals).toHaveLength(1)
    await ran
    const { state } = await page.host.run(0, 'date', front)
    await page.host.attempt()
    expect((await page.host.run(0, 'date', front)).state.now).toBe(state.now)
    expect(outputIn(page.events)).not.toContain('never')
  })
})

describe('undo', () => {
  it('stops a line that still runs, and takes back that line alone', async () => {
    const page = await openPage()
    await page.type('aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null')
    const before = await page.type(countVpcs)
    const ran = page.host.run(0, 'while true; do echo again; sleep 1; done', front)
    await heard(page, 'output', 3)
    const { timeline } = await page.host.undo()
    expect(await ran).toMatchObject({ interrupted: true })
    expect(timeline.find(({ isCurrent }) => isCurrent)?.label).toBe(countVpcs)
    expect(await page.type(countVpcs)).toBe(before)
  })

  it('takes a line back, and redo does it again', async () => {
    const page = await openPage()
    const before = await page.type(countVpcs)
    await page.type('aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null')
    const after = await page.type(countVpcs)
    await page.host.undo()
    await page.host.undo()
    expect(await page.type(countVpcs)).toBe(before)
    await page.host.undo()
    const { timeline } = await page.host.redo()
    expect(timeline.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    expect(after).not.toBe(before)
  })

  it('goes back to a checkpoint by its name', async () => {
    const page = await openPage()
    const before = await page.type(countVpcs)
    page.host.checkpoint('clean')
    await page.type('aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null')
    await page.host.goto('clean')
    expect(await page.type(countVpcs)).toBe(before)
  })

  it('is told without versions of the world, which no message can carry', async () => {
    const { state } = await openPage()
    expect(state.timeline.every((moment) => !('version' in moment))).toBe(true)
  })
})

describe('what is read of a lab changes nothing in it', () => {
  const setup = 'aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null'

  it.each([
    [
      'a picture',
      ({ host }: Page) => host.picture([]).frames.map(({ kind }) => kind),
      ['account', 'region', 'vpc'],
    ],
    [
      'a packet’s way',
      ({ host }: Page) => host.trace({ from: 'nobody', to: '10.0.0.1', protocol: 'tcp' }),
      { cannotSay: 'There is no "nobody" to send from.' },
    ],
    [
      'whether a command succeeds',
      ({ host }: Page) => host.succeeds('aws ec2 create-vpc --cidr-block 10.1.0.0/16'),
      true,
    ],
    [
      'whether one fails',
      ({ host }: Page) => host.succeeds('aws ec2 delete-vpc --vpc-id vpc-12345678'),
      false,
    ],
  ])('%s', async (_, read, expected) => {
    const page = await openPage({ setup })
    const before = await page.type(countVpcs)
    expect(await read(page)).toEqual(expected)
    expect(await page.type(countVpcs)).toBe(before)
    expect((await page.host.undo()).timeline.length).toBeGreaterThan(0)
  })
})

describe('a world that a setup makes', () => {
  it('has settled, and nobody has typed it', async () => {
    const { state, events, type } = await openPage({
      setup:
        'aws ec2 create-nat-gateway --connectivity-type private --subnet-id $(aws ec2 describe-subnets --query "Subnets[0].SubnetId" --output text) > /dev/null',
    })
    expect(state.terminals[0]?.history).toEqual([])
    expect(outputIn(events)).toBe('')
    expect(await type("aws ec2 describe-nat-gateways --query 'NatGateways[].State' --output text")).toBe(
      'available\n',
    )
  })

  it('that fails is refused with what it said', async () => {
    await expect(openPage({ setup: 'echo no such thing >&2; false' })).rejects.toThrow(
      'What makes this world ended with status 1. no such thing',
    )
  })
})

describe('a lab that is kept', () => {
  const keepAs = 'sandbox'

  it('goes on where it was left', async () => {
    const kept = shelf()
    const page = await openPage({ keepAs }, kept)
    await page.type('echo mine > note.txt')
    await page.host.flush()
    const again = await openPage({ keepAs, seed: 'bob' }, kept)
    expect(await again.type('cat note.txt')).toBe('mine\n')
    expect(again.events.filter(({ kind }) => kind === 'put-aside')).toEqual([])
  })

  it('is written down by itself after a line', async () => {
    const kept = shelf()
    const page = await openPage({ keepAs }, kept)
    expect(kept.labs.size).toBe(0)
    await page.type('true')
    for (let turns = 0; turns < 5; turns++) await immediate()
    expect([...kept.labs.keys()]).toEqual([keepAs])
  })

  it.each<[string, (page: Page) => unknown]>([
    ['an undo', ({ host }) => host.undo()],
    ['a checkpoint', ({ host }) => host.checkpoint('here')],
  ])('is written down after %s', async (_, act) => {
    const kept = shelf()
    const page = await openPage({ keepAs }, kept)
    await page.type('echo mine > note.txt')
    await page.host.flush()
    kept.labs.clear()
    await act(page)
    await page.host.flush()
    expect([...kept.labs.keys()]).toEqual([keepAs])
  })

  it('has the terminals that were opened, used or not, and none that was closed', async () => {
    const kept = shelf()
    const page = await openPage({ keepAs }, kept)
    const terminalsAfter = async (act: (host: LabHost) => unknown) => {
      act(page.host)
      for (let turns = 0; turns < 5; turns++) await immediate()
      return (await openPage({ keepAs }, kept)).state.terminals.length
    }
    expect(await terminalsAfter((host) => host.openTerminal('workstation'))).toBe(2)
    expect(await terminalsAfter((host) => host.openTerminal('workstation'))).toBe(3)
    expect(await terminalsAfter((host) => host.closeTerminal(1))).toBe(2)
  })

  it('is not written down where nothing has happened', async () => {
    const kept = shelf()
    const { host } = await openPage({ keepAs }, kept)
    await host.flush()
    expect(kept.labs.size).toBe(0)
  })

  it('is not written down where it has no name', async () => {
    const kept = shelf()
    const page = await openPage({}, kept)
    await page.type('true')
    await page.host.flush()
    expect(kept.labs.size).toBe(0)
  })

  it.each([
    ['damaged', '{"format": 1, "wor', {}],
    ['of another version', '{"format": 99}', {}],
    ['of another scenario', '{"format": 1, "attempt": {"scenario": "other/one"}}', { scenario: scenario.id }],
  ])('and is %s is put aside, and the lab begins anew', async (_, saved, opening) => {
    const kept = shelf([keepAs, saved])
    const page = await openPage({ keepAs, ...opening }, kept)
    const { why } = await heard(page, 'put-aside')
    expect(why).not.toBe('')
    expect([...kept.labs]).toEqual([[`${keepAs} (put aside)`, saved]])
    expect(await page.type('echo new')).toContain('new\n')
  })

  it('is not built a second time', async () => {
    const kept = shelf()
    const setup = 'aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null'
    const first = await openPage({ keepAs, setup }, kept)
    const count = await first.type(countVpcs)
    await first.host.flush()
    expect(await (await openPage({ keepAs, setup }, kept)).type(countVpcs)).toBe(count)
  })
})
