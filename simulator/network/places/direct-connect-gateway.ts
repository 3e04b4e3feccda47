import type { WayToSite } from '../compiled/ways-to-sites.ts'
import { place } from '../place.ts'
import type { DirectConnectGatewayOut } from '../positions.ts'
import { directConnectAssociated, directConnectRoute } from '../rules/direct-connect.ts'

/** It only says which virtual interface is taken: a Direct Connect gateway is not in the way of packets. */
export const directConnectGatewayOut = place<DirectConnectGatewayOut, WayToSite>({
  kind: 'direct-connect-gateway-out',
  idOf: ({ gateway }) => gateway,
  rules: [directConnectAssociated, directConnectRoute],
  next: (_, { line }) => ({ to: { kind: 'virtual-interface-out', line } }),
})
