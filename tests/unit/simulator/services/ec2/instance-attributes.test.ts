import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { armImage, launchWorld } from './launch-world.ts'

type Change = Partial<Ec2.ModifyInstanceAttributeRequest>

const text = (value: string) => new TextEncoder().encode(value)

describe('an attribute of an instance', () => {
  it.each<[Ec2.InstanceAttributeName, Partial<Ec2.InstanceAttribute>]>([
    ['instanceType', { InstanceType: { Value: 't3.micro' } }],
    ['userData', { UserData: { Value: 'IyEvYmluL2Jhc2gK' } }],
    ['disableApiTermination', { DisableApiTermination: { Value: false } }],
    ['disableApiStop', { DisableApiStop: { Value: false } }],
    ['instanceInitiatedShutdownBehavior', { InstanceInitiatedShutdownBehavior: { Value: 'stop' } }],
    ['rootDeviceName', { RootDeviceName: { Value: '/dev/xvda' } }],
    ['blockDeviceMapping', { BlockDeviceMappings: [expect.objectContaining({ DeviceName: '/dev/xvda' })] }],
    ['productCodes', { ProductCodes: [] }],
    ['sourceDestCheck', { SourceDestCheck: { Value: true } }],
    ['groupSet', { Groups: [{ GroupId: expect.any(String), GroupName: 'default' }] }],
    ['ebsOptimized', { EbsOptimized: { Value: true } }],
    ['enaSupport', { EnaSupport: { Value: true } }],
    ['enclaveOptions', { EnclaveOptions: { Enabled: false } }],
    ['sriovNetSupport', { SriovNetSupport: {} }],
    ['kernel', { KernelId: {} }],
    ['ramdisk', { RamdiskId: {} }],
  ])('%s is told alone', (Attribute, expected) => {
    const { ask, launchOne } = launchWorld()
    const InstanceId = launchOne({ UserData: 'IyEvYmluL2Jhc2gK' })
    expect(ask('DescribeInstanceAttribute', { InstanceId, Attribute })).toEqual({ InstanceId, ...expected })
  })

  it('is empty where there is no user data', () => {
    const { ask, launchOne } = launchWorld()
    const InstanceId = launchOne()
    expect(ask('DescribeInstanceAttribute', { InstanceId, Attribute: 'userData' })).toEqual({
      InstanceId,
      UserData: {},
    })
  })
})

