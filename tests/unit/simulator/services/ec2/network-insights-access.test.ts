import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { billOf } from '../../../../../simulator/views/bill/bill.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { account } from '../cloud.ts'
import { allow, policy, userWith } from '../iam/words.ts'
import { nameOf } from './insights-notation.ts'

// Network Access Analyzer.

const lab = `
  vpc main 10.0.0.0/16
  igw gate main
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | in tcp 443 0.0.0.0/0 | in tcp 22 55.3.0.0/16 | out all 0.0.0.0/0
  group app-sg main | in tcp 8080 web-sg | out tcp 443 0.0.0.0/0
  table public main web
  route public 0.0.0.0/0 gate
  nat out web
  table private main app
  route private 0.0.0.0/0 out
  host web-1 web 10.0.1.10 web-sg public
  host app-1 app 10.0.2.10 app-sg
  prefix-list offices 55.3.0.0/16
`

type Paths = readonly Ec2.AccessScopePathRequest[]

const ghost = 'nisa-0123456789abcdef0'

const resources = (...Resources: string[]) => ({ ResourceStatement: { Resources } })
const types = (...ResourceTypes: string[]) => ({ ResourceStatement: { ResourceTypes } })
const headers = (PacketHeaderStatement: Ec2.PacketHeaderStatementRequest) => ({ PacketHeaderStatement })

const internet = types('AWS::EC2::InternetGateway')

function begin(world: World, MatchPaths: Paths, ExcludePaths?: Paths): string {
  const { NetworkInsightsAccessScopeId = '' } = world.ask('CreateNetworkInsightsAccessScope', {
    MatchPaths,
    ...(ExcludePaths && { ExcludePaths }),
    ClientToken: 'scope',
  }).NetworkInsightsAccessScope!
  const started = world.ask('StartNetworkInsightsAccessScopeAnalysis', {
    NetworkInsightsAccessScopeId,
    ClientToken: 'start',
  })
  return started.NetworkInsightsAccessScopeAnalysis?.NetworkInsightsAccessScopeAnalysisId ?? ''
}

/** Each finding by where it begins and ends, and the ports that it is for. */
function findings(world: World, match: Paths, exclude?: Paths): string[] {
  const id = begin(world, match, exclude)
  world.pass(200)
  const { AnalysisFindings = [] } = world.call('ec2', 'GetNetworkInsightsAccessScopeAnalysisFindings', {
    NetworkInsightsAccessScopeAnalysisId: id,
  })
  return AnalysisFindings.map(({ FindingComponents = [] }) => {
    const [first] = FindingComponents
    const header = first?.InboundHeader ?? first?.OutboundHeader
    const [ports] = header?.DestinationPortRanges ?? []
    const kind = header?.Protocol === '17' ? 'udp' : 'tcp'
    const name = (one: Ec2.PathComponent | undefined) => nameOf(world, one?.Component)
    return `${name(first)} > ${name(FindingComponents.at(-1))} ${kind}/${ports?.From}-${ports?.To}`
  })
}

