import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { type VpcEndpoint, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { isDown } from '../../services/fault/faults.ts'
import { zoneOf } from '../compiled/load-balancers.ts'
import { isServiceOfAws, nodeFor, serviceBehind } from '../endpoint-ways.ts'
import type { Fabric } from '../fabric.ts'
import {
  type Configuration,
  configurationsBehind,
  gatewayOf,
  isOnPort,
  latticeServiceOnPort,
  portsOf,
} from '../lattice-resources.ts'
import type { ServiceEndpoint } from '../positions.ts'
import { drop, type Judgement, pass, type Rule, type Step } from '../rule.ts'
import { shortName } from '../service-names.ts'
import { doesListen } from '../service-ports.ts'

/** What an endpoint leads to. */
export type Way =
  | { readonly kind: 'service'; readonly name: string; readonly region: string }
  | { readonly kind: 'balancer'; readonly node: NetworkInterface }
  | { readonly kind: 'resource'; readonly gateway: NetworkInterface; readonly configuration: string }

export const endpointWay: Rule<ServiceEndpoint, Way> = {
  id: 'endpoint-way',
  question: 'Does what the VPC endpoint leads to take the packet?',
  judge(step) {
    const endpoint = vpcEndpoints.get(step.fabric, step.at.endpoint)
    if (!endpoint) return drop('endpoint-not-available', [step.at.endpoint])
    if (endpoint.record.VpcEndpointType !== 'Interface') return toResource(step)
    return isServiceOfAws(endpoint.record.ServiceName ?? '')
      ? toAws(step, endpoint)
      : toCustomer(step, endpoint)
  },
}

type Arriving = Step<ServiceEndpoint>

function toAws({ fabric, packet }: Arriving, { record, region: home }: VpcEndpoint): Judgement<Way> {
  const { ServiceName = '', ServiceRegion: region = home } = record
  const name = shortName(ServiceName, region)
  if (isDown(fabric, region)) return drop('struck-by-fault', [region])
  if (!doesListen({ name, region }, packet)) return drop('service-not-on-port', [ServiceName])
  return pass('endpoint-serves-port', [ServiceName], { found: { kind: 'service', name, region } as Way })
}

function toCustomer(step: Arriving, endpoint: VpcEndpoint): Judgement<Way> {
  const { ServiceName = '', ServiceRegion: region = endpoint.region } = endpoint.record
  const service = serviceBehind(step.fabric, endpoint)
  if (!service) {
    const name = ServiceName.slice(ServiceName.lastIndexOf('.') + 1)
    return pass('service-is-unseen', [ServiceName], { found: { kind: 'service', name, region } as Way })
  }
  const { ServiceId = '' } = service.record
  const node = nodeFor(step, service)
  const zone = zoneOf(step.fabric, step.at.eni)
  if (!node) return drop('service-not-in-zone', [ServiceId], { note: `The zone is ${zone}.` })
  const isRemote = service.region !== step.at.eni.region
  return pass(
    isRemote ? 'service-is-elsewhere' : 'service-is-in-zone',
    [ServiceId, node.eni.record.NetworkInterfaceId ?? ''],
    {
      found: { kind: 'balancer', node: node.eni } as Way,
    },
  )
}

// VPC Lattice user guide, resource-gateway: "At least one Availability Zone of the VPC endpoint and the resource
// gateway have to overlap", and to reach a resource from all zones the gateway must span them all.
function toResource({ fabric, packet, at }: Arriving): Judgement<Way> {
  const all = configurationsBehind(fabric, at.endpoint)
  // NOT MODELLED: a service network endpoint has an address for each resource; here the port tells them apart.
  const configuration = all.find((one) => isOnPort(fabric, one, packet.destinationPort))
  if (!configuration) {
    const service = latticeServiceOnPort(fabric, at.endpoint, packet.destinationPort)
    if (service === undefined) return drop('resource-not-on-port', [at.endpoint], portsNote(fabric, all))
    return pass('endpoint-serves-port', [service], {
      found: { kind: 'service', name: service, region: at.eni.region } as Way,
    })
  }
  const { id = '', resourceGatewayId = '' } = configuration
  const gateway = gatewayOf(fabric, configuration)
  if (!gateway) return drop('resource-is-gone', [id, resourceGatewayId])
  const zone = zoneOf(fabric, at.eni)
  const eni = gateway.side.interfaces
    .map((one) => networkInterfaces.get(fabric, one))
    .find((one) => one !== undefined && zoneOf(fabric, one) === zone)
  if (!eni) return drop('resource-gateway-not-in-zone', [resourceGatewayId], { note: `The zone is ${zone}.` })
  return pass('resource-is-offered', [id, resourceGatewayId], {
    found: { kind: 'resource', gateway: eni, configuration: id } as Way,
  })
}

function portsNote(fabric: Fabric, all: readonly Configuration[]) {
  const ports = all.map((one) => `${one.id} on ${portsOf(fabric, one).join(', ') || 'none'}`)
  return { note: ports.length ? `On offer: ${ports.join('; ')}.` : 'Nothing is on offer.' }
}
