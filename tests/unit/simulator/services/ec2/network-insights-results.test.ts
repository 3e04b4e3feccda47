import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { account, otherAccount } from '../cloud.ts'
import { allow, deny, policy, userWith } from '../iam/words.ts'
import { analyse, tell } from './insights-notation.ts'

const here = { account, region: 'us-east-1' }

const lab = `
  vpc main 10.0.0.0/16
  igw gate main
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | in tcp 22 0.0.0.0/0 | out all 0.0.0.0/0
  table public main web
  route public 0.0.0.0/0 gate
  host web-1 web 10.0.1.10 web-sg public
  host app-1 app 10.0.2.10 web-sg
`

const ghost = 'nia-0123456789abcdef0'

/** What the guide lists for "everything in the 0.0.0.0/0 address range except for the RFC1918 range". */
const anywhere = `0.0.0.0/5 11.0.0.0/8 12.0.0.0/6 128.0.0.0/3 16.0.0.0/4 160.0.0.0/5 168.0.0.0/6 172.0.0.0/12
  172.128.0.0/9 172.32.0.0/11 172.64.0.0/10 173.0.0.0/8 174.0.0.0/7 176.0.0.0/4 192.0.0.0/9 192.128.0.0/11
  192.160.0.0/13 192.169.0.0/16 192.170.0.0/15 192.172.0.0/14 192.176.0.0/12 192.192.0.0/10 193.0.0.0/8 194.0.0.0/7
  196.0.0.0/6 200.0.0.0/5 208.0.0.0/4 224.0.0.0/3 32.0.0.0/3 64.0.0.0/2 8.0.0.0/7`.split(/\s+/)

const allPorts = [{ From: 0, To: 65535 }]
const ssh = [{ From: 22, To: 22 }]

function aPath(world: World, more: object = {}): string {
  const { NetworkInsightsPathId = '' } = world.ask('CreateNetworkInsightsPath', {
    Source: world.id('gate'),
    Destination: world.id('web-1:instance'),
    Protocol: 'tcp',
    FilterAtSource: { DestinationPortRange: { FromPort: 22, ToPort: 22 } },
    ClientToken: 'path',
    ...more,
  }).NetworkInsightsPath!
  return NetworkInsightsPathId
}

const start = (world: World, NetworkInsightsPathId: string, ClientToken = 'start') =>
  world.ask('StartNetworkInsightsAnalysis', { NetworkInsightsPathId, ClientToken }).NetworkInsightsAnalysis!

const result = (world: World, id = ''): Ec2.NetworkInsightsAnalysis =>
  world.ask('DescribeNetworkInsightsAnalyses', { NetworkInsightsAnalysisIds: [id] })
    .NetworkInsightsAnalyses![0]!

