import { internetGateways } from '../../services/ec2/internet-gateways.ts'
import { peeringConnections, vpcIdsOf } from '../../services/ec2/vpc-peering-connections.ts'
import type { Fabric } from '../fabric.ts'
import type { Position } from '../positions.ts'
import { vpcOfGateway } from '../rules/vpn-gateway.ts'
import { publicBlocks } from './header-space.ts'
import { blocksRoutedTo, hostIn, ipv4Of, type Side, someHost, someSite, startAt } from './side.ts'

// Gateways and peering connections as ends of paths.

export function internetGateway(fabric: Fabric, gateway: string): Side | undefined {
  const held = internetGateways.get(fabric, gateway)
  if (!held) return undefined
  const attached = (held.record.Attachments ?? []).map(({ VpcId = '' }) => VpcId)
  return {
    id: gateway,
    vpcs: attached,
    interfaces: [],
    isPublic: true,
    starts: ({ interfaces }) =>
      attached.map((vpc) => {
        const [eni] = interfaces.filter(({ record }) => record.VpcId === vpc)
        const position: Position = { kind: 'internet-gateway-in', gateway, vpc, ...(eni && { eni }) }
        return { position, blocks: publicBlocks, typical: [someHost] }
      }),
    addresses: () => [someHost],
    isReached: (position) => position.kind === 'internet-gateway-out' && position.gateway === gateway,
    answersFrom: () => ({ kind: 'internet' }),
  }
}

export function vpnGateway(fabric: Fabric, gateway: string): Side {
  const vpc = vpcOfGateway(fabric, gateway)
  const attached = vpc === undefined ? [] : [vpc]
  const routed = blocksRoutedTo(fabric, attached, gateway)
  const blocks = routed.length ? routed : [someSite]
  return {
    id: gateway,
    vpcs: attached,
    interfaces: [],
    starts: () => attached.map(() => startAt({ kind: 'vpn-gateway-in', gateway, line: '' }, blocks)),
    addresses: () => blocks.map(hostIn),
    isReached: (position) => position.kind === 'vpn-gateway-out' && position.gateway === gateway,
    answersFrom: () => ({ kind: 'vpn-gateway-in', gateway, line: '' }),
    beyond: ['vpn-gateway-has-no-way'],
  }
}

export function peering(fabric: Fabric, connection: string): Side | undefined {
  const held = peeringConnections.get(fabric, connection)
  if (!held) return undefined
  const ends = vpcIdsOf(held)
  const otherOf = (vpc: string) => ends.find((one) => one !== vpc) ?? ''
  return {
    id: connection,
    vpcs: ends,
    interfaces: [],
    starts: (to) =>
      ends
        .filter((vpc) => !to.vpcs.length || to.vpcs.includes(vpc))
        .map((vpc) => startAt({ kind: 'vpc-in', vpc, gateway: connection }, ipv4Of(fabric, otherOf(vpc)))),
    addresses: (from) =>
      ends
        .filter((vpc) => from.vpcs.includes(vpc))
        .flatMap((vpc) =>
          [...blocksRoutedTo(fabric, [vpc], connection), ...ipv4Of(fabric, otherOf(vpc))].map(hostIn),
        ),
    isReached: (position) => position.kind === 'peering-out' && position.connection === connection,
    answersFrom: (position) =>
      'vpc' in position && position.vpc !== undefined
        ? { kind: 'vpc-in', vpc: position.vpc, gateway: connection }
        : undefined,
  }
}
