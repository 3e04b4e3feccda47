import { AwsError } from '../../api/error.ts'

/** EC2's usual answer to an id that nobody has: `The vpc ID 'vpc-1' does not exist`. */
export const doesNotExist = (code: string, noun: string) => (id: string) =>
  new AwsError(code, `The ${noun} ID '${id}' does not exist`)

export const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', message)

export const missingParameter = (name: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}`)

export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombination', message)
