import { describe } from 'vitest'
import { lookups } from './notation/lookups.ts'

// Queries that go on to other servers, as packets: each server must be reached, and its answer must come back.

const hub = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group open-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group dns-sg main | in udp 53 10.0.0.0/8 | in tcp 53 10.0.0.0/8 | out udp 53 0.0.0.0/0
  group out-sg main | out udp 53 0.0.0.0/0 | out tcp 53 0.0.0.0/0
  host web-1 web 10.0.1.10 open-sg
  host ns-1 app 10.0.2.53 dns-sg
  host ns-2 web 10.0.1.53 dns-sg
  dns-server ns-1 | zone corp.example | record www.corp.example A 192.168.1.80 | record deep.aws.corp.example A 192.168.1.81 | record alias.corp.example CNAME www.corp.example | record out.corp.example CNAME www.inside.example | no-recursion
  zone inside inside.example private main
  record inside www.inside.example A 10.0.1.10
  resolver-endpoint ask-out outbound web,app out-sg
  resolver-rule to-corp forward corp.example ask-out 10.0.2.53 | main
`

// Route 53 guide, resolver-forwarding-outbound-queries and resolver-rules-managing.
describe('forwarding rules', () => {
  lookups(
    hub,
    `
    web-1 ? www.corp.example                                          | 192.168.1.80 because forwarding-rule, server-answers, site-zone
    web-1 ? corp.example MX                                           | NODATA because forwarding-rule, site-zone, zone-lacks-type
    web-1 ? none.corp.example                                         | NXDOMAIN because forwarding-rule, site-zone, zone-lacks-name
    web-1 ? alias.corp.example                                        | www.corp.example > 192.168.1.80
    web-1 ? out.corp.example                                          | SERVFAIL because forwarding-rule, site-does-not-recurse
    web-1 ? example.com                                               | 192.0.2.10 because public-dns
    web-1 ? www.corp.example @10.0.2.53                               | 192.168.1.80
    web-1 ? www.corp.example | revoke out-sg out udp 53 0.0.0.0/0     | SERVFAIL because forwarding-rule, query-was-dropped, query-was-dropped, all-targets-failed
    web-1 ? www.corp.example | revoke dns-sg in udp 53 10.0.0.0/8     | SERVFAIL because forwarding-rule, query-was-dropped, query-was-dropped, all-targets-failed
    web-1 ? www.corp.example | stop ns-1                              | SERVFAIL because all-targets-failed
    web-1 ? www.corp.example | fault ns-1                             | SERVFAIL because query-was-dropped, all-targets-failed
    web-1 ? www.corp.example | acl strict main app / in 100 allow all 0.0.0.0/0 / out 90 deny udp 1024-65535 10.0.0.0/16 / out 100 allow all 0.0.0.0/0 | 192.168.1.80 because answer-was-dropped, server-answers
    web-1 ? www.new.example | resolver-endpoint new-out outbound web,app out-sg now; resolver-rule new forward new.example new-out 10.0.2.53 / main | SERVFAIL because forwarding-rule, outbound-endpoint-not-ready
    web-1 ? www.new.example | resolver-endpoint new-out outbound web,app out-sg; resolver-rule new forward new.example new-out 10.0.2.53 / main | SERVFAIL because forwarding-rule, site-does-not-recurse
    web-1 ? www.corp.example | no-dns-server ns-1                     | SERVFAIL because no-dns-server-there, all-targets-failed
    web-1 ? www.other.example | resolver-rule both forward other.example ask-out 10.0.2.99,10.0.1.53 / main; dns-server ns-2 / zone other.example / record www.other.example A 192.168.9.9 | 192.168.9.9
    web-1 ? www.other.example | resolver-rule both forward other.example ask-out 10.0.2.53:5353 / main | SERVFAIL because forwarding-rule, query-was-dropped
    `,
  )
})

// Route 53 guide, resolver-overview-forward-vpc-to-network-domain-name-matches and hosted-zone-private-considerations.
describe('the longest domain wins', () => {
  lookups(
    hub,
    `
    web-1 ? www.aws.corp.example | zone aws aws.corp.example private main; record aws www.aws.corp.example A 10.0.7.7 | 10.0.7.7 because private-zone, zone-answers
    web-1 ? www.corp.example | zone aws corp.example private main; record aws www.corp.example A 10.0.7.7 | 192.168.1.80 because forwarding-rule
    web-1 ? deep.aws.corp.example | zone aws aws.corp.example private main | NXDOMAIN because private-zone, zone-lacks-name
    web-1 ? deep.aws.corp.example                                     | 192.168.1.81 because forwarding-rule
    web-1 ? deep.aws.corp.example | resolver-rule stay system aws.corp.example / main | NXDOMAIN because system-rule, public-dns, not-in-public-dns
    web-1 ? www.corp.example | resolver-rule stay system aws.corp.example / main | 192.168.1.80 because forwarding-rule
    web-1 ? www.inside.example | resolver-rule all forward . ask-out 10.0.2.53 / main | 10.0.1.10 because private-zone
    web-1 ? example.com | resolver-rule all forward . ask-out 10.0.2.53 / main | SERVFAIL because forwarding-rule, site-does-not-recurse
    web-1 ? ip-10-0-1-10.ec2.internal | resolver-rule all forward . ask-out 10.0.2.53 / main | web-1 because vpc-name
    web-1 ? ip-10-0-1-10.ec2.internal | resolver-rule own forward ec2.internal ask-out 10.0.2.53 / main | SERVFAIL because forwarding-rule
    web-1 ? sqs.us-east-1.amazonaws.com | resolver-rule all forward amazonaws.com ask-out 10.0.2.53 / main | SERVFAIL because forwarding-rule
    web-1 ? sqs.us-east-1.amazonaws.com | resolver-rule all forward . ask-out 10.0.2.53 / main; resolver-rule aws system amazonaws.com / main | service sqs us-east-1 because system-rule, public-dns
    web-1 ? sqs.us-east-1.amazonaws.com | resolver-rule all forward amazonaws.com ask-out 10.0.2.53 / main; endpoint sqs-ep main sqs web open-sg; private-names sqs-ep on | sqs-ep/web because endpoint-private-name
    web-1 ? sqs.us-east-1.amazonaws.com | resolver-rule all forward sqs.us-east-1.amazonaws.com ask-out 10.0.2.53 / main; endpoint sqs-ep main sqs web open-sg; private-names sqs-ep on | SERVFAIL because forwarding-rule
    web-1 ? 9.1.168.192.in-addr.arpa PTR | resolver-rule back forward 168.192.in-addr.arpa ask-out 10.0.2.53 / main; dns-server ns-1 / zone 168.192.in-addr.arpa / record 9.1.168.192.in-addr.arpa PTR db.corp.example | db.corp.example.
    `,
  )
})

const twoVpcs = `
  ${hub}
  vpc other 10.1.0.0/16
  vpc-dns other hostnames on
  subnet far other a 10.1.1.0/24
  subnet far-b other b 10.1.2.0/24
  group far-sg other | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group in-sg other | in udp 53 10.0.0.0/16
  host far-1 far 10.1.1.10 far-sg
  zone far-zone far.example private other
  record far-zone www.far.example A 10.1.1.10
  resolver-endpoint ask-in inbound far=10.1.1.53,far-b=10.1.2.53 in-sg
  peer a-b main other
  route main-table 10.1.0.0/16 a-b
  route other-table 10.0.0.0/16 a-b
