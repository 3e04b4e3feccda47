import { AwsError } from '../../api/error.ts'
import type { Servicediscovery } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { inUse, invalid, invalidToken, noSuchService, tagRefusals } from './errors.ts'
import { requireNamespace } from './namespaces.ts'
import { newId } from './operations.ts'

export interface ServiceSide {
  readonly tags: readonly Tag[]
  /** Goes up with every change of the instances. */
  readonly revision: number
}

export type CloudMapService = Held<Servicediscovery.Service, ServiceSide>

export const cloudMapServices = family<Servicediscovery.Service, ServiceSide>({
  service: 'servicediscovery',
  resource: 'service',
  id: 'Id',
  prefix: 'srv',
  missing: noSuchService,
  tags: { side: 'tags' },
  references: { namespace: { to: 'servicediscovery:namespace', read: ({ record }) => record.NamespaceId } },
  arn: ({ record }) => record.Arn ?? '',
  inUse: () =>
    inUse('Service contains registered instances; delete the instances before deleting the service'),
  view: ({ record }, ctx) => ({
    ...record,
    InstanceCount:
      ctx.families.all
        .find(({ name }) => name === 'servicediscovery:instance')
        ?.count(ctx, 'service', record.Id ?? '') ?? 0,
  }),
})

export const requireService = (ctx: Context, id: string): CloudMapService =>
  cloudMapServices.require(ctx, id.slice(id.lastIndexOf('/') + 1))

export const createService = operation(
  'servicediscovery',
  'CreateService',
  {
    fidelity: { simplified: 'Route 53 health checks of a service are kept and not made.' },
    source: 'Cloud Map API reference, CreateService',
  },
  (input, ctx) => {
    const { Name, DnsConfig, HealthCheckConfig, HealthCheckCustomConfig, Description } = input
    const namespaceId = input.NamespaceId ?? DnsConfig?.NamespaceId
    if (namespaceId === undefined) throw invalid('NamespaceId must be specified.')
    const { record: namespace } = requireNamespace(ctx, namespaceId)
    if (DnsConfig && namespace.Type === 'HTTP') {
      throw invalid('DnsConfig cannot be specified for a service in an HTTP namespace.')
    }
    if (HealthCheckConfig && HealthCheckCustomConfig) {
      throw invalid('HealthCheckConfig and HealthCheckCustomConfig are mutually exclusive.')
    }
    if (HealthCheckConfig && namespace.Type === 'DNS_PRIVATE') {
      throw invalid('HealthCheckConfig cannot be specified for a service in a private DNS namespace.')
    }
    const types = (DnsConfig?.DnsRecords ?? []).map(({ Type }) => Type)
    // The page of DnsRecord: a CNAME stands alone, and needs weighted routing.
    if (types.includes('CNAME') && (types.length > 1 || DnsConfig?.RoutingPolicy !== 'WEIGHTED')) {
      throw invalid('A CNAME record must be the only one, with the routing policy WEIGHTED.')
    }
    const others = cloudMapServices.by(ctx, 'namespace', namespace.Id ?? '')
    const same = others.find(({ record }) => record.Name?.toLowerCase() === Name.toLowerCase())
    if (same) {
      throw new AwsError('ServiceAlreadyExists', `Service already exists.`, 400, {
        CreatorRequestId: same.record.CreatorRequestId,
        ServiceId: same.record.Id,
        ServiceArn: same.record.Arn,
      })
    }
    const Id = newId(ctx, 'srv')
    const isDns = DnsConfig !== undefined && input.Type !== 'HTTP'
    const held = cloudMapServices.create(
      ctx,
      {
        Id,
        Arn: `arn:aws:servicediscovery:${ctx.region}:${ctx.account}:service/${Id}`,
        ResourceOwner: ctx.account,
        Name,
        NamespaceId: namespace.Id,
        ...(Description !== undefined && { Description }),
        ...(isDns && {
          DnsConfig: {
            NamespaceId: namespace.Id,
            RoutingPolicy: DnsConfig.RoutingPolicy ?? 'MULTIVALUE',
            DnsRecords: DnsConfig.DnsRecords,
          },
        }),
        Type: isDns ? 'DNS_HTTP' : 'HTTP',
        ...(HealthCheckConfig && { HealthCheckConfig }),
        ...(HealthCheckCustomConfig && { HealthCheckCustomConfig: { FailureThreshold: 1 } }),
        CreateDate: timestamp(ctx.now),
        CreatorRequestId: input.CreatorRequestId ?? Id,
        CreatedByAccount: ctx.account,
      },
      { tags: tagsWith([], input.Tags, tagRefusals), revision: 0 },
    )
    return { Service: cloudMapServices.print(ctx, held) }
  },
)

export const getService = operation(
  'servicediscovery',
  'GetService',
  { fidelity: 'exact', source: 'Cloud Map API reference, GetService' },
  ({ Id }, ctx) => ({ Service: cloudMapServices.print(ctx, requireService(ctx, Id)) }),
)

export const listServices = operation(
  'servicediscovery',
  'ListServices',
  { fidelity: 'exact', source: 'Cloud Map API reference, ListServices' },
  ({ Filters = [], MaxResults = 100, NextToken }, ctx) => {
    const found = cloudMapServices
      .list(ctx)
      .filter(({ record }) =>
        Filters.every(({ Name, Values }) =>
          Name === 'NAMESPACE_ID' ? Values.includes(record.NamespaceId ?? '') : Values.includes('SELF'),
        ),
      )
    const { items, next } = pageByToken(found, { size: MaxResults, token: NextToken }, invalidToken)
    const Services = items.map((held) => {
      const { NamespaceId: _, CreatorRequestId: __, ...summary } = cloudMapServices.print(ctx, held)
      return summary
    })
    return { Services, ...(next && { NextToken: next }) }
  },
)

export const deleteService = operation(
  'servicediscovery',
  'DeleteService',
  { fidelity: 'exact', source: 'Cloud Map API reference, DeleteService' },
  ({ Id }, ctx) => {
    cloudMapServices.delete(ctx, requireService(ctx, Id))
    return {}
  },
)
