import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { account, otherAccount } from '../cloud.ts'
import { allow, deny, policy, userWith } from '../iam/words.ts'
import { aPath, lab, result, start } from './insights-example.ts'
import { analyse, tell } from './insights-notation.ts'

const here = { account, region: 'us-east-1' }

const ghost = 'nia-0123456789abcdef0'

describe('the life of an analysis', () => {
  it('runs for a while, keeps its path from being deleted, and is forgotten after 120 days', () => {
    const world = worldOf(lab)
    const { ask, refused, pass } = world
    const NetworkInsightsPathId = aPath(world)
    const started = start(world, NetworkInsightsPathId)
    expect(started).toEqual({
      NetworkInsightsAnalysisId: expect.stringMatching(/^nia-0[0-9a-f]{16}$/),
      NetworkInsightsAnalysisArn: `arn:aws:ec2:us-east-1:${account}:network-insights-analysis/${started.NetworkInsightsAnalysisId}`,
      NetworkInsightsPathId,
      StartDate: expect.any(String),
      Status: 'running',
      Tags: [],
    })
    expect(result(world, started.NetworkInsightsAnalysisId)).toEqual(started)
    expect(refused('DeleteNetworkInsightsPath', { NetworkInsightsPathId })).toMatch(
      /^AnalysisExistsForNetworkInsightsPath: /,
    )
    pass(60)
    expect(result(world, started.NetworkInsightsAnalysisId).Status).toBe('succeeded')
    pass(119 * 24 * 3600)
    expect(ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses).toHaveLength(1)
    pass(24 * 3600)
    expect(ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses).toEqual([])
    ask('DeleteNetworkInsightsPath', { NetworkInsightsPathId })
  })

  it('is analysed anew each time, and deleted before its path', () => {
    const world = worldOf(lab)
    const { ask, pass } = world
    const NetworkInsightsPathId = aPath(world)
    start(world, NetworkInsightsPathId, 'one')
    pass(60)
    say(world, 'revoke web-sg in tcp 22 0.0.0.0/0')
    start(world, NetworkInsightsPathId, 'two')
    pass(60)
    const all = ask('DescribeNetworkInsightsAnalyses', { NetworkInsightsPathId }).NetworkInsightsAnalyses!
    expect(all.map(({ NetworkPathFound }) => NetworkPathFound)).toEqual([true, false])
    for (const { NetworkInsightsAnalysisId = '' } of all) {
      expect(ask('DeleteNetworkInsightsAnalysis', { NetworkInsightsAnalysisId })).toEqual({
        NetworkInsightsAnalysisId,
      })
    }
    ask('DeleteNetworkInsightsPath', { NetworkInsightsPathId })
  })

  it('that is deleted while it runs does not come back', () => {
    const world = worldOf(lab)
    const { NetworkInsightsAnalysisId = '' } = start(world, aPath(world))
    world.ask('DeleteNetworkInsightsAnalysis', { NetworkInsightsAnalysisId })
    world.pass(60)
    expect(world.ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses).toEqual([])
  })

  it.each<[string, string[], number]>([
    ['path-found', ['true'], 1],
    ['path-found', ['false'], 0],
    ['status', ['succeeded'], 1],
    ['status', ['running'], 0],
    ['tag-key', ['team'], 0],
  ])('filter %s=%s', (Name, Values, count) => {
    const world = worldOf(lab)
    start(world, aPath(world))
    world.pass(60)
    expect(
      world.ask('DescribeNetworkInsightsAnalyses', { Filters: [{ Name, Values }] }).NetworkInsightsAnalyses,
    ).toHaveLength(count)
  })

  it.each<[object, number]>([
    [{}, 1],
    [{ AnalysisStartTime: '2026-11-02T09:00:00Z' }, 1],
    [{ AnalysisStartTime: '2026-11-03T09:00:00Z' }, 0],
    [{ AnalysisEndTime: '2026-11-02T09:00:00Z' }, 0],
    [{ AnalysisEndTime: '2026-11-03T09:00:00Z' }, 1],
  ])('started within %o: %i', (when, count) => {
    const world = worldOf(lab)
    start(world, aPath(world))
    expect(world.ask('DescribeNetworkInsightsAnalyses', when).NetworkInsightsAnalyses).toHaveLength(count)
  })

  it.each<[string, object, RegExp]>([
    [
      'a path that is not there',
      { NetworkInsightsPathId: 'nip-0123456789abcdef0' },
      /^InvalidNetworkInsightsPathId\.NotFound: /,
    ],
    ['what is no ARN', { FilterInArns: ['nat-0123456789abcdef0'] }, /^InvalidParameterValue: /],
  ])('is refused for %s', (_, change, expected) => {
    const world = worldOf(lab)
    const request = { NetworkInsightsPathId: aPath(world), ClientToken: 'start', ...change }
    expect(world.refused('StartNetworkInsightsAnalysis', request)).toMatch(expected)
  })

  it('that is not there is neither described nor deleted', () => {
    const { refused } = worldOf(lab)
    const missing = /^InvalidNetworkInsightsAnalysisId\.NotFound: /
    expect(refused('DeleteNetworkInsightsAnalysis', { NetworkInsightsAnalysisId: ghost })).toMatch(missing)
    expect(refused('DescribeNetworkInsightsAnalyses', { NetworkInsightsAnalysisIds: [ghost] })).toMatch(
      missing,
    )
  })

  it('fails where a component that it is to pass does not exist', () => {
    const world = worldOf(lab)
    const arn = `arn:aws:ec2:us-east-1:${account}:natgateway/nat-0123456789abcdef0`
    world.ask('StartNetworkInsightsAnalysis', {
      NetworkInsightsPathId: aPath(world),
      FilterInArns: [arn],
      ClientToken: 'start',
    })
    world.pass(60)
    expect(world.ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses).toMatchObject([
      { Status: 'failed', StatusMessage: `The request failed due to missing component ${arn}` },
    ])
  })

  it('tells that the source is gone', () => {
    const world = worldOf(lab)
    const NetworkInsightsPathId = aPath(world, { Source: world.id('web-1'), Destination: world.id('app-1') })
    say(world, 'terminate web-1')
    world.pass(4000)
    start(world, NetworkInsightsPathId)
    world.pass(60)
    expect(world.ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses![0]?.Explanations).toEqual([
      {
        ExplanationCode: 'NO_SOURCE_OR_DESTINATION',
        MissingComponent: `arn:aws:ec2:us-east-1:${account}:network-interface/${world.id('web-1')}`,
      },
    ])
  })

  it('is of its own account', () => {
    const world = worldOf(lab)
    start(world, aPath(world))
    const other = { account: otherAccount }
    expect(world.ask('DescribeNetworkInsightsAnalyses', {}, other).NetworkInsightsAnalyses).toEqual([])
  })
})

