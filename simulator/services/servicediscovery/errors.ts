import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

// Cloud Map API reference: errors of its operations.

export const noSuchNamespace = (id: string) =>
  new AwsError('NamespaceNotFound', `A namespace with the specified ID ${id} doesn't exist.`)
export const noSuchService = (id: string) =>
  new AwsError('ServiceNotFound', `A service with the specified ID ${id} doesn't exist.`)
export const noSuchInstance = (id: string) =>
  new AwsError('InstanceNotFound', `An instance with the specified ID ${id} doesn't exist.`)
export const invalid = (text: string) => new AwsError('InvalidInput', text)
export const inUse = (text: string) => new AwsError('ResourceInUse', text)
export const invalidToken = () => invalid('The NextToken is not valid.')

export const tagRefusals: TagRefusals = {
  reserved: (key) => invalid(`Tag keys must not start with aws: (${key})`),
  tooMany: () => new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.'),
}
