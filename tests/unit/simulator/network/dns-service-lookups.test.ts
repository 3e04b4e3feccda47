import { describe } from 'vitest'
import { lookups } from './notation/lookups.ts'

// Names that AWS's services have of their own: load balancers, databases, VPC Lattice, Cloud Map, customers' services.

const provider = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  igw gate main
  route main-table 0.0.0.0/0 gate
  group open-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 web 10.0.1.10 open-sg
  host app-1 app 10.0.2.10 open-sg
  nlb inner web,app open-sg
  targets pool main tcp/443 | web-1 | app-1
  listener inner tcp/443 pool
  names-of inner
  nlb outer web,app open-sg public
  targets outer-pool main tcp/443 | web-1 | app-1
  listener outer tcp/443 outer-pool
  names-of outer
  alb site web,app open-sg public
  targets site-pool main http/80 | web-1
  listener site http/80 site-pool
  names-of site
`

// Network Load Balancer guide, network-load-balancers ("DNS name") and target-group-health; ARC guide, arc-zonal-shift.
describe('names of load balancers', () => {
  lookups(
    provider,
    `
    web-1 ? {inner}                                                   | inner/web, inner/app because public-dns, load-balancer-name
    internet ? {inner}                                                | inner/web, inner/app
    internet ? {inner} AAAA                                           | NODATA
    internet ? {outer}                                                | outer/web.public, outer/app.public
    web-1 ? {outer}                                                   | outer/web.public, outer/app.public
    internet ? us-east-1a.{inner}                                     | inner/web
    internet ? us-east-1b.{inner}                                     | inner/app
    internet ? us-east-1f.{inner}                                     | NXDOMAIN
    internet ? nothing-0123456789abcdef.elb.us-east-1.amazonaws.com   | NXDOMAIN
    internet ? {inner} | stop app-1                                   | inner/web because unhealthy-zones-left-out
    internet ? us-east-1b.{inner} | stop app-1                        | inner/app
    internet ? {inner} | untarget pool app-1; wait 600                | inner/web because unhealthy-zones-left-out
    internet ? {inner} | stop app-1; cross-zone inner on              | inner/web, inner/app because load-balancer-name
    internet ? {inner} | stop app-1; stop web-1                       | inner/web, inner/app because all-zones-unhealthy
    internet ? {inner} | revoke open-sg in all 0.0.0.0/0; wait 60     | inner/web, inner/app because all-zones-unhealthy
    internet ? {inner} | zone-fault web                               | inner/app
    internet ? {inner} | shift-from inner web                         | inner/app
    internet ? {inner} | untarget pool app-1; untarget pool web-1; wait 600 | inner/web, inner/app because all-zones-unhealthy
    internet ? {site}                                                 | site/web.public, site/app.public because load-balancer-name
    internet ? dualstack.{site}                                       | site/web.public, site/app.public
    web-1 ? {inner} | client-routing inner availability_zone_affinity | inner/web
    app-1 ? {inner} | client-routing inner availability_zone_affinity | inner/app
    internet ? {inner} | client-routing inner availability_zone_affinity | inner/web, inner/app
    web-1 ? {inner} | client-routing inner availability_zone_affinity; stop web-1 | TIMEOUT
    `,
  )
})

const consumer = `
  ${provider}
  vpc shop 10.5.0.0/16
  vpc-dns shop hostnames on
  subnet buy shop a 10.5.1.0/24
  subnet sell shop b 10.5.2.0/24
  group shop-sg shop | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host till-1 buy 10.5.1.10 shop-sg
  service api inner
  endpoint api-ep shop api buy,sell shop-sg
  names-of api-ep
  zone front shop.example public
  record front api.shop.example A 203.0.113.80
  private-service-name api api.shop.example front
