import { describe, expect, it } from 'vitest'
import { namedApart, withNames } from '../../../../simulator/network/mending/made.ts'
import { mend } from '../../../../simulator/network/mending/search.ts'
import { followFlow } from './notation/flows.ts'
import { carryOut } from './notation/mending.ts'
import { worldOf } from './notation/world.ts'

const where = { account: '123456789012', region: 'us-east-1', service: 'ec2' }
const publish = {
  sentence: 'Give eni-1 an Elastic IP address.',
  requests: [
    {
      ...where,
      operation: 'AllocateAddress',
      input: { Domain: 'vpc' },
      keeps: { name: 'ALLOCATION', member: 'AllocationId' },
    },
    {
      ...where,
      operation: 'AssociateAddress',
      input: { AllocationId: '$ALLOCATION', NetworkInterfaceId: 'eni-1' },
    },
  ],
}

describe('what a repair makes', () => {
  it('has a name that nothing made before has', () => {
    const [allocate, associate] = namedApart(publish, new Map([['eipalloc-1', '$ALLOCATION']])).requests
    expect(allocate?.keeps?.name).toBe('ALLOCATION_2')
    expect(associate?.input).toEqual({ AllocationId: '$ALLOCATION_2', NetworkInterfaceId: 'eni-1' })
  })

  it('is called by its name in the repairs after it', () => {
    const after = withNames(publish, new Map([['eni-1', '$INTERFACE']]))
    expect(after.sentence).toBe('Give $INTERFACE an Elastic IP address.')
    expect(after.requests[1]?.input).toMatchObject({ NetworkInterfaceId: '$INTERFACE' })
  })

  it('may be two of a kind in one mend', () => {
    // Neither the host nor the machine on its way out has a public address.
    const world = worldOf(`
      vpc main 10.0.0.0/16
      subnet app main a 10.0.0.0/24
      subnet guard main a 10.0.1.0/24
      igw gate main
      group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
      host app-1 app 10.0.0.10 open
      host guard-1 guard 10.0.1.5 open
      check guard-1 off
      table edge main gate
      route edge 10.0.0.0/24 guard-1
      table app-table main app
      route app-table 0.0.0.0/0 guard-1
      table guard-table main guard
      route guard-table 0.0.0.0/0 gate
    `)
    const follow = followFlow(world, 'app-1 > 198.51.100.7 tcp/443')
    const { repairs = [] } = mend(world.cloud.trial(), follow)
    const names = repairs.flatMap(({ requests }) => requests.flatMap(({ keeps }) => keeps?.name ?? []))
    expect(names).toEqual(['ALLOCATION', 'ALLOCATION_2'])
    carryOut(world, repairs)
    expect(follow(world.fabric).reply?.arrival).toBeDefined()
  })
})
