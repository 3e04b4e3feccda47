import { describe, expect, it } from 'vitest'
import { topologyOf } from '../../../../../simulator/views/topology/topology.ts'
import { inspected } from '../../network/notation/inspected-world.ts'
import { worldOf } from '../../network/notation/world.ts'
import { adds, linesOf, one } from './adds.ts'
import { drawn } from './drawn.ts'

// What is drawn of a VPC, of what is in it, and of PrivateLink.

describe('VPCs', () => {
  it('are drawn with their account, Region, zones and subnets, each inside the one before', () => {
    expect(drawn(worldOf(one))).toEqual(
      linesOf(`
        account 123456789012 (123456789012)
        region us-east-1 in 123456789012
        vpc main (10.0.0.0/16) in us-east-1
        zone us-east-1a (use1-az2) in main
        subnet app (10.0.1.0/24) in us-east-1a
        zone us-east-1b (use1-az6) in main
        subnet app-b (10.0.2.0/24) in us-east-1b
      `),
    )
  })

  it('are not there where there are none', () => {
    expect(drawn(worldOf(''))).toEqual([])
  })

  adds(one, [
    ['a second one in the same Region', 'vpc other 10.1.0.0/16', 'vpc other (10.1.0.0/16) in us-east-1'],
    [
      'one with a second block',
      'vpc other 10.1.0.0/16 10.2.0.0/16\nwait 60',
      'vpc other (10.1.0.0/16, 10.2.0.0/16) in us-east-1',
    ],
    [
      'one in another Region',
      'region eu-west-1\nvpc other 10.1.0.0/16',
      `region eu-west-1 in 123456789012
       vpc other (10.1.0.0/16) in eu-west-1`,
    ],
    [
      'one of another account',
      'account 210987654321\nvpc other 10.1.0.0/16',
      `account 210987654321 (210987654321)
       region us-east-1 in 210987654321
       vpc other (10.1.0.0/16) in us-east-1`,
    ],
    ['a second subnet of a zone', 'subnet db main a 10.0.3.0/24', 'subnet db (10.0.3.0/24) in us-east-1a'],
    [
      'a subnet whose table leads to an internet gateway is public, and only it',
      'igw door main\ntable open main app\nroute open 0.0.0.0/0 door',
      `- subnet app (10.0.1.0/24) in us-east-1a
       public subnet app (10.0.1.0/24) in us-east-1a
       internet-gateway door in main
       internet Internet
       attached door > internet`,
    ],
    [
      'a route to a part of the internet makes none public',
      'igw door main\nroute main-table 203.0.113.0/24 door',
      `internet-gateway door in main
       internet Internet
       attached door > internet`,
    ],
  ])

  it('of the default kind are drawn once something is in them', () => {
    const world = worldOf('')
    const { Vpcs } = world.ask('DescribeVpcs')
    world.name('default', Vpcs?.[0]?.VpcId)
    expect(drawn(world)).toEqual([])
    const { Subnets } = world.ask('DescribeSubnets', {})
    world.ask('CreateNetworkInterface', { SubnetId: Subnets?.[0]?.SubnetId ?? '' })
    expect(drawn(world)).toContain('vpc default (172.31.0.0/16) in us-east-1')
  })

  it('and subnets go by their Name tags', () => {
    const world = worldOf(one)
    for (const [id, Value] of [
      ['main', 'Production'],
      ['app', 'Web tier'],
    ] as const)
      world.ask('CreateTags', { Resources: [world.id(id)], Tags: [{ Key: 'Name', Value }] })
    const labels = topologyOf(world.fabric).frames.map(({ label }) => label)
    expect(labels).toEqual(expect.arrayContaining(['Production', 'Web tier', world.id('app-b')]))
  })
})

