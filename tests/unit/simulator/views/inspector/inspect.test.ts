import { describe, expect, it } from 'vitest'
import { inspect } from '../../../../../simulator/views/inspector/inspect.ts'
import { reachingOf } from '../../../../../simulator/views/inspector/reaching.ts'
import { speakerTo } from '../../../../../simulator/views/mending/spell-repair.ts'
import { bothEnds, directConnect, dynamicVpn } from '../../network/notation/hybrid-worlds.ts'
import { inspected as behindGate } from '../../network/notation/inspected-world.ts'
import { say, worldOf } from '../../network/notation/world.ts'
import { idsOnMap, inNames, inspected, namedBy, rowsOf, worldAnd } from './inspected.ts'

const one = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet db main b 10.0.2.0/24
  group web main | in tcp 443 10.0.0.0/16 | out all 0.0.0.0/0
  group closed main | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 web
  igw door main
`

describe('whatever is on the map', () => {
  it.each([
    [
      'one VPC',
      `${one}\nendpoint ep main kms app web\ngateway-endpoint s3-gw main s3 main-table\nnat out app`,
    ],
    ['an inspected network', behindGate],
    ['a VPN', dynamicVpn],
    ['Direct Connect', directConnect],
    ['a transit gateway', `${one}\ntransit-gateway hub\nattach to-main hub main app`],
    ['peering', `${one}\nvpc other 10.1.0.0/16\npeer link main other`],
  ])('can be looked at: %s', async (_, text) => {
    const world = worldOf(text)
    for (const id of idsOnMap(world)) {
      const seen = await inspect(world.cloud, speakerTo(world.cloud), id)
      expect(seen?.id, inNames(world, id)).toBe(id)
      const isPlace = /^(account|region|zone)\/|^internet$|^aws\/|^com\./.test(id)
      expect(seen?.chapters.some(({ kind }) => kind === 'fields') || isPlace, inNames(world, id)).toBe(true)
      expect(seen?.commands.length || isPlace, inNames(world, id)).toBeTruthy()
    }
  })

  it('is not changed by being looked at', async () => {
    const world = worldOf(one)
    const before = world.cloud.save()
    for (const id of idsOnMap(world)) await inspect(world.cloud, speakerTo(world.cloud), id)
    expect(world.cloud.save()).toBe(before)
  })

  it('is nothing where nothing has that id', async () => {
    const world = worldOf(one)
    expect(await inspect(world.cloud, speakerTo(world.cloud), 'vpc-0123456789abcdef0')).toBeUndefined()
  })
})

describe('a subnet', () => {
  it('shows the route table that decides: the main one until it has its own', async () => {
    const { world, seen } = await worldAnd(`${one}\nroute main-table 0.0.0.0/0 door`, 'app')
    const note = (of: typeof seen) => of.chapters.find(({ kind }) => kind === 'routes')?.note
    expect(note(seen)).toBe('main-table')
    expect(rowsOf(world, seen, 'routes')).toEqual([
      '10.0.0.0/16 | local | active | with the VPC',
      '0.0.0.0/0 | door | active | static',
    ])
    say(world, 'table own main app\nroute own 10.9.0.0/24 door\nroute own 10.9.0.0/28 door')
    const now = await inspected(world, 'app')
    expect(note(now)).toBe('own-table')
    expect(rowsOf(world, now, 'routes').map((row) => row.split(' ')[0])).toEqual([
      '10.9.0.0/28',
      '10.9.0.0/24',
      '10.0.0.0/16',
    ])
  })

  it('shows the entries of its network ACL in the order in which they judge', async () => {
    const { world, seen } = await worldAnd(one, 'app')
    expect(rowsOf(world, seen, 'network-acl')).toEqual([
      'in | 100 | allow | all | all | 0.0.0.0/0',
      'in | * | deny | all | all | 0.0.0.0/0',
      'out | 100 | allow | all | all | 0.0.0.0/0',
      'out | * | deny | all | all | 0.0.0.0/0',
    ])
  })
})

describe('a machine', () => {
  it('shows the rules of its groups, and the routes of its subnet', async () => {
    const { world, seen } = await worldAnd(one, 'app-1')
    expect(rowsOf(world, seen, 'security-group')).toEqual([
      'in | tcp | 443 | 10.0.0.0/16',
      'out | all | all | 0.0.0.0/0',
    ])
    expect(rowsOf(world, seen, 'routes')).toEqual(['10.0.0.0/16 | local | active | with the VPC'])
    const asked = `aws ec2 describe-network-interfaces --network-interface-ids ${seen.id} --region us-east-1`
    expect(seen.commands[0]).toBe(asked)
  })

  it('is joined to what it names and to what names it', async () => {
    const { world, seen } = await worldAnd(one, 'app-1')
    const joined = seen.related.map(({ id }) => world.nameOf(id))
    expect(joined).toEqual(expect.arrayContaining(['app', 'web']))
  })
})

describe('what is wrong is told', () => {
  it('a route to what is gone', async () => {
    const world = worldOf(`${one}\nnat out app\nroute main-table 0.0.0.0/0 out`)
    expect((await inspected(world, 'app')).troubles).toEqual([])
    world.ask('DeleteNatGateway', { NatGatewayId: world.id('out') })
    world.pass(900)
    const { troubles, condition } = await inspected(world, 'app')
    expect(troubles.join('\n')).toMatch(/0\.0\.0\.0\/0 leads nowhere/)
    expect(condition).toBe('broken')
  })

  it('an endpoint whose groups admit nobody', async () => {
    const world = worldOf(`${one}\nendpoint open main kms app web\nendpoint shut main sqs app closed`)
    expect((await inspected(world, 'open')).troubles).toEqual([])
    expect((await inspected(world, 'shut')).troubles.join('\n')).toMatch(/admit nobody/)
  })

  it('a virtual interface that no router has its end of', async () => {
    const world = worldOf(`${directConnect}\nprivate-vif line port vgw asn 65010`)
    expect((await inspected(world, 'line')).troubles.join('\n')).toMatch(/BGP session is down: no router/)
    say(world, 'uplink edge line\nwait 300')
    expect((await inspected(world, 'line')).troubles).toEqual([])
  })

  it('a VPN whose customer end nobody has set up', async () => {
    const world = worldOf(`${bothEnds}\nvpn line cgw vgw`)
    expect((await inspected(world, 'line')).troubles.join('\n')).toMatch(/tunnel .* is down/)
    expect((await inspected(worldOf(dynamicVpn), 'vgw')).troubles).toEqual([])
  })

  it('an appliance whose health check fails', async () => {
    const world = worldOf(behindGate)
    expect((await inspected(world, 'fw-lb')).troubles).toEqual([])
    say(world, 'stop fw-1\nwait 300')
    expect((await inspected(world, 'fw-lb')).troubles.join('\n')).toMatch(/No target in .* is healthy/)
  })
})

describe('who reaches a machine', () => {
  it('is found by walking packets', () => {
    const world = worldOf(`${one}\nhost db-1 db 10.0.2.10 closed`)
    const told = (name: string) => {
      const { reaches = [], reachedBy = [] } = reachingOf(world.fabric, world.id(name)) ?? {}
      const line = ({ id, wires }: (typeof reaches)[number]) => `${namedBy(world, id)}: ${wires.join(', ')}`
      return { reaches: reaches.map(line), reachedBy: reachedBy.map(line) }
    }
    expect(told('app-1')).toEqual({ reaches: [], reachedBy: ['db-1: tcp 443'] })
    expect(told('db-1')).toEqual({ reaches: ['app-1: tcp 443'], reachedBy: [] })
  })

  it('is no question of a subnet', () => {
    const world = worldOf(one)
    expect(reachingOf(world.fabric, world.id('app'))).toBeUndefined()
  })
})

describe('what it costs', () => {
  it('a month of an endpoint in two zones is 14.60', async () => {
    const { world, seen } = await worldAnd(`${one}\nendpoint ep main kms app,db web`, 'ep')
    expect(rowsOf(world, seen, 'cost')).toEqual([
      'Interface endpoint | 730 ENI-hour (per AZ) | $7.30',
      'Interface endpoint | 730 ENI-hour (per AZ) | $7.30',
    ])
  })

  it('what costs nothing says nothing of it', async () => {
    const { world, seen } = await worldAnd(one, 'app')
    expect(rowsOf(world, seen, 'cost')).toEqual([])
  })
})
