import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import {
  type ElasticIp,
  elasticIps,
  findByPublicIp,
  noPermission,
  notYours,
  requireOne,
} from './elastic-ips.ts'
import { doesNotExist, invalidCombination, invalidParameter } from './errors.ts'
import { freeElasticAddress } from './interface-associations.ts'
import { internetGateways } from './internet-gateways.ts'
import {
  interfacesOf,
  type NetworkInterface,
  networkInterfaces,
  setAssociation,
} from './network-interfaces.ts'

export const associateAddress = operation(
  'ec2',
  'AssociateAddress',
  { fidelity: 'exact', source: 'EC2 API reference, AssociateAddress' },
  (input, ctx) => {
    const { AllocationId, PublicIp, AllowReassociation = true } = input
    requireOne(PublicIp, AllocationId, 'allocation id')
    requireTarget(input)
    if (PublicIp !== undefined) {
      if (!findByPublicIp(ctx, PublicIp)) throw notYours(PublicIp)
      throw invalidCombination('You must specify an allocation id when mapping an address to a VPC instance')
    }
    const address = elasticIps.require(ctx, AllocationId)
    const eni = requireInterface(ctx, input)
    const place = requirePlace(eni, input.PrivateIpAddress)
    const privateIp = place.PrivateIpAddress ?? ''
    if (isBoundTo(address, eni, privateIp)) return { AssociationId: address.record.AssociationId }
    requireInternetGateway(ctx, eni)
    // EC2 API reference, AssociateAddress: "Reassociation is automatic", unless it is forbidden.
    if (!AllowReassociation) requireUnbound(address, eni, place)
    if (isManaged(ctx, address)) throw noPermission()
    releaseAssociation(ctx, address)
    const other = elasticIps.get(ctx, place.Association?.AllocationId ?? '')
    if (other) releaseAssociation(ctx, other)
    return { AssociationId: bindElasticIp(ctx, address, eni, privateIp) }
  },
)

interface TargetRequest {
  readonly InstanceId?: string | undefined
  readonly NetworkInterfaceId?: string | undefined
}

function requireTarget({ InstanceId, NetworkInterfaceId }: TargetRequest): void {
  if (InstanceId === undefined && NetworkInterfaceId === undefined) {
    throw new AwsError('MissingParameter', 'Either instance ID or network interface id must be specified')
  }
  if (InstanceId !== undefined && NetworkInterfaceId !== undefined) {
    throw invalidCombination(
      'You may specify instance ID or network interface id, but not both in the same call',
    )
  }
}

function requireInterface(ctx: Context, { InstanceId, NetworkInterfaceId }: TargetRequest): NetworkInterface {
  const eni =
    InstanceId === undefined
      ? networkInterfaces.require(ctx, NetworkInterfaceId)
      : requireOnlyInterface(ctx, InstanceId)
  if (eni.record.RequesterManaged) throw noPermission()
  return eni
}

const addressable = ['running', 'stopping', 'stopped']

function requireOnlyInterface(ctx: Context, id: string): NetworkInterface {
  const instance = ctx.families.ofId(id)?.find(ctx, id)
  const state = (instance?.record as Ec2.Instance | undefined)?.State?.Name
  if (!instance || !state) throw doesNotExist('InvalidInstanceID.NotFound', 'instance')(id)
  if (!addressable.includes(state)) {
    throw new AwsError(
      'InvalidInstanceID',
      `The ${state} instance '${id}' is not in a valid state for this operation.`,
    )
  }
  const [only, ...others] = interfacesOf(ctx, id)
  if (only && !others.length) return only
  throw new AwsError(
    'InvalidInstanceID',
    `There are multiple interfaces attached to instance '${id}'. Please specify an interface ID for the operation instead.`,
  )
}

type Place = Ec2.NetworkInterfacePrivateIpAddress

function requirePlace({ record }: NetworkInterface, wanted = record.PrivateIpAddress): Place {
  const place = record.PrivateIpAddresses?.find((one) => one.PrivateIpAddress === wanted)
  if (place) return place
  throw invalidParameter(`${wanted ?? 'IPv4'} is not mapped to the interface ${record.NetworkInterfaceId}`)
}

