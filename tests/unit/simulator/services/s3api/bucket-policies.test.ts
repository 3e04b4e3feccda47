import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { otherAccount } from '../cloud.ts'
import { bucketWorld } from './buckets-world.ts'

await contract.need('iam')

const statement = {
  Effect: 'Allow',
  Principal: { AWS: '123456789012' } as unknown,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::box/*',
}
const policy = (change: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] })

describe('a bucket policy', () => {
  it.each([
    ['hello', "Policies must be valid JSON and the first byte must be '{'"],
    [policy({ Effect: 'Maybe' }), 'Invalid effect: Maybe'],
    [policy({ Principal: undefined }), 'Missing required field Principal'],
    [policy({ Resource: undefined }), 'Missing required field Resource'],
    [policy({ Action: undefined }), 'Missing required field Action'],
    [policy({ Resource: 'arn:aws:s3:::other/*' }), 'Policy has invalid resource'],
    [policy({ Resource: 'arn:aws:s3:::box2' }), 'Policy has invalid resource'],
    [policy({ Action: 'ec2:CreateVpc' }), 'Policy has invalid action'],
    [policy({ Principal: { AWS: 'nobody' } }), 'Invalid principal in policy'],
    [policy({ Resource: 'arn:aws:s3:::box' }), 'Action does not apply to any resource(s) in statement'],
    [policy({ Action: 's3:ListBucket' }), 'Action does not apply to any resource(s) in statement'],
  ])('%s is refused', (Policy, message) => {
    expect(bucketWorld().refused('PutBucketPolicy', { Bucket: 'box', Policy })).toBe(
      `MalformedPolicy: ${message}`,
    )
  })

  it('is told again to the letter', () => {
    const { s3 } = bucketWorld()
    const Policy = policy({ Resource: ['arn:aws:s3:::box', 'arn:aws:s3:::box/*'], Action: 's3:*' })
    s3('PutBucketPolicy', { Bucket: 'box', Policy })
    expect(s3('GetBucketPolicy', { Bucket: 'box' })).toEqual({ Policy })
    s3('DeleteBucketPolicy', { Bucket: 'box' })
  })

  it('that denies everybody everything can still be undone by the owner’s root user, and by nobody else', () => {
    const { s3, refused, call } = bucketWorld()
    call('iam', 'CreateUser', { UserName: 'ann' })
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    call('iam', 'AttachUserPolicy', { UserName: 'ann', PolicyArn })
    const as = call('iam', 'CreateAccessKey', { UserName: 'ann' }).AccessKey
    const box = { Bucket: 'box' }
    const Resource = ['arn:aws:s3:::box', 'arn:aws:s3:::box/*']
    s3('PutBucketPolicy', {
      ...box,
      Policy: policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource }),
    })
    expect(refused('ListObjectsV2', box)).toContain('with an explicit deny in a resource-based policy')
    expect(refused('DeleteBucketPolicy', box, { as })).toContain('with an explicit deny')
    expect(s3('GetBucketPolicy', box).Policy).toContain('Deny')
    s3('DeleteBucketPolicy', box)
    expect(s3('ListObjectsV2', box).KeyCount).toBe(0)
  })

  it('is for the owner’s account alone, even if it lets others in', () => {
    const { s3, refused } = bucketWorld()
    const theirs = { Principal: { AWS: otherAccount }, Action: 's3:*Policy', Resource: 'arn:aws:s3:::box' }
    s3('PutBucketPolicy', { Bucket: 'box', Policy: policy(theirs) })
    expect(refused('GetBucketPolicy', { Bucket: 'box' }, { account: otherAccount })).toBe(
      'MethodNotAllowed: The specified method is not allowed against this resource.',
    )
  })

  const toAll = { Principal: '*' }
  const from = (operator: string, key: string, value: string | string[]) => ({
    ...toAll,
    Condition: { [operator]: { [key]: value } },
  })
  it.each<[change: object, isPublic: boolean, who: string]>([
    [{}, false, 'one account'],
    [toAll, true, 'everybody'],
    [{ Principal: { AWS: '*' } }, true, 'everybody, written otherwise'],
    [{ ...toAll, Effect: 'Deny' }, false, 'a denial to everybody'],
    [from('StringEquals', 'aws:SourceVpce', 'vpce-1'), false, 'who comes through one endpoint'],
    [from('StringLike', 'aws:SourceVpce', 'vpce-*'), true, 'who comes through any endpoint'],
    [from('StringNotEquals', 'aws:SourceVpce', 'vpce-1'), true, 'who does not come through an endpoint'],
    [from('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), false, 'a range of addresses'],
    [from('IpAddress', 'aws:SourceIp', '0.0.0.0/0'), true, 'all addresses'],
    [from('StringEquals', 'aws:UserAgent', 'x'), true, 'who sends a header'],
  ])('%j is public: %s (%s)', (change, IsPublic) => {
    const { s3, refused } = bucketWorld()
    const Policy = policy(change)
    if (IsPublic) {
      expect(refused('PutBucketPolicy', { Bucket: 'box', Policy })).toBe(
        'AccessDenied: User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on ' +
          'resource: "arn:aws:s3:::box" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
      )
      s3('DeletePublicAccessBlock', { Bucket: 'box' })
    }
    s3('PutBucketPolicy', { Bucket: 'box', Policy })
    expect(s3('GetBucketPolicyStatus', { Bucket: 'box' }).PolicyStatus).toEqual({ IsPublic })
  })
})