`

// PrivateLink guide, manage-dns-names and privatelink-share-your-services.
describe('names of a customer’s endpoint service', () => {
  lookups(
    consumer,
    `
    till-1 ? api.shop.example                                         | 203.0.113.80 because public-dns
    till-1 ? api.shop.example | private-names api-ep on               | {api-ep} > api-ep/buy, api-ep/sell because endpoint-private-name, endpoint-name
    web-1 ? api.shop.example | private-names api-ep on                | 203.0.113.80
    internet ? api.shop.example | private-names api-ep on             | 203.0.113.80
    till-1 ? x.api.shop.example | private-names api-ep on             | NXDOMAIN because endpoint-private-name, zone-lacks-name
    till-1 ? www.shop.example | private-names api-ep on; record front www.shop.example A 203.0.113.81 | 203.0.113.81
    internet ? {api-ep}                                               | api-ep/buy, api-ep/sell
    internet ? {api-ep/b}                                             | api-ep/sell
    internet ? {api-ep} | stop app-1                                  | api-ep/buy
    internet ? {api-ep/b} | stop app-1                                | api-ep/sell
    internet ? {api-ep} | stop app-1; cross-zone inner on             | api-ep/buy, api-ep/sell
    internet ? {api-ep} | stop app-1; stop web-1                      | api-ep/buy, api-ep/sell
    internet ? {api-ep} | zone-fault buy                              | api-ep/sell
    internet ? {api-ep} | reject api api-ep                           | api-ep/buy, api-ep/sell
    `,
  )
})

// PrivateLink guide, interface-endpoints ("IP address types"); EC2 API reference, DnsOptions.
describe('IPv6 answers', () => {
  const dual = `
    vpc main 10.0.0.0/16 ipv6
    vpc-dns main hostnames on
    subnet web main a 10.0.1.0/24 ipv6
    group open-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host web-1 web 10.0.1.10 open-sg ipv6
    endpoint s3-ep main s3 web open-sg ipv6
    private-names s3-ep on everywhere
    names-of s3-ep
  `
  lookups(
    dual,
    `
    web-1 ? s3.us-east-1.amazonaws.com                                | s3-ep/web
    web-1 ? s3.us-east-1.amazonaws.com AAAA                           | s3-ep/web.ipv6
    internet ? {s3-ep} AAAA                                           | s3-ep/web.ipv6
    web-1 ? s3.us-east-1.amazonaws.com AAAA | record-types s3-ep ipv4 | NODATA
    internet ? {s3-ep} AAAA | record-types s3-ep ipv4                 | NODATA
    web-1 ? s3.us-east-1.amazonaws.com | record-types s3-ep ipv6      | NODATA
    web-1 ? s3.us-east-1.amazonaws.com AAAA | record-types s3-ep service-defined | NODATA
    internet ? {s3-ep} AAAA | record-types s3-ep service-defined      | s3-ep/web.ipv6
    web-1 ? example.com AAAA @fd00:ec2::253                           | 2001:db8:feed::a
    web-1 ? sqs.us-east-1.amazonaws.com AAAA                          | NODATA
    web-1 ? sqs.us-east-1.api.aws AAAA                                | service sqs us-east-1
    web-1 ? sqs.us-east-1.amazonaws.com AAAA | dns64 web on           | {nat64 sqs.us-east-1.amazonaws.com} because aws-service-name, dns64
    web-1 ? example.com AAAA | dns64 web on                           | 2001:db8:feed::a
    web-1 ? four.shop.example AAAA | zone shop shop.example private main; record shop four.shop.example A 203.0.113.4 | NODATA
    web-1 ? four.shop.example AAAA | zone shop shop.example private main; record shop four.shop.example A 203.0.113.4; dns64 web on | 64:ff9b::cb00:7104 because dns64
    web-1 ? none.shop.example AAAA | zone shop shop.example private main; dns64 web on | NXDOMAIN
    `,
  )
})

// RDS user guide, USER_VPC.WorkingWithRDSInstanceinaVPC; VPC Lattice user guide; Cloud Map developer guide, dns-configuring.
describe('names of other services', () => {
  const others = `
    ${provider}
    database db-1 main web,app open-sg 5432
    resource-gateway doors main web,app open-sg
    resource billing doors 10.0.1.10 443
    endpoint billing-ep main billing web,app open-sg
    namespace crew.internal main | orders 10.0.1.77
    named-resource pay doors 10.0.1.10 443 pay.example
    endpoint pay-ep main pay web,app open-sg
    service-network shared | billing
    endpoint shared-ep main shared web,app open-sg
    lattice-service shop shared 443
    names-of shop
  `
  lookups(
    others,
    `
    web-1 ? {db-1}                                                    | {address db-1} because database-name
    internet ? {db-1}                                                 | {address db-1}
    internet ? nobody.c0123456789a.us-east-1.rds.amazonaws.com        | NXDOMAIN
    web-1 ? orders.crew.internal                                      | 10.0.1.77 because private-zone
    web-1 ? none.crew.internal                                        | NXDOMAIN
    internet ? orders.crew.internal                                   | NXDOMAIN
    web-1 ? {association billing-ep}                                  | billing-ep/web, billing-ep/app because lattice-name
    internet ? {association billing-ep}                               | billing-ep/web, billing-ep/app
    web-1 ? {association shared-ep}                                   | shared-ep/web, shared-ep/app because lattice-name
    web-1 ? pay.example                                               | NXDOMAIN
    web-1 ? pay.example | resource-names-of pay-ep ALL_DOMAINS        | pay-ep/web, pay-ep/app because endpoint-private-name
    web-1 ? pay.example | resource-names-of pay-ep SPECIFIED_DOMAINS_ONLY pay.example | pay-ep/web, pay-ep/app
    web-1 ? pay.example | resource-names-of pay-ep SPECIFIED_DOMAINS_ONLY other.example | NXDOMAIN
    web-1 ? pay.example | resource-names-of pay-ep                    | NXDOMAIN
    internet ? pay.example | resource-names-of pay-ep ALL_DOMAINS     | NXDOMAIN
    internet ? {shop} MX                                              | NODATA because lattice-name
    internet ? other-{shop}                                           | NXDOMAIN
    internet ? d111111abcdef8.cloudfront.net                          | NXDOMAIN
    internet ? abc123.execute-api.us-east-1.amazonaws.com             | service execute-api us-east-1
    internet ? iam.amazonaws.com                                      | service iam us-east-1
    internet ? kms-fips.us-east-1.amazonaws.com                       | service kms-fips us-east-1
    internet ? kms-fips.eu-west-1.amazonaws.com                       | NXDOMAIN
    internet ? nosuchservice.us-east-1.amazonaws.com                  | NXDOMAIN
    internet ? sqs.nowhere-1.amazonaws.com                            | NXDOMAIN
    `,
  )
})