describe('in a subnet', () => {
  adds(one, [
    ['an instance', 'host web-1 app 10.0.1.10 any', 'instance web-1 (10.0.1.10) in app'],
    [
      'an instance with a public address',
      'igw door main\nhost web-1 app 10.0.1.10 any\nelastic ip-1 web-1',
      `instance web-1 (10.0.1.10 · ip-1) in app
       internet-gateway door in main
       internet Internet
       attached door > internet`,
    ],
    [
      'an instance that forwards what is not for it',
      'host fw-1 app 10.0.1.10 any\ncheck fw-1 off',
      'appliance fw-1 (10.0.1.10) in app',
    ],
    [
      'an instance that is stopped',
      'host web-1 app 10.0.1.10 any\nstop web-1',
      'instance web-1 (10.0.1.10) in app, broken: its state is stopped',
    ],
    ['an instance that is terminated', 'host web-1 app 10.0.1.10 any\nterminate web-1', ''],
    [
      'an instance with a second interface there',
      'host web-1 app 10.0.1.10 any\nsecond-interface web-2 app 10.0.1.11 any web-1',
      'instance web-1 (10.0.1.10) in app',
    ],
    [
      'an instance with a second interface in another subnet',
      'subnet db main a 10.0.3.0/24\nhost web-1 app 10.0.1.10 any\nsecond-interface web-2 db 10.0.3.11 any web-1',
      `subnet db (10.0.3.0/24) in us-east-1a
       instance web-1 (10.0.1.10) in app`,
    ],
    [
      'a NAT gateway',
      'igw door main\nnat out app',
      `nat-gateway out (somewhere · out:address) in app
       internet-gateway door in main
       internet Internet
       attached door > internet`,
    ],
    ['a private NAT gateway', 'nat out app private', 'nat-gateway out (private) in app'],
    [
      'a NAT gateway that is being made',
      'nat out app private pending',
      'nat-gateway out (private) in app, pending: its state is pending',
    ],
    ['a NAT gateway that is gone', 'nat out app private\nno-nat out', ''],
    ['a database', 'database orders main app,app-b any 5432', 'database orders (somewhere) in app'],
    [
      'a Resolver endpoint, once in each of its subnets',
      'resolver-endpoint ask-in inbound app,app-b any',
      `resolver-endpoint ask-in (inbound · somewhere) in app
       resolver-endpoint ask-in (inbound · somewhere) in app-b`,
    ],
    [
      'a Resolver endpoint that is being made',
      'resolver-endpoint ask-in inbound app,app-b any now',
      `resolver-endpoint ask-in (inbound · somewhere) in app, pending: its state is CREATING
       resolver-endpoint ask-in (inbound · somewhere) in app-b, pending: its state is CREATING`,
    ],
  ])
})

describe('at the edge of a VPC', () => {
  adds(one, [
    [
      'an internet gateway',
      'igw door main',
      `internet-gateway door in main
       internet Internet
       attached door > internet`,
    ],
    ['an internet gateway that was detached', 'igw door main\nno-igw door main', ''],
    [
      'an egress-only internet gateway',
      'eigw out main',
      `egress-only-gateway out in main
       internet Internet
       attached out > internet`,
    ],
    ['a virtual private gateway', 'vpn-gateway vgw main', 'vpn-gateway vgw in main'],
    ['a virtual private gateway that was detached', 'vpn-gateway vgw main\ndetach-vpn-gateway vgw main', ''],
    [
      'a gateway endpoint',
      'gateway-endpoint door main s3 main-table',
      `gateway-endpoint s3 (in 1 route table) in main
       aws-service s3 (us-east-1)
       private-link door > aws/com.amazonaws.us-east-1.s3`,
    ],
    [
      'a gateway endpoint that no route table leads to',
      'gateway-endpoint door main dynamodb',
      `gateway-endpoint dynamodb (in 0 route tables) in main
       aws-service dynamodb (us-east-1)
       private-link door > aws/com.amazonaws.us-east-1.dynamodb`,
    ],
  ])
})

describe('an interface endpoint', () => {
  adds(one, [
    [
      'for a service of AWS stands in each of its subnets',
      'endpoint ep main kms app,app-b any',
      `interface-endpoint kms (somewhere) in app
       interface-endpoint kms (somewhere) in app-b
       aws-service kms (us-east-1)
       private-link ep/app > aws/com.amazonaws.us-east-1.kms
       private-link ep/app-b > aws/com.amazonaws.us-east-1.kms`,
    ],
    [
      'and a second one for the same service lead to one service',
      'endpoint ep main kms app any\nendpoint ep-2 main kms app-b any',
      `interface-endpoint kms (somewhere) in app
       interface-endpoint kms (somewhere) in app-b
       aws-service kms (us-east-1)
       private-link ep/app > aws/com.amazonaws.us-east-1.kms
       private-link ep-2/app-b > aws/com.amazonaws.us-east-1.kms`,
    ],
    [
      'that was deleted is gone, and so is the service',
      'endpoint ep main kms app any\ndelete-endpoint ep\nwait 600',
      '',
    ],
    [
      'for a resource',
      'resource-gateway gate main app any\nresource orders gate 10.0.1.9 5432\nendpoint door main orders app any',
      `resource-gateway gate (somewhere) in app
       resource-endpoint orders (somewhere) in app
       private-link door/app > gate/app`,
    ],
  ])
})

const service = `
  vpc provider 10.1.0.0/16
  subnet api provider a 10.1.1.0/24
  group inside provider | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host api-1 api 10.1.1.10 inside
  nlb api-lb api inside
  targets group provider tcp/443 | api-1
  listener api-lb tcp/443 group
  service api-svc api-lb accept
  ${one}
`

