import { describe, expect, it } from 'vitest'
import { flows, sendFlow } from './notation/flows.ts'
import { worldOf } from './notation/world.ts'

// Each drop stands beside the flow that works, from which it differs by one thing.

/** A consumer and a provider with the same addresses on purpose, in two accounts, which call zones by other names. */
const saas = `
  account 210987654321
  vpc svc 10.0.0.0/16
  subnet svc-1 svc use1-az1 10.0.1.0/24
  subnet svc-2 svc use1-az2 10.0.2.0/24
  group api-sg svc | in tcp 8443 10.0.1.0/24 | in tcp 8443 10.0.2.0/24
  group lb-sg svc | in tcp 443 10.0.0.0/16 | out tcp 8443 10.0.0.0/16
  host api-1 svc-1 10.0.1.10 api-sg
  host api-2 svc-2 10.0.2.10 api-sg
  nlb lb svc-1,svc-2 lb-sg
  targets api svc tcp/8443 | api-1 | api-2
  listener lb tcp/443 api
  service api-svc lb accept
  account 123456789012
  vpc app 10.0.0.0/16
  subnet app-1 app use1-az1 10.0.1.0/24
  subnet app-2 app use1-az2 10.0.2.0/24
  group client-sg app | out tcp 443 10.0.0.0/16
  group ep-sg app | in tcp 443 client-sg
  host web app-1 10.0.1.10 client-sg
  acl open app app-1 app-2 | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  endpoint ep app api-svc app-1,app-2 ep-sg
  accept api-svc ep
`

/** The same, for changes on the provider's side. */
const asProvider = `${saas}
  account 210987654321
`

describe('an interface endpoint for a customer’s service', () => {
  flows(
    saas,
    `
    web > ep/app-1 tcp/443                                          | works as lb/svc-1 via web, ep, lb, api-1
    web > ep/app-2 tcp/443                                          | works as lb/svc-2 via web, ep, lb, api-2
    web > ep/app-1 tcp/443 | reject api-svc ep                      | endpoint-not-available at ep
    # A change of the endpoint shows as pending and cuts nobody off.
    web > ep/app-1 tcp/443 | endpoint-groups ep add client-sg       | works
    web > ep/app-1 tcp/443 | reject api-svc ep; accept api-svc ep   | works
    web > ep-2/app-1 tcp/443 | endpoint ep-2 app api-svc app-1 ep-sg  | endpoint-not-available at ep-2
    web > ep-2/app-1 tcp/443 | endpoint ep-2 app api-svc app-1 ep-sg; accept api-svc ep-2 | works
    web > ep-2/app-1 tcp/443 | endpoint ep-2 app api-svc app-1 ep-sg; wait 691200 | endpoint-not-available at ep-2
    web > ep/app-1 tcp/443 | delete-endpoint ep                      | endpoint-not-available at ep
    web > ep/app-1 tcp/443 | revoke ep-sg in tcp 443 client-sg      | groups-have-no-ingress-rules at ep/app-1
    web > ep/app-1 tcp/443 | revoke client-sg out tcp 443 10.0.0.0/16 | groups-have-no-egress-rules at web
    web > ep/app-2 tcp/443 | entry open in 90 deny tcp 1024-65535 10.0.2.0/24 | back acl-denies-ingress at app-1
    web > ep/app-1 ping    | allow client-sg out all 0.0.0.0/0; allow ep-sg in all 0.0.0.0/0 | endpoint-answers-no-ping at ep
    web > ep/app-1 47      | allow client-sg out all 0.0.0.0/0; allow ep-sg in all 0.0.0.0/0 | protocol-not-carried at ep
    ep/app-1 > web tcp/443 | allow client-sg in tcp 443 0.0.0.0/0; allow ep-sg out all 0.0.0.0/0 | endpoint-never-initiates at ep/app-1
    `,
  )
})

