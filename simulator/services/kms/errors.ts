import { AwsError } from '../../api/error.ts'

// KMS API reference, errors of each action; texts as clients report them.

export const noSuchKey = (arn: string) => new AwsError('NotFoundException', `Key '${arn}' does not exist`)

export const noSuchAlias = (arn: string) => new AwsError('NotFoundException', `Alias ${arn} is not found.`)

export const keyState = (arn: string, state: string) =>
  state === 'Disabled'
    ? new AwsError('DisabledException', `${arn} is disabled.`)
    : new AwsError('KMSInvalidStateException', `${arn} is pending deletion.`)
