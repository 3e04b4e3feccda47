import { instances } from '../../services/ec2/instances.ts'
import { stateOf, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { crossZoneOfGroup } from '../../services/elbv2/cross-zone.ts'
import { type TargetGroup, targetGroups } from '../../services/elbv2/target-groups.ts'
import { resourceConfigurations } from '../../services/vpc-lattice/resource-configurations.ts'
import { balancerOf, targetsOf } from '../compiled/load-balancers.ts'
import { serviceBehind } from '../endpoint-ways.ts'
import { configurationsBehind } from '../lattice-resources.ts'
import { registerTargets } from './balancer-repairs.ts'
import { ec2Request, type Failure, type Repair, type Repairers, requestTo } from './repair.ts'

/** Repairs of what stands in the way at endpoints and load balancers. */
export const endpointRepairs: Repairers = {
  'endpoint-not-available': acceptConnection,
  'resource-not-on-port': offerPort,
  'no-target-in-zone': (failure) => [
    ...startTargets(failure),
    ...crossZones(failure),
    ...registerTargets(failure),
  ],
  'target-group-is-empty': (failure) => [...startTargets(failure), ...registerTargets(failure)],
  'no-target-for-requests': (failure) => [
    ...startTargets(failure),
    ...crossZones(failure),
    ...registerTargets(failure),
  ],
  'client-is-the-target': (failure) => hideClientsOf(groupOf(failure)),
  'client-address-needs-near-target': (failure) => hideClientsOf(groupOf(failure)),
}

/** PrivateLink guide, configure-endpoint-service: the provider accepts, and may accept what it has rejected. */
function acceptConnection({ fabric, position }: Failure): Repair[] {
  const endpoint =
    position.kind === 'service-endpoint' ? vpcEndpoints.get(fabric, position.endpoint) : undefined
  const service = endpoint && serviceBehind(fabric, endpoint)
  if (!service || !['pendingAcceptance', 'rejected'].includes(stateOf(endpoint))) return []
  const { VpcEndpointId = '' } = endpoint.record
  const input = { ServiceId: service.record.ServiceId ?? '', VpcEndpointIds: [VpcEndpointId] }
  return [
    {
      sentence: `Accept the connection of the VPC endpoint ${VpcEndpointId}.`,
      requests: [ec2Request(service, 'AcceptVpcEndpointConnections', input)],
    },
  ]
}

function offerPort({ fabric, position, packet }: Failure): Repair[] {
  if (position.kind !== 'service-endpoint') return []
  const all = configurationsBehind(fabric, position.endpoint).filter(({ type }) => type !== 'ARN')
  const [only] = all
  const held = all.length === 1 ? resourceConfigurations.get(fabric, only?.id ?? '') : undefined
  if (!held) return []
  const { id = '', portRanges = [] } = held.record
  const port = String(packet.destinationPort)
  const input = { resourceConfigurationIdentifier: id, portRanges: [...portRanges, port] }
  const { account, region } = held
  return [
    {
      sentence: `Offer port ${port} in the resource configuration ${id}.`,
      requests: [
        { account, region, service: 'vpc-lattice', operation: 'UpdateResourceConfiguration', input },
      ],
    },
  ]
}

const groupOf = ({ fabric, dropped }: Failure): TargetGroup | undefined =>
  targetGroups.get(fabric, dropped.judgement.evidence[0] ?? '')

/** Instances among the targets that are off. */
export function startTargets(failure: Failure): Repair[] {
  const group = groupOf(failure)
  if (!group) return []
  const ids = targetsOf(failure.fabric, group.record.TargetGroupArn ?? '').map(
    ({ registration }) => registration.id,
  )
  return [...new Set(ids)].flatMap((id) => {
    const instance = instances.get(failure.fabric, id)
    if (instance?.record.State?.Name !== 'stopped') return []
    const request = ec2Request(instance, 'StartInstances', { InstanceIds: [id] })
    return [{ sentence: `Start the instance ${id}.`, requests: [request] }]
  })
}

function crossZones(failure: Failure): Repair[] {
  const { fabric, position } = failure
  const balancer = position.kind === 'balancer-node' ? balancerOf(fabric, position.eni) : undefined
  const group = groupOf(failure)
  if (!balancer || !group) return []
  const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]
  const { LoadBalancerArn = '', LoadBalancerName } = balancer.record
  const { TargetGroupArn = '', TargetGroupName } = group.record
  const isForGroup = crossZoneOfGroup(group) !== undefined
  return [
    {
      sentence: `Turn cross-zone load balancing on for ${isForGroup ? TargetGroupName : LoadBalancerName}.`,
      requests: [
        isForGroup
          ? requestTo('elbv2', group, 'ModifyTargetGroupAttributes', { TargetGroupArn, Attributes })
          : requestTo('elbv2', balancer, 'ModifyLoadBalancerAttributes', { LoadBalancerArn, Attributes }),
      ],
    },
  ]
}

/** Network Load Balancer guide, edit-target-group-attributes: only with these protocols can it be turned off. */
export function hideClientsOf(group: TargetGroup | undefined): Repair[] {
  const { TargetGroupArn = '', TargetGroupName, Protocol } = group?.record ?? {}
  if (!group || (Protocol !== 'TCP' && Protocol !== 'TLS')) return []
  const Attributes = [{ Key: 'preserve_client_ip.enabled', Value: 'false' }]
  return [
    {
      sentence: `Turn client IP preservation off for the target group ${TargetGroupName}.`,
      requests: [requestTo('elbv2', group, 'ModifyTargetGroupAttributes', { TargetGroupArn, Attributes })],
    },
  ]
}
