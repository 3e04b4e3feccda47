import { describe, expect, it } from 'vitest'
import type { Elbv2 } from '../../../../simulator/api/generated/types.d.ts'
import { say, type World, worldOf } from './notation/world.ts'

// What health checks find, as describe-target-health tells it: a check is a packet like any other.

const balanced = `
  vpc main 10.0.0.0/16
  subnet lb-a main a 10.0.10.0/24
  subnet lb-b main b 10.0.11.0/24
  subnet app main a 10.0.20.0/24
  group lb-sg main | in tcp 443 10.0.0.0/16 | out tcp 443 10.0.20.0/24
  group app-sg main | in tcp 443 lb-sg | in tcp 80 lb-sg
  host app-1 app 10.0.20.10 app-sg
  acl app-acl main app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  nlb lb lb-a,lb-b lb-sg
  targets app-443 main tcp/443 | app-1
  listener lb tcp/443 app-443
  nlb web-lb lb-a
  targets app-80 main tcp/80 | app-1 | check http/80
  listener web-lb tcp/80 app-80
  alb front lb-a,lb-b lb-sg
  allow lb-sg out tcp 80 10.0.20.0/24
  targets pages main http/80 | app-1
  listener front http/80 pages
`

function healthOf(world: World, group: string): Elbv2.TargetHealth | undefined {
  const TargetGroupArn = world.id(group)
  const { TargetHealthDescriptions } = world.call(
    'elbv2',
    'DescribeTargetHealth',
    { TargetGroupArn },
    world.where,
  )
  return TargetHealthDescriptions?.[0]?.TargetHealth
}

/** `group | change | state [reason]`, as tables of flows. */
function states(worldText: string, table: string): void {
  let base: World | undefined
  for (const line of table.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    it(line, () => {
      base ??= worldOf(worldText)
      const [group = '', ...rest] = line.split(/\s+\|\s+/)
      const expected = rest.pop() ?? ''
      const { version } = base.cloud.store
      try {
        for (const change of rest.flatMap((part) => part.split(/\s*;\s*/)))
          say(base, change.replaceAll(' / ', ' | '))
        const { State, Reason } = healthOf(base, group) ?? {}
        expect([State, Reason].filter((one) => one !== undefined).join(' ')).toBe(expected)
      } finally {
        base.cloud.store.goto(version)
      }
    })
  }
}

// Network Load Balancer guide, target-group-health-checks and load-balancer-troubleshooting.
describe('a target of a Network Load Balancer', () => {
  states(
    balanced,
    `
    app-443 | healthy
    app-443 | revoke app-sg in tcp 443 lb-sg                                     | unhealthy Target.FailedHealthChecks
    app-443 | revoke lb-sg out tcp 443 10.0.20.0/24                              | unhealthy Target.FailedHealthChecks
    app-443 | revoke lb-sg in tcp 443 10.0.0.0/16                                | healthy
    app-443 | entry app-acl in 90 deny tcp 443 10.0.10.0/24                      | unhealthy Target.FailedHealthChecks
    app-443 | entry app-acl out 90 deny tcp 1024-65535 10.0.10.0/24              | unhealthy Target.FailedHealthChecks
    app-443 | revoke app-sg in tcp 443 lb-sg; allow app-sg in tcp 443 10.0.10.0/24 | healthy
    app-443 | revoke app-sg in tcp 443 lb-sg; allow app-sg in tcp 443 0.0.0.0/0; stop app-1 | unused Target.InvalidState
    app-443 | unlisten lb:443                                                    | unused Target.NotInUse
    app-443 | untarget app-443 app-1                                             | draining Target.DeregistrationInProgress
    app-443 | serve app-1 http/443                                               | healthy
    app-443 | serve app-1 postgres/443                                           | healthy
    app-443 | serve app-1 http/8080                                              | unhealthy Target.FailedHealthChecks
    `,
  )
})

describe('a target that is checked with HTTP', () => {
  states(
    balanced.replace('in tcp 80 lb-sg', 'in tcp 80 10.0.0.0/16'),
    `
    app-80 | healthy
    app-80 | serve app-1 http/80                       | healthy
    app-80 | serve app-1 http/80 status=301            | healthy
    app-80 | serve app-1 http/80 status=404            | unhealthy Target.FailedHealthChecks
    app-80 | serve app-1 postgres/80                   | unhealthy Target.FailedHealthChecks
    app-80 | serve app-1 http/80 tls                   | unhealthy Target.FailedHealthChecks
    app-80 | serve app-1 http/80 proxy                 | unhealthy Target.FailedHealthChecks
    app-80 | serve app-1 http/80 proxy; targeting app-80 proxy_protocol_v2.enabled true | healthy
    app-80 | serve app-1 http/80; targeting app-80 proxy_protocol_v2.enabled true | unhealthy Target.FailedHealthChecks
    `,
  )
})

