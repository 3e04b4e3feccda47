import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  entryChanges,
  type IpRanges,
  type PrefixListEntries,
  printEntries,
  refreshEntries,
} from '../../../../../scripts/catalogue/prefix-list-entries.ts'

const before: PrefixListEntries = {
  header: {
    checked: '2026-11',
    dataDate: '2026-08-22',
    sources: ['ip-ranges.json of 2026-08-22', 'a guide'],
  },
  shared: { 'route53-healthchecks': ['15.177.0.0/18'], 'vpc-lattice': ['169.254.171.0/24'] },
  regions: {
    'us-east-1': {
      lists: { s3: ['52.216.0.0/15'], 'ipv6.ec2-instance-connect': ['2600:1f18:6fe3:8c00::/56'] },
      frontEnds: { s3: ['52.216.0.0/15'] },
      s3Ipv6: [],
    },
  },
}

const block = (cidr: string, service: string, group = 'us-east-1', region = 'us-east-1') => ({
  ip_prefix: cidr,
  region,
  service,
  network_border_group: group,
})

const ranges: IpRanges = {
  createDate: '2027-02-03-04-05-06',
  prefixes: [
    block('52.216.0.0/16', 'S3'),
    block('52.217.0.0/16', 'S3'),
    block('3.5.0.0/19', 'S3'),
    block('18.34.0.8/29', 'S3'),
    block('52.95.0.0/24', 'S3', 'us-east-1-bue-1'),
    block('52.218.0.0/17', 'S3', 'us-west-2', 'us-west-2'),
    block('52.94.0.0/22', 'DYNAMODB'),
    block('15.177.0.0/18', 'ROUTE53_HEALTHCHECKS', 'GLOBAL', 'GLOBAL'),
  ],
  ipv6_prefixes: [
    {
      ipv6_prefix: '2600:1f18:6fe3:8c00::/56',
      region: 'us-east-1',
      service: 'EC2_INSTANCE_CONNECT',
      network_border_group: 'us-east-1',
    },
  ],
}

test('a list holds the Region’s own blocks of /24 and larger, joined where they touch', () => {
  expect(refreshEntries(before, ranges).regions['us-east-1']?.lists['s3']).toEqual([
    '3.5.0.0/19',
    '52.216.0.0/15',
  ])
})

test('lists that ip-ranges.json does not tell of stay as they are', () => {
  expect(refreshEntries(before, ranges).shared['vpc-lattice']).toEqual(['169.254.171.0/24'])
})

test('the header says when', () => {
  expect(refreshEntries(before, ranges).header).toEqual({
    checked: '2027-02',
    dataDate: '2027-02-03',
    sources: ['ip-ranges.json of 2027-02-03', 'a guide'],
  })
})

test('what changed is told by list', () => {
  expect(entryChanges(before, refreshEntries(before, ranges))).toEqual(['us-east-1 s3: +3.5.0.0/19'])
  expect(entryChanges(before, before)).toEqual([])
})

test('the file is printed as it is kept: printing what was read changes no byte', () => {
  const file = new URL('../../../../../simulator/world/catalogue/prefix-list-entries.json', import.meta.url)
  const text = readFileSync(file, 'utf8')
  expect(printEntries(JSON.parse(text) as PrefixListEntries)).toBe(text)
})
