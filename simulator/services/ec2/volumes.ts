import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { wholeSeconds } from './network-interfaces.ts'

export const volumes = family<Ec2.Volume>({
  service: 'ec2',
  resource: 'volume',
  id: 'VolumeId',
  prefix: 'vol',
  missing: (id) => new AwsError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: {
    instance: {
      to: 'ec2:instance',
      read: ({ record }) => record.Attachments?.map((one) => one.InstanceId ?? ''),
      blocks: false,
    },
  },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:volume/${record.VolumeId}`,
  filters: {
    'attachment.attach-time': ({ record }) => record.Attachments?.map((one) => one.AttachTime),
    'attachment.delete-on-termination': ({ record }) =>
      record.Attachments?.map((one) => one.DeleteOnTermination),
    'attachment.device': ({ record }) => record.Attachments?.map((one) => one.Device),
    'attachment.instance-id': {
      index: 'instance',
      read: ({ record }) => record.Attachments?.map((one) => one.InstanceId),
    },
    'attachment.status': ({ record }) => record.Attachments?.map((one) => one.State),
    'availability-zone': ({ record }) => record.AvailabilityZone,
    'availability-zone-id': ({ record }) => record.AvailabilityZoneId,
    'create-time': ({ record }) => record.CreateTime,
    encrypted: ({ record }) => record.Encrypted,
    'fast-restored': ({ record }) => record.FastRestored,
    'multi-attach-enabled': ({ record }) => record.MultiAttachEnabled,
    'operator.managed': ({ record }) => record.Operator?.Managed,
    'operator.principal': ({ record }) => record.Operator?.Principal,
    size: ({ record }) => record.Size,
    'snapshot-id': ({ record }) => record.SnapshotId,
    status: ({ record }) => record.State,
    'volume-id': ({ record }) => record.VolumeId,
    'volume-type': ({ record }) => record.VolumeType,
  },
})

export const describeVolumes = describe(
  'ec2',
  'DescribeVolumes',
  {
    fidelity: { simplified: 'There are the volumes that instances were launched with, and no others.' },
    source: 'EC2 API reference, DescribeVolumes',
  },
  volumes,
  { ids: 'VolumeIds', list: 'Volumes' },
)

/** The disk of an instance that is being launched. */
interface NewVolume {
  readonly instance: string
  readonly zone: Pick<Ec2.Placement, 'AvailabilityZone' | 'AvailabilityZoneId'>
  readonly device: string
  readonly size: number
  readonly type: Ec2.VolumeType
  readonly snapshot?: string | undefined
  readonly encrypted: boolean
  readonly iops?: number | undefined
  readonly throughput?: number | undefined
  readonly deleteOnTermination: boolean
  readonly tags: readonly Ec2.Tag[]
}

export function openVolume(ctx: Context, spec: NewVolume): Ec2.InstanceBlockDeviceMapping {
  const id = ctx.newId('vol')
  const now = wholeSeconds(ctx.now)
  volumes.create(ctx, {
    AvailabilityZoneId: spec.zone.AvailabilityZoneId,
    ...iopsOf(spec),
    Tags: spec.tags,
    VolumeType: spec.type,
    MultiAttachEnabled: false,
    ...(spec.type === 'gp3' && { Throughput: spec.throughput ?? 125 }),
    Operator: { Managed: false },
    VolumeId: id,
    Size: spec.size,
    SnapshotId: spec.snapshot ?? '',
    AvailabilityZone: spec.zone.AvailabilityZone,
    State: 'in-use',
    CreateTime: now,
    Attachments: [
      {
        DeleteOnTermination: spec.deleteOnTermination,
        VolumeId: id,
        InstanceId: spec.instance,
        Device: spec.device,
        State: 'attached',
        AttachTime: now,
      },
    ],
    Encrypted: spec.encrypted,
  })
  return {
    DeviceName: spec.device,
    Ebs: {
      AttachTime: now,
      DeleteOnTermination: spec.deleteOnTermination,
      Status: 'attached',
      VolumeId: id,
      EbsCardIndex: 0,
    },
  }
}

// EBS user guide, general-purpose: gp3 starts at 3,000, gp2 has three for each GiB, from 100 to 16,000.
function iopsOf({ type, size, iops }: NewVolume): Pick<Ec2.Volume, 'Iops'> {
  if (iops !== undefined) return { Iops: iops }
  if (type === 'gp3') return { Iops: 3000 }
  if (type === 'gp2') return { Iops: Math.min(16_000, Math.max(100, size * 3)) }
  return {}
}

/** What becomes of an instance's volumes when it is gone. */
export function closeVolumes(ctx: Context, instance: string): void {
  for (const held of volumes.by(ctx, 'instance', instance)) {
    const [attachment] = held.record.Attachments ?? []
    if (attachment?.DeleteOnTermination) volumes.remove(ctx, held)
    else volumes.update(ctx, held, { Attachments: [], State: 'available' })
  }
}
