import { service } from '../service.ts'
import * as access from './access.ts'
import * as secretChanges from './secret-changes.ts'
import * as secretPolicies from './secret-policies.ts'
import * as secretReading from './secret-reading.ts'
import * as secrets from './secrets.ts'

export const secretsmanager = service('secretsmanager', [
  access,
  secretChanges,
  secretPolicies,
  secretReading,
  secrets,
])