describe('findings', () => {
  const world = worldOf(lab)
  const id = (name: string) => world.id(name)

  const from = (Source: Ec2.PathStatementRequest): Paths => [{ Source }]
  const to = (Destination: Ec2.PathStatementRequest): Paths => [{ Destination }]

  it.each<[string, () => { match: Paths; exclude?: Paths }, string[]]>([
    [
      'from the internet',
      () => ({ match: from(internet) }),
      ['gate > web-1 tcp/443-443', 'gate > web-1 tcp/22-22'],
    ],
    [
      'from the internet, but for a trusted range (the guide’s example)',
      () => ({ match: from(internet), exclude: from(headers({ SourceAddresses: ['55.3.0.0/16'] })) }),
      ['gate > web-1 tcp/443-443'],
    ],
    [
      'from the internet, but for a prefix list (the guide’s example)',
      () => ({ match: from(internet), exclude: from(headers({ SourcePrefixLists: [id('offices')] })) }),
      ['gate > web-1 tcp/443-443'],
    ],
    [
      'from the internet, but for a port',
      () => ({ match: from(internet), exclude: to(headers({ DestinationPorts: ['443'] })) }),
      ['gate > web-1 tcp/22-22'],
    ],
    [
      'from the internet, but for a range of ports',
      () => ({ match: from(internet), exclude: to(headers({ DestinationPorts: ['20-30', '400-500'] })) }),
      [],
    ],
    [
      'from the internet, of one protocol',
      () => ({ match: [{ Source: { ...internet, ...headers({ Protocols: ['udp'] }) } }] }),
      [],
    ],
    [
      'to the internet',
      () => ({ match: to(internet) }),
      ['web-1 > gate tcp/0-65535', 'web-1 > gate udp/0-65535', 'app-1 > gate tcp/443-443'],
    ],
    [
      'to the internet, but by the NAT gateway',
      () => ({
        match: to(internet),
        exclude: [{ ThroughResources: [types('AWS::EC2::NatGateway')] }],
      }),
      ['web-1 > gate tcp/0-65535', 'web-1 > gate udp/0-65535'],
    ],
    [
      'to the internet, but by that NAT gateway',
      () => ({ match: to(internet), exclude: [{ ThroughResources: [resources(id('out'))] }] }),
      ['web-1 > gate tcp/0-65535', 'web-1 > gate udp/0-65535'],
    ],
    [
      'between two subnets, both ways (the guide’s example)',
      () => ({
        match: [
          { Source: resources(id('web')), Destination: resources(id('app')) },
          { Source: resources(id('app')), Destination: resources(id('web')) },
        ],
      }),
      ['web-1 > app-1 tcp/8080-8080', 'app-1 > web-1 tcp/443-443'],
    ],
    [
      'to a security group from the internet (the guide’s example)',
      () => ({ match: [{ Source: internet, Destination: resources(id('app-sg')) }] }),
      [],
    ],
    [
      'to an instance',
      () => ({ match: to(resources(id('app-1:instance'))) }),
      ['web-1 > app-1 tcp/8080-8080'],
    ],
    [
      'to an interface, by its ARN',
      () => ({ match: to(resources(`arn:aws:ec2:us-east-1:${account}:network-interface/${id('app-1')}`)) }),
      ['web-1 > app-1 tcp/8080-8080'],
    ],
    ['within a VPC that does not exist', () => ({ match: from(resources('vpc-0123456789abcdef0')) }), []],
  ])('%s', (_, scope, expected) => {
    const version = world.cloud.store.version
    const { match, exclude } = scope()
    const found = findings(world, match, exclude)
    world.cloud.store.goto(version)
    expect(found).toEqual(expected)
  })

  it('have the components of the guide (getting-started-cli, "Example 3")', () => {
    const analysis = begin(world, [{ Source: internet }])
    world.pass(200)
    const { AnalysisFindings, ...rest } = world.ask('GetNetworkInsightsAccessScopeAnalysisFindings', {
      NetworkInsightsAccessScopeAnalysisId: analysis,
      MaxResults: 1,
    })
    expect(rest).toEqual({
      NetworkInsightsAccessScopeAnalysisId: analysis,
      AnalysisStatus: 'succeeded',
      NextToken: expect.any(String),
    })
    const kinds = AnalysisFindings?.[0]?.FindingComponents?.map(({ Component }) => nameOf(world, Component))
    expect(kinds).toEqual(['gate', 'acl', 'web-sg', 'web-1'])
  })
})

