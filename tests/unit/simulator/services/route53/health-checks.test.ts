import { describe, expect, it } from 'vitest'
import type { Route53 } from '../../../../../simulator/api/generated/types.d.ts'
import { isHealthy } from '../../../../../simulator/services/route53/health-checks.ts'
import { zones } from './zones.ts'

type Config = Route53.HealthCheckConfig

const tcp: Config = { Type: 'TCP', IPAddress: '192.0.2.1', Port: 443 }

describe('health checks', () => {
  it('have the usual settings where nothing is said', () => {
    const { call } = zones()
    const { HealthCheck, Location } = call('route53', 'CreateHealthCheck', {
      CallerReference: 'r',
      HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'www.example.com', ResourcePath: '/up' },
    })
    expect(HealthCheck).toEqual({
      Id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CallerReference: 'r',
      HealthCheckConfig: {
        Type: 'HTTPS',
        FullyQualifiedDomainName: 'www.example.com',
        ResourcePath: '/up',
        Port: 443,
        RequestInterval: 30,
        FailureThreshold: 3,
        MeasureLatency: false,
        Inverted: false,
        Disabled: false,
        EnableSNI: true,
      },
      HealthCheckVersion: 1,
    })
    expect(Location).toBe(`https://route53.amazonaws.com/2013-04-01/healthcheck/${HealthCheck!.Id}`)
  })

  it('are made once for a caller reference: the same request has the same answer, another one is refused', () => {
    const { call, refusedBy } = zones()
    const request = { CallerReference: 'r', HealthCheckConfig: tcp }
    const first = call('route53', 'CreateHealthCheck', request)
    expect(call('route53', 'CreateHealthCheck', request)).toEqual(first)
    const refusal =
      'HealthCheckAlreadyExists: A different health check has already been created with the specified caller reference.'
    const other = { ...request, HealthCheckConfig: { ...tcp, Port: 80 } }
    expect(refusedBy('route53', 'CreateHealthCheck', other)).toBe(refusal)
    call('route53', 'DeleteHealthCheck', { HealthCheckId: first.HealthCheck!.Id! })
    expect(refusedBy('route53', 'CreateHealthCheck', request)).toBe(refusal)
  })

  it('are changed by version', () => {
    const { call, refusedBy } = zones()
    const { HealthCheck } = call('route53', 'CreateHealthCheck', {
      CallerReference: 'r',
      HealthCheckConfig: { ...tcp, Type: 'HTTP', ResourcePath: '/' },
    })
    const HealthCheckId = HealthCheck!.Id!
    const updated = call('route53', 'UpdateHealthCheck', {
      HealthCheckId,
      HealthCheckVersion: 1,
      Port: 8080,
      ResetElements: ['ResourcePath'],
    }).HealthCheck!
    expect(updated).toMatchObject({ HealthCheckVersion: 2, HealthCheckConfig: { Port: 8080 } })
    expect(updated.HealthCheckConfig).not.toHaveProperty('ResourcePath')
    expect(refusedBy('route53', 'UpdateHealthCheck', { HealthCheckId, HealthCheckVersion: 1 })).toMatch(
      /^HealthCheckVersionMismatch/,
    )
    expect(refusedBy('route53', 'GetHealthCheck', { HealthCheckId: 'x' })).toBe(
      'NoSuchHealthCheck: A health check with id x does not exist.',
    )
  })

  it('are listed in pages and counted', () => {
    const { call } = zones()
    const ids = ['a', 'b', 'c'].map(
      (CallerReference) =>
        call('route53', 'CreateHealthCheck', { CallerReference, HealthCheckConfig: tcp }).HealthCheck!.Id!,
    )
    const page = call('route53', 'ListHealthChecks', { MaxItems: '2' })
    expect(page).toMatchObject({ IsTruncated: true, NextMarker: ids[2], Marker: '', MaxItems: '2' })
    const next = call('route53', 'ListHealthChecks', { Marker: page.NextMarker! })
    expect(next.HealthChecks!.map(({ Id }) => Id)).toEqual([ids[2]])
    expect(call('route53', 'GetHealthCheckCount').HealthCheckCount).toBe(3)
  })

  const { refusedBy } = zones()
  it.each<[string, Config, string]>([
    ['no address', { Type: 'TCP', Port: 80 }, 'IPAddress must be specified for type TCP.'],
    ['no port', { Type: 'TCP', IPAddress: '192.0.2.1' }, 'Port must be specified for type TCP.'],
    ['no host', { Type: 'HTTP' }, 'Either IPAddress or FullyQualifiedDomainName must be specified.'],
    [
      'no text to look for',
      { Type: 'HTTP_STR_MATCH', IPAddress: '192.0.2.1' },
      'SearchString must be specified for type HTTP_STR_MATCH.',
    ],
    ['a private address', { ...tcp, IPAddress: '10.0.0.5' }, 'Invalid IP address: 10.0.0.5'],
    ['an odd interval', { ...tcp, RequestInterval: 20 }, 'RequestInterval must be 10 or 30: 20'],
    ['no threshold', { Type: 'CALCULATED' }, 'HealthThreshold must be specified for type CALCULATED.'],
    [
      'no alarm',
      { Type: 'CLOUDWATCH_METRIC' },
      'AlarmIdentifier must be specified for type CLOUDWATCH_METRIC.',
    ],
  ])('refuse %s', (_, HealthCheckConfig, text) => {
    const request = { CallerReference: 'r', HealthCheckConfig }
    expect(refusedBy('route53', 'CreateHealthCheck', request)).toBe(`InvalidInput: ${text}`)
  })

  it('observe from the Regions that they name', () => {
    const { call, refusedBy: refused } = zones()
    const create = (CallerReference: string, HealthCheckConfig: Config) =>
      call('route53', 'CreateHealthCheck', { CallerReference, HealthCheckConfig }).HealthCheck!.Id!
    const Regions = ['us-east-1', 'us-west-2', 'eu-west-1'] as const
    const some = create('some', { ...tcp, Regions })
    const { HealthCheckObservations } = call('route53', 'GetHealthCheckStatus', { HealthCheckId: some })
    expect(HealthCheckObservations!.map(({ Region }) => Region)).toEqual(Regions)
    expect(HealthCheckObservations![0]!.StatusReport!.Status).toMatch(/^Success/)
    const all = create('all', tcp)
    const observed = call('route53', 'GetHealthCheckStatus', { HealthCheckId: all })
    expect(observed.HealthCheckObservations).toHaveLength(8)
    expect(call('route53', 'GetHealthCheckLastFailureReason', { HealthCheckId: all })).toEqual({
      HealthCheckObservations: [],
    })
    const calculated = create('sum', { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [all] })
    expect(refused('route53', 'GetHealthCheckStatus', { HealthCheckId: calculated })).toBe(
      'InvalidInput: The operation is not supported for health checks of type CALCULATED.',
    )
    expect(call('route53', 'GetCheckerIpRanges').CheckerIpRanges).toContain('54.243.31.192/26')
  })

  it('count as healthy by what they are', () => {
    const { call, cloud } = zones()
    let made = 0
    const health = (HealthCheckConfig: Config) => {
      const CallerReference = String(made++)
      const { HealthCheck } = call('route53', 'CreateHealthCheck', { CallerReference, HealthCheckConfig })
      return { id: HealthCheck!.Id!, isUp: isHealthy({ store: cloud.store }, HealthCheck!.Id!) }
    }
    const up = health(tcp)
    const down = health({ ...tcp, Inverted: true })
    expect([up.isUp, down.isUp]).toEqual([true, false])
    expect(health({ ...tcp, Inverted: true, Disabled: true }).isUp).toBe(true)
    const ChildHealthChecks = [up.id, down.id]
    expect(health({ Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks }).isUp).toBe(true)
    expect(health({ Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks }).isUp).toBe(false)
    const AlarmIdentifier = { Region: 'us-east-1', Name: 'alarm' } as const
    const alarm = { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier } as const
    expect(health({ ...alarm, InsufficientDataHealthStatus: 'Unhealthy' }).isUp).toBe(false)
    expect(isHealthy({ store: cloud.store }, up.id, () => false)).toBe(false)
  })
})

