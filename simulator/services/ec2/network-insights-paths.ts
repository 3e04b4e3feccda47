import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { parseAddress } from '../../kernel/address.ts'
import { type Context, timestamp } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'

// What Reachability Analyzer is asked about.

const portRange = (range: Ec2.FilterPortRange | undefined): string | undefined =>
  range && `${range.FromPort}-${range.ToPort}`

export const networkInsightsPaths = family<Ec2.NetworkInsightsPath>({
  service: 'ec2',
  resource: 'network-insights-path',
  id: 'NetworkInsightsPathId',
  prefix: 'nip',
  missing: (id) =>
    new AwsError(
      'InvalidNetworkInsightsPathId.NotFound',
      `The network insights path ID '${id}' does not exist`,
    ),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  arn: ({ record }) => record.NetworkInsightsPathArn ?? '',
  quota: {
    id: 'network-insights-paths',
    error: (limit) =>
      new AwsError(
        'NetworkInsightsPath.LimitExceeded',
        `You have reached the limit of ${limit} network insights paths for this account in this Region.`,
      ),
  },
  inUse: (id) =>
    new AwsError(
      'AnalysisExistsForNetworkInsightsPath',
      `The network insights path '${id}' has analyses. Delete them first.`,
    ),
  filters: {
    destination: ({ record }) => record.Destination,
    'filter-at-source.source-address': ({ record }) => record.FilterAtSource?.SourceAddress,
    'filter-at-source.source-port-range': ({ record }) => portRange(record.FilterAtSource?.SourcePortRange),
    'filter-at-source.destination-address': ({ record }) => record.FilterAtSource?.DestinationAddress,
    'filter-at-source.destination-port-range': ({ record }) =>
      portRange(record.FilterAtSource?.DestinationPortRange),
    'filter-at-destination.source-address': ({ record }) => record.FilterAtDestination?.SourceAddress,
    'filter-at-destination.source-port-range': ({ record }) =>
      portRange(record.FilterAtDestination?.SourcePortRange),
    'filter-at-destination.destination-address': ({ record }) =>
      record.FilterAtDestination?.DestinationAddress,
    'filter-at-destination.destination-port-range': ({ record }) =>
      portRange(record.FilterAtDestination?.DestinationPortRange),
    protocol: ({ record }) => record.Protocol,
    source: ({ record }) => record.Source,
  },
})

export const describeNetworkInsightsPaths = describe(
  'ec2',
  'DescribeNetworkInsightsPaths',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNetworkInsightsPaths' },
  networkInsightsPaths,
  { ids: 'NetworkInsightsPathIds', list: 'NetworkInsightsPaths', page: { min: 1, max: 100 } },
)

