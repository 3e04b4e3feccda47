import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cloud } from '../../../simulator/cloud.ts'
import { answerTo, type Packet } from '../../../simulator/network/packet.ts'
import { sendFlow, tell } from '../../unit/simulator/network/notation/flows.ts'
import { say, type World, worldOf } from '../../unit/simulator/network/notation/world.ts'
import { runs } from '../arbitraries.ts'

// Two sites and a VPC with every kind of line between them, and whatever may happen to these.

const base = worldOf(`
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 open
  igw igw main
  route main-table 0.0.0.0/0 igw
  site dc 192.168.0.0/17 public 203.0.113.10 asn 65010
  site-host pc dc 192.168.1.10
  site-router edge dc
  site branch 192.168.128.0/17 public 203.0.113.20 asn 65020
  site-host till branch 192.168.200.10
  site-router branch-edge branch
  vpn-gateway vgw main
  customer-gateway cgw 203.0.113.10 65010
  customer-gateway branch-cgw 203.0.113.20 65020
  vpn line cgw vgw
  vpn branch-line branch-cgw vgw
  cable port dc
  private-vif vif port vgw asn 65010 vlan 101
  public-vif public-vif port 203.0.113.128/29 asn 65010 vlan 102
  vgw-propagate main-table vgw
  uplink edge line
  uplink branch-edge branch-line
  uplink edge vif
`)

const lines = fc.constantFrom('edge line', 'branch-edge branch-line', 'edge vif', 'edge public-vif')
const block = fc.constantFrom('10.0.0.0/16', '10.0.1.0/24', '192.168.0.0/16', '192.168.200.0/24', '0.0.0.0/0')
const things = [
  'line',
  'line/1',
  'branch-line',
  'vif',
  'port',
  'vgw',
  'app',
  'onprem:dc',
  'onprem:edge',
  'onprem:till',
]
const thing = fc.constantFrom(...things)

const change = fc.oneof(
  fc
    .tuple(lines, fc.integer({ min: 50, max: 150 }), fc.integer({ min: 0, max: 3 }))
    .map(([line, preference, prepend]) => `uplink ${line} prefer ${preference} prepend ${prepend}`),
  fc.tuple(lines, block).map(([line, cidr]) => `uplink ${line} advertise ${cidr}`),
  fc
    .tuple(block, fc.constantFrom('line', 'vif', 'branch', 'internet', 'blackhole'))
    .map(([cidr, target]) => `router-route edge ${cidr} ${target}`),
  fc
    .tuple(block, fc.constantFrom('branch-line', 'dc'))
    .map((words) => `router-route branch-edge ${words.join(' ')}`),
  fc
    .tuple(fc.constantFrom('dc', 'branch'), fc.constantFrom('allow', 'deny'), fc.constantFrom('in', 'out'))
    .map(([site, action, direction]) => `site-firewall ${site} | ${direction} ${action} tcp 443`),
  fc.constantFrom('site-link dc branch', 'router-asn edge 65099', 'router-ip edge 203.0.113.99'),
  thing.map((one) => `fault ${one}`),
)
const changes = fc.uniqueArray(change, { maxLength: 6 })

const flows = [
  ...['pc > app-1 tcp/443', 'app-1 > pc tcp/443', 'till > app-1 tcp/443', 'app-1 > till tcp/443'],
  ...['pc > till tcp/443', 'till > pc udp/53', 'pc > 52.216.8.5 tcp/443', 'till > 198.51.100.80 tcp/443'],
]

const verdicts = (world: World) => flows.map((flow) => tell(world, sendFlow(world, flow)))

/** What a visit to a world tells; afterwards the world is as it was. */
function visit<T>(said: readonly string[], ask: (world: World) => T): T {
  const { version } = base.cloud.store
  try {
    say(base, said.join('\n'))
    return ask(base)
  } finally {
    base.cloud.store.goto(version)
  }
}

const bare = ({ sender: _, ...header }: Packet) => header

describe('traces between a VPC and sites', () => {
  it('are the same in a world that was edited and in one that was read from a file', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        visit(first, (world) => {
          // Whatever was compiled for these traces must not live on in those after the edit.
          verdicts(world)
          visit(second, (edited) => {
            const loaded = Cloud.load(edited.cloud.save(), { contract: edited.cloud.contract })
            const { store, families, now } = loaded
            const reread: World = { ...edited, cloud: loaded, fabric: { store, families, now } }
            expect(verdicts(edited)).toEqual(verdicts(reread))
          })
        })
      }),
      runs(60),
    )
  })

  it('are as before once every fault is mended', () => {
    fc.assert(
      fc.property(changes, fc.uniqueArray(thing, { minLength: 1, maxLength: 4 }), (first, struck) => {
        const sound = first.filter((one) => !one.startsWith('fault'))
        visit(sound, (world) => {
          const before = verdicts(world)
          say(world, `fault ${struck.join(' ')}`)
          verdicts(world)
          say(world, 'mend')
          expect(verdicts(world)).toEqual(before)
        })
      }),
      runs(60),
    )
  })

  it('lead an answer that arrives back to where the question came from', () => {
    fc.assert(
      fc.property(changes, (said) => {
        visit(said, (world) => {
          for (const { packet, reply } of flows.map((flow) => sendFlow(world, flow))) {
            if (reply?.arrival) expect(bare(answerTo(reply.arrival.packet))).toEqual(bare(packet))
          }
        })
      }),
      runs(60),
    )
  })
})
