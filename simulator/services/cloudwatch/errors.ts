import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

export const invalidValue = (text: string) => new AwsError('InvalidParameterValue', text)
export const invalidCombination = (text: string) => new AwsError('InvalidParameterCombination', text)
export const validationError = (text: string) => new AwsError('ValidationError', text)
export const notFound = (text: string) => new AwsError('ResourceNotFound', text, 404)
export const invalidToken = () => new AwsError('InvalidNextToken', 'The next token specified is invalid.')

export const tagRefusals: TagRefusals = {
  reserved: () => invalidValue('Tag keys that start with aws: are reserved.'),
  tooMany: () => invalidValue('A resource can have no more than 50 tags.'),
}
