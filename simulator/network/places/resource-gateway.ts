import type { Address } from '../../kernel/address.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { ephemeralPort } from '../ephemeral-ports.ts'
import { flowHash } from '../packet.ts'
import { place } from '../place.ts'
import type { ResourceGatewayNode } from '../positions.ts'
import { resourceAddress } from '../rules/resource-address.ts'
import { passing, takenOver } from '../taken-over.ts'

/** VPC Lattice user guide, resource-gateway: the resource sees an address of the gateway's in the client's zone. */
export const resourceGateway = place<ResourceGatewayNode, Address>({
  kind: 'resource-gateway',
  idOf: ({ eni }) => gatewayIdOf(eni.record.Description) ?? eni.record.NetworkInterfaceId ?? '',
  rules: [resourceAddress],
  next({ at: { eni, through }, packet, flow }, destination) {
    const { NetworkInterfaceId: id = '', Description } = eni.record
    const own = addressesOf(eni).filter((one) => typeof one === typeof destination)
    const source = own[flowHash(packet, id) % own.length] ?? packet.destination
    const gateway = gatewayIdOf(Description) ?? id
    return {
      to: { kind: 'interface-out', eni },
      packet: { ...packet, source, sourcePort: ephemeralPort(packet, gateway), destination, sender: id },
      notes: [
        ...(through
          ? [takenOver.note(id, { packet, back: { kind: 'hand-back', eni: through.endpoint.eni } })]
          : []),
        passing(flow, { kind: 'resource-gateway', id: gateway, interface: id, packet, idleSeconds: 350 }),
      ],
    }
  },
})

const gatewayIdOf = (description = ''): string | undefined => /\brgw-[0-9a-f]+$/.exec(description)?.[0]