// Network Load Balancer guide, load-balancer-security-groups; PrivateLink guide, create-endpoint-service.
describe('the load balancer behind an endpoint service', () => {
  flows(
    asProvider,
    `
    web > ep/app-1 tcp/444 | allow lb-sg in tcp 444 10.0.0.0/16; account 123456789012; allow client-sg out tcp 444 10.0.0.0/16; allow ep-sg in tcp 444 client-sg | no-listener at lb
    web > ep/app-1 udp/443 | allow lb-sg in udp 443 10.0.0.0/16; account 123456789012; allow client-sg out udp 443 10.0.0.0/16; allow ep-sg in udp 443 client-sg | no-listener at lb
    web > ep/app-1 tcp/443 | unlisten lb:443                                                       | no-listener at lb
    web > ep/app-1 tcp/443 | revoke lb-sg in tcp 443 10.0.0.0/16                                   | groups-have-no-ingress-rules at lb
    web > ep/app-1 tcp/443 | revoke lb-sg in tcp 443 10.0.0.0/16; private-link-groups lb off       | works
    # What it sees is the client's own address, not that of the endpoint's interface.
    web > ep/app-2 tcp/443 | revoke lb-sg in tcp 443 10.0.0.0/16; allow lb-sg in tcp 443 10.0.1.10/32 | works
    web > ep/app-2 tcp/443 | revoke lb-sg in tcp 443 10.0.0.0/16; allow lb-sg in tcp 443 10.0.2.0/24  | no-group-rule-admits-ingress at lb
    web > ep/app-1 tcp/443 | revoke lb-sg out tcp 8443 10.0.0.0/16                                 | groups-have-no-egress-rules at lb/svc-1
    web > ep/app-1 tcp/443 | reject api-svc ep; balancer-subnets lb svc-2; accept api-svc ep       | service-not-in-zone at ep
    web > ep/app-2 tcp/443 | reject api-svc ep; balancer-subnets lb svc-2; accept api-svc ep       | works
    `,
  )
})

// PrivateLink guide, create-endpoint-service: "the source IP addresses provided to the application are the private IP
// addresses of the load balancer nodes"; Network Load Balancer guide, network-load-balancers, on zones.
describe('the targets behind an endpoint service', () => {
  flows(
    asProvider,
    `
    # They see the node of their zone, 10.0.1.x: the consumer's address, which looks the same here, does not count.
    web > ep/app-1 tcp/443 | revoke api-sg in tcp 8443 10.0.1.0/24                                 | no-group-rule-admits-ingress at api-1
    web > ep/app-2 tcp/443 | revoke api-sg in tcp 8443 10.0.1.0/24                                 | works
    web > ep/app-1 tcp/443 | revoke api-sg in tcp 8443 10.0.1.0/24; allow api-sg in tcp 8443 10.0.1.10/32 | no-group-rule-admits-ingress at api-1
    web > ep/app-1 tcp/443 | revoke api-sg in tcp 8443 10.0.1.0/24; allow api-sg in tcp 8443 lb-sg | works
    web > ep/app-1 tcp/443 | targeting api preserve_client_ip.enabled true                         | works as lb/svc-1
    web > ep/app-1 tcp/443 | untarget api api-1                                                    | no-target-in-zone at lb
    web > ep/app-2 tcp/443 | untarget api api-1                                                    | works
    web > ep/app-1 tcp/443 | stop api-1                                                            | no-target-in-zone at lb
    web > ep/app-1 tcp/443 | stop api-1; cross-zone lb on                                          | works via ep, lb, api-2
    web > ep/app-1 tcp/443 | stop api-1; targeting api load_balancing.cross_zone.enabled true      | works via ep, lb, api-2
    web > ep/app-1 tcp/443 | cross-zone lb on; targeting api load_balancing.cross_zone.enabled false; stop api-1 | no-target-in-zone at lb
    web > ep/app-1 tcp/443 | untarget api api-1; untarget api api-2                                | target-group-is-empty at lb
    web > ep/app-1 tcp/443 | cross-zone lb on; shift lb away use1-az1                              | works via ep, lb, api-2
    web > ep/app-1 tcp/443 | shift lb away use1-az1                                                | works via ep, lb, api-1
    `,
  )
})

