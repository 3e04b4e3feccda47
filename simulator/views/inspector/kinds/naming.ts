import { groupChapters } from '../groups.ts'
import type { Looks } from '../seen.ts'

// Names: hosted zones, resolver endpoints and rules.

export const namingLooks: Looks = {
  async 'route53:hosted-zone'({ id, ask }) {
    const zone = await ask('route53', 'GetHostedZone', { Id: id })
    const { ResourceRecordSets = [] } = await ask('route53', 'ListResourceRecordSets', { HostedZoneId: id })
    const { HostedZone, VPCs = [] } = zone
    return {
      record: HostedZone && { ...HostedZone, ...(VPCs.length && { VPCs }) },
      chapters: [
        {
          kind: 'records',
          table: {
            columns: ['name', 'type', 'value', 'description'],
            rows: ResourceRecordSets.map((one) => ({
              cells: [
                one.Name ?? '',
                one.Type ?? '',
                one.AliasTarget?.DNSName ?? (one.ResourceRecords ?? []).map(({ Value }) => Value).join(' '),
                one.AliasTarget ? 'alias' : `TTL ${one.TTL ?? ''}`,
              ],
            })),
          },
        },
      ],
      troubles:
        HostedZone?.Config?.PrivateZone && !VPCs.length
          ? ['It is private and associated with no VPC: nobody asks it.']
          : [],
    }
  },

  async 'route53resolver:resolver-endpoint'(asking) {
    const { id, ask } = asking
    const { ResolverEndpoint } = await ask('route53resolver', 'GetResolverEndpoint', {
      ResolverEndpointId: id,
    })
    const { IpAddresses = [] } = await ask('route53resolver', 'ListResolverEndpointIpAddresses', {
      ResolverEndpointId: id,
    })
    const { ResolverRules = [] } = await ask('route53resolver', 'ListResolverRules', {
      Filters: [{ Name: 'ResolverEndpointId', Values: [id] }],
    })
    return {
      record: ResolverEndpoint,
      state: ResolverEndpoint?.Status,
      chapters: [
        {
          kind: 'hosts',
          table: {
            columns: ['address', 'resource', 'state'],
            rows: IpAddresses.map(({ Ip = '', SubnetId = '', Status = '' }) => ({
              cells: [Ip, SubnetId, Status],
            })),
          },
        },
        ...(ResolverRules.length
          ? [
              {
                kind: 'resolving' as const,
                table: {
                  columns: ['resource', 'name', 'target'] as const,
                  rows: ResolverRules.map((one) => ({
                    cells: [
                      one.Id ?? '',
                      one.DomainName ?? '',
                      (one.TargetIps ?? []).map(({ Ip }) => Ip).join(', '),
                    ],
                  })),
                },
              },
            ]
          : []),
        ...(await groupChapters(asking, ResolverEndpoint?.SecurityGroupIds ?? [])),
      ],
      troubles:
        ResolverEndpoint?.Direction === 'OUTBOUND' && !ResolverRules.length
          ? ['No rule sends anything through it.']
          : [],
    }
  },

  async 'route53resolver:resolver-rule'({ id, ask }) {
    const { ResolverRule } = await ask('route53resolver', 'GetResolverRule', { ResolverRuleId: id })
    const { ResolverRuleAssociations = [] } = await ask('route53resolver', 'ListResolverRuleAssociations', {
      Filters: [{ Name: 'ResolverRuleId', Values: [id] }],
    })
    return {
      record: ResolverRule,
      chapters: [
        {
          kind: 'associations',
          table: {
            columns: ['resource', 'state'],
            rows: ResolverRuleAssociations.map(({ VPCId = '', Status = '' }) => ({ cells: [VPCId, Status] })),
          },
        },
      ],
      troubles: ResolverRuleAssociations.length ? [] : ['It is associated with no VPC: nobody asks by it.'],
    }
  },
}
