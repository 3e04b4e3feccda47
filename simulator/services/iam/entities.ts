import type { Iam } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { deleteConflict } from './errors.ts'
import type { Quota } from './quotas.ts'

// What users, groups and roles have in common: policies attached to them and policies of their own.

export interface InlinePolicy {
  readonly name: string
  /** As its author wrote it. */
  readonly text: string
}

export interface EntitySide {
  /** ARNs of managed policies, in the order of attaching. */
  readonly attached: readonly string[]
  readonly inline: readonly InlinePolicy[]
}

export const bare: EntitySide = { attached: [], inline: [] }

export type Entity = Held<Iam.User | Iam.Group | Iam.Role, EntitySide>

/** The kinds of entity, told apart by what operations call their name. */
export interface EntityKind<I> {
  /** As IAM's sentences call it: `user`. */
  readonly word: string
  /** IAM and STS quotas, reference_iam-quotas. */
  readonly attachedQuota: Quota
  /** How much text the entity's own policies may have together, without white space. */
  readonly mostInline: number
  require(ctx: Context, input: I): Entity
  update(ctx: Context, entity: Entity, side: Partial<EntitySide>): void
}

export const nameOf = ({ record }: Entity): string => {
  if ('UserName' in record) return record.UserName ?? ''
  if ('RoleName' in record) return record.RoleName ?? ''
  return 'GroupName' in record ? (record.GroupName ?? '') : ''
}

// The data type's page in the IAM API reference: the value is always Policy, whatever the model says.
export const boundaryOf = (arn: string): Iam.AttachedPermissionsBoundary => ({
  PermissionsBoundaryType: 'Policy' as string as Iam.PermissionsBoundaryAttachmentType,
  PermissionsBoundaryArn: arn,
})

/** An entity goes only when nothing hangs on it any more. */
export function refuseWithPolicies({ side }: Entity): void {
  if (side.attached.length) throw deleteConflict('Cannot delete entity, must detach all policies first.')
  if (side.inline.length) throw deleteConflict('Cannot delete entity, must delete policies first.')
}

/** By the ARN of a managed policy: who has it attached. */
export const attachedIndex = ({ side }: Held<object, EntitySide>) => side.attached

/** By the ARN of a managed policy: whose boundary it is. */
export const boundaryIndex = ({ record }: Held<Iam.User | Iam.Role, EntitySide>) =>
  record.PermissionsBoundary?.PermissionsBoundaryArn
