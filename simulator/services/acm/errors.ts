import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

export const noSuchCertificate = (arn: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Could not find certificate ${arn}.`)

export const invalid = (text: string): AwsError => new AwsError('ValidationException', text)

export const invalidToken = (): AwsError => invalid('The NextToken is not valid.')

export const tagRefusals: TagRefusals = {
  reserved: (key) => new AwsError('InvalidTagException', `Tag keys must not start with aws: (${key})`),
  tooMany: () => new AwsError('TooManyTagsException', 'A certificate can have no more than 50 tags.'),
}
