import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Address } from '../../kernel/address.ts'
import { interfaceAt } from '../../network/compiled/addresses.ts'
import { balancerOf, nodesOf, targetsOf } from '../../network/compiled/load-balancers.ts'
import type { Fabric } from '../../network/fabric.ts'
import { configurationsBehind, gatewayOf } from '../../network/lattice-resources.ts'
import { occupantOf } from '../../network/occupants.ts'
import { stateOfTarget } from '../../network/target-states.ts'
import { trace } from '../../network/trace.ts'
import { endpointConnections } from '../../services/ec2/endpoint-connections.ts'
import { endpointServices } from '../../services/ec2/endpoint-services.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { listenerRules } from '../../services/elbv2/listener-rules.ts'
import { listeners } from '../../services/elbv2/listeners.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { type TargetGroup, targetGroups } from '../../services/elbv2/target-groups.ts'
import type { Registration } from '../../services/elbv2/targets.ts'
import { regionFrame } from './frames.ts'
import { balancerPart } from './inside-vpcs.ts'
import { nameOf } from './names.ts'
import type { Link, Part, Thing } from './parts.ts'
import { isGone, standing } from './standing.ts'

// Endpoint services with the load balancers behind them and the endpoints before them, and what AWS's own services are
// reached through.

export function privateLinks(fabric: Fabric): Part {
  const services = endpointServices.everyone(fabric).filter(({ record }) => !isGone(record.ServiceState))
  const things: Thing[] = services.map(({ account, region, record }) => ({
    id: record.ServiceId ?? '',
    resource: record.ServiceId ?? '',
    kind: 'endpoint-service',
    label: nameOf(record.ServiceId, record.Tags),
    detail: record.AcceptanceRequired ? 'acceptance required' : 'accepts at once',
    frame: regionFrame(account, region),
    ...standing(record.ServiceState),
  }))
  const links: Link[] = services.flatMap(({ record }) =>
    [...(record.NetworkLoadBalancerArns ?? []), ...(record.GatewayLoadBalancerArns ?? [])].flatMap((arn) =>
      nodesOf(fabric, arn).map((node) => ({
        id: `${record.ServiceId}/${arn}/${node.eni.record.SubnetId}`,
        resource: record.ServiceId ?? '',
        kind: 'private-link' as const,
        from: record.ServiceId ?? '',
        to: balancerPart(arn, node.eni.record.SubnetId ?? ''),
        label: '',
        condition: 'working' as const,
      })),
    ),
  )
  links.push(...endpointLinks(fabric), ...resourceLinks(fabric), ...targetLinks(fabric))
  const aws = new Map<string, Thing>()
  for (const { record } of vpcEndpoints.everyone(fabric)) {
    const { ServiceName = '', VpcEndpointId = '', State, SubnetIds = [], VpcEndpointType } = record
    if (isGone(State) || !/^(com|aws)\.(?!.*\bvpce-svc-)/.test(ServiceName)) continue
    const id = `aws/${ServiceName}`
    const label = ServiceName.replace(/^com\.amazonaws\.([a-z]{2}-[a-z-]+-\d)\./, '')
    const detail = /^com\.amazonaws\.([a-z]{2}-[a-z-]+-\d)\./.exec(ServiceName)?.[1] ?? ''
    aws.set(id, { id, resource: ServiceName, kind: 'aws-service', label, detail, condition: 'working' })
    const parts =
      VpcEndpointType === 'Gateway' ? [VpcEndpointId] : SubnetIds.map((one) => `${VpcEndpointId}/${one}`)
    for (const part of parts) {
      links.push({
        id: `${part}/aws`,
        resource: VpcEndpointId,
        kind: 'private-link',
        from: part,
        to: id,
        label: '',
        ...standing(State),
      })
    }
  }
  return { things: [...things, ...aws.values()], links }
}

/** From each endpoint's subnets to the service that it leads to. */
const endpointLinks = (fabric: Fabric): Link[] =>
  endpointConnections.everyone(fabric).flatMap(({ record }) => {
    const { VpcEndpointId = '', ServiceId = '' } = record
    const endpoint = vpcEndpoints.get(fabric, VpcEndpointId)?.record
    if (!endpoint || isGone(endpoint.State)) return []
    return (endpoint.SubnetIds ?? []).map((subnet) => ({
      id: `${VpcEndpointId}/${subnet}/${ServiceId}`,
      resource: VpcEndpointId,
      kind: 'private-link' as const,
      from: `${VpcEndpointId}/${subnet}`,
      to: ServiceId,
      label: '',
      ...standing(endpoint.State),
    }))
  })

