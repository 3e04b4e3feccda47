import { setImmediate as turn } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'

// Every machine has a disk of 32 MiB: a world is kept in a browser.

let full: Lab

beforeAll(async () => {
  full = await Lab.open({ contract, seed: 'full disk', turn: () => turn() })
  const fill = "printf '%01000000d' 0 > a; for i in $(seq 32); do cp a b$i; done"
  expect(await full.run(fill)).toMatchObject({ exitCode: 0, stderr: '' })
})

describe('a full disk', () => {
  it.each([
    ['cat a > c', 'bash: write error: No space left on device\n'],
    ['cat a >> b1', 'bash: write error: No space left on device\n'],
    ['cp a c', "cp: error writing 'c': No space left on device\n"],
  ])('refuses %s, and nothing is lost', async (line, stderr) => {
    const lab = full.fork()
    expect(await lab.run(line)).toMatchObject({ exitCode: 1, stderr })
    expect((await lab.run('stat -c %s a b1; echo still here')).stdout).toBe('1000000\n1000000\nstill here\n')
  })

  it('takes small files, as long as there is room, and large ones again when others are gone', async () => {
    const lab = full.fork()
    expect(await lab.run('echo small > c && cat c')).toMatchObject({ exitCode: 0, stdout: 'small\n' })
    expect(await lab.run('rm b1; cp a d && stat -c %s d')).toMatchObject({ exitCode: 0, stdout: '1000000\n' })
  })

  it('of one machine leaves the others theirs', async () => {
    const lab = full.fork()
    await lab.run(
      'onprem create-site --name office --prefixes 10.9.0.0/16; onprem create-host --name desk --site office --address 10.9.0.5',
    )
    expect(await lab.on('desk', "printf '%01000000d' 0 > c; stat -c %s c")).toMatchObject({
      stdout: '1000000\n',
    })
  })
})
