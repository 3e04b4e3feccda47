import { service } from '../service.ts'
import * as instances from './instances.ts'
import * as namespaces from './namespaces.ts'
import * as operations from './operations.ts'
import * as services from './services.ts'
import * as tagOperations from './tag-operations.ts'

export const servicediscovery = service('servicediscovery', [
  instances,
  namespaces,
  operations,
  services,
  tagOperations,
])
