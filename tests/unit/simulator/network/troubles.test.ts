import { describe } from 'vitest'
import { troubles } from './notation/troubles.ts'

// The ways in which a connection through PrivateLink fails: a cause, what the client sees, and what mends it.

const service = `
  account 210987654321
  vpc app 10.1.0.0/16
  subnet app-a app use1-az1 10.1.1.0/24
  subnet app-b app use1-az2 10.1.2.0/24
  group lb-sg app | in tcp 80 10.0.0.0/8 | in tcp 80 lb-sg | out all 0.0.0.0/0
  group app-sg app | in tcp 8080 lb-sg | out all 0.0.0.0/0
  host api-1 app-a 10.1.1.10 app-sg
  serve api-1 http/8080
  nlb lb app-a,app-b lb-sg
  cross-zone lb on
  targets api app tcp/8080 | api-1 | check http/8080
  targets none app tcp/8080
  targets nobody app http/8080
  listener lb tcp/80 api
  alb front app-a,app-b lb-sg
  targets pages app http/8080 | api-1
  service api-svc lb accept
  account 123456789012
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main use1-az2 10.0.1.0/24
  subnet ep-a main use1-az1 10.0.2.0/24
  group ep-sg main | in tcp 80 10.0.0.0/8
  group client-sg main | out all 0.0.0.0/0
  acl open main web ep-a | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  host client web 10.0.1.10 client-sg
  endpoint ep main api-svc ep-a ep-sg
  accept api-svc ep
  names-of ep
  vpc other 10.2.0.0/16
  vpc-dns other hostnames on
  subnet far other use1-az1 10.2.1.0/24
  group far-sg other | out all 0.0.0.0/0
  host neighbour far 10.2.1.10 far-sg
  peer a-b main other
  route main-table 10.2.0.0/16 a-b
  route other-table 10.0.0.0/16 a-b
`

const ask = 'client > http://{ep}/'
const far = 'neighbour > http://{ep}/'
const theirs = 'account 210987654321'

describe('time-outs', () => {
  troubles(
    service,
    `
    # Security groups and network ACLs.
    ${ask} | revoke ep-sg in tcp 80 10.0.0.0/8 | timeout | allow ep-sg in tcp 80 client-sg | 200
    ${ask} | revoke client-sg out all 0.0.0.0/0 | timeout | allow client-sg out tcp 80 ep-sg | 200
    ${ask} | entry open out 50 deny tcp 80 10.0.2.0/24 | timeout | unentry open out 50 | 200
    ${ask} | entry open in 50 deny tcp 80 10.0.1.0/24 | timeout | unentry open in 50 | 200
    ${ask} | entry open in 50 deny tcp 1024-65535 10.0.2.0/24 | timeout | entry open in 40 allow tcp 32768-60999 10.0.2.0/24 | 200
    # Where the endpoint is, and the routes there and back.
    ${far} | unroute other-table 10.0.0.0/16 | timeout | route other-table 10.0.0.0/16 a-b | 200
    ${far} | unroute main-table 10.2.0.0/16 | timeout | route main-table 10.2.0.0/16 a-b | 200
    ${far} | no-peer a-b | timeout | unroute main-table 10.2.0.0/16; unroute other-table 10.0.0.0/16; peer again main other; route main-table 10.2.0.0/16 again; route other-table 10.0.0.0/16 again | 200
    ${far} | revoke ep-sg in tcp 80 10.0.0.0/8; allow ep-sg in tcp 80 10.0.0.0/16 | timeout | allow ep-sg in tcp 80 10.2.0.0/16 | 200
    # The service's side.
    ${ask} | ${theirs}; private-link-groups lb on; revoke lb-sg in tcp 80 10.0.0.0/8 | timeout | ${theirs}; private-link-groups lb off | 200
    ${ask} | ${theirs}; revoke app-sg in tcp 8080 lb-sg | timeout | ${theirs}; allow app-sg in tcp 8080 10.1.0.0/16 | 200
    ${ask} | ${theirs}; stop api-1 | refused | ${theirs}; host api-2 app-b 10.1.2.20 app-sg; serve api-2 http/8080; target api api-2 | 200
    ${ask} | ${theirs}; cross-zone lb off; untarget api api-1; wait 600; host api-2 app-b 10.1.2.20 app-sg; serve api-2 http/8080; target api api-2 | refused | ${theirs}; cross-zone lb on | 200
    ${ask} | ${theirs}; relisten lb:80 none | refused | ${theirs}; relisten lb:80 api | 200
    ${ask} | ${theirs}; unlisten lb:80 | timeout | ${theirs}; listener lb tcp/80 api | 200
    ${ask} | ${theirs}; unserve api-1 8080; serve api-1 http/9 | refused | ${theirs}; serve api-1 http/8080 | 200
    # The connection's state.
    ${ask} | reject api-svc ep | timeout | accept api-svc ep | 200
    ${ask} | fault use1-az1 | timeout | mend | 200
    ${ask} | fault ep | timeout | mend | 200
    ${ask} | endpoint ep main api-svc ep-a ep-sg; names-of ep | timeout | accept api-svc ep | 200
    `,
  )
})

