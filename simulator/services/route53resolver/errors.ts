import { AwsError } from '../../api/error.ts'
import { rollText } from '../../kernel/random.ts'
import type { Context } from '../context.ts'

export const invalidParameter = (message: string, field?: string) =>
  new AwsError('InvalidParameterException', message, 400, field === undefined ? {} : { FieldName: field })

export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message)

// Observed in AWS CLI 2.36, and in reports of users: most texts carry the number of their rule.
export const notFound = (what: string) => (id: string) =>
  new AwsError('ResourceNotFoundException', `[RSLVR-00703] ${what} with ID "${id}" does not exist.`)

export const alreadyExists = (message: string, resourceType: string) =>
  new AwsError('ResourceExistsException', message, 400, { ResourceType: resourceType })

export const limitExceeded = (account: string, limit: string) =>
  new AwsError('LimitExceededException', `Account '${account}' has exceeded '${limit}'`, 400, {
    ResourceType: limit,
  })

/** A status message as the Resolver writes those that answer a request (CLI reference, create-resolver-endpoint). */
export function traced(ctx: Context, text: string): string {
  const digits = '0123456789abcdef'
  const moment = Math.floor(ctx.now / 1000).toString(16)
  return `[Trace id: 1-${moment}-${rollText(ctx.store, digits, 24)}] ${text}`
}
