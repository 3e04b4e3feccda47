import { describe } from 'vitest'
import { inspected } from './notation/inspected-world.ts'
import { flowLogs } from './notation/logs.ts'

// What is seen, and what is not, beyond plain instances.

const ends =
  'instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr flow-direction traffic-path log-status'

const privateLink = `
  vpc provider 10.9.0.0/16
  subnet lb-a provider a 10.9.1.0/24
  group any-p provider | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host api-1 lb-a 10.9.1.20 any-p
  nlb front lb-a any-p
  targets apis provider tcp/8080
  target apis api-1
  serve api-1 tcp/8080
  listener front tcp/443 apis
  service api-svc front
  vpc consumer 10.0.0.0/16
  subnet app consumer a 10.0.1.0/24
  group any-c consumer | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group none-c consumer | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 any-c
  endpoint ep consumer api-svc app any-c
  endpoint closed consumer api-svc app none-c
  wait 300
  gateway-endpoint s3-gw consumer s3 consumer-table
`

describe('PrivateLink (PrivateLink guide; VPC user guide, flow-logs-limitations)', () => {
  flowLogs(privateLink, {
    'the consumer sees its instance and the endpoint’s interface': {
      does: `
        flow-log seen consumer ALL 600 | ${ends}
        send app-1 > ep/app tcp/443 | 100 200
      `,
      tells: `
        - ep/app 10.0.1.10 @ep/app 10.0.1.10 @ep/app ingress - OK
        - ep/app @ep/app 10.0.1.10 @ep/app 10.0.1.10 egress 1 OK
        app-1:instance app-1 10.0.1.10 @ep/app 10.0.1.10 @ep/app egress 1 OK
        app-1:instance app-1 @ep/app 10.0.1.10 @ep/app 10.0.1.10 ingress - OK
      `,
    },
    'the provider sees the load balancer and its target, and nothing between endpoint and load balancer': {
      does: `
        flow-log seen provider ALL 600 | ${ends}
        send app-1 > ep/app tcp/443 | 100 200
      `,
      tells: `
        - front/lb-a 10.9.1.20 @front/lb-a 10.9.1.20 @front/lb-a ingress - OK
        - front/lb-a @front/lb-a 10.9.1.20 @front/lb-a 10.9.1.20 egress 1 OK
        api-1:instance api-1 10.9.1.20 @front/lb-a 10.9.1.20 @front/lb-a egress 1 OK
        api-1:instance api-1 @front/lb-a 10.9.1.20 @front/lb-a 10.9.1.20 ingress - OK
      `,
    },
    'the endpoint’s security group refuses': {
      does: `
        flow-log seen consumer ALL 600 | interface-id srcaddr dstaddr action log-status
        send app-1 > closed/app tcp/443
      `,
      tells: `
        app-1 10.0.1.10 @closed/app ACCEPT OK
        closed/app 10.0.1.10 @closed/app REJECT OK
      `,
    },
    'a gateway endpoint has no interface: the instance’s alone sees the traffic': {
      does: `
        flow-log seen consumer ALL 600 | ${ends}
        send app-1 > 52.216.0.10 tcp/443
      `,
      tells: `
        app-1:instance app-1 10.0.1.10 52.216.0.10 10.0.1.10 52.216.0.10 egress 7 OK
        app-1:instance app-1 52.216.0.10 10.0.1.10 52.216.0.10 10.0.1.10 ingress - OK
      `,
    },
    'the resolver at the base plus two is not logged': {
      does: `
        flow-log seen consumer ALL 600 | ${ends}
        send app-1 > 10.0.0.2 udp/53
        send app-1 > 169.254.169.254 tcp/80
        send app-1 > 169.254.169.123 udp/123
        send app-1 > ep/app tcp/443
      `,
      tells: `
        - ep/app 10.0.1.10 @ep/app 10.0.1.10 @ep/app ingress - OK
        - ep/app @ep/app 10.0.1.10 @ep/app 10.0.1.10 egress 1 OK
        app-1:instance app-1 10.0.1.10 @ep/app 10.0.1.10 @ep/app egress 1 OK
        app-1:instance app-1 @ep/app 10.0.1.10 @ep/app 10.0.1.10 ingress - OK
      `,
    },
  })
})

