import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Cloud } from '../../../../../simulator/cloud.ts'
import { isDown } from '../../../../../simulator/services/fault/faults.ts'
import { listenersOn } from '../../../../../simulator/services/host/listeners.ts'
import { ledger } from '../../../../../simulator/world/ledger.ts'
import { testCloud } from '../cloud.ts'

await contract.need('sqs')

const send = (
  world: ReturnType<typeof testCloud>,
  operation: 'DescribeVpcs' | 'DescribeSubnets' = 'DescribeVpcs',
) => {
  try {
    world.ask(operation)
    return 'answered'
  } catch (error) {
    return /"code":"(\w+)"/.exec(String(error))?.[1]
  }
}

describe('throttling', () => {
  it('refuses as many calls as were said, and leaves other operations alone', () => {
    const world = testCloud()
    world.call('fault', 'InjectFault', { Targets: ['api:ec2:describe-vpcs'], Calls: 2 })
    expect([send(world), send(world, 'DescribeSubnets'), send(world), send(world)]).toEqual([
      'RequestLimitExceeded',
      'answered',
      'RequestLimitExceeded',
      'answered',
    ])
    expect(world.call('fault', 'ListFaults').Faults).toEqual([])
  })

  it('refuses a whole service until it is cleared, in its own words', () => {
    const world = testCloud()
    world.call('fault', 'InjectFault', { Targets: ['api:sqs'] })
    expect(world.refusedBy('sqs', 'ListQueues')).toBe('ThrottlingException: Rate exceeded')
    expect(send(world)).toBe('answered')
    world.call('fault', 'ClearFault')
    expect(world.call('sqs', 'ListQueues')).toEqual({})
  })
})

describe('a fault', () => {
  it('strikes what there is, by its id, and is seen until it is cleared', () => {
    const world = testCloud()
    const { VpcId = '' } = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!
    const Since = '2026-11-02T09:00:00.000Z'
    const Targets = [VpcId, 'use1-az1', 'us-west-2']
    world.call('fault', 'InjectFault', { Targets })
    expect(world.call('fault', 'ListFaults').Faults).toEqual(
      Targets.map((Target) => ({ Target, Kind: 'down', Since })),
    )
    world.call('fault', 'ClearFault', { Targets: [VpcId] })
    expect(world.call('fault', 'ListFaults').Faults?.map(({ Target }) => Target)).toEqual([
      'use1-az1',
      'us-west-2',
    ])
  })

  it.each([
    ['i-0123456789abcdef0', 'NotFound: There is no "i-0123456789abcdef0" that could be struck by a fault.'],
    ['onprem:mars', 'NotFound: There is no site, router or host on premises called "mars".'],
    [
      'us-east-1a',
      'InvalidValue: "us-east-1a" is another zone in each account. Name the zone by its id, which describe-availability-zones tells.',
    ],
    [
      'api:nothing',
      'InvalidValue: "api:nothing" names no calls. Write api:SERVICE or api:SERVICE:OPERATION, such as api:ec2:describe-vpcs.',
    ],
  ])('on %s is refused', (target, message) => {
    expect(testCloud().refusedBy('fault', 'InjectFault', { Targets: [target] })).toBe(message)
  })
})

describe('where no packet passes', () => {
  it('there is no fault to be seen', () => {
    const world = testCloud()
    const [table] = world.ask('DescribeRouteTables').RouteTables ?? []
    const id = table?.RouteTableId ?? ''
    expect(world.refusedBy('fault', 'InjectFault', { Targets: [id] })).toBe(
      `InvalidValue: No packet passes through ${id}, so a fault could not be seen there.`,
    )
  })
})

describe("the lab's own services", () => {
  it('need no credentials, and are not written down as calls to AWS', () => {
    const { cloud } = testCloud()
    const request = {
      service: 'fault',
      operation: 'ListFaults',
      input: {},
      region: 'nowhere',
      credentials: undefined,
    }
    expect(cloud.send(request)).toEqual({ output: { Faults: [] } })
    expect(cloud.store.size(ledger)).toBe(0)
  })

  it('are saved with the world', () => {
    const world = testCloud()
    world.call('onprem', 'CreateSite', { Name: 'dc', Prefixes: ['192.168.0.0/16'] })
    world.call('onprem', 'CreateHost', { Name: 'pc', Site: 'dc', Address: '192.168.1.10' })
    world.call('host', 'PutListener', { Host: 'pc', Port: 80 })
    world.call('fault', 'InjectFault', { Targets: ['onprem:pc'] })
    const again = Cloud.load(world.cloud.save(), { contract })
    expect(isDown(again, 'onprem:pc')).toBe(true)
    expect(listenersOn(again, 'pc')).toEqual(listenersOn(world.cloud, 'pc'))
    expect(again.save()).toBe(world.cloud.save())
  })

  it('leave no trace of what they refuse', () => {
    const world = testCloud()
    expect(world.refusedBy('fault', 'InjectFault', { Targets: ['us-east-1', 'onprem:mars'] })).toContain(
      'mars',
    )
    expect(world.call('fault', 'ListFaults').Faults).toEqual([])
  })
})
