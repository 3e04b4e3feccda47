import { AwsError } from '../../api/error.ts'
import type { TagRefusals } from '../tag-lists.ts'

// RDS API reference: errors of its operations. Those that something is not there are answered with status 404.

export const noSuchInstance = (id: string) =>
  new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404)
export const noSuchCluster = (id: string) =>
  new AwsError('DBClusterNotFoundFault', `DBCluster ${id} not found.`, 404)
export const noSuchSubnetGroup = (name: string) =>
  new AwsError('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`, 404)
export const invalidValue = (text: string) => new AwsError('InvalidParameterValue', text)
export const invalidCombination = (text: string) => new AwsError('InvalidParameterCombination', text)

export const tagRefusals: TagRefusals = {
  reserved: () => invalidValue('Tag keys must not start with aws:'),
  tooMany: () => invalidValue('A resource can have no more than 50 tags.'),
}
