import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Cloudtrail } from '../../../../../simulator/api/generated/types.d.ts'
import { account, otherAccount, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('cloudtrail')
await contract.need('s3api')

let world: TestCloud

beforeEach(() => {
  world = testCloud()
  world.call('s3api', 'CreateBucket', { Bucket: 'logs' })
})

const create = (input: Partial<Cloudtrail.CreateTrailRequest> = {}, where = {}) =>
  world.call('cloudtrail', 'CreateTrail', { Name: 'main', S3BucketName: 'logs', ...input }, where)
const refusedTrail = (input: Partial<Cloudtrail.CreateTrailRequest>) =>
  world.refusedBy('cloudtrail', 'CreateTrail', { Name: 'main', S3BucketName: 'logs', ...input })
const described = (where = {}) =>
  world.call('cloudtrail', 'DescribeTrails', {}, where).trailList?.map(({ Name }) => Name)

describe('a trail', () => {
  it('is made with AWS’s defaults and logs nothing yet', () => {
    expect(create()).toEqual({
      Name: 'main',
      S3BucketName: 'logs',
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: false,
      TrailARN: `arn:aws:cloudtrail:us-east-1:${account}:trail/main`,
      LogFileValidationEnabled: false,
      IsOrganizationTrail: false,
    })
    expect(world.call('cloudtrail', 'GetTrailStatus', { Name: 'main' })).toMatchObject({ IsLogging: false })
  })

  it('starts and stops logging', () => {
    create()
    world.call('cloudtrail', 'StartLogging', { Name: 'main' })
    expect(world.call('cloudtrail', 'GetTrailStatus', { Name: 'main' })).toMatchObject({
      IsLogging: true,
      StartLoggingTime: '2026-11-02T09:00:00.000Z',
      TimeLoggingStopped: '',
    })
    world.pass(60)
    world.call('cloudtrail', 'StopLogging', { Name: 'main' })
    expect(world.call('cloudtrail', 'GetTrailStatus', { Name: 'main' })).toMatchObject({
      IsLogging: false,
      StopLoggingTime: '2026-11-02T09:01:00.000Z',
    })
  })

  it('for one Region is seen there alone; one for all Regions is seen everywhere', () => {
    create()
    create({ Name: 'wide', IsMultiRegionTrail: true })
    expect(described()).toEqual(['main', 'wide'])
    expect(described({ region: 'eu-west-1' })).toEqual(['wide'])
    expect(described({ account: otherAccount })).toEqual([])
    expect(world.call('cloudtrail', 'ListTrails', {}, { region: 'eu-west-1' }).Trails).toHaveLength(2)
    const shadows = world.call(
      'cloudtrail',
      'DescribeTrails',
      { includeShadowTrails: false },
      { region: 'eu-west-1' },
    )
    expect(shadows.trailList).toEqual([])
  })

  it('is changed at home only', () => {
    create({ IsMultiRegionTrail: true })
    const Name = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`
    expect(world.refusedBy('cloudtrail', 'DeleteTrail', { Name }, { region: 'eu-west-1' })).toMatch(
      /^InvalidHomeRegionException/,
    )
    expect(world.call('cloudtrail', 'UpdateTrail', { Name, S3KeyPrefix: 'p' })).toMatchObject({
      S3KeyPrefix: 'p',
    })
    world.call('cloudtrail', 'DeleteTrail', { Name })
    expect(described()).toEqual([])
  })

  const refusals: [string, Partial<Cloudtrail.CreateTrailRequest>, string][] = [
    ['a bucket that is not there', { S3BucketName: 'none' }, 'S3BucketDoesNotExistException'],
    ['too short a name', { Name: 'ab' }, 'InvalidTrailNameException'],
    ['a name with a blank', { Name: 'a trail' }, 'InvalidTrailNameException'],
    ['a name that ends with a dash', { Name: 'trail-' }, 'InvalidTrailNameException'],
    [
      'a group without a role',
      { CloudWatchLogsLogGroupArn: 'arn:x' },
      'InvalidCloudWatchLogsRoleArnException',
    ],
    [
      'a role without a group',
      { CloudWatchLogsRoleArn: 'arn:x' },
      'InvalidCloudWatchLogsLogGroupArnException',
    ],
    [
      'all Regions without global events',
      { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false },
      'InvalidParameterCombinationException',
    ],
  ]
  it.each(refusals)('is refused with %s', (_, input, code) => {
    expect(refusedTrail(input)).toMatch(new RegExp(`^${code}: `))
  })

  it('is refused twice under one name, and as the sixth', () => {
    create()
    expect(refusedTrail({})).toBe(
      `TrailAlreadyExistsException: Trail main already exists for customer: ${account}`,
    )
    for (const n of [2, 3, 4, 5]) create({ Name: `trail${n}` })
    expect(refusedTrail({ Name: 'trail6' })).toBe(
      `MaximumNumberOfTrailsExceededException: User: ${account} already has 5 trails in us-east-1.`,
    )
  })

  it('has tags', () => {
    const { TrailARN = '' } = create({ TagsList: [{ Key: 'a', Value: '1' }] })
    world.call('cloudtrail', 'AddTags', { ResourceId: TrailARN, TagsList: [{ Key: 'b', Value: '2' }] })
    world.call('cloudtrail', 'RemoveTags', { ResourceId: TrailARN, TagsList: [{ Key: 'a' }] })
    expect(world.call('cloudtrail', 'ListTags', { ResourceIdList: [TrailARN] }).ResourceTagList).toEqual([
      { ResourceId: TrailARN, TagsList: [{ Key: 'b', Value: '2' }] },
    ])
  })

  it('that is not there', () => {
    expect(world.refusedBy('cloudtrail', 'GetTrail', { Name: 'none' })).toBe(
      `TrailNotFoundException: Unknown trail: none for the user: ${account}`,
    )
  })
})

describe('selectors', () => {
  const network = (FieldSelectors: Cloudtrail.AdvancedFieldSelector[]) => [
    { FieldSelectors: [{ Field: 'eventCategory', Equals: ['NetworkActivity'] }, ...FieldSelectors] },
  ]
  const source = { Field: 'eventSource', Equals: ['s3.amazonaws.com'] }

  it('of a trail that was told nothing: all management events', () => {
    create()
    expect(world.call('cloudtrail', 'GetEventSelectors', { TrailName: 'main' }).EventSelectors).toEqual([
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ])
  })

  it('for network activity of an event source', () => {
    create()
    const AdvancedEventSelectors = network([source, { Field: 'errorCode', Equals: ['VpceAccessDenied'] }])
    world.call('cloudtrail', 'PutEventSelectors', { TrailName: 'main', AdvancedEventSelectors })
    const { TrailARN: _, ...kept } = world.call('cloudtrail', 'GetEventSelectors', { TrailName: 'main' })
    expect(kept).toEqual({ AdvancedEventSelectors })
    expect(world.call('cloudtrail', 'GetTrail', { Name: 'main' }).Trail?.HasCustomEventSelectors).toBe(true)
  })

  const refusals: [string, Cloudtrail.AdvancedEventSelector[]][] = [
    ['no category', [{ FieldSelectors: [source] }]],
    ['no event source', network([])],
    ['another error code', network([source, { Field: 'errorCode', Equals: ['AccessDenied'] }])],
    ['a field of another category', network([source, { Field: 'resources.ARN', Equals: ['x'] }])],
  ]
  it.each(refusals)('are refused with %s', (_, AdvancedEventSelectors) => {
    create()
    expect(
      world.refusedBy('cloudtrail', 'PutEventSelectors', { TrailName: 'main', AdvancedEventSelectors }),
    ).toMatch(/^InvalidEventSelectorsException/)
  })
})

describe('an event data store', () => {
  it('is made, is kept from deletion, goes when it may, and comes back within a week', () => {
    const made = world.call('cloudtrail', 'CreateEventDataStore', { Name: 'lake' })
    expect(made).toMatchObject({
      Status: 'CREATED',
      RetentionPeriod: 366,
      TerminationProtectionEnabled: true,
    })
    const EventDataStore = made.EventDataStoreArn!
    world.pass(10)
    const status = () => world.call('cloudtrail', 'GetEventDataStore', { EventDataStore }).Status
    expect(status()).toBe('ENABLED')
    expect(world.refusedBy('cloudtrail', 'DeleteEventDataStore', { EventDataStore })).toMatch(
      /^EventDataStoreTerminationProtectedException/,
    )
    world.call('cloudtrail', 'UpdateEventDataStore', { EventDataStore, TerminationProtectionEnabled: false })
    world.call('cloudtrail', 'DeleteEventDataStore', { EventDataStore })
    expect(status()).toBe('PENDING_DELETION')
    world.call('cloudtrail', 'RestoreEventDataStore', { EventDataStore })
    expect(status()).toBe('ENABLED')
    world.call('cloudtrail', 'DeleteEventDataStore', { EventDataStore })
    world.pass(8 * 24 * 3600)
    expect(world.refusedBy('cloudtrail', 'GetEventDataStore', { EventDataStore })).toMatch(
      /^EventDataStoreNotFoundException/,
    )
  })

  it('stops and starts taking events in', () => {
    const { EventDataStoreArn: EventDataStore = '' } = world.call('cloudtrail', 'CreateEventDataStore', {
      Name: 'lake',
    })
    world.pass(10)
    const status = () => world.call('cloudtrail', 'GetEventDataStore', { EventDataStore }).Status
    world.call('cloudtrail', 'StopEventDataStoreIngestion', { EventDataStore })
    world.pass(10)
    expect(status()).toBe('STOPPED_INGESTION')
    world.call('cloudtrail', 'StartEventDataStoreIngestion', { EventDataStore })
    expect(status()).toBe('STARTING_INGESTION')
  })
})
