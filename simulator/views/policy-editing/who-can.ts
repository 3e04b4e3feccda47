import type { Fabric } from '../../network/fabric.ts'
import { authorise, type Decision } from '../../policy/authorise.ts'
import type { Caller, IamCaller } from '../../policy/callers.ts'
import { contextKeys } from '../../policy/context-keys.ts'
import { readJson } from '../../policy/json-text.ts'
import type { Layer, Policies } from '../../policy/layers.ts'
import { matches, type Pattern } from '../../policy/pattern.ts'
import type { AttachedPolicy, Policy } from '../../policy/policy.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { type VpcEndpoint, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { entitlementOf } from '../../services/iam/effective-policies.ts'
import { type Role, roles, trustTextOf } from '../../services/iam/roles.ts'
import { type User, users } from '../../services/iam/users.ts'
import { guardrailsOf } from '../../services/organizations/guardrails.ts'
import { originOf } from '../../services/request-origin.ts'
import { buckets } from '../../services/s3api/buckets.ts'
import { queues } from '../../services/sqs/queues.ts'
import { accounts, rootOf } from '../../world/accounts.ts'
import { type JudgedAs, judgeable, kindOf, likeliest } from './judged-as.ts'

// Who can do what by the policies of the world as it is, and who could with the text of an editor in its place.

export interface WhoCanQuestion {
  readonly text: string
  /** The key of what it is to be judged as; without it, what it is most likely meant for. */
  readonly as?: string | undefined
  /** The id of the endpoint that requests come through; without it they come over the internet. */
  readonly through?: string | undefined
}

export type WhoCan =
  | { readonly state: 'empty' | 'no-json' | 'no-policy' | 'nothing-to-judge' }
  | (Choices & { readonly state: 'not-taken' })
  | (Choices & Judged & { readonly state: 'judged' })

interface Choices {
  readonly as: string
  readonly choices: readonly Pick<JudgedAs, 'key' | 'kind' | 'of'>[]
  readonly through: string | undefined
  /** Ids of the endpoints that a request could come through. */
  readonly endpoints: readonly string[]
}

interface Judged {
  /** Changes come first. */
  readonly rows: readonly WhoCanRow[]
  /** How many rows there would be without a bound. */
  readonly total: number
  readonly changed: number
  /** There are more than were judged, and what would change for them is not known. */
  readonly isPartial: boolean
  /** Actions that the policy names and that are not judged here. */
  readonly beside: readonly string[]
}

export interface WhoCanRow {
  readonly who: Who
  readonly action: string
  readonly resource: string
  readonly now: Judgement
  readonly edited: Judgement
}

interface Who {
  readonly kind: 'root' | 'user' | 'role' | 'service' | 'anonymous'
  readonly name: string
  readonly account: string | undefined
}

export interface Judgement {
  readonly isAllowed: boolean
  /** The kind of policy that decides; `root` where the account's root user needs none. */
  readonly by: Layer | 'trust' | 'root'
  /** The Sid of the statement that decides, or its number; undefined where none says anything. */
  readonly statement: string | undefined
  /** Whether it stands in the policy in question. */
  readonly isOwn: boolean
  /** The name of another policy that it stands in, where that has one. */
  readonly policy: string | undefined
}

const mostRows = 40
const mostJudged = 4000
const mostPeople = 50
const mostResources = 6

export function whoCan(fabric: Fabric, { text, as, through }: WhoCanQuestion): WhoCan {
  if (!text.trim()) return { state: 'empty' }
  const json = readJson(text)
  if ('fault' in json && json.fault === 'syntax') return { state: 'no-json' }
  if (!('fault' in json) && !(json.kind === 'object' && json.members.has('Statement'))) {
    return { state: 'no-policy' }
  }
  const all = judgeable(fabric)
  const target = all.find(({ key }) => key === as) ?? likeliest(text, all)
  if (!target) return { state: 'nothing-to-judge' }
  const endpoints = target.kind === 'endpoint' ? [target.of] : endpointsFor(fabric, prefixOf(fabric, target))
  const way = target.kind === 'endpoint' ? target.of : endpoints.find((id) => id === through)
  const choices: Choices = {
    as: target.key,
    choices: all.map(({ key, kind, of }) => ({ key, kind, of })),
    through: way,
    endpoints,
  }
  const { policy } = readPolicy(text, kindOf(target))
  if (!policy) return { ...choices, state: 'not-taken' }
  return { ...choices, state: 'judged', ...new Judge(fabric, target, policy, way).judge() }
}

