import { isAlive, transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { isInForce, peeringsBetween } from '../../services/ec2/vpc-peering-connections.ts'
import type { Fabric } from '../fabric.ts'

/** Whether VPCs of one side and VPCs of the other are the same, peered, or attached to one transit gateway. */
export function areConnected(fabric: Fabric, from: readonly string[], to: readonly string[]): boolean {
  if (!from.length || !to.length) return true
  return from.some((a) =>
    to.some((b) => a === b || peeringsBetween(fabric, a, b).some(isInForce) || haveGateway(fabric, a, b)),
  )
}

function haveGateway(fabric: Fabric, a: string, b: string): boolean {
  const ofB = new Set(gatewaysOf(fabric, b))
  return gatewaysOf(fabric, a).some((gateway) => ofB.has(gateway))
}

/** Those that a VPC is attached to, and those that are peered with them. */
function gatewaysOf(fabric: Fabric, vpc: string): string[] {
  const own = transitGatewayAttachments
    .by(fabric, 'vpc', vpc)
    .map(({ record }) => record.TransitGatewayId ?? '')
  const peers = own.flatMap((gateway) =>
    transitGatewayAttachments
      .by(fabric, 'gateway-peering', gateway)
      .filter(isAlive)
      .flatMap(({ record }) => [record.TransitGatewayId ?? '', record.ResourceId ?? '']),
  )
  return [...own, ...peers]
}
