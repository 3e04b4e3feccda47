import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Scope } from '../../world/held.ts'
import { customerGateways } from '../ec2/customer-gateways.ts'
import { transitGatewayAttachments } from '../ec2/transit-gateway-attachments.ts'
import { type VpnSide, vpnConnections } from '../ec2/vpn-connections.ts'
import { vpnGateways } from '../ec2/vpn-gateways.ts'
import type { Adoption } from './adoption.ts'

/** Whether lines to on premises work: as they are made, or as the moment was in which they were described. */
export type LineState = 'up' | 'as-described'

export function adoptVpnGateways(adoption: Adoption): void {
  adoption.takeAll('VpnGateways', vpnGateways, (record) => ({
    record: {
      State: 'available' as const,
      ...record,
      VpcAttachments: (record.VpcAttachments ?? []).map((one) => ({ State: 'attached' as const, ...one })),
    },
    side: {},
  }))
  adoption.takeAll('CustomerGateways', customerGateways, (record) => ({
    record: { State: 'available', ...record },
    side: {},
  }))
}

/** VPN connections, after the transit gateways: they may be attached to one. */
export function adoptVpnConnections(adoption: Adoption, lines: LineState): void {
  adoption.takeAll('VpnConnections', vpnConnections, (record) => ({
    record: completed(adoption, record, lines),
    side: sideOf(adoption, record.VpnConnectionId),
  }))
}

/** A connection that only the file of sites tells of. */
export function addVpnConnection(
  adoption: Adoption,
  home: Scope,
  told: Pick<
    Ec2.VpnConnection,
    'VpnConnectionId' | 'CustomerGatewayId' | 'VpnGatewayId' | 'TransitGatewayId' | 'Options'
  >,
): void {
  const record = completed(adoption, { Type: 'ipsec.1', ...told }, 'up')
  adoption.put(vpnConnections.table, { ...home, record, side: sideOf(adoption, told.VpnConnectionId) })
  adoption.assume(
    `${told.VpnConnectionId} is taken to be as the on-premises file says: no file of VPN connections tells of it`,
  )
}

function sideOf({ ctx }: Adoption, id = ''): VpnSide {
  const [held] = transitGatewayAttachments.by(ctx, 'vpn', id)
  if (!held) return {}
  const { learned } = held.side
  return { attachment: transitGatewayAttachments.idOf(held), ...(learned && { learned }) }
}

/** Older exports tell tunnels only in the text for the customer's device, and in the telemetry. */
function completed(adoption: Adoption, record: Ec2.VpnConnection, lines: LineState): Ec2.VpnConnection {
  const { VpnConnectionId, CustomerGatewayConfiguration: text = '', VgwTelemetry = [], Options } = record
  const told = outsideAddresses(text)
  const inTelemetry = VgwTelemetry.flatMap(({ OutsideIpAddress }) => OutsideIpAddress ?? [])
  const options: readonly Ec2.TunnelOption[] = Options?.TunnelOptions ?? []
  const known = options.flatMap(({ OutsideIpAddress }) => OutsideIpAddress ?? [])
  const all = [known, told, inTelemetry].find((one) => one.length) ?? []
  // VPN user guide, your-cgw: there are always two.
  const addresses = all.length ? all : ['tunnel-1', 'tunnel-2']
  const TunnelOptions = addresses.map((OutsideIpAddress, i) => ({ ...options[i], OutsideIpAddress }))
  const isStatic = Options?.StaticRoutesOnly ?? /NoBGPVPNConnection/.test(text)
  const wasDown = VgwTelemetry.length > 0 && VgwTelemetry.every(({ Status }) => Status !== 'UP')
  if (wasDown && lines === 'up') {
    adoption.assume(
      `${VpnConnectionId} is taken to be up: its tunnels were down when it was described (--lines as-described keeps them so)`,
    )
  }
  return {
    State: 'available',
    ...record,
    Options: { ...Options, StaticRoutesOnly: isStatic, TunnelOptions },
    Routes: (record.Routes ?? []).map((one) => ({ State: 'available' as const, ...one })),
    VgwTelemetry: addresses.map((OutsideIpAddress): Ec2.VgwTelemetry => {
      const before = VgwTelemetry.find((one) => one.OutsideIpAddress === OutsideIpAddress)
      const isUp = before === undefined || lines === 'up'
      return {
        AcceptedRouteCount: 0,
        ...before,
        OutsideIpAddress,
        ...(isUp && { Status: 'UP', StatusMessage: '' }),
      }
    }),
  }
}

/** VPN user guide, your-cgw: each tunnel's end at AWS, in the text that AWS makes for the customer's device. */
const outsideAddresses = (text: string): string[] =>
  [...text.matchAll(/<ipsec_tunnel>(.*?)<\/ipsec_tunnel>/gs)].flatMap(([, tunnel = '']) => {
    const end = /<vpn_gateway>(.*?)<\/vpn_gateway>/s.exec(tunnel)?.[1] ?? ''
    return /<tunnel_outside_address>\s*<ip_address>([^<]+)</.exec(end)?.[1]?.trim() ?? []
  })
