import { describe, expect, it } from 'vitest'
import { transfer } from '../../../../simulator/network/session/segments.ts'
import { sendFlow } from './notation/flows.ts'
import { visits } from './notation/visits.ts'
import { say, worldOf } from './notation/world.ts'

// EC2 user guide, network_mtu: 9001 bytes in a VPC, less on most ways out of it.

const world = `
  region eu-west-1
  vpc far 10.9.0.0/16
  subnet far-web far a 10.9.1.0/24
  group far-sg far | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host far-1 far-web 10.9.1.10 far-sg
  region us-east-1
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main a 10.0.2.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client web 10.0.1.10 open
  host server app 10.0.2.10 open
  igw gate main
  route main-table 0.0.0.0/0 gate
  elastic client-ip client
  vpc near 10.1.0.0/16
  subnet near-web near a 10.1.1.0/24
  group near-sg near | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host near-1 near-web 10.1.1.10 near-sg
  igw near-gate near
  route near-table 0.0.0.0/0 near-gate
  elastic near-ip near-1
  peer a-b main near
  route main-table 10.1.0.0/16 a-b
  route near-table 10.0.0.0/16 a-b
  peer a-far main far
  route main-table 10.9.0.0/16 a-far
  region eu-west-1
  route far-table 10.0.0.0/16 a-far
  region us-east-1
`

const withoutIcmp = (vpc: string, subnet: string) =>
  `acl strict ${vpc} ${subnet} / in 100 allow tcp 0-65535 0.0.0.0/0 / out 100 allow all 0.0.0.0/0`

describe('the largest packets of a transfer', () => {
  it.each([
    ['small ones, when there is little to say', 'client > server tcp/80', 100, 140],
    ['jumbo frames in a VPC', 'client > server tcp/80', 100_000, 9001],
    ['jumbo frames over peering in the Region', 'client > near-1 tcp/80', 100_000, 9001],
    ['less between Regions, once the sender has been told', 'client > far-1 tcp/80', 100_000, 8500],
    ['Ethernet’s usual to the internet', 'client > 198.51.100.7 tcp/80', 100_000, 1500],
    ['the same from one public address to another', 'client > near-1.public tcp/80', 100_000, 1500],
  ])('are %s', (_, flow, bytes, largest) => {
    const made = worldOf(world)
    const trace = sendFlow(made, flow)
    expect(transfer(made.fabric, trace, 'sent', bytes)).toEqual({ largest })
    if (trace.reply) expect(transfer(made.fabric, trace, 'received', bytes)).toEqual({ largest })
  })

  it('are lost where a network ACL keeps the ICMP message from their sender, and the other way is fine', () => {
    const made = worldOf(world)
    say(made, withoutIcmp('main', 'web').replaceAll(' / ', ' | '))
    const trace = sendFlow(made, 'client > far-1 tcp/80')
    expect(transfer(made.fabric, trace, 'sent', 100_000)).toMatchObject({
      largest: 9001,
      stalls: { reason: 'larger-than-mtu' },
    })
    expect(transfer(made.fabric, trace, 'received', 100_000)).toEqual({ largest: 8500 })
  })
})

// VPC user guide, nacl-path-mtu-discovery: "connects, small works, large hangs".
describe('a path whose MTU nobody is told', () => {
  const far = withoutIcmp('far', 'far-web')
  visits(
    `
    ${world}
    region eu-west-1
    serve far-1 http/80 body=${'x'.repeat(20_000)}
    serve far-1 http/81 body=small
    region us-east-1
    serve near-1 http/80 body=${'x'.repeat(20_000)}
    `,
    `
    client > http://10.9.1.10/                                                            | 200
    client > http://10.9.1.10/   | region eu-west-1; ${far}                               | stalled
    client > http://10.9.1.10:81/ | region eu-west-1; ${far}                              | 200
    client > http://10.9.1.10/   | region eu-west-1; ${far} / in 110 allow icmp 3.4 0.0.0.0/0 | 200
    client > http://10.9.1.10/   | region eu-west-1; ${far} / in 110 allow icmp 8.-1 0.0.0.0/0 | stalled
    # Within a Region there is nothing to be told.
    client > http://10.1.1.10/   | ${withoutIcmp('near', 'near-web')}                     | 200
    # Over internet gateways there is again.
    client > http://{near-ip}/                                                              | 200
    client > http://{near-ip}/     | ${withoutIcmp('near', 'near-web')}                     | stalled
    `,
  )
})
