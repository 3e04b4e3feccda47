import { describe, expect, it } from 'vitest'
import { launchRequest, launchWorld } from './launch-world.ts'

const shutdown = {
  Code: 'Client.UserInitiatedShutdown',
  Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
}

describe('an instance', () => {
  it('is pending, then running, and passes its checks later', () => {
    const { ask, pass, instance, subnet } = launchWorld()
    const { Instances } = ask('RunInstances', launchRequest(subnet))
    const id = Instances?.[0]?.InstanceId ?? ''
    expect(instance(id).State).toEqual({ Code: 0, Name: 'pending' })
    expect(instance(id).MetadataOptions?.State).toBe('pending')
    pass(20)
    expect(instance(id).State).toEqual({ Code: 16, Name: 'running' })
    expect(instance(id).MetadataOptions?.State).toBe('applied')
    const check = () => ask('DescribeInstanceStatus').InstanceStatuses?.[0]?.InstanceStatus?.Status
    expect(check()).toBe('initializing')
    pass(180)
    expect(check()).toBe('ok')
  })

  it('stops, with the reason and the moment', () => {
    const { ask, pass, launchOne, instance } = launchWorld()
    const id = launchOne()
    expect(ask('StopInstances', { InstanceIds: [id] }).StoppingInstances).toEqual([
      {
        InstanceId: id,
        CurrentState: { Code: 64, Name: 'stopping' },
        PreviousState: { Code: 16, Name: 'running' },
      },
    ])
    pass(60)
    expect(instance(id)).toMatchObject({
      State: { Code: 80, Name: 'stopped' },
      StateReason: shutdown,
      StateTransitionReason: 'User initiated (2026-11-02 09:00:30 GMT)',
    })
  })

  it('starts again as if new, with its private address and another public one', () => {
    const { ask, pass, subnet, launchOne, instance } = launchWorld()
    ask('ModifySubnetAttribute', { SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } })
    const id = launchOne()
    const before = instance(id)
    expect(before.PublicIpAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    ask('StopInstances', { InstanceIds: [id] })
    expect(instance(id).PublicIpAddress).toBeUndefined()
    pass(60)
    expect(ask('StartInstances', { InstanceIds: [id] }).StartingInstances).toEqual([
      {
        InstanceId: id,
        CurrentState: { Code: 0, Name: 'pending' },
        PreviousState: { Code: 80, Name: 'stopped' },
      },
    ])
    pass(20)
    const after = instance(id)
    expect(after.State?.Name).toBe('running')
    expect(after.StateReason).toBeUndefined()
    expect(after.StateTransitionReason).toBe('')
    expect(after.PrivateIpAddress).toBe(before.PrivateIpAddress)
    expect(after.PublicIpAddress).not.toBe(before.PublicIpAddress)
    expect(after.PublicIpAddress).toBeDefined()
    expect(after.LaunchTime! > before.LaunchTime!).toBe(true)
  })

  it('terminates, leaves the network, is seen for an hour, and is forgotten', () => {
    const { ask, refused, pass, launchOne, instance, primaryOf } = launchWorld()
    const id = launchOne()
    const NetworkInterfaceId = primaryOf(id)
    expect(ask('TerminateInstances', { InstanceIds: [id] }).TerminatingInstances?.[0]?.CurrentState).toEqual({
      Code: 32,
      Name: 'shutting-down',
    })
    pass(60)
    const gone = instance(id)
    expect(gone).toMatchObject({
      State: { Code: 48, Name: 'terminated' },
      StateReason: shutdown,
      NetworkInterfaces: [],
      SecurityGroups: [],
      BlockDeviceMappings: [],
      PrivateDnsName: '',
      PublicDnsName: '',
    })
    expect(gone).not.toHaveProperty('SubnetId')
    expect(gone).not.toHaveProperty('VpcId')
    expect(gone).not.toHaveProperty('PrivateIpAddress')
    expect(refused('DescribeNetworkInterfaces', { NetworkInterfaceIds: [NetworkInterfaceId] })).toMatch(
      /^InvalidNetworkInterfaceID\.NotFound: /,
    )
    expect(ask('DescribeVolumes').Volumes).toEqual([])
    pass(3700)
    expect(ask('DescribeInstances').Reservations).toEqual([])
  })

  it('lets its subnet go when it has terminated, not when it is shutting down', () => {
    const { ask, refused, pass, subnet, launchOne } = launchWorld()
    ask('TerminateInstances', { InstanceIds: [launchOne()] })
    expect(refused('DeleteSubnet', { SubnetId: subnet })).toMatch(/^DependencyViolation: /)
    pass(60)
    ask('DeleteSubnet', { SubnetId: subnet })
  })

  it('does not come up again when it is terminated on its way', () => {
    const { ask, pass, subnet, instance } = launchWorld()
    const id = ask('RunInstances', launchRequest(subnet)).Instances?.[0]?.InstanceId ?? ''
    ask('TerminateInstances', { InstanceIds: [id] })
    pass(20)
    expect(instance(id).State?.Name).toBe('shutting-down')
    pass(60)
    expect(instance(id).State?.Name).toBe('terminated')
  })
})

