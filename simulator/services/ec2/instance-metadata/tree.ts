import type { Ec2 } from '../../../api/generated/types.d.ts'
import { regionOf } from '../../../world/catalogue/regions.ts'
import type { Context } from '../../context.ts'
import { type HeldInstance, instances } from '../instances.ts'
import { interfacesOf } from '../network-interfaces.ts'
import { subnets } from '../subnets.ts'
import { vpcs } from '../vpcs.ts'
import { profileOf, roleAnswer, roleNameOf } from './role-credentials.ts'
import { wholeSecond, written } from './written.ts'

// EC2 user guide, instancedata-data-categories: what there is to read, as a tree.

/** A folder: texts, folders, and what is only made when somebody reads it. The member '' is a folder's own name. */
export interface Node {
  readonly [name: string]: string | Node | (() => string | undefined) | undefined
}

/** Versions that the guide names, of which each leads to the same here. */
const versions = ['1.0', '2021-07-15', '2022-09-24', '2024-04-11', 'latest'] as const

export function metadataTree(ctx: Context, held: HeldInstance): Node {
  const dynamic = { 'instance-identity': { document: () => identityDocument(ctx, held) } }
  const { userData } = held.side
  const content: Node = {
    dynamic,
    'meta-data': metadata(ctx, held),
    ...(userData !== undefined && { 'user-data': () => atob(userData) }),
  }
  return Object.fromEntries(versions.map((version) => [version, content]))
}

