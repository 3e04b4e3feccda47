import { AwsError } from '../../api/error.ts'
import type { Iam } from '../../api/generated/types.d.ts'
import type { IamCaller } from '../../policy/callers.ts'
import type { ContextKeys } from '../../policy/context.ts'
import { contextKeys } from '../../policy/context-keys.ts'
import type { Policies } from '../../policy/layers.ts'
import type { AttachedPolicy, PolicyKind } from '../../policy/policy.ts'
import { contextKeysIn, type Simulation, simulate } from '../../policy/simulate.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { guardrailsOf } from '../organizations/guardrails.ts'
import { entitlementOf, policiesOf } from './effective-policies.ts'
import { type Entity, nameOf } from './entities.ts'
import { invalidInput, noSuchEntity, requirePolicy } from './errors.ts'
import { groups } from './groups.ts'
import { readArn } from './iam-arns.ts'
import { nameKey } from './identifiers.ts'
import { listed } from './listing.ts'
import { type Role, roles } from './roles.ts'
import { type User, users } from './users.ts'

interface Asked {
  readonly ActionNames: readonly string[]
  readonly ResourceArns?: readonly string[] | undefined
  readonly ResourcePolicy?: string | undefined
  readonly ResourceOwner?: string | undefined
  readonly ContextEntries?: readonly Iam.ContextEntry[] | undefined
  readonly MaxItems?: number | undefined
  readonly Marker?: string | undefined
}

interface Simulated {
  readonly caller: IamCaller
  readonly keys: ContextKeys
  readonly policies: Policies
}

export const simulateCustomPolicy = operation(
  'iam',
  'SimulateCustomPolicy',
  {
    fidelity: { simplified: 'Resource handling options, which choose EC2 scenarios, change nothing.' },
    source: 'IAM API reference, SimulateCustomPolicy',
  },
  (input, ctx) => {
    const { OrderedOrganizationPolicyInputList: levels } = input
    const boundary = policyList(
      input.PermissionsBoundaryPolicyInputList,
      'PermissionsBoundaryPolicyInputList',
      'boundary',
    )
    const policies: Policies = {
      identity: policyList(input.PolicyInputList, 'PolicyInputList', 'identity'),
      ...(boundary[0] && { boundary: boundary[0] }),
      ...(levels?.length && {
        scps: levels.map((level) =>
          policyList(level.ServiceControlPolicyInputList, 'ServiceControlPolicyInputList', 'scp'),
        ),
      }),
    }
    const arn = input.CallerArn ?? `arn:aws:iam::${ctx.account}:user/unnamed`
    const caller: IamCaller = { type: 'user', account: accountIn(arn), arn, userId: arn }
    return results(input, { caller, keys: {}, policies })
  },
)

export const simulatePrincipalPolicy = operation(
  'iam',
  'SimulatePrincipalPolicy',
  {
    fidelity: { simplified: 'Resource handling options, which choose EC2 scenarios, change nothing.' },
    source: 'IAM API reference, SimulatePrincipalPolicy',
  },
  (input, ctx) => {
    const { PolicySourceArn, CallerArn, PolicyExclusionList = [] } = input
    const entity = requireEntity(ctx, PolicySourceArn)
    if (input.ResourcePolicy !== undefined && CallerArn === undefined && !isUser(entity)) {
      throw invalidInput(
        'CallerArn is required when a ResourcePolicy is given and PolicySourceArn is no user.',
      )
    }
    const excluded = new Set<string>(PolicyExclusionList.map(identifierOf))
    const own = namedPolicies(ctx, entity).filter(
      ({ key, type }) => !excluded.has(key) && !excluded.has(type),
    )
    const custom = policyList(
      input.PermissionsBoundaryPolicyInputList,
      'PermissionsBoundaryPolicyInputList',
      'boundary',
    )[0]
    const boundary = custom ?? boundaryOf(ctx, entity, excluded)
    const { scps } = guardrailsOf(ctx, ctx.account)
    const policies: Policies = {
      identity: [
        ...own.map(({ policy }) => policy),
        ...policyList(input.PolicyInputList, 'PolicyInputList', 'identity'),
      ],
      ...(boundary && { boundary }),
      ...(scps && !excluded.has('scp') && { scps }),
    }
    const caller: IamCaller = CallerArn === undefined ? callerOf(entity) : requireCaller(ctx, CallerArn)
    const keys = contextKeys({ caller, action: '', region: ctx.region, now: ctx.now })
    return results(input, { caller, keys, policies })
  },
)

