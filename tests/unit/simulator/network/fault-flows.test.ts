import { describe, expect, it } from 'vitest'
import type { Cloud } from '../../../../simulator/cloud.ts'
import { resolve } from '../../../../simulator/network/dns/resolve.ts'
import { addressesOfService } from '../../../../simulator/network/service-addresses.ts'
import { flows, followFlow, sendFlow, tell } from './notation/flows.ts'
import { say, worldOf } from './notation/world.ts'

// What a fault strikes does not work, nor what is in it; what does not depend on it goes on. Zones are struck by their ids.

const twoZones = `
  vpc main 10.0.0.0/16
  igw gate main
  subnet web-a main use1-az1 10.0.1.0/24
  subnet web-b main use1-az2 10.0.2.0/24
  subnet app-a main use1-az1 10.0.11.0/24
  subnet app-b main use1-az2 10.0.12.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  table public main web-a web-b
  route public 0.0.0.0/0 gate
  nat out web-a
  table private main app-a app-b
  route private 0.0.0.0/0 out
  host web-1 web-a 10.0.1.10 open public
  host web-2 web-b 10.0.2.10 open public
  host app-1 app-a 10.0.11.10 open
  host app-2 app-b 10.0.12.10 open
  nlb lb web-a,web-b open
  cross-zone lb on
  targets app main tcp/443 | app-1 | app-2
  listener lb tcp/443 app
  endpoint sqs main sqs app-a,app-b open
  gateway-endpoint s3 main s3 private
  vpc other 10.9.0.0/16
  subnet far other use1-az1 10.9.1.0/24
  group far-open other | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host far-1 far 10.9.1.10 far-open
  peer main-other main other
  route private 10.9.0.0/16 main-other
  route other-table 10.0.0.0/16 main-other
`

describe('a fault of one thing', () => {
  flows(
    twoZones,
    `
    web-1 > app-2 tcp/443 | fault web-2                 | works
    web-1 > app-2 tcp/443 | fault app-2                 | struck-by-fault at app-2
    web-1 > app-2 tcp/443 | fault app-2:instance        | struck-by-fault at app-2
    app-2 > web-1 tcp/443 | fault app-2:instance        | struck-by-fault at app-2
    web-1 > app-2 tcp/443 | fault app-b                 | struck-by-fault at app-2
    web-1 > app-2 tcp/443 | fault app-b; mend app-b     | works
    web-1 > 8.8.8.8 tcp/443 | fault gate                | struck-by-fault at public
    internet > web-1.public tcp/443 | fault gate        | struck-by-fault at gate
    app-2 > 8.8.8.8 tcp/443                             | works
    app-2 > 8.8.8.8 tcp/443 | fault out                 | struck-by-fault at private
    app-2 > 8.8.8.8 tcp/443 | fault web-a               | struck-by-fault at out
    app-2 > 8.8.8.8 tcp/443 | fault out-eni             | struck-by-fault at out
    app-2 > far-1 tcp/443 | fault main-other            | struck-by-fault at private
    app-2 > sqs/app-b tcp/443 | fault sqs               | struck-by-fault at sqs/app-b
    app-2 > sqs/app-b tcp/443 | fault sqs/app-a         | works
    web-1 > lb/web-a tcp/443 | fault lb                 | struck-by-fault at lb
    web-1 > lb/web-a tcp/443 | fault app-1:instance; wait 60 | works via lb, app-2
    web-1 > lb/web-a tcp/443 | fault app-1:instance; wait 60; mend; wait 60; fault app-2:instance; wait 60 | works via lb, app-1
    `,
  )
})

/** One of the addresses at which S3 answers in a Region. */
const s3In = (region: string): string =>
  addressesOfService(`s3.${region}.amazonaws.com`, { name: 's3', region, isDual: false }).ipv4[0] ?? ''

describe('a fault of a zone or Region', () => {
  flows(
    twoZones,
    `
    web-2 > app-2 tcp/443 | fault use1-az1              | works
    web-1 > app-2 tcp/443 | fault use1-az1              | struck-by-fault at web-1
    web-2 > app-1 tcp/443 | fault use1-az1              | struck-by-fault at app-1
    app-2 > 8.8.8.8 tcp/443 | fault use1-az1            | struck-by-fault at out
    app-2 > 8.8.8.8 tcp/443 | fault use1-az2            | struck-by-fault at app-2
    app-2 > sqs/app-b tcp/443 | fault use1-az1          | works
    app-2 > sqs/app-a tcp/443 | fault use1-az1          | struck-by-fault at sqs/app-a
    web-2 > lb/web-b tcp/443 | fault use1-az1; wait 60  | works via lb, app-2
    web-2 > lb/web-a tcp/443 | fault use1-az1; wait 60  | struck-by-fault at lb/web-a
    app-2 > web-2 tcp/443 | fault us-east-1             | struck-by-fault at app-2
    app-2 > web-2 tcp/443 | fault us-west-2             | works
    app-2 > {us-west-2} tcp/443                         | works via out, gate
    app-2 > {us-west-2} tcp/443 | fault us-west-2       | struck-by-fault at internet
    app-2 > {us-west-2} tcp/443 | fault eu-west-1       | works
    app-2 > {us-east-1} tcp/443                         | works via s3
    `.replace(/\{(.*?)\}/g, (_, region: string) => s3In(region)),
  )
})

describe('a fork', () => {
  const world = worldOf(twoZones)
  const health = (cloud: Cloud) => {
    const TargetGroupArn = world.id('app')
    const response = cloud.send({
      service: 'elbv2',
      operation: 'DescribeTargetHealth',
      input: { TargetGroupArn },
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIA123456789012', secretAccessKey: 'secret' },
    })
    const { TargetHealthDescriptions = [] } = ('output' in response ? response.output : {}) as {
      TargetHealthDescriptions?: { TargetHealth: { State: string } }[]
    }
    return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth.State)
  }
  const strike = (cloud: Cloud, ...Targets: string[]) =>
    cloud.send({
      service: 'fault',
      operation: 'InjectFault',
      input: { Targets },
      region: 'us-east-1',
      credentials: undefined,
    })

  it('is struck without the world', () => {
    const flow = followFlow(world, 'web-1 > app-2 tcp/443')
    const fork = world.cloud.fork()
    strike(fork, world.id('app-2:instance'))
    const there = [fork.fabric, world.fabric].map((fabric) => tell(world, flow(fabric)))
    expect(there).toEqual(['struck-by-fault at app-2', 'works'])
  })

  it('has its own target health', () => {
    const fork = world.cloud.fork()
    strike(fork, world.id('app-2:instance'))
    fork.advance(120)
    expect([health(fork), health(world.cloud)]).toEqual([
      ['healthy', 'unhealthy'],
      ['healthy', 'healthy'],
    ])
  })

  it('has its own answers of the DNS', () => {
    const fork = world.cloud.fork()
    strike(fork, 'use1-az1')
    fork.advance(120)
    const name = world.call('elbv2', 'DescribeLoadBalancers').LoadBalancers?.[0]?.DNSName ?? ''
    const addresses = [fork, world.cloud].map(
      ({ fabric }) => resolve(fabric, { kind: 'internet' }, { name })?.records.length,
    )
    expect(addresses).toEqual([1, 2])
  })

  it('and what is struck in the world works again when the fault is cleared', () => {
    say(world, 'fault app-2')
    expect(tell(world, sendFlow(world, 'web-1 > app-2 tcp/443'))).toBe('struck-by-fault at app-2')
    say(world, 'mend')
    expect(tell(world, sendFlow(world, 'web-1 > app-2 tcp/443'))).toBe('works')
  })
})
