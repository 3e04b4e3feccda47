import type { Fabric } from '../../network/fabric.ts'
import type { PolicyKind } from '../../policy/policy.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { roles, trustTextOf } from '../../services/iam/roles.ts'
import { users } from '../../services/iam/users.ts'
import { buckets } from '../../services/s3api/buckets.ts'
import { queues } from '../../services/sqs/queues.ts'

// What a policy that is being written can be for: the things of the world that take one.

export interface JudgedAs {
  /** `bucket arn:aws:s3:::data`. */
  readonly key: string
  readonly kind: 'bucket' | 'queue' | 'endpoint' | 'trust' | 'permissions'
  /** Its ARN, or an endpoint's id. */
  readonly of: string
  /** The policy that it has now; undefined where it has none, or the edited one would stand beside others. */
  readonly text: string | undefined
}

/** Everything in the world that takes a policy, what has one of its own first. */
export function judgeable(fabric: Fabric): readonly JudgedAs[] {
  const own = roles.everyone(fabric).filter(({ side }) => side.linkedTo === undefined)
  return [
    ...buckets.everyone(fabric).map((held) => judged('bucket', buckets.arnOf(held), held.side.policy)),
    ...queues
      .everyone(fabric)
      .map((held) => judged('queue', queues.arnOf(held), held.side.attributes['Policy'])),
    ...vpcEndpoints
      .everyone(fabric)
      .flatMap(({ record: { VpcEndpointId = '', PolicyDocument: text } }) =>
        text === undefined ? [] : [judged('endpoint', VpcEndpointId, text)],
      ),
    ...own.map((role) => judged('trust', roles.arnOf(role), trustTextOf(role))),
    ...[
      ...own.map((role) => roles.arnOf(role)),
      ...users.everyone(fabric).map((user) => users.arnOf(user)),
    ].map((arn) => judged('permissions', arn, undefined)),
  ]
}

const judged = (kind: JudgedAs['kind'], of: string, text: string | undefined): JudgedAs => ({
  key: `${kind} ${of}`,
  kind,
  of,
  text: text || undefined,
})

/** The grammar that it is read by. */
export const kindOf = ({ kind }: JudgedAs): PolicyKind => grammars[kind]

const grammars: Readonly<Record<JudgedAs['kind'], PolicyKind>> = {
  bucket: 'resource',
  queue: 'resource',
  endpoint: 'endpoint',
  trust: 'trust',
  permissions: 'identity',
}

/**
 * What a text is most likely meant for: the thing whose policy it already is, else the one that it names, else the
 * first whose grammar it keeps to.
 */
export function likeliest(text: string, all: readonly JudgedAs[]): JudgedAs | undefined {
  const readable = all.filter((one) => readPolicy(text, kindOf(one)).policy)
  const same = squeezed(text)
  return (
    readable.find((one) => one.text !== undefined && squeezed(one.text) === same) ??
    readable.find(({ kind, of }) => isPlace(kind) && namesWhole(text, of)) ??
    readable[0] ??
    all[0]
  )
}

const isPlace = (kind: JudgedAs['kind']) => kind === 'bucket' || kind === 'queue'
const namesWhole = (text: string, of: string) => text.includes(`"${of}"`) || text.includes(`"${of}/`)
const squeezed = (text: string) => text.replaceAll(/\s+/g, '')
