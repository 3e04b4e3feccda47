import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { doesNotExist } from './errors.ts'
import { instanceFilters } from './instance-filters.ts'
import type { InstanceSide } from './instance-side.ts'
import { withDnsNames } from './interface-names.ts'
import { interfacesOf, type NetworkInterface } from './network-interfaces.ts'
import { privateDnsName, privateDomain } from './public-addresses.ts'

export type HeldInstance = Held<Ec2.Instance, InstanceSide>

export const instances = family<Ec2.Instance, InstanceSide>({
  service: 'ec2',
  resource: 'instance',
  id: 'InstanceId',
  prefix: 'i',
  missing: doesNotExist('InvalidInstanceID.NotFound', 'instance'),
  malformed: (id) => (isWellFormed(id) ? undefined : malformed(id)),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: {
    // An instance holds on to a subnet and a VPC by its network interfaces, for as long as it has them.
    subnet: { to: 'ec2:subnet', read: ({ record }) => record.SubnetId, blocks: false },
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.VpcId, blocks: false },
  },
  indexes: { reservation: ({ side }) => side.reservation },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:instance/${record.InstanceId}`,
  view: viewInstance,
  filters: instanceFilters(viewInstance),
})

const isWellFormed = (id: string) => /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id)

// Both wordings were observed: the first of what looks like an instance's id, the second of all else.
function malformed(id: string): AwsError {
  const text = /^i-[0-9a-f]+$/.test(id) ? `The instance ID '${id}' is malformed` : `Invalid id: "${id}"`
  return new AwsError('InvalidInstanceID.Malformed', text)
}

export const describeInstances = operation(
  'ec2',
  'DescribeInstances',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeInstances' },
  (input, ctx) => {
    const wanted = input.InstanceIds ?? []
    const selected = wanted.length
      ? instances.filter(ctx, requireInstances(ctx, wanted), input.Filters)
      : instances.select(ctx, undefined, input.Filters)
    const { items, NextToken } = page(selected, input, { ids: 'InstancesSet', wanted })
    return { ...(NextToken && { NextToken }), Reservations: reserve(ctx, items) }
  },
)

/** Instances under the launches that they came from. */
export function reserve(ctx: Context, items: readonly HeldInstance[]): Ec2.Reservation[] {
  const reservations = new Map<string, HeldInstance[]>()
  for (const held of items) {
    const launched = reservations.get(held.side.reservation)
    if (launched) launched.push(held)
    else reservations.set(held.side.reservation, [held])
  }
  return [...reservations].map(([ReservationId, launched]) => {
    const [{ account, side }] = launched as [HeldInstance]
    return {
      ReservationId,
      OwnerId: account,
      ...(side.requesterId !== undefined && { RequesterId: side.requesterId }),
      Groups: [],
      Instances: launched.map((held) => instances.print(ctx, held)),
    }
  })
}

/** Every instance that a request names; those that there are not are named in one error. */
export function requireInstances(ctx: Context, ids: readonly string[]): HeldInstance[] {
  for (const id of ids) if (!isWellFormed(id)) throw malformed(id)
  const missing = ids.filter((id) => !instances.find(ctx, id))
  if (missing.length > 1) {
    throw new AwsError('InvalidInstanceID.NotFound', `The instance IDs '${missing.join(', ')}' do not exist`)
  }
  return [...new Set(ids)].map((id) => instances.require(ctx, id))
}

export const stateCodes: Readonly<Record<Ec2.InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
}

export const stateOf = ({ record }: HeldInstance): Ec2.InstanceStateName => record.State?.Name ?? 'pending'

/** The interface that an instance was launched with. */
export const primaryInterfaceOf = (ctx: Context, instance: string): NetworkInterface | undefined =>
  interfacesOf(ctx, instance).find(({ record }) => record.Attachment?.DeviceIndex === 0)

// Addresses, names and groups of an instance are those of its network interfaces.
function viewInstance(held: HeldInstance, ctx: Context): Ec2.Instance {
  const { record } = held
  const attached = interfacesOf(ctx, record.InstanceId ?? '').map((eni) => withDnsNames(eni, ctx))
  const primary = attached.find((eni) => eni.Attachment?.DeviceIndex === 0)
  const { PublicIp, PublicDnsName = '' } = primary?.Association ?? {}
  const [firstIpv6] = primary?.Ipv6Addresses ?? []
  return {
    ...record,
    NetworkInterfaces: attached.map(asInstanceInterface),
    SecurityGroups: primary?.Groups ?? [],
    ...(primary && { SourceDestCheck: primary.SourceDestCheck }),
    ...(firstIpv6 && { Ipv6Address: firstIpv6.Ipv6Address }),
    PrivateDnsName: primary ? privateNameOf(held, primary) : '',
    PublicDnsName,
    ...(primary?.PrivateIpAddress !== undefined && { PrivateIpAddress: primary.PrivateIpAddress }),
    ...(PublicIp !== undefined && { PublicIpAddress: PublicIp }),
  }
}

/** EC2 user guide, ec2-instance-naming: after the address, or after the instance. */
function privateNameOf({ record, region }: HeldInstance, { PrivateIpAddress }: Ec2.NetworkInterface): string {
  if (record.PrivateDnsNameOptions?.HostnameType === 'resource-name' || PrivateIpAddress === undefined) {
    return `${record.InstanceId}.${privateDomain(region)}`
  }
  return privateDnsName(region, PrivateIpAddress)
}

function asInstanceInterface(eni: Ec2.NetworkInterface): Ec2.InstanceNetworkInterface {
  const { Attachment, Association, Ipv6Addresses, PrivateIpAddresses } = eni
  const { InstanceId: _id, InstanceOwnerId: _owner, ...attachment } = Attachment ?? {}
  return {
    ...(Association && { Association: asInstanceAssociation(Association) }),
    Attachment: attachment,
    Description: eni.Description,
    Groups: eni.Groups,
    Ipv6Addresses,
    MacAddress: eni.MacAddress,
    NetworkInterfaceId: eni.NetworkInterfaceId,
    OwnerId: eni.OwnerId,
    ...(eni.PrivateDnsName !== undefined && { PrivateDnsName: eni.PrivateDnsName }),
    PrivateIpAddress: eni.PrivateIpAddress,
    PrivateIpAddresses: (PrivateIpAddresses ?? []).map(({ Association: association, ...one }) => ({
      ...(association && { Association: asInstanceAssociation(association) }),
      ...one,
    })),
    SourceDestCheck: eni.SourceDestCheck,
    Status: eni.Status,
    SubnetId: eni.SubnetId,
    VpcId: eni.VpcId,
    InterfaceType: eni.InterfaceType,
    ...(eni.Ipv4Prefixes && { Ipv4Prefixes: eni.Ipv4Prefixes }),
    ...(eni.Ipv6Prefixes && { Ipv6Prefixes: eni.Ipv6Prefixes }),
    ...(eni.ConnectionTrackingConfiguration && {
      ConnectionTrackingConfiguration: eni.ConnectionTrackingConfiguration,
    }),
    Operator: eni.Operator,
  }
}

function asInstanceAssociation({
  AllocationId: _allocation,
  AssociationId: _association,
  ...shown
}: Ec2.NetworkInterfaceAssociation): Ec2.InstanceNetworkInterfaceAssociation {
  return shown
}
