import type { Elbv2 } from '../../api/generated/types.d.ts'
import { instances } from '../../services/ec2/instances.ts'
import { interfacesOf } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { listenersOf, targetGroupsIn } from '../../services/elbv2/listeners.ts'
import { type LoadBalancer, loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { type TargetGroup, targetGroups } from '../../services/elbv2/target-groups.ts'
import { registrations } from '../../services/elbv2/targets.ts'
import { appliances } from '../../services/host/appliances.ts'
import { listeners } from '../../services/host/listeners.ts'
import { balancerArnOf, zoneOf } from '../compiled/load-balancers.ts'
import { serviceBehind } from '../endpoint-ways.ts'
import type { Fabric } from '../fabric.ts'
import { tcp, udp } from '../packet.ts'
import type { Position } from '../positions.ts'
import { ec2Request, type Failure, type Repair, type Repairers, repair, requestTo } from './repair.ts'

/** Repairs of load balancers that do not take a packet at all. */
export const balancerRepairs: Repairers = {
  'balancer-not-active': waitForBalancer,
  'no-listener': listen,
  'no-listener-for-requests': listen,
  'no-listener-for-inspection': listenForInspection,
  'no-appliance-registered': (failure) => registerTargets(failure),
  'service-not-in-zone': spanZone,
}

const balancerAt = (fabric: Fabric, position: Position): LoadBalancer | undefined => {
  if (position.kind === 'inspection-node') return loadBalancers.get(fabric, position.balancer)
  return position.kind === 'balancer-node'
    ? loadBalancers.get(fabric, balancerArnOf(position.eni))
    : undefined
}

function waitForBalancer({ fabric, position }: Failure): Repair[] {
  const balancer = balancerAt(fabric, position)
  if (balancer?.record.State?.Code !== 'provisioning') return []
  const { LoadBalancerArn = '', LoadBalancerName } = balancer.record
  return [
    repair(`Wait until the load balancer ${LoadBalancerName} is active.`, {
      ...requestTo('elbv2', balancer, 'DescribeLoadBalancers', { LoadBalancerArns: [LoadBalancerArn] }),
      waiter: 'load-balancer-available',
    }),
  ]
}

/** Network and Application Load Balancer guides, load-balancer-listeners: the protocols that a listener forwards to. */
const listenerFor: Readonly<Record<string, Elbv2.ProtocolEnum | undefined>> = {
  TCP: 'TCP',
  TLS: 'TCP',
  UDP: 'UDP',
  TCP_UDP: 'TCP_UDP',
  HTTP: 'HTTP',
}

/** A listener on the port that forwards to a target group of the load balancer's, or to one that has none yet. */
function listen({ fabric, position, packet }: Failure): Repair[] {
  const balancer = balancerAt(fabric, position)
  if (!balancer || (packet.protocol !== tcp && packet.protocol !== udp)) return []
  const { LoadBalancerArn = '', LoadBalancerName, VpcId = '' } = balancer.record
  const own = listenersOf(fabric, LoadBalancerArn).flatMap(({ record }) =>
    targetGroupsIn(record.DefaultActions),
  )
  const groups = targetGroups.by(fabric, 'vpc', VpcId)
  const inUse = (group: TargetGroup) => own.includes(targetGroups.idOf(group))
  const free = (group: TargetGroup) => !inUse(group) && !group.record.LoadBalancerArns?.length
  // One whose targets listen on the very port is the likeliest.
  const byPort = ({ record }: TargetGroup) => (record.Port === packet.destinationPort ? 0 : 1)
  return [...groups.filter(inUse), ...groups.filter(free)]
    .sort((a, b) => byPort(a) - byPort(b))
    .flatMap(({ record: { Protocol: spoken = '', TargetGroupArn = '', TargetGroupName } }) => {
      const Protocol = listenerFor[spoken]
      if (Protocol === undefined || (packet.protocol === udp) !== (Protocol === 'UDP')) return []
      const Port = packet.destinationPort
      const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }]
      return [
        repair(
          `Let ${LoadBalancerName} listen on ${Protocol} ${Port}, for the target group ${TargetGroupName}.`,
          requestTo('elbv2', balancer, 'CreateListener', { LoadBalancerArn, Protocol, Port, DefaultActions }),
        ),
      ]
    })
}

