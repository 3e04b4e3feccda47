import { describe, expect, it } from 'vitest'
import { accounts } from '../../../../../simulator/world/accounts.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'

describe('DescribeRegions', () => {
  it('prints a Region as AWS does', () => {
    const { ask } = testCloud()
    expect(ask('DescribeRegions', { RegionNames: ['us-east-1'] }).Regions).toEqual([
      {
        OptInStatus: 'opt-in-not-required',
        Geography: [{ Name: 'United States of America' }],
        RegionName: 'us-east-1',
        Endpoint: 'ec2.us-east-1.amazonaws.com',
      },
    ])
  })

  it('lists the seventeen Regions that every account has, and all on request', () => {
    const { ask } = testCloud()
    const own = ask('DescribeRegions').Regions!
    expect(own).toHaveLength(17)
    expect(new Set(own.map((region) => region.OptInStatus))).toEqual(new Set(['opt-in-not-required']))
    const all = ask('DescribeRegions', { AllRegions: true }).Regions!
    expect(all.length).toBeGreaterThan(30)
    expect(all.find((region) => region.RegionName === 'ap-east-1')!.OptInStatus).toBe('not-opted-in')
  })

  it('lists a Region that the account has switched on', () => {
    const { ask, cloud } = testCloud()
    ask('DescribeRegions')
    cloud.store.put(accounts, { ...cloud.store.get(accounts, account)!, optedInto: ['ap-east-1'] })
    expect(ask('DescribeRegions', { RegionNames: ['ap-east-1'] }).Regions).toMatchObject([
      { RegionName: 'ap-east-1', OptInStatus: 'opted-in' },
    ])
    expect(ask('DescribeRegions', {}, { account: otherAccount }).Regions).toHaveLength(17)
  })

  it.each([
    ['region-name', 'eu-west-*', ['eu-west-3', 'eu-west-2', 'eu-west-1']],
    ['endpoint', 'ec2.sa-east-1.amazonaws.com', ['sa-east-1']],
    ['opt-in-status', 'not-opted-in', []],
  ])('filters by %s=%s', (Name, value, expected) => {
    const { Regions } = testCloud().ask('DescribeRegions', { Filters: [{ Name, Values: [value] }] })
    expect(Regions!.map((region) => region.RegionName)).toEqual(expected)
  })

  it.each([
    [{ RegionNames: ['us-east-9'] }, 'InvalidParameterValue: Invalid region name: [us-east-9]'],
    [
      { Filters: [{ Name: 'colour', Values: ['x'] }] },
      "InvalidParameterValue: The filter 'colour' is invalid",
    ],
  ])('refuses %j', (input, text) => {
    expect(testCloud().refused('DescribeRegions', input)).toBe(text)
  })
})

describe('DescribeAvailabilityZones', () => {
  const { ask, refused } = testCloud()
  const names = (input: object, where = {}) =>
    ask('DescribeAvailabilityZones', input, where).AvailabilityZones!.map((zone) => zone.ZoneName)
  const [first] = ask('DescribeAvailabilityZones', { ZoneNames: ['us-east-1a'] }).AvailabilityZones!

  it('prints a zone as AWS does', () => {
    expect(first).toEqual({
      OptInStatus: 'opt-in-not-required',
      Messages: [],
      RegionName: 'us-east-1',
      ZoneName: 'us-east-1a',
      ZoneId: expect.stringMatching(/^use1-az[1-6]$/),
      GroupName: 'us-east-1-zg-1',
      NetworkBorderGroup: 'us-east-1',
      ZoneType: 'availability-zone',
      GroupLongName: 'US East (N. Virginia) 1',
      Geography: [{ Name: 'United States of America' }],
      SubGeography: [{ Name: 'Virginia' }],
      State: 'available',
    })
  })

  it("lists the Region's zones by name, for all zones too", () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `us-east-1${letter}`)
    expect(names({})).toEqual(all)
    expect(names({ AllAvailabilityZones: true })).toEqual(all)
    expect(names({}, { region: 'eu-west-1' })).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c'])
  })

  it('finds the same zone by its id, under another name in another account', () => {
    expect(names({ ZoneIds: [first!.ZoneId!] })).toEqual(['us-east-1a'])
    const ids = (where: object) =>
      ask('DescribeAvailabilityZones', {}, { region: 'us-west-2', ...where }).AvailabilityZones!.map(
        (zone) => zone.ZoneId,
      )
    expect(ids({})).not.toEqual(ids({ account: otherAccount }))
    expect(ids({}).sort()).toEqual(ids({ account: otherAccount }).sort())
  })

  it.each([
    ['group-long-name', 'US East (N. Virginia) 1', 6],
    ['group-name', 'us-east-1-zg-1', 6],
    ['message', '*', 0],
    ['opt-in-status', 'opt-in-not-required', 6],
    ['parent-zone-id', '*', 0],
    ['parent-zone-name', '*', 0],
    ['region-name', 'us-east-1', 6],
    ['region-name', 'us-west-2', 0],
    ['state', 'available', 6],
    ['zone-id', first!.ZoneId!, 1],
    ['zone-name', 'us-east-1[ab]', 0],
    ['zone-name', 'us-east-1?', 6],
    ['zone-type', 'local-zone', 0],
  ])('filters by %s=%s: %i', (Name, value, count) => {
    expect(names({ Filters: [{ Name, Values: [value] }] })).toHaveLength(count)
  })

  it.each([
    [{ ZoneNames: ['us-east-1z'] }, 'InvalidParameterValue: Invalid availability zone: [us-east-1z]'],
    [{ ZoneNames: ['eu-west-1a'] }, 'InvalidParameterValue: Invalid availability zone: [eu-west-1a]'],
    [{ ZoneIds: ['use1-az9'] }, 'InvalidParameterValue: Invalid availability zone-id: [use1-az9]'],
  ])('refuses %j', (input, text) => {
    expect(refused('DescribeAvailabilityZones', input)).toBe(text)
  })
})
