import type { Address } from '../../kernel/address.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { drop, pass, type Rule } from '../rule.ts'

// VPC user guide, work-with-nat-instances: an interface must be the source or destination of what it sends or
// receives, unless the check is turned off.

interface AtInterface {
  readonly eni: NetworkInterface
}

const isOwn = (eni: NetworkInterface, address: Address): boolean => addressesOf(eni).includes(address)

export const sourceCheck: Rule<AtInterface> = {
  id: 'source-check',
  question: 'Does the packet come from an address of the network interface?',
  judge({ packet, at: { eni } }) {
    if (isOwn(eni, packet.source)) return pass('its-own-source')
    if (eni.record.SourceDestCheck === false) return pass('no-source-check')
    return drop('not-its-own-source', [eni.record.NetworkInterfaceId ?? ''])
  },
}

export const destinationCheck: Rule<AtInterface> = {
  id: 'destination-check',
  question: 'Is the packet for an address of the network interface?',
  judge({ packet, at: { eni } }) {
    if (isOwn(eni, packet.destination)) return pass('its-own-destination')
    if (eni.record.SourceDestCheck === false) return pass('no-source-check')
    return drop('not-its-own-destination', [eni.record.NetworkInterfaceId ?? ''])
  },
}
