import { describe, expect, it } from 'vitest'
import type { Fabric } from '../../../../simulator/network/fabric.ts'
import { mendableReasons } from '../../../../simulator/network/mending/repairs.ts'
import { type Mending, mend } from '../../../../simulator/network/mending/search.ts'
import { dropReasons, lessonOf } from '../../../../simulator/network/reasons.ts'
import { isWorking, type Trace, trace } from '../../../../simulator/network/trace.ts'
import { natGateways } from '../../../../simulator/services/ec2/nat-gateways.ts'
import { resourceGateways } from '../../../../simulator/services/vpc-lattice/resource-gateways.ts'
import { endpointMends } from './mends/endpoints.ts'
import { gatewayMends } from './mends/gateways.ts'
import { hybridMends } from './mends/hybrid.ts'
import { inspectionMends } from './mends/inspection.ts'
import type { Mends } from './mends/mends.ts'
import { transitMends } from './mends/transit.ts'
import { vpcMends } from './mends/vpcs.ts'
import { followFlow } from './notation/flows.ts'
import { directConnect } from './notation/hybrid-worlds.ts'
import { carryOut } from './notation/mending.ts'
import { say, type World, worldOf } from './notation/world.ts'

const parts: Readonly<Record<string, readonly Mends[]>> = {
  'inside a VPC': vpcMends,
  'at gateways to the internet and peering connections': gatewayMends,
  'at transit gateways': transitMends,
  'at endpoints and load balancers': endpointMends,
  'at inspection': inspectionMends,
  'on the way to on premises': hybridMends,
}

interface Line {
  readonly text: string
  readonly flow: string
  readonly changes: readonly string[]
  readonly reasons: readonly string[]
  readonly mend: string
}

const linesOf = ({ lines }: Mends): Line[] =>
  lines
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((text) => {
      const [flow = '', changes = '', reasons = '', words = ''] = text.split(/\s*\|\s+/)
      return {
        text,
        flow,
        changes: changes.split(/\s*;\s*/).map((change) => change.replaceAll(' / ', ' | ')),
        reasons: reasons.split(/\s*,\s*/),
        mend: words,
      }
    })

const reasonsOf = ({ obstacles }: Mending): readonly string[] =>
  obstacles.map(({ dropped }) => dropped.reason)

/** With names instead of ids. */
const sentencesOf = (world: World, { repairs = [] }: Mending): string[] =>
  repairs.map(({ sentence }) => sentence.replace(/[\w:/.-]*\w/g, (word) => world.nameOf(word)))

function check(world: World, { flow, reasons, mend: expected }: Line): void {
  const follow = followFlow(world, flow)
  const found = mend(world.cloud.trial(), follow)
  const told = sentencesOf(world, found)
  expect(reasonsOf(found), told.join('\n')).toEqual(reasons)
  if (expected === 'instead') {
    expect(told).toEqual([])
    expect(lessonOf(found.obstacles.at(-1)!.dropped.reason).instead).toBeDefined()
    return
  }
  for (const [i, words] of expected.split('; ').entries()) expect(told[i]).toContain(words)
  expect(told.length).toBeLessThanOrEqual(found.obstacles.length)
  carryOut(world, found.repairs ?? [])
  expect(isWorking(follow(world.fabric))).toBe(true)
}

for (const [part, all] of Object.entries(parts)) {
  describe(`what is mended ${part}`, () => {
    for (const mends of all) {
      let base: World | undefined
      for (const line of linesOf(mends)) {
        it(line.text, () => {
          base ??= worldOf(mends.world)
          const { version } = base.cloud.store
          const { where } = base
          try {
            for (const change of line.changes) say(base, change)
            check(base, line)
          } finally {
            base.cloud.store.goto(version)
            base.where = where
          }
        })
      }
    }
  })
}

