import { contract } from '../../../../../simulator/api/contract.ts'
import type { Directconnect, Operations } from '../../../../../simulator/api/generated/types.d.ts'
import { announce, setBgpSession } from '../../../../../simulator/services/directconnect/bgp-sessions.ts'
import { plugIn, unplug } from '../../../../../simulator/services/directconnect/link-states.ts'
import type { Input, Output } from '../../../../../simulator/services/operation.ts'
import { account, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('directconnect')

type Dx = Operations['directconnect']
type Where = Parameters<TestCloud['ask']>[2]

/** A cloud with short words for what the tests of Direct Connect build again and again. */
export interface LinkWorld extends TestCloud {
  dx<N extends keyof Dx & string>(
    operation: N,
    input?: Input<'directconnect', N>,
    where?: Where,
  ): Output<'directconnect', N>
  refuses<N extends keyof Dx & string>(operation: N, input?: Input<'directconnect', N>, where?: Where): string
  /** A connection that was just ordered. */
  order(options?: Partial<Input<'directconnect', 'CreateConnection'>>, where?: Where): string
  /** A connection that works. */
  connection(options?: Partial<Input<'directconnect', 'CreateConnection'>>, where?: Where): string
  /** An interconnect that works. */
  interconnect(): string
  /** A Direct Connect gateway, ready. */
  gateway(options?: object, where?: Where): string
  /** A virtual private gateway, attached to a VPC of the block. */
  vgw(cidr: string, where?: Where): string
  tgw(AmazonSideAsn: number, where?: Where): string
  /** A private virtual interface, on a new connection unless one is given. */
  privateInterface(options: object, link?: string): string
  transitInterface(options: object, link?: string): string
  connectionState(id: string, where?: Where): string | undefined
  lagState(id: string): string | undefined
  shown(id: string, where?: Where): Directconnect.VirtualInterface
  plug(id: string): void
  pull(id: string): void
  session(id: string, isOpen: boolean, peer?: string): void
  announces(id: string, cidrs: string[]): void
}

export const location = 'EqDC2'
export const refusal = (text: string) => `DirectConnectClientException: ${text}`

export function linkWorld(): LinkWorld {
  const test = testCloud()
  const { call, refusedBy, pass, ask, cloud } = test
  const dx: LinkWorld['dx'] = (operation, input, where) => call('directconnect', operation, input, where)
  const order: LinkWorld['order'] = (options = {}, where) =>
    dx('CreateConnection', { location, bandwidth: '10Gbps', connectionName: 'line', ...options }, where)
      .connectionId!
  const connection: LinkWorld['connection'] = (options, where) => {
    const id = order(options, where)
    pass(3600)
    plugIn(cloud, id)
    return id
  }
  const ctx = { store: cloud.store, limit: () => 100 } as unknown as Parameters<typeof announce>[0]
  return {
    ...test,
    dx,
    refuses: (operation, input, where) => refusedBy('directconnect', operation, input, where),
    order,
    connection,
    interconnect() {
      const input = { interconnectName: 'carrier', bandwidth: '10Gbps', location }
      const id = dx('CreateInterconnect', input).interconnectId!
      pass(3600)
      plugIn(cloud, id)
      return id
    },
    gateway(options = {}, where) {
      const input = { directConnectGatewayName: 'hub', ...options }
      const made = dx('CreateDirectConnectGateway', input, where).directConnectGateway!
      pass(10)
      return made.directConnectGatewayId!
    },
    vgw(CidrBlock, where) {
      const { VpcId } = ask('CreateVpc', { CidrBlock }, where).Vpc!
      const { VpnGatewayId } = ask('CreateVpnGateway', { Type: 'ipsec.1' }, where).VpnGateway!
      pass(5)
      ask('AttachVpnGateway', { VpcId: VpcId!, VpnGatewayId: VpnGatewayId! }, where)
      pass(10)
      return VpnGatewayId!
    },
    tgw(AmazonSideAsn, where) {
      const made = ask('CreateTransitGateway', { Options: { AmazonSideAsn } }, where).TransitGateway!
      pass(120)
      return made.TransitGatewayId!
    },
    privateInterface(options, link = connection()) {
      const asked = { virtualInterfaceName: 'vif', vlan: 101, asn: 65000, ...options }
      const made = dx('CreatePrivateVirtualInterface', {
        connectionId: link,
        newPrivateVirtualInterface: asked,
      })
      return made.virtualInterfaceId!
    },
    transitInterface(options, link = connection()) {
      const asked = { virtualInterfaceName: 'vif', vlan: 101, asn: 65000, ...options }
      const made = dx('CreateTransitVirtualInterface', {
        connectionId: link,
        newTransitVirtualInterface: asked,
      })
      return made.virtualInterface!.virtualInterfaceId!
    },
    connectionState: (connectionId, where) =>
      dx('DescribeConnections', { connectionId }, where).connections![0]!.connectionState,
    lagState: (lagId) => dx('DescribeLags', { lagId }).lags![0]!.lagState,
    shown: (virtualInterfaceId, where) =>
      dx('DescribeVirtualInterfaces', { virtualInterfaceId }, where).virtualInterfaces![0]!,
    plug: (id) => plugIn(cloud, id),
    pull: (id) => unplug(cloud, id),
    session: (id, isOpen, peer) => setBgpSession(ctx, id, isOpen, peer),
    announces: (id, cidrs) => announce(ctx, id, cidrs),
  }
}

export const owner = account
