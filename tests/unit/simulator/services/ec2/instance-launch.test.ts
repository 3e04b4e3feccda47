import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { account } from '../cloud.ts'
import { armImage, image, launchRequest, launchWorld } from './launch-world.ts'

type Launch = Partial<Ec2.RunInstancesRequest>

describe('launching an instance', () => {
  it('answers before it has disks, a public address or a bill', () => {
    const { ask, pass, subnet, vpc, instance } = launchWorld()
    ask('ModifySubnetAttribute', { SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } })
    const reservation = ask('RunInstances', launchRequest(subnet, { PrivateIpAddress: '10.0.1.10' }))
    expect(reservation).toMatchObject({
      ReservationId: expect.stringMatching(/^r-0[0-9a-f]{16}$/),
      OwnerId: account,
      Groups: [],
    })
    const [launched] = reservation.Instances!
    expect(launched).toMatchObject({
      Architecture: 'x86_64',
      BlockDeviceMappings: [],
      CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
      EbsOptimized: true,
      Hypervisor: 'xen',
      InstanceType: 't3.micro',
      MetadataOptions: { State: 'pending', HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      Monitoring: { State: 'disabled' },
      Placement: { AvailabilityZone: 'us-east-1a', GroupName: '', Tenancy: 'default' },
      PrivateDnsName: 'ip-10-0-1-10.ec2.internal',
      PublicDnsName: '',
      SourceDestCheck: true,
      State: { Code: 0, Name: 'pending' },
      StateReason: { Code: 'pending', Message: 'pending' },
      StateTransitionReason: '',
      SubnetId: subnet,
      VpcId: vpc,
    })
    expect(launched?.NetworkInterfaces).toHaveLength(1)
    for (const member of ['PublicIpAddress', 'UsageOperation', 'HibernationOptions', 'KeyName', 'Tags']) {
      expect(launched).not.toHaveProperty(member)
    }
    pass(20)
    const running = instance(launched?.InstanceId ?? '')
    expect(running).toMatchObject({
      PublicIpAddress: expect.any(String),
      UsageOperation: 'RunInstances',
      PlatformDetails: 'Linux/UNIX',
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { Status: 'attached', DeleteOnTermination: true } },
      ],
    })
    expect(running).not.toHaveProperty('StateReason')
  })

  it('has a public name only where the VPC has DNS host names', () => {
    const { ask, vpc, subnet, launchOne, instance } = launchWorld()
    ask('ModifySubnetAttribute', { SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } })
    const id = launchOne()
    expect(instance(id).PublicDnsName).toBe('')
    ask('ModifyVpcAttribute', { VpcId: vpc, EnableDnsHostnames: { Value: true } })
    const { PublicIpAddress = '', PublicDnsName } = instance(id)
    expect(PublicDnsName).toBe(`ec2-${PublicIpAddress.replaceAll('.', '-')}.compute-1.amazonaws.com`)
  })

  it.each([
    ['us-east-1', 'ec2.internal'],
    ['eu-west-1', 'eu-west-1.compute.internal'],
  ])('in %s is called after its address, or after itself', (region, domain) => {
    const { ask } = launchWorld()
    const ImageId = ask('DescribeImages', {}, { region }).Images?.[0]?.ImageId
    const named = (PrivateDnsNameOptions?: Ec2.PrivateDnsNameOptionsRequest) =>
      ask(
        'RunInstances',
        { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, PrivateDnsNameOptions },
        { region },
      ).Instances?.[0]
    const one = named()
    expect(one?.PrivateDnsName).toBe(`ip-${one?.PrivateIpAddress?.replaceAll('.', '-')}.${domain}`)
    const other = named({ HostnameType: 'resource-name' })
    expect(other?.PrivateDnsName).toBe(`${other?.InstanceId}.${domain}`)
  })

  it('launches several under one reservation, numbered', () => {
    const { ask, launch } = launchWorld()
    const ids = launch({ MinCount: 2, MaxCount: 3 })
    const { Reservations } = ask('DescribeInstances')
    expect(Reservations).toHaveLength(1)
    expect(Reservations?.[0]?.Instances?.map((one) => one.InstanceId)).toEqual(ids)
    expect(Reservations?.[0]?.Instances?.map((one) => one.AmiLaunchIndex)).toEqual([0, 1, 2])
  })

  it('launches as many as the subnet has addresses for, and none if that is too few', () => {
    const { ask, refused, subnetIn, launch } = launchWorld()
    const SubnetId = subnetIn('us-east-1a', '10.0.3.0/28')
    expect(refused('RunInstances', launchRequest(SubnetId, { MinCount: 12, MaxCount: 20 }))).toMatch(
      /^InsufficientFreeAddressesInSubnet: /,
    )
    expect(launch({ SubnetId, MinCount: 2, MaxCount: 20 })).toHaveLength(11)
    expect(ask('DescribeSubnets', { SubnetIds: [SubnetId] }).Subnets?.[0]?.AvailableIpAddressCount).toBe(0)
  })

  it('goes to a default subnet when no subnet is named', () => {
    const { ask } = launchWorld()
    const { SubnetId: _, ...request } = launchRequest('')
    const [anywhere] = ask('RunInstances', request).Instances!
    const [subnet] = ask('DescribeSubnets', { SubnetIds: [anywhere?.SubnetId ?? ''] }).Subnets!
    expect(subnet?.DefaultForAz).toBe(true)
    const [there] = ask('RunInstances', { ...request, Placement: { AvailabilityZone: 'us-east-1b' } })
      .Instances!
    expect(there?.Placement?.AvailabilityZone).toBe('us-east-1b')
    expect(there?.VpcId).toBe(anywhere?.VpcId)
  })

  it('takes groups by id, and by name in the default VPC', () => {
    const { ask, group, launchOne, instance } = launchWorld()
    const web = group('web')
    expect(instance(launchOne({ SecurityGroupIds: [web] })).SecurityGroups).toEqual([
      { GroupId: web, GroupName: 'web' },
    ])
    const { SubnetId: _, ...request } = launchRequest('')
    const [named] = ask('RunInstances', { ...request, SecurityGroups: ['default'] }).Instances!
    expect(named?.SecurityGroups?.map((one) => one.GroupName)).toEqual(['default'])
  })

  it('tags the instance, its interfaces and its volumes', () => {
    const { ask, launchOne, instance, eni, primaryOf } = launchWorld()
    const tag = (ResourceType: Ec2.ResourceType) => ({
      ResourceType,
      Tags: [{ Key: 'For', Value: ResourceType }],
    })
    const id = launchOne({ TagSpecifications: [tag('instance'), tag('network-interface'), tag('volume')] })
    expect(instance(id).Tags).toEqual([{ Key: 'For', Value: 'instance' }])
    expect(eni(primaryOf(id)).TagSet).toEqual([{ Key: 'For', Value: 'network-interface' }])
    expect(ask('DescribeVolumes').Volumes?.[0]?.Tags).toEqual([{ Key: 'For', Value: 'volume' }])
  })

  it('takes the image behind a public parameter', () => {
    const { launchOne, instance } = launchWorld()
    const alias = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
    expect(instance(launchOne({ ImageId: alias })).ImageId).toBe(image)
  })

  it('gets the disks of the image and of the request', () => {
    const { ask, launchOne, instance } = launchWorld()
    const id = launchOne({
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, DeleteOnTermination: false } },
        { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 100, VolumeType: 'gp2' } },
      ],
    })
    expect(
      instance(id).BlockDeviceMappings?.map((one) => [one.DeviceName, one.Ebs?.DeleteOnTermination]),
    ).toEqual([
      ['/dev/xvda', false],
      ['/dev/sdf', true],
    ])
    expect(
      ask('DescribeVolumes').Volumes?.map(({ Size, VolumeType, Iops }) => [Size, VolumeType, Iops]),
    ).toEqual([
      [20, 'gp3', 3000],
      [100, 'gp2', 300],
    ])
  })

  it.each<[string, Launch, Partial<Ec2.Instance>]>([
    ['monitoring', { Monitoring: { Enabled: true } }, { Monitoring: { State: 'enabled' } }],
    [
      'metadata options',
      { MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 } },
      {
        MetadataOptions: {
          State: 'applied',
          HttpTokens: 'optional',
          HttpPutResponseHopLimit: 1,
          HttpEndpoint: 'enabled',
          HttpProtocolIpv6: 'disabled',
          InstanceMetadataTags: 'disabled',
        },
      },
    ],
    [
      'dedicated tenancy',
      { Placement: { Tenancy: 'dedicated' } },
      { Placement: expect.objectContaining({ Tenancy: 'dedicated' }) },
    ],
    ['a client token', { ClientToken: 'once' }, { ClientToken: 'once' }],
    ['no EBS optimisation', { EbsOptimized: false }, { EbsOptimized: false }],
    ['IPv6 addresses', { Ipv6AddressCount: 1 }, { Ipv6Address: expect.stringContaining(':') }],
    [
      'an Arm processor',
      { ImageId: armImage, InstanceType: 't4g.micro' },
      {
        Architecture: 'arm64',
        CurrentInstanceBootMode: 'uefi',
        CpuOptions: { CoreCount: 2, ThreadsPerCore: 1 },
      },
    ],
    [
      'an old processor',
      { InstanceType: 't2.micro' },
      {
        EbsOptimized: false,
        CurrentInstanceBootMode: 'legacy-bios',
        CpuOptions: { CoreCount: 1, ThreadsPerCore: 1 },
      },
    ],
  ])('with %s', (_, request, expected) => {
    const { launchOne, instance } = launchWorld()
    expect(instance(launchOne(request))).toMatchObject(expected)
  })

  it('with a key pair that there is', () => {
    const { ask, refused, subnet, launchOne, instance } = launchWorld()
    expect(refused('RunInstances', launchRequest(subnet, { KeyName: 'mine' }))).toBe(
      "InvalidKeyPair.NotFound: The key pair 'mine' does not exist",
    )
    ask('CreateKeyPair', { KeyName: 'mine' })
    expect(instance(launchOne({ KeyName: 'mine' })).KeyName).toBe('mine')
  })

  it('is repeated safely with the same client token', () => {
    const { ask, subnet } = launchWorld()
    const request = launchRequest(subnet, { ClientToken: 'once' })
    expect(ask('RunInstances', request)).toEqual(ask('RunInstances', request))
    expect(ask('DescribeInstances').Reservations).toHaveLength(1)
  })
})

