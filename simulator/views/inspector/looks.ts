import { balancerLooks } from './kinds/balancers.ts'
import { directConnectLooks } from './kinds/direct-connect.ts'
import { gatewayLooks } from './kinds/gateways.ts'
import { machineLooks } from './kinds/machines.ts'
import { namingLooks } from './kinds/naming.ts'
import { networkLooks } from './kinds/network.ts'
import { onPremisesLooks } from './kinds/on-premises.ts'
import { privateLinkLooks } from './kinds/private-link.ts'
import { serviceLooks } from './kinds/services.ts'
import { transitLooks } from './kinds/transit.ts'
import type { Looks } from './seen.ts'

/** How things are looked at, by their family. What is of no family here shows its record. */
export const looks: Looks = {
  ...networkLooks,
  ...machineLooks,
  ...gatewayLooks,
  ...transitLooks,
  ...privateLinkLooks,
  ...balancerLooks,
  ...directConnectLooks,
  ...namingLooks,
  ...serviceLooks,
  ...onPremisesLooks,
}
