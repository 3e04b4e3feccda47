import { expect, it } from 'vitest'
import { mend } from '../../../../simulator/network/mending/search.ts'
import { followFlow } from './notation/flows.ts'
import { say, worldOf } from './notation/world.ts'

// A flow that works, and the ways to break it. Each line breaks several things at once; the mends name them all.

const saas = `
  account 210987654321
  vpc svc 10.7.0.0/16
  subnet svc-1 svc use1-az1 10.7.1.0/24
  subnet svc-2 svc use1-az2 10.7.2.0/24
  group api-sg svc | in tcp 8443 10.7.0.0/16
  group lb-sg svc | in tcp 443 10.0.0.0/16 | in tcp 443 10.7.0.0/16 | out tcp 8443 10.7.0.0/16
  host api-1 svc-1 10.7.1.10 api-sg
  host api-2 svc-2 10.7.2.10 api-sg
  nlb lb svc-1,svc-2 lb-sg
  targets api svc tcp/8443 | api-1 | api-2
  listener lb tcp/443 api
  service api-svc lb accept
  resource-gateway gate svc svc-1 lb-sg
  resource orders gate 10.7.1.10 8443
  offer orders 123456789012
  account 123456789012
  vpc app 10.0.0.0/16
  subnet app-1 app use1-az1 10.0.1.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web app-1 10.0.1.10 open
  endpoint ep app api-svc app-1 open
  accept api-svc ep
  endpoint orders-ep app orders app-1 open
  account 210987654321
`

it.each<[flow: string, changes: string, reasons: string[]]>([
  ['web > ep/app-1 tcp/443', 'wait 1', []],
  ['web > ep/app-1 tcp/443', 'reject api-svc ep', ['endpoint-not-available']],
  [
    'web > ep/app-1 tcp/443',
    'reject api-svc ep; revoke lb-sg in tcp 443 10.0.0.0/16; revoke api-sg in tcp 8443 10.7.0.0/16',
    ['endpoint-not-available', 'no-group-rule-admits-ingress', 'groups-have-no-ingress-rules'],
  ],
  ['web > ep/app-1 tcp/443', 'untarget api api-1', ['no-target-in-zone']],
  [
    'web > ep/app-1 tcp/443',
    'targeting api load_balancing.cross_zone.enabled false; untarget api api-1',
    ['no-target-in-zone'],
  ],
  ['web > ep/app-1 tcp/443', 'stop api-1; stop api-2', ['target-group-is-empty']],
  ['api-1 > lb/svc-1 tcp/443', 'allow api-sg out all 0.0.0.0/0', ['client-is-the-target']],
  [
    'web > orders-ep/app-1 tcp/5432',
    'allow api-sg in tcp 5432 10.7.0.0/16; allow lb-sg out tcp 5432 10.7.0.0/16',
    ['resource-not-on-port'],
  ],
])('%s, after: %s', (flow, changes, reasons) => {
  const world = worldOf(saas)
  for (const change of changes.split('; ')) say(world, change)
  const { obstacles, repairs } = mend(world.cloud.trial(), followFlow(world, flow))
  expect(obstacles.map(({ dropped }) => dropped.reason)).toEqual(reasons)
  expect(repairs).toHaveLength(reasons.length)
})
