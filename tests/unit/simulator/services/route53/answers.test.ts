import { describe, expect, it } from 'vitest'
import type { Route53 } from '../../../../../simulator/api/generated/types.d.ts'
import { type Asker, answerFrom } from '../../../../../simulator/services/route53/answers.ts'
import { simple, type Zones, zones } from './zones.ts'

type RecordSet = Route53.ResourceRecordSet

/** The identifiers, or else the values, of what a zone answers. */
function answer(
  { cloud }: Zones,
  zone: string,
  name: string,
  type: string,
  asker?: Asker,
): string[] | string {
  const ctx = { store: cloud.store, now: cloud.now }
  const result = answerFrom(ctx, `/hostedzone/${zone}`, 'example.com.', name, type, asker)
  if (result.code !== 'NOERROR') return result.code
  return result.records.flatMap(
    ({ SetIdentifier, ResourceRecords }) => SetIdentifier ?? ResourceRecords!.map(({ Value = '' }) => Value),
  )
}

/** Record sets of one name that differ in policy: `{ one: { Weight: 1 } }`. */
function routed(world: Zones, zone: string, sets: Readonly<Record<string, Partial<RecordSet>>>): void {
  for (const [SetIdentifier, policy] of Object.entries(sets)) {
    world.change(zone, ['CREATE', { ...simple('r.example.com A 192.0.2.1'), SetIdentifier, ...policy }])
  }
}

/** A health check that is never healthy: an endpoint counts as answering, and this check turns that round. */
const unhealthy = ({ call }: Zones, CallerReference = 'down'): string =>
  call('route53', 'CreateHealthCheck', {
    CallerReference,
    HealthCheckConfig: { Type: 'TCP', IPAddress: '192.0.2.1', Port: 80, Inverted: true },
  }).HealthCheck!.Id!

describe('a zone’s answers', () => {
  const world = zones()
  const id = world.zone('example.com')
  world.change(
    id,
    ['CREATE', simple('a.example.com A 192.0.2.1,192.0.2.2')],
    ['CREATE', simple('c.example.com CNAME a.example.com')],
    ['CREATE', simple('*.example.com A 192.0.2.9')],
    ['CREATE', simple('x.sub.example.com A 192.0.2.3')],
    [
      'CREATE',
      {
        Name: 'l.example.com',
        Type: 'A',
        AliasTarget: { HostedZoneId: id, DNSName: 'a.example.com', EvaluateTargetHealth: false },
      },
    ],
  )

  it.each([
    ['a name', 'a.example.com.', 'A', ['192.0.2.1', '192.0.2.2']],
    ['a type that the name has not', 'a.example.com.', 'AAAA', []],
    ['a name that stands for another', 'c.example.com.', 'A', ['a.example.com']],
    ['an alias', 'l.example.com.', 'A', ['192.0.2.1', '192.0.2.2']],
    ['a name that only the wildcard has', 'new.example.com.', 'A', ['192.0.2.9']],
    ['a deeper one', 'y.new.example.com.', 'A', ['192.0.2.9']],
    ['a name below one that has records', 'y.a.example.com.', 'A', 'NXDOMAIN'],
    ['the zone itself', 'example.com.', 'A', []],
  ])('to %s', (_, name, type, expected) => {
    expect(answer(world, id, name, type)).toEqual(expected)
  })

  it('are in proportion to weights', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    routed(cloud, zone, { light: { Weight: 1 }, heavy: { Weight: 3 }, off: { Weight: 0 } })
    const counts: Record<string, number> = {}
    for (let i = 0; i < 400; i++) {
      cloud.pass(1)
      const [which = ''] = answer(cloud, zone, 'r.example.com.', 'A') as string[]
      counts[which] = (counts[which] ?? 0) + 1
    }
    expect(Object.keys(counts).sort()).toEqual(['heavy', 'light'])
    expect(counts['heavy']! / counts['light']!).toBeGreaterThan(2)
    expect(counts['heavy']! / counts['light']!).toBeLessThan(4.5)
  })

  it('leave out what is not healthy, unless nothing is', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    const HealthCheckId = unhealthy(cloud)
    routed(cloud, zone, { up: { Weight: 0 }, down: { Weight: 255, HealthCheckId } })
    expect(answer(cloud, zone, 'r.example.com.', 'A')).toEqual(['up'])
    const [record] = cloud
      .call('route53', 'ListResourceRecordSets', { HostedZoneId: zone })
      .ResourceRecordSets!.filter(({ SetIdentifier }) => SetIdentifier === 'up')
    cloud.change(zone, ['DELETE', record!])
    expect(answer(cloud, zone, 'r.example.com.', 'A')).toEqual(['down'])
  })

  it('fail over', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    const HealthCheckId = unhealthy(cloud)
    routed(cloud, zone, { first: { Failover: 'PRIMARY', HealthCheckId }, second: { Failover: 'SECONDARY' } })
    expect(answer(cloud, zone, 'r.example.com.', 'A')).toEqual(['second'])
    cloud.call('route53', 'UpdateHealthCheck', { HealthCheckId, Inverted: false })
    expect(answer(cloud, zone, 'r.example.com.', 'A')).toEqual(['first'])
    expect(answer(cloud, zone, 'r.example.com.', 'A', { endpointHealth: () => false })).toEqual(['second'])
  })

  it('are near the asker', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    routed(cloud, zone, { dublin: { Region: 'eu-west-1' }, virginia: { Region: 'us-east-1' } })
    expect(answer(cloud, zone, 'r.example.com.', 'A', { region: 'eu-central-1' })).toEqual(['dublin'])
    expect(answer(cloud, zone, 'r.example.com.', 'A', { region: 'us-west-2' })).toEqual(['virginia'])
  })

  it('are for the place of the asker: country before continent before default', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    routed(cloud, zone, {
      france: { GeoLocation: { CountryCode: 'FR' } },
      europe: { GeoLocation: { ContinentCode: 'EU' } },
    })
    const from = (asker: Asker) => answer(cloud, zone, 'r.example.com.', 'A', asker)
    expect(from({ country: 'FR', continent: 'EU' })).toEqual(['france'])
    expect(from({ country: 'DE', continent: 'EU' })).toEqual(['europe'])
    expect(from({ country: 'US', continent: 'NA' })).toEqual([])
    routed(cloud, zone, { other: { GeoLocation: { CountryCode: '*' } } })
    expect(from({ country: 'US', continent: 'NA' })).toEqual(['other'])
  })

  it('are for the network of the asker: the longest block that fits', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    const CollectionId = cloud.call('route53', 'CreateCidrCollection', { Name: 'nets', CallerReference: 'n' })
      .Collection!.Id!
    cloud.call('route53', 'ChangeCidrCollection', {
      Id: CollectionId,
      Changes: [
        { LocationName: 'wide', Action: 'PUT', CidrList: ['198.51.0.0/16'] },
        { LocationName: 'narrow', Action: 'PUT', CidrList: ['198.51.100.0/24'] },
      ],
    })
    routed(cloud, zone, {
      wide: { CidrRoutingConfig: { CollectionId, LocationName: 'wide' } },
      narrow: { CidrRoutingConfig: { CollectionId, LocationName: 'narrow' } },
      rest: { CidrRoutingConfig: { CollectionId, LocationName: '*' } },
    })
    const from = (address: string) => answer(cloud, zone, 'r.example.com.', 'A', { address })
    expect(from('198.51.100.7')).toEqual(['narrow'])
    expect(from('198.51.99.7')).toEqual(['wide'])
    expect(from('203.0.113.7')).toEqual(['rest'])
  })

  it('have up to eight of many values', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    const sets = Array.from({ length: 10 }, (_, i) => [`v${i}`, { MultiValueAnswer: true }] as const)
    routed(cloud, zone, Object.fromEntries(sets))
    expect(answer(cloud, zone, 'r.example.com.', 'A')).toHaveLength(8)
  })

  it('follow an alias away from what is not healthy, when it says so', () => {
    const cloud = zones()
    const zone = cloud.zone('example.com')
    const HealthCheckId = unhealthy(cloud)
    routed(cloud, zone, { down: { Weight: 1, HealthCheckId } })
    const alias = { HostedZoneId: zone, DNSName: 'r.example.com', EvaluateTargetHealth: true }
    cloud.change(
      zone,
      [
        'CREATE',
        { Name: 'f.example.com', Type: 'A', SetIdentifier: '1', Failover: 'PRIMARY', AliasTarget: alias },
      ],
      ['CREATE', { ...simple('f.example.com A 192.0.2.2'), SetIdentifier: '2', Failover: 'SECONDARY' }],
    )
    expect(answer(cloud, zone, 'f.example.com.', 'A')).toEqual(['2'])
  })
})

