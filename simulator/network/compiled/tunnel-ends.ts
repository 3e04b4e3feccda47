import { type Address, formatAddress } from '../../kernel/address.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import type { Fabric } from '../fabric.ts'
import { perTables } from '../remembered.ts'

export interface TunnelEnd {
  readonly connection: string
  /** Where AWS ends the tunnel; its own id where a connection has no gateway yet. */
  readonly gateway: string
}

const ends = perTables([vpnConnections.table], (store): ReadonlyMap<string, TunnelEnd> => {
  const there = vpnConnections.everyone({ store }).filter(({ record }) => record.State !== 'deleted')
  return new Map(
    there.flatMap(({ record }) => {
      const { VpnConnectionId: connection = '', VpnGatewayId, TransitGatewayId, Options } = record
      const end = { connection, gateway: VpnGatewayId ?? TransitGatewayId ?? connection }
      return (Options?.TunnelOptions ?? []).flatMap(({ OutsideIpAddress: address }) =>
        address === undefined ? [] : [[address, end] as const],
      )
    }),
  )
})

/** VPN user guide, your-cgw: the public address of AWS's end of a tunnel. */
export const tunnelEndAt = (fabric: Fabric, address: Address): TunnelEnd | undefined =>
  ends(fabric.store, '').get(formatAddress(address))
