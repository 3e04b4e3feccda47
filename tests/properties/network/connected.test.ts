import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cloud } from '../../../simulator/cloud.ts'
import type { Table } from '../../../simulator/kernel/store.ts'
import { answerTo, type Packet } from '../../../simulator/network/packet.ts'
import { reachMatrix, traceBetween } from '../../../simulator/network/reach/matrix.ts'
import { visit } from '../../../simulator/network/session/visit.ts'
import { isWorking, type Trace } from '../../../simulator/network/trace.ts'
import { networkInterfaces } from '../../../simulator/services/ec2/network-interfaces.ts'
import { sendFlow, tell } from '../../unit/simulator/network/notation/flows.ts'
import { clientOf } from '../../unit/simulator/network/notation/visits.ts'
import { say, type World } from '../../unit/simulator/network/notation/world.ts'
import { runs } from '../arbitraries.ts'
import { attempt, balanced, change, flows, loss, visitConnected, widening } from './connected-network.ts'

const changes = fc.array(change, { maxLength: 6 })
const losses = fc.uniqueArray(loss, { maxLength: 4 })
const all = [...flows, ...balanced]

const verdicts = (world: World, asked: readonly string[] = all) =>
  asked.flatMap((flow) => verdictOn(world, flow))

/** None where the sender or the receiver is gone. */
function verdictOn(world: World, flow: string): string[] {
  const made = madeOf(world, flow)
  return made ? [`${flow}: ${tell(world, made)}`] : []
}

function madeOf(world: World, flow: string): Trace | undefined {
  const [from = '', , to = ''] = flow.split(' ')
  const isThere = (name: string) => networkInterfaces.get(world.fabric, world.id(name)) !== undefined
  const isKnown = from === 'internet' || isThere(from)
  const isPlace = /^\d|:/.test(to)
  return isKnown && (isPlace || isThere(to.split('.')[0] ?? '')) ? sendFlow(world, flow) : undefined
}

const traces = (world: World): Trace[] => all.flatMap((flow) => madeOf(world, flow) ?? [])

const bare = ({ sender: _, ...header }: Packet) => header

describe('in a network of VPCs, whatever is done to it', () => {
  it('traces end, and what goes round names its circle', () => {
    fc.assert(
      fc.property(changes, losses, (said, lost) => {
        visitConnected([...said, ...lost], (world) => {
          for (const { forward, reply } of traces(world)) {
            for (const walk of [forward, ...(reply ? [reply] : [])]) {
              expect(walk.hops.length).toBeLessThan(100)
              expect(walk.arrival === undefined || walk.dropped === undefined).toBe(true)
              if (walk.dropped?.reason !== 'forwarding-loop') continue
              const passed = walk.hops.map(({ id }) => id)
              const { evidence } = walk.dropped.judgement
              expect(evidence).not.toEqual([])
              expect(evidence.filter((id) => !passed.includes(id))).toEqual([])
            }
          }
        })
      }),
      runs(60),
    )
  })

  it('an answer that arrives has come back to where the question came from', () => {
    fc.assert(
      fc.property(changes, losses, (said, lost) => {
        visitConnected([...said, ...lost], (world) => {
          for (const { packet, reply } of traces(world)) {
            if (reply?.arrival && !reply.dropped)
              expect(bare(answerTo(reply.arrival.packet))).toEqual(bare(packet))
          }
        })
      }),
      runs(60),
    )
  })

  it('things that have nothing to do with a flow change nothing about it', () => {
    fc.assert(
      fc.property(changes, losses, (said, lost) => {
        visitConnected([...said, ...lost], (world) => {
          // What takes its time to go is gone before anybody looks.
          world.pass(900)
          const before = verdicts(world)
          say(
            world,
            `
            vpc stranger 10.0.0.0/16 ipv6
            subnet strange stranger a 10.0.1.0/24 ipv6
            group strange-sg stranger | in all 0.0.0.0/0
            host strange-1 strange 10.0.1.10 strange-sg public ipv6
            igw strange-gate stranger
            transit-gateway strange-hub
            prefix-list strange-list 10.0.0.0/8
            group unused a | in all 0.0.0.0/0
            table unused-table a
            acl unused-acl a | in 1 deny all 0.0.0.0/0
            gateway-endpoint strange-door stranger s3 stranger-table
            `,
          )
          expect(verdicts(world)).toEqual(before)
        })
      }),
      runs(20),
    )
  })

  it('an allowing rule more never stops a flow that worked', () => {
    fc.assert(
      fc.property(changes, widening, (said, wider) => {
        visitConnected(said, (world) => {
          const worked = flows.filter((flow) => isWorking(sendFlow(world, flow)))
          fc.pre(attempt(world, [wider]).length > 0)
          expect(worked.filter((flow) => !isWorking(sendFlow(world, flow)))).toEqual([])
        })
      }),
      runs(60),
    )
  })

  it('what was compiled before an edit does not outlive it, and forks keep to themselves', () => {
    fc.assert(
      fc.property(changes, changes, losses, (first, second, lost) => {
        visitConnected(first, (world) => {
          const before = verdicts(world)
          const fork = forkOf(world)
          attempt(fork, [...second, ...lost])
          const loaded = Cloud.load(fork.cloud.save(), { contract: fork.cloud.contract })
          expect(verdicts(fork)).toEqual(verdicts(inCloud(fork, loaded)))
          expect(verdicts(world)).toEqual(before)
        })
      }),
      runs(20),
    )
  })

  it('the matrix says of each pair what its trace says', () => {
    fc.assert(
      fc.property(changes, losses, fc.constantFrom(443, 53), (said, lost, port) => {
        visitConnected([...said, ...lost], ({ fabric }) => {
          const wire = { protocol: 6, port }
          const { interfaces, reaches } = reachMatrix(fabric, networkInterfaces.everyone(fabric), wire)
          for (const [i, from] of interfaces.entries()) {
            for (const [j, to] of interfaces.entries()) {
              const made = i === j ? undefined : traceBetween(fabric, from, to, wire)
              if (made) expect(reaches(i, j)).toBe(isWorking(made))
            }
          }
        })
      }),
      runs(20),
    )
  })
})