const hub = `
  vpc vpc-a 10.20.0.0/16
  subnet app-a vpc-a a 10.20.33.0/24
  subnet link-a vpc-a a 10.20.255.0/28
  vpc vpc-b 10.40.0.0/16
  subnet app-b vpc-b a 10.40.2.0/24
  subnet link-b vpc-b a 10.40.1.0/24
  group any-a vpc-a | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group any-b vpc-b | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client app-a 10.20.33.164 any-a
  host server app-b 10.40.2.236 any-b
  transit-gateway hub
  attach to-a hub vpc-a link-a
  attach to-b hub vpc-b link-b
  route vpc-a-table 10.40.0.0/16 hub
  route vpc-b-table 10.20.0.0/16 hub
`

describe('a transit gateway (flow-logs-records-examples, "Traffic through a transit gateway")', () => {
  flowLogs(hub, {
    'the VPC of the server: its attachment’s interface puts its own address in place of what passes': {
      does: `
        flow-log seen vpc-b ALL 600 | instance-id interface-type srcaddr dstaddr srcport dstport tcp-flags pkt-srcaddr pkt-dstaddr log-status
        send client > server tcp/39812-80 | 10 10
      `,
      tells: `
        - transit_gateway 10.40.2.236 @eni-in-link-b 80 39812 19 10.40.2.236 10.20.33.164 OK
        - transit_gateway @eni-in-link-b 10.40.2.236 39812 80 3 10.20.33.164 10.40.2.236 OK
        server:instance - 10.20.33.164 10.40.2.236 39812 80 3 10.20.33.164 10.40.2.236 OK
        server:instance - 10.40.2.236 10.20.33.164 80 39812 19 10.40.2.236 10.20.33.164 OK
      `,
    },
    'the VPC of the client': {
      does: `
        flow-log seen vpc-a ALL 600 | instance-id interface-type srcaddr dstaddr pkt-srcaddr pkt-dstaddr traffic-path log-status
        send client > server tcp/39812-80 | 10 10
      `,
      tells: `
        - transit_gateway 10.20.33.164 @eni-in-link-a 10.20.33.164 10.40.2.236 - OK
        - transit_gateway @eni-in-link-a 10.20.33.164 10.40.2.236 10.20.33.164 1 OK
        client:instance - 10.20.33.164 10.40.2.236 10.20.33.164 10.40.2.236 1 OK
        client:instance - 10.40.2.236 10.20.33.164 10.40.2.236 10.20.33.164 - OK
      `,
    },
  })
})

describe('flow logs of a transit gateway (transit gateway guide, tgw-flow-logs)', () => {
  flowLogs(hub, {
    'all fields': {
      does: `
        transit-log seen hub
        send client > server tcp/39812-80 | 10 10
      `,
      tells: `
        6 TransitGateway 123456789012 hub to-a 123456789012 123456789012 vpc-a vpc-b link-a link-b eni-in-link-a eni-in-link-b use1-az2 use1-az2 to-b 10.20.33.164 10.40.2.236 39812 80 6 5 278 +1 +1 OK IPv4 0 0 0 0 3 us-east-1 ingress - -
        6 TransitGateway 123456789012 hub to-a 123456789012 123456789012 vpc-b vpc-a link-b link-a eni-in-link-b eni-in-link-a use1-az2 use1-az2 to-b 10.40.2.236 10.20.33.164 80 39812 6 4 226 +1 +1 OK IPv4 0 0 0 0 19 us-east-1 egress - -
        6 TransitGateway 123456789012 hub to-b 123456789012 123456789012 vpc-a vpc-b link-a link-b eni-in-link-a eni-in-link-b use1-az2 use1-az2 to-a 10.20.33.164 10.40.2.236 39812 80 6 5 278 +1 +1 OK IPv4 0 0 0 0 3 us-east-1 egress - -
        6 TransitGateway 123456789012 hub to-b 123456789012 123456789012 vpc-b vpc-a link-b link-a eni-in-link-b eni-in-link-a use1-az2 use1-az2 to-a 10.40.2.236 10.20.33.164 80 39812 6 4 226 +1 +1 OK IPv4 0 0 0 0 19 us-east-1 ingress - -
      `,
    },
    'of one attachment': {
      does: `
        transit-log seen to-b | tgw-attachment-id tgw-pair-attachment-id srcaddr dstaddr packets bytes flow-direction log-status
        send client > server tcp/39812-80 | 10 10
      `,
      tells: `
        to-b to-a 10.20.33.164 10.40.2.236 5 278 egress OK
        to-b to-a 10.40.2.236 10.20.33.164 4 226 ingress OK
      `,
    },
    'without a route': {
      does: `
        transit-log seen hub | tgw-attachment-id tgw-pair-attachment-id packets packets-lost-no-route packets-lost-blackhole log-status
        detach to-b
        send client > server tcp/39812-80 | 10 10
      `,
      tells: `
        to-a - 1 1 0 OK
      `,
    },
  })
})

