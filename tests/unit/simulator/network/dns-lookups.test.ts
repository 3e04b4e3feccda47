import { describe } from 'vitest'
import { lookups } from './notation/lookups.ts'

// Each answer that fails stands beside the lookup that works, from which it differs by one thing.

const oneVpc = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  igw gate main
  route main-table 0.0.0.0/0 gate
  group open-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 web 10.0.1.10 open-sg public
  host app-1 app 10.0.2.10 open-sg
`

// VPC user guide, vpc-dns and AmazonDNS-concepts.
describe('the resolver of a VPC', () => {
  lookups(
    oneVpc,
    `
    web-1 ? example.com                                           | 192.0.2.10 because server-answers, public-dns, internet-name
    web-1 ? EXAMPLE.com                                           | 192.0.2.10
    web-1 ? example.com AAAA                                      | 2001:db8:feed::a
    web-1 ? example.com TXT                                       | NODATA
    web-1 ? nowhere.example                                       | NXDOMAIN because public-dns, not-in-public-dns
    web-1 ? example.com | vpc-dns main support off                | TIMEOUT because dns-support-is-off
    web-1 ? example.com @169.254.169.253                          | 192.0.2.10
    web-1 ? example.com @169.254.169.253 | vpc-dns main support off | TIMEOUT because dns-support-is-off
    web-1 ? example.com @169.254.169.254                          | TIMEOUT because no-dns-server-there
    web-1 ? example.com | revoke open-sg out all 0.0.0.0/0        | 192.0.2.10
    web-1 ? example.com | stop web-1                              | TIMEOUT because query-was-dropped
    main ? example.com                                            | 192.0.2.10
    internet ? example.com                                        | 192.0.2.10
    web-1 ? example.com @8.8.8.8                                  | 192.0.2.10 because server-answers, internet-name
    web-1 ? example.com @192.0.2.10                               | TIMEOUT because no-dns-server-there
    app-1 ? example.com @8.8.8.8                                  | TIMEOUT because query-was-dropped
    internet ? example.com @10.0.0.2                              | TIMEOUT because query-was-dropped
    `,
  )
})

// EC2 user guide, ec2-instance-naming; VPC user guide, vpc-dns, "DNS hostnames".
describe('names of instances', () => {
  lookups(
    oneVpc,
    `
    app-1 ? ip-10-0-1-10.ec2.internal                               | web-1 because vpc-name
    app-1 ? ip-10-0-1-99.ec2.internal                               | NXDOMAIN because vpc-name, zone-lacks-name
    app-1 ? ip-10-0-1-10.eu-west-1.compute.internal                 | NXDOMAIN because not-in-public-dns
    app-1 ? ip-10-0-1-10.ec2.internal | vpc-dns main hostnames off  | NXDOMAIN because not-in-public-dns
    internet ? ip-10-0-1-10.ec2.internal                            | NXDOMAIN
    app-1 ? {public-name web-1}                                     | web-1 because vpc-name
    app-1 ? {public-name web-1} AAAA                                | NODATA
    app-1 ? {public-name web-1} | vpc-dns main hostnames off        | web-1.public because public-dns, instance-name
    app-1 ? {public-name web-1} @8.8.8.8 | elastic ip app-1         | web-1.public
    internet ? {public-name web-1}                                  | web-1.public because instance-name
    app-1 ? {resource-name web-1}                                   | NODATA
    app-1 ? {resource-name web-1} | resource-names web-1 on         | web-1 because vpc-name
    `,
  )
})

// Route 53 guide, resolver-overview-forward-vpc-to-network-autodefined-rules and resolver-rules-managing ("reverse").
describe('reverse names', () => {
  lookups(
    oneVpc,
    `
    app-1 ? 10.1.0.10.in-addr.arpa PTR                               | ip-10-0-1-10.ec2.internal. because reverse-name
    app-1 ? 99.1.0.10.in-addr.arpa PTR                               | NXDOMAIN because vpc-name, zone-lacks-name
    app-1 ? 10.1.0.10.in-addr.arpa PTR | reverse-rules main off      | NXDOMAIN because locally-served
    app-1 ? 10.1.0.10.in-addr.arpa PTR | vpc-dns main hostnames off  | NXDOMAIN because not-in-public-dns
    app-1 ? 1.1.168.192.in-addr.arpa PTR                             | NXDOMAIN because locally-served
    app-1 ? localhost                                                | 127.0.0.1 because locally-served
    app-1 ? localhost AAAA                                           | ::1
    internet ? {reverse web-1} PTR                                   | {public-name web-1}. because reverse-name
    internet ? 1.2.0.192.in-addr.arpa PTR                            | NXDOMAIN
    app-1 ? 10.1.0.10.in-addr.arpa PTR | zone back 1.0.10.in-addr.arpa private main; record back 10.1.0.10.in-addr.arpa PTR web.corp.example | web.corp.example. because private-zone, zone-answers
    app-1 ? 10.1.0.10.in-addr.arpa PTR | zone back 10.in-addr.arpa private main; record back 10.1.0.10.in-addr.arpa PTR web.corp.example | ip-10-0-1-10.ec2.internal. because reverse-name
    `,
  )
})

const zones = `
  ${oneVpc}
  vpc other 10.1.0.0/16
  vpc-dns other hostnames on
  subnet far other a 10.1.1.0/24
  group far-sg other | out all 0.0.0.0/0
  host far-1 far 10.1.1.10 far-sg
  zone corp corp.example private main
  record corp www.corp.example A 10.0.1.10,10.0.2.10
  record corp www.corp.example TXT "hello_there"
  record corp *.corp.example A 10.0.9.9
  record corp deep.er.corp.example A 10.0.9.1
  record corp mail.corp.example MX 10_mx.corp.example
  record corp shop.corp.example CNAME www.corp.example
  record corp away.corp.example CNAME example.com
  record corp round.corp.example CNAME round.corp.example
  zone split shop.example public
  record split www.shop.example A 203.0.113.80
  record split only-public.shop.example A 203.0.113.81
