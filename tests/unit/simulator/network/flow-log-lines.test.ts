import { describe } from 'vitest'
import { flowLogs } from './notation/logs.ts'

// Pages are those of the VPC user guide.

const twoTiers = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | out tcp 443 10.0.2.0/24 | out icmp 8.-1 0.0.0.0/0 | in icmp 8.-1 0.0.0.0/0
  group app-sg main | in tcp 443 web-sg
  host web-1 web 10.0.1.10 web-sg
  host app-1 app 10.0.2.10 app-sg
  acl open main web app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
`

describe('the default format (flow-log-records)', () => {
  flowLogs(twoTiers, {
    'a connection has a record each way at each interface': {
      does: `
        flow-log seen main
        send web-1 > app-1 tcp/443 | 100 2000
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 5 368 +1 +1 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 40000 6 5 2268 +1 +1 ACCEPT OK
        2 123456789012 web-1 10.0.1.10 10.0.2.10 40000 443 6 5 368 +1 +1 ACCEPT OK
        2 123456789012 web-1 10.0.2.10 10.0.1.10 443 40000 6 5 2268 +1 +1 ACCEPT OK
      `,
    },
    'of one subnet, its own interfaces alone': {
      does: `
        flow-log seen web
        send web-1 > app-1 tcp/443 | 100 2000
      `,
      tells: `
        2 123456789012 web-1 10.0.1.10 10.0.2.10 40000 443 6 5 368 +1 +1 ACCEPT OK
        2 123456789012 web-1 10.0.2.10 10.0.1.10 443 40000 6 5 2268 +1 +1 ACCEPT OK
      `,
    },
    'of one interface': {
      does: `
        flow-log seen app-1
        send web-1 > app-1 tcp/443 | 100 2000
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 5 368 +1 +1 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 40000 6 5 2268 +1 +1 ACCEPT OK
      `,
    },
    'two connections of the same ends in one interval are one record': {
      does: `
        flow-log seen app-1
        send web-1 > app-1 tcp/443 | 100 2000
        wait 20
        send web-1 > app-1 tcp/443 | 100 2000
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 10 736 +1 +21 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 40000 6 10 4536 +1 +21 ACCEPT OK
      `,
    },
    'from another port it is another flow': {
      does: `
        flow-log seen app-1
        send web-1 > app-1 tcp/443 | 100 2000
        send web-1 > app-1 tcp/50000-443 | 100 2000
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 5 368 +1 +1 ACCEPT OK
        2 123456789012 app-1 10.0.1.10 10.0.2.10 50000 443 6 5 368 +1 +1 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 40000 6 5 2268 +1 +1 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 50000 6 5 2268 +1 +1 ACCEPT OK
      `,
    },
    'what began before the flow log is told from then on': {
      does: `
        wait 30
        flow-log seen app-1
        send web-1 > app-1 tcp/443 | 10000 10000 | 20 closed
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 14 10736 +31 +51 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 40000 6 13 10684 +31 +51 ACCEPT OK
      `,
    },
  })
})

describe('accepted and rejected traffic (flow-logs-records-examples)', () => {
  flowLogs(twoTiers, {
    'a security group refuses what goes out': {
      does: `
        flow-log seen main
        send web-1 > app-1 tcp/444
      `,
      tells: `
        2 123456789012 web-1 10.0.1.10 10.0.2.10 40000 444 6 1 60 +1 +1 REJECT OK
      `,
    },
    'a security group refuses what comes in': {
      does: `
        flow-log seen main
        allow web-sg out tcp 444 0.0.0.0/0
        send web-1 > app-1 tcp/444 | 0 0 | 4 unanswered
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 444 6 3 180 +1 +5 REJECT OK
        2 123456789012 web-1 10.0.1.10 10.0.2.10 40000 444 6 3 180 +1 +5 ACCEPT OK
      `,
    },
    'a network ACL refuses what comes in': {
      does: `
        flow-log seen main
        entry open in 90 deny tcp 443 10.0.1.0/24
        send web-1 > app-1 tcp/443
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 1 60 +1 +1 REJECT OK
        2 123456789012 web-1 10.0.1.10 10.0.2.10 40000 443 6 1 60 +1 +1 ACCEPT OK
      `,
    },
    'a network ACL refuses the answer, which the security group lets pass': {
      does: `
        flow-log seen main
        entry open out 90 deny tcp 1024-65535 10.0.1.0/24
        send web-1 > app-1 tcp/443
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 1 60 +1 +1 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 40000 6 1 60 +1 +1 REJECT OK
        2 123456789012 web-1 10.0.1.10 10.0.2.10 40000 443 6 1 60 +1 +1 ACCEPT OK
      `,
    },
    'a network ACL refuses the answer to a ping': {
      does: `
        flow-log seen web-1
        entry open out 90 deny icmp 0.-1 10.0.2.0/24
        allow app-sg out icmp 8.-1 0.0.0.0/0
        send app-1 > web-1 ping
      `,
      tells: `
        2 123456789012 web-1 10.0.1.10 10.0.2.10 0 0 1 1 84 +1 +1 REJECT OK
        2 123456789012 web-1 10.0.2.10 10.0.1.10 0 0 1 1 84 +1 +1 ACCEPT OK
      `,
    },
    'only what was accepted': {
      does: `
        flow-log seen app-1 ACCEPT
        send web-1 > app-1 tcp/443
        allow web-sg out tcp 444 0.0.0.0/0
        send web-1 > app-1 tcp/444
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 443 6 3 164 +1 +1 ACCEPT OK
        2 123456789012 app-1 10.0.2.10 10.0.1.10 443 40000 6 2 112 +1 +1 ACCEPT OK
      `,
    },
    'only what was rejected': {
      does: `
        flow-log seen app-1 REJECT
        send web-1 > app-1 tcp/443
        allow web-sg out tcp 444 0.0.0.0/0
        send web-1 > app-1 tcp/444
      `,
      tells: `
        2 123456789012 app-1 10.0.1.10 10.0.2.10 40000 444 6 1 60 +1 +1 REJECT OK
      `,
    },
    'nobody has the address: accepted where it was sent': {
      does: `
        flow-log seen main
        send web-1 > 10.0.2.99 tcp/443
      `,
      tells: `
        2 123456789012 web-1 10.0.1.10 10.0.2.99 40000 443 6 1 60 +1 +1 ACCEPT OK
      `,
    },
  })
})

describe('TCP flags (flow-log-records, tcp-flags)', () => {
  const flags = '| srcaddr dstaddr packets start end tcp-flags log-status'
  flowLogs(twoTiers, {
    'begun and ended in one interval: SYN and FIN, SYN-ACK and FIN': {
      does: `
        flow-log seen app-1 ALL 60 ${flags}
        send web-1 > app-1 tcp/443 | 100 100 | 10 closed
      `,
      tells: `
        10.0.1.10 10.0.2.10 5 +1 +11 3 OK
        10.0.2.10 10.0.1.10 4 +1 +11 19 OK
      `,
    },
    'over three intervals: the first has SYN, the last FIN': {
      does: `
        flow-log seen app-1 ALL 60 ${flags}
        send web-1 > app-1 tcp/443 | 100000 100000 | 130 closed
      `,
      tells: `
        10.0.1.10 10.0.2.10 10 +120 +131 1 OK
        10.0.1.10 10.0.2.10 49 +1 +59 2 OK
        10.0.1.10 10.0.2.10 49 +60 +119 0 OK
        10.0.2.10 10.0.1.10 10 +120 +131 1 OK
        10.0.2.10 10.0.1.10 48 +1 +59 18 OK
        10.0.2.10 10.0.1.10 49 +60 +119 0 OK
      `,
    },
    'still open: SYN alone': {
      does: `
        flow-log seen app-1 ALL 60 ${flags}
        send web-1 > app-1 tcp/443 | 100 100 | 10 open
      `,
      tells: `
        10.0.1.10 10.0.2.10 4 +1 +11 2 OK
        10.0.2.10 10.0.1.10 3 +1 +11 18 OK
      `,
    },
    'nothing listens: RST': {
      does: `
        flow-log seen app-1 ALL 60 ${flags}
        send web-1 > app-1 tcp/443 | 0 0 | 0 refused
      `,
      tells: `
        10.0.1.10 10.0.2.10 1 +1 +1 2 OK
        10.0.2.10 10.0.1.10 1 +1 +1 4 OK
      `,
    },
    'broken off: SYN-ACK and RST': {
      does: `
        flow-log seen app-1 ALL 60 ${flags}
        send web-1 > app-1 tcp/443 | 100 100 | 0 reset
      `,
      tells: `
        10.0.1.10 10.0.2.10 4 +1 +1 2 OK
        10.0.2.10 10.0.1.10 4 +1 +1 22 OK
      `,
    },
    'never answered: SYN after SYN': {
      does: `
        flow-log seen main ALL 60 ${flags}
        send web-1 > 10.0.2.99 tcp/443 | 0 0 | 20 unanswered
      `,
      tells: `
        10.0.1.10 10.0.2.99 5 +1 +21 2 OK
      `,
    },
    'of ICMP there are none': {
      does: `
        flow-log seen web-1 ALL 60 ${flags}
        allow app-sg out icmp 8.-1 0.0.0.0/0
        send app-1 > web-1 ping
      `,
      tells: `
        10.0.1.10 10.0.2.10 1 +1 +1 0 OK
        10.0.2.10 10.0.1.10 1 +1 +1 0 OK
      `,
    },
  })
})

const withGateways = `
  vpc main 10.0.0.0/16
  igw door main
  subnet public main a 10.0.0.0/24
  subnet private main a 10.0.1.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  nat out public
  table public-table main public
  route public-table 0.0.0.0/0 door
  table private-table main private
  route private-table 0.0.0.0/0 out
  host inside private 10.0.1.5 any
  host outside public 10.0.0.9 any public
