import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type World, worldOf } from '../../unit/simulator/network/notation/world.ts'
import { at } from '../../unit/simulator/shell/tools/on-host.ts'
import { readRecorded } from './transcripts.ts'

// The real tools were run in network namespaces: iputils 20221126, traceroute 2.1.2, mtr 0.95, iproute2 6.1, iperf3 3.12,
// psql 15.18, MariaDB's client 10.11. Nobody answered there for names or at 10.9.0.1, and 10.0.2.20 served HTTP at 443.

const network = `
  vpc main 10.0.0.0/16
  vpc-dns main support off
  subnet app main a 10.0.1.0/24
  subnet web main b 10.0.2.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client app 10.0.1.10 open
  host server web 10.0.2.20 open
  serve server http/443
`

/** What differs from one run to the next: times, and how many routers there were. */
const settled = (text: string): string =>
  text
    .replace(/^\[\d+\.\d+\] /gm, '[T] ')
    .replace(/time=[\d.]+ ms/g, 'time=T ms')
    .replace(/ttl=\d+/g, 'ttl=N')
    .replace(/time \d+ms/g, 'time Tms')
    .replace(/ = [\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/g, ' = T ms')
    .replace(/ipg\/ewma [\d.]+\/[\d.]+/g, 'ipg/ewma T')
    .replace(/^Start: .*$/gm, 'Start: T')
    .replace(/^(HOST: )\S+ +/gm, '$1H ')
    .replace(/pmtu \d+/g, 'pmtu N')
    .replace(/\buid \d+/g, 'uid N')
    .trimEnd()

describe('recorded: packets', () => {
  let world: World
  beforeAll(() => {
    world = worldOf(network)
  })

  const text = readFileSync(new URL('./recorded/packets.txt', import.meta.url), 'utf8')
  it.each(readRecorded(text))('$command', async ({ command, printed }) => {
    const version = world.cloud.store.version
    const { output, exitCode } = await at(world, 'client').window.run(command)
    const said = Buffer.concat(output.map(({ bytes }) => bytes)).toString('utf8')
    world.cloud.store.goto(version)
    expect(settled(`${said}${exitCode ? `[${exitCode}]\n` : ''}`)).toBe(settled(printed))
  })
})
