import { expect, it } from 'vitest'
import { neighboursOf } from '../../../../../simulator/views/topology/neighbours.ts'
import { worldOf } from '../../network/notation/world.ts'

const world = worldOf(`
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet db main b 10.0.2.0/24
  group web main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 web
  host db-1 db 10.0.2.10 web
  igw door main
  table open main app
  route open 0.0.0.0/0 door
  vpc other 10.1.0.0/16
  peer link main other
  vpc far 10.2.0.0/16
`)

const around = (name: string) =>
  neighboursOf(world.cloud, world.id(name))
    .filter((id) => !id.includes('/'))
    .map((id) => world.nameOf(id).replace(':instance', ''))
    .toSorted()

it.each([
  ['a machine: the subnet and the VPC around it', 'app-1', ['app', 'app-1', 'main']],
  [
    'a subnet: what is in it, and where its route table leads',
    'app',
    ['app', 'app-1', 'door', 'internet', 'main'],
  ],
  ['a gateway: what it joins', 'door', ['app', 'door', 'internet', 'main']],
  [
    'a peering connection: both VPCs, and all that is in them',
    'link',
    ['app', 'app-1', 'db', 'db-1', 'door', 'internet', 'main', 'other'],
  ],
  ['a VPC: all that is in it, and what it is joined with', 'other', ['main', 'other']],
  ['what is not on the map', 'web', []],
])('%s', (_, name, names) => {
  expect(around(name === 'app-1' ? 'app-1:instance' : name)).toEqual(names)
})
