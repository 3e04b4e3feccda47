import { formatPrefix, parsePrefix } from '../../simulator/kernel/address.ts'
import { prefixesOfRange, rangeOfPrefix, unionOf } from '../../simulator/kernel/address-ranges.ts'

/** The part of ip-ranges.json that AWS's own prefix lists are drawn from. */
export interface IpRanges {
  readonly createDate: string
  readonly prefixes: readonly Block<'ip_prefix'>[]
  readonly ipv6_prefixes: readonly Block<'ipv6_prefix'>[]
}

type Block<Field extends string> = Readonly<Record<Field, string>> & {
  readonly region: string
  readonly service: string
  readonly network_border_group: string
}

export interface PrefixListEntries {
  readonly header: {
    readonly checked: string
    readonly dataDate: string
    readonly sources: readonly string[]
  }
  readonly shared: Readonly<Record<string, readonly string[]>>
  readonly regions: Readonly<Record<string, RegionEntries>>
}

interface RegionEntries {
  readonly lists: Readonly<Record<string, readonly string[]>>
  readonly frontEnds: Readonly<Record<string, readonly string[]>>
  readonly s3Ipv6: readonly string[]
}

// The name that ip-ranges.json has for what a list holds. Lists that are not here are kept as they are.
const regional: Readonly<Record<string, string>> = {
  s3: 'S3',
  dynamodb: 'DYNAMODB',
  'ec2-instance-connect': 'EC2_INSTANCE_CONNECT',
  'ipv6.ec2-instance-connect': 'EC2_INSTANCE_CONNECT',
}
const global: Readonly<Record<string, string>> = {
  'route53-healthchecks': 'ROUTE53_HEALTHCHECKS',
  'ipv6.route53-healthchecks': 'ROUTE53_HEALTHCHECKS',
  'global.cloudfront.origin-facing': 'CLOUDFRONT_ORIGIN_FACING',
  'global.ipv6.cloudfront.origin-facing': 'CLOUDFRONT_ORIGIN_FACING',
}

/** The same catalogue file with the blocks that `ranges` announces today. */
export function refreshEntries(old: PrefixListEntries, ranges: IpRanges): PrefixListEntries {
  const [year, month, day] = ranges.createDate.split('-')
  const dataDate = `${year}-${month}-${day}`
  return {
    header: {
      ...old.header,
      checked: `${year}-${month}`,
      dataDate,
      sources: old.header.sources.map((name) =>
        name.startsWith('ip-ranges.json') ? `ip-ranges.json of ${dataDate}` : name,
      ),
    },
    shared: refreshLists(old.shared, global, ranges, () => true),
    regions: Object.fromEntries(
      Object.entries(old.regions).map(([region, entries]) => [
        region,
        {
          ...entries,
          // Local Zones announce blocks of their own, which the Region's lists do not hold.
          lists: refreshLists(
            entries.lists,
            regional,
            ranges,
            (block) => block.network_border_group === region,
          ),
        },
      ]),
    ),
  }
}

function refreshLists(
  lists: Readonly<Record<string, readonly string[]>>,
  services: Readonly<Record<string, string>>,
  { prefixes, ipv6_prefixes }: IpRanges,
  wanted: (block: { network_border_group: string }) => boolean,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(lists).map(([list, before]) => {
      const service = services[list]
      if (!service) return [list, before]
      const isWanted = (block: { service: string; network_border_group: string }) =>
        block.service === service && wanted(block)
      const cidrs = list.includes('ipv6.')
        ? ipv6_prefixes.filter(isWanted).map((block) => block.ipv6_prefix)
        : prefixes.filter(isWanted).map((block) => block.ip_prefix)
      // The published gateway lists hold whole /24s and larger; single hosts of S3 are other services' doors.
      const large = service === 'S3' || service === 'DYNAMODB' ? cidrs.filter(isLarge) : cidrs
      return [list, aggregate(large)]
    }),
  )
}

const isLarge = (cidr: string) => Number(cidr.split('/')[1]) <= 24

function aggregate(cidrs: readonly string[]): string[] {
  const ranges = cidrs.map((cidr) => rangeOfPrefix(parsePrefix(cidr)!.prefix))
  return unionOf(ranges).flatMap(prefixesOfRange).map(formatPrefix)
}

/** Which lists hold something else than before, one line each. */
export function entryChanges(before: PrefixListEntries, after: PrefixListEntries): string[] {
  const listsOf = ({ shared, regions }: PrefixListEntries) => [
    ...Object.entries(shared),
    ...Object.entries(regions).flatMap(([region, { lists }]) =>
      Object.entries(lists).map(([list, cidrs]): [string, readonly string[]] => [`${region} ${list}`, cidrs]),
    ),
  ]
  const now = new Map(listsOf(after))
  return listsOf(before).flatMap(([name, was]) => {
    const is = now.get(name) ?? []
    const added = is.filter((cidr) => !was.includes(cidr))
    const gone = was.filter((cidr) => !is.includes(cidr))
    if (!added.length && !gone.length) return []
    return `${name}: ${[...added.map((cidr) => `+${cidr}`), ...gone.map((cidr) => `-${cidr}`)].join(' ')}`
  })
}

/** One entry a line, so that a refresh is a readable difference. */
export function printEntries({ header, shared, regions }: PrefixListEntries): string {
  const lines = (record: object) =>
    Object.entries(record)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${printFlat(value)}`)
      .join(',\n')
  return `{
  "header": ${printFlat(header)},
  "shared": {
${lines(shared)}
  },
  "regions": {
${lines(regions)}
  }
}
`
}

function printFlat(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printFlat).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}: ${printFlat(part)}`)
    .join(', ')}}`
}
