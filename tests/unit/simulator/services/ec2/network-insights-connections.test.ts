import { describe } from 'vitest'
import { analyses } from './insights-notation.ts'

// Paths over what joins VPCs with each other, with services and with sites on premises.

const open = (vpc: string) => `group open-${vpc} ${vpc} | in all 0.0.0.0/0 | out all 0.0.0.0/0`

const peered = `
  vpc a 10.1.0.0/16
  vpc b 10.2.0.0/16
  vpc c 10.3.0.0/16
  subnet in-a a a 10.1.1.0/24
  subnet in-b b a 10.2.1.0/24
  subnet in-c c a 10.3.1.0/24
  ${open('a')}
  ${open('b')}
  ${open('c')}
  host a-1 in-a 10.1.1.10 open-a
  host b-1 in-b 10.2.1.10 open-b
  host c-1 in-c 10.3.1.10 open-c
  peer a-b a b
  peer b-c b c
  route a-table 10.2.0.0/16 a-b
  route b-table 10.1.0.0/16 a-b
  route b-table 10.3.0.0/16 b-c
  route c-table 10.2.0.0/16 b-c
`

describe('over a peering connection', () => {
  analyses(
    peered,
    `
    a-1 > b-1 tcp/443 | a-1, open-a, acl, a-table, a-b, acl, open-b, b-1 back b-1, open-b, acl, b-table, a-b, acl, open-a, a-1
    a-1 > a-b tcp/443 | a-1, open-a, acl, a-table, a-b back a-b, acl, open-a, a-1
    a-b > b-1 tcp/443 | a-b, acl, open-b, b-1 back b-1, open-b, acl, b-table, a-b
    a-1 > b-1 tcp/443 | unroute a-table 10.2.0.0/16 | NO_ROUTE_TO_DESTINATION a-table a b-1
    a-1 > b-1 tcp/443 | unroute b-table 10.1.0.0/16 | NO_ROUTE_TO_DESTINATION b-table b a-1
    a-1 > c-1 tcp/443 | DISCONNECTED_VPCS c a
    a-1 > c-1 tcp/443 | route a-table 10.3.0.0/16 a-b | DISCONNECTED_VPCS c a
    a-1 > b-1 tcp/443 | no-peer a-b | DISCONNECTED_VPCS b a
    a-1 > 10.3.1.10 tcp/443 | route a-table 10.3.0.0/16 a-b | PCX_REQUIRES_ADDRESS_IN_VPC_CIDR a-b a
    a-1 > b-1 tcp/443 | acl strict b in-b | SUBNET_ACL_RESTRICTION ingress strict in-b b; SUBNET_ACL_RESTRICTION egress strict in-b b
  `,
  )
})

const hub = `
  vpc a 10.1.0.0/16
  subnet a-1 a a 10.1.1.0/24
  subnet a-2 a b 10.1.2.0/24
  vpc b 10.2.0.0/16
  subnet b-1 b a 10.2.1.0/24
  ${open('a')}
  ${open('b')}
  host from-a a-1 10.1.1.10 open-a
  host other-a a-2 10.1.2.10 open-a
  host to-b b-1 10.2.1.10 open-b
  vpc c 10.3.0.0/16
  subnet in-c c a 10.3.1.0/24
  ${open('c')}
  host c-1 in-c 10.3.1.10 open-c
  transit-gateway hub
  attach at-a hub a a-1
  attach at-b hub b b-1
  attach at-c hub c in-c
  route a-table 10.0.0.0/8 hub
  route b-table 10.0.0.0/8 hub
`

