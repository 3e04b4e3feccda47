import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Cloudwatch } from '../../../../../simulator/api/generated/types.d.ts'
import { account, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('cloudwatch')

let world: TestCloud

beforeEach(() => {
  world = testCloud()
})

const usual = {
  AlarmName: 'drops',
  Namespace: 'App',
  MetricName: 'Drops',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
} as const
const create = (input: Partial<Cloudwatch.PutMetricAlarmInput> = {}) =>
  world.call('cloudwatch', 'PutMetricAlarm', { ...usual, ...input })
const put = (Value: number) =>
  world.call('cloudwatch', 'PutMetricData', {
    Namespace: 'App',
    MetricData: [{ MetricName: 'Drops', Value }],
  })
const alarm = () => world.call('cloudwatch', 'DescribeAlarms').MetricAlarms![0]!

describe('an alarm', () => {
  it('starts without data', () => {
    create()
    expect(alarm()).toMatchObject({
      AlarmArn: `arn:aws:cloudwatch:us-east-1:${account}:alarm:drops`,
      ActionsEnabled: true,
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
    })
  })

  it('follows its metric', () => {
    create()
    put(5)
    world.pass(61)
    expect(alarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed: 1 datapoint [5.0] was greater than the threshold (1.0).',
    })
    put(1)
    world.pass(61)
    expect(alarm()).toMatchObject({
      StateValue: 'OK',
      StateReason: 'Threshold Crossed: 1 datapoint [1.0] was not greater than the threshold (1.0).',
    })
    world.pass(120)
    expect(alarm().StateValue).toBe('INSUFFICIENT_DATA')
  })

  const operators: [Cloudwatch.ComparisonOperator, number, string][] = [
    ['GreaterThanThreshold', 1, 'OK'],
    ['GreaterThanOrEqualToThreshold', 1, 'ALARM'],
    ['LessThanThreshold', 1, 'OK'],
    ['LessThanThreshold', 0, 'ALARM'],
    ['LessThanOrEqualToThreshold', 1, 'ALARM'],
  ]
  it.each(operators)('%s of 1, at %d: %s', (ComparisonOperator, value, state) => {
    create({ ComparisonOperator })
    put(value)
    world.pass(61)
    expect(alarm().StateValue).toBe(state)
  })

  const missing: [string, string][] = [
    ['missing', 'INSUFFICIENT_DATA'],
    ['breaching', 'ALARM'],
    ['notBreaching', 'OK'],
    ['ignore', 'ALARM'],
  ]
  it.each(missing)('that treats missing data as %s', (TreatMissingData, state) => {
    create({ TreatMissingData })
    put(5)
    world.pass(61)
    expect(alarm().StateValue).toBe('ALARM')
    world.pass(120)
    expect(alarm().StateValue).toBe(state)
  })

  it('two of three periods', () => {
    create({ EvaluationPeriods: 3, DatapointsToAlarm: 2 })
    const states = [5, 0, 5, 0, 0].map((value) => {
      put(value)
      world.pass(60)
      return alarm().StateValue
    })
    expect(states).toEqual(['OK', 'OK', 'ALARM', 'OK', 'OK'])
  })

  it('on an expression', () => {
    create({
      ...Object.fromEntries(
        ['MetricName', 'Namespace', 'Statistic', 'Period'].map((name) => [name, undefined]),
      ),
      Metrics: [
        {
          Id: 'm',
          MetricStat: { Metric: { Namespace: 'App', MetricName: 'Drops' }, Period: 60, Stat: 'Sum' },
          ReturnData: false,
        },
        { Id: 'e', Expression: 'm / 10' },
      ],
    })
    put(15)
    world.pass(61)
    expect(alarm().StateValue).toBe('ALARM')
  })

  it('is set by hand, until it is looked at again', () => {
    create()
    put(0)
    world.call('cloudwatch', 'SetAlarmState', {
      AlarmName: 'drops',
      StateValue: 'ALARM',
      StateReason: 'a test',
    })
    expect(alarm()).toMatchObject({ StateValue: 'ALARM', StateReason: 'a test' })
    world.pass(61)
    expect(alarm().StateValue).toBe('OK')
    const { AlarmHistoryItems } = world.call('cloudwatch', 'DescribeAlarmHistory', { AlarmName: 'drops' })
    expect(AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from ALARM to OK',
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm "drops" created',
    ])
  })

  it('is found by name, prefix, state and metric, has tags, and goes', () => {
    create({ Tags: [{ Key: 'a', Value: '1' }] })
    create({ AlarmName: 'other', AlarmActions: ['arn:aws:sns:us-east-1:1:t'] })
    const names = (input: Cloudwatch.DescribeAlarmsInput) =>
      world.call('cloudwatch', 'DescribeAlarms', input).MetricAlarms?.map(({ AlarmName }) => AlarmName)
    expect(names({ AlarmNames: ['other', 'none'] })).toEqual(['other'])
    expect(names({ AlarmNamePrefix: 'dr' })).toEqual(['drops'])
    expect(names({ StateValue: 'ALARM' })).toEqual([])
    expect(names({ ActionPrefix: 'arn:aws:sns' })).toEqual(['other'])
    const metric = { Namespace: 'App', MetricName: 'Drops' }
    expect(world.call('cloudwatch', 'DescribeAlarmsForMetric', metric).MetricAlarms).toHaveLength(2)
    const ResourceARN = `arn:aws:cloudwatch:us-east-1:${account}:alarm:drops`
    world.call('cloudwatch', 'TagResource', { ResourceARN, Tags: [{ Key: 'b', Value: '2' }] })
    world.call('cloudwatch', 'UntagResource', { ResourceARN, TagKeys: ['a'] })
    expect(world.call('cloudwatch', 'ListTagsForResource', { ResourceARN }).Tags).toEqual([
      { Key: 'b', Value: '2' },
    ])
    world.call('cloudwatch', 'DisableAlarmActions', { AlarmNames: ['drops'] })
    expect(alarm().ActionsEnabled).toBe(false)
    world.call('cloudwatch', 'DeleteAlarms', { AlarmNames: ['drops'] })
    expect(names({})).toEqual(['other'])
    expect(world.refusedBy('cloudwatch', 'DeleteAlarms', { AlarmNames: ['drops'] })).toMatch(
      /^ResourceNotFound: /,
    )
  })

  const refusals: [string, Partial<Cloudwatch.PutMetricAlarmInput>][] = [
    ['no statistic', { Statistic: undefined }],
    ['no period', { Period: undefined }],
    ['no threshold', { Threshold: undefined }],
    ['more datapoints than periods', { DatapointsToAlarm: 2 }],
    ['another way with missing data', { TreatMissingData: 'bad' }],
    ['more than a day', { EvaluationPeriods: 1441 }],
  ]
  it.each(refusals)('is refused with %s', (_, input) => {
    expect(world.refusedBy('cloudwatch', 'PutMetricAlarm', { ...usual, ...input })).toMatch(
      /^ValidationError/,
    )
  })
})
