import type { Route53 } from '../../../api/generated/types.d.ts'
import type { Asking } from '../asking.ts'
import { groupChapters } from '../groups.ts'
import type { Chapter, NoteKind } from '../inspection.ts'
import { aclChapter } from '../network-acl.ts'
import { deadRoutes, routesChapter } from '../routes.ts'
import { type Looks, present } from '../seen.ts'

// VPCs and what lies in them: subnets, route tables, security groups, network ACLs, prefix lists.

/** The table that decides what leaves a subnet: its own, or else the VPC's main one. */
async function tableOf({ ask }: Asking, subnet: string, vpc: string) {
  const own = await ask('ec2', 'DescribeRouteTables', {
    Filters: [{ Name: 'association.subnet-id', Values: [subnet] }],
  })
  if (own.RouteTables?.[0]) return { table: own.RouteTables[0], note: 'own-table' as const }
  const main = await ask('ec2', 'DescribeRouteTables', {
    Filters: [
      { Name: 'vpc-id', Values: [vpc] },
      { Name: 'association.main', Values: ['true'] },
    ],
  })
  return main.RouteTables?.[0] && { table: main.RouteTables[0], note: 'main-table' as const }
}

/** What decides over packets at the edge of a subnet. */
export async function edgeOfSubnet(
  asking: Asking,
  subnet: string,
  vpc: string,
): Promise<{ readonly chapters: Chapter[]; readonly troubles: string[] }> {
  const found = await tableOf(asking, subnet, vpc)
  const acls = await asking.ask('ec2', 'DescribeNetworkAcls', {
    Filters: [{ Name: 'association.subnet-id', Values: [subnet] }],
  })
  const acl = acls.NetworkAcls?.[0]
  return {
    chapters: present([
      found && routesChapter(found.table, found.note, found.table.RouteTableId),
      acl && aclChapter(acl, acl.NetworkAclId),
    ]),
    troubles: found ? deadRoutes(found.table) : [],
  }
}

export const networkLooks: Looks = {
  async 'ec2:vpc'({ id, ask, region }) {
    const { Vpcs } = await ask('ec2', 'DescribeVpcs', { VpcIds: [id] })
    const named = async (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
      ask('ec2', 'DescribeVpcAttribute', { VpcId: id, Attribute })
    const support = (await named('enableDnsSupport')).EnableDnsSupport?.Value
    const hostnames = (await named('enableDnsHostnames')).EnableDnsHostnames?.Value
    const { VpcEndpoints = [] } = await ask('ec2', 'DescribeVpcEndpoints', {
      Filters: [{ Name: 'vpc-id', Values: [id] }],
    })
    const { HostedZoneSummaries = [] } = await ask('route53', 'ListHostedZonesByVPC', {
      VPCId: id,
      VPCRegion: region as Route53.VPCRegion,
    })
    const wantsNames = VpcEndpoints.some(({ PrivateDnsEnabled }) => PrivateDnsEnabled)
    return {
      record: Vpcs?.[0],
      state: Vpcs?.[0]?.State,
      chapters: [
        {
          kind: 'resolving',
          facts: [
            { name: 'enableDnsSupport', value: String(support) },
            { name: 'enableDnsHostnames', value: String(hostnames) },
            ...HostedZoneSummaries.map(({ Name = '', HostedZoneId = '' }) => ({
              name: 'HostedZone',
              value: `${Name} ${HostedZoneId}`,
            })),
          ],
        },
      ],
      troubles: present([
        support
          ? undefined
          : 'Nothing in this VPC resolves names by the Amazon DNS server: enableDnsSupport is off.',
        wantsNames && !(support && hostnames)
          ? 'Private DNS names of its endpoints need both enableDnsSupport and enableDnsHostnames.'
          : undefined,
      ]),
    }
  },

  async 'ec2:subnet'(asking) {
    const { id, ask } = asking
    const { Subnets } = await ask('ec2', 'DescribeSubnets', { SubnetIds: [id] })
    const record = Subnets?.[0]
    return { record, state: record?.State, ...(await edgeOfSubnet(asking, id, record?.VpcId ?? '')) }
  },

  async 'ec2:route-table'({ id, ask }) {
    const { RouteTables } = await ask('ec2', 'DescribeRouteTables', { RouteTableIds: [id] })
    const record = RouteTables?.[0]
    const { Associations = [] } = record ?? {}
    const isGateways = Associations.some(({ GatewayId }) => GatewayId)
    const note: NoteKind = isGateways ? 'gateway-table' : 'most-specific'
    return {
      record,
      chapters: record
        ? [
            routesChapter(record, note),
            {
              kind: 'associations',
              table: {
                columns: ['resource', 'state'],
                rows: Associations.map((one) => ({
                  cells: [
                    one.Main ? `main table of ${record.VpcId}` : (one.SubnetId ?? one.GatewayId ?? ''),
                    one.AssociationState?.State ?? '',
                  ],
                })),
              },
            },
          ]
        : [],
      troubles: record ? deadRoutes(record) : [],
    }
  },

  async 'ec2:security-group'(asking) {
    const { id, ask } = asking
    const { SecurityGroups } = await ask('ec2', 'DescribeSecurityGroups', { GroupIds: [id] })
    const { NetworkInterfaces = [] } = await ask('ec2', 'DescribeNetworkInterfaces', {
      Filters: [{ Name: 'group-id', Values: [id] }],
    })
    return {
      record: SecurityGroups?.[0],
      chapters: [
        ...(await groupChapters(asking, [id])),
        {
          kind: 'associations',
          table: {
            columns: ['resource', 'address', 'description'],
            rows: NetworkInterfaces.map((one) => ({
              cells: [
                one.Attachment?.InstanceId ?? one.NetworkInterfaceId ?? '',
                one.PrivateIpAddress ?? '',
                one.Description ?? '',
              ],
            })),
          },
        },
      ],
    }
  },

  async 'ec2:network-acl'({ id, ask }) {
    const { NetworkAcls } = await ask('ec2', 'DescribeNetworkAcls', { NetworkAclIds: [id] })
    const record = NetworkAcls?.[0]
    return { record, chapters: record ? [aclChapter(record)] : [] }
  },

  async 'ec2:prefix-list'({ id, ask }) {
    const { PrefixLists } = await ask('ec2', 'DescribeManagedPrefixLists', { PrefixListIds: [id] })
    const { Entries = [] } = await ask('ec2', 'GetManagedPrefixListEntries', { PrefixListId: id })
    return {
      record: PrefixLists?.[0],
      chapters: [
        {
          kind: 'entries',
          table: {
            columns: ['destination', 'description'],
            rows: Entries.map(({ Cidr = '', Description = '' }) => ({ cells: [Cidr, Description] })),
          },
        },
      ],
    }
  },
}
