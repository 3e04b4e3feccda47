import type { Ec2 } from '../../api/generated/types.d.ts'
import { endpointServices } from '../../services/ec2/endpoint-services.ts'
import { internetGateways } from '../../services/ec2/internet-gateways.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { isAlive, transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { isInForce, peeringConnections } from '../../services/ec2/vpc-peering-connections.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import type { Scope } from '../../world/held.ts'
import type { Fabric } from '../fabric.ts'
import { idNamed } from './named-components.ts'
import type { Side } from './side.ts'
import { sideOf } from './sides.ts'

// Where findings may begin and end. Network Access Analyzer guide, how-network-access-analyzer-works, "Supported source and
// destination resources", and resource-statement.

/** Everything of the account's in the Region that a finding may begin or end at. */
export function sidesIn(fabric: Fabric, scope: Scope): readonly Side[] {
  const here = { ...fabric, ...scope }
  const ids = [
    ...internetGateways.list(here).map(({ record }) => record.InternetGatewayId),
    ...networkInterfaces.list(here).map(({ record }) => record.NetworkInterfaceId),
    ...vpnGateways.list(here).map(({ record }) => record.VpnGatewayId),
    ...peeringConnections
      .list(here)
      .flatMap((held) => (isInForce(held) ? [held.record.VpcPeeringConnectionId] : [])),
    ...transitGatewayAttachments
      .list(here)
      .flatMap((held) => (isAlive(held) ? [transitGatewayAttachments.idOf(held)] : [])),
    ...endpointServices.list(here).map(({ record }) => record.ServiceId),
    ...vpcEndpoints.list(here).map(({ record }) => record.VpcEndpointId),
  ]
  return ids.flatMap((id) => (id === undefined ? [] : (sideOf(fabric, id) ?? [])))
}

/** What the resource types of a statement are called in ids. */
const prefixes: Readonly<Record<string, string>> = {
  'AWS::EC2::InternetGateway': 'igw-',
  'AWS::EC2::TransitGatewayAttachment': 'tgw-attach-',
  'AWS::EC2::VPCEndpoint': 'vpce-',
  'AWS::EC2::VPCEndpointService': 'vpce-svc-',
  'AWS::EC2::VPCPeeringConnection': 'pcx-',
  'AWS::EC2::VPNGateway': 'vgw-',
}

/** The ids of the sides that a statement names; undefined where it names all. */
export function selectedBy(
  sides: readonly Side[],
  statement: Ec2.ResourceStatement | undefined,
): ReadonlySet<string> | undefined {
  if (!statement) return undefined
  const { Resources = [], ResourceTypes = [] } = statement
  const named = new Set(Resources.map(idNamed))
  const types = ResourceTypes.map((type) => prefixes[type])
  const selected = sides.filter((side) => {
    if (named.has(side.id)) return true
    if (types.some((prefix) => prefix !== undefined && kindOf(side.id) === prefix)) return true
    return side.interfaces.length > 0 && side.id.startsWith('eni-') && isNamedBy(side, named)
  })
  return new Set(selected.map(({ id }) => id))
}

const kindOf = (id: string): string => id.slice(0, id.lastIndexOf('-') + 1)

/** An interface is meant by its instance, its security groups, its subnet and its VPC. */
const isNamedBy = ({ interfaces }: Side, named: ReadonlySet<string>): boolean =>
  interfaces.some(({ record: { Attachment, Groups = [], SubnetId, VpcId } }) =>
    [Attachment?.InstanceId, SubnetId, VpcId, ...Groups.map(({ GroupId }) => GroupId)].some(
      (id) => id !== undefined && named.has(id),
    ),
  )
