import type { Mends } from './mends.ts'

const twoTiers = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | out tcp 443 10.0.2.0/24
  group app-sg main | in tcp 443 web-sg
  host web-1 web 10.0.1.10 web-sg
  host app-1 app 10.0.2.10 app-sg
  acl strict main web app | in 100 allow tcp 443 10.0.1.0/24 | in 110 allow tcp 1024-65535 10.0.2.0/24 | out 100 allow tcp 443 10.0.2.0/24 | out 110 allow tcp 1024-65535 10.0.1.0/24
`

/** An appliance between hides whose the packets are. */
const between = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.0.0/24
  subnet guard main a 10.0.1.0/24
  subnet db main a 10.0.2.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group db-sg main | in tcp 5432 open
  host app-1 app 10.0.0.10 open
  host guard-1 guard 10.0.1.5 open
  check guard-1 off
  host db-1 db 10.0.2.10 db-sg
  table app-table main app
  table db-table main db
  route app-table 10.0.2.0/24 guard-1
  route db-table 10.0.0.0/24 guard-1
`

export const vpcMends: readonly Mends[] = [
  {
    world: twoTiers,
    lines: `
    web-1 > app-1 tcp/443 | stop app-1                               | interface-not-in-use | Start the instance
    web-1 > app-1 tcp/443 | fault app-1                              | struck-by-fault | Clear the fault of app-1
    web-1 > app-1 tcp/443 | revoke web-sg out tcp 443 10.0.2.0/24    | groups-have-no-egress-rules | Let the security group web-sg admit tcp 443 to 10.0.2.10
    web-1 > app-1 tcp/443 | revoke app-sg in tcp 443 web-sg          | groups-have-no-ingress-rules | Let the security group app-sg admit tcp 443 from 10.0.1.10
    web-1 > app-1 tcp/443 | revoke web-sg out tcp 443 10.0.2.0/24; allow web-sg out tcp 80 10.0.2.0/24 | no-group-rule-admits-egress | Let the security group web-sg admit tcp 443 to 10.0.2.10
    web-1 > app-1 tcp/443 | revoke app-sg in tcp 443 web-sg; allow app-sg in tcp 80 web-sg | no-group-rule-admits-ingress | Let the security group app-sg admit tcp 443 from 10.0.1.10
    web-1 > app-1 tcp/443 | unentry strict in 100                    | acl-denies-ingress | Let the network ACL strict pass tcp 443 in from 10.0.1.10
    web-1 > app-1 tcp/443 | unentry strict out 100                   | acl-denies-egress | Let the network ACL strict pass tcp 443 out to 10.0.2.10
    web-1 > app-1 tcp/443 | entry strict out 90 deny tcp 1024-65535 10.0.1.0/24 | acl-denies-egress | Let the network ACL strict pass tcp 1024-65535 out to 10.0.1.10
    web-1 > 169.254.169.254 tcp/80 | metadata web-1 off            | metadata-is-off | Turn the metadata service of web-1:instance on
    web-1 > 169.254.169.253 udp/53 | vpc-dns main support off        | amazon-dns-is-off | Turn DNS support of main on
    web-1 > 169.254.1.1 udp/53     | wait 1                          | nothing-at-link-local | instead
    `,
  },
  {
    world: between,
    lines: `
    app-1 > db-1 tcp/5432 | wait 1                                   | group-reference-not-preserved | Let the security group db-sg admit tcp 5432 from 10.0.0.10
    app-1 > db-1 tcp/5432 | allow db-sg in tcp 5432 10.0.0.0/24; terminate guard-1 | route-is-blackhole, route-is-blackhole | Take the route for 10.0.2.0/24 out of the route table app-table; Take the route for 10.0.0.0/24
    app-1 > db-1 tcp/5432 | allow db-sg in tcp 5432 10.0.0.0/24; host guard-2 app 10.0.0.5 open; check guard-2 off; table guard-table main guard; route guard-table 10.0.2.0/24 guard-2 | forwarding-loop | Take the route for 10.0.2.0/24 out of the route table
    `,
  },
]
