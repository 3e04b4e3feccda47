import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { encodeDocument } from './documents.ts'
import { type Entity, type EntityKind, type InlinePolicy, nameOf } from './entities.ts'
import { limitExceeded, noSuchEntity, policySize, requirePolicy } from './errors.ts'
import { groupKind } from './groups.ts'
import { listed } from './listing.ts'
import { roleKind } from './roles.ts'
import { userKind } from './users.ts'

interface Named {
  readonly PolicyName: string
}

function put<I>(kind: EntityKind<I>) {
  return (input: I & Named & { readonly PolicyDocument: string }, ctx: Context) => {
    const { PolicyName, PolicyDocument } = input
    const entity = kind.require(ctx, input)
    requirePolicy(PolicyDocument, 'identity')
    const others = entity.side.inline.filter(({ name }) => name !== PolicyName)
    const inline = [...others, { name: PolicyName, text: PolicyDocument }]
    const size = inline.reduce((sum, { text }) => sum + policySize(text), 0)
    if (size > kind.mostInline) {
      throw limitExceeded(
        `Maximum policy size of ${kind.mostInline} bytes exceeded for ${kind.word} ${nameOf(entity)}`,
      )
    }
    kind.update(ctx, entity, { inline })
    return {}
  }
}

function remove<I>(kind: EntityKind<I>) {
  return (input: I & Named, ctx: Context) => {
    const entity = kind.require(ctx, input)
    const gone = requireInline(kind, entity, input.PolicyName)
    kind.update(ctx, entity, { inline: entity.side.inline.filter((policy) => policy !== gone) })
    return {}
  }
}

function read<I>(kind: EntityKind<I>, input: I & Named, ctx: Context) {
  const entity = kind.require(ctx, input)
  const { name, text } = requireInline(kind, entity, input.PolicyName)
  return { name: nameOf(entity), PolicyName: name, PolicyDocument: encodeDocument(text) }
}

interface ListInput {
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

function list<I>(kind: EntityKind<I>) {
  return (input: I & ListInput, ctx: Context) => {
    const names = kind.require(ctx, input).side.inline.map(({ name }) => name)
    return listed('PolicyNames', names.sort(), input)
  }
}

function requireInline({ word }: { readonly word: string }, { side }: Entity, name: string): InlinePolicy {
  const policy = side.inline.find((one) => one.name === name)
  if (!policy) throw noSuchEntity(`The ${word} policy with name ${name} cannot be found.`)
  return policy
}

export const putUserPolicy = operation(
  'iam',
  'PutUserPolicy',
  { fidelity: 'exact', source: 'IAM API reference, PutUserPolicy' },
  put(userKind),
)

export const putGroupPolicy = operation(
  'iam',
  'PutGroupPolicy',
  { fidelity: 'exact', source: 'IAM API reference, PutGroupPolicy' },
  put(groupKind),
)

export const putRolePolicy = operation(
  'iam',
  'PutRolePolicy',
  { fidelity: 'exact', source: 'IAM API reference, PutRolePolicy' },
  put(roleKind),
)

export const getUserPolicy = operation(
  'iam',
  'GetUserPolicy',
  { fidelity: 'exact', source: 'IAM API reference, GetUserPolicy' },
  (input, ctx) => {
    const { name, ...policy } = read(userKind, input, ctx)
    return { UserName: name, ...policy }
  },
)

export const getGroupPolicy = operation(
  'iam',
  'GetGroupPolicy',
  { fidelity: 'exact', source: 'IAM API reference, GetGroupPolicy' },
  (input, ctx) => {
    const { name, ...policy } = read(groupKind, input, ctx)
    return { GroupName: name, ...policy }
  },
)

export const getRolePolicy = operation(
  'iam',
  'GetRolePolicy',
  { fidelity: 'exact', source: 'IAM API reference, GetRolePolicy' },
  (input, ctx) => {
    const { name, ...policy } = read(roleKind, input, ctx)
    return { RoleName: name, ...policy }
  },
)

export const deleteUserPolicy = operation(
  'iam',
  'DeleteUserPolicy',
  { fidelity: 'exact', source: 'IAM API reference, DeleteUserPolicy' },
  remove(userKind),
)

export const deleteGroupPolicy = operation(
  'iam',
  'DeleteGroupPolicy',
  { fidelity: 'exact', source: 'IAM API reference, DeleteGroupPolicy' },
  remove(groupKind),
)

export const deleteRolePolicy = operation(
  'iam',
  'DeleteRolePolicy',
  { fidelity: 'exact', source: 'IAM API reference, DeleteRolePolicy' },
  remove(roleKind),
)

export const listUserPolicies = operation(
  'iam',
  'ListUserPolicies',
  { fidelity: 'exact', source: 'IAM API reference, ListUserPolicies' },
  list(userKind),
)

export const listGroupPolicies = operation(
  'iam',
  'ListGroupPolicies',
  { fidelity: 'exact', source: 'IAM API reference, ListGroupPolicies' },
  list(groupKind),
)

export const listRolePolicies = operation(
  'iam',
  'ListRolePolicies',
  { fidelity: 'exact', source: 'IAM API reference, ListRolePolicies' },
  list(roleKind),
)
