import { describe, expect, it } from 'vitest'
import { mend } from '../../../../simulator/network/mending/search.ts'
import { followFlow } from './notation/flows.ts'
import { say, worldOf } from './notation/world.ts'

// A flow that works, and the ways to break it. Each line breaks several things at once; the mends name them all.

const twoTiers = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | out tcp 443 10.0.2.0/24
  group app-sg main | in tcp 443 web-sg
  host web-1 web 10.0.1.10 web-sg
  host app-1 app 10.0.2.10 app-sg
  acl open main web app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
`

describe('what stands in the way of a flow', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['one rule', 'revoke app-sg in tcp 443 web-sg', ['groups-have-no-ingress-rules']],
    [
      'a rule on each side',
      'revoke app-sg in tcp 443 web-sg; revoke web-sg out tcp 443 10.0.2.0/24',
      ['groups-have-no-egress-rules', 'groups-have-no-ingress-rules'],
    ],
    [
      'network ACLs in both directions, and a group',
      'revoke app-sg in tcp 443 web-sg; entry open in 90 deny tcp 443 10.0.1.0/24; entry open out 90 deny tcp 1024-65535 10.0.1.0/24',
      ['acl-denies-ingress', 'groups-have-no-ingress-rules', 'acl-denies-egress'],
    ],
    ['a machine that is off', 'stop app-1', ['interface-not-in-use']],
  ])('%s', (_, changes, reasons) => {
    const world = worldOf(twoTiers)
    for (const change of changes.split('; ')) say(world, change)
    const { obstacles, repairs } = mend(world.cloud.trial(), followFlow(world, 'web-1 > app-1 tcp/443'))
    expect(obstacles.map(({ dropped }) => dropped.reason)).toEqual(reasons)
    expect(repairs).toHaveLength(reasons.length)
  })

  it('is named as far as it can be seen where nothing mends it', () => {
    const world = worldOf(twoTiers)
    say(world, 'revoke web-sg out tcp 443 10.0.2.0/24')
    const { obstacles, repairs } = mend(world.cloud.trial(), followFlow(world, 'web-1 > 10.0.2.99 tcp/443'))
    expect(obstacles.map(({ dropped }) => dropped.reason)).toEqual([
      'groups-have-no-egress-rules',
      'nobody-has-the-address',
    ])
    expect(repairs).toBeUndefined()
  })

  it('is found on a fork: the world stays as it was', () => {
    const world = worldOf(twoTiers)
    say(world, 'revoke app-sg in tcp 443 web-sg')
    const before = world.cloud.save()
    mend(world.cloud.trial(), followFlow(world, 'web-1 > app-1 tcp/443'))
    expect(world.cloud.save()).toBe(before)
  })
})
