import { expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import type { Operation } from '../../simulator/api/model.ts'
import { Cloud } from '../../simulator/cloud.ts'
import { services } from '../../simulator/services/index.ts'
import { accessKeys, rootOf } from '../../simulator/world/accounts.ts'
import { needCatalogues } from '../../simulator/world/catalogue/need.ts'
import { raiseQuota } from '../../simulator/world/quotas.ts'
import { problemsInAnswer } from '../unit/simulator/services/answers.ts'
import { expectAddressesInOrder } from './walks/addresses.ts'
import { Dice, walkSeconds, walkSeed } from './walks/dice.ts'
import { danglingReferences } from './walks/invariants.ts'
import { neighbour, openLiveWorld, resident } from './walks/live-world.ts'
import { changedByRefusal } from './walks/refusals.ts'
import {
  type Asked,
  castOf,
  type Harvest,
  harvest,
  pickOperation,
  randomRequest,
  simulatedOperations,
} from './walks/requests.ts'

// Whatever is asked of any service, in whatever order: it answers or refuses, its answers have AWS's shape, a refusal
// leaves no trace, nothing names what does not exist, every address in use is somebody's, a world can be saved, and
// undoing all of it gives back the first world byte for byte.

for (const name of services.names) await contract.need(name)
await needCatalogues()
const liveWorld = await openLiveWorld()

const seconds = walkSeconds(7)
const stepsInAWorld = 500

it('keeps the world whole whatever is asked of it', { timeout: (seconds + 60) * 1000 }, () => {
  const seed = walkSeed()
  const dice = new Dice(seed)
  const until = performance.now() + seconds * 1000
  const answered = new Set<string>()
  let steps = 0
  try {
    while (performance.now() < until) {
      const cloud = newWorld(dice, `${seed}-${steps}`)
      const first = { version: cloud.store.version, text: cloud.save() }
      const cast = castOf(dice, simulatedOperations(contract, cloud))
      let known: Harvest = new Map()
      for (let i = 0; i < stepsInAWorld && performance.now() < until; i++, steps++) {
        if (i % 8 === 0) known = harvest(cloud, { account: resident, region: 'us-east-1' })
        const asked = pickOperation(dice, cast)
        const name = `${asked.service} ${asked.operation.name}`
        if (step(dice, cloud, asked, known)) answered.add(name)
        if (i % 100 === 99) expectWhole(cloud)
      }
      expectWhole(cloud)
      for (const asked of cast.flatMap(({ operations }) => operations)) expectDescribed(cloud, asked)
      expectSavedAndUndone(cloud, first)
    }
  } finally {
    console.info(`${steps} requests, ${answered.size} operations answered, HOPWISE_SEED=${seed}`)
    if (process.env.HOPWISE_SOAK_SECONDS) console.info(never(answered))
  }
  expect(steps).toBeGreaterThan(0)
})

/** Now a world in which there is a little of everything, now one with nothing but what every account has. */
function newWorld(dice: Dice, seed: string): Cloud {
  const cloud = dice.chance(0.6) ? Cloud.load(liveWorld, { contract }) : Cloud.create({ contract, seed })
  for (const account of [resident, neighbour]) {
    // The live world's keys are account numbers, for the command line's sake; no key of AWS's is that short.
    cloud.store.delete(accessKeys, account)
    cloud.store.put(accessKeys, {
      accessKeyId: `AKIA${account}`,
      secretAccessKey: 'any',
      principal: rootOf(account),
    })
    cloud.furnish({ account, region: 'us-east-1' })
    // What exists from the first look on is there before the first step: a refusal leaves no trace.
    for (const { service, operation } of simulatedOperations(contract, cloud).flatMap(
      (role) => role.operations,
    ))
      if (looks(operation)) send(cloud, { service, operation }, {}, account, operation.name)
  }
  raiseQuota(cloud.store, { account: resident, region: 'us-east-1' }, 'elastic-ips-per-region', 50)
  return cloud
}

/** One request, with what must be true of every request; whether it was answered. */
function step(dice: Dice, cloud: Cloud, asked: Asked, known: Harvest): boolean {
  if (dice.chance(0.1)) cloud.advance(dice.pick([1, 10, 100, 4000]))
  const input = randomRequest(dice, asked, known)
  const who = dice.chance(0.05) ? neighbour : resident
  const typed = `${asked.service} ${asked.operation.name} ${JSON.stringify(input)}`
  const before = cloud.store.version
  const response = send(cloud, asked, input, who, typed)
  if ('output' in response) {
    expect(problemsIn(asked, response.output), typed).toEqual([])
    return true
  }
  if (!('error' in response)) throw new Error(`${typed}: ${JSON.stringify(response)}`)
  expect(response.error.code, typed).toMatch(/^\w/)
  expect(changedByRefusal(cloud.store, before), `${typed} was refused and changed the world`).toEqual([])
  return false
}

function send(
  cloud: Cloud,
  { service, operation }: Asked,
  input: Record<string, unknown>,
  who: string,
  typed: string,
) {
  const credentials = { accessKeyId: `AKIA${who}`, secretAccessKey: 'any' }
  try {
    return cloud.send({ service, operation: operation.name, input, region: 'us-east-1', credentials })
  } catch (error) {
    throw new Error(`${typed} crashed`, { cause: error })
  }
}

const problemsIn = ({ service, operation }: Asked, answer: unknown): string[] =>
  problemsInAnswer(service, operation.output, answer)

const looks = ({ name, input }: Operation): boolean =>
  /^(Describe|List|Get)/.test(name) && ![...(input?.members.values() ?? [])].some(({ required }) => required)

/** An operation that only looks and needs no input shows everything there is. */
function expectDescribed(cloud: Cloud, asked: Asked): void {
  if (!looks(asked.operation)) return
  const { name } = asked.operation
  const response = send(cloud, asked, {}, resident, name)
  if ('output' in response) expect(problemsIn(asked, response.output), name).toEqual([])
}

function expectWhole(cloud: Cloud): void {
  expect(danglingReferences(cloud)).toEqual([])
  expectAddressesInOrder(cloud)
}

function expectSavedAndUndone(
  cloud: Cloud,
  first: { version: Cloud['store']['version']; text: string },
): void {
  const text = cloud.save()
  expect(Cloud.load(text, { contract }).save() === text, 'a world that is saved and loaded is the same').toBe(
    true,
  )
  cloud.store.goto(first.version)
  expect(cloud.save() === first.text, 'the first world comes back when all is undone').toBe(true)
}

function never(answered: ReadonlySet<string>): string {
  const all = services.all.flatMap(({ name, operations }) =>
    [...operations.keys()].map((one) => `${name} ${one}`),
  )
  const missing = all.filter((one) => !answered.has(one))
  return `Never answered: ${missing.join(', ')}`
}