describe('over a transit gateway', () => {
  analyses(
    hub,
    `
    from-a > to-b tcp/443 | from-a, open-a, acl, a-table, acl, at-a, hub-table, at-b, open-b, to-b
    from-a > to-b udp/53 | from-a, open-a, acl, a-table, acl, at-a, hub-table, at-b, open-b, to-b
    from-a > hub tcp/443 | from-a, open-a, acl, a-table, acl, at-a, hub
    from-a > at-b tcp/443 | from-a, open-a, acl, a-table, acl, at-a, hub-table, at-b
    hub > to-b tcp/443 | hub, at-a, hub-table, at-b, open-b, to-b
    at-a > to-b tcp/443 | at-a, hub-table, at-b, open-b, to-b
    at-b > to-b tcp/443 | at-b, open-b, to-b
    from-a > to-b tcp/443 through=hub | from-a, open-a, acl, a-table, acl, at-a, hub-table, at-b, open-b, to-b
    from-a > to-b tcp/443 through=at-b | from-a, open-a, acl, a-table, acl, at-a, hub-table, at-b, open-b, to-b
    from-a > to-b tcp/443 without=hub | COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT hub
    other-a > to-b tcp/443 | TGW_ROUTE_AZ_RESTRICTION at-a a-2 a hub
    from-a > to-b tcp/443 | disassociate at-a | TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION at-a hub
    from-a > to-b tcp/443 | unpropagate at-b hub-table | TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT hub-table hub at-a to-b
    from-a > to-b tcp/443 | transit-route hub-table 10.2.0.0/16 blackhole | TGW_RTB_BAD_STATE_ROUTE hub-table hub at-a
    from-a > to-b tcp/443 | detach at-b | DISCONNECTED_VPCS b a
    from-a > to-b tcp/443 | detach at-a | DISCONNECTED_VPCS b a
    from-a > to-b tcp/443 | revoke open-b in all 0.0.0.0/0 | SG_HAS_NO_RULES ingress to-b b open-b
    from-a > c-1 tcp/443 | from-a, open-a, acl, a-table, acl, at-a, hub-table, at-c, open-c, c-1
    from-a > to-b tcp/443 | peer a-b a b ; route a-table 10.2.0.0/16 a-b ; route b-table 10.1.0.0/16 a-b | from-a, open-a, acl, a-table, a-b, acl, open-b, to-b back to-b, open-b, acl, b-table, a-b, acl, open-a, from-a
    from-a > to-b tcp/443 through=hub | peer a-b a b ; route a-table 10.2.0.0/16 a-b ; route b-table 10.1.0.0/16 a-b | MORE_SPECIFIC_ROUTE a-table a
    from-a > to-b tcp/443 through=hub | peer a-b a b ; route a-table 10.2.0.0/16 a-b ; route b-table 10.1.0.0/16 a-b ; unroute a-table 10.0.0.0/8 ; route a-table 10.9.0.0/16 hub | CANNOT_ROUTE a-table a
    from-a > to-b tcp/443 through=at-c | TGW_RTB_CANNOT_ROUTE hub-table hub at-c
    from-a > to-b tcp/443 through=at-c | transit-route hub-table 10.2.0.0/15 at-c | TGW_RTB_MORE_SPECIFIC_ROUTE hub-table hub at-c
    from-a > to-b tcp/443 through=at-c | unpropagate at-c hub-table | TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT hub-table hub at-c
  `,
  )
})

const referencing = `
  ${hub.replace('transit-gateway hub', 'transit-gateway hub references')}
  revoke open-b in all 0.0.0.0/0
  allow open-b in all open-a
`

const branch = `
  ${hub}
  customer-gateway cgw 203.0.113.10 65010
  vpn line cgw hub static
  transit-route hub-table 192.168.0.0/16 line-attachment
  route a-table 192.168.0.0/16 hub
  nat out a-1 private
  route b-table 192.168.0.0/16 hub
`

describe('over a transit gateway to on premises', () => {
  analyses(
    branch,
    `
    from-a > 192.168.1.1 tcp/443 | BAD_STATE_VPN line line
    from-a > line-attachment tcp/443 | from-a, open-a, acl, a-table, acl, at-a, hub-table, line-attachment
    from-a > 192.168.1.1 tcp/443 from=10.9.9.9 | check from-a off ; reroute a-table 192.168.0.0/16 out | NGW_REQUIRES_SOURCE_IN_VPC out a
  `,
  )
})

// Transit gateway guide, tgw-vpc-attachments, "Security group referencing".
describe('where a security group names one of another VPC', () => {
  analyses(
    referencing,
    `
    from-a > to-b tcp/443 | from-a, open-a, acl, a-table, acl, at-a, hub-table, at-b, open-b, to-b
    from-a > to-b tcp/443 | group-references at-a off ; wait 60 | SG_REFERENCING_SUPPORT ingress hub to-b b open-b
  `,
  )
})

