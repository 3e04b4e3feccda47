import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import { type Ami, amiOf, amiOfAlias, amisOf } from '../../world/catalogue/amis.ts'
import type { Context } from '../context.ts'
import { filterRecords, type Value } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { invalidParameter } from './errors.ts'

export const describeImages = operation(
  'ec2',
  'DescribeImages',
  {
    fidelity: {
      simplified:
        'There are a few public images in each Region and no others; their dates, descriptions and snapshots are made up.',
    },
    source: 'EC2 API reference, DescribeImages',
  },
  (input, ctx) => {
    const wanted = input.ImageIds ?? []
    const found = wanted.length ? wanted.map((id) => requireImage(ctx, id)) : amisOf(ctx.region)
    const images = [...new Set(found)]
      .filter((ami) => !input.Owners?.length || input.Owners.some((owner) => owns(owner, ami, ctx)))
      .filter(() => !input.ExecutableUsers?.length || input.ExecutableUsers.includes('all'))
      .map(printImage)
    const selected = filterRecords(images, input.Filters, readerOf)
    const { items, NextToken } = page(selected, input, { min: 1, ids: 'ImagesSet', wanted })
    return { ...(NextToken && { NextToken }), Images: [...items] }
  },
)

/** The image that a request names, by its id or as `resolve:ssm:` and the name of a public parameter. */
export function requireImage(ctx: Context, id: string): Ami {
  const parameter = /^resolve:ssm:(.+)$/.exec(id)?.[1]
  if (parameter !== undefined) {
    const ami = amiOfAlias(ctx.region, parameter)
    if (ami) return ami
    throw invalidParameter(`Invalid value '${id}' for ImageId. The parameter ${parameter} does not exist.`)
  }
  if (!/^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
    throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`)
  }
  const ami = amiOf(ctx.region, id)
  if (ami) return ami
  throw new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`)
}

/** A snapshot's id that goes with an image and is nobody else's. */
export function snapshotOf({ imageId }: Ami): string {
  const digits = scramble(`snapshot of ${imageId}`).map((part) => part.toString(16).padStart(8, '0'))
  return `snap-0${digits.join('').slice(0, 16)}`
}

export const isWindows = ({ platformDetails }: Ami): boolean => platformDetails === 'Windows'

/** EC2 user guide, billing-info-fields: what the image's software is billed as. */
export const usageOperation = (ami: Ami): string => (isWindows(ami) ? 'RunInstances:0002' : 'RunInstances')

/** EC2 user guide, ami-boot: Graviton boots by UEFI, Windows and Amazon Linux 2 from the legacy BIOS. */
export function bootMode(ami: Ami): Ec2.BootModeValues | undefined {
  if (ami.architecture === 'arm64') return 'uefi'
  return isWindows(ami) || isAmazonLinux2(ami) ? undefined : 'uefi-preferred'
}

/** "Set to v2.0": instances of the image use session tokens and let metadata travel one hop further. */
export const requiresImdsV2 = (ami: Ami): boolean => !isWindows(ami) && !isAmazonLinux2(ami)

/** Size in GiB and type of the root volume. */
export function rootVolume(ami: Ami): { size: number; type: Ec2.VolumeType } {
  if (isWindows(ami)) return { size: 30, type: 'gp2' }
  return { size: 8, type: isAmazonLinux2(ami) ? 'gp2' : 'gp3' }
}

const isAmazonLinux2 = ({ name }: Ami): boolean => name.startsWith('amzn2-')

function owns(owner: string, ami: Ami, { account }: Context): boolean {
  return (
    owner === ami.ownerId || owner === ami.imageOwnerAlias || (owner === 'self' && ami.ownerId === account)
  )
}