// What an import of `describe` output lacks: whole resources, or members of them.
describe('in a network of which only a part is known', () => {
  const hole = fc.record({ table: fc.nat(), row: fc.nat(), member: fc.option(fc.nat()) })

  it('nothing that is asked breaks', () => {
    fc.assert(
      fc.property(fc.array(hole, { minLength: 1, maxLength: 12 }), losses, (holes, lost) => {
        visitConnected(lost, (world) => {
          for (const one of holes) tear(world, one)
          for (const { forward, reply } of traces(world)) {
            expect(forward.hops.length).toBeLessThan(100)
            expect(reply?.hops.length ?? 0).toBeLessThan(100)
          }
          for (const url of [
            'https://sqs.us-east-1.amazonaws.com/',
            'https://data.s3.us-east-1.amazonaws.com/',
            'https://10.1.0.10/',
          ]) {
            expect(visit(world.fabric, clientOf(world, 'app'), new URL(url)).connection.outcome).toBeTypeOf(
              'string',
            )
          }
          reachMatrix(world.fabric, networkInterfaces.everyone(world.fabric), { protocol: 6, port: 443 })
        })
      }),
      runs(150),
    )
  })
})

function forkOf(world: World): World {
  const cloud = world.cloud.fork()
  return inCloud(world, cloud)
}

/** The same names, spoken about another cloud. */
function inCloud(world: World, cloud: Cloud): World {
  const send = (
    service: string,
    operation: string,
    input: object,
    where: { account?: string; region?: string } = {},
  ) => {
    const response = cloud.send({
      service,
      operation,
      input: input as Record<string, unknown>,
      region: where.region ?? 'us-east-1',
      credentials: { accessKeyId: `AKIA${where.account ?? world.where.account}`, secretAccessKey: 'secret' },
    })
    if ('output' in response) return response.output as never
    throw new Error(`${operation} was not answered: ${JSON.stringify(response)}`)
  }
  return {
    ...world,
    cloud,
    get fabric() {
      return cloud.fabric
    },
    ask: (operation, input = {}, where) => send('ec2', operation, input, where),
    call: (service, operation, input, where) => send(service, operation, input ?? {}, where),
    pass: (seconds) => cloud.advance(seconds),
  }
}

interface Hole {
  readonly table: number
  readonly row: number
  readonly member: number | null
}

interface Row {
  readonly record?: Readonly<Record<string, unknown>>
}

/** Takes a resource away, or one member of what is known of it. */
function tear({ cloud }: World, { table: which, row, member }: Hole): void {
  const { store } = cloud
  const tables = cloud.families.all.map((family) => (family as unknown as { table: Table<Row> }).table)
  const filled = tables.filter((table) => table && store.size(table) > 0)
  const table = filled[which % filled.length]!
  const rows = store.all(table)
  const torn = rows[row % rows.length]!
  if (member === null) {
    store.delete(table, table.key(torn))
    return
  }
  const names = Object.keys(torn.record ?? {})
  const name = names[member % names.length]
  if (name === undefined) return
  const { [name]: _, ...rest } = torn.record ?? {}
  const less = { ...torn, record: rest }
  // What it is known by cannot be missing.
  if (table.key(less) === table.key(torn)) store.put(table, less)
}
