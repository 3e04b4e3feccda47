import { formatAddress } from '../../kernel/address.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { interfaceAt } from '../compiled/addresses.ts'
import { subnetWith } from '../compiled/vpc-blocks.ts'
import type { Fabric } from '../fabric.ts'
import { resolverAddressOf } from '../link-local.ts'
import type { Packet } from '../packet.ts'
import type { VpcLocal } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

export const neighbor: Rule<VpcLocal, NetworkInterface> = {
  id: 'neighbor',
  question: 'Does a network interface of the VPC have the destination address?',
  judge({ fabric, packet, at }) {
    const found = interfaceAt(fabric, at.vpc, packet.destination)
    if (!found) {
      // Who is in the VPC asks it elsewhere: what comes here for it is from a peer or from on premises.
      const isResolver = resolverAddressOf(fabric, at.vpc) === packet.destination
      const reason = isResolver ? 'resolver-serves-its-vpc-only' : reasonOfAbsence(fabric, at, packet)
      return drop(reason, [at.vpc, formatAddress(packet.destination)])
    }
    return pass('address-found', [found.record.NetworkInterfaceId ?? ''], { found })
  },
}

const reasonOfAbsence = (fabric: Fabric, { vpc }: VpcLocal, { destination }: Packet) =>
  subnetWith(fabric, vpc, destination) === undefined ? 'no-subnet-has-the-address' : 'nobody-has-the-address'
