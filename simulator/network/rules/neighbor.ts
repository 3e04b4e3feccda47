import { formatAddress } from '../../kernel/address.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { interfaceAt } from '../compiled/addresses.ts'
import type { VpcLocal } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

export const neighbor: Rule<VpcLocal, NetworkInterface> = {
  id: 'neighbor',
  question: 'Does a network interface of the VPC have the destination address?',
  judge({ fabric, packet, at }) {
    const found = interfaceAt(fabric, at.vpc, packet.destination)
    if (!found) return drop('nobody-has-the-address', [at.vpc, formatAddress(packet.destination)])
    return pass('address-found', [found.record.NetworkInterfaceId ?? ''], { found })
  },
}