const names = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet ep-a main a 10.0.2.0/24
  group ep-sg main | in tcp 443 10.0.0.0/8 | in tcp 443 192.168.0.0/16
  group client-sg main | out all 0.0.0.0/0
  group dns-sg main | in udp 53 192.168.0.0/16 | in tcp 53 192.168.0.0/16
  host client web 10.0.1.10 client-sg
  endpoint sqs-ep main sqs ep-a ep-sg
  private-names sqs-ep on
  vpc spoke 10.2.0.0/16
  vpc-dns spoke hostnames on
  subnet far spoke a 10.2.1.0/24
  group far-sg spoke | out all 0.0.0.0/0
  host neighbour far 10.2.1.10 far-sg
  peer a-b main spoke
  route main-table 10.2.0.0/16 a-b
  route spoke-table 10.0.0.0/16 a-b
  site dc 192.168.0.0/16 public 203.0.113.10 asn 65010
  site-host dns dc 192.168.1.53
  site-host desk dc 192.168.1.20
  asks desk 192.168.1.53
  site-router edge dc
  customer-gateway cgw 203.0.113.10 65010
  vpn-gateway vgw main
  vpn line cgw vgw
  uplink edge line
  vgw-propagate main-table vgw
  resolver-endpoint ask-in inbound ep-a=10.0.2.53,ep-a=10.0.2.54 dns-sg
  dns-server dns | forward amazonaws.com 10.0.2.53,10.0.2.54
  names-of sqs-ep
  user alice | allow sqs:* * if StringEquals aws:SourceVpce sqs-ep
`

describe('name resolution', () => {
  const list = 'client as alice: sqs ListQueues'
  const fromSite = 'onprem:desk as alice: sqs ListQueues'
  troubles(
    names,
    `
    # The attributes of the VPC.
    ${list} | vpc-dns main support off; wait 60 | no-such-name | vpc-dns main support on; wait 60 | ok
    ${list} | vpc-dns main hostnames off; wait 60 | connect-timeout | vpc-dns main hostnames on; wait 60 | ok
    # Private names, and who knows them.
    ${list} | private-names sqs-ep off | connect-timeout | private-names sqs-ep on | ok
    ${list} | dhcp main 10.0.1.99 | no-such-name | no-dhcp main; dhcp main AmazonProvidedDNS | ok
    ${list} | private-names sqs-ep off; zone own sqs.us-east-1.amazonaws.com private main; record own sqs.us-east-1.amazonaws.com A 10.0.2.99 | connect-timeout | alias own sqs.us-east-1.amazonaws.com A {sqs-ep} | ok
    ${list} | private-names sqs-ep off; zone own us-east-1.amazonaws.com private main | no-such-name | alias own sqs.us-east-1.amazonaws.com A {sqs-ep} | ok
    # From on premises.
    ${fromSite} | dns-server dns | AccessDenied | dns-server dns / forward amazonaws.com 10.0.2.53,10.0.2.54 | ok
    ${fromSite} | dns-server dns / forward amazonaws.com 10.0.0.2 | no-such-name | dns-server dns / forward amazonaws.com 10.0.2.53,10.0.2.54 | ok
    ${fromSite} | revoke dns-sg in udp 53 192.168.0.0/16; revoke dns-sg in tcp 53 192.168.0.0/16 | no-such-name | allow dns-sg in udp 53 192.168.0.0/16 | ok
    `,
  )
})

// The private name of an endpoint is known in its own VPC alone: PrivateLink guide, interface-endpoints.
describe('names in a peered VPC', () => {
  const list = 'neighbour as alice: sqs ListQueues'
  troubles(
    `
    ${names}
    private-names sqs-ep off
    zone shared sqs.us-east-1.amazonaws.com private main,spoke
    alias shared sqs.us-east-1.amazonaws.com A {sqs-ep}
    `,
    `
    ${list} | no-zone-vpc shared spoke; wait 60 | connect-timeout | zone-vpc shared spoke; wait 60 | ok
    ${list} | unrecord shared sqs.us-east-1.amazonaws.com A | no-such-name | alias shared sqs.us-east-1.amazonaws.com A {sqs-ep}; wait 60 | ok
    ${list} | vpc-dns spoke support off; wait 60 | no-such-name | vpc-dns spoke support on; wait 60 | ok
    `,
  )
})

// What is refused or slowed down where the way is fine: nothing is silent, and the API says why.
describe('"not allowed" at creation, and too many calls', () => {
  const make =
    'internet as 123456789012: ec2 CreateVpcEndpoint VpcEndpointType=Interface VpcId=main ServiceName=api-svc'
  troubles(
    service,
    `
    ${make} | service-principals api-svc remove *; wait 60 | InvalidServiceName | service-principals api-svc add *; wait 60 | ok
    `,
  )
  const list = 'client as alice: sqs ListQueues'
  troubles(
    names,
    `
    ${list} | fault api:sqs | ThrottlingException | mend | ok
    ${list} | fault api:sqs:list-queues | ThrottlingException | mend | ok
    `,
  )
})

const data = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group client-sg main | out all 0.0.0.0/0
  host client web 10.0.1.10 client-sg
  table private main web
  gateway-endpoint door main s3 private
  bucket data
  object data key.txt
  user alice | allow s3:GetObject *
  account 210987654321
  bucket theirs
  object theirs key.txt
  bucket-policy theirs | allow s3:GetObject arn:aws:s3:::theirs/* by 123456789012:user/alice
  account 123456789012
`

