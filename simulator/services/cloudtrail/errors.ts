import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

export const invalidToken = () =>
  new AwsError('InvalidNextTokenException', 'Invalid token or token that was previously used.')

/** CloudTrail API reference, AddTags. */
export const tagRefusals: TagRefusals = {
  reserved: (key) =>
    new AwsError('InvalidTagParameterException', `Tag keys that start with aws: are reserved: ${key}`),
  tooMany: () =>
    new AwsError(
      'TagsLimitExceededException',
      'The number of tags per trail, event data store, dashboard, or channel has exceeded the permitted amount. Currently, the limit is 50.',
    ),
}