`

describe('a NAT gateway (flow-logs-records-examples, "Traffic through a NAT gateway")', () => {
  const ends = '| instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr log-status'
  flowLogs(withGateways, {
    'the instance and the gateway’s interface': {
      does: `
        flow-log seen main ALL 600 ${ends}
        send inside > 203.0.113.5 tcp/443 | 10 10
      `,
      tells: `
        - out-eni 10.0.1.5 @out-eni 10.0.1.5 203.0.113.5 OK
        - out-eni 203.0.113.5 @out-eni 203.0.113.5 @out-eni OK
        - out-eni @out-eni 10.0.1.5 203.0.113.5 10.0.1.5 OK
        - out-eni @out-eni 203.0.113.5 @out-eni 203.0.113.5 OK
        inside:instance inside 10.0.1.5 203.0.113.5 10.0.1.5 203.0.113.5 OK
        inside:instance inside 203.0.113.5 10.0.1.5 203.0.113.5 10.0.1.5 OK
      `,
    },
  })
})

describe('further fields (flow-log-records)', () => {
  flowLogs(withGateways, {
    'version 3': {
      does: `
        flow-log seen inside ALL 600 | version vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr log-status
        send inside > 203.0.113.5 tcp/443
      `,
      tells: `
        3 main private inside:instance 19 IPv4 203.0.113.5 10.0.1.5 OK
        3 main private inside:instance 3 IPv4 10.0.1.5 203.0.113.5 OK
      `,
    },
    'version 4': {
      does: `
        flow-log seen inside ALL 600 | version region az-id sublocation-type sublocation-id log-status
        send inside > 203.0.113.5 tcp/443
      `,
      tells: `
        4 us-east-1 use1-az2 - - OK
        4 us-east-1 use1-az2 - - OK
      `,
    },
    'version 5: services of AWS by their public addresses': {
      does: `
        flow-log seen outside ALL 600 | version pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path log-status
        send outside > 52.216.0.10 tcp/443
      `,
      tells: `
        5 - S3 egress 8 OK
        5 S3 - ingress - OK
      `,
    },
    'version 8: Block Public Access': {
      does: `
        flow-log seen main ALL 600 | version interface-id flow-direction action reject-reason log-status
        block bidirectional
        send outside > 203.0.113.5 tcp/443
      `,
      tells: `
        8 outside egress REJECT BPA OK
      `,
    },
    'Block Public Access, from outside': {
      does: `
        flow-log seen main ALL 600 | version interface-id flow-direction action reject-reason log-status
        block ingress
        send internet > outside.public tcp/443
      `,
      tells: `
        8 outside ingress REJECT BPA OK
      `,
    },
    'version 11: the next hop': {
      does: `
        flow-log seen main ALL 600 | version interface-id interface-type flow-direction next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type log-status
        send inside > 203.0.113.5 tcp/443
      `,
      tells: `
        11 inside - egress out-eni public use1-az2 main nat_gateway OK
        11 inside - ingress - - - - - OK
        11 out-eni nat_gateway egress - - - - - OK
        11 out-eni nat_gateway egress inside private use1-az2 main - OK
        11 out-eni nat_gateway ingress - - - - - OK
        11 out-eni nat_gateway ingress - - - - - OK
      `,
    },
    'ECS, tags and encryption stay empty': {
      does: `
        flow-log seen inside ALL 600 | version ecs-cluster-arn resource-id encryption-status instance-tag asg-tag log-status
        send inside > 203.0.113.5 tcp/443
      `,
      tells: `
        11 - - - - - OK
        11 - - - - - OK
      `,
    },
  })
})
