import { subnets } from '../../services/ec2/subnets.ts'
import { crossInto } from '../crossing.ts'
import { isLinkLocal } from '../link-local.ts'
import { place } from '../place.ts'
import type { InterfaceOut, Position } from '../positions.ts'
import { endpointInitiatesNothing } from '../rules/endpoint-available.ts'
import { interfaceInUse } from '../rules/interface-in-use.ts'
import { mtu } from '../rules/mtu.ts'
import { securityGroupEgress } from '../rules/security-group.ts'
import { sourceCheck } from '../rules/source-destination-check.ts'
import { routerOf } from '../subnet-router.ts'
import { straightBack } from '../taken-over.ts'
import { trackedFlows } from '../tracking.ts'

// EC2 user guide, network_mtu.
const jumboFrames = 9001

/** The security group stands at the interface itself, so it judges before anything of the subnet does. */
export const interfaceOut = place<InterfaceOut>({
  kind: 'interface-out',
  idOf: ({ eni }) => eni.record.NetworkInterfaceId ?? '',
  rules: [interfaceInUse, endpointInitiatesNothing, sourceCheck, securityGroupEgress, mtu(jumboFrames)],
  next({ fabric, packet, at: { eni }, flow }) {
    const { NetworkInterfaceId: id = '', SubnetId = '', VpcId = '' } = eni.record
    const isFirst = flow.direction === 'forward'
    const straight = isFirst ? undefined : straightBack.recall(flow, id)
    if (straight)
      return { to: crossInto(fabric, subnets.get(fabric, SubnetId), straight.subnet, straight.to) }
    const notes = isFirst ? [trackedFlows.note(id, true)] : undefined
    const to: Position = isLinkLocal(fabric, VpcId, packet.destination)
      ? { kind: 'link-local', eni }
      : routerOf(fabric, eni)
    return { to, ...(notes && { notes }) }
  },
})