export const getContextKeysForCustomPolicy = operation(
  'iam',
  'GetContextKeysForCustomPolicy',
  { fidelity: 'exact', source: 'IAM API reference, GetContextKeysForCustomPolicy' },
  ({ PolicyInputList }) => ({
    ContextKeyNames: contextKeysIn(policyList(PolicyInputList, 'PolicyInputList', 'identity')),
  }),
)

export const getContextKeysForPrincipalPolicy = operation(
  'iam',
  'GetContextKeysForPrincipalPolicy',
  { fidelity: 'exact', source: 'IAM API reference, GetContextKeysForPrincipalPolicy' },
  ({ PolicySourceArn, PolicyInputList }, ctx) => {
    const own = namedPolicies(ctx, requireEntity(ctx, PolicySourceArn)).map(({ policy }) => policy)
    return {
      ContextKeyNames: contextKeysIn([...own, ...policyList(PolicyInputList, 'PolicyInputList', 'identity')]),
    }
  },
)

function results(asked: Asked, { caller, keys, policies }: Simulated) {
  const resources = asked.ResourceArns?.length ? asked.ResourceArns : ['*']
  const resource = asked.ResourcePolicy === undefined ? undefined : resourcePolicy(asked.ResourcePolicy)
  const known = { ...keys, ...contextOf(asked.ContextEntries ?? []) }
  const owner = asked.ResourceOwner === undefined ? undefined : accountIn(asked.ResourceOwner)
  const all = asked.ActionNames.flatMap((action) => {
    if (!/^[\w-]+:[\w*?]+$/.test(action)) throw invalidInput(`Invalid action: ${action}`)
    return resources.map((arn) => {
      const request = {
        caller,
        action,
        resource: arn,
        keys: known,
        ...(owner !== undefined && { resourceAccount: owner }),
      }
      const told = simulate(request, { ...policies, ...(resource && { resource: [resource] }) })
      return printed(action, arn, told, asked.ResourceArns !== undefined)
    })
  })
  return listed('EvaluationResults', all, asked)
}

function printed(action: string, arn: string, told: Simulation, bySource: boolean): Iam.EvaluationResult {
  const { decision, matchedStatements, missingContextValues, details } = told
  const boundary = told.allowedByBoundary !== undefined && {
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: told.allowedByBoundary },
  }
  const MatchedStatements = matchedStatements as readonly Iam.Statement[]
  const more = { MatchedStatements, MissingContextValues: missingContextValues }
  return {
    EvalActionName: action,
    EvalResourceName: arn,
    EvalDecision: decision,
    ...more,
    ...(told.allowedByOrganizations !== undefined && {
      OrganizationsDecisionDetail: { AllowedByOrganizations: told.allowedByOrganizations },
    }),
    ...boundary,
    ...(details && { EvalDecisionDetails: details }),
    ...(bySource && {
      ResourceSpecificResults: [
        {
          EvalResourceName: arn,
          EvalResourceDecision: decision,
          ...more,
          ...(details && { EvalDecisionDetails: details }),
          ...boundary,
        },
      ],
    }),
  }
}

/** Policies given as text are named after the parameter and their place in it. */
function policyList(texts: readonly string[] | undefined, list: string, kind: PolicyKind): AttachedPolicy[] {
  return (texts ?? []).map((text, i) => ({ policy: parsed(text, kind), name: `${list}.${i + 1}` }))
}

const resourcePolicy = (text: string): AttachedPolicy => ({
  policy: parsed(text, 'resource'),
  name: 'ResourcePolicy',
})

