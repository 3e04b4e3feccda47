import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { metricSeries } from '../../../../simulator/services/cloudwatch/metrics.ts'
import { billOf } from '../../../../simulator/views/bill/bill.ts'
import { filesOf } from './notation/logs.ts'
import { lookUp } from './notation/lookups.ts'
import { say, type World, worldOf } from './notation/world.ts'

// Pages are those of the Route 53 guide.

await Promise.all(['route53resolver', 'logs', 's3api'].map((service) => contract.need(service)))

const lab = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 web 10.0.1.10 any
  vpc other 10.1.0.0/16
  subnet there other a 10.1.1.0/24
  group any-o other | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host far there 10.1.1.10 any-o
  zone corp corp.example private main
  record corp www.corp.example A 10.0.1.10
`

/** A config for one VPC, whose logs go to a group or bucket. */
function logTo(world: World, vpc: string, DestinationArn: string): string {
  const { ResolverQueryLogConfig } = world.call('route53resolver', 'CreateResolverQueryLogConfig', {
    Name: 'queries',
    DestinationArn,
    CreatorRequestId: 'once',
  })
  const ResolverQueryLogConfigId = ResolverQueryLogConfig?.Id ?? ''
  world.pass(10)
  world.call('route53resolver', 'AssociateResolverQueryLogConfig', {
    ResolverQueryLogConfigId,
    ResourceId: world.id(vpc),
  })
  world.pass(10)
  return ResolverQueryLogConfigId
}

const group = 'arn:aws:logs:us-east-1:123456789012:log-group:queries:*'

function ask(world: World, question: string): void {
  world.cloud.observe([{ kind: 'lookup', answer: lookUp(world, question) }])
}

function linesIn(world: World, logStreamName: string): Record<string, unknown>[] {
  const read = { logGroupName: 'queries', logStreamName, startFromHead: true }
  return (world.call('logs', 'GetLogEvents', read).events ?? []).map(({ message = '' }) =>
    JSON.parse(message),
  )
}

describe('query logs (resolver-query-logs-format)', () => {
  it('come into a stream of the VPC’s and the config’s', () => {
    const world = worldOf(lab)
    const config = logTo(world, 'main', group)
    ask(world, 'web-1 ? www.corp.example')
    world.pass(10)
    expect(linesIn(world, `${world.id('main')}_${config}`)).toEqual([
      {
        version: '1.100000',
        account_id: '123456789012',
        region: 'us-east-1',
        vpc_id: world.id('main'),
        query_timestamp: expect.stringMatching(/^2026-11-02T\d\d:\d\d:\d\dZ$/),
        query_name: 'www.corp.example.',
        query_type: 'A',
        query_class: 'IN',
        rcode: 'NOERROR',
        answers: [{ Rdata: '10.0.1.10', Type: 'A', Class: 'IN' }],
        srcaddr: '10.0.1.10',
        srcport: expect.stringMatching(/^\d+$/),
        transport: 'UDP',
        srcids: { instance: world.id('web-1:instance') },
      },
    ])
  })

  it('of names that do not exist, too', () => {
    const world = worldOf(lab)
    const config = logTo(world, 'main', group)
    ask(world, 'web-1 ? nothing.corp.example')
    world.pass(10)
    expect(linesIn(world, `${world.id('main')}_${config}`)).toMatchObject([
      { rcode: 'NXDOMAIN', answers: [] },
    ])
  })

  it('know nothing of other VPCs', () => {
    const world = worldOf(lab)
    logTo(world, 'main', group)
    ask(world, 'far ? www.example.com')
    world.pass(10)
    expect(world.call('logs', 'DescribeLogGroups', {}).logGroups).toEqual([])
  })

  it('come into files of S3, day by day', () => {
    const world = worldOf(lab)
    world.call('s3api', 'CreateBucket', { Bucket: 'query-files' })
    logTo(world, 'main', 'arn:aws:s3:::query-files/dns')
    ask(world, 'web-1 ? www.corp.example')
    ask(world, 'web-1 ? nothing.corp.example')
    world.pass(301)
    const [{ key, lines } = { key: '', lines: [] }, ...others] = filesOf(world, 'query-files')
    const main = world.id('main')
    expect(others).toEqual([])
    expect(key.slice(0, key.lastIndexOf('_'))).toMatch(
      `dns/AWSLogs/123456789012/vpcdnsquerylogs/${main}/2026/11/02/123456789012_vpcdnsquerylogs_${main}_20261102T`,
    )
    expect(lines.map((line) => JSON.parse(line).query_name)).toEqual([
      'www.corp.example.',
      'nothing.corp.example.',
    ])
  })
})

describe('queries through Resolver endpoints', () => {
  const withEndpoint = `${lab}\nresolver-endpoint ask-in inbound web,app any`

  it('are measured, and paid for by the million', () => {
    const world = worldOf(withEndpoint)
    const [ip] = world
      .call('route53resolver', 'ListResolverEndpointIpAddresses', { ResolverEndpointId: world.id('ask-in') })
      .IpAddresses!.map(({ Ip }) => Ip)
    say(world, 'wait 1')
    ask(world, `web-1 ? www.corp.example @${ip}`)
    const series = world.cloud.store
      .all(metricSeries)
      .filter(({ namespace }) => namespace === 'AWS/Route53Resolver')
    expect(series.map(({ name, dimensions }) => [name, dimensions[0]?.Value])).toEqual([
      ['InboundQueryVolume', world.id('ask-in')],
    ])
    const [line] = billOf(world.fabric).lines.filter(({ item }) => item === 'resolver-queries')
    expect([line?.resource, line?.amount, line?.usd?.toFixed(10)]).toEqual([
      world.id('ask-in'),
      1e-6,
      '0.0000004000',
    ])
  })
})
