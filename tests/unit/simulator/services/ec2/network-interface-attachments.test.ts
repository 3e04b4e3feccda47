import { describe, expect, it } from 'vitest'
import { launchWorld } from './launch-world.ts'

describe('attaching a network interface', () => {
  it('takes a moment and shows on both sides', () => {
    const { ask, pass, launchOne, openInterface, eni, instance } = launchWorld()
    const [InstanceId, NetworkInterfaceId] = [launchOne(), openInterface()]
    const { AttachmentId, NetworkCardIndex } = ask('AttachNetworkInterface', {
      InstanceId,
      NetworkInterfaceId,
      DeviceIndex: 1,
    })
    expect(AttachmentId).toMatch(/^eni-attach-0[0-9a-f]{16}$/)
    expect(NetworkCardIndex).toBe(0)
    expect(eni(NetworkInterfaceId)).toMatchObject({
      Status: 'in-use',
      Attachment: {
        AttachmentId,
        DeviceIndex: 1,
        DeleteOnTermination: false,
        InstanceId,
        Status: 'attaching',
      },
    })
    pass(3)
    expect(eni(NetworkInterfaceId).Attachment?.Status).toBe('attached')
    expect(instance(InstanceId).NetworkInterfaces?.map((one) => one.Attachment?.DeviceIndex)).toEqual([0, 1])
  })

  it('ends by detaching, which takes a moment too', () => {
    const { ask, pass, launchOne, openInterface, eni, instance } = launchWorld()
    const [InstanceId, NetworkInterfaceId] = [launchOne(), openInterface()]
    const { AttachmentId = '' } = ask('AttachNetworkInterface', {
      InstanceId,
      NetworkInterfaceId,
      DeviceIndex: 1,
    })
    pass(3)
    ask('DetachNetworkInterface', { AttachmentId })
    expect(eni(NetworkInterfaceId).Attachment?.Status).toBe('detaching')
    pass(5)
    expect(eni(NetworkInterfaceId).Attachment).toBeUndefined()
    expect(eni(NetworkInterfaceId).Status).toBe('available')
    expect(instance(InstanceId).NetworkInterfaces).toHaveLength(1)
  })

  it('works on a stopped instance', () => {
    const { ask, pass, launchOne, openInterface } = launchWorld()
    const InstanceId = launchOne()
    ask('StopInstances', { InstanceIds: [InstanceId] })
    pass(60)
    ask('AttachNetworkInterface', { InstanceId, NetworkInterfaceId: openInterface(), DeviceIndex: 1 })
  })

  it('outlives the instance', () => {
    const { ask, pass, launchOne, openInterface, eni } = launchWorld()
    const [InstanceId, NetworkInterfaceId] = [launchOne(), openInterface()]
    ask('AttachNetworkInterface', { InstanceId, NetworkInterfaceId, DeviceIndex: 1 })
    ask('TerminateInstances', { InstanceIds: [InstanceId] })
    pass(60)
    expect(eni(NetworkInterfaceId).Status).toBe('available')
  })
})

describe('attaching is refused', () => {
  it('at a place that is taken', () => {
    const { refused, launchOne, openInterface } = launchWorld()
    const [InstanceId, NetworkInterfaceId] = [launchOne(), openInterface()]
    expect(refused('AttachNetworkInterface', { InstanceId, NetworkInterfaceId, DeviceIndex: 0 })).toBe(
      `InvalidParameterValue: Instance '${InstanceId}' already has an interface attached at device index '0'.`,
    )
  })

  it('beyond what the instance type has', () => {
    const { ask, refused, launchOne, openInterface } = launchWorld()
    const InstanceId = launchOne()
    ask('AttachNetworkInterface', { InstanceId, NetworkInterfaceId: openInterface(), DeviceIndex: 1 })
    expect(
      refused('AttachNetworkInterface', { InstanceId, NetworkInterfaceId: openInterface(), DeviceIndex: 2 }),
    ).toBe('AttachmentLimitExceeded: Interface count 3 exceeds the limit for t3.micro')
  })

  it('with more addresses than the instance type has on one interface', () => {
    const { refused, launchOne, openInterface } = launchWorld()
    const NetworkInterfaceId = openInterface({ SecondaryPrivateIpAddressCount: 2 })
    expect(
      refused('AttachNetworkInterface', { InstanceId: launchOne(), NetworkInterfaceId, DeviceIndex: 1 }),
    ).toBe('PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.')
  })

  it('in another zone', () => {
    const { refused, launchOne, openInterface, otherSubnet } = launchWorld()
    const NetworkInterfaceId = openInterface({ SubnetId: otherSubnet })
    expect(
      refused('AttachNetworkInterface', { InstanceId: launchOne(), NetworkInterfaceId, DeviceIndex: 1 }),
    ).toBe(
      'InvalidParameterCombination: You may not attach a network interface to an instance if they are not in the same availability zone',
    )
  })

  it('when the interface is attached already', () => {
    const { refused, launchOne, primaryOf } = launchWorld()
    const [one, other] = [launchOne(), launchOne()]
    const NetworkInterfaceId = primaryOf(one)
    expect(refused('AttachNetworkInterface', { InstanceId: other, NetworkInterfaceId, DeviceIndex: 1 })).toBe(
      `InvalidNetworkInterface.InUse: Interface: [${NetworkInterfaceId}] in use.`,
    )
  })

  it('when the instance is going away', () => {
    const { ask, refused, launchOne, openInterface } = launchWorld()
    const [InstanceId, NetworkInterfaceId] = [launchOne(), openInterface()]
    ask('TerminateInstances', { InstanceIds: [InstanceId] })
    expect(refused('AttachNetworkInterface', { InstanceId, NetworkInterfaceId, DeviceIndex: 1 })).toBe(
      `IncorrectState: Instance '${InstanceId}' is not 'running' or 'stopped'.`,
    )
  })
})

describe('detaching is refused', () => {
  it('for the primary interface', () => {
    const { refused, launchOne, primaryOf, eni } = launchWorld()
    const AttachmentId = eni(primaryOf(launchOne())).Attachment?.AttachmentId ?? ''
    expect(refused('DetachNetworkInterface', { AttachmentId })).toBe(
      'OperationNotPermitted: The network interface at device index 0 and networkCard index 0 cannot be detached.',
    )
  })

  it.each([
    [
      'an unknown attachment',
      'eni-attach-0123456789abcdef0',
      "InvalidAttachmentID.NotFound: The attachment 'eni-attach-0123456789abcdef0' does not exist.",
    ],
    [
      'what a service of AWS attached',
      'ela-attach-0123456789abcdef0',
      "OperationNotPermitted: You are not allowed to manage 'ela-attach' attachments.",
    ],
  ])('for %s', (_, AttachmentId, message) => {
    expect(launchWorld().refused('DetachNetworkInterface', { AttachmentId })).toBe(message)
  })
})
