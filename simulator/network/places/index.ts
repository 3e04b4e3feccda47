import type { Place } from '../place.ts'
import type { Position } from '../positions.ts'
import { applianceForward } from './appliance-forward.ts'
import { balancerNode } from './balancer-node.ts'
import { directConnectGatewayOut } from './direct-connect-gateway.ts'
import { egressOnlyGatewayIn, egressOnlyGatewayOut } from './egress-only-gateway.ts'
import { gatewayEndpointIn, gatewayEndpointOut } from './gateway-endpoint.ts'
import { handBack } from './hand-back.ts'
import { inspectionAppliance } from './inspection-appliance.ts'
import { inspectionBack } from './inspection-back.ts'
import { inspectionEndpoint } from './inspection-endpoint.ts'
import { inspectionNode } from './inspection-node.ts'
import { interfaceIn } from './interface-in.ts'
import { interfaceOut } from './interface-out.ts'
import { internet } from './internet.ts'
import { internetGatewayIn, internetGatewayOut } from './internet-gateway.ts'
import { linkLocal } from './link-local.ts'
import { natGatewayBack, natGatewayOut } from './nat-gateway.ts'
import { peeringOut } from './peering-out.ts'
import { resourceGateway } from './resource-gateway.ts'
import { router } from './router.ts'
import { serviceEndpoint } from './service-endpoint.ts'
import { siteHostIn, siteHostOut } from './site-host.ts'
import { siteRouter } from './site-router.ts'
import { subnetIn, subnetOut } from './subnet-borders.ts'
import { transitGatewayFromVpc } from './transit-gateway-from-vpc.ts'
import { transitGatewayIn } from './transit-gateway-in.ts'
import { transitGatewayOut } from './transit-gateway-out.ts'
import { virtualInterfaceIn, virtualInterfaceOut } from './virtual-interface.ts'
import { vpcIn } from './vpc-in.ts'
import { vpcLocal } from './vpc-local.ts'
import { vpnConnectionIn, vpnConnectionOut } from './vpn-connection.ts'
import { vpnGatewayIn, vpnGatewayOut } from './vpn-gateway.ts'

const all = [
  applianceForward,
  balancerNode,
  egressOnlyGatewayIn,
  egressOnlyGatewayOut,
  gatewayEndpointIn,
  gatewayEndpointOut,
  handBack,
  inspectionAppliance,
  inspectionBack,
  inspectionEndpoint,
  inspectionNode,
  interfaceIn,
  interfaceOut,
  internet,
  internetGatewayIn,
  internetGatewayOut,
  linkLocal,
  natGatewayBack,
  natGatewayOut,
  peeringOut,
  resourceGateway,
  router,
  serviceEndpoint,
  subnetIn,
  subnetOut,
  transitGatewayFromVpc,
  transitGatewayIn,
  transitGatewayOut,
  directConnectGatewayOut,
  siteHostIn,
  siteHostOut,
  siteRouter,
  virtualInterfaceIn,
  virtualInterfaceOut,
  vpnConnectionIn,
  vpnConnectionOut,
  vpnGatewayIn,
  vpnGatewayOut,
  vpcIn,
  vpcLocal,
] as const

const byKind = new Map<Position['kind'], Place>(all.map((place) => [place.kind, place as Place]))

export function placeOf({ kind }: Position): Place {
  const place = byKind.get(kind)
  if (place) return place
  throw new Error(`There is no place of the kind "${kind}".`)
}
