import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { connectionTracking } from './connection-tracking.ts'
import { doesNotExist, invalidParameter } from './errors.ts'
import { ipv4Count, ipv6Count, wantedAddresses } from './interface-address-requests.ts'
import { groupsFor } from './interface-groups.ts'
import { requireAddressCounts } from './interface-limits.ts'
import { closeInterface, networkInterfaces, openInterface } from './network-interfaces.ts'
import { subnets } from './subnets.ts'

export const createNetworkInterface = operation(
  'ec2',
  'CreateNetworkInterface',
  {
    fidelity: {
      simplified: 'Elastic Fabric Adapters, trunk and branch interfaces and managed operators do not exist.',
    },
    source: 'EC2 API reference, CreateNetworkInterface',
  },
  (input, ctx) => {
    const { record: subnet } = subnets.require(ctx, input.SubnetId)
    const tags = tagsFor(input.TagSpecifications, 'network-interface')
    refuseOtherTypes(input.InterfaceType)
    const wanted = wantedAddresses(input)
    requireAddressCounts(undefined, { ipv4: ipv4Count(wanted), ipv6: ipv6Count(wanted) })
    const eni = openInterface(ctx, {
      subnet,
      groups: groupsFor(ctx, subnet.VpcId ?? '', input.Groups, { unknown: noSuchGroup }),
      addresses: wanted,
      description: input.Description,
      requesterId: ctx.caller.userId,
      connectionTracking: connectionTracking(input.ConnectionTrackingSpecification),
      tags,
    })
    return {
      NetworkInterface: networkInterfaces.print(ctx, eni),
      ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    }
  },
)

export const interfaceAvailable = due<{ interface: string }>('interface-available', (args, ctx) => {
  const eni = networkInterfaces.get(ctx, args.interface)
  if (eni && !eni.record.Attachment) networkInterfaces.update(ctx, eni, { Status: 'available' })
})

export const deleteNetworkInterface = operation(
  'ec2',
  'DeleteNetworkInterface',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNetworkInterface' },
  ({ NetworkInterfaceId }, ctx) => {
    const eni = networkInterfaces.require(ctx, NetworkInterfaceId)
    // "You must detach the network interface before you can delete it."
    if (eni.record.Attachment) throw inUse(eni)
    closeInterface(ctx, NetworkInterfaceId)
    return {}
  },
)

/** EKS user guide, security-groups-for-pods: this operation has words of its own for it. */
const noSuchGroup = doesNotExist('InvalidSecurityGroupID.NotFound', 'securityGroup')

/** What AWS says while an interface is attached, attaching or detaching. */
export const inUse = ({ record }: Held<Ec2.NetworkInterface>): AwsError =>
  invalidParameter(`Network interface '${record.NetworkInterfaceId}' is currently in use.`)

export function refuseOtherTypes(type: string | undefined): void {
  if (type === undefined || type === 'interface') return
  throw new AwsError('UnsupportedOperation', `Network interfaces of type '${type}' are not simulated.`)
}
