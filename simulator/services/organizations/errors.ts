import { AwsError } from '../../api/error.ts'

// Organizations API reference, "Errors"; the sentences were observed where the tests hold them.

export const constraintViolation = (Reason: string, message: string) =>
  new AwsError('ConstraintViolationException', message, 400, { Reason })

export const invalidInput = (message = 'You specified an invalid value.') =>
  new AwsError('InvalidInputException', message)

export const accessDenied = () =>
  new AwsError('AccessDeniedException', "You don't have permissions to access this resource.")
