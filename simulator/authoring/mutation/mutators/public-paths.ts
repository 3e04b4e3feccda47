import { ec2Request } from '../../../network/mending/repair.ts'
import { occupantOf } from '../../../network/occupants.ts'
import { internetGateways } from '../../../services/ec2/internet-gateways.ts'
import { natGateways } from '../../../services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../../../services/ec2/network-interfaces.ts'
import { routeTables } from '../../../services/ec2/route-tables.ts'
import { type Mutant, type Mutator, mutant, type SolvedWorld } from '../mutator.ts'

/** A machine has a public address, a VPC another way to the internet, or what leads there now is gone. */
export const publicPaths: Mutator = {
  name: 'public-paths',
  changes: ['packets'],
  mutants: (world) => [...published(world), ...openedVpcs(world), ...closed(world)],
}

const allOfIt = { DestinationCidrBlock: '0.0.0.0/0' }
const address = { name: 'ADDRESS', member: 'AllocationId' } as const

function published({ fabric, vpcs, called }: SolvedWorld): Mutant[] {
  const open = new Set([...vpcs].filter((vpc) => internetGateways.by(fabric, 'vpc', vpc).length))
  return networkInterfaces.everyone(fabric).flatMap((eni) => {
    const occupant = occupantOf(eni)
    const { NetworkInterfaceId = '', VpcId = '', Association } = eni.record
    if (occupant.kind !== 'instance' || Association || !open.has(VpcId)) return []
    return [
      mutant(
        `A public address for ${called(occupant.id)}`,
        { ...ec2Request(eni, 'AllocateAddress', { Domain: 'vpc' }), keeps: address },
        ec2Request(eni, 'AssociateAddress', { AllocationId: '$ADDRESS', NetworkInterfaceId }),
      ),
    ]
  })
}

/** Where there is no internet gateway yet, one with a route in each table, and a public address for a machine. */
function openedVpcs({ fabric, vpcs, called }: SolvedWorld): Mutant[] {
  return [...vpcs].flatMap((VpcId) => {
    if (internetGateways.by(fabric, 'vpc', VpcId).length) return []
    const tables = routeTables
      .by(fabric, 'vpc', VpcId)
      .filter(
        ({ record }) =>
          record.Associations?.some((one) => one.Main || one.SubnetId !== undefined) &&
          !record.Routes?.some((one) => one.DestinationCidrBlock === allOfIt.DestinationCidrBlock),
      )
    const machines = networkInterfaces
      .by(fabric, 'vpc', VpcId)
      .filter((eni) => occupantOf(eni).kind === 'instance' && !eni.record.Association)
    const [table] = tables
    if (!table || !machines.length) return []
    const gateway = { name: 'GATEWAY', member: 'InternetGateway.InternetGatewayId' }
    // One is enough: what opens the VPC is the same for each of them.
    return machines.slice(0, 1).map((eni) =>
      mutant(
        `An internet gateway in ${called(VpcId)}, with a route and a public address for ${called(eni.record.Attachment?.InstanceId)}`,
        { ...ec2Request(table, 'CreateInternetGateway', {}), keeps: gateway },
        ec2Request(table, 'AttachInternetGateway', { InternetGatewayId: '$GATEWAY', VpcId }),
        ...tables.map(({ record: { RouteTableId = '' } }) =>
          ec2Request(table, 'CreateRoute', { RouteTableId, ...allOfIt, GatewayId: '$GATEWAY' }),
        ),
        { ...ec2Request(eni, 'AllocateAddress', { Domain: 'vpc' }), keeps: address },
        ec2Request(eni, 'AssociateAddress', {
          AllocationId: '$ADDRESS',
          NetworkInterfaceId: eni.record.NetworkInterfaceId ?? '',
        }),
      ),
    )
  })
}

function closed({ fabric, vpcs, called }: SolvedWorld): Mutant[] {
  const gates = [...vpcs].flatMap((VpcId) =>
    internetGateways.by(fabric, 'vpc', VpcId).map((gate) => {
      const { InternetGatewayId = '' } = gate.record
      return mutant(
        `${called(VpcId)} without its internet gateway`,
        ec2Request(gate, 'DetachInternetGateway', { InternetGatewayId, VpcId }),
      )
    }),
  )
  const nats = natGateways
    .everyone(fabric)
    .filter(({ record }) => record.State === 'available')
    .map((nat) =>
      mutant(
        `Without the NAT gateway ${called(nat.record.NatGatewayId)}`,
        ec2Request(nat, 'DeleteNatGateway', { NatGatewayId: nat.record.NatGatewayId ?? '' }),
      ),
    )
  return [...gates, ...nats]
}