interface Person {
  readonly who: Who
  readonly caller: Caller
  readonly entity: User | Role | undefined
}

interface Thing {
  readonly arn: string
  readonly account: string
  readonly region: string
  /** Its own policy, as it is now. */
  readonly policies: readonly AttachedPolicy[]
  readonly needsPolicy: boolean
}

class Judge {
  readonly #fabric: Fabric
  readonly #target: JudgedAs
  readonly #edited: AttachedPolicy
  readonly #now: AttachedPolicy | undefined
  readonly #way: string | undefined

  constructor(fabric: Fabric, target: JudgedAs, edited: Policy, way: string | undefined) {
    this.#fabric = fabric
    this.#target = target
    this.#edited = { policy: edited }
    const policy = target.text === undefined ? undefined : readPolicy(target.text, kindOf(target)).policy
    this.#now = policy && { policy }
    this.#way = way
  }

  judge(): Judged {
    const { actions, beside } = this.#actions()
    const things = actions.map((action) => ({ action, things: this.#things(action) }))
    const people = this.#people()
    const kept = people.slice(0, mostPeople)
    const perPerson = things.reduce((sum, one) => sum + one.things.length, 0)
    const asked = kept.flatMap((person) =>
      things.flatMap((one) =>
        one.things.slice(0, mostResources).map((thing) => ({ person, action: one.action, thing })),
      ),
    )
    const rows = asked
      .slice(0, mostJudged)
      .map(({ person, action, thing }) => this.#row(person, action, thing))
    const changed = rows.filter(isChanged)
    return {
      rows: [...changed, ...rows.filter((row) => !isChanged(row))].slice(0, mostRows),
      total: people.length * perPerson,
      changed: changed.length,
      isPartial: rows.length < people.length * perPerson,
      beside,
    }
  }

  #row(person: Person, action: string, thing: Thing): WhoCanRow {
    return {
      who: person.who,
      action,
      resource: thing.arn,
      now: this.#judgement(person, action, thing, false),
      edited: this.#judgement(person, action, thing, true),
    }
  }

  #judgement({ caller, entity }: Person, action: string, thing: Thing, isEdited: boolean): Judgement {
    const { kind, of } = this.#target
    const own = isEdited ? this.#edited : this.#now
    const entitlement = entity && entitlementOf(this.#fabric, entity)
    const isOfThem = kind === 'permissions' && entity?.record.Arn === of
    const isOfThing = kind !== 'permissions' && kind !== 'endpoint' && beneath(thing.arn, of)
    const { scps } = 'account' in caller ? guardrailsOf(this.#fabric, caller.account, caller) : {}
    const { rcps, membership } = guardrailsOf(this.#fabric, thing.account)
    const { endpoint, ...origin } = this.#origin(action)
    const policies: Policies = {
      identity: [...(entitlement?.identity ?? []), ...(isOfThem && own ? [own] : [])],
      ...(entitlement?.boundary && { boundary: entitlement.boundary }),
      ...(scps && { scps }),
      ...(rcps && { rcps }),
      ...(endpoint && { endpoint: kind === 'endpoint' && own ? { ...endpoint, policy: own } : endpoint }),
      resource: isOfThing ? (own ? [own] : []) : thing.policies,
    }
    const keys = contextKeys({
      caller,
      action,
      region: thing.region,
      now: this.#fabric.now,
      ...origin,
      resource: { account: thing.account, ...(membership && { organization: membership }) },
    })
    const decision = authorise(
      {
        caller,
        action,
        resource: thing.arn,
        resourceAccount: thing.account,
        keys,
        ...(thing.needsPolicy && { needsResourcePolicy: true }),
      },
      policies,
    )
    return told(decision, own, thing.needsPolicy)
  }

  #origin(action: string) {
    const [prefix = ''] = action.split(':')
    const held = this.#way === undefined ? undefined : vpcEndpoints.get(this.#fabric, this.#way)
    if (!held || serviceOf(held) !== prefix) return originOf(this.#fabric, prefix)
    const vpc = vpcs.get(this.#fabric, held.record.VpcId ?? '')
    return originOf(this.#fabric, prefix === 's3' ? 's3api' : prefix, {
      vpcEndpointId: this.#way!,
      sourceIp: within(vpc?.record.CidrBlock ?? '10.0.0.0/16'),
    })
  }

  /** Those that either text names; a pattern stands for the common actions that it covers. */
  #actions(): { readonly actions: readonly string[]; readonly beside: readonly string[] } {
    const prefix = prefixOf(this.#fabric, this.#target)
    const actions = new Set<string>()
    const beside = new Set<string>()
    for (const { policy } of [this.#edited, ...(this.#now ? [this.#now] : [])]) {
      for (const pattern of policy.statements.flatMap(({ action }) => action.names)) {
        const found = prefix === undefined ? known : known.filter((one) => one.startsWith(`${prefix}:`))
        const covered = found.filter((one) => matches(pattern.units ?? [], one.toLowerCase()))
        const exact = exactly(pattern, policy.text)
        if (covered.length) for (const one of covered) actions.add(one)
        else if (exact && isJudged(exact) && (prefix === undefined || exact.startsWith(`${prefix}:`))) {
          actions.add(exact)
        } else beside.add(exact ?? pattern.text)
      }
    }
    return { actions: [...actions], beside: [...beside] }
  }

  #things(action: string): readonly Thing[] {
    const { kind, of } = this.#target
    const isAny = kind === 'endpoint' || kind === 'permissions'
    const all = action.startsWith('s3:')
      ? this.#buckets(action)
      : action.startsWith('sqs:')
        ? this.#queues()
        : this.#roles()
    return isAny ? all : all.filter(({ arn }) => beneath(arn, of))
  }

  #buckets(action: string): Thing[] {
    return buckets.everyone(this.#fabric).flatMap((held) => {
      const arn = buckets.arnOf(held)
      const arns = isOfObjects(action) ? this.#objectsIn(arn) : [arn]
      return arns.map((one) => thingOf(held, one, policiesOf(held.side.policy, 'resource')))
    })
  }

  /** Objects of the names that the policies speak of, and one that they may not speak of. */
  #objectsIn(bucket: string): readonly string[] {
    const policies = [this.#edited, ...(this.#now ? [this.#now] : [])]
    const named = policies
      .flatMap(({ policy }) => policy.statements)
      .flatMap(({ resource }) => resource?.names ?? [])
      .filter(({ text, variables }) => text.startsWith(`${bucket}/`) && variables.length === 0)
      .map(({ text }) => text.replaceAll(/[*?]+/g, 'example'))
    return [...new Set([`${bucket}/example`, ...named])]
  }

  #queues(): Thing[] {
    return queues
      .everyone(this.#fabric)
      .map((held) =>
        thingOf(held, queues.arnOf(held), policiesOf(held.side.attributes['Policy'], 'resource')),
      )
  }

  #roles(): Thing[] {
    return roles
      .everyone(this.#fabric)
      .filter(({ side }) => side.linkedTo === undefined)
      .map((role) => ({
        ...thingOf(role, roles.arnOf(role), policiesOf(trustTextOf(role), 'trust')),
        needsPolicy: true,
      }))
  }

  #people(): readonly Person[] {
    const { kind, of } = this.#target
    const named = [...roles.everyone(this.#fabric), ...users.everyone(this.#fabric)]
      .filter(({ side }) => !('linkedTo' in side && side.linkedTo !== undefined))
      .map((entity) => this.#personOf(entity))
    if (kind === 'permissions') return named.filter(({ entity }) => entity?.record.Arn === of)
    const roots = this.#fabric.store.all(accounts).map(({ id }): Person => {
      const { arn, userId } = rootOf(id)
      const caller: Caller = { type: 'root', account: id, arn, userId, ...this.#membershipOf(id) }
      return { who: { kind: 'root', name: 'root', account: id }, caller, entity: undefined }
    })
    const strangers: Person[] = kind === 'trust' ? [] : [anyone]
    return [...strangers, ...this.#services(), ...roots, ...named]
  }

  #personOf(entity: User | Role): Person {
    const { account, record } = entity
    const arn = record.Arn ?? ''
    const tags = Object.fromEntries((record.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))
    const more = { account, tags, ...this.#membershipOf(account) }
    if ('UserId' in record) {
      const caller: IamCaller = { type: 'user', arn, userId: record.UserId ?? '', ...more }
      return { who: { kind: 'user', name: record.UserName ?? '', account }, caller, entity }
    }
    const { RoleName: name = '', RoleId = '' } = record as Role['record']
    const caller: IamCaller = {
      type: 'assumed-role',
      arn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
      userId: `${RoleId}:session`,
      roleArn: arn,
      session: { issuedAt: this.#fabric.now },
      ...more,
    }
    return { who: { kind: 'role', name, account }, caller, entity }
  }

  #membershipOf(account: string) {
    const { membership } = guardrailsOf(this.#fabric, account)
    return membership ? { organization: membership } : {}
  }

  /** Services of AWS are asked about where a policy names them. */
  #services(): Person[] {
    if (this.#target.kind === 'endpoint') return []
    const statements = [this.#edited, ...(this.#now ? [this.#now] : [])].flatMap(
      ({ policy }) => policy.statements,
    )
    const names = new Set(statements.flatMap(({ principal }) => [...(principal?.names.services ?? [])]))
    return [...names].map((service) => ({
      who: { kind: 'service', name: service, account: undefined },
      caller: { type: 'service', service },
      entity: undefined,
    }))
  }
}

const anyone: Person = {
  who: { kind: 'anonymous', name: '', account: undefined },
  caller: { type: 'anonymous' },
  entity: undefined,
}

export const isChanged = ({ now, edited }: Pick<WhoCanRow, 'now' | 'edited'>): boolean =>
  now.isAllowed !== edited.isAllowed

function told(decision: Decision, own: AttachedPolicy | undefined, isTrust: boolean): Judgement {
  const isAllowed = decision.outcome === 'allowed'
  if (isAllowed && decision.by === 'root') {
    return { isAllowed, by: 'root', statement: undefined, isOwn: false, policy: undefined }
  }
  const match = isAllowed ? (decision.by === 'root' ? undefined : decision.by) : decision
  const layer = isAllowed
    ? (decision.opinions.find((opinion) => opinion.match === match)?.layer ?? 'identity')
    : decision.layer
  const { statement, policy } = match ?? {}
  return {
    isAllowed,
    by: layer === 'resource' && isTrust ? 'trust' : layer,
    statement: statement && (statement.sid || String(statement.index + 1)),
    isOwn: policy !== undefined && policy === own,
    policy: policy?.name,
  }
}

function policiesOf(text: string | undefined, kind: 'resource' | 'trust'): readonly AttachedPolicy[] {
  const { policy } = text ? readPolicy(text, kind) : {}
  return policy ? [{ policy }] : []
}

const thingOf = (
  { account, region }: { readonly account: string; readonly region: string },
  arn: string,
  policies: readonly AttachedPolicy[],
): Thing => ({ arn, account, region, policies, needsPolicy: false })

const beneath = (arn: string, of: string) => arn === of || arn.startsWith(`${of}/`)

/** What wildcards are shown by. */
const known: readonly string[] = [
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:PutBucketPolicy'],
  ...['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  'sts:AssumeRole',
]

const judgedServices: ReadonlySet<string> = new Set(['s3', 'sqs', 'sts'])
const isJudged = (action: string) => /^(?:s3|sqs):|^sts:AssumeRole$/.test(action)

/** Of the actions that a policy there can be asked about; undefined where they can be any service's. */
function prefixOf(fabric: Fabric, { kind, of }: JudgedAs): string | undefined {
  if (kind === 'bucket') return 's3'
  if (kind === 'queue') return 'sqs'
  if (kind === 'trust') return 'sts'
  const held = kind === 'endpoint' ? vpcEndpoints.get(fabric, of) : undefined
  return held && serviceOf(held)
}

/** `com.amazonaws.us-east-1.s3` is the service of `s3:` actions. */
const serviceOf = ({ record }: VpcEndpoint) => record.ServiceName?.split('.').at(-1)

function endpointsFor(fabric: Fabric, prefix: string | undefined): readonly string[] {
  return vpcEndpoints.everyone(fabric).flatMap((held) => {
    const service = serviceOf(held)
    const isMeant = prefix === undefined ? judgedServices.has(service ?? '') : service === prefix
    return isMeant ? (held.record.VpcEndpointId ?? []) : []
  })
}

/** Service authorization reference, "Actions defined by Amazon S3": those whose resource is an object. */
const isOfObjects = (action: string) =>
  !action.includes('Bucket') && /Object|MultipartUpload|Replicate|BypassGovernance/.test(action)

/** An action as it is written, of which the pattern has small letters only; undefined where it has wildcards. */
function exactly({ text }: Pattern, policy: string): string | undefined {
  if (/[*?]/.test(text)) return undefined
  const at = policy.toLowerCase().indexOf(`"${text}"`)
  return at < 0 ? text : policy.slice(at + 1, at + 1 + text.length)
}

/** An address of a machine in a block. */
function within(block: string): string {
  const [base = ''] = block.split('/')
  const cut = base.lastIndexOf('.') + 1
  return base.slice(0, cut) + (Number(base.slice(cut)) + 10)
}
