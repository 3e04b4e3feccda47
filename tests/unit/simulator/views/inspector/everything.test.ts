import { describe, expect, it } from 'vitest'
import { everything } from '../../../../../simulator/views/inspector/everything.ts'
import { inspect } from '../../../../../simulator/views/inspector/inspect.ts'
import { speakerTo } from '../../../../../simulator/views/mending/spell-repair.ts'
import { topologyOf } from '../../../../../simulator/views/topology/topology.ts'
import { bothEnds } from '../../network/notation/hybrid-worlds.ts'
import { say, worldOf } from '../../network/notation/world.ts'

const one = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group web main | out all 0.0.0.0/0
  table own main app
  host app-1 app 10.0.1.10 web
`

describe('everything that can be looked into', () => {
  it('has what the map has no place for', () => {
    const world = worldOf(`${one}\nvpc other 10.1.0.0/16\npeer link main other`)
    const apart = everything(world.cloud)
      .filter(({ isOnMap }) => !isOnMap)
      .map(({ id }) => world.nameOf(id))
    expect(apart).toEqual(expect.arrayContaining(['own', 'web', 'link']))
    expect(apart).not.toContain('app')
  })

  it('has things that belong to nothing yet', () => {
    const world = worldOf(one)
    world.ask('CreateVpnGateway', { Type: 'ipsec.1' })
    expect(everything(world.cloud).map(({ kind }) => kind)).toContain('virtual private gateway')
  })

  it('has nothing of default VPCs that nobody uses, and nothing that is gone', () => {
    const world = worldOf(one)
    expect(world.ask('DescribeVpcs', {}).Vpcs).toHaveLength(2)
    expect(everything(world.cloud).filter(({ kind }) => kind === 'VPC')).toHaveLength(1)
    say(world, 'nat out app private')
    const nat = everything(world.cloud).find(({ kind }) => kind === 'NAT gateway')
    world.ask('DeleteNatGateway', { NatGatewayId: nat?.id ?? '' })
    say(world, 'wait 600')
    expect(everything(world.cloud).map(({ kind }) => kind)).not.toContain('NAT gateway')
  })

  it('is known by the same id as on the map, machines on premises too', () => {
    const { cloud } = worldOf(bothEnds)
    const { frames, things } = topologyOf(cloud.fabric)
    const onMap = [...frames.map(({ id }) => id), ...things.map(({ resource }) => resource)]
    const shown = everything(cloud).filter(({ isOnMap }) => isOnMap)
    expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining(['pc', 'edge', 'dc']))
    expect(onMap).toEqual(expect.arrayContaining(shown.map(({ id }) => id)))
  })

  it.each([
    ['pc', 'onprem:pc'],
    ['onprem:edge', 'onprem:edge'],
    ['onprem:dc', 'site/dc'],
  ])('%s on premises is looked into as %s', async (text, id) => {
    const { cloud } = worldOf(bothEnds)
    expect(await inspect(cloud, speakerTo(cloud), text)).toMatchObject({ id })
  })

  it('can be looked into, by the ids that it has', async () => {
    const { cloud } = worldOf(bothEnds)
    for (const { id, name } of everything(cloud)) {
      const seen = await inspect(cloud, speakerTo(cloud), id)
      expect(seen, `${id} ${name}`).toBeDefined()
    }
  })
})
