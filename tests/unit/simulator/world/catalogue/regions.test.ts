import { describe, expect, test } from 'vitest'
import {
  isRegion,
  optInStatus,
  regionEndpoint,
  regionOf,
  regions,
  zoneIdOf,
  zoneNameOf,
  zonesOf,
} from '../../../../../simulator/world/catalogue/regions.ts'

const accounts = Array.from({ length: 200 }, (_, i) => String(100000000000 + i * 104729))
const names = (account: string, region: string) => zonesOf(account, region).map(({ name }) => name)
const ids = (account: string, region: string) => zonesOf(account, region).map(({ id }) => id)
const mappings = (region: string) => new Set(accounts.map((account) => ids(account, region).join())).size

describe('zones of an account', () => {
  test('us-east-1 has six: a to f, use1-az1 to use1-az6', () => {
    expect(names('111111111111', 'us-east-1').join()).toMatch(
      /^us-east-1a,us-east-1b,us-east-1c,us-east-1d,us-east-1e,us-east-1f$/,
    )
    expect([...ids('111111111111', 'us-east-1')].sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `use1-az${n}`))
  })

  test.each([
    [
      'ca-central-1',
      ['ca-central-1a', 'ca-central-1b', 'ca-central-1d'],
      ['cac1-az1', 'cac1-az2', 'cac1-az4'],
    ],
    [
      'eu-central-1',
      ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      ['euc1-az2', 'euc1-az3', 'euc1-az1'],
    ],
    ['us-east-2', ['us-east-2a', 'us-east-2b', 'us-east-2c'], ['use2-az1', 'use2-az2', 'use2-az3']],
  ])('%s is the same in every account', (region, zoneNames, zoneIds) => {
    for (const account of accounts) {
      expect(names(account, region)).toEqual(zoneNames)
      expect(ids(account, region)).toEqual(zoneIds)
    }
  })

  test.each([
    ['us-east-1', 120],
    ['us-west-2', 6],
    ['eu-west-1', 6],
    ['us-west-1', 6],
  ])('%s maps names to ids in its own way for each account', (region, possible) => {
    expect(mappings(region)).toBeGreaterThan(possible / 2)
    expect(mappings(region)).toBeLessThanOrEqual(possible)
  })

  test('the same account always sees the same', () => {
    expect(zonesOf('111111111111', 'us-east-1')).toEqual(zonesOf('111111111111', 'us-east-1'))
    expect(ids('111111111111', 'us-east-1')).not.toEqual(ids('222222222222', 'us-east-1'))
  })

  test('Tokyo has letters a, c and d, and the zone of older accounts is hidden', () => {
    for (const account of accounts) {
      expect(names(account, 'ap-northeast-1')).toEqual([
        'ap-northeast-1a',
        'ap-northeast-1c',
        'ap-northeast-1d',
      ])
      expect(ids(account, 'ap-northeast-1')).not.toContain('apne1-az3')
    }
  })

  test('us-west-1 shows two of its three zones, not the same two to all', () => {
    for (const account of accounts) expect(new Set(ids(account, 'us-west-1')).size).toBe(2)
    expect(new Set(accounts.map((account) => names(account, 'us-west-1').join())).size).toBe(3)
    expect(new Set(accounts.flatMap((account) => ids(account, 'us-west-1'))).size).toBe(3)
  })

  test('the zone with fewer features is us-east-1e', () => {
    for (const account of accounts) expect(zoneIdOf(account, 'us-east-1e')).toBe('use1-az3')
  })

  test('names and ids lead back to one another, in every Region', () => {
    for (const { code } of regions) {
      for (const { name, id } of zonesOf('123456789012', code)) {
        expect(zoneIdOf('123456789012', name)).toBe(id)
        expect(zoneNameOf('123456789012', id)).toBe(name)
      }
    }
  })

  test.each(['us-east-1z', 'ca-central-1c', 'us-east-1', 'moon-1a', ''])('there is no zone "%s"', (name) => {
    expect(zoneIdOf('123456789012', name)).toBeUndefined()
  })

  test.each(['use1-az9', 'moon1-az1', 'use1', ''])('there is no zone id "%s"', (id) => {
    expect(zoneNameOf('123456789012', id)).toBeUndefined()
  })

  test('a zone belongs to a group that is named after its Region', () => {
    expect(zonesOf('123456789012', 'us-west-2')[0]).toMatchObject({
      groupName: 'us-west-2-zg-1',
      groupLongName: 'US West (Oregon) 1',
      networkBorderGroup: 'us-west-2',
    })
  })
})

describe('Regions', () => {
  test('seventeen are there for every account and need no opting in', () => {
    expect(regions.filter(({ optIn }) => !optIn)).toHaveLength(17)
    expect(regionOf('us-east-1')).toMatchObject({ longName: 'US East (N. Virginia)', optIn: false })
  })

  test.each([
    ['us-east-1', false, 'opt-in-not-required'],
    ['us-east-1', true, 'opt-in-not-required'],
    ['ap-east-1', false, 'not-opted-in'],
    ['ap-east-1', true, 'opted-in'],
  ])('%s, switched on: %s → %s', (code, enabled, status) => {
    expect(optInStatus(regionOf(code)!, enabled)).toBe(status)
  })

  test('the endpoint of a Region is EC2’s', () => {
    expect(regionEndpoint('eu-west-3')).toBe('ec2.eu-west-3.amazonaws.com')
  })

  test.each(['us-east-9', 'US-EAST-1', 'us-east-1a', 'cn-north-1'])('%s is none of them', (code) => {
    expect(isRegion(code)).toBe(false)
  })
})
