import type { VpcLattice } from '../../api/generated/types.d.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { due, operation } from '../operation.ts'
import { conflict, invalid } from './errors.ts'
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

export interface TargetGroupSide extends LatticeSide {
  readonly targets: readonly VpcLattice.Target[]
}

export const targetGroups = latticeFamily<VpcLattice.GetTargetGroupResponse, TargetGroupSide>({
  resource: 'target-group',
  prefix: 'tg',
  noun: 'Target group',
  references: { vpc: { to: 'ec2:vpc', read: ({ record }) => record.config?.vpcIdentifier } },
  indexes: { name: (held) => `${scopeKey(held)}/${held.record.name}` },
})

const requireGroup = (ctx: Context, identifier: string) => requireResource(ctx, targetGroups, identifier)

function completeConfig(
  ctx: Context,
  type: VpcLattice.TargetGroupType,
  config: VpcLattice.TargetGroupConfig | undefined,
): VpcLattice.TargetGroupConfig {
  if (type === 'LAMBDA') return { lambdaEventStructureVersion: config?.lambdaEventStructureVersion ?? 'V2' }
  const { protocol, vpcIdentifier } = config ?? {}
  if (protocol === undefined || vpcIdentifier === undefined) {
    throw invalid(`A target group of type ${type} needs a protocol and a VPC.`, 'config')
  }
  if (!vpcs.find(ctx, vpcIdentifier)) throw invalid(`VPC ${vpcIdentifier} does not exist`, 'config')
  // The page of TargetGroupConfig: the defaults.
  return {
    ...config,
    port: config?.port ?? (protocol === 'HTTP' ? 80 : 443),
    ...(protocol !== 'TCP' && { protocolVersion: config?.protocolVersion ?? 'HTTP1' }),
    ...(type === 'IP' && { ipAddressType: config?.ipAddressType ?? 'IPV4' }),
  }
}

export const createTargetGroup = operation(
  'vpc-lattice',
  'CreateTargetGroup',
  {
    fidelity: { simplified: 'Health checks are kept, not made.' },
    source: 'VPC Lattice API reference, CreateTargetGroup',
  },
  ({ name, type, config, tags }, ctx) => {
    if (targetGroups.count(ctx, 'name', `${scopeKey(ctx)}/${name}`) > 0) {
      throw conflict(`Target group with the name ${name} already exists`, 'TARGET_GROUP', name)
    }
    const id = ctx.newId('tg')
    const { record } = targetGroups.create(
      ctx,
      {
        id,
        arn: arnFor(ctx, 'targetgroup', id),
        name,
        type,
        config: completeConfig(ctx, type, config),
        ...createdNow(ctx),
        status: 'CREATE_IN_PROGRESS',
        serviceArns: [],
      },
      { tags: newTags(tags), targets: [] },
    )
    ctx.after('lattice-active', 'lattice-target-group-active', { id })
    return pick(record, 'id', 'arn', 'name', 'type', 'config', 'status')
  },
)

export const targetGroupActive = due<{ id: string }>('lattice-target-group-active', ({ id }, ctx) => {
  const group = targetGroups.get(ctx, id)
  if (group) targetGroups.update(ctx, group, { status: 'ACTIVE' })
})

/** The services whose listeners forward to the group. */
function serviceArnsOf(ctx: Context, id: string): string[] {
  const listeners = ctx.families.all.find(({ name }) => name === 'vpc-lattice:listener')
  const arns = listeners?.by(ctx, 'target-group', id).map(({ record }) => String(record['serviceArn']))
  return [...new Set(arns)]
}

export const getTargetGroup = operation(
  'vpc-lattice',
  'GetTargetGroup',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetTargetGroup' },
  ({ targetGroupIdentifier }, ctx) => {
    const { record } = requireGroup(ctx, targetGroupIdentifier)
    return { ...record, serviceArns: serviceArnsOf(ctx, record.id ?? '') }
  },
)

export const listTargetGroups = operation(
  'vpc-lattice',
  'ListTargetGroups',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListTargetGroups' },
  (input, ctx) => {
    const found = targetGroups
      .list(ctx)
      .filter(
        ({ record }) =>
          (input.vpcIdentifier === undefined || record.config?.vpcIdentifier === input.vpcIdentifier) &&
          (input.targetGroupType === undefined || record.type === input.targetGroupType),
      )
    return listed(found, input, (record) => ({
      ...pick(record, 'id', 'arn', 'name', 'type', 'createdAt'),
      ...pick(record.config ?? {}, 'port', 'protocol', 'ipAddressType', 'vpcIdentifier'),
      ...pick(record, 'lastUpdatedAt', 'status'),
      serviceArns: serviceArnsOf(ctx, record.id ?? ''),
    }))
  },
)

