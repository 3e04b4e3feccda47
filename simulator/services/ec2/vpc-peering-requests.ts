import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { isRegion } from '../../world/catalogue/regions.ts'
import { durations } from '../../world/durations.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { securityGroupRules } from './security-group-rules.ts'
import { securityGroups } from './security-groups.ts'
import {
  blocksOf,
  hideFrom,
  isAt,
  isInForce,
  type PeeringConnection,
  peeringConnections,
  peeringsBetween,
  peeringsInForce,
  scopeOf,
  setStatus,
  vpcsOverlap,
} from './vpc-peering-connections.ts'
import { vpcs } from './vpcs.ts'

const noOptions: Ec2.VpcPeeringConnectionOptionsDescription = {
  AllowDnsResolutionFromRemoteVpc: false,
  AllowEgressFromLocalClassicLinkToRemoteVpc: false,
  AllowEgressFromLocalVpcToRemoteClassicLink: false,
}

export const createVpcPeeringConnection = operation(
  'ec2',
  'CreateVpcPeeringConnection',
  { fidelity: 'exact', source: 'EC2 API reference, CreateVpcPeeringConnection' },
  (input, ctx) => {
    const { VpcId, PeerVpcId, PeerOwnerId = ctx.account, PeerRegion = ctx.region } = input
    const Tags = tagsFor(input.TagSpecifications, 'vpc-peering-connection')
    const vpc = vpcs.require(ctx, VpcId)
    if (PeerVpcId === undefined) throw missingParameter('peerVpcId')
    if (!isRegion(PeerRegion)) {
      throw invalidParameter(`Value (${PeerRegion}) for parameter peerRegion is invalid.`)
    }
    const peer = { OwnerId: PeerOwnerId, VpcId: PeerVpcId, Region: PeerRegion }
    const before = existingRequest(ctx, VpcId, peer)
    if (before) return { VpcPeeringConnection: peeringConnections.print(ctx, before) }
    requireRoomForRequest(ctx)
    const id = ctx.newId('pcx')
    const created = peeringConnections.create(ctx, {
      AccepterVpcInfo: peer,
      ExpirationTime: timestamp(ctx.now - (ctx.now % 1000) + durations['peering-expired'] * 1000),
      RequesterVpcInfo: {
        ...blocksOf(vpc.record),
        OwnerId: ctx.account,
        PeeringOptions: noOptions,
        VpcId,
        Region: ctx.region,
      },
      Status: { Code: 'initiating-request', Message: `Initiating Request to ${PeerOwnerId}` },
      Tags,
      VpcPeeringConnectionId: id,
    })
    ctx.after('peering-requested', 'peering-requested', { id })
    return { VpcPeeringConnection: peeringConnections.print(ctx, created) }
  },
)

interface Peer {
  readonly OwnerId: string
  readonly VpcId: string
  readonly Region: string
}

// Peering guide, vpc-peering-basics: "You cannot have more than one VPC peering connection between two VPCs at the
// same time." The same request again is the request that is waiting already.
function existingRequest(ctx: Context, vpcId: string, peer: Peer): PeeringConnection | undefined {
  // Whoever names the wrong owner or Region asks for another VPC, one that does not exist.
  const between = peeringsBetween(ctx, vpcId, peer.VpcId).filter(({ record }) =>
    [record.AccepterVpcInfo, record.RequesterVpcInfo].some(
      (side) => side?.VpcId === peer.VpcId && side.OwnerId === peer.OwnerId && side.Region === peer.Region,
    ),
  )
  const inForce = between.find(isInForce)
  if (inForce) throw alreadyExists(peeringConnections.idOf(inForce))
  return between.find(
    ({ record }) =>
      record.RequesterVpcInfo?.VpcId === vpcId &&
      (record.Status?.Code === 'initiating-request' || record.Status?.Code === 'pending-acceptance'),
  )
}

const alreadyExists = (id: string) =>
  new AwsError(
    'VpcPeeringConnectionAlreadyExists',
    `The vpc peering connection identified by ${id} already exists.`,
  )

