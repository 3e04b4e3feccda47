import { describe, expect, it } from 'vitest'
import { flows, sendFlow } from './notation/flows.ts'
import { worldOf } from './notation/world.ts'

// In us-east-1 52.216.0.0/15 is S3 and 52.94.0.0/22 DynamoDB; 52.218.0.0/17 is S3 in eu-west-1.

const withoutInternet = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet batch main b 10.0.2.0/24
  table app-table main app
  table batch-table main batch
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group to-s3 main | out tcp 443 pl-63a5400a
  host app-1 app 10.0.1.10 open
  host app-2 app 10.0.1.11 to-s3
  host batch-1 batch 10.0.2.10 open
  gateway-endpoint door main s3 app-table
`

describe('gateway endpoints (PrivateLink guide, gateway-endpoints, vpc-endpoints-s3)', () => {
  flows(
    withoutInternet,
    `
    app-1 > 52.216.0.10 tcp/443                                     | works as app-1 via app-1, app-table, app, door
    app-1 > 52.216.0.10 tcp/80                                      | works
    app-1 > 52.216.0.10 ping                                        | works
    app-1 > 52.216.0.10 udp/443                                     | gateway-endpoint-protocol at door
    app-1 > 52.216.0.10 tcp/22                                      | service-does-not-listen at door
    app-1 > 52.216.0.10 tcp/443#8500                                | works
    app-1 > 52.216.0.10 tcp/443#8501                                | larger-than-mtu-in-silence at door
    app-1@10.9.9.9 > 52.216.0.10 tcp/443 | check app-1 off          | gateway-endpoint-source at door
    # Each route table needs its own route.
    batch-1 > 52.216.0.10 tcp/443                                   | no-route at batch-table
    # One service, one Region.
    app-1 > 52.94.0.10 tcp/443                                      | no-route at app-table
    app-1 > 52.94.0.10 tcp/443 | gateway-endpoint second main dynamodb app-table | works via second
    app-1 > 52.218.0.10 tcp/443                                     | no-route at app-table
    app-1 > 198.51.100.7 tcp/443                                    | no-route at app-table
    # Security groups may name the prefix list, network ACLs need the ranges.
    app-2 > 52.216.0.10 tcp/443                                     | works
    app-2 > 52.94.0.10 tcp/443                                      | no-group-rule-admits-egress at app-2
    app-2 > 52.216.0.10 tcp/443 | revoke to-s3 out tcp 443 pl-63a5400a | groups-have-no-egress-rules at app-2
    `,
  )
})

describe('network ACLs between a subnet and a gateway endpoint', () => {
  flows(
    `${withoutInternet}
    acl guard main app | out 100 allow tcp 443 52.216.0.0/15 | in 100 allow tcp 32768-65535 52.216.0.0/15
    `,
    `
    app-1 > 52.216.0.10 tcp/443                        | works
    app-1 > 52.216.0.10 tcp/443 | unentry guard out 100 | acl-denies-egress at app
    app-1 > 52.216.0.10 tcp/443 | unentry guard in 100 | back acl-denies-ingress at app
    `,
  )
})

describe('a gateway endpoint beside a NAT gateway: the longest prefix decides', () => {
  flows(
    `
    vpc main 10.0.0.0/16
    subnet web main a 10.0.0.0/24
    subnet app main a 10.0.1.0/24
    igw gate main
    nat out web
    table public main web
    route public 0.0.0.0/0 gate
    table private main app
    route private 0.0.0.0/0 out
    group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host web-1 web 10.0.0.10 open public
    host app-1 app 10.0.1.10 open
    gateway-endpoint door main s3 private
    `,
    `
    app-1 > 52.216.0.10 tcp/443                                    | works as app-1 via private, door
    app-1 > 52.218.0.10 tcp/443                                    | works as out-eni.public via private, out, gate, internet
    app-1 > 52.94.0.10 tcp/443                                     | works as out-eni.public via private, out, gate, internet
    app-1 > 52.216.0.10 tcp/443 | route private 52.216.0.0/15 out  | works as out-eni.public via private, out
    app-1 > 52.216.0.10 tcp/443 | route private 52.216.0.0/16 out  | works as out-eni.public via private, out
    app-1 > 52.216.0.10 tcp/443 | route private 52.0.0.0/8 out     | works as app-1 via private, door
    web-1 > 52.216.0.10 tcp/443                                    | works as web-1.public via public, gate, internet
    # With the endpoint's route in the public table, the NAT gateway itself is served by it.
    app-1 > 52.216.0.10 tcp/443 | gateway-endpoint both main s3 public; route private 52.216.0.0/15 out | works as out-eni via private, out, public, both
    `,
  )
})

describe('a gateway endpoint serves its own VPC alone', () => {
  flows(
    `
    vpc main 10.0.0.0/16
    vpc other 10.1.0.0/16
    subnet app main a 10.0.1.0/24
    subnet far other a 10.1.1.0/24
    group open other | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host far-1 far 10.1.1.10 open
    gateway-endpoint door main s3 main-table
    peer link main other
    route main-table 10.1.0.0/16 link
    route other-table 0.0.0.0/0 link
    transit-gateway hub
    attach main-att hub main app
    attach other-att hub other far
    `,
    `
    far-1 > 52.216.0.10 tcp/443                                     | peering-leads-to-the-peer-alone at link
    far-1 > 52.216.0.10 tcp/443 | gateway-endpoint own other s3 other-table | works via own
    far-1 > 52.216.0.10 tcp/443 | reroute other-table 0.0.0.0/0 hub; transit-route hub-table 0.0.0.0/0 main-att | gateway-endpoint-source at door
    `,
  )
})

describe('what the service sees', () => {
  it('names the endpoint, the service and its Region', () => {
    const world = worldOf(withoutInternet)
    const { forward } = sendFlow(world, 'app-1 > 52.216.0.10 tcp/443')
    expect(forward.arrival).toMatchObject({
      kind: 'service',
      endpoint: world.id('door'),
      service: { name: 's3', region: 'us-east-1' },
    })
  })
})