/** Of two targets in a zone one lets nobody in. */
const halfBroken = `
  ${saas}
  account 210987654321
  group closed-sg svc | out all 0.0.0.0/0
  host api-3 svc-1 10.0.1.30 closed-sg
  target api api-3
  wait 600
`

// Network Load Balancer guide, target-group-health-checks and target-group-health.
describe('targets that are not healthy', () => {
  flows(
    halfBroken,
    `
    web > ep/app-1 tcp/40001-443                    | works via lb, api-1
    web > ep/app-1 tcp/40002-443                    | works via lb, api-1
    web > ep/app-1 tcp/40003-443                    | works via lb, api-1
    web > ep/app-1 tcp/40004-443                    | works via lb, api-1
    web > ep/app-1 tcp/40005-443                    | works via lb, api-1
    # When none is healthy, the node tries them all.
    web > ep/app-1 tcp/443 | untarget api api-1 | groups-have-no-ingress-rules at api-3
    web > ep/app-1 tcp/443 | untarget api api-1; cross-zone lb on | works via lb, api-2
    web > ep/app-1 tcp/443 | untarget api api-1; allow closed-sg in tcp 8443 lb-sg | works via lb, api-3
    # Nothing listens on the port of the only target: unhealthy, tried all the same, and it takes the packet.
    web > ep/app-1 tcp/443 | untarget api api-3; serve api-1 http/80 | works via lb, api-1
    `,
  )
})

// A zone of the provider's and of the consumer's is one and the same.
describe('a zone that is down', () => {
  flows(
    asProvider,
    `
    web > ep/app-2 tcp/443 | fault use1-az2                    | struck-by-fault at ep/app-2
    web > ep/app-1 tcp/443 | fault use1-az2                    | works via ep, lb, api-1
    web > ep/app-1 tcp/443 | cross-zone lb on; untarget api api-1; fault use1-az2 | struck-by-fault at api-2
    `,
  )
})

/** Two load balancers behind one service, the second without the second listener. */
const twoBalancers = `
  account 210987654321
  vpc svc 10.7.0.0/16
  subnet svc-1 svc use1-az1 10.7.1.0/24
  group api-sg svc | in tcp 443 10.7.0.0/16 | in tcp 8443 10.7.0.0/16
  host api svc-1 10.7.1.10 api-sg
  nlb one svc-1
  nlb two svc-1
  targets one-443 svc tcp/443 | api
  targets one-8443 svc tcp/8443 | api
  targets two-443 svc tcp/443 | api
  listener one tcp/443 one-443
  listener one tcp/8443 one-8443
  listener two tcp/443 two-443
  service svc-s one,two
  account 123456789012
  vpc app 10.0.0.0/16
  subnet app-1 app use1-az1 10.0.1.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web app-1 10.0.1.10 open
  endpoint ep-1 app svc-s app-1 open
  endpoint ep-2 app svc-s app-1 open
  endpoint ep-3 app svc-s app-1 open
  endpoint ep-4 app svc-s app-1 open
  account 210987654321
`

// PrivateLink guide, create-endpoint-service: each endpoint network interface keeps to one of the load balancers.
describe('several load balancers behind one service', () => {
  flows(
    twoBalancers,
    `
    web > ep-2/app-1 tcp/40001-443  | works via ep-2, one
    web > ep-2/app-1 tcp/40002-443  | works via ep-2, one
    web > ep-2/app-1 tcp/40003-8443 | works via ep-2, one
    web > ep-1/app-1 tcp/40001-443  | works via ep-1, two
    web > ep-1/app-1 tcp/40002-443  | works via ep-1, two
    web > ep-1/app-1 tcp/40003-8443 | no-listener at two
    web > ep-1/app-1 tcp/8443 | targets two-8443 svc tcp/8443 / api; listener two tcp/8443 two-8443 | works via ep-1, two
    `,
  )
})

