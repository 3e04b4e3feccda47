import { describe } from 'vitest'
import { flows } from './notation/flows.ts'

// Load balancers called by their own addresses. Each drop stands beside the flow that works, from which it differs by
// one thing.

const inside = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet lb-a main a 10.0.10.0/24
  subnet lb-b main b 10.0.11.0/24
  subnet app-a main a 10.0.20.0/24
  subnet app-b main b 10.0.21.0/24
  group web-sg main | out all 0.0.0.0/0
  group lb-sg main | in tcp 443 web-sg | in udp 53 web-sg | out all 0.0.0.0/0
  group app-sg main | in all lb-sg | out all 0.0.0.0/0
  host client web 10.0.1.10 web-sg
  host app-1 app-a 10.0.20.10 app-sg
  host app-2 app-b 10.0.21.10 app-sg
  acl app-acl main app-a app-b | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  nlb lb lb-a,lb-b lb-sg
  targets app main tcp/8443 | app-1 | app-2
  listener lb tcp/443 app
  targets dns main udp/53 | app-1 | app-2 | check tcp/8443
  listener lb udp/53 dns
`

// Network Load Balancer guide, load-balancer-security-groups and edit-target-group-attributes.
describe('a Network Load Balancer inside its VPC', () => {
  flows(
    inside,
    `
    client > lb/lb-a tcp/443                                      | works as client via lb, app-1
    client > lb/lb-b tcp/443                                      | works as client via lb, app-2
    client > lb/lb-a tcp/443 | targeting app preserve_client_ip.enabled false | works as lb/lb-a via lb, app-1
    client > lb/lb-a udp/53                                       | works as client via lb, app-1
    client > lb/lb-a tcp/80 | allow lb-sg in tcp 80 web-sg        | no-listener at lb
    client > lb/lb-a ping   | allow lb-sg in all 10.0.0.0/16      | no-listener at lb
    client > lb/lb-a tcp/443 | revoke lb-sg in tcp 443 web-sg     | no-group-rule-admits-ingress at lb/lb-a
    client > lb/lb-a tcp/443 | revoke lb-sg out all 0.0.0.0/0     | groups-have-no-egress-rules at lb/lb-a
    # How its group is seen by the targets, whether they see the client's address or the node's.
    client > lb/lb-a tcp/443 | revoke app-sg in all lb-sg; allow app-sg in tcp 8443 10.0.1.0/24 | works
    client > lb/lb-a tcp/443 | revoke app-sg in all lb-sg; allow app-sg in tcp 8443 10.0.10.0/24 | no-group-rule-admits-ingress at app-1
    client > lb/lb-a tcp/443 | revoke app-sg in all lb-sg; allow app-sg in tcp 8443 web-sg | group-reference-not-preserved at app-1
    client > lb/lb-a tcp/443 | targeting app preserve_client_ip.enabled false; revoke app-sg in all lb-sg; allow app-sg in tcp 8443 10.0.10.0/24 | works
    client > lb/lb-a tcp/443 | targeting app preserve_client_ip.enabled false; revoke app-sg in all lb-sg; allow app-sg in tcp 8443 10.0.1.0/24 | no-group-rule-admits-ingress at app-1
    # Network ACLs of the targets' subnets see the same addresses as the targets.
    client > lb/lb-a tcp/443 | entry app-acl in 90 deny tcp 8443 10.0.1.0/24 | acl-denies-ingress at app-a
    client > lb/lb-a tcp/443 | entry app-acl out 90 deny tcp 1024-65535 10.0.1.0/24 | back acl-denies-egress at app-a
    client > lb/lb-a tcp/443 | targeting app preserve_client_ip.enabled false; entry app-acl in 90 deny tcp 8443 10.0.1.0/24 | works
    client > lb/lb-a tcp/443 | targeting app preserve_client_ip.enabled false; entry app-acl out 90 deny tcp 1024-65535 10.0.10.0/24 | back acl-denies-egress at app-a
    client > lb/lb-a tcp/443 | cross-zone lb on; untarget app app-1 | works via lb, app-2
    client > lb/lb-a tcp/443 | untarget app app-1                 | no-target-in-zone at lb
    client > lb/lb-a tcp/443 | untarget app app-1; untarget app app-2 | target-group-is-empty at lb
    client > lb/lb-a tcp/443 | stop app-1; stop app-2             | target-group-is-empty at lb
    client > new/lb-a tcp/443 | nlb new lb-a now                  | balancer-not-active at new
    `,
  )
})

// Network Load Balancer guide, load-balancer-troubleshooting, "Connections time out for requests from a target to its
// load balancer".
describe('a target that calls its own load balancer', () => {
  flows(
    `${inside}
      allow lb-sg in tcp 443 app-sg
    `,
    `
    app-1 > lb/lb-a tcp/443                                                | client-is-the-target at lb
    app-1 > lb/lb-a tcp/443 | targeting app preserve_client_ip.enabled false | works as lb/lb-a via app-1, lb, app-1
    app-1 > lb/lb-b tcp/443                                                | works as app-1 via lb, app-2
    `,
  )
})

/** The client is in a peered VPC, and another one behind a transit gateway. */
const fromOutside = `
  ${inside}
  table lb-table main lb-a lb-b
  table app-table main app-a app-b
  vpc other 10.1.0.0/16
  subnet far other a 10.1.1.0/24
  group far-sg other | out all 0.0.0.0/0
  host remote far 10.1.1.10 far-sg
  allow lb-sg in tcp 443 10.1.0.0/16
  peer pcx main other
  route other-table 10.0.0.0/16 pcx
  route lb-table 10.1.0.0/16 pcx
