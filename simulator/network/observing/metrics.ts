import type { Measurement } from '../../services/observations.ts'
import { resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import type { TrafficSeen } from '../../world/traffic.ts'
import type { Fabric } from '../fabric.ts'
import { balancerMetrics } from './balancer-metrics.ts'
import { endpointMetrics } from './endpoint-metrics.ts'
import { gatewayMetrics } from './gateway-metrics.ts'
import { instanceMetrics } from './instance-metrics.ts'
import { lineMetrics } from './line-metrics.ts'
import { Meter } from './measurement.ts'
import type { ObservedLookup } from './observed.ts'

// AWS's own metrics, with its names, dimensions and units. Only what has traffic has metrics.

export const measuredBy = (fabric: Fabric, row: TrafficSeen): Measurement[] => [
  ...instanceMetrics(fabric, row),
  ...endpointMetrics(fabric, row),
  ...balancerMetrics(fabric, row),
  ...gatewayMetrics(fabric, row),
  ...lineMetrics(fabric, row),
]

/** Route 53 guide, monitoring-resolver-with-cloudwatch. */
export function measuredByLookup(fabric: Fabric, { answer }: ObservedLookup): Measurement[] {
  const inbound = answer.logged.flatMap(({ from }) => from.endpoint ?? [])
  return [
    ...inbound.flatMap((id) => queryVolume(fabric, id, ['InboundQueryVolume'])),
    ...outboundEndpoints(answer).flatMap((id) =>
      queryVolume(fabric, id, ['OutboundQueryVolume', 'OutboundQueryAggregateVolume']),
    ),
  ]
}

/** The endpoints by which resolvers of VPCs sent the question out. */
export const outboundEndpoints = ({ steps }: ObservedLookup['answer']): string[] =>
  steps.flatMap(({ reason, evidence }) =>
    reason === 'forwarding-rule' || reason === 'delegation-rule' ? (evidence[1] ?? []) : [],
  )

function queryVolume(fabric: Fabric, id: string, names: readonly string[]): Measurement[] {
  const endpoint = resolverEndpoints.get(fabric, id)
  if (!endpoint) return []
  const row = { start: fabric.now, end: fabric.now }
  const meter = new Meter(endpoint, 'AWS/Route53Resolver', row, [{ EndpointId: id }])
  for (const name of names) meter.count(name, 1)
  return meter.measurements
}
