import type { Fabric } from '../../network/fabric.ts'
import { profileAssociations } from '../../services/ec2/instance-profile-associations.ts'
import { keys } from '../../services/kms/keys.ts'
import { buckets } from '../../services/s3api/buckets.ts'
import { objectVersions } from '../../services/s3api/object-versions.ts'
import { secrets } from '../../services/secretsmanager/secrets.ts'
import { topics } from '../../services/sns/topics.ts'
import { queues } from '../../services/sqs/queues.ts'

// Calls by which one sees what policies let people do: reading and writing what the world keeps.

export interface CallAsked {
  readonly service: string
  readonly line: string
}

export function callsIn(fabric: Fabric): readonly CallAsked[] {
  const call = (service: string, region: string, words: string): CallAsked => ({
    service,
    line: `aws ${service} ${words} --region ${region}`,
  })
  return [
    ...buckets.everyone(fabric).flatMap(({ record: { Name = '' }, region }) => {
      const key = fabric.store.all(objectVersions).find(({ bucket }) => bucket === Name)?.key
      return [
        call('s3api', region, `list-objects-v2 --bucket ${Name}`),
        ...(key === undefined
          ? []
          : [call('s3api', region, `head-object --bucket ${Name} --key ${JSON.stringify(key)}`)]),
        call('s3api', region, `put-object --bucket ${Name} --key hopwise-mutant`),
        call('s3api', region, `delete-object --bucket ${Name} --key hopwise-mutant`),
        call('s3api', region, `get-bucket-policy --bucket ${Name}`),
      ]
    }),
    ...queues
      .everyone(fabric)
      .flatMap(({ record: { QueueUrl }, region }) => [
        call('sqs', region, `send-message --queue-url ${QueueUrl} --message-body hopwise`),
        call('sqs', region, `receive-message --queue-url ${QueueUrl}`),
      ]),
    ...topics
      .everyone(fabric)
      .map(({ record: { TopicArn }, region }) =>
        call('sns', region, `publish --topic-arn ${TopicArn} --message hopwise`),
      ),
    ...secrets
      .everyone(fabric)
      .map(({ record: { ARN }, region }) =>
        call('secretsmanager', region, `get-secret-value --secret-id ${ARN}`),
      ),
    ...keys
      .everyone(fabric)
      .filter(({ record }) => record.KeyManager === 'CUSTOMER')
      .map(({ record: { Arn }, region }) => call('kms', region, `describe-key --key-id ${Arn}`)),
  ]
}

/** Whether a machine has credentials of its own. */
export const hasRole = (fabric: Fabric, instance: string): boolean =>
  profileAssociations.by(fabric, 'instance', instance).some(({ record }) => record.State === 'associated')
