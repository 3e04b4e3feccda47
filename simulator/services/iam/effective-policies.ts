import type { AttachedPolicy, PolicyKind } from '../../policy/policy.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Statement } from '../../policy/statement.ts'
import type { Context } from '../context.ts'
import type { Entity, InlinePolicy } from './entities.ts'
import { groups } from './groups.ts'
import { findPolicy, policies, textInForce } from './policies.ts'
import type { Role } from './roles.ts'
import type { User } from './users.ts'

/** What a user or a role may do by IAM's policies. */
export interface Entitlement {
  /** The entity's own policies and those of its groups. */
  readonly identity: readonly AttachedPolicy[]
  readonly boundary: AttachedPolicy | undefined
  /** Everything is allowed and nothing is denied, so that nobody needs to look at what is asked. */
  readonly isUnlimited: boolean
}

type World = Pick<Context, 'store'>

interface Known {
  readonly entitlement: Entitlement
  /** The tables that it was read from, as they were. */
  readonly policyTable: unknown
  readonly groupTable: unknown
}

// Records are frozen and tables are persistent: as long as all three are the same, so is the answer.
const known = new WeakMap<Entity, Known>()

export function entitlementOf(ctx: World, entity: User | Role): Entitlement {
  const policyTable = ctx.store.stateOf(policies.table)
  const groupTable = ctx.store.stateOf(groups.table)
  const before = known.get(entity)
  if (before && before.policyTable === policyTable && before.groupTable === groupTable) {
    return before.entitlement
  }
  const entitlement = gather(ctx, entity)
  known.set(entity, { entitlement, policyTable, groupTable })
  return entitlement
}

function gather(ctx: World, entity: User | Role): Entitlement {
  const identity = [entity, ...groupsOf(ctx, entity)].flatMap((one) => policiesOf(ctx, one))
  const arn = entity.record.PermissionsBoundary?.PermissionsBoundaryArn
  const boundary = arn === undefined ? undefined : managed(ctx, entity.account, arn, 'boundary')
  return { identity, boundary, isUnlimited: arn === undefined && isUnlimited(identity) }
}

const groupsOf = (ctx: World, { side }: User | Role): Entity[] =>
  'groups' in side ? side.groups.map((id) => groups.get(ctx, id)).filter((group) => group !== undefined) : []

/** Attached ones first, then the entity's own. */
export function policiesOf(ctx: World, { account, side }: Entity): AttachedPolicy[] {
  const attached = side.attached.map((arn) => managed(ctx, account, arn, 'identity'))
  return [...attached, ...side.inline.map(inline)].filter((policy) => policy !== undefined)
}

/** A managed policy as it is in force. */
export function managed(
  { store }: World,
  account: string,
  arn: string,
  kind: PolicyKind,
): AttachedPolicy | undefined {
  const found = findPolicy({ store, account }, arn)
  const policy = found && readPolicy(textInForce(found), kind).policy
  return policy && { policy, name: found.record.PolicyName ?? '', arn }
}

function inline({ name, text }: InlinePolicy): AttachedPolicy | undefined {
  const { policy } = readPolicy(text, 'identity')
  return policy && { policy, name }
}

function isUnlimited(identity: readonly AttachedPolicy[]): boolean {
  const statements = identity.flatMap(({ policy }) => policy.statements)
  return statements.every(({ effect }) => effect === 'Allow') && statements.some(allowsEverything)
}

const allowsEverything = ({ action, resource, conditions }: Statement): boolean =>
  conditions.length === 0 &&
  !action.not &&
  action.names.some(({ text }) => text === '*') &&
  resource?.not === false &&
  resource.names.some(({ text }) => text === '*')
