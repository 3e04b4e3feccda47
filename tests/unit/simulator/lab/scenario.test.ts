import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'
import type { Scenario } from '../../../../simulator/packs/load.ts'
import { attemptView } from '../../../../simulator/views/attempt/attempt-view.ts'
import { scenarioNamed } from '../authoring/read-pack.ts'

const turn = () => immediate()
const door = scenarioNamed('foundations', 'a-private-door-to-sqs')
const open = (scenario: Scenario = door, seed = 'ann') => Lab.open({ contract, turn, seed, scenario })

async function said(lab: Lab, line: string): Promise<string> {
  const { stdout, stderr, exitCode } = await lab.run(line)
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`
}

const passed = (lab: Lab) => lab.grade()?.goals.flatMap(({ id, verdict }) => (verdict.met ? [id] : []))

describe('a lab with a scenario', () => {
  it('begins with what the setup built, and knows what it exported', async () => {
    const lab = await open()
    expect(
      await said(
        lab,
        'aws ec2 describe-subnets --subnet-ids $APP_SUBNET --query "Subnets[0].CidrBlock" --output text',
      ),
    ).toBe('10.20.1.0/24\n')
    expect(await said(lab, 'echo $OTHER_SUBNET.')).toBe('.\n')
    expect(lab.log).toHaveLength(2)
  })

  it('has what the setup did at the consoles of machines', async () => {
    const lab = await open({
      ...door,
      setup: `${door.setup}\nsleep 120\nlab on app-1 'aws configure set region eu-west-3'`,
    })
    expect((await lab.on('app-1', 'cat ~/.aws/config')).stdout).toBe('[default]\nregion = eu-west-3\n')
  })

  it('does not begin where the setup is at the console of nobody', async () => {
    const setup = `set -e\n${door.setup}\nlab on app-9 ls`
    await expect(open({ ...door, setup })).rejects.toThrow('lab: There is no machine called app-9.')
  })

  it('has a profile for each actor, and the first one’s account by itself', async () => {
    const { document } = door
    const lab = await open({
      ...door,
      document: { ...document, actors: { shop: '111111111111', bank: '222222222222' } },
    })
    const whoAmI = 'aws sts get-caller-identity --query Account --output text'
    expect(await said(lab, whoAmI)).toBe('111111111111\n')
    expect(await said(lab, `${whoAmI} --profile shop; ${whoAmI} --profile bank`)).toBe(
      '111111111111\n222222222222\n',
    )
  })

  const peopled = {
    ...door,
    document: {
      ...door.document,
      actors: { shop: '111111111111', bank: '222222222222' },
      sites: { depot: 'Where the vans are.' },
      people: {
        ada: { name: 'Ada Oduya', role: 'she audits', account: 'bank', may: ['ec2:Describe*'] },
        bo: { name: 'Bo', role: 'he owns the shop' },
      },
    },
  }

  it('has a profile for each person with a user, who may do what is said and no more', async () => {
    const lab = await open(peopled)
    expect(await said(lab, 'aws sts get-caller-identity --query Arn --output text --profile ada')).toBe(
      'arn:aws:iam::222222222222:user/ada\n',
    )
    expect(await said(lab, 'aws ec2 describe-vpcs --profile ada --query "length(Vpcs)"')).toMatch(/^\d+\n$/)
    const refused = await lab.on('workstation', 'aws ec2 create-vpc --cidr-block 10.9.0.0/16 --profile ada')
    expect(refused.stderr).toContain('UnauthorizedOperation')
    expect((await lab.on('workstation', 'aws sts get-caller-identity --profile bo')).exitCode).not.toBe(0)
  })

  it('tells who is who, in the brief and in the status', async () => {
    const lab = await open(peopled)
    const brief = await said(lab, 'lab brief')
    expect(brief).toContain('Ada Oduya')
    expect(brief).toContain('depot')
    expect(await said(lab, 'lab status')).toContain('Ada Oduya (--profile ada), Bo')
    expect(attemptView(lab.attempt!, lab.forkWorld()).cast?.people.map(({ name }) => name)).toEqual([
      'Ada Oduya',
      'Bo',
    ])
    expect(await said(await open(), 'lab brief')).not.toContain('Who is who')
  })

  it('tells its goals, and ticks them as they are reached', async () => {
    const lab = await open()
    expect(passed(lab)).toEqual(['internet-stays-out', 'strangers-stay-out', 'is-cheap'])
    expect(await said(lab, 'lab goals')).toContain('✗ queue-is-reached: app-1 reaches Amazon SQS')
    await lab.on('workstation', door.solution)
    expect(await said(lab, 'lab goals')).toContain('100 %: 100 of 100 points. Passed.')
    lab.undo()
    expect(passed(lab)).toEqual(['internet-stays-out', 'strangers-stay-out', 'is-cheap'])
  })

  it('grades without a trace in the world', async () => {
    const lab = await open()
    const before = lab.save()
    lab.grade()
    expect(lab.save() === before).toBe(true)
  })

  it('says why a goal is not reached, in the author’s words where there are some', async () => {
    const lab = await open()
    await lab.on('workstation', door.nearMisses.find(({ name }) => name === 'default-group')!.script)
    const told = await said(lab, 'lab check queue-is-reached')
    expect(told).toContain('found: From app-1: nobody answers')
    expect(told).toContain('The endpoint’s network interfaces have security groups, too.')
    expect(told).toMatch(/lesson: PL-/)
    expect(told).toMatch(/\[1\]$/)
    expect(await said(lab, 'lab check nothing-such')).toContain('there is no goal nothing-such')
  })

  it.each(door.nearMisses)('recognises the mistake $name', async ({ script, because }) => {
    const lab = await open()
    expect(await said(lab, 'lab check')).not.toContain('It looks as if')
    await lab.on('workstation', script)
    expect(await said(lab, 'lab check')).toContain(`It looks as if ${because}.`)
  })

  it('tells what would mend it only to those who ask', async () => {
    const lab = await open()
    await lab.on('workstation', door.nearMisses.find(({ name }) => name === 'default-group')!.script)
    expect(await said(lab, 'lab check queue-is-reached')).not.toContain(
      'aws ec2 authorize-security-group-ingress',
    )
    expect(await said(lab, 'lab check queue-is-reached --mend')).toContain(
      'aws ec2 authorize-security-group-ingress',
    )
  })

  it('tells what mends a packet’s way only to those who ask, in the profiles of its actors', async () => {
    const { document } = door
    const actors = { bank: '222222222222', shop: '111111111111' }
    const lab = await open({
      ...door,
      document: { ...document, actors },
      setup: door.setup.replaceAll('aws ', 'aws --profile shop '),
    })
    const told = await said(lab, 'lab trace app-1 other-1')
    expect(told).toContain('groups-have-no-ingress-rules at eni-')
    expect(told).toContain('# What mends it is told with --mend.')
    expect(told).not.toContain('aws ec2')
    expect(await said(lab, 'lab trace app-1 other-1 --mend')).toMatch(
      /aws ec2 authorize-security-group-ingress .* --profile shop$/m,
    )
  })

  it('gives hints one after the other, and none for what is reached', async () => {
    const lab = await open()
    const first = await said(lab, 'lab hint')
    expect(first).toContain('Where does the name')
    expect(await said(lab, 'lab hint --take')).toContain('Private DNS')
    await lab.on('workstation', door.solution)
    expect(await said(lab, 'lab hint')).toBe('There are no hints left.\n')
  })

  it('goes back to the start, which can be undone', async () => {
    const lab = await open()
    await lab.on('workstation', door.solution)
    await lab.run('lab reset')
    expect(passed(lab)).not.toContain('queue-is-reached')
    lab.undo()
    expect(passed(lab)).toContain('queue-is-reached')
  })

  it('is the same to the byte for the same seed', async () => {
    const [a, b, c] = await Promise.all([open(), open(), open(door, 'bob')])
    expect(a.save() === b.save()).toBe(true)
    expect(a.save() === c.save()).toBe(false)
  })

  it('draws its variables from the seed', async () => {
    const variables = { BLOCK: { 'block-in': '10.0.0.0/8', length: 16 } }
    const drawn = { ...door, document: { ...door.document, variables } }
    const [a, b] = await Promise.all([open(drawn), open(drawn, 'bob')])
    const block = await said(a, 'echo $BLOCK')
    expect(block).toMatch(/^10\.\d+\.0\.0\/16\n$/)
    expect(await said(b, 'echo $BLOCK')).not.toBe(block)
  })

  it('goes on after it was saved: variables, goals, hints', async () => {
    const lab = await open()
    await said(lab, 'lab hint')
    await lab.on('workstation', door.solution)
    const again = await Lab.open({ contract, turn, scenario: door, saved: lab.save() })
    expect(again.grade()?.score.passed).toBe(true)
    expect(again.attempt?.hintsTaken).toBe(1)
    expect(await said(again, 'echo $VPC')).toMatch(/^vpc-/)
    await expect(Lab.open({ contract, turn, saved: lab.save() })).rejects.toThrow(
      'saved with the scenario foundations/',
    )
  })

  it('takes answers to its questions', async () => {
    const options = {
      a: { text: 'A route', right: false, why: 'That is a gateway endpoint.' },
      b: { text: 'A network interface', right: true, why: 'One in each subnet.' },
    }
    const goal = {
      id: 'what-is-it',
      check: { quiz: { question: 'What is an interface endpoint?', options } },
      worth: door.goals[0]!.worth,
    }
    const lab = await open({ ...door, goals: [goal] })
    expect(await said(lab, 'lab answer what-is-it a')).toContain('That is a gateway endpoint.')
    expect(passed(lab)).toEqual([])
    expect(await said(lab, 'lab answer what-is-it b')).toContain('✓')
    expect(passed(lab)).toEqual(['what-is-it'])
  })
})
