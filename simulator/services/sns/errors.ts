import { AwsError } from '../../api/error.ts'

// SNS API reference, errors of each action.

export const noSuchTopic = () => new AwsError('NotFound', 'Topic does not exist', 404)

export const noSuchSubscription = () => new AwsError('NotFound', 'Subscription does not exist', 404)

export const invalidParameter = (what: string) =>
  new AwsError('InvalidParameter', `Invalid parameter: ${what}`)
