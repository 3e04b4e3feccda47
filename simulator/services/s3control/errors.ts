import { AwsError } from '../../api/error.ts'

// S3 API reference, "S3 on Outposts and S3 Control error codes", and the answers that infrastructure tools quote.

export const noSuchAccessPoint = () =>
  new AwsError('NoSuchAccessPoint', 'The specified accesspoint does not exist', 404)

export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message)

export const accessDenied = (message = 'Access Denied') => new AwsError('AccessDenied', message, 403)