`

// Network Load Balancer guide, edit-target-group-attributes: what comes back goes through the load balancer, so that
// the targets' subnets need no route to the clients.
describe('a Network Load Balancer called from another VPC', () => {
  flows(
    fromOutside,
    `
    remote > lb/lb-a tcp/443                                     | works as remote via pcx, lb, app-1
    remote > lb/lb-a tcp/443 | unroute lb-table 10.1.0.0/16      | back no-route at lb-table
    remote > lb/lb-a tcp/443 | targeting app preserve_client_ip.enabled false | works as lb/lb-a via pcx, lb, app-1
    remote > lb/lb-a tcp/443 | revoke lb-sg in tcp 443 10.1.0.0/16; allow lb-sg in tcp 443 far-sg | works
    remote > app-1 tcp/8443  | allow app-sg in tcp 8443 10.1.0.0/16 | back no-route at app-table
    remote > lb/lb-a tcp/443 | no-peer pcx; transit-gateway hub; attach to-main hub main lb-a lb-b; attach to-other hub other far; reroute other-table 10.0.0.0/16 hub; reroute lb-table 10.1.0.0/16 hub | works as remote via hub, lb, app-1
    `,
  )
})

/** Targets in other VPCs, by their addresses. */
const farTargets = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client web 10.0.1.10 any
  nlb lb web any
  vpc near 10.1.0.0/16
  subnet near-a near a 10.1.1.0/24
  group near-sg near | in tcp 443 10.0.0.0/8
  host neighbour near-a 10.1.1.10 near-sg
  peer pcx main near
  route main-table 10.1.0.0/16 pcx
  route near-table 10.0.0.0/16 pcx
  vpc far 10.2.0.0/16
  subnet far-a far a 10.2.1.0/24
  group far-sg far | in tcp 443 10.0.0.0/8
  host stranger far-a 10.2.1.10 far-sg
  transit-gateway hub
  attach to-main hub main web
  attach to-far hub far far-a
  route main-table 10.2.0.0/16 hub
  route far-table 10.0.0.0/16 hub
  targets near-app main tcp/443 ip | 10.1.1.10@all
  targets far-app main tcp/443 ip | 10.2.1.10@all
  listener lb tcp/443 near-app
  listener lb tcp/8443 far-app
`

// Network Load Balancer guide, edit-target-group-attributes, "Requirements and considerations" of client IP preservation.
describe('targets out of the load balancer’s VPC', () => {
  flows(
    farTargets,
    `
    client > lb/web tcp/443                                                       | works as lb/web via lb, pcx, neighbour
    client > lb/web tcp/8443                                                      | works as lb/web via lb, hub, stranger
    client > lb/web tcp/443 | targeting near-app preserve_client_ip.enabled true  | works as client via lb, pcx, neighbour
    client > lb/web tcp/8443 | targeting far-app preserve_client_ip.enabled true  | client-address-needs-near-target at lb
    client > lb/web tcp/443 | unroute near-table 10.0.0.0/16                      | back no-route at near-table
    client > lb/web tcp/443 | targeting near-app preserve_client_ip.enabled true; acl shut near near-a / in 100 allow all 0.0.0.0/0 | back acl-denies-egress at near-a
    `,
  )
})

