import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Asking } from './asking.ts'
import type { Chapter, Row } from './inspection.ts'

// The rules of security groups: a chapter for each group that guards a thing.

export async function groupChapters({ ask }: Asking, groups: readonly string[]): Promise<Chapter[]> {
  const chapters: Chapter[] = []
  for (const group of new Set(groups)) {
    const { SecurityGroupRules = [] } = await ask('ec2', 'DescribeSecurityGroupRules', {
      Filters: [{ Name: 'group-id', Values: [group] }],
    })
    chapters.push(groupChapter(group, SecurityGroupRules, groups.length > 1))
  }
  return chapters
}

const groupChapter = (
  of: string,
  rules: readonly Ec2.SecurityGroupRule[],
  isOneOfSeveral: boolean,
): Chapter => ({
  kind: 'security-group',
  of,
  ...(rules.every(({ IsEgress }) => IsEgress)
    ? { note: 'nobody' as const }
    : isOneOfSeveral && { note: 'groups-add-up' as const }),
  table: {
    columns: ['direction', 'protocol', 'ports', 'peer', 'description'],
    rows: [...rules].sort((a, b) => Number(a.IsEgress) - Number(b.IsEgress)).map(rowOf),
  },
})

const rowOf = (rule: Ec2.SecurityGroupRule): Row => ({
  cells: [
    rule.IsEgress ? 'out' : 'in',
    protocolName(rule.IpProtocol),
    portsOf(rule.FromPort, rule.ToPort),
    rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? '',
    rule.Description ?? '',
  ],
})

const protocolNames: Readonly<Record<string, string>> = {
  '-1': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
}

export const protocolName = (protocol = '-1'): string => protocolNames[protocol] ?? protocol

export function portsOf(from: number | undefined, to: number | undefined): string {
  if (from === undefined || from === -1 || (from === 0 && to === 65535)) return 'all'
  return from === to ? String(from) : `${from}–${to}`
}
