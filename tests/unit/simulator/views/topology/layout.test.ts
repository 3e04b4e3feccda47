import { describe, expect, it } from 'vitest'
import { type Box, type Layout, layoutOf } from '../../../../../simulator/views/topology/layout.ts'
import type {
  Frame,
  FrameKind,
  Thing,
  ThingKind,
  Topology,
} from '../../../../../simulator/views/topology/parts.ts'

// Pictures are written down as what stands in what: `vpc main > zone a > subnet app > instance web-1`. Things are all
// kinds that are no frames.

const frameKinds: readonly string[] = ['account', 'region', 'vpc', 'zone', 'subnet', 'site']

function pictured(text: string): Topology {
  const frames = new Map<string, Frame>()
  const things = new Map<string, Thing>()
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)) {
    let parent: string | undefined
    for (const part of line.split(' > ')) {
      const [kind = '', id = ''] = part.split(' ')
      if (frameKinds.includes(kind)) {
        const within = parent === undefined ? {} : { parent }
        frames.set(
          id,
          frames.get(id) ?? { id, kind: kind as FrameKind, label: id, detail: '10.0.0.0/16', ...within },
        )
        parent = id
      } else {
        const within = parent === undefined ? {} : { frame: parent }
        things.set(id, {
          id,
          resource: id,
          kind: kind as ThingKind,
          label: id,
          detail: '',
          condition: 'working',
          ...within,
        })
      }
    }
  }
  return { frames: [...frames.values()], things: [...things.values()], links: [] }
}

const home = 'account me > region here > vpc main'
const instances = (count: number, where: string, from = 1): string =>
  Array.from({ length: count }, (_, i) => `${where} > instance i-${from + i}`).join('\n')

const boxOf = ({ boxes }: Layout, id: string): Box => {
  const box = boxes.get(id)
  if (!box) throw new Error(`${id} is not drawn.`)
  return box
}

const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** What is wrong with how a picture is laid out. */
function problemsOf({ frames, things }: Topology, layout: Layout): readonly string[] {
  const parts = [
    ...frames.map(({ id, parent }) => ({ id, within: parent })),
    ...things.map(({ id, frame }) => ({ id, within: frame })),
  ]
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height }
  const outside = parts
    .filter(
      ({ id, within }) => !isInside(boxOf(layout, id), within === undefined ? whole : boxOf(layout, within)),
    )
    .map(({ id, within = 'the picture' }) => `${id} is not inside of ${within}`)
  const overlapping = parts.flatMap((one, i) =>
    parts
      .slice(i + 1)
      .filter(
        (other) => other.within === one.within && overlap(boxOf(layout, one.id), boxOf(layout, other.id)),
      )
      .map((other) => `${one.id} overlaps ${other.id}`),
  )
  return [...outside, ...overlapping]
}

const manyVpcs = (count: number, of: string): string =>
  Array.from(
    { length: count },
    (_, i) => `${of} > vpc v-${i} > zone z-${i} > subnet s-${i} > instance w-${i}`,
  ).join('\n')

const large = Array.from({ length: 300 }, (_, i) => {
  const vpc = i % 6
  const zone = `${vpc}-${i % 3}`
  return `account me-${vpc % 2} > region r-${vpc % 3}-${vpc % 2} > vpc vpc-${vpc} > zone zone-${zone} > subnet subnet-${zone}-${i % 4} > instance i-${i}`
}).join('\n')

