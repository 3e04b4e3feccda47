import type { Ec2 } from '../../api/generated/types.d.ts'
import { portsOf, protocolName } from './groups.ts'
import type { Chapter } from './inspection.ts'

/** The last entry of every network ACL: who is asked for it says `*`, as AWS's console does. */
const lastEntry = 32767

export function aclChapter(acl: Ec2.NetworkAcl, of?: string): Chapter {
  const entries = [...(acl.Entries ?? [])].sort(
    (a, b) => Number(a.Egress) - Number(b.Egress) || (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0),
  )
  return {
    kind: 'network-acl',
    note: 'first-entry',
    ...(of !== undefined && { of }),
    table: {
      columns: ['direction', 'number', 'action', 'protocol', 'ports', 'peer'],
      rows: entries.map(({ Egress, RuleNumber = 0, RuleAction = '', Protocol, PortRange, ...peer }) => ({
        cells: [
          Egress ? 'out' : 'in',
          RuleNumber >= lastEntry ? '*' : String(RuleNumber),
          RuleAction,
          protocolName(Protocol),
          portsOf(PortRange?.From, PortRange?.To),
          peer.CidrBlock ?? peer.Ipv6CidrBlock ?? '',
        ],
      })),
    },
  }
}