describe('PrivateLink', () => {
  it('leads from the endpoint to its service, its load balancer and the machines behind it', () => {
    const world = worldOf(service)
    const lines = drawn(world).filter((line) => /api/.test(line))
    expect(lines).toEqual(
      linesOf(`
        subnet api (10.1.1.0/24) in us-east-1a
        instance api-1 (10.1.1.10) in api
        load-balancer api-lb (NLB · somewhere) in api
        endpoint-service api-svc (acceptance required) in us-east-1
        private-link api-svc > api-lb/api
        targets api-lb/api > api-1:instance
      `),
    )
  })

  const waiting = (name: string) =>
    `interface-endpoint ${name} (somewhere) in app, pending: its state is pendingAcceptance
     private-link ep/app > ${name}, pending: its state is pendingAcceptance`

  adds(service, [
    ['an endpoint waits to be accepted', 'endpoint ep main api-svc app any', waiting('api-svc')],
    [
      'an endpoint that was accepted works',
      'endpoint ep main api-svc app any\naccept api-svc ep',
      `interface-endpoint api-svc (somewhere) in app
       private-link ep/app > api-svc`,
    ],
    [
      'an endpoint that was rejected does not',
      'endpoint ep main api-svc app any\nreject api-svc ep',
      `interface-endpoint api-svc (somewhere) in app, broken: its state is rejected
       private-link ep/app > api-svc, broken: its state is rejected`,
    ],
    [
      'an endpoint of another account',
      `account 210987654321
       vpc guest 10.2.0.0/16
       subnet guests guest a 10.2.1.0/24
       group guest-group guest
       endpoint ep guest api-svc guests guest-group
       accept api-svc ep`,
      `account 210987654321 (210987654321)
       region us-east-1 in 210987654321
       vpc guest (10.2.0.0/16) in us-east-1
       zone us-east-1a (use1-az2) in guest
       subnet guests (10.2.1.0/24) in us-east-1a
       interface-endpoint api-svc (somewhere) in guests
       private-link ep/guests > api-svc`,
    ],
    [
      'a second machine behind the load balancer',
      'host api-2 api 10.1.1.20 inside\ntarget group api-2',
      `instance api-2 (10.1.1.20) in api
       targets api-lb/api > api-2:instance, pending: the target is initial: Target registration is in progress`,
    ],
    [
      'a machine that is no longer behind it',
      'untarget group api-1\nwait 600',
      '- targets api-lb/api > api-1:instance',
    ],
    [
      'a machine that still drains',
      'untarget group api-1',
      `- targets api-lb/api > api-1:instance
       targets api-lb/api > api-1:instance, pending: the target is draining: Target deregistration is in progress`,
    ],
    [
      'a machine that health checks do not reach',
      'revoke inside in all 0.0.0.0/0\nwait 300',
      `- targets api-lb/api > api-1:instance
       targets api-lb/api > api-1:instance, broken: the target is unhealthy: Health checks failed`,
    ],
    [
      'a load balancer behind another',
      'subnet api-b provider b 10.1.2.0/24\nalb pages api,api-b inside\ntargets web provider http/80 | api-1\nlistener pages http/80 web\ntargets to-pages provider tcp/80 alb | pages\nlistener api-lb tcp/80 to-pages\nwait 300',
      `zone us-east-1b (use1-az6) in provider
       subnet api-b (10.1.2.0/24) in us-east-1b
       load-balancer pages (ALB · somewhere) in api
       load-balancer pages (ALB · somewhere) in api-b
       targets api-lb/api > pages/api
       targets api-lb/api > pages/api-b
       targets pages/api > api-1:instance
       targets pages/api-b > api-1:instance`,
    ],
    [
      'a load balancer that is being made',
      'nlb new-lb api inside now',
      'load-balancer new-lb (NLB · somewhere) in api, pending: its state is provisioning',
    ],
  ])

  it('to appliances goes through a Gateway Load Balancer', () => {
    expect(drawn(worldOf(inspected)).filter((line) => /gwlbe|fw|svc/.test(line))).toEqual(
      linesOf(`
        subnet fw-a (10.63.1.0/24) in us-east-1a
        instance fw-1 (10.63.1.10) in fw-a
        load-balancer fw-lb (GWLB · somewhere) in lb-a
        inspection-endpoint svc (somewhere) in gate
        endpoint-service svc (accepts at once) in us-east-1
        private-link svc > fw-lb/lb-a
        private-link gwlbe/gate > svc
        targets fw-lb/lb-a > fw-1:instance
      `),
    )
  })
})