/** Endpoints for services of AWS's, called from their own VPC, from a peered one and through a transit gateway. */
const aws = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet doors main b 10.0.2.0/24
  group client-sg main | out all 0.0.0.0/0
  group ep-sg main | in all 10.0.0.0/8
  host web app 10.0.1.10 client-sg
  table doors-table main doors
  endpoint s3-ep main s3 doors ep-sg
  endpoint mail-ep main email-smtp doors ep-sg
  endpoint far-ep main s3@us-west-2 doors ep-sg
  vpc other 10.1.0.0/16
  subnet far other a 10.1.1.0/24
  group far-sg other | out all 0.0.0.0/0
  host remote far 10.1.1.10 far-sg
  peer pcx main other
  route other-table 10.0.0.0/16 pcx
  route doors-table 10.1.0.0/16 pcx
`

// PrivateLink guide, privatelink-access-aws-services and interface-endpoints.
describe('an interface endpoint for a service of AWS’s', () => {
  flows(
    aws,
    `
    web > s3-ep/doors tcp/443                                    | works via web, doors, s3-ep
    web > s3-ep/doors tcp/8443                                   | service-not-on-port at s3-ep
    web > s3-ep/doors udp/443                                    | protocol-not-carried at s3-ep
    web > s3-ep/doors ping                                       | endpoint-answers-no-ping at s3-ep
    web > s3-ep/doors tcp/443#8501                               | larger-than-mtu-in-silence at s3-ep
    web > s3-ep/doors tcp/443#8500                               | works
    web > mail-ep/doors tcp/587                                  | works
    web > mail-ep/doors tcp/443                                  | service-not-on-port at mail-ep
    web > far-ep/doors tcp/443                                   | works via far-ep
    web > s3-ep/doors tcp/443 | revoke ep-sg in all 10.0.0.0/8   | groups-have-no-ingress-rules at s3-ep/doors
    web > s3-ep/doors tcp/443 | revoke ep-sg in all 10.0.0.0/8; allow ep-sg in tcp 443 client-sg | works
    web > s3-ep/doors tcp/443 | acl open main doors / in 100 allow tcp 443 10.0.1.0/24 / out 100 allow tcp 32768-60999 10.0.1.0/24 | works
    web > s3-ep/doors tcp/443 | acl shut main doors / in 100 allow tcp 443 10.0.1.0/24 | back acl-denies-egress at doors
    s3-ep/doors > web tcp/443 | allow client-sg in all 0.0.0.0/0; allow ep-sg out all 0.0.0.0/0 | endpoint-never-initiates at s3-ep/doors
    # No pass-through: each service has an endpoint of its own.
    web > 10.0.2.200 tcp/443                                     | nobody-has-the-address at main
    `,
  )
})

// PrivateLink guide, concepts: from elsewhere it is an interface like any other, so its subnet needs the way back.
describe('an interface endpoint called from another VPC', () => {
  flows(
    aws,
    `
    remote > s3-ep/doors tcp/443                                 | works via pcx, s3-ep
    remote > s3-ep/doors tcp/443 | unroute doors-table 10.1.0.0/16 | back no-route at doors-table
    remote > s3-ep/doors tcp/443 | unroute other-table 10.0.0.0/16 | no-route at other-table
    remote > s3-ep/doors tcp/443 | revoke ep-sg in all 10.0.0.0/8; allow ep-sg in tcp 443 10.0.0.0/16 | no-group-rule-admits-ingress at s3-ep/doors
    remote > s3-ep/doors tcp/443 | revoke ep-sg in all 10.0.0.0/8; allow ep-sg in tcp 443 far-sg | works
    remote > s3-ep/doors tcp/443 | no-peer pcx; transit-gateway hub; attach to-main hub main doors; attach to-other hub other far; reroute other-table 10.0.0.0/16 hub; reroute doors-table 10.1.0.0/16 hub | works via hub, s3-ep
    `,
  )
})

/** A service in Virginia whose consumers are in Ireland, in zones that have nothing to do with each other. */
const acrossRegions = `
  account 210987654321
  vpc svc 10.0.0.0/16
  subnet svc-1 svc use1-az1 10.0.1.0/24
  subnet svc-2 svc use1-az2 10.0.2.0/24
  group api-sg svc | in tcp 443 10.0.0.0/16
  host api-1 svc-1 10.0.1.10 api-sg
  host api-2 svc-2 10.0.2.10 api-sg
  nlb lb svc-1,svc-2
  targets api svc tcp/443 | api-1 | api-2
  listener lb tcp/443 api
  service api-svc lb regions=us-east-1,eu-west-1
  account 123456789012
  region eu-west-1
  vpc app 10.0.0.0/16
  subnet app-3 app euw1-az3 10.0.3.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web app-3 10.0.3.10 open
  endpoint ep app api-svc app-3 open
  account 210987654321
  region us-east-1
