import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Ami } from '../../world/catalogue/amis.ts'
import type { Context } from '../context.ts'
import { missingParameter } from './errors.ts'
import { rootVolume, snapshotOf } from './images.ts'
import { openVolume } from './volumes.ts'

/** A disk that each instance of a launch gets. */
export interface VolumePlan {
  readonly device: string
  readonly size: number
  readonly type: Ec2.VolumeType
  readonly snapshot?: string | undefined
  readonly encrypted: boolean
  readonly iops?: number | undefined
  readonly throughput?: number | undefined
  readonly deleteOnTermination: boolean
}

/** The image's disk and those of the request, which may change the image's. */
export function planVolumes(ami: Ami, mappings: readonly Ec2.BlockDeviceMapping[] = []): VolumePlan[] {
  const { size, type } = rootVolume(ami)
  const plans = new Map<string, VolumePlan>()
  plans.set(ami.rootDeviceName, {
    device: ami.rootDeviceName,
    size,
    type,
    snapshot: snapshotOf(ami),
    encrypted: false,
    deleteOnTermination: true,
  })
  for (const { DeviceName, Ebs, NoDevice, VirtualName } of mappings) {
    if (DeviceName === undefined) throw missingParameter('deviceName')
    // Instance store volumes show in no describe operation; `NoDevice` leaves out a disk of the image's.
    if (NoDevice !== undefined || VirtualName !== undefined) continue
    plans.set(DeviceName, planVolume(DeviceName, Ebs ?? {}, plans.get(DeviceName)))
  }
  return [...plans.values()]
}

function planVolume(device: string, ebs: Ec2.EbsBlockDevice, before: VolumePlan | undefined): VolumePlan {
  const snapshot = ebs.SnapshotId ?? before?.snapshot
  if (ebs.SnapshotId !== undefined && ebs.SnapshotId !== before?.snapshot) {
    throw new AwsError('InvalidSnapshot.NotFound', `The snapshot '${ebs.SnapshotId}' does not exist.`)
  }
  const size = ebs.VolumeSize ?? before?.size
  if (size === undefined) throw missingParameter('size or snapshotId')
  if (before && size < before.size) {
    throw new AwsError(
      'InvalidBlockDeviceMapping',
      `Volume of size ${size}GB is smaller than snapshot '${snapshot}', expect size >= ${before.size}GB`,
    )
  }
  return {
    device,
    size,
    // EBS user guide: gp2 is what a mapping means that names no type.
    type: ebs.VolumeType ?? before?.type ?? 'gp2',
    snapshot,
    encrypted: ebs.Encrypted ?? false,
    iops: ebs.Iops,
    throughput: ebs.Throughput,
    deleteOnTermination: ebs.DeleteOnTermination ?? before?.deleteOnTermination ?? true,
  }
}

export const openVolumes = (
  ctx: Context,
  instance: string,
  zone: Ec2.Placement,
  plans: readonly VolumePlan[],
  tags: readonly Ec2.Tag[],
): Ec2.InstanceBlockDeviceMapping[] => plans.map((plan) => openVolume(ctx, { ...plan, instance, zone, tags }))