describe('tags', () => {
  it('are put on zones and health checks, and taken away', () => {
    const { call, refusedBy, zone } = zones()
    const ResourceId = zone('example.com')
    const on = { ResourceType: 'hostedzone', ResourceId } as const
    call('route53', 'ChangeTagsForResource', {
      ...on,
      AddTags: [
        { Key: 'Name', Value: 'main' },
        { Key: 'Team', Value: 'dns' },
      ],
    })
    call('route53', 'ChangeTagsForResource', {
      ...on,
      AddTags: [{ Key: 'Name', Value: 'new' }],
      RemoveTagKeys: ['Team'],
    })
    const Tags = [{ Key: 'Name', Value: 'new' }]
    expect(call('route53', 'ListTagsForResource', on)).toEqual({ ResourceTagSet: { ...on, Tags } })
    const HealthCheckId = call('route53', 'CreateHealthCheck', {
      CallerReference: 'r',
      HealthCheckConfig: tcp,
    }).HealthCheck!.Id!
    const check = { ResourceType: 'healthcheck', ResourceIds: [HealthCheckId] } as const
    expect(call('route53', 'ListTagsForResources', check).ResourceTagSets).toEqual([
      { ResourceType: 'healthcheck', ResourceId: HealthCheckId, Tags: [] },
    ])
    expect(refusedBy('route53', 'ListTagsForResource', { ...on, ResourceId: 'Z1' })).toBe(
      'NoSuchHostedZone: No hosted zone found with ID: Z1',
    )
    expect(refusedBy('route53', 'ChangeTagsForResource', on)).toBe(
      'InvalidInput: Expected at least one of [AddTags, or RemoveTagKeys]',
    )
  })
})

