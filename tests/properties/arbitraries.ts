import fc from 'fast-check'
import { type Address, type Family, type Prefix, prefixAt } from '../../simulator/kernel/address.ts'

const { HOPWISE_PROPERTY_RUNS, HOPWISE_SEED } = process.env

/** How often a property is tried, and from which seed: both can be set from outside, for a soak or a replay. */
export const runs = (usual = 300): fc.Parameters<unknown> => ({
  numRuns: HOPWISE_PROPERTY_RUNS ? Number(HOPWISE_PROPERTY_RUNS) : usual,
  seed: Number(HOPWISE_SEED),
})

export const family = fc.constantFrom<Family>(4, 6)

export const ipv4 = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** IPv6 addresses with many zero groups among them, since those are what is written in many ways. */
export const ipv6 = fc
  .array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 0xffff })), {
    minLength: 8,
    maxLength: 8,
  })
  .map((groups) => groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n))

export const address: fc.Arbitrary<Address> = fc.oneof(ipv4, ipv6)

/** Prefixes that often nest or meet: few places, any length. */
export const crowdedPrefix: fc.Arbitrary<Prefix> = fc.oneof(
  fc
    .tuple(fc.constantFrom(0, 0x0a000000, 0x0a00ff00, 0x0aff0000, 0xfffffff0), fc.nat(31), fc.nat(32))
    .map(([place, offset, length]) => prefixAt(place + (offset % 16), length)),
  fc
    .tuple(fc.constantFrom(0n, 0x20010db8n << 96n, (1n << 128n) - 16n), fc.nat(15), fc.nat(128))
    .map(([place, offset, length]) => prefixAt(place + BigInt(offset), length)),
)

// Through text once, because JSON has no -0 and neither has AWS.
const json = (maxDepth: number) => fc.jsonValue({ maxDepth }).map((part) => JSON.parse(JSON.stringify(part)))

/** What a record may hold, and what a learner may name its parts. */
export const value: fc.Arbitrary<unknown> = fc.oneof(
  json(2),
  fc.uint8Array({ maxLength: 4 }),
  fc.dictionary(fc.constantFrom('$bytes', '$$bytes', '$', '__proto__', 'Key', '1'), json(1)),
)