describe('an Elastic IP address on an instance', () => {
  const withElasticIp = () => {
    const world = launchWorld()
    const { ask, subnet, vpc, launchOne } = world
    const InternetGatewayId = ask('CreateInternetGateway').InternetGateway?.InternetGatewayId ?? ''
    ask('AttachInternetGateway', { InternetGatewayId, VpcId: vpc })
    ask('ModifySubnetAttribute', { SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } })
    const InstanceId = launchOne()
    const automatic = world.instance(InstanceId).PublicIpAddress
    const { AllocationId = '', PublicIp } = ask('AllocateAddress')
    const { AssociationId = '' } = ask('AssociateAddress', { AllocationId, InstanceId })
    const address = () => ask('DescribeAddresses', { AllocationIds: [AllocationId] }).Addresses?.[0]
    return { ...world, InstanceId, automatic, AllocationId, AssociationId, PublicIp, address }
  }

  it('takes the place of the automatic one, and stays when the instance stops', () => {
    const { ask, pass, InstanceId, PublicIp, automatic, instance } = withElasticIp()
    expect(instance(InstanceId).PublicIpAddress).toBe(PublicIp)
    expect(PublicIp).not.toBe(automatic)
    ask('StopInstances', { InstanceIds: [InstanceId] })
    pass(60)
    expect(instance(InstanceId).PublicIpAddress).toBe(PublicIp)
  })

  it('leaves room for a new automatic one when it goes', () => {
    const { ask, InstanceId, PublicIp, AssociationId, instance } = withElasticIp()
    ask('DisassociateAddress', { AssociationId })
    expect(instance(InstanceId).PublicIpAddress).toBeDefined()
    expect(instance(InstanceId).PublicIpAddress).not.toBe(PublicIp)
  })

  it('is free again when the instance has terminated', () => {
    const { ask, pass, InstanceId, PublicIp, AllocationId, address } = withElasticIp()
    expect(address()?.InstanceId).toBe(InstanceId)
    ask('TerminateInstances', { InstanceIds: [InstanceId] })
    pass(60)
    expect(address()).toMatchObject({ AllocationId, PublicIp })
    expect(address()).not.toHaveProperty('AssociationId')
    expect(address()).not.toHaveProperty('NetworkInterfaceId')
  })
})

describe('asking for the state that an instance has', () => {
  it.each([
    ['StartInstances', 'StartingInstances', 'running'],
    ['StopInstances', 'StoppingInstances', 'stopped'],
    ['TerminateInstances', 'TerminatingInstances', 'terminated'],
  ] as const)('%s changes nothing', (operation, list, state) => {
    const { ask, pass, launchOne } = launchWorld()
    const InstanceIds = [launchOne()]
    ask(operation, { InstanceIds })
    pass(60)
    const changes = ask(operation, { InstanceIds }) as Record<string, object[]>
    expect(changes[list]).toMatchObject([{ CurrentState: { Name: state }, PreviousState: { Name: state } }])
  })
})

