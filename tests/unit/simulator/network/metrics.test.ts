import { describe, expect, it } from 'vitest'
import { metricMinutes, metricSeries, seriesKey } from '../../../../simulator/services/cloudwatch/metrics.ts'
import { directConnect, dynamicVpn } from './notation/hybrid-worlds.ts'
import { inspected } from './notation/inspected-world.ts'
import { say, type World, worldOf } from './notation/world.ts'

/** All that was measured in a namespace since a statement was made: `NewConnections {Service Id=api-svc} 1 Count`. */
function measured(world: World, namespace: string, does: string): string[] {
  const { store } = world.cloud
  say(world, does)
  return store
    .all(metricSeries)
    .filter((series) => series.namespace === namespace)
    .flatMap((series) =>
      store.by(metricMinutes, 'series', seriesKey(series, series)).map(({ sum, unit }) => {
        const dimensions = series.dimensions
          .map(({ Name, Value = '' }) => `${Name}=${world.nameOf(Value)}`)
          .join(', ')
        return `${series.name} {${dimensions}} ${Number(sum.toFixed(9))} ${unit}`
      }),
    )
}

/** Those of the first set of dimensions, without it. */
const plain = (lines: readonly string[]): string[] => {
  const [, first] = /(\{.*\})/.exec(lines[0] ?? '') ?? []
  return lines.filter((line) => line.includes(`${first} `)).map((line) => line.replace(` ${first}`, ''))
}

const sets = (lines: readonly string[]): string[] => [
  ...new Set(lines.map((line) => /\{(.*)\}/.exec(line)?.[1] ?? '')),
]

const privateLink = `
  vpc provider 10.9.0.0/16
  subnet lb-a provider a 10.9.1.0/24
  group any-p provider | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group shut-p provider | in tcp 80 0.0.0.0/0 | out all 0.0.0.0/0
  host api-1 lb-a 10.9.1.20 any-p
  host near lb-a 10.9.1.30 any-p
  nlb front lb-a any-p
  nlb shut lb-a shut-p
  targets apis provider tcp/8080
  target apis api-1
  serve api-1 tcp/8080
  listener front tcp/443 apis
  service api-svc front
  vpc consumer 10.0.0.0/16
  subnet app consumer a 10.0.1.0/24
  group any-c consumer | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 any-c
  endpoint ep consumer api-svc app any-c
  accept api-svc ep
  wait 300
`

/** A target group without targets: connections are reset. */
const emptyGroup = `
  targets none provider tcp/8081
  listener front tcp/444 none
`

describe('PrivateLink (PrivateLink guide, privatelink-cloudwatch-metrics)', () => {
  const call = 'send app-1 > ep/app tcp/443 | 100 2000'

  it('of endpoints: by the endpoint, and by its subnet', () => {
    const world = worldOf(privateLink)
    const lines = measured(world, 'AWS/PrivateLinkEndpoints', call)
    const { ServiceName } = world.ask('DescribeVpcEndpoints', { VpcEndpointIds: [world.id('ep')] })
      .VpcEndpoints![0]!
    const common = `Endpoint Type=Interface, Service Name=${ServiceName}`
    expect(sets(lines)).toEqual([
      `${common}, VPC Endpoint Id=ep, VPC Id=consumer`,
      `${common}, Subnet Id=app, VPC Endpoint Id=ep, VPC Id=consumer`,
    ])
    expect(plain(lines)).toEqual([
      'ActiveConnections 1 Count',
      'NewConnections 1 Count',
      'BytesProcessed 2636 Bytes',
    ])
  })

  it('a reset counts where it comes from', () => {
    const lines = measured(
      worldOf(privateLink),
      'AWS/PrivateLinkEndpoints',
      `${emptyGroup}send app-1 > ep/app tcp/444`,
    )
    expect(plain(lines)).toContain('RstPacketsReceived 1 Count')
  })

  it('packets that are too large are dropped', () => {
    const lines = measured(
      worldOf(privateLink),
      'AWS/PrivateLinkEndpoints',
      'send app-1 > ep/app tcp/443#8600',
    )
    expect(plain(lines)).toEqual(['PacketsDropped 1 Count'])
  })

  it('of services: in five sets of dimensions, and how many endpoints there are', () => {
    const world = worldOf(privateLink)
    const lines = measured(world, 'AWS/PrivateLinkServices', call)
    expect(sets(lines)).toEqual([
      'Service Id=api-svc',
      'Az=us-east-1a, Service Id=api-svc',
      'Load Balancer Arn=front, Service Id=api-svc',
      'Az=us-east-1a, Load Balancer Arn=front, Service Id=api-svc',
      'Service Id=api-svc, VPC Endpoint Id=ep',
    ])
    expect(plain(lines)).toEqual([
      'ActiveConnections 1 Count',
      'NewConnections 1 Count',
      'BytesProcessed 2636 Bytes',
      'EndpointsCount 1 Count',
    ])
  })

  it('nothing is measured where there is no traffic', () => {
    expect(measured(worldOf(privateLink), 'AWS/PrivateLinkEndpoints', 'wait 600')).toEqual([])
  })
})