`

// Route 53 guide, hosted-zones-private and hosted-zone-private-considerations.
describe('private hosted zones', () => {
  lookups(
    zones,
    `
    web-1 ? www.corp.example                                         | web-1, app-1 because private-zone, zone-answers
    web-1 ? www.corp.example TXT                                     | "hello there"
    web-1 ? www.corp.example AAAA                                    | NODATA because private-zone, zone-lacks-type
    web-1 ? anything.corp.example                                    | 10.0.9.9
    web-1 ? er.corp.example                                          | 10.0.9.9
    web-1 ? er.corp.example | unrecord corp *.corp.example A         | NODATA because private-zone, zone-lacks-type
    web-1 ? none.corp.example | unrecord corp *.corp.example A       | NXDOMAIN because private-zone, zone-lacks-name
    web-1 ? corp.example                                             | NODATA
    web-1 ? corp.example SOA                                         | ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400
    web-1 ? mail.corp.example MX                                     | 10 mx.corp.example.
    web-1 ? shop.corp.example                                        | www.corp.example > web-1, app-1
    web-1 ? shop.corp.example CNAME                                  | www.corp.example >
    web-1 ? away.corp.example                                        | example.com > 192.0.2.10 because private-zone, zone-answers, public-dns, internet-name
    web-1 ? round.corp.example                                       | SERVFAIL because zone-answers, too-many-aliases
    far-1 ? www.corp.example                                         | NXDOMAIN because public-dns, not-in-public-dns
    far-1 ? www.corp.example | zone-vpc corp other                   | web-1, app-1
    far-1 ? www.corp.example | zone-vpc corp other; vpc-dns other hostnames off | NXDOMAIN because private-zones-are-off, public-dns, not-in-public-dns
    far-1 ? www.corp.example | zone-vpc corp other; vpc-dns other support off | TIMEOUT
    internet ? www.corp.example                                      | NXDOMAIN
    `,
  )
})

// The same pages, "Public and private hosted zones that have overlapping namespaces".
describe('zones of one name, or one within another', () => {
  lookups(
    zones,
    `
    web-1 ? www.shop.example                                         | 203.0.113.80 because public-dns, zone-answers
    web-1 ? www.shop.example | zone inner shop.example private main; record inner www.shop.example A 10.0.1.10 | web-1 because private-zone, zone-answers
    internet ? www.shop.example | zone inner shop.example private main; record inner www.shop.example A 10.0.1.10 | 203.0.113.80
    web-1 ? only-public.shop.example | zone inner shop.example private main | NXDOMAIN because private-zone, zone-lacks-name
    web-1 ? www.shop.example | zone inner www.shop.example private main | NODATA
    web-1 ? only-public.shop.example | zone inner www.shop.example private main | 203.0.113.81
    web-1 ? a.b.corp.example | zone inner b.corp.example private main; record inner a.b.corp.example A 10.0.3.3 | 10.0.3.3
    web-1 ? x.b.corp.example | zone inner b.corp.example private main; record inner a.b.corp.example A 10.0.3.3 | NXDOMAIN because private-zone, zone-lacks-name
    `,
  )
})

// Route 53 guide, CreatingNewSubdomain and dns-routing-traffic-for-subdomains.
describe('the public DNS', () => {
  lookups(
    zones,
    `
    internet ? www.shop.example                                      | 203.0.113.80
    internet ? none.shop.example                                     | NXDOMAIN because zone-lacks-name
    internet ? shop.example NS                                       | {servers of split}
    internet ? a.sub.shop.example | zone sub sub.shop.example public; record sub a.sub.shop.example A 203.0.113.90 | NXDOMAIN because zone-lacks-name
    internet ? a.sub.shop.example | zone sub sub.shop.example public; record sub a.sub.shop.example A 203.0.113.90; delegate split sub.shop.example sub | 203.0.113.90 because zone-delegates, zone-answers
    internet ? b.sub.shop.example | zone sub sub.shop.example public; delegate split sub.shop.example sub | NXDOMAIN because zone-delegates, zone-lacks-name
    internet ? a.sub.shop.example | delegate split sub.shop.example ns1.nobody.example | SERVFAIL because zone-delegates, delegation-is-lame
    internet ? www.shop.example @{server of split}                   | 203.0.113.80 because server-answers, zone-answers
    internet ? example.com @{server of split}                        | REFUSED because server-answers, not-a-zone-of-server
    internet ? ns-331.awsdns-41.com                                  | 205.251.193.75 because name-server-name
    internet ? ns-331.awsdns-40.com                                  | NXDOMAIN
    internet ? chain.shop.example | record split chain.shop.example CNAME www.shop.example | www.shop.example > 203.0.113.80
    internet ? lost.shop.example | record split lost.shop.example CNAME none.shop.example | NXDOMAIN
    web-1 ? priv.shop.example | record split priv.shop.example CNAME www.corp.example | www.corp.example > web-1, app-1 because public-dns, zone-answers, private-zone, zone-answers
    `,
  )
})

const endpoints = `
  ${oneVpc}
  vpc other 10.1.0.0/16
  vpc-dns other hostnames on
  subnet far other a 10.1.1.0/24
  subnet far-b other b 10.1.2.0/24
  group far-sg other | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host far-1 far 10.1.1.10 far-sg
  endpoint sqs-ep main sqs web,app open-sg
  private-names sqs-ep on
  names-of sqs-ep
  endpoint ecr-ep main ecr.dkr web open-sg
  private-names ecr-ep on
  endpoint ddb-ep main dynamodb web open-sg
  names-of ddb-ep
  gateway-endpoint s3-door main s3 main-table
  endpoint s3-ep main s3 web,app open-sg
  private-names s3-ep on
  names-of s3-ep
  resolver-endpoint ask-in inbound web,app open-sg
