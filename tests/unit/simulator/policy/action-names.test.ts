import { describe, expect, it } from 'vitest'
import { actionPrefix, actionsFor } from '../../../../simulator/policy/action-names.ts'

describe('the actions of an operation', () => {
  it.each<[string, string, string[]]>([
    ['ec2', 'CreateVpcEndpoint', ['ec2:CreateVpcEndpoint']],
    ['elbv2', 'CreateLoadBalancer', ['elasticloadbalancing:CreateLoadBalancer']],
    ['logs', 'FilterLogEvents', ['logs:FilterLogEvents']],
    ['cloudwatch', 'GetMetricData', ['cloudwatch:GetMetricData']],
    ['route53resolver', 'CreateResolverRule', ['route53resolver:CreateResolverRule']],
    ['vpc-lattice', 'CreateServiceNetwork', ['vpc-lattice:CreateServiceNetwork']],
    ['configservice', 'ListDiscoveredResources', ['config:ListDiscoveredResources']],
    ['service-quotas', 'GetServiceQuota', ['servicequotas:GetServiceQuota']],
    ['s3api', 'PutObject', ['s3:PutObject']],
    ['s3api', 'ListObjectsV2', ['s3:ListBucket']],
    ['s3api', 'HeadObject', ['s3:GetObject']],
    ['s3api', 'HeadBucket', ['s3:ListBucket']],
    ['s3api', 'ListBuckets', ['s3:ListAllMyBuckets']],
    ['s3api', 'DeleteObjects', ['s3:DeleteObject']],
    ['s3api', 'GetObjectAttributes', ['s3:GetObject', 's3:GetObjectAttributes']],
    ['s3api', 'PutPublicAccessBlock', ['s3:PutBucketPublicAccessBlock']],
    ['s3', 'ListObjectsV2', ['s3:ListBucket']],
    ['s3control', 'PutPublicAccessBlock', ['s3:PutAccountPublicAccessBlock']],
    ['s3control', 'CreateAccessPoint', ['s3:CreateAccessPoint']],
    ['s3control', 'GetBucket', ['s3-outposts:GetBucket']],
    ['s3api', 'CreateSession', ['s3express:CreateSession']],
    ['sqs', 'SendMessageBatch', ['sqs:SendMessage']],
    ['kms', 'ReEncrypt', ['kms:ReEncryptFrom', 'kms:ReEncryptTo']],
    ['sts', 'AssumeRole', ['sts:AssumeRole']],
    ['sts', 'GetCallerIdentity', []],
    ['onprem', 'CreateSite', []],
  ])('%s %s', (service, operation, expected) => {
    expect(actionsFor(service, operation)).toEqual(expected)
  })

  it.each<[string, string, object, string[]]>([
    ['s3api', 'GetObject', { VersionId: 'v1' }, ['s3:GetObjectVersion']],
    ['s3api', 'HeadObject', { VersionId: 'v1' }, ['s3:GetObjectVersion']],
    ['s3api', 'DeleteObject', { VersionId: 'v1' }, ['s3:DeleteObjectVersion']],
    ['s3api', 'PutObjectTagging', { VersionId: 'v1' }, ['s3:PutObjectVersionTagging']],
    ['s3api', 'ListObjectsV2', { VersionId: 'v1' }, ['s3:ListBucket']],
    ['dynamodb', 'ExecuteStatement', { Statement: ' update t set x=1' }, ['dynamodb:PartiQLUpdate']],
    ['dynamodb', 'ExecuteStatement', { Statement: 'SELECT * FROM t' }, ['dynamodb:PartiQLSelect']],
    [
      'dynamodb',
      'TransactWriteItems',
      { TransactItems: [{ Put: {} }, { ConditionCheck: {} }, { Put: {} }, null] },
      ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
    ],
  ])('%s %s %j', (service, operation, input, expected) => {
    expect(actionsFor(service, operation, input as Record<string, unknown>)).toEqual(expected)
  })

  it('have a prefix of the service’s own', () => {
    expect(actionPrefix('elbv2')).toBe('elasticloadbalancing')
    expect(actionPrefix('ram')).toBe('ram')
  })
})