const shapes: Readonly<Record<string, string>> = {
  'one instance': `${home} > zone a > subnet app > instance web-1`,
  'a subnet with nothing in it': `${home} > zone a > subnet app`,
  'a VPC with nothing in it': home,
  'subnets in three zones': `
    ${home} > zone a > subnet app-a > instance web-1
    ${home} > zone b > subnet app-b > instance web-2
    ${home} > zone c > subnet app-c`,
  'gateways at the edge of a VPC': `
    ${home} > zone a > subnet app > instance web-1
    ${home} > internet-gateway igw
    ${home} > vpn-gateway vgw
    ${home} > gateway-endpoint s3
    ${home} > gateway-endpoint ddb
    internet internet`,
  'more in a subnet than a column has room for': instances(23, `${home} > zone a > subnet app`),
  'more VPCs than a row has room for': manyVpcs(12, 'account me > region here'),
  'Regions of two accounts': `
    ${manyVpcs(3, 'account me > region here')}
    account me > region there > vpc far
    account you > region yours > vpc other > zone q > subnet theirs > instance x
    account me > region here > transit-gateway hub
    account me > region here > endpoint-service svc`,
  'sites and lines': `
    site dc > site-host pc
    site dc > site-router edge
    site branch > site-host desk
    customer-gateway cgw
    virtual-interface vif
    direct-connect-gateway dxgw
    ${home} > zone a > subnet app > instance web-1
    aws-service s3
    internet internet`,
  'things alone': 'customer-gateway cgw\ninternet internet',
  '300 instances': large,
}

describe('everything is inside of its frame, and nothing overlaps', () => {
  it.each(Object.entries(shapes))('%s', (_, text) => {
    const topology = pictured(text)
    const layout = layoutOf(topology)
    expect([...layout.boxes.keys()].toSorted()).toEqual(
      [...topology.frames, ...topology.things].map(({ id }) => id).toSorted(),
    )
    expect(problemsOf(topology, layout)).toEqual([])
  })

  it('nothing at all takes no room but its margin', () => {
    const { width, height, boxes } = layoutOf({ frames: [], things: [], links: [] })
    expect([width, height, boxes.size]).toEqual([28, 28, 0])
  })
})

describe('where things stand', () => {
  const { boxes } = layoutOf(pictured(shapes['sites and lines']!))
  const left = (id: string) => boxes.get(id)?.x ?? Number.NaN
  it.each([
    ['a site', 'dc', 'me'],
    ['a customer gateway', 'cgw', 'me'],
    ['a line', 'vif', 'me'],
    ['a site', 'dc', 'vif'],
    ['an account', 'me', 's3'],
    ['an account', 'me', 'internet'],
  ])('%s (%s) is to the left of %s', (_, id, other) => {
    expect(left(id)).toBeLessThan(left(other))
  })

  it('zones stand side by side, their subnets one below the other', () => {
    const layout = layoutOf(
      pictured(
        `${home} > zone a > subnet one\n${home} > zone a > subnet two\n${home} > zone b > subnet three`,
      ),
    )
    const [one, two, three] = ['one', 'two', 'three'].map((id) => boxOf(layout, id))
    expect([one?.x, one?.y]).toEqual([two?.x, three?.y])
  })

  it.each([
    ['accounts with little in them', 'beside each other', 3, ''],
    ['accounts with little in them', 'one below the other', 0.5, ''],
    ['accounts to the right of a site', 'one below the other', 2, 'site dc > site-host pc'],
  ])('%s stand %s in a pane %f times wider than high', (_, how, room, more) => {
    const accounts = ['me', 'you', 'them'].map((id) => `account ${id} > region r-${id} > vpc v-${id}`)
    const layout = layoutOf(pictured([...accounts, more].join('\n')), undefined, { room })
    const tops = new Set(['me', 'you', 'them'].map((id) => boxOf(layout, id).y))
    expect(tops.size === 1 ? 'beside each other' : 'one below the other').toBe(how)
  })

  const two = ['me', 'you'].map((id) => `account ${id} > region r-${id} > vpc v-${id}`).join('\n')

  it.each([
    ['high', 'high', 'a little larger', 2.4],
    ['high', 'wide', 'much larger', 3],
    ['wide', 'wide', 'a little larger', 1.9],
    ['wide', 'high', 'much larger', 0.3],
  ] as const)('what was %s is %s where the other arrangement would be %s', (before, after, _, room) => {
    expect(layoutOf(pictured(two), undefined, { room, before }).arrangement).toBe(after)
  })

  it('everything begins at the top for those who have only the left part before them', () => {
    const world = pictured(`${two}\nsite dc > site-host pc`)
    const top = (fromTop: boolean) => boxOf(layoutOf(world, undefined, { fromTop }), 'dc').y
    expect(top(true)).toBe(14)
    expect(top(false)).toBeGreaterThan(14)
  })

  it('300 resources make a picture that is no strip', () => {
    const { width, height } = layoutOf(pictured(large))
    expect(width).toBeLessThan(6000)
    expect(height).toBeLessThan(6000)
  })
})

