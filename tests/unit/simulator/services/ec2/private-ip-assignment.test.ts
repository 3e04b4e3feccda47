import { describe, expect, it } from 'vitest'
import { launchWorld } from './launch-world.ts'

const world = () => {
  const made = launchWorld()
  const addresses = (id: string) => made.eni(id).PrivateIpAddresses?.map((one) => one.PrivateIpAddress)
  return { ...made, addresses }
}

describe('assigning private addresses', () => {
  it('takes those named, or as many as asked for', () => {
    const { ask, openInterface, addresses } = world()
    const NetworkInterfaceId = openInterface({ PrivateIpAddress: '10.0.1.10' })
    expect(
      ask('AssignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddresses: ['10.0.1.11'] }),
    ).toEqual({
      NetworkInterfaceId,
      AssignedPrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.11' }],
    })
    ask('AssignPrivateIpAddresses', { NetworkInterfaceId, SecondaryPrivateIpAddressCount: 2 })
    expect(addresses(NetworkInterfaceId)).toHaveLength(4)
    expect(addresses(NetworkInterfaceId)?.slice(0, 2)).toEqual(['10.0.1.10', '10.0.1.11'])
  })

  it('takes prefixes', () => {
    const { ask, openInterface, eni } = world()
    const NetworkInterfaceId = openInterface()
    const { AssignedIpv4Prefixes } = ask('AssignPrivateIpAddresses', {
      NetworkInterfaceId,
      Ipv4PrefixCount: 1,
    })
    expect(AssignedIpv4Prefixes).toHaveLength(1)
    expect(eni(NetworkInterfaceId).Ipv4Prefixes).toEqual(AssignedIpv4Prefixes)
    const [prefix] = AssignedIpv4Prefixes!
    ask('UnassignPrivateIpAddresses', { NetworkInterfaceId, Ipv4Prefixes: [prefix?.Ipv4Prefix ?? ''] })
    expect(eni(NetworkInterfaceId).Ipv4Prefixes).toBeUndefined()
  })

  it('moves a secondary address from another interface only when the request says so', () => {
    const { ask, refused, openInterface, addresses } = world()
    const from = openInterface({ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.20' }] })
    const NetworkInterfaceId = openInterface({ PrivateIpAddress: '10.0.1.10' })
    const request = { NetworkInterfaceId, PrivateIpAddresses: ['10.0.1.20'] }
    expect(refused('AssignPrivateIpAddresses', request)).toBe(
      'InvalidIPAddress.InUse: Address 10.0.1.20 is in use.',
    )
    ask('AssignPrivateIpAddresses', { ...request, AllowReassignment: true })
    expect(addresses(NetworkInterfaceId)).toEqual(['10.0.1.10', '10.0.1.20'])
    expect(addresses(from)).toHaveLength(1)
  })

  it('moves the Elastic IP address with the private one', () => {
    const { ask, vpc, openInterface, eni } = world()
    const InternetGatewayId = ask('CreateInternetGateway').InternetGateway?.InternetGatewayId ?? ''
    ask('AttachInternetGateway', { InternetGatewayId, VpcId: vpc })
    const from = openInterface({ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.20' }] })
    const to = openInterface()
    const { AllocationId = '', PublicIp } = ask('AllocateAddress')
    ask('AssociateAddress', { AllocationId, NetworkInterfaceId: from, PrivateIpAddress: '10.0.1.20' })
    ask('AssignPrivateIpAddresses', {
      NetworkInterfaceId: to,
      PrivateIpAddresses: ['10.0.1.20'],
      AllowReassignment: true,
    })
    expect(eni(to).PrivateIpAddresses?.map((one) => one.Association?.PublicIp)).toEqual([undefined, PublicIp])
    expect(ask('DescribeAddresses', { AllocationIds: [AllocationId] }).Addresses?.[0]).toMatchObject({
      NetworkInterfaceId: to,
      PrivateIpAddress: '10.0.1.20',
    })
  })

  it('frees the Elastic IP address of an address that is unassigned', () => {
    const { ask, vpc, openInterface } = world()
    const InternetGatewayId = ask('CreateInternetGateway').InternetGateway?.InternetGatewayId ?? ''
    ask('AttachInternetGateway', { InternetGatewayId, VpcId: vpc })
    const NetworkInterfaceId = openInterface({ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.20' }] })
    const { AllocationId = '' } = ask('AllocateAddress')
    ask('AssociateAddress', { AllocationId, NetworkInterfaceId, PrivateIpAddress: '10.0.1.20' })
    ask('UnassignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddresses: ['10.0.1.20'] })
    ask('ReleaseAddress', { AllocationId })
  })

  it('moves no primary address', () => {
    const { refused, openInterface } = world()
    openInterface({ PrivateIpAddress: '10.0.1.20' })
    const request = {
      NetworkInterfaceId: openInterface(),
      PrivateIpAddresses: ['10.0.1.20'],
      AllowReassignment: true,
    }
    expect(refused('AssignPrivateIpAddresses', request)).toBe(
      'InvalidIPAddress.InUse: Address 10.0.1.20 is in use.',
    )
  })

  it('keeps to what the instance type has on one interface', () => {
    const { ask, refused, launchOne, primaryOf } = world()
    const NetworkInterfaceId = primaryOf(launchOne())
    ask('AssignPrivateIpAddresses', { NetworkInterfaceId, SecondaryPrivateIpAddressCount: 1 })
    expect(
      refused('AssignPrivateIpAddresses', { NetworkInterfaceId, SecondaryPrivateIpAddressCount: 1 }),
    ).toBe('PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.')
  })

  it('must say how many or which', () => {
    const { refused, openInterface } = world()
    expect(refused('AssignPrivateIpAddresses', { NetworkInterfaceId: openInterface() })).toBe(
      'MissingParameter: The request must contain the parameter privateIpAddress or secondaryPrivateIpAddressCount',
    )
  })
})

describe('unassigning private addresses', () => {
  it('gives them back to the subnet', () => {
    const { ask, openInterface, addresses } = world()
    const NetworkInterfaceId = openInterface({
      PrivateIpAddress: '10.0.1.10',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.20' }],
    })
    ask('UnassignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddresses: ['10.0.1.20'] })
    expect(addresses(NetworkInterfaceId)).toEqual(['10.0.1.10'])
    openInterface({ PrivateIpAddress: '10.0.1.20' })
  })

  it.each([
    [
      'the primary address',
      '10.0.1.10',
      'InvalidParameterValue: The primary private IP address of a network interface cannot be unassigned.',
    ],
    [
      'an address of nobody',
      '10.0.1.99',
      /^InvalidParameterValue: Some of the specified addresses are not assigned to interface eni-\w+: 10\.0\.1\.99$/,
    ],
  ])('is refused for %s', (_, address, message) => {
    const { refused, openInterface } = world()
    const NetworkInterfaceId = openInterface({ PrivateIpAddress: '10.0.1.10' })
    expect(
      refused('UnassignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddresses: [address] }),
    ).toMatch(message)
  })
})

describe('IPv6 addresses', () => {
  it('are assigned by count and by name, and unassigned in any spelling', () => {
    const { ask, openInterface, eni, ipv6 } = world()
    const NetworkInterfaceId = openInterface()
    const named = ipv6.replace('/64', 'beef')
    expect(ask('AssignIpv6Addresses', { NetworkInterfaceId, Ipv6Addresses: [named] })).toEqual({
      AssignedIpv6Addresses: [named],
      NetworkInterfaceId,
    })
    ask('AssignIpv6Addresses', { NetworkInterfaceId, Ipv6AddressCount: 1 })
    expect(eni(NetworkInterfaceId).Ipv6Addresses).toHaveLength(2)
    expect(eni(NetworkInterfaceId).Ipv6Address).toBe(named)
    expect(
      ask('UnassignIpv6Addresses', {
        NetworkInterfaceId,
        Ipv6Addresses: [named.replace('::beef', ':0:0:0:BEEF')],
      }),
    ).toEqual({ NetworkInterfaceId, UnassignedIpv6Addresses: [named] })
    expect(eni(NetworkInterfaceId).Ipv6Addresses).toHaveLength(1)
  })

  it('come in prefixes as well', () => {
    const { ask, openInterface, eni } = world()
    const NetworkInterfaceId = openInterface()
    const { AssignedIpv6Prefixes = [] } = ask('AssignIpv6Addresses', {
      NetworkInterfaceId,
      Ipv6PrefixCount: 1,
    })
    expect(eni(NetworkInterfaceId).Ipv6Prefixes).toEqual([{ Ipv6Prefix: AssignedIpv6Prefixes[0] }])
    ask('UnassignIpv6Addresses', { NetworkInterfaceId, Ipv6Prefixes: AssignedIpv6Prefixes })
    expect(eni(NetworkInterfaceId).Ipv6Prefixes).toBeUndefined()
  })

  it('are limited by the instance type', () => {
    const { ask, refused, launchOne, primaryOf } = world()
    const NetworkInterfaceId = primaryOf(launchOne())
    ask('AssignIpv6Addresses', { NetworkInterfaceId, Ipv6AddressCount: 2 })
    expect(refused('AssignIpv6Addresses', { NetworkInterfaceId, Ipv6AddressCount: 1 })).toMatch(
      /^Ipv6AddressLimitExceeded: /,
    )
  })

  it('hold on to the IPv6 block of the subnet', () => {
    const { ask, refused, openInterface, subnet } = world()
    const NetworkInterfaceId = openInterface({ Ipv6AddressCount: 1 })
    const AssociationId =
      ask('DescribeSubnets', { SubnetIds: [subnet] }).Subnets?.[0]?.Ipv6CidrBlockAssociationSet?.[0]
        ?.AssociationId ?? ''
    expect(refused('DisassociateSubnetCidrBlock', { AssociationId })).toMatch(/^InvalidCidrBlock\.InUse: /)
    ask('DeleteNetworkInterface', { NetworkInterfaceId })
    ask('DisassociateSubnetCidrBlock', { AssociationId })
  })
})