describe('Network Load Balancers (load-balancer-cloudwatch-metrics)', () => {
  it('by load balancer, and by its zone', () => {
    const lines = measured(
      worldOf(privateLink),
      'AWS/NetworkELB',
      'send near > front/lb-a tcp/443 | 100 2000',
    )
    expect(sets(lines)).toEqual([
      expect.stringMatching(/^LoadBalancer=net\/front\/[0-9a-f]{16}$/),
      expect.stringMatching(/^AvailabilityZone=us-east-1a, LoadBalancer=net\/front\/[0-9a-f]{16}$/),
      expect.stringMatching(
        /^LoadBalancer=net\/front\/[0-9a-f]{16}, TargetGroup=targetgroup\/apis\/[0-9a-f]{16}$/,
      ),
    ])
    expect(plain(lines)).toEqual([
      'ActiveFlowCount 1 Count',
      'ActiveFlowCount_TCP 1 Count',
      'NewFlowCount 1 Count',
      'NewFlowCount_TCP 1 Count',
      'ProcessedBytes 2636 Bytes',
      'ProcessedBytes_TCP 2636 Bytes',
      'ConsumedLCUs 0.000002455 Count',
      'ConsumedLCUs_TCP 0.000002455 Count',
      'ProcessedPackets 10 Count',
    ])
  })

  it.each([
    ['a target that serves is healthy', 'wait 1', [1, 0]],
    ['one whose host is stopped is not', 'stop api-1', [0, 0]],
    [
      'one where nothing listens on the port is not',
      'serve near tcp/9999\ntarget apis near\nwait 300',
      [1, 1],
    ],
  ])('%s', (_, does, counts) => {
    const lines = measured(worldOf(privateLink), 'AWS/NetworkELB', `${does}\nsend near > front/lb-a tcp/443`)
    const count = (name: string) =>
      Number(
        lines
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')
          .at(-2),
      )
    expect([count('HealthyHostCount'), count('UnHealthyHostCount')]).toEqual(counts)
  })

  it.each([
    ['its own reset', `${emptyGroup}send near > front/lb-a tcp/444`, 'TCP_ELB_Reset_Count 1 Count'],
    ['its target’s', 'send near > front/lb-a tcp/443 | 0 0 | 0 refused', 'TCP_Target_Reset_Count 1 Count'],
    [
      'what its security group keeps away',
      'send near > shut/lb-a tcp/443',
      'SecurityGroupBlockedFlowCount_Inbound_TCP 1 Count',
    ],
  ])('%s', (_, does, line) => {
    expect(plain(measured(worldOf(privateLink), 'AWS/NetworkELB', does))).toContain(line)
  })
})

