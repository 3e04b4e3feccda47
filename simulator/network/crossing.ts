import { subnets } from '../services/ec2/subnets.ts'
import type { Fabric } from './fabric.ts'
import type { HeldSubnet, Position } from './positions.ts'

// Network ACLs stand at the borders of subnets: what stays inside one crosses none.

/** On to something in another subnet of the VPC, or in the same one. */
export function crossInto(
  fabric: Fabric,
  from: HeldSubnet | undefined,
  to: string,
  onward: Position,
): Position {
  if (from?.record.SubnetId === to) return onward
  const subnet = subnets.get(fabric, to)
  const inside: Position = subnet ? { kind: 'subnet-in', subnet, onward } : onward
  return crossOut(from, inside)
}

/** Out of a subnet to something that is in none. */
export const crossOut = (from: HeldSubnet | undefined, onward: Position): Position =>
  from ? { kind: 'subnet-out', subnet: from, onward } : onward
