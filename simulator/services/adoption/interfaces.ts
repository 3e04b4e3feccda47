import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Scope } from '../../world/held.ts'
import { type HeldInstance, instances } from '../ec2/instances.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { takenAddresses } from '../ec2/private-addresses.ts'
import { subnets } from '../ec2/subnets.ts'
import type { Adoption } from './adoption.ts'
import type { Item } from './harvest.ts'
import { madeUpId } from './made-up-ids.ts'

/** Instances and network interfaces, each of which tells of the other where one file is missing. */
export function adoptInterfaces(adoption: Adoption): void {
  adoption.takeAll('NetworkInterfaces', networkInterfaces, (record) => ({
    record: completed(adoption, record),
    side: { autoPublicIp: isAutomatic(record) },
  }))
  for (const item of adoption.items('Reservations')) {
    const { Instances = [], ReservationId = '', OwnerId } = item.record as Ec2.Reservation
    for (const instance of Instances)
      adoptInstance(adoption, { ...item, record: { ...instance } }, ReservationId, OwnerId)
  }
  for (const { record } of networkInterfaces.everyone(adoption.ctx)) takeAddresses(adoption, record)
}

function adoptInstance(adoption: Adoption, item: Item, reservation: string, owner: string | undefined): void {
  const { NetworkInterfaces = [], ...record } = item.record as Ec2.Instance
  const home = adoption.homeOf(item, owner ?? NetworkInterfaces[0]?.OwnerId)
  // The zone says which Region it is in.
  const zone = record.Placement?.AvailabilityZone
  const region =
    zone === undefined ? home.region : adoption.homeOf({ ...item, record: { AvailabilityZone: zone } }).region
  const held: HeldInstance = {
    account: home.account,
    region,
    record: { State: { Code: 16, Name: 'running' }, ...record },
    side: {
      reservation,
      mayNotBeTerminated: false,
      mayNotBeStopped: false,
      onShutdown: 'stop',
      hasBeenRunning: true,
      passesChecks: true,
      turn: 0,
    },
  }
  adoption.take(instances, 'Instances', held, item)
  for (const [i, eni] of NetworkInterfaces.entries()) addInterface(adoption, held, eni, i)
  if (!NetworkInterfaces.length) addPrimary(adoption, held)
}

/** An interface as its instance tells it, where no file of interfaces does. */
function addInterface(
  adoption: Adoption,
  { account, region, record }: HeldInstance,
  eni: Ec2.InstanceNetworkInterface,
  i: number,
): void {
  const { NetworkInterfaceId = madeUpId('eni', record.InstanceId, i) } = eni
  if (networkInterfaces.get(adoption.ctx, NetworkInterfaceId)) return
  const { Attachment, ...told } = eni
  const made: Ec2.NetworkInterface = {
    OwnerId: account,
    Status: 'in-use',
    SourceDestCheck: record.SourceDestCheck ?? true,
    ...(told as Ec2.NetworkInterface),
    NetworkInterfaceId,
    SubnetId: eni.SubnetId ?? record.SubnetId,
    VpcId: eni.VpcId ?? record.VpcId,
    Groups: eni.Groups ?? record.SecurityGroups ?? [],
    AvailabilityZone: record.Placement?.AvailabilityZone,
    Attachment: {
      AttachmentId: madeUpId('eni-attach', NetworkInterfaceId),
      DeviceIndex: i,
      Status: 'attached',
      ...Attachment,
      InstanceId: record.InstanceId,
      InstanceOwnerId: account,
    },
    TagSet: [],
  }
  keep(adoption, { account, region }, made)
}

/** Some exporters leave the interfaces out altogether and tell the instance's address. */
function addPrimary(adoption: Adoption, held: HeldInstance): void {
  const { InstanceId = '', PrivateIpAddress, PublicIpAddress, SubnetId } = held.record
  if (PrivateIpAddress === undefined || SubnetId === undefined) return
  if (networkInterfaces.count(adoption.ctx, 'instance', InstanceId)) return
  const Association =
    PublicIpAddress === undefined ? {} : { Association: { PublicIp: PublicIpAddress, IpOwnerId: 'amazon' } }
  addInterface(
    adoption,
    held,
    {
      PrivateIpAddress,
      ...Association,
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress, ...Association }],
    },
    0,
  )
  adoption.assume(
    `${InstanceId} is taken to have one network interface, with its address: no file tells of any`,
  )
}

