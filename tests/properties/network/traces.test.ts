import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cloud } from '../../../simulator/cloud.ts'
import { answerTo, type Packet } from '../../../simulator/network/packet.ts'
import { reachMatrix, traceBetween } from '../../../simulator/network/reach/matrix.ts'
import { isWorking, type Trace } from '../../../simulator/network/trace.ts'
import { networkInterfaces } from '../../../simulator/services/ec2/network-interfaces.ts'
import { sendFlow, tell } from '../../unit/simulator/network/notation/flows.ts'
import { say, type World, worldOf } from '../../unit/simulator/network/notation/world.ts'
import { runs } from '../arbitraries.ts'
import { randomNetwork, ruleClause } from './random-network.ts'

const verdicts = (world: World, flows: readonly string[]) =>
  flows.map((flow) => tell(world, sendFlow(world, flow)))

const bare = ({ sender: _, ...header }: Packet) => header

describe('traces in any network', () => {
  it('lead an answer that arrives back to where the question came from', () => {
    fc.assert(
      fc.property(randomNetwork, ({ text, flows }) => {
        const world = worldOf(text)
        for (const { packet, reply } of flows.map((flow): Trace => sendFlow(world, flow))) {
          if (reply?.arrival) expect(bare(answerTo(reply.arrival.packet))).toEqual(bare(packet))
        }
      }),
      runs(60),
    )
  })

  it('are not changed by a thing that has nothing to do with them', () => {
    fc.assert(
      fc.property(randomNetwork, ({ text, flows }) => {
        const world = worldOf(text)
        const before = verdicts(world, flows)
        say(
          world,
          `
          vpc stranger 10.0.0.0/16
          subnet strange stranger a 10.0.1.0/24
          group strange-sg stranger | in all 0.0.0.0/0
          group unused main | in all 0.0.0.0/0
          host strange-1 strange 10.0.1.10 strange-sg
          table unused-table main
          acl unused-acl main | in 1 deny all 0.0.0.0/0
          `,
        )
        expect(verdicts(world, flows)).toEqual(before)
      }),
      runs(40),
    )
  })

  it('never lose a flow that worked when a rule is added to a security group', () => {
    fc.assert(
      fc.property(
        randomNetwork,
        fc.constantFrom('g0', 'g1', 'g2'),
        ruleClause,
        ({ text, flows }, group, clause) => {
          fc.pre(!text.includes(`allow ${group} ${clause}\n`))
          const world = worldOf(text)
          const worked = flows.filter((flow) => isWorking(sendFlow(world, flow)))
          say(world, `allow ${group} ${clause}`)
          expect(worked.filter((flow) => !isWorking(sendFlow(world, flow)))).toEqual([])
        },
      ),
      runs(60),
    )
  })

  it('are the same in a world that was edited and in one that was read from a file', () => {
    fc.assert(
      fc.property(randomNetwork, ruleClause, ({ text, flows }, clause) => {
        fc.pre(!text.includes(`allow g0 ${clause}\n`))
        const world = worldOf(text)
        // Whatever was compiled for these traces must not live on in those after the edit.
        verdicts(world, flows)
        say(world, `allow g0 ${clause}`)
        const loaded = Cloud.load(world.cloud.save(), { contract: world.cloud.contract })
        const reread: World = {
          ...world,
          get fabric() {
            return loaded.fabric
          },
        }
        expect(verdicts(reread, flows)).toEqual(verdicts(world, flows))
      }),
      runs(30),
    )
  })
})

describe('the matrix of who reaches whom', () => {
  it('says of each pair what its trace says', () => {
    fc.assert(
      fc.property(randomNetwork, fc.constantFrom(22, 443, 9000), ({ text }, port) => {
        const { fabric } = worldOf(text)
        const wire = { protocol: 6, port }
        const { interfaces, reaches } = reachMatrix(fabric, networkInterfaces.everyone(fabric), wire)
        for (const [i, from] of interfaces.entries()) {
          for (const [j, to] of interfaces.entries()) {
            if (i === j) continue
            expect(reaches(i, j)).toBe(isWorking(traceBetween(fabric, from, to, wire)!))
          }
        }
      }),
      runs(60),
    )
  })
})