export const createNetworkInsightsPath = operation(
  'ec2',
  'CreateNetworkInsightsPath',
  {
    fidelity: { simplified: 'Resources of other accounts of the organization cannot be named.' },
    source: 'EC2 API reference, CreateNetworkInsightsPath',
  },
  (input, ctx) => {
    const Tags = tagsFor(input.TagSpecifications, 'network-insights-path')
    const { FilterAtSource, FilterAtDestination, SourceIp, DestinationIp, DestinationPort } = input
    const Protocol = readProtocol(input.Protocol)
    const source = endpoint(ctx, input.Source, 'source')
    // Reachability Analyzer guide: the destination is a resource, or an address that the filter at the source has.
    if (input.Destination === undefined && FilterAtSource?.DestinationAddress === undefined) {
      throw missingParameter('destination')
    }
    const destination =
      input.Destination === undefined ? undefined : endpoint(ctx, input.Destination, 'destination')
    refuseBoth(input)
    for (const address of [
      SourceIp,
      DestinationIp,
      ...addressesOf(FilterAtSource),
      ...addressesOf(FilterAtDestination),
    ]) {
      if (address !== undefined) requireAddress(address)
    }
    if (DestinationPort !== undefined) requirePort(DestinationPort)
    for (const range of [...rangesOf(FilterAtSource), ...rangesOf(FilterAtDestination)]) requireRange(range)
    const id = ctx.newId('nip')
    const created = networkInsightsPaths.create(ctx, {
      NetworkInsightsPathId: id,
      NetworkInsightsPathArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:network-insights-path/${id}`,
      CreatedDate: timestamp(ctx.now),
      Source: source.id,
      ...(destination && { Destination: destination.id }),
      SourceArn: source.arn,
      ...(destination && { DestinationArn: destination.arn }),
      ...(SourceIp !== undefined && { SourceIp }),
      ...(DestinationIp !== undefined && { DestinationIp }),
      Protocol,
      ...(DestinationPort !== undefined && { DestinationPort }),
      Tags,
      ...(FilterAtSource && { FilterAtSource }),
      ...(FilterAtDestination && { FilterAtDestination }),
    })
    return { NetworkInsightsPath: networkInsightsPaths.print(ctx, created) }
  },
)

// Observed: asked for as TCP, shown as tcp.
function readProtocol(asked: string): Ec2.Protocol {
  const protocol = asked.toLowerCase()
  if (protocol === 'tcp' || protocol === 'udp') return protocol
  throw invalidParameter(`Value (${asked}) for parameter protocol is invalid.`)
}

// Reachability Analyzer guide, how-reachability-analyzer-works, "Source and destination resources".
const analysed: readonly string[] = [
  'ec2:instance',
  'ec2:network-interface',
  'ec2:internet-gateway',
  'ec2:transit-gateway',
  'ec2:transit-gateway-attachment',
  'ec2:vpc-endpoint-service',
  'ec2:vpc-endpoint',
  'ec2:vpc-peering-connection',
  'ec2:vpn-gateway',
]

/** A resource of the caller's, named by its id or its ARN. */
function endpoint(
  ctx: Context,
  named: string,
  parameter: 'source' | 'destination',
): { readonly id: string; readonly arn: string } {
  const id = named.startsWith('arn:') ? (named.split('/').at(-1) ?? '') : named
  const family = ctx.families.ofId(id)
  if (!family || !analysed.includes(family.name)) {
    throw invalidParameter(`Value (${named}) for parameter ${parameter} is invalid.`)
  }
  if (!family.find(ctx, id)) throw notFound(named, parameter)
  const [, resource = ''] = family.name.split(':')
  return { id, arn: `arn:aws:ec2:${ctx.region}:${ctx.account}:${resource}/${id}` }
}

// The codes are those that AWS's own CloudFormation resource knows; their words are not documented.
const notFound = (named: string, parameter: 'source' | 'destination') =>
  new AwsError(
    parameter === 'source' ? 'NetworkInsightsSource.NotFound' : 'NetworkInsightsDestination.NotFound',
    `The ${parameter} '${named}' does not exist`,
  )

function refuseBoth(input: Ec2.CreateNetworkInsightsPathRequest): void {
  const filtered = input.FilterAtSource ?? input.FilterAtDestination
  const plain = input.SourceIp ?? input.DestinationIp ?? input.DestinationPort
  if (filtered === undefined || plain === undefined) return
  throw invalidCombination(
    'The filters cannot be used with the parameters sourceIp, destinationIp and destinationPort.',
  )
}

const addressesOf = (filter: Ec2.PathRequestFilter | undefined) => [
  filter?.SourceAddress,
  filter?.DestinationAddress,
]

const rangesOf = (filter: Ec2.PathRequestFilter | undefined) =>
  [filter?.SourcePortRange, filter?.DestinationPortRange].filter((range) => range !== undefined)

function requireAddress(text: string): void {
  if (typeof parseAddress(text) === 'number') return
  throw invalidParameter(`Value (${text}) is invalid. This is not a valid IPv4 address.`)
}

function requirePort(port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return
  throw invalidParameter(`Value (${port}) for parameter port is invalid.`)
}

function requireRange({ FromPort = 0, ToPort = 65535 }: Ec2.RequestFilterPortRange): void {
  requirePort(FromPort)
  requirePort(ToPort)
  if (FromPort > ToPort) throw invalidParameter(`Invalid port range: ${FromPort}-${ToPort}.`)
}

export const deleteNetworkInsightsPath = operation(
  'ec2',
  'DeleteNetworkInsightsPath',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNetworkInsightsPath' },
  ({ NetworkInsightsPathId }, ctx) => {
    networkInsightsPaths.delete(ctx, networkInsightsPaths.require(ctx, NetworkInsightsPathId))
    return { NetworkInsightsPathId }
  },
)