const balanced = `
  vpc main 10.0.0.0/16
  igw gate main
  subnet web main a 10.0.1.0/24
  subnet lb-a main a 10.0.10.0/24
  subnet lb-b main b 10.0.11.0/24
  subnet app-a main a 10.0.20.0/24
  subnet app-b main b 10.0.21.0/24
  group web-sg main | out all 0.0.0.0/0
  group lb-sg main | in tcp 443 web-sg | out all 0.0.0.0/0
  group app-sg main | in tcp 8443 lb-sg | out all 0.0.0.0/0
  host client web 10.0.1.10 web-sg
  host app-1 app-a 10.0.20.10 app-sg
  host app-2 app-b 10.0.21.10 app-sg
  nlb lb lb-a lb-sg
  targets app main tcp/8443 | app-1
  targeting app preserve_client_ip.enabled false
  listener lb tcp/443 app
`

describe('through a load balancer', () => {
  analyses(
    balanced,
    `
    client > app-1 tcp through=lb | client, web-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, app, lb/lb-a, lb-sg, acl, main-table, acl, app-sg, app-1 back app-1, app-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, lb/lb-a, lb-sg, acl, main-table, acl, web-sg, client
    client > app-1 tcp/443 through=lb | client, web-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, app, lb/lb-a, lb-sg, acl, main-table, acl, app-sg, app-1 back app-1, app-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, lb/lb-a, lb-sg, acl, main-table, acl, web-sg, client
    client > app-1 tcp/443 through=lb arriving=8443 | client, web-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, app, lb/lb-a, lb-sg, acl, main-table, acl, app-sg, app-1 back app-1, app-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, lb/lb-a, lb-sg, acl, main-table, acl, web-sg, client
    client > app-1 tcp/443 through=lb arriving=9443 | FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE app-1
    client > app-1 tcp/443 to=wide/lb-b | nlb wide lb-a,lb-b lb-sg ; targets wide-app main tcp/8443 / app-1 ; targeting wide-app preserve_client_ip.enabled false ; listener wide tcp/443 wide-app ; wait 300 | ELBV2_NO_TARGETS_IN_AZ wide-app wide/lb-b main
    client > app-1 tcp/443 to=wide/lb-b | nlb wide lb-a,lb-b lb-sg ; cross-zone wide on ; targets wide-app main tcp/8443 / app-1 ; targeting wide-app preserve_client_ip.enabled false ; listener wide tcp/443 wide-app ; wait 300 | client, web-sg, acl, main-table, acl, lb-sg, wide/lb-b, wide, wide-app, wide/lb-b, lb-sg, acl, main-table, acl, app-sg, app-1 back app-1, app-sg, acl, main-table, acl, lb-sg, wide/lb-b, wide, wide/lb-b, lb-sg, acl, main-table, acl, web-sg, client
    client > app-1 tcp/443 | ENI_SG_RULES_MISMATCH ingress app-1 main app-sg
    client > app-1 tcp/80 through=lb | ENI_SG_RULES_MISMATCH ingress lb/lb-a main lb-sg; ELBV2_LISTENERS_MISMATCH lb lb/lb-a main
    client > app-1 tcp/443 through=lb | untarget app app-1 ; wait 400 | ELBV2_LISTENER_HAS_NO_TG app lb/lb-a main
    client > app-2 tcp/443 through=lb | TARGET_ADDRESS_RESTRICTION lb app-2
    client > app-1 tcp/443 through=lb | unlisten lb:443 | ELBV2_LISTENERS_MISMATCH lb lb/lb-a main
    client > app-1 tcp/443 through=lb | fault app-1:instance ; wait 60 | client, web-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, app, lb/lb-a, lb-sg, acl, main-table, acl, app-sg, app-1 back app-1, app-sg, acl, main-table, acl, lb-sg, lb/lb-a, lb, lb/lb-a, lb-sg, acl, main-table, acl, web-sg, client
    client > app-1 tcp/443 through=lb | revoke app-sg in tcp 8443 lb-sg ; allow app-sg in tcp 8443 web-sg | SG_REFERENCES_NOT_PRESERVED ingress app-1 main app-sg
    app-1 > app-1 tcp/443 through=lb | targeting app preserve_client_ip.enabled true ; allow lb-sg in tcp 443 app-sg | ELBV2_SOURCE_ADDRESS_PRESERVATION app app-1:instance lb/lb-a main
    client > app-1 tcp | allow app-sg in tcp 8443 web-sg | client, web-sg, acl, main-table, acl, app-sg, app-1 back app-1, app-sg, acl, main-table, acl, web-sg, client
  `,
  )
})

