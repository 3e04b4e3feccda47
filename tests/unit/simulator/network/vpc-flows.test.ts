import { describe } from 'vitest'
import { flows } from './notation/flows.ts'

// Each drop stands beside the flow that works, from which it differs by one thing.

const twoTiers = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | out tcp 443 10.0.2.0/24
  group app-sg main | in tcp 443 web-sg
  host web-1 web 10.0.1.10 web-sg
  host web-2 web 10.0.1.11 web-sg
  host app-1 app 10.0.2.10 app-sg
  acl open main web app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
`

describe('security groups', () => {
  flows(
    twoTiers,
    `
    web-1 > app-1 tcp/443                                                | works via web-1, web, app, app-1
    web-1 > app-1 tcp/443 | revoke web-sg out tcp 443 10.0.2.0/24           | groups-have-no-egress-rules at web-1
    web-1 > app-1 tcp/443 | revoke app-sg in tcp 443 web-sg                    | groups-have-no-ingress-rules at app-1
    web-1 > app-1 tcp/444                                                | no-group-rule-admits-egress at web-1
    web-1 > app-1 tcp/444 | allow web-sg out tcp 444 10.0.2.0/24            | no-group-rule-admits-ingress at app-1
    web-1 > app-1 udp/443 | allow web-sg out udp 443 10.0.2.0/24            | no-group-rule-admits-ingress at app-1
    web-1 > app-1 ping    | allow web-sg out icmp 8.-1 0.0.0.0/0; allow app-sg in icmp 8.-1 10.0.1.0/24 | works
    web-1 > app-1 ping    | allow web-sg out icmp 8.-1 0.0.0.0/0; allow app-sg in icmp 0.-1 10.0.1.0/24 | no-group-rule-admits-ingress at app-1
    app-1 > web-1 tcp/443                                                | groups-have-no-egress-rules at app-1
    `,
  )
})

describe('network ACLs', () => {
  flows(
    twoTiers,
    `
    web-1 > app-1 tcp/443 | entry open in 90 deny tcp 443 10.0.1.0/24       | acl-denies-ingress at app
    web-1 > app-1 tcp/443 | entry open in 110 deny tcp 443 10.0.1.0/24      | works
    web-1 > app-1 tcp/443 | entry open out 90 deny tcp 443 10.0.2.0/24      | acl-denies-egress at web
    web-1 > app-1 tcp/443 | entry open out 90 deny tcp 1024-65535 10.0.1.0/24 | back acl-denies-egress at app
    web-1 > app-1 tcp/443 | entry open in 90 deny tcp 32768-65535 10.0.2.0/24 | back acl-denies-ingress at web
    web-1 > web-2 tcp/443 | entry open in 90 deny all 10.0.1.0/24; allow web-sg out tcp 443 10.0.1.0/24; allow web-sg in tcp 443 10.0.1.0/24 | works
    `,
  )
})

describe('delivery inside a VPC', () => {
  flows(
    twoTiers,
    `
    web-1 > 10.0.2.99 tcp/443          | nobody-has-the-address at main
    web-1 > app-1 tcp/443 | stop app-1 | interface-not-in-use at app-1
    web-1@10.0.1.99 > app-1 tcp/443    | not-its-own-source at web-1
    web-1 > 10.9.0.1 tcp/443 | allow web-sg out tcp 443 0.0.0.0/0 | no-route at main-table
    web-1 > 10.0.0.2 udp/53            | arrives
    web-1 > 10.0.0.2 udp/53 | vpc-dns main support off | amazon-dns-is-off at web
    web-1 > 169.254.169.254 tcp/80     | arrives
    web-1 > 169.254.1.1 tcp/80         | nothing-at-link-local at web
    `,
  )
})
