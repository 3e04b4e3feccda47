import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import type { Read } from '../family.ts'
import type { Value } from '../filters.ts'
import type { InstanceSide } from './instance-side.ts'
import { networkInterfaceFilters } from './network-interface-filters.ts'
import { interfacesOf, type NetworkInterface } from './network-interfaces.ts'

type HeldInstance = Held<Ec2.Instance, InstanceSide>
type Filter = Read<Ec2.Instance, InstanceSide>
type View = (held: HeldInstance, ctx: Context) => Ec2.Instance

/** What DescribeInstances filters by. `view` fills in what an instance has through its network interfaces. */
export const instanceFilters = (view: View): Readonly<Record<string, Filter>> => ({
  ...ofInterfaces(),
  affinity: ({ record }) => record.Placement?.Affinity,
  architecture: ({ record }) => record.Architecture,
  'availability-zone': ({ record }) => record.Placement?.AvailabilityZone,
  'availability-zone-id': ({ record }) => record.Placement?.AvailabilityZoneId,
  'block-device-mapping.attach-time': ({ record }) =>
    record.BlockDeviceMappings?.map((one) => one.Ebs?.AttachTime),
  'block-device-mapping.delete-on-termination': ({ record }) =>
    record.BlockDeviceMappings?.map((one) => one.Ebs?.DeleteOnTermination),
  'block-device-mapping.device-name': ({ record }) =>
    record.BlockDeviceMappings?.map((one) => one.DeviceName),
  'block-device-mapping.status': ({ record }) => record.BlockDeviceMappings?.map((one) => one.Ebs?.Status),
  'block-device-mapping.volume-id': ({ record }) =>
    record.BlockDeviceMappings?.map((one) => one.Ebs?.VolumeId),
  'boot-mode': ({ record }) => record.BootMode,
  'capacity-reservation-id': ({ record }) => record.CapacityReservationId,
  'capacity-reservation-specification.capacity-reservation-preference': ({ record }) =>
    record.CapacityReservationSpecification?.CapacityReservationPreference,
  'capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id': ({ record }) =>
    record.CapacityReservationSpecification?.CapacityReservationTarget?.CapacityReservationId,
  'capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn': ({
    record,
  }) =>
    record.CapacityReservationSpecification?.CapacityReservationTarget?.CapacityReservationResourceGroupArn,
  'client-token': ({ record }) => record.ClientToken,
  'current-instance-boot-mode': ({ record }) => record.CurrentInstanceBootMode,
  'dns-name': (held, ctx) => view(held, ctx).PublicDnsName,
  'ebs-optimized': ({ record }) => record.EbsOptimized,
  'ena-support': ({ record }) => record.EnaSupport,
  'enclave-options.enabled': ({ record }) => record.EnclaveOptions?.Enabled,
  'hibernation-options.configured': ({ record }) => record.HibernationOptions?.Configured,
  'host-id': ({ record }) => record.Placement?.HostId,
  hypervisor: ({ record }) => record.Hypervisor,
  'iam-instance-profile.arn': ({ record }) => record.IamInstanceProfile?.Arn,
  'iam-instance-profile.id': ({ record }) => record.IamInstanceProfile?.Id,
  'image-id': ({ record }) => record.ImageId,
  'instance-id': ({ record }) => record.InstanceId,
  'instance-lifecycle': ({ record }) => record.InstanceLifecycle,
  'instance-state-code': ({ record }) => record.State?.Code,
  'instance-state-name': ({ record }) => record.State?.Name,
  'instance-type': ({ record }) => record.InstanceType,
  'instance.group-id': (held, ctx) => view(held, ctx).SecurityGroups?.map((one) => one.GroupId),
  'instance.group-name': (held, ctx) => view(held, ctx).SecurityGroups?.map((one) => one.GroupName),
  'ip-address': (held, ctx) => view(held, ctx).PublicIpAddress,
  'ipv6-address': (held, ctx) => view(held, ctx).Ipv6Address,
  'kernel-id': ({ record }) => record.KernelId,
  'key-name': ({ record }) => record.KeyName,
  'launch-index': ({ record }) => record.AmiLaunchIndex,
  'launch-time': ({ record }) => record.LaunchTime,
  'maintenance-options.auto-recovery': ({ record }) => record.MaintenanceOptions?.AutoRecovery,
  'metadata-options.http-endpoint': ({ record }) => record.MetadataOptions?.HttpEndpoint,
  'metadata-options.http-protocol-ipv4': ({ record }) => record.MetadataOptions?.HttpEndpoint,
  'metadata-options.http-protocol-ipv6': ({ record }) => record.MetadataOptions?.HttpProtocolIpv6,
  'metadata-options.http-put-response-hop-limit': ({ record }) =>
    record.MetadataOptions?.HttpPutResponseHopLimit,
  'metadata-options.http-tokens': ({ record }) => record.MetadataOptions?.HttpTokens,
  'metadata-options.instance-metadata-tags': ({ record }) => record.MetadataOptions?.InstanceMetadataTags,
  'metadata-options.state': ({ record }) => record.MetadataOptions?.State,
  'monitoring-state': ({ record }) => record.Monitoring?.State,
  'network-performance-options.bandwidth-weighting': ({ record }) =>
    record.NetworkPerformanceOptions?.BandwidthWeighting,
  'operator.managed': ({ record }) => record.Operator?.Managed,
  'operator.principal': ({ record }) => record.Operator?.Principal,
  'outpost-arn': ({ record }) => record.OutpostArn,
  'owner-id': ({ account }) => account,
  'placement-group-name': ({ record }) => record.Placement?.GroupName,
  'placement-partition-number': ({ record }) => record.Placement?.PartitionNumber,
  // "To list only Windows instances, use windows": in lower case, unlike what is printed.
  platform: ({ record }) => record.Platform?.toLowerCase(),
  'platform-details': ({ record }) => record.PlatformDetails,
  'private-dns-name': (held, ctx) => view(held, ctx).PrivateDnsName,
  'private-dns-name-options.enable-resource-name-dns-a-record': ({ record }) =>
    record.PrivateDnsNameOptions?.EnableResourceNameDnsARecord,
  'private-dns-name-options.enable-resource-name-dns-aaaa-record': ({ record }) =>
    record.PrivateDnsNameOptions?.EnableResourceNameDnsAAAARecord,
  'private-dns-name-options.hostname-type': ({ record }) => record.PrivateDnsNameOptions?.HostnameType,
  'private-ip-address': (held, ctx) => view(held, ctx).PrivateIpAddress,
  'product-code': ({ record }) => record.ProductCodes?.map((one) => one.ProductCodeId),
  'product-code.type': ({ record }) => record.ProductCodes?.map((one) => one.ProductCodeType),
  'ramdisk-id': ({ record }) => record.RamdiskId,
  reason: ({ record }) => record.StateTransitionReason,
  'requester-id': ({ side }) => side.requesterId,
  'reservation-id': { index: 'reservation', read: ({ side }) => side.reservation },
  'root-device-name': ({ record }) => record.RootDeviceName,
  'root-device-type': ({ record }) => record.RootDeviceType,
  'source-dest-check': (held, ctx) => view(held, ctx).SourceDestCheck,
  'spot-instance-request-id': ({ record }) => record.SpotInstanceRequestId,
  'state-reason-code': ({ record }) => record.StateReason?.Code,
  'state-reason-message': ({ record }) => record.StateReason?.Message,
  'subnet-id': { index: 'subnet', read: ({ record }) => record.SubnetId },
  tenancy: ({ record }) => record.Placement?.Tenancy,
  'tpm-support': ({ record }) => record.TpmSupport,
  'usage-operation': ({ record }) => record.UsageOperation,
  'usage-operation-update-time': ({ record }) => record.UsageOperationUpdateTime,
  'virtualization-type': ({ record }) => record.VirtualizationType,
  'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
})

