import type { Iam } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { attachedIndex, bare, type EntityKind, type EntitySide, refuseWithPolicies } from './entities.ts'
import { alreadyExists, deleteConflict, noSuchEntity } from './errors.ts'
import { iamArn, nameKey, newUniqueId, second } from './identifiers.ts'
import { below, listed } from './listing.ts'
import { refuseOneMore } from './quotas.ts'

export type Group = Held<Iam.Group, EntitySide>

const missing = (name: string) => noSuchEntity(`The group with name ${name} cannot be found.`)

export const groups = family<Iam.Group, EntitySide>({
  service: 'iam',
  resource: 'group',
  id: 'GroupId',
  prefix: 'AGPA',
  missing,
  inUse: () => deleteConflict('Cannot delete entity, must remove users from group first.'),
  indexes: {
    name: ({ account, record }) => nameKey(account, record.GroupName ?? ''),
    policy: attachedIndex,
  },
  arn: ({ record }) => record.Arn ?? '',
})

export function requireGroup(ctx: Context, name: string): Group {
  const [group] = groups.by(ctx, 'name', nameKey(ctx.account, name))
  if (!group) throw missing(name)
  return group
}

export const groupKind: EntityKind<{ readonly GroupName: string }> = {
  word: 'group',
  attachedQuota: 'PoliciesPerGroup',
  mostInline: 5120,
  require: (ctx, { GroupName }) => requireGroup(ctx, GroupName),
  update: (ctx, entity, side) => groups.update(ctx, entity as Group, {}, side),
}

export const createGroup = operation(
  'iam',
  'CreateGroup',
  { fidelity: 'exact', source: 'IAM API reference, CreateGroup' },
  ({ Path = '/', GroupName }, ctx) => {
    refuseTaken(ctx, GroupName)
    refuseOneMore('GroupsPerAccount', groups.count(ctx, 'scope', scopeKey(ctx)))
    const { record } = groups.create(
      ctx,
      {
        Path,
        GroupName,
        GroupId: newUniqueId(ctx, 'AGPA'),
        Arn: iamArn(ctx.account, 'group', Path, GroupName),
        CreateDate: second(ctx.now),
      },
      bare,
    )
    return { Group: record }
  },
)

export const listGroups = operation(
  'iam',
  'ListGroups',
  { fidelity: 'exact', source: 'IAM API reference, ListGroups' },
  (input, ctx) =>
    listed(
      'Groups',
      below(
        groups.list(ctx).map(({ record }) => record),
        input.PathPrefix,
        ({ GroupName }) => GroupName,
      ),
      input,
    ),
)

export const updateGroup = operation(
  'iam',
  'UpdateGroup',
  { fidelity: 'exact', source: 'IAM API reference, UpdateGroup' },
  (input, ctx) => {
    const group = requireGroup(ctx, input.GroupName)
    const { GroupName = '', Path = '/' } = group.record
    const name = input.NewGroupName ?? GroupName
    const path = input.NewPath ?? Path
    if (name.toLowerCase() !== GroupName.toLowerCase()) refuseTaken(ctx, name)
    const Arn = iamArn(ctx.account, 'group', path, name)
    groups.update(ctx, group, { Path: path, GroupName: name, Arn })
    return {}
  },
)

export const deleteGroup = operation(
  'iam',
  'DeleteGroup',
  { fidelity: 'exact', source: 'IAM API reference, DeleteGroup' },
  ({ GroupName }, ctx) => {
    const group = requireGroup(ctx, GroupName)
    refuseWithPolicies(group)
    groups.delete(ctx, group)
    return {}
  },
)

function refuseTaken(ctx: Context, name: string): void {
  if (groups.count(ctx, 'name', nameKey(ctx.account, name)) > 0) {
    throw alreadyExists(`Group with name ${name} already exists.`)
  }
}