describe('CIDR collections', () => {
  it('hold blocks by location, and change by version', () => {
    const { call, refusedBy } = zones()
    const { Collection, Location } = call('route53', 'CreateCidrCollection', {
      Name: 'nets',
      CallerReference: 'r',
    })
    const Id = Collection!.Id!
    expect(Collection).toEqual({
      Arn: `arn:aws:route53:::cidrcollection/${Id}`,
      Id,
      Name: 'nets',
      Version: 1,
    })
    expect(Location).toBe(`https://route53.amazonaws.com/2013-04-01/cidrcollection/${Id}`)
    const put = (LocationName: string, ...CidrList: string[]) =>
      ({ LocationName, Action: 'PUT', CidrList }) as const
    call('route53', 'ChangeCidrCollection', {
      Id,
      Changes: [put('home', '198.51.100.0/24', '2001:db8::/48'), put('work', '203.0.113.0/24')],
    })
    expect(call('route53', 'ListCidrLocations', { CollectionId: Id }).CidrLocations).toEqual([
      { LocationName: 'home' },
      { LocationName: 'work' },
    ])
    expect(call('route53', 'ListCidrBlocks', { CollectionId: Id, LocationName: 'home' }).CidrBlocks).toEqual([
      { CidrBlock: '198.51.100.0/24', LocationName: 'home' },
      { CidrBlock: '2001:db8::/48', LocationName: 'home' },
    ])
    expect(call('route53', 'ListCidrCollections').CidrCollections).toEqual([{ ...Collection, Version: 2 }])
    const stale = { Id, CollectionVersion: 1, Changes: [put('x', '192.0.2.0/24')] }
    expect(refusedBy('route53', 'ChangeCidrCollection', stale)).toMatch(
      /^CidrCollectionVersionMismatchException/,
    )
    expect(refusedBy('route53', 'ChangeCidrCollection', { Id, Changes: [put('x', '192.0.2.0/25')] })).toBe(
      'InvalidInput: Invalid CIDR block: 192.0.2.0/25',
    )
    expect(refusedBy('route53', 'DeleteCidrCollection', { Id })).toMatch(/^CidrCollectionInUseException/)
    expect(refusedBy('route53', 'CreateCidrCollection', { Name: 'nets', CallerReference: 's' })).toMatch(
      /^CidrCollectionAlreadyExistsException/,
    )
    const remove = (LocationName: string, ...CidrList: string[]) =>
      ({ LocationName, Action: 'DELETE_IF_EXISTS', CidrList }) as const
    const Changes = [remove('home', '198.51.100.0/24', '2001:db8::/48'), remove('work', '203.0.113.0/24')]
    call('route53', 'ChangeCidrCollection', { Id, Changes })
    call('route53', 'DeleteCidrCollection', { Id })
    expect(refusedBy('route53', 'ListCidrLocations', { CollectionId: Id })).toMatch(
      /^NoSuchCidrCollectionException/,
    )
  })
})