describe('traffic paths (flow-log-records, traffic-path)', () => {
  flowLogs(
    `
    vpc one 10.1.0.0/16
    vpc two 10.2.0.0/16
    igw door one
    subnet in-one one a 10.1.1.0/24
    subnet in-two two a 10.2.1.0/24
    group g-one one | in all 0.0.0.0/0 | out all 0.0.0.0/0
    group g-two two | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host h-one in-one 10.1.1.5 g-one public
    host n-one in-one 10.1.1.6 g-one
    host h-two in-two 10.2.1.5 g-two
    peer link one two
    route one-table 10.2.0.0/16 link
    route two-table 10.1.0.0/16 link
    route one-table 0.0.0.0/0 door
    `,
    {
      'inside the VPC, by a peering, and to the internet': {
        does: `
          flow-log seen h-one ALL 600 | dstaddr flow-direction traffic-path log-status
          send h-one > n-one tcp/80
          send h-one > h-two tcp/80
          send h-one > 198.51.100.9 tcp/80
        `,
        tells: `
        10.1.1.5 ingress - OK
        10.1.1.5 ingress - OK
        10.1.1.5 ingress - OK
        10.1.1.6 egress 1 OK
        10.2.1.5 egress 4 OK
        198.51.100.9 egress 8 OK
      `,
      },
    },
  )
})

describe('inspection (Gateway Load Balancer guide, gateway-load-balancers)', () => {
  flowLogs(inspected, {
    'the endpoint’s interface sees what comes in and goes out': {
      does: `
        flow-log seen main ALL 600 | interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr bytes flow-direction log-status
        send web-1 > 198.51.100.7 tcp/443 | 100 0
      `,
      tells: `
        eni-in-gate 10.62.1.10 @eni-in-gate 10.62.1.10 198.51.100.7 316 ingress OK
        eni-in-gate 198.51.100.7 @eni-in-gate 198.51.100.7 10.62.1.10 164 ingress OK
        eni-in-gate @eni-in-gate 10.62.1.10 198.51.100.7 10.62.1.10 164 egress OK
        eni-in-gate @eni-in-gate 198.51.100.7 10.62.1.10 198.51.100.7 316 egress OK
        web-1 10.62.1.10 198.51.100.7 10.62.1.10 198.51.100.7 316 egress OK
        web-1 198.51.100.7 10.62.1.10 198.51.100.7 10.62.1.10 164 ingress OK
      `,
    },
    'the appliance sees GENEVE, with 68 bytes more for each packet': {
      does: `
        flow-log seen fw-1 ALL 600 | interface-id srcaddr dstaddr dstport protocol packets bytes flow-direction log-status
        send web-1 > 198.51.100.7 tcp/443 | 100 0
      `,
      tells: `
        fw-1 10.63.1.10 @fw-lb/lb-a 6081 17 3 368 egress OK
        fw-1 10.63.1.10 @fw-lb/lb-a 6081 17 4 588 egress OK
        fw-1 @fw-lb/lb-a 10.63.1.10 6081 17 3 368 ingress OK
        fw-1 @fw-lb/lb-a 10.63.1.10 6081 17 4 588 ingress OK
      `,
    },
  })
})
