import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { parseAddress } from '../../kernel/address.ts'
import { scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { dependencyViolation, family } from '../family.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { doesNotExist, invalidParameter, missingParameter } from './errors.ts'

interface DhcpOptionsSide {
  /** The set that AWS made for the account in the Region. */
  readonly isRegionsOwn?: boolean
}

/** What a VPC shows instead of an id when it has no DHCP options. */
export const defaultOptionsWord = 'default'

export const dhcpOptions = family<Ec2.DhcpOptions, DhcpOptionsSide>({
  service: 'ec2',
  resource: 'dhcp-options',
  id: 'DhcpOptionsId',
  prefix: 'dopt',
  missing: doesNotExist('InvalidDhcpOptionID.NotFound', 'dhcpOption'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  inUse: (id) => dependencyViolation('dhcpOptions', id),
  indexes: { regional: (held) => (held.side.isRegionsOwn ? scopeKey(held) : undefined) },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:dhcp-options/${record.DhcpOptionsId}`,
  filters: {
    'dhcp-options-id': ({ record }) => record.DhcpOptionsId,
    key: ({ record }) => record.DhcpConfigurations?.map((one) => one.Key),
    value: ({ record }) =>
      record.DhcpConfigurations?.flatMap((one) => one.Values?.map(({ Value }) => Value) ?? []),
    'owner-id': ({ record }) => record.OwnerId,
  },
})

export const describeDhcpOptions = describe(
  'ec2',
  'DescribeDhcpOptions',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeDhcpOptions' },
  dhcpOptions,
  { ids: 'DhcpOptionsIds', list: 'DhcpOptions' },
)

/** The set that every new VPC starts with, by its id; made when it is first needed, or again after a deletion. */
export function defaultDhcpOptions(ctx: Context): string {
  const [known] = dhcpOptions.by(ctx, 'regional', scopeKey(ctx))
  if (known) return dhcpOptions.idOf(known)
  // VPC user guide, DHCPOptionSetConcepts: what the default option set holds.
  const domain = ctx.region === 'us-east-1' ? 'ec2.internal' : `${ctx.region}.compute.internal`
  const id = ctx.newId('dopt')
  dhcpOptions.create(
    ctx,
    {
      OwnerId: ctx.account,
      Tags: [],
      DhcpOptionsId: id,
      DhcpConfigurations: [
        { Key: 'domain-name', Values: [{ Value: domain }] },
        { Key: 'domain-name-servers', Values: [{ Value: amazonDns }] },
      ],
    },
    { isRegionsOwn: true },
  )
  return id
}

export const createDhcpOptions = operation(
  'ec2',
  'CreateDhcpOptions',
  { fidelity: 'exact', source: 'EC2 API reference, CreateDhcpOptions' },
  ({ DhcpConfigurations, TagSpecifications }, ctx) => {
    if (!DhcpConfigurations.length) throw missingParameter('dhcpConfiguration')
    const options = new Map<string, string[]>()
    for (const { Key = '', Values = [] } of DhcpConfigurations) {
      if (options.has(Key)) throw invalidParameter(`Duplicate DHCP option '${Key}' specified.`)
      options.set(Key, readOption(Key, Values))
    }
    const record: Ec2.DhcpOptions = {
      OwnerId: ctx.account,
      Tags: tagsFor(TagSpecifications, 'dhcp-options'),
      DhcpOptionsId: ctx.newId('dopt'),
      DhcpConfigurations: [...options]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([Key, values]) => ({ Key, Values: values.map((Value) => ({ Value })) })),
    }
    dhcpOptions.create(ctx, record)
    return { DhcpOptions: record }
  },
)

export const deleteDhcpOptions = operation(
  'ec2',
  'DeleteDhcpOptions',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteDhcpOptions' },
  ({ DhcpOptionsId }, ctx) => {
    const held = dhcpOptions.find(ctx, DhcpOptionsId)
    // Deleting has a code of its own for an unknown set (errors page of the EC2 guide: InvalidDhcpOptionsID.NotFound).
    if (!held) throw doesNotExist('InvalidDhcpOptionsID.NotFound', 'dhcpOptions')(DhcpOptionsId)
    dhcpOptions.delete(ctx, held)
    return {}
  },
)

const amazonDns = 'AmazonProvidedDNS'
const mostServers = 4

// The page of CreateDhcpOptions lists the options and what each may hold.
function readOption(key: string, values: readonly string[]): string[] {
  const check = checks.get(key)
  if (!check) throw invalidParameter(`Value (${key}) for parameter key is invalid. Unknown DHCP option.`)
  const read = check.list ? values.flatMap((value) => value.split(',').map((one) => one.trim())) : [...values]
  if (!read.length || read.includes('')) {
    throw new AwsError('MissingParameter', `The DHCP option '${key}' must have a value.`)
  }
  const most = check.list ? mostServers : 1
  if (read.length > most) {
    throw invalidParameter(
      `The DHCP option '${key}' takes at most ${most} ${most === 1 ? 'value' : 'values'}.`,
    )
  }
  for (const value of read) {
    if (check.allows(value)) continue
    throw invalidParameter(`Value (${value}) for parameter ${key} is invalid. ${check.expects}`)
  }
  return read
}

interface OptionCheck {
  /** Several servers, one by one or separated by commas. */
  readonly list: boolean
  readonly allows: (value: string) => boolean
  readonly expects: string
}

const isAddress = (value: string) => parseAddress(value) !== undefined
const isIpv4Address = (value: string) => typeof parseAddress(value) === 'number'

const checks = new Map(
  Object.entries<OptionCheck>({
    'domain-name': { list: false, allows: (value) => value.trim() !== '', expects: 'Invalid domain name.' },
    'domain-name-servers': {
      list: true,
      allows: (value) => value === amazonDns || isAddress(value),
      expects: 'Invalid IP address.',
    },
    'ipv6-address-preferred-lease-time': {
      list: false,
      allows: (value) => /^\d+$/.test(value) && Number(value) >= 140 && Number(value) <= 2_147_483_647,
      expects: 'The lease time must be between 140 and 2147483647 seconds.',
    },
    'netbios-name-servers': { list: true, allows: isIpv4Address, expects: 'Invalid IP address.' },
    'netbios-node-type': {
      list: false,
      allows: (value) => /^[1248]$/.test(value),
      expects: 'Valid values are 1, 2, 4 and 8.',
    },
    'ntp-servers': { list: true, allows: isAddress, expects: 'Invalid IP address.' },
  }),
)
