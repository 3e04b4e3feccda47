import type { Organizations } from '../../api/generated/types.d.ts'
import type { Table } from '../../kernel/store.ts'
import type { Membership } from '../../policy/callers.ts'
import type { AttachedPolicy } from '../../policy/policy.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Context } from '../context.ts'
import { awsPolicies } from './aws-policies.ts'
import {
  type Member,
  members,
  organizations,
  ownPolicies,
  pathOf,
  type Root,
  roots,
  type Target,
  units,
} from './families.ts'

/** What an organization puts around an account. */
export interface Guardrails {
  /** From the root down to the account; undefined where none apply. */
  readonly scps: Levels | undefined
  readonly rcps: Levels | undefined
  readonly membership: Membership | undefined
}

type Levels = readonly (readonly AttachedPolicy[])[]
type World = Pick<Context, 'store'>

const none: Guardrails = { scps: undefined, rcps: undefined, membership: undefined }

const read = [organizations, roots, units, ownPolicies] as const

// A member's record is frozen and tables are persistent: while these are the same, so are the guardrails.
const known = new WeakMap<Member, { readonly tables: readonly unknown[]; readonly guardrails: Guardrails }>()

/**
 * The guardrails of an account. They hold nobody in the management account, and no service-linked role: Organizations
 * user guide, orgs_manage_policies_scps, "Tasks and entities not restricted by SCPs".
 */
export function guardrailsOf(
  ctx: World,
  account: string,
  caller?: { readonly roleArn?: string },
): Guardrails {
  const member = members.get(ctx, account)
  if (!member) return none
  const current = read.map(({ table }) => ctx.store.stateOf(table as Table<never>))
  const before = known.get(member)
  const guardrails = before?.tables.every((one, i) => one === current[i])
    ? before.guardrails
    : gather(ctx, member)
  known.set(member, { tables: current, guardrails })
  const isLinked = caller?.roleArn?.includes(':role/aws-service-role/') ?? false
  return isLinked ? { ...guardrails, scps: undefined } : guardrails
}

function gather(ctx: World, member: Member): Guardrails {
  const path = pathOf(ctx, member)
  const [root] = path
  const organization = organizations.get(ctx, member.side.organization)
  const id = organization?.record.Id ?? ''
  const ids = path.slice(0, -1).map((target) => target.record.Id ?? '')
  const membership = { id, path: `${[id, ...ids].join('/')}/` }
  if (!root || organization?.record.MasterAccountId === member.record.Id) return { ...none, membership }
  const levels = (type: Organizations.PolicyType, kind: 'scp' | 'rcp') =>
    isEnabled(root as Root, type)
      ? path.map((target) =>
          attachedTo(ctx, target, type)
            .map((one) => attached(one, kind))
            .filter(isThere),
        )
      : undefined
  return {
    scps: levels('SERVICE_CONTROL_POLICY', 'scp'),
    rcps: levels('RESOURCE_CONTROL_POLICY', 'rcp'),
    membership,
  }
}

const isThere = <T>(value: T | undefined): value is T => value !== undefined

export const isEnabled = ({ record }: Root, type: Organizations.PolicyType): boolean =>
  record.PolicyTypes?.some((one) => one.Type === type && one.Status === 'ENABLED') ?? false

export interface Content {
  readonly record: Organizations.PolicySummary
  readonly content: string
}

export function contentOf(ctx: World, id: string): Content | undefined {
  const own = ownPolicies.get(ctx, id)
  return own ? { record: own.record, content: own.side.content } : awsPolicies.get(id)
}

export const attachedTo = (ctx: World, { side }: Target, type: Organizations.PolicyType): Content[] =>
  side.policies
    .map((id) => contentOf(ctx, id))
    .filter((policy) => policy !== undefined)
    .filter(({ record }) => record.Type === type)

function attached({ record, content }: Content, kind: 'scp' | 'rcp'): AttachedPolicy | undefined {
  const { policy } = readPolicy(content, kind)
  return policy && { policy, name: record.Name ?? '', arn: record.Arn ?? '' }
}