function printImage(ami: Ami): Ec2.Image {
  const { size, type } = rootVolume(ami)
  const mode = bootMode(ami)
  return {
    PlatformDetails: ami.platformDetails,
    UsageOperation: usageOperation(ami),
    BlockDeviceMappings: [
      {
        DeviceName: ami.rootDeviceName,
        Ebs: {
          DeleteOnTermination: true,
          ...(type === 'gp3' && { Iops: 3000 }),
          SnapshotId: snapshotOf(ami),
          VolumeSize: size,
          VolumeType: type,
          ...(type === 'gp3' && { Throughput: 125 }),
          Encrypted: false,
        },
      },
    ],
    Description: ami.name,
    EnaSupport: true,
    Hypervisor: 'xen',
    ImageOwnerAlias: ami.imageOwnerAlias,
    Name: ami.name,
    RootDeviceName: ami.rootDeviceName,
    RootDeviceType: 'ebs',
    SriovNetSupport: 'simple',
    VirtualizationType: ami.virtualizationType as Ec2.VirtualizationType,
    ...(mode && { BootMode: mode }),
    ...(requiresImdsV2(ami) && { ImdsSupport: 'v2.0' }),
    ImageId: ami.imageId,
    ImageLocation: `${ami.imageOwnerAlias}/${ami.name}`,
    State: 'available',
    OwnerId: ami.ownerId,
    CreationDate: creationDate(ami),
    Public: true,
    Architecture: ami.architecture as Ec2.ArchitectureValues,
    ImageType: 'machine',
    ...(isWindows(ami) && { Platform: 'Windows' }),
  }
}

/** Publishers write the day into the name: `…-20260401`, `…-2026.04.15`. */
function creationDate({ name }: Ami): string {
  const [, year, month, day] = /(20\d\d)[.-]?(\d\d)[.-]?(\d\d)(?!\d)/.exec(name) ?? []
  return `${year ?? '2026'}-${month ?? '01'}-${day ?? '01'}T00:00:00.000Z`
}

type Read = (image: Ec2.Image) => Value | readonly Value[]

const nothing: Read = () => undefined

// The images have no tags that an account could see.
const readerOf = (name: string): Read | undefined => (name.startsWith('tag:') ? nothing : filters[name])

const disks = (image: Ec2.Image) => image.BlockDeviceMappings ?? []

const filters: Readonly<Record<string, Read>> = {
  architecture: (image) => image.Architecture,
  'block-device-mapping.delete-on-termination': (image) =>
    disks(image).map((one) => one.Ebs?.DeleteOnTermination),
  'block-device-mapping.device-name': (image) => disks(image).map((one) => one.DeviceName),
  'block-device-mapping.encrypted': (image) => disks(image).map((one) => one.Ebs?.Encrypted),
  'block-device-mapping.snapshot-id': (image) => disks(image).map((one) => one.Ebs?.SnapshotId),
  'block-device-mapping.volume-size': (image) => disks(image).map((one) => one.Ebs?.VolumeSize),
  'block-device-mapping.volume-type': (image) => disks(image).map((one) => one.Ebs?.VolumeType),
  'creation-date': (image) => image.CreationDate,
  description: (image) => image.Description,
  'ena-support': (image) => image.EnaSupport,
  'free-tier-eligible': (image) => image.FreeTierEligible,
  hypervisor: (image) => image.Hypervisor,
  'image-allowed': (image) => image.ImageAllowed,
  'image-id': (image) => image.ImageId,
  'image-type': (image) => image.ImageType,
  'is-public': (image) => image.Public,
  'kernel-id': (image) => image.KernelId,
  'manifest-location': (image) => image.ImageLocation,
  name: (image) => image.Name,
  'owner-alias': (image) => image.ImageOwnerAlias,
  'owner-id': (image) => image.OwnerId,
  // "The only supported value is windows."
  platform: (image) => image.Platform?.toLowerCase(),
  'platform-details': (image) => image.PlatformDetails,
  'product-code': nothing,
  'product-code.type': nothing,
  'ramdisk-id': (image) => image.RamdiskId,
  'root-device-name': (image) => image.RootDeviceName,
  'root-device-type': (image) => image.RootDeviceType,
  'source-image-id': (image) => image.SourceImageId,
  'source-image-region': (image) => image.SourceImageRegion,
  'source-instance-id': (image) => image.SourceInstanceId,
  'sriov-net-support': (image) => image.SriovNetSupport,
  state: (image) => image.State,
  'state-reason-code': (image) => image.StateReason?.Code,
  'state-reason-message': (image) => image.StateReason?.Message,
  'tag-key': nothing,
  'tag-value': nothing,
  'usage-operation': (image) => image.UsageOperation,
  'virtualization-type': (image) => image.VirtualizationType,
}
