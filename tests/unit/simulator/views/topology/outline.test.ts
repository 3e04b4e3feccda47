import { describe, expect, it } from 'vitest'
import { type OutlineEntry, outlineOf } from '../../../../../simulator/views/topology/outline.ts'
import { topologyOf } from '../../../../../simulator/views/topology/topology.ts'
import { dynamicVpn } from '../../network/notation/hybrid-worlds.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

// What a screen reader reads of a world, indented as it is nested, by the names that things have.

function outlined(world: World): readonly string[] {
  const told = (entries: readonly OutlineEntry[], depth: number): readonly string[] =>
    entries.flatMap(({ text, inside }) => [
      '  '.repeat(depth) + text.replace(/[\w-]+/g, (word) => world.nameOf(word).replace(':instance', '')),
      ...told(inside, depth + 1),
    ])
  return told(outlineOf(topologyOf(world.fabric)), 0)
}

const linesOf = (text: string): readonly string[] => {
  const lines = text.split('\n').filter((line) => line.trim())
  const margin = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0
  return lines.map((line) => line.slice(margin))
}

const service = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 app 10.0.1.10 any
  igw door main
  table open main app
  route open 0.0.0.0/0 door
  gateway-endpoint s3-door main s3 open
`

describe('an outline', () => {
  it('tells frames, what is in them, and where it leads', () => {
    expect(outlined(worldOf(service))).toEqual(
      linesOf(`
        account 123456789012
          Region us-east-1
            VPC main (10.0.0.0/16)
              Availability Zone us-east-1a (use1-az2)
                public subnet app (10.0.1.0/24)
                  instance web-1 (10.0.1.10)
              gateway endpoint s3 (in 1 route table); PrivateLink with s3
              internet gateway door; joined to Internet
        internet Internet; joined to door
        AWS service s3 (us-east-1); PrivateLink with s3
      `),
    )
  })

  it('tells both ends of a line, and sites', () => {
    expect(outlined(worldOf(dynamicVpn))).toEqual(
      linesOf(`
        account 123456789012
          Region us-east-1
            VPC main (10.0.0.0/16)
              Availability Zone us-east-1a (use1-az2)
                subnet app (10.0.1.0/24)
                  instance app-1 (10.0.1.10)
                subnet fw (10.0.9.0/24)
              virtual private gateway vgw; VPN with edge
        site on premises dc (192.168.0.0/16)
          host on premises pc (192.168.1.10)
          host on premises printer (192.168.1.20)
          router on premises edge; VPN with vgw
      `),
    )
  })

  it.each([
    [
      'an instance that is stopped',
      'stop web-1',
      'instance web-1 (10.0.1.10): broken, because its state is stopped',
    ],
    [
      'a peering connection that waits',
      'vpc other 10.1.0.0/16\npeer a-b main other pending',
      'VPC other (10.1.0.0/16); peered with main (pending: its state is pending-acceptance)',
    ],
    [
      'a NAT gateway that is being made',
      'nat out app private pending',
      'NAT gateway out (private): pending, because its state is pending',
    ],
  ])('says why %s is not as it should be', (_, statements, expected) => {
    const world = worldOf(service)
    say(world, statements)
    expect(outlined(world).map((line) => line.trim())).toContain(expected)
  })

  it('tells ways that look the same once', () => {
    const world = worldOf(`${service}\nsubnet b main b 10.0.2.0/24\nendpoint ep main kms app,b any`)
    const [told] = outlined(world).filter((line) => line.startsWith('AWS service kms'))
    expect(told).toBe('AWS service kms (us-east-1); PrivateLink with kms')
  })

  it('of an empty world is empty', () => {
    expect(outlined(worldOf(''))).toEqual([])
  })
})
