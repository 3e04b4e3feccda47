import { AwsError } from '../../api/error.ts'

// Secrets Manager API reference, errors of each action; texts as clients report them.

export const noSuchSecret = () =>
  new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")

export const noSuchValue = (what: string) =>
  new AwsError(
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for ${what}`,
  )

export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message)

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message)
