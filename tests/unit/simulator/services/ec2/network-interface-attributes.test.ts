import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { launchWorld } from './launch-world.ts'

type Change = Partial<Ec2.ModifyNetworkInterfaceAttributeRequest>

describe('an attribute of a network interface', () => {
  it.each<[Ec2.NetworkInterfaceAttribute, Ec2.DescribeNetworkInterfaceAttributeResult]>([
    ['description', { Description: { Value: 'spare' } }],
    ['sourceDestCheck', { SourceDestCheck: { Value: true } }],
    ['groupSet', { Groups: [{ GroupId: expect.any(String), GroupName: 'default' }] }],
    ['attachment', {}],
    ['associatePublicIpAddress', { AssociatePublicIpAddress: false }],
  ])('%s is told alone', (Attribute, expected) => {
    const { ask, openInterface } = launchWorld()
    const NetworkInterfaceId = openInterface({ Description: 'spare' })
    expect(ask('DescribeNetworkInterfaceAttribute', { NetworkInterfaceId, Attribute })).toEqual({
      NetworkInterfaceId,
      ...expected,
    })
  })

  it('must be named', () => {
    const { refused, openInterface } = launchWorld()
    expect(refused('DescribeNetworkInterfaceAttribute', { NetworkInterfaceId: openInterface() })).toBe(
      'MissingParameter: The request must contain the parameter attribute',
    )
  })
})

describe('changing a network interface', () => {
  it.each<[string, Change, Partial<Ec2.NetworkInterface>]>([
    ['description', { Description: { Value: 'new' } }, { Description: 'new' }],
    ['source/destination check', { SourceDestCheck: { Value: false } }, { SourceDestCheck: false }],
    [
      'timeouts',
      { ConnectionTrackingSpecification: { UdpTimeout: 30 } },
      { ConnectionTrackingConfiguration: { UdpTimeout: 30 } },
    ],
  ])('its %s', (_, change, expected) => {
    const { ask, openInterface, eni } = launchWorld()
    const NetworkInterfaceId = openInterface()
    ask('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, ...change })
    expect(eni(NetworkInterfaceId)).toMatchObject(expected)
  })

  it('its groups, which the interface then holds on to instead of the old ones', () => {
    const { ask, group, openInterface, eni } = launchWorld()
    const [web, app] = [group('web'), group('app')]
    const NetworkInterfaceId = openInterface({ Groups: [web] })
    ask('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, Groups: [app] })
    expect(eni(NetworkInterfaceId).Groups).toEqual([{ GroupId: app, GroupName: 'app' }])
    ask('DeleteSecurityGroup', { GroupId: web })
  })

  it('whether it ends with its instance', () => {
    const { ask, pass, launchOne, primaryOf, eni } = launchWorld()
    const instance = launchOne()
    const NetworkInterfaceId = primaryOf(instance)
    const AttachmentId = eni(NetworkInterfaceId).Attachment?.AttachmentId
    ask('ModifyNetworkInterfaceAttribute', {
      NetworkInterfaceId,
      Attachment: { AttachmentId, DeleteOnTermination: false },
    })
    ask('TerminateInstances', { InstanceIds: [instance] })
    pass(60)
    expect(eni(NetworkInterfaceId).Status).toBe('available')
  })

  it('whether its instance has a public address', () => {
    const { ask, launchOne, primaryOf, eni } = launchWorld()
    const NetworkInterfaceId = primaryOf(launchOne())
    expect(eni(NetworkInterfaceId).Association).toBeUndefined()
    ask('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, AssociatePublicIpAddress: true })
    expect(eni(NetworkInterfaceId).Association?.IpOwnerId).toBe('amazon')
    ask('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, AssociatePublicIpAddress: false })
    expect(eni(NetworkInterfaceId).Association).toBeUndefined()
  })

  it('its primary IPv6 address, once and for all', () => {
    const { ask, refused, openInterface, eni } = launchWorld()
    const NetworkInterfaceId = openInterface({ Ipv6AddressCount: 1 })
    ask('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, EnablePrimaryIpv6: true })
    expect(eni(NetworkInterfaceId).Ipv6Addresses?.[0]?.IsPrimaryIpv6).toBe(true)
    expect(refused('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, EnablePrimaryIpv6: false })).toBe(
      'InvalidParameterValue: A primary IPv6 address cannot be disabled.',
    )
  })

  it('back to checking source and destination', () => {
    const { ask, openInterface, eni } = launchWorld()
    const NetworkInterfaceId = openInterface()
    ask('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, SourceDestCheck: { Value: false } })
    ask('ResetNetworkInterfaceAttribute', { NetworkInterfaceId, SourceDestCheck: 'true' })
    expect(eni(NetworkInterfaceId).SourceDestCheck).toBe(true)
  })

  it.each<[string, Change, string]>([
    ['nothing', {}, 'MissingParameter: The request must contain the parameter attribute'],
    [
      'two things at once',
      { Description: { Value: 'a' }, SourceDestCheck: { Value: true } },
      'InvalidParameterCombination: Fields for multiple attribute types specified: description, sourceDestCheck',
    ],
    ['to no group', { Groups: [] }, 'InvalidParameterValue: You must specify at least one group.'],
    [
      'to an unknown group',
      { Groups: ['sg-0123456789abcdef0'] },
      "InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist",
    ],
    [
      'an attachment without its id',
      { Attachment: { DeleteOnTermination: true } },
      'MissingParameter: The request must contain the parameter attachmentId',
    ],
    [
      'the public address of what is not attached',
      { AssociatePublicIpAddress: true },
      'InvalidParameterValue: The associatePublicIpAddress attribute can only be modified for a primary network interface.',
    ],
    [
      'ENA Express',
      { EnaSrdSpecification: { EnaSrdEnabled: true } },
      'UnsupportedOperation: ENA Express and associated subnets are not simulated.',
    ],
  ])('is refused: %s', (_, change, message) => {
    const { refused, openInterface } = launchWorld()
    expect(
      refused('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: openInterface(), ...change }),
    ).toBe(message)
  })
})