function parsed(text: string, kind: PolicyKind) {
  try {
    return requirePolicy(text, kind)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    // Here a text that is no policy is an input that is wrong.
    throw invalidInput(error.message)
  }
}

function contextOf(entries: readonly Iam.ContextEntry[]): ContextKeys {
  const values = entries.map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType = '' }) => {
    const [only = ''] = ContextKeyValues
    return [ContextKeyName.toLowerCase(), ContextKeyType.endsWith('List') ? ContextKeyValues : only] as const
  })
  return Object.fromEntries(values)
}

const accountIn = (arn: string): string => arn.split(':')[4] ?? arn

function requireEntity(ctx: Context, arn: string): Entity {
  const { kind, name } = readArn(arn)
  const key = nameKey(ctx.account, name)
  const found: readonly Entity[] =
    kind === 'user'
      ? users.by(ctx, 'name', key)
      : kind === 'role'
        ? roles.by(ctx, 'name', key)
        : kind === 'group'
          ? groups.by(ctx, 'name', key)
          : []
  const entity = found.find(({ record }) => record.Arn === arn)
  if (!entity) throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`)
  return entity
}

function requireCaller(ctx: Context, arn: string): IamCaller {
  const entity = requireEntity(ctx, arn)
  if (!isUser(entity)) throw invalidInput(`CallerArn must be the ARN of a user: ${arn}`)
  return callerOf(entity)
}

const isUser = (entity: Entity): entity is User => 'UserId' in entity.record
const isRole = (entity: Entity): entity is Role => 'RoleId' in entity.record

function callerOf(entity: Entity): IamCaller {
  const { account, record } = entity
  const id = isUser(entity) ? users.idOf(entity) : isRole(entity) ? roles.idOf(entity) : nameOf(entity)
  const tags = 'Tags' in record ? record.Tags : undefined
  return {
    type: 'user',
    account,
    arn: record.Arn ?? '',
    userId: id,
    tags: Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  }
}

interface NamedPolicy {
  /** What an exclusion names it by. */
  readonly key: string
  readonly type: Iam.PolicyIdentifierPolicyType
  readonly policy: AttachedPolicy
}

/** The entity's policies and its groups', under the names that matched statements give as their source. */
function namedPolicies(ctx: Context, entity: Entity): NamedPolicy[] {
  const joined = isUser(entity) ? entity.side.groups.map((id) => groups.get(ctx, id)) : []
  return [entity, ...joined.filter((one) => one !== undefined)].flatMap((one) =>
    policiesOf(ctx, one).map((policy): NamedPolicy => {
      const { arn } = policy
      if (arn !== undefined) return { key: arn, type: isOfAws(arn) ? 'aws-managed' : 'user-managed', policy }
      const name = `${wordOf(one)}_${nameOf(one)}_${policy.name}`
      return { key: name, type: 'inline', policy: { ...policy, name } }
    }),
  )
}

const isOfAws = (arn: string) => arn.startsWith('arn:aws:iam::aws:')

const wordOf = (entity: Entity) => (isUser(entity) ? 'user' : isRole(entity) ? 'role' : 'group')

/** The data type's page: all policies of a type, or one by its ARN, or one by its name. */
function identifierOf({
  PolicyType,
  PolicyArn,
  InlinePolicyIdentifier: inline,
}: Iam.PolicyIdentifier): string {
  if (!inline) return PolicyType ?? PolicyArn ?? ''
  return `${inline.AttachmentType.toLowerCase()}_${inline.AttachmentName}_${inline.PolicyName}`
}

function boundaryOf(ctx: Context, entity: Entity, excluded: ReadonlySet<string>): AttachedPolicy | undefined {
  if (!isUser(entity) && !isRole(entity)) return undefined
  if (excluded.has('permission-boundary')) return undefined
  const { boundary } = entitlementOf(ctx, entity)
  return boundary?.arn !== undefined && excluded.has(boundary.arn) ? undefined : boundary
}
