import { place } from '../place.ts'
import type { InspectionAppliance } from '../positions.ts'
import { applianceAllows, applianceInspects, applianceState, machineOf, notesOf } from '../rules/appliance.ts'
import { routerOf } from '../subnet-router.ts'

/**
 * What passes goes back to the node that it came from: addresses are exchanged, ports are not, so that it is for port
 * 6081 there, too (AWS networking blog, integrate-your-custom-logic-or-appliance-with-aws-gateway-load-balancer). The
 * appliance's security group takes it for the answer that it is.
 */
export const inspectionAppliance = place<InspectionAppliance>({
  kind: 'inspection-appliance',
  idOf: ({ eni }) => machineOf(eni),
  rules: [applianceInspects, applianceState, applianceAllows],
  next(step) {
    const { fabric, packet, at } = step
    const { source, destination } = packet
    return {
      to: routerOf(fabric, at.eni),
      packet: { ...packet, source: destination, destination: source },
      notes: notesOf(step),
    }
  },
})
