import { describe, expect, it } from 'vitest'
import {
  type LookupAsked,
  type LookupView,
  lookupView,
} from '../../../../../simulator/views/trace/lookup-view.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

// How a name is looked up: who decided, among what, and the answer with its reason.

const hub = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group open-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group out-sg main | out udp 53 0.0.0.0/0
  host web-1 web 10.0.1.10 open-sg
  host ns-1 app 10.0.2.53 open-sg
  dns-server ns-1 | zone corp.example | record www.corp.example A 192.168.1.80 | no-recursion
  zone wide example private main
  zone narrow inside.example private main
  record narrow www.inside.example A 10.0.1.10
  resolver-endpoint ask-out outbound web,app out-sg
  resolver-rule to-corp forward corp.example ask-out 10.0.2.53 | main
`

function look(world: World, asked: Partial<LookupAsked> = {}): LookupView {
  const answer = lookupView(world.cloud, { from: world.id('web-1'), name: 'www.inside.example', ...asked })
  if ('cannotSay' in answer) throw new Error(answer.cannotSay)
  return answer
}

const told = (world: World, { steps }: LookupView) =>
  steps.map(({ at, reason }) => `${world.nameOf(at.id)}: ${reason}`)

describe('a lookup', () => {
  it('says what the name falls under, the longest domain first, and what was chosen', () => {
    const world = worldOf(hub)
    const [chose] = look(world).steps.filter(({ considered }) => considered)
    expect(chose?.considered?.map(({ kind, domain, isChosen }) => `${kind} ${domain} ${isChosen}`)).toEqual([
      'private-zone inside.example true',
      'private-zone example false',
    ])
  })

  it('prefers a rule to a zone of the same domain', () => {
    const world = worldOf(hub)
    say(world, 'zone shadow corp.example private main')
    const [chose] = look(world, { name: 'www.corp.example' }).steps.filter(({ considered }) => considered)
    expect(chose?.considered?.map(({ kind, isChosen }) => `${kind} ${isChosen}`)).toEqual([
      'forwarding-rule true',
      'private-zone false',
      'private-zone false',
    ])
  })

  it('goes from server to server, each query by its own way', () => {
    const world = worldOf(hub)
    const view = look(world, { name: 'www.corp.example' })
    expect(told(world, view)).toEqual(
      expect.arrayContaining([
        'main: forwarding-rule',
        '10.0.2.53: server-answers',
        'ns-1:instance: site-zone',
      ]),
    )
    const asked = view.steps.find(({ at }) => at.id === '10.0.2.53')
    expect(asked?.way?.isDelivered).toBe(true)
    expect(view.records.map(({ value }) => value)).toEqual(['192.168.1.80'])
  })

  it('shows the way of a query that was dropped', () => {
    const world = worldOf(hub)
    say(world, 'revoke out-sg out udp 53 0.0.0.0/0')
    const failed = look(world, { name: 'www.corp.example' }).steps.find(
      ({ reason }) => reason === 'query-was-dropped',
    )
    expect(failed).toMatchObject({ isFailure: true, way: { isDelivered: false } })
  })

  it.each<[string, Partial<LookupAsked>, string, readonly string[]]>([
    [
      'there is a record',
      {},
      'NOERROR',
      [
        'A private hosted zone of the VPC is responsible for the name.',
        'The hosted zone has records for the name.',
      ],
    ],
    [
      'there is none',
      { name: 'none.inside.example' },
      'NXDOMAIN',
      [
        'A private hosted zone of the VPC is responsible for the name.',
        'The hosted zone is responsible for the name and does not have it.',
      ],
    ],
  ])('says why, where %s', (_, asked, status, why) => {
    expect(look(worldOf(hub), asked)).toMatchObject({ status, why })
  })

  it('tells whom the machine asks', () => {
    expect(look(worldOf(hub)).asker).toMatchObject({ servers: ['10.0.0.2'], hosts: [] })
  })

  it.each<[string, Partial<LookupAsked>, string]>([
    ['nobody asks', { from: 'nobody' }, 'There is no "nobody" to ask from.'],
    [
      'the name is none',
      { name: `${'x'.repeat(64)}.example` },
      `"${'x'.repeat(64)}.example" is no domain name.`,
    ],
  ])('cannot be made where %s', (_, asked, cannotSay) => {
    const world = worldOf(hub)
    const whole = { from: world.id('web-1'), name: 'www.inside.example', ...asked }
    expect(lookupView(world.cloud, whole)).toEqual({ cannotSay })
  })

  it('is asked from the internet, from a VPC and by a Resolver endpoint too', () => {
    const world = worldOf(hub)
    expect(look(world, { from: 'internet' }).status).toBe('NXDOMAIN')
    expect(look(world, { from: world.id('main') }).status).toBe('NOERROR')
  })
})
