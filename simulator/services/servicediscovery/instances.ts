import { AwsError } from '../../api/error.ts'
import type { Servicediscovery } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { invalidToken, noSuchInstance } from './errors.ts'
import { putRecordsOf, recordsFor, removeRecordsOf } from './instance-records.ts'
import { namespaces } from './namespaces.ts'
import { beginOperation } from './operations.ts'
import { type CloudMapService, cloudMapServices, requireService } from './services.ts'

interface InstanceRecord extends Servicediscovery.Instance {
  /** An instance is known by its service and its id together. */
  readonly key: string
}

interface InstanceSide {
  readonly service: string
  /** As said by `update-instance-custom-health-status`. */
  readonly health?: Servicediscovery.CustomHealthStatus
}

export const instances = family<InstanceRecord, InstanceSide>({
  service: 'servicediscovery',
  resource: 'instance',
  id: 'key',
  prefix: 'servicediscovery:instance',
  missing: noSuchInstance,
  references: { service: { to: 'servicediscovery:service', read: ({ side }) => side.service } },
})

type Instance = ReturnType<typeof instances.require>

const keyOf = (service: string, id: string) => `${service}/${id}`

function requireInstance(ctx: Context, { record }: CloudMapService, id: string): Instance {
  const found = instances.find(ctx, keyOf(record.Id ?? '', id))
  if (found) return found
  throw noSuchInstance(id)
}

function addRevision(ctx: Context, service: CloudMapService): void {
  cloudMapServices.update(ctx, service, {}, { revision: service.side.revision + 1 })
}

const idsOf = ({ record }: CloudMapService, instance: string) => ({
  INSTANCE: instance,
  SERVICE: record.Id ?? '',
  NAMESPACE: record.NamespaceId ?? '',
})

export const registerInstance = operation(
  'servicediscovery',
  'RegisterInstance',
  {
    fidelity: {
      simplified: 'Records are there at once; addresses of EC2 instances and aliases are not looked up.',
    },
    source: 'Cloud Map API reference, RegisterInstance',
  },
  ({ ServiceId, InstanceId, Attributes, CreatorRequestId }, ctx) => {
    const service = requireService(ctx, ServiceId)
    const key = keyOf(cloudMapServices.idOf(service), InstanceId)
    const wanted = recordsFor(ctx, service, InstanceId, Attributes)
    const before = instances.get(ctx, key)
    // The page: registering again under the same id replaces the instance and its records.
    if (before) {
      removeRecordsOf(ctx, recordsFor(ctx, service, InstanceId, before.record.Attributes ?? {}))
      instances.update(ctx, before, { Attributes })
    } else {
      instances.create(
        ctx,
        {
          key,
          Id: InstanceId,
          ...(CreatorRequestId !== undefined && { CreatorRequestId }),
          Attributes,
          CreatedByAccount: ctx.account,
        },
        { service: cloudMapServices.idOf(service) },
      )
    }
    putRecordsOf(ctx, wanted)
    addRevision(ctx, service)
    return { OperationId: beginOperation(ctx, 'REGISTER_INSTANCE', idsOf(service, InstanceId)) }
  },
)

export const deregisterInstance = operation(
  'servicediscovery',
  'DeregisterInstance',
  {
    fidelity: { simplified: 'Records are gone at once.' },
    source: 'Cloud Map API reference, DeregisterInstance',
  },
  ({ ServiceId, InstanceId }, ctx) => {
    const service = requireService(ctx, ServiceId)
    const instance = requireInstance(ctx, service, InstanceId)
    removeRecordsOf(ctx, recordsFor(ctx, service, InstanceId, instance.record.Attributes ?? {}))
    instances.remove(ctx, instance)
    addRevision(ctx, service)
    return { OperationId: beginOperation(ctx, 'DEREGISTER_INSTANCE', idsOf(service, InstanceId)) }
  },
)

const print = ({ record: { key: _, ...instance } }: Instance): Servicediscovery.Instance => instance

export const getInstance = operation(
  'servicediscovery',
  'GetInstance',
  { fidelity: 'exact', source: 'Cloud Map API reference, GetInstance' },
  ({ ServiceId, InstanceId }, ctx) => ({
    ResourceOwner: ctx.account,
    Instance: print(requireInstance(ctx, requireService(ctx, ServiceId), InstanceId)),
  }),
)

export const listInstances = operation(
  'servicediscovery',
  'ListInstances',
  { fidelity: 'exact', source: 'Cloud Map API reference, ListInstances' },
  ({ ServiceId, MaxResults = 100, NextToken }, ctx) => {
    const all = instances.by(ctx, 'service', cloudMapServices.idOf(requireService(ctx, ServiceId)))
    const { items, next } = pageByToken(all, { size: MaxResults, token: NextToken }, invalidToken)
    const Instances = items.map((held) => {
      const { CreatorRequestId: _, ...summary } = print(held)
      return summary
    })
    return { ResourceOwner: ctx.account, Instances, ...(next && { NextToken: next }) }
  },
)

