import { AwsError } from '../../api/error.ts'
import { regionOf } from '../../world/catalogue/regions.ts'

// S3 API reference, "Error responses": codes, texts and statuses.

export const noSuchBucket = (BucketName: string) =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName })

export const noSuchKey = (Key: string, headers: Readonly<Record<string, string>> = {}) =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key }, headers)

export const noSuchVersion = (Key: string, VersionId: string) =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key, VersionId })

export const noSuchUpload = (UploadId: string) =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId },
  )

export const accessDenied = (message = 'Access Denied') => new AwsError('AccessDenied', message, 403)

export const invalidArgument = (message: string) => new AwsError('InvalidArgument', message)

export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message)

export const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )

/** `Condition`: the header that did not hold. */
export const preconditionFailed = (Condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition,
  })

/** A bucket of another Region: the client is to ask there, and is told where that is. */
export function elsewhere(bucket: string, region: string, asked: string): AwsError {
  const headers = { 'x-amz-bucket-region': region }
  // S3 user guide, Redirects: where a Region is one of those since March 2019, there is no redirect.
  if (regionOf(region)?.optIn || regionOf(asked)?.optIn) return illegalLocation(region, headers)
  return new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    { Endpoint: `${bucket}.s3.${region}.amazonaws.com`, Bucket: bucket },
    headers,
  )
}

export const illegalLocation = (location: string, headers: Readonly<Record<string, string>> = {}) =>
  new AwsError(
    'IllegalLocationConstraintException',
    `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    400,
    {},
    headers,
  )