const saas = `
  account 210987654321
  vpc svc 10.0.0.0/16
  subnet svc-1 svc use1-az1 10.0.1.0/24
  group api-sg svc | in tcp 8443 10.0.1.0/24
  group lb-sg svc | in tcp 443 10.0.0.0/16 | out tcp 8443 10.0.0.0/16
  host api-1 svc-1 10.0.1.10 api-sg
  nlb lb svc-1 lb-sg
  targets api svc tcp/8443 | api-1
  listener lb tcp/443 api
  service api-svc lb
  account 123456789012
  vpc app 10.0.0.0/16
  subnet app-1 app use1-az1 10.0.1.0/24
  subnet app-2 app use1-az2 10.0.2.0/24
  group client-sg app | out tcp 443 10.0.0.0/16
  group ep-sg app | in tcp 443 client-sg
  host client app-1 10.0.1.20 client-sg
  endpoint ep app api-svc app-1 ep-sg
  endpoint sqs app sqs app-1,app-2 ep-sg
  table private app app-1
  gateway-endpoint s3 app s3 private
`

/** Both ends in one account, so that a path may go all the way. */
const ownService = `
  vpc svc 10.9.0.0/16
  subnet svc-1 svc use1-az1 10.9.1.0/24
  subnet svc-2 svc use1-az2 10.9.2.0/24
  group api-sg svc
  group lb-sg svc | in tcp 443 10.0.0.0/8 | out tcp 8443 10.0.0.0/8
  allow api-sg in tcp 8443 lb-sg
  host api-1 svc-1 10.9.1.10 api-sg
  nlb lb svc-1 lb-sg
  targets api svc tcp/8443 | api-1
  targeting api preserve_client_ip.enabled false
  listener lb tcp/443 api
  service api-svc lb
  vpc app 10.0.0.0/16
  subnet app-1 app use1-az1 10.0.1.0/24
  group client-sg app | out tcp 443 10.0.0.0/16
  group ep-sg app | in tcp 443 client-sg
  host client app-1 10.0.1.20 client-sg
  endpoint ep app api-svc app-1 ep-sg
`

describe('to endpoint services', () => {
  analyses(
    ownService,
    `
    client > api-svc tcp/443 | client, client-sg, ep-sg, ep/app-1, ep, api-svc back api-svc, ep/app-1, ep-sg, client-sg, client
    api-svc > api-1 tcp/443 | api-svc, lb, api, lb/svc-1, lb-sg, api-sg, api-1 back api-1, api-sg, lb-sg, lb/svc-1, lb, api-svc
    client > api-1 tcp/443 to=ep/app-1 | client, client-sg, ep-sg, ep/app-1, ep, api-svc, lb, api, lb/svc-1, lb-sg, api-sg, api-1 back api-1, api-sg, lb-sg, lb/svc-1, lb, api-svc, ep, ep/app-1, ep-sg, client-sg, client
    client > api-1 tcp/443 | DISCONNECTED_VPCS svc app
    client > api-1 tcp/80 to=ep/app-1 | allow client-sg out tcp 80 10.0.0.0/16 ; allow ep-sg in tcp 80 client-sg ; allow lb-sg in tcp 80 10.0.0.0/8 | ELBV2_LISTENERS_MISMATCH lb lb/svc-1 svc
    client > api-svc tcp/443 | reject api-svc ep ; balancer-subnets lb svc-2 ; accept api-svc ep ; wait 300 | VPCE_SERVICE_NOT_INSTALLED_IN_AZ api-svc ep/app-1 app ep
    client > api-svc tcp/443 | delete-endpoint ep ; wait 400 | NO_PATH api-svc
  `,
  )
})

describe('to VPC endpoints', () => {
  analyses(
    saas,
    `
    client > ep tcp/443 | client, client-sg, ep-sg, ep/app-1, ep back ep/app-1, ep-sg, client-sg, client
    client > sqs tcp/443 | client, client-sg, ep-sg, sqs/app-1, sqs back sqs/app-1, ep-sg, client-sg, client
    client > ep tcp/80 | ENI_SG_RULES_MISMATCH egress client app client-sg; ENI_SG_RULES_MISMATCH ingress ep/app-1 app ep-sg
    client > ep tcp/443 | delete-endpoint ep | BAD_STATE ep ep/app-1 app ep
    client > ep udp/443 | allow client-sg out udp 443 10.0.0.0/16 ; allow ep-sg in udp 443 client-sg | client, client-sg, ep-sg, ep/app-1, ep
    client > sqs udp/443 | allow client-sg out udp 443 10.0.0.0/16 ; allow ep-sg in udp 443 client-sg | PROTOCOL_RESTRICTION sqs sqs/app-2 app
    client > s3 tcp/443 | ENI_SG_RULES_MISMATCH egress client app client-sg
    client > s3 tcp/443 | allow client-sg out tcp 443 0.0.0.0/0 | client, client-sg, acl, private, s3 back s3, acl, client-sg, client
    client > s3 udp/443 | allow client-sg out udp 443 0.0.0.0/0 | VPCE_GATEWAY_PROTOCOL_RESTRICTION s3 app
    ep > client tcp/443 | VPCE_INTRA_VPC_TRAFFIC ep app
    s3 > client tcp/443 | VPCE_INTRA_VPC_TRAFFIC s3 app
    client > ep tcp/443 | account 210987654321 ; reject api-svc ep | BAD_STATE ep ep/app-1 app ep
  `,
  )
})

