import { AwsError } from '../api/error.ts'
import type { Request } from '../api/request.ts'

// What AWS says of a request before any operation has looked at it.

// IAM user guide, signature-v4-troubleshooting: a signature is good for one service in one Region.
export function strayed(
  { service, region }: Request,
  to: { readonly name: string; readonly region: string },
): AwsError {
  if (to.region === region) {
    return new AwsError('UnknownOperationException', `${to.name} has no such operation of ${service}.`, 404)
  }
  if (service === 's3api') {
    return new AwsError(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${region}' is wrong; expecting '${to.region}'`,
      400,
      { Region: to.region },
    )
  }
  return new AwsError(
    'SignatureDoesNotMatch',
    `Credential should be scoped to a valid region, not '${region}'. `,
    403,
  )
}

export function unknownCaller(service: string): AwsError {
  // EC2 says it in its own way; the others follow the common errors of the AWS APIs.
  if (service === 'ec2') {
    return new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401)
  }
  return new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403)
}

export function expired(service: string): AwsError {
  if (service === 'ec2') return new AwsError('RequestExpired', 'Request has expired.')
  return new AwsError('ExpiredToken', 'The security token included in the request is expired', 403)
}

export const tokenReused = (token: string) =>
  new AwsError(
    'IdempotentParameterMismatch',
    `The client token you have provided is used for a different request: ${token}`,
  )
