import { describe, expect, it } from 'vitest'
import { listenerAt } from '../../../../../simulator/services/host/listeners.ts'
import { testCloud } from '../cloud.ts'

function hostWorld(userData?: string) {
  const world = testCloud('hosts')
  const { Instances } = world.ask('RunInstances', {
    ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    ...(userData !== undefined && { UserData: btoa(userData) }),
  })
  const Host = Instances?.[0]?.InstanceId ?? ''
  world.pass(60)
  const ports = () =>
    world.call('host', 'DescribeListeners', { Hosts: [Host] }).Listeners?.map(({ Port }) => Port)
  return { ...world, Host, ports }
}

describe('a server on a host', () => {
  it('listens until it is ended, and is replaced by another on its port', () => {
    const { call, Host, ports } = hostWorld()
    call('host', 'PutListener', { Host, Port: 80, Body: 'old' })
    const { Listener } = call('host', 'PutListener', { Host, Port: 80, Body: 'new', Tls: {} })
    expect(Listener).toEqual({
      Host,
      Port: 80,
      Protocol: 'tcp',
      Kind: 'http',
      Body: 'new',
      Tls: { Names: [], Issuer: 'trusted' },
    })
    expect(ports()).toEqual([80])
    call('host', 'DeleteListener', { Host, Port: 80 })
    expect(ports()).toEqual([])
  })

  it('may listen on one address of the host, and is then asked before one on all of them', () => {
    const { call, cloud, Host } = hostWorld()
    call('host', 'PutListener', { Host, Port: 80, Body: 'all' })
    call('host', 'PutListener', { Host, Port: 80, Body: 'one', Address: '10.0.0.5' })
    const body = (address: string) => listenerAt(cloud, Host, { protocol: 'tcp', address, port: 80 })?.Body
    expect([body('10.0.0.5'), body('10.0.0.6')]).toEqual(['one', 'all'])
  })

  it('starts with the instance whose user data names it, and ends with it', () => {
    const { ask, pass, Host, ports } = hostWorld('#!/bin/sh\nserve --port 8080\nserve --port 99999')
    expect(ports()).toEqual([8080])
    ask('StopInstances', { InstanceIds: [Host] })
    pass(60)
    expect(ports()).toEqual([8080])
    ask('TerminateInstances', { InstanceIds: [Host] })
    pass(60)
    expect(ports()).toEqual([])
  })

  it.each([
    [
      { Host: 'i-0000', Port: 80 },
      'NotFound: There is no instance i-0000, and no host of that name on premises.',
    ],
    [{ Port: 80, Address: '10.0.0' }, 'InvalidValue: "10.0.0" is no IP address.'],
    [
      { Port: 80, Protocol: 'udp', Kind: 'http' },
      'InvalidValue: A server of the kind http does not speak UDP. Use echo or dns.',
    ],
    [
      { Port: 0 },
      "ValidationException: 1 validation error detected: Value '0' at 'port' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ] as const)('%j is refused', (asked, message) => {
    const { refusedBy, Host } = hostWorld()
    expect(refusedBy('host', 'PutListener', { Host, ...asked })).toBe(message)
  })
})

describe('an appliance', () => {
  it('passes packets on by its rules until it is ended', () => {
    const { call, refusedBy, Host } = hostWorld()
    const { Appliance } = call('host', 'PutAppliance', { Host, Mode: 'nat' })
    expect(Appliance).toEqual({
      Host,
      Mode: 'nat',
      DefaultAction: 'allow',
      Rules: [],
      Stateful: true,
      Log: false,
    })
    const wrong = { Host, Mode: 'nat', Rules: [{ Action: 'deny', Ports: '90-80' }] } as const
    expect(refusedBy('host', 'PutAppliance', wrong)).toBe(
      'InvalidValue: "90-80" is neither a port nor a range of ports such as 1024-65535.',
    )
    call('host', 'DeleteAppliance', { Host })
    expect(call('host', 'DescribeAppliances').Appliances).toEqual([])
  })
})
