import { describe, expect, it } from 'vitest'
import { type Picture, pictureOf } from '../../../../../simulator/views/topology/picture.ts'
import { type World, worldOf } from '../../network/notation/world.ts'

const peered = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 app 10.0.1.10 any
  endpoint ep main kms app any
  igw door main
  vpc other 10.1.0.0/16
  peer a-b main other
`

const named = (world: World, id: string): string => {
  const [, whole = '', part = ''] = /^(vpce-\w+)\/(.+)$/.exec(id) ?? []
  return whole ? `${world.nameOf(whole)}/${world.nameOf(part)}` : world.nameOf(id)
}

/** What is shown, and which lines, with some frames closed. */
function shown(world: World, ...closed: readonly string[]) {
  const picture = pictureOf(
    world.fabric,
    closed.map((name) => world.id(name)),
  )
  return {
    parts: [...picture.frames, ...picture.things]
      .map(({ id }) => named(world, id))
      .filter((id) => !/\//.test(id) || id.startsWith('ep/')),
    lines: picture.links.map(({ from, to }) => `${named(world, from)} > ${named(world, to)}`),
    picture,
  }
}

const linkless = { parts: ['main', 'app', 'other', 'web-1:instance', 'ep/app', 'door', 'internet'] }

describe('a picture', () => {
  const world = worldOf(peered)

  it('has a box for each part that is shown, and for nothing else', () => {
    const { picture } = shown(world)
    expect(Object.keys(picture.boxes).toSorted()).toEqual(
      [...picture.frames, ...picture.things].map(({ id }) => id).toSorted(),
    )
  })

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'is whole with no frame closed',
      [],
      linkless.parts,
      ['door > internet', 'ep/app > aws/com.amazonaws.us-east-1.kms', 'main > other'],
    ],
    [
      'has the lines of a closed subnet at its frame',
      ['app'],
      ['main', 'app', 'other', 'door', 'internet'],
      ['door > internet', 'app > aws/com.amazonaws.us-east-1.kms', 'main > other'],
    ],
    [
      'has the lines of a closed VPC at its frame',
      ['main'],
      ['main', 'other', 'internet'],
      ['main > internet', 'main > aws/com.amazonaws.us-east-1.kms', 'main > other'],
    ],
    [
      'closes the outer one of two',
      ['app', 'main'],
      ['main', 'other', 'internet'],
      ['main > internet', 'main > aws/com.amazonaws.us-east-1.kms', 'main > other'],
    ],
    [
      'leaves out lines that both end in one closed frame',
      ['region/123456789012/us-east-1'],
      ['internet'],
      [
        'region/123456789012/us-east-1 > internet',
        'region/123456789012/us-east-1 > aws/com.amazonaws.us-east-1.kms',
      ],
    ],
    [
      'minds no frame that is gone',
      ['vpc-0123456789abcdef0'],
      linkless.parts,
      ['door > internet', 'ep/app > aws/com.amazonaws.us-east-1.kms', 'main > other'],
    ],
  ])('%s', (_, closed, parts, lines) => {
    const { parts: shownParts, lines: shownLines } = shown(world, ...closed)
    expect(shownParts).toEqual(parts)
    expect(shownLines.toSorted()).toEqual(lines.toSorted())
  })

  it('reads out all there is, whatever is closed', () => {
    expect(shown(world, 'main').picture.outline).toEqual(shown(world).picture.outline)
  })

  it('goes through a message to the page unchanged', () => {
    const { picture } = shown(world)
    expect(structuredClone<Picture>(picture)).toEqual(picture)
  })

  it('of the same world is the same', () => {
    expect(shown(worldOf(peered)).picture).toEqual(shown(world).picture)
  })
})