function listenForInspection({ fabric, position }: Failure): Repair[] {
  const balancer = balancerAt(fabric, position)
  if (!balancer) return []
  const { LoadBalancerArn = '', LoadBalancerName, VpcId = '' } = balancer.record
  return targetGroups
    .by(fabric, 'vpc', VpcId)
    .filter(({ record }) => record.Protocol === 'GENEVE')
    .map(({ record: { TargetGroupArn = '', TargetGroupName } }) => {
      const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }]
      return repair(
        `Let ${LoadBalancerName} forward to the target group ${TargetGroupName}.`,
        requestTo('elbv2', balancer, 'CreateListener', { LoadBalancerArn, DefaultActions }),
      )
    })
}

/** Those that are being deregistered, and machines of the VPC that are known to serve what the group is for. */
export function registerTargets({ fabric, dropped }: Failure): Repair[] {
  const group = targetGroups.get(fabric, dropped.judgement.evidence[0] ?? '')
  if (!group) return []
  const { TargetGroupArn = '', TargetGroupName } = group.record
  const all = fabric.store.by(registrations, 'group', TargetGroupArn)
  const staying = all.filter(({ drainsUntil }) => drainsUntil === undefined).map(({ id }) => id)
  const ids = [...all.map(({ id }) => id), ...servers(fabric, group)].filter((id) => !staying.includes(id))
  return [...new Set(ids)].map((Id) =>
    repair(
      `Register ${Id} with the target group ${TargetGroupName}.`,
      requestTo('elbv2', group, 'RegisterTargets', { TargetGroupArn, Targets: [{ Id }] }),
    ),
  )
}

/** What runs on hosts says which of them may be targets of the group. */
function servers(fabric: Fabric, { record }: TargetGroup): string[] {
  const hosts =
    record.Protocol === 'GENEVE'
      ? fabric.store.all(appliances).flatMap(({ Host, Mode }) => (Mode === 'inspect' ? [Host] : []))
      : fabric.store.all(listeners).flatMap(({ Host, Port }) => (Port === record.Port ? [Host] : []))
  const own = hosts.filter((id) => instances.get(fabric, id)?.record.VpcId === record.VpcId)
  if (record.TargetType !== 'ip') return own
  return own.flatMap((id) => interfacesOf(fabric, id).flatMap((eni) => eni.record.PrivateIpAddress ?? []))
}

/**
 * A node of the provider's load balancer in the zone of the endpoint. PrivateLink guide, create-endpoint-service: into a
 * zone that its load balancers gain a service goes when it is modified itself.
 */
function spanZone({ fabric, position }: Failure): Repair[] {
  if (position.kind !== 'service-endpoint' && position.kind !== 'inspection-endpoint') return []
  const endpoint = vpcEndpoints.get(fabric, position.endpoint)
  const service = endpoint && serviceBehind(fabric, endpoint)
  if (!service) return []
  const home = subnets.get(fabric, endpoint.record.SubnetIds?.[0] ?? '')?.record.AvailabilityZoneId
  const zone = position.kind === 'service-endpoint' ? zoneOf(fabric, position.eni) : home
  const { ServiceId = '', AcceptanceRequired = false } = service.record
  const { NetworkLoadBalancerArns = [], GatewayLoadBalancerArns = [] } = service.record
  const offer = ec2Request(service, 'ModifyVpcEndpointServiceConfiguration', {
    ServiceId,
    AcceptanceRequired,
  })
  return [...NetworkLoadBalancerArns, ...GatewayLoadBalancerArns].flatMap((LoadBalancerArn) => {
    const balancer = loadBalancers.get(fabric, LoadBalancerArn)
    if (!balancer) return []
    const { AvailabilityZones = [], VpcId = '', LoadBalancerName } = balancer.record
    const now = AvailabilityZones.flatMap(({ SubnetId }) => SubnetId ?? [])
    const near = subnets.by(fabric, 'vpc', VpcId).filter(({ record }) => record.AvailabilityZoneId === zone)
    if (near.some(({ record }) => now.includes(record.SubnetId ?? ''))) {
      return [
        repair(`Offer ${ServiceId} in the zone ${zone}, too, where ${LoadBalancerName} has a node.`, offer),
      ]
    }
    return near.map(({ record: { SubnetId = '' } }) =>
      repair(
        `Give ${LoadBalancerName} a node in the zone ${zone}, in the subnet ${SubnetId}, and offer ${ServiceId} there.`,
        requestTo('elbv2', balancer, 'SetSubnets', { LoadBalancerArn, Subnets: [...now, SubnetId] }),
        offer,
      ),
    )
  })
}
