import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { bucketWorld } from '../s3api/buckets-world.ts'

const own = { AccountId: account }

const pointed = () => {
  const world = bucketWorld()
  const { call, refusedBy } = world
  const made = call('s3control', 'CreateAccessPoint', { ...own, Name: 'reports', Bucket: 'box' })
  return { ...world, call, refusedBy, arn: made.AccessPointArn!, alias: made.Alias! }
}

describe('an access point', () => {
  it('leads to its bucket by ARN and by alias', () => {
    const { s3, put, text, arn, alias } = pointed()
    put('a', 'hello')
    expect(arn).toBe('arn:aws:s3:us-east-1:123456789012:accesspoint/reports')
    expect(alias).toMatch(/^reports-[a-z0-9]{34}-s3alias$/)
    expect(text('a', { Bucket: arn })).toBe('hello')
    expect(text('a', { Bucket: alias })).toBe('hello')
    expect(s3('HeadBucket', { Bucket: alias }).AccessPointAlias).toBe(true)
  })

  it('keeps its bucket from being deleted, and leads nowhere when it is gone', () => {
    const { s3, refused, call, arn } = pointed()
    expect(refused('DeleteBucket', { Bucket: 'box' })).toMatch(/^BucketHasAccessPointsAttached: /)
    call('s3control', 'DeleteAccessPoint', { ...own, Name: 'reports' })
    expect(refused('ListObjectsV2', { Bucket: arn })).toMatch(/^NoSuchBucket/)
    s3('DeleteBucket', { Bucket: 'box' })
  })

  it('of a VPC says so', () => {
    const { call } = pointed()
    call('s3control', 'CreateAccessPoint', {
      ...own,
      Name: 'inside',
      Bucket: 'box',
      VpcConfiguration: { VpcId: 'vpc-1' },
    })
    const listed = call('s3control', 'ListAccessPoints', { ...own, Bucket: 'box' }).AccessPointList!
    expect(listed.map(({ Name, NetworkOrigin }) => [Name, NetworkOrigin])).toEqual([
      ['reports', 'Internet'],
      ['inside', 'VPC'],
    ])
    expect(call('s3control', 'GetAccessPoint', { ...own, Name: 'inside' }).VpcConfiguration).toEqual({
      VpcId: 'vpc-1',
    })
  })

  it.each([
    [{ Name: 'reports' }, 'AccessPointAlreadyOwnedByYou'],
    [{ Name: 'Caps' }, 'InvalidURI'],
    [{ Bucket: 'nobody' }, 'InvalidRequest'],
    [{ AccountId: otherAccount }, 'AccessDenied'],
  ])('is refused with %j: %s', (change, code) => {
    const { refusedBy } = pointed()
    const input = { ...own, Name: 'more', Bucket: 'box', ...change }
    expect(refusedBy('s3control', 'CreateAccessPoint', input)).toMatch(new RegExp(`^${code}: `))
  })

  it('has a policy of its own, about itself', () => {
    const { call, refusedBy, arn } = pointed()
    const on = { ...own, Name: 'reports' }
    const policy = (Resource: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { AWS: account }, Action: 's3:GetObject', Resource },
      })
    expect(refusedBy('s3control', 'GetAccessPointPolicy', on)).toMatch(/^NoSuchAccessPointPolicy: /)
    expect(
      refusedBy('s3control', 'PutAccessPointPolicy', { ...on, Policy: policy('arn:aws:s3:::box/*') }),
    ).toBe('MalformedPolicy: Policy has invalid resource')
    const Policy = policy(`${arn}/object/*`)
    call('s3control', 'PutAccessPointPolicy', { ...on, Policy })
    expect(call('s3control', 'GetAccessPointPolicy', on)).toEqual({ Policy })
    call('s3control', 'DeleteAccessPointPolicy', on)
    expect(refusedBy('s3control', 'GetAccessPointPolicyStatus', on)).toMatch(/^NoSuchAccessPointPolicy: /)
  })
})

describe('public access of an account', () => {
  it('is not blocked until somebody says so, and then for every bucket', () => {
    const { s3, refused, call, refusedBy } = pointed()
    expect(refusedBy('s3control', 'GetPublicAccessBlock', own)).toMatch(
      /^NoSuchPublicAccessBlockConfiguration/,
    )
    call('s3control', 'PutPublicAccessBlock', {
      ...own,
      PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
    })
    s3('DeletePublicAccessBlock', { Bucket: 'box' })
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::box/*' },
    })
    expect(refused('PutBucketPolicy', { Bucket: 'box', Policy })).toMatch(/^AccessDenied: /)
    call('s3control', 'DeletePublicAccessBlock', own)
    s3('PutBucketPolicy', { Bucket: 'box', Policy })
  })
})
