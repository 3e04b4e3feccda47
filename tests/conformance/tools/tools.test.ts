import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { World } from '../../unit/simulator/network/notation/world.ts'
import { at } from '../../unit/simulator/shell/tools/on-host.ts'
import { differences } from './differences.ts'
import { readRecorded, settled } from './transcripts.ts'
import { recordedNetwork } from './world.ts'

// The real tools were run in a network namespace: Debian 13's dig, nslookup and host 9.20, curl 8.14, wget 1.25,
// OpenBSD's netcat 1.229, Ncat 7.95, telnet 2.6, OpenSSL 3.5 and getent 2.41. Here the same lines are typed in a world
// that has the same names and servers.

const recordings = ['names', 'web', 'connections'] as const

describe.each(recordings)('recorded: %s', (name) => {
  let world: World
  beforeAll(() => {
    world = recordedNetwork()
  })

  const text = readFileSync(new URL(`./recorded/${name}.txt`, import.meta.url), 'utf8')
  it.each(readRecorded(text))('$command', async ({ command, printed }) => {
    const version = world.cloud.store.version
    const { output, exitCode } = await at(world, 'client').window.run(command, { terminal: { columns: 100 } })
    const said = Buffer.concat(output.map(({ bytes }) => bytes)).toString('utf8')
    const shown = `${said}${exitCode ? `[${exitCode}]\n` : ''}\n`
    world.cloud.store.goto(version)
    const wanted = differences.get(command) ?? printed
    expect(settled(shown)).toBe(settled(wanted))
  })
})
