import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { liesIn } from '../compiled/prefix-sets.ts'
import { tunnelUp } from '../compiled/ways-to-sites.ts'
import type { VpnConnectionIn, VpnConnectionOut } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

type OnConnection = VpnConnectionIn | VpnConnectionOut

export const tunnelIsUp: Rule<OnConnection> = {
  id: 'tunnel-is-up',
  question: 'Is a tunnel of the VPN connection up?',
  judge({ fabric, at: { connection } }) {
    const held = vpnConnections.get(fabric, connection)
    const tunnel = held && tunnelUp(fabric.store, held)
    if (tunnel === undefined) return drop('vpn-tunnels-are-down', [connection])
    return pass('tunnel-is-up', [connection, tunnel])
  },
}

/** EC2 API reference, VpnConnectionOptions: the local network is on premises, the remote one on AWS's side. */
export const vpnNetworks: Rule<OnConnection> = {
  id: 'vpn-networks',
  question: 'Is the packet between the networks that the VPN connection was made for?',
  judge({ fabric, packet: { source, destination }, at }) {
    const { LocalIpv4NetworkCidr = everywhere, RemoteIpv4NetworkCidr = everywhere } =
      vpnConnections.get(fabric, at.connection)?.record.Options ?? {}
    const isOut = at.kind === 'vpn-connection-out'
    const [onPremises, atAws] = isOut ? [destination, source] : [source, destination]
    const isBetween = liesIn([LocalIpv4NetworkCidr], onPremises) && liesIn([RemoteIpv4NetworkCidr], atAws)
    if (isBetween) return pass('within-the-vpn-networks')
    const note = `The local network is ${LocalIpv4NetworkCidr}, the remote one ${RemoteIpv4NetworkCidr}.`
    return drop('outside-the-vpn-networks', [at.connection], { note })
  },
}

const everywhere = '0.0.0.0/0'
