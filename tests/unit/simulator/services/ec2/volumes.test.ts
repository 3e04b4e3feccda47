import { describe, expect, it } from 'vitest'
import { launchWorld } from './launch-world.ts'

describe('the volumes of instances', () => {
  const world = launchWorld()
  const first = world.launchOne({
    TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'a' }] }],
  })
  const second = world.launchOne({
    SubnetId: world.otherSubnet,
    BlockDeviceMappings: [
      {
        DeviceName: '/dev/xvda',
        Ebs: { VolumeSize: 20, VolumeType: 'gp2', Encrypted: true, DeleteOnTermination: false },
      },
    ],
  })
  const all = world.ask('DescribeVolumes').Volumes!
  const [one, other] = all

  it('are shown with what they are attached to', () => {
    expect(one).toMatchObject({
      VolumeId: expect.stringMatching(/^vol-0[0-9a-f]{16}$/),
      Size: 8,
      VolumeType: 'gp3',
      State: 'in-use',
      Attachments: [{ InstanceId: first, Device: '/dev/xvda', State: 'attached', DeleteOnTermination: true }],
    })
    expect(other?.Attachments?.[0]?.InstanceId).toBe(second)
  })

  it('are not found when there is none', () => {
    expect(world.refused('DescribeVolumes', { VolumeIds: ['vol-0123456789abcdef0'] })).toBe(
      "InvalidVolume.NotFound: The volume 'vol-0123456789abcdef0' does not exist.",
    )
  })

  it.each<[string, string | undefined, (string | undefined)[]]>([
    ['attachment.attach-time', one?.Attachments?.[0]?.AttachTime, ['first']],
    ['attachment.delete-on-termination', 'false', ['second']],
    ['attachment.device', '/dev/xvda', ['first', 'second']],
    ['attachment.instance-id', second, ['second']],
    ['attachment.status', 'attached', ['first', 'second']],
    ['availability-zone', 'us-east-1b', ['second']],
    ['availability-zone-id', other?.AvailabilityZoneId, ['second']],
    ['create-time', one?.CreateTime, ['first']],
    ['encrypted', 'true', ['second']],
    ['fast-restored', 'true', []],
    ['multi-attach-enabled', 'false', ['first', 'second']],
    ['operator.managed', 'false', ['first', 'second']],
    ['operator.principal', '*', []],
    ['size', '20', ['second']],
    ['snapshot-id', 'snap-*', ['first', 'second']],
    ['status', 'in-use', ['first', 'second']],
    ['tag:Name', 'a', ['first']],
    ['tag-key', 'Name', ['first']],
    ['volume-id', one?.VolumeId, ['first']],
    ['volume-type', 'gp2', ['second']],
  ])('are filtered by %s', (Name, value, expected) => {
    const { Volumes } = world.ask('DescribeVolumes', { Filters: [{ Name, Values: [value ?? ''] }] })
    const names = new Map([
      [one?.VolumeId, 'first'],
      [other?.VolumeId, 'second'],
    ])
    expect(Volumes?.map((volume) => names.get(volume.VolumeId))).toEqual(expected)
  })
})
