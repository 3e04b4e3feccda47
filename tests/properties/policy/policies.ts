import fc from 'fast-check'
import type { Caller } from '../../../simulator/policy/callers.ts'
import type { ContextKeys } from '../../../simulator/policy/context.ts'
import type { Policies } from '../../../simulator/policy/layers.ts'
import { operators } from '../../../simulator/policy/operators/index.ts'
import type { AttachedPolicy, PolicyKind } from '../../../simulator/policy/policy.ts'
import { readPolicy } from '../../../simulator/policy/read-policy.ts'
import type { AccessRequest } from '../../../simulator/policy/request.ts'

// Policies and requests from a small world, so that they often meet.

const accounts = ['111111111111', '222222222222']
const actions = ['s3:GetObject', 's3:PutObject', 'ec2:CreateVpc', 'kms:Decrypt']
const resources = ['*', 'arn:aws:s3:::a/x', 'arn:aws:s3:::b', 'arn:aws:ec2:us-east-1:111111111111:vpc/v']
const users = ['alice', 'bob']
const values = ['a', 'b', 'true', '10', '10.0.0.0/8', '2026-01-01', 'arn:aws:iam::111111111111:user/alice']

/** Of these, what each operator takes. */
const valuesFor: ReadonlyMap<string, readonly string[]> = new Map([
  ['Null', ['true', 'false']],
  ...[...operators.values()].map(({ name, read }): [string, string[]] => [
    name,
    [...values, `\${aws:Key}`, '*'].filter((value) => read(value, { variables: true })),
  ]),
])

type Text = Readonly<Record<string, unknown>>

const principal = fc.oneof(
  fc.constant('*'),
  fc
    .subarray(
      [
        ...accounts,
        ...accounts.flatMap((id) => users.map((name) => `arn:aws:iam::${id}:user/${name}`)),
        'arn:aws:iam::111111111111:role/audit',
        'arn:aws:sts::111111111111:assumed-role/audit/s',
      ],
      { minLength: 1 },
    )
    .map((AWS) => ({ AWS })),
)

const condition = fc.constantFrom(...valuesFor).chain(([name, wanted]) =>
  fc
    .tuple(
      fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
      fc.boolean(),
      fc.constantFrom('aws:Key', 'aws:List', 'aws:Missing'),
      fc.subarray([...wanted], { minLength: 1 }),
    )
    .map(([set, ifExists, key, some]) => ({
      [`${set}${name}${ifExists && name !== 'Null' ? 'IfExists' : ''}`]: { [key]: some },
    })),
)

const either = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.tuple(fc.constantFrom(name, name, `Not${name}`), value).map(([key, held]) => ({ [key]: held }))

const hasPrincipal = (kind: PolicyKind) => kind === 'resource' || kind === 'endpoint'

/** A statement without its effect; with a principal where the kind of policy has one. */
export function statement(kind: PolicyKind): fc.Arbitrary<Text> {
  const some = fc.subarray([...actions, 's3:*', 's3:Get*'], { minLength: 1 })
  const where = fc.subarray([...resources, 'arn:aws:s3:::*', `arn:aws:s3:::\${aws:Key}/x`], { minLength: 1 })
  return fc
    .tuple(
      either('Action', some),
      either('Resource', where),
      hasPrincipal(kind) ? principal.map((Principal) => ({ Principal })) : fc.constant({}),
      fc.option(
        condition.map((Condition) => ({ Condition })),
        { nil: {} },
      ),
    )
    .map((parts) => Object.assign({}, ...parts) as Text)
}

export function attach(kind: PolicyKind, statements: readonly Text[]): AttachedPolicy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  const { policy, problems } = readPolicy(text, kind)
  if (!policy) throw new Error(`Not a policy: ${text} ${JSON.stringify(problems)}`)
  return { policy }
}

/** Most policies allow much, or hardly any request would get through all of them. */
export const policy = (kind: PolicyKind): fc.Arbitrary<AttachedPolicy> =>
  fc
    .tuple(
      fc.constantFrom(true, true, true, true, false),
      fc.array(fc.tuple(statement(kind), fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny')), {
        maxLength: 3,
      }),
    )
    .map(([isGenerous, some]) => {
      const all = {
        Effect: 'Allow',
        Action: '*',
        Resource: '*',
        ...(hasPrincipal(kind) && { Principal: '*' }),
      }
      const others = some.map(([text, Effect]) => ({ ...text, Effect }))
      return attach(kind, isGenerous || others.length === 0 ? [...others, all] : others)
    })

const list = (kind: PolicyKind, maxLength = 2) => fc.array(policy(kind), { maxLength })
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

export const policies: fc.Arbitrary<Policies> = fc
  .record({
    identity: list('identity'),
    boundary: optional(policy('boundary')),
    session: optional(fc.array(policy('session'), { minLength: 1, maxLength: 2 })),
    scps: optional(fc.array(fc.array(policy('scp'), { minLength: 1, maxLength: 2 }), { maxLength: 2 })),
    resource: optional(list('resource')),
    endpoint: optional(fc.record({ policy: policy('endpoint'), isGateway: fc.boolean() })),
  })
  // A key that holds undefined is not the same as one that is not there.
  .map(
    (all) =>
      Object.fromEntries(
        Object.entries(all).filter(([, value]) => value !== undefined),
      ) as unknown as Policies,
  )

const caller: fc.Arbitrary<Caller> = fc.oneof(
  fc.tuple(fc.constantFrom(...accounts), fc.constantFrom(...users)).map(
    ([account, name]): Caller => ({
      type: 'user',
      account,
      arn: `arn:aws:iam::${account}:user/${name}`,
      userId: `AIDA${name.toUpperCase()}0000000000`,
    }),
  ),
  fc.constantFrom<Caller>(
    { type: 'root', account: accounts[0]!, arn: `arn:aws:iam::${accounts[0]}:root`, userId: accounts[0]! },
    {
      type: 'assumed-role',
      account: accounts[0]!,
      arn: `arn:aws:sts::${accounts[0]}:assumed-role/audit/s`,
      userId: 'AROAAUDIT0000000000:s',
    },
    { type: 'service', service: 'logs.amazonaws.com' },
    { type: 'anonymous' },
  ),
)

const keys: fc.Arbitrary<ContextKeys> = fc
  .record({
    'aws:key': optional(fc.constantFrom(...values)),
    'aws:list': optional(fc.subarray(values)),
  })
  .map(
    (all) =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ContextKeys,
  )

export const request: fc.Arbitrary<AccessRequest> = fc.record({
  caller,
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  resourceAccount: fc.constantFrom(...accounts),
  keys,
  needsResourcePolicy: fc.constantFrom(false, false, true),
})
