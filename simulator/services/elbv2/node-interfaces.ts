import type { Context } from '../context.ts'
import { type NetworkInterface, networkInterfaces } from '../ec2/network-interfaces.ts'
import type { LoadBalancer } from './load-balancers.ts'
import { pathOf } from './names.ts'

/** The network interfaces of a load balancer's nodes. Where an import does not tell, the interfaces do. */
export function nodeInterfaces(ctx: Pick<Context, 'store'>, balancer: LoadBalancer): NetworkInterface[] {
  const own = balancer.side.nodes.map((node) => networkInterfaces.get(ctx, node.interface))
  return (own.length ? own : describedAsNodes(ctx, balancer)).filter((eni) => eni !== undefined)
}

function describedAsNodes(ctx: Pick<Context, 'store'>, { record }: LoadBalancer): NetworkInterface[] {
  const description = `ELB ${pathOf(record)}`
  return (record.AvailabilityZones ?? []).flatMap(({ SubnetId = '' }) =>
    networkInterfaces.by(ctx, 'subnet', SubnetId).filter((eni) => eni.record.Description === description),
  )
}