describe('changing an instance', () => {
  it.each<[string, Change, Ec2.InstanceAttributeName, Partial<Ec2.InstanceAttribute>]>([
    [
      'protection from termination',
      { DisableApiTermination: { Value: true } },
      'disableApiTermination',
      { DisableApiTermination: { Value: true } },
    ],
    [
      'protection from stopping',
      { DisableApiStop: { Value: true } },
      'disableApiStop',
      { DisableApiStop: { Value: true } },
    ],
    [
      'shutdown behaviour',
      { InstanceInitiatedShutdownBehavior: { Value: 'terminate' } },
      'instanceInitiatedShutdownBehavior',
      { InstanceInitiatedShutdownBehavior: { Value: 'terminate' } },
    ],
    [
      'source/destination check',
      { SourceDestCheck: { Value: false } },
      'sourceDestCheck',
      { SourceDestCheck: { Value: false } },
    ],
    [
      'an attribute by its name',
      { Attribute: 'disableApiTermination', Value: 'true' },
      'disableApiTermination',
      { DisableApiTermination: { Value: true } },
    ],
  ])('its %s, while it runs', (_, change, Attribute, expected) => {
    const { ask, launchOne } = launchWorld()
    const InstanceId = launchOne()
    ask('ModifyInstanceAttribute', { InstanceId, ...change })
    expect(ask('DescribeInstanceAttribute', { InstanceId, Attribute })).toMatchObject(expected)
  })

  it.each<[string, Change, Ec2.InstanceAttributeName, Partial<Ec2.InstanceAttribute>]>([
    [
      'type',
      { InstanceType: { Value: 't3.small' } },
      'instanceType',
      { InstanceType: { Value: 't3.small' } },
    ],
    [
      'type by its name',
      { Attribute: 'instanceType', Value: 't3.large' },
      'instanceType',
      { InstanceType: { Value: 't3.large' } },
    ],
    [
      'user data',
      { UserData: { Value: text('#!/bin/sh\n') } },
      'userData',
      { UserData: { Value: 'IyEvYmluL3NoCg==' } },
    ],
    [
      'EBS optimisation',
      { EbsOptimized: { Value: false } },
      'ebsOptimized',
      { EbsOptimized: { Value: false } },
    ],
  ])('its %s, while it is stopped and only then', (_, change, Attribute, expected) => {
    const { ask, refused, pass, launchOne } = launchWorld()
    const InstanceId = launchOne()
    expect(refused('ModifyInstanceAttribute', { InstanceId, ...change })).toBe(
      `IncorrectInstanceState: The instance '${InstanceId}' is not in the 'stopped' state.`,
    )
    ask('StopInstances', { InstanceIds: [InstanceId] })
    pass(60)
    ask('ModifyInstanceAttribute', { InstanceId, ...change })
    expect(ask('DescribeInstanceAttribute', { InstanceId, Attribute })).toMatchObject(expected)
  })

  it('its groups', () => {
    const { ask, group, launchOne, instance } = launchWorld()
    const [InstanceId, web] = [launchOne(), group('web')]
    ask('ModifyInstanceAttribute', { InstanceId, Groups: [web] })
    expect(instance(InstanceId).SecurityGroups).toEqual([{ GroupId: web, GroupName: 'web' }])
  })

  it('whether a disk ends with it', () => {
    const { ask, pass, launchOne, instance } = launchWorld()
    const InstanceId = launchOne()
    ask('ModifyInstanceAttribute', {
      InstanceId,
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false } }],
    })
    expect(instance(InstanceId).BlockDeviceMappings?.[0]?.Ebs?.DeleteOnTermination).toBe(false)
    ask('TerminateInstances', { InstanceIds: [InstanceId] })
    pass(60)
    expect(ask('DescribeVolumes').Volumes?.map(({ State, Attachments }) => [State, Attachments])).toEqual([
      ['available', []],
    ])
  })

  it('back to checking source and destination', () => {
    const { ask, launchOne, instance } = launchWorld()
    const InstanceId = launchOne()
    ask('ModifyInstanceAttribute', { InstanceId, SourceDestCheck: { Value: false } })
    ask('ResetInstanceAttribute', { InstanceId, Attribute: 'sourceDestCheck' })
    expect(instance(InstanceId).SourceDestCheck).toBe(true)
  })

  it('is refused where several interfaces could be meant', () => {
    const { refused, subnet, launchOne } = launchWorld()
    const NetworkInterfaces = [0, 1].map((DeviceIndex) => ({ DeviceIndex, SubnetId: subnet }))
    const InstanceId = launchOne({ NetworkInterfaces })
    expect(refused('ModifyInstanceAttribute', { InstanceId, SourceDestCheck: { Value: false } })).toBe(
      `InvalidInstanceID: There are multiple interfaces attached to instance '${InstanceId}'. Please specify an interface ID for the operation instead.`,
    )
  })

  it.each<[string, Change, string]>([
    ['nothing', {}, 'InvalidParameterCombination: No attributes specified.'],
    [
      'two things at once',
      { DisableApiStop: { Value: true }, SourceDestCheck: { Value: true } },
      'InvalidParameterCombination: Fields for multiple attribute types specified: disableApiStop, sourceDestCheck',
    ],
    [
      'a disk that it has not',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sdz' }] },
      'InvalidInstanceAttributeValue: No device is currently mapped at /dev/sdz',
    ],
    [
      'an unknown shutdown behaviour',
      { InstanceInitiatedShutdownBehavior: { Value: 'sleep' } },
      'InvalidParameterValue: Value (sleep) for parameter instanceInitiatedShutdownBehavior is invalid.',
    ],
    [
      'an attribute that is none',
      { Attribute: 'rootDeviceName', Value: 'x' },
      'InvalidParameterValue: Value (rootDeviceName) for parameter attribute is invalid. Unknown attribute.',
    ],
    ['to no group', { Groups: [] }, 'InvalidParameterValue: You must specify at least one group.'],
    [
      'its kernel',
      { Kernel: { Value: 'aki-1' } },
      'UnsupportedOperation: Kernels, RAM disks and SR-IOV by request are not simulated.',
    ],
  ])('is refused: %s', (_, change, message) => {
    const { refused, launchOne } = launchWorld()
    expect(refused('ModifyInstanceAttribute', { InstanceId: launchOne(), ...change })).toBe(message)
  })

  it.each<[string, string, RegExp]>([
    ['another architecture', 't4g.micro', /^InvalidParameterValue: The architecture 'arm64'/],
    [
      'too few interfaces',
      't3.micro',
      /^AttachmentLimitExceeded: Interface count 3 exceeds the limit for t3\.micro$/,
    ],
  ])('to a type with %s is refused', (_, Value, message) => {
    const { ask, refused, pass, subnet, launchOne } = launchWorld()
    const NetworkInterfaces = [0, 1, 2].map((DeviceIndex) => ({ DeviceIndex, SubnetId: subnet }))
    const InstanceId = launchOne({ InstanceType: 't3.small', NetworkInterfaces })
    ask('StopInstances', { InstanceIds: [InstanceId] })
    pass(60)
    expect(refused('ModifyInstanceAttribute', { InstanceId, InstanceType: { Value } })).toMatch(message)
  })

  it('resets three attributes only', () => {
    const { refused, launchOne } = launchWorld()
    expect(refused('ResetInstanceAttribute', { InstanceId: launchOne(), Attribute: 'userData' })).toBe(
      'InvalidParameterValue: Value (userData) for parameter attribute is invalid. Attribute cannot be reset.',
    )
  })
})

