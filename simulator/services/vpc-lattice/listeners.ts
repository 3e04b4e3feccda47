import type { VpcLattice } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { conflict, invalid } from './errors.ts'
import { latticeServices, requireLastingService, requireService } from './lattice-services.ts'
import { createdNow, latticeFamily, listed, newTags, pick, requireResource } from './resources.ts'
import { targetGroups } from './target-groups.ts'

export const listeners = latticeFamily<VpcLattice.GetListenerResponse>({
  resource: 'listener',
  prefix: 'listener',
  noun: 'Listener',
  references: {
    service: { to: 'vpc-lattice:service', read: ({ record }) => record.serviceId },
    'target-group': {
      to: 'vpc-lattice:target-group',
      read: ({ record }) =>
        record.defaultAction?.forward?.targetGroups?.map((one) => one.targetGroupIdentifier ?? ''),
    },
  },
})

const usualPorts = { HTTP: 80, HTTPS: 443, TLS_PASSTHROUGH: 443 } as const

/** Target groups are kept by their ids, whichever way the action names them. */
function requireAction(ctx: Context, action: VpcLattice.RuleAction): VpcLattice.RuleAction {
  if (!action.forward) return action
  const wanted = action.forward.targetGroups ?? []
  return {
    forward: {
      targetGroups: wanted.map(({ targetGroupIdentifier = '', weight = 100 }) => ({
        targetGroupIdentifier: requireResource(ctx, targetGroups, targetGroupIdentifier).record.id,
        weight,
      })),
    },
  }
}

export const createListener = operation(
  'vpc-lattice',
  'CreateListener',
  {
    fidelity: { simplified: 'A listener has its default action; further rules are not simulated.' },
    source: 'VPC Lattice API reference, CreateListener',
  },
  ({ serviceIdentifier, name, protocol, port = usualPorts[protocol], defaultAction, tags }, ctx) => {
    const { record: service } = requireLastingService(ctx, serviceIdentifier)
    const others = listeners.by(ctx, 'service', service.id ?? '').map(({ record }) => record)
    if (others.some((one) => one.port === port || one.name === name)) {
      throw conflict(`A listener with this name or port already exists for ${service.id}`, 'LISTENER', name)
    }
    if (protocol === 'TLS_PASSTHROUGH' && service.customDomainName === undefined) {
      throw invalid('A TLS passthrough listener needs a service with a custom domain name.', 'protocol')
    }
    const id = ctx.newId('listener')
    const { record } = listeners.create(
      ctx,
      {
        arn: `${service.arn}/listener/${id}`,
        id,
        name,
        protocol,
        port,
        serviceArn: service.arn,
        serviceId: service.id,
        defaultAction: requireAction(ctx, defaultAction),
        ...createdNow(ctx),
      },
      { tags: newTags(tags) },
    )
    const { createdAt: _, lastUpdatedAt: __, ...created } = record
    return created
  },
)

function requireListener(ctx: Context, service: string, listener: string) {
  const { id } = requireService(ctx, service).record
  const held = requireResource(ctx, listeners, listener)
  if (held.record.serviceId !== id) throw listeners.spec.missing(listener)
  return held
}

export const getListener = operation(
  'vpc-lattice',
  'GetListener',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetListener' },
  ({ serviceIdentifier, listenerIdentifier }, ctx) =>
    requireListener(ctx, serviceIdentifier, listenerIdentifier).record,
)

export const listListeners = operation(
  'vpc-lattice',
  'ListListeners',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListListeners' },
  ({ serviceIdentifier, ...asked }, ctx) => {
    const { id = '' } = requireService(ctx, serviceIdentifier).record
    return listed(listeners.by(ctx, 'service', id), asked, (record) =>
      pick(record, 'arn', 'id', 'name', 'protocol', 'port', 'createdAt', 'lastUpdatedAt'),
    )
  },
)

export const updateListener = operation(
  'vpc-lattice',
  'UpdateListener',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UpdateListener' },
  ({ serviceIdentifier, listenerIdentifier, defaultAction }, ctx) => {
    const { record } = listeners.update(ctx, requireListener(ctx, serviceIdentifier, listenerIdentifier), {
      defaultAction: requireAction(ctx, defaultAction),
      lastUpdatedAt: timestamp(ctx.now),
    })
    return pick(record, 'arn', 'id', 'name', 'protocol', 'port', 'serviceArn', 'serviceId', 'defaultAction')
  },
)

export const deleteListener = operation(
  'vpc-lattice',
  'DeleteListener',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteListener' },
  ({ serviceIdentifier, listenerIdentifier }, ctx) => {
    listeners.remove(ctx, requireListener(ctx, serviceIdentifier, listenerIdentifier))
    return {}
  },
)

export const latticeServiceDeleted = due<{ id: string }>('lattice-service-deleted', ({ id }, ctx) => {
  const service = latticeServices.get(ctx, id)
  if (!service) return
  for (const listener of listeners.by(ctx, 'service', id)) listeners.remove(ctx, listener)
  latticeServices.remove(ctx, service)
})
