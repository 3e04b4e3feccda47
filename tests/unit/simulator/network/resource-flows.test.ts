import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../../../simulator/kernel/address.ts'
import { flows, followFlow } from './notation/flows.ts'
import { say, worldOf } from './notation/world.ts'

// Each drop stands beside the flow that works, from which it differs by one thing.

/** A database that its owner offers without a load balancer, and a consumer who calls it. */
const shared = `
  vpc main 10.91.0.0/16
  subnet db-a main a 10.91.1.0/24
  subnet db-b main b 10.91.2.0/24
  subnet gate-a main a 10.91.10.0/24
  group gate-sg main | out tcp 5432-6010 10.91.0.0/16
  group db-sg main | in tcp 5432-6010 gate-sg
  host db db-b 10.91.2.10 db-sg
  resource-gateway gate main gate-a gate-sg
  resource orders gate 10.91.2.10 5432,6000-6010
  vpc app 10.92.0.0/16
  subnet app-a app a 10.92.1.0/24
  group client-sg app | out all 0.0.0.0/0
  group ep-sg app | in all client-sg
  host client app-a 10.92.1.10 client-sg
  endpoint ep app orders app-a ep-sg
`

// VPC Lattice user guide, resource-gateway and resource-configuration; PrivateLink guide, privatelink-access-resources.
describe('a resource endpoint', () => {
  flows(
    shared,
    `
    client > ep/app-a tcp/5432                                        | works via client, ep, gate, db
    client > ep/app-a tcp/6000                                        | works
    client > ep/app-a tcp/6010                                        | works
    client > ep/app-a tcp/6011                                        | resource-not-on-port at ep
    client > ep/app-a tcp/22                                          | resource-not-on-port at ep
    client > ep/app-a udp/5432                                        | protocol-not-carried at ep
    client > ep/app-a ping                                            | endpoint-answers-no-ping at ep
    client > ep/app-a tcp/5432 | revoke ep-sg in all client-sg        | groups-have-no-ingress-rules at ep/app-a
    # The resource sees the gateway: its groups decide, and addresses of the consumer's say nothing.
    client > ep/app-a tcp/5432 | revoke gate-sg out tcp 5432-6010 10.91.0.0/16 | groups-have-no-egress-rules at gate/gate-a
    client > ep/app-a tcp/5432 | revoke db-sg in tcp 5432-6010 gate-sg | groups-have-no-ingress-rules at db
    client > ep/app-a tcp/5432 | revoke db-sg in tcp 5432-6010 gate-sg; allow db-sg in tcp 5432 10.92.0.0/16 | no-group-rule-admits-ingress at db
    client > ep/app-a tcp/5432 | revoke db-sg in tcp 5432-6010 gate-sg; allow db-sg in tcp 5432 10.91.10.0/24 | works
    client > ep/app-a tcp/5432 | acl shut main db-b / in 100 allow tcp 5432 10.91.10.0/24 | back acl-denies-egress at db-b
    client > ep/app-a tcp/5432 | acl open main db-b / in 100 allow tcp 5432 10.91.10.0/24 / out 100 allow tcp 1024-65535 10.91.10.0/24 | works
    client > ep/app-a tcp/5432 | stop db                              | interface-not-in-use at db
    client > ep/app-a tcp/5432 | delete-endpoint ep                   | endpoint-not-available at ep
    db > gate/gate-a tcp/5432 | allow db-sg out all 0.0.0.0/0; allow gate-sg in all 0.0.0.0/0 | resource-gateway-takes-no-calls at gate
    ep/app-a > client tcp/5432 | allow client-sg in all 0.0.0.0/0; allow ep-sg out all 0.0.0.0/0 | endpoint-never-initiates at ep/app-a
    `,
  )
})

const network = `
  ${shared}
  subnet app-b app b 10.92.2.0/24
  resource billing gate 10.91.2.10 5500
  resource team gate group
  resource child gate 10.91.2.10 5600 team
  service-network net | orders | billing | team
  endpoint net-ep app net app-a,app-b ep-sg
`

