import { describe, expect, it } from 'vitest'
import { parseAddress, parsePrefix, prefixContains } from '../../../../../simulator/kernel/address.ts'
import { publicIpv4Ranges } from '../../../../../simulator/world/catalogue/address-ranges.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'

describe('an Elastic IP address', () => {
  it('comes from the Region and is described as it was allocated', () => {
    const { ask } = testCloud()
    const region = 'eu-west-1'
    const address = ask('AllocateAddress', {}, { region })
    expect(address).toEqual({
      AllocationId: expect.stringMatching(/^eipalloc-0[0-9a-f]{16}$/),
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup: region,
      Domain: 'vpc',
      PublicIp: expect.any(String),
    })
    const ranges = publicIpv4Ranges(region).map((cidr) => parsePrefix(cidr)!.prefix)
    expect(ranges.some((range) => prefixContains(range, parseAddress(address.PublicIp!)!))).toBe(true)
    expect(ask('DescribeAddresses', {}, { region }).Addresses).toEqual([address])
    expect(ask('DescribeAddresses').Addresses).toEqual([])
  })

  it('has the tags that it was allocated with', () => {
    const { ask } = testCloud()
    const Tags = [{ Key: 'Name', Value: 'nat' }]
    ask('AllocateAddress', { TagSpecifications: [{ ResourceType: 'elastic-ip', Tags }] })
    expect(ask('DescribeAddresses').Addresses![0]!.Tags).toEqual(Tags)
  })

  it('is one of five that an account has in a Region', () => {
    const { ask, refused, cloud } = testCloud()
    for (let i = 0; i < 5; i++) ask('AllocateAddress')
    expect(refused('AllocateAddress')).toBe(
      'AddressLimitExceeded: The maximum number of addresses has been reached.',
    )
    ask('AllocateAddress', {}, { region: 'eu-west-1' })
    ask('AllocateAddress', {}, { account: otherAccount })
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'elastic-ips-per-region', 6)
    ask('AllocateAddress')
  })

  it.each([
    [{ Domain: 'standard' }, "InvalidParameterValue: Invalid value 'standard' for domain."],
    [{ PublicIpv4Pool: 'mine' }, 'InvalidParameterValue: invalid value for parameter pool: mine'],
    [
      { PublicIpv4Pool: 'amazon', Address: '3.3.3.3' },
      'InvalidParameterCombination: The parameter PublicIpv4Pool cannot be used with the parameter Address',
    ],
    [
      { CustomerOwnedIpv4Pool: 'ipv4pool-coip-1' },
      "InvalidPoolID.NotFound: The pool ID 'ipv4pool-coip-1' does not exist",
    ],
    [
      { IpamPoolId: 'ipam-pool-1' },
      "InvalidIpamPoolId.NotFound: The ipam-pool ID 'ipam-pool-1' does not exist",
    ],
    [
      { NetworkBorderGroup: 'us-east-1-bos-1' },
      'InvalidParameterValue: invalid value for parameter networkBorderGroup: us-east-1-bos-1',
    ],
    [
      { Address: '3.3.3.3' },
      "InvalidAddress.NotFound: The Elastic IP address '3.3.3.3' does not exist or is not available.",
    ],
    [{ Address: '3.3.3' }, "InvalidAddress.Malformed: The specified IP address '3.3.3' is not valid."],
    [
      { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] },
      "InvalidParameterValue: 'vpc' is not a valid taggable resource type for this operation.",
    ],
  ] as const)('is not allocated with %j', (input, message) => {
    expect(testCloud().refused('AllocateAddress', input as object)).toBe(message)
  })

  it('can be named by the pool that it comes from', () => {
    expect(testCloud().ask('AllocateAddress', { PublicIpv4Pool: 'amazon' }).PublicIpv4Pool).toBe('amazon')
  })
})

