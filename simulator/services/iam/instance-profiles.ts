import type { Iam } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { alreadyExists, deleteConflict, noSuchEntity } from './errors.ts'
import { iamArn, nameKey, newUniqueId, second } from './identifiers.ts'
import { below, listed } from './listing.ts'
import { refuseOneMore } from './quotas.ts'
import { brief, requireRole, roles } from './roles.ts'
import { tagsWith, tagsWithout } from './tags.ts'

interface ProfileSide {
  /** Ids; IAM allows one. */
  readonly roles: readonly string[]
}

type Profile = Held<Iam.InstanceProfile, ProfileSide>

const missing = (name: string) => noSuchEntity(`Instance Profile ${name} cannot be found.`)

export const instanceProfiles = family<Iam.InstanceProfile, ProfileSide>({
  service: 'iam',
  resource: 'instance-profile',
  id: 'InstanceProfileId',
  prefix: 'AIPA',
  missing,
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: { role: { to: 'iam:role', read: ({ side }) => side.roles } },
  indexes: { name: ({ account, record }) => nameKey(account, record.InstanceProfileName ?? '') },
  arn: ({ record }) => record.Arn ?? '',
  view: ({ record: { Tags, ...record }, side }, ctx) => ({
    ...record,
    Roles: side.roles
      .map((id) => roles.get(ctx, id)?.record)
      .filter((role) => role !== undefined)
      .map(({ MaxSessionDuration: _, Description: __, ...role }) => brief(role)),
    ...(Tags && { Tags }),
  }),
})

/** The profile of a name in the caller's account. */
export const findInstanceProfile = (ctx: Context, name: string): Profile | undefined =>
  instanceProfiles.by(ctx, 'name', nameKey(ctx.account, name))[0]

export function requireInstanceProfile(ctx: Context, name: string): Profile {
  const profile = findInstanceProfile(ctx, name)
  if (!profile) throw missing(name)
  return profile
}

export const createInstanceProfile = operation(
  'iam',
  'CreateInstanceProfile',
  { fidelity: 'exact', source: 'IAM API reference, CreateInstanceProfile' },
  ({ InstanceProfileName, Path = '/', Tags }, ctx) => {
    if (findInstanceProfile(ctx, InstanceProfileName)) {
      throw alreadyExists(`Instance Profile ${InstanceProfileName} already exists.`)
    }
    refuseOneMore('InstanceProfilesPerAccount', instanceProfiles.count(ctx, 'scope', scopeKey(ctx)))
    const tags = tagsWith([], Tags)
    const profile = instanceProfiles.create(
      ctx,
      {
        Path,
        InstanceProfileName,
        InstanceProfileId: newUniqueId(ctx, 'AIPA'),
        Arn: iamArn(ctx.account, 'instance-profile', Path, InstanceProfileName),
        CreateDate: second(ctx.now),
        ...(tags.length && { Tags: tags }),
      },
      { roles: [] },
    )
    return { InstanceProfile: instanceProfiles.print(ctx, profile) }
  },
)

export const getInstanceProfile = operation(
  'iam',
  'GetInstanceProfile',
  { fidelity: 'exact', source: 'IAM API reference, GetInstanceProfile' },
  ({ InstanceProfileName }, ctx) => ({
    InstanceProfile: instanceProfiles.print(ctx, requireInstanceProfile(ctx, InstanceProfileName)),
  }),
)

interface ListInput {
  readonly PathPrefix?: string | undefined
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

function list(ctx: Context, profiles: readonly Profile[], input: ListInput) {
  const records = profiles.map((profile) => {
    // The page of ListInstanceProfiles: lists leave tags out.
    const { Tags: _, ...record } = instanceProfiles.print(ctx, profile)
    return record
  })
  const sorted = below(records, input.PathPrefix, ({ InstanceProfileName }) => InstanceProfileName)
  return listed('InstanceProfiles', sorted, input)
}

export const listInstanceProfiles = operation(
  'iam',
  'ListInstanceProfiles',
  { fidelity: 'exact', source: 'IAM API reference, ListInstanceProfiles' },
  (input, ctx) => list(ctx, instanceProfiles.list(ctx), input),
)

export const listInstanceProfilesForRole = operation(
  'iam',
  'ListInstanceProfilesForRole',
  { fidelity: 'exact', source: 'IAM API reference, ListInstanceProfilesForRole' },
  (input, ctx) => {
    const role = roles.idOf(requireRole(ctx, input.RoleName))
    return list(ctx, instanceProfiles.by(ctx, 'role', role), input)
  },
)

export const addRoleToInstanceProfile = operation(
  'iam',
  'AddRoleToInstanceProfile',
  { fidelity: 'exact', source: 'IAM API reference, AddRoleToInstanceProfile' },
  ({ InstanceProfileName, RoleName }, ctx) => {
    const profile = requireInstanceProfile(ctx, InstanceProfileName)
    const role = roles.idOf(requireRole(ctx, RoleName))
    refuseOneMore('InstanceSessionsPerInstanceProfile', profile.side.roles.length)
    instanceProfiles.update(ctx, profile, {}, { roles: [role] })
    return {}
  },
)

export const removeRoleFromInstanceProfile = operation(
  'iam',
  'RemoveRoleFromInstanceProfile',
  { fidelity: 'exact', source: 'IAM API reference, RemoveRoleFromInstanceProfile' },
  ({ InstanceProfileName, RoleName }, ctx) => {
    const profile = requireInstanceProfile(ctx, InstanceProfileName)
    const role = roles.idOf(requireRole(ctx, RoleName))
    if (!profile.side.roles.includes(role)) {
      throw noSuchEntity(`Role ${RoleName} in Instance Profile ${InstanceProfileName} cannot be found.`)
    }
    instanceProfiles.update(ctx, profile, {}, { roles: profile.side.roles.filter((id) => id !== role) })
    return {}
  },
)

export const deleteInstanceProfile = operation(
  'iam',
  'DeleteInstanceProfile',
  { fidelity: 'exact', source: 'IAM API reference, DeleteInstanceProfile' },
  ({ InstanceProfileName }, ctx) => {
    const profile = requireInstanceProfile(ctx, InstanceProfileName)
    if (profile.side.roles.length) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    }
    instanceProfiles.delete(ctx, profile)
    return {}
  },
)

export const tagInstanceProfile = operation(
  'iam',
  'TagInstanceProfile',
  { fidelity: 'exact', source: 'IAM API reference, TagInstanceProfile' },
  ({ InstanceProfileName, Tags }, ctx) => {
    const profile = requireInstanceProfile(ctx, InstanceProfileName)
    instanceProfiles.update(ctx, profile, { Tags: tagsWith(profile.record.Tags, Tags) })
    return {}
  },
)

export const untagInstanceProfile = operation(
  'iam',
  'UntagInstanceProfile',
  { fidelity: 'exact', source: 'IAM API reference, UntagInstanceProfile' },
  ({ InstanceProfileName, TagKeys }, ctx) => {
    const profile = requireInstanceProfile(ctx, InstanceProfileName)
    instanceProfiles.update(ctx, profile, { Tags: tagsWithout(profile.record.Tags, TagKeys) })
    return {}
  },
)

export const listInstanceProfileTags = operation(
  'iam',
  'ListInstanceProfileTags',
  { fidelity: 'exact', source: 'IAM API reference, ListInstanceProfileTags' },
  (input, ctx) =>
    listed('Tags', requireInstanceProfile(ctx, input.InstanceProfileName).record.Tags ?? [], input),
)
