import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { connectionTracking } from './connection-tracking.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { newGroupsFor } from './interface-groups.ts'
import {
  givePublicAddress,
  type NetworkInterface,
  networkInterfaces,
  takeBackPublicAddress,
} from './network-interfaces.ts'

export const describeNetworkInterfaceAttribute = operation(
  'ec2',
  'DescribeNetworkInterfaceAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNetworkInterfaceAttribute' },
  ({ NetworkInterfaceId, Attribute }, ctx) => {
    const { record, side } = networkInterfaces.require(ctx, NetworkInterfaceId)
    switch (Attribute) {
      case undefined:
        throw missingParameter('attribute')
      case 'attachment':
        return { ...(record.Attachment && { Attachment: record.Attachment }), NetworkInterfaceId }
      case 'description':
        return { Description: { Value: record.Description }, NetworkInterfaceId }
      case 'groupSet':
        return { Groups: record.Groups, NetworkInterfaceId }
      case 'sourceDestCheck':
        return { NetworkInterfaceId, SourceDestCheck: { Value: record.SourceDestCheck } }
      case 'associatePublicIpAddress':
        return { NetworkInterfaceId, AssociatePublicIpAddress: side.autoPublicIp }
      default:
        throw invalidParameter(`Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`)
    }
  },
)

type Request = Ec2.ModifyNetworkInterfaceAttributeRequest

export const modifyNetworkInterfaceAttribute = operation(
  'ec2',
  'ModifyNetworkInterfaceAttribute',
  {
    fidelity: { simplified: 'ENA Express, ENA queues and associated subnets do not exist.' },
    source: 'EC2 API reference, ModifyNetworkInterfaceAttribute',
  },
  (input, ctx) => {
    const eni = networkInterfaces.require(ctx, input.NetworkInterfaceId)
    refuseManaged(eni)
    // "You can specify only one attribute at a time."
    const asked = members.filter((member) => input[member] !== undefined)
    const [member] = asked
    if (!member) throw missingParameter('attribute')
    if (asked.length > 1) {
      throw invalidCombination(
        `Fields for multiple attribute types specified: ${asked.map(lowerFirst).join(', ')}`,
      )
    }
    changes[member](ctx, eni, input)
    return {}
  },
)

export const resetNetworkInterfaceAttribute = operation(
  'ec2',
  'ResetNetworkInterfaceAttribute',
  { fidelity: 'exact', source: 'EC2 API reference, ResetNetworkInterfaceAttribute' },
  ({ NetworkInterfaceId, SourceDestCheck }, ctx) => {
    const eni = networkInterfaces.require(ctx, NetworkInterfaceId)
    refuseManaged(eni)
    if (SourceDestCheck === undefined) throw missingParameter('sourceDestCheck')
    networkInterfaces.update(ctx, eni, { SourceDestCheck: true })
    return {}
  },
)

const members = [
  'Description',
  'SourceDestCheck',
  'Groups',
  'Attachment',
  'AssociatePublicIpAddress',
  'ConnectionTrackingSpecification',
  'EnablePrimaryIpv6',
  'EnaSrdSpecification',
  'AssociatedSubnetIds',
] as const satisfies readonly (keyof Request)[]

type Change = (ctx: Context, eni: NetworkInterface, input: Request) => void

const notSimulated: Change = () => {
  throw new AwsError('UnsupportedOperation', 'ENA Express and associated subnets are not simulated.')
}

const changes: Readonly<Record<(typeof members)[number], Change>> = {
  Description(ctx, eni, { Description }) {
    networkInterfaces.update(ctx, eni, { Description: Description?.Value ?? '' })
  },
  SourceDestCheck(ctx, eni, { SourceDestCheck }) {
    networkInterfaces.update(ctx, eni, { SourceDestCheck: SourceDestCheck?.Value === true })
  },
  Groups(ctx, eni, { Groups }) {
    networkInterfaces.update(ctx, eni, { Groups: newGroupsFor(ctx, eni.record.VpcId ?? '', Groups ?? []) })
  },
  Attachment(ctx, eni, { Attachment: asked }) {
    const { Attachment } = eni.record
    if (asked?.AttachmentId === undefined) throw missingParameter('attachmentId')
    if (!Attachment || Attachment.AttachmentId !== asked.AttachmentId) {
      throw new AwsError(
        'InvalidAttachmentID.NotFound',
        `The attachment '${asked.AttachmentId}' does not exist on network interface '${eni.record.NetworkInterfaceId}'.`,
      )
    }
    if (asked.EnaQueueCount !== undefined || asked.DefaultEnaQueueCount !== undefined)
      notSimulated(ctx, eni, {} as Request)
    networkInterfaces.update(ctx, eni, {
      Attachment: {
        ...Attachment,
        DeleteOnTermination: asked.DeleteOnTermination ?? Attachment.DeleteOnTermination,
      },
    })
  },
  AssociatePublicIpAddress(ctx, eni, { AssociatePublicIpAddress: asked = false }) {
    // "Only supported for the primary network interface (eth0) of an instance."
    if (eni.record.Attachment?.InstanceId === undefined || eni.record.Attachment.DeviceIndex !== 0) {
      throw invalidParameter(
        'The associatePublicIpAddress attribute can only be modified for a primary network interface.',
      )
    }
    const changed = networkInterfaces.update(ctx, eni, {}, { autoPublicIp: asked })
    if (asked) givePublicAddress(ctx, changed)
    else takeBackPublicAddress(ctx, changed)
  },
  ConnectionTrackingSpecification(ctx, eni, { ConnectionTrackingSpecification }) {
    networkInterfaces.update(ctx, eni, {
      ConnectionTrackingConfiguration: {
        ...eni.record.ConnectionTrackingConfiguration,
        ...connectionTracking(ConnectionTrackingSpecification),
      },
    })
  },
  EnablePrimaryIpv6(ctx, eni, { EnablePrimaryIpv6 }) {
    const addresses = eni.record.Ipv6Addresses ?? []
    if (!addresses.length) {
      throw invalidParameter(`The network interface '${eni.record.NetworkInterfaceId}' has no IPv6 address.`)
    }
    // "After you make an IPv6 GUA address the primary IPv6, you can't disable it."
    if (!EnablePrimaryIpv6 && addresses.some((one) => one.IsPrimaryIpv6)) {
      throw invalidParameter('A primary IPv6 address cannot be disabled.')
    }
    networkInterfaces.update(ctx, eni, {
      Ipv6Addresses: addresses.map((one, index) => ({
        ...one,
        IsPrimaryIpv6: index === 0 && EnablePrimaryIpv6 === true,
      })),
    })
  },
  EnaSrdSpecification: notSimulated,
  AssociatedSubnetIds: notSimulated,
}

/** EC2 user guide, requester-managed-eni: "You can't modify or detach it." */
export function refuseManaged({ record }: NetworkInterface): void {
  if (!record.RequesterManaged) return
  throw new AwsError('AuthFailure', 'You do not have permission to access the specified resource.')
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
