import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

export const noSuchRepository = (name: string, registry: string) =>
  new AwsError(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registry}'`,
  )

export const invalidToken = () =>
  new AwsError(
    'InvalidParameterException',
    "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid nextToken'",
  )

export const tagRefusals: TagRefusals = {
  reserved: () => new AwsError('InvalidTagParameterException', 'Tag keys must not start with aws:'),
  tooMany: () => new AwsError('TooManyTagsException', 'A repository can have no more than 50 tags.'),
}
