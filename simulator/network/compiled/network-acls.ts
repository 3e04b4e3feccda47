import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Prefix, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { networkAclAssociations } from '../../services/ec2/network-acl-associations.ts'
import { networkAcls } from '../../services/ec2/network-acls.ts'
import type { Fabric } from '../fabric.ts'
import { isIcmp, type Packet, tcp, udp } from '../packet.ts'
import { perRecord, perTables } from '../remembered.ts'

interface Entry {
  readonly record: Ec2.NetworkAclEntry
  readonly protocol: number
  readonly prefix: Prefix | undefined
}

interface CompiledAcl {
  readonly id: string
  readonly in: readonly Entry[]
  readonly out: readonly Entry[]
}

const compile = perRecord((acl: Ec2.NetworkAcl): CompiledAcl => {
  const entries = [...(acl.Entries ?? [])]
    .sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0))
    .map((record) => ({
      record,
      protocol: Number(record.Protocol ?? -1),
      prefix: parsePrefix(record.CidrBlock ?? record.Ipv6CidrBlock ?? '')?.prefix,
    }))
  return {
    id: acl.NetworkAclId ?? '',
    in: entries.filter(({ record }) => !record.Egress),
    out: entries.filter(({ record }) => record.Egress),
  }
})

const idOfSubnet = perTables(
  [networkAclAssociations.table],
  (store, subnet) => networkAclAssociations.by({ store }, 'subnet', subnet)[0]?.record.NetworkAclId,
)

/** The network ACL of a subnet. */
export function aclOfSubnet(fabric: Fabric, subnet: string): CompiledAcl | undefined {
  const acl = networkAcls.get(fabric, idOfSubnet(fabric.store, subnet) ?? '')
  return acl && compile(acl.record)
}

/** The entry that decides: the first, by number, that the packet matches. */
export function decidingEntry(
  acl: CompiledAcl,
  direction: 'in' | 'out',
  packet: Packet,
): Ec2.NetworkAclEntry | undefined {
  const peer = direction === 'in' ? packet.source : packet.destination
  return acl[direction].find(
    (entry) => isTrafficOf(entry, packet) && entry.prefix && prefixContains(entry.prefix, peer),
  )?.record
}

// EC2 API reference, NetworkAclEntry: with protocol -1 ports are not looked at; ICMP has types and codes, -1 for all.
function isTrafficOf({ record, protocol }: Entry, packet: Packet): boolean {
  if (protocol === -1) return true
  if (protocol !== packet.protocol) return false
  if (isIcmp(packet)) {
    const { Type = -1, Code = -1 } = record.IcmpTypeCode ?? {}
    return (Type === -1 || Type === packet.type) && (Code === -1 || Code === packet.code)
  }
  if (packet.protocol !== tcp && packet.protocol !== udp) return true
  const { From = 0, To = 65535 } = record.PortRange ?? {}
  return From <= packet.destinationPort && packet.destinationPort <= To
}