const isBoundTo = ({ record }: ElasticIp, eni: NetworkInterface, privateIp: string): boolean =>
  record.NetworkInterfaceId === eni.record.NetworkInterfaceId && record.PrivateIpAddress === privateIp

function requireInternetGateway(ctx: Context, { record }: NetworkInterface): void {
  if (internetGateways.count(ctx, 'vpc', record.VpcId ?? '')) return
  throw new AwsError('Gateway.NotAttached', `Network ${record.VpcId} is not attached to any internet gateway`)
}

function requireUnbound({ record }: ElasticIp, eni: NetworkInterface, place: Place): void {
  if (record.AssociationId !== undefined) {
    throw alreadyAssociated(record.AllocationId, record.AssociationId)
  }
  const { Association } = place
  if (Association?.AllocationId === undefined) return
  throw new AwsError(
    'Resource.AlreadyAssociated',
    `resource ${eni.record.NetworkInterfaceId} and ${place.PrivateIpAddress} is already associated with public address ${Association.PublicIp}`,
  )
}

const alreadyAssociated = (allocation: string | undefined, association: string) =>
  new AwsError(
    'Resource.AlreadyAssociated',
    `resource ${allocation} is already associated with associate-id ${association}`,
  )

/** Whether a service of AWS's uses the address: a NAT gateway, for one. */
function isManaged(ctx: Context, { record }: ElasticIp): boolean {
  return networkInterfaces.get(ctx, record.NetworkInterfaceId ?? '')?.record.RequesterManaged ?? false
}

export const disassociateAddress = operation(
  'ec2',
  'DisassociateAddress',
  { fidelity: 'exact', source: 'EC2 API reference, DisassociateAddress' },
  ({ AssociationId, PublicIp }, ctx) => {
    requireOne(PublicIp, AssociationId, 'association id')
    if (PublicIp !== undefined) {
      if (!findByPublicIp(ctx, PublicIp)) throw notYours(PublicIp)
      throw invalidParameter(
        'You must specify an association id when unmapping an address from a VPC instance',
      )
    }
    const address = requireAssociation(ctx, AssociationId ?? '')
    if (isManaged(ctx, address)) throw noPermission()
    releaseAssociation(ctx, address)
    return {}
  },
)

function requireAssociation(ctx: Context, id: string): ElasticIp {
  const [address] = elasticIps.by(ctx, 'association', id)
  if (address && address.account === ctx.account && address.region === ctx.region) return address
  throw doesNotExist('InvalidAssociationID.NotFound', 'association')(id)
}

/** Gives a private address of an interface an Elastic IP address that nobody uses; the association's id. */
export function bindElasticIp(
  ctx: Context,
  address: ElasticIp,
  { record }: NetworkInterface,
  privateIp: string,
): string {
  const { AllocationId, PublicIp } = address.record
  const { NetworkInterfaceId = '', OwnerId } = record
  const AssociationId = ctx.newId('eipassoc')
  const place = {
    AssociationId,
    NetworkInterfaceId,
    NetworkInterfaceOwnerId: OwnerId,
    PrivateIpAddress: privateIp,
  }
  elasticIps.update(ctx, elasticIps.get(ctx, AllocationId ?? '')!, place)
  // The interface may have changed since the caller read it: an address that left it did that.
  const eni = networkInterfaces.get(ctx, NetworkInterfaceId)!
  setAssociation(ctx, eni, privateIp, { AllocationId, AssociationId, IpOwnerId: ctx.account, PublicIp })
  return AssociationId
}

/** The address is nobody's again; the private address that had it has none. */
export function releaseAssociation(ctx: Context, { record }: ElasticIp): ElasticIp {
  const { AllocationId = '', NetworkInterfaceId = '', PrivateIpAddress = '' } = record
  freeElasticAddress(ctx, { AllocationId })
  const eni = networkInterfaces.get(ctx, NetworkInterfaceId)
  if (eni) setAssociation(ctx, eni, PrivateIpAddress, undefined)
  return elasticIps.get(ctx, AllocationId)!
}
