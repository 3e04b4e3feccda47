// Worlds that have a bit of everything that an import reads.

export const publicAndPrivate = `
  vpc main 10.0.0.0/16 ipv6
  subnet web main a 10.0.0.0/24 ipv6
  subnet app main a 10.0.1.0/24 ipv6
  igw gate main
  table public main web
  route public 0.0.0.0/0 gate
  route public ::/0 gate
  group open main | in all 10.0.0.0/16 | out all 0.0.0.0/0 | out all ::/0
  group strict main | in tcp 443 open | out tcp 443 0.0.0.0/0
  host web-1 web 10.0.0.10 open public ipv6
  host web-2 web 10.0.0.11 open
  host app-1 app 10.0.1.10 strict ipv6
  elastic ip-1 web-2
  nat out web
  eigw only main
  table private main app
  route private 0.0.0.0/0 out
  route private ::/0 only
  gateway-endpoint s3-door main s3 private
  acl guard main app | in 90 deny tcp 8080 0.0.0.0/0 | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
`

export const peered = `
  vpc a 10.1.0.0/16
  subnet app-a a a 10.1.1.0/24
  group open-a a | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 open-a
  account 210987654321
  region eu-west-1
  vpc b 10.2.0.0/16
  subnet app-b b euw1-az1 10.2.1.0/24
  group open-b b | in tcp 443 10.1.0.0/16 | out all 0.0.0.0/0
  host b-1 app-b 10.2.1.10 open-b
  account 123456789012
  region us-east-1
  peer a-b a b
  route a-table 10.2.0.0/16 a-b
  account 210987654321
  region eu-west-1
  route b-table 10.1.0.0/16 a-b
`

export const hub = `
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  subnet link-a vpc-a a 10.1.255.0/28
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b a 10.2.1.0/24
  subnet far-b vpc-b b 10.2.2.0/24
  subnet link-b vpc-b a 10.2.255.0/28
  group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
  group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 hosts-a
  host b-1 app-b 10.2.1.10 hosts-b
  host b-2 far-b 10.2.2.10 hosts-b
  transit-gateway hub
  attach to-a hub vpc-a link-a
  attach to-b hub vpc-b link-b
  route vpc-a-table 10.0.0.0/8 hub
  route vpc-b-table 10.0.0.0/8 hub
  transit-route hub-table 10.9.0.0/16 blackhole
  prefix-list branches 10.8.0.0/16
  transit-route hub-table 10.7.0.0/16 to-b
`

export const behindBalancer = `
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
  service api-svc lb
  account 123456789012
  vpc app 10.0.0.0/16
  subnet app-1 app use1-az1 10.0.1.0/24
  group client-sg app | out tcp 443 10.0.0.0/16
  group ep-sg app | in tcp 443 client-sg
  host web app-1 10.0.1.10 client-sg
  endpoint ep app api-svc app-1 ep-sg
`

export const onPremises = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 open
  site dc 192.168.0.0/16 asn 65010
  site-host pc dc 192.168.1.10
  site-router edge dc public 203.0.113.10 asn 65010
  customer-gateway cgw 203.0.113.10 65010
  vpn-gateway vgw main
  vpn line cgw vgw
  uplink edge line
  vgw-propagate main-table vgw
`
