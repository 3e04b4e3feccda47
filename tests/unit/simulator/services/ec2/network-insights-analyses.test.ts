import { describe } from 'vitest'
import { analyses } from './insights-notation.ts'

const lab = `
  vpc main 10.0.0.0/16
  igw gate main
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
  group app-sg main | in tcp 8080 web-sg | out all 0.0.0.0/0
  table public main web
  route public 0.0.0.0/0 gate
  nat out web
  table private main app
  route private 0.0.0.0/0 out
  host web-1 web 10.0.1.10 web-sg public
  host web-2 web 10.0.1.11 web-sg
  host app-1 app 10.0.2.10 app-sg
`

describe('in a VPC', () => {
  analyses(
    lab,
    `
    gate > web-1:instance tcp/443 | gate, acl, web-sg, web-1, web-1:instance back web-1:instance, web-1, web-sg, acl, public, gate
    gate > web-1 tcp/22 | ENI_SG_RULES_MISMATCH ingress web-1 main web-sg
    gate > web-2 tcp/443 | IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS ingress gate web-2 main
    gate > web-1 tcp | gate, acl, web-sg, web-1 back web-1, web-sg, acl, public, gate
    web-1 > web-2 tcp/443 | web-1, web-sg, web-sg, web-2 back web-2, web-sg, web-sg, web-1
    web-1 > app-1 tcp | web-1, web-sg, acl, public, acl, app-sg, app-1 back app-1, app-sg, acl, private, acl, web-sg, web-1
    web-1 > app-1 tcp/8080 | web-1, web-sg, acl, public, acl, app-sg, app-1 back app-1, app-sg, acl, private, acl, web-sg, web-1
    web-1 > app-1 tcp/9090 | ENI_SG_RULES_MISMATCH ingress app-1 main app-sg
    web-1 > app-1 udp/8080 | ENI_SG_RULES_MISMATCH ingress app-1 main app-sg
    web-1 > app-1 tcp/8080 | revoke web-sg out all 0.0.0.0/0 | SG_HAS_NO_RULES egress web-1 main web-sg
    web-1 > app-1 tcp/8080 | revoke web-sg out all 0.0.0.0/0 ; revoke app-sg in tcp 8080 web-sg | SG_HAS_NO_RULES egress web-1 main web-sg; SG_HAS_NO_RULES ingress app-1 main app-sg
    web-1 > app-1 tcp/8080 | acl strict main app / in 100 allow tcp 8080 0.0.0.0/0 | SUBNET_ACL_RESTRICTION egress strict app main
    web-1 > app-1 tcp/8080 | acl strict main app | SUBNET_ACL_RESTRICTION ingress strict app main; SUBNET_ACL_RESTRICTION egress strict app main
    app-1 > gate tcp/443 | app-1, app-sg, acl, private, acl, out, acl, public, gate back gate, acl, out, acl, public, acl, app-sg, app-1
    app-1 > gate tcp/443 | no-nat out | BAD_STATE_ROUTE private out main
    app-1 > gate tcp/443 | unroute private 0.0.0.0/0 | NO_ROUTE_TO_DESTINATION private main gate
    web-1 > gate tcp/443 | web-1, web-sg, acl, public, gate back gate, acl, web-sg, web-1
    web-2 > gate tcp/443 | IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS egress web-2 main gate
    web-1 > 8.8.8.8 tcp/443 | web-1, web-sg, acl, public, gate back gate, acl, web-sg, web-1
    web-1 > app-1 tcp/8080 from=10.0.1.99 | FILTER_AT_SOURCE_SOURCE_ADDRESS web-1
    web-1 > app-1 tcp/8080 from=10.0.1.99 | check web-1 off | ENI_SG_RULES_MISMATCH ingress app-1 main app-sg; NO_POSSIBLE_DESTINATION main web-1
    gate > web-1 tcp/443 to=10.0.1.10 | IGW_EXPECTS_PUBLIC_ADDRESS gate
    web-1 > app-1 tcp/8080 arriving=9090 | FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE app-1
    app-1 > gate tcp/443 without=out | COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT out
    app-1 > gate tcp/443 through=out | app-1, app-sg, acl, private, acl, out, acl, public, gate back gate, acl, out, acl, public, acl, app-sg, app-1
    web-1 > gate tcp/443 through=out | COMPONENT_FILTER_RESTRICTION out
    web-1 > app-1 tcp/8080 | stop app-1 | BAD_STATE app-1 app-1 main
    web-1 > app-1 tcp/8080 | fault app-1:instance | web-1, web-sg, acl, public, acl, app-sg, app-1 back app-1, app-sg, acl, private, acl, web-sg, web-1
    web-1 > app-1 tcp/8080 | block bidirectional | web-1, web-sg, acl, public, acl, app-sg, app-1 back app-1, app-sg, acl, private, acl, web-sg, web-1
    web-1 > gate tcp/443 | block bidirectional ; wait 60 | VPC_BLOCK_PUBLIC_ACCESS_ENABLED egress main web gate
    gate > web-1 tcp/443 | block ingress ; wait 60 | VPC_BLOCK_PUBLIC_ACCESS_ENABLED ingress main web web-1 gate
    web-1 > 192.168.5.5 tcp/443 | IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS egress main gate
    web-1 > 100.64.0.5 tcp/443 | IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS egress main gate
    gate > web-1 tcp/443 from=100.64.0.5 | IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS ingress web-1 main gate
    web-1 > gate tcp/443 from=10.9.9.9 | check web-1 off | GATEWAY_REJECTS_SPOOFED_TRAFFIC egress main gate
    web-1 > app-1 tcp/8080 | reroute public 10.0.0.0/16 web-2 | ENI_SOURCE_DEST_CHECK_RESTRICTION ingress web-2 main
    web-1 > app-1 tcp/8080 | route public 10.0.2.0/24 web-2 | ENI_SOURCE_DEST_CHECK_RESTRICTION ingress web-2 main
    web-1 > app-1 tcp/8080 | route public 10.0.2.0/24 web-2 ; check web-2 off | ENI_SG_RULES_MISMATCH ingress web-2 main web-sg
    web-1 > 10.0.2.77 tcp/443 | NO_POSSIBLE_DESTINATION main
    gate > web-1 tcp/443 | table edge main gate ; route edge 10.0.1.0/24 web-2 | INGRESS_RTB_NO_PUBLIC_IP ingress web-2 main gate edge
    gate > web-1 tcp/443 from=203.0.113.9 | revoke web-sg in tcp 443 0.0.0.0/0 ; allow web-sg in tcp 443 203.0.113.0/24 | gate, acl, web-sg, web-1 back web-1, web-sg, acl, public, gate
    gate > web-1 tcp/443 | revoke web-sg in tcp 443 0.0.0.0/0 ; allow web-sg in tcp 443 203.0.113.0/24 | gate, acl, web-sg, web-1 back web-1, web-sg, acl, public, gate
    app-1 > web-1 tcp/443 to=web-1.public | IGW_NAT_REFLECTION gate
    app-1 > web-1 tcp/443 | app-1, app-sg, acl, private, acl, web-sg, web-1 back web-1, web-sg, acl, public, acl, app-sg, app-1
  `,
  )
})
