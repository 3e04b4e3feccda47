import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import type { Family } from '../family.ts'
import { releasePublicAddress } from './public-addresses.ts'

/** A public address that AWS gave by itself, rather than an Elastic IP address. */
export const isAutomatic = ({ AllocationId, IpOwnerId }: Ec2.NetworkInterfaceAssociation): boolean =>
  AllocationId === undefined && (IpOwnerId?.startsWith('amazon') ?? false)

// Elastic IP addresses are a family above network interfaces, so they are found by their id.

/** The Elastic IP address behind an association is nobody's any more. */
export function freeElasticAddress(
  ctx: Context,
  { AllocationId = '' }: Ec2.NetworkInterfaceAssociation,
): void {
  rewriteAddress(ctx, AllocationId, (address) => {
    const {
      AssociationId: _association,
      InstanceId: _instance,
      NetworkInterfaceId: _interface,
      NetworkInterfaceOwnerId: _owner,
      PrivateIpAddress: _private,
      ...free
    } = address
    return free
  })
}

/** The Elastic IP address goes with its private address to another interface. */
export function moveElasticAddress(
  ctx: Context,
  { AllocationId = '' }: Ec2.NetworkInterfaceAssociation,
  to: Ec2.NetworkInterface,
): void {
  rewriteAddress(ctx, AllocationId, ({ InstanceId: _, ...address }) => ({
    ...address,
    NetworkInterfaceId: to.NetworkInterfaceId,
    NetworkInterfaceOwnerId: to.OwnerId,
    ...(to.Attachment?.InstanceId !== undefined && { InstanceId: to.Attachment.InstanceId }),
  }))
}

function rewriteAddress(ctx: Context, id: string, rewrite: (address: Ec2.Address) => Ec2.Address): void {
  const family = ctx.families.ofId(id) as unknown as Family<Ec2.Address> | undefined
  const held = family?.get(ctx, id)
  if (!family || !held) return
  ctx.store.put(family.table, { ...held, record: rewrite(held.record) })
}

/** What becomes of a public address whose private address is gone. */
export function dropAssociation(ctx: Context, association: Ec2.NetworkInterfaceAssociation): void {
  if (isAutomatic(association)) releasePublicAddress(ctx.store, association.PublicIp ?? '')
  else freeElasticAddress(ctx, association)
}
