import { describe, expect, it } from 'vitest'
import { accounts } from '../../../../../simulator/world/accounts.ts'
import { account, otherAccount } from '../cloud.ts'
import { bucketWorld } from './buckets-world.ts'

const europe = { region: 'eu-west-1' }

describe('creating a bucket', () => {
  it.each([
    ['us-east-1', {}, '/mine'],
    [
      'eu-west-1',
      { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } },
      'http://mine.s3.amazonaws.com/',
    ],
    [
      'eu-west-1',
      { CreateBucketConfiguration: { LocationConstraint: 'EU' } },
      'http://mine.s3.amazonaws.com/',
    ],
  ] as const)('in %s with %j', (region, more, Location) => {
    const { s3 } = bucketWorld()
    expect(s3('CreateBucket', { Bucket: 'mine', ...more }, { region })).toEqual({ Location })
    expect(s3('HeadBucket', { Bucket: 'mine' }, { region }).BucketRegion).toBe(region)
  })

  it.each([
    ['ab', 'too short'],
    ['Box', 'capitals'],
    ['my_box', 'an underscore'],
    ['-box', 'a hyphen in front'],
    ['a..b', 'two dots'],
    ['10.0.0.1', 'an address'],
    ['xn--box', 'a reserved prefix'],
    ['box-s3alias', 'a reserved suffix'],
    ['a'.repeat(64), 'too long'],
  ])('refuses the name %s: %s', (Bucket) => {
    expect(bucketWorld().refused('CreateBucket', { Bucket })).toBe(
      'InvalidBucketName: The specified bucket is not valid.',
    )
  })

  it.each([
    [
      'eu-west-1',
      undefined,
      'IllegalLocationConstraintException: The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
    [
      'us-east-1',
      'eu-west-1',
      'IllegalLocationConstraintException: The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
    ['us-east-1', 'us-east-1', 'InvalidLocationConstraint: The specified location-constraint is not valid'],
  ])('refuses in %s the location %s', (region, constraint, error) => {
    const CreateBucketConfiguration = constraint && { LocationConstraint: constraint as 'eu-west-1' }
    expect(
      bucketWorld().refused(
        'CreateBucket',
        { Bucket: 'mine', ...(CreateBucketConfiguration && { CreateBucketConfiguration }) },
        { region },
      ),
    ).toBe(error)
  })

  it('a second time is no error in us-east-1', () => {
    expect(bucketWorld().s3('CreateBucket', { Bucket: 'box' })).toEqual({ Location: '/box' })
  })

  it('a second time is refused elsewhere', () => {
    const { s3, refused } = bucketWorld()
    const input = { Bucket: 'mine', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } }
    s3('CreateBucket', input, europe)
    expect(refused('CreateBucket', input, europe)).toMatch(/^BucketAlreadyOwnedByYou: /)
  })

  it('is refused where somebody else has the name', () => {
    expect(bucketWorld().refused('CreateBucket', { Bucket: 'box' }, { account: otherAccount })).toMatch(
      /^BucketAlreadyExists: The requested bucket name is not available\./,
    )
  })
})

