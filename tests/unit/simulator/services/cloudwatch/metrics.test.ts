import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Cloudwatch } from '../../../../../simulator/api/generated/types.d.ts'
import { type TestCloud, testCloud } from '../cloud.ts'

await contract.need('cloudwatch')

let world: TestCloud

beforeEach(() => {
  world = testCloud()
})

const put = (datum: Partial<Cloudwatch.MetricDatum>) =>
  world.call('cloudwatch', 'PutMetricData', {
    Namespace: 'App',
    MetricData: [{ MetricName: 'Latency', ...datum }],
  })
const range = { StartTime: '2026-11-02T09:00:00Z', EndTime: '2026-11-02T10:00:00Z' }
const statistics = (input: Partial<Cloudwatch.GetMetricStatisticsInput> = {}) =>
  world.call('cloudwatch', 'GetMetricStatistics', {
    Namespace: 'App',
    MetricName: 'Latency',
    ...range,
    Period: 60,
    Statistics: ['Average'],
    ...input,
  }).Datapoints

describe('statistics of a metric', () => {
  it('of one minute', () => {
    for (const Value of [1, 2, 3, 10]) put({ Value, Unit: 'Seconds' })
    const [point] = statistics({ Statistics: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] })!
    expect(point).toEqual({
      Timestamp: '2026-11-02T09:00:00.000Z',
      SampleCount: 4,
      Average: 4,
      Sum: 16,
      Minimum: 1,
      Maximum: 10,
      Unit: 'Seconds',
    })
  })

  it('by period', () => {
    put({ Value: 1 })
    world.pass(60)
    put({ Value: 3 })
    expect(statistics()?.map(({ Average }) => Average)).toEqual([1, 3])
    expect(statistics({ Period: 300 })?.map(({ Average }) => Average)).toEqual([2])
  })

  it('of values with counts, and of a summary', () => {
    put({ Values: [1, 5], Counts: [3, 1] })
    put({ StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 } })
    const [point] = statistics({ Statistics: ['SampleCount', 'Sum', 'Minimum', 'Maximum'] })!
    expect(point).toMatchObject({ SampleCount: 6, Sum: 38, Minimum: 1, Maximum: 20 })
  })

  it('percentiles', () => {
    for (let Value = 1; Value <= 100; Value++) put({ Value })
    const [point] = statistics({ Statistics: undefined, ExtendedStatistics: ['p50', 'p99.9'] })!
    expect(point?.ExtendedStatistics).toEqual({ p50: 50, 'p99.9': 100 })
  })

  it('of the dimensions named, and of those alone', () => {
    const Dimensions = [
      { Name: 'Zone', Value: 'a' },
      { Name: 'Host', Value: 'h' },
    ]
    put({ Value: 7, Dimensions })
    expect(statistics({ Dimensions: [...Dimensions].reverse() })).toHaveLength(1)
    expect(statistics({ Dimensions: [Dimensions[0]!] })).toEqual([])
    expect(statistics()).toEqual([])
  })

  const refusals: [string, Partial<Cloudwatch.GetMetricStatisticsInput>, RegExp][] = [
    [
      'end before start',
      { EndTime: '2026-11-02T08:00:00Z' },
      /^InvalidParameterValue: .*StartTime must be less/,
    ],
    ['no statistic', { Statistics: undefined }, /^MissingParameter/],
    ['a period of 61 seconds', { Period: 61 }, /^InvalidParameterValue/],
    [
      'too many points',
      { EndTime: '2026-11-04T09:00:00Z' },
      /^InvalidParameterCombination: You have requested up to 2880 datapoints/,
    ],
  ]
  it.each(refusals)('refused: %s', (_, input, expected) => {
    const usual = {
      Namespace: 'App',
      MetricName: 'Latency',
      ...range,
      Period: 60,
      Statistics: ['Sum'] as const,
    }
    expect(world.refusedBy('cloudwatch', 'GetMetricStatistics', { ...usual, ...input })).toMatch(expected)
  })
})

