import { AwsError } from '../../api/error.ts'

// DynamoDB developer guide, Programming.Errors; the texts are those that clients report.

export const validation = (message: string) => new AwsError('ValidationException', message)

export const noSuchTable = (name?: string) =>
  new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found${name === undefined ? '' : `: Table: ${name} not found`}`,
  )

export const inUse = (message: string) => new AwsError('ResourceInUseException', message)
