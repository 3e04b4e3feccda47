import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import { peeringConnections, vpcIdsOf } from '../../services/ec2/vpc-peering-connections.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import type { Fabric } from '../fabric.ts'
import { leadTo, type Passed, routersOn } from './on-the-way.ts'
import { ec2Request, type Failure, type Repair, type RepairRequest, repair } from './repair.ts'
import { blockAround } from './route-candidates.ts'

// Connections between VPCs that wait for somebody, or that are not there at all.

/**
 * VPC peering guide, accept-vpc-peering-connection; transit gateway guide, tgw-vpc-attachments: the other side accepts.
 * Before that, AWS may have refused the route as well.
 */
export function acceptConnections(failure: Failure): Repair[] {
  const { fabric } = failure
  const passed = routersOn(failure.walk).at(-1)
  if (!passed) return []
  const { vpc } = passed.at
  return [
    ...connectionsOf(fabric, vpc).flatMap(({ record }) => {
      const { VpcPeeringConnectionId = '', Status, AccepterVpcInfo = {} } = record
      const { OwnerId: account = '', Region: region = '' } = AccepterVpcInfo
      if (Status?.Code !== 'pending-acceptance') return []
      const accept = ec2Request({ account, region }, 'AcceptVpcPeeringConnection', { VpcPeeringConnectionId })
      const sentence = `Accept the peering connection ${VpcPeeringConnectionId}`
      return accepting(fabric, passed, { sentence, accept, target: { VpcPeeringConnectionId } })
    }),
    ...transitGatewayAttachments.by(fabric, 'vpc', vpc).flatMap(({ record }) => {
      const { TransitGatewayAttachmentId = '', TransitGatewayId = '', State } = record
      const gateway = transitGateways.get(fabric, TransitGatewayId)
      if (State !== 'pendingAcceptance' || !gateway) return []
      const accept = ec2Request(gateway, 'AcceptTransitGatewayVpcAttachment', { TransitGatewayAttachmentId })
      const sentence = `Accept the attachment ${TransitGatewayAttachmentId} at ${TransitGatewayId}`
      return accepting(fabric, passed, { sentence, accept, target: { TransitGatewayId } })
    }),
  ]
}

interface Waiting {
  readonly sentence: string
  readonly accept: RepairRequest
  /** What a route names. */
  readonly target: Readonly<Record<string, string>>
}

function accepting(fabric: Fabric, passed: Passed, { sentence, accept, target }: Waiting): Repair[] {
  if (passed.route) return [repair(`${sentence}.`, accept)]
  const destination = blockAround(fabric, passed.at.vpc, passed.packet.destination)
  const [id = ''] = Object.values(target)
  const led = destination === undefined ? undefined : leadTo(fabric, passed, { id, target, destination })
  if (!led) return []
  const { RouteTableId } = passed.at.table.record
  return [
    repair(
      `${sentence}, and lead ${led.cidr} there in the route table ${RouteTableId}.`,
      accept,
      led.request,
    ),
  ]
}

/** Two VPCs that no connection joins: a new one, accepted, and the route to it. */
export function peerAnew({ fabric, walk }: Failure): Repair[] {
  const passed = routersOn(walk).at(-1)
  const own = vpcs.get(fabric, passed?.at.vpc ?? '')
  const far = passed && own && farVpc(fabric, passed)
  if (!far) return []
  const { VpcId = '' } = own.record
  const { VpcId: PeerVpcId = '' } = far.record
  const destination = blockAround(fabric, VpcId, passed.packet.destination)
  const led = leadTo(fabric, passed, {
    id: '$PEERING',
    target: { VpcPeeringConnectionId: '$PEERING' },
    ...(destination !== undefined && { destination }),
  })
  if (!led) return []
  return [
    repair(
      `Peer ${VpcId} with ${PeerVpcId}, and lead ${led.cidr} there in the route table ${passed.at.table.record.RouteTableId}.`,
      {
        ...ec2Request(own, 'CreateVpcPeeringConnection', {
          VpcId,
          PeerVpcId,
          PeerOwnerId: far.account,
          PeerRegion: far.region,
        }),
        keeps: { name: 'PEERING', member: 'VpcPeeringConnection.VpcPeeringConnectionId' },
      },
      ec2Request(far, 'AcceptVpcPeeringConnection', { VpcPeeringConnectionId: '$PEERING' }),
      led.request,
    ),
  ]
}

/** The one VPC that has the destination; several with the same addresses cannot all be meant. */
function farVpc(fabric: Fabric, { at, packet }: Passed) {
  const [far, ...others] = vpcs
    .everyone(fabric)
    .filter((one) => vpcs.idOf(one) !== at.vpc && isInVpc(fabric, vpcs.idOf(one), packet.destination))
  if (!far || others.length) return undefined
  const isJoined = connectionsOf(fabric, at.vpc).some(
    (one) => vpcIdsOf(one).includes(vpcs.idOf(far)) && joined.includes(one.record.Status?.Code),
  )
  return isJoined ? undefined : far
}

const joined: readonly (string | undefined)[] = [
  'active',
  'pending-acceptance',
  'provisioning',
  'initiating-request',
]

/** In whatever state they are. */
const connectionsOf = (fabric: Fabric, vpc: string) =>
  peeringConnections.everyone(fabric).filter((one) => vpcIdsOf(one).includes(vpc))
