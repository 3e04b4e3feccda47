import type { Ec2 } from '../../api/generated/types.d.ts'
import { type VpcSide, vpcs } from '../../services/ec2/vpcs.ts'
import type { Held } from '../../world/held.ts'
import type { Fabric } from '../fabric.ts'

export type HeldVpc = Held<Ec2.Vpc, VpcSide>

// VPC user guide, vpc-dns. An import may not tell the attributes; then they are taken to be on.

/** Whether the VPC has a resolver at all. */
export const hasResolver = (vpc: HeldVpc): boolean => vpc.side.dnsSupport !== false

/** Whether both attributes are on, without which there are neither private hosted zones nor names for instances. */
export const hasNames = (vpc: HeldVpc): boolean => hasResolver(vpc) && vpc.side.dnsHostnames !== false

export function hasVpcNames(fabric: Fabric, id: string): boolean {
  const vpc = vpcs.get(fabric, id)
  return vpc !== undefined && hasNames(vpc)
}
