import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { doesNotExist } from './errors.ts'
import { anyAddress, type WantedAddresses } from './interface-address-requests.ts'
import { releaseAllAddresses, takeAllAddresses } from './interface-addresses.ts'
import { dropAssociation, isAutomatic } from './interface-associations.ts'
import { withDnsNames } from './interface-names.ts'
import { networkInterfaceFilters } from './network-interface-filters.ts'
import { releasePublicAddress, takePublicAddress } from './public-addresses.ts'

/** What `describe-network-interface-attribute` tells and `describe-network-interfaces` does not. */
export interface InterfaceSide {
  /** Gets a public IPv4 address by itself while its instance runs. */
  readonly autoPublicIp: boolean
}

export type NetworkInterface = Held<Ec2.NetworkInterface, InterfaceSide>

export const networkInterfaces = family<Ec2.NetworkInterface, InterfaceSide>({
  service: 'ec2',
  resource: 'network-interface',
  id: 'NetworkInterfaceId',
  prefix: 'eni',
  missing: doesNotExist('InvalidNetworkInterfaceID.NotFound', 'networkInterface'),
  malformed: (id) =>
    id.startsWith('eni-')
      ? undefined
      : new AwsError('InvalidNetworkInterfaceId.Malformed', `Invalid id: "${id}" (expecting "eni-...")`),
  tags: { member: 'TagSet', whenEmpty: 'listed' },
  references: {
    subnet: { to: 'ec2:subnet', read: ({ record }) => record.SubnetId },
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.VpcId },
    group: { to: 'ec2:security-group', read: ({ record }) => record.Groups?.map((one) => one.GroupId ?? '') },
    instance: { to: 'ec2:instance', read: ({ record }) => record.Attachment?.InstanceId, blocks: false },
  },
  indexes: {
    attachment: ({ record }) => record.Attachment?.AttachmentId,
    // Who in a VPC has a private or IPv6 address: `vpc-1/10.0.0.5`.
    address: ({ record }) =>
      [
        ...(record.PrivateIpAddresses ?? []).map((one) => one.PrivateIpAddress),
        ...(record.Ipv6Addresses ?? []).map((one) => one.Ipv6Address),
      ].map((address) => `${record.VpcId}/${address}`),
    'public-address': ({ record }) =>
      record.PrivateIpAddresses?.map((one) => one.Association?.PublicIp).filter((one) => one !== undefined),
  },
  quota: {
    id: 'enis-per-region',
    error: () =>
      new AwsError(
        'NetworkInterfaceLimitExceeded',
        'The maximum number of network interfaces has been reached.',
      ),
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:network-interface/${record.NetworkInterfaceId}`,
  view: withDnsNames,
  filters: networkInterfaceFilters,
})

export const describeNetworkInterfaces = describe(
  'ec2',
  'DescribeNetworkInterfaces',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNetworkInterfaces' },
  networkInterfaces,
  { ids: 'NetworkInterfaceIds', list: 'NetworkInterfaces' },
)

export interface InterfaceSpec {
  readonly subnet: Ec2.Subnet
  readonly groups: readonly Ec2.GroupIdentifier[]
  readonly addresses?: WantedAddresses
  readonly description?: string | undefined
  /** As AWS prints it, which is not always as its model lists it: `nat_gateway`. */
  readonly interfaceType?: string | undefined
  readonly sourceDestCheck?: boolean
  /** Who asked for it. */
  readonly requesterId?: string
  /** A service of AWS's made it for something else of the account's; it is attached from the start. */
  readonly requesterManaged?: boolean
  readonly attachment?: Ec2.NetworkInterfaceAttachment
  readonly autoPublicIp?: boolean
  readonly connectionTracking?: Ec2.ConnectionTrackingConfiguration | undefined
  readonly tags?: readonly Tag[]
}

/** Makes a network interface: free, or attached from the start. */
export function openInterface(ctx: Context, spec: InterfaceSpec): NetworkInterface {
  const { subnet, requesterManaged = false } = spec
  const id = ctx.newId('eni')
  const attachment = spec.attachment ?? (requesterManaged ? servicesOwnAttachment(ctx) : undefined)
  const opened = networkInterfaces.create(
    ctx,
    {
      ...(attachment && { Attachment: attachment }),
      AvailabilityZone: subnet.AvailabilityZone,
      ...(spec.connectionTracking && { ConnectionTrackingConfiguration: spec.connectionTracking }),
      Description: spec.description ?? '',
      Groups: spec.groups,
      InterfaceType: (spec.interfaceType ?? 'interface') as Ec2.NetworkInterfaceType,
      ...takeAllAddresses(ctx.store, subnet, id, spec.addresses ?? anyAddress),
      MacAddress: newMacAddress(ctx.store),
      NetworkInterfaceId: id,
      OwnerId: ctx.account,
      ...(spec.requesterId !== undefined && { RequesterId: spec.requesterId }),
      RequesterManaged: requesterManaged,
      SourceDestCheck: spec.sourceDestCheck ?? true,
      Status: attachment ? 'in-use' : pending,
      SubnetId: subnet.SubnetId,
      TagSet: spec.tags ?? [],
      VpcId: subnet.VpcId,
      ...(subnet.Ipv6Native && { Ipv6Native: true }),
      Operator: { Managed: false },
      AvailabilityZoneId: subnet.AvailabilityZoneId,
    },
    { autoPublicIp: spec.autoPublicIp ?? false },
  )
  if (!attachment) ctx.after('interface-available', 'interface-available', { interface: id })
  return opened
}

// CLI reference, create-network-interface: the first status, which AWS's own model does not list.
const pending = 'pending' as string as Ec2.NetworkInterfaceStatus

/** Takes a network interface away with all that it has, whoever may still point at it. */
export function closeInterface(ctx: Context, id: string): void {
  const eni = networkInterfaces.get(ctx, id)
  if (!eni) return
  for (const { Association } of eni.record.PrivateIpAddresses ?? []) {
    if (Association) dropAssociation(ctx, Association)
  }
  releaseAllAddresses(ctx.store, eni.record)
  networkInterfaces.remove(ctx, eni)
}

/**
 * Puts a public address in front of a private address of the interface, or takes it away. One that came by itself goes
 * back to AWS when an Elastic IP address takes its place, and another one comes when that leaves again.
 */
export function setAssociation(
  ctx: Context,
  eni: NetworkInterface,
  privateIp: string,
  association: Ec2.NetworkInterfaceAssociation | undefined,
): NetworkInterface {
  const before = eni.record.PrivateIpAddresses?.find((one) => one.PrivateIpAddress === privateIp)?.Association
  if (before && isAutomatic(before)) releasePublicAddress(ctx.store, before.PublicIp ?? '')
  const PrivateIpAddresses = eni.record.PrivateIpAddresses?.map((one) => {
    if (one.PrivateIpAddress !== privateIp) return one
    const { Association: _, ...bare } = one
    return association ? { Association: association, ...bare } : bare
  })
  const isPrimary = eni.record.PrivateIpAddress === privateIp
  const changed = networkInterfaces.update(ctx, eni, {
    PrivateIpAddresses,
    ...(isPrimary && { Association: association }),
  })
  // EC2 user guide, using-instance-addressing: "When you disassociate the Elastic IP address from your instance, it
  // receives a new public IP address", unless more than one network interface is attached.
  const hadElastic = before && !isAutomatic(before)
  return isPrimary && !association && hadElastic ? givePublicAddress(ctx, changed) : changed
}

/** Gives the interface a public address of its own if it is one that gets them and its instance is on. */
export function givePublicAddress(ctx: Context, eni: NetworkInterface): NetworkInterface {
  const { Attachment, Association, PrivateIpAddress } = eni.record
  if (!eni.side.autoPublicIp || Association || PrivateIpAddress === undefined) return eni
  const { InstanceId } = Attachment ?? {}
  if (InstanceId === undefined || !isOn(ctx, InstanceId) || interfacesOf(ctx, InstanceId).length > 1)
    return eni
  return setAssociation(ctx, eni, PrivateIpAddress, {
    IpOwnerId: 'amazon',
    PublicIp: takePublicAddress(ctx.store, ctx.region),
  })
}

/** Takes back a public address that came by itself; an Elastic IP address stays. */
export function takeBackPublicAddress(ctx: Context, eni: NetworkInterface): NetworkInterface {
  const { Association, PrivateIpAddress } = eni.record
  if (!Association || !isAutomatic(Association) || PrivateIpAddress === undefined) return eni
  return setAssociation(ctx, eni, PrivateIpAddress, undefined)
}

function isOn(ctx: Context, instance: string): boolean {
  const state = ctx.families.ofId(instance)?.get(ctx, instance)?.record['State'] as
    | Ec2.InstanceState
    | undefined
  return state?.Name === 'pending' || state?.Name === 'running'
}

/** The interfaces that are attached to an instance, by their device index. */
export function interfacesOf(ctx: Pick<Context, 'store'>, instance: string): NetworkInterface[] {
  const place = ({ record }: NetworkInterface) =>
    (record.Attachment?.NetworkCardIndex ?? 0) * 1000 + (record.Attachment?.DeviceIndex ?? 0)
  return networkInterfaces.by(ctx, 'instance', instance).sort((a, b) => place(a) - place(b))
}

function servicesOwnAttachment(ctx: Context): Ec2.NetworkInterfaceAttachment {
  return {
    AttachTime: wholeSeconds(ctx.now),
    AttachmentId: ctx.newId('ela-attach'),
    DeleteOnTermination: false,
    DeviceIndex: 1,
    NetworkCardIndex: 0,
    InstanceOwnerId: 'amazon-aws',
    Status: 'attached',
  }
}

/** A moment as EC2 prints it for instances and what is attached to them: without milliseconds. */
export const wholeSeconds = (at: number): string => timestamp(at - (at % 1000))

/** An address of the kind that anyone may give out: the second-lowest bit of the first byte is set. */
function newMacAddress(store: Store): string {
  const hex = rollText(store, '0123456789abcdef', 10)
  return `0a${hex.replace(/../g, ':$&')}`
}
