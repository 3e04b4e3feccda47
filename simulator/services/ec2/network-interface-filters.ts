import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Read } from '../family.ts'
import { withDnsNames } from './interface-names.ts'

type Filter = Read<Ec2.NetworkInterface, object>

const associations = (eni: Ec2.NetworkInterface) =>
  (eni.PrivateIpAddresses ?? []).map((one) => one.Association)

/** What DescribeNetworkInterfaces filters by. */
export const networkInterfaceFilters: Readonly<Record<string, Filter>> = {
  'addresses.association.allocation-id': ({ record }) => associations(record).map((one) => one?.AllocationId),
  'addresses.association.association-id': ({ record }) =>
    associations(record).map((one) => one?.AssociationId),
  'addresses.association.ip-owner-id': ({ record }) => associations(record).map((one) => one?.IpOwnerId),
  'addresses.association.owner-id': ({ record }) => associations(record).map((one) => one?.IpOwnerId),
  'addresses.association.public-dns-name': (held, ctx) =>
    associations(withDnsNames(held, ctx)).map((one) => one?.PublicDnsName),
  'addresses.association.public-ip': ({ record }) => associations(record).map((one) => one?.PublicIp),
  'addresses.primary': ({ record }) => record.PrivateIpAddresses?.map((one) => one.Primary),
  'addresses.private-dns-name': (held, ctx) =>
    withDnsNames(held, ctx).PrivateIpAddresses?.map((one) => one.PrivateDnsName),
  'addresses.private-ip-address': ({ record }) =>
    record.PrivateIpAddresses?.map((one) => one.PrivateIpAddress),
  'association.allocation-id': ({ record }) => record.Association?.AllocationId,
  'association.association-id': ({ record }) => record.Association?.AssociationId,
  'association.ip-owner-id': ({ record }) => record.Association?.IpOwnerId,
  'association.public-dns-name': (held, ctx) => withDnsNames(held, ctx).Association?.PublicDnsName,
  'association.public-ip': ({ record }) => record.Association?.PublicIp,
  'attachment.attach-time': ({ record }) => record.Attachment?.AttachTime,
  'attachment.attachment-id': {
    index: 'attachment',
    read: ({ record }) => record.Attachment?.AttachmentId,
  },
  'attachment.delete-on-termination': ({ record }) => record.Attachment?.DeleteOnTermination,
  'attachment.device-index': ({ record }) => record.Attachment?.DeviceIndex,
  'attachment.instance-id': { index: 'instance', read: ({ record }) => record.Attachment?.InstanceId },
  'attachment.instance-owner-id': ({ record }) => record.Attachment?.InstanceOwnerId,
  'attachment.status': ({ record }) => record.Attachment?.Status,
  'availability-zone': ({ record }) => record.AvailabilityZone,
  'availability-zone-id': ({ record }) => record.AvailabilityZoneId,
  description: ({ record }) => record.Description,
  'group-id': { index: 'group', read: ({ record }) => record.Groups?.map((one) => one.GroupId) },
  'group-name': ({ record }) => record.Groups?.map((one) => one.GroupName),
  'interface-type': ({ record }) => record.InterfaceType,
  'ipv6-addresses.ipv6-address': ({ record }) => record.Ipv6Addresses?.map((one) => one.Ipv6Address),
  'mac-address': ({ record }) => record.MacAddress,
  'network-interface-id': ({ record }) => record.NetworkInterfaceId,
  'operator.managed': ({ record }) => record.Operator?.Managed,
  'operator.principal': ({ record }) => record.Operator?.Principal,
  'owner-id': ({ record }) => record.OwnerId,
  'private-dns-name': (held, ctx) => withDnsNames(held, ctx).PrivateDnsName,
  'private-ip-address': ({ record }) => record.PrivateIpAddresses?.map((one) => one.PrivateIpAddress),
  'requester-id': ({ record }) => record.RequesterId,
  'requester-managed': ({ record }) => record.RequesterManaged,
  'source-dest-check': ({ record }) => record.SourceDestCheck,
  status: ({ record }) => record.Status,
  'subnet-id': { index: 'subnet', read: ({ record }) => record.SubnetId },
  'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
}
