import { describe, expect, it } from 'vitest'
import { Cloud } from '../../../../simulator/cloud.ts'
import { sendFlow } from './notation/flows.ts'
import { beginInterval, filesOf, linesOf } from './notation/logs.ts'
import { say, type World, worldOf } from './notation/world.ts'

// Pages are those of the VPC user guide.

const text = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  group web-sg main | out all 0.0.0.0/0 | in all 0.0.0.0/0
  host web-1 web 10.0.1.10 web-sg
  host web-2 web 10.0.1.11 web-sg
`

const traffic = 'send web-1 > web-2 tcp/443 | 100 2000'

function made(more: string): { world: World; began: number } {
  const world = worldOf(text)
  const began = beginInterval(world)
  say(world, more)
  return { world, began }
}

const streamsIn = (world: World, logGroupName: string): string[] =>
  (world.call('logs', 'DescribeLogStreams', { logGroupName }).logStreams ?? []).map(
    ({ logStreamName = '' }) => logStreamName.replace(/^eni-\w+/, (id) => world.nameOf(id)),
  )

const hasGroup = (world: World): boolean =>
  (world.call('logs', 'DescribeLogGroups', {}).logGroups ?? []).some(
    ({ logGroupName }) => logGroupName === 'seen',
  )

describe('publishing to CloudWatch Logs (flow-log-records, "Aggregation interval")', () => {
  it('comes about five minutes after the interval of an interface on Nitro, which is a minute', () => {
    const { world, began } = made(`log-role; flow-log seen main; ${traffic}`.replaceAll('; ', '\n'))
    const passed = () => world.cloud.now / 1000 - began
    world.pass(359 - passed())
    expect(hasGroup(world)).toBe(false)
    world.pass(2)
    expect(streamsIn(world, 'seen').sort()).toEqual(['web-1-all', 'web-2-all'])
  })

  it.each([
    ['ALL', ['web-1-all']],
    ['ACCEPT', ['web-1-accept']],
  ])('writes %s into a stream of its own', (which, streams) => {
    const { world } = made(`log-role\nflow-log seen web-1 ${which}\n${traffic}`)
    world.pass(400)
    expect(streamsIn(world, 'seen')).toEqual(streams)
  })

  it('tells of minutes without traffic, and rests after six of them', () => {
    const { world, began } = made('log-role\nflow-log seen web-1')
    world.pass(3600)
    expect(linesOf(world, 'seen', began)).toEqual([
      '2 123456789012 web-1 - - - - - - - +0 +59 - NODATA',
      '2 123456789012 web-1 - - - - - - - +60 +119 - NODATA',
      '2 123456789012 web-1 - - - - - - - +120 +179 - NODATA',
      '2 123456789012 web-1 - - - - - - - +180 +239 - NODATA',
      '2 123456789012 web-1 - - - - - - - +240 +299 - NODATA',
      '2 123456789012 web-1 - - - - - - - +300 +359 - NODATA',
    ])
    const known = world.cloud.now / 1000 - began
    say(world, traffic)
    world.pass(400)
    expect(linesOf(world, 'seen', began)[6]).toBe(
      `2 123456789012 web-1 10.0.1.10 10.0.1.11 40000 443 6 5 368 +${known} +${known} ACCEPT OK`,
    )
  })

  it('tells once of each minute of a long connection, however late it becomes known', () => {
    const { world, began } = made(
      'log-role\nflow-log seen web-1\nsend web-1 > web-2 tcp/443 | 90000 0 | 899 closed',
    )
    world.pass(1000)
    const sent = linesOf(world, 'seen', began)
      .map((line) => line.split(' '))
      .filter((words) => words[3] === '10.0.1.10')
    expect(sent.map((words) => words[10])).toEqual(
      [...Array(15).keys()].map((i) => `+${Math.max(1, i * 60)}`),
    )
    const sum = (at: number) => sent.reduce((all, words) => all + Number(words[at]), 0)
    expect([sum(8), sum(9)]).toEqual([66, 93440])
  })

  it('says where there was more than could be kept', () => {
    const { world, began } = made('log-role\nflow-log seen web-1')
    const trace = sendFlow(world, 'web-1 > web-2 tcp/443')
    world.cloud.observe(Array.from({ length: 5000 }, () => ({ kind: 'flow', trace })))
    world.pass(400)
    expect(linesOf(world, 'seen', began)[0]).toBe('2 123456789012 web-1 - - - - - - - +0 +59 - SKIPDATA')
  })

  it('ends with the flow log', () => {
    const { world } = made(`log-role\nflow-log seen web-1\n${traffic}`)
    world.ask('DeleteFlowLogs', { FlowLogIds: [world.id('seen')] })
    world.pass(3600)
    expect(hasGroup(world)).toBe(false)
  })

  it('goes on in a world that was saved and loaded', () => {
    const { world, began } = made(`log-role\nflow-log seen web-1\n${traffic}`)
    const again = Cloud.load(world.cloud.save(), { contract: world.cloud.contract })
    for (const cloud of [world.cloud, again]) cloud.advance(1000)
    expect(again.save()).toBe(world.cloud.save())
    expect(linesOf(world, 'seen', began).length).toBeGreaterThan(2)
  })
})

const statusOf = (world: World) => {
  const [log] = world.ask('DescribeFlowLogs').FlowLogs ?? []
  return [log?.DeliverLogsStatus, log?.DeliverLogsErrorMessage]
}

describe('the role (flow-logs-iam-role, flow-logs-troubleshoot)', () => {
  it.each([
    ['is good', 'log-role', ['SUCCESS', undefined]],
    ['does not exist', '', ['FAILED', 'Access error']],
    ['does not trust flow logs', 'log-role ec2.amazonaws.com', ['FAILED', 'Access error']],
    ['may write nothing', 'log-role vpc-flow-logs.amazonaws.com powerless', ['FAILED', 'Access error']],
  ])('%s', (_, role, status) => {
    const { world } = made(`${role}\nflow-log seen web-1\n${traffic}`)
    world.pass(400)
    expect(statusOf(world)).toEqual(status)
    expect(hasGroup(world)).toBe(status[0] === 'SUCCESS')
  })

  it('once mended, is used by what is published next', () => {
    const { world } = made(`flow-log seen web-1\n${traffic}`)
    world.pass(400)
    say(world, `log-role\n${traffic}`)
    world.pass(400)
    expect(statusOf(world)).toEqual(['SUCCESS', undefined])
  })
})

describe('publishing to S3 (flow-logs-s3-path)', () => {
  const hash = expect.stringMatching(/^[0-9a-f]{8}$/)
  const day = '2026/11/02'
  const hive = 'year=2026/month=11/day=02'

  it.each([
    ['day by day', 'flow-files seen web-1 files', `AWSLogs/123456789012/vpcflowlogs/us-east-1/${day}/`],
    [
      'below a prefix',
      'flow-files seen web-1 files/net/logs/',
      `net/logs/AWSLogs/123456789012/vpcflowlogs/us-east-1/${day}/`,
    ],
    [
      'hour by hour',
      'flow-files seen web-1 files hourly',
      `AWSLogs/123456789012/vpcflowlogs/us-east-1/${day}/09/`,
    ],
    [
      'as Hive wants it',
      'flow-files seen web-1 files hive',
      `AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/${hive}/`,
    ],
    [
      'as Hive wants it, by hours',
      'flow-files seen web-1 files hive hourly',
      `AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/${hive}/hour=09/`,
    ],
  ])('%s', (_, does, folder) => {
    const { world } = made(`${does}\n${traffic}`)
    world.pass(700)
    const [{ key, lines } = { key: '', lines: [] }] = filesOf(world, 'files')
    expect(key.slice(0, folder.length)).toBe(folder)
    const [account, service, region, log, time, end = ''] = key.slice(folder.length).split('_')
    expect([account, service, region, log]).toEqual([
      '123456789012',
      'vpcflowlogs',
      'us-east-1',
      world.id('seen'),
    ])
    expect(time).toMatch(/^20261102T09\d[05]Z$/)
    expect(end.split('.')).toEqual([hash, 'log', 'gz'])
    expect(lines[0]).toBe(
      'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
    )
    expect(lines.length).toBe(3)
  })

  it('fails when the bucket is gone', () => {
    const { world } = made('flow-files seen web-1 files')
    world.call('s3api', 'DeleteBucket', { Bucket: 'files' })
    say(world, traffic)
    world.pass(700)
    expect(statusOf(world)).toEqual(['FAILED', 'Access error'])
  })
})