/** Without health checks an instance's health is not known. */
const healthOf = ({ record }: CloudMapService, { side }: Instance): Servicediscovery.HealthStatus =>
  record.HealthCheckCustomConfig || record.HealthCheckConfig ? (side.health ?? 'HEALTHY') : 'UNKNOWN'

export const updateInstanceCustomHealthStatus = operation(
  'servicediscovery',
  'UpdateInstanceCustomHealthStatus',
  {
    fidelity: { simplified: 'The status holds at once, and Route 53 goes on answering with the instance.' },
    source: 'Cloud Map API reference, UpdateInstanceCustomHealthStatus',
  },
  ({ ServiceId, InstanceId, Status }, ctx) => {
    const service = requireService(ctx, ServiceId)
    const instance = requireInstance(ctx, service, InstanceId)
    if (!service.record.HealthCheckCustomConfig) {
      throw new AwsError(
        'CustomHealthNotFound',
        `The service ${service.record.Id} has no custom health check.`,
      )
    }
    instances.update(ctx, instance, {}, { health: Status })
    addRevision(ctx, service)
    return {}
  },
)

export const getInstancesHealthStatus = operation(
  'servicediscovery',
  'GetInstancesHealthStatus',
  { fidelity: 'exact', source: 'Cloud Map API reference, GetInstancesHealthStatus' },
  ({ ServiceId, Instances, MaxResults = 100, NextToken }, ctx) => {
    const service = requireService(ctx, ServiceId)
    const all = Instances
      ? Instances.map((id) => requireInstance(ctx, service, id))
      : instances.by(ctx, 'service', cloudMapServices.idOf(service))
    const { items, next } = pageByToken(all, { size: MaxResults, token: NextToken }, invalidToken)
    return {
      Status: Object.fromEntries(items.map((one) => [one.record.Id ?? '', healthOf(service, one)])),
      ...(next && { NextToken: next }),
    }
  },
)

function discovered(ctx: Context, namespaceName: string, serviceName: string): CloudMapService {
  const found = namespaces.list(ctx).filter(({ record }) => record.Name === namespaceName)
  if (!found.length) throw new AwsError('NamespaceNotFound', `No namespace is called ${namespaceName}.`)
  const service = found
    .flatMap((namespace) => cloudMapServices.by(ctx, 'namespace', namespaces.idOf(namespace)))
    .find(({ record }) => record.Name === serviceName)
  if (!service) throw new AwsError('ServiceNotFound', `No service is called ${serviceName}.`)
  return service
}

export const discoverInstances = operation(
  'servicediscovery',
  'DiscoverInstances',
  { fidelity: 'exact', source: 'Cloud Map API reference, DiscoverInstances' },
  (input, ctx) => {
    const { NamespaceName, ServiceName, QueryParameters = {}, OptionalParameters, MaxResults = 100 } = input
    const { HealthStatus = 'HEALTHY_OR_ELSE_ALL' } = input
    const service = discovered(ctx, NamespaceName, ServiceName)
    const has = (one: Instance, wanted: Readonly<Record<string, string>>) =>
      Object.entries(wanted).every(([name, value]) => one.record.Attributes?.[name] === value)
    let found = instances
      .by(ctx, 'service', cloudMapServices.idOf(service))
      .filter((one) => has(one, QueryParameters))
    // The page: if some have the optional ones too, those alone; if none has, all.
    const preferred = OptionalParameters ? found.filter((one) => has(one, OptionalParameters)) : []
    if (preferred.length) found = preferred
    const isHealthy = (one: Instance) => healthOf(service, one) !== 'UNHEALTHY'
    const healthy = found.filter(isHealthy)
    if (HealthStatus === 'HEALTHY') found = healthy
    if (HealthStatus === 'UNHEALTHY') found = found.filter((one) => !isHealthy(one))
    if (HealthStatus === 'HEALTHY_OR_ELSE_ALL' && healthy.length) found = healthy
    return {
      Instances: found.slice(0, MaxResults).map((one) => ({
        InstanceId: one.record.Id,
        NamespaceName,
        ServiceName,
        HealthStatus: healthOf(service, one),
        Attributes: one.record.Attributes,
      })),
      InstancesRevision: service.side.revision,
    }
  },
)

export const discoverInstancesRevision = operation(
  'servicediscovery',
  'DiscoverInstancesRevision',
  { fidelity: 'exact', source: 'Cloud Map API reference, DiscoverInstancesRevision' },
  ({ NamespaceName, ServiceName }, ctx) => ({
    InstancesRevision: discovered(ctx, NamespaceName, ServiceName).side.revision,
  }),
)
