import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { account, otherAccount, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('logs')

let world: TestCloud

beforeEach(() => {
  world = testCloud()
})

const create = (logGroupName: string, more = {}) =>
  world.call('logs', 'CreateLogGroup', { logGroupName, ...more })
const names = (input = {}, where = {}) =>
  world.call('logs', 'DescribeLogGroups', input, where).logGroups?.map(({ logGroupName }) => logGroupName)

describe('a log group', () => {
  it('is described with its two ARNs', () => {
    create('/vpc/flow')
    expect(world.call('logs', 'DescribeLogGroups').logGroups).toEqual([
      {
        logGroupName: '/vpc/flow',
        creationTime: Date.UTC(2026, 10, 2, 9),
        metricFilterCount: 0,
        arn: `arn:aws:logs:us-east-1:${account}:log-group:/vpc/flow:*`,
        storedBytes: 0,
        logGroupClass: 'STANDARD',
        logGroupArn: `arn:aws:logs:us-east-1:${account}:log-group:/vpc/flow`,
        deletionProtectionEnabled: false,
      },
    ])
  })

  it('has its name once in an account and Region', () => {
    create('a')
    expect(world.refusedBy('logs', 'CreateLogGroup', { logGroupName: 'a' })).toBe(
      'ResourceAlreadyExistsException: The specified log group already exists',
    )
    world.call('logs', 'CreateLogGroup', { logGroupName: 'a' }, { account: otherAccount })
    expect(names({}, { account: otherAccount })).toEqual(['a'])
    expect(names({}, { region: 'eu-west-1' })).toEqual([])
  })

  it('keeps events as long as it is told', () => {
    create('a')
    const retention = () => world.call('logs', 'DescribeLogGroups').logGroups![0]!.retentionInDays
    world.call('logs', 'PutRetentionPolicy', { logGroupName: 'a', retentionInDays: 14 })
    expect(retention()).toBe(14)
    expect(world.refusedBy('logs', 'PutRetentionPolicy', { logGroupName: 'a', retentionInDays: 15 })).toMatch(
      /^InvalidParameterException: .*Member must satisfy enum value set: \[1, 3, 5, 7, 14,/,
    )
    world.call('logs', 'DeleteRetentionPolicy', { logGroupName: 'a' })
    expect(retention()).toBeUndefined()
  })

  it('that is protected is not deleted', () => {
    create('a', { deletionProtectionEnabled: true })
    expect(world.refusedBy('logs', 'DeleteLogGroup', { logGroupName: 'a' })).toMatch(/^ValidationException/)
    world.call('logs', 'PutLogGroupDeletionProtection', {
      logGroupIdentifier: 'a',
      deletionProtectionEnabled: false,
    })
    world.call('logs', 'DeleteLogGroup', { logGroupName: 'a' })
    expect(names()).toEqual([])
    expect(world.refusedBy('logs', 'DeleteLogGroup', { logGroupName: 'a' })).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    )
  })

  it('goes with its streams', () => {
    create('a')
    world.call('logs', 'CreateLogStream', { logGroupName: 'a', logStreamName: 's' })
    world.call('logs', 'DeleteLogGroup', { logGroupName: 'a' })
    create('a')
    expect(world.call('logs', 'DescribeLogStreams', { logGroupName: 'a' }).logStreams).toEqual([])
  })

  it('is found by prefix or by pattern, not by both', () => {
    for (const name of ['b/one', 'a/one', 'a/two']) create(name)
    expect(names()).toEqual(['a/one', 'a/two', 'b/one'])
    expect(names({ logGroupNamePrefix: 'a/' })).toEqual(['a/one', 'a/two'])
    expect(names({ logGroupNamePattern: 'one' })).toEqual(['a/one', 'b/one'])
    expect(names({ logGroupNamePattern: 'ONE' })).toEqual([])
    expect(
      world.refusedBy('logs', 'DescribeLogGroups', { logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }),
    ).toBe(
      'InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    )
    const first = world.call('logs', 'DescribeLogGroups', { limit: 2 })
    expect(names({ limit: 2, nextToken: first.nextToken })).toEqual(['b/one'])
    const listed = world.call('logs', 'ListLogGroups', { logGroupNamePattern: '^b/one|nothing' }).logGroups
    expect(listed?.map(({ logGroupName }) => logGroupName)).toEqual(['b/one'])
  })

  it('has tags, by its ARN and by its name', () => {
    create('a', { tags: { team: 'net' } })
    const resourceArn = `arn:aws:logs:us-east-1:${account}:log-group:a`
    world.call('logs', 'TagResource', { resourceArn, tags: { stage: 'dev' } })
    expect(world.call('logs', 'ListTagsLogGroup', { logGroupName: 'a' }).tags).toEqual({
      team: 'net',
      stage: 'dev',
    })
    world.call('logs', 'UntagResource', { resourceArn, tagKeys: ['team'] })
    expect(world.call('logs', 'ListTagsForResource', { resourceArn }).tags).toEqual({ stage: 'dev' })
  })
})

describe('resource policies', () => {
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] })
  it('are ten at most, and are deleted by name', () => {
    for (let n = 0; n < 10; n++) {
      world.call('logs', 'PutResourcePolicy', { policyName: `p${n}`, policyDocument })
    }
    expect(world.refusedBy('logs', 'PutResourcePolicy', { policyName: 'p10', policyDocument })).toBe(
      'LimitExceededException: Resource limit exceeded.',
    )
    world.call('logs', 'PutResourcePolicy', { policyName: 'p9', policyDocument })
    world.call('logs', 'DeleteResourcePolicy', { policyName: 'p0' })
    expect(world.call('logs', 'DescribeResourcePolicies').resourcePolicies).toHaveLength(9)
  })

  it('must be policies', () => {
    expect(
      world.refusedBy('logs', 'PutResourcePolicy', { policyName: 'p', policyDocument: 'not json' }),
    ).toBe('InvalidParameterException: Policy document is invalid')
  })
})

describe('filters of a log group', () => {
  it('subscriptions are two at most', () => {
    create('a')
    const put = (filterName: string) => ({
      logGroupName: 'a',
      filterName,
      filterPattern: '',
      destinationArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    })
    world.call('logs', 'PutSubscriptionFilter', put('one'))
    world.call('logs', 'PutSubscriptionFilter', put('two'))
    expect(world.refusedBy('logs', 'PutSubscriptionFilter', put('three'))).toMatch(/^LimitExceededException/)
    world.call('logs', 'DeleteSubscriptionFilter', { logGroupName: 'a', filterName: 'one' })
    const left = world.call('logs', 'DescribeSubscriptionFilters', { logGroupName: 'a' }).subscriptionFilters
    expect(left).toMatchObject([{ filterName: 'two', distribution: 'ByLogStream' }])
  })

  it('metric filters are counted in the group', () => {
    create('a')
    world.call('logs', 'PutMetricFilter', {
      logGroupName: 'a',
      filterName: 'rejects',
      filterPattern: '[..., action = REJECT, status]',
      metricTransformations: [{ metricName: 'Rejects', metricNamespace: 'Net', metricValue: '1' }],
    })
    expect(world.call('logs', 'DescribeLogGroups').logGroups![0]!.metricFilterCount).toBe(1)
    const named = (metricName: string) =>
      world.call('logs', 'DescribeMetricFilters', { metricName, metricNamespace: 'Net' }).metricFilters
    expect(named('Rejects')).toHaveLength(1)
    expect(named('Accepts')).toEqual([])
    world.call('logs', 'DeleteMetricFilter', { logGroupName: 'a', filterName: 'rejects' })
    expect(named('Rejects')).toEqual([])
  })
})
