import { expect, it } from 'vitest'
import { placeMoments } from '../../../../../src/lab/timeline/lanes.ts'

// Branches beside each other: `id<parent` each, the oldest first.

const moments = (text: string) =>
  text.split(' ').map((one) => {
    const [id, parent] = one.split('<').map(Number)
    return { id: id!, parent, label: '', at: 0, checkpoints: [], isCurrent: false, changes: [] }
  })

const drawn = (text: string) =>
  placeMoments(moments(text)).map(
    ({ moment, lane, passing, branches }) =>
      `${moment.id}@${lane}${branches.length ? ` to ${branches}` : ''}${passing.length ? ` past ${passing}` : ''}`,
  )

it.each([
  ['what follows stays in its lane', '1 2<1 3<2', ['1@0', '2@0', '3@0']],
  ['a branch has a lane of its own', '1 2<1 3<1', ['1@0 to 1', '2@0 past 1', '3@1']],
  ['a branch goes on in it', '1 2<1 3<1 4<3', ['1@0 to 1', '2@0 past 1', '3@1', '4@1']],
  ['what was left can be gone on with', '1 2<1 3<1 4<2', ['1@0 to 1', '2@0 past 1', '3@1 past 0', '4@0']],
])('%s', (_, text, lanes) => {
  expect(drawn(text)).toEqual(lanes)
})
