import type { Ec2 } from '../../api/generated/types.d.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { zoneOf } from '../compiled/load-balancers.ts'
import { chooseRoute, tableOfSubnet } from '../compiled/routes.ts'
import type { Fabric } from '../fabric.ts'
import { targetOf } from '../rules/route.ts'
import type { Followed } from './following.ts'
import { componentOf } from './named-components.ts'
import type { ToldPath } from './told-path.ts'

// What an analysis tells besides. Reachability Analyzer guide, additional-detail-codes.

export function withAdditionalDetails(fabric: Fabric, told: ToldPath, followed: Followed): ToldPath {
  let zone: string | undefined
  const components = told.components.map((component): Ec2.PathComponent => {
    const eni = networkInterfaces.get(fabric, component.Component?.Id ?? '')
    const more: Ec2.AdditionalDetail[] = []
    if (eni) {
      const here = zoneOf(fabric, eni)
      if (zone !== undefined && zone !== here) more.push(detail(fabric, 'AVAILABILITY_ZONE_CROSSED', eni))
      zone = here
      if (hasNoWayBack(fabric, eni, followed)) {
        more.push(detail(fabric, 'RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY', eni))
      }
    }
    if (!more.length) return component
    return { ...component, AdditionalDetails: [...(component.AdditionalDetails ?? []), ...more] }
  })
  return { ...told, components }
}

const detail = (
  fabric: Fabric,
  AdditionalDetailType: string,
  { record }: NetworkInterface,
): Ec2.AdditionalDetail => ({
  AdditionalDetailType,
  Component: componentOf(fabric, record.NetworkInterfaceId ?? ''),
})

/** Whether what came to a VPC endpoint by a transit gateway has no route back to it. */
function hasNoWayBack(fabric: Fabric, eni: NetworkInterface, { forward: { hops } }: Followed): boolean {
  const i = hops.findIndex(
    ({ position }) => position.kind === 'service-endpoint' && position.eni.record === eni.record,
  )
  if (i < 0) return false
  const transit = hops.slice(0, i).findLast(({ position }) => position.kind === 'transit-gateway-out')
  if (transit?.position.kind !== 'transit-gateway-out') return false
  const table = tableOfSubnet(fabric, eni.record.VpcId ?? '', eni.record.SubnetId ?? '')
  const route = table && chooseRoute(fabric, table, hops[i]!.packet.source)
  return route === undefined || targetOf(route) !== transit.position.gateway
}
