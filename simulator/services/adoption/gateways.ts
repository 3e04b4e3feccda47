import type { Ec2 } from '../../api/generated/types.d.ts'
import { egressOnlyInternetGateways } from '../ec2/egress-only-internet-gateways.ts'
import { elasticIps } from '../ec2/elastic-ips.ts'
import { internetGateways } from '../ec2/internet-gateways.ts'
import { natGateways } from '../ec2/nat-gateways.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { routeTables } from '../ec2/route-tables.ts'
import { subnets } from '../ec2/subnets.ts'
import { peeringConnections } from '../ec2/vpc-peering-connections.ts'
import { vpnGateways } from '../ec2/vpn-gateways.ts'
import type { Adoption } from './adoption.ts'
import { addInterfaceOfNatGateway } from './interfaces.ts'
import { isAccount } from './where.ts'

export function adoptGateways(adoption: Adoption): void {
  adoption.takeAll('InternetGateways', internetGateways, (record) => ({
    record: { Attachments: [], ...record },
    side: {},
  }))
  adoption.takeAll('EgressOnlyInternetGateways', egressOnlyInternetGateways, (record) => ({
    record: { Attachments: [], ...record },
    side: {},
  }))
  adoption.takeAll('NatGateways', natGateways, (record, _, home) => {
    const zone = subnets.get(adoption.ctx, record.SubnetId ?? '')?.record.AvailabilityZone ?? ''
    const isThere = record.State === undefined || record.State === 'available'
    for (const address of record.NatGatewayAddresses ?? []) {
      if (isThere) addInterfaceOfNatGateway(adoption, home, record, address)
      const Description = `Interface for NAT Gateway ${record.NatGatewayId}`
      describeInterface(adoption, address.NetworkInterfaceId, Description)
    }
    return { record, side: { zone } }
  })
  adoptAddresses(adoption)
}

/** Elastic IP addresses; where no interface shows the one that it has, the address tells. */
function adoptAddresses(adoption: Adoption): void {
  const { ctx } = adoption
  adoption.takeAll('Addresses', elasticIps, (record, { source }) => {
    if (record.AllocationId !== undefined) return { record, side: {} }
    adoption.ignore(
      source.file,
      `${record.PublicIp} has no AllocationId: addresses of EC2-Classic are not simulated`,
    )
    return undefined
  })
  for (const { record } of elasticIps.everyone(ctx)) {
    const eni = networkInterfaces.get(ctx, record.NetworkInterfaceId ?? '')
    if (!eni || record.PublicIp === undefined) continue
    const { PrivateIpAddresses = [] } = eni.record
    if (PrivateIpAddresses.some((one) => one.Association?.PublicIp === record.PublicIp)) continue
    const Association = {
      PublicIp: record.PublicIp,
      AllocationId: record.AllocationId,
      AssociationId: record.AssociationId,
    }
    const inside = record.PrivateIpAddress ?? eni.record.PrivateIpAddress
    const isPrimary = inside === eni.record.PrivateIpAddress
    networkInterfaces.update(ctx, eni, {
      PrivateIpAddresses: PrivateIpAddresses.map((one) =>
        one.PrivateIpAddress === inside ? { ...one, Association } : one,
      ),
      ...(isPrimary && { Association }),
    })
  }
}

/** AWS tells in an interface's description what it belongs to; an export that leaves it out is completed. */
export function describeInterface({ ctx }: Adoption, id: string | undefined, Description: string): void {
  const eni = networkInterfaces.get(ctx, id ?? '')
  const owner = Description.split(' ').at(-1) ?? ''
  if (!eni || eni.record.Description?.includes(owner)) return
  networkInterfaces.update(ctx, eni, { Description, RequesterManaged: true })
}

export function adoptPeeringConnections(adoption: Adoption): void {
  adoption.takeAll('VpcPeeringConnections', peeringConnections, (record) => {
    const requester = record.RequesterVpcInfo?.OwnerId
    return { record, side: {}, ...(isAccount(requester) && { owner: requester }) }
  })
}

/**
 * Gateways that a route leads to and no file tells of. The route works, as AWS says by its state, so there is one, and
 * it is attached to the route table's VPC.
 */
export function addMissingGateways(adoption: Adoption): void {
  const { ctx } = adoption
  for (const { account, region, record } of routeTables.everyone(ctx)) {
    const { VpcId = '', Routes = [], Associations = [] } = record
    const home = { account, region }
    const attachment = { VpcId, State: 'available' }
    const ofRoutes = Routes.filter(({ State }) => State !== 'blackhole')
    const ids = [
      ...ofRoutes.map((route) => route.EgressOnlyInternetGatewayId ?? route.GatewayId),
      ...Associations.map(({ GatewayId }) => GatewayId),
    ]
    for (const id of new Set(ids)) {
      if (id?.startsWith('igw-') && !internetGateways.get(ctx, id)) {
        const gateway = { InternetGatewayId: id, OwnerId: account, Attachments: [attachment], Tags: [] }
        adoption.put(internetGateways.table, { ...home, record: gateway as Ec2.InternetGateway, side: {} })
      } else if (id?.startsWith('eigw-') && !egressOnlyInternetGateways.get(ctx, id)) {
        const gateway = {
          EgressOnlyInternetGatewayId: id,
          Attachments: [{ ...attachment, State: 'attached' }],
        }
        adoption.put(egressOnlyInternetGateways.table, {
          ...home,
          record: gateway as Ec2.EgressOnlyInternetGateway,
          side: {},
        })
      } else if (id?.startsWith('vgw-') && !vpnGateways.get(ctx, id)) {
        const gateway = {
          VpnGatewayId: id,
          State: 'available',
          VpcAttachments: [{ VpcId, State: 'attached' }],
        }
        adoption.put(vpnGateways.table, { ...home, record: gateway as Ec2.VpnGateway, side: {} })
      } else continue
      adoption.assume(
        `${id} is taken to be attached to ${VpcId}, as a route of ${record.RouteTableId} says: no file tells of it`,
      )
    }
    for (const { NatGatewayId: id } of ofRoutes) {
      if (id !== undefined && !natGateways.get(ctx, id)) addNatGateway(adoption, id)
    }
  }
}

/** A NAT gateway that only its network interface tells of. */
function addNatGateway(adoption: Adoption, NatGatewayId: string): void {
  const { ctx } = adoption
  const eni = networkInterfaces
    .everyone(ctx)
    .find(({ record }) => record.Description?.endsWith(` ${NatGatewayId}`))
  if (!eni) return
  const { NetworkInterfaceId, PrivateIpAddress, Association, SubnetId, VpcId } = eni.record
  const { AllocationId, PublicIp } = Association ?? {}
  const record: Ec2.NatGateway = {
    NatGatewayId,
    State: 'available',
    SubnetId,
    VpcId,
    ConnectivityType: Association ? 'public' : 'private',
    NatGatewayAddresses: [
      { NetworkInterfaceId, PrivateIp: PrivateIpAddress, AllocationId, PublicIp, IsPrimary: true },
    ],
  }
  const zone = eni.record.AvailabilityZone ?? ''
  adoption.put(natGateways.table, { account: eni.account, region: eni.region, record, side: { zone } })
  adoption.assume(
    `${NatGatewayId} is taken to be as its network interface ${NetworkInterfaceId} says: no file tells of it`,
  )
}