type ReadInterface = (eni: NetworkInterface, ctx: Context) => Value | readonly Value[]

/** Interface filters that DescribeInstances has and DescribeNetworkInterfaces has not. */
const furtherInterfaceFilters: Readonly<Record<string, ReadInterface>> = {
  'addresses.association.carrier-ip': ({ record }) =>
    record.PrivateIpAddresses?.map((one) => one.Association?.CarrierIp),
  'addresses.association.customer-owned-ip': ({ record }) =>
    record.PrivateIpAddresses?.map((one) => one.Association?.CustomerOwnedIp),
  'association.carrier-ip': ({ record }) => record.Association?.CarrierIp,
  'association.customer-owned-ip': ({ record }) => record.Association?.CustomerOwnedIp,
  'attachment.network-card-index': ({ record }) => record.Attachment?.NetworkCardIndex,
  'deny-all-igw-traffic': ({ record }) => record.DenyAllIgwTraffic,
  'ipv4-prefixes.ipv4-prefix': ({ record }) => record.Ipv4Prefixes?.map((one) => one.Ipv4Prefix),
  'ipv6-address': ({ record }) => record.Ipv6Addresses?.map((one) => one.Ipv6Address),
  'ipv6-addresses.is-primary-ipv6': ({ record }) => record.Ipv6Addresses?.map((one) => one.IsPrimaryIpv6),
  'ipv6-native': ({ record }) => record.Ipv6Native,
  'ipv6-prefixes.ipv6-prefix': ({ record }) => record.Ipv6Prefixes?.map((one) => one.Ipv6Prefix),
  'outpost-arn': ({ record }) => record.OutpostArn,
  'public-dns-name': ({ record }) => record.PublicDnsName,
  'tag-key': ({ record }) => record.TagSet?.map((tag) => tag.Key),
  'tag-value': ({ record }) => record.TagSet?.map((tag) => tag.Value),
}

function ofInterfaces(): Record<string, Filter> {
  const filters: Record<string, Filter> = {}
  const add = (name: string, read: ReadInterface) => {
    filters[`network-interface.${name}`] = ({ record }, ctx) =>
      interfacesOf(ctx, record.InstanceId ?? '').flatMap((eni) => read(eni, ctx))
  }
  for (const [name, read] of Object.entries(networkInterfaceFilters)) {
    add(name, typeof read === 'object' ? read.read : read)
  }
  for (const [name, read] of Object.entries(furtherInterfaceFilters)) add(name, read)
  return filters
}