describe('an access scope analysis', () => {
  it('runs for a while, says whether there are findings, and keeps its scope from being deleted', () => {
    const world = worldOf(lab)
    const { ask, refused, pass } = world
    const id = begin(world, [{ Source: internet }])
    const describeIt = () =>
      ask('DescribeNetworkInsightsAccessScopeAnalyses', { NetworkInsightsAccessScopeAnalysisIds: [id] })
        .NetworkInsightsAccessScopeAnalyses![0]!
    const { NetworkInsightsAccessScopeId = '', ...started } = describeIt()
    expect(started).toEqual({
      NetworkInsightsAccessScopeAnalysisId: id,
      NetworkInsightsAccessScopeAnalysisArn: `arn:aws:ec2:us-east-1:${account}:network-insights-access-scope-analysis/${id}`,
      Status: 'running',
      StartDate: expect.any(String),
      Tags: [],
    })
    expect(
      ask('GetNetworkInsightsAccessScopeAnalysisFindings', { NetworkInsightsAccessScopeAnalysisId: id }),
    ).toEqual({ NetworkInsightsAccessScopeAnalysisId: id, AnalysisStatus: 'running', AnalysisFindings: [] })
    expect(refused('DeleteNetworkInsightsAccessScope', { NetworkInsightsAccessScopeId })).toMatch(
      /^AnalysisExistsForNetworkInsightsAccessScope: /,
    )
    pass(200)
    expect(describeIt()).toMatchObject({
      Status: 'succeeded',
      EndDate: expect.any(String),
      FindingsFound: 'true',
      AnalyzedEniCount: 3,
    })
    ask('DeleteNetworkInsightsAccessScopeAnalysis', { NetworkInsightsAccessScopeAnalysisId: id })
    ask('DeleteNetworkInsightsAccessScope', { NetworkInsightsAccessScopeId })
  })

  it('is paid for by the network interface', () => {
    const world = worldOf(lab)
    const resource = begin(world, [{ Source: internet }])
    world.pass(200)
    const line = billOf(world.fabric).lines.find((one) => one.resource === resource)
    expect(line).toMatchObject({ name: 'Network Access Analyzer', amount: 3, usd: expect.closeTo(0.006) })
  })

  it('without findings says so', () => {
    const world = worldOf(lab)
    say(world, 'no-nat out')
    begin(world, [{ Source: internet, Destination: resources(world.id('app')) }])
    world.pass(200)
    const [made] = world.ask('DescribeNetworkInsightsAccessScopeAnalyses').NetworkInsightsAccessScopeAnalyses!
    expect(made).toMatchObject({ Status: 'succeeded', FindingsFound: 'false' })
  })

  it('fails without the permissions that it needs', () => {
    const world = worldOf(lab)
    const me = userWith(world, 'Dev')
    const PolicyDocument = policy(allow('ec2:*NetworkInsights*'))
    world.call('iam', 'PutUserPolicy', { UserName: 'Dev', PolicyName: 'p', PolicyDocument })
    const { NetworkInsightsAccessScopeId = '' } = world.ask('CreateNetworkInsightsAccessScope', {
      MatchPaths: [{ Source: internet }],
      ClientToken: 'scope',
    }).NetworkInsightsAccessScope!
    const request = { NetworkInsightsAccessScopeId, ClientToken: 'start' }
    world.ask('StartNetworkInsightsAccessScopeAnalysis', request, me)
    world.pass(200)
    const [made] = world.ask('DescribeNetworkInsightsAccessScopeAnalyses').NetworkInsightsAccessScopeAnalyses!
    expect(made).toMatchObject({
      Status: 'failed',
      StatusMessage: 'The request failed due to insufficient permissions',
    })
  })

  it('that is not there is not found', () => {
    const { refused } = worldOf(lab)
    const missing = /^InvalidNetworkInsightsAccessScopeAnalysisId\.NotFound: /
    const input = { NetworkInsightsAccessScopeAnalysisId: ghost }
    expect(refused('DeleteNetworkInsightsAccessScopeAnalysis', input)).toMatch(missing)
    expect(refused('GetNetworkInsightsAccessScopeAnalysisFindings', input)).toMatch(missing)
    expect(
      refused('StartNetworkInsightsAccessScopeAnalysis', {
        NetworkInsightsAccessScopeId: 'nis-0123456789abcdef0',
        ClientToken: 'start',
      }),
    ).toMatch(/^InvalidNetworkInsightsAccessScopeId\.NotFound: /)
  })

  it.each<[object, number]>([
    [{}, 1],
    [{ AnalysisStartTimeBegin: '2026-11-03T09:00:00Z' }, 0],
    [{ AnalysisStartTimeEnd: '2026-11-03T09:00:00Z' }, 1],
  ])('started within %o: %i', (when, count) => {
    const world = worldOf(lab)
    begin(world, [{ Source: internet }])
    const found = world.ask('DescribeNetworkInsightsAccessScopeAnalyses', when)
    expect(found.NetworkInsightsAccessScopeAnalyses).toHaveLength(count)
  })

  it.each([
    ['network-insights-access-scope-analyses', 200],
    ['concurrent-network-insights-access-scope-analyses', 0],
  ])('is refused beyond the quota of %s', (quota, seconds) => {
    const world = worldOf(lab)
    raiseQuota(world.cloud.store, { account, region: 'us-east-1' }, quota, 1)
    begin(world, [{ Source: internet }])
    world.pass(seconds)
    const [scope] = world.ask('DescribeNetworkInsightsAccessScopes').NetworkInsightsAccessScopes!
    const { NetworkInsightsAccessScopeId = '' } = scope!
    expect(
      world.refused('StartNetworkInsightsAccessScopeAnalysis', {
        NetworkInsightsAccessScopeId,
        ClientToken: 'other',
      }),
    ).toMatch(/^NetworkInsightsAccessScopeAnalysis\.LimitExceeded: /)
  })
})