`

// PrivateLink guide, privatelink-share-your-services, "Cross-Region access".
describe('an endpoint for a service in another Region', () => {
  flows(
    acrossRegions,
    `
    web > ep/app-3 tcp/443                              | works via ep, lb
    web > ep/app-3 tcp/443 | stop api-1                 | works via ep, lb, api-2
    web > ep/app-3 tcp/443 | stop api-2                 | works via ep, lb, api-1
    web > ep/app-3 tcp/443 | untarget api api-2         | works via ep, lb, api-1
    web > ep/app-3 tcp/443 | revoke api-sg in tcp 443 10.0.0.0/16 | groups-have-no-ingress-rules at api-2
    web > ep/app-3 tcp/444                              | no-listener at lb
    web > ep/app-3 tcp/443 | reject api-svc ep          | endpoint-not-available at ep
    `,
  )
})

/** The provider has a data centre's address, a datagram service and an Application Load Balancer behind its own. */
const mixed = `
  vpc svc 10.7.0.0/16
  subnet svc-1 svc a 10.7.1.0/24
  subnet svc-2 svc b 10.7.2.0/24
  group any svc | in all 10.7.0.0/16 | out all 0.0.0.0/0
  group alb-sg svc | in tcp 80 10.7.0.0/16 | out tcp 80 10.7.0.0/16
  host api svc-1 10.7.1.10 any
  nlb lb svc-1
  targets udp-api svc udp/53 | api | check tcp/80
  listener lb udp/53 udp-api
  targets both-api svc tcp_udp/514 | api
  listener lb tcp_udp/514 both-api
  targets tls-api svc tcp/8443 | api
  listener lb tls/443 tls-api
  alb web-lb svc-1,svc-2 alb-sg
  targets web svc http/80 | api
  listener web-lb http/80 web
  targets to-alb svc tcp/80 alb | web-lb
  listener lb tcp/80 to-alb
  vpc dc 10.200.0.0/16
  subnet rack dc a 10.200.5.0/24
  group dc-sg dc | in tcp 443 10.7.1.0/24
  host old rack 10.200.5.10 dc-sg
  peer wire svc dc
  route svc-table 10.200.0.0/16 wire
  route dc-table 10.7.0.0/16 wire
  targets far svc tcp/443 ip | 10.200.5.10@all
  listener lb tcp/4430 far
  service svc-s lb
  vpc app 10.0.0.0/16
  subnet app-1 app a 10.0.1.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client app-1 10.0.1.10 open
  endpoint ep app svc-s app-1 open
