import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mend } from '../../../simulator/network/mending/search.ts'
import { isWorking } from '../../../simulator/network/trace.ts'
import { followFlow } from '../../unit/simulator/network/notation/flows.ts'
import { carryOut } from '../../unit/simulator/network/notation/mending.ts'
import { say, type World, worldOf } from '../../unit/simulator/network/notation/world.ts'
import { runs } from '../arbitraries.ts'
import { internetwork, randomInternetwork, randomNetwork } from './random-network.ts'

/** Types the lines of the mend, if there is one, in the world itself. */
function tryMend(world: World, flow: string): void {
  const follow = followFlow(world, flow)
  const before = world.cloud.save()
  const { obstacles, repairs } = mend(world.cloud.trial(), follow)
  expect(world.cloud.save()).toBe(before)
  if (isWorking(follow(world.fabric))) expect([obstacles, repairs]).toEqual([[], []])
  else expect(obstacles.length).toBeGreaterThan(0)
  if (!repairs) return
  expect(repairs.length).toBeLessThanOrEqual(obstacles.length)
  carryOut(world, repairs)
  expect(isWorking(follow(world.fabric))).toBe(true)
}

describe('a mend, in any network', () => {
  it('works when its commands are typed, and has no more changes than there are obstacles', () => {
    fc.assert(
      fc.property(randomNetwork, ({ text, flows }) => {
        const world = worldOf(text)
        for (const flow of flows) tryMend(world, flow)
      }),
      runs(25),
    )
  })

  it('does so between VPCs, over peering connections, transit gateways and NAT gateways', () => {
    const world = worldOf(internetwork)
    const { version } = world.cloud.store
    fc.assert(
      fc.property(randomInternetwork, ({ changes, flow }) => {
        world.cloud.store.goto(version)
        for (const change of changes) say(world, change)
        tryMend(world, flow)
      }),
      runs(150),
    )
  })

  it('is found for whatever hosts of one VPC cannot say to each other', () => {
    fc.assert(
      fc.property(randomNetwork, ({ text, flows }) => {
        const world = worldOf(text)
        for (const flow of flows)
          expect(mend(world.cloud.trial(), followFlow(world, flow)).repairs).toBeDefined()
      }),
      runs(25),
    )
  })
})