/** What no line can say: places that packets seldom come to, and what only an import brings. */
const byHand: Readonly<Record<string, () => void>> = {
  'endpoint-is-for-routes': () => {
    const world = worldOf(`
      vpc fw 10.9.0.0/16
      subnet fw-a fw a 10.9.1.0/24
      inspector gate fw-a
      inspection gate-svc gate
      vpc app 10.0.0.0/16
      subnet app-1 app a 10.0.1.0/24
      group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
      host web app-1 10.0.1.10 open
      inspection-endpoint gwlbe gate-svc app app-1
    `)
    const { VpcEndpoints } = world.ask('DescribeVpcEndpoints', { VpcEndpointIds: [world.id('gwlbe')] })
    world.name('door', VpcEndpoints?.[0]?.NetworkInterfaceIds?.[0])
    check(world, lineFor('web > door tcp/443', 'endpoint-is-for-routes', 'instead'))
  },
  'regional-nat-not-simulated': () => {
    const world = worldOf(`
      vpc main 10.0.0.0/16
      subnet web main a 10.0.0.0/24
      subnet app main a 10.0.1.0/24
      igw gate main
      table public main web
      route public 0.0.0.0/0 gate
      group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
      host app-1 app 10.0.1.10 open public
      nat out web
      route main-table 0.0.0.0/0 out
    `)
    natGateways.update(world.fabric, natGateways.get(world.fabric, world.id('out'))!, {
      AvailabilityMode: 'regional',
    })
    check(
      world,
      lineFor('app-1 > 198.51.100.7 tcp/443', 'regional-nat-not-simulated', 'Lead 0.0.0.0/0 to gate'),
    )
  },
  'resource-is-gone': () => {
    const world = worldOf(`
      vpc main 10.91.0.0/16
      subnet gate-a main a 10.91.1.0/24
      group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
      host client gate-a 10.91.1.9 any
      resource-gateway gate main gate-a any
      resource orders gate 10.91.1.10 5432
      endpoint ep main orders gate-a any
    `)
    resourceGateways.remove(world.fabric, resourceGateways.get(world.fabric, world.id('gate'))!)
    check(world, lineFor('client > ep/gate-a tcp/5432', 'resource-is-gone', 'instead'))
  },
  'virtual-interface-is-down': () => {
    const world = worldOf(`
      ${directConnect}
      private-vif vif port vgw asn 65010
      uplink edge vif
      vgw-propagate main-table vgw
      fault port
    `)
    // No router sends there any more; what is still under way is lost.
    const line = world.id('vif')
    const { packet } = followFlow(world, 'pc > app-1 tcp/443')(world.fabric)
    const follow = (fabric: Fabric): Trace => trace(fabric, { kind: 'virtual-interface-in', line }, packet)
    const found = mend(world.cloud.trial(), follow)
    expect(reasonsOf(found)).toEqual(['virtual-interface-is-down'])
    carryOut(world, found.repairs ?? [])
    expect(isWorking(follow(world.fabric))).toBe(true)
  },
}

const lineFor = (flow: string, reason: string, words: string): Line => ({
  text: flow,
  flow,
  changes: [],
  reasons: [reason],
  mend: words,
})

describe('what only a special world shows', () => {
  it.each(Object.entries(byHand))('%s', (_, run) => run())
})

describe('an attachment that waits for the owner of the transit gateway', () => {
  it('is accepted, and only then a route may lead there', () => {
    const world = worldOf(`
      vpc vpc-a 10.1.0.0/16
      subnet app-a vpc-a a 10.1.1.0/24
      group hosts-a vpc-a | in all 10.0.0.0/8
      host a-1 app-a 10.1.1.10 hosts-a
      transit-gateway hub
      attach to-a hub vpc-a app-a
      route vpc-a-table 10.2.0.0/16 hub
      share hub 210987654321
    `)
    world.ask(
      'ModifyTransitGateway',
      { TransitGatewayId: world.id('hub'), Options: { AutoAcceptSharedAttachments: 'disable' } },
      world.where,
    )
    say(
      world,
      `
      account 210987654321
      vpc vpc-b 10.2.0.0/16
      subnet app-b vpc-b a 10.2.1.0/24
      group hosts-b vpc-b | out all 0.0.0.0/0
      host b-1 app-b 10.2.1.10 hosts-b
      attach to-b hub vpc-b app-b
      `,
    )
    const words =
      'Accept the attachment to-b at hub, and lead 10.1.0.0/16 there in the route table vpc-b-table'
    check(world, lineFor('b-1 > a-1 tcp/443', 'no-route', words))
  })
})

describe('each reason', () => {
  const told = Object.values(parts)
    .flat()
    .flatMap(linesOf)
    .flatMap(({ reasons }) => reasons)

  it('is mended somewhere above, or said to have no mend', () => {
    expect(dropReasons.filter((reason) => !told.includes(reason) && !byHand[reason])).toEqual([])
  })
  it('has something that mends it, or something else to build', () => {
    const helpless = dropReasons.filter((one) => !mendableReasons.includes(one) && !lessonOf(one).instead)
    expect(helpless).toEqual([])
  })
  it('is taught by a topic of the curriculum', () => {
    for (const reason of dropReasons) expect(lessonOf(reason).topic).toMatch(/^PL-[A-Z0-9]+-\d\d$/)
  })
})
