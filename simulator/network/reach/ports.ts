import { securityGroupRules } from '../../services/ec2/security-group-rules.ts'
import type { Fabric } from '../fabric.ts'
import { icmp, tcp, udp } from '../packet.ts'
import { perTables } from '../remembered.ts'
import type { Wire } from './matrix.ts'

const always: readonly Wire[] = [
  { protocol: tcp, port: 22 },
  { protocol: tcp, port: 443 },
  { protocol: icmp, port: 0 },
]

const known = perTables([securityGroupRules.table], (store): readonly Wire[] => {
  const wires = new Map(always.map((wire) => [`${wire.protocol}/${wire.port}`, wire]))
  for (const { record } of securityGroupRules.everyone({ store })) {
    const protocol = record.IpProtocol === 'tcp' ? tcp : record.IpProtocol === 'udp' ? udp : undefined
    if (protocol === undefined) continue
    for (const port of [record.FromPort, record.ToPort]) {
      if (port === undefined || port < 1 || port === 65535) continue
      wires.set(`${protocol}/${port}`, { protocol, port })
    }
  }
  return [...wires.values()].sort((a, b) => a.protocol - b.protocol || a.port - b.port)
})

/** The protocols and ports that are worth asking about: those at which any rule begins or ends, and the usual ones. */
export const interestingWires = (fabric: Fabric): readonly Wire[] => known(fabric.store, '')
