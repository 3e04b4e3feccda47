import type { NetworkInterface } from '../services/ec2/network-interfaces.ts'
import { perRecord } from './remembered.ts'

// What a network interface belongs to, as far as packets are concerned.

export type Occupant =
  | { readonly kind: 'instance'; readonly id: string }
  | { readonly kind: 'nat-gateway'; readonly id: string }
  | { readonly kind: 'vpc-endpoint'; readonly id: string }
  | { readonly kind: 'balancer-node' }
  | { readonly kind: 'resource-gateway' }
  | { readonly kind: 'other' }

const balancers: readonly string[] = ['network_load_balancer', 'gateway_load_balancer']

/**
 * Read from the interface's type and, as AWS writes it there and older exports know no types, from its description.
 */
export const occupantOf = perRecord(({ record }: NetworkInterface): Occupant => {
  const { InterfaceType = '', Description = '', Attachment } = record
  const nat = /^Interface for NAT Gateway (nat-\w+)/.exec(Description)?.[1]
  if (nat !== undefined) return { kind: 'nat-gateway', id: nat }
  const endpoint = /\b(vpce-[0-9a-f]+)$/.exec(Description)?.[1]
  if (endpoint !== undefined && (record.RequesterManaged || InterfaceType === 'vpc_endpoint')) {
    return { kind: 'vpc-endpoint', id: endpoint }
  }
  if (balancers.includes(InterfaceType) || /^ELB (net|gwy|app)\//.test(Description))
    return { kind: 'balancer-node' }
  if (/^VPC Lattice resource gateway rgw-/.test(Description)) return { kind: 'resource-gateway' }
  const instance = Attachment?.InstanceId
  return instance === undefined ? { kind: 'other' } : { kind: 'instance', id: instance }
})
