import type { Ec2 } from '../../api/generated/types.d.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { crossInto, crossOut } from '../crossing.ts'
import { type Move, place } from '../place.ts'
import type { Position, Router } from '../positions.ts'
import type { Step } from '../rule.ts'
import { type RouteFound, route, targetOf } from '../rules/route.ts'

/** The VPC's router: one look at one table. Network ACLs judge after it, since only the route tells what is crossed. */
export const router = place<Router, RouteFound>({
  kind: 'router',
  idOf: ({ table }) => table.record.RouteTableId ?? '',
  rules: [route],
  next(step, found) {
    const { vpc, subnet } = step.at
    if (found === 'same-subnet' || found.GatewayId === 'local') {
      return { to: { kind: 'vpc-local', vpc, ...(subnet && { subnet }) } }
    }
    return follow(step, found)
  },
})

function follow({ fabric, packet, at }: Step<Router>, found: Ec2.Route): Move {
  const { vpc, subnet } = at
  const id = targetOf(found)
  const kind = id.slice(0, id.indexOf('-'))
  const leaving = (onward: Position): Move => ({ to: crossOut(subnet, onward) })
  if (kind === 'igw') {
    return leaving({ kind: 'internet-gateway-out', gateway: id, vpc, ...(subnet && { subnet }) })
  }
  if (kind === 'eigw') {
    return leaving({ kind: 'egress-only-gateway-out', gateway: id, vpc, ...(subnet && { subnet }) })
  }
  if (kind === 'pcx') return leaving({ kind: 'peering-out', connection: id, vpc })
  if (kind === 'tgw') {
    return leaving({ kind: 'transit-gateway-from-vpc', gateway: id, vpc, ...(subnet && { subnet }) })
  }
  if (kind === 'vgw') return leaving({ kind: 'vpn-gateway-out', gateway: id, vpc })
  if (kind === 'nat') {
    const home = natGateways.get(fabric, id)?.record.SubnetId ?? ''
    return { to: crossInto(fabric, subnet, home, { kind: 'nat-gateway-out', nat: id, vpc }) }
  }
  if (kind === 'vpce') {
    const endpoint = vpcEndpoints.get(fabric, id)
    if (endpoint?.record.VpcEndpointType !== 'GatewayLoadBalancer') {
      return leaving({ kind: 'gateway-endpoint-out', endpoint: id, vpc })
    }
    const home = endpoint.record.SubnetIds?.[0] ?? ''
    const onward: Position = { kind: 'inspection-endpoint', endpoint: id, vpc }
    // Gateway Load Balancer guide, gateway-load-balancers, "Network ACLs": they judge on the way to the endpoint even
    // where it is in the sender's own subnet.
    if (subnet?.record.SubnetId === home) return leaving({ kind: 'subnet-in', subnet, onward })
    return { to: crossInto(fabric, subnet, home, onward) }
  }
  // What passes through a machine on the way is not seen to come from the first sender any more.
  const { sender: _, ...anonymous } = packet
  const eni = networkInterfaces.get(fabric, id)!
  const { SubnetId = '' } = eni.record
  return { to: crossInto(fabric, subnet, SubnetId, { kind: 'interface-in', eni }), packet: anonymous }
}
