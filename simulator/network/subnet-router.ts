import type { NetworkInterface } from '../services/ec2/network-interfaces.ts'
import { subnets } from '../services/ec2/subnets.ts'
import { tableOfSubnet } from './compiled/routes.ts'
import type { Fabric } from './fabric.ts'
import type { Position } from './positions.ts'

/** The VPC's router as what leaves a subnet meets it: with the subnet's own route table, or else the main one. */
export function routerOfSubnet(
  fabric: Fabric,
  vpc: string,
  subnetId: string,
  eni?: NetworkInterface,
): Position {
  const subnet = subnets.get(fabric, subnetId)
  const table = tableOfSubnet(fabric, vpc, subnetId)
  // Only an import can lack a table; its VPC then has none but the local routes.
  if (!table) return { kind: 'vpc-local', vpc, ...(subnet && { subnet }) }
  return { kind: 'router', vpc, table, ...(eni && { eni }), ...(subnet && { subnet }) }
}

/** The same for what leaves a network interface. */
export const routerOf = (fabric: Fabric, eni: NetworkInterface): Position =>
  routerOfSubnet(fabric, eni.record.VpcId ?? '', eni.record.SubnetId ?? '', eni)
