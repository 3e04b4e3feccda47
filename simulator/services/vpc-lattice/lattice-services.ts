import type { VpcLattice } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { conflict } from './errors.ts'
import {
  arnFor,
  createdNow,
  type LatticeSide,
  latticeFamily,
  listed,
  newTags,
  pick,
  requireResource,
} from './resources.ts'
import type { ServiceNetworkSide } from './service-networks.ts'

export interface LatticeServiceSide extends LatticeSide, Pick<ServiceNetworkSide, 'authPolicy'> {}

export const latticeServices = latticeFamily<VpcLattice.GetServiceResponse, LatticeServiceSide>({
  resource: 'service',
  prefix: 'svc',
  noun: 'Service',
  indexes: { name: (held) => `${scopeKey(held)}/${held.record.name}` },
})

export const requireService = (ctx: Context, identifier: string) =>
  requireResource(ctx, latticeServices, identifier)

/** The same, for what is to be added to it: not to one that is on its way out. */
export function requireLastingService(ctx: Context, identifier: string) {
  const service = requireService(ctx, identifier)
  if (service.record.status !== 'DELETE_IN_PROGRESS') return service
  const id = latticeServices.idOf(service)
  throw conflict(`Service ${id} is being deleted`, 'SERVICE', id)
}

export const createService = operation(
  'vpc-lattice',
  'CreateService',
  { fidelity: 'exact', source: 'VPC Lattice API reference, CreateService' },
  ({ name, authType = 'NONE', customDomainName, certificateArn, idleTimeoutSeconds, tags }, ctx) => {
    if (latticeServices.count(ctx, 'name', `${scopeKey(ctx)}/${name}`) > 0) {
      throw conflict(`Service with the name ${name} already exists`, 'SERVICE', name)
    }
    const id = ctx.newId('svc')
    const label = rollText(ctx.store, '0123456789abcdef', 7)
    const { record } = latticeServices.create(
      ctx,
      {
        id,
        name,
        arn: arnFor(ctx, 'service', id),
        ...createdNow(ctx),
        dnsEntry: {
          domainName: `${name}-${id.slice('svc-'.length)}.${label}.vpc-lattice-svcs.${ctx.region}.on.aws`,
          hostedZoneId: `Z${rollText(ctx.store, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 20)}`,
        },
        ...(customDomainName !== undefined && { customDomainName }),
        ...(certificateArn !== undefined && { certificateArn }),
        status: 'CREATE_IN_PROGRESS',
        authType,
        ...(idleTimeoutSeconds !== undefined && { idleTimeoutSeconds }),
      },
      { tags: newTags(tags) },
    )
    ctx.after('lattice-active', 'lattice-service-active', { id })
    return {
      ...pick(record, 'id', 'arn', 'name', 'customDomainName', 'certificateArn', 'status', 'authType'),
      ...pick(record, 'idleTimeoutSeconds', 'dnsEntry'),
    }
  },
)

export const latticeServiceActive = due<{ id: string }>('lattice-service-active', ({ id }, ctx) => {
  const service = latticeServices.get(ctx, id)
  if (service?.record.status === 'CREATE_IN_PROGRESS')
    latticeServices.update(ctx, service, { status: 'ACTIVE' })
})

export const getService = operation(
  'vpc-lattice',
  'GetService',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetService' },
  ({ serviceIdentifier }, ctx) => requireService(ctx, serviceIdentifier).record,
)

export const listServices = operation(
  'vpc-lattice',
  'ListServices',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListServices' },
  (input, ctx) =>
    listed(latticeServices.list(ctx), input, (record) =>
      pick(
        record,
        'id',
        'name',
        'arn',
        'createdAt',
        'lastUpdatedAt',
        'dnsEntry',
        'customDomainName',
        'status',
      ),
    ),
)

export const updateService = operation(
  'vpc-lattice',
  'UpdateService',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UpdateService' },
  ({ serviceIdentifier, certificateArn, authType, idleTimeoutSeconds }, ctx) => {
    const { record } = latticeServices.update(ctx, requireService(ctx, serviceIdentifier), {
      ...(certificateArn !== undefined && { certificateArn }),
      ...(authType !== undefined && { authType }),
      ...(idleTimeoutSeconds !== undefined && { idleTimeoutSeconds }),
      lastUpdatedAt: timestamp(ctx.now),
    })
    return {
      ...pick(record, 'id', 'arn', 'name', 'customDomainName', 'certificateArn', 'authType'),
      ...pick(record, 'idleTimeoutSeconds'),
    }
  },
)

export const deleteService = operation(
  'vpc-lattice',
  'DeleteService',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteService' },
  ({ serviceIdentifier }, ctx) => {
    const service = requireService(ctx, serviceIdentifier)
    const id = latticeServices.idOf(service)
    // The page: "A service can't be deleted if it's associated with a service network." Listeners go with it.
    const associated = ctx.families.all
      .find(({ name }) => name === 'vpc-lattice:service-network-service-association')
      ?.count(ctx, 'service', id)
    if (associated) throw conflict(`Service ${id} is associated with a service network`, 'SERVICE', id)
    latticeServices.update(ctx, service, { status: 'DELETE_IN_PROGRESS' })
    ctx.after('lattice-deleted', 'lattice-service-deleted', { id })
    return { ...pick(service.record, 'id', 'arn', 'name'), status: 'DELETE_IN_PROGRESS' as const }
  },
)
