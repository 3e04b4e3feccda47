import type { Ec2 } from '../../../api/generated/types.d.ts'
import type { Fabric } from '../../../network/fabric.ts'
import { cidrOfRoute, destinationMember } from '../../../network/mending/on-the-way.ts'
import { ec2Request } from '../../../network/mending/repair.ts'
import { targetOf } from '../../../network/rules/route.ts'
import { internetGateways } from '../../../services/ec2/internet-gateways.ts'
import { natGateways } from '../../../services/ec2/nat-gateways.ts'
import { routeTables } from '../../../services/ec2/route-tables.ts'
import { transitGatewayAttachments } from '../../../services/ec2/transit-gateway-attachments.ts'
import { vpcEndpoints } from '../../../services/ec2/vpc-endpoints.ts'
import { peeringConnections } from '../../../services/ec2/vpc-peering-connections.ts'
import { type Mutant, type Mutator, mutant, type SolvedWorld } from '../mutator.ts'

/** A route is left out or leads elsewhere, or there is one to the internet. */
export const routes: Mutator = {
  name: 'routes',
  changes: ['packets'],
  mutants: (world) =>
    routeTables
      .everyone(world.fabric)
      .filter(({ record }) => world.vpcs.has(record.VpcId ?? '') && record.Associations?.length)
      .flatMap((table) => [...changed(world, table), ...added(world, table)]),
}

type Table = ReturnType<typeof routeTables.everyone>[number]

function changed({ fabric, called }: SolvedWorld, table: Table): Mutant[] {
  const { RouteTableId = '', VpcId = '', Routes = [] } = table.record
  return Routes.flatMap((route) => {
    const destination = whereTo(route)
    const target = targetOf(route)
    if (!destination || route.GatewayId === 'local' || route.Origin !== 'CreateRoute') return []
    const { DestinationCidrBlock: cidr = cidrOfRoute(route) ?? route.DestinationPrefixListId } = route
    const words = `the route ${cidr} to ${called(target)} in ${called(RouteTableId)}`
    const others = targetsIn(fabric, VpcId).filter(({ id }) => id !== target)
    return [
      mutant(`Without ${words}`, ec2Request(table, 'DeleteRoute', { RouteTableId, ...destination })),
      ...others.map(({ member, id }) =>
        mutant(
          `Instead of ${words} one to ${called(id)}`,
          ec2Request(table, 'ReplaceRoute', { RouteTableId, ...destination, [member]: id }),
        ),
      ),
    ]
  })
}

function added({ fabric, called }: SolvedWorld, table: Table): Mutant[] {
  const { RouteTableId = '', VpcId = '', Routes = [], Associations = [] } = table.record
  if (Routes.some(({ DestinationCidrBlock: to }) => to === '0.0.0.0/0')) return []
  if (!Associations.some(({ Main, SubnetId }) => Main || SubnetId !== undefined)) return []
  return targetsIn(fabric, VpcId)
    .filter(({ member }) => member === 'GatewayId' || member === 'NatGatewayId')
    .map(({ member, id }) =>
      mutant(
        `With a route 0.0.0.0/0 to ${called(id)} in ${called(RouteTableId)}`,
        ec2Request(table, 'CreateRoute', { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', [member]: id }),
      ),
    )
}

function whereTo(route: Ec2.Route): object | undefined {
  const cidr = cidrOfRoute(route)
  if (cidr !== undefined) return destinationMember(cidr)
  const list = route.DestinationPrefixListId
  // The route of a gateway endpoint is changed at the endpoint.
  if (list === undefined || route.GatewayId?.startsWith('vpce-')) return undefined
  return { DestinationPrefixListId: list }
}

interface Target {
  readonly member: string
  readonly id: string
}

/** What routes of a VPC may lead to, one of each kind. */
function targetsIn(fabric: Fabric, vpc: string): readonly Target[] {
  const first = (member: string, ids: readonly (string | undefined)[]): Target[] =>
    ids.slice(0, 1).flatMap((id) => (id === undefined ? [] : [{ member, id }]))
  const ofVpc = natGateways.everyone(fabric).filter(({ record }) => record.VpcId === vpc)
  const inspecting = vpcEndpoints
    .by(fabric, 'vpc', vpc)
    .filter(({ record }) => record.VpcEndpointType === 'GatewayLoadBalancer')
  return [
    ...first(
      'GatewayId',
      internetGateways.by(fabric, 'vpc', vpc).map(({ record }) => record.InternetGatewayId),
    ),
    ...first(
      'NatGatewayId',
      ofVpc.filter(({ record }) => record.State === 'available').map(({ record }) => record.NatGatewayId),
    ),
    ...first(
      'VpcPeeringConnectionId',
      peeringConnections.by(fabric, 'vpc', vpc).map(({ record }) => record.VpcPeeringConnectionId),
    ),
    ...first(
      'TransitGatewayId',
      transitGatewayAttachments.by(fabric, 'vpc', vpc).map(({ record }) => record.TransitGatewayId),
    ),
    // Which of them matters: an inspection endpoint belongs to a zone.
    ...inspecting.map(({ record }) => ({ member: 'VpcEndpointId', id: record.VpcEndpointId ?? '' })),
  ]
}