describe('one thing more moves nothing within the frames where it does not stand', () => {
  const before = `
    ${instances(5, `${home} > zone a > subnet app`)}
    ${home} > zone a > subnet db > database orders
    ${home} > zone b > subnet app-b > instance other
    ${home} > internet-gateway igw
    account me > region here > vpc second > zone q > subnet far > instance last`

  /** Where parts stand in their frames. */
  const places = (text: string): ReadonlyMap<string, string> => {
    const topology = pictured(text)
    const layout = layoutOf(topology)
    return new Map(
      [...topology.frames, ...topology.things].map((part) => {
        const within = 'parent' in part ? part.parent : 'frame' in part ? part.frame : undefined
        const origin = within === undefined ? { x: 0, y: 0 } : boxOf(layout, within)
        const { x, y } = boxOf(layout, part.id)
        return [part.id, `${x - origin.x},${y - origin.y}`]
      }),
    )
  }
  const moved = (added: string, base = before): readonly string[] => {
    const now = places(`${base}\n${added}`)
    return [...places(base)].filter(([id, place]) => now.get(id) !== place).map(([id]) => id)
  }

  it.each<[string, string, readonly string[]]>([
    [
      'an instance in a subnet with room moves what stands below the subnet',
      `${home} > zone a > subnet app > instance new`,
      ['db', 'igw'],
    ],
    [
      'an instance in the last subnet of the highest zone moves what is below it',
      `${home} > zone a > subnet db > instance new`,
      ['igw'],
    ],
    [
      'an instance in a zone that is lower moves nothing',
      `${home} > zone b > subnet app-b > instance new`,
      [],
    ],
    ['a second subnet moves nothing in a zone that is lower', `${home} > zone b > subnet db-b`, []],
    ['a third zone moves the VPC beside', `${home} > zone c > subnet app-c`, ['second']],
    ['a gateway beside another moves nothing', `${home} > vpn-gateway vgw`, []],
    ['one more VPC moves nothing', 'account me > region here > vpc third', []],
    ['another account moves nothing', 'account you > region theirs > vpc foreign', []],
  ])('%s', (_, added, expected) => {
    expect(moved(added)).toEqual(expected)
  })

  it.each([1, 5, 6, 7, 11, 12, 13, 24])('the next one after %i moves none of them', (count) => {
    const subnet = `${home} > zone a > subnet app`
    expect(moved(`${subnet} > instance next`, instances(count, subnet))).toEqual([])
  })
})

describe('a frame that is closed', () => {
  const topology = pictured(
    `${instances(20, `${home} > zone a > subnet app`)}\n${home} > internet-gateway igw`,
  )
  const open = layoutOf(topology)
  const closed = layoutOf(topology, (id) => id === 'main')

  it('is smaller', () => {
    expect(boxOf(closed, 'main').height).toBeLessThan(boxOf(open, 'main').height)
    expect(boxOf(closed, 'main').width).toBeLessThan(boxOf(open, 'main').width)
    expect(closed.height).toBeLessThan(open.height)
  })

  it('shows nothing of what is in it', () => {
    expect([...closed.boxes.keys()]).toEqual(['me', 'here', 'main'])
  })
})
