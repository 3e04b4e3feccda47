import { service } from '../service.ts'
import * as access from './access.ts'
import * as managedInstances from './managed-instances.ts'
import * as parameterChanges from './parameter-changes.ts'
import * as parameterReading from './parameter-reading.ts'
import * as parameters from './parameters.ts'
import * as sessions from './sessions.ts'

export const ssm = service('ssm', [
  access,
  managedInstances,
  parameterChanges,
  parameterReading,
  parameters,
  sessions,
])