function requireRoomForRequest(ctx: Context): void {
  if (peeringConnections.count(ctx, 'pending', ctx.account) < ctx.limit('outstanding-peering-requests'))
    return
  throw new AwsError(
    'OutstandingVpcPeeringConnectionLimitExceeded',
    'The maximum number of outstanding VPC peering connection requests has been reached.',
  )
}

const cannotPeer = 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range'

// A request that cannot be is not refused: it fails a moment later.
export const peeringRequested = due<{ id: string }>('peering-requested', ({ id }, ctx) => {
  const held = peeringConnections.get(ctx, id)
  if (held?.record.Status?.Code !== 'initiating-request') return
  if (!fits(ctx, held)) {
    setStatus(ctx, held, 'failed', cannotPeer)
    hideFrom(ctx, id, ctx, 'peering-hidden-early')
    return
  }
  const { AccepterVpcInfo: accepter } = held.record
  const Message = `Pending Acceptance by ${accepter?.OwnerId}`
  const pending = peeringConnections.update(ctx, held, { Status: { Code: 'pending-acceptance', Message } })
  if (!isAt(ctx, accepter)) peeringConnections.admit(ctx, pending, scopeOf(accepter))
  ctx.after('peering-expired', 'peering-expired', { id })
})

/** Whether the VPCs are there, the other one is whose the request says, and no address is in both. */
function fits(ctx: Context, { record }: PeeringConnection): boolean {
  const { RequesterVpcInfo: requester, AccepterVpcInfo: accepter } = record
  const ours = vpcs.get(ctx, requester?.VpcId ?? '')
  const theirs = vpcs.get(ctx, accepter?.VpcId ?? '')
  if (!ours || !theirs || !isAt(theirs, accepter)) return false
  return !vpcsOverlap(ours.record, theirs.record)
}

export const peeringExpired = due<{ id: string }>('peering-expired', ({ id }, ctx) => {
  const held = peeringConnections.get(ctx, id)
  if (held?.record.Status?.Code !== 'pending-acceptance') return
  setStatus(ctx, held, 'expired', 'Expired')
  for (const end of endsOf(held)) hideFrom(ctx, id, end, 'peering-hidden-late')
})

/** The accounts and Regions at the ends of a connection: one when both are the same. */
const endsOf = ({ account, region, guests = [] }: PeeringConnection) => [{ account, region }, ...guests]

export const acceptVpcPeeringConnection = operation(
  'ec2',
  'AcceptVpcPeeringConnection',
  { fidelity: 'exact', source: 'EC2 API reference, AcceptVpcPeeringConnection' },
  ({ VpcPeeringConnectionId: id }, ctx) => {
    const held = requireAsAccepter(ctx, id, 'accept')
    requireStatus(held, ['pending-acceptance'])
    const { RequesterVpcInfo: requester, AccepterVpcInfo: accepter } = held.record
    const ends = [requester?.VpcId ?? '', accepter?.VpcId ?? ''] as const
    if (peeringsBetween(ctx, ...ends).some(isInForce)) throw alreadyExists(id)
    for (const vpcId of ends) requireRoomForConnection(ctx, vpcId)
    if (!fits(ctx, held)) {
      const failed = setStatus(ctx, held, 'failed', cannotPeer)
      hideFrom(ctx, id, scopeOf(requester), 'peering-hidden-early')
      if (!isAt(ctx, requester)) hideFrom(ctx, id, ctx, 'peering-hidden-early')
      return { VpcPeeringConnection: peeringConnections.print(ctx, failed) }
    }
    const vpc = vpcs.get(ctx, accepter?.VpcId ?? '')!
    const accepted = setStatus(ctx, held, 'provisioning', 'Provisioning', {
      AccepterVpcInfo: { ...accepter, ...blocksOf(vpc.record), PeeringOptions: noOptions },
    })
    ctx.after('peering-provisioned', 'peering-provisioned', { id })
    return { VpcPeeringConnection: peeringConnections.print(ctx, accepted) }
  },
)

function requireRoomForConnection(ctx: Context, vpcId: string): void {
  if (peeringsInForce(ctx, vpcId).length < ctx.limit('active-peerings-per-vpc')) return
  throw new AwsError(
    'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
    `The maximum number of active VPC peering connections has been reached for VPC ${vpcId}.`,
  )
}

