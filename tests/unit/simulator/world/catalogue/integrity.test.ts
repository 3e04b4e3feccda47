import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalCidr, overlap, parsePrefix } from '../../../../../simulator/kernel/address.ts'
import {
  amazonIpv6Range,
  documentationRanges,
  publicIpv4Ranges,
} from '../../../../../simulator/world/catalogue/address-ranges.ts'
import { amisOf } from '../../../../../simulator/world/catalogue/amis.ts'
import { locationsOf } from '../../../../../simulator/world/catalogue/direct-connect-locations.ts'
import { instanceTypes } from '../../../../../simulator/world/catalogue/instance-types.ts'
import { needCatalogue } from '../../../../../simulator/world/catalogue/need.ts'
import {
  frontEndsOf,
  managedPrefixLists,
  s3Ipv6Of,
} from '../../../../../simulator/world/catalogue/prefix-lists.ts'
import {
  pricedRegions,
  priceItems,
  priceOf,
  whyNoPrice,
} from '../../../../../simulator/world/catalogue/prices.ts'
import { servicesOf } from '../../../../../simulator/world/catalogue/privatelink-services.ts'
import { quotas } from '../../../../../simulator/world/catalogue/quotas.ts'
import { isRegion, regionOf, regions } from '../../../../../simulator/world/catalogue/regions.ts'

const folder = new URL('../../../../../simulator/world/catalogue/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const codes = regions.map(({ code }) => code)

beforeAll(async () => {
  await needCatalogue('privatelink-services')
  await needCatalogue('direct-connect-locations')
})

describe('every file of the catalogue', () => {
  test('has a reader of its own', () => {
    const readers = readdirSync(folder).filter((name) => name.endsWith('.ts'))
    const imported = readers.flatMap((name) =>
      [...textOf(name).matchAll(/'\.\/([\w-]+\.json)'/g)].map((m) => m[1]),
    )
    expect(imported.sort()).toEqual(files.sort())
  })

  test.each(files)('%s says when and where its facts were looked up, and how sure they are', (name) => {
    const { header } = JSON.parse(textOf(name)) as { header: Record<string, unknown> }
    expect(header['checked']).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/)
    if ('dataDate' in header) expect(header['dataDate']).toMatch(/^20\d\d-(0[1-9]|1[0-2])-[0-3]\d$/)
    expect(header['sources']).toEqual(expect.arrayContaining([expect.stringMatching(/\w{3}/)]))
    const scale = Object.keys(header['certaintyScale'] as object)
    expect(['sure', 'likely', 'synthetic', 'unknown']).toEqual(expect.arrayContaining(scale))
    expect(scale.length).toBeGreaterThan(0)
  })

  test.each(files)('%s names no Region that does not exist', (name) => {
    const named = textOf(name).matchAll(/"((?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d)"/g)
    expect([...named].map((match) => match[1]).filter((code) => !isRegion(code!))).toEqual([])
  })
})

describe('Regions', () => {
  test('codes and names are unique', () => {
    expect(new Set(codes).size).toBe(34)
    expect(new Set(regions.map(({ longName }) => longName)).size).toBe(34)
  })

  test.each(codes)('%s: its zone ids carry its own prefix, and every letter has an id', (code) => {
    const region = regionOf(code)!
    expect(region.zoneIds.length).toBeGreaterThanOrEqual(3)
    for (const id of region.zoneIds) expect(id).toMatch(new RegExp(`^${region.zoneIdPrefix}-az[1-6]$`))
    expect(new Set(region.zoneIds).size).toBe(region.zoneIds.length)
    expect([...region.zoneLetters].sort()).toEqual(region.zoneLetters)
    expect(region.zoneLetters.length).toBeLessThanOrEqual(region.zoneIds.length)
    const elsewhere = [
      ...(region.zoneIdOfEachLetter ?? []),
      ...(region.zoneIdsOfOlderAccounts ?? []),
      ...(region.zoneIdsWithoutCrossRegionPrivateLink ?? []),
      ...Object.values(region.usualZoneIds ?? {}),
    ]
    expect(elsewhere.filter((id) => !region.zoneIds.includes(id))).toEqual([])
    for (const id of Object.values(region.hostedZoneIds)) expect(id).toMatch(/^Z[0-9A-Z]{11,21}$/)
  })

  test('no two share a prefix of zone ids', () => {
    expect(new Set(regions.map(({ zoneIdPrefix }) => zoneIdPrefix)).size).toBe(34)
  })
})

describe('prefix lists', () => {
  test.each(codes)(
    '%s: ids and names are unique, entries are canonical CIDRs of the right family',
    (code) => {
      const lists = managedPrefixLists(code)
      expect(lists.length).toBeGreaterThanOrEqual(11)
      expect(new Set(lists.map(({ id }) => id)).size).toBe(lists.length)
      expect(new Set(lists.map(({ name }) => name)).size).toBe(lists.length)
      for (const { id, name, weight, addressFamily, entries } of lists) {
        expect(id).toMatch(/^pl-([0-9a-f]{8}|[0-9a-f]{17})$/)
        expect(name).toMatch(new RegExp(`^com\\.amazonaws\\.(${code}|global)\\.`))
        expect(weight).toBeGreaterThan(0)
        expect(entries.map(canonicalCidr)).toEqual(entries)
        for (const cidr of entries)
          expect(parsePrefix(cidr)?.prefix.family).toBe(addressFamily === 'IPv6' ? 6 : 4)
      }
    },
  )

  test.each(codes)('%s: S3 and DynamoDB answer inside their lists, the EC2 API outside them', (code) => {
    const lists = managedPrefixLists(code)
    const held = (end: string) => lists.find(({ name }) => name.endsWith(`.${end}`))!.entries
    const { s3, dynamodb, ec2Api } = frontEndsOf(code)!
    for (const cidr of s3) expect(held('s3').some((entry) => overlap(entry, cidr))).toBe(true)
    for (const cidr of dynamodb) expect(held('dynamodb').some((entry) => overlap(entry, cidr))).toBe(true)
    for (const cidr of ec2Api) {
      expect([...held('s3'), ...held('dynamodb')].filter((entry) => overlap(entry, cidr))).toEqual([])
    }
    for (const cidr of s3Ipv6Of(code)) expect(canonicalCidr(cidr)).toBe(cidr)
  })
})

