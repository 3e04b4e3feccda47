import { tableOfGateway } from '../compiled/routes.ts'
import { entrances } from '../entrances.ts'
import { place } from '../place.ts'
import type { VpcIn } from '../positions.ts'
import { publicMiddlebox } from '../rules/internet-gateway.ts'

/**
 * What comes in by an internet or virtual private gateway is routed by the gateway's table, where it has one (VPC
 * user guide, gateway-route-tables); all else goes straight to its destination.
 */
export const vpcIn = place<VpcIn>({
  kind: 'vpc-in',
  idOf: ({ vpc }) => vpc,
  rules: [publicMiddlebox],
  next({ fabric, at: { vpc, gateway }, flow }) {
    const table = tableOfGateway(fabric, gateway)
    return {
      to: table ? { kind: 'router', vpc, table } : { kind: 'vpc-local', vpc },
      ...(flow.direction === 'forward' && { notes: [entrances.note(vpc, gateway)] }),
    }
  },
})