// PrivateLink guide, privatelink-access-service-networks; VPC Lattice user guide, resource-gateway.
describe('a service network endpoint', () => {
  flows(
    network,
    `
    client > net-ep/app-a tcp/5432                                    | works via net-ep, gate, db
    client > net-ep/app-a tcp/5500                                    | works via net-ep, gate, db
    client > net-ep/app-a tcp/5600                                    | works via net-ep, gate, db
    client > net-ep/app-a tcp/5601                                    | resource-not-on-port at net-ep
    client > net-ep/app-b tcp/5432                                    | resource-gateway-not-in-zone at net-ep
    # Services of VPC Lattice answer by themselves.
    client > net-ep/app-b tcp/443                                     | resource-not-on-port at net-ep
    client > net-ep/app-b tcp/443 | lattice-service pages net 443     | works via net-ep
    client > net-ep/app-b tcp/80  | lattice-service pages net 443     | resource-not-on-port at net-ep
    `,
  )
})

const databases = `
  ${shared}
  group rds-sg main | in tcp 5433 gate-sg
  database db-1 main db-a,db-b rds-sg 5433
`

describe('a database as the resource', () => {
  const made = (what: (name: string) => string) => {
    const world = worldOf(databases)
    const text = what('db-1')
    say(world, `resource rds gate ${world.known.get(text)} 5433`)
    say(world, 'endpoint rds-ep app rds app-a ep-sg')
    return world
  }

  it.each([
    ['its ARN', 'arn of db-1'],
    ['its name', 'name of db-1'],
  ])('is found by %s', (_, key) => {
    const world = made(() => key)
    const { forward, reply } = followFlow(world, 'client > rds-ep/app-a tcp/5433')(world.fabric)
    expect(forward.dropped).toBeUndefined()
    expect(reply?.arrival?.id).toBe(world.id('client'))
    const other = followFlow(world, 'client > rds-ep/app-a tcp/5434')(world.fabric)
    expect(other.forward.dropped?.reason).toBe('resource-not-on-port')
  })
})

describe('a name as the resource', () => {
  it('is looked up, and goes nowhere without an address', () => {
    const world = worldOf(shared)
    say(world, 'resource named gate db.example.internal 5432')
    say(world, 'endpoint named-ep app named app-a ep-sg')
    const follow = followFlow(world, 'client > named-ep/app-a tcp/5432')
    expect(follow(world.fabric).forward.dropped?.reason).toBe('resource-name-does-not-resolve')
    const asked: unknown[] = []
    const lookUp = (_: unknown, name: string, from?: unknown) => {
      asked.push([name, from])
      return [parseAddress('10.91.2.10')!]
    }
    const { forward } = follow({ ...world.fabric, lookUp })
    expect(forward.arrival?.id).toBe(world.id('db'))
    expect(asked).toEqual([['db.example.internal', undefined]])
  })
})

/** The database and the caller belong to different accounts, with the same addresses in both. */
const offered = `
  account 210987654321
  vpc main 10.0.0.0/16
  subnet db-a main use1-az1 10.0.1.0/24
  group gate-sg main | out all 0.0.0.0/0
  group db-sg main | in tcp 5432 gate-sg
  host db db-a 10.0.1.10 db-sg
  resource-gateway gate main db-a gate-sg
  resource orders gate 10.0.1.10 5432
  offer orders 123456789012
  account 123456789012
  vpc app 10.0.0.0/16
  subnet app-a app use1-az1 10.0.1.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client app-a 10.0.1.20 open
  endpoint ep app orders app-a open
`

// PrivateLink guide, privatelink-access-resources: shared with AWS Resource Access Manager, without a load balancer.
describe('a resource of another account', () => {
  flows(
    offered,
    `
    client > ep/app-a tcp/5432    | works via ep, gate, db
    client > ep/app-a tcp/22      | resource-not-on-port at ep
    client > 10.0.1.10 tcp/5432   | nobody-has-the-address at app
    `,
  )
})