const withGateways = `
  vpc main 10.0.0.0/16
  igw door main
  subnet public main a 10.0.0.0/24
  subnet private main a 10.0.1.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  nat out public
  table public-table main public
  route public-table 0.0.0.0/0 door
  table private-table main private
  route private-table 0.0.0.0/0 out
  host inside private 10.0.1.5 any
  vpc other 10.2.0.0/16
  subnet there other a 10.2.0.0/24
  group any-o other | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host far there 10.2.0.5 any-o
  transit-gateway hub
  attach to-main hub main private
  attach to-other hub other there
  route private-table 10.2.0.0/16 hub
  route other-table 10.0.0.0/16 hub
`

describe('gateways', () => {
  it('NAT gateways (metrics-dimensions-nat-gateway)', () => {
    const lines = measured(
      worldOf(withGateways),
      'AWS/NATGateway',
      'send inside > 203.0.113.5 tcp/443 | 100 2000',
    )
    expect(sets(lines)).toEqual(['NatGatewayId=out'])
    expect(plain(lines)).toEqual([
      'BytesInFromSource 368 Bytes',
      'PacketsInFromSource 5 Count',
      'BytesOutToDestination 368 Bytes',
      'PacketsOutToDestination 5 Count',
      'BytesInFromDestination 2268 Bytes',
      'PacketsInFromDestination 5 Count',
      'BytesOutToSource 2268 Bytes',
      'PacketsOutToSource 5 Count',
      'ActiveConnectionCount 1 Count',
      'ConnectionAttemptCount 1 Count',
      'ConnectionEstablishedCount 1 Count',
      'ErrorPortAllocation 0 Count',
      'PacketsDropCount 0 Count',
    ])
  })

  it('transit gateways (transit-gateway-cloudwatch-metrics): in all, and by attachment', () => {
    const lines = measured(worldOf(withGateways), 'AWS/TransitGateway', 'send inside > far tcp/80 | 100 2000')
    const of = (dimensions: string) =>
      lines.filter((line) => line.includes(`{${dimensions}}`)).map((line) => line.replace(/ \{.*\}/, ''))
    expect(of('TransitGateway=hub')).toEqual([
      'BytesIn 2636 Bytes',
      'PacketsIn 10 Count',
      'BytesOut 2636 Bytes',
      'PacketsOut 10 Count',
    ])
    expect(of('TransitGateway=hub, TransitGatewayAttachment=to-main')).toEqual([
      'BytesIn 368 Bytes',
      'PacketsIn 5 Count',
      'BytesOut 2268 Bytes',
      'PacketsOut 5 Count',
    ])
  })

  it('what has no route is counted', () => {
    const lines = measured(
      worldOf(withGateways),
      'AWS/TransitGateway',
      'detach to-other\nsend inside > far tcp/80',
    )
    expect(plain(lines)).toContain('PacketDropCountNoRoute 1 Count')
  })

  it('instances (viewing_metrics_with_cloudwatch)', () => {
    const lines = measured(worldOf(withGateways), 'AWS/EC2', 'send inside > far tcp/80 | 100 2000')
    expect(lines.filter((line) => line.includes('=inside'))).toEqual([
      'NetworkOut {InstanceId=inside:instance} 368 Bytes',
      'NetworkPacketsOut {InstanceId=inside:instance} 5 Count',
      'NetworkIn {InstanceId=inside:instance} 2268 Bytes',
      'NetworkPacketsIn {InstanceId=inside:instance} 5 Count',
    ])
  })

  it('a long connection is spread over its minutes', () => {
    const world = worldOf(withGateways)
    world.pass(60 - ((world.cloud.now / 1000) % 60))
    const bytes = measured(
      world,
      'AWS/NATGateway',
      'send inside > 203.0.113.5 tcp/443 | 0 100000 | 150 closed',
    )
      .filter((line) => line.startsWith('BytesOutToSource'))
      .map((line) => Math.round(Number(line.split(' ')[2])))
    expect(bytes).toEqual([41501, 41501, 20750])
  })

  it('an alarm hears of it', () => {
    const world = worldOf(withGateways)
    world.call('cloudwatch', 'PutMetricAlarm', {
      AlarmName: 'busy',
      Namespace: 'AWS/NATGateway',
      MetricName: 'BytesInFromSource',
      Dimensions: [{ Name: 'NatGatewayId', Value: world.id('out') }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 100,
      ComparisonOperator: 'GreaterThanThreshold',
    })
    const state = () => world.call('cloudwatch', 'DescribeAlarms', {}).MetricAlarms?.[0]?.StateValue
    expect(state()).toBe('INSUFFICIENT_DATA')
    world.pass(60 - ((world.cloud.now / 1000) % 60))
    say(world, 'send inside > 203.0.113.5 tcp/443 | 1000 1000\nwait 61')
    expect(state()).toBe('ALARM')
  })
})

describe('lines to on premises', () => {
  it('VPN connections (monitoring-cloudwatch-vpn): by the connection, and by the tunnel', () => {
    const world = worldOf(dynamicVpn)
    const lines = measured(world, 'AWS/VPN', 'send app-1 > pc tcp/443 | 100 2000')
    const tunnel = world
      .ask('DescribeVpnConnections')
      .VpnConnections?.[0]?.VgwTelemetry?.find(({ Status }) => Status === 'UP')
    expect(sets(lines)).toEqual(['VpnId=line', `TunnelIpAddress=${tunnel?.OutsideIpAddress}`])
    expect(plain(lines)).toEqual(['TunnelState 2 None', 'TunnelDataOut 368 Bytes', 'TunnelDataIn 2268 Bytes'])
  })

  it('virtual interfaces (Direct Connect guide, monitoring-cloudwatch): bits in a second, over a minute', () => {
    const lines = measured(
      worldOf(
        `${directConnect}\nprivate-vif vif port vgw asn 65010\nuplink edge vif\nvgw-propagate main-table vgw`,
      ),
      'AWS/DX',
      'send app-1 > pc tcp/443 | 7000 0',
    )
    expect(sets(lines)).toEqual(['ConnectionId=port, VirtualInterfaceId=vif', 'ConnectionId=port'])
    expect(plain(lines)).toEqual([
      'VirtualInterfaceBpsEgress 989.866666667 Bits/Second',
      'VirtualInterfacePpsEgress 0.133333333 Count/Second',
      'VirtualInterfaceBpsIngress 35.733333333 Bits/Second',
      'VirtualInterfacePpsIngress 0.083333333 Count/Second',
    ])
  })
})

describe('Gateway Load Balancers (cloudwatch-metrics)', () => {
  it('and the endpoints that lead to them', () => {
    const world = worldOf(inspected)
    say(world, 'send web-1 > 198.51.100.7 tcp/443 | 100 0')
    const lines = measured(world, 'AWS/GatewayELB', 'wait 1')
    expect(sets(lines)).toEqual([
      expect.stringMatching(/^LoadBalancer=gateway\/fw-lb\/[0-9a-f]{16}$/),
      expect.stringMatching(/^AvailabilityZone=us-east-1a, LoadBalancer=gateway\/fw-lb\/[0-9a-f]{16}$/),
      expect.stringMatching(/^LoadBalancer=gateway\/fw-lb\/[0-9a-f]{16}, TargetGroup=targetgroup\/.*$/),
    ])
    expect(plain(lines).slice(0, 3)).toEqual([
      'ActiveFlowCount 1 Count',
      'NewFlowCount 1 Count',
      'ProcessedBytes 480 Bytes',
    ])
    const [endpoint] = measured(world, 'AWS/PrivateLinkEndpoints', 'wait 1')
    expect(endpoint).toContain('Endpoint Type=GatewayLoadBalancer')
  })
})
