import type { Ec2 } from '../../api/generated/types.d.ts'
import { accounts } from '../../world/accounts.ts'
import {
  optInStatus,
  type Region,
  regionEndpoint,
  regionOf,
  regions,
  type Zone,
  zonesOf,
} from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { filterRecords } from '../filters.ts'
import { operation } from '../operation.ts'
import { invalidParameter } from './errors.ts'

export const describeRegions = operation(
  'ec2',
  'DescribeRegions',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeRegions' },
  ({ RegionNames, AllRegions, Filters }, ctx) => {
    for (const name of RegionNames ?? []) {
      if (!regionOf(name)) throw invalidParameter(`Invalid region name: [${name}]`)
    }
    const listed = regions
      .filter(({ code }) => !RegionNames?.length || RegionNames.includes(code))
      .filter((region) => AllRegions || isEnabled(ctx, region))
      .map((region) => printRegion(ctx, region))
    return { Regions: filterRecords(listed, Filters, (name) => regionFilters.get(name)) }
  },
)

export const describeAvailabilityZones = operation(
  'ec2',
  'DescribeAvailabilityZones',
  {
    fidelity: { simplified: 'There are no Local Zones and no Wavelength Zones.' },
    source: 'EC2 API reference, DescribeAvailabilityZones',
  },
  ({ ZoneNames, ZoneIds, Filters }, ctx) => {
    const zones = zonesOf(ctx.account, ctx.region)
    for (const name of ZoneNames ?? []) {
      if (!zones.some((zone) => zone.name === name)) {
        throw invalidParameter(`Invalid availability zone: [${name}]`)
      }
    }
    for (const id of ZoneIds ?? []) {
      if (!zones.some((zone) => zone.id === id))
        throw invalidParameter(`Invalid availability zone-id: [${id}]`)
    }
    const listed = zones
      .filter(({ name }) => !ZoneNames?.length || ZoneNames.includes(name))
      .filter(({ id }) => !ZoneIds?.length || ZoneIds.includes(id))
      .map(printZone)
    return { AvailabilityZones: filterRecords(listed, Filters, (name) => zoneFilters.get(name)) }
  },
)

const isEnabled = (ctx: Context, { code, optIn }: Region): boolean =>
  !optIn || (ctx.store.get(accounts, ctx.account)?.optedInto.includes(code) ?? false)

function printRegion(ctx: Context, region: Region): Ec2.Region {
  const [country] = region.geography
  return {
    OptInStatus: optInStatus(region, isEnabled(ctx, region)),
    ...(country && { Geography: [{ Name: country }] }),
    RegionName: region.code,
    Endpoint: regionEndpoint(region.code),
  }
}

const regionFilters = new Map(
  Object.entries<(region: Ec2.Region) => string | undefined>({
    endpoint: ({ Endpoint }) => Endpoint,
    'opt-in-status': ({ OptInStatus }) => OptInStatus,
    'region-name': ({ RegionName }) => RegionName,
  }),
)

function printZone(zone: Zone): Ec2.AvailabilityZone {
  const [country, state] = regionOf(zone.region)?.geography ?? []
  return {
    OptInStatus: 'opt-in-not-required',
    Messages: [],
    RegionName: zone.region,
    ZoneName: zone.name,
    ZoneId: zone.id,
    GroupName: zone.groupName,
    NetworkBorderGroup: zone.networkBorderGroup,
    ZoneType: 'availability-zone',
    GroupLongName: zone.groupLongName,
    ...(country && { Geography: [{ Name: country }] }),
    ...(state && { SubGeography: [{ Name: state }] }),
    State: 'available',
  }
}

type ReadZone = (zone: Ec2.AvailabilityZone) => string | undefined | (string | undefined)[]

const zoneFilters = new Map(
  Object.entries<ReadZone>({
    'group-long-name': ({ GroupLongName }) => GroupLongName,
    'group-name': ({ GroupName }) => GroupName,
    message: ({ Messages }) => Messages?.map(({ Message }) => Message),
    'opt-in-status': ({ OptInStatus }) => OptInStatus,
    'parent-zone-id': ({ ParentZoneId }) => ParentZoneId,
    'parent-zone-name': ({ ParentZoneName }) => ParentZoneName,
    'region-name': ({ RegionName }) => RegionName,
    state: ({ State }) => State,
    'zone-id': ({ ZoneId }) => ZoneId,
    'zone-name': ({ ZoneName }) => ZoneName,
    'zone-type': ({ ZoneType }) => ZoneType,
  }),
)
