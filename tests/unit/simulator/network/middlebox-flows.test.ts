import { describe } from 'vitest'
import { flows } from './notation/flows.ts'

// VPC user guide, gateway-route-tables and route-table-options, "Routing for a middlebox appliance": an appliance in a
// subnet of its own inspects what comes from the internet for another subnet, and what leaves that one.
const ingress = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.0.0/24
  subnet guard main a 10.0.1.0/24
  igw gate main
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group guard-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.0.10 open public
  host guard-1 guard 10.0.1.5 guard-sg public
  check guard-1 off
  table edge main gate
  route edge 10.0.0.0/24 guard-1
  table app-table main app
  route app-table 0.0.0.0/0 guard-1
  table guard-table main guard
  route guard-table 0.0.0.0/0 gate
`

describe('an appliance between the internet and a subnet (gateway-route-tables)', () => {
  flows(
    ingress,
    `
    internet > app-1.public tcp/443                                   | works via internet, gate, edge, guard-1, app, app-1
    app-1 > 198.51.100.7 tcp/443                                      | works as app-1.public via app-1, app-table, app, guard, guard-1, guard-table, guard, gate, internet
    internet > guard-1.public tcp/443                                 | works via gate, edge, guard-1
    guard-1 > 198.51.100.7 tcp/443                                    | works as guard-1.public via guard-1, guard-table, gate
    internet > app-1.public tcp/443 | check guard-1 on                | not-its-own-destination at guard-1
    internet > app-1.public tcp/443 | revoke guard-sg in all 0.0.0.0/0  | groups-have-no-ingress-rules at guard-1
    internet > app-1.public tcp/443 | revoke guard-sg out all 0.0.0.0/0 | groups-have-no-egress-rules at guard-1
    internet > app-1.public tcp/443 | stop guard-1                    | route-is-blackhole at edge
    internet > app-1.public tcp/443 | terminate guard-1               | route-is-blackhole at edge
    app-1 > 198.51.100.7 tcp/443 | terminate guard-1                  | route-is-blackhole at app-table
    internet > app-1.public tcp/443 | unroute guard-table 0.0.0.0/0   | back no-route at guard-table
    # "Subnets whose traffic is redirected … can't use a direct route to the internet gateway"
    app-1 > 198.51.100.7 tcp/443 | reroute app-table 0.0.0.0/0 gate    | subnet-is-redirected at gate
    internet > app-1.public tcp/443 | reroute app-table 0.0.0.0/0 gate | back subnet-is-redirected at gate
    app-1 > 198.51.100.7 tcp/443 | reroute app-table 0.0.0.0/0 gate; unroute edge 10.0.0.0/24 | works via app-table, gate
    # The whole VPC through the appliance, its local route replaced.
    guard-1 > 198.51.100.7 tcp/443 | unroute edge 10.0.0.0/24; reroute edge 10.0.0.0/16 guard-1 | works via guard-1, guard-table, guard, gate
    internet > app-1.public tcp/443 | unroute edge 10.0.0.0/24; reroute edge 10.0.0.0/16 guard-1 | works via gate, edge, guard-1, app-1
    internet > app-1.public tcp/443 | unroute edge 10.0.0.0/24; reroute edge 10.0.0.0/16 guard-1; reroute edge 10.0.0.0/16 local; reroute app-table 0.0.0.0/0 gate | works via gate, edge, app-1
    `,
  )
  // "For traffic that flows through an internet gateway, the target network interface must also have a public IP address."
  flows(
    ingress.replace('guard-sg public', 'guard-sg'),
    `
    internet > app-1.public tcp/443                                   | middlebox-has-no-public-address at main
    internet > app-1.public tcp/443 | elastic ip guard-1              | works
    app-1 > 198.51.100.7 tcp/443                                      | back middlebox-has-no-public-address at main
    `,
  )
})

describe('an appliance between two subnets (route-table-options, more specific routes than local)', () => {
  flows(
    `
    vpc main 10.0.0.0/16
    subnet app main a 10.0.0.0/24
    subnet guard main a 10.0.1.0/24
    subnet db main a 10.0.2.0/24
    group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    group db-sg main | in tcp 5432 10.0.0.0/24
    host app-1 app 10.0.0.10 open
    host app-2 app 10.0.0.11 open
    host guard-1 guard 10.0.1.5 open
    check guard-1 off
    host db-1 db 10.0.2.10 db-sg
    table app-table main app
    table db-table main db
    route app-table 10.0.2.0/24 guard-1
    route db-table 10.0.0.0/24 guard-1
    `,
    `
    app-1 > db-1 tcp/5432                                             | works as app-1 via app-table, app, guard, guard-1, main-table, guard, db, db-1
    app-1 > db-1 tcp/5432 | appliance guard-1 nat; allow db-sg in tcp 5432 10.0.1.5/32 | works as guard-1 via app-table, app, guard, guard-1, main-table, guard, db, db-1
    app-1 > db-1 tcp/5432 | appliance guard-1 nat                     | no-group-rule-admits-ingress at db-1
    app-1 > db-1 tcp/5432 | unroute app-table 10.0.2.0/24; unroute db-table 10.0.0.0/24 | works via app-table, app, db, db-1
    app-1 > db-1 tcp/5432 | check guard-1 on                          | not-its-own-destination at guard-1
    # The appliance hides whose the packet is.
    app-1 > db-1 tcp/5432 | revoke db-sg in tcp 5432 10.0.0.0/24; allow db-sg in tcp 5432 open | group-reference-not-preserved at db-1
    app-1 > db-1 tcp/5432 | revoke db-sg in tcp 5432 10.0.0.0/24; allow db-sg in tcp 5432 open; unroute app-table 10.0.2.0/24 | works
    # What stays inside a subnet is not routed.
    app-1 > app-2 tcp/443 | route app-table 10.0.1.0/24 guard-1       | works
    app-1 > app-2 tcp/443 | reroute app-table 10.0.0.0/16 guard-1     | works
    app-1 > db-1 tcp/5432 | unroute app-table 10.0.2.0/24; reroute app-table 10.0.0.0/16 guard-1 | works via app-table, guard-1, db-1
    # Two appliances that send to each other.
    app-1 > db-1 tcp/5432 | host guard-2 app 10.0.0.5 open; check guard-2 off; table guard-table main guard; route guard-table 10.0.2.0/24 guard-2 | forwarding-loop at guard-table
    `,
  )
})

describe('an appliance with an interface on each side', () => {
  flows(
    `
    vpc main 10.0.0.0/16
    subnet app main a 10.0.0.0/24
    subnet outer main a 10.0.1.0/24
    subnet inner main a 10.0.2.0/24
    igw gate main
    group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host app-1 app 10.0.0.10 open public
    host outside outer 10.0.1.5 open public
    check outside off
    second-interface inside inner 10.0.2.5 open outside
    table app-table main app
    route app-table 0.0.0.0/0 inside
    table inner-table main inner
    table outer-table main outer
    route outer-table 0.0.0.0/0 gate
    table edge main gate
    route edge 10.0.0.0/24 outside
    `,
    `
    app-1 > 198.51.100.7 tcp/443                                  | works as app-1.public via app-table, inner, inside, outside, outer-table, gate
    internet > app-1.public tcp/443                               | works via gate, edge, outside, app-1
    app-1 > 198.51.100.7 tcp/443 | unroute outer-table 0.0.0.0/0  | no-route at inner-table
    app-1 > 198.51.100.7 tcp/443 | check outside on               | no-route at inner-table
    `,
  )
})

describe('targets that are gone (VPC user guide, route-tables: blackhole)', () => {
  flows(
    `
    vpc main 10.0.0.0/16
    subnet app main a 10.0.0.0/24
    igw gate main
    route main-table 0.0.0.0/0 gate
    group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host app-1 app 10.0.0.10 open
    `,
    `
    app-1 > 198.51.100.7 tcp/443                    | no-public-address at gate
    app-1 > 198.51.100.7 tcp/443 | no-igw gate main | route-is-blackhole at main-table
    # The longest prefix is chosen even where it leads nowhere.
    app-1 > 198.51.100.7 tcp/443 | host nat-1 app 10.0.0.20 open; check nat-1 off; route main-table 198.51.100.0/24 nat-1; terminate nat-1 | route-is-blackhole at main-table
    `,
  )
})
