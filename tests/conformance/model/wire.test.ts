import { expect, it } from 'vitest'
import { loaders } from '../../../simulator/api/generated/index.ts'

const wires = Object.fromEntries(
  await Promise.all(
    Object.entries(loaders).map(async ([name, loader]) => [name, await loader.wire()] as const),
  ),
)

it.each([
  ['ec2', 'RunInstances.SecurityGroupIds', { xml: 'SecurityGroupId', item: 'SecurityGroupId' }],
  ['ec2', 'RunInstances.DryRun', { xml: 'dryRun' }],
  ['ec2', 'DescribeVpcs.Filters', { xml: 'Filter', item: 'Filter' }],
  ['s3api', 'PutObject.Metadata', { prefix: 'x-amz-meta-' }],
  ['s3api', 'PutObject.Bucket', { label: true }],
  ['s3api', 'PutObject.Body', { payload: true }],
  ['s3api', 'PutObject.Expires', { header: 'Expires' }],
  ['s3api', 'ListObjectsV2.MaxKeys', { queryString: 'max-keys' }],
  ['s3control', 'CreateAccessPoint.AccountId', { header: 'x-amz-account-id', hostLabel: true }],
  ['arc-zonal-shift', 'CancelZonalShift.zonalShiftId', { label: true }],
  ['arc-zonal-shift', 'ListAutoshifts.maxResults', { queryString: 'maxResults' }],
])('%s writes %s where AWS reads it', (service, place, written) => {
  const [operation, member] = place.split('.') as [string, string]
  expect(wires[service]!.structures[`${operation}Request`]?.[member]).toEqual(written)
})

it.each([
  ['s3api', 'PutObject', { http: ['PUT', '/{Key+}?x-id=PutObject', 200] }],
  [
    'route53',
    'ChangeResourceRecordSets',
    { http: ['POST', '/2013-04-01/hostedzone/{HostedZoneId}/rrset', 200] },
  ],
  ['arc-zonal-shift', 'StartZonalShift', { http: ['POST', '/zonalshifts', 201] }],
])('%s sends %s to its path', (service, operation, written) => {
  expect(wires[service]!.operations[operation]).toEqual(written)
})

it.each([
  ['iam', 'LimitExceededException', { code: 'LimitExceeded', status: 409 }],
  ['sqs', 'QueueDoesNotExist', { code: 'AWS.SimpleQueueService.NonExistentQueue', status: 400 }],
  ['s3api', 'NoSuchBucket', { status: 404 }],
  ['route53resolver', 'ResourceNotFoundException', { status: 400 }],
])('%s has the error %s', (service, error, written) => {
  expect(wires[service]!.errors[error]).toMatchObject(written)
})

it('names the target of a JSON service', () => {
  expect(wires['dynamodb']).toMatchObject({
    protocol: 'json',
    jsonVersion: '1.0',
    targetPrefix: 'DynamoDB_20120810',
  })
})
