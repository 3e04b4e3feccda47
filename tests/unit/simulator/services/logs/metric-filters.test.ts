import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import {
  metricMinutes,
  metricSeries,
  seriesKey,
} from '../../../../../simulator/services/cloudwatch/metrics.ts'
import { say, worldOf } from '../../network/notation/world.ts'
import { type TestCloud, testCloud } from '../cloud.ts'

await Promise.all(['logs', 'cloudwatch'].map((service) => contract.need(service)))

// CloudWatch Logs user guide, MonitoringLogData and FilterAndPatternSyntax.

interface Transformation {
  readonly metricValue?: string
  readonly defaultValue?: number
  readonly dimensions?: Readonly<Record<string, string>>
  readonly unit?: 'Bytes'
}

/** What a filter measures of some lines: `2 {level=high}`, sum by sum. */
function measured(
  filterPattern: string,
  transformation: Transformation,
  messages: readonly string[],
): string[] {
  const world = testCloud()
  world.call('logs', 'CreateLogGroup', { logGroupName: 'g' })
  world.call('logs', 'CreateLogStream', { logGroupName: 'g', logStreamName: 's' })
  world.call('logs', 'PutMetricFilter', {
    logGroupName: 'g',
    filterName: 'f',
    filterPattern,
    metricTransformations: [
      { metricNamespace: 'Mine', metricName: 'm', metricValue: '1', ...transformation },
    ],
  })
  const timestamp = world.cloud.now
  const logEvents = messages.map((message) => ({ timestamp, message }))
  world.call('logs', 'PutLogEvents', { logGroupName: 'g', logStreamName: 's', logEvents })
  return sums(world, 'Mine')
}

const sums = ({ cloud: { store } }: TestCloud, namespace: string): string[] =>
  store
    .all(metricSeries)
    .filter((series) => series.namespace === namespace)
    .map((series) => {
      const minutes = store.by(metricMinutes, 'series', seriesKey(series, series))
      const named = series.dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(', ')
      return `${minutes.reduce((all, { sum }) => all + sum, 0)} ${minutes[0]?.unit}${named && ` {${named}}`}`
    })

const lines = ['{"level":"high","bytes":10}', '{"level":"low","bytes":5}', '{"level":"high","bytes":7}']
const columns = ['web 10 ACCEPT', 'app 5 REJECT', 'app 7 REJECT']

describe('a metric filter', () => {
  it.each<[string, string, Transformation, readonly string[], string[]]>([
    ['counts what matches', '{ $.level = "high" }', {}, lines, ['2 None']],
    [
      'adds up a member',
      '{ $.level = "high" }',
      { metricValue: '$.bytes', unit: 'Bytes' },
      lines,
      ['17 Bytes'],
    ],
    ['adds up a column', '[host, bytes, action = REJECT]', { metricValue: '$bytes' }, columns, ['12 None']],
    [
      'adds up a column behind others',
      '[..., bytes, action = REJECT]',
      { metricValue: '$bytes' },
      columns,
      ['12 None'],
    ],
    [
      'by a dimension',
      '{ $.bytes > 0 }',
      { dimensions: { level: '$.level' } },
      lines,
      ['2 None {level=high}', '1 None {level=low}'],
    ],
    ['without the dimension, nothing', '{ $.bytes > 0 }', { dimensions: { zone: '$.zone' } }, lines, []],
    ['where nothing matches, nothing', '{ $.level = "none" }', {}, lines, []],
    ['where nothing matches, the default', '{ $.level = "none" }', { defaultValue: 0 }, lines, ['0 None']],
    ['what is no number counts nothing', '{ $.level = "high" }', { metricValue: '$.level' }, lines, []],
  ])('%s', (_, pattern, transformation, messages, expected) => {
    expect(measured(pattern, transformation, messages)).toEqual(expected)
  })

  it('counts what flow logs tell, so that an alarm hears of it', () => {
    const world = worldOf(`
      vpc main 10.0.0.0/16
      subnet web main a 10.0.1.0/24
      group in-sg main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
      host web-1 web 10.0.1.10 in-sg
      host web-2 web 10.0.1.11 in-sg
      log-role
    `)
    world.call('logs', 'CreateLogGroup', { logGroupName: 'seen' })
    world.call('logs', 'PutMetricFilter', {
      logGroupName: 'seen',
      filterName: 'ssh',
      filterPattern:
        '[version, account, eni, source, destination, srcport, destport="22", protocol="6", packets, bytes, windowstart, windowend, action="REJECT", flowlogstatus]',
      metricTransformations: [{ metricNamespace: 'Net', metricName: 'SshRejects', metricValue: '1' }],
    })
    world.call('cloudwatch', 'PutMetricAlarm', {
      AlarmName: 'ssh',
      Namespace: 'Net',
      MetricName: 'SshRejects',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    })
    say(world, 'flow-log seen main\nsend web-1 > web-2 tcp/22\nsend web-1 > web-2 tcp/443')
    const history = () =>
      (
        world.call('cloudwatch', 'DescribeAlarmHistory', { AlarmName: 'ssh', HistoryItemType: 'StateUpdate' })
          .AlarmHistoryItems ?? []
      ).map(({ HistorySummary }) => HistorySummary)
    world.pass(300)
    expect(sums(world, 'Net')).toEqual([])
    world.pass(300)
    expect(sums(world, 'Net')).toEqual(['1 None'])
    expect(history()).toContain('Alarm updated from INSUFFICIENT_DATA to ALARM')
  })
})
