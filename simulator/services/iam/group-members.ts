import { operation } from '../operation.ts'
import { groups, requireGroup } from './groups.ts'
import { below, listed } from './listing.ts'
import { refuseOneMore } from './quotas.ts'
import { brief, requireUser, users } from './users.ts'

export const addUserToGroup = operation(
  'iam',
  'AddUserToGroup',
  { fidelity: 'exact', source: 'IAM API reference, AddUserToGroup' },
  ({ GroupName, UserName }, ctx) => {
    const id = groups.idOf(requireGroup(ctx, GroupName))
    const user = requireUser(ctx, UserName)
    if (user.side.groups.includes(id)) return {}
    refuseOneMore('GroupsPerUser', user.side.groups.length)
    users.update(ctx, user, {}, { groups: [...user.side.groups, id] })
    return {}
  },
)

export const removeUserFromGroup = operation(
  'iam',
  'RemoveUserFromGroup',
  { fidelity: 'exact', source: 'IAM API reference, RemoveUserFromGroup' },
  ({ GroupName, UserName }, ctx) => {
    const id = groups.idOf(requireGroup(ctx, GroupName))
    const user = requireUser(ctx, UserName)
    users.update(ctx, user, {}, { groups: user.side.groups.filter((one) => one !== id) })
    return {}
  },
)

export const getGroup = operation(
  'iam',
  'GetGroup',
  { fidelity: 'exact', source: 'IAM API reference, GetGroup' },
  (input, ctx) => {
    const group = requireGroup(ctx, input.GroupName)
    const members = users.by(ctx, 'group', groups.idOf(group)).map(({ record }) => brief(record))
    return { Group: group.record, ...listed('Users', members, input) }
  },
)

export const listGroupsForUser = operation(
  'iam',
  'ListGroupsForUser',
  { fidelity: 'exact', source: 'IAM API reference, ListGroupsForUser' },
  (input, ctx) => {
    const { side } = requireUser(ctx, input.UserName)
    const records = side.groups.map((id) => groups.get(ctx, id)?.record).filter((one) => one !== undefined)
    return listed(
      'Groups',
      below(records, undefined, ({ GroupName }) => GroupName),
      input,
    )
  },
)