describe('launching with network interfaces', () => {
  it('makes them as described, in the order of their places', () => {
    const { launchOne, instance, subnet, group } = launchWorld()
    const web = group('web')
    const id = launchOne({
      NetworkInterfaces: [
        { DeviceIndex: 1, SubnetId: subnet, Description: 'second', DeleteOnTermination: false },
        { DeviceIndex: 0, SubnetId: subnet, Groups: [web], PrivateIpAddress: '10.0.1.10' },
      ],
    })
    const { NetworkInterfaces, SecurityGroups, PrivateIpAddress } = instance(id)
    expect(NetworkInterfaces?.map((one) => [one.Attachment?.DeviceIndex, one.Description])).toEqual([
      [0, ''],
      [1, 'second'],
    ])
    expect(NetworkInterfaces?.map((one) => one.Attachment?.DeleteOnTermination)).toEqual([true, false])
    expect(SecurityGroups).toEqual([{ GroupId: web, GroupName: 'web' }])
    expect(PrivateIpAddress).toBe('10.0.1.10')
  })

  it('uses one that exists, and leaves it behind', () => {
    const { ask, pass, launchOne, openInterface, instance, eni } = launchWorld()
    const NetworkInterfaceId = openInterface({ PrivateIpAddress: '10.0.1.10' })
    const id = launchOne({ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId }] })
    expect(instance(id).PrivateIpAddress).toBe('10.0.1.10')
    expect(eni(NetworkInterfaceId).Attachment?.InstanceId).toBe(id)
    ask('TerminateInstances', { InstanceIds: [id] })
    pass(60)
    expect(eni(NetworkInterfaceId).Status).toBe('available')
  })

  it('decides about the public address, whatever the subnet says', () => {
    const { ask, subnet, launchOne, instance } = launchWorld()
    const publicIp = (AssociatePublicIpAddress: boolean) =>
      instance(
        launchOne({ NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: subnet, AssociatePublicIpAddress }] }),
      ).PublicIpAddress
    expect(publicIp(true)).toBeDefined()
    ask('ModifySubnetAttribute', { SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } })
    expect(publicIp(false)).toBeUndefined()
  })

  it('gives no public address by itself to an instance with two', () => {
    const { ask, subnet, launchOne, instance } = launchWorld()
    ask('ModifySubnetAttribute', { SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } })
    const id = launchOne({
      NetworkInterfaces: [0, 1].map((DeviceIndex) => ({ DeviceIndex, SubnetId: subnet })),
    })
    expect(instance(id).PublicIpAddress).toBeUndefined()
  })
})