// Reachability Analyzer guide, security_iam_required-API-permissions and troubleshooting.
describe('with what permissions', () => {
  const ownCalls = [
    'ec2:StartNetworkInsightsAnalysis',
    'ec2:DescribeNetworkInsightsAnalyses',
    'ec2:CreateNetworkInsightsPath',
  ]
  it.each<[string, string, string]>([
    ['all', policy(allow(['ec2:*', 'elasticloadbalancing:*', 'tiros:*'])), 'succeeded'],
    ['all but those to see route tables', policy(allow('*'), deny('ec2:DescribeRouteTables')), 'failed'],
    ['those for the analyzer’s own calls alone', policy(allow(ownCalls)), 'failed'],
  ])('%s: %s', (_, PolicyDocument, status) => {
    const world = worldOf(lab)
    const me = userWith(world, 'Dev')
    world.call('iam', 'PutUserPolicy', { UserName: 'Dev', PolicyName: 'p', PolicyDocument })
    const NetworkInsightsPathId = aPath(world)
    world.ask('StartNetworkInsightsAnalysis', { NetworkInsightsPathId, ClientToken: 'start' }, me)
    world.pass(60)
    const [made] = world.ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses!
    expect(made?.Status).toBe(status)
    expect(made?.StatusMessage).toBe(
      status === 'failed' ? 'The request failed due to insufficient permissions' : undefined,
    )
  })

  it('nobody without ec2:StartNetworkInsightsAnalysis starts one', () => {
    const world = worldOf(lab)
    const me = userWith(world, 'Dev')
    const request = { NetworkInsightsPathId: aPath(world), ClientToken: 'start' }
    expect(world.refused('StartNetworkInsightsAnalysis', request, me)).toMatch(
      /^UnauthorizedOperation: .* is not authorized to perform: ec2:StartNetworkInsightsAnalysis/,
    )
  })
})

// Reachability Analyzer guide, reachability-analyzer-limits.
describe('no more than the quota', () => {
  it.each<[string, (world: World) => string, RegExp]>([
    [
      'network-insights-paths',
      (world) => {
        aPath(world)
        return world.refused('CreateNetworkInsightsPath', {
          Source: world.id('web-1'),
          Destination: world.id('app-1'),
          Protocol: 'tcp',
          ClientToken: 'other',
        })
      },
      /^NetworkInsightsPath\.LimitExceeded: /,
    ],
    [
      'network-insights-analyses',
      (world) => {
        const NetworkInsightsPathId = aPath(world)
        start(world, NetworkInsightsPathId)
        world.pass(60)
        return world.refused('StartNetworkInsightsAnalysis', { NetworkInsightsPathId, ClientToken: 'other' })
      },
      /^NetworkInsightsAnalysis\.LimitExceeded: /,
    ],
    [
      'concurrent-network-insights-analyses',
      (world) => {
        const NetworkInsightsPathId = aPath(world)
        start(world, NetworkInsightsPathId)
        return world.refused('StartNetworkInsightsAnalysis', { NetworkInsightsPathId, ClientToken: 'other' })
      },
      /^NetworkInsightsAnalysis\.LimitExceeded: .*concurrent/,
    ],
  ])('of %s', (quota, exceed, expected) => {
    const world = worldOf(lab)
    raiseQuota(world.cloud.store, here, quota, 1)
    expect(exceed(world)).toMatch(expected)
  })
})

describe('in a fork', () => {
  it('an analysis sees the fork, and the world does not see it', () => {
    const world = worldOf(lab)
    const fork = world.cloud.fork()
    say(world, 'revoke web-sg in tcp 22 0.0.0.0/0')
    const closed = tell(world, analyse(world, 'gate > web-1 tcp/22'))
    expect(closed).toBe('SG_HAS_NO_RULES ingress web-1 main web-sg')
    const version = world.cloud.store.version
    world.cloud.store.goto(fork.store.version)
    expect(tell(world, analyse(world, 'gate > web-1 tcp/22'))).toMatch(/^gate, acl, web-sg, web-1 back/)
    world.cloud.store.goto(version)
    expect(world.ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses).toHaveLength(1)
  })
})
