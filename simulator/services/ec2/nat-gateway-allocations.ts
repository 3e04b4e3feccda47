import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { bindElasticIp } from './elastic-ip-association.ts'
import { type ElasticIp, elasticIps } from './elastic-ips.ts'
import { doesNotExist, invalidCombination, invalidParameter } from './errors.ts'
import { isIdOf } from './nat-gateways.ts'
import { networkInterfaces } from './network-interfaces.ts'

// Elastic IP addresses as NAT gateways take them. EC2 says more of them here, and in other words, than elsewhere.

/** The address, or an error of the request. Observed: NAT gateways call it an elastic-ip, not an allocation. */
export function requireAllocation(ctx: Context, id: string): ElasticIp {
  if (!isIdOf('eipalloc', id)) {
    throw new AwsError('InvalidElasticIpID.Malformed', `The elastic-ip ID '${id}' is malformed`)
  }
  const address = elasticIps.find(ctx, id)
  if (address) return address
  throw doesNotExist('InvalidElasticIpID.NotFound', 'elastic-ip')(id)
}

export function requireDistinct(allocations: readonly string[]): void {
  const twice = allocations.find((id, i) => allocations.indexOf(id) !== i)
  if (twice !== undefined) throw invalidParameter(`The elastic-ip ID '${twice}' is specified more than once.`)
}

/** Where private addresses are named for Elastic IP addresses, there is one for each. */
export function requireOneForEach(
  allocations: readonly string[],
  privateIps: readonly string[] | undefined,
): void {
  if (!privateIps?.length || privateIps.length === allocations.length) return
  throw invalidCombination(
    'The number of private IP addresses must be equal to the number of Elastic IP addresses.',
  )
}

// VPC user guide, amazon-vpc-limits: Elastic IP addresses of a public NAT gateway, private addresses of a private one.
const mostAddresses = { public: 2, private: 8 } as const

export function requireRoom(connectivity: Ec2.ConnectivityType, addresses: number): void {
  if (addresses <= mostAddresses[connectivity]) return
  throw connectivity === 'public'
    ? new AwsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.')
    : new AwsError('PrivateIpAddressLimitExceeded', 'Number of private addresses will exceed limit.')
}

export interface Failure {
  readonly FailureCode: string
  readonly FailureMessage: string
}

/** Why an Elastic IP address cannot become a NAT gateway's. EC2 API reference, NatGateway: the codes and texts. */
export function problemWith(ctx: Context, allocation: string): Failure | undefined {
  const address = elasticIps.get(ctx, allocation)
  if (!address) {
    return {
      FailureCode: 'InvalidAllocationID.NotFound',
      FailureMessage: `Elastic IP address [${allocation}] could not be associated with this NAT gateway`,
    }
  }
  if (address.record.AssociationId === undefined) return undefined
  return {
    FailureCode: 'Resource.AlreadyAssociated',
    FailureMessage: `Elastic IP address [${allocation}] is already associated`,
  }
}

/** The address of a gateway with its Elastic IP address in front of it. */
export function withElasticIp(ctx: Context, place: Ec2.NatGatewayAddress): Ec2.NatGatewayAddress {
  const { AllocationId, NetworkInterfaceId = '', PrivateIp = '' } = place
  if (AllocationId === undefined) return place
  const address = elasticIps.get(ctx, AllocationId)!
  const eni = networkInterfaces.get(ctx, NetworkInterfaceId)!
  const AssociationId = bindElasticIp(ctx, address, eni, PrivateIp)
  return { ...place, AssociationId, PublicIp: address.record.PublicIp }
}
