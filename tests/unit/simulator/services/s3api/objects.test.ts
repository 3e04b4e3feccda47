import { describe, expect, it } from 'vitest'
import { bucketWorld } from './buckets-world.ts'

const on = (Key: string) => ({ Bucket: 'box', Key })

describe('an object', () => {
  it('that is put answers with its digests', () => {
    const { put } = bucketWorld()
    expect(put('a', '123456789')).toEqual({
      ETag: '"25f9e794323b453885f5181f1b624d0b"',
      ChecksumCRC64NVME: 'rosUhgp5mIg=',
      ChecksumType: 'FULL_OBJECT',
      ServerSideEncryption: 'AES256',
    })
  })

  it('that is got has its bytes and what was said of it', () => {
    const { s3, put } = bucketWorld()
    put('a', 'hello', {
      ContentType: 'text/plain',
      Metadata: { Team: 'web' },
      Tagging: 'k=v',
      CacheControl: 'no-store',
    })
    expect(s3('HeadObject', on('a'))).toEqual({
      AcceptRanges: 'bytes',
      LastModified: '2026-11-02T09:00:00.000Z',
      ContentLength: 5,
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      CacheControl: 'no-store',
      ContentType: 'text/plain',
      ServerSideEncryption: 'AES256',
      Metadata: { team: 'web' },
      TagCount: 1,
    })
    expect(s3('GetObjectTagging', on('a')).TagSet).toEqual([{ Key: 'k', Value: 'v' }])
  })

  it('that is not there', () => {
    const { refused } = bucketWorld()
    expect(refused('GetObject', on('a'))).toBe('NoSuchKey: The specified key does not exist.')
    expect(refused('PutObject', on('k'.repeat(1025)))).toBe('KeyTooLongError: Your key is too long')
  })

  it.each([
    ['bytes=0-1', 'he', 'bytes 0-1/5'],
    ['bytes=3-', 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=3-99', 'lo', 'bytes 3-4/5'],
    ['bytes=4-4', 'o', 'bytes 4-4/5'],
    ['bytes=-99', 'hello', 'bytes 0-4/5'],
    ['bytes=3-1', 'hello', undefined],
    ['lines=1-2', 'hello', undefined],
  ])('in part: %s is %s', (Range, part, ContentRange) => {
    const { s3, put, text } = bucketWorld()
    put('a', 'hello')
    expect(text('a', { Range })).toBe(part)
    expect(s3('GetObject', { ...on('a'), Range }).ContentRange).toBe(ContentRange)
  })

  it('has no part beyond its end', () => {
    const { put, refused } = bucketWorld()
    put('a', 'hello')
    expect(refused('GetObject', { ...on('a'), Range: 'bytes=5-' })).toBe(
      'InvalidRange: The requested range is not satisfiable',
    )
  })

  const etag = '"5d41402abc4b2a76b9719d911017c592"'
  const early = '2026-11-02T08:00:00Z'
  const late = '2026-11-02T10:00:00Z'
  it.each([
    [{ IfMatch: etag }, 'hello'],
    [{ IfMatch: '"x"' }, 'PreconditionFailed'],
    [{ IfNoneMatch: '"x"' }, 'hello'],
    [{ IfNoneMatch: etag }, 'NotModified'],
    [{ IfModifiedSince: early }, 'hello'],
    [{ IfModifiedSince: late }, 'NotModified'],
    [{ IfUnmodifiedSince: late }, 'hello'],
    [{ IfUnmodifiedSince: early }, 'PreconditionFailed'],
    [{ IfMatch: etag, IfUnmodifiedSince: early }, 'hello'],
    [{ IfNoneMatch: '"x"', IfModifiedSince: late }, 'hello'],
  ])('read on condition %j: %s', (condition, outcome) => {
    const { put, text, refused } = bucketWorld()
    put('a', 'hello')
    if (outcome === 'hello') expect(text('a', condition)).toBe('hello')
    else expect(refused('GetObject', { ...on('a'), ...condition })).toMatch(new RegExp(`^${outcome}: `))
  })

  it('is written only where none is, and only over the one that is known', () => {
    const { put, refused, text } = bucketWorld()
    put('a', 'one', { IfNoneMatch: '*' })
    expect(refused('PutObject', { ...on('a'), IfNoneMatch: '*' })).toBe(
      'PreconditionFailed: At least one of the pre-conditions you specified did not hold',
    )
    expect(refused('PutObject', { ...on('a'), IfMatch: '"x"' })).toMatch(/^PreconditionFailed/)
    expect(refused('PutObject', { ...on('b'), IfMatch: '"x"' })).toMatch(/^NoSuchKey/)
    put('a', 'two', { IfMatch: put('a', 'one').ETag })
    expect(text('a')).toBe('two')
  })
})

describe('versions', () => {
  const versioned = () => {
    const world = bucketWorld()
    world.put('old', 'before')
    const status = (Status: 'Enabled' | 'Suspended') =>
      world.s3('PutBucketVersioning', { Bucket: 'box', VersioningConfiguration: { Status } })
    status('Enabled')
    return { ...world, status }
  }

  it('are kept, the newest being the object', () => {
    const { put, text } = versioned()
    const first = put('a', 'one').VersionId!
    put('a', 'two')
    expect([text('a'), text('a', { VersionId: first })]).toEqual(['two', 'one'])
    expect(text('old', { VersionId: 'null' })).toBe('before')
  })

  it('stay below a delete marker, and come back when it goes', () => {
    const { s3, put, text, refused } = versioned()
    put('a', 'one')
    const marker = s3('DeleteObject', on('a'))
    expect(marker.DeleteMarker).toBe(true)
    expect(refused('GetObject', on('a'))).toMatch(/^NoSuchKey/)
    expect(refused('GetObject', { ...on('a'), VersionId: marker.VersionId! })).toBe(
      'MethodNotAllowed: The specified method is not allowed against this resource.',
    )
    expect(refused('DeleteBucket', { Bucket: 'box' })).toMatch(/^BucketNotEmpty/)
    s3('DeleteObject', { ...on('a'), VersionId: marker.VersionId! })
    expect(text('a')).toBe('one')
  })

  it('when suspended, the one without an id is written over', () => {
    const { s3, put, text, status } = versioned()
    put('a', 'kept')
    status('Suspended')
    put('a', 'null one')
    put('a', 'null two')
    const ids = s3('ListObjectVersions', { Bucket: 'box', Prefix: 'a' }).Versions!.map(
      ({ VersionId }) => VersionId,
    )
    expect([ids.length, ids[0]]).toEqual([2, 'null'])
    expect(text('a')).toBe('null two')
  })

  it('are listed newest first, with their markers, on pages', () => {
    const { s3, put } = versioned()
    put('a', '1')
    put('a', '22')
    s3('DeleteObject', on('a'))
    const all = s3('ListObjectVersions', { Bucket: 'box' })
    expect(all.Versions!.map(({ Key, Size, IsLatest }) => [Key, Size, IsLatest])).toEqual([
      ['a', 2, false],
      ['a', 1, false],
      ['old', 6, true],
    ])
    expect(all.DeleteMarkers!.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([['a', true]])
    const first = s3('ListObjectVersions', { Bucket: 'box', MaxKeys: 2 })
    const rest = s3('ListObjectVersions', {
      Bucket: 'box',
      KeyMarker: first.NextKeyMarker,
      VersionIdMarker: first.NextVersionIdMarker,
    })
    expect(rest.Versions!.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['a', 1],
      ['old', 6],
    ])
  })

  it('that are not there', () => {
    const { refused } = versioned()
    expect(refused('GetObject', { ...on('old'), VersionId: 'x' })).toBe(
      'NoSuchVersion: The specified version does not exist.',
    )
  })
})

describe('listing', () => {
  const keys = ['a.txt', 'logs/1', 'logs/2', 'logs/sub/3', 'pics/x', 'z z']
  const listed = () => {
    const world = bucketWorld()
    for (const key of keys) world.put(key)
    return world
  }

  it.each([
    [{}, keys, []],
    [{ Prefix: 'logs/' }, ['logs/1', 'logs/2', 'logs/sub/3'], []],
    [{ Delimiter: '/' }, ['a.txt', 'z z'], ['logs/', 'pics/']],
    [{ Prefix: 'logs/', Delimiter: '/' }, ['logs/1', 'logs/2'], ['logs/sub/']],
    [{ Prefix: 'logs', Delimiter: '/' }, [], ['logs/']],
    [{ StartAfter: 'logs/2' }, ['logs/sub/3', 'pics/x', 'z z'], []],
    [{ Prefix: 'none' }, [], []],
    [{ Prefix: 'z', EncodingType: 'url' as const }, ['z+z'], []],
  ])('%j', (asked, names, prefixes) => {
    const answer = listed().s3('ListObjectsV2', { Bucket: 'box', ...asked })
    expect((answer.Contents ?? []).map(({ Key }) => Key)).toEqual(names)
    expect((answer.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)).toEqual(prefixes)
    expect([answer.KeyCount, answer.IsTruncated]).toEqual([names.length + prefixes.length, false])
  })

  it.each([1, 2, 3, 4, 5])('gives the same on pages of %i, common prefixes once', (MaxKeys) => {
    const { s3 } = listed()
    const names: (string | undefined)[] = []
    let ContinuationToken: string | undefined
    do {
      const answer = s3('ListObjectsV2', { Bucket: 'box', Delimiter: '/', MaxKeys, ContinuationToken })
      names.push(...(answer.Contents ?? []).map(({ Key }) => Key))
      names.push(...(answer.CommonPrefixes ?? []).map(({ Prefix }) => Prefix))
      ContinuationToken = answer.NextContinuationToken
    } while (ContinuationToken)
    expect([...names].sort()).toEqual(['a.txt', 'logs/', 'pics/', 'z z'])
  })

  it('in the old way goes on from a marker', () => {
    const { s3 } = listed()
    const first = s3('ListObjects', { Bucket: 'box', Delimiter: '/', MaxKeys: 2 })
    expect(first.NextMarker).toBe('logs/')
    const rest = s3('ListObjects', { Bucket: 'box', Delimiter: '/', Marker: first.NextMarker })
    expect(rest.CommonPrefixes).toEqual([{ Prefix: 'pics/' }])
    expect(rest.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/)
  })

  it('from a token that nobody gave out', () => {
    expect(listed().refused('ListObjectsV2', { Bucket: 'box', ContinuationToken: 'x' })).toBe(
      'InvalidArgument: The continuation token provided is incorrect',
    )
  })
})

describe('copying', () => {
  it('takes the metadata along, or new metadata in its place', () => {
    const { s3, put } = bucketWorld()
    put('a b', 'text', { Metadata: { k: 'v' }, ContentType: 'text/plain' })
    s3('CopyObject', { ...on('c'), CopySource: 'box/a%20b' })
    expect(s3('HeadObject', on('c'))).toMatchObject({ Metadata: { k: 'v' }, ContentType: 'text/plain' })
    s3('CopyObject', {
      ...on('d'),
      CopySource: '/box/a%20b',
      MetadataDirective: 'REPLACE',
      Metadata: { n: 'w' },
    })
    expect(s3('HeadObject', on('d'))).toMatchObject({
      Metadata: { n: 'w' },
      ContentType: 'binary/octet-stream',
      ETag: s3('HeadObject', on('c')).ETag,
    })
  })

  it.each([
    ['box/none', 'NoSuchKey: The specified key does not exist.'],
    ['nobody/a', 'NoSuchBucket: The specified bucket does not exist'],
    ['box', 'InvalidArgument: Copy Source must mention the source bucket and key: sourcebucket/sourcekey'],
    [
      'box/a',
      "InvalidRequest: This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    ],
  ])('from %s is refused', (CopySource, error) => {
    const { put, refused } = bucketWorld()
    put('a')
    expect(refused('CopyObject', { ...on('a'), CopySource })).toBe(error)
  })
})

describe('deleting many', () => {
  it('tells of all, also of those that were not there', () => {
    const { s3, put } = bucketWorld()
    put('a')
    const Delete = { Objects: [{ Key: 'a' }, { Key: 'none' }] }
    expect(s3('DeleteObjects', { Bucket: 'box', Delete })).toEqual({
      Deleted: [{ Key: 'a' }, { Key: 'none' }],
    })
    expect(s3('DeleteObjects', { Bucket: 'box', Delete: { ...Delete, Quiet: true } })).toEqual({})
    expect(s3('ListObjectsV2', { Bucket: 'box' }).KeyCount).toBe(0)
  })
})

describe('an upload in parts', () => {
  const begin = () => {
    const world = bucketWorld()
    const { UploadId = '' } = world.s3('CreateMultipartUpload', on('big'))
    const part = (PartNumber: number, Body: Uint8Array) => ({
      PartNumber,
      ETag: world.s3('UploadPart', { ...on('big'), UploadId, PartNumber, Body }).ETag!,
    })
    return { ...world, UploadId, part }
  }
  const large = new Uint8Array(5 * 1024 * 1024)

  it('becomes one object', () => {
    const { s3, UploadId, part } = begin()
    const Parts = [part(1, large), part(2, new Uint8Array(3))]
    expect(s3('ListParts', { ...on('big'), UploadId }).Parts?.map(({ Size }) => Size)).toEqual([5242880, 3])
    const done = s3('CompleteMultipartUpload', { ...on('big'), UploadId, MultipartUpload: { Parts } })
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/)
    expect(s3('HeadObject', on('big')).ContentLength).toBe(5242883)
    expect(s3('HeadObject', { ...on('big'), PartNumber: 2 })).toMatchObject({
      ContentLength: 3,
      PartsCount: 2,
    })
    expect(s3('ListMultipartUploads', { Bucket: 'box' }).Uploads).toBeUndefined()
  })

  it('is refused with a part that is small, missing or out of order', () => {
    const { refused, UploadId, part } = begin()
    const one = part(1, new Uint8Array(3))
    const two = part(2, large)
    const complete = (Parts: { PartNumber: number; ETag: string }[]) =>
      refused('CompleteMultipartUpload', { ...on('big'), UploadId, MultipartUpload: { Parts } })
    expect(complete([one, two])).toBe(
      'EntityTooSmall: Your proposed upload is smaller than the minimum allowed size',
    )
    expect(complete([two, one])).toMatch(/^InvalidPartOrder: /)
    expect(complete([{ ...one, ETag: '"x"' }])).toMatch(/^InvalidPart: /)
    expect(complete([{ ...one, PartNumber: 3 }])).toMatch(/^InvalidPart: /)
  })

  it('can be given up', () => {
    const { s3, refused, UploadId } = begin()
    s3('AbortMultipartUpload', { ...on('big'), UploadId })
    expect(refused('ListParts', { ...on('big'), UploadId })).toMatch(/^NoSuchUpload: /)
  })
})
