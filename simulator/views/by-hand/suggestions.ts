import { firstFreePrefix, formatPrefix, type Prefix, parsePrefix } from '../../kernel/address.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { dnsServers, siteHosts, sites } from '../../services/onprem/tables.ts'
import { resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import { buckets } from '../../services/s3api/buckets.ts'
import { nameOf } from '../topology/names.ts'
import { type Asking, answerTo } from './asking.ts'
import { type Choice, memberOf } from './choices.ts'

// What people are likely to want where anything may be typed.

type Provider = (asking: Asking) => readonly Choice[] | Promise<readonly Choice[]>

export async function suggestionsFor(asking: Asking, path: string): Promise<readonly Choice[]> {
  const member = memberOf(path)
  const provider = providers[`${asking.action.operation}.${member}`] ?? providers[path] ?? providers[member]
  return (await provider?.(asking)) ?? []
}

const prefixes = (texts: readonly (string | undefined)[]): Prefix[] =>
  texts.flatMap((text) => parsePrefix(text ?? '')?.prefix ?? [])

/** The first blocks of usual sizes that no subnet of the VPC has. */
const freeBlocks: Provider = ({ cloud: { fabric }, subject }) => {
  const pools = prefixes(
    (vpcs.get(fabric, subject?.id ?? '')?.record.CidrBlockAssociationSet ?? []).map(
      ({ CidrBlock }) => CidrBlock,
    ),
  )
  const taken = prefixes(subnets.by(fabric, 'vpc', subject?.id ?? '').map(({ record }) => record.CidrBlock))
  return [24, 28].flatMap((length) => {
    const found = pools
      .filter((pool) => pool.length <= length)
      .map((pool) => firstFreePrefix(pool, length, taken))
      .find((free) => free !== undefined)
    return found ? [{ value: formatPrefix(found), label: `${formatPrefix(found)} (free)` }] : []
  })
}

const freeNetwork: Provider = ({ cloud: { fabric } }) => {
  const taken = prefixes(
    vpcs
      .everyone(fabric)
      .flatMap(({ record }) => record.CidrBlockAssociationSet?.map((one) => one.CidrBlock) ?? []),
  )
  const found = firstFreePrefix(parsePrefix('10.0.0.0/8')!.prefix, 16, taken)
  return found ? [{ value: formatPrefix(found), label: `${formatPrefix(found)} (free)` }] : []
}

/** Networks that there are: of VPCs, subnets, sites, and everything. */
const networks: Provider = ({ cloud: { fabric } }) => {
  const found: Choice[] = [{ value: '0.0.0.0/0', label: '0.0.0.0/0 (everything)' }]
  const add = (value: string | undefined, name: string) => {
    if (value !== undefined && !found.some((one) => one.value === value))
      found.push({ value, label: `${value} · ${name}` })
  }
  for (const { record } of vpcs.everyone(fabric))
    add(record.IsDefault ? undefined : record.CidrBlock, nameOf(record.VpcId, record.Tags))
  for (const { record } of subnets.everyone(fabric))
    add(record.DefaultForAz ? undefined : record.CidrBlock, nameOf(record.SubnetId, record.Tags))
  for (const { Name, Prefixes } of fabric.store.all(sites)) for (const prefix of Prefixes) add(prefix, Name)
  return found
}

const peers: Provider = async (asking) => {
  const { cloud, scope } = asking
  const lists = await answerTo(asking, 'ec2', 'DescribePrefixLists', {})
  const groups = await answerTo(asking, 'ec2', 'DescribeSecurityGroups', {})
  return [
    ...(await networks(asking)),
    ...cloud.store
      .all(siteHosts)
      .map(({ Name, Address }) => ({ value: `${Address}/32`, label: `${Address}/32 · ${Name}` })),
    ...(groups.SecurityGroups ?? []).map(({ GroupId = '', GroupName = '' }) => ({
      value: GroupId,
      label: `${GroupName} · ${GroupId}`,
    })),
    ...(lists.PrefixLists ?? []).map(({ PrefixListId = '', PrefixListName = '' }) => ({
      value: PrefixListId,
      label: `${PrefixListName.replace(`com.amazonaws.${scope.region}.`, '')} · ${PrefixListId}`,
    })),
  ]
}

const destinations: Provider = async (asking) => {
  const lists = await answerTo(asking, 'ec2', 'DescribeManagedPrefixLists', {})
  const own = (lists.PrefixLists ?? []).filter(({ OwnerId }) => OwnerId !== 'AWS')
  return [
    ...(await networks(asking)),
    ...own.map(({ PrefixListId = '', PrefixListName = '' }) => ({
      value: PrefixListId,
      label: `${PrefixListName} · ${PrefixListId}`,
    })),
  ]
}

/** A network ACL knows no prefix lists: so what gateway endpoints lead to is told block by block. */
const aclNetworks: Provider = async (asking) => {
  const lists = await answerTo(asking, 'ec2', 'DescribePrefixLists', {})
  return [
    ...(await networks(asking)),
    ...(lists.PrefixLists ?? []).flatMap(({ PrefixListName = '', Cidrs = [] }) =>
      Cidrs.map((value) => ({ value, label: `${value} · ${PrefixListName.split('.').at(-1)}` })),
    ),
  ]
}

const ruleNumber: Provider = ({ subject, action }) => {
  const entries = (subject?.record['Entries'] ?? []) as readonly { RuleNumber?: number }[]
  const numbers = [
    ...new Set(entries.flatMap(({ RuleNumber = 0 }) => (RuleNumber < 32767 ? [RuleNumber] : []))),
  ]
  if (action.operation !== 'CreateNetworkAclEntry')
    return numbers.map((one) => ({ value: String(one), label: String(one) }))
  const next = String(Math.max(0, ...numbers) + 100)
  return [{ value: next, label: next }]
}

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] })

