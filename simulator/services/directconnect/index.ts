import { service } from '../service.ts'
import * as associationChanges from './association-changes.ts'
import * as associations from './associations.ts'
import * as bgpPeers from './bgp-peers.ts'
import * as connectionCreation from './connection-creation.ts'
import * as connections from './connections.ts'
import * as failoverTests from './failover-tests.ts'
import * as gatewayAttachments from './gateway-attachments.ts'
import * as gateways from './gateways.ts'
import * as hostedConnections from './hosted-connections.ts'
import * as interconnects from './interconnects.ts'
import * as interfaceChanges from './interface-changes.ts'
import * as interfaceConfirmation from './interface-confirmation.ts'
import * as interfaceCreation from './interface-creation.ts'
import * as lagMembership from './lag-membership.ts'
import * as lagOperations from './lag-operations.ts'
import * as lags from './lags.ts'
import * as letters from './letters.ts'
import * as locations from './locations.ts'
import * as macSecKeys from './mac-sec-keys.ts'
import * as proposals from './proposals.ts'
import * as routerConfigurations from './router-configurations.ts'
import * as tagOperations from './tag-operations.ts'
import * as virtualGateways from './virtual-gateways.ts'
import * as virtualInterfaces from './virtual-interfaces.ts'

export const directconnect = service('directconnect', [
  associationChanges,
  associations,
  bgpPeers,
  connectionCreation,
  connections,
  failoverTests,
  gatewayAttachments,
  gateways,
  hostedConnections,
  interconnects,
  interfaceChanges,
  interfaceConfirmation,
  interfaceCreation,
  lagMembership,
  lagOperations,
  lags,
  letters,
  locations,
  macSecKeys,
  proposals,
  routerConfigurations,
  tagOperations,
  virtualGateways,
  virtualInterfaces,
])
