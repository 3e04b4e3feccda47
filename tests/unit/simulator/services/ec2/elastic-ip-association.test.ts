import { describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

/** A VPC with an internet gateway, an interface with two private addresses, another interface, two addresses. */
function world() {
  const cloud = testCloud()
  const { ask } = cloud
  const [subnet] = ask('DescribeSubnets').Subnets!
  const open = (input: object = {}) =>
    ask('CreateNetworkInterface', { SubnetId: subnet!.SubnetId!, ...input }).NetworkInterface!
  const eni = open({ SecondaryPrivateIpAddressCount: 1 })
  const other = open()
  const first = ask('AllocateAddress')
  const second = ask('AllocateAddress')
  const target = { AllocationId: first.AllocationId, NetworkInterfaceId: eni.NetworkInterfaceId! }
  const describeAddress = (AllocationId: string | undefined) =>
    ask('DescribeAddresses', { AllocationIds: [AllocationId!] }).Addresses![0]!
  const describeInterface = (id: string | undefined) =>
    ask('DescribeNetworkInterfaces', { NetworkInterfaceIds: [id!] }).NetworkInterfaces![0]!
  return { ...cloud, subnet: subnet!, eni, other, first, second, target, describeAddress, describeInterface }
}

const secondaryOf = (eni: ReturnType<typeof world>['eni']) => eni.PrivateIpAddresses![1]!.PrivateIpAddress!

describe('associating an Elastic IP address', () => {
  it('puts it in front of the primary private address', () => {
    const { ask, eni, first, target, describeAddress, describeInterface } = world()
    const { AssociationId } = ask('AssociateAddress', target)
    expect(AssociationId).toMatch(/^eipassoc-0[0-9a-f]{16}$/)
    expect(describeAddress(first.AllocationId)).toEqual({
      ...first,
      AssociationId,
      NetworkInterfaceId: eni.NetworkInterfaceId,
      NetworkInterfaceOwnerId: '123456789012',
      PrivateIpAddress: eni.PrivateIpAddress,
    })
    const Association = {
      AllocationId: first.AllocationId,
      AssociationId,
      IpOwnerId: '123456789012',
      PublicIp: first.PublicIp,
      PublicDnsName: `ec2-${first.PublicIp!.replaceAll('.', '-')}.compute-1.amazonaws.com`,
    }
    const described = describeInterface(eni.NetworkInterfaceId)
    expect(described.Association).toEqual(Association)
    expect(described.PrivateIpAddresses!.map((one) => one.Association)).toEqual([Association, undefined])
  })

  it('puts it in front of a secondary private address that is named', () => {
    const { ask, eni, target, describeInterface } = world()
    ask('AssociateAddress', { ...target, PrivateIpAddress: secondaryOf(eni) })
    const described = describeInterface(eni.NetworkInterfaceId)
    expect(described.Association).toBeUndefined()
    expect(described.PrivateIpAddresses!.map((one) => one.Association?.AllocationId)).toEqual([
      undefined,
      target.AllocationId,
    ])
  })

  it('may be done twice, and is then one association', () => {
    const { ask, target } = world()
    expect(ask('AssociateAddress', target)).toEqual(ask('AssociateAddress', target))
  })

  it('moves it from another interface by itself', () => {
    const { ask, eni, other, target, describeInterface } = world()
    const { AssociationId } = ask('AssociateAddress', target)
    const moved = ask('AssociateAddress', { ...target, NetworkInterfaceId: other.NetworkInterfaceId! })
    expect(moved.AssociationId).not.toBe(AssociationId)
    expect(describeInterface(eni.NetworkInterfaceId).Association).toBeUndefined()
    expect(describeInterface(other.NetworkInterfaceId).Association?.AllocationId).toBe(target.AllocationId)
  })

  it('replaces the address that the interface had, which stays allocated', () => {
    const { ask, eni, first, second, target, describeAddress, describeInterface } = world()
    ask('AssociateAddress', target)
    ask('AssociateAddress', { ...target, AllocationId: second.AllocationId })
    expect(describeAddress(first.AllocationId)).toEqual(first)
    expect(describeInterface(eni.NetworkInterfaceId).Association?.AllocationId).toBe(second.AllocationId)
  })

  it('moves nothing when reassociation is forbidden', () => {
    const { ask, refused, eni, other, first, second, target } = world()
    const { AssociationId } = ask('AssociateAddress', { ...target, AllowReassociation: false })
    expect(
      refused('AssociateAddress', {
        AllocationId: first.AllocationId,
        NetworkInterfaceId: other.NetworkInterfaceId!,
        AllowReassociation: false,
      }),
    ).toBe(
      `Resource.AlreadyAssociated: resource ${first.AllocationId} is already associated with associate-id ${AssociationId}`,
    )
    expect(
      refused('AssociateAddress', {
        ...target,
        AllocationId: second.AllocationId,
        AllowReassociation: false,
      }),
    ).toBe(
      `Resource.AlreadyAssociated: resource ${eni.NetworkInterfaceId} and ${eni.PrivateIpAddress} is already associated with public address ${first.PublicIp}`,
    )
  })

  it('needs an internet gateway on the VPC', () => {
    const { ask, refused, target } = world()
    const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
    const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/24' }).Subnet!.SubnetId!
    const inside = ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!
    const elsewhere = { ...target, NetworkInterfaceId: inside.NetworkInterfaceId! }
    expect(refused('AssociateAddress', elsewhere)).toBe(
      `Gateway.NotAttached: Network ${VpcId} is not attached to any internet gateway`,
    )
    const { InternetGatewayId } = ask('CreateInternetGateway').InternetGateway!
    ask('AttachInternetGateway', { InternetGatewayId: InternetGatewayId!, VpcId })
    ask('AssociateAddress', elsewhere)
    expect(refused('DetachInternetGateway', { InternetGatewayId: InternetGatewayId!, VpcId })).toMatch(
      /^DependencyViolation: .* mapped public address/,
    )
  })

  type World = ReturnType<typeof world>
  it.each<[string, (world: World) => object, string]>([
    [
      'no address',
      ({ target }) => ({ ...target, AllocationId: undefined }),
      'MissingParameter: Either public IP or allocation id must be specified',
    ],
    [
      'the address named in both ways',
      ({ target, first }) => ({ ...target, PublicIp: first.PublicIp }),
      'InvalidParameterCombination: You may specify public IP or allocation id, but not both in the same call',
    ],
    [
      'the address itself',
      ({ target, first }) => ({ ...target, AllocationId: undefined, PublicIp: first.PublicIp }),
      'InvalidParameterCombination: You must specify an allocation id when mapping an address to a VPC instance',
    ],
    [
      "somebody else's address",
      ({ target }) => ({ ...target, AllocationId: undefined, PublicIp: '3.3.3.3' }),
      "AuthFailure: The address '3.3.3.3' does not belong to you.",
    ],
    [
      'an unknown allocation',
      ({ target }) => ({ ...target, AllocationId: 'eipalloc-1' }),
      "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-1' does not exist",
    ],
    [
      'no target',
      ({ target }) => ({ AllocationId: target.AllocationId }),
      'MissingParameter: Either instance ID or network interface id must be specified',
    ],
    [
      'two targets',
      ({ target }) => ({ ...target, InstanceId: 'i-0123456789abcdef0' }),
      'InvalidParameterCombination: You may specify instance ID or network interface id, but not both in the same call',
    ],
    [
      'an unknown interface',
      ({ target }) => ({ ...target, NetworkInterfaceId: 'eni-0123456789abcdef0' }),
      "InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-0123456789abcdef0' does not exist",
    ],
    [
      'an unknown instance',
      ({ target }) => ({ AllocationId: target.AllocationId, InstanceId: 'i-0123456789abcdef0' }),
      "InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist",
    ],
  ])('is refused with %s', (_, input, message) => {
    const here = world()
    expect(here.refused('AssociateAddress', input(here))).toBe(message)
  })

  it('is refused with a private address that the interface does not have', () => {
    const { refused, eni, target } = world()
    expect(refused('AssociateAddress', { ...target, PrivateIpAddress: '172.31.255.1' })).toBe(
      `InvalidParameterValue: 172.31.255.1 is not mapped to the interface ${eni.NetworkInterfaceId}`,
    )
  })
})

describe('the Elastic IP address of an instance', () => {
  const launched = () => {
    const here = world()
    const { ask, pass, first } = here
    const image = ask('DescribeImages').Images![0]!
    const { Instances } = ask('RunInstances', {
      ImageId: image.ImageId!,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    })
    const InstanceId = Instances![0]!.InstanceId!
    const instance = () =>
      ask('DescribeInstances', { InstanceIds: [InstanceId] }).Reservations![0]!.Instances![0]!
    const bind = () => ask('AssociateAddress', { AllocationId: first.AllocationId, InstanceId })
    return { ...here, InstanceId, instance, bind, settle: () => pass(60) }
  }

  it('takes the place of the address that it got by itself, and gives the place back', () => {
    const { ask, first, InstanceId, instance, bind, settle, describeAddress } = launched()
    settle()
    const before = instance().PublicIpAddress
    expect(before).toBeDefined()
    const { AssociationId } = bind()
    expect(instance().PublicIpAddress).toBe(first.PublicIp)
    expect(describeAddress(first.AllocationId)).toMatchObject({ InstanceId, AssociationId })
    const byInstance = { Filters: [{ Name: 'instance-id', Values: [InstanceId] }] }
    expect(ask('DescribeAddresses', byInstance).Addresses).toHaveLength(1)
    ask('DisassociateAddress', { AssociationId })
    expect(instance().PublicIpAddress).toBeDefined()
    expect(instance().PublicIpAddress).not.toBe(first.PublicIp)
  })

  it('stays while the instance is stopped, and is free when it is terminated', () => {
    const { ask, pass, first, InstanceId, bind, settle, describeAddress } = launched()
    settle()
    bind()
    ask('StopInstances', { InstanceIds: [InstanceId] })
    pass(60)
    expect(describeAddress(first.AllocationId)).toMatchObject({ InstanceId })
    ask('TerminateInstances', { InstanceIds: [InstanceId] })
    pass(60)
    expect(describeAddress(first.AllocationId)).toEqual(first)
  })

  it('comes when the instance runs, not before', () => {
    const { refused, first, InstanceId } = launched()
    expect(refused('AssociateAddress', { AllocationId: first.AllocationId, InstanceId })).toBe(
      `InvalidInstanceID: The pending instance '${InstanceId}' is not in a valid state for this operation.`,
    )
  })

  it('needs to know the interface when there are two', () => {
    const { ask, refused, first, InstanceId, instance, settle } = launched()
    settle()
    const { SubnetId } = instance()
    const NetworkInterfaceId = ask('CreateNetworkInterface', { SubnetId: SubnetId! }).NetworkInterface!
      .NetworkInterfaceId!
    settle()
    ask('AttachNetworkInterface', { InstanceId, NetworkInterfaceId, DeviceIndex: 1 })
    expect(refused('AssociateAddress', { AllocationId: first.AllocationId, InstanceId })).toBe(
      `InvalidInstanceID: There are multiple interfaces attached to instance '${InstanceId}'. Please specify an interface ID for the operation instead.`,
    )
    ask('AssociateAddress', { AllocationId: first.AllocationId, NetworkInterfaceId })
  })

  it('is disassociated by its release in a default VPC', () => {
    const { ask, first, instance, bind, settle } = launched()
    settle()
    bind()
    ask('ReleaseAddress', { AllocationId: first.AllocationId })
    expect(instance().PublicIpAddress).not.toBe(first.PublicIp)
  })
})

describe('disassociating an Elastic IP address', () => {
  it('frees both sides', () => {
    const { ask, refused, eni, first, target, describeAddress, describeInterface } = world()
    const { AssociationId } = ask('AssociateAddress', target)
    expect(refused('ReleaseAddress', { AllocationId: first.AllocationId })).toBe(
      `InvalidIPAddress.InUse: Address ${first.PublicIp} is in use.`,
    )
    ask('DisassociateAddress', { AssociationId })
    expect(describeAddress(first.AllocationId)).toEqual(first)
    const described = describeInterface(eni.NetworkInterfaceId)
    expect([described.Association, described.PrivateIpAddresses![0]!.Association]).toEqual([
      undefined,
      undefined,
    ])
    expect(refused('DisassociateAddress', { AssociationId })).toBe(
      `InvalidAssociationID.NotFound: The association ID '${AssociationId}' does not exist`,
    )
    ask('ReleaseAddress', { AllocationId: first.AllocationId })
  })

  it('happens by itself when the interface is deleted', () => {
    const { ask, pass, first, target, describeAddress } = world()
    pass(10)
    ask('AssociateAddress', target)
    ask('DeleteNetworkInterface', { NetworkInterfaceId: target.NetworkInterfaceId })
    expect(describeAddress(first.AllocationId)).toEqual(first)
  })

  type World = ReturnType<typeof world>
  it.each<[string, (world: World) => object, string]>([
    ['nothing', () => ({}), 'MissingParameter: Either public IP or association id must be specified'],
    [
      'the address itself',
      ({ first }) => ({ PublicIp: first.PublicIp }),
      'InvalidParameterValue: You must specify an association id when unmapping an address from a VPC instance',
    ],
    [
      "somebody else's address",
      () => ({ PublicIp: '3.3.3.3' }),
      "AuthFailure: The address '3.3.3.3' does not belong to you.",
    ],
    [
      'both names',
      () => ({ PublicIp: '3.3.3.3', AssociationId: 'eipassoc-1' }),
      'InvalidParameterCombination: You may specify public IP or association id, but not both in the same call',
    ],
    [
      'an unknown association',
      () => ({ AssociationId: 'eipassoc-1' }),
      "InvalidAssociationID.NotFound: The association ID 'eipassoc-1' does not exist",
    ],
  ])('is refused with %s', (_, input, message) => {
    const here = world()
    expect(here.refused('DisassociateAddress', input(here))).toBe(message)
  })
})