describe('options of an instance', () => {
  it('monitoring goes on and off', () => {
    const { ask, launchOne, instance } = launchWorld()
    const id = launchOne()
    const state = (operation: 'MonitorInstances' | 'UnmonitorInstances') =>
      ask(operation, { InstanceIds: [id] }).InstanceMonitorings?.map((one) => one.Monitoring?.State)
    expect(state('MonitorInstances')).toEqual(['pending'])
    expect(instance(id).Monitoring?.State).toBe('enabled')
    expect(state('MonitorInstances')).toEqual(['enabled'])
    expect(state('UnmonitorInstances')).toEqual(['disabling'])
    expect(instance(id).Monitoring?.State).toBe('disabled')
  })

  it('metadata options change one by one', () => {
    const { ask, refused, launchOne, instance } = launchWorld()
    const InstanceId = launchOne()
    const { InstanceMetadataOptions } = ask('ModifyInstanceMetadataOptions', {
      InstanceId,
      HttpTokens: 'optional',
    })
    expect(InstanceMetadataOptions).toMatchObject({
      State: 'pending',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 2,
    })
    expect(instance(InstanceId).MetadataOptions).toMatchObject({ State: 'applied', HttpTokens: 'optional' })
    expect(refused('ModifyInstanceMetadataOptions', { InstanceId, HttpPutResponseHopLimit: 0 })).toMatch(
      /^InvalidParameterValue: Value \(0\)/,
    )
  })

  it('the host name can follow the instance', () => {
    const { ask, launchOne, instance } = launchWorld()
    const InstanceId = launchOne({ PrivateIpAddress: '10.0.1.10' })
    expect(instance(InstanceId).PrivateDnsName).toBe('ip-10-0-1-10.ec2.internal')
    ask('ModifyPrivateDnsNameOptions', { InstanceId, PrivateDnsHostnameType: 'resource-name' })
    expect(instance(InstanceId).PrivateDnsName).toBe(`${InstanceId}.ec2.internal`)
  })
})

describe('the status of an instance', () => {
  it('is told of running ones, unless all are asked for', () => {
    const { ask, pass, launchOne } = launchWorld()
    const [running, stopped] = [launchOne(), launchOne({ InstanceType: 't2.micro' })]
    ask('StopInstances', { InstanceIds: [stopped] })
    pass(200)
    const ids = (request: Ec2.DescribeInstanceStatusRequest) =>
      ask('DescribeInstanceStatus', request).InstanceStatuses?.map((one) => one.InstanceId)
    expect(ids({})).toEqual([running])
    expect(ids({ InstanceIds: [stopped] })).toEqual([])
    expect(ids({ IncludeAllInstances: true })).toEqual([running, stopped])
    const passed = { Details: [{ Name: 'reachability', Status: 'passed' }], Status: 'ok' }
    expect(ask('DescribeInstanceStatus').InstanceStatuses).toEqual([
      {
        AvailabilityZone: 'us-east-1a',
        AvailabilityZoneId: expect.stringMatching(/^use1-az\d$/),
        Operator: { Managed: false },
        InstanceId: running,
        InstanceState: { Code: 16, Name: 'running' },
        InstanceStatus: passed,
        SystemStatus: passed,
        AttachedEbsStatus: passed,
      },
    ])
  })

  const world = launchWorld()
  const ready = world.launchOne({
    SubnetId: world.otherSubnet,
    ImageId: armImage,
    InstanceType: 't4g.micro',
  })
  world.pass(200)
  const names = new Map([
    [ready, 'ready'],
    [world.launchOne(), 'young'],
  ])
  it.each<[string, string | undefined, string[]]>([
    ['availability-zone', 'us-east-1b', ['ready']],
    ['availability-zone-id', world.instance(ready).Placement?.AvailabilityZoneId, ['ready']],
    ['event.code', '*', []],
    ['event.description', '*', []],
    ['event.instance-event-id', '*', []],
    ['event.not-after', '*', []],
    ['event.not-before', '*', []],
    ['event.not-before-deadline', '*', []],
    ['instance-state-code', '16', ['ready', 'young']],
    ['instance-state-name', 'running', ['ready', 'young']],
    ['instance-status.reachability', 'passed', ['ready']],
    ['instance-status.status', 'initializing', ['young']],
    ['operator.managed', 'false', ['ready', 'young']],
    ['operator.principal', '*', []],
    ['system-status.reachability', 'initializing', ['young']],
    ['system-status.status', 'ok', ['ready']],
    ['attached-ebs-status.status', 'ok', ['ready']],
  ])('filters by %s', (Name, value, expected) => {
    const { InstanceStatuses } = world.ask('DescribeInstanceStatus', {
      Filters: [{ Name, Values: [value ?? ''] }],
    })
    expect(InstanceStatuses?.map((one) => names.get(one.InstanceId ?? ''))).toEqual(expected)
  })
})
