import type { DropReason } from '../reasons.ts'
import { balancerRepairs } from './balancer-repairs.ts'
import { endpointRepairs } from './endpoint-repairs.ts'
import { breakCircle, gatewayRepairs, leadElsewhere } from './gateway-repairs.ts'
import { hybridRepairs } from './hybrid-repairs.ts'
import { inspectionRepairs } from './inspection-repairs.ts'
import type { Failure, Repair, Repairers } from './repair.ts'
import { leadOtherwise, transitRepairs } from './transit-repairs.ts'
import { vpcRepairs } from './vpc-repairs.ts'

const repairers: Repairers = {
  ...vpcRepairs,
  ...gatewayRepairs,
  ...transitRepairs,
  ...endpointRepairs,
  ...balancerRepairs,
  ...inspectionRepairs,
  ...hybridRepairs,
  // Whichever of the routers is the wrong one.
  'forwarding-loop': (failure) => [
    ...leadOtherwise(failure),
    ...leadElsewhere(failure),
    ...breakCircle(failure),
  ],
}

/** The reasons that a change of the world may take away. */
export const mendableReasons = Object.keys(repairers) as readonly DropReason[]

/** What could be done about a drop. */
export const repairsFor = (failure: Failure): readonly Repair[] =>
  repairers[failure.dropped.reason]?.(failure) ?? []

/** The services that requests of repairs go to. */
export const servicesOfRepairs = [
  'ec2',
  'elbv2',
  'vpc-lattice',
  'directconnect',
  'onprem',
  'host',
  'fault',
] as const
