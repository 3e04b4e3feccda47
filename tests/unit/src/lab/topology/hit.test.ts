import { expect, it } from 'vitest'
import type { Picture } from '../../../../../simulator/views/topology/picture.ts'
import { hitsAt, hitsFrom } from '../../../../../src/lab/topology/hit.ts'

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })

const picture = {
  frames: [
    { id: 'vpc-1', label: 'main' },
    { id: 'subnet-1', label: 'app', parent: 'vpc-1' },
  ],
  things: [{ id: 'vpce-1/subnet-1', resource: 'vpce-1', label: 'door', frame: 'subnet-1' }],
  boxes: {
    'vpc-1': box(0, 0, 100, 100),
    'subnet-1': box(10, 10, 50, 50),
    'vpce-1/subnet-1': box(20, 20, 10, 10),
  },
} as unknown as Picture

it.each([
  ['a thing in a subnet of a VPC', 25, 25, ['vpce-1', 'subnet-1', 'vpc-1']],
  ['a subnet beside its things', 50, 50, ['subnet-1', 'vpc-1']],
  ['a VPC beside its subnets', 90, 90, ['vpc-1']],
  ['nothing', 200, 90, []],
])('what is put onto %s', (_, x, y, ids) => {
  expect(hitsAt(picture, x, y).map(({ id }) => id)).toEqual(ids)
})

it.each([
  ['a thing', 'vpce-1/subnet-1', ['vpce-1', 'subnet-1', 'vpc-1']],
  ['a subnet', 'subnet-1', ['subnet-1', 'vpc-1']],
])('what is put onto %s by its name is what is put there by hand', (_, part, ids) => {
  expect(hitsFrom(picture, part).map(({ id }) => id)).toEqual(ids)
})
