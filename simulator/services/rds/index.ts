import { service } from '../service.ts'
import * as clusters from './clusters.ts'
import * as instanceChanges from './instance-changes.ts'
import * as instanceCreation from './instance-creation.ts'
import * as instances from './instances.ts'
import * as subnetGroups from './subnet-groups.ts'
import * as tagOperations from './tag-operations.ts'

export const rds = service('rds', [
  clusters,
  instanceChanges,
  instanceCreation,
  instances,
  subnetGroups,
  tagOperations,
])