describe('403 from a service', () => {
  const get = 'client as alice: s3api GetObject Bucket=data Key=key.txt'
  const far = 'client as alice: s3api GetObject Bucket=theirs Key=key.txt'
  const everything = 'endpoint-policy door / allow * * by *'
  troubles(
    data,
    `
    ${get} | endpoint-policy door / allow s3:GetObject arn:aws:s3:::other/* by * | AccessDenied … no VPC endpoint policy allows the s3:GetObject action | ${everything} | ok
    ${get} | endpoint-policy door / allow * * by * / deny s3:GetObject * by * | AccessDenied … with an explicit deny in a VPC endpoint policy | ${everything} | ok
    ${get} | user-policy alice | AccessDenied … no identity-based policy allows the s3:GetObject action | user-policy alice / allow s3:GetObject * | ok
    ${get} | user-policy alice / deny s3:GetObject * | AccessDenied … with an explicit deny in an identity-based policy | user-policy alice / allow s3:GetObject * | ok
    ${get} | bucket-policy data / deny s3:GetObject arn:aws:s3:::data/* by * if StringNotEquals aws:SourceVpce vpce-00000000000000000 | AccessDenied … with an explicit deny in a resource-based policy | bucket-policy data / deny s3:GetObject arn:aws:s3:::data/* by * if StringNotEquals aws:SourceVpce door | ok
    ${get} | user-policy alice / allow s3:GetObject * if IpAddress aws:SourceIp 10.0.0.0/8 | AccessDenied … no identity-based policy allows the s3:GetObject action | user-policy alice / allow s3:GetObject * if IpAddress aws:VpcSourceIp 10.0.0.0/8 | ok
    ${far} | account 210987654321; bucket-policy theirs / allow s3:ListBucket arn:aws:s3:::theirs by 123456789012:user/alice | AccessDenied … Access Denied | account 210987654321; bucket-policy theirs / allow s3:GetObject arn:aws:s3:::theirs/* by 123456789012:user/alice | ok
    ${far} | endpoint-policy door / allow * * by * if StringEquals aws:ResourceAccount 123456789012 | AccessDenied … Access Denied | endpoint-policy door / allow * * by * if StringEquals aws:ResourceAccount 123456789012 210987654321 | ok
    # A time-out is no 403: here no policy has been asked at all.
    ${get} | delete-endpoint door; wait 60 | connect-timeout | gateway-endpoint door main s3 private | ok
    `,
  )
})

// Network Load Balancers and PrivateLink never speak HTTP: a 503 is from the application or from what speaks HTTP before it.
describe('503 from the application', () => {
  troubles(
    service,
    `
    ${ask} | ${theirs}; serve api-1 http/8080 status=503 | 503 | ${theirs}; serve api-1 http/8080 | 200
    ${ask} | ${theirs}; listener front http/80 nobody; targets albs app tcp/80 alb / front; relisten lb:80 albs | 503 | ${theirs}; relisten front:80 pages | 200
    ${ask} | ${theirs}; listener front http/80 pages; targets albs app tcp/80 alb / front; relisten lb:80 albs; stop api-1 | 503 | ${theirs}; host api-2 app-b 10.1.2.20 app-sg; serve api-2 http/8080; target pages api-2 | 200
    `,
  )
})