describe('a bucket', () => {
  it('that does not exist', () => {
    expect(bucketWorld().refused('ListObjectsV2', { Bucket: 'nobody' })).toBe(
      'NoSuchBucket: The specified bucket does not exist',
    )
  })

  it('of another Region is to be asked for there', () => {
    expect(bucketWorld().refused('ListObjectsV2', { Bucket: 'box' }, europe)).toBe(
      'PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    )
  })

  it.each(['us-east-1', 'eu-west-1', 'ap-northeast-3'])(
    'of a Region since 2019 is unknown in %s',
    (region) => {
      const { s3, refused, cloud } = bucketWorld()
      cloud.store.put(accounts, { ...cloud.store.get(accounts, account)!, optedInto: ['eu-south-1'] })
      const milan = { LocationConstraint: 'eu-south-1' as const }
      s3('CreateBucket', { Bucket: 'mine', CreateBucketConfiguration: milan }, { region: 'eu-south-1' })
      expect(refused('ListObjectsV2', { Bucket: 'mine' }, { region })).toBe(
        'IllegalLocationConstraintException: The eu-south-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
      )
    },
  )

  it('of another owner than expected', () => {
    const { refused } = bucketWorld()
    expect(refused('HeadBucket', { Bucket: 'box', ExpectedBucketOwner: otherAccount })).toBe(
      'AccessDenied: Access Denied',
    )
  })

  it('with objects cannot be deleted, and then it can', () => {
    const { s3, refused, put } = bucketWorld()
    put('a')
    expect(refused('DeleteBucket', { Bucket: 'box' })).toBe(
      'BucketNotEmpty: The bucket you tried to delete is not empty',
    )
    s3('DeleteObject', { Bucket: 'box', Key: 'a' })
    s3('DeleteBucket', { Bucket: 'box' })
    expect(refused('HeadBucket', { Bucket: 'box' })).toMatch(/^NoSuchBucket/)
  })

  it('is listed for its owner, by name, on pages', () => {
    const { s3 } = bucketWorld()
    for (const Bucket of ['zebra', 'apple']) s3('CreateBucket', { Bucket })
    expect(s3('ListBuckets').Buckets?.map(({ Name }) => Name)).toEqual(['apple', 'box', 'zebra'])
    const first = s3('ListBuckets', { MaxBuckets: 2 })
    const second = s3('ListBuckets', { MaxBuckets: 2, ContinuationToken: first.ContinuationToken })
    expect(second.Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['zebra', 'us-east-1'],
    ])
    expect(second.ContinuationToken).toBeUndefined()
    expect(s3('ListBuckets', {}, { account: otherAccount }).Buckets).toEqual([])
  })
})

describe('what is set on a bucket', () => {
  it.each([
    ['GetBucketTagging', 'NoSuchTagSet: The TagSet does not exist'],
    ['GetBucketCors', 'NoSuchCORSConfiguration: The CORS configuration does not exist'],
    [
      'GetBucketLifecycleConfiguration',
      'NoSuchLifecycleConfiguration: The lifecycle configuration does not exist',
    ],
    ['GetBucketPolicy', 'NoSuchBucketPolicy: The bucket policy does not exist'],
    ['GetBucketPolicyStatus', 'NoSuchBucketPolicy: The bucket policy does not exist'],
    [
      'GetBucketWebsite',
      'NoSuchWebsiteConfiguration: The specified bucket does not have a website configuration',
    ],
  ] as const)('%s of a new bucket', (operation, error) => {
    expect(bucketWorld().refused(operation, { Bucket: 'box' })).toBe(error)
  })

  it('of a new bucket: all public access is blocked, objects are encrypted, there are no lists', () => {
    const { s3 } = bucketWorld()
    const on = { Bucket: 'box' }
    expect(s3('GetPublicAccessBlock', on).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    })
    expect(
      s3('GetBucketEncryption', on).ServerSideEncryptionConfiguration?.Rules?.[0]
        ?.ApplyServerSideEncryptionByDefault,
    ).toEqual({ SSEAlgorithm: 'AES256' })
    expect(s3('GetBucketOwnershipControls', on).OwnershipControls?.Rules).toEqual([
      { ObjectOwnership: 'BucketOwnerEnforced' },
    ])
    expect(s3('GetBucketVersioning', on)).toEqual({})
    expect(s3('GetBucketLocation', on)).toEqual({})
  })

  it('is told again, until it is deleted', () => {
    const { s3, refused } = bucketWorld()
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }]
    s3('PutBucketCors', { Bucket: 'box', CORSConfiguration: { CORSRules } })
    expect(s3('GetBucketCors', { Bucket: 'box' })).toEqual({ CORSRules })
    s3('DeleteBucketCors', { Bucket: 'box' })
    expect(refused('GetBucketCors', { Bucket: 'box' })).toMatch(/^NoSuchCORSConfiguration/)
  })

  it.each([
    [
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
      'InvalidTag: Cannot provide multiple Tags with the same key',
    ],
    [[{ Key: 'aws:x', Value: '1' }], 'InvalidTag: System tags cannot be added/updated by requester'],
    [[{ Key: 'k', Value: 'v'.repeat(257) }], 'InvalidTag: The TagValue you have provided is invalid'],
  ])('tags %j are refused', (TagSet, error) => {
    expect(bucketWorld().refused('PutBucketTagging', { Bucket: 'box', Tagging: { TagSet } })).toBe(error)
  })
})
