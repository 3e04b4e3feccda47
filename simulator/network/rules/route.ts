import type { Ec2 } from '../../api/generated/types.d.ts'
import { parsePrefix, prefixContains } from '../../kernel/address.ts'
import { isDown } from '../../services/fault/faults.ts'
import { chooseRoute } from '../compiled/routes.ts'
import type { HeldSubnet, Router } from '../positions.ts'
import { perRecord } from '../remembered.ts'
import { drop, pass, type Rule } from '../rule.ts'

/** The route that was chosen, or that none is needed because both ends are in one subnet. */
export type RouteFound = Ec2.Route | 'same-subnet'

export const route: Rule<Router, RouteFound> = {
  id: 'route',
  question: 'Does the route table have a route for the destination?',
  judge({ fabric, packet, at: { table, subnet } }) {
    const { RouteTableId = '' } = table.record
    // Traffic inside a subnet is not routed, so no table can lead it elsewhere.
    if (subnet && isInSubnet(subnet, packet.destination)) {
      return pass('same-subnet', [subnet.record.SubnetId ?? ''], { found: 'same-subnet' as const })
    }
    const chosen = chooseRoute(fabric, table, packet.destination)
    if (!chosen) return drop('no-route', [RouteTableId])
    const detail = { route: chosen }
    if (chosen.State === 'blackhole')
      return drop('route-is-blackhole', [RouteTableId, targetOf(chosen)], detail)
    if (isDown(fabric, targetOf(chosen))) return drop('struck-by-fault', [targetOf(chosen)], detail)
    return pass('route-found', [RouteTableId, targetOf(chosen)], { found: chosen, detail })
  },
}

/** What a route leads to. */
export const targetOf = (route: Ec2.Route): string =>
  route.GatewayId ??
  route.NatGatewayId ??
  route.NetworkInterfaceId ??
  route.TransitGatewayId ??
  route.VpcPeeringConnectionId ??
  route.EgressOnlyInternetGatewayId ??
  route.InstanceId ??
  ''

const blocksOf = perRecord(({ record }: HeldSubnet) =>
  [record.CidrBlock, ...(record.Ipv6CidrBlockAssociationSet ?? []).map((one) => one.Ipv6CidrBlock)].flatMap(
    (cidr) => parsePrefix(cidr ?? '')?.prefix ?? [],
  ),
)

export const isInSubnet = (subnet: HeldSubnet, address: Parameters<typeof prefixContains>[1]): boolean =>
  blocksOf(subnet).some((prefix) => prefixContains(prefix, address))
