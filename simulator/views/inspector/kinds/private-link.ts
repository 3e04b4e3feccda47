import type { Ec2 } from '../../../api/generated/types.d.ts'
import type { Asking } from '../asking.ts'
import { groupChapters } from '../groups.ts'
import type { Chapter } from '../inspection.ts'
import { policyChapter } from '../policy.ts'
import { type Looks, present } from '../seen.ts'

// VPC endpoints and endpoint services.

export const privateLinkLooks: Looks = {
  async 'ec2:vpc-endpoint'(asking) {
    const { id, ask } = asking
    const { VpcEndpoints } = await ask('ec2', 'DescribeVpcEndpoints', { VpcEndpointIds: [id] })
    const record = VpcEndpoints?.[0]
    const groups = (record?.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? [])
    return {
      record,
      state: record?.State,
      chapters: [
        ...namesChapter(record),
        ...(await groupChapters(asking, groups)),
        ...policyChapter(record?.PolicyDocument),
        ...(await tablesChapter(asking, record)),
      ],
      troubles: await troublesOf(asking, record),
    }
  },

  async 'ec2:vpc-endpoint-service'({ id, ask }) {
    const services = await ask('ec2', 'DescribeVpcEndpointServiceConfigurations', { ServiceIds: [id] })
    const record = services.ServiceConfigurations?.[0]
    const { AllowedPrincipals = [] } = await ask('ec2', 'DescribeVpcEndpointServicePermissions', {
      ServiceId: id,
    })
    const { VpcEndpointConnections = [] } = await ask('ec2', 'DescribeVpcEndpointConnections', {
      Filters: [{ Name: 'service-id', Values: [id] }],
    })
    const waiting = VpcEndpointConnections.filter(({ VpcEndpointState = '' }) => isWaiting(VpcEndpointState))
    const { State, Name } = record?.PrivateDnsNameConfiguration ?? {}
    return {
      record,
      state: record?.ServiceState,
      chapters: [
        {
          kind: 'permissions',
          ...(AllowedPrincipals.length ? {} : { note: 'nobody' as const }),
          table: {
            columns: ['principal', 'type'],
            rows: AllowedPrincipals.map(({ Principal = '', PrincipalType = '' }) => ({
              cells: [Principal, PrincipalType],
            })),
          },
        },
        {
          kind: 'connections',
          table: {
            columns: ['endpoint', 'owner', 'state'],
            rows: VpcEndpointConnections.map((one) => ({
              cells: [one.VpcEndpointId ?? '', one.VpcEndpointOwner ?? '', one.VpcEndpointState ?? ''],
            })),
          },
        },
      ],
      troubles: [
        ...waiting.map(({ VpcEndpointId }) => `${VpcEndpointId} waits to be accepted.`),
        ...(record?.PrivateDnsName && State !== 'verified'
          ? [
              `The private DNS name is not verified (${State}): it needs a TXT record${Name ? ` ${Name}` : ''} in public DNS.`,
            ]
          : []),
      ],
    }
  },
}

const namesChapter = (record: Ec2.VpcEndpoint | undefined): Chapter[] =>
  record?.DnsEntries?.length
    ? [
        {
          kind: 'names',
          table: {
            columns: ['name', 'value'],
            rows: record.DnsEntries.map(({ DnsName = '', HostedZoneId = '' }) => ({
              cells: [DnsName, HostedZoneId],
            })),
          },
        },
      ]
    : []

/** Where packets are led to it. */
async function tablesChapter({ id, ask }: Asking, record: Ec2.VpcEndpoint | undefined): Promise<Chapter[]> {
  const own = (record?.RouteTableIds ?? []).map((table) => [table, 'prefix list'])
  const led =
    record?.VpcEndpointType === 'GatewayLoadBalancer'
      ? await ask('ec2', 'DescribeRouteTables', { Filters: [{ Name: 'route.gateway-id', Values: [id] }] })
      : {}
  const found = (led.RouteTables ?? []).flatMap(({ RouteTableId = '', Routes = [] }) =>
    Routes.filter(({ GatewayId }) => GatewayId === id).map(({ DestinationCidrBlock = '' }) => [
      RouteTableId,
      DestinationCidrBlock,
    ]),
  )
  const rows = [...own, ...found].map((cells) => ({ cells }))
  return rows.length ? [{ kind: 'associations', table: { columns: ['table', 'destination'], rows } }] : []
}

async function troublesOf({ ask }: Asking, record: Ec2.VpcEndpoint | undefined): Promise<string[]> {
  if (!record) return []
  const {
    VpcEndpointType: type,
    State,
    VpcId = '',
    PrivateDnsEnabled,
    Groups = [],
    RouteTableIds = [],
  } = record
  const named = async (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    ask('ec2', 'DescribeVpcAttribute', { VpcId, Attribute })
  const lacksNames =
    PrivateDnsEnabled &&
    !(
      (await named('enableDnsSupport')).EnableDnsSupport?.Value &&
      (await named('enableDnsHostnames')).EnableDnsHostnames?.Value
    )
  const { SecurityGroupRules = [] } = Groups.length
    ? await ask('ec2', 'DescribeSecurityGroupRules', {
        Filters: [{ Name: 'group-id', Values: Groups.flatMap(({ GroupId }) => GroupId ?? []) }],
      })
    : {}
  const admitsNobody = type === 'Interface' && SecurityGroupRules.every(({ IsEgress }) => IsEgress)
  return present([
    isWaiting(State ?? '') ? 'The provider of the service has not accepted it yet.' : undefined,
    State?.toLowerCase() === 'rejected' ? 'The provider of the service has rejected it.' : undefined,
    lacksNames
      ? 'Its private DNS names answer nobody: the VPC has enableDnsSupport or enableDnsHostnames off.'
      : undefined,
    admitsNobody ? 'Its security groups admit nobody: no rule lets anything in.' : undefined,
    type === 'Gateway' && !RouteTableIds.length ? 'No route table leads to it.' : undefined,
    record.LastError?.Message,
  ])
}

/** Interface endpoints spell their states otherwise than those for gateways do. */
const isWaiting = (state: string): boolean => state.toLowerCase() === 'pendingacceptance'