`

// PrivateLink guide, interface-endpoints, on UDP; Network Load Balancer guide, load-balancer-listeners,
// application-load-balancer-target and load-balancer-target-groups.
describe('what may stand behind an endpoint service', () => {
  flows(
    mixed,
    `
    client > ep/app-1 udp/53                                     | works as lb/svc-1 via ep, lb, api
    client > ep/app-1 tcp/53                                     | no-listener at lb
    client > ep/app-1 udp/514                                    | works via ep, lb, api
    client > ep/app-1 tcp/514                                    | works via ep, lb, api
    client > ep/app-1 tcp/443                                    | works via ep, lb, api
    client > ep/app-1 udp/443                                    | no-listener at lb
    client > ep/app-1 tcp/80                                     | works via ep, lb, web-lb, api
    client > ep/app-1 tcp/80 | revoke alb-sg in tcp 80 10.7.0.0/16 | groups-have-no-ingress-rules at web-lb/svc-1
    client > ep/app-1 tcp/80 | untarget web api                  | no-target-for-requests at web-lb
    # Targets out of the VPC, such as a data centre's: by address, and they see the node.
    client > ep/app-1 tcp/4430                                   | works as lb/svc-1 via ep, lb, wire, old
    client > ep/app-1 tcp/4430 | revoke dc-sg in tcp 443 10.7.1.0/24; allow dc-sg in tcp 443 10.0.0.0/16 | no-group-rule-admits-ingress at old
    client > ep/app-1 tcp/4430 | unroute svc-table 10.200.0.0/16 | no-route at svc-table
    client > ep/app-1 tcp/4430 | unroute dc-table 10.7.0.0/16    | back no-route at dc-table
    `,
  )
})

/** The service and the endpoint have both kinds of addresses, the targets only the old one. */
const dualStack = `
  vpc svc 10.7.0.0/16 ipv6
  subnet svc-1 svc a 10.7.1.0/24 ipv6
  group lb-sg svc | in tcp 443 0.0.0.0/0 | in tcp 443 ::/0 | out all 0.0.0.0/0 | out all ::/0
  group api-sg svc | in tcp 443 10.7.1.0/24
  host api svc-1 10.7.1.10 api-sg
  nlb lb svc-1 lb-sg ipv6
  targets api-443 svc tcp/443 | api
  listener lb tcp/443 api-443
  service api-svc lb ipv6
  vpc app 10.0.0.0/16 ipv6
  subnet app-1 app a 10.0.1.0/24 ipv6
  group open app | in all 0.0.0.0/0 | in all ::/0 | out all 0.0.0.0/0 | out all ::/0
  host web app-1 10.0.1.10 open ipv6
  endpoint ep app api-svc app-1 open ipv6
`

// Network Load Balancer guide, edit-target-group-attributes: what IPv4 targets see of IPv6 clients.
describe('an endpoint with IPv6 addresses', () => {
  flows(
    dualStack,
    `
    web > ep/app-1 tcp/443                                      | works as lb/svc-1 via ep, lb, api
    web > ep/app-1.ipv6 tcp/443                                 | works as lb/svc-1 via ep, lb, api
    web > ep/app-1.ipv6 tcp/443 | revoke open in all ::/0       | no-group-rule-admits-ingress at ep/app-1
    web > ep/app-1.ipv6 tcp/443 | revoke lb-sg in tcp 443 ::/0  | no-group-rule-admits-ingress at lb
    `,
  )
})

const inspection = `
  vpc fw 10.9.0.0/16
  subnet fw-a fw a 10.9.1.0/24
  inspector gate fw-a
  vpc app 10.0.0.0/16
  subnet app-1 app a 10.0.1.0/24
  subnet door app a 10.0.2.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web app-1 10.0.1.10 open
  inspection gate-svc gate
  inspection-endpoint gwlbe gate-svc app door
`

// PrivateLink guide, gateway-load-balancer-endpoints: it is the target of routes, and of nothing else.
it('finds nobody at the own address of a Gateway Load Balancer endpoint', () => {
  const world = worldOf(inspection)
  const [endpoint] =
    world.ask('DescribeVpcEndpoints', { VpcEndpointIds: [world.id('gwlbe')] }).VpcEndpoints ?? []
  world.name('gwlbe-eni', endpoint?.NetworkInterfaceIds?.[0])
  const { dropped } = sendFlow(world, 'web > gwlbe-eni tcp/443').forward
  expect([dropped?.reason, world.nameOf(dropped?.at ?? '')]).toEqual(['endpoint-is-for-routes', 'gwlbe'])
})
