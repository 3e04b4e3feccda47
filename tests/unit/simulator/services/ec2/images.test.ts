import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { testCloud } from '../cloud.ts'
import { armImage, image } from './launch-world.ts'

const { ask, refused } = testCloud()
const namesOf = (request: Ec2.DescribeImagesRequest) =>
  ask('DescribeImages', request).Images?.map((one) => one.Name ?? '')

describe('describing images', () => {
  it('tells what an instance will be made of', () => {
    const [described] = ask('DescribeImages', { ImageIds: [image] }).Images!
    expect(described).toMatchObject({
      Architecture: 'x86_64',
      BootMode: 'uefi-preferred',
      CreationDate: '2026-04-27T00:00:00.000Z',
      ImageId: image,
      ImdsSupport: 'v2.0',
      ImageOwnerAlias: 'amazon',
      OwnerId: '137112412989',
      PlatformDetails: 'Linux/UNIX',
      Public: true,
      RootDeviceName: '/dev/xvda',
      State: 'available',
      UsageOperation: 'RunInstances',
    })
    expect(described?.BlockDeviceMappings).toEqual([
      {
        DeviceName: '/dev/xvda',
        Ebs: {
          DeleteOnTermination: true,
          Encrypted: false,
          Iops: 3000,
          SnapshotId: expect.stringMatching(/^snap-0[0-9a-f]{16}$/),
          Throughput: 125,
          VolumeSize: 8,
          VolumeType: 'gp3',
        },
      },
    ])
  })

  it('gives other ids in other Regions', () => {
    const ids = (region: string) => ask('DescribeImages', {}, { region }).Images?.map((one) => one.ImageId)
    expect(ids('eu-west-1')).toHaveLength(ids('us-east-1')?.length ?? 0)
    expect(ids('eu-west-1')).not.toContain(image)
    expect(refused('DescribeImages', { ImageIds: [image] }, { region: 'eu-west-1' })).toBe(
      `InvalidAMIID.NotFound: The image id '[${image}]' does not exist`,
    )
  })

  it.each<[string, Ec2.DescribeImagesRequest, number]>([
    ['Amazon, by alias', { Owners: ['amazon'] }, 6],
    ['Amazon Linux, by account', { Owners: ['137112412989'] }, 4],
    ['the caller', { Owners: ['self'] }, 0],
    ['anyone, for the caller to launch', { ExecutableUsers: ['self'] }, 0],
    ['anyone, for all to launch', { ExecutableUsers: ['all'] }, 6],
  ])('finds those of %s', (_, request, count) => {
    expect(namesOf(request)).toHaveLength(count)
  })

  it.each<[string, string, RegExp | undefined]>([
    ['architecture', 'arm64', /arm64/],
    ['block-device-mapping.delete-on-termination', 'true', /./],
    ['block-device-mapping.device-name', '/dev/xvda', /^(al2023|amzn2)/],
    ['block-device-mapping.encrypted', 'true', undefined],
    ['block-device-mapping.snapshot-id', 'snap-*', /./],
    ['block-device-mapping.volume-size', '30', /^Windows/],
    ['block-device-mapping.volume-type', 'gp3', /^(al2023|ubuntu)/],
    ['creation-date', '2026-04-15T*', /^Windows/],
    ['description', 'ubuntu*', /^ubuntu/],
    ['ena-support', 'true', /./],
    ['free-tier-eligible', 'true', undefined],
    ['hypervisor', 'xen', /./],
    ['image-allowed', 'true', undefined],
    ['image-id', armImage, /^al2023-ami-2023.*arm64$/],
    ['image-type', 'machine', /./],
    ['is-public', 'true', /./],
    ['kernel-id', '*', undefined],
    ['manifest-location', 'amazon/ubuntu*', /^ubuntu/],
    ['name', 'al2023-ami-minimal-*', /^al2023-ami-minimal/],
    ['owner-alias', 'amazon', /./],
    ['owner-id', '099720109477', /^ubuntu/],
    ['platform', 'windows', /^Windows/],
    ['product-code', '*', undefined],
    ['product-code.type', '*', undefined],
    ['ramdisk-id', '*', undefined],
    ['root-device-name', '/dev/sda1', /^(ubuntu|Windows)/],
    ['root-device-type', 'ebs', /./],
    ['source-image-id', '*', undefined],
    ['source-image-region', '*', undefined],
    ['source-instance-id', '*', undefined],
    ['sriov-net-support', 'simple', /./],
    ['state', 'available', /./],
    ['state-reason-code', '*', undefined],
    ['state-reason-message', '*', undefined],
    ['tag:Name', '*', undefined],
    ['tag-key', '*', undefined],
    ['virtualization-type', 'hvm', /./],
  ])('filters by %s', (Name, value, expected) => {
    const expectedNames = expected ? namesOf({})?.filter((name) => expected.test(name)) : []
    const found = namesOf({ Filters: [{ Name, Values: [value] }] })
    expect(found).toEqual(expectedNames)
    expect(found?.length === 0).toBe(expected === undefined)
  })

  it('refuses a filter that there is not', () => {
    expect(refused('DescribeImages', { Filters: [{ Name: 'colour', Values: ['red'] }] })).toBe(
      "InvalidParameterValue: The filter 'colour' is invalid",
    )
  })
})
