import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { parseAddress } from '../../kernel/address.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { doesNotExist, invalidCombination } from './errors.ts'
import { networkInterfaces } from './network-interfaces.ts'

/** What `describe-addresses-attribute` tells and `describe-addresses` does not. */
interface ElasticIpSide {
  /** The reverse DNS name, with its final dot. */
  readonly ptr?: string | undefined
  /** What the name is about to become: a name, or an empty text for none. */
  readonly ptrUpdate?: string | undefined
}

export type ElasticIp = Held<Ec2.Address, ElasticIpSide>

export const elasticIps = family<Ec2.Address, ElasticIpSide>({
  service: 'ec2',
  resource: 'elastic-ip',
  id: 'AllocationId',
  prefix: 'eipalloc',
  missing: doesNotExist('InvalidAllocationID.NotFound', 'allocation'),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: {
    'network-interface': {
      to: 'ec2:network-interface',
      read: ({ record }) => record.NetworkInterfaceId,
      blocks: false,
    },
  },
  indexes: {
    association: ({ record }) => record.AssociationId,
    'public-ip': ({ record }) => record.PublicIp,
  },
  quota: {
    id: 'elastic-ips-per-region',
    error: () => new AwsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.'),
  },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:elastic-ip/${record.AllocationId}`,
  view: withInstance,
  filters: {
    'allocation-id': ({ record }) => record.AllocationId,
    'association-id': { index: 'association', read: ({ record }) => record.AssociationId },
    // No longer in the list that AWS documents, and EC2 still takes it: CLI reference, describe-addresses.
    domain: ({ record }) => record.Domain,
    'instance-id': ({ record }, ctx) => instanceOf(ctx, record),
    'network-border-group': ({ record }) => record.NetworkBorderGroup,
    'network-interface-id': { index: 'network-interface', read: ({ record }) => record.NetworkInterfaceId },
    'network-interface-owner-id': ({ record }) => record.NetworkInterfaceOwnerId,
    'private-ip-address': ({ record }) => record.PrivateIpAddress,
    'public-ip': { index: 'public-ip', read: ({ record }) => record.PublicIp },
  },
})

// An address belongs to a network interface; the instance is whichever has that interface at the moment.
function instanceOf(ctx: Pick<Context, 'store'>, { NetworkInterfaceId }: Ec2.Address): string | undefined {
  if (NetworkInterfaceId === undefined) return undefined
  return networkInterfaces.get(ctx, NetworkInterfaceId)?.record.Attachment?.InstanceId
}

function withInstance({ record }: ElasticIp, ctx: Pick<Context, 'store'>): Ec2.Address {
  const { InstanceId: _, ...address } = record
  const InstanceId = instanceOf(ctx, record)
  return { ...address, ...(InstanceId !== undefined && { InstanceId }) }
}

export const describeAddresses = operation(
  'ec2',
  'DescribeAddresses',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeAddresses' },
  ({ AllocationIds, PublicIps, Filters }, ctx) => {
    let addresses = elasticIps.select(ctx, AllocationIds, Filters)
    if (PublicIps?.length) {
      const wanted = new Set(PublicIps.map((address) => requireByPublicIp(ctx, address)))
      addresses = addresses.filter((address) => wanted.has(address))
    }
    return { Addresses: addresses.map((address) => elasticIps.print(ctx, address)) }
  },
)

export const findByPublicIp = (ctx: Context, address: string): ElasticIp | undefined =>
  elasticIps
    .by(ctx, 'public-ip', address)
    .find(({ account, region }) => account === ctx.account && region === ctx.region)

function requireByPublicIp(ctx: Context, address: string): ElasticIp {
  const found = findByPublicIp(ctx, address)
  if (found) return found
  requireIpv4(address)
  throw new AwsError('InvalidAddress.NotFound', `Address '${address}' not found.`)
}

/** EC2 API reference, errors-overview: addresses have the form xx.xx.xx.xx. */
export function requireIpv4(address: string): void {
  if (typeof parseAddress(address) === 'number') return
  throw new AwsError('InvalidAddress.Malformed', `The specified IP address '${address}' is not valid.`)
}

/** Requests name an Elastic IP address by an id, or by itself as in the days of EC2-Classic, and not by both. */
export function requireOne(publicIp: string | undefined, id: string | undefined, idName: string): void {
  if (publicIp === undefined && id === undefined) {
    throw new AwsError('MissingParameter', `Either public IP or ${idName} must be specified`)
  }
  if (publicIp !== undefined && id !== undefined) {
    throw invalidCombination(`You may specify public IP or ${idName}, but not both in the same call`)
  }
}

/** Observed: what EC2 answers when an address or an interface is in the hands of a service of AWS's. */
export const noPermission = () =>
  new AwsError('AuthFailure', 'You do not have permission to access the specified resource.')

export const notYours = (address: string) =>
  new AwsError('AuthFailure', `The address '${address}' does not belong to you.`)
