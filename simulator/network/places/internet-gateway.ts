import { publicPairsOf } from '../compiled/public-addresses.ts'
import { place } from '../place.ts'
import type { InternetGatewayIn, InternetGatewayOut } from '../positions.ts'
import { publicAccessIn, publicAccessOut } from '../rules/block-public-access.ts'
import {
  globalDestination,
  globalSource,
  internetGatewayAttached,
  type Leaving,
  notRedirected,
  publicSource,
  receiverAllowsInternet,
  senderAllowsInternet,
} from '../rules/internet-gateway.ts'
import { mtu } from '../rules/mtu.ts'

// EC2 user guide, network_mtu: traffic over an internet gateway is limited to 1500 bytes.
const internetMtu = 1500

/** Where it may go comes before where it is from: an address that nobody routes is the plainer mistake. */
export const internetGatewayOut = place<InternetGatewayOut, Leaving>({
  kind: 'internet-gateway-out',
  idOf: ({ gateway }) => gateway,
  rules: [
    globalDestination,
    publicSource,
    senderAllowsInternet,
    notRedirected,
    publicAccessOut,
    mtu(internetMtu),
  ],
  next({ packet }, { source }) {
    const { sender: _, ...anonymous } = packet
    return { to: { kind: 'internet' }, packet: { ...anonymous, source } }
  },
})

export const internetGatewayIn = place<InternetGatewayIn>({
  kind: 'internet-gateway-in',
  idOf: ({ gateway, vpc }) => gateway || vpc,
  rules: [internetGatewayAttached, globalSource, receiverAllowsInternet, publicAccessIn, mtu(internetMtu)],
  next({ packet, at: { gateway, vpc, eni } }) {
    const inside = eni && publicPairsOf(eni).toPrivate.get(packet.destination)
    return {
      to: { kind: 'vpc-in', vpc, gateway },
      ...(inside !== undefined && { packet: { ...packet, destination: inside } }),
    }
  },
})
