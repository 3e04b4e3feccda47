import type { Contract, Operation, Shape } from '../../../simulator/api/model.ts'
import type { Cloud } from '../../../simulator/cloud.ts'
import { formatAddress, formatPrefix, parsePrefix, prefixAt } from '../../../simulator/kernel/address.ts'
import { services } from '../../../simulator/services/index.ts'
import { amisOf } from '../../../simulator/world/catalogue/amis.ts'
import type { Scope } from '../../../simulator/world/held.ts'
import type { Dice } from './dice.ts'
import { usualMembers } from './usual-members.ts'
import { usualRequests } from './usual-requests.ts'

// Requests to any operation that is simulated, made from its model and from what the world holds: each value comes
// from a record that has a member of the same name, or else from what such a member looks like.

/** Texts that the records of the world hold, under the name of their member: in small letters, and of one. */
export type Harvest = ReadonlyMap<string, readonly string[]>

const anyId = 'any id'
const anyArn = 'any arn'

const looksLikeId = /^[a-z][a-z0-9-]*-[0-9a-f]{8,17}$/

export function harvest({ families, store }: Cloud, scope: Scope): Harvest {
  const found = new Map<string, Set<string>>([
    ['imageid', new Set(amisOf(scope.region).map(({ imageId }) => imageId))],
  ])
  const add = (member: string, text: string) => {
    const name = singular(member)
    const texts = found.get(name)
    if (texts) texts.add(text)
    else found.set(name, new Set([text]))
  }
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string') {
      add(name, value)
      if (looksLikeId.test(value)) add(anyId, value)
      if (value.startsWith('arn:')) add(anyArn, value)
    } else if (Array.isArray(value)) {
      for (const item of value) walk(name, item)
    } else if (typeof value === 'object' && value !== null) {
      for (const [member, item] of Object.entries(value)) walk(member, item)
    }
  }
  for (const family of families.all) {
    for (const held of family.list({ store, ...scope })) {
      walk('', held.record)
      // Requests call a bucket's name Bucket and a rule's id ResolverRuleId, whatever the record calls it.
      const [id, arn] = [family.idOf(held), family.arnOf(held)]
      for (const name of namesFor(family.spec)) add(name, id)
      add(anyId, id)
      add(anyArn, arn)
      add(`${camel(family.spec.resource)}Arn`, arn)
    }
  }
  return new Map([...found].map(([name, texts]) => [name, [...texts]]))
}

const camel = (words: string) =>
  words
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const namesFor = ({ id, resource }: { readonly id: string; readonly resource: string }): string[] => {
  const word = camel(resource)
  return [id, word, `${word}Id`, `${word}Name`, `${word}Identifier`]
}

export interface Asked {
  readonly service: string
  readonly operation: Operation
}

/** The operations of a service that one walk asks for. */
export interface Role {
  readonly service: string
  readonly operations: readonly Asked[]
}

export const simulatedOperations = (contract: Contract, cloud: Cloud): Role[] =>
  services.names.map((service) => ({
    service,
    operations: contract
      .model(service)
      .operations.filter(({ name }) => cloud.simulates(service, name))
      .map((operation) => ({ service, operation })),
  }))

/** Which services a walk is about: now and then all, else EC2 with a few others, so that these come to something. */
export function castOf(dice: Dice, roles: readonly Role[]): Role[] {
  if (dice.chance(0.2)) return [...roles]
  const others = roles.filter(({ service }) => service !== 'ec2')
  const some = Array.from({ length: dice.below(4) }, () => dice.pick(others))
  return [...roles.filter(({ service }) => service === 'ec2'), ...new Set(some)]
}

/** One of the operations: more of those that make something than of those that end it, or that only look. */
export function pickOperation(dice: Dice, cast: readonly Role[]): Asked {
  const { operations } = dice.chance(0.4) ? cast.find(({ service }) => service === 'ec2')! : dice.pick(cast)
  for (;;) {
    const asked = dice.pick(operations)
    if (dice.chance(weightOf(asked.operation.name))) return asked
  }
}

function weightOf(name: string): number {
  if (/^(Create|Run|Allocate|Associate|Attach|Assign|Authorize|Import|Put|Add|Register|Request)/.test(name))
    return 1
  if (/^(Delete|Terminate|Release)/.test(name)) return 0.12
  return /^(Describe|Get|List|Search|Lookup|Head)/.test(name) ? 0.15 : 0.4
}

export function randomRequest(dice: Dice, asked: Asked, known: Harvest): Record<string, unknown> {
  const { name, input } = asked.operation
  const usualRequest = dice.pick(usualRequests[`${asked.service} ${name}`] ?? [undefined])
  const wanted =
    usualRequest && dice.chance(0.7)
      ? (fillIn(dice, usualRequest, known) as Record<string, unknown>)
      : undefined
  // Now few members, now many: some operations want one exactly, others several together.
  const appetite = dice.pick(wanted ? [0, 0, 0.03] : [0, 0.03, 0.1, 0.3])
  const usual = dice.chance(0.7) ? dice.pick(usualMembers[name] ?? [[]]) : []
  const members = [...(input?.members.values() ?? [])].filter((member) => {
    if (member.name === 'DryRun') return dice.chance(0.01)
    const isWanted = wanted ? member.name in wanted : member.required || usual.includes(member.name)
    return dice.chance(isWanted ? 0.98 : appetite)
  })
  return Object.fromEntries(
    members.map((member) => [
      member.name,
      wanted && member.name in wanted && dice.chance(0.98)
        ? wanted[member.name]
        : value(dice, member.name, member.shape, known),
    ]),
  )
}

