import { balancerOf } from '../../network/compiled/load-balancers.ts'
import type { Fabric } from '../../network/fabric.ts'
import { occupantOf } from '../../network/occupants.ts'
import { egressOnlyInternetGateways } from '../../services/ec2/egress-only-internet-gateways.ts'
import { instances } from '../../services/ec2/instances.ts'
import { internetGateways } from '../../services/ec2/internet-gateways.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { type VpcEndpoint, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { dbInstances } from '../../services/rds/instances.ts'
import { resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import { resourceConfigurations } from '../../services/vpc-lattice/resource-configurations.ts'
import { resourceGateways } from '../../services/vpc-lattice/resource-gateways.ts'
import { serviceNetworks } from '../../services/vpc-lattice/service-networks.ts'
import { shownVpcs } from './frames.ts'
import { nameOf } from './names.ts'
import type { Link, Part, Thing, ThingKind } from './parts.ts'
import { isGone, standing } from './standing.ts'

// What stands in subnets, by its network interfaces, and what stands at a VPC's own edge.

/** Where everything that goes to or comes from the internet is drawn. */
export const internetThing = 'internet'

export function insideVpcs(fabric: Fabric): Part {
  const things: Thing[] = []
  const links: Link[] = []
  let needsInternet = false
  for (const { record } of shownVpcs(fabric)) {
    const vpc = record.VpcId ?? ''
    const edge = edgeOf(fabric, vpc)
    // Sites are drawn on the left and services on the right: so stand what leads to them, and no line crosses another's end.
    const isToSites = ({ kind }: Thing) => kind === 'vpn-gateway'
    things.push(...inSubnets(fabric, vpc), ...edge.filter(isToSites), ...gatewayEndpointsOf(fabric, vpc))
    things.push(...edge.filter((one) => !isToSites(one)))
    for (const one of edge) {
      if (isToSites(one)) continue
      const { id } = one
      needsInternet = true
      links.push({
        id: `${id}/internet`,
        resource: id,
        kind: 'attached',
        from: id,
        to: internetThing,
        label: '',
        condition: 'working',
      })
    }
  }
  if (needsInternet) {
    things.push({
      id: internetThing,
      resource: internetThing,
      kind: 'internet',
      label: 'Internet',
      detail: '',
      condition: 'working',
    })
  }
  return { things, links }
}

/** One thing for each resource in each subnet, however many interfaces it has there. */
function inSubnets(fabric: Fabric, vpc: string): Thing[] {
  const things = new Map<string, Thing>()
  for (const eni of networkInterfaces.by(fabric, 'vpc', vpc)) {
    const thing = thingOf(fabric, eni)
    if (thing && !things.has(thing.id)) things.set(thing.id, thing)
  }
  return [...things.values()]
}

function thingOf(fabric: Fabric, eni: NetworkInterface): Thing | undefined {
  const {
    NetworkInterfaceId = '',
    SubnetId = '',
    PrivateIpAddress = '',
    TagSet,
    Description = '',
  } = eni.record
  const frame = SubnetId
  const occupant = occupantOf(eni)
  switch (occupant.kind) {
    case 'instance': {
      const held = instances.get(fabric, occupant.id)
      if (!held || isGone(held.record.State?.Name)) return undefined
      const { InstanceId = '', Tags, State } = held.record
      // An instance with interfaces in several subnets stands where its first one is.
      if (held.record.SubnetId !== SubnetId) return undefined
      return {
        id: InstanceId,
        resource: InstanceId,
        kind: eni.record.SourceDestCheck === false ? 'appliance' : 'instance',
        label: nameOf(InstanceId, Tags),
        detail: addressesText(eni),
        frame,
        ...standing(State?.Name),
      }
    }
    case 'nat-gateway': {
      const held = natGateways.get(fabric, occupant.id)
      if (!held || isGone(held.record.State)) return undefined
      const { NatGatewayId = '', Tags, State, ConnectivityType } = held.record
      const detail = ConnectivityType === 'private' ? 'private' : addressesText(eni)
      const label = nameOf(NatGatewayId, Tags)
      return {
        id: NatGatewayId,
        resource: NatGatewayId,
        kind: 'nat-gateway',
        label,
        detail,
        frame,
        ...standing(State),
      }
    }
    case 'vpc-endpoint': {
      const held = vpcEndpoints.get(fabric, occupant.id)
      return held && endpointThing(fabric, held, `${occupant.id}/${SubnetId}`, frame, PrivateIpAddress)
    }
    case 'balancer-node': {
      const balancer = balancerOf(fabric, eni)
      if (!balancer) return undefined
      const { LoadBalancerArn = '', LoadBalancerName = '', State, Type } = balancer.record
      const id = balancerPart(LoadBalancerArn, SubnetId)
      const detail = `${balancerKinds[Type ?? ''] ?? ''} · ${PrivateIpAddress}`
      return {
        id,
        resource: LoadBalancerArn,
        kind: 'load-balancer',
        label: LoadBalancerName,
        detail,
        frame,
        ...standing(State?.Code),
      }
    }
    case 'resource-gateway': {
      const [held] = resourceGateways.by(fabric, 'network-interface', NetworkInterfaceId)
      const id = /rgw-\w+/.exec(Description)?.[0] ?? NetworkInterfaceId
      return {
        id: NetworkInterfaceId,
        resource: id,
        kind: 'resource-gateway',
        label: held?.record.name ?? id,
        detail: PrivateIpAddress,
        frame,
        ...standing(held?.record.status),
      }
    }
    case 'other':
      return otherThing(fabric, eni, nameOf(NetworkInterfaceId, TagSet))
  }
}

const balancerKinds: Readonly<Record<string, string>> = {
  network: 'NLB',
  gateway: 'GWLB',
  application: 'ALB',
}

export const balancerPart = (arn: string, subnet: string): string => `${arn}/${subnet}`

function otherThing(fabric: Fabric, { record }: NetworkInterface, name: string): Thing | undefined {
  const { NetworkInterfaceId = '', SubnetId = '', PrivateIpAddress = '', Description = '' } = record
  // A transit gateway's interfaces are its attachment, which is drawn as a line to the VPC.
  if (/^Network Interface for Transit Gateway Attachment/.test(Description)) return undefined
  const [resolver] = resolverEndpoints.by(fabric, 'interface', NetworkInterfaceId)
  if (resolver) {
    const { Id = '', Name, Direction, Status } = resolver.record
    return {
      id: `${Id}/${SubnetId}`,
      resource: Id,
      kind: 'resolver-endpoint',
      label: Name || Id,
      detail: `${Direction?.toLowerCase()} · ${PrivateIpAddress}`,
      frame: SubnetId,
      ...standing(Status),
    }
  }
  const [database] = dbInstances.by(fabric, 'network-interface', NetworkInterfaceId)
  if (database) {
    const { DBInstanceArn = '', DBInstanceIdentifier = '', DBInstanceStatus } = database.record
    return {
      id: NetworkInterfaceId,
      resource: DBInstanceArn,
      kind: 'database',
      label: DBInstanceIdentifier,
      detail: PrivateIpAddress,
      frame: SubnetId,
      ...standing(DBInstanceStatus),
    }
  }
  return {
    id: NetworkInterfaceId,
    resource: NetworkInterfaceId,
    // Of an account that was imported only its network is known.
    kind: /^RDSNetworkInterface/.test(Description) ? 'database' : 'network-interface',
    label: name,
    detail: PrivateIpAddress,
    frame: SubnetId,
    condition: 'working',
  }
}

const endpointKinds: Readonly<Record<string, ThingKind>> = {
  Interface: 'interface-endpoint',
  Gateway: 'gateway-endpoint',
  GatewayLoadBalancer: 'inspection-endpoint',
  Resource: 'resource-endpoint',
  ServiceNetwork: 'resource-endpoint',
}

function endpointThing(
  fabric: Fabric,
  { record }: VpcEndpoint,
  id: string,
  frame: string,
  detail: string,
): Thing | undefined {
  const { VpcEndpointId = '', VpcEndpointType = '', ServiceName = '', State, Tags } = record
  if (isGone(State)) return undefined
  const label = nameOf(undefined, Tags) || shortService(ServiceName) || nameOfResource(fabric, record)
  const kind = endpointKinds[VpcEndpointType] ?? 'interface-endpoint'
  return { id, resource: VpcEndpointId, kind, label, detail, frame, ...standing(State) }
}

/** What an endpoint leads to that is for no service: a resource, or a service network. */
function nameOfResource(fabric: Fabric, record: VpcEndpoint['record']): string {
  const { ResourceConfigurationArn: resource, ServiceNetworkArn: network } = record
  const id = (resource ?? network ?? '').split('/').at(-1) ?? ''
  const held =
    resource === undefined ? serviceNetworks.get(fabric, id) : resourceConfigurations.get(fabric, id)
  return held?.record.name ?? id
}

/** `com.amazonaws.us-east-1.s3` without what every name begins with. */
const shortService = (name: string): string =>
  name.replace(/^(com\.amazonaws|aws\.api|aws\.sagemaker)\.(vpce\.)?([a-z]{2}-[a-z-]+-\d\.)?/, '')

const gatewayEndpointsOf = (fabric: Fabric, vpc: string): Thing[] =>
  vpcEndpoints.by(fabric, 'vpc', vpc).flatMap((held) => {
    const { VpcEndpointId = '', VpcEndpointType, RouteTableIds = [] } = held.record
    if (VpcEndpointType !== 'Gateway') return []
    const count = RouteTableIds.length
    const detail = `in ${count} route table${count === 1 ? '' : 's'}`
    return endpointThing(fabric, held, VpcEndpointId, vpc, detail) ?? []
  })

/** The gateways that a VPC has itself. */
function edgeOf(fabric: Fabric, vpc: string): Thing[] {
  const thing = (
    id: string | undefined,
    kind: ThingKind,
    tags: Parameters<typeof nameOf>[1],
    state?: string,
  ): Thing => ({
    id: id ?? '',
    resource: id ?? '',
    kind,
    label: nameOf(id, tags),
    detail: '',
    frame: vpc,
    ...standing(state),
  })
  const isAttached = ({ VpcId, State }: { readonly VpcId?: string; readonly State?: string }) =>
    VpcId === vpc && State !== 'detached'
  return [
    ...internetGateways
      .everyone(fabric)
      .filter(({ record }) => record.Attachments?.some(isAttached))
      .map(({ record }) => thing(record.InternetGatewayId, 'internet-gateway', record.Tags)),
    ...egressOnlyInternetGateways
      .everyone(fabric)
      .filter(({ record }) => record.Attachments?.some(isAttached))
      .map(({ record }) => thing(record.EgressOnlyInternetGatewayId, 'egress-only-gateway', record.Tags)),
    ...vpnGateways
      .everyone(fabric)
      .filter(({ record }) => record.State !== 'deleted' && record.VpcAttachments?.some(isAttached))
      .map(({ record }) => thing(record.VpnGatewayId, 'vpn-gateway', record.Tags, record.State)),
  ]
}

function addressesText({ record }: NetworkInterface): string {
  const { PrivateIpAddress, Association } = record
  return [PrivateIpAddress, Association?.PublicIp].filter(Boolean).join(' · ')
}