describe('putting metric data', () => {
  const cases: [string, Partial<Cloudwatch.MetricDatum>, RegExp][] = [
    ['no value', {}, /^MissingParameter/],
    ['two kinds of value', { Value: 1, Values: [2] }, /^InvalidParameterCombination/],
    ['more values than counts', { Values: [1, 2], Counts: [1] }, /^InvalidParameterValue/],
    ['a time three weeks ago', { Value: 1, Timestamp: '2026-10-12T09:00:00Z' }, /^InvalidParameterValue/],
  ]
  it.each(cases)('is refused with %s', (_, datum, expected) => {
    const input = { Namespace: 'App', MetricData: [{ MetricName: 'Latency', ...datum }] }
    expect(world.refusedBy('cloudwatch', 'PutMetricData', input)).toMatch(expected)
  })

  it('is refused in AWS’s own namespaces', () => {
    const input = { Namespace: 'AWS/NetworkELB', MetricData: [{ MetricName: 'm', Value: 1 }] }
    expect(world.refusedBy('cloudwatch', 'PutMetricData', input)).toMatch(/^InvalidParameterValue/)
  })
})

describe('listing metrics', () => {
  beforeEach(() => {
    put({ Value: 1, Dimensions: [{ Name: 'Zone', Value: 'a' }] })
    put({ Value: 1, MetricName: 'Errors' })
  })
  const cases: [string, Cloudwatch.ListMetricsInput, string[]][] = [
    ['all', {}, ['Latency', 'Errors']],
    ['by name', { MetricName: 'Errors' }, ['Errors']],
    ['by namespace', { Namespace: 'Other' }, []],
    ['by dimension', { Dimensions: [{ Name: 'Zone' }] }, ['Latency']],
    ['by the value of a dimension', { Dimensions: [{ Name: 'Zone', Value: 'b' }] }, []],
  ]
  it.each(cases)('%s', (_, input, expected) => {
    const { Metrics } = world.call('cloudwatch', 'ListMetrics', input)
    expect(Metrics?.map(({ MetricName }) => MetricName)).toEqual(expected)
  })

  it('forgets metrics without data for two weeks', () => {
    world.pass(15 * 24 * 3600)
    expect(world.call('cloudwatch', 'ListMetrics').Metrics).toEqual([])
  })
})

describe('metric data', () => {
  const stat = (MetricName: string, Stat = 'Sum') => ({
    Metric: { Namespace: 'App', MetricName, Dimensions: [] },
    Period: 60,
    Stat,
  })
  const ask = (MetricDataQueries: Cloudwatch.MetricDataQuery[], more = {}) =>
    world.call('cloudwatch', 'GetMetricData', { MetricDataQueries, ...range, ...more }).MetricDataResults

  beforeEach(() => {
    put({ Value: 6 })
    put({ Value: 2, MetricName: 'Errors' })
    world.pass(60)
    put({ Value: 8 })
  })

  it('comes newest first unless asked otherwise', () => {
    expect(ask([{ Id: 'a', MetricStat: stat('Latency') }])).toEqual([
      {
        Id: 'a',
        Label: 'Latency',
        Timestamps: ['2026-11-02T09:01:00.000Z', '2026-11-02T09:00:00.000Z'],
        Values: [8, 6],
        StatusCode: 'Complete',
      },
    ])
    const [oldest] = ask([{ Id: 'a', MetricStat: stat('Latency') }], { ScanBy: 'TimestampAscending' })!
    expect(oldest?.Values).toEqual([6, 8])
  })

  const expressions: [string, number[]][] = [
    ['a / b', [3]],
    ['a * 10', [80, 60]],
    ['100 - a * 2 + 1', [85, 89]],
    ['(a + b) ^ 2', [64]],
    ['-a', [-8, -6]],
  ]
  it.each(expressions)('the expression %s', (Expression, expected) => {
    const [result] = ask([
      { Id: 'a', MetricStat: stat('Latency'), ReturnData: false },
      { Id: 'b', MetricStat: stat('Errors'), ReturnData: false },
      { Id: 'e', Expression },
    ])!
    expect(result?.Values).toEqual(expected)
  })

  const wrong: [string, Cloudwatch.MetricDataQuery[]][] = [
    ['an id with a capital', [{ Id: 'A', MetricStat: stat('Latency') }]],
    ['neither metric nor expression', [{ Id: 'a' }]],
    ['an expression of what is not there', [{ Id: 'a', Expression: 'b + 1' }]],
    ['an expression of itself', [{ Id: 'a', Expression: 'a + 1' }]],
    [
      'an open bracket',
      [
        { Id: 'a', MetricStat: stat('Latency') },
        { Id: 'e', Expression: '(a' },
      ],
    ],
    ['no statistic', [{ Id: 'a', MetricStat: stat('Latency', 'Mean') }]],
  ]
  it.each(wrong)('refuses %s', (_, MetricDataQueries) => {
    expect(world.refusedBy('cloudwatch', 'GetMetricData', { MetricDataQueries, ...range })).toMatch(
      /^ValidationError/,
    )
  })
})
