import { service } from '../service.ts'
import * as filters from './filters.ts'
import * as logEventOperations from './log-event-operations.ts'
import * as logGroups from './log-groups.ts'
import * as logStreamOperations from './log-stream-operations.ts'
import * as logStreams from './log-streams.ts'
import * as resourcePolicies from './resource-policies.ts'
import * as tagOperations from './tag-operations.ts'

export const logs = service('logs', [
  filters,
  logEventOperations,
  logGroups,
  logStreamOperations,
  logStreams,
  resourcePolicies,
  tagOperations,
])