export const updateTargetGroup = operation(
  'vpc-lattice',
  'UpdateTargetGroup',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UpdateTargetGroup' },
  ({ targetGroupIdentifier, healthCheck }, ctx) => {
    const group = requireGroup(ctx, targetGroupIdentifier)
    const config = {
      ...group.record.config,
      healthCheck: { ...group.record.config?.healthCheck, ...healthCheck },
    }
    const { record } = targetGroups.update(ctx, group, { config, lastUpdatedAt: timestamp(ctx.now) })
    return pick(record, 'id', 'arn', 'name', 'type', 'config', 'status')
  },
)

export const deleteTargetGroup = operation(
  'vpc-lattice',
  'DeleteTargetGroup',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteTargetGroup' },
  ({ targetGroupIdentifier }, ctx) => {
    const group = requireGroup(ctx, targetGroupIdentifier)
    const id = targetGroups.idOf(group)
    if (targetGroups.isInUse(ctx, id)) {
      throw conflict(`Target group ${id} is in use by a listener`, 'TARGET_GROUP', id)
    }
    targetGroups.remove(ctx, group)
    return { ...pick(group.record, 'id', 'arn'), status: 'DELETE_IN_PROGRESS' as const }
  },
)

const sameTarget = (a: VpcLattice.Target, b: VpcLattice.Target) => a.id === b.id && a.port === b.port

export const registerTargets = operation(
  'vpc-lattice',
  'RegisterTargets',
  {
    fidelity: { simplified: 'A target is taken as it is named; its health is not looked at.' },
    source: 'VPC Lattice API reference, RegisterTargets',
  },
  ({ targetGroupIdentifier, targets }, ctx) => {
    const group = requireGroup(ctx, targetGroupIdentifier)
    const port = group.record.config?.port
    const wanted = targets.map((target) => ({ ...(port !== undefined && { port }), ...target }))
    const kept = group.side.targets.filter((old) => !wanted.some((target) => sameTarget(old, target)))
    targetGroups.update(ctx, group, {}, { targets: [...kept, ...wanted] })
    return { successful: wanted, unsuccessful: [] }
  },
)

export const deregisterTargets = operation(
  'vpc-lattice',
  'DeregisterTargets',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeregisterTargets' },
  ({ targetGroupIdentifier, targets }, ctx) => {
    const group = requireGroup(ctx, targetGroupIdentifier)
    const port = group.record.config?.port
    const named = targets.map((target) => ({ ...(port !== undefined && { port }), ...target }))
    const isThere = (target: VpcLattice.Target) => group.side.targets.some((old) => sameTarget(old, target))
    const successful = named.filter(isThere)
    const kept = group.side.targets.filter((old) => !successful.some((target) => sameTarget(old, target)))
    targetGroups.update(ctx, group, {}, { targets: kept })
    const unsuccessful = named
      .filter((target) => !isThere(target))
      .map((target) => ({
        ...target,
        failureCode: 'TargetNotFound',
        failureMessage: 'The target is not registered.',
      }))
    return { successful, unsuccessful }
  },
)

export const listTargets = operation(
  'vpc-lattice',
  'ListTargets',
  {
    fidelity: { simplified: 'Targets of a group that a listener uses are unavailable: nothing checks them.' },
    source: 'VPC Lattice API reference, ListTargets',
  },
  ({ targetGroupIdentifier, targets, ...asked }, ctx) => {
    const { record, side } = requireGroup(ctx, targetGroupIdentifier)
    const isUsed = serviceArnsOf(ctx, record.id ?? '').length > 0
    const found = side.targets.filter(
      (target) =>
        !targets?.length ||
        targets.some(({ id, port }) => id === target.id && (port === undefined || port === target.port)),
    )
    return listed(
      found.map((target) => ({ account: ctx.account, region: ctx.region, record: target, side: {} })),
      asked,
      (target) => ({
        ...target,
        status: isUsed ? ('UNAVAILABLE' as const) : ('UNUSED' as const),
        reasonCode: isUsed ? 'HealthCheckNotSupported' : 'TargetGroupNotInUse',
      }),
    )
  },
)