const onPremises = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  ${open('main')}
  host app-1 app 10.0.1.10 open-main
  vpn-gateway vgw main
  route main-table 192.168.0.0/16 vgw
`

describe('to on premises', () => {
  analyses(
    onPremises,
    `
    app-1 > vgw tcp/443 from=10.9.9.9 | check app-1 off | VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS egress vgw main
    vgw > 10.9.9.9 tcp/443 | VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS ingress vgw
    vgw > 10.0.1.99 tcp/443 | NO_POSSIBLE_DESTINATION main
    app-1 > vgw tcp/443 | app-1, open-main, acl, main-table, vgw back vgw, acl, open-main, app-1
    vgw > app-1 tcp/443 | vgw, acl, open-main, app-1 back app-1, open-main, acl, main-table, vgw
    vgw > app-1 tcp/443 from=192.168.7.7 | vgw, acl, open-main, app-1 back app-1, open-main, acl, main-table, vgw
    app-1 > vgw tcp/443 | unroute main-table 192.168.0.0/16 | NO_ROUTE_TO_DESTINATION main-table main vgw
    vgw > app-1 tcp/443 | unroute main-table 192.168.0.0/16 | NO_ROUTE_TO_DESTINATION main-table main vgw
    app-1 > vgw tcp/443 | detach-vpn-gateway vgw main ; wait 60 | UNASSOCIATED_COMPONENT vgw
    app-1 > 192.168.3.4 tcp/443 | app-1, open-main, acl, main-table, vgw back vgw, acl, open-main, app-1
    vgw > app-1 tcp/443 | revoke open-main in all 0.0.0.0/0 | SG_HAS_NO_RULES ingress app-1 main open-main
  `,
  )
})

const inspected = `
  account 210987654321
  vpc security 10.63.0.0/16
  subnet fw-a security a 10.63.1.0/24
  subnet lb-a security a 10.63.11.0/24
  group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
  host fw-1 fw-a 10.63.1.10 fw-group
  inspector fw-lb lb-a
  inspect-with fw-lb fw-1
  inspection svc fw-lb
  account 123456789012
  vpc main 10.62.0.0/16
  subnet app main a 10.62.1.0/24
  subnet gate main a 10.62.9.0/24
  group web-group main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 app 10.62.1.10 web-group public
  igw igw main
  inspection-endpoint gwlbe svc main gate
  table edge-table main igw
  route edge-table 10.62.1.0/24 gwlbe
  table app-table main app
  route app-table 0.0.0.0/0 gwlbe
  table gate-table main gate
  route gate-table 0.0.0.0/0 igw
`

describe('through a Gateway Load Balancer endpoint', () => {
  analyses(
    inspected,
    `
    igw > web-1 tcp/443 | igw, edge-table, acl, gwlbe, acl, gate-table, acl, web-group, web-1 back web-1, web-group, acl, app-table, acl, gwlbe, acl, gate-table, igw
    web-1 > igw tcp/443 | web-1, web-group, acl, app-table, acl, gwlbe, acl, gate-table, igw back igw, edge-table, acl, gwlbe, acl, gate-table, acl, web-group, web-1
    web-1 > gwlbe tcp/443 | web-1, web-group, acl, app-table, acl, gwlbe
    web-1 > igw tcp/443 | reroute app-table 0.0.0.0/0 igw | INGRESS_RTB_TRAFFIC_REDIRECTION egress gwlbe main igw edge-table
    igw > web-1 tcp/443 | fault fw-1:instance ; wait 100 | igw, edge-table, acl, gwlbe, acl, gate-table, acl, web-group, web-1 back web-1, web-group, acl, app-table, acl, gwlbe, acl, gate-table, igw
  `,
  )
})