describe('releasing', () => {
  it('gives the address back, and its owner may recover it under a new allocation', () => {
    const { ask, refused } = testCloud()
    const { AllocationId, PublicIp } = ask('AllocateAddress')
    ask('ReleaseAddress', { AllocationId, NetworkBorderGroup: 'us-east-1' })
    expect(ask('DescribeAddresses').Addresses).toEqual([])
    const missing = `InvalidAddress.NotFound: The Elastic IP address '${PublicIp}' does not exist or is not available.`
    expect(refused('AllocateAddress', { Address: PublicIp }, { account: otherAccount })).toBe(missing)
    expect(refused('AllocateAddress', { Address: PublicIp }, { region: 'eu-west-1' })).toBe(missing)
    const recovered = ask('AllocateAddress', { Address: PublicIp })
    expect(recovered.PublicIp).toBe(PublicIp)
    expect(recovered.AllocationId).not.toBe(AllocationId)
    expect(refused('AllocateAddress', { Address: PublicIp })).toBe(missing)
  })

  it.each<[string, (address: { id: string; ip: string }) => object, (address: { ip: string }) => string]>([
    ['nothing', () => ({}), () => 'MissingParameter: Either public IP or allocation id must be specified'],
    [
      'both names',
      ({ id, ip }) => ({ AllocationId: id, PublicIp: ip }),
      () =>
        'InvalidParameterCombination: You may specify public IP or allocation id, but not both in the same call',
    ],
    [
      'the address itself',
      ({ ip }) => ({ PublicIp: ip }),
      () =>
        'InvalidParameterValue: You must specify an allocation id when releasing a VPC elastic IP address',
    ],
    [
      'the address of somebody else',
      () => ({ PublicIp: '3.3.3.3' }),
      () => "AuthFailure: The address '3.3.3.3' does not belong to you.",
    ],
    [
      'an id that nobody has',
      () => ({ AllocationId: 'eipalloc-0123456789abcdef0' }),
      () => "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-0123456789abcdef0' does not exist",
    ],
    [
      'another border group',
      ({ id }) => ({ AllocationId: id, NetworkBorderGroup: 'eu-west-1' }),
      ({ ip }) => `InvalidAddress.NotFound: Address '${ip}' not found.`,
    ],
  ])('is refused with %s', (_, input, message) => {
    const { ask, refused } = testCloud()
    const { AllocationId, PublicIp } = ask('AllocateAddress')
    const address = { id: AllocationId!, ip: PublicIp! }
    expect(refused('ReleaseAddress', input(address))).toBe(message(address))
  })
})

describe('describing addresses', () => {
  const world = () => {
    const cloud = testCloud()
    const { ask } = cloud
    const subnet = ask('DescribeSubnets').Subnets![0]!
    const eni = ask('CreateNetworkInterface', { SubnetId: subnet.SubnetId! }).NetworkInterface!
    const bound = ask('AllocateAddress', {
      TagSpecifications: [{ ResourceType: 'elastic-ip', Tags: [{ Key: 'Name', Value: 'web' }] }],
    })
    const free = ask('AllocateAddress')
    const { AssociationId } = ask('AssociateAddress', {
      AllocationId: bound.AllocationId,
      NetworkInterfaceId: eni.NetworkInterfaceId,
    })
    return { ...cloud, eni, bound, free, association: AssociationId! }
  }
  type World = ReturnType<typeof world>

  it.each<[string, (world: World) => string, 'bound' | 'free' | 'both' | 'none']>([
    ['allocation-id', ({ free }) => free.AllocationId!, 'free'],
    ['association-id', ({ association }) => association, 'bound'],
    ['association-id', () => 'eipassoc-*', 'bound'],
    ['domain', () => 'vpc', 'both'],
    ['domain', () => 'standard', 'none'],
    ['instance-id', () => '*', 'none'],
    ['network-border-group', () => 'us-east-1', 'both'],
    ['network-border-group', () => 'eu-west-1', 'none'],
    ['network-interface-id', ({ eni }) => eni.NetworkInterfaceId!, 'bound'],
    ['network-interface-owner-id', () => account, 'bound'],
    ['private-ip-address', ({ eni }) => eni.PrivateIpAddress!, 'bound'],
    ['public-ip', ({ free }) => free.PublicIp!, 'free'],
    ['tag:Name', () => 'w*', 'bound'],
    ['tag-key', () => 'Name', 'bound'],
  ])('filters by %s', (Name, value, expected) => {
    const here = world()
    const found = here.ask('DescribeAddresses', { Filters: [{ Name, Values: [value(here)] }] }).Addresses!
    const names = { bound: [here.bound], free: [here.free], both: [here.bound, here.free], none: [] }
    expect(found.map((one) => one.AllocationId)).toEqual(names[expected].map((one) => one.AllocationId))
  })

  it('refuses filters that EC2 does not know', () => {
    expect(
      world().refused('DescribeAddresses', {
        Filters: [{ Name: 'association.association-id', Values: ['x'] }],
      }),
    ).toBe("InvalidParameterValue: The filter 'association.association-id' is invalid")
  })

  it('finds addresses by their ids and by themselves', () => {
    const { ask, refused, bound, free } = world()
    const ids = (input: object) => ask('DescribeAddresses', input).Addresses!.map((one) => one.AllocationId)
    expect(ids({ AllocationIds: [free.AllocationId] })).toEqual([free.AllocationId])
    expect(ids({ PublicIps: [bound.PublicIp] })).toEqual([bound.AllocationId])
    expect(ids({ PublicIps: [bound.PublicIp], AllocationIds: [free.AllocationId] })).toEqual([])
    expect(refused('DescribeAddresses', { AllocationIds: ['eipassoc-1'] })).toBe(
      "InvalidAllocationID.NotFound: The allocation ID 'eipassoc-1' does not exist",
    )
    expect(refused('DescribeAddresses', { PublicIps: ['3.3.3.3'] })).toBe(
      "InvalidAddress.NotFound: Address '3.3.3.3' not found.",
    )
    expect(refused('DescribeAddresses', { PublicIps: ['here'] })).toBe(
      "InvalidAddress.Malformed: The specified IP address 'here' is not valid.",
    )
  })
})
