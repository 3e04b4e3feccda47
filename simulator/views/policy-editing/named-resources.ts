import type { Fabric } from '../../network/fabric.ts'
import { tables } from '../../services/dynamodb/tables.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import type { Family } from '../../services/family.ts'
import { roles } from '../../services/iam/roles.ts'
import { users } from '../../services/iam/users.ts'
import { keys } from '../../services/kms/keys.ts'
import { buckets } from '../../services/s3api/buckets.ts'
import { secrets } from '../../services/secretsmanager/secrets.ts'
import { topics } from '../../services/sns/topics.ts'
import { queues } from '../../services/sqs/queues.ts'
import { accounts } from '../../world/accounts.ts'

/** What there is in a world that a policy can name. */
export interface NamedResources {
  /** ARNs by the prefix of their service's actions. */
  readonly resources: Readonly<Record<string, readonly string[]>>
  readonly accounts: readonly string[]
  /** ARNs of accounts, roles and users. */
  readonly principals: readonly string[]
  readonly vpcs: readonly string[]
  readonly endpoints: readonly string[]
}

export function namedResources(fabric: Fabric): NamedResources {
  const arnsOf = <A extends object, S extends object>(family: Family<A, S>) =>
    family.everyone(fabric).map((held) => family.arnOf(held))
  const ids = fabric.store.all(accounts).map(({ id }) => id)
  const people = [...arnsOf(roles), ...arnsOf(users)]
  return {
    resources: {
      dynamodb: arnsOf(tables),
      iam: people,
      kms: arnsOf(keys),
      s3: arnsOf(buckets).flatMap((arn) => [arn, `${arn}/*`]),
      secretsmanager: arnsOf(secrets),
      sns: arnsOf(topics),
      sqs: arnsOf(queues),
      sts: arnsOf(roles),
    },
    accounts: ids,
    principals: [...ids.map((id) => `arn:aws:iam::${id}:root`), ...people],
    vpcs: vpcs.everyone(fabric).flatMap(({ record }) => record.VpcId ?? []),
    endpoints: vpcEndpoints.everyone(fabric).flatMap(({ record }) => record.VpcEndpointId ?? []),
  }
}