describe('an analysis', () => {
  it('tells the path of the guide, there and back (getting-started-cli, "Example 2: Reachable")', () => {
    const world = worldOf(lab)
    const started = start(world, aPath(world))
    const arn = (kind: string, id: string) => ({
      Id: id,
      Arn: `arn:aws:ec2:us-east-1:${account}:${kind}/${id}`,
    })
    const named = (kind: string, name: string) => arn(kind, world.id(name))
    const instance = { ...named('instance', 'web-1:instance'), Name: 'web-1' }
    const gateway = named('internet-gateway', 'gate')
    const { Association } = world.ask('DescribeNetworkInterfaces', {
      NetworkInterfaceIds: [world.id('web-1')],
    }).NetworkInterfaces![0]!
    const NetworkAclId = world.ask('DescribeNetworkAcls', {
      Filters: [{ Name: 'vpc-id', Values: [world.id('main')] }],
    }).NetworkAcls![0]!.NetworkAclId!
    const rest = { AdditionalDetails: [], Explanations: [] }
    const entry = { Cidr: '0.0.0.0/0', Protocol: 'all', RuleAction: 'allow', RuleNumber: 100 }
    const Vpc = named('vpc', 'main')
    const publicAddress = [`${Association?.PublicIp}/32`]
    const wire = { Protocol: '6' }
    const eni = {
      AttachedTo: instance,
      Component: named('network-interface', 'web-1'),
      Subnet: named('subnet', 'web'),
      Vpc,
      ...rest,
    }
    world.pass(60)
    expect(result(world, started.NetworkInsightsAnalysisId)).toEqual({
      ...started,
      Status: 'succeeded',
      NetworkPathFound: true,
      ForwardPathComponents: [
        {
          SequenceNumber: 1,
          Component: gateway,
          OutboundHeader: { DestinationAddresses: ['10.0.1.10/32'] },
          InboundHeader: {
            DestinationAddresses: publicAddress,
            DestinationPortRanges: ssh,
            ...wire,
            SourceAddresses: anywhere,
            SourcePortRanges: allPorts,
          },
          Vpc,
          ...rest,
        },
        {
          SequenceNumber: 2,
          AclRule: { ...entry, Egress: false },
          Component: arn('network-acl', NetworkAclId),
          ...rest,
        },
        {
          SequenceNumber: 3,
          Component: named('security-group', 'web-sg'),
          SecurityGroupRule: { Cidr: '0.0.0.0/0', Direction: 'ingress', PortRange: ssh[0], Protocol: 'tcp' },
          ...rest,
        },
        { SequenceNumber: 4, ...eni },
        {
          SequenceNumber: 5,
          Component: instance,
          InboundHeader: {
            DestinationAddresses: ['10.0.1.10/32'],
            DestinationPortRanges: ssh,
            ...wire,
            SourceAddresses: anywhere,
            SourcePortRanges: allPorts,
          },
          ...rest,
        },
      ],
      ReturnPathComponents: [
        {
          SequenceNumber: 1,
          Component: instance,
          OutboundHeader: {
            DestinationAddresses: anywhere,
            DestinationPortRanges: allPorts,
            ...wire,
            SourceAddresses: ['10.0.1.10/32'],
            SourcePortRanges: ssh,
          },
          ...rest,
        },
        { SequenceNumber: 2, ...eni },
        { SequenceNumber: 3, Component: named('security-group', 'web-sg'), ...rest },
        {
          SequenceNumber: 4,
          AclRule: { ...entry, Egress: true },
          Component: arn('network-acl', NetworkAclId),
          ...rest,
        },
        {
          SequenceNumber: 5,
          Component: named('route-table', 'public'),
          RouteTableRoute: {
            DestinationCidr: '0.0.0.0/0',
            GatewayId: gateway.Id,
            Origin: 'createroute',
            State: 'active',
          },
          ...rest,
        },
        {
          SequenceNumber: 6,
          Component: gateway,
          OutboundHeader: {
            DestinationAddresses: anywhere,
            DestinationPortRanges: allPorts,
            ...wire,
            SourceAddresses: publicAddress,
            SourcePortRanges: ssh,
          },
          Vpc,
          ...rest,
        },
      ],
    })
  })

  it('tells what closes the path, and the components up to there', () => {
    const world = worldOf(lab)
    say(world, 'revoke web-sg in tcp 22 0.0.0.0/0')
    const found = analyse(world, 'gate > web-1:instance tcp/22')
    expect(found).toMatchObject({ Status: 'succeeded', NetworkPathFound: false })
    expect(found).not.toHaveProperty('ReturnPathComponents')
    const explanations = [
      {
        Direction: 'ingress',
        ExplanationCode: 'SG_HAS_NO_RULES',
        NetworkInterface: { Id: world.id('web-1') },
        SecurityGroups: [{ Id: world.id('web-sg') }],
        Vpc: { Id: world.id('main') },
      },
    ]
    expect(found.Explanations).toMatchObject(explanations)
    const shown = found.ForwardPathComponents!.map(({ Component, Explanations }) => [
      Component?.Id?.split('-')[0],
      Explanations!.length,
    ])
    expect(shown).toEqual([
      ['igw', 0],
      ['acl', 0],
      ['sg', 1],
    ])
  })

  it('finds a port that is open where the path leaves it open, and says which', () => {
    const world = worldOf(lab)
    const [first] = analyse(world, 'gate > web-1 tcp').ForwardPathComponents!
    expect(first?.InboundHeader?.DestinationPortRanges).toEqual(ssh)
  })

  it('finds an address that a rule admits, and says which', () => {
    const world = worldOf(lab)
    say(world, 'revoke web-sg in tcp 22 0.0.0.0/0')
    say(world, 'allow web-sg in tcp 22 203.0.113.0/24')
    const [first] = analyse(world, 'gate > web-1 tcp/22').ForwardPathComponents!
    expect(first?.InboundHeader?.SourceAddresses).toEqual(['203.0.113.0/24'])
  })

  it('tells where a path crosses Availability Zones', () => {
    const world = worldOf(lab)
    const details = analyse(world, 'web-1 > app-1 tcp/22').ForwardPathComponents!.flatMap(
      (one) => one.AdditionalDetails!,
    )
    expect(details).toMatchObject([
      { AdditionalDetailType: 'AVAILABILITY_ZONE_CROSSED', Component: { Id: world.id('app-1') } },
    ])
  })

  it.each<[string, string, string[]]>([
    [
      'a Gateway Load Balancer endpoint leaves out what is behind it',
      'web-1 > gate tcp/443',
      ['PATH_THROUGH_GWLB_NOT_CHECKED'],
    ],
    [
      'a transit gateway is analysed there alone',
      'from-a > to-b tcp/443',
      ['UNIDIRECTIONAL_PATH_ANALYSIS_ONLY'],
    ],
    [
      'the subnet of an endpoint has no way back to the transit gateway',
      'from-a > sqs tcp/443',
      ['UNIDIRECTIONAL_PATH_ANALYSIS_ONLY', 'RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY'],
    ],
  ])('tells besides that %s', (_, asked, expected) => {
    const world = worldOf(`
      ${lab}
      inspector fw-lb app
      inspection svc fw-lb
      subnet door main b 10.0.3.0/24
      inspection-endpoint gwlbe svc main door
      reroute public 0.0.0.0/0 gwlbe
      table door-table main door
      route door-table 0.0.0.0/0 gate
      vpc a 10.1.0.0/16
      subnet in-a a a 10.1.1.0/24
      vpc b 10.2.0.0/16
      subnet in-b b a 10.2.1.0/24
      subnet ep-b b a 10.2.2.0/24
      group open-a a | in all 0.0.0.0/0 | out all 0.0.0.0/0
      group open-b b | in all 0.0.0.0/0 | out all 0.0.0.0/0
      host from-a in-a 10.1.1.10 open-a
      host to-b in-b 10.2.1.10 open-b
      transit-gateway hub
      attach at-a hub a in-a
      attach at-b hub b in-b
      route a-table 10.0.0.0/8 hub
      endpoint sqs b sqs ep-b open-b
    `)
    const { ForwardPathComponents = [] } = analyse(world, asked)
    const details = ForwardPathComponents.flatMap((one) => one.AdditionalDetails ?? [])
    expect(
      details.map((one) => one.AdditionalDetailType).filter((type) => type !== 'AVAILABILITY_ZONE_CROSSED'),
    ).toEqual(expected)
  })

  it.each<[Ec2.PathRequestFilter, string]>([
    [{ DestinationAddress: '10.0.1.10' }, 'found'],
    [{ DestinationAddress: '10.0.1.11' }, 'FILTER_AT_DESTINATION_DESTINATION_ADDRESS'],
    [{ SourceAddress: '198.51.100.99' }, 'FILTER_AT_DESTINATION_SOURCE_ADDRESS'],
    [{ SourcePortRange: { FromPort: 1024, ToPort: 65535 } }, 'found'],
    [{ SourcePortRange: { FromPort: 1, ToPort: 1023 } }, 'FILTER_AT_DESTINATION_SOURCE_PORT_RANGE'],
    [{ DestinationPortRange: { FromPort: 22, ToPort: 22 } }, 'found'],
    [{ DestinationPortRange: { FromPort: 23, ToPort: 23 } }, 'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE'],
  ])('wants what arrives to be %o: %s', (FilterAtDestination, expected) => {
    const world = worldOf(lab)
    start(world, aPath(world, { FilterAtDestination }))
    world.pass(60)
    const [made] = world.ask('DescribeNetworkInsightsAnalyses').NetworkInsightsAnalyses!
    expect(made?.NetworkPathFound ? 'found' : made?.Explanations?.[0]?.ExplanationCode).toBe(expected)
  })

  it('hints at a load balancer that leads where the direct way is closed', () => {
    const world = worldOf(`
      vpc main 10.0.0.0/16
      subnet web main a 10.0.1.0/24
      subnet app main a 10.0.2.0/24
      group web-sg main | out all 0.0.0.0/0
      group lb-sg main | in tcp 443 web-sg | out all 0.0.0.0/0
      group app-sg main | in tcp 8443 lb-sg | out all 0.0.0.0/0
      host client web 10.0.1.10 web-sg
      host app-1 app 10.0.2.10 app-sg
      nlb lb app lb-sg
      targets app main tcp/8443 | app-1
      targeting app preserve_client_ip.enabled false
      listener lb tcp/443 app
    `)
    const { NetworkPathFound, AlternatePathHints } = analyse(world, 'client > app-1 tcp/8443')
    expect([NetworkPathFound, AlternatePathHints]).toEqual([
      false,
      [{ ComponentId: expect.stringMatching(/^net\/lb\//), ComponentArn: world.id('lb') }],
    ])
    expect(analyse(world, 'client > app-1 tcp/443 through=lb').NetworkPathFound).toBe(true)
  })
})

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
