import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { readInstanceProfile } from './instance-profiles.ts'
import { instances, requireInstances, stateOf } from './instances.ts'

// EC2 user guide, attach-iam-role: an instance has one instance profile or none, and may be given another one at any
// time. Each association is a thing of its own.

export const profileAssociations = family<Ec2.IamInstanceProfileAssociation>({
  service: 'ec2',
  resource: 'iam-instance-profile-association',
  id: 'AssociationId',
  prefix: 'iip-assoc',
  missing: (id) =>
    new AwsError('InvalidAssociationID.NotFound', `An invalid association-id of '${id}' was given`),
  references: {
    instance: { to: 'ec2:instance', read: ({ record }) => record.InstanceId, blocks: false },
  },
  filters: {
    'instance-id': { index: 'instance', read: ({ record }) => record.InstanceId },
    state: ({ record }) => record.State,
  },
})

const isAssociated = ({ State }: Ec2.IamInstanceProfileAssociation) =>
  State === 'associating' || State === 'associated'

/** Gives an instance its profile. */
export function associate(
  ctx: Context,
  InstanceId: string,
  IamInstanceProfile: Ec2.IamInstanceProfile,
  State: Ec2.IamInstanceProfileAssociationState,
): Ec2.IamInstanceProfileAssociation {
  const { record } = profileAssociations.create(ctx, {
    AssociationId: ctx.newId('iip-assoc'),
    InstanceId,
    IamInstanceProfile,
    State,
  })
  instances.update(ctx, instances.require(ctx, InstanceId), { IamInstanceProfile })
  return record
}

const soon = (ctx: Context, { AssociationId }: Ec2.IamInstanceProfileAssociation) =>
  ctx.after('instance-profile-changed', 'instance-profile-changed', { id: AssociationId })

export const associateIamInstanceProfile = operation(
  'ec2',
  'AssociateIamInstanceProfile',
  { fidelity: 'exact', source: 'EC2 API reference, AssociateIamInstanceProfile' },
  ({ InstanceId, IamInstanceProfile: asked }, ctx) => {
    requireInstances(ctx, [InstanceId])
    requireLasting(ctx, InstanceId, ['pending', 'running', 'stopping', 'stopped'])
    const profile = readInstanceProfile(ctx, asked)
    const others = profileAssociations.by(ctx, 'instance', InstanceId)
    if (others.some(({ record }) => isAssociated(record))) {
      throw new AwsError('IncorrectState', `There is an existing association for instance ${InstanceId}`)
    }
    const IamInstanceProfileAssociation = associate(ctx, InstanceId, profile, 'associating')
    soon(ctx, IamInstanceProfileAssociation)
    return { IamInstanceProfileAssociation }
  },
)

/** The page names the states; the words are ours. */
function requireLasting(ctx: Context, id: string, states: readonly Ec2.InstanceStateName[]): void {
  const held = instances.require(ctx, id)
  if (states.includes(stateOf(held))) return
  throw new AwsError(
    'IncorrectInstanceState',
    `The instance '${id}' is not in a state from which its instance profile can be changed.`,
  )
}

export const replaceIamInstanceProfileAssociation = operation(
  'ec2',
  'ReplaceIamInstanceProfileAssociation',
  { fidelity: 'exact', source: 'EC2 API reference, ReplaceIamInstanceProfileAssociation' },
  ({ AssociationId, IamInstanceProfile: asked }, ctx) => {
    const { InstanceId = '' } = requireAssociated(ctx, AssociationId)
    // "for the specified running instance"
    requireLasting(ctx, InstanceId, ['pending', 'running'])
    const profile = readInstanceProfile(ctx, asked)
    dissociate(ctx, AssociationId)
    // AWS CLI reference, example of the command: the answer has an id of its own.
    const IamInstanceProfileAssociation = associate(ctx, InstanceId, profile, 'associating')
    soon(ctx, IamInstanceProfileAssociation)
    return { IamInstanceProfileAssociation }
  },
)

function requireAssociated(ctx: Context, id: string): Ec2.IamInstanceProfileAssociation {
  const { record } = profileAssociations.require(ctx, id)
  if (isAssociated(record)) return record
  throw profileAssociations.spec.missing(id)
}

function dissociate(ctx: Context, id: string): Ec2.IamInstanceProfileAssociation {
  const held = profileAssociations.require(ctx, id)
  const { record } = profileAssociations.update(ctx, held, { State: 'disassociating' })
  const { IamInstanceProfile: _, ...instance } = instances.require(ctx, record.InstanceId).record
  ctx.store.put(instances.table, { ...instances.require(ctx, record.InstanceId), record: instance })
  soon(ctx, record)
  return record
}

export const disassociateIamInstanceProfile = operation(
  'ec2',
  'DisassociateIamInstanceProfile',
  { fidelity: 'exact', source: 'EC2 API reference, DisassociateIamInstanceProfile' },
  ({ AssociationId }, ctx) => {
    const { InstanceId = '' } = requireAssociated(ctx, AssociationId)
    requireLasting(ctx, InstanceId, ['pending', 'running', 'stopping', 'stopped'])
    return { IamInstanceProfileAssociation: dissociate(ctx, AssociationId) }
  },
)

export const instanceProfileChanged = due<{ id: string }>('instance-profile-changed', ({ id }, ctx) => {
  const held = profileAssociations.get(ctx, id)
  if (held?.record.State === 'associating') profileAssociations.update(ctx, held, { State: 'associated' })
  if (held?.record.State === 'disassociating') profileAssociations.remove(ctx, held)
})

export const describeIamInstanceProfileAssociations = describe(
  'ec2',
  'DescribeIamInstanceProfileAssociations',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeIamInstanceProfileAssociations' },
  profileAssociations,
  { ids: 'AssociationIds', list: 'IamInstanceProfileAssociations' },
)

/** What ends with its instance. */
export function closeProfileAssociations(ctx: Context, instance: string): void {
  for (const held of profileAssociations.by(ctx, 'instance', instance)) profileAssociations.remove(ctx, held)
}
