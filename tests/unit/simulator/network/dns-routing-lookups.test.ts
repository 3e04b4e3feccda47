import { describe } from 'vitest'
import { lookups } from './notation/lookups.ts'

// Route 53 guide, routing-policy: which of several record sets of one name answers.

const policies = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  igw gate main
  route main-table 0.0.0.0/0 gate
  group open-sg main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 web 10.0.1.10 open-sg public
  host app-1 app 10.0.2.10 open-sg public
  nlb front web,app open-sg public
  targets pool main tcp/443 | web-1 | app-1
  listener front tcp/443 pool
  names-of front
  region eu-west-1
  vpc euro 10.9.0.0/16
  vpc-dns euro hostnames on
  region us-east-1
  zone shop shop.example public
  health-check to-web web-1:443
  health-check to-app app-1:443
`

// Route 53 guide, dns-failover-types, dns-failover-complex-configs and dns-failover-determining-health-of-endpoints.
describe('failover, by health checks', () => {
  lookups(
    `
    ${policies}
    record shop www.shop.example A 203.0.113.1 set=one failover=PRIMARY check=to-web
    record shop www.shop.example A 203.0.113.2 set=two failover=SECONDARY check=to-app
    alias shop lb.shop.example A {front} set=one failover=PRIMARY healthy
    record shop lb.shop.example A 203.0.113.2 set=two failover=SECONDARY
    `,
    `
    internet ? www.shop.example                                       | 203.0.113.1
    main ? www.shop.example                                           | 203.0.113.1
    internet ? www.shop.example | stop web-1                          | 203.0.113.2
    internet ? www.shop.example | revoke open-sg in tcp 443 0.0.0.0/0 | 203.0.113.1
    internet ? www.shop.example | acl closed main web / out 100 allow all 0.0.0.0/0 | 203.0.113.2
    internet ? www.shop.example | stop web-1; stop app-1              | 203.0.113.1
    internet ? www.shop.example | health-check not-web web-1:443 inverted; record shop www.shop.example A 203.0.113.1 set=one failover=PRIMARY check=not-web | 203.0.113.2
    internet ? by-name.shop.example | record shop probe.shop.example A {public_web-1}; health-check by-name probe.shop.example:443; record shop by-name.shop.example A 203.0.113.1 set=one failover=PRIMARY check=by-name; record shop by-name.shop.example A 203.0.113.2 set=two failover=SECONDARY | 203.0.113.1
    internet ? by-name.shop.example | record shop probe.shop.example A {public_web-1}; health-check by-name probe.shop.example:80; record shop by-name.shop.example A 203.0.113.1 set=one failover=PRIMARY check=by-name; record shop by-name.shop.example A 203.0.113.2 set=two failover=SECONDARY | 203.0.113.2
    internet ? lb.shop.example                                        | front/web.public, front/app.public
    internet ? lb.shop.example | stop web-1                           | front/app.public
    internet ? lb.shop.example | stop web-1; stop app-1               | 203.0.113.2
    `,
  )
})

describe('weighted, latency, geolocation, multivalue, IP-based', () => {
  lookups(
    `
    ${policies}
    networks lists offices 198.51.100.0/24
    record shop w.shop.example A 203.0.113.1 set=one weight=1
    record shop w.shop.example A 203.0.113.2 set=two weight=0
    record shop l.shop.example A 203.0.113.1 set=us region=us-east-1
    record shop l.shop.example A 203.0.113.2 set=eu region=eu-west-1
    record shop g.shop.example A 203.0.113.1 set=de country=DE
    record shop g.shop.example A 203.0.113.2 set=eu continent=EU
    record shop g.shop.example A 203.0.113.3 set=rest country=*
    record shop n.shop.example A 203.0.113.1 set=de country=DE
    record shop m.shop.example A 203.0.113.1 set=one multi check=to-web
    record shop m.shop.example A 203.0.113.2 set=two multi check=to-app
    record shop i.shop.example A 203.0.113.1 set=office network=lists/offices
    record shop i.shop.example A 203.0.113.2 set=rest network=lists/*
    `,
    `
    internet ? w.shop.example                                         | 203.0.113.1
    internet ? w.shop.example | record shop w.shop.example A 203.0.113.1 set=one weight=0; record shop w.shop.example A 203.0.113.2 set=two weight=9 | 203.0.113.2
    internet@us-east-1 ? l.shop.example                               | 203.0.113.1
    internet@eu-west-1 ? l.shop.example                               | 203.0.113.2
    internet@eu-central-1 ? l.shop.example                            | 203.0.113.2
    main ? l.shop.example                                             | 203.0.113.1
    euro ? l.shop.example                                             | 203.0.113.2
    internet@eu-central-1 ? g.shop.example                            | 203.0.113.1
    internet@eu-west-1 ? g.shop.example                               | 203.0.113.2
    internet@ap-northeast-1 ? g.shop.example                          | 203.0.113.3
    internet@us-east-1 ? n.shop.example                               | NODATA because zone-lacks-type
    internet@eu-central-1 ? n.shop.example                            | 203.0.113.1
    internet ? m.shop.example                                         | 203.0.113.1, 203.0.113.2
    internet ? m.shop.example | stop web-1                            | 203.0.113.2
    internet ? m.shop.example | stop web-1; stop app-1                | 203.0.113.1, 203.0.113.2
    internet ? i.shop.example                                         | 203.0.113.2
    internet@198.51.100.9 ? i.shop.example                            | 203.0.113.1
    `,
  )
})

// Route 53 guide, resource-record-sets-choosing-alias-non-alias.
describe('aliases', () => {
  lookups(
    policies,
    `
    internet ? shop.example | alias shop shop.example A {front}       | front/web.public, front/app.public because load-balancer-name, zone-answers
    internet ? shop.example AAAA | alias shop shop.example A {front}  | NODATA
    internet ? a.shop.example | record shop b.shop.example A 203.0.113.5; alias shop a.shop.example A b.shop.example | 203.0.113.5
    internet ? a.shop.example | record shop b.shop.example CNAME example.com; alias shop a.shop.example CNAME b.shop.example | example.com > 192.0.2.10
    internet ? *.shop.example | record shop *.shop.example A 203.0.113.6 | 203.0.113.6
    internet ? x.y.shop.example | record shop *.shop.example A 203.0.113.6 | 203.0.113.6
    internet ? x.y.shop.example | record shop *.shop.example A 203.0.113.6; record shop y.shop.example A 203.0.113.7 | NXDOMAIN
    `,
  )
})