// Application Load Balancer guide, target-group-health-checks: it tells more about why.
describe('a target of an Application Load Balancer', () => {
  states(
    balanced,
    `
    pages | healthy
    pages | revoke app-sg in tcp 80 lb-sg              | unhealthy Target.Timeout
    pages | serve app-1 http/8080                      | unhealthy Target.FailedHealthChecks
    pages | serve app-1 http/80 status=404             | unhealthy Target.ResponseCodeMismatch
    pages | serve app-1 http/80 status=200             | healthy
    `,
  )

  it('says which code was answered', () => {
    const world = worldOf(balanced)
    say(world, 'serve app-1 http/80 status=503')
    expect(healthOf(world, 'pages')?.Description).toBe('Health checks failed with these codes: [503]')
  })
})

/** A data centre's address behind a peered VPC, and a load balancer behind a load balancer. */
const beyond = `
  vpc main 10.0.0.0/16
  subnet lb-a main a 10.0.10.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  nlb lb lb-a any
  vpc far 10.1.0.0/16
  subnet far-a far a 10.1.1.0/24
  group far-any far | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host old far-a 10.1.1.10 far-any
  peer pcx main far
  route main-table 10.1.0.0/16 pcx
  route far-table 10.0.0.0/16 pcx
  targets old-443 main tcp/443 ip | 10.1.1.10@all
  listener lb tcp/443 old-443
`

describe('a target out of the VPC', () => {
  states(
    beyond,
    `
    old-443 | healthy
    old-443 | unroute main-table 10.1.0.0/16           | unhealthy Target.FailedHealthChecks
    old-443 | unroute far-table 10.0.0.0/16            | unhealthy Target.FailedHealthChecks
    old-443 | no-peer pcx                              | unhealthy Target.FailedHealthChecks
    old-443 | stop old                                 | unhealthy Target.FailedHealthChecks
    `,
  )
})

it('never ends up checking in a circle', () => {
  const world = worldOf(beyond)
  say(world, 'nlb back far-a far-any')
  const addressOf = (node: string) =>
    world.ask('DescribeNetworkInterfaces', { NetworkInterfaceIds: [world.id(node)] }).NetworkInterfaces?.[0]
      ?.PrivateIpAddress
  say(world, `targets to-lb far tcp/80 ip | ${addressOf('lb/lb-a')}@all`)
  say(world, `targets to-back main tcp/80 ip | ${addressOf('back/far-a')}@all`)
  say(world, 'listener lb tcp/80 to-back')
  say(world, 'listener back tcp/80 to-lb')
  say(world, 'wait 600')
  expect(healthOf(world, 'to-lb')?.State).toBe('unhealthy')
  expect(healthOf(world, 'to-back')?.State).toBe('unhealthy')
})

// Application and Network Load Balancer guides, zonal-shift, "Administrative override".
describe('a target in a zone that traffic is shifted away from', () => {
  it.each([
    ['goes on with other zones’ nodes left out by DNS', 'off', 'zonal_shift_delegated_to_dns'],
    ['gets nothing while nodes use targets of all zones', 'on', 'zonal_shift_active'],
  ])('%s', (_, crossZone, state) => {
    const world = worldOf(balanced)
    const overrideOf = () =>
      world.call('elbv2', 'DescribeTargetHealth', { TargetGroupArn: world.id('app-443') })
        .TargetHealthDescriptions?.[0]?.AdministrativeOverride
    expect(overrideOf()).toEqual({
      State: 'no_override',
      Reason: 'AdministrativeOverride.NoOverride',
      Description: 'No override is currently active on target',
    })
    const zone = world.ask('DescribeSubnets', { SubnetIds: [world.id('app')] }).Subnets?.[0]
      ?.AvailabilityZoneId
    say(world, `cross-zone lb ${crossZone}`)
    say(world, `shift lb away ${zone}`)
    expect(overrideOf()?.State).toBe(state)
  })
})

it('is checked where only a rule of a listener forwards to its group, too', () => {
  const world = worldOf(balanced)
  say(world, 'targets reports main http/80 | app-1')
  world.call('elbv2', 'CreateRule', {
    ListenerArn: world.id('front:80'),
    Priority: 10,
    Conditions: [{ Field: 'path-pattern', Values: ['/reports/*'] }],
    Actions: [{ Type: 'forward', TargetGroupArn: world.id('reports') }],
  })
  say(world, 'wait 300')
  expect(healthOf(world, 'reports')).toEqual({ State: 'healthy' })
})
