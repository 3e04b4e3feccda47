import { describe, expect, it } from 'vitest'
import { type DifferenceView, differenceOf } from '../../../../../simulator/views/difference/difference.ts'
import { fieldChanges } from '../../../../../simulator/views/difference/fields.ts'
import { worldAt } from '../../../../../simulator/views/timeline/moments.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

// What is different between two moments: ways, resources, costs.

const base = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main a 10.0.2.0/24
  group web-sg main | out all 0.0.0.0/0
  group app-sg main | in tcp 443 10.0.1.0/24
  host web-1 web 10.0.1.10 web-sg
  host app-1 app 10.0.2.10 app-sg
`

function changedBy(statements: string, before = base): { world: World; view: DifferenceView } {
  const world = worldOf(before)
  const { version } = world.cloud.store
  say(world, statements)
  world.pass(600)
  return { world, view: differenceOf(worldAt(world.cloud, { version }), world.cloud.fabric) }
}

const named = (world: World, id: string) => world.nameOf(id).replace(':instance', '')

const ways = ({ world, view }: ReturnType<typeof changedBy>, which: 'opened' | 'closed') =>
  view[which].map(
    ({ from, to, wires }) => `${named(world, from.id)} > ${named(world, to.id)} ${wires.join(' ')}`,
  )

describe('ways', () => {
  it('are closed by a rule that is taken away, and opened by one that comes', () => {
    expect(ways(changedBy('revoke app-sg in tcp 443 10.0.1.0/24'), 'closed')).toEqual([
      'web-1 > app-1 tcp 443',
    ])
    expect(ways(changedBy('allow app-sg in tcp 5432 10.0.1.0/24'), 'opened')).toEqual([
      'web-1 > app-1 tcp 5432',
    ])
  })

  it('lead to the internet and come from it, too', () => {
    const opened = ways(
      changedBy(
        'igw door main; route main-table 0.0.0.0/0 door'.replace('; ', '\n'),
        `${base}
      group open-sg main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
      host edge-1 web 10.0.1.20 open-sg public
    `,
      ),
      'opened',
    )
    expect(opened).toContain('internet > edge-1 tcp 443')
    expect(opened.some((way) => way.startsWith('edge-1 > internet'))).toBe(true)
    expect(opened.some((way) => way.startsWith('web-1 > internet'))).toBe(false)
  })

  it('are drawn as lines on the map', () => {
    const { world, view } = changedBy('revoke app-sg in tcp 443 10.0.1.0/24')
    expect(view.lines.map(({ from, to, kind }) => [named(world, from), named(world, to), kind])).toEqual([
      ['web-1', 'app-1', 'closed'],
    ])
  })
})

describe('resources', () => {
  it('are new, others than before, or gone', () => {
    const { world, view } = changedBy('subnet db main b 10.0.3.0/24\nrevoke app-sg in tcp 443 10.0.1.0/24')
    const changes = view.resources.map(({ change, kind, id }) => `${change} ${kind} ${world.nameOf(id)}`)
    expect(changes).toContain('added subnet db')
    expect(changes.some((one) => one.startsWith('removed security-group-rule'))).toBe(true)
    expect(view.parts[world.id('db')]).toBe('added')
  })

  it('are marked on the map on premises, too', () => {
    const before = `${base}\nsite dc 192.168.0.0/16\nsite-host dns-1 dc 192.168.1.53\nsite-router edge dc`
    const { view } = changedBy(
      'dns-server dns-1 | forward example 10.0.0.2\nsite-host new dc 192.168.1.9',
      before,
    )
    expect(view.resources.map(({ id, name }) => [id, name])).toEqual(
      expect.arrayContaining([
        ['onprem:dns-1', 'dns-1'],
        ['onprem:new', 'new'],
      ]),
    )
    expect(view.parts).toMatchObject({ 'onprem:dns-1': 'added', 'onprem:new': 'added' })
  })

  it('tell which of their fields are others', () => {
    const { world, view } = changedBy('vpc-dns main hostnames on')
    const vpc = view.resources.find(({ id }) => id === world.id('main'))
    expect(vpc).toMatchObject({ change: 'changed', fields: [{ path: 'dnsHostnames', after: 'true' }] })
  })

  it('are none where nobody did anything', () => {
    const { view } = changedBy('')
    expect(view).toMatchObject({ resources: [], opened: [], closed: [] })
  })
})

it('a month of a NAT gateway is told, with what it is for', () => {
  const { world, view } = changedBy('igw door main\nnat out web')
  expect(view.cost.after - view.cost.before).toBeCloseTo(32.85 + 3.65, 1)
  expect(view.cost.items.map(({ resource }) => world.nameOf(resource))).toContain('out')
})

describe('fields of a record', () => {
  it.each([
    ['a value', { a: 1 }, { a: 2 }, [{ path: 'a', before: '1', after: '2' }]],
    ['one inside', { a: { b: 'x' } }, { a: { b: 'y' } }, [{ path: 'a.b', before: 'x', after: 'y' }]],
    ['one that comes', {}, { a: 'x' }, [{ path: 'a', after: 'x' }]],
    ['one that goes', { a: 'x' }, {}, [{ path: 'a', before: 'x' }]],
    [
      'an entry of a list',
      { a: ['x', 'y'] },
      { a: ['y', 'z'] },
      [
        { path: 'a', before: 'x' },
        { path: 'a', after: 'z' },
      ],
    ],
    ['a tag', { Tags: [] }, { Tags: [{ Key: 'Name', Value: 'web' }] }, [{ path: 'Tags', after: 'Name=web' }]],
    ['nothing', { a: [{ b: 1 }] }, { a: [{ b: 1 }] }, []],
  ])('%s', (_, before, after, changes) => {
    expect(fieldChanges(before, after)).toEqual(changes)
  })
})
