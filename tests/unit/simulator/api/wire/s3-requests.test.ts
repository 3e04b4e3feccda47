import { describe, expect, it } from 'vitest'
import { httpOf, understand } from './speaker.ts'

const Bucket = 'my-bucket'

describe('S3 finds the operation of', () => {
  it.each<[string, string, object, Record<string, string>?]>([
    ['GET /', 'ListBuckets', {}],
    ['GET /?x-id=ListDirectoryBuckets', 'ListDirectoryBuckets', {}],
    ['GET /my-bucket', 'ListObjects', { Bucket }],
    ['GET /my-bucket/', 'ListObjects', { Bucket }],
    ['GET /my-bucket?list-type=2&prefix=a%2Fb', 'ListObjectsV2', { Bucket, Prefix: 'a/b' }],
    ['HEAD /my-bucket', 'HeadBucket', { Bucket }],
    ['PUT /my-bucket', 'CreateBucket', { Bucket }],
    ['DELETE /my-bucket', 'DeleteBucket', { Bucket }],
    ['GET /my-bucket?location', 'GetBucketLocation', { Bucket }],
    ['GET /my-bucket?policy', 'GetBucketPolicy', { Bucket }],
    ['GET /my-bucket?policyStatus', 'GetBucketPolicyStatus', { Bucket }],
    ['DELETE /my-bucket?analytics', 'DeleteBucketAnalyticsConfiguration', { Bucket }],
    ['GET /my-bucket?analytics&id=1', 'GetBucketAnalyticsConfiguration', { Bucket, Id: '1' }],
    ['GET /my-bucket?analytics', 'ListBucketAnalyticsConfigurations', { Bucket }],
    ['GET /my-bucket/a/b%20c+d', 'GetObject', { Bucket, Key: 'a/b c+d' }],
    ['GET /my-bucket//a', 'GetObject', { Bucket, Key: '/a' }],
    ['GET /my-bucket/a/', 'GetObject', { Bucket, Key: 'a/' }],
    ['HEAD /my-bucket/a', 'HeadObject', { Bucket, Key: 'a' }],
    ['DELETE /my-bucket/a', 'DeleteObject', { Bucket, Key: 'a' }],
    ['DELETE /my-bucket/a?uploadId=u', 'AbortMultipartUpload', { Bucket, Key: 'a', UploadId: 'u' }],
    ['GET /my-bucket/a?uploadId=u', 'ListParts', { Bucket, Key: 'a', UploadId: 'u' }],
    ['GET /my-bucket/a?tagging', 'GetObjectTagging', { Bucket, Key: 'a' }],
    ['POST /my-bucket/a?uploads', 'CreateMultipartUpload', { Bucket, Key: 'a' }],
    [
      'PUT /my-bucket/a',
      'CopyObject',
      { Bucket, Key: 'a', CopySource: 'b/c' },
      { 'x-amz-copy-source': 'b/c' },
    ],
    [
      'PUT /my-bucket/a?partNumber=2&uploadId=u',
      'UploadPartCopy',
      { Bucket, Key: 'a', PartNumber: 2, UploadId: 'u', CopySource: 'b/c' },
      { 'x-amz-copy-source': 'b/c' },
    ],
    ['GET /a?acl', 'GetObjectAcl', { Bucket, Key: 'a' }, { host: 'my-bucket.s3.eu-west-1.amazonaws.com' }],
    ['GET /', 'ListObjects', { Bucket }, { host: 'my-bucket.localhost:4566' }],
    ['GET /', 'ListObjects', { Bucket: 'a.b' }, { host: 'a.b.s3.dualstack.eu-west-1.amazonaws.com' }],
    ['GET /', 'ListBuckets', {}, { host: 's3.eu-west-1.amazonaws.com' }],
    [
      'GET /my-bucket',
      'ListObjects',
      { Bucket },
      { host: 'bucket.vpce-1a-2b.s3.eu-west-1.vpce.amazonaws.com' },
    ],
    [
      'GET /',
      'ListObjects',
      { Bucket },
      { host: 'my-bucket.bucket.vpce-1a-2b.s3.eu-west-1.vpce.amazonaws.com' },
    ],
  ])('%s: %s', (line, operation, input, headers = {}) => {
    expect(understand(httpOf(line, { signedFor: 's3', headers }))).toEqual({ operation, input })
  })

  it('an object for everyone, asked for without a signature', () => {
    expect(understand(httpOf('GET /my-bucket/a'))).toEqual({
      operation: 'GetObject',
      input: { Bucket, Key: 'a' },
    })
  })

  it('S3 Control, which signs with the same name', () => {
    const http = httpOf('GET /v20180820/accesspoint/ap', {
      signedFor: 's3',
      headers: { 'x-amz-account-id': '123456789012' },
    })
    expect(understand(http)).toEqual({
      operation: 'GetAccessPoint',
      input: { AccountId: '123456789012', Name: 'ap' },
    })
  })
})

it.each([
  [
    'POST /my-bucket?moon',
    '',
    'MethodNotAllowed: The specified method is not allowed against this resource.',
  ],
  [
    'PUT /my-bucket?tagging',
    '<Tagging>',
    'MalformedXML: The XML you provided was not well-formed or did not validate against our published schema',
  ],
])('%s is refused', (line, body, refusal) => {
  expect(understand(httpOf(line, { body, signedFor: 's3' }))).toBe(refusal)
})

describe('an object in chunks', () => {
  const headers = {
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  }
  const put = (body: string) => understand(httpOf('PUT /my-bucket/a', { body, headers, signedFor: 's3' }))

  it.each([
    ['5\r\nhello\r\n0\r\n\r\n', 'hello', {}],
    ['3;chunk-signature=0\r\nhel\r\n2;chunk-signature=1\r\nlo\r\n0;chunk-signature=2\r\n\r\n', 'hello', {}],
    ['0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n', '', { ChecksumCRC32: 'AAAAAA==' }],
  ])('%j is %j', (body, object, more) => {
    const Body = new TextEncoder().encode(object)
    expect(put(body)).toEqual({ operation: 'PutObject', input: { Bucket, Key: 'a', Body, ...more } })
  })

  it.each(['', '5\r\nhel', 'zz\r\nhello', '5\r\nhello\r\n', 'ffffffff\r\nx'])('%j is refused', (body) => {
    expect(put(body)).toBe(
      'IncompleteBody: You did not provide the number of bytes specified by the Content-Length HTTP header.',
    )
  })
})