function metadata(ctx: Context, held: HeldInstance): Node {
  const owner = { ...ctx, account: held.account, region: held.region }
  const shown = instances.print(owner, held)
  const { record, side } = held
  const isTagged = record.MetadataOptions?.InstanceMetadataTags === 'enabled'
  const profile = profileOf(ctx, held)
  const role = roleNameOf(ctx, held)
  const placement = record.Placement ?? {}
  const [primary] = shown.NetworkInterfaces ?? []
  return {
    'ami-id': record.ImageId,
    'ami-launch-index': String(record.AmiLaunchIndex ?? 0),
    'ami-manifest-path': '(unknown)',
    'block-device-mapping': {
      ami: record.RootDeviceName ?? '/dev/xvda',
      root: record.RootDeviceName ?? '/dev/xvda',
    },
    events: { maintenance: { history: '[]', scheduled: '[]' }, recommendations: { rebalance: undefined } },
    hostname: shown.PrivateDnsName,
    ...((profile || role !== undefined) && {
      iam: {
        info: () => infoOf(ctx, profile),
        'security-credentials': role === undefined ? {} : { [role]: () => roleAnswer(ctx, held, role) },
      },
    }),
    'instance-action': 'none',
    'instance-id': record.InstanceId,
    'instance-life-cycle': 'on-demand',
    'instance-type': record.InstanceType,
    'local-hostname': shown.PrivateDnsName,
    'local-ipv4': shown.PrivateIpAddress,
    mac: primary?.MacAddress,
    network: { interfaces: { macs: macs(ctx, held) } },
    placement: {
      'availability-zone': placement.AvailabilityZone,
      'availability-zone-id': placement.AvailabilityZoneId,
      region: held.region,
    },
    profile: 'default-hvm',
    ...(shown.PublicIpAddress !== undefined && {
      'public-hostname': shown.PublicDnsName ?? '',
      'public-ipv4': shown.PublicIpAddress,
    }),
    ...(record.KeyName !== undefined &&
      side.publicKey !== undefined && {
        'public-keys': { 0: { '': record.KeyName, 'openssh-key': `${side.publicKey}\n` } },
      }),
    'reservation-id': side.reservation,
    'security-groups': (shown.SecurityGroups ?? []).map(({ GroupName }) => GroupName).join('\n'),
    services: { domain: 'amazonaws.com', partition: 'aws' },
    system: 'nitro',
    ...(isTagged && {
      tags: {
        instance: Object.fromEntries((record.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      },
    }),
  }
}

function macs(ctx: Context, { record }: HeldInstance): Node {
  const found = interfacesOf(ctx, record.InstanceId ?? '')
  return Object.fromEntries(found.map(({ record: eni }) => [eni.MacAddress ?? '', ofInterface(ctx, eni)]))
}

function ofInterface(ctx: Context, eni: Ec2.NetworkInterface): Node {
  const subnet = subnets.get(ctx, eni.SubnetId ?? '')?.record
  const vpc = vpcs.get(ctx, eni.VpcId ?? '')?.record
  const addresses = (eni.PrivateIpAddresses ?? []).flatMap((one) => one.PrivateIpAddress ?? [])
  const ipv6 = (eni.Ipv6Addresses ?? []).flatMap((one) => one.Ipv6Address ?? [])
  const associations = (eni.PrivateIpAddresses ?? []).flatMap(({ Association, PrivateIpAddress = '' }) =>
    Association?.PublicIp === undefined ? [] : [[Association.PublicIp, PrivateIpAddress] as const],
  )
  const ipv6Blocks = (subnet?.Ipv6CidrBlockAssociationSet ?? []).flatMap((one) => one.Ipv6CidrBlock ?? [])
  const vpcBlocks = (vpc?.CidrBlockAssociationSet ?? []).flatMap((one) => one.CidrBlock ?? [])
  const vpcIpv6Blocks = (vpc?.Ipv6CidrBlockAssociationSet ?? []).flatMap((one) => one.Ipv6CidrBlock ?? [])
  return {
    'device-number': String(eni.Attachment?.DeviceIndex ?? 0),
    'interface-id': eni.NetworkInterfaceId,
    ...(associations.length && { 'ipv4-associations': Object.fromEntries(associations) }),
    ...(ipv6.length && { ipv6s: ipv6.join('\n') }),
    'local-hostname': eni.PrivateDnsName,
    'local-ipv4s': addresses.join('\n'),
    mac: eni.MacAddress,
    'owner-id': eni.OwnerId,
    ...(associations.length && { 'public-ipv4s': associations.map(([address]) => address).join('\n') }),
    'security-group-ids': (eni.Groups ?? []).map(({ GroupId }) => GroupId).join('\n'),
    'security-groups': (eni.Groups ?? []).map(({ GroupName }) => GroupName).join('\n'),
    'subnet-id': eni.SubnetId,
    'subnet-ipv4-cidr-block': subnet?.CidrBlock,
    ...(ipv6Blocks.length && { 'subnet-ipv6-cidr-blocks': ipv6Blocks.join('\n') }),
    'vpc-id': eni.VpcId,
    'vpc-ipv4-cidr-block': vpc?.CidrBlock,
    'vpc-ipv4-cidr-blocks': (vpcBlocks.length ? vpcBlocks : [vpc?.CidrBlock ?? '']).join('\n'),
    ...(vpcIpv6Blocks.length && { 'vpc-ipv6-cidr-blocks': vpcIpv6Blocks.join('\n') }),
  }
}

function infoOf({ now }: Context, profile: Ec2.IamInstanceProfile | undefined): string {
  return written({
    Code: 'Success',
    LastUpdated: wholeSecond(now),
    InstanceProfileArn: profile?.Arn ?? '',
    InstanceProfileId: profile?.Id ?? '',
  })
}

/** EC2 user guide, instance-identity-documents. */
function identityDocument(ctx: Context, held: HeldInstance): string {
  const { account, region, record } = held
  const [primary] = interfacesOf(ctx, record.InstanceId ?? '')
  return written({
    accountId: account,
    architecture: record.Architecture,
    availabilityZone: record.Placement?.AvailabilityZone,
    billingProducts: null,
    devpayProductCodes: null,
    marketplaceProductCodes: null,
    imageId: record.ImageId,
    instanceId: record.InstanceId,
    instanceType: record.InstanceType,
    kernelId: null,
    pendingTime: wholeSecond(new Date(record.LaunchTime ?? 0).getTime()),
    privateIp: primary?.record.PrivateIpAddress,
    ramdiskId: null,
    region: regionOf(region)?.code ?? region,
    version: '2017-09-30',
  })
}
