import { service } from '../../service.ts'
import * as routePropagation from '../route-propagation.ts'
import * as vpnConnectionCreation from '../vpn-connection-creation.ts'
import * as vpnConnectionModification from '../vpn-connection-modification.ts'
import * as vpnConnectionRoutes from '../vpn-connection-routes.ts'

export const vpn = service('ec2', [
  routePropagation,
  vpnConnectionCreation,
  vpnConnectionModification,
  vpnConnectionRoutes,
])