export const peeringProvisioned = due<{ id: string }>('peering-provisioned', ({ id }, ctx) => {
  const held = peeringConnections.get(ctx, id)
  if (held?.record.Status?.Code === 'provisioning') setStatus(ctx, held, 'active', 'Active')
})

export const rejectVpcPeeringConnection = operation(
  'ec2',
  'RejectVpcPeeringConnection',
  { fidelity: 'exact', source: 'EC2 API reference, RejectVpcPeeringConnection' },
  ({ VpcPeeringConnectionId: id }, ctx) => {
    const held = requireAsAccepter(ctx, id, 'reject')
    requireStatus(held, ['pending-acceptance'])
    setStatus(ctx, held, 'rejected', `Rejected by ${ctx.account}`)
    const { RequesterVpcInfo: requester } = held.record
    hideFrom(ctx, id, scopeOf(requester), 'peering-hidden-late')
    if (!isAt(ctx, requester)) hideFrom(ctx, id, ctx, 'peering-hidden-early')
    return { Return: true }
  },
)

export const deleteVpcPeeringConnection = operation(
  'ec2',
  'DeleteVpcPeeringConnection',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteVpcPeeringConnection' },
  ({ VpcPeeringConnectionId: id }, ctx) => {
    const held = peeringConnections.require(ctx, id)
    if (held.record.Status?.Code === 'deleted') return { Return: true }
    // "The owner of the requester VPC can delete a VPC peering connection in the pending-acceptance state"; the other
    // one rejects it. What is active either of them may delete.
    const isRequester = isAt(ctx, held.record.RequesterVpcInfo)
    requireStatus(held, [
      'active',
      'provisioning',
      ...(isRequester ? (['pending-acceptance', 'initiating-request'] as const) : []),
    ])
    setStatus(ctx, held, 'deleted', `Deleted by ${ctx.account}`)
    noteInRules(ctx, held)
    for (const end of endsOf(held)) {
      const isDeleter = end.account === ctx.account && end.region === ctx.region
      hideFrom(ctx, id, end, isDeleter ? 'peering-hidden-early' : 'peering-hidden-late')
    }
    return { Return: true }
  },
)

// Rules that name a group over the connection stay, and say that it is gone (peering guide,
// vpc-peering-security-groups).
function noteInRules(ctx: Context, { record }: PeeringConnection): void {
  for (const side of [record.RequesterVpcInfo, record.AccepterVpcInfo]) {
    const rules = securityGroups
      .by(ctx, 'vpc', side?.VpcId ?? '')
      .flatMap((group) => securityGroupRules.by(ctx, 'referenced-group', securityGroups.idOf(group)))
    for (const rule of rules) {
      const { ReferencedGroupInfo: info } = rule.record
      if (info?.VpcPeeringConnectionId !== record.VpcPeeringConnectionId) continue
      securityGroupRules.update(ctx, rule, { ReferencedGroupInfo: { ...info, PeeringStatus: 'deleted' } })
    }
  }
}

function requireAsAccepter(ctx: Context, id: string, verb: 'accept' | 'reject'): PeeringConnection {
  const held = peeringConnections.get(ctx, id)
  const { AccepterVpcInfo: accepter, RequesterVpcInfo: requester } = held?.record ?? {}
  const involved = [accepter, requester].some((side) => side?.OwnerId === ctx.account)
  if (!held || !involved) return peeringConnections.require(ctx, id)
  if (accepter?.OwnerId !== ctx.account) {
    throw new AwsError('OperationNotPermitted', `User (${ctx.account}) cannot ${verb} peering ${id}`)
  }
  if (accepter.Region !== ctx.region) {
    const done = verb === 'accept' ? 'accepted' : 'rejected'
    throw new AwsError(
      'OperationNotPermitted',
      `Incorrect region (${ctx.region}) specified for this request. ` +
        `VPC peering connection ${id} must be ${done} in region ${accepter.Region}`,
    )
  }
  return peeringConnections.require(ctx, id)
}

function requireStatus(held: PeeringConnection, allowed: readonly string[]): void {
  if (allowed.includes(held.record.Status?.Code ?? '')) return
  throw new AwsError(
    'InvalidStateTransition',
    `VpcPeeringConnectionID ${peeringConnections.idOf(held)} is not in the correct state for the request.`,
  )
}
