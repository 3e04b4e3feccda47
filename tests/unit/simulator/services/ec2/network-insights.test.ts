import { describe, expect, it } from 'vitest'
import { account, testCloud } from '../cloud.ts'

const ghost = 'nip-0123456789abcdef0'

function insightsWorld() {
  const test = testCloud()
  const { ask } = test
  const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/24' }).Subnet!.SubnetId!
  const eni = () => ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!.NetworkInterfaceId!
  const [Source, Destination] = [eni(), eni()]
  const request = { Source, Destination, Protocol: 'TCP' as string as 'tcp', ClientToken: 'token' }
  return { ...test, request, VpcId }
}

const arn = (id: string) => `arn:aws:ec2:us-east-1:${account}:network-interface/${id}`

describe('a network insights path', () => {
  it('is made, described and deleted', () => {
    const { ask, refused, request } = insightsWorld()
    const { NetworkInsightsPath } = ask('CreateNetworkInsightsPath', { ...request, DestinationPort: 443 })
    const { NetworkInsightsPathId = '' } = NetworkInsightsPath!
    expect(NetworkInsightsPath).toEqual({
      NetworkInsightsPathId: expect.stringMatching(/^nip-0[0-9a-f]{16}$/),
      NetworkInsightsPathArn: `arn:aws:ec2:us-east-1:${account}:network-insights-path/${NetworkInsightsPathId}`,
      CreatedDate: expect.any(String),
      Source: request.Source,
      Destination: request.Destination,
      SourceArn: arn(request.Source),
      DestinationArn: arn(request.Destination),
      Protocol: 'tcp',
      DestinationPort: 443,
      Tags: [],
    })
    expect(ask('DescribeNetworkInsightsPaths').NetworkInsightsPaths).toEqual([NetworkInsightsPath])
    expect(ask('DeleteNetworkInsightsPath', { NetworkInsightsPathId })).toEqual({ NetworkInsightsPathId })
    expect(refused('DeleteNetworkInsightsPath', { NetworkInsightsPathId })).toMatch(
      /^InvalidNetworkInsightsPathId\.NotFound: /,
    )
  })

  it('may be asked for by ARN, and lead to an address', () => {
    const { ask, request } = insightsWorld()
    const { Destination: _, ...rest } = request
    const { NetworkInsightsPath } = ask('CreateNetworkInsightsPath', {
      ...rest,
      Source: arn(request.Source),
      FilterAtSource: { DestinationAddress: '10.9.0.1', DestinationPortRange: { FromPort: 80, ToPort: 443 } },
    })
    expect(NetworkInsightsPath).toMatchObject({
      Source: request.Source,
      FilterAtSource: { DestinationAddress: '10.9.0.1' },
    })
    expect(NetworkInsightsPath).not.toHaveProperty('Destination')
  })

  it('that is asked for twice with one token is one', () => {
    const { ask, request } = insightsWorld()
    ask('CreateNetworkInsightsPath', request)
    ask('CreateNetworkInsightsPath', request)
    expect(ask('DescribeNetworkInsightsPaths').NetworkInsightsPaths).toHaveLength(1)
  })

  it.each<[object, RegExp]>([
    [{ Protocol: 'icmp' }, /^InvalidParameterValue: Value \(icmp\)/],
    [{ Source: 'eni-0123456789abcdef0' }, /^NetworkInsightsSource\.NotFound: /],
    [{ Destination: 'igw-0123456789abcdef0' }, /^NetworkInsightsDestination\.NotFound: /],
    [{ Source: 'subnet-0123456789abcdef0' }, /^InvalidParameterValue: Value \(subnet-/],
    [{ Destination: undefined }, /^MissingParameter: /],
    [{ DestinationPort: 65536 }, /^InvalidParameterValue: /],
    [{ SourceIp: '10.0.0.256' }, /^InvalidParameterValue: /],
    [{ SourceIp: '10.0.0.5', FilterAtSource: {} }, /^InvalidParameterCombination: /],
    [
      { FilterAtSource: { SourcePortRange: { FromPort: 9, ToPort: 8 } } },
      /^InvalidParameterValue: Invalid port/,
    ],
    [{ FilterAtDestination: { SourceAddress: 'here' } }, /^InvalidParameterValue: /],
  ])('is refused with %o', (change, expected) => {
    const { refused, request } = insightsWorld()
    const given = Object.entries({ ...request, ...change }).filter(([, value]) => value !== undefined)
    expect(refused('CreateNetworkInsightsPath', Object.fromEntries(given) as typeof request)).toMatch(
      expected,
    )
  })

  it('that does not exist is not found', () => {
    expect(testCloud().refused('DescribeNetworkInsightsPaths', { NetworkInsightsPathIds: [ghost] })).toBe(
      `InvalidNetworkInsightsPathId.NotFound: The network insights path ID '${ghost}' does not exist`,
    )
  })

  const filter = {
    SourceAddress: '10.0.0.5',
    SourcePortRange: { FromPort: 1, ToPort: 2 },
    DestinationAddress: '10.0.0.6',
    DestinationPortRange: { FromPort: 3, ToPort: 4 },
  }
  it.each<[string, string]>([
    ['destination', 'eni-*'],
    ['filter-at-source.source-address', '10.0.0.5'],
    ['filter-at-source.source-port-range', '1-2'],
    ['filter-at-source.destination-address', '10.0.0.6'],
    ['filter-at-source.destination-port-range', '3-4'],
    ['filter-at-destination.source-address', '10.0.0.5'],
    ['filter-at-destination.source-port-range', '1-2'],
    ['filter-at-destination.destination-address', '10.0.0.6'],
    ['filter-at-destination.destination-port-range', '3-4'],
    ['protocol', 'tcp'],
    ['source', 'eni-*'],
    ['tag-key', 'team'],
  ])('filter %s', (Name, value) => {
    const { ask, request } = insightsWorld()
    const Tags = [{ Key: 'team', Value: 'red' }]
    ask('CreateNetworkInsightsPath', {
      ...request,
      FilterAtSource: filter,
      FilterAtDestination: filter,
      TagSpecifications: [{ ResourceType: 'network-insights-path', Tags }],
    })
    const found = (wanted: string) =>
      ask('DescribeNetworkInsightsPaths', { Filters: [{ Name, Values: [wanted] }] }).NetworkInsightsPaths!
        .length
    expect([found(value), found('other')]).toEqual([1, 0])
  })
})

describe('a network insights access scope', () => {
  const MatchPaths = [{ Source: { ResourceStatement: { ResourceTypes: ['AWS::EC2::InternetGateway'] } } }]

  it('is made, described, read and deleted', () => {
    const { ask, refused } = testCloud()
    const created = ask('CreateNetworkInsightsAccessScope', { MatchPaths, ClientToken: 'token' })
    const { NetworkInsightsAccessScopeId = '' } = created.NetworkInsightsAccessScope!
    expect(created.NetworkInsightsAccessScope).toEqual({
      NetworkInsightsAccessScopeId: expect.stringMatching(/^nis-0[0-9a-f]{16}$/),
      NetworkInsightsAccessScopeArn: `arn:aws:ec2:us-east-1:${account}:network-insights-access-scope/${NetworkInsightsAccessScopeId}`,
      CreatedDate: expect.any(String),
      UpdatedDate: expect.any(String),
      Tags: [],
    })
    const content = { NetworkInsightsAccessScopeId, MatchPaths }
    expect(created.NetworkInsightsAccessScopeContent).toEqual(content)
    expect(ask('DescribeNetworkInsightsAccessScopes').NetworkInsightsAccessScopes).toEqual([
      created.NetworkInsightsAccessScope,
    ])
    const input = { NetworkInsightsAccessScopeId }
    expect(ask('GetNetworkInsightsAccessScopeContent', input).NetworkInsightsAccessScopeContent).toEqual(
      content,
    )
    ask('DeleteNetworkInsightsAccessScope', input)
    expect(refused('GetNetworkInsightsAccessScopeContent', input)).toMatch(
      /^InvalidNetworkInsightsAccessScopeId\.NotFound: /,
    )
  })

  it('needs something to look for', () => {
    expect(testCloud().refused('CreateNetworkInsightsAccessScope', { ClientToken: 'token' })).toMatch(
      /^MissingParameter: /,
    )
  })
})
