import { describe, expect, it } from 'vitest'
import { parseAddress, parsePrefix } from '../../../../simulator/kernel/address.ts'
import { PrefixMap } from '../../../../simulator/kernel/prefix-map.ts'

const mapOf = (entries: Record<string, string>) =>
  new PrefixMap(Object.entries(entries).map(([cidr, value]) => [parsePrefix(cidr)!.prefix, value] as const))

const routes = mapOf({
  '0.0.0.0/0': 'internet',
  '10.0.0.0/16': 'local',
  '10.0.1.0/24': 'appliance',
  '10.0.1.255/32': 'host',
  '10.1.0.0/16': 'peering',
  '2001:db8::/32': 'local',
  '2001:db8:1::/48': 'egress',
})

describe('the longest prefix', () => {
  it.each([
    ['10.0.1.254', 'appliance'],
    ['10.0.1.255', 'host'],
    ['10.0.2.0', 'local'],
    ['10.0.0.255', 'local'],
    ['10.1.0.0', 'peering'],
    ['10.2.0.0', 'internet'],
    ['9.255.255.255', 'internet'],
    ['0.0.0.0', 'internet'],
    ['255.255.255.255', 'internet'],
    ['2001:db8:1::5', 'egress'],
    ['2001:db8:2::5', 'local'],
    ['2001:db9::', undefined],
    ['::', undefined],
  ])('for %s is that of %s', (text, expected) => {
    expect(routes.lookup(parseAddress(text)!)?.value).toBe(expected)
  })

  it('of an empty map is none', () => {
    expect(mapOf({}).lookup(0)).toBeUndefined()
    expect(mapOf({}).covering(0n)).toEqual([])
  })

  it('comes first of all that cover an address', () => {
    const found = routes.covering(parseAddress('10.0.1.255')!)
    expect(found.map(({ value }) => value)).toEqual(['host', 'appliance', 'local', 'internet'])
  })
})

describe('an exact prefix', () => {
  it.each([
    ['10.0.0.0/16', 'local'],
    ['10.0.1.255/32', 'host'],
    ['10.0.0.0/17', undefined],
    ['10.0.0.0/15', undefined],
    ['0.0.0.0/0', 'internet'],
    ['::/0', undefined],
  ])('%s is that of %s', (text, expected) => {
    expect(routes.exact(parsePrefix(text)!.prefix)?.value).toBe(expected)
  })
})

it('the later of two equal prefixes stands, and each is listed once in order of address', () => {
  const [a, b] = ['10.0.0.0/16', '0.0.0.0/0'].map((text) => parsePrefix(text)!.prefix)
  const map = new PrefixMap([
    [a!, 'first'],
    [b!, 'default'],
    [a!, 'second'],
  ])
  expect(map.size).toBe(2)
  expect(map.entries().map(({ value }) => value)).toEqual(['default', 'second'])
})