/** An interface that only its NAT gateway tells of. */
export function addInterfaceOfNatGateway(
  adoption: Adoption,
  home: Scope,
  { NatGatewayId = '', SubnetId, VpcId }: Ec2.NatGateway,
  { NetworkInterfaceId, PrivateIp, PublicIp, AllocationId, AssociationId }: Ec2.NatGatewayAddress,
): void {
  if (NetworkInterfaceId === undefined || PrivateIp === undefined) return
  if (networkInterfaces.get(adoption.ctx, NetworkInterfaceId)) return
  const record: Ec2.NetworkInterface = {
    NetworkInterfaceId,
    SubnetId,
    VpcId,
    OwnerId: home.account,
    PrivateIpAddress: PrivateIp,
    ...(PublicIp !== undefined && { Association: { PublicIp, AllocationId, AssociationId } }),
    InterfaceType: 'natGateway',
    Description: `Interface for NAT Gateway ${NatGatewayId}`,
    RequesterManaged: true,
    SourceDestCheck: false,
    Status: 'in-use',
    Groups: [],
    TagSet: [],
  }
  keep(adoption, home, record)
  const kept = networkInterfaces.get(adoption.ctx, NetworkInterfaceId)
  if (kept) takeAddresses(adoption, kept.record)
  adoption.assume(
    `${NetworkInterfaceId} is taken to be as ${NatGatewayId} says: no file of interfaces tells of it`,
  )
}

function keep(adoption: Adoption, home: Scope, record: Ec2.NetworkInterface): void {
  const side = { autoPublicIp: isAutomatic(record) }
  adoption.put(networkInterfaces.table, { ...home, record: completed(adoption, record), side })
}

const isAutomatic = ({ Association }: Ec2.NetworkInterface): boolean =>
  Association !== undefined &&
  Association.AllocationId === undefined &&
  (Association.IpOwnerId?.startsWith('amazon') ?? true)

/** What older or shorter exports leave out, where the rest of the record or the subnet tells it. */
function completed({ ctx }: Adoption, record: Ec2.NetworkInterface): Ec2.NetworkInterface {
  const subnet = subnets.get(ctx, record.SubnetId ?? '')?.record
  const { PrivateIpAddress, Association, PrivateIpAddresses, Attachment } = record
  const addresses =
    PrivateIpAddresses?.length || PrivateIpAddress === undefined
      ? PrivateIpAddresses
      : [{ Primary: true, PrivateIpAddress, ...(Association && { Association }) }]
  const primary = addresses?.find((one) => one.Primary) ?? addresses?.[0]
  const isUsed = Attachment === undefined && (record.Status === 'in-use' || record.RequesterManaged === true)
  return {
    ...record,
    ...(record.VpcId === undefined && subnet?.VpcId !== undefined && { VpcId: subnet.VpcId }),
    ...(record.AvailabilityZone === undefined &&
      subnet?.AvailabilityZone !== undefined && { AvailabilityZone: subnet.AvailabilityZone }),
    // What decides is the zone of the subnet: an id that AWS tells, and one that is worked out, may differ.
    ...(subnet?.AvailabilityZoneId !== undefined && { AvailabilityZoneId: subnet.AvailabilityZoneId }),
    ...(PrivateIpAddress === undefined && primary && { PrivateIpAddress: primary.PrivateIpAddress }),
    ...(addresses && { PrivateIpAddresses: withAssociation(addresses, record) }),
    ...(isUsed && { Attachment: { Status: 'attached' as const, InstanceOwnerId: 'amazon-aws' } }),
  }
}

/** The primary address has the association that the interface shows. */
const withAssociation = (
  addresses: readonly Ec2.NetworkInterfacePrivateIpAddress[],
  { Association, PrivateIpAddress }: Ec2.NetworkInterface,
): readonly Ec2.NetworkInterfacePrivateIpAddress[] =>
  Association && !addresses.some((one) => one.Association)
    ? addresses.map((one) =>
        one.Primary || one.PrivateIpAddress === PrivateIpAddress ? { ...one, Association } : one,
      )
    : addresses

/** New interfaces in this world keep off the addresses that are taken. */
function takeAddresses(adoption: Adoption, record: Ec2.NetworkInterface): void {
  const {
    SubnetId: subnet = '',
    NetworkInterfaceId: id = '',
    PrivateIpAddresses = [],
    Ipv6Addresses = [],
  } = record
  const all = [
    ...PrivateIpAddresses.map(({ PrivateIpAddress }) => [PrivateIpAddress, 4] as const),
    ...Ipv6Addresses.map(({ Ipv6Address }) => [Ipv6Address, 6] as const),
  ]
  for (const [address, family] of all) {
    if (address !== undefined) adoption.put(takenAddresses, { subnet, address, family, interface: id })
  }
}
