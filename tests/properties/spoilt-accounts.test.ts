import { expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import { Cloud } from '../../simulator/cloud.ts'
import { ask } from '../../simulator/network/question.ts'
import { reportOf } from '../../simulator/network/report.ts'
import type { AccountDocument } from '../../simulator/services/adoption/documents.ts'
import { adoptedServices } from '../../simulator/services/adoption/lists.ts'
import { needAdoption } from '../../simulator/services/adoption/need.ts'
import { networkInterfaces } from '../../simulator/services/ec2/network-interfaces.ts'
import { worldOf } from '../unit/simulator/network/notation/world.ts'
import { exported, exportedSites } from '../unit/simulator/services/adoption/exported.ts'
import * as worlds from '../unit/simulator/services/adoption/worlds.ts'
import { Dice, walkSeconds, walkSeed } from './walks/dice.ts'

// Whatever is missing, doubled or of another kind in what an account's describe calls printed: it can be imported, every
// packet in it ends somewhere, and the world can be saved and opened again.

await Promise.all([needAdoption(), ...adoptedServices.map((service) => contract.need(service))])

const seconds = walkSeconds(5)

it('imports what is left of an account, and follows packets in it', {
  timeout: (seconds + 60) * 1000,
}, () => {
  const seed = walkSeed()
  const dice = new Dice(seed)
  const originals = Object.values(worlds).map((text) => {
    const { cloud } = worldOf(text)
    return { documents: exported(cloud.fork()), sites: exportedSites(cloud) }
  })
  const until = performance.now() + seconds * 1000
  let traces = 0
  let imports = 0
  while (performance.now() < until) {
    const at = `seed ${seed}, import ${imports++}`
    const { documents, sites } = dice.pick(originals)
    const spoilt = documents.flatMap((one) => (dice.below(12) ? [spoil(dice, one)] : []))
    const cloud = Cloud.create({ contract })
    expect(() => cloud.adopt(spoilt, { sites: spoilValue(dice, sites, 0) }), at).not.toThrow()
    const senders = [
      'internet',
      'onprem:dc',
      ...networkInterfaces.everyone(cloud).map(networkInterfaces.idOf.bind(networkInterfaces)),
    ]
    const receivers = [
      ...senders,
      '10.0.1.10',
      '10.1.1.10',
      '10.2.9.9',
      '192.168.1.10',
      '8.8.8.8',
      '52.216.0.10',
    ]
    for (let i = 0; i < 30; i++) {
      const from = dice.pick(senders)
      const to = dice.pick(receivers)
      const answer = ask(cloud.fabric, { from, to, protocol: dice.below(4) ? 'tcp' : 'icmp', port: 443 })
      if ('cannotSay' in answer) continue
      traces++
      const { verdict, dropped_at } = reportOf(answer)
      expect(verdict === 'dropped', `${at}: ${from} > ${to}`).toBe(dropped_at !== undefined)
    }
    const saved = cloud.save()
    expect(Cloud.load(saved, { contract }).save(), at).toBe(saved)
  }
  expect(traces).toBeGreaterThan(0)
})

const spoil = (dice: Dice, { path, json }: AccountDocument): AccountDocument => ({
  path,
  json: spoilValue(dice, json, 0),
})

/** A value with something of it gone or of another kind, now and then. */
function spoilValue(dice: Dice, value: unknown, depth: number): unknown {
  if (depth > 0 && !dice.below(150)) return dice.pick(oddities)
  if (Array.isArray(value)) {
    const kept = value.filter(() => dice.below(20) > 0).map((one) => spoilValue(dice, one, depth + 1))
    return kept.length && !dice.below(20) ? [...kept, kept[0]] : kept
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      dice.below(40) || depth === 0 ? [[key, spoilValue(dice, part, depth + 1)]] : [],
    ),
  )
}

const oddities: readonly unknown[] = [
  null,
  '',
  'x',
  0,
  -1,
  1e99,
  true,
  [],
  {},
  [[]],
  [null],
  { $bytes: 'x' },
  '10.0.0.0/33',
  '::/0',
  'local',
  'vpc-0',
  '__proto__',
]