describe('TestDNSAnswer', () => {
  const { call, change, refusedBy, vpc, zone } = zones()
  const HostedZoneId = zone('example.com')
  change(HostedZoneId, ['CREATE', simple('a.example.com A 192.0.2.1')])
  const [Nameserver] = call('route53', 'GetHostedZone', { Id: HostedZoneId }).DelegationSet!.NameServers!

  it('tells what a public zone answers', () => {
    const question = { HostedZoneId, RecordName: 'A.example.com', RecordType: 'A' } as const
    expect(call('route53', 'TestDNSAnswer', question)).toEqual({
      Nameserver,
      RecordName: 'a.example.com.',
      RecordType: 'A',
      RecordData: ['192.0.2.1'],
      ResponseCode: 'NOERROR',
      Protocol: 'UDP',
    })
    const unknown = { ...question, RecordName: 'b.example.com' }
    expect(call('route53', 'TestDNSAnswer', unknown)).toMatchObject({
      RecordData: [],
      ResponseCode: 'NXDOMAIN',
    })
  })

  it.each([
    [{ RecordName: 'a.other.com' }, /does not lie within the hosted zone/],
    [{ ResolverIP: '192.0.2' }, /at 'resolverIP' failed to satisfy constraint/],
    [{ EDNS0ClientSubnetMask: '24' }, /needs both/],
    [
      { ResolverIP: '192.0.2.1', EDNS0ClientSubnetIP: '192.0.2.1', EDNS0ClientSubnetMask: '33' },
      /subnet mask/,
    ],
  ])('refuses %j', (changes, text) => {
    const question = { HostedZoneId, RecordName: 'a.example.com', RecordType: 'A' as const, ...changes }
    expect(refusedBy('route53', 'TestDNSAnswer', question)).toMatch(text)
  })

  it('does not ask private zones', () => {
    const question = { HostedZoneId: zone('corp', vpc()), RecordName: 'corp', RecordType: 'NS' } as const
    expect(refusedBy('route53', 'TestDNSAnswer', question)).toBe(
      'InvalidInput: The specified hosted zone is a private hosted zone.',
    )
  })
})
