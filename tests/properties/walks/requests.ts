import type { Contract, Operation, Shape } from '../../../simulator/api/model.ts'
import type { Cloud } from '../../../simulator/cloud.ts'
import { formatAddress, formatPrefix, parsePrefix, prefixAt } from '../../../simulator/kernel/address.ts'
import { amisOf } from '../../../simulator/world/catalogue/amis.ts'
import type { Scope } from '../../../simulator/world/held.ts'
import type { Dice } from './dice.ts'
import { usualMembers } from './usual-members.ts'

// Requests to any operation that is simulated, made from its model and from what the world holds: each value comes
// from a record that has a member of the same name, or else from what such a member looks like.

/** Texts that the records of the world hold, under the name of their member. */
export type Harvest = ReadonlyMap<string, readonly string[]>

const looksLikeId = /^[a-z][a-z0-9-]*-[0-9a-f]{8,17}$/

export function harvest({ families, store }: Cloud, scope: Scope): Harvest {
  const found = new Map<string, Set<string>>([
    ['ImageId', new Set(amisOf(scope.region).map(({ imageId }) => imageId))],
  ])
  const add = (name: string, text: string) => {
    const texts = found.get(name)
    if (texts) texts.add(text)
    else found.set(name, new Set([text]))
  }
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string') {
      add(name, value)
      if (looksLikeId.test(value)) add('any id', value)
    } else if (Array.isArray(value)) {
      for (const item of value) walk(name, item)
    } else if (typeof value === 'object' && value !== null) {
      for (const [member, item] of Object.entries(value)) walk(member, item)
    }
  }
  for (const family of families.all) {
    for (const held of family.list({ store, ...scope })) walk('', held.record)
  }
  return new Map([...found].map(([name, texts]) => [name, [...texts]]))
}

export const simulatedOperations = (contract: Contract, cloud: Cloud, service: string): Operation[] =>
  contract.model(service).operations.filter(({ name }) => cloud.simulates(service, name))

/** One of the operations: more of those that make something than of those that end it, or that only look. */
export function pickOperation(dice: Dice, operations: readonly Operation[]): Operation {
  for (;;) {
    const operation = dice.pick(operations)
    if (dice.chance(weightOf(operation.name))) return operation
  }
}

function weightOf(name: string): number {
  if (/^(Create|Run|Allocate|Associate|Attach|Assign|Authorize|Import)/.test(name)) return 1
  if (/^(Delete|Terminate|Release)/.test(name)) return 0.12
  return /^(Describe|Get)/.test(name) ? 0.15 : 0.4
}

export function randomRequest(
  dice: Dice,
  { name, input }: Operation,
  known: Harvest,
): Record<string, unknown> {
  // Now few members, now many: some operations want one exactly, others several together.
  const appetite = dice.pick([0, 0.03, 0.1, 0.3])
  const usual = dice.chance(0.7) ? dice.pick(usualMembers[name] ?? [[]]) : []
  const members = [...(input?.members.values() ?? [])].filter((member) => {
    if (member.name === 'DryRun') return dice.chance(0.01)
    return member.required || usual.includes(member.name) ? dice.chance(0.98) : dice.chance(appetite)
  })
  return Object.fromEntries(
    members.map((member) => [member.name, value(dice, member.name, member.shape, known)]),
  )
}

function value(dice: Dice, name: string, shape: Shape, known: Harvest, depth = 0): unknown {
  switch (shape.kind) {
    case 'string':
      return word(dice, name, shape.enum, known)
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      if (/^(Min|Max)Count$/.test(name)) return dice.pick([1, 1, 1, 2])
      if (name.endsWith('Count')) return dice.pick([0, 1, 1, 2, 3, 8, 70])
      return dice.pick([0, 1, 1, 2, 3, 5, 8, 22, 100, 443, 1000, 32766, 65535])
    case 'boolean':
      return dice.chance(0.5)
    case 'timestamp':
      return '2026-01-01T00:00:00Z'
    case 'blob':
      return new Uint8Array([104, 105])
    case 'list':
      return Array.from({ length: dice.pick([0, 1, 1, 1, 1, 1, 2, 3]) }, () =>
        value(dice, name, shape.member, known, depth + 1),
      )
    case 'map':
      return { key: value(dice, name, shape.value, known, depth + 1) }
    case 'document':
      return {}
    case 'structure': {
      const chance = dice.pick([0.1, 0.3, 1])
      const members = [...shape.members.values()].filter(
        (member) => depth < 4 && (member.required || dice.chance(chance)),
      )
      return Object.fromEntries(
        members.map((member) => [member.name, value(dice, member.name, member.shape, known, depth + 1)]),
      )
    }
  }
}

