import { AwsError } from '../../api/error.ts'
import { table } from '../../kernel/store.ts'
import type { Scope } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { releaseAssociation } from './elastic-ip-association.ts'
import {
  type ElasticIp,
  elasticIps,
  findByPublicIp,
  noPermission,
  notYours,
  requireIpv4,
  requireOne,
} from './elastic-ips.ts'
import { doesNotExist, invalidCombination, invalidParameter } from './errors.ts'
import { networkInterfaces } from './network-interfaces.ts'
import { releasePublicAddress, retakePublicAddress, takePublicAddress } from './public-addresses.ts'
import { vpcs } from './vpcs.ts'

interface ReleasedAddress extends Scope {
  readonly address: string
}

// Who released an address may get it back as long as nobody else has it.
export const releasedAddresses = table<ReleasedAddress>('ec2:released-address', ({ address }) => address)

export const allocateAddress = operation(
  'ec2',
  'AllocateAddress',
  {
    fidelity: {
      simplified:
        'Addresses come from Amazon alone: there are no address pools of your own, of an Outpost or of IPAM, and no Local Zones with border groups of their own.',
    },
    source: 'EC2 API reference, AllocateAddress',
  },
  (input, ctx) => {
    const { Domain = 'vpc', NetworkBorderGroup = ctx.region } = input
    if (Domain !== 'vpc') throw invalidParameter(`Invalid value '${Domain}' for domain.`)
    refusePools(input)
    // There are no Local Zones, whose groups are the only others.
    if (NetworkBorderGroup !== ctx.region) {
      throw invalidParameter(`invalid value for parameter networkBorderGroup: ${NetworkBorderGroup}`)
    }
    const Tags = tagsFor(input.TagSpecifications, 'elastic-ip')
    const PublicIp =
      input.Address === undefined ? takePublicAddress(ctx.store, ctx.region) : recover(ctx, input.Address)
    const AllocationId = ctx.newId('eipalloc')
    elasticIps.create(ctx, {
      AllocationId,
      Domain,
      Tags,
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup,
      PublicIp,
    })
    return { AllocationId, PublicIpv4Pool: 'amazon', NetworkBorderGroup, Domain, PublicIp }
  },
)

function refusePools(input: {
  readonly Address?: string | undefined
  readonly PublicIpv4Pool?: string | undefined
  readonly CustomerOwnedIpv4Pool?: string | undefined
  readonly IpamPoolId?: string | undefined
}): void {
  const { Address, PublicIpv4Pool, CustomerOwnedIpv4Pool, IpamPoolId } = input
  if (PublicIpv4Pool !== undefined && Address !== undefined) {
    throw invalidCombination('The parameter PublicIpv4Pool cannot be used with the parameter Address')
  }
  // Amazon's own pool may be named, as the pool that every address is shown with.
  if (PublicIpv4Pool !== undefined && PublicIpv4Pool !== 'amazon') {
    throw invalidParameter(`invalid value for parameter pool: ${PublicIpv4Pool}`)
  }
  if (CustomerOwnedIpv4Pool !== undefined) {
    throw doesNotExist('InvalidPoolID.NotFound', 'pool')(CustomerOwnedIpv4Pool)
  }
  if (IpamPoolId !== undefined) throw doesNotExist('InvalidIpamPoolId.NotFound', 'ipam-pool')(IpamPoolId)
}

function recover(ctx: Context, address: string): string {
  requireIpv4(address)
  const released = ctx.store.get(releasedAddresses, address)
  const wasOurs = released?.account === ctx.account && released.region === ctx.region
  if (wasOurs && retakePublicAddress(ctx.store, ctx.region, address)) return address
  throw new AwsError(
    'InvalidAddress.NotFound',
    `The Elastic IP address '${address}' does not exist or is not available.`,
  )
}

export const releaseAddress = operation(
  'ec2',
  'ReleaseAddress',
  { fidelity: 'exact', source: 'EC2 API reference, ReleaseAddress' },
  ({ AllocationId, PublicIp, NetworkBorderGroup }, ctx) => {
    requireOne(PublicIp, AllocationId, 'allocation id')
    if (PublicIp !== undefined) {
      if (!findByPublicIp(ctx, PublicIp)) throw notYours(PublicIp)
      throw invalidParameter('You must specify an allocation id when releasing a VPC elastic IP address')
    }
    const address = elasticIps.require(ctx, AllocationId)
    const { record, side } = address
    const publicIp = record.PublicIp ?? ''
    if (NetworkBorderGroup !== undefined && NetworkBorderGroup !== record.NetworkBorderGroup) {
      throw new AwsError('InvalidAddress.NotFound', `Address '${publicIp}' not found.`)
    }
    if (side.ptr !== undefined || side.ptrUpdate) {
      throw new AwsError(
        'InvalidAddress.PtrSet',
        `The address with allocation id [${AllocationId}] cannot be released because it has a PTR record set.`,
      )
    }
    elasticIps.delete(ctx, unbound(ctx, address))
    releasePublicAddress(ctx.store, publicIp)
    ctx.store.put(releasedAddresses, { account: ctx.account, region: ctx.region, address: publicIp })
    return {}
  },
)

// EC2 API reference, ReleaseAddress: in a default VPC, what is released is disassociated from its instance first.
function unbound(ctx: Context, address: ElasticIp): ElasticIp {
  const { NetworkInterfaceId, PublicIp } = address.record
  if (NetworkInterfaceId === undefined) return address
  const eni = networkInterfaces.get(ctx, NetworkInterfaceId)?.record
  if (eni?.RequesterManaged) throw noPermission()
  const isDefault = vpcs.get(ctx, eni?.VpcId ?? '')?.record.IsDefault
  if (isDefault && eni?.Attachment?.InstanceId !== undefined) return releaseAssociation(ctx, address)
  throw new AwsError('InvalidIPAddress.InUse', `Address ${PublicIp} is in use.`)
}
