import {
  type Address,
  addressAfter,
  addressAt,
  formatAddress,
  type Prefix,
  parsePrefix,
  prefixContains,
  prefixSize,
} from '../kernel/address.ts'
import { scramble } from '../kernel/random.ts'
import { amazonIpv6Range } from '../world/catalogue/address-ranges.ts'
import { frontEndsOf, managedPrefixListOfService, s3Ipv6Of } from '../world/catalogue/prefix-lists.ts'
import { isRegion, regions } from '../world/catalogue/regions.ts'
import { type PublicService, publicNamesIn } from './service-names.ts'

// Which public addresses AWS's services answer at. S3, DynamoDB and API Gateway have the blocks that AWS announces for
// them; the others share the block of the Region's own front ends, where each has the same few addresses in every
// world. So the name leads to the address, and the address back to the service.

/** The public addresses of a name of AWS's; the same ones at all times. */
export function addressesOfService(host: string, { name, region, isDual }: PublicService): ServiceAddresses {
  const ipv4 = blocksFor(name, region).length ? spread(host, name, region) : (slotsOf(region).get(name) ?? [])
  return { ipv4, ipv6: isDual ? ipv6Of(host, name, region) : [] }
}

export interface ServiceAddresses {
  readonly ipv4: readonly string[]
  readonly ipv6: readonly string[]
}

/** The service that answers at a public address, and its Region. */
export function serviceAt(address: Address): { readonly name: string; readonly region: string } | undefined {
  const known = found.get(address)
  if (known !== undefined) return known ?? undefined
  const service = typeof address === 'number' ? serviceAtIpv4(address) : serviceAtIpv6(address)
  if (found.size > mostKept) found.clear()
  found.set(address, service ?? null)
  return service
}

const found = new Map<Address, { readonly name: string; readonly region: string } | null>()
const mostKept = 10_000

function serviceAtIpv4(address: number) {
  const text = formatAddress(address)
  for (const { code: region } of regions) {
    for (const name of servicesWithBlocks) {
      if (holds(blocksFor(name, region), address)) return { name, region }
    }
    if (!holds(sharedBlocks(region), address)) continue
    const name = namesAtSlots(region).get(text)
    if (name !== undefined) return { name, region }
  }
  return undefined
}

function serviceAtIpv6(address: bigint) {
  for (const { code: region } of regions) {
    if (holds(s3Ipv6Blocks(region), address)) return { name: 's3', region }
    const shared = ipv6Block(region)
    if (!shared || !prefixContains(shared, address)) continue
    const slot = Number((address - (shared.first as bigint)) >> 16n)
    const name = [...slotsOf(region).keys()][slot]
    return name === undefined ? undefined : { name, region }
  }
  return undefined
}

const servicesWithBlocks = ['s3', 'dynamodb', 'execute-api'] as const

const holds = (blocks: readonly Prefix[], address: Address): boolean =>
  blocks.some((block) => prefixContains(block, address))

const parsed = new Map<string, readonly Prefix[]>()

function remembered(key: string, read: () => readonly string[]): readonly Prefix[] {
  const known = parsed.get(key)
  if (known) return known
  const blocks = prefixesOf(read())
  parsed.set(key, blocks)
  return blocks
}

const blocksFor = (name: string, region: string): readonly Prefix[] =>
  servicesWithBlocks.some((one) => one === name)
    ? remembered(`${name}/${region}`, () => textsFor(name, region))
    : []

function textsFor(name: string, region: string): readonly string[] {
  const fronts = frontEndsOf(region)
  if (name === 'execute-api') return fronts?.apiGateway ?? []
  // What a gateway endpoint's route covers must be where the service answers.
  return managedPrefixListOfService(region, name)?.entries ?? fronts?.[name as 's3' | 'dynamodb'] ?? []
}

const sharedBlocks = (region: string): readonly Prefix[] =>
  remembered(region, () => frontEndsOf(region)?.ec2Api ?? [])

const s3Ipv6Blocks = (region: string): readonly Prefix[] =>
  remembered(`ipv6/${region}`, () => s3Ipv6Of(region))

const prefixesOf = (texts: readonly string[]): readonly Prefix[] =>
  texts.flatMap((text) => parsePrefix(text)?.prefix ?? [])

// S3 answers with eight addresses, the others with one (observed).
const addressesPerAnswer: Readonly<Record<string, number>> = { s3: 8 }

/** Addresses somewhere in the service's front ends, as many as it answers with. */
function spread(host: string, name: string, region: string): readonly string[] {
  const fronts = frontEndsOf(region)
  const texts = name === 'execute-api' ? fronts?.apiGateway : fronts?.[name as 's3' | 'dynamodb']
  const blocks = texts?.length ? prefixesOf(texts) : blocksFor(name, region)
  return Array.from({ length: addressesPerAnswer[name] ?? 1 }, (_, i) => {
    const [which, where] = scramble(`${host}/${i}`)
    const block = blocks[which % blocks.length]!
    return formatAddress(addressAt(block, where % prefixSize(block))!)
  })
}

const namesOfSlots = new Map<string, ReadonlyMap<string, string>>()

/** The services in the shared block by their addresses. */
function namesAtSlots(region: string): ReadonlyMap<string, string> {
  const known = namesOfSlots.get(region)
  if (known) return known
  const made = new Map(
    [...slotsOf(region)].flatMap(([name, addresses]) => addresses.map((address) => [address, name] as const)),
  )
  namesOfSlots.set(region, made)
  return made
}

const slots = new Map<string, ReadonlyMap<string, readonly string[]>>()
const slotsEach = 2
const firstSlot = 10

/** The addresses of every service without a block of its own, in the block that they share. */
function slotsOf(region: string): ReadonlyMap<string, readonly string[]> {
  const known = slots.get(region)
  if (known) return known
  const names = new Set<string>()
  if (isRegion(region)) for (const { name } of publicNamesIn(region).values()) names.add(name)
  const made = new Map<string, readonly string[]>()
  const blocks = sharedBlocks(region)
  let at = 0
  let next: Address | undefined = blocks[0] && addressAt(blocks[0], firstSlot)
  const take = (): string[] => {
    if (next === undefined) return []
    const taken = formatAddress(next)
    next = next === blocks[at]?.last ? blocks[++at]?.first : addressAfter(next)
    return [taken]
  }
  for (const name of [...names].sort()) {
    if (servicesWithBlocks.some((one) => one === name)) continue
    made.set(name, Array.from({ length: slotsEach }, take).flat())
  }
  slots.set(region, made)
  return made
}

function ipv6Of(host: string, name: string, region: string): readonly string[] {
  if (name === 's3') {
    const blocks = s3Ipv6Blocks(region)
    const [which, high, low] = scramble(`${host}/ipv6`)
    const block = blocks[which % (blocks.length || 1)]
    if (!block) return []
    return [formatAddress((block.first as bigint) + (BigInt(high) << 16n) + BigInt(low))]
  }
  const shared = ipv6Block(region)
  const slot = [...slotsOf(region).keys()].indexOf(name)
  if (!shared || slot < 0) return []
  return [formatAddress((shared.first as bigint) + (BigInt(slot) << 16n) + 1n)]
}

/** The last /56 of what the Region has: VPCs get theirs from the front. */
function ipv6Block(region: string): Prefix | undefined {
  const [block] = remembered(`last/${region}`, () => {
    const range = parsePrefix(amazonIpv6Range(region) ?? '')?.prefix
    return range?.family === 6 ? [`${formatAddress(range.last - (1n << 72n) + 1n)}/56`] : []
  })
  return block
}
