import { covers, parsePrefix } from '../../kernel/address.ts'
import { PrefixMap } from '../../kernel/prefix-map.ts'
import type { Store } from '../../kernel/store.ts'
import { blocksBehind } from '../../services/directconnect/associated-gateways.ts'
import {
  associations,
  associationsOfGateway,
  carries,
  type HeldAssociation,
} from '../../services/directconnect/associations.ts'
import { type HeldInterface, virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { faults } from '../../services/fault/faults.ts'
import { siteLinkPartners } from '../../services/onprem/announced-by-aws.ts'
import { publicPrefixes } from '../../services/onprem/public-prefixes.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { Position } from '../positions.ts'
import { perTables } from '../remembered.ts'
import { prefixesOver } from './ways-to-sites.ts'

// Where a virtual interface leads into AWS.

type Leads = readonly (readonly [cidr: string, to: Position])[]

const leads = perTables(
  [virtualInterfaces.table, associations.table, vpnGateways.table, vpcs.table, faults],
  (store, line): PrefixMap<Position> => {
    const held = virtualInterfaces.get({ store }, line)
    return new PrefixMap(
      (held ? leadsOf(store, held) : []).flatMap(([cidr, to]) => {
        const prefix = parsePrefix(cidr)?.prefix
        return prefix ? [[prefix, to] as const] : []
      }),
    )
  },
)

/** Where a packet goes that comes in over a virtual interface; undefined where AWS announces nothing that fits. */
export const behindVirtualInterface = (fabric: Fabric, line: string, packet: Packet): Position | undefined =>
  leads(fabric.store, line).lookup(packet.destination)?.value

function leadsOf(store: Store, held: HeldInterface): Leads {
  const {
    virtualInterfaceId: line = '',
    virtualInterfaceType,
    virtualGatewayId,
    directConnectGatewayId,
  } = held.record
  // "Traffic must be destined to Amazon public prefixes."
  if (virtualInterfaceType === 'public') return publicPrefixes().map((cidr) => [cidr, { kind: 'internet' }])
  // The gateway itself says what it takes.
  if (virtualGatewayId) {
    const to: Position = { kind: 'vpn-gateway-in', gateway: virtualGatewayId, line }
    return ['0.0.0.0/0', '::/0'].map((cidr) => [cidr, to])
  }
  if (directConnectGatewayId === undefined) return []
  const linked = held.record.siteLinkEnabled ? siteLinkPartners({ store }, held) : []
  return [
    ...linked.flatMap((other): Leads => {
      const to: Position = { kind: 'virtual-interface-out', line: virtualInterfaces.idOf(other) }
      return prefixesOver(store, other).map((cidr) => [cidr, to])
    }),
    ...associationsOfGateway({ store }, directConnectGatewayId)
      .filter(carries)
      .flatMap((one): Leads => {
        const to = entryOf(one, line)
        return to ? announcedBehind(store, one).map((cidr) => [cidr, to]) : []
      }),
  ]
}

/**
 * Direct Connect guide, allowed-to-prefixes: of a virtual private gateway, the VPC's blocks that an allowed prefix
 * covers; of a transit gateway, the allowed prefixes themselves.
 */
function announcedBehind(store: Store, { record }: HeldAssociation): readonly string[] {
  const allowed = (record.allowedPrefixesToDirectConnectGateway ?? []).flatMap(({ cidr }) => cidr ?? [])
  if (record.virtualGatewayId === undefined) return allowed
  return blocksBehind({ store }, record.virtualGatewayId).filter((block) =>
    allowed.some((one) => covers(one, block)),
  )
}

function entryOf({ record, side }: HeldAssociation, line: string): Position | undefined {
  const { associatedGateway, virtualGatewayId } = record
  if (virtualGatewayId !== undefined) return { kind: 'vpn-gateway-in', gateway: virtualGatewayId, line }
  if (side.attachment === undefined || associatedGateway?.id === undefined) return undefined
  return { kind: 'transit-gateway-in', gateway: associatedGateway.id, attachment: side.attachment }
}