const bucketArns = (name: string) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]

/** For endpoints: everything, or one bucket alone. */
const endpointPolicies: Provider = ({ cloud: { fabric } }) => [
  ...buckets.everyone(fabric).map(({ record: { Name = '' } }) => ({
    value: policy({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: bucketArns(Name) }),
    label: `${Name} alone`,
  })),
  { value: policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }), label: 'everything' },
]

/** For what endpoints lead to: by way of the endpoints that there are, and by no other. */
const resourcePolicies: Provider = ({ cloud: { fabric }, subject }) => {
  const all = vpcEndpoints.everyone(fabric).map(({ record }) => record.VpcEndpointId ?? '')
  const only = { StringNotEquals: { 'aws:SourceVpce': all } }
  const [Action, Resource] =
    subject?.family === 's3api:bucket'
      ? [['s3:*Object*', 's3:ListBucket*'], bucketArns(subject.id)]
      : ['*', '*']
  return all.length
    ? [
        {
          value: policy({ Effect: 'Deny', Principal: '*', Action, Resource, Condition: only }),
          label: 'by the endpoints alone',
        },
      ]
    : []
}

const nameServers: Provider = ({ cloud: { fabric } }) => [
  ...resolverEndpoints.everyone(fabric).flatMap(({ record, side }) => {
    const ips = side.addresses.flatMap(({ response }) => response.Ip ?? [])
    return ips.length
      ? [{ value: ips.join(','), label: `${record.Name || record.Id} · ${ips.join(', ')}` }]
      : []
  }),
  ...fabric.store.all(dnsServers).flatMap(({ Host }) => {
    const address = fabric.store.get(siteHosts, Host)?.Address
    return address === undefined ? [] : [{ value: address, label: `${Host} · ${address}` }]
  }),
  ...fabric.store
    .all(dnsServers)
    .flatMap(({ Forwarders = [] }) =>
      Forwarders.map(({ Addresses }) => ({ value: Addresses.join(','), label: Addresses.join(', ') })),
    ),
]

const domains: Provider = ({ cloud: { fabric } }) => [
  { value: '.', label: '. (everything else)' },
  ...vpcEndpoints.everyone(fabric).flatMap(({ record: { ServiceName = '' } }) => {
    const [, region, name] = /^com\.amazonaws\.([a-z0-9-]+)\.([\w-]+)$/.exec(ServiceName) ?? []
    const domain = `${name}.${region}.amazonaws.com`
    return name === undefined ? [] : [{ value: domain, label: domain }]
  }),
]

const endpointNames: Provider = async (asking) => {
  const { VpcEndpoints = [] } = await answerTo(asking, 'ec2', 'DescribeVpcEndpoints', {})
  return VpcEndpoints.flatMap(({ DnsEntries = [] }) => DnsEntries).map(({ DnsName = '' }) => ({
    value: DnsName,
    label: DnsName,
  }))
}

const providers: Readonly<Record<string, Provider>> = {
  'CreateSubnet.CidrBlock': freeBlocks,
  'CreateVpc.CidrBlock': freeNetwork,
  'AssociateVpcCidrBlock.CidrBlock': freeNetwork,
  CidrBlock: networks,
  'CreateNetworkAclEntry.CidrBlock': aclNetworks,
  'ReplaceNetworkAclEntry.CidrBlock': aclNetworks,
  DestinationCidrBlock: networks,
  $destination: destinations,
  $peer: peers,
  cidr: networks,
  RuleNumber: ruleNumber,
  PolicyDocument: endpointPolicies,
  Policy: resourcePolicies,
  Addresses: nameServers,
  Domain: domains,
  DNSName: endpointNames,
}
