import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

export const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`)

export const alreadyExists = (what: string): AwsError =>
  new AwsError('ResourceAlreadyExistsException', `The specified ${what} already exists`)

export const invalid = (text: string): AwsError => new AwsError('InvalidParameterException', text)

export const invalidToken = (): AwsError => invalid('The specified nextToken is invalid.')

export const limitExceeded = (text = 'Resource limit exceeded.'): AwsError =>
  new AwsError('LimitExceededException', text)

export const tagRefusals: TagRefusals = {
  reserved: () => invalid('The tag key is reserved: it must not start with aws:'),
  tooMany: () => new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.'),
}
