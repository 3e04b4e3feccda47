import { policyChapter } from '../policy.ts'
import type { Looks } from '../seen.ts'

// What endpoints lead to: buckets, queues, topics, tables, secrets, keys; and VPC Lattice's resources.

export const serviceLooks: Looks = {
  async 's3api:bucket'({ id, ask }) {
    const { Policy } = await ask('s3api', 'GetBucketPolicy', { Bucket: id })
    const { LocationConstraint } = await ask('s3api', 'GetBucketLocation', { Bucket: id })
    const { PublicAccessBlockConfiguration } = await ask('s3api', 'GetPublicAccessBlock', { Bucket: id })
    const { Contents = [] } = await ask('s3api', 'ListObjectsV2', { Bucket: id })
    return {
      record: {
        Name: id,
        LocationConstraint: LocationConstraint ?? 'us-east-1',
        PublicAccessBlockConfiguration,
      },
      chapters: [
        ...policyChapter(Policy),
        {
          kind: 'entries',
          table: {
            columns: ['name', 'amount'],
            rows: Contents.map(({ Key = '', Size = 0 }) => ({ cells: [Key, `${Size} bytes`] })),
          },
        },
      ],
    }
  },

  async 'sqs:queue'({ id, ask }) {
    const { Attributes } = await ask('sqs', 'GetQueueAttributes', { QueueUrl: id, AttributeNames: ['All'] })
    const { Policy, ...others } = Attributes ?? {}
    return { record: Attributes && others, chapters: policyChapter(Policy) }
  },

  async 'sns:topic'({ id, ask }) {
    const { Attributes } = await ask('sns', 'GetTopicAttributes', { TopicArn: id })
    const { Policy, ...others } = Attributes ?? {}
    return { record: Attributes && others, chapters: policyChapter(Policy) }
  },

  async 'dynamodb:table'({ id, ask }) {
    const { Table } = await ask('dynamodb', 'DescribeTable', { TableName: id })
    const { Policy } = await ask('dynamodb', 'GetResourcePolicy', { ResourceArn: id })
    return { record: Table, state: Table?.TableStatus, chapters: policyChapter(Policy) }
  },

  async 'secretsmanager:secret'({ id, ask }) {
    const { ResourcePolicy } = await ask('secretsmanager', 'GetResourcePolicy', { SecretId: id })
    return {
      record: await ask('secretsmanager', 'DescribeSecret', { SecretId: id }),
      chapters: policyChapter(ResourcePolicy),
    }
  },

  async 'kms:key'({ id, ask }) {
    const { KeyMetadata } = await ask('kms', 'DescribeKey', { KeyId: id })
    const { Policy } = await ask('kms', 'GetKeyPolicy', { KeyId: id, PolicyName: 'default' })
    return { record: KeyMetadata, chapters: policyChapter(Policy) }
  },

  async 'rds:db'({ id, ask }) {
    const name = id.split(':').at(-1) ?? id
    const { DBInstances } = await ask('rds', 'DescribeDBInstances', { DBInstanceIdentifier: name })
    return { record: DBInstances?.[0], state: DBInstances?.[0]?.DBInstanceStatus }
  },

  async 'vpc-lattice:resource-gateway'({ id, ask }) {
    const record = await ask('vpc-lattice', 'GetResourceGateway', { resourceGatewayIdentifier: id })
    return { record, state: record.status }
  },

  async 'vpc-lattice:resource-configuration'({ id, ask }) {
    const record = await ask('vpc-lattice', 'GetResourceConfiguration', {
      resourceConfigurationIdentifier: id,
    })
    return { record, state: record.status }
  },

  async 'vpc-lattice:service-network'({ id, ask }) {
    return { record: await ask('vpc-lattice', 'GetServiceNetwork', { serviceNetworkIdentifier: id }) }
  },
}
