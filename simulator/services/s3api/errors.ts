import { AwsError } from '../../api/error.ts'

// S3 API reference, "Error responses": codes, texts and statuses.

export const noSuchBucket = () => new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)

export const noSuchKey = () => new AwsError('NoSuchKey', 'The specified key does not exist.', 404)

export const noSuchVersion = () => new AwsError('NoSuchVersion', 'The specified version does not exist.', 404)

export const noSuchUpload = () =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  )

export const accessDenied = (message = 'Access Denied') => new AwsError('AccessDenied', message, 403)

export const invalidArgument = (message: string) => new AwsError('InvalidArgument', message)

export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message)

export const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  )

export const preconditionFailed = () =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)

/** A bucket of another Region: the client is to ask there. */
export const permanentRedirect = () =>
  new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
  )