test.each(codes)('%s has public addresses to give away, outside what S3 and DynamoDB announce', (code) => {
  const gateways = managedPrefixLists(code).filter(({ name }) => /\.(s3|dynamodb)$/.test(name))
  const entries = gateways.flatMap((list) => list.entries)
  expect(publicIpv4Ranges(code).length).toBeGreaterThan(0)
  for (const cidr of publicIpv4Ranges(code)) {
    expect(canonicalCidr(cidr)).toBe(cidr)
    expect(entries.filter((entry) => overlap(entry, cidr))).toEqual([])
  }
  expect(canonicalCidr(amazonIpv6Range(code)!)).toBe(amazonIpv6Range(code))
})

test('documentation ranges are canonical CIDRs', () => {
  const all = [...documentationRanges.ipv4, ...documentationRanges.ipv6]
  expect(all.map(canonicalCidr)).toEqual(all)
})

describe('quotas', () => {
  test('ids are unique', () => {
    expect(new Set(quotas.map(({ id }) => id)).size).toBe(quotas.length)
  })

  test.each(quotas)('$id: default, maximum and codes make sense', (quota) => {
    if (quota.default !== null) expect(quota.default).toBeGreaterThan(0)
    if (quota.max !== undefined) expect(quota.max).toBeGreaterThanOrEqual(quota.default ?? 0)
    if (quota.quotaCode !== null) expect(quota.quotaCode).toMatch(/^L-[0-9A-F]{8}$/)
    if (quota.errorCode !== null) expect(quota.errorCode).toMatch(/^[A-Z][A-Za-z]+(\.[A-Z][A-Za-z]+)?$/)
    expect(quota.source).not.toBe('')
  })
})

describe('prices', () => {
  test('ids are unique', () => {
    expect(new Set(priceItems.map(({ id }) => id)).size).toBe(priceItems.length)
  })

  test.each(priceItems)(
    '$id: each Region has prices for all tiers, or says that it is not known',
    ({ id }) => {
      for (const region of pricedRegions) {
        const price = priceOf(id, region)
        expect(price === undefined).toBe(whyNoPrice(id, region) !== undefined)
        if (!price) continue
        for (const { usd } of price.tiers) expect(usd).toBeGreaterThanOrEqual(0)
        const ends = price.tiers.map(({ upTo }) => upTo ?? Number.POSITIVE_INFINITY)
        expect([...ends].sort((a, b) => a - b)).toEqual(ends)
        expect(new Set(ends).size).toBe(ends.length)
      }
    },
  )

  test.each(priceItems.filter(({ tiers }) => tiers))('$id: as many prices as tiers', ({ tiers, price }) => {
    for (const perTier of Object.values(price)) {
      if (perTier !== null) expect(perTier).toHaveLength(tiers!.length)
    }
  })
})

test.each(instanceTypes)('$instanceType: numbers make sense', (type) => {
  expect(type.maxEni).toBeGreaterThanOrEqual(2)
  expect(type.ipv4PerEni).toBeGreaterThanOrEqual(2)
  expect(type.baselineGbps).toBeLessThanOrEqual(type.peakGbps)
  expect(type.vcpu).toBeGreaterThan(0)
  expect(type.memoryMiB).toBeGreaterThanOrEqual(512)
})

test('instance types are unique', () => {
  expect(new Set(instanceTypes.map(({ instanceType }) => instanceType)).size).toBe(instanceTypes.length)
})

test('image ids are well-formed, and no two are alike in any Region', () => {
  const ids = codes.flatMap((code) => amisOf(code).map(({ imageId }) => imageId))
  for (const id of ids) expect(id).toMatch(/^ami-[0-9a-f]{17}$/)
  expect(new Set(ids).size).toBe(34 * 6)
})

test.each(codes)(
  '%s: endpoint services are unique by name and type, and no variable is left open',
  (code) => {
    const services = servicesOf(code)
    expect(services.length).toBeGreaterThan(300)
    expect(new Set(services.map(({ serviceName, type }) => `${serviceName} ${type}`)).size).toBe(
      services.length,
    )
    for (const service of services) {
      expect(JSON.stringify(service)).not.toContain('{region}')
      expect(service.baseEndpointDnsName).toMatch(/\.(amazonaws\.com|aws)$/)
      for (const name of service.privateDnsNames) expect(name).toMatch(/^(\*\.)?[\w.-]+\.(aws|com)$/)
    }
  },
)

test('Direct Connect locations are unique, and each belongs to a Region', () => {
  const locations = codes.flatMap(locationsOf)
  expect(locations).toHaveLength(143)
  expect(new Set(locations.map(({ code }) => code)).size).toBe(143)
  for (const { availablePortSpeeds, availableMacSecPortSpeeds = [] } of locations) {
    for (const speed of availablePortSpeeds) expect(speed).toMatch(/^(1|10|100|400)G$/)
    expect(availableMacSecPortSpeeds.filter((speed) => !availablePortSpeeds.includes(speed))).toEqual([])
  }
})
