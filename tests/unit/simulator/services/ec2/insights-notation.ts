import { expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

/**
 * A table of paths for Reachability Analyzer in a world, a line each:
 *
 *   gate > web-1:instance tcp/443                    | web-1:instance via gate, acl, web-sg, web-1
 *   web-1 > app-1 tcp/443 | revoke app-sg in tcp 443 | ENI_SG_RULES_MISMATCH ingress app-1 app-sg main
 *
 * `tcp/443` is the port at the source; `tcp` leaves all of them open. Further words narrow the path: `from=` and `to=` an
 * address, `through=` and `without=` a component, `arriving=8443` a port at the destination. What stands between the bars
 * changes the world for this line. Then comes the list of components, and after `back` that of the answer; or each
 * explanation with its direction and the components that it names. What has no name goes by what its id begins with.
 */
export function analyses(world: string, table: string): void {
  let base: World | undefined
  for (const line of table.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    it(line, () => {
      base ??= worldOf(world)
      const [asked = '', ...rest] = line.split(/\s+\|\s+/)
      const expected = rest.pop() ?? ''
      const version = base.cloud.store.version
      try {
        for (const change of rest.flatMap((part) => part.split(/\s*;\s*/)))
          say(base, change.replaceAll(' / ', ' | '))
        const told = tell(base, analyse(base, asked))
        expect(told, told).toBe(expected)
      } finally {
        base.cloud.store.goto(version)
      }
    })
  }
}

/** Makes the path, has it analysed, and gives what was found. */
export function analyse(world: World, asked: string): Ec2.NetworkInsightsAnalysis {
  const { ask } = world
  const NetworkInsightsPathId = pathFor(world, asked).NetworkInsightsPathId!
  const { FilterInArns, FilterOutArns } = filtersIn(world, asked)
  const { NetworkInsightsAnalysisId: id = '' } = ask('StartNetworkInsightsAnalysis', {
    NetworkInsightsPathId,
    ...(FilterInArns.length && { FilterInArns }),
    ...(FilterOutArns.length && { FilterOutArns }),
    ClientToken: `analyse ${asked}`,
  }).NetworkInsightsAnalysis!
  world.pass(60)
  const found = world.call('ec2', 'DescribeNetworkInsightsAnalyses', { NetworkInsightsAnalysisIds: [id] })
  return found.NetworkInsightsAnalyses![0]!
}

function pathFor(world: World, asked: string): Ec2.NetworkInsightsPath {
  const [ends = '', ...words] = asked.split(/\s+(?=(?:tcp|udp)\b)/)
  const [source = '', destination = ''] = ends.split(/\s*>\s*/)
  const [wire = '', ...filters] = words.join(' ').split(/\s+/)
  const [protocol = '', port] = wire.split('/')
  const wanted = (name: string) => filters.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1)
  const range = (text: string) => ({ FromPort: Number(text), ToPort: Number(text) })
  const from = wanted('from')
  const to = destination === '' ? undefined : wanted('to')
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(world.id(destination))
  const address = isAddress ? world.id(destination) : to === undefined ? undefined : addressOf(world, to)
  const arriving = wanted('arriving')
  return world.ask('CreateNetworkInsightsPath', {
    Source: world.id(source),
    ...(!isAddress && { Destination: world.id(destination) }),
    Protocol: protocol as 'tcp',
    FilterAtSource: {
      ...(from !== undefined && { SourceAddress: from }),
      ...(address !== undefined && { DestinationAddress: address }),
      ...(port !== undefined && { DestinationPortRange: range(port) }),
    },
    ...(arriving !== undefined && { FilterAtDestination: { DestinationPortRange: range(arriving) } }),
    ClientToken: asked,
  }).NetworkInsightsPath!
}

/** An address, or that of a network interface: `web-1`, `web-1.public`. */
function addressOf(world: World, name: string): string {
  const id = world.id(name.replace('.public', ''))
  if (!id.startsWith('eni-')) return id
  const { NetworkInterfaces } = world.ask('DescribeNetworkInterfaces', { NetworkInterfaceIds: [id] })
  const { PrivateIpAddress = '', Association } = NetworkInterfaces![0]!
  return name.endsWith('.public') ? (Association?.PublicIp ?? '') : PrivateIpAddress
}

function filtersIn(world: World, asked: string) {
  const named = (word: string) =>
    asked
      .split(/\s+/)
      .flatMap((one) => (one.startsWith(`${word}=`) ? [arnOf(world, one.slice(word.length + 1))] : []))
  return { FilterInArns: named('through'), FilterOutArns: named('without') }
}

const kinds: Readonly<Record<string, string>> = {
  nat: 'natgateway',
  'tgw-attach': 'transit-gateway-attachment',
  tgw: 'transit-gateway',
  pcx: 'vpc-peering-connection',
}

function arnOf(world: World, name: string): string {
  const id = world.id(name)
  if (id.startsWith('arn:')) return id
  const kind = kinds[id.slice(0, id.lastIndexOf('-'))] ?? id.slice(0, id.indexOf('-'))
  return `arn:aws:ec2:us-east-1:123456789012:${kind}/${id}`
}

/** What an analysis found, as the tables write it. */
export function tell(world: World, analysis: Ec2.NetworkInsightsAnalysis): string {
  const { Status, StatusMessage, NetworkPathFound, Explanations = [], ForwardPathComponents = [] } = analysis
  if (Status !== 'succeeded') return `${Status}: ${StatusMessage}`
  if (!NetworkPathFound) return Explanations.map((one) => tellExplanation(world, one)).join('; ')
  const there = list(world, ForwardPathComponents)
  const { ReturnPathComponents } = analysis
  return ReturnPathComponents ? `${there} back ${list(world, ReturnPathComponents)}` : there
}

const list = (world: World, components: readonly Ec2.PathComponent[]): string =>
  components.map(({ Component }) => nameOf(world, Component)).join(', ')

export function nameOf(world: World, component: Ec2.AnalysisComponent | undefined): string {
  const { Id = '', Arn = '' } = component ?? {}
  const name = [world.nameOf(Id), world.nameOf(Arn)].find((one) => one !== Id && one !== Arn)
  return name ?? (/^[a-z-]+-(?=[0-9a-f]{8,}$)/.exec(Id)?.[0].slice(0, -1) || Id)
}

function tellExplanation(world: World, explanation: Ec2.Explanation): string {
  const { ExplanationCode, Direction, LoadBalancerArn, ...rest } = explanation
  const named = Object.values(rest).flatMap((value): string[] => {
    if (Array.isArray(value)) return value.flatMap((one) => (isComponent(one) ? [nameOf(world, one)] : []))
    return isComponent(value) ? [nameOf(world, value)] : []
  })
  const balancer = LoadBalancerArn === undefined ? undefined : world.nameOf(LoadBalancerArn)
  return [ExplanationCode, Direction, balancer, ...named].filter((word) => word !== undefined).join(' ')
}

const isComponent = (value: unknown): value is Ec2.AnalysisComponent =>
  typeof value === 'object' && value !== null && 'Id' in value
