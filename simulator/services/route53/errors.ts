import { AwsError } from '../../api/error.ts'

export const invalidInput = (message: string) => new AwsError('InvalidInput', message)

/** Everything that is wrong with a batch at once, in the brackets that AWS puts around the list. */
export const invalidChangeBatch = (problems: readonly string[]) =>
  new AwsError('InvalidChangeBatch', `[${problems.join(', ')}]`)

/** The part of an id that is Route 53's own: the CLI takes `/hostedzone/` and the like away, other clients may not. */
export const bareId = (id: string): string => id.slice(id.lastIndexOf('/') + 1)