/** From each subnet of an endpoint for resources to the resource gateways that lead to them. */
const resourceLinks = (fabric: Fabric): Link[] =>
  vpcEndpoints.everyone(fabric).flatMap(({ record }) => {
    const { VpcEndpointId = '', ResourceConfigurationArn, ServiceNetworkArn, State, SubnetIds = [] } = record
    if (isGone(State) || (ResourceConfigurationArn ?? ServiceNetworkArn) === undefined) return []
    const doors = configurationsBehind(fabric, VpcEndpointId).flatMap(
      (configuration) => gatewayOf(fabric, configuration)?.side.interfaces ?? [],
    )
    return SubnetIds.flatMap((subnet) =>
      [...new Set(doors)].map((door) => ({
        id: `${VpcEndpointId}/${subnet}/${door}`,
        resource: VpcEndpointId,
        kind: 'private-link' as const,
        from: `${VpcEndpointId}/${subnet}`,
        to: door,
        label: '',
        ...standing(State),
      })),
    )
  })

/** From each load balancer to what is behind it, and how its health checks find that. */
const targetLinks = (fabric: Fabric): Link[] =>
  loadBalancers.everyone(fabric).flatMap(({ record: { LoadBalancerArn = '', VpcId = '' } }) => {
    const behind = new Map<string, Stands>()
    for (const arn of groupsOf(fabric, LoadBalancerArn)) {
      const group = targetGroups.get(fabric, arn)
      if (!group) continue
      for (const { registration, address } of targetsOf(fabric, arn)) {
        const to = thingAt(fabric, VpcId, address)
        const stands = toldHealth(healthOf(fabric, group, registration))
        // What is behind it twice works if it does once.
        if (to !== undefined && stands && behind.get(to)?.condition !== 'working') behind.set(to, stands)
      }
    }
    return nodesOf(fabric, LoadBalancerArn).flatMap(({ eni }) => {
      const from = balancerPart(LoadBalancerArn, eni.record.SubnetId ?? '')
      return [...behind].map(([to, stands]) => ({
        id: `${from}/${to}`,
        resource: LoadBalancerArn,
        kind: 'targets' as const,
        from,
        to,
        label: '',
        ...stands,
      }))
    })
  })

type Stands = ReturnType<typeof standing>

/** The target groups that a load balancer sends anything to. */
function groupsOf(fabric: Fabric, balancer: string): ReadonlySet<string> {
  const actions = [
    ...listeners.by(fabric, 'load-balancer', balancer).flatMap(({ record }) => record.DefaultActions ?? []),
    ...listenerRules.by(fabric, 'load-balancer', balancer).flatMap(({ record }) => record.Actions ?? []),
  ]
  const groups = actions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
    TargetGroupArn,
    ...(ForwardConfig?.TargetGroups ?? []).map((one) => one.TargetGroupArn),
  ])
  return new Set(groups.flatMap((arn) => arn ?? []))
}

/** The machine, or the load balancer, that has an address in a VPC. */
function thingAt(fabric: Fabric, vpc: string, address: Address): string | undefined {
  const eni = interfaceAt(fabric, vpc, address)
  const occupant = eni && occupantOf(eni)
  if (occupant?.kind === 'instance') return occupant.id
  if (occupant?.kind !== 'balancer-node') return undefined
  const balancer = balancerOf(fabric, eni!)?.record.LoadBalancerArn
  return balancer && balancerPart(balancer, eni!.record.SubnetId ?? '')
}

function healthOf(fabric: Fabric, group: TargetGroup, target: Registration): Elbv2.TargetHealth | undefined {
  if (target.drainsUntil !== undefined && target.drainsUntil <= fabric.now) return undefined
  return stateOfTarget(fabric, (start, packet) => trace(fabric, start, packet), group, target)
}

function toldHealth(health: Elbv2.TargetHealth | undefined): Stands | undefined {
  const { State = '', Description } = health ?? {}
  if (!health || State === 'healthy') return health && { condition: 'working' }
  const condition = State === 'initial' || State === 'draining' ? 'pending' : 'broken'
  return { condition, because: `the target is ${State}${Description ? `: ${Description}` : ''}` }
}
