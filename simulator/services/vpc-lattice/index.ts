import { service } from '../service.ts'
import * as associations from './associations.ts'
import * as latticeServices from './lattice-services.ts'
import * as listeners from './listeners.ts'
import * as policies from './policies.ts'
import * as resourceConfigurations from './resource-configurations.ts'
import * as resourceGateways from './resource-gateways.ts'
import * as serviceNetworks from './service-networks.ts'
import * as tagOperations from './tag-operations.ts'
import * as targetGroups from './target-groups.ts'

export const vpcLattice = service('vpc-lattice', [
  associations,
  latticeServices,
  listeners,
  policies,
  resourceConfigurations,
  resourceGateways,
  serviceNetworks,
  tagOperations,
  targetGroups,
])