describe('a change of state that cannot be', () => {
  type World = ReturnType<typeof launchWorld>
  const stopping = (world: World) => {
    const id = world.launchOne()
    world.ask('StopInstances', { InstanceIds: [id] })
    return id
  }
  const terminated = (world: World) => {
    const id = world.launchOne()
    world.ask('TerminateInstances', { InstanceIds: [id] })
    world.pass(60)
    return id
  }
  const pending = (world: World) =>
    world.ask('RunInstances', launchRequest(world.subnet)).Instances?.[0]?.InstanceId ?? ''

  it.each<[string, 'StartInstances' | 'StopInstances' | 'RebootInstances', (world: World) => string, string]>(
    [
      [
        'starting what is still stopping',
        'StartInstances',
        stopping,
        "The instance '<id>' is not in a state from which it can be started.",
      ],
      [
        'starting what is terminated',
        'StartInstances',
        terminated,
        "The instance '<id>' is not in a state from which it can be started.",
      ],
      [
        'stopping what is terminated',
        'StopInstances',
        terminated,
        "This instance '<id>' is not in a state from which it can be stopped.",
      ],
      [
        'stopping what has not run yet',
        'StopInstances',
        pending,
        "Instance '<id>' cannot be stopped as it has never reached the 'running' state.",
      ],
      [
        'rebooting what is stopping',
        'RebootInstances',
        stopping,
        "The instance '<id>' is not in a state from which it can be rebooted.",
      ],
    ],
  )('%s', (_, operation, make, message) => {
    const world = launchWorld()
    const id = make(world)
    expect(world.refused(operation, { InstanceIds: [id] })).toBe(
      `IncorrectInstanceState: ${message.replace('<id>', id)}`,
    )
  })

  it('terminating or stopping what is protected', () => {
    const { ask, refused, launchOne, instance } = launchWorld()
    const [kept, free] = [launchOne({ DisableApiTermination: true, DisableApiStop: true }), launchOne()]
    expect(refused('TerminateInstances', { InstanceIds: [free, kept] })).toBe(
      `OperationNotPermitted: The instance '${kept}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    )
    expect(refused('StopInstances', { InstanceIds: [kept] })).toBe(
      `OperationNotPermitted: The instance '${kept}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
    )
    expect(instance(free).State?.Name).toBe('running')
    ask('ModifyInstanceAttribute', { InstanceId: kept, DisableApiTermination: { Value: false } })
    expect(refused('TerminateInstances', { InstanceIds: [kept] })).toBe(
      `OperationNotPermitted: The instance '${kept}' may not be terminated. Modify its 'disableApiStop' instance attribute and try again.`,
    )
    ask('ModifyInstanceAttribute', { InstanceId: kept, DisableApiStop: { Value: false } })
    ask('TerminateInstances', { InstanceIds: [kept] })
  })

  it('of instances that there are not', () => {
    const { refused, launchOne } = launchWorld()
    const [a, b] = ['i-0123456789abcdef0', 'i-0123456789abcdef1']
    expect(refused('StartInstances', { InstanceIds: [launchOne(), a] })).toBe(
      `InvalidInstanceID.NotFound: The instance ID '${a}' does not exist`,
    )
    expect(refused('StopInstances', { InstanceIds: [a, b] })).toBe(
      `InvalidInstanceID.NotFound: The instance IDs '${a}, ${b}' do not exist`,
    )
    expect(refused('StopInstances', { InstanceIds: ['i-1'] })).toBe(
      "InvalidInstanceID.Malformed: The instance ID 'i-1' is malformed",
    )
    expect(refused('TerminateInstances', { InstanceIds: ['web'] })).toBe(
      'InvalidInstanceID.Malformed: Invalid id: "web"',
    )
  })
})