`

// Route 53 guide, resolver-forwarding-inbound-queries and resolver ("loops").
describe('inbound endpoints', () => {
  lookups(
    twoVpcs,
    `
    web-1 ? www.far.example                                           | NXDOMAIN because public-dns
    web-1 ? www.far.example @10.1.1.53                                | far-1 because server-answers, private-zone, zone-answers
    web-1 ? www.far.example @10.1.0.2                                 | TIMEOUT because query-was-dropped
    web-1 ? www.far.example @10.1.1.53 | revoke in-sg in udp 53 10.0.0.0/16 | TIMEOUT because query-was-dropped
    web-1 ? www.far.example @10.1.1.53 | unroute other-table 10.0.0.0/16 | TIMEOUT because answer-was-dropped
    web-1 ? www.far.example @10.1.1.53 | vpc-dns other support off    | TIMEOUT because dns-support-is-off
    web-1 ? www.inside.example @10.1.1.53                             | NXDOMAIN because public-dns
    web-1 ? www.far.example @ask-out/web                              | TIMEOUT because query-was-dropped
    web-1 ? www.far.example @ask-out/web | allow out-sg in udp 53 10.0.0.0/16 | TIMEOUT because no-dns-server-there
    web-1 ? www.far.example | resolver-rule to-far forward far.example ask-out 10.1.1.53,10.1.2.53 / main | far-1 because forwarding-rule, private-zone, zone-answers
    web-1 ? www.far.example | resolver-rule to-far forward far.example ask-out 10.1.1.53,10.1.2.53 / main; no-peer a-b; wait 60 | SERVFAIL because all-targets-failed
    web-1 ? x.loop.example | resolver-endpoint back-in inbound web=10.0.1.99,app=10.0.2.99 dns-sg; resolver-endpoint far-out outbound far,far-b far-sg; resolver-rule there forward loop.example ask-out 10.1.1.53 / main; resolver-rule back forward loop.example far-out 10.0.1.99 / other | SERVFAIL because forwarding-rule, forwarding-rule, asked-in-a-circle
    ask-in ? www.far.example                                          | far-1
    `,
  )
})

// Route 53 guide, resolver-forwarding-outbound-queries ("outbound delegation") and resolver-forwarding-inbound-queries
// ("inbound delegation").
describe('delegation', () => {
  lookups(
    twoVpcs,
    `
    web-1 ? www.corp.inside.example | record inside corp.inside.example NS ns1.corp.inside.example; record inside ns1.corp.inside.example A 10.0.2.53 | SERVFAIL because private-zone, zone-delegates, delegation-is-lame
    web-1 ? www.corp.inside.example | record inside corp.inside.example NS ns1.corp.inside.example; record inside ns1.corp.inside.example A 10.0.2.53; resolver-rule hand-on delegate ns1.corp.inside.example ask-out / main; dns-server ns-1 / zone corp.inside.example / record www.corp.inside.example A 192.168.7.7 | 192.168.7.7 because private-zone, zone-delegates, delegation-rule, site-zone
    web-1 ? www.corp.inside.example | record inside corp.inside.example NS ns9.inside.example; record inside ns1.corp.inside.example A 10.0.2.53; resolver-rule hand-on delegate ns1.corp.inside.example ask-out / main | SERVFAIL because delegation-is-lame
    web-1 ? www.far.example @10.1.1.99 | resolver-endpoint given inbound-delegation far=10.1.1.99,far-b=10.1.2.99 in-sg | far-1 because private-zone, zone-answers
    web-1 ? example.com @10.1.1.99 | resolver-endpoint given inbound-delegation far=10.1.1.99,far-b=10.1.2.99 in-sg | REFUSED because no-delegated-zone
    `,
  )
})

// VPC user guide, DHCPOptionSetConcepts and AmazonDNS-concepts.
describe('DNS servers of DHCP options', () => {
  lookups(
    twoVpcs,
    `
    web-1 ? www.corp.example | dhcp main 10.0.2.53                    | 192.168.1.80 because server-answers, site-zone
    web-1 ? www.inside.example | dhcp main 10.0.2.53                  | REFUSED because site-does-not-recurse
    web-1 ? www.inside.example | dhcp main 10.0.2.53,AmazonProvidedDNS | 10.0.1.10 because site-does-not-recurse, private-zone
    web-1 ? www.inside.example | dhcp main 10.0.9.53,AmazonProvidedDNS | 10.0.1.10 because query-was-dropped, private-zone
    web-1 ? www.inside.example | dhcp main 10.0.0.2                   | 10.0.1.10
    web-1 ? www.inside.example | dhcp main 10.1.0.2                   | TIMEOUT because query-was-dropped
    web-1 ? www.far.example | dhcp main 10.1.1.53                     | far-1
    web-1 ? www.inside.example | no-dhcp main                         | TIMEOUT because no-dns-server-configured
    web-1 ? www.inside.example | dhcp main 10.0.2.53; dns-server ns-1 / zone corp.example / forward . 10.0.0.2 | 10.0.1.10 because site-forwarder, private-zone
    web-1 ? example.com | dhcp main 10.0.2.53; dns-server ns-1 / zone corp.example | SERVFAIL because site-recursion, no-way-to-public-dns
    web-1 ? example.com | dhcp main 10.0.2.53; dns-server ns-1 / zone corp.example; igw gate main; route main-table 0.0.0.0/0 gate; elastic ip ns-1 | 192.0.2.10 because site-recursion, internet-name
    web-1 ? x.y.example | dns-server ns-1 / forward y.example 10.0.1.53; dns-server ns-2 / forward y.example 10.0.2.53; dhcp main 10.0.2.53 | SERVFAIL because site-forwarder, site-forwarder, asked-in-a-circle
    web-1 ? a.b.corp.example | dhcp main 10.0.2.53; dns-server ns-1 / zone corp.example / record b.corp.example NS ns.b.corp.example / record ns.b.corp.example A 10.0.1.53; dns-server ns-2 / zone b.corp.example / record a.b.corp.example A 192.168.3.3 | 192.168.3.3 because zone-delegates, site-zone
    web-1 ? any.corp.example | dhcp main 10.0.2.53; dns-server ns-1 / zone corp.example / record *.corp.example A 192.168.3.4 | 192.168.3.4
    `,
  )
})

// VPC peering guide, vpc-peering-dns.
describe('names of a peer', () => {
  const peers = `
    ${twoVpcs}
    igw far-gate other
    route other-table 0.0.0.0/0 far-gate
    elastic far-ip far-1
  `
  lookups(
    peers,
    `
    web-1 ? {public-name far-1}                                       | far-1.public
    web-1 ? {public-name far-1} | peer-dns a-b other on               | far-1 because peer-name
    web-1 ? {public-name far-1} | peer-dns a-b main on                | far-1.public
    web-1 ? {public-name far-1} | peer-dns a-b other on; vpc-dns other hostnames off | far-1.public
    web-1 ? {public-name far-1} | peer-dns a-b other on; vpc-dns main hostnames off | far-1.public
    web-1 ? {public-name far-1} | peer-dns a-b other on; no-peer a-b; wait 60 | far-1.public
    web-1 ? www.far.example | peer-dns a-b other on                   | NXDOMAIN
    web-1 ? 10.1.1.10.in-addr.arpa PTR                                | ip-10-1-1-10.ec2.internal. because reverse-name
    web-1 ? 10.1.1.10.in-addr.arpa PTR | no-peer a-b; wait 60         | NXDOMAIN because locally-served
    `,
  )
})

// Route 53 guide, resolver-dns-firewall-overview, -rule-settings-in-rule-groups and -redirection.
describe('DNS Firewall', () => {
  const guarded = `
    ${hub}
    domain-list bad | github.com | *.example.org
    domain-list good | www.example.org | example.net
    domain-list everything | *
    zone shop shop.example public
    record shop go.shop.example CNAME github.com
  `
  lookups(
    guarded,
    `
    web-1 ? github.com                                                | 192.0.2.16
    web-1 ? github.com | dns-firewall guard main 101 / block bad NODATA | NODATA because firewall-blocks
    web-1 ? github.com | dns-firewall guard main 101 / block bad NXDOMAIN | NXDOMAIN because firewall-blocks
    web-1 ? github.com | dns-firewall guard main 101 / block bad OVERRIDE=example.net | example.net > 192.0.2.12 because firewall-blocks, internet-name
    web-1 ? github.com | dns-firewall guard main 101 / alert bad      | 192.0.2.16 because firewall-alerts, internet-name
    web-1 ? example.com | dns-firewall guard main 101 / block bad NXDOMAIN | 192.0.2.10
    web-1 ? www.example.org | dns-firewall guard main 101 / block bad NXDOMAIN | NXDOMAIN
    web-1 ? example.org | dns-firewall guard main 101 / block bad NXDOMAIN | 192.0.2.14
    web-1 ? www.example.org | dns-firewall guard main 101 / allow good / block bad NXDOMAIN | 192.0.2.15 because firewall-allows
    web-1 ? www.example.org | dns-firewall guard main 101 / block bad NXDOMAIN / allow good | NXDOMAIN because firewall-blocks
    web-1 ? www.example.org | dns-firewall late main 102 / block bad NXDOMAIN; dns-firewall early main 101 / allow good | 192.0.2.15 because firewall-allows
    web-1 ? example.com | dns-firewall walled main 101 / allow good / block everything NODATA | NODATA
    web-1 ? www.inside.example | dns-firewall walled main 101 / allow good / block everything NODATA | NODATA because firewall-blocks
    web-1 ? www.corp.example | dns-firewall walled main 101 / block everything NXDOMAIN | NXDOMAIN because firewall-blocks
    web-1 ? go.shop.example | dns-firewall guard main 101 / block bad NXDOMAIN | NXDOMAIN because zone-answers, firewall-blocks
    web-1 ? go.shop.example | domain-list shop-list / go.shop.example; dns-firewall guard main 101 / allow shop-list trust / block bad NXDOMAIN | github.com > 192.0.2.16 because firewall-allows, zone-answers
    web-1 ? go.shop.example | domain-list shop-list / go.shop.example; dns-firewall guard main 101 / allow shop-list / block bad NXDOMAIN | NXDOMAIN because firewall-allows, zone-answers, firewall-blocks
    web-1 ? github.com AAAA | dns-firewall guard main 101 / block bad NXDOMAIN type=AAAA | NXDOMAIN
    web-1 ? github.com | dns-firewall guard main 101 / block bad NXDOMAIN type=AAAA | 192.0.2.16
    web-1 ? github.com @8.8.8.8 | dns-firewall guard main 101 / block bad NXDOMAIN; igw gate main; route main-table 0.0.0.0/0 gate; elastic ip web-1 | 192.0.2.16
    `,
  )
})
