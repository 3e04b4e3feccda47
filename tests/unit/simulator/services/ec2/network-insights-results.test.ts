import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { say, worldOf } from '../../network/notation/world.ts'
import { account } from '../cloud.ts'
import { aPath, lab, result, start } from './insights-example.ts'
import { analyse } from './insights-notation.ts'

/** What the guide lists for "everything in the 0.0.0.0/0 address range except for the RFC1918 range". */
const anywhere = `0.0.0.0/5 11.0.0.0/8 12.0.0.0/6 128.0.0.0/3 16.0.0.0/4 160.0.0.0/5 168.0.0.0/6 172.0.0.0/12
  172.128.0.0/9 172.32.0.0/11 172.64.0.0/10 173.0.0.0/8 174.0.0.0/7 176.0.0.0/4 192.0.0.0/9 192.128.0.0/11
  192.160.0.0/13 192.169.0.0/16 192.170.0.0/15 192.172.0.0/14 192.176.0.0/12 192.192.0.0/10 193.0.0.0/8 194.0.0.0/7
  196.0.0.0/6 200.0.0.0/5 208.0.0.0/4 224.0.0.0/3 32.0.0.0/3 64.0.0.0/2 8.0.0.0/7`.split(/\s+/)

const allPorts = [{ From: 0, To: 65535 }]
const ssh = [{ From: 22, To: 22 }]

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