function word(dice: Dice, name: string, values: readonly string[] | undefined, known: Harvest): string {
  if (name === 'InstanceType') return dice.pick(['t3.micro', 't3.large', 'm5.large', 'x.none'])
  if (values?.length && dice.chance(0.97)) return dice.pick(values)
  if (/Ids?$|^Resources?$/.test(name)) return id(dice, name, known)
  if (/cidr/i.test(name)) return block(dice, name, known)
  if (/Ip$|Ips$|Address(es)?$/.test(name)) return address(dice, name, known)
  if (/zone/i.test(name)) return dice.pick(['us-east-1a', 'us-east-1b', 'use1-az1', 'nowhere'])
  if (/protocol/i.test(name)) return dice.pick(['tcp', 'udp', 'icmp', '-1', '6', 'x'])
  if (/^Key$/.test(name)) return dice.pick(['Name', 'domain-name', 'domain-name-servers', 'a'])
  if (/AddressFamily/.test(name)) return dice.pick(['IPv4', 'IPv6'])
  const there = known.get(name) ?? []
  if (there.length && dice.chance(0.5)) return dice.pick(there)
  return dice.pick(['a', 'web', 'example.com', '10.0.0.2', '1', ''])
}

function id(dice: Dice, name: string, known: Harvest): string {
  if (dice.chance(0.04))
    return dice.pick(['', 'x', 'local', 'vpc-0123456789abcdef0', 'eni-0123456789abcdef0'])
  const one = name.replace(/s$/, '')
  const alike = () =>
    [...known].filter(([member]) => member.endsWith(one) || (member !== '' && one.endsWith(member)))
  const exact = known.get(one)
  const there = exact && dice.chance(0.7) ? exact : alike().flatMap(([, ids]) => ids)
  const ids = there.length && !name.startsWith('Resource') ? there : known.get('any id')
  return ids?.length ? dice.pick(ids) : 'x'
}

/** A block that exists, a part of one, or one of its own. */
function block(dice: Dice, name: string, known: Harvest): string {
  const isIpv6 = /ipv6/i.test(name)
  const there = known.get(isIpv6 ? 'Ipv6CidrBlock' : 'CidrBlock') ?? []
  if (there.length && dice.chance(0.7)) {
    const whole = dice.pick(there)
    const prefix = parsePrefix(whole)?.prefix
    if (prefix?.family === 6) return dice.chance(0.3) ? whole : whole.replace(/\/\d+$/, '/64')
    if (!prefix || prefix.length > 28 || dice.chance(0.2)) return whole
    const inside = prefix.first + dice.below(prefix.last - prefix.first + 1)
    return formatPrefix(prefixAt(inside, prefix.length + dice.below(29 - prefix.length)))
  }
  if (isIpv6) return dice.pick(['::/0', '2001:db8::/64', '2600:1f18::/56'])
  return dice.chance(0.2) ? '0.0.0.0/0' : `10.${dice.below(4)}.0.0/${dice.pick([16, 16, 20, 24, 29])}`
}

/** An address that something has, or another one of a block that exists. */
function address(dice: Dice, name: string, known: Harvest): string {
  if (/ipv6/i.test(name)) return dice.pick([...(known.get('Ipv6Address') ?? []), '2001:db8::5'])
  const there = known.get(/public/i.test(name) ? 'PublicIp' : 'PrivateIpAddress') ?? []
  if (there.length && dice.chance(0.5)) return dice.pick(there)
  const prefix = parsePrefix(dice.pick(known.get('CidrBlock') ?? ['10.0.0.0/16']))?.prefix
  if (prefix?.family !== 4) return '10.0.0.5'
  return formatAddress(prefix.first + dice.below(prefix.last - prefix.first + 1))
}
