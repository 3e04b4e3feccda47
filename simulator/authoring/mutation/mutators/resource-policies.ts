import { requestTo } from '../../../network/mending/repair.ts'
import { keys } from '../../../services/kms/keys.ts'
import { buckets } from '../../../services/s3api/buckets.ts'
import { secrets } from '../../../services/secretsmanager/secrets.ts'
import { topics } from '../../../services/sns/topics.ts'
import { queues } from '../../../services/sqs/queues.ts'
import { type Mutator, mutant } from '../mutator.ts'
import { changedPolicies } from '../policy-changes.ts'

/** The policy of a bucket, queue, topic, secret or key is missing, or lets others do more, or less. */
export const resourcePolicies: Mutator = {
  name: 'resource-policies',
  changes: ['calls'],
  mutants: ({ fabric, called }) => [
    ...buckets.everyone(fabric).flatMap((bucket) => {
      const { Name = '' } = bucket.record
      const { policy, settings } = bucket.side
      return [
        ...changedPolicies(policy).map(({ how, policy: Policy }) =>
          mutant(
            `${how} in the policy of the bucket ${Name}`,
            requestTo('s3api', bucket, 'PutBucketPolicy', { Bucket: Name, Policy }),
          ),
        ),
        ...(policy === undefined
          ? []
          : [
              mutant(
                `The bucket ${Name} has no policy`,
                requestTo('s3api', bucket, 'DeleteBucketPolicy', { Bucket: Name }),
              ),
            ]),
        ...(settings.publicAccessBlock
          ? [
              mutant(
                `Public access is not blocked for the bucket ${Name}`,
                requestTo('s3api', bucket, 'DeletePublicAccessBlock', { Bucket: Name }),
              ),
            ]
          : []),
      ]
    }),
    ...queues.everyone(fabric).flatMap((queue) => {
      const { QueueUrl } = queue.record
      const { Policy: policy } = queue.side.attributes
      return [...changedPolicies(policy), ...without(policy)].map(({ how, policy: Policy }) =>
        mutant(
          `${how} in the policy of the queue ${called(QueueUrl)}`,
          requestTo('sqs', queue, 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } }),
        ),
      )
    }),
    ...topics.everyone(fabric).flatMap((topic) => {
      const { TopicArn = '' } = topic.record
      return changedPolicies(topic.side.attributes['Policy']).map(({ how, policy: AttributeValue }) =>
        mutant(
          `${how} in the policy of the topic ${called(TopicArn)}`,
          requestTo('sns', topic, 'SetTopicAttributes', {
            TopicArn,
            AttributeName: 'Policy',
            AttributeValue,
          }),
        ),
      )
    }),
    ...secrets.everyone(fabric).flatMap((secret) => {
      const { ARN: SecretId = '' } = secret.record
      return changedPolicies(secret.side.policy).map(({ how, policy: ResourcePolicy }) =>
        mutant(
          `${how} in the policy of the secret ${called(SecretId)}`,
          requestTo('secretsmanager', secret, 'PutResourcePolicy', { SecretId, ResourcePolicy }),
        ),
      )
    }),
    ...keys
      .everyone(fabric)
      .filter(({ record }) => record.KeyManager === 'CUSTOMER')
      .flatMap((key) => {
        const { KeyId = '' } = key.record
        return changedPolicies(key.side.policy).map(({ how, policy: Policy }) =>
          mutant(
            `${how} in the policy of the key ${called(key.record.Arn)}`,
            requestTo('kms', key, 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy }),
          ),
        )
      }),
  ],
}

const without = (policy: string | undefined) =>
  policy === undefined || policy === '' ? [] : [{ how: 'Nothing', policy: '' }]
