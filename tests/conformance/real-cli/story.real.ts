import { expect, it } from 'vitest'
import { serveWorld } from '../serve-world.ts'
import { openWorld } from '../several-accounts.ts'
import { readBySdk } from '../story/by-sdk.ts'
import { script, tellInTerminal } from '../story/in-terminal.ts'
import { openInstalledAws } from './installed-aws.ts'

it('tells the story of provider and consumer as the terminal does', async () => {
  const start = await openWorld()
  const served = await serveWorld(start)
  const aws = await openInstalledAws(served.url)
  // An endpoint with fast time has done by the next request what was begun.
  const told = await aws.script(`settle() { :; }\n${script}`)
  expect(told).toMatchObject({ status: 0, stderr: expect.stringContaining('(InvalidServiceName)') })
  const end = await readBySdk(served.url)
  aws.close()
  await served.stop()

  const inTerminal = await tellInTerminal(start)
  expect(told.stdout).toBe(inTerminal.stdout)
  expect(end).toEqual(inTerminal.end)
})