const onTheInternet = `
  vpc main 10.0.0.0/16
  subnet pub main a 10.0.1.0/24
  subnet app main a 10.0.2.0/24
  igw gate main
  table pub-table main pub
  route pub-table 0.0.0.0/0 gate
  group lb-sg main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
  group app-sg main | in tcp 443 lb-sg
  host web app 10.0.2.10 app-sg
  nlb lb pub lb-sg public
  targets app-443 main tcp/443 | web
  listener lb tcp/443 app-443
`

// The targets of an internet-facing load balancer stay in private subnets, without a route to the internet.
describe('an internet-facing Network Load Balancer', () => {
  flows(
    onTheInternet,
    `
    internet@203.0.113.9 > lb/pub.public tcp/443                                  | works as 203.0.113.9 via gate, lb, web
    internet@203.0.113.9 > lb/pub.public tcp/443 | targeting app-443 preserve_client_ip.enabled false | works as lb/pub via lb, web
    internet@203.0.113.9 > lb/pub.public tcp/443 | revoke lb-sg in tcp 443 0.0.0.0/0 | groups-have-no-ingress-rules at lb/pub
    internet@203.0.113.9 > lb/pub.public tcp/443 | unroute pub-table 0.0.0.0/0    | back no-route at pub-table
    internet@203.0.113.9 > lb/pub.public tcp/443 | revoke app-sg in tcp 443 lb-sg; allow app-sg in tcp 443 10.0.0.0/16 | no-group-rule-admits-ingress at web
    internet@203.0.113.9 > lb/pub.public tcp/443 | revoke app-sg in tcp 443 lb-sg; allow app-sg in tcp 443 0.0.0.0/0 | works
    `,
  )
})

const requests = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet lb-a main a 10.0.10.0/24
  subnet lb-b main b 10.0.11.0/24
  subnet app-b main b 10.0.20.0/24
  subnet app-c main c 10.0.21.0/24
  group web-sg main | out all 0.0.0.0/0
  group lb-sg main | in tcp 80-443 web-sg
  group app-sg main | in tcp 8080 lb-sg
  allow lb-sg out tcp 8080 app-sg
  host client web 10.0.1.10 web-sg
  host app-1 app-b 10.0.20.10 app-sg
  host app-2 app-c 10.0.21.10 app-sg
  alb lb lb-a,lb-b lb-sg
  targets app main http/8080 | app-1
  listener lb http/80 app
  listener lb https/443 404
`

// Application Load Balancer guide, load-balancer-listeners, target-group-health-checks, load-balancer-troubleshooting.
describe('an Application Load Balancer', () => {
  flows(
    requests,
    `
    client > lb/lb-a tcp/80                                              | works as lb/lb-a via lb, app-1
    client > lb/lb-a tcp/80 | targeting app load_balancing.cross_zone.enabled false | no-target-for-requests at lb
    client > lb/lb-b tcp/80 | targeting app load_balancing.cross_zone.enabled false | works as lb/lb-b via lb, app-1
    client > lb/lb-a tcp/80 | untarget app app-1                         | no-target-for-requests at lb
    # A zone that is not the load balancer's own.
    client > lb/lb-a tcp/80 | untarget app app-1; target app app-2       | no-target-for-requests at lb
    client > lb/lb-a tcp/80 | revoke lb-sg out tcp 8080 app-sg           | groups-have-no-egress-rules at lb/lb-a
    client > lb/lb-a tcp/80 | revoke app-sg in tcp 8080 lb-sg            | groups-have-no-ingress-rules at app-1
    client > lb/lb-a tcp/80 | revoke app-sg in tcp 8080 lb-sg; allow app-sg in tcp 8080 web-sg | group-reference-not-preserved at app-1
    # It answers by itself.
    client > lb/lb-a tcp/443                                             | works via lb
    client > lb/lb-a tcp/8443 | allow lb-sg in tcp 8443 web-sg           | no-listener-for-requests at lb
    client > lb/lb-a udp/80 | allow lb-sg in udp 80 web-sg               | no-listener-for-requests at lb
    client > lb/lb-a tcp/80 | revoke lb-sg in tcp 80-443 web-sg          | groups-have-no-ingress-rules at lb/lb-a
    `,
  )
})
