import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPack } from '../../../../simulator/authoring/new-pack.ts'
import { startOfScenario } from '../../../../simulator/node/scenarios.ts'
import { ServedWorld } from '../../../../simulator/node/server/world.ts'
import { rootOf } from '../../../../simulator/world/accounts.ts'

// A scenario with stages, worked on over `hopwise serve`.

const scratch = mkdtempSync(path.join(tmpdir(), 'hopwise-stages-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const account = '111111111111'

beforeAll(() => {
  for (const [file, text] of newPack('my-pack')) {
    const at = path.join(scratch, file)
    mkdirSync(path.dirname(at), { recursive: true })
    const stages = `stages:
  first: { title: The door, checks: [client-is-in] }
  second: { title: The night, checks: [stranger-stays-out, only-the-page] }
`
    writeFileSync(at, file.endsWith('scenario.yaml') ? `${text}${stages}` : text)
  }
  const folder = path.join(scratch, 'scenarios/open-the-door/stages')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'second.md'), 'It is dark.\n')
  writeFileSync(path.join(folder, 'second.sh'), 'aws ec2 create-vpc --cidr-block 10.99.0.0/16\n')
})

it('opens the next stage as soon as a request has brought it about, and lets happen what does then', async () => {
  const start = await startOfScenario(path.join(scratch, 'scenarios/open-the-door'))
  const world = await ServedWorld.open('fast', undefined, start)
  const opened: string[] = []
  world.onStage = (title) => opened.push(title)
  const send = async (operation: string, input: object) => {
    await world.settled()
    world.beforeRequest()
    const asked = {
      service: 'ec2',
      operation,
      input: { ...input },
      region: 'us-east-1',
      credentials: undefined,
    }
    const response = world.cloud.send(asked, rootOf(account))
    world.afterRequest()
    await world.openStages()
    return 'output' in response
      ? (response.output as Readonly<Record<string, unknown>>)
      : expect.fail(JSON.stringify(response))
  }
  const vpcs = async () => {
    const { Vpcs } = (await send('DescribeVpcs', {})) as { Vpcs: { CidrBlock: string }[] }
    return Vpcs.map(({ CidrBlock }) => CidrBlock)
  }
  expect(await vpcs()).not.toContain('10.99.0.0/16')
  expect(opened).toEqual([])

  const { SecurityGroups } = (await send('DescribeSecurityGroups', {
    Filters: [{ Name: 'group-name', Values: ['web'] }],
  })) as { SecurityGroups: { GroupId: string }[] }
  await send('AuthorizeSecurityGroupIngress', {
    GroupId: SecurityGroups[0]?.GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.30.1.0/24' }] }],
  })
  expect(opened).toEqual(['The night'])
  expect(await vpcs()).toContain('10.99.0.0/16')

  world.reset()
  await world.openStages()
  expect(await vpcs()).not.toContain('10.99.0.0/16')
})
