import { AwsError } from '../../api/error.ts'

// SQS API reference, errors of each action. Codes have the prefix that clients of all generations see.

export const noSuchQueue = () =>
  new AwsError('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.')

export const invalidValue = (message: string) => new AwsError('InvalidParameterValue', message)

export const invalidAttribute = (name: string) =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`)

export const invalidReceipt = (handle: string) =>
  new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  )