/** A usual request, with the ids of what there is. */
function fillIn(dice: Dice, usual: unknown, known: Harvest): unknown {
  if (typeof usual === 'string') return usual.startsWith('$') ? id(dice, usual.slice(1), known) : usual
  if (Array.isArray(usual)) return usual.map((item) => fillIn(dice, item, known))
  if (typeof usual !== 'object' || usual === null) return usual
  return Object.fromEntries(Object.entries(usual).map(([name, item]) => [name, fillIn(dice, item, known)]))
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
      return { [word(dice, 'key', undefined, known)]: value(dice, name, shape.value, known, depth + 1) }
    case 'document':
      return {}
    case 'structure': {
      if (shape.union) {
        const one = dice.pick(
          [...shape.members.values()].filter(({ shape: { kind } }) => depth < 4 || !isDeep(kind)),
        )
        return one ? { [one.name]: value(dice, one.name, one.shape, known, depth + 1) } : {}
      }
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

const isDeep = (kind: Shape['kind']) => kind === 'structure' || kind === 'list' || kind === 'map'

function word(dice: Dice, name: string, values: readonly string[] | undefined, known: Harvest): string {
  if (name === 'InstanceType') return dice.pick(['t3.micro', 't3.large', 'm5.large', 'x.none'])
  if (values?.length && dice.chance(0.97)) return dice.pick(values)
  if (/polic(y|ydocument)$|^content$/i.test(name)) return dice.pick(policies)
  if (/Ids?$|^Resources?$|Arns?$|Identifiers?$/i.test(name)) return id(dice, name, known)
  if (/cidr/i.test(name)) return block(dice, name, known)
  if (/Ip$|Ips$|Address(es)?$/.test(name)) return address(dice, name, known)
  if (/zone/i.test(name)) return dice.pick(['us-east-1a', 'us-east-1b', 'use1-az1', 'nowhere'])
  if (/region/i.test(name)) return dice.pick(['us-east-1', 'us-east-1', 'eu-west-1', 'nowhere'])
  if (/protocol/i.test(name)) return dice.pick(['tcp', 'udp', 'icmp', '-1', '6', 'x'])
  if (/^Key$/.test(name)) return dice.pick(['Name', 'domain-name', 'domain-name-servers', 'a'])
  if (/AddressFamily/.test(name)) return dice.pick(['IPv4', 'IPv6'])
  if (/(domain|dns).*name/i.test(name) && dice.chance(0.5))
    return dice.pick(['example.com', 'a.example.com', 'db.internal', '*.example.com', '-', 'x'.repeat(64)])
  const there = known.get(singular(name)) ?? []
  if (there.length && dice.chance(0.5)) return dice.pick(there)
  if (dice.chance(0.06)) return dice.pick(['', '10.0.0.2', 'ü', 'x'.repeat(300), '<a>&"'])
  return dice.pick(['a', 'web', 'api-1', 'example.com', 'shop', 'db', '/team/', '1'])
}

/** `Subnets` and `subnet` are one name; nobody minds that `Address` becomes `addres`. */
const singular = (name: string) => name.toLowerCase().replace(/s$/, '')

const policies = [
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
  '{"Statement":[]}',
  '{',
]

/** What has that name, or nearly, or is another id of the world. */
function id(dice: Dice, name: string, known: Harvest): string {
  if (dice.chance(0.04))
    return dice.pick(['', 'x', 'local', 'vpc-0123456789abcdef0', 'arn:aws:ec2:us-east-1:1:vpc/x'])
  const one = singular(name)
  const alike = () =>
    [...known].filter(([member]) => member.endsWith(one) || (member !== '' && one.endsWith(member)))
  const exact = known.get(one)
  const there = exact && dice.chance(0.7) ? exact : alike().flatMap(([, ids]) => ids)
  const any = known.get(/arn$/.test(one) ? anyArn : anyId)
  const ids = there.length && !one.startsWith('resource') ? there : dice.chance(0.7) ? any : there
  return ids?.length ? dice.pick(ids) : 'x'
}

/** A block that exists, a part of one, or one of its own. */
function block(dice: Dice, name: string, known: Harvest): string {
  const isIpv6 = /ipv6/i.test(name)
  const there = known.get(isIpv6 ? 'ipv6cidrblock' : 'cidrblock') ?? []
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
  if (/ipv6/i.test(name)) return dice.pick([...(known.get('ipv6addres') ?? []), '2001:db8::5'])
  const there = known.get(/public/i.test(name) ? 'publicip' : 'privateipaddres') ?? []
  if (there.length && dice.chance(0.5)) return dice.pick(there)
  const prefix = parsePrefix(dice.pick(known.get('cidrblock') ?? ['10.0.0.0/16']))?.prefix
  if (prefix?.family !== 4) return '10.0.0.5'
  return formatAddress(prefix.first + dice.below(prefix.last - prefix.first + 1))
}
