import { describe, expect, it } from 'vitest'
import { inspect } from '../../../../../simulator/views/inspector/inspect.ts'
import { speakerTo } from '../../../../../simulator/views/mending/spell-repair.ts'
import { type Troubles, troublesOnMap } from '../../../../../simulator/views/topology/troubles.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

const one = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group web main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 web
`

async function troublesIn({ cloud }: World): Promise<Troubles> {
  const looking = troublesOnMap(cloud, speakerTo(cloud))
  for (;;) {
    const { done, value } = await looking.next()
    if (done) return value
  }
}

describe('what is wrong on the map', () => {
  it('is nothing in a network that is as it should be', async () => {
    expect(await troublesIn(worldOf(one))).toEqual({})
  })

  it('is what the inspector says of each thing', async () => {
    const world = worldOf(`${one}\nigw door main\nnat out app`)
    const troubles = await troublesIn(world)
    const [[id = '', told] = []] = Object.entries(troubles)
    expect(told).toEqual(['It is public, but its subnet has no route to an internet gateway.'])
    expect((await inspect(world.cloud, speakerTo(world.cloud), id))?.troubles).toEqual(told)
  })

  it('is not that something has stopped or is on its way: its state says so', async () => {
    const world = worldOf(one)
    say(world, 'stop app-1')
    expect(await troublesIn(world)).toEqual({})
  })

  it('ends when it is mended', async () => {
    const world = worldOf(`${one}\nvpc other 10.1.0.0/16\npeer link main other`)
    expect(Object.keys(await troublesIn(world)).map((id) => world.nameOf(id))).toContain('link')
    say(world, 'route main-table 10.1.0.0/16 link\ntable back other\nroute back 10.0.0.0/16 link')
    expect(Object.keys(await troublesIn(world)).map((id) => world.nameOf(id))).not.toContain('link')
  })
})
