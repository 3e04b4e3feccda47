import { expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import { needYaml } from '../../simulator/cli/arguments/yaml-later.ts'
import { aws } from '../../simulator/cli/aws.ts'
import { needHelp } from '../../simulator/cli/help/later.ts'
import type { CliHost } from '../../simulator/cli/host.ts'
import { needOwnCommands } from '../../simulator/cli/own-commands-later.ts'
import { Cloud } from '../../simulator/cloud.ts'
import { rollUuid } from '../../simulator/kernel/random.ts'
import { deserialise, serialise } from '../../simulator/kernel/store.ts'
import { accessKeys, rootOf } from '../../simulator/world/accounts.ts'
import { needCatalogues } from '../../simulator/world/catalogue/need.ts'
import { randomCommandLine } from './walks/command-lines.ts'
import { Dice, walkSeconds, walkSeed } from './walks/dice.ts'
import { danglingReferences } from './walks/invariants.ts'
import { changedByRefusal } from './walks/refusals.ts'

await Promise.all([needHelp(), needOwnCommands(), needYaml()])

// Whatever is typed, `aws` answers as a program does: text, an exit status, and a world that is whole.

const account = '123456789012'
const exitCodes = [0, 1, 252, 253, 254, 255]
const seconds = walkSeconds(20)

await needCatalogues()
for (const service of ['ec2', 'sts', 's3api']) {
  await contract.need(service)
  await contract.needDocs(service)
}

it('survives command lines of every kind', { timeout: (seconds + 60) * 1000 }, () => {
  const seed = walkSeed()
  const dice = new Dice(seed)
  const until = performance.now() + seconds * 1000
  let lines = 0
  while (performance.now() < until) {
    const walk = startWalk(`${seed}-${lines}`)
    // A new world now and then: a full one refuses everything for want of quota.
    for (let i = 0; i < 400 && performance.now() < until; i++, lines++) walk(dice)
  }
  console.info(`${lines} command lines, HOPWISE_SEED=${seed}`)
  expect(lines).toBeGreaterThan(0)
})

function startWalk(seed: string): (dice: Dice) => void {
  const cloud = Cloud.create({ contract, seed })
  const { store } = cloud
  store.put(accessKeys, { accessKeyId: 'AKIAWALK', secretAccessKey: 'secret', principal: rootOf(account) })
  const files = new Map<string, Uint8Array>()
  const host: CliHost = {
    contract,
    env: { AWS_ACCESS_KEY_ID: 'AKIAWALK', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' },
    cwd: '/home/learner',
    home: '/home/learner',
    files: { read: (path) => files.get(path), write: (path, bytes) => void files.set(path, bytes) },
    stdin: new Uint8Array(),
    now: () => cloud.now,
    sleep: (pause) => cloud.advance(pause),
    uuid: () => rollUuid(store),
    send: (request) => cloud.send(request),
    simulates: (service, operation) => cloud.simulates(service, operation),
    candidates: ({ member, region }) => cloud.idsFor(member, { account, region }),
  }
  const world = {
    idsFor: (member: string) => cloud.idsFor(member, { account, region: 'us-east-1' }),
    simulates: (operation: string) => cloud.simulates('ec2', operation),
  }
  for (const region of ['us-east-1', 'eu-west-1']) aws(['ec2', 'describe-vpcs', '--region', region], host)
  let steps = 0
  return (dice) => {
    const argv = randomCommandLine(dice, contract, world)
    const before = store.version
    const result = run(argv, host)
    const typed = `aws ${argv.map((word) => JSON.stringify(word)).join(' ')}`
    expect(exitCodes, typed).toContain(result.exitCode)
    // A refusal leaves the world as it was; a waiter lets time pass, and what falls due then is no refusal's doing.
    if (result.exitCode === 254 && !argv.includes('wait')) {
      expect(changedByRefusal(store, before), `${typed} was refused and changed the world`).toEqual([])
    }
    if (dice.chance(0.05)) cloud.advance(dice.below(100))
    if (++steps % 200 === 0) expectWhole(cloud, typed)
  }
}

function run(argv: readonly string[], host: CliHost) {
  try {
    return aws(argv, host)
  } catch (error) {
    throw new Error(`aws ${argv.map((word) => JSON.stringify(word)).join(' ')} crashed`, { cause: error })
  }
}

function expectWhole(cloud: Cloud, typed: string): void {
  const text = serialise(cloud.store.version)
  const again = serialise(deserialise(text, cloud.tables))
  expect(again === text, `the world cannot be saved and read again after ${typed}`).toBe(true)
  expect(danglingReferences(cloud), `after ${typed}`).toEqual([])
}