`

// Route 53 guide, hosted-zone-private-associate-vpcs-different-accounts, and hosted-zones-private on other Regions.
describe('a private hosted zone for VPCs of other accounts and Regions', () => {
  lookups(
    `
    ${zones}
    account 210987654321
    vpc theirs 10.2.0.0/16
    vpc-dns theirs hostnames on
    account 123456789012
    region eu-west-1
    vpc abroad 10.3.0.0/16
    vpc-dns abroad hostnames on
    region us-east-1
    `,
    `
    theirs ? www.corp.example                                        | NXDOMAIN
    theirs ? www.corp.example | zone-vpc corp theirs                 | web-1, app-1 because private-zone, zone-answers
    abroad ? www.corp.example                                        | NXDOMAIN
    abroad ? www.corp.example | zone-vpc corp abroad                 | web-1, app-1
    abroad ? ip-10-0-1-10.ec2.internal                               | NXDOMAIN
    `,
  )
})

// PrivateLink guide, privatelink-access-aws-services, "Cross-Region".
describe('endpoints for services in other Regions', () => {
  lookups(
    `
    ${oneVpc}
    endpoint west main s3@us-west-2 web,app open-sg
    names-of west
    `,
    `
    internet ? bucket.{west}                                         | west/web, west/app because endpoint-name
    internet ? {label west}-us-east-1a.s3.us-west-2.vpce.amazonaws.com | NXDOMAIN
    web-1 ? s3.us-west-2.amazonaws.com                               | service s3 us-west-2
    web-1 ? s3.us-west-2.amazonaws.com | private-names west on everywhere | west/web, west/app because endpoint-private-name
    web-1 ? s3.us-east-1.amazonaws.com | private-names west on everywhere | service s3 us-east-1
    `,
  )
})

// PrivateLink guide, privatelink-access-aws-services, "DNS hostnames" and "Private DNS".
describe('names of interface endpoints', () => {
  lookups(
    endpoints,
    `
    web-1 ? sqs.us-east-1.amazonaws.com                              | sqs-ep/web, sqs-ep/app because endpoint-private-name
    web-1 ? sqs.us-east-1.amazonaws.com AAAA                         | NODATA
    web-1 ? sqs.us-east-1.amazonaws.com | private-names sqs-ep off   | service sqs us-east-1 because public-dns, aws-service-name
    far-1 ? sqs.us-east-1.amazonaws.com                              | service sqs us-east-1
    internet ? sqs.us-east-1.amazonaws.com                           | service sqs us-east-1
    web-1 ? sqs.eu-west-1.amazonaws.com                              | service sqs eu-west-1
    web-1 ? sqs.us-east-1.amazonaws.com | vpc-dns main hostnames off | service sqs us-east-1 because private-zones-are-off, public-dns, aws-service-name
    web-1 ? sub.sqs.us-east-1.amazonaws.com                          | NXDOMAIN because endpoint-private-name, zone-lacks-name
    web-1 ? sqs.us-east-1.api.aws                                    | service sqs us-east-1
    web-1 ? {sqs-ep}                                                 | sqs-ep/web, sqs-ep/app because public-dns, endpoint-name
    far-1 ? {sqs-ep}                                                 | sqs-ep/web, sqs-ep/app
    internet ? {sqs-ep}                                              | sqs-ep/web, sqs-ep/app
    internet ? {sqs-ep/a}                                            | sqs-ep/web
    internet ? {sqs-ep/b}                                            | sqs-ep/app
    internet ? {sqs-ep} AAAA                                         | NODATA
    internet ? {sqs-ep} | delete-endpoint sqs-ep; wait 600           | NXDOMAIN because not-in-public-dns
    internet ? vpce-0123456789abcdef0-abcd1234.sqs.us-east-1.vpce.amazonaws.com | NXDOMAIN
    internet ? x.{sqs-ep}                                            | NXDOMAIN
    web-1 ? 123456789012.dkr.ecr.us-east-1.amazonaws.com             | ecr-ep/web because endpoint-private-name
    web-1 ? dkr.ecr.us-east-1.amazonaws.com                          | NODATA
    web-1 ? api.ecr.us-east-1.amazonaws.com                          | service ecr.api us-east-1
    web-1 ? a1b2c3.execute-api.us-east-1.amazonaws.com               | service execute-api us-east-1
    web-1 ? a1b2c3.execute-api.us-east-1.amazonaws.com | endpoint api-ep main execute-api web open-sg; private-names api-ep on | api-ep/web because endpoint-private-name
    internet ? a1b2c3-{id api-ep}.execute-api.us-east-1.amazonaws.com | endpoint api-ep main execute-api web open-sg | api-ep/web because endpoint-name
    web-1 ? dynamodb.us-east-1.amazonaws.com                         | service dynamodb us-east-1 because public-dns, aws-service-name
    web-1 ? {ddb-ep}                                                 | ddb-ep/web
    `,
  )
})

// PrivateLink guide, vpc-endpoints-s3, "Private DNS"; S3 user guide, privatelink-interface-endpoints.
describe('names of S3', () => {
  lookups(
    endpoints,
    `
    web-1 ? s3.us-east-1.amazonaws.com                               | service s3 us-east-1 because endpoint-name-for-inbound-only, public-dns, aws-service-name
    ask-in ? s3.us-east-1.amazonaws.com                              | s3-ep/web, s3-ep/app because endpoint-private-name
    web-1 ? reports.s3.us-east-1.amazonaws.com                       | service s3 us-east-1
    ask-in ? reports.s3.us-east-1.amazonaws.com                      | s3-ep/web, s3-ep/app
    ask-in ? 123456789012.s3-control.us-east-1.amazonaws.com         | s3-ep/web, s3-ep/app
    ask-in ? prod-123456789012.s3-accesspoint.us-east-1.amazonaws.com | s3-ep/web, s3-ep/app
    web-1 ? s3.us-east-1.amazonaws.com | private-names s3-ep on everywhere | s3-ep/web, s3-ep/app
    web-1 ? reports.s3.us-east-1.amazonaws.com | private-names s3-ep on everywhere | s3-ep/web, s3-ep/app
    ask-in ? s3.us-east-1.amazonaws.com | private-names s3-ep off    | service s3 us-east-1
    far-1 ? s3.us-east-1.amazonaws.com                               | service s3 us-east-1
    web-1 ? bucket.{s3-ep}                                           | s3-ep/web, s3-ep/app because endpoint-name
    internet ? reports.bucket.{s3-ep}                                | s3-ep/web, s3-ep/app
    internet ? accesspoint.{s3-ep/a}                                 | s3-ep/web
    ask-in ? reports.s3.amazonaws.com                                | service s3 us-east-1 because public-dns, aws-service-name
    web-1 ? reports.s3.amazonaws.com | bucket reports eu-west-1      | service s3 eu-west-1
    ask-in ? s3.dualstack.us-east-1.amazonaws.com AAAA               | service s3 us-east-1
    ask-in ? s3.eu-west-1.amazonaws.com                              | service s3 eu-west-1
    ask-in ? s3-eu-west-1.amazonaws.com                              | service s3 eu-west-1
    ask-in ? reports.s3-website-us-east-1.amazonaws.com              | service s3 us-east-1
    ask-in ? reports.s3.nowhere-1.amazonaws.com                      | NXDOMAIN
    `,
  )
})

// Route 53 guide, routing-to-vpc-interface-endpoint; PrivateLink guide, "Private DNS", on sharing names with other VPCs.
describe('names of one’s own for endpoints', () => {
  lookups(
    endpoints,
    `
    web-1 ? queue.corp.example | zone corp corp.example private main; alias corp queue.corp.example A {sqs-ep} | sqs-ep/web, sqs-ep/app because private-zone, endpoint-name, zone-answers
    web-1 ? queue.corp.example AAAA | zone corp corp.example private main; alias corp queue.corp.example A {sqs-ep} | NODATA
    web-1 ? queue.corp.example | zone corp corp.example private main; record corp queue.corp.example CNAME {sqs-ep} | {sqs-ep} > sqs-ep/web, sqs-ep/app
    web-1 ? corp.example | zone corp corp.example private main; alias corp corp.example A {sqs-ep} | sqs-ep/web, sqs-ep/app
    far-1 ? dynamodb.us-east-1.amazonaws.com | zone own dynamodb.us-east-1.amazonaws.com private other; alias own dynamodb.us-east-1.amazonaws.com A {ddb-ep} | ddb-ep/web
    far-1 ? sqs.us-east-1.amazonaws.com | zone own sqs.us-east-1.amazonaws.com private other; alias own sqs.us-east-1.amazonaws.com A {sqs-ep} | sqs-ep/web, sqs-ep/app
    far-1 ? sqs.us-east-1.amazonaws.com | zone own us-east-1.amazonaws.com private other | NXDOMAIN because private-zone, zone-lacks-name
    web-1 ? sqs.us-east-1.amazonaws.com | zone own us-east-1.amazonaws.com private main | sqs-ep/web, sqs-ep/app because endpoint-private-name
    web-1 ? sns.us-east-1.amazonaws.com | zone own us-east-1.amazonaws.com private main | NXDOMAIN because private-zone, zone-lacks-name
    `,
  )
})
