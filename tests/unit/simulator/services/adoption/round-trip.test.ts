import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Cloud } from '../../../../../simulator/cloud.ts'
import { now } from '../../../../../simulator/kernel/clock.ts'
import { deserialise, Store } from '../../../../../simulator/kernel/store.ts'
import { lookUpAddresses } from '../../../../../simulator/network/dns/resolve.ts'
import type { Trace } from '../../../../../simulator/network/trace.ts'
import type { AccountDocument } from '../../../../../simulator/services/adoption/documents.ts'
import { adoptedServices } from '../../../../../simulator/services/adoption/lists.ts'
import { needAdoption } from '../../../../../simulator/services/adoption/need.ts'
import { adoptedFamilies, adoptedTables } from '../../../../../simulator/services/adoption/tables.ts'
import { indexFamilies } from '../../../../../simulator/services/service.ts'
import { followFlow, tell } from '../../network/notation/flows.ts'
import { type World, worldOf } from '../../network/notation/world.ts'
import { exported, exportedSites } from './exported.ts'
import { behindBalancer, hub, onPremises, peered, publicAndPrivate } from './worlds.ts'

await Promise.all([needAdoption(), ...adoptedServices.map((service) => contract.need(service))])

// A world, and what its own describe calls print, imported: packets take the same way in both.

/** The same fate, at the same places. On premises, the file of sites calls a host after its site. */
const fateOf = (world: World, { forward, reply, ...rest }: Trace): unknown => ({
  told: tell(world, { forward, ...(reply && { reply }), ...rest }).replace(/onprem:.*/, 'on premises'),
  outcome: rest.outcome,
  there: forward.hops.map(({ id }) => world.nameOf(id).replace(/^onprem:.*/, 'on premises')),
  back: reply?.hops.map(({ id }) => world.nameOf(id).replace(/^onprem:.*/, 'on premises')),
})

function imported(world: World, documents: readonly AccountDocument[]) {
  const cloud = Cloud.create({ contract })
  const report = cloud.adopt(documents, { sites: exportedSites(world.cloud) })
  return { cloud, report }
}

const tables: Readonly<Record<string, readonly [world: string, flows: readonly string[]]>> = {
  'a public and a private subnet': [
    publicAndPrivate,
    [
      'web-1 > app-1 tcp/443',
      'web-1 > app-1 tcp/80',
      'web-1 > app-1 tcp/8080',
      'app-1 > web-1 tcp/443',
      'web-1 > 198.51.100.7 tcp/443',
      'web-2 > 198.51.100.7 tcp/443',
      'app-1 > 198.51.100.7 tcp/443',
      'app-1 > 198.51.100.7 tcp/80',
      'app-1 > 52.216.0.10 tcp/443',
      'app-1 > 2001:db8::7 tcp/443',
      'internet > web-1.public tcp/443',
      'internet > ip-1 tcp/443',
      'internet > 10.0.0.10 tcp/443',
      'web-1 > 10.0.0.99 tcp/443',
      'web-1 > 10.0.77.1 tcp/443',
      'web-1 > 10.0.0.2 udp/53',
      'web-1 > app-1 ping',
    ],
  ],
  'a peering connection between accounts and Regions': [
    peered,
    [
      'a-1 > b-1 tcp/443',
      'a-1 > b-1 tcp/80',
      'b-1 > a-1 tcp/443',
      'b-1 > 10.1.9.9 tcp/443',
      'b-1 > 10.3.0.1 tcp/443',
    ],
  ],
  'a transit gateway': [
    hub,
    [
      'a-1 > b-1 tcp/443',
      'a-1 > b-2 tcp/443',
      'b-2 > a-1 tcp/443',
      'b-1 > a-1 ping',
      'a-1 > 10.9.0.1 tcp/443',
      'a-1 > 10.7.0.1 tcp/443',
      'a-1 > 10.6.0.1 tcp/443',
    ],
  ],
  'an endpoint service behind a Network Load Balancer': [
    behindBalancer,
    [
      'web > ep/app-1 tcp/443',
      'web > ep/app-1 tcp/80',
      'api-1 > lb/svc-1 tcp/443',
      'api-1 > lb/svc-2 tcp/8443',
    ],
  ],
  'a VPN connection with BGP': [
    onPremises,
    [
      'pc > app-1 tcp/443',
      'app-1 > pc tcp/443',
      'app-1 > 192.168.1.99 tcp/443',
      'app-1 > 172.16.0.1 tcp/443',
      'pc > 10.0.9.9 tcp/443',
    ],
  ],
}

describe.each(Object.entries(tables))('%s', (_, [text, flows]) => {
  const world = worldOf(text)
  const documents = exported(world.cloud.fork())
  const { cloud, report } = imported(world, documents)

  it.each(flows)('%s', (flow) => {
    const follow = followFlow(world, flow)
    expect(fateOf(world, follow(cloud.fabric))).toEqual(fateOf(world, follow(world.fabric)))
  })

  it('needs for its packets no more than what an import writes', () => {
    const store = new Store(deserialise(cloud.save(), adoptedTables))
    const families = indexFamilies([{ families: adoptedFamilies }])
    const alone = { store, families, now: now(store), lookUp: lookUpAddresses }
    for (const flow of flows) {
      const follow = followFlow(world, flow)
      expect(fateOf(world, follow(alone)), flow).toEqual(fateOf(world, follow(cloud.fabric)))
    }
  })

  it('is read whole, with nothing taken for granted', () => {
    expect(report.ignored).toEqual([])
    expect(report.assumed).toEqual([])
  })

  it('is printed again by its describe calls as it was', () => {
    const described = new Map(exported(cloud.fork()).map(({ path, json }) => [path, json]))
    for (const list of [
      'Vpcs',
      'Subnets',
      'RouteTables',
      'NetworkAcls',
      'SecurityGroups',
      'NetworkInterfaces',
    ]) {
      for (const { path, json } of documents) {
        if (path.endsWith(`/Describe${list}.json`)) expect(described.get(path), path).toEqual(json)
      }
    }
  })

  it('is the same world whenever it is imported, and after it was saved', () => {
    const again = imported(world, documents).cloud
    expect(again.save()).toBe(cloud.save())
    expect(Cloud.load(cloud.save(), { contract }).save()).toBe(cloud.save())
  })
})
