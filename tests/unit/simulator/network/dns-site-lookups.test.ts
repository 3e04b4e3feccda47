import { describe } from 'vitest'
import { lookups } from './notation/lookups.ts'

// Hosts on premises ask their site's servers; these ask on, over the VPN, as packets.

const hybrid = `
  vpc hub 10.30.0.0/16
  vpc-dns hub hostnames on
  subnet ep-a hub a 10.30.10.0/24
  subnet ep-b hub b 10.30.11.0/24
  group ep-sg hub | in tcp 443 0.0.0.0/0
  group in-sg hub | in udp 53 192.168.0.0/16 | in tcp 53 192.168.0.0/16
  group out-sg hub | out all 0.0.0.0/0
  host app-1 ep-a 10.30.10.10 out-sg
  site dc 192.168.0.0/16 public 203.0.113.10 asn 65010
  site-host dns dc 192.168.1.53
  site-host desk dc 192.168.1.20
  asks desk 192.168.1.53
  site-router edge dc
  customer-gateway cgw 203.0.113.10 65010
  vpn-gateway vgw hub
  vpn line cgw vgw
  uplink edge line
  vgw-propagate hub-table vgw
  gateway-endpoint s3-door hub s3 hub-table
  endpoint s3-ep hub s3 ep-a,ep-b ep-sg
  private-names s3-ep on
  endpoint sqs-ep hub sqs ep-a,ep-b ep-sg
  private-names sqs-ep on
  names-of sqs-ep
  zone inside hub.example private hub
  record inside app.hub.example A 10.30.10.10
  resolver-endpoint ask-in inbound ep-a=10.30.10.53,ep-b=10.30.11.53 in-sg
  resolver-endpoint ask-out outbound ep-a,ep-b out-sg
  resolver-rule to-corp forward corp.example ask-out 192.168.1.53 | hub
  dns-server dns | zone corp.example | record www.corp.example A 192.168.1.80 | forward amazonaws.com 10.30.10.53,10.30.11.53 | forward hub.example 10.30.10.53,10.30.11.53
`

// Route 53 guide, resolver-forwarding-inbound-queries; PrivateLink guide, vpc-endpoints-s3.
describe('from on premises into AWS', () => {
  lookups(
    hybrid,
    `
    onprem:desk ? www.corp.example                                    | 192.168.1.80 because server-answers, site-zone
    onprem:desk ? example.com                                         | 192.0.2.10 because server-answers, site-recursion, internet-name
    onprem:desk ? example.com | cut-off dc                            | SERVFAIL because site-recursion, no-way-to-public-dns
    onprem:desk ? app.hub.example                                     | app-1 because site-forwarder, server-answers, private-zone, zone-answers
    onprem:desk ? s3.us-east-1.amazonaws.com                          | s3-ep/ep-a, s3-ep/ep-b because site-forwarder, endpoint-private-name
    app-1 ? s3.us-east-1.amazonaws.com                                | service s3 us-east-1 because endpoint-name-for-inbound-only
    onprem:desk ? sqs.us-east-1.amazonaws.com                         | sqs-ep/ep-a, sqs-ep/ep-b
    onprem:desk ? {sqs-ep} | dns-server dns / zone corp.example       | sqs-ep/ep-a, sqs-ep/ep-b because site-recursion, endpoint-name
    onprem:desk ? sqs.us-east-1.amazonaws.com | dns-server dns / zone corp.example | service sqs us-east-1 because site-recursion
    onprem:desk ? dynamodb.us-east-1.amazonaws.com                    | service dynamodb us-east-1 because site-forwarder, public-dns
    onprem:desk ? app.hub.example | dns-server dns / forward hub.example 10.30.0.2 | SERVFAIL because site-forwarder, query-was-dropped
    onprem:desk ? app.hub.example @10.30.10.53                        | app-1
    onprem:desk ? app.hub.example @10.30.0.2                          | TIMEOUT because query-was-dropped
    onprem:desk ? app.hub.example | revoke in-sg in udp 53 192.168.0.0/16 | SERVFAIL because site-forwarder, query-was-dropped, query-was-dropped
    onprem:desk ? app.hub.example | unplug-uplink edge line; wait 60  | SERVFAIL because site-forwarder, query-was-dropped
    onprem:desk ? app.hub.example | vgw-unpropagate hub-table vgw     | SERVFAIL because site-forwarder, answer-was-dropped
    onprem:desk ? app.hub.example | dns-server dns / zone corp.example | NXDOMAIN because site-recursion, not-in-public-dns
    onprem:desk ? app.hub.example | fault onprem:dns                  | TIMEOUT because query-was-dropped
    onprem:desk ? www.corp.example | asks desk 192.168.1.99           | TIMEOUT because query-was-dropped
    onprem:desk ? www.corp.example | asks desk 192.168.1.99,192.168.1.53 | 192.168.1.80
    onprem:dns ? www.corp.example                                     | TIMEOUT because no-dns-server-configured
    onprem:desk ? www.corp.example | no-dns-server dns                | TIMEOUT because no-dns-server-there
    `,
  )
})

// Route 53 guide, resolver-forwarding-outbound-queries.
describe('from AWS to on premises', () => {
  lookups(
    hybrid,
    `
    app-1 ? www.corp.example                                          | 192.168.1.80 because forwarding-rule, server-answers, site-zone
    app-1 ? none.corp.example                                         | NXDOMAIN because site-zone, zone-lacks-name
    app-1 ? www.corp.example | unplug-uplink edge line; wait 60       | SERVFAIL because forwarding-rule, query-was-dropped, all-targets-failed
    app-1 ? www.corp.example | site-firewall dc / in deny udp 53      | SERVFAIL because query-was-dropped, all-targets-failed
    app-1 ? www.corp.example | fault onprem:dns                       | SERVFAIL because query-was-dropped, all-targets-failed
    app-1 ? s3.corp.example | resolver-rule loop forward hub2.example ask-out 192.168.1.53 / hub; dns-server dns / zone corp.example / record s3.corp.example CNAME x.hub2.example / forward hub2.example 10.30.10.53 | SERVFAIL because forwarding-rule, site-zone, site-forwarder, asked-in-a-circle
    `,
  )
})
